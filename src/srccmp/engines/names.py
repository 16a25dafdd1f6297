"""How an encoder is asked for: ``auto``, ``bundled``, or ``KIND:WHERE?OPTIONS``. Loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from srccmp.errors import BadInput

AUTO: Final = "auto"
NONE: Final = "none"
BUNDLED: Final = "bundled"
INT8: Final = "bundled-int8"
PLAIN: Final = (AUTO, BUNDLED, INT8, NONE)
# Each kind of model that is looked for in a folder or on a hub, with the options it takes.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "onnx": ("prompt", "pooling", "file"),
    "st": ("prompt",),
    "model2vec": ("prompt",),
}
FORMS: Final = "auto, bundled, bundled-int8, none, onnx:MODEL, st:MODEL or model2vec:MODEL"
POOLINGS: Final = ("mean", "cls", "max", "lasttoken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """``kind`` is one of ``PLAIN`` or of ``KINDS``; ``where`` a path or an id on a hub, "" for a
    plain one; ``options`` holds those that were given."""

    kind: str
    where: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def parse(name: str) -> Wanted:
    """What a name asks for. Options are written as in the address of a web page: joined by ``&``, a
    space as ``+`` or ``%20``. Raises ``BadInput`` for what is no name.

    >>> parse("bundled")
    Wanted(kind='bundled', where='', options={})
    >>> parse("onnx:models/e5?prompt=query:+&pooling=mean").options
    {'prompt': 'query: ', 'pooling': 'mean'}
    """
    if name in PLAIN:
        return Wanted(kind=name)
    kind, colon, rest = name.partition(":")
    if not colon or kind not in KINDS:
        raise BadInput(f"no encoder is called {name!r}", hint=f"use {FORMS}")
    where, _, query = rest.partition("?")
    if not where.strip():
        raise BadInput(
            f"--encoder {name} names no model",
            hint=f"write a folder or a model's id on the hub after the colon: {kind}:models/small",
        )
    return Wanted(kind=kind, where=where, options=_options(name, kind, query))


def _options(name: str, kind: str, query: str) -> dict[str, str]:
    from urllib.parse import parse_qsl

    pairs = parse_qsl(query, keep_blank_values=True)
    wrong = [key for key, _ in pairs if key not in KINDS[kind]]
    if wrong or (query and not pairs):
        what = repr(wrong[0]) if wrong else repr(query)
        known = ", ".join(f"{each}=…" for each in KINDS[kind])
        raise BadInput(
            f"--encoder {name}: {kind} has no option {what}", hint=f"after the ? it takes {known}"
        )
    options = dict(pairs)
    if (pooling := options.get("pooling")) is not None and pooling not in POOLINGS:
        raise BadInput(
            f"--encoder {name}: no pooling is called {pooling!r}",
            hint=f"use {', '.join(POOLINGS)}",
        )
    return options
