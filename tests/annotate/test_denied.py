"""Which events a statement denies, doubts or only expects: ``denied_cases.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest

from srccmp.annotate.frames import Cued, Event, find_events
from srccmp.annotate.names import find_entities
from srccmp.annotate.tokens import tokenize

CASES = [
    tuple(part.strip() for part in line.split(" | ", 3))
    for line in Path(__file__).with_name("denied_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def events(text: str, language: str) -> tuple[Event, ...]:
    tokens = tokenize(text, language)
    return find_events(Cued(tokens, language), find_entities(tokens, language))


def mark(event: Event) -> str:
    if event.negated:
        return "denied"
    if event.alleged:
        return "doubted"
    return "planned" if event.status == "planned" else "told"


@pytest.mark.parametrize(("language", "concept", "wanted", "drawn"), CASES)
def test_cases(language: str, concept: str, wanted: str, drawn: str) -> None:
    before, word, behind = drawn.split("|")
    found = {
        event.concept: mark(event)
        for event in events(before + word + behind, language)
        if event.span.start == len(before)
    }
    assert found[concept] == wanted


def test_there_are_cases_of_each_mark_in_each_language() -> None:
    assert len(CASES) >= 50
    for language in ("uk", "ru", "en"):
        marks = {wanted for code, _, wanted, _ in CASES if code == language}
        assert marks == {"told", "denied", "doubted", "planned"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The gates open at noon.", None),
        ("Floods happen every year.", None),
        ("The gates were opened at noon.", "done"),
        ("The gates have been closed.", "done"),
    ],
)
def test_an_ending_that_is_the_words_own_is_no_past(text: str, status: str | None) -> None:
    assert {event.status for event in events(text, "en")} <= {status}
