"""What makes two articles one text, and what does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reprints.texts import (
    CAUSE,
    FALL,
    FERRIES,
    HURT,
    LEAD,
    OWN_PARAGRAPHS,
    OWN_TITLE,
    PARAGRAPHS,
    PAST,
    QUOTE,
    STATEMENT,
    TITLE,
    article,
)

from srccmp import CompareOptions, compare, read_articles
from srccmp.comparison import Comparison
from srccmp.reprints.bodies import SHINGLE, Body, body_of
from srccmp.reprints.copies import FIRST, MANY, Copies, _candidates, compare_bodies

Run = Callable[..., Comparison]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Compare files given by name and text, without an encoder."""

    def of(**texts: str) -> Comparison:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        return compare(read_articles([str(tmp_path)]), CompareOptions(encoder="none"))

    return of


def pairs(comparison: Comparison) -> dict[str, str]:
    """By the name of each reprint that of its first."""
    names = {a.id: Path(a.path).stem for a in comparison.articles}
    return {names[a.id]: names[a.reprint_of] for a in comparison.articles if a.reprint_of}


WIRE = article(TITLE, *PARAGRAPHS)
# «Рухнул» for «упал», «ранения» for «травмы» …: every eighth word or so.
REWRITTEN = (
    WIRE.replace("рухнул утром", "обрушился утром")
    .replace("получили травмы", "получили ранения")
    .replace("пустой стапель", "свободный стапель")
    .replace("подвозят листовую", "привозят листовую")
    .replace("порыв ветра, который", "сильный порыв ветра, который")
    .replace("изъяла журналы", "забрала журналы")
    .replace("успел спуститься", "сумел спуститься")
    .replace("доставили в окружную больницу", "отвезли в окружную больницу")
    .replace("теперь этот срок", "сейчас этот срок")
)
COPIES = {
    "another headline": article("Двое рабочих пострадали на верфи", *PARAGRAPHS),
    "words replaced": REWRITTEN,
    "the end cut": article(TITLE, LEAD, FALL, CAUSE),
    "a paragraph dropped": article(TITLE, LEAD, FALL, HURT, FERRIES),
    "another lead": article(
        "Кран упал на пути",
        "Авария произошла на крупнейшей верфи побережья: там не устоял кран, есть раненые.",
        *PARAGRAPHS[1:],
    ),
    "paragraphs in another order": article(TITLE, LEAD, HURT, FERRIES, FALL, CAUSE),
    "a lead and an end of its own": article(
        TITLE,
        "О случившемся напомнили в городском совете, где давно спорят о старых кранах.",
        *PARAGRAPHS,
        "Совет собирается в четверг. На повестке также ремонт набережной и цены на проезд.",
    ),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_reprint_is_told(run: Run, name: str) -> None:
    assert pairs(run(a_wire=WIRE, b_paper=COPIES[name])) == {"b_paper": "a_wire"}


OTHERS = {
    "a report of its own": article(OWN_TITLE, *OWN_PARAGRAPHS),
    "a report of its own with the same quotation": article(OWN_TITLE, QUOTE, *OWN_PARAGRAPHS),
    "a short report that is mostly the quotation": article(
        OWN_TITLE, OWN_PARAGRAPHS[0], QUOTE, OWN_PARAGRAPHS[1]
    ),
    "the same last paragraphs": article(OWN_TITLE, *OWN_PARAGRAPHS, FERRIES, PAST),
    "one sentence": article(OWN_TITLE, PAST),
}


@pytest.mark.parametrize("name", OTHERS)
def test_no_reprint_is_made_up(run: Run, name: str) -> None:
    assert pairs(run(a_wire=article(TITLE, LEAD, QUOTE, *PARAGRAPHS[1:]), b=OTHERS[name])) == {}


def test_two_papers_with_one_long_statement_are_told_as_a_doubt(run: Run) -> None:
    told = run(
        a=article(TITLE, LEAD, STATEMENT, "Работы на верфи возобновят не раньше пятницы."),
        b=article(OWN_TITLE, OWN_PARAGRAPHS[0], STATEMENT, OWN_PARAGRAPHS[4]),
    )
    assert pairs(told) == {}
    (doubt,) = [n for n in told.notes if n.code == "maybe-reprint"]
    assert "quoted" in doubt.message or "too short" in doubt.message


def test_the_note_tells_the_share_and_what_is_first(run: Run) -> None:
    told = run(a_wire=WIRE, b_paper=article("Кран упал", LEAD, FALL, CAUSE, HURT))
    (note,) = [n for n in told.notes if n.stage == "reprints"]
    reprint = next(a for a in told.articles if a.reprint_of)
    assert (note.code, note.subject) == ("near-copy", reprint.id)
    assert "100% of the shorter one's" in note.message
    assert "by its path alone" in note.message


def test_a_near_translation_in_the_common_spelling_is_met() -> None:
    """Ukrainian and Russian lemmas meet where the words are cognate."""
    ru = body("a", "двое рабочии верф линдх")
    assert ru.distinct & body("b", "двое рабочии верф линдх сегод").distinct


# --- the measure -------------------------------------------------------------------------------


def body(name: str, *sentences: str, own: bool = True) -> Body:
    """Of sentences as their stems."""
    grams: list[tuple[str, ...] | None] = []
    for sentence in sentences:
        stems = sentence.split()
        last = len(stems) - SHINGLE
        grams += [tuple(stems[i : i + SHINGLE]) if i <= last else None for i in range(len(stems))]
    return body_of(name, grams, (own,) * len(grams))


TEXT = st.lists(
    st.lists(st.sampled_from("abcdefgh"), min_size=SHINGLE, max_size=12).map(" ".join), max_size=6
)


@given(TEXT, TEXT)
def test_the_measure_has_no_order(left: list[str], right: list[str]) -> None:
    a, b = body("a", *left), body("b", *right)
    assert compare_bodies(a, b) == compare_bodies(b, a)


@given(TEXT)
def test_a_text_has_all_of_itself(text: list[str]) -> None:
    kin = compare_bodies(body("a", *text), body("b", *text))
    assert kin.share == kin.of_longer == (1.0 if text else 0.0)


@given(TEXT, TEXT)
def test_shares_are_shares(left: list[str], right: list[str]) -> None:
    kin = compare_bodies(body("a", *left), body("b", *right))
    assert all(0 <= x <= 1 for x in (kin.share, kin.of_longer, kin.own, kin.opening))
    assert kin.own_words <= kin.words


def test_words_that_are_all_quoted_are_none_of_ones_own() -> None:
    long = " ".join(f"w{n}" for n in range(80))
    kin = compare_bodies(body("a", long, own=False), body("b", long, own=False))
    assert (kin.share, kin.own_words, kin.is_close) == (1.0, 0, False)


def test_what_one_quotes_is_no_telling_of_the_other() -> None:
    """One of the two has lost its quotation marks."""
    long = " ".join(f"w{n}" for n in range(80))
    kin = compare_bodies(body("a", long), body("b", long, own=False))
    assert (kin.share, kin.own_words, kin.is_close) == (1.0, 0, False)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_close_pair_is_lost_by_the_index(seed: int) -> None:
    chance = random.Random(seed)
    words = [f"w{n}" for n in range(400)]
    base = [" ".join(chance.choices(words, k=12)) for _ in range(8)]
    texts = []
    for _ in range(12):
        kept = chance.sample(base, 6)
        texts.append([*kept, *(" ".join(chance.choices(words, k=12)) for _ in range(3))])
    bodies = {f"{n:02}": body(f"{n:02}", *text) for n, text in enumerate(texts)}
    copies = Copies(bodies, _candidates(bodies))
    found = set(copies.pairs)
    names = sorted(bodies)
    close = {
        (a, b)
        for at, a in enumerate(names)
        for b in names[at + 1 :]
        if copies.kin(a, b).share >= 0.35
    }
    assert close <= found


def test_a_family_larger_than_the_index_looks_stays_tied() -> None:
    text = [" ".join(f"w{n}" for n in range(60))]
    bodies = {f"{n:03}": body(f"{n:03}", *text) for n in range(MANY + 20)}
    found = _candidates(bodies)
    assert {right for _, right in found} | {left for left, _ in found} == set(bodies)
    assert len(found) < len(bodies) * (FIRST + 1)
