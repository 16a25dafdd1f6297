"""Why two statements were matched: steps that make the score, and their picture."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import port_fire

from srccmp.align.score import FEATURES, logistic, probability
from srccmp.model import Link, Score
from srccmp.present import match
from srccmp.present.look import Look, encoded, rendered
from srccmp.present.match import Scale, links_of, steps_of
from srccmp.present.view import Index

WIDE = Look(width=160)


def link_of(features: Score, score: float) -> Link:
    left, right = (each.id for each in port_fire().statements[:2])
    return Link(left_id=left, right_id=right, score=score, found_by="lexical", features=features)


def told(features: Score, score: float, look: Look = WIDE) -> str:
    index, link = Index(port_fire()), link_of(features, score)
    return "".join(rendered(part, look) for part in links_of(index, [link], look))


def test_every_feature_has_words() -> None:
    assert set(match.FEATURES) == set(FEATURES)
    assert len(set(match.FEATURES.values())) == len(FEATURES)


def test_the_shares_that_are_shown_make_the_score() -> None:
    features = Score(lead=0.7, inside=0.8, concepts=0.4, length=0.9, place=0.2)
    *steps, last = re.findall(r"[+-]\d+\.\d", told(features, probability(features)))
    assert len(steps) == 6  # five features, and what any pair starts with
    assert abs(sum(map(float, steps)) - float(last)) < 0.3
    assert abs(logistic(float(last)) - probability(features)) < 0.05


@given(
    st.builds(Score, lead=st.none() | st.floats(0, 1), length=st.none() | st.floats(0, 1),
              times=st.none() | st.floats(0, 1), semantic=st.none() | st.floats(0, 1)),
    st.floats(0.001, 0.999),
)  # fmt: skip
def test_the_steps_make_any_score(features: Score, score: float) -> None:
    steps = steps_of(link_of(features, score))
    assert steps[0].label == match.START
    # What is too small to be shown is left out.
    assert logistic(sum(step.share for step in steps)) == pytest.approx(score, abs=0.02)


def test_a_feature_that_was_not_measured_is_not_shown() -> None:
    text = told(Score(lead=0.7), 0.5)
    assert re.search(r"words of both, beyond the rest +lead +0\.70", text)
    assert "semantic" not in text
    assert "concepts" not in text


def test_a_question_and_other_days_are_named() -> None:
    assert "both answer one question" in told(Score(lead=0.7, question=1.0), 0.95)
    apart = told(Score(lead=0.7, scene=0.0), 0.1)
    assert re.search(r"other days +scene +-\d", apart)
    assert "other days" not in told(Score(lead=0.7), 0.1)


def test_what_pulls_apart_is_a_light_bar_to_the_left_with_a_minus() -> None:
    rows = told(Score(lead=0.9, length=0.1), 0.5).splitlines()
    up = next(row for row in rows if "beyond the rest" in row)
    down = next(row for row in rows if " length " in row)
    assert re.search(r" \+\d\.\d .*█", up)
    assert "░" not in up
    assert re.search(r" -\d\.\d .*░", down)
    assert "█" not in down


def test_a_bar_begins_where_the_one_before_ended() -> None:
    scale = Scale(-4.0, 4.0, 8, Look())
    bars = [scale.bar(*ends, "").plain for ends in ((0.0, -3.0), (-3.0, 1.0), (1.0, 4.0))]
    assert bars == [" ░░░│   ", " ████   ", "    │███"]
    assert scale.bar(2.0, 2.01, "").plain == "    │ █ "  # as good as nothing is still seen
    assert scale.bar(4.0, 4.01, "").plain == "    │  █"
    assert Scale(0.0, 0.0, 4, Look()).bar(0.0, 0.0, "").plain == "█   "


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_the_chart_fits_and_is_ascii_where_it_must_be(width: int) -> None:
    look = Look(width=width, is_unicode=False)
    features = Score(lead=0.7, inside=0.1, concepts=0.4, length=0.9, semantic=0.2)
    drawn = told(features, 0.7, look)
    assert max(map(len, drawn.splitlines())) <= width
    assert encoded(drawn, "ascii").isascii()
    assert "#" in drawn
