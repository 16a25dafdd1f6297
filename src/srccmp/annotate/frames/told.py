"""One statement as the slots read it: its words with their concepts, names and clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from srccmp.annotate.concepts import all_concepts, concepts_of, concepts_of_key, with_parents
from srccmp.annotate.frames.phrases import CLAUSE_END
from srccmp.annotate.frames.values import Event
from srccmp.annotate.tokens import Token, common_spelling, possible_feats, possible_lemmas
from srccmp.model import Entity, Span
from srccmp.words import is_known

SLAVIC = frozenset({"ru", "uk"})
NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NPRO"})
KEPT = 4096  # statements whose words are kept; each is compared with several others
STEM = 6  # letters of a lemma that tell a noun


@dataclass(frozen=True, eq=False)
class Told:
    """``events`` are those that are neither alleged nor supposed."""

    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    language: str

    @cached_property
    def concepts(self) -> tuple[tuple[str, ...], ...]:
        return tuple(concepts_of(token, self.language) for token in self.tokens)

    @cached_property
    def names(self) -> tuple[Entity | None, ...]:
        """The entity that each token is a part of."""
        found: list[Entity | None] = [None] * len(self.tokens)
        rest = iter(self.entities)
        entity = next(rest, None)
        for at, token in enumerate(self.tokens):
            # An entity may begin or end within a word with a hyphen.
            while entity is not None and entity.span.stop <= token.span.start:
                entity = next(rest, None)
            if entity is not None and entity.span.meets(token.span):
                found[at] = entity
        return tuple(found)

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """A number for each token: the clause it stands in, cut at commas and other signs."""
        found, number = [], 0
        for token in self.tokens:
            number += token.text in CUTS
            found.append(number)
        return tuple(found)

    @property
    def is_slavic(self) -> bool:
        return self.language in SLAVIC

    @cached_property
    def placed(self) -> tuple[tuple[int, Entity], ...]:
        """Where each name begins; of two within one word the first."""
        return tuple(
            (at, name)
            for at, name in enumerate(self.names)
            if name is not None and (at == 0 or self.names[at - 1] is not name)
        )

    def last_of(self, at: int) -> int:
        """The index of the last token of the entity at ``at``."""
        name = self.names[at]
        while at + 1 < len(self.tokens) and self.names[at + 1] is name:
            at += 1
        return at

    def cases(self, at: int) -> frozenset[str]:
        """The cases that the word may stand in; none where no dictionary tells."""
        if not self.is_slavic:
            return frozenset()
        token = self.tokens[at]
        feats = possible_feats(token, self.language)
        found = feats & CASES
        if not is_known(token.lower, self.language):
            return found | _guessed(token.lower)
        return found | {"loct"} if "loc2" in feats else found

    def kinds(self, at: int) -> frozenset[str]:
        """The concepts of a noun by all of its readings, with all that they are kinds of: «березі»
        is of a bank and of a birch."""
        token = self.tokens[at]
        names = set(self.concepts[at])
        if self.is_slavic and self.names[at] is None:
            for lemma, feats in possible_lemmas(token, self.language):
                if "NOUN" in feats:
                    names.update(concepts_of_key(common_spelling(lemma), self.language))
        return _telling(frozenset(names))

    def noun_keys(self, at: int) -> frozenset[str]:
        """What a noun is known by: its kinds and its stem."""
        return self.kinds(at) | {f"w:{self.tokens[at].key[:STEM]}"}

    def span(self, first: int, stop: int) -> Span:
        """The span of tokens [first, stop)."""
        return Span(self.tokens[first].span.start, self.tokens[stop - 1].span.stop)

    def events_near(self, at: int) -> tuple[Event, ...]:
        """The events of the token's clause, else all of the statement."""
        clause = self.clauses[at]
        own = tuple(e for e in self.events if self.clauses[e.at] == clause)
        return own or self.events


def _guessed(word: str) -> frozenset[str]:
    """The cases that a name which no dictionary has may stand in, beside those that its guesser
    tells: «Рааба» may be of Рааб, «Барклі» never changes."""
    if word.endswith(("а", "я")):
        return frozenset({"nomn", "gent", "accs"})
    if word[-1] in "еєоіиїуюэ":
        return CASES
    return frozenset() if word.endswith(("ом", "ем", "єм", "им", "ім", "ою")) else NOMINATIVE


NOMINATIVE = frozenset({"nomn", "accs"})
CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
CUTS = CLAUSE_END | frozenset(",()—–")


@lru_cache(maxsize=1 << 14)
def _telling(names: frozenset[str]) -> frozenset[str]:
    known = all_concepts()
    return frozenset(p for name in names if known[name].weight for p in with_parents(name))


@lru_cache(maxsize=KEPT)
def told_of(
    tokens: tuple[Token, ...],
    entities: tuple[Entity, ...],
    events: tuple[Event, ...],
    language: str,
) -> Told:
    """The same object for the same statement, so that each slot of it is read once."""
    return Told(tokens, entities, tuple(e for e in events if not e.alleged), language)
