from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from srccmp.annotate.names import find_entities, name_article, same_name, settle
from srccmp.annotate.tokens import tokenize
from srccmp.model import Entity, EntityKind, Span

LANGUAGES = ("uk", "ru", "en")
CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("names_cases.toml").read_text("utf-8")
)


def undrawn(drawn: str) -> tuple[str, list[Span]]:
    """The text without its bars, and what stood between them."""
    parts = drawn.split("|")
    spans, start = [], 0
    for number, part in enumerate(parts):
        if number % 2:
            spans.append(Span(start, start + len(part)))
        start += len(part)
    return "".join(parts), spans


def entities_of(text: str, language: str, known: frozenset[str] = frozenset()) -> list[Entity]:
    return list(find_entities(tokenize(text, language), language, known=known))


def told(case: dict[str, Any]) -> list[tuple[str, str]]:
    return [(language, drawn) for language in LANGUAGES for drawn in case.get(language, ())]


SAME = CASES["same"]
SAME_NAMES = [case["en"][0].split("|")[1] for case in SAME]


@pytest.mark.parametrize("case", SAME, ids=SAME_NAMES)
def test_one_name_has_one_key_in_every_spelling(case: dict[str, Any]) -> None:
    rows, spans = [], []
    for language, drawn in told(case):
        text, (span,) = undrawn(drawn)
        rows.append(entities_of(text, language))
        spans.append(span)
    found = [
        next((e for e in row if e.span == span), None)
        for row, span in zip(settle(rows), spans, strict=True)
    ]
    keys = {entity.key if entity else None for entity in found}
    seen = list(zip(told(case), found, strict=True))
    assert None not in keys, seen
    assert len(keys) == 1, seen
    assert {e.kind.value for e in found if e} == {case["kind"]}, found


def test_no_two_names_share_a_key() -> None:
    rows, owners = [], []
    for name, case in zip(SAME_NAMES, SAME, strict=True):
        for language, drawn in told(case):
            text, (span,) = undrawn(drawn)
            rows.append([e for e in entities_of(text, language) if e.span == span])
            owners.append(name)
    owner_of: dict[str, set[str]] = {}
    for owner, row in zip(owners, settle(rows), strict=True):
        for entity in row:
            owner_of.setdefault(entity.key, set()).add(owner)
    assert len(owner_of) == len(SAME)
    assert {key: sorted(names) for key, names in owner_of.items() if len(names) > 1} == {}


@pytest.mark.parametrize("case", CASES["quoted"], ids=lambda case: case["text"].split("|")[1])
def test_the_noun_before_a_quoted_name_tells_its_kind(case: dict[str, Any]) -> None:
    text, (span,) = undrawn(case["text"])
    assert [(e.span, e.kind.value) for e in entities_of(text, case["language"])] == [
        (span, case["kind"])
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [(case["language"], text) for case in CASES["nameless"] for text in case["texts"]],
)
def test_a_capital_alone_makes_no_name(language: str, text: str) -> None:
    assert [e.surface for e in entities_of(text, language)] == []


@pytest.mark.parametrize("case", CASES["runs"], ids=lambda case: case["text"])
def test_runs_of_capitals_end_where_the_name_ends(case: dict[str, Any]) -> None:
    text, spans = undrawn(case["text"])
    found = entities_of(text, case["language"])
    assert [e.surface for e in found] == [span.of(text) for span in spans]
    assert [e.span for e in found] == spans


@pytest.mark.parametrize("case", CASES["article"], ids=lambda case: case["texts"][0])
def test_an_article_tells_what_its_names_stand_for(case: dict[str, Any]) -> None:
    drawn = [undrawn(text) for text in case["texts"]]
    rows = [(tokenize(text, case["language"]), case["language"]) for text, _ in drawn]
    found = settle(name_article(rows))
    assert [[e.span for e in row] for row in found] == [spans for _, spans in drawn]
    assert len({e.key for row in found for e in row}) == 1


def test_two_people_of_one_surname_stay_apart_and_the_surname_means_the_last_told() -> None:
    texts = ["Першим виступив Олег Гончар.", "Його змінила Лідія Гончар.", "Гончар мовчала."]
    rows = [(tokenize(text, "uk"), "uk") for text in texts]
    keys = [row[0].key for row in settle(name_article(rows))]
    assert keys[0] != keys[1] == keys[2]


def test_a_word_that_begins_a_sentence_is_a_name_where_the_article_knows_it() -> None:
    text = "Грім повернувся додому."
    assert entities_of(text, "uk") == []
    key = tokenize("Грім", "uk")[0].key
    assert [e.surface for e in entities_of(text, "uk", frozenset({key}))] == ["Грім"]


def test_an_offset_moves_the_spans() -> None:
    tokens = tokenize("Снег выпал в Туле.", "ru", offset=100)
    assert [e.span for e in find_entities(tokens, "ru")] == [Span(113, 117)]


# --- settle ---------------------------------------------------------------------------------------


def named(surface: str, key: str, kind: EntityKind) -> Entity:
    return Entity(span=Span(0, len(surface)), surface=surface, key=key, kind=kind)


