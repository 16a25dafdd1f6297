"""A statement with its numbers and its event words, and the roles an event can give a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from srccmp.annotate.numbers.counted import Counted
from srccmp.annotate.numbers.lexicon import Lexicon, Role
from srccmp.annotate.tokens import Token

REACH = 12  # tokens to an event word; news clauses are longer, but the link gets doubtful
FINITE = frozenset({"VERB", "INFN", "GRND"})
PASSIVE = frozenset({"PRTF", "PRTS", "ADJF", "ADJS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event word in ``tokens[start:stop]`` and what it can mean."""

    start: int
    stop: int
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A statement with its numbers and events."""

    tokens: Sequence[Token]
    items: Sequence[Counted]
    events: dict[int, Event]  # by their first token
    ends: dict[int, Event]  # by their last token
    places: dict[int, Counted]  # the item that each of its tokens belongs to
    votes: bool  # whether somebody votes
    lex: Lexicon

    def item_at(self, index: int) -> Counted | None:
        return self.places.get(index)


def clause_of(tokens: Sequence[Token], items: Sequence[Counted], lex: Lexicon) -> Clause:
    events: dict[int, Event] = {}
    ends: dict[int, Event] = {}
    at = 0
    while at < len(tokens):
        stop, roles = lex.roles.match(tokens, at)
        if roles:
            event = Event(start=at, stop=stop, roles=roles)
            events[at] = event
            ends[stop - 1] = event
            at = stop
        else:
            at += 1
    verbs = lex.sets["vote_verbs"]
    return Clause(
        tokens=tokens,
        items=items,
        events=events,
        ends=ends,
        places={index: item for item in items for index in range(item.start, item.stop)},
        votes=any((t.key in verbs or t.lemma in verbs) and t.pos != "INFN" for t in tokens),
        lex=lex,
    )


def fitting(event: Event, item: Counted, slots: frozenset[str]) -> Role | None:
    fits = [
        r
        for r in event.roles
        if r.slot in slots and (not item.kinds or r.kinds & item.kinds or "unknown" in item.kinds)
    ]
    if "unknown" in item.kinds:
        # An English noun of no list is a thing more often than a person.
        fits = [r for r in fits if r.kinds & THINGS] or [r for r in fits if "person" in r.kinds]
    elif not item.kinds:
        fits = [r for r in fits if r.kinds & (THINGS | {"person"})]
    return min(fits, key=lambda r: r.rank) if fits else None


THINGS = frozenset({"object", "weapon", "event", "paper"})
SUBJECT = frozenset({"subject"})
OBJECT = frozenset({"object"})
NAMING = frozenset({"noun"})
ANY = frozenset({"subject", "object", "noun"})
