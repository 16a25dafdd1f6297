"""What most sources of a story tell and one leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from srccmp.model import Article

# What makes silence notable: so many others tell it, and so large a share of all others.
FEWEST = 3
MOST = (2, 3)  # of how many


@dataclass(frozen=True, slots=True)
class Roster:
    """The sources of a story, by key. ``voice`` is by article the source of its family's first, as
    a reprint is no second voice; ``of`` are a source's voices. ``knew`` is the last day by which
    one of its articles was surely not yet published, None where no day is known."""

    sources: tuple[str, ...]
    voice: Mapping[str, str]
    of: Mapping[str, frozenset[str]]
    knew: Mapping[str, date | None]


def roster_of(articles: Iterable[Article]) -> Roster:
    """The sources of all these articles, which are of one story."""
    by_id = {article.id: article for article in articles}
    voice = {a.id: by_id.get(a.reprint_of or "", a).source.key for a in by_id.values()}
    own: dict[str, list[Article]] = {}
    for article in by_id.values():
        own.setdefault(article.source.key, []).append(article)
    return Roster(
        sources=tuple(sorted(own)),
        voice=voice,
        of={key: frozenset(voice[a.id] for a in mine) for key, mine in own.items()},
        knew={
            key: max((a.published.earliest for a in mine if a.published), default=None)
            for key, mine in own.items()
        },
    )


def left_out(told_in: Iterable[Article], roster: Roster) -> tuple[str, ...]:
    """Sources that are silent on what most others tell, and that could have known it: an article
    of theirs is surely of the same day as the first of ``told_in``, or later.

    Most are two thirds of the other sources, three at least, and as many of their voices: a
    family of reprints is one. Where no day is known, nobody could surely know it.
    """
    telling = list(told_in)
    tellers = frozenset(roster.voice[article.id] for article in telling)
    days = [article.published.latest for article in telling if article.published]
    if len(tellers) < FEWEST or not days:
        return ()
    first = min(days)
    sources = frozenset(article.source.key for article in telling)
    all_sources = frozenset(roster.sources)
    voices = frozenset().union(*roster.of.values())
    found = []
    for key in sorted(all_sources - sources):
        knew, own = roster.knew[key], roster.of[key]
        if knew is None or knew < first:
            continue
        if _are_most(tellers - own, voices - own) and _are_most(sources, all_sources - {key}):
            found.append(key)
    return tuple(found)


def _are_most(telling: frozenset[str], others: frozenset[str]) -> bool:
    part, whole = MOST
    return len(telling) >= FEWEST and whole * len(telling) >= part * len(others)
