"""Why two statements were matched: shares that make the score."""

from __future__ import annotations

import re

from tests.builders import port_fire

from srccmp.align.score import logistic, probability
from srccmp.model import Link, Score
from srccmp.present.look import Look, rendered
from srccmp.present.match import links_of
from srccmp.present.view import Index


def told(features: Score, score: float) -> str:
    comparison = port_fire()
    left, right = (each.id for each in comparison.statements[:2])
    link = Link(left_id=left, right_id=right, score=score, found_by="lexical", features=features)
    look = Look(width=400)
    return "".join(rendered(part, look) for part in links_of(Index(comparison), [link], look))


def shares(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"[+-]\d+\.\d", text)]


def test_the_shares_that_are_shown_make_the_score() -> None:
    features = Score(lead=0.7, inside=0.8, concepts=0.4, length=0.9, place=0.2)
    found = shares(told(features, probability(features)))
    assert len(found) == 6  # five features, and what any pair starts with
    assert abs(logistic(sum(found)) - probability(features)) < 0.05


def test_a_feature_that_was_not_measured_is_not_shown() -> None:
    text = told(Score(lead=0.7), 0.5)
    assert "lead 0.70" in text
    assert "semantic" not in text
    assert "concepts" not in text


def test_a_question_and_other_days_are_named() -> None:
    assert "both answer one question" in told(Score(lead=0.7, question=1.0), 0.95)
    apart = told(Score(lead=0.7, scene=0.0), 0.1)
    assert "other days -" in apart
    assert "other days" not in told(Score(lead=0.7), 0.1)
