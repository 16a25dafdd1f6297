"""How sure the two accounts are: never a conflict by itself."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.annotate.analysis import Analysis
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import Sides, found
from srccmp.model import Certainty, Facet, Finding, Relation, Span


def certainty_level(left: Certainty, right: Certainty) -> Level:
    if left is right:
        return NOTHING
    return Level(f"{left.value} against {right.value}", Relation.COMPATIBLE)


def compare_certainty(sides: Sides) -> Iterator[Finding]:
    a, b = sides.left.annotated.modality, sides.right.annotated.modality
    level = certainty_level(a.certainty, b.certainty)
    yield from found(
        sides,
        Facet.CERTAINTY,
        level,
        _doubted(sides.left),
        _doubted(sides.right),
        level.name,
    )


DENYING = frozenset({"negation", "no-such", "without", "denial", "denial-of-claim", "false"})


def _doubted(side: Analysis) -> Span:
    """The first word that tells how sure the statement is, else all of it."""
    cues = [cue.span for cue in side.annotated.modality.cues if cue.kind not in DENYING]
    return cues[0] if cues else side.annotated.statement.span
