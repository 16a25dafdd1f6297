"""How sure the two accounts are: never a conflict by itself."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import Sides, found
from srccmp.model import Certainty, Facet, Finding, Relation


def certainty_level(left: Certainty, right: Certainty) -> Level:
    if left is right:
        return NOTHING
    return Level(f"{left.value} against {right.value}", Relation.COMPATIBLE)


def compare_certainty(sides: Sides) -> Iterator[Finding]:
    a, b = sides.left.annotated.modality, sides.right.annotated.modality
    level = certainty_level(a.certainty, b.certainty)
    left = a.cues[0].span if a.cues else sides.left.annotated.statement.span
    right = b.cues[0].span if b.cues else sides.right.annotated.statement.span
    yield from found(sides, Facet.CERTAINTY, level, left, right, level.name)
