"""How a model is asked for: an encoder as ``auto``, ``bundled`` or ``KIND:WHERE?OPTIONS``, a second
opinion as ``KIND:WHERE?OPTIONS`` or a path. Loads nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
# The same for the models of a second opinion (``--nli``).
NLI: Final = "nli"
NLI_KINDS: Final[Mapping[str, tuple[str, ...]]] = {"onnx": ("file",), "hf": ()}
NLI_FORMS: Final = "onnx:MODEL, hf:MODEL, the path of a model's folder, or none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """``kind`` is one of ``PLAIN``, of ``KINDS``, or ``nli-`` and one of ``NLI_KINDS``; ``where`` a
    path or an id on a hub, "" for a plain one; ``options`` holds those that were given."""

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
    options = _options(f"--encoder {name}", kind, query, KINDS[kind])
    if (pooling := options.get("pooling")) is not None and pooling not in POOLINGS:
        raise BadInput(
            f"--encoder {name}: no pooling is called {pooling!r}",
            hint=f"use {', '.join(POOLINGS)}",
        )
    return Wanted(kind=kind, where=where, options=options)


def parse_nli(name: str) -> Wanted:
    """What ``--nli`` asks for. ``kind`` is ``none``; ``nli-onnx`` or ``nli-hf``; or ``nli`` for a
    path, whose files tell what it is. Raises ``BadInput`` for what is no name.

    >>> parse_nli("onnx:models/nli?file=onnx/model_quantized.onnx").options
    {'file': 'onnx/model_quantized.onnx'}
    >>> parse_nli("models/nli").kind
    'nli'
    """
    if name == NONE:
        return Wanted(kind=NONE)
    kind, _, rest = name.partition(":")
    is_path = kind not in NLI_KINDS
    where, _, query = (name, "", "") if is_path else rest.partition("?")
    if not where.strip():
        raise BadInput(f"--nli {name} names no model", hint=f"use {NLI_FORMS}")
    if is_path:
        return Wanted(kind=NLI, where=where)
    options = _options(f"--nli {name}", kind, query, NLI_KINDS[kind])
    return Wanted(kind=f"{NLI}-{kind}", where=where, options=options)


def _options(told: str, kind: str, query: str, known: Sequence[str]) -> dict[str, str]:
    """The options of a query; raises ``BadInput`` for one that is not ``known``."""
    from urllib.parse import parse_qsl

    pairs = parse_qsl(query, keep_blank_values=True)
    wrong = [key for key, _ in pairs if key not in known]
    if wrong or (query and not pairs):
        what = repr(wrong[0]) if wrong else repr(query)
        takes = ", ".join(f"{each}=…" for each in known) or "none"
        raise BadInput(f"{told}: {kind} has no option {what}", hint=f"after the ? it takes {takes}")
    return dict(pairs)
