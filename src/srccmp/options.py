"""All that can change the answer. What changes only the picture is in ``present``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """``encoder`` is ``auto`` (the best that is installed), ``bundled``, ``bundled-int8``,
    ``none``, or a model of the user's: ``onnx:MODEL``, ``st:MODEL``, ``model2vec:MODEL``
    (docs/cli.md).

    ``nli`` is a model of natural language inference that is asked for a second opinion on pairs
    that align: ``onnx:MODEL``, ``hf:MODEL``, the path of a model's folder, or ``none``.

    ``min_link`` is the probability (0–1) from which two statements count as speaking about the
    same thing; ``max_bytes`` the size from which a file is not read as an article. ``one_story``
    compares all articles with each other, whatever they seem to be about.
    """

    encoder: str = "auto"
    min_link: float = 0.6
    max_bytes: int = 20_000_000
    one_story: bool = False
    nli: str = "none"
