"""A number with what it counts: the value that reading hands on to the roles and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from srccmp.annotate.numbers.bounds import Ranged
from srccmp.annotate.numbers.lexicon import Lexicon, Unit, kinds_of
from srccmp.annotate.numbers.nouns import THING, Noun
from srccmp.annotate.numbers.number import Number
from srccmp.annotate.tokens import Token

BEARERS = frozenset({"person", "weapon", "object", "place", "event", "paper", "body", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number with its bounds and its noun, in ``tokens[start:stop]``.

    ``kinds`` is what the roles' limits are matched with; empty where nothing is known of the
    counted thing. ``preposition`` stands right before it. ``whole`` marks the 19 of "13 of 19",
    ``part`` the two of "two of the men", ``subset`` the three of "including three children".
    """

    start: int
    stop: int
    ranged: Ranged
    noun: Noun | None
    unit: Unit
    kinds: frozenset[str]
    case: str
    preposition: str
    whole: bool = False
    subset: bool = False
    part: bool = False

    @property
    def bears(self) -> bool:
        """Whether it can stand as subject or object of an event."""
        return self.unit.kind in BEARERS or (self.unit.kind == "share" and bool(self.kinds))


def alone(number: Number) -> Ranged:
    return Ranged(
        start=number.start,
        stop=number.stop,
        begin=number.start,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        number=number,
    )


def counted_as(
    tokens: Sequence[Token], found: Ranged, noun: Noun | None, unit: Unit, lex: Lexicon
) -> Counted:
    stop = found.stop if noun is None else max(noun.stop, found.stop)
    kinds = frozenset[str]() if unit is THING else kinds_of(unit)
    before = tokens[found.start - 1] if found.start else None
    word = "" if before is None else before.lower
    preposition = word if word in lex.sets["prepositions"] else ""
    return Counted(
        start=found.start,
        stop=stop,
        ranged=found,
        noun=noun,
        unit=unit,
        kinds=kinds,
        case=noun.case if noun is not None else "",
        preposition=preposition,
    )
