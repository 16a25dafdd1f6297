"""Cause, intent and scope: frames that answer one question."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from srccmp.align.questions import same_question
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.frames import CIVIL, Frame
from srccmp.annotate.names import government_of, same_name
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import Sides, found
from srccmp.model import EntityKind, Facet, Finding, Polarity, Relation, Span

# Causes of one group can stand together; those of two groups exclude each other, but for what
# is in none of them (a strike can make a machine fail, an explosion can follow anything).
EXCLUSIVE = (
    frozenset({"weather", "earthquake"}),
    frozenset({"malfunction", "short-circuit"}),
    frozenset({"negligence", "violate"}),
    frozenset({"arson", "sabotage"}),
)
WEAPONLIKE = frozenset({EntityKind.WEAPON, EntityKind.PRODUCT})
# Named things that caused harm, in a phrase that tells of a weapon.
NAMED = WEAPONLIKE | {EntityKind.NAME}


def _weapon_names(frame: Frame) -> set[str]:
    kinds = NAMED if "weapon" in frame.concepts or "debris" in frame.concepts else WEAPONLIKE
    return {key for key, kind in frame.names if kind in kinds}


def _owners(frame: Frame) -> set[str]:
    """The states whose weapon it was, where the phrase names them."""
    states = {
        "armed-forces-ukraine": "ukraine",
        "armed-forces-russia": "russia",
    }
    return {
        states.get(key, government_of(key))
        for key, kind in frame.names
        if kind.is_of_place or key in states
    }


def _meet(left: set[str], right: set[str]) -> bool:
    return any(same_name(a, b) for a in left for b in right)


def cause_level(left: Frame, right: Frame) -> Level:
    """Two causes of one harm: by the named weapon, then by its owner, then by the kind of cause."""
    same_polarity = left.polarity is right.polarity
    a, b = _weapon_names(left), _weapon_names(right)
    if a and b:
        if _meet(a, b):
            if same_polarity:
                return Level("the same thing caused it", Relation.AGREE)
            return Level("one says it caused it, the other says it did not", Relation.CONFLICT)
        if Polarity.DENIED in (left.polarity, right.polarity):
            return NOTHING
        return Level("two different things caused it", Relation.CONFLICT)
    if not same_polarity:
        shared = _kinds_of_cause(left) & _kinds_of_cause(right)
        if shared:
            return Level("one says so, the other denies it", Relation.CONFLICT)
        return NOTHING
    if left.polarity is Polarity.DENIED:
        return NOTHING
    both_weapons = "weapon" in left.concepts and "weapon" in right.concepts
    if both_weapons and (mine := _owners(left)) and (other := _owners(right)):
        if mine & other:
            return Level("a weapon of the same side caused it", Relation.AGREE)
        return Level("weapons of two sides", Relation.CONFLICT)
    if _exclude(left, right):
        return Level("two kinds of cause that exclude each other", Relation.CONFLICT)
    if _kinds_of_cause(left) & _kinds_of_cause(right):
        return Level("the same kind of cause", Relation.AGREE)
    return NOTHING


def _kinds_of_cause(frame: Frame) -> frozenset[str]:
    return frozenset().union(*EXCLUSIVE, {"strike", "explode", "accident"}) & frame.concepts


def _exclude(left: Frame, right: Frame) -> bool:
    a = {i for i, group in enumerate(EXCLUSIVE) if group & left.concepts}
    b = {i for i, group in enumerate(EXCLUSIVE) if group & right.concepts}
    return bool(a and b) and not a & b


def intent_level(left: Frame, right: Frame) -> Level:
    if left.polarity is right.polarity:
        return Level("both say whether it was meant, alike", Relation.AGREE)
    return Level("meant against not meant", Relation.CONFLICT)


def scope_level(left: Frame, right: Frame) -> Level:
    """ "Only X": agrees with the same limit, conflicts with harm to what is not X."""
    a, b = sorted((left, right), key=lambda frame: not frame.value.startswith("only:"))
    if b.value.startswith("only:"):
        if a.concepts & b.concepts:
            return Level("the same limit", Relation.AGREE)
        return NOTHING
    if "military-target" in a.concepts and b.concepts & CIVIL:
        return Level("a limit, and harm beyond it", Relation.CONFLICT)
    return NOTHING


def _cause_span(side: Analysis, frame: Frame) -> Span:
    """The name of what caused it where there is one, else the whole phrase."""
    named = {key for key, kind in frame.names if not kind.is_of_place}
    inside = [e for e in side.annotated.entities if frame.span.covers(e.span) and e.key in named]
    for kind in (EntityKind.WEAPON, EntityKind.PRODUCT, EntityKind.NAME):
        for entity in inside:
            if entity.kind is kind:
                return entity.span
    return frame.span


FRAME_LADDERS: dict[Facet, Callable[[Frame, Frame], Level]] = {
    Facet.CAUSE: cause_level,
    Facet.INTENT: intent_level,
    Facet.SCOPE: scope_level,
}


def compare_frames(sides: Sides) -> Iterator[Finding]:
    """Cause, intent and scope: frames that answer one question."""
    for facet, ladder in FRAME_LADDERS.items():
        best: tuple[int, Finding] | None = None
        for a in sides.left.frames:
            for b in sides.right.frames:
                if a.facet is not facet or not same_question(a, b):
                    continue
                level = ladder(a, b)
                left, right = _cause_span(sides.left, a), _cause_span(sides.right, b)
                for each in found(sides, facet, level, left, right):
                    # Where a statement gives two answers, one that agrees speaks for it.
                    rank = 0 if each.relation is Relation.AGREE else 1
                    if best is None or rank < best[0]:
                        best = (rank, each)
        if best:
            yield best[1]
