"""Whose word a statement is, under one key for all articles: a person, a state, a body, a paper.

`attribution` finds the words that name a speaker and gives each a key of its own words. Here
these become comparable: names take the key that all articles' names were settled under, and a
state's ministries and capital speak for the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from srccmp.annotate.attribution import Speaking
from srccmp.annotate.names import government_of
from srccmp.annotate.tokens import Token
from srccmp.model import Entity, EntityKind

# Bodies that speak for a state: their word is the state's, whichever office gives it.
STATE_BODIES = frozenset(
    {"foreign-ministry", "defence-ministry", "interior-ministry", "armed-forces-russia",
     "armed-forces-ukraine", "emergency-service", "security-service", "fsb"}
)  # fmt: skip
# Who of several names in "the foreign minister of X, Y" is the speaker: the person, else the state.
SPEAKING = {EntityKind.PERSON: 0, EntityKind.PLACE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One article's statements in order, one entry of each field a statement; ``entities`` have
    their settled keys, ``outlet`` is the paper's own name or None."""

    language: str
    tokens: Sequence[Sequence[Token]]
    entities: Sequence[Sequence[Entity]]
    speaking: Sequence[Speaking | None]
    outlet: str | None = None


def settle_speakers(articles: Sequence[Spoken]) -> tuple[tuple[Speaking | None, ...], ...]:
    """The same with one key for each speaker over all articles; None where nobody is named."""
    return tuple(_settled(article) for article in articles)


def _settled(article: Spoken) -> tuple[Speaking | None, ...]:
    states = state_of_bodies(article.entities)
    known: dict[str, str] = {}
    found: list[Speaking | None] = []
    for speaking, names in zip(article.speaking, article.entities, strict=True):
        if speaking is None or speaking.attribution.key is None:
            found.append(speaking)
            continue
        raw = speaking.attribution.key
        inside = [e for e in names if speaking.span is not None and speaking.span.meets(e.span)]
        by_kind = sorted(inside, key=lambda e: SPEAKING.get(e.kind, len(SPEAKING)))
        if by_kind:
            known[raw] = states.get(by_kind[0].key, government_of(by_kind[0].key))
        key = known.get(raw, raw)
        found.append(replace(speaking, attribution=replace(speaking.attribution, key=key)))
    return tuple(found)


def state_of_bodies(entities: Sequence[Sequence[Entity]]) -> dict[str, str]:
    """Whose ministry a bare "the ministry" is: the state that the article names beside it first."""
    found: dict[str, str] = {}
    for names in entities:
        for body, place in pairwise(names):
            is_beside = place.span.start - body.span.stop <= 2
            if body.key in STATE_BODIES and place.kind is EntityKind.PLACE and is_beside:
                found.setdefault(body.key, government_of(place.key))
    return found
