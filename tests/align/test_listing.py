"""A large claim lists few of its pairs, and none that may set its members apart goes missing."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from srccmp import CompareOptions, compare, read_articles
from srccmp.align import questions
from srccmp.align.listing import ALL, STRONGEST, listed
from srccmp.align.questions import question_of
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.layers import annotate
from srccmp.comparison import Comparison
from srccmp.language import article_language
from srccmp.model import Facet, Relation
from srccmp.segment import segment

ENDS = ("", ", the mayor said", ", according to the port", ", rescuers added", ", it was reported")


def told(folder: Path, tolls: list[int]) -> Comparison:
    """As many papers as tolls, each with one sentence on one explosion."""
    for number, toll in enumerate(tolls):
        text = (
            f"An explosion at the Solianka grain terminal killed {toll} dock workers"
            f" on Friday{ENDS[number % len(ENDS)]}.\n"
        )
        header = f"Source: Paper {number}\nDate: 2024-05-04\n\n"
        (folder / f"{number:03}.txt").write_text(header + text, encoding="utf-8")
    return compare(read_articles([folder]), CompareOptions(encoder="none"))


@pytest.mark.parametrize("place", [0, 17, 39])
def test_one_other_number_among_forty_is_a_conflict(tmp_path: Path, place: int) -> None:
    comparison = told(tmp_path, [12 if at == place else 4 for at in range(40)])
    (claim,) = (claim for claim in comparison.claims if len(claim.members) > 1)
    (verdict,) = (v for v in comparison.verdicts if v.claim_id == claim.id)
    assert len(claim.members) == 40
    assert (verdict.relation, verdict.facet) == (Relation.CONFLICT, Facet.QUANTITY)
    assert sorted(len(position.members) for position in verdict.positions) == [1, 39]


def test_a_large_claim_lists_few_links_and_links_all(tmp_path: Path) -> None:
    comparison = told(tmp_path, [4] * 60)
    (claim,) = (claim for claim in comparison.claims if len(claim.members) > 1)
    assert len(claim.members) == 60
    assert len(claim.links) <= (STRONGEST + 1) * 60
    linked = {each for link in claim.links for each in (link.left_id, link.right_id)}
    assert linked == set(claim.members)


def test_a_small_claim_lists_all(tmp_path: Path) -> None:
    comparison = told(tmp_path, [4] * ALL)
    (claim,) = (claim for claim in comparison.claims if len(claim.members) > 1)
    assert len(claim.links) == ALL * (ALL - 1) // 2


def analysed(folder: Path, tolls: list[int]) -> tuple[Analysis, ...]:
    told(folder, tolls)
    articles = read_articles([folder]).articles
    parts = {a.id: segment(a, article_language(a).code).statements for a in articles}
    return annotate(articles, parts).analyses


def test_pairs_asked_for_grow_with_the_members(tmp_path: Path) -> None:
    """Work, not seconds: each pair of a small claim, a few for each member of a large one."""
    analyses = analysed(tmp_path, [4 + at % 3 for at in range(60)])
    near = {at: [(at + step) % 60 for step in (1, 2, 3, 57, 58, 59)] for at in range(60)}
    asked: Counter[tuple[int, int]] = Counter()

    def score(left: int, right: int) -> float:
        asked[left, right] += 1
        return 0.9

    few = listed(range(12), analyses, near, score, 0.6)
    assert sorted(few) == sorted(combinations(range(12), 2))
    asked.clear()
    many = listed(range(60), analyses, near, score, 0.6)
    assert len(asked) < 6 * 60
    assert set(many) <= {(min(p), max(p)) for p in combinations(range(60), 2)}
    apart = [p for p in many if p[0] % 3 != p[1] % 3]
    assert {frozenset((a % 3, b % 3)) for a, b in apart} == {
        frozenset(two) for two in combinations(range(3), 2)
    }


def test_questions_of_many_are_answered_as_those_of_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a pair answers one question does not depend on how many others do."""
    analyses = analysed(tmp_path, [4 + at % 3 for at in range(40)])
    tried = Counter[tuple[int, int]]()

    def counted(left: Analysis, right: Analysis) -> Facet | None:
        tried[analyses.index(left), analyses.index(right)] += 1
        return question_of(left, right)

    monkeypatch.setattr(questions, "question_of", counted)
    every = questions.answering_pairs(analyses)
    assert len(every) == len(tried) == 40 * 39 // 2
    tried.clear()
    monkeypatch.setattr(questions, "FEW", 10)
    some = questions.answering_pairs(analyses)
    assert 0 < len(some) == len(tried) <= questions.PARTNERS * 40 // 2
    assert set(some) < set(every)
    assert all(some.get(pair) is every.get(pair) for pair in combinations(range(40), 2))
    assert max(tried.values()) == 1
