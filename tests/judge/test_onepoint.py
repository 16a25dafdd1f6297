"""Two accounts that differ in one point, compared as a user would: ``onepoint_cases.txt``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.judge.statements import article_of, read

from srccmp import CompareOptions, compare
from srccmp.judge.facets.figures import figures
from srccmp.model import Article, Finding, Grain, Published

CASES = [
    [part.strip() for part in line.split(" | ")]
    for line in Path(__file__).with_name("onepoint_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
DAY = "2031-05-04"


def account(name: str, head: str, text: str) -> Article:
    language, _, day = head.partition(" ")
    article = article_of(language, text, name)
    if day == "?":
        return article
    told = date.fromisoformat(day or DAY)
    published = Published(earliest=told, latest=told, grain=Grain.DAY, decided_by="test")
    return replace(article, published=published)


def findings(left: Article, right: Article) -> list[Finding]:
    comparison = compare([left, right], CompareOptions(encoder="none", one_story=True))
    assert any(len(claim.members) == 2 for claim in comparison.claims)
    return [finding for verdict in comparison.verdicts for finding in verdict.findings]


@pytest.mark.parametrize(("one", "left", "other", "right", "wanted"), CASES)
def test_cases(one: str, left: str, other: str, right: str, wanted: str) -> None:
    for mine, theirs in (("a", "b"), ("z", "b")):
        found = findings(account(mine, one, left), account(theirs, other, right))
        told = {f"{f.relation.value} {f.facet.value} {f.level}" for f in found}
        kinds = {f"{f.relation.value} {f.facet.value} …" for f in found}
        if wanted.startswith("no "):
            facet = wanted.removeprefix("no conflict ")
            assert not {f"conflict {facet} …", f"update {facet} …"} & kinds
        else:
            assert wanted in told | kinds


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 50
    assert {frozenset(case[i][:2] for i in (0, 2)) for case in CASES} == {
        frozenset(pair.split()) for pair in ("uk", "ru", "en", "uk ru", "en ru", "en uk")
    }


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "The page @10Rosestreet is new, the page #7 too.", []),
        ("en", "The lake was colder than 15 degrees.", []),
        ("uk", "Озеро було холодніше ніж 15 градусів.", []),
        ("en", "He told Radio 4 that 17 boats sank.", [4.0, 17.0]),
        ("ru", "Он сказал на радио 4, что ушло 17 лодок.", [17.0]),
    ],
)
def test_figures(language: str, text: str, values: list[float]) -> None:
    assert [figure.low for figure in figures(read(language, text))] == values


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Three of the victims were from Malta."),
        ("en", "The flight took two hours fifty minutes."),
        ("uk", "Троє з мешканців прийшли."),
        ("ru", "Пришли трое из жителей."),
    ],
)
def test_the_first_figure_is_a_part(language: str, text: str) -> None:
    assert figures(read(language, text))[0].is_part


def test_a_count_of_all_is_no_part() -> None:
    assert not figures(read("en", "Three victims were from Malta."))[0].is_part
