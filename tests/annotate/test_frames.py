from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.annotate.concepts import all_concepts
from srccmp.annotate.frames import (
    HARM,
    Context,
    Cued,
    Event,
    Frame,
    context_of,
    find_causes,
    find_events,
    find_intents,
    find_scopes,
    specific,
)
from srccmp.annotate.names import find_entities, settle
from srccmp.annotate.tokens import tokenize
from srccmp.model import EntityKind, Facet, Polarity, Span

LANGUAGES = ("uk", "ru", "en")
CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("frames_cases.toml").read_text("utf-8")
)


def by_text(case: dict[str, Any]) -> str:
    return f"{case['language']}: {case.get('before', '')}{case['text']}"


def context_before(text: str, language: str) -> Context:
    tokens = tokenize(text, language)
    return context_of(Cued(tokens, language), find_entities(tokens, language), Context())


def causes(text: str, language: str, before: str = "") -> tuple[Frame, ...]:
    tokens = tokenize(text, language)
    entities = find_entities(tokens, language)
    return find_causes(Cued(tokens, language), entities, context_before(before, language))


def intents(text: str, language: str) -> tuple[Frame, ...]:
    tokens = tokenize(text, language)
    return find_intents(Cued(tokens, language), find_entities(tokens, language))


def scopes(text: str, language: str) -> tuple[Frame, ...]:
    tokens = tokenize(text, language)
    return find_scopes(Cued(tokens, language), find_entities(tokens, language))


def events(text: str, language: str) -> tuple[Event, ...]:
    tokens = tokenize(text, language)
    return find_events(Cued(tokens, language), find_entities(tokens, language))


# --- causes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["cause"], ids=by_text)
def test_causes(case: dict[str, Any]) -> None:
    found = causes(case["text"], case["language"], case.get("before", ""))
    if "phrase" not in case:
        assert found == ()
        return
    (frame,) = found
    assert frame.facet is Facet.CAUSE
    assert frame.span.of(case["text"]) == case["phrase"]
    assert case["concept"] in frame.concepts
    assert set(case.get("effect", ())) <= frame.effect
    wanted = Polarity.DENIED if case.get("denied") else Polarity.AFFIRMED
    assert frame.polarity is wanted
    assert frame.inherited is bool(case.get("inherited"))


def test_every_cause_explains_some_harm() -> None:
    for case in CASES["cause"]:
        for frame in causes(case["text"], case["language"], case.get("before", "")):
            assert frame.effect
            assert frame.effect <= HARM


def test_the_value_is_the_named_weapon_before_all_else() -> None:
    (frame,) = causes("Дах пошкоджено ракетою «Калібр».", "uk")
    assert frame.value == "kalibr"
    assert ("kalibr", EntityKind.WEAPON) in frame.names
    assert frame.tells


def test_a_kind_of_cause_tells_and_a_bare_blast_does_not() -> None:
    (told,) = causes("Склад згорів через коротке замикання.", "uk")
    assert told.value == "short-circuit"
    assert told.tells
    (blast,) = causes("The school was damaged by an explosion.", "en")
    assert not blast.tells


def test_patients_are_the_things_that_were_harmed() -> None:
    (frame,) = causes("Школу в Одесі пошкоджено уламками.", "uk")
    assert {"school", "odesa"} <= frame.patients
    assert "debris" not in frame.patients


def test_the_context_is_the_last_harm_told() -> None:
    first = context_before("Пожар уничтожил школу в Самаре.", "ru")
    assert {"fire", "destroy"} <= first.effect
    assert "school" in first.patients
    tokens = tokenize("Губернатор приехал утром.", "ru")
    assert context_of(Cued(tokens, "ru"), (), first) == first
    tokens = tokenize("Затем затонул катер.", "ru")
    assert context_of(Cued(tokens, "ru"), (), first).effect == {"sink"}


def test_what_is_inherited_brings_its_patients() -> None:
    (frame,) = causes("The cause was a faulty pump.", "en", "A ferry sank in the harbour.")
    assert "ferry" in frame.patients


def test_because_of_leans_on_no_statement_before() -> None:
    before = "У гаражі спалахнула пожежа."
    assert causes("Через негоду поїзд запізнився.", "uk", before) == ()


def test_specific_patients_drop_what_others_are_a_kind_of() -> None:
    assert specific(frozenset({"building", "hospital", "person", "lviv"})) == {"hospital", "lviv"}
    assert specific(frozenset()) == frozenset()


# --- intents and scopes ---------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["intent"], ids=by_text)
def test_intents(case: dict[str, Any]) -> None:
    found = intents(case["text"], case["language"])
    polarities = {frame.polarity.value for frame in found}
    assert polarities == ({case["polarity"]} if "polarity" in case else set())
    assert {frame.value for frame in found} <= {"deliberate"}
    assert {frame.facet for frame in found} <= {Facet.INTENT}


