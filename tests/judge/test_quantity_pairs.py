"""What two accounts of an invented event come to, by their numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from srccmp import CompareOptions, compare
from srccmp.model import (
    Article,
    Facet,
    Grain,
    LanguageGuess,
    Published,
    Source,
    Span,
    short_id,
)

FILE = Path(__file__).with_name("quantity_pairs.txt")
FIRST, SECOND = date(2024, 5, 1), date(2024, 5, 3)
ORDERS = {
    "=": (FIRST, FIRST),
    "<": (FIRST, SECOND),
    ">": (SECOND, FIRST),
    "?": (None, None),
}


def article(name: str, language: str, text: str, day: date | None) -> Article:
    published = None
    if day is not None:
        published = Published(earliest=day, latest=day, grain=Grain.DAY, decided_by="test")
    return Article(
        id=short_id(name, text),
        path=name,
        source=Source(key=name, name=name, decided_by="test"),
        title=None,
        text=text,
        sha256="",
        language=LanguageGuess(code=language, confidence=None, decided_by="test"),
        published=published,
        body=Span(0, len(text)),
    )


def relations(left: Article, right: Article) -> str:
    """The relations of all findings on quantity, in alphabetical order; "-" for none."""
    options = CompareOptions(encoder="none", one_story=True)
    comparison = compare([left, right], options)
    found = {
        finding.relation.value
        for verdict in comparison.verdicts
        for finding in verdict.findings
        if finding.facet is Facet.QUANTITY
    }
    return " ".join(sorted(found)) or "-"


def cases() -> list[tuple[str, str, str, str]]:
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return [tuple(part.strip() for part in line.split(" | ")) for line in lines]  # type: ignore[misc]


def test_there_are_enough_pairs_in_all_languages() -> None:
    heads = [head.split() for head, *_ in cases()]
    assert len(heads) >= 60
    assert {frozenset(head[:2]) for head in heads} == {
        frozenset(pair.split()) for pair in ("uk uk", "ru ru", "en en", "uk ru", "en ru", "en uk")
    }


@pytest.mark.parametrize(("head", "wanted", "one", "other"), cases())
def test_pairs(head: str, wanted: str, one: str, other: str) -> None:
    first, second, order = head.split()
    days = ORDERS[order]
    left = article("left", first, one, days[0])
    right = article("right", second, other, days[1])
    assert relations(left, right) == wanted
    # Whoever stands first in the folder, the answer is the same.
    left = article("z", first, one, days[0])
    assert relations(right, left) == wanted
