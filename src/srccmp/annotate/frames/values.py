"""What the frames are made of, and the classes of events that their rules are written in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from srccmp.annotate.concepts import all_concepts, with_parents
from srccmp.model import EntityKind, Facet, Polarity, Span

# Events that leave harm behind: their causes answer one question, whichever word tells of the harm.
HARM = frozenset(
    {"damage", "destroy", "injure", "kill", "hit", "fire", "explode", "fall", "accident", "sink",
     "strike", "flood", "outage"}
)  # fmt: skip
# Kinds of cause of which one excludes the other.
CAUSES = frozenset(
    {"malfunction", "short-circuit", "negligence", "arson", "sabotage", "strike", "weather",
     "earthquake", "accident", "violate"}
)  # fmt: skip
TELLING = CAUSES - {"strike", "accident"}
# Who and what is no military target.
CIVIL = frozenset({"civilian", "house", "hospital", "school", "child"})
BYSTANDERS = frozenset(
    {"person", "weapon", "missile", "drone", "bomb", "air-defence", "debris", "army", "soldier",
     "military-target", "ministry", "foreign-ministry", "evidence", "media", "president", "leader",
     "diplomat", "ambassador", "minister", "relations", "note", "expert", "government", "country",
     "city", "region", "territory", "object", "asset"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A word that tells of something happening. ``around`` are the things and names of its own
    clause, nearest first: concept names and entity keys (a capital as its state)."""

    concept: str
    at: int  # index into the statement's tokens
    span: Span
    negated: bool
    alleged: bool  # not believed, or only supposed: neither told nor denied
    status: str | None
    around: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One facet's value with what it is about.

    ``names`` are entity keys with their kinds inside the value, ``concepts`` what else it holds,
    ``effect`` the events that it explains or qualifies, ``patients`` the things and names that
    these befell. ``inherited`` where effect and patients come from the statement before.
    """

    facet: Facet
    span: Span
    value: str
    names: frozenset[tuple[str, EntityKind]]
    concepts: frozenset[str]
    effect: frozenset[str]
    patients: frozenset[str]
    polarity: Polarity
    inherited: bool = False

    @property
    def tells(self) -> bool:
        """Whether it says more than that something blew up or was struck: a named thing, a kind
        of cause, or whose weapon it was."""
        kinds = {kind for _, kind in self.names}
        if kinds & {EntityKind.WEAPON, EntityKind.PRODUCT} or self.concepts & TELLING:
            return True
        return bool(self.names) and "weapon" in self.concepts


@dataclass(frozen=True, slots=True)
class Context:
    """What the statement before leaves to the next one."""

    effect: frozenset[str] = frozenset()
    patients: frozenset[str] = frozenset()


@cache
def things() -> frozenset[str]:
    """Names of the concepts that are things, not events or qualities."""
    return frozenset(name for name, c in all_concepts().items() if c.kind == "thing")


@lru_cache(maxsize=1 << 16)
def specific(patients: frozenset[str]) -> frozenset[str]:
    """The patients without those that another of them is a kind of, and without people and
    weapons, which are there in every such story.

    >>> sorted(specific(frozenset({"building", "house", "kyiv"})))
    ['house', 'kyiv']
    """
    concepts = all_concepts()
    coarse = {p for n in patients if n in concepts for p in with_parents(n)[1:]}
    return patients - coarse - BYSTANDERS
