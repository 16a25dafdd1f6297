"""What every encoder promises, whatever runs it: one set of tests for all of them, on models that
the tests make."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from srccmp.cache import Cache, encode_cached
from srccmp.engines import Encoder, work
from tests.engines.made import MAKERS, lacking

TODAY = date(2026, 1, 1)
TEXTS = [
    "The mill burned down at night.",
    "Млин згорів уночі.",
    "Мельница сгорела ночью.",
    "a",
    "b c",
    "Seven boats were lost in the storm, the harbour master said on Monday.",
    "cab",
]
ODD = [
    "",
    " \t\n",
    "?",
    "…",
    "\u00a0«Так»\u2009—\u00a0сказав він",
    "№ 5, ½ км², 10 ℃",
    "北京",
    "</s> <pad> [MASK] [SEP]",
    "a" * 700,
    "\x00\x1b[31m",
    "\ud800 half of a pair",
]
KINDS = [
    pytest.param(kind, marks=pytest.mark.skipif(bool(why), reason=f"{kind}: {why}"))
    for kind in MAKERS
    for why in [lacking(kind)]
]
Make = Callable[[str, int], Encoder]


@pytest.fixture
def make(tmp_path: Path, kind: str) -> Make:
    """An encoder of the parametrised kind in a folder of this name, its weights by the seed."""
    maker, _ = MAKERS[kind]
    return lambda name, seed: maker(tmp_path / name, seed)


@pytest.fixture(scope="module", params=KINDS)
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """One of each kind: their models are loaded once."""
    maker, _ = MAKERS[request.param]
    return maker(tmp_path_factory.mktemp(request.param) / "model", 1)


def test_rows_have_unit_length(encoder: Encoder) -> None:
    rows = encoder.encode([*TEXTS, *ODD])
    assert rows.shape == (len(TEXTS) + len(ODD), encoder.dim)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_nothing_gives_no_row(encoder: Encoder) -> None:
    rows = encoder.encode([])
    assert rows.shape == (0, encoder.dim)
    assert rows.dtype == np.float32


def test_different_texts_have_different_vectors(encoder: Encoder) -> None:
    rows = encoder.encode(["a", "b", "c", "ab c", "cab"])
    assert (rows @ rows.T - np.eye(len(rows))).max() < 0.9999


def test_a_vector_does_not_depend_on_the_texts_beside_it(encoder: Encoder) -> None:
    texts = [*TEXTS, *ODD]
    together = encoder.encode(texts)
    order = random.Random(3).sample(range(len(texts)), len(texts))
    shuffled = encoder.encode([texts[number] for number in order])
    np.testing.assert_array_equal(shuffled, together[order])
    for number in order:
        np.testing.assert_array_equal(encoder.encode([texts[number]])[0], together[number])


def test_a_vector_does_not_depend_on_the_threads(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {}
    for cores in (1, 2, 3):
        monkeypatch.setattr(work, "cores", lambda cores=cores: cores)
        rows[cores] = encoder.encode(TEXTS)
    np.testing.assert_array_equal(rows[1], rows[2])
    np.testing.assert_array_equal(rows[1], rows[3])


def test_calls_from_several_threads(encoder: Encoder) -> None:
    wanted = encoder.encode(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(encoder.encode, [TEXTS] * 12):
            np.testing.assert_array_equal(rows, wanted)


def test_of_a_long_text_the_end_is_not_read(encoder: Encoder) -> None:
    head = "a bc " * 1000
    rows = encoder.encode([head, head + "z" * 500_000, "z " + head])
    np.testing.assert_array_equal(rows[0], rows[1])
    assert np.abs(rows[0] - rows[2]).max() > 1e-4


@pytest.mark.parametrize("kind", KINDS)
def test_other_weights_have_another_name(make: Make) -> None:
    first, same, other = make("first", 1), make("same", 1), make("other", 2)
    assert first.name == same.name
    assert first.name != other.name
    np.testing.assert_array_equal(first.encode(TEXTS), same.encode(TEXTS))
    assert np.abs(first.encode(TEXTS) - other.encode(TEXTS)).max() > 1e-3


def test_every_kind_has_names_of_its_own(tmp_path: Path) -> None:
    kinds = [kind for kind in MAKERS if not lacking(kind)]
    names = {MAKERS[kind][0](tmp_path / kind, 1).name for kind in kinds}
    assert len(names) == len(kinds)


class Counting:
    """Another encoder, and what it was given."""

    def __init__(self, inner: Encoder) -> None:
        self._inner = inner
        self.name = inner.name
        self.dim = inner.dim
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return self._inner.encode(texts)


def test_each_text_is_encoded_once_and_never_again(encoder: Encoder, tmp_path: Path) -> None:
    counting = Counting(encoder)
    with Cache(tmp_path, today=TODAY) as cache:
        first = encode_cached(counting, [*TEXTS, *TEXTS[:3]], cache)
        assert sorted(counting.texts) == sorted(TEXTS)
        counting.texts.clear()
        again = encode_cached(counting, [*TEXTS, "new", *TEXTS[:3]], cache)
        assert counting.texts == ["new"]
    rows = [*range(len(TEXTS)), *range(len(TEXTS) + 1, len(TEXTS) + 4)]
    assert again[rows].tobytes() == first.tobytes()
    np.testing.assert_allclose(first[: len(TEXTS)], encoder.encode(TEXTS), atol=1e-3)
