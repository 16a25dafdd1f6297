"""All names of two statements agree but for one on each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.frames.cued import NOT
from srccmp.annotate.frames.slotwords import placing
from srccmp.annotate.frames.told import Told
from srccmp.annotate.frames.where import places_of
from srccmp.annotate.names import place_level
from srccmp.judge.facets.apart import are_two, is_across, is_speaker, may_be_one, sound_apart
from srccmp.judge.level import Level
from srccmp.judge.sides import VERY_ALIKE, Sides, found
from srccmp.model import Entity, EntityKind, Facet, Finding, Relation

OTHER_NAME = Level("another name among the same ones", Relation.CONFLICT)
LEAST = 0.3  # share of words in common


def compare_rest(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """One name on each side that the other lacks, of one kind and size, in one role, where all
    other names are in both."""
    if (sides.link.features.coverage or 0) < LEAST:
        return
    mine = _rest(left.entities, right.entities)
    other = _rest(right.entities, left.entities)
    pair = _pair(mine, other)
    if pair is None:
        return
    a, b = pair
    if is_speaker(sides.left, a) or is_speaker(sides.right, b):
        return
    has_more = len(left.entities) + len(right.entities) >= 2 + 2 * SHARED
    if not has_more and (sides.link.features.coverage or 0) < VERY_ALIKE:
        return
    if a.kind is EntityKind.PLACE is b.kind:
        is_one_slot = place_level(a.key) == place_level(b.key) and _in_one_role(left, a, right, b)
        facet = Facet.PLACE
    elif {a.kind, b.kind} in PEOPLE:
        is_one_slot = _is_bare(sides.left, a) and _is_bare(sides.right, b)
        facet = Facet.WHO
    else:
        return
    if is_across(a, b) and not (place_level(a.key) or sound_apart(a, b)):
        return
    if is_one_slot and are_two(a, b, sides):
        yield from found(sides, facet, OTHER_NAME, a.span, b.span)


def _pair(mine: Sequence[Entity], other: Sequence[Entity]) -> tuple[Entity, Entity] | None:
    """The two that stand for each other: the only ones, else the only person or place of each."""
    if len(mine) == len(other) == 1:
        return mine[0], other[0]
    for kind in (EntityKind.PERSON, EntityKind.PLACE):
        a, b = [e for e in mine if e.kind is kind], [e for e in other if e.kind is kind]
        if len(a) == len(b) == 1:
            return a[0], b[0]
    return None


# A name of an unknown kind beside a person's may be a person's.
PEOPLE = ({EntityKind.PERSON}, {EntityKind.PERSON, EntityKind.NAME})
MOST = 3  # words of a person's name


def _is_bare(side: Analysis, name: Entity) -> bool:
    """Whether it may be a person's name: a few words, and no quotation marks around them."""
    statement = side.annotated.statement
    at = name.span.start - statement.span.start
    is_quoted = at > 0 and statement.text[at - 1] in QUOTES
    letters = name.surface.replace(" ", "").replace("-", "").replace(".", "")
    return not is_quoted and letters.isalpha() and len(name.surface.split()) <= MOST


QUOTES = frozenset("«\"“„'")


def _in_one_role(left: Told, a: Entity, right: Told, b: Entity) -> bool:
    """Whether nothing tells that one is whence and the other where or whither, and neither is what
    it was near to or is said not to have been."""
    if is_aside(left, a) or is_aside(right, b):
        return False
    mine, other = _role(left, a), _role(right, b)
    return "" in (mine, other) or (mine == "from") == (other == "from")


SHARED = 1  # names that both must have


def _rest(names: Sequence[Entity], others: Sequence[Entity]) -> list[Entity]:
    """The names that none of the others may be, each once."""
    rest = [e for e in names if not any(may_be_one(e, other) for other in others)]
    return list({e.key: e for e in rest}.values())


BACK = 3  # words before a name that set it aside


def is_aside(told: Told, name: Entity) -> bool:
    """Whether the name is of what it was near to, of its edge, or of where it was not."""
    at = next((at for at, each in told.placed if each == name), 0)
    is_near = None
    for token in reversed(told.tokens[max(0, at - BACK) : at]):
        role = placing().of(token)
        if token.lower in NOT or role == "edge":
            return True
        is_near = is_near if is_near is not None or role is None else role == "near"
    return bool(is_near)


def _role(told: Told, name: Entity) -> str:
    return next((place.role for place in places_of(told) if place.entity == name), "")
