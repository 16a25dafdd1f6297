"""How sure a finding is, and what that makes of it."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.judge.statements import article_of, matched

import srccmp.judge
from srccmp import CompareOptions, compare
from srccmp.judge import confidence
from srccmp.judge.confidence import BAR, JUDGED, LEAST, MOST, Model, measures_of, model, weighed
from srccmp.judge.sides import Sides
from srccmp.model import Evidence, Facet, Finding, Relation, Score, Span
from srccmp.schema import schema

JUDGE = Path(srccmp.judge.__file__).parent
# A level's name stands where it is made: Level("…"), or name = "…" for one that is made next.
NAMED = re.compile(r"Level\(\s*f?\"([^\"]+)\"|\bname = \"([^\"]+)\"( if .* else \"([^\"]+)\")?")


def level_names() -> set[str]:
    found: set[str] = set()
    for path in JUDGE.rglob("*.py"):
        for groups in NAMED.findall(path.read_text("utf-8")):
            found |= {groups[0], groups[1], groups[3]} - {""}
    return found


def finding(relation: Relation, facet: Facet = Facet.QUANTITY, level: str = "any") -> Finding:
    there = Evidence(statement_id="a", span=Span(0, 1))
    return Finding(
        facet=facet, relation=relation, level=level, left=there, right=there, reason="1 / 2"
    )


def sides(**link: object) -> Sides:
    return matched(("en", "The council closed the market."), ("uk", "Рада закрила ринок."), **link)


def with_odds(monkeypatch: pytest.MonkeyPatch, sure: float) -> None:
    """The model made to find every difference as likely as told."""
    fixed = Model(bias=math.log(sure / (1 - sure)), facets={}, levels={}, measures={})
    monkeypatch.setattr(confidence, "model", lambda: fixed)


def test_the_weights_are_of_facets_levels_and_measures_that_there_are() -> None:
    learned = model()
    assert set(learned.facets) <= {facet.value for facet in Facet}
    assert len(learned.facets) >= 6
    names = level_names()
    assert len(names) >= 30
    assert set(learned.levels) - names == set()
    assert set(learned.measures) <= set(measures_of(sides()))
    weights = [learned.bias, *learned.facets.values(), *learned.levels.values()]
    assert all(math.isfinite(weight) and abs(weight) < 10 for weight in weights)
    assert learned.measures["match"] > 0


def test_the_sum_of_what_was_learned_decides() -> None:
    learned = Model(0.5, {"time": 1.0}, {"different times": -0.25}, {"match": 2.0})
    there = finding(Relation.CONFLICT, Facet.TIME, "different times")
    assert learned.of(there, {"match": 0.5, "other": 1.0}) == pytest.approx(
        1 / (1 + math.exp(-(0.5 + 1.0 - 0.25 + 1.0)))
    )
    unknown = finding(Relation.CONFLICT, Facet.WHO, "a level of tomorrow")
    assert learned.of(unknown, {}) == pytest.approx(1 / (1 + math.exp(-0.5)))


@pytest.mark.parametrize(
    ("relation", "sure", "wanted"),
    [
        (Relation.CONFLICT, 0.9, Relation.CONFLICT),
        (Relation.UPDATE, 0.9, Relation.UPDATE),
        (Relation.CONFLICT, BAR + 0.01, Relation.CONFLICT),
        (Relation.CONFLICT, BAR - 0.01, Relation.UNCLEAR),
        (Relation.UPDATE, BAR - 0.01, Relation.UNCLEAR),
        (Relation.CONFLICT, LEAST + 0.01, Relation.UNCLEAR),
        (Relation.CONFLICT, LEAST - 0.01, None),
        (Relation.UPDATE, LEAST - 0.01, None),
        (Relation.UNCLEAR, 0.9, Relation.UNCLEAR),
        (Relation.UNCLEAR, LEAST - 0.01, None),
    ],
)
def test_the_bars(
    monkeypatch: pytest.MonkeyPatch, relation: Relation, sure: float, wanted: Relation | None
) -> None:
    with_odds(monkeypatch, sure)
    found = list(weighed(sides(), [finding(relation)]))
    if wanted is None:
        assert found == []
        return
    (there,) = found
    assert there.relation is wanted
    told = min(sure, BAR) if wanted is Relation.UNCLEAR else sure
    assert there.confidence == pytest.approx(told)


@pytest.mark.parametrize("relation", sorted(set(Relation) - JUDGED))
def test_what_agrees_is_as_sure_as_the_match(
    monkeypatch: pytest.MonkeyPatch, relation: Relation
) -> None:
    with_odds(monkeypatch, LEAST / 2)
    there = finding(relation)
    assert list(weighed(sides(score=0.37), [there])) == [replace(there, confidence=0.37)]


@given(st.floats(0.0, 1.0), st.none() | st.floats(0.0, 1.0))
def test_measures_are_bounded_whatever_the_match(score: float, question: float | None) -> None:
    found = measures_of(replace_link(score=score, features=Score(question=question)))
    assert -1.0 <= found["match"] <= 1.0
    assert found["question"] == (question or 0.0)
    probability = model().of(finding(Relation.CONFLICT), found)
    assert 0.0 < probability < 1.0
    if score == 0.5:
        assert found["match"] == 0.0
    assert MOST > 0


PLAIN_SIDES = sides()


def replace_link(**link: object) -> Sides:
    return replace(PLAIN_SIDES, link=replace(PLAIN_SIDES.link, **link))  # type: ignore[arg-type]


def test_a_better_match_makes_a_difference_surer() -> None:
    there = finding(Relation.CONFLICT, Facet.QUANTITY, "different numbers")
    sure = [model().of(there, measures_of(replace_link(score=score))) for score in (0.1, 0.5, 0.9)]
    assert sure == sorted(sure)
    assert len(set(sure)) == 3


def test_the_json_tells_it() -> None:
    left = article_of("en", "The tower in Lodz fell and 14 people were killed.", "left")
    right = article_of("uk", "Вежа в Лодзі впала, загинуло 17 людей.", "right")
    document = compare([left, right], CompareOptions(encoder="none", one_story=True)).to_dict()
    jsonschema.Draft202012Validator(schema()).validate(document)
    told = [each for claim in document["claims"] for each in claim["findings"]]
    assert {each["relation"] for each in told} >= {"conflict"}
    assert all(0.0 <= each["confidence"] <= 1.0 for each in told)
    assert all(
        each["confidence"] >= BAR for each in told if each["relation"] in ("conflict", "update")
    )
