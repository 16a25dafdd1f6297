"""Where it was: phrases of place with what they name, and the events that they stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.slotwords import placing, site_groups, site_words
from srccmp.annotate.frames.told import KEPT, Told
from srccmp.annotate.frames.values import specific
from srccmp.annotate.names import place_level
from srccmp.model import Entity, EntityKind, Span

ROLES = frozenset({"at", "to", "from"})
REACH = 7  # words of a phrase of place
STOPS = frozenset({"VERB", "INFN", "PRTS", "GRND", "CONJ", "PREP", "NPRO", "PRED"})
ENGLISH_STOPS = words_of(
    """in on at to from into near outside by for with after before during since about over under
    where when which who what how that and or but as is are was were be been has have had will would
    said monday tuesday wednesday thursday friday saturday sunday"""
)
# Nouns before a name that tell how large the place is, by their concept.
LEVELS = {
    "city": "city", "capital": "city", "village": "city", "region": "region",
    "province": "region", "district": "district", "country": "state", "street": "street",
    "square": "street", "island": "island",
}  # fmt: skip


OWN_REGION = re.compile("(?:щин|ччин)[аиіоуеюій]*$")  # «Одещина» is Odesa's region


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """``role`` is at, to or from; ``level`` the size of the place (state, region, city, district,
    street, island, ``site:GROUP``, or "" where nothing tells); ``key`` what is compared: an entity
    key, or a kind of site. ``number`` is that of a hospital or school, None where none is told.
    ``events`` and ``things`` are those of its clause."""

    role: str
    level: str
    key: str
    number: str | None
    entity: Entity | None
    span: Span
    events: frozenset[str]
    things: frozenset[str]
    is_denied: bool


@lru_cache(maxsize=KEPT)
def places_of(told: Told) -> tuple[Where, ...]:
    """The phrases of place, left to right; those of nearness and of edges are left out, as one
    thing lies near many others."""
    found: list[Where] = []
    for at in range(len(told.tokens)):  # of any class: in Ukrainian «на» comes back as a particle
        if told.names[at] is None and (role := _role(told, at)) is not None:
            found += _phrase(told, at, role)
    return tuple(found)


def _role(told: Told, at: int) -> str | None:
    role = placing().of(told.tokens[at])
    if role not in ROLES or at + 1 == len(told.tokens):
        return None
    if told.is_slavic and role == "at":
        cases = told.cases(at + 1)
        is_to = "accs" in cases and "loct" not in cases
        return "to" if is_to else "at"
    return role


def _phrase(told: Told, at: int, role: str) -> Iterator[Where]:
    stop = _stop(told, at + 1)
    if any(placing().of(token) == "edge" for token in told.tokens[at + 1 : stop]):
        return
    near = told.events_near(at)
    events = frozenset(event.concept for event in near)
    things = specific(frozenset[str]().union(*(event.around for event in near)))
    before = told.tokens[at - 1].lower if at else ""
    is_denied = before in ("не", "not", "n't", "ні", "ни")
    for level, key, number, entity, span in (*_named(told, at + 1, stop), *_site(told, at, stop)):
        yield Where(
            role=role, level=level, key=key, number=number, entity=entity, span=span,
            events=events,
            things=things, is_denied=is_denied,
        )  # fmt: skip


def _stop(told: Told, first: int) -> int:
    """Where the noun phrase behind a preposition ends."""
    tokens, at = told.tokens, first
    while at < len(tokens) and at - first < REACH:
        token = tokens[at]
        if token.pos == "SIGN" and token.text not in "№#«»\"'“”„’-":
            break
        if told.names[at] is None and at > first:
            if told.is_slavic and (token.pos in STOPS or placing().of(token) in ROLES):
                break
            if not told.is_slavic and token.lower in ENGLISH_STOPS:
                break
        at += 1
    return at


Found = tuple[str, str, str | None, Entity | None, Span]


def _named(told: Told, first: int, stop: int) -> Iterator[Found]:
    """The place that the phrase names: the first name in it, with the noun beside it."""
    for at in range(first, stop):
        entity = told.names[at]
        if entity is None:
            continue
        last = told.last_of(at)
        level = _level_beside(told, first, at, last, stop)
        if not level and OWN_REGION.search(entity.surface):
            level = "region"
        # An adjective names a place only with its noun: «в Киевской области» is no city.
        is_place = entity.is_of_place or entity.kind is EntityKind.NAME
        if entity.kind is EntityKind.PLACE or (level and is_place) or level == "street":
            level = level or place_level(entity.key) or ""
            yield level, entity.key, None, entity, entity.span
        return


def _level_beside(told: Told, first: int, at: int, last: int, stop: int) -> str:
    """The size that a noun right before or behind the name tells."""
    for beside in (at - 1, last + 1):
        if first <= beside < stop and told.names[beside] is None:
            for concept in told.concepts[beside]:
                # "a Dorset town" lies in what is named
                if concept in LEVELS and (beside < at or LEVELS[concept] != "city"):
                    return LEVELS[concept]
    if not told.is_slavic and at - 2 >= first and told.tokens[at - 1].lower == "of":
        for concept in told.concepts[at - 2]:
            if concept in LEVELS:
                return LEVELS[concept]
    return ""


def _site(told: Told, prep: int, stop: int) -> Iterator[Found]:
    """The kind of place that heads the phrase, with its number."""
    groups = {kind: group for group, kinds in site_groups().items() for kind in kinds}
    found: tuple[int, int, str] | None = None
    for at in range(prep + 1, stop):
        if not told.is_slavic and told.tokens[at].lower == "of" and found:
            break
        worded = site_words().at(told.tokens, at)
        if worded is not None:
            found = at, at + worded[1], worded[0]
            break
        if told.names[at] is not None:
            continue
        kind = next(iter(sorted(told.kinds(at) & groups.keys())), None)
        if kind and (told.tokens[at].pos in ("NOUN", "")):
            found = at, at + 1, kind
            if told.is_slavic:
                break
        elif told.is_slavic and told.tokens[at].pos == "NOUN":
            break  # another noun heads the phrase
    if found is None:
        return
    at, end, kind = found
    number = next((t.lower for t in told.tokens[end : end + 3] if t.pos == "NUM"), None)
    sign = [t.text for t in told.tokens[end : end + 2]]
    if number is not None and "№" not in sign and "No" not in sign:
        number = None
    yield f"site:{groups[kind]}", kind, number, None, told.span(at, end)
