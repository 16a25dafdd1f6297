"""Clauses and noun phrases without a parser: where they begin and end, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from srccmp.annotate.concepts import all_concepts, with_parents
from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.cued import Cued
from srccmp.annotate.names import government_of
from srccmp.annotate.tokens import possible_feats
from srccmp.model import Entity, EntityKind, Span

FINITE = frozenset({"VERB", "PRTS", "INFN", "PRED"})
CLAUSE_END = frozenset(".!?;:…")
MAX_PHRASE = 24  # tokens; longer than any cause phrase that news writes in one breath
RELATIVE = words_of(
    "який яка яке які що котрий который которая которое которые что где куда де which who that"
    " where while and"
)
ENGLISH_FINITE = frozenset(["is", "are", "was", "were", "has", "have", "had", "will", "would"])
# English prepositions
PLACING = frozenset(["in", "on", "at", "into", "onto", "near", "over", "to", "from"])


def clause_bounds(words: Cued, at: int) -> tuple[int, int]:
    """The clause around a word: from the sign before it to the sign behind it."""
    tokens = words.tokens
    first = at
    while first > 0 and tokens[first - 1].text not in CLAUSE_END and tokens[first - 1].text != ",":
        first -= 1
    stop = at + 1
    while stop < len(tokens) and tokens[stop].text not in CLAUSE_END and tokens[stop].text != ",":
        stop += 1
    return first, stop


def phrase_stop(words: Cued, start: int) -> int:
    """Where the noun phrase that begins at ``start`` ends: before the next finite verb, relative
    clause or sentence sign."""
    tokens = words.tokens
    stop = start
    while stop < len(tokens) and stop - start < MAX_PHRASE:
        token = tokens[stop]
        if token.text in CLAUSE_END and token.text != ":":
            break
        if token.text == ",":
            after = tokens[stop + 1] if stop + 1 < len(tokens) else None
            if after is None or after.pos in ("CONJ", "NPRO") or after.lower in RELATIVE:
                break
        if stop > start and (token.pos in FINITE or _begins_subject(words, stop)):
            break
        if stop > start and words.language == "en" and token.lower in ENGLISH_FINITE:
            break
        stop += 1
    return stop


def _begins_subject(words: Cued, at: int) -> bool:
    """Whether a noun can only be a subject: "в результате взрыва | часть стены обрушилась"."""
    token = words.tokens[at]
    if token.pos != "NOUN" or token.is_capital or "nomn" not in token.feats:
        return False
    if words.tokens[at - 1].pos in ("ADJF", "PRTF", "PREP", "CONJ", "SIGN"):
        return False
    return not {"gent", "ablt", "loct", "datv"} & possible_feats(token, words.language)


def things_around(
    words: Cued, entities: Sequence[Entity], first: int = 0, stop: int | None = None
) -> frozenset[str]:
    """Things and names among tokens [first, stop): concepts, entity keys, other nouns as
    ``w:stem``."""
    stop = len(words) if stop is None else stop
    found: set[str] = set()
    for token, names in zip(words.tokens[first:stop], words.concepts[first:stop], strict=True):
        if names:
            found |= _things_of(names)
        elif token.pos == "NOUN" and not token.is_capital:
            found.add(f"w:{token.key[:6]}")
    if first < stop:
        start, end = words.tokens[first].span.start, words.tokens[stop - 1].span.stop
        for entity in entities:
            if start <= entity.span.start and entity.span.stop <= end:
                found.update((entity.key, government_of(entity.key)))
    return frozenset(found)


@cache
def _things_of(names: tuple[str, ...]) -> frozenset[str]:
    concepts = all_concepts()
    return frozenset(
        parent for name in names if concepts[name].kind == "thing" for parent in with_parents(name)
    )


def concepts_in(words: Cued, first: int = 0, stop: int | None = None) -> frozenset[str]:
    """The concepts of tokens [first, stop) that say something, with all that they are kinds of."""
    return frozenset[str]().union(*map(_telling, words.concepts[first:stop]))


@cache
def _telling(names: tuple[str, ...]) -> frozenset[str]:
    concepts = all_concepts()
    return frozenset(p for name in names if concepts[name].weight for p in with_parents(name))


def names_inside(entities: Sequence[Entity], span: Span) -> frozenset[tuple[str, EntityKind]]:
    """Keys and kinds of the entities within a span."""
    return frozenset((e.key, e.kind) for e in entities if span.covers(e.span))
