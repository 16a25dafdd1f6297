"""The tokenizer: the likeliest cut, checked against all cuts."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.engines.unigram import UNKNOWN_PENALTY, Tokenizer
from srccmp.engines.weights import Vocabulary
from tests.engines.tiny_model import NORMAL, PIECES, SCORES

VOCABULARY = Vocabulary(
    pieces=list(PIECES),
    scores=list(SCORES),
    normal=NORMAL,
    begin=0,
    padding=1,
    end=2,
    unknown=3,
)
TOKENIZER = Tokenizer(VOCABULARY)
LIMIT = 16
UNKNOWN = "<unk>"


def pieces(text: str, limit: int = LIMIT) -> list[str]:
    return [PIECES[number] for number in TOKENIZER.encode(text, limit=limit)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ab", ["▁ab"]),
        ("abc", ["▁abc"]),  # -9.0, less than "▁ab" and "c": -11.5
        ("ba", ["▁", "b", "a"]),
        ("cab", ["▁", "c", "ab"]),
        ("  a \t b ", ["▁", "a", "▁", "b"]),
        ("", []),
        ("A\u00adb", ["▁ab"]),  # normalised: lower case, no soft hyphen
        ("①", ["▁ab"]),  # one character stands for two
        ("aжщc", ["▁", "a", UNKNOWN, "c"]),  # a run of unknown characters is one
        ("ж щ", ["▁", UNKNOWN, "▁", UNKNOWN]),
        ("</s>", ["▁", UNKNOWN]),  # the name of a special piece is text like any other
        ("<s>a", ["▁", UNKNOWN, "a"]),
    ],
)
def test_cut(text: str, wanted: list[str]) -> None:
    assert pieces(text) == ["<s>", *wanted, "</s>"]


def cuts(word: str) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
    for stop in range(1, len(word) + 1):
        for rest in cuts(word[stop:]):
            yield (word[:stop], *rest)


def likelihood(parts: tuple[str, ...]) -> float:
    known = dict(zip(PIECES[4:], SCORES[4:], strict=True))
    worst = min(SCORES) - UNKNOWN_PENALTY
    unknown = [len(part) for part in parts if part not in known]
    if any(size > 1 for size in unknown):
        return float("-inf")
    return math.fsum(known.get(part, worst) for part in parts)


@given(st.text("abcж", min_size=1, max_size=7))
def test_no_cut_is_likelier(word: str) -> None:
    marked = "▁" + word
    found = [PIECES[number] for number in TOKENIZER.cut(marked)]
    best = max(cuts(marked), key=likelihood)
    # Runs of unknown characters were joined: told apart again, the sums must be the same.
    spelled: list[str] = []
    at = 0
    for part in found:
        size = 1 if part == UNKNOWN else len(part)
        while True:
            spelled.append(marked[at : at + size])
            at += size
            if part != UNKNOWN or at == len(marked) or marked[at] != "ж":
                break
    assert "".join(spelled) == marked
    assert math.isclose(likelihood(tuple(spelled)), likelihood(best))


@given(st.text(max_size=200), st.integers(3, 16))
def test_never_longer_than_the_limit(text: str, limit: int) -> None:
    found = TOKENIZER.encode(text, limit=limit)
    assert len(found) <= limit
    assert (found[0], found[-1]) == (0, 2)
    assert not {0, 1, 2} & set(found[1:-1])


def test_what_is_beyond_the_limit_changes_nothing() -> None:
    head = "ab " * LIMIT
    assert pieces(head + "c" * 1000) == pieces(head) == ["<s>", *["▁ab"] * (LIMIT - 2), "</s>"]
