from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.annotate.cues import words
from srccmp.annotate.modality import find_modality, negations
from srccmp.annotate.tokens import tokenize

CASES = [
    tuple(field.strip() for field in line.split("|", 4))
    for line in Path(__file__).with_name("modality_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
WATCHED = {"negation-local", "conditional", "plan"}


@pytest.mark.parametrize(
    ("language", "polarity", "certainty", "kinds", "drawn"), CASES, ids=lambda x: str(x)[:40]
)
def test_cases(language: str, polarity: str, certainty: str, kinds: str, drawn: str) -> None:
    text = re.sub(r"[{}]", "", drawn)
    tokens = tokenize(text, language)
    found = find_modality(tokens, language)
    told = {cue.kind for cue in found.cues} & WATCHED
    wanted = set() if kinds == "-" else set(kinds.split(","))
    assert (found.polarity.value, found.certainty.value, told) == (polarity, certainty, wanted)
    scopes = [negation.scope.of(text) for negation in negations(tokens, language)]
    for scope in re.findall(r"{([^}]*)}", drawn):
        assert scope in scopes


def test_there_are_enough_cases_in_each_language() -> None:
    assert len(CASES) >= 280
    assert min(sum(case[0] == code for case in CASES) for code in ("uk", "ru", "en")) >= 75


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("ru", "В порту прошли «выборы» нового мэра.", ["«выборы»"]),
        ("uk", "У порту пройшли «вибори» нового мера.", ["«вибори»"]),
        ("en", 'The "free election" took a day.', ['"free election"']),
        ("en", "The “election” took a day.", ["“election”"]),
        ("ru", "Мэр назвал закрытие «ошибкой».", []),
        ("ru", "Паром «Прилив» вышел из порта.", []),
        ("en", 'The ferry is "late", he said.', []),
    ],
)
def test_words_in_marks_are_kept_away(language: str, text: str, kept: list[str]) -> None:
    cues = find_modality(tokenize(text, language), language).cues
    assert [cue.span.of(text) for cue in cues if cue.kind == "scare-quotes"] == kept


def test_spans_count_in_the_article() -> None:
    text = "Мост цел. Дорога не перекрыта."
    tokens = tokenize(text[10:], "ru", offset=10)
    (negation,) = negations(tokens, "ru")
    assert (negation.span.of(text), negation.scope.of(text)) == ("не", "перекрыта")
    assert [cue.span.of(text) for cue in find_modality(tokens, "ru").cues] == ["не"]


WORDS = sorted(
    words("не нет без that and , . « » не, пока мост не был якобы if no may could если а но что")
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(["ru", "uk", "en", "ka"]))
def test_any_words_have_an_answer(chosen: list[str], language: str) -> None:
    text = " ".join(chosen)
    tokens = tokenize(text, language)
    for negation in negations(tokens, language):
        assert negation.span.stop <= len(text)
        assert negation.scope.stop <= len(text)
    assert find_modality(tokens, language) == find_modality(tokens, language)


@pytest.mark.parametrize("unit", ["не был, ", "“а ", "no one said that “he ", "если бы не "])
def test_a_huge_line_takes_no_longer_than_its_words(unit: str) -> None:
    tokens = tokenize(unit * 20_000, "ru")
    found = find_modality(tokens, "ru")
    assert len(found.cues) < 2_000