def test_full_name_surname_and_first_name_are_one_person() -> None:
    rows = [
        entities_of("Суд допитав Тараса Гнатюка.", "uk"),
        entities_of("Захисник Гнатюка просив перерви.", "uk"),
        entities_of("Сусіди згадують, що Тарас був удома.", "uk"),
    ]
    assert [len(row) for row in rows] == [1, 1, 1]
    assert len({e.key for row in settle(rows) for e in row}) == 1


def test_plurals_in_two_languages_are_one_name_and_a_surname_is_no_plural() -> None:
    rows = [[named("Ланцерів", "lantseriv", NAME)], [named("Lansers", "lansers", NAME)]]
    assert len({e.key for row in settle(rows) for e in row}) == 1
    rows = [[named("Edwards", "edwards", NAME)], [named("Edward", "edward", NAME)]]
    assert len({e.key for row in settle(rows) for e in row}) == 2
    rows = [[named("Савелов", "savelov", EntityKind.PERSON)], [named("Савел", "savel", NAME)]]
    assert len({e.key for row in settle(rows) for e in row}) == 2


NAME = EntityKind.NAME


def test_a_first_name_of_two_people_means_neither() -> None:
    rows = [
        [named("Тарас Гнатюк", "gnatiuk", EntityKind.PERSON)],
        [named("Тарас Левчук", "levchuk", EntityKind.PERSON)],
        [named("Тарас", "taras", EntityKind.PERSON)],
    ]
    assert [row[0].key for row in settle(rows)] == ["gnatiuk", "levchuk", "taras"]


def test_kinds_go_by_vote_and_a_bare_name_has_none() -> None:
    rows = [
        [named("Альфа", "alfa", EntityKind.ORGANISATION)],
        [named("Альфа", "alfa", EntityKind.ORGANISATION)],
        [named("Альфа", "alfa", EntityKind.PLACE)],
        [named("Альфа", "alfa", EntityKind.NAME)],
        [named("Альфа", "alfa", EntityKind.NAME)],
        [named("Альфа", "alfa", EntityKind.NAME)],
    ]
    assert {row[0].kind for row in settle(rows)} == {EntityKind.ORGANISATION}
    alone = [[named("Бета", "beta", EntityKind.NAME)]]
    assert settle(alone)[0][0].kind is EntityKind.NAME


def test_settling_keeps_spans_and_surfaces_and_settles_once() -> None:
    rows = [
        entities_of("Serhii Kovalchuk met Viktor Orban in Madrid.", "en"),
        entities_of("Ковальчук и Орбан покинули Мадрид.", "ru"),
    ]
    settled = settle(rows)
    assert [[(e.span, e.surface) for e in row] for row in settled] == [
        [(e.span, e.surface) for e in row] for row in rows
    ]
    assert settle(settled) == settled


# --- spellings ------------------------------------------------------------------------------------


def unified(counts: dict[str, int]) -> dict[str, str]:
    """Each key's common one in a story where people are told by these keys so often."""
    keys = [key for key, count in counts.items() for _ in range(count)]
    found = settle([[named(key, key, EntityKind.PERSON)] for key in keys])
    return {key: row[0].key for key, row in zip(keys, found, strict=True)}


def test_the_commonest_spelling_wins_and_letters_break_ties() -> None:
    assert unified({"erdogan": 1, "erdohan": 5}) == {"erdogan": "erdohan", "erdohan": "erdohan"}
    assert set(unified({"erdogan": 2, "erdohan": 2}).values()) == {"erdogan"}


def test_a_full_name_is_known_by_its_surname() -> None:
    assert set(unified({"mykola_petrenko": 4, "petrenko": 1}).values()) == {"petrenko"}
    assert set(unified({"mykola_petrenko": 4}).values()) == {"petrenko"}


def test_listed_names_stay_as_they_are() -> None:
    assert unified({"kyiv": 2, "kharkiv": 1}) == {"kyiv": "kyiv", "kharkiv": "kharkiv"}


def test_two_words_that_share_their_consonants_stay_apart() -> None:
    assert unified({"pelosi": 3, "policy": 2}) == {"pelosi": "pelosi", "policy": "policy"}


def test_unifying_does_not_hang_on_the_order() -> None:
    counts = {"zelenskii": 2, "zelensky": 3, "petrenko": 1, "mykola_petrenko": 1, "kalibr": 2}
    assert unified(counts) == unified(dict(reversed(counts.items())))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("zelenskii", "zelenskyy"), ("lukashenko", "lukasenko"), ("kinzhal", "kindzhal"),
        ("khmelnytskyi", "hmelnitskii"), ("yermak", "ermak"), ("johnson", "dzhonson"),
    ],
)  # fmt: skip
def test_romanisations_of_one_name(left: str, right: str) -> None:
    assert same_name(left, right)
    assert same_name(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("petrenko", "bondarenko"), ("madrid", "minsk"), ("orban", "urban-2"), ("tusk", "trusk")],
)
def test_strangers(left: str, right: str) -> None:
    assert not same_name(left, right)
    assert not same_name(right, left)


def test_names_stand_in_order_and_apart() -> None:
    for case in SAME:
        for language, drawn in told(case):
            text, _ = undrawn(drawn)
            for before, behind in pairwise(entities_of(text, language)):
                assert before.span.stop <= behind.span.start
