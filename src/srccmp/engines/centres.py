"""What an encoder gives any sentence of a language, taken off its vectors.

A multilingual encoder's vectors hold the language as well as the meaning, and all of them point
one way: cosines of e5 lie in .75–.97 whatever the texts. The mean over sentences on anything
(``bank.toml``, 32 in each of three languages) is just that, and less it unlike sentences have
cosines of about 0, in one language and across two. Measured on aligned news documents with a third
of the sentences missing (F1 of mutual best, with the correction for hubs of `srccmp.align`): ru–uk
.969 → .975, en–ru .982 → .984, en–uk .972 → .977, where the means of 975 sentences of the news
themselves give the same.
"""

from __future__ import annotations

import tomllib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from srccmp.engines.protocols import Encoder

    Floats = NDArray[np.float32]

# Spread of the cosines of unlike sentences that the match was trained with (e5's on the bank).
SPREAD: Final = 0.1034


@dataclass(frozen=True, slots=True)
class Centre:
    """``means`` by language, shape (dim,); ``rest`` for every other language. ``scale`` brings the
    cosines of another encoder to the spread that the match was trained with."""

    means: Mapping[str, Floats]
    rest: Floats
    scale: float

    def apply(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        """The rows less their languages' means, shape (rows, dim): the products of two are their
        cosines in the spread that the match was trained with (a row's length is the root of
        ``scale``)."""
        if not len(vectors):
            return vectors
        taken = np.stack([self.means.get(language, self.rest) for language in languages])
        rows = _unit(vectors - taken)
        rows *= np.float32(self.scale**0.5)
        return rows


def _unit(rows: Floats) -> Floats:
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.maximum(lengths, 1e-12)[:, None], dtype=np.float32)


def bank() -> dict[str, list[str]]:
    """Sentences on anything by language, the same ones in each."""
    text = files("srccmp.engines").joinpath("bank.toml").read_text("utf-8")
    return dict(tomllib.loads(text))


def measure(encode: Callable[[Sequence[str]], Floats]) -> Centre:
    """The centre of the encoder that makes these vectors."""
    rows = {language: encode(texts) for language, texts in bank().items()}
    means = {language: vectors.mean(axis=0) for language, vectors in rows.items()}
    unlike = []
    for language, vectors in rows.items():
        away = _unit(vectors - means[language])
        cosine = away @ away.T
        unlike.append(cosine[~np.eye(len(cosine), dtype=bool)])
    spread = float(np.concatenate(unlike).std())
    rest = np.mean(list(means.values()), axis=0)
    return Centre(means, rest, SPREAD / max(spread, 1e-6))


@cache
def _kept() -> dict[str, Centre]:
    """Centres that need not be measured, by the encoder's name (``bench/centres.py``)."""
    text = files("srccmp.engines").joinpath("centres.toml").read_text("utf-8")
    found = {}
    for name, table in tomllib.loads(text).items():
        scale = float(table.pop("scale"))
        means = {
            language: np.frombuffer(b64decode(packed), "<f2").astype(np.float32)
            for language, packed in table.items()
        }
        found[name] = Centre(means, np.mean(list(means.values()), axis=0), scale)
    return found


def pack(mean: Floats) -> str:
    """A mean as `centres.toml` keeps it: 16-bit floats in base64."""
    return b64encode(mean.astype("<f2").tobytes()).decode()


def centre_of(encoder: Encoder, encode: Callable[[Sequence[str]], Floats]) -> Centre:
    """The encoder's centre, measured with ``encode`` where it is not kept."""
    known = next((c for name, c in _kept().items() if encoder.name.startswith(name)), None)
    return known or measure(encode)
