"""What two statements have in common, measured; the only stage that uses RapidFuzz.

Every measure looks at the two statements and their two articles, at nothing else: a third article
changes no pair's score. A measure is None, not 0, where one side has nothing to compare.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from srccmp.align.terms import Profile, overlap
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.frames import specific
from srccmp.annotate.numbers import coarser_units
from srccmp.model import Quantity

# Languages whose words can be compared letter by letter after the common spelling.
CYRILLIC = frozenset({"uk", "ru", "be", "bg", "mk", "sr", "kk"})
NEAR_DAYS = 1  # scenes so far apart or nearer may be one event told with another date
APART = 0.6  # what is left of a shared event that befell nothing both name


@dataclass(frozen=True)
class Side:
    """A statement with what its comparisons ask for again and again. ``place`` is where it stands
    in its article, 0 (first) to 1; None for a headline, which may sum up any part of a text."""

    analysis: Analysis
    profile: Profile
    place: float | None

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(f"e:{entity.key}" for entity in self.analysis.annotated.entities)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return self.profile.concepts

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return self.analysis.annotated.quantities

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers told, whatever they count."""
        ends = (end for q in self.quantities for end in (q.low, q.high))
        return frozenset(f"{end:g}" for end in ends if end is not None)

    @cached_property
    def told(self) -> dict[str, frozenset[str]]:
        """The events told, with the things and names beside each."""
        found: dict[str, frozenset[str]] = {}
        for event in self.analysis.events:
            beside = found.get(event.concept, frozenset())
            found[event.concept] = beside | specific(event.around)
        return found

    @cached_property
    def is_cyrillic(self) -> bool:
        return self.analysis.language in CYRILLIC

    @cached_property
    def size(self) -> int:
        return len(self.profile.units)


def lexical(left: str, right: str) -> float:
    """How many words are shared, 0.0 (none) to 1.0 (the same words in any order): the mean of
    both texts' likeness and of the likeness of what they share to the shorter one."""
    return (fuzz.token_sort_ratio(left, right) + fuzz.token_set_ratio(left, right)) / 200


def letters(left: frozenset[int], right: frozenset[int]) -> float:
    """What two sets of letter groups share over the mean of their sizes (Dice), 0–1."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


@lru_cache(100_000)
def days_apart(left: tuple[date, date], right: tuple[date, date]) -> int:
    """Days between two inclusive intervals; 0 where they meet.

    >>> days_apart((date(2024, 6, 1), date(2024, 6, 3)), (date(2024, 6, 5), date(2024, 6, 9)))
    2
    """
    first, second = sorted((left, right))
    return max(0, (second[0] - first[1]).days)


def times(left: Analysis, right: Analysis) -> float | None:
    """1 where both tell of the same days, falling with their distance; None where either has no
    day of its own to compare."""
    if left.scene is None or right.scene is None or not (left.dated or right.dated):
        return None
    apart = days_apart(left.scene, right.scene)
    return 1.0 if apart == 0 else 0.5 if apart <= NEAR_DAYS else 1 / (1 + apart)


def same_count(left: Quantity, right: Quantity) -> bool:
    """Whether the two count the same thing, or one a kind of the other, in the same role (the
    numbers may differ)."""
    units = (
        left.unit == right.unit
        or left.unit in coarser_units(right.unit)
        or right.unit in coarser_units(left.unit)
    )
    return units and (left.role == right.role or left.role is None or right.role is None)


def counted(left: Side, right: Side) -> float | None:
    """The share of the counts of the shorter list that the other has, too."""
    few, many = sorted((left.quantities, right.quantities), key=len)
    if not few:
        return None
    return sum(any(same_count(q, other) for other in many) for q in few) / len(few)


def events(left: Side, right: Side, rarity: Rarity) -> float | None:
    """How rare the rarest event is that both tell, 0 (none) to 1; less where it befell nothing
    that both name. None where either tells of none."""
    if not left.told or not right.told:
        return None
    best = 0.0
    for concept, beside in left.told.items():
        if (other := right.told.get(concept)) is not None:
            met = not beside.isdisjoint(other)
            best = max(best, rarity.of(concept) * (1.0 if met else APART))
    return best


def roles(left: Side, right: Side) -> float | None:
    """How much of what stands beside an event that both tell is the same, 0–1; of several such
    events, the best. None where no event is shared or nothing stands beside it."""
    found = [
        overlap(beside, other)
        for concept, beside in left.told.items()
        if beside and (other := right.told.get(concept))
    ]
    return max(found, default=None)


def times_told(sides: Iterable[Side]) -> dict[str, int]:
    """How many of one article's statements tell each event."""
    count: dict[str, int] = {}
    for side in sides:
        for concept in side.told:
            count[concept] = count.get(concept, 0) + 1
    return count


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare each event is among the statements of two articles, ``size`` of them in all."""

    left: Mapping[str, int]
    right: Mapping[str, int]
    size: int

    def of(self, concept: str) -> float:
        return _rarity(self.left.get(concept, 0) + self.right.get(concept, 0), self.size)


@lru_cache(10_000)
def _rarity(told: int, size: int) -> float:
    """Towards 0 for what all of ``size`` statements tell, near 1 for what a single one tells."""
    most = math.log((size + 1) / 0.5)
    return max(0.0, math.log((size + 1) / (told + 0.5))) / most


def length(left: Side, right: Side) -> float | None:
    """The shorter over the longer one, in units, 0–1; None for a headline, which is always
    short."""
    if left.place is None or right.place is None:
        return None
    one, other = left.size + 1, right.size + 1
    return one / other if one < other else other / one


def nearness(left: Side, right: Side) -> float | None:
    """1 at the same place of both articles, 0 at opposite ends."""
    if left.place is None or right.place is None:
        return None
    return 1.0 - abs(left.place - right.place)
