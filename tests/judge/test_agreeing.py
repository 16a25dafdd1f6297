"""When two statements agree: ``agreeing_cases.txt``, and what a doubt makes of a claim."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.judge.statements import article_of, matched

from srccmp import CompareOptions, compare
from srccmp.judge import confidence
from srccmp.judge.compare import compare_sides
from srccmp.judge.sides import Sides
from srccmp.judge.verdict import GOOD_MATCH, SENSE, SOME_MATCH, do_agree
from srccmp.model import Evidence, Facet, Finding, Relation, Score, Span

CASES = [
    [part.strip() for part in line.split(" | ")]
    for line in Path(__file__).with_name("agreeing_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
ALIKE = (("en", "Old maps hung above the lamp."), ("en", "Above the lamp old maps hung."))
APART = (("en", "Honey is sweet."), ("en", "Bees live in the hollow of an old lime tree."))


def finding(relation: Relation, facet: Facet) -> Finding:
    there = Evidence(statement_id="a", span=Span(0, 1))
    return Finding(
        facet=facet, relation=relation, level="any", left=there, right=there, reason="1 / 2"
    )


def with_link(sides: Sides, **link: object) -> Sides:
    return replace(sides, link=replace(sides.link, **link))  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "left", "other", "right", "wanted"), CASES)
def test_cases(one: str, left: str, other: str, right: str, wanted: str) -> None:
    for a, b in (((one, left), (other, right)), ((other, right), (one, left))):
        sides = matched(a, b)
        assert do_agree(compare_sides(sides), sides) is (wanted == "agree")


@pytest.mark.parametrize(
    ("relation", "facet", "wanted"),
    [
        (Relation.AGREE, Facet.POLARITY, True),
        (Relation.AGREE, Facet.QUANTITY, True),
        (Relation.AGREE, Facet.TIME, False),
        (Relation.COMPATIBLE, Facet.QUANTITY, False),
    ],
)
def test_a_facet_that_both_tell_makes_up_for_other_words(
    relation: Relation, facet: Facet, wanted: bool
) -> None:
    assert do_agree([finding(relation, facet)], matched(*APART)) is wanted


@pytest.mark.parametrize("relation", [Relation.CONFLICT, Relation.UPDATE, Relation.UNCLEAR])
def test_whatever_holds_them_apart_ends_an_agreement(relation: Relation) -> None:
    sides = matched(*ALIKE)
    agreed = finding(Relation.AGREE, Facet.QUANTITY)
    assert do_agree([agreed], sides)
    assert not do_agree([agreed, finding(relation, Facet.TIME)], sides)


def test_how_good_a_match_it_takes() -> None:
    alike, apart = matched(*ALIKE), matched(*APART)
    agreed = [finding(Relation.AGREE, Facet.POLARITY)]
    assert do_agree([], with_link(alike, score=GOOD_MATCH))
    assert not do_agree([], with_link(alike, score=GOOD_MATCH - 0.01))
    assert do_agree(agreed, with_link(apart, score=SOME_MATCH))
    assert not do_agree(agreed, with_link(apart, score=SOME_MATCH - 0.01))


def test_the_sense_stands_for_words() -> None:
    apart = matched(*APART)
    assert not do_agree([], apart)
    assert not do_agree([], with_link(apart, features=Score(semantic=SENSE - 0.01)))
    assert do_agree([], with_link(apart, features=Score(semantic=SENSE)))


def test_a_claim_with_only_a_doubtful_difference_is_unclear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = article_of("en", "The tower in Lodz fell and killed 14 people.", "left")
    right = article_of("en", "The tower in Lodz fell and killed 17 people.", "right")
    options = CompareOptions(encoder="none", one_story=True)

    def relations() -> tuple[set[Relation], set[Relation]]:
        verdicts = compare([left, right], options).verdicts
        return {v.relation for v in verdicts}, {f.relation for v in verdicts for f in v.findings}

    assert relations()[0] == {Relation.CONFLICT}
    doubt = confidence.Model(bias=-0.4, facets={}, levels={}, measures={})
    monkeypatch.setattr(confidence, "model", lambda: doubt)
    claim, found = relations()
    assert claim == {Relation.UNCLEAR}
    assert Relation.UNCLEAR in found
    assert Relation.CONFLICT not in found