@pytest.mark.parametrize("case", CASES["scope"], ids=by_text)
def test_scopes(case: dict[str, Any]) -> None:
    found = scopes(case["text"], case["language"])
    assert [frame.value for frame in found] == case["values"]
    assert {frame.polarity for frame in found} <= {Polarity.AFFIRMED}


def test_only_covers_its_phrase() -> None:
    text = "Удар нанесён только по объектам ОПК."
    (frame,) = scopes(text, "ru")
    assert frame.span.of(text) == "только по объектам ОПК"
    assert "strike" in frame.effect


# --- events ---------------------------------------------------------------------------------------


def drawn(case: dict[str, Any]) -> tuple[str, Span]:
    """The text without its bars, and the span of the last word that stood between them."""
    parts = case["text"].split("|")
    start = sum(map(len, parts[:-2]))
    return "".join(parts), Span(start, start + len(parts[-2]))


@pytest.mark.parametrize("case", CASES["event"], ids=by_text)
def test_events(case: dict[str, Any]) -> None:
    text, span = drawn(case)
    there = [event for event in events(text, case["language"]) if event.span == span]
    if case.get("no"):
        assert there == []
        return
    (event,) = (event for event in there if event.concept == case["concept"])
    assert (event.negated, event.alleged, event.status) == (
        case.get("negated", False),
        case.get("alleged", False),
        case.get("status"),
    )


def test_an_event_knows_the_things_of_its_own_clause() -> None:
    told = events("Дрон зруйнував школу, а потім потонув катер.", "uk")
    (destroyed,) = (event for event in told if event.concept == "destroy")
    assert {"school", "drone", "weapon"} <= destroyed.around
    (sunk,) = (event for event in told if event.concept == "sink")
    assert "school" not in sunk.around


def test_a_capital_stands_for_its_state() -> None:
    (signed,) = (e for e in events("Berlin signed the treaty.", "en") if e.concept == "sign")
    assert {"berlin", "germany"} <= signed.around


# --- laws for any text ----------------------------------------------------------------------------

WORDS = (
    "не", "not", "ні", "причиною", "причина", "cause", "of", "the", "стало", "was", "пожежі",
    "пожара", "fire", "через", "из-за", "because", "внаслідок", "привело", "к", "led", "to",
    "підпал", "поджог", "arson", "ракети", "ракета", "missile", "впала", "упала", "hit", "fell",
    "пошкоджено", "повреждён", "damaged", "by", "школу", "school", "лише", "только", "only",
    "якобы", "нібито", "allegedly", "опроверг", "спростував", "denied", "that", "що", "что",
    "запобігти", "prevent", "Київ", "Kyiv", "Іван", "Petrenko", "Петренко", "ЗСУ", "NATO", "no",
    "evidence", "ознак", "виявили", "«", "»", '"', "“", "”", "'", "’", "‘", ",", ".", ":", "—",
    "-", "!", "?", "…", "\n", "2", "12,5", "типу", "called", "умышленно", "навмисно", "accidental",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
)
CODES = st.sampled_from([*LANGUAGES, "de", "und"])


def is_inside(span: Span, text: str, offset: int) -> bool:
    return offset <= span.start < span.stop <= offset + len(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, CODES, st.sampled_from([0, 1000]))
def test_any_text_has_its_layers_inside_itself(
    before: str, text: str, language: str, offset: int
) -> None:
    tokens = tokenize(text, language, offset=offset)
    (entities,) = settle([find_entities(tokens, language)])
    for left, right in pairwise(entities):
        assert left.span.stop <= right.span.start
    for entity in entities:
        assert is_inside(entity.span, text, offset)
        assert entity.key
    told = find_events(Cued(tokens, language), entities)
    concepts = all_concepts()
    for event in told:
        assert event.span == tokens[event.at].span
        assert concepts[event.concept].kind == "event"
        assert event.status in (None, "planned", "underway", "done")
    assert [event.at for event in told] == sorted(event.at for event in told)
    frames = (
        *find_causes(Cued(tokens, language), entities, context_before(before, language)),
        *find_intents(Cued(tokens, language), entities),
        *find_scopes(Cued(tokens, language), entities),
    )
    for frame in frames:
        assert is_inside(frame.span, text, offset)
        assert frame.value
        assert frame.effect <= HARM


@settings(max_examples=60, deadline=None)
@given(TEXTS, CODES)
def test_the_same_text_is_read_the_same_way_at_any_place(text: str, language: str) -> None:
    def read(offset: int) -> list[tuple[int, int, str]]:
        tokens = tokenize(text, language, offset=offset)
        entities = find_entities(tokens, language)
        found = [(e.span, e.key) for e in entities]
        found += [(e.span, e.concept) for e in find_events(Cued(tokens, language), entities)]
        found += [
            (f.span, f.value) for f in find_causes(Cued(tokens, language), entities, Context())
        ]
        return [(span.start - offset, span.stop - offset, what) for span, what in found]

    assert read(0) == read(77)
