"""The encoder's centre: what any sentence of a language has is taken off."""

from __future__ import annotations

import numpy as np
import pytest

from srccmp.engines import load_encoder
from srccmp.engines.centres import Centre, bank, centre_of, measure, pack
from srccmp.errors import SrccmpError


def test_the_bank_tells_the_same_in_three_languages() -> None:
    sentences = bank()
    assert set(sentences) == {"uk", "ru", "en"}
    assert len({len(texts) for texts in sentences.values()}) == 1
    assert all(len(set(texts)) == len(texts) for texts in sentences.values())


def test_rows_lose_their_languages_mean_and_have_unit_length() -> None:
    means = {"uk": np.array([3, 0, 0], np.float32), "en": np.array([0, 3, 0], np.float32)}
    centre = Centre(means, np.array([1, 1, 0], np.float32), 1.0)
    rows = np.array([[3, 0, 2], [0, 3, 4], [1, 1, 1]], np.float32)
    found = centre.apply(rows, ["uk", "en", "ka"])
    assert found == pytest.approx(np.tile([0, 0, 1], (3, 1)))
    assert centre.apply(rows[:0], []).shape == (0, 3)


def test_an_encoder_that_is_not_kept_is_measured() -> None:
    chance = np.random.default_rng(5)
    known = {text: chance.normal(size=24).astype(np.float32)
             for texts in bank().values() for text in texts}  # fmt: skip
    asked: list[str] = []

    class Unknown:
        name = "unknown/1"
        dim = 24

        def encode(self, texts: list[str]) -> np.ndarray:
            asked.extend(texts)
            return np.stack([known[text] for text in texts])

    encoder = Unknown()
    centre = centre_of(encoder, encoder.encode)  # type: ignore[arg-type]
    assert set(asked) == set(known)
    mean = np.mean([known[text] for text in bank()["ru"]], axis=0)
    assert centre.means["ru"] == pytest.approx(mean, abs=1e-6)
    assert 0.2 < centre.scale < 0.8  # 24 numbers at random spread twice as far as e5's


def test_the_kept_centre_is_the_bundled_encoders() -> None:
    try:
        encoder = load_encoder("bundled")[0]
    except SrccmpError as error:
        pytest.skip(f"the bundled encoder is not installed: {error}")
    assert encoder
    kept, found = centre_of(encoder, encoder.encode), measure(encoder.encode)
    assert kept.scale == pytest.approx(found.scale, abs=1e-3)
    for language, mean in found.means.items():
        assert kept.means[language] == pytest.approx(mean, abs=1e-3)
    assert pack(kept.means["uk"]) == pack(kept.means["uk"].astype(np.float16).astype(np.float32))
