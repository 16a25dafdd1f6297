"""Events that two statements both tell."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.align.questions import meet
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.frames import Event, specific
from srccmp.judge.sides import Sides
from srccmp.model import EntityKind


def around_meets(sides: Sides, a: Event, b: Event) -> bool:
    """Whether the two events befell a thing or name in common: in their clauses, or, where a
    clause has but a pronoun, in their statements."""
    if meet(a.around, b.around):
        return True
    if specific(a.around) and specific(b.around):
        return False
    mine = {e.key for e in sides.left.annotated.entities if e.kind in PARTIES}
    other = {e.key for e in sides.right.annotated.entities if e.kind in PARTIES}
    return bool(mine & other) or not (mine and other)


PARTIES = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.NAME})


def shared_events(sides: Sides) -> Iterator[tuple[Event, Event]]:
    for a in sides.left.events:
        for b in sides.right.events:
            if a.concept == b.concept and not (a.alleged or b.alleged):
                yield a, b


def same_object(sides: Sides, a: Event, b: Event) -> bool:
    """Whether the two have the same object, where both name one: "does not support sanctions"
    denies no support for the pipeline."""
    mine, other = _object(sides.left, a), _object(sides.right, b)
    return not mine or not other or bool(mine & other)


OBJECT = 4  # words behind an event among which its object stands


def _object(side: Analysis, event: Event) -> frozenset[str]:
    """The stem and concepts of the noun behind an event word; empty where a preposition or
    another verb comes first."""
    for token in side.tokens[event.at + 1 : event.at + 1 + OBJECT]:
        if token.pos in ("PREP", "VERB", "SIGN", "CONJ", "PRCL", "INFN", "NUM"):
            break
        if token.pos == "NOUN" or (token.pos == "" and not token.is_capital and token.is_word):
            names = concepts_of(token, side.language)
            if token.pos == "" and not names:
                continue
            return frozenset((token.key[:6], *names))
    return frozenset()
