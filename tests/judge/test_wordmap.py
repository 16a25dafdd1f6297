"""Which word of one statement is which of the other: ``wordmap_cases.txt``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.judge.statements import read

from srccmp.annotate.cues import words
from srccmp.judge.wordmap import likeness, map_words

CASES = [
    [part.strip() for part in line.split(" | ")]
    for line in Path(__file__).with_name("wordmap_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("left_language", "left", "right_language", "right", "pairs"), CASES)
def test_pairs(left_language: str, left: str, right_language: str, right: str, pairs: str) -> None:
    a, b = read(left_language, left), read(right_language, right)
    wanted = Counter(tuple(pair.split("=")) for pair in pairs.split() if pair != "-")
    there, back = map_words(a, b), map_words(b, a)
    assert Counter((a.tokens[i].text, b.tokens[j].text) for i, j in there.partner.items()) == wanted
    assert back.partner == there.back


def test_shares_are_of_the_shorter_and_of_the_longer_side() -> None:
    words = map_words(
        read("en", "The council closed the market."),
        read("en", "The council of the old town closed the market on the hill."),
    )
    assert (len(words.mine), len(words.other), len(words.partner)) == (3, 6, 3)
    assert (words.share, words.both) == (1.0, 0.5)
    assert (words.turned().share, words.turned().both) == (1.0, 0.5)


EMPTY = "It was not to be there."


@pytest.mark.parametrize(("left", "right"), [(EMPTY, EMPTY), (EMPTY, "The mill burned.")])
def test_a_side_without_words_shares_nothing(left: str, right: str) -> None:
    words = map_words(read("en", left), read("en", right))
    assert words.partner == {}
    assert (words.share, words.both) == (0.0, 0.0)


def test_words_at_like_places_win() -> None:
    a = read("en", "Sailors slept near the old red boat.")
    b = read("en", "One boat passed, sailors slept near an old red boat.")
    pairs = map_words(a, b)
    last = max(item.at for item in pairs.other)
    assert b.tokens[last].text == "boat"
    assert pairs.partner[max(item.at for item in pairs.mine)] == last
    assert map_words(a, a).partner == {item.at: item.at for item in pairs.mine}


def test_a_name_is_surer_than_a_concept_and_a_concept_than_a_start() -> None:
    def sure(left: tuple[str, str], right: tuple[str, str], *, cognate: bool) -> float:
        mine, other = (map_words(read(*side), read(*side)).mine[0] for side in (left, right))
        assert likeness(mine, other, cognate=cognate) == likeness(other, mine, cognate=cognate)
        return likeness(mine, other, cognate=cognate)

    name = sure(("uk", "Одеса горить."), ("en", "Odesa burns."), cognate=False)
    concept = sure(("uk", "Рада спить."), ("en", "Council sleeps."), cognate=False)
    stem = sure(("ru", "Виноградник горит."), ("uk", "Виноградар спить."), cognate=True)
    start = sure(("ru", "Торфа много."), ("uk", "Торфовище горить."), cognate=True)
    nothing = sure(("ru", "Лодка плывёт."), ("uk", "Собака спить."), cognate=True)
    assert 1.0 == name > concept > stem > start > nothing == 0.0
    assert sure(("ru", "Виноградник горит."), ("en", "Vineyards burn."), cognate=False) == 0.0


TEXTS = st.tuples(
    st.sampled_from(["uk", "ru", "en"]),
    st.one_of(
        st.text(st.characters(categories=["L", "M", "Nd", "P", "Zs"]), max_size=40),
        st.lists(
            st.sampled_from(
                sorted(
                    words(
                        "Лодка лодки рынок ринок market закрыл закрила closed Одеса Odesa Одесса "
                        "council рада совет of the в на , . 14 не not boat boats"
                    )
                )
            ),
            max_size=12,
        ).map(" ".join),
    ).filter(lambda text: any(map(str.isalnum, text))),
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_laws(left: tuple[str, str], right: tuple[str, str]) -> None:
    a, b = (
        read(left[0], f"Лодка ушла в порт и {left[1]}"),
        read(right[0], f"Лодка ушла в порт и {right[1]}"),
    )
    pairs = map_words(a, b)
    assert 0.0 <= pairs.both <= pairs.share <= 1.0
    assert len(set(pairs.partner.values())) == len(pairs.partner)
    assert set(pairs.partner) <= {item.at for item in pairs.mine}
    assert set(pairs.partner.values()) <= {item.at for item in pairs.other}
    turned = pairs.turned()
    assert (turned.partner, turned.share, turned.both) == (pairs.back, pairs.share, pairs.both)
    assert turned.turned() == pairs
    same = map_words(a, a)
    assert (same.share, same.both) == ((1.0, 1.0) if same.mine else (0.0, 0.0))
    assert {i: j for j, i in map_words(b, a).partner.items()} == pairs.partner
