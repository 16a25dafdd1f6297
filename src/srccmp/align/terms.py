"""What a statement is about, as weighted terms that meet across spellings and languages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import all_concepts, concepts_of
from srccmp.annotate.tokens import Token
from srccmp.model import Entity, EntityKind

# Letters of a lemma in the common spelling that are kept: endings and most suffixes go, so that
# cognates of uk and ru meet. Measured on aligned uk/ru news, 5 and 6 do as well as full lemmas.
STEM = 6
CONTENT = frozenset(
    {"NOUN", "VERB", "INFN", "ADJF", "ADJS", "PRTF", "PRTS", "GRND", "ADVB", "NUMR", ""}
)

_EMPTY = """
the a an of to in on at by for from with and or but as is are was were be been being it its this
that these those he she they his her their him them we our you your i who whom whose which what
when where how has have had do does did will would can could may might must shall should not no
if than then so such more most also there here into over after before about up down out off only
other some any all both each very just one two own same too s
быть был это этот который такой свой также еще ещё уже один другой самый весь каждый мочь стать
год год так более менее очень где когда там тут сам можно нужно
бути цей який такий свій також ще вже один інший самий весь кожен могти стати рік так більш менш
дуже де коли там тут сам можна треба
"""
EMPTY = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """One content word: ``stem`` is its own form, ``names`` what it may be in other words."""

    stem: str
    names: frozenset[str]

    @property
    def is_name(self) -> bool:
        return self.stem.startswith("e:")


@dataclass(frozen=True, slots=True)
class Profile:
    """The units of a statement, and all terms that they can be met by."""

    units: tuple[Unit, ...]
    terms: frozenset[str]
    text: str  # sorted lemmas in the common spelling, for RapidFuzz


@cache
def _weightless() -> frozenset[str]:
    return frozenset(name for name, c in all_concepts().items() if not c.weight)


def _is_content(token: Token) -> bool:
    return token.is_word and token.pos in CONTENT and token.lemma not in EMPTY


def says_something(profile: Profile) -> bool:
    """Whether there is more than names and words of saying: "Report writes about this, citing the
    ministry" tells nothing that another account could tell, too. A body whose name is made of the
    language's own words counts as one of these: who held a post at the Ministry of Health is told.

    >>> units = (Unit("e:report", frozenset()),)
    >>> says_something(Profile(units, frozenset({"e:report"}), "report"))
    False
    """
    words = [unit for unit in profile.units if not unit.is_name]
    bodies = sum(unit.is_name and bool(unit.names) for unit in profile.units)
    tells = any(unit.names & _events() for unit in words)
    return len(words) + min(bodies, 1) >= (LEAST_WITH_EVENT if tells else LEAST_WORDS)


# Content words, one of them at most the name of a body, that a statement needs to be matched: "the
# ministry summoned the ambassador" has two and an event.
LEAST_WORDS = 3
LEAST_WITH_EVENT = 2


@cache
def _events() -> frozenset[str]:
    return frozenset(f"c:{n}" for n, c in all_concepts().items() if c.kind == "event" and c.weight)


def _told_by(entity: Entity, analysis: Analysis) -> frozenset[str]:
    """Concepts of a body's own words: "the Cabinet of Ministers" is met by "the government"."""
    if entity.kind is not EntityKind.ORGANISATION:
        return frozenset()
    return frozenset(
        f"c:{name}"
        for token in analysis.tokens
        if entity.span.covers(token.span)
        for name in concepts_of(token, analysis.language)
        if name not in _weightless()
    )


def profile(analysis: Analysis) -> Profile:
    """The statement's units: names by their key, other words by stem and concepts."""
    entities = analysis.annotated.entities
    units, words = [], []
    for entity in entities:
        units.append(Unit(f"e:{entity.key}", _told_by(entity, analysis)))
        words.append(entity.key)
    covered = sorted(entities, key=lambda e: e.span)
    step = 0
    for token in analysis.tokens:
        while step < len(covered) and covered[step].span.stop <= token.span.start:
            step += 1
        if step < len(covered) and covered[step].span.covers(token.span):
            continue
        if not _is_content(token):
            continue
        names = frozenset(concepts_of(token, analysis.language))
        if names & _weightless():
            continue
        units.append(Unit(token.key[:STEM], frozenset(f"c:{n}" for n in names)))
        words.append(token.key)
    terms = frozenset(chain.from_iterable((unit.stem, *unit.names) for unit in units))
    return Profile(tuple(dict.fromkeys(units)), terms, " ".join(sorted(words)))


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a shared term tells: 1 for one that all statements have, the rarer the more.

    1 + ln((n + 1) / (df + 0.5)) / 3: the accounts of one event share their main words, so a rare
    word may count for two or three of these, not for ten.
    """

    total: int
    counts: dict[str, int]
    known: dict[str, float] = field(default_factory=dict)  # what ``of`` has answered

    def of(self, term: str) -> float:
        # A few thousand terms are asked for some hundred thousand times.
        if (found := self.known.get(term)) is None:
            rarity = math.log((self.total + 1) / (self.counts.get(term, 0) + 0.5))
            found = self.known[term] = 1 + max(0.0, rarity) / 3
        return found

    def rarity(self, term: str) -> float:
        """0 for a term of all statements, towards 1 for one of a single statement."""
        most = math.log((self.total + 1) / 0.5)
        return max(0.0, math.log((self.total + 1) / (self.counts.get(term, 0) + 0.5))) / most


def weigh(profiles: Sequence[Profile]) -> Weights:
    counts = Counter(chain.from_iterable(p.terms for p in profiles))
    return Weights(len(profiles), dict(counts))


CONCEPT_MATCH = 0.8  # a word met by its concept alone is met a little less than by itself


def coverage(left: Profile, right: Profile, weights: Weights) -> float:
    """The share of ``left``'s weight that ``right`` has too, 0–1; by concept counts a little
    less than by the same word."""
    total = found = 0.0
    for unit in left.units:
        weight = weights.of(unit.stem)
        if unit.names:
            weight = min(weight, max(map(weights.of, unit.names)) * 1.25)
        total += weight
        if unit.stem in right.terms:
            found += weight
        elif unit.names & right.terms:
            found += weight * CONCEPT_MATCH
    return found / total if total else 0.0


def shared_rarity(left: Iterable[str], right: Iterable[str], weights: Weights) -> float:
    """The weight of what two sets of terms share over the weight of both, 0–1."""
    a, b = set(left), set(right)
    union = sum(map(weights.of, sorted(a | b)))
    return sum(map(weights.of, sorted(a & b))) / union if union else 0.0
