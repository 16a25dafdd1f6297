"""ONNX graphs written by hand: the few protobuf messages that onnxruntime needs to load one.

The package onnx would bring 30 MB and protobuf's compiler output for these lines. Field numbers
and types are those of ``onnx.proto`` (IR version 8 and above).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

IR_VERSION: Final = 8
OPSET: Final = 17
CONTRIB: Final = "com.microsoft"  # the domain of onnxruntime's own operators
TYPES: Final = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}
Value = int | float | str | Sequence[int]


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers are stored as their two's complement
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(tag: int, value: int) -> bytes:
    return _varint(tag << 3) + _varint(value)


def _block(tag: int, content: bytes | str) -> bytes:
    raw = content.encode() if isinstance(content, str) else content
    return _varint(tag << 3 | 2) + _varint(len(raw)) + raw


def _attribute(name: str, value: Value) -> bytes:
    head = _block(1, name)
    if isinstance(value, float):
        return head + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    if isinstance(value, int):
        return head + _number(3, value) + _number(20, 2)
    if isinstance(value, str):
        return head + _block(4, value) + _number(20, 3)
    return head + b"".join(_number(8, each) for each in value) + _number(20, 7)


def _tensor(name: str, values: NDArray[Any]) -> bytes:
    dims = b"".join(_number(1, size) for size in values.shape)
    little = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<"), copy=False)
    kind = _number(2, TYPES[values.dtype.name])
    return dims + kind + _block(8, name) + _block(9, little.tobytes())


def _value_info(name: str, kind: str, shape: Sequence[int | str]) -> bytes:
    dims = b"".join(
        _block(1, _number(1, size) if isinstance(size, int) else _block(2, size)) for size in shape
    )
    tensor = _number(1, TYPES[kind]) + _block(2, dims)
    return _block(1, name) + _block(2, _block(1, tensor))


@dataclass(slots=True)
class Graph:
    """A graph in the making. Values go by their names; ``bytes`` gives the file."""

    name: str
    _nodes: list[bytes] = field(default_factory=list)
    _tensors: list[bytes] = field(default_factory=list)
    _inputs: list[bytes] = field(default_factory=list)
    _outputs: list[bytes] = field(default_factory=list)
    _count: int = 0

    def input(self, name: str, kind: str, shape: Sequence[int | str]) -> str:
        """An input; a word in ``shape`` is a size that is known only when it runs."""
        self._inputs.append(_value_info(name, kind, shape))
        return name

    def output(self, name: str, kind: str, shape: Sequence[int | str]) -> None:
        self._outputs.append(_value_info(name, kind, shape))

    def constant(self, values: NDArray[Any]) -> str:
        name = self._fresh("c")
        self._tensors.append(_tensor(name, values))
        return name

    def node(
        self,
        operator: str,
        *inputs: str,
        to: str = "",
        domain: str = "",
        attributes: Mapping[str, Value] | None = None,
    ) -> str:
        """Apply an operator; the name of its first output, ``to`` if it is given."""
        return self.nodes(operator, *inputs, to=(to,), domain=domain, attributes=attributes)[0]

    def nodes(
        self,
        operator: str,
        *inputs: str,
        to: Sequence[str] = ("",),
        domain: str = "",
        attributes: Mapping[str, Value] | None = None,
    ) -> tuple[str, ...]:
        """An operator of several outputs: their names, a fresh one for each that is empty."""
        names = tuple(name or self._fresh("v") for name in to)
        parts = [_block(1, each) for each in inputs] + [_block(2, each) for each in names]
        parts += [_block(3, names[0]), _block(4, operator)]
        parts += [_block(5, _attribute(*each)) for each in (attributes or {}).items()]
        if domain:
            parts.append(_block(7, domain))
        self._nodes.append(b"".join(parts))
        return names

    def bytes(self) -> bytes:
        graph = b"".join(
            [
                *(_block(1, each) for each in self._nodes),
                _block(2, self.name),
                *(_block(5, each) for each in self._tensors),
                *(_block(11, each) for each in self._inputs),
                *(_block(12, each) for each in self._outputs),
            ]
        )
        opsets = [("", OPSET), (CONTRIB, 1)]
        imports = [_block(8, _block(1, domain) + _number(2, number)) for domain, number in opsets]
        head = _number(1, IR_VERSION) + _block(2, "srccmp")
        return head + _block(7, graph) + b"".join(imports)

    def _fresh(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"
