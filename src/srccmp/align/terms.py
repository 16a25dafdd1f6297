"""What a statement is about, as terms that meet across spellings and languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from zlib import crc32

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import all_concepts, concepts_of
from srccmp.annotate.tokens import Token
from srccmp.model import Entity, EntityKind, Manner

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


@dataclass(frozen=True)
class Profile:
    """A statement as the match reads it: its units, and all terms that they can be met by.

    ``text`` are the sorted lemmas in the common spelling, for RapidFuzz; ``letters`` the hashes of
    its words' letter groups in that spelling. No weight here depends on other articles: how rare a
    word is in the folder would change what two of them have in common when a third one comes.
    """

    units: tuple[Unit, ...]
    terms: frozenset[str]
    text: str
    letters: frozenset[int] = frozenset()
    tells_who_says: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset(term for term in self.terms if term.startswith("e:"))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(unit.stem for unit in self.units)

    @cached_property
    def is_plain(self) -> bool:
        """Whether no two units have one stem."""
        return len(self.stems) == len(self.units)

    @cached_property
    def named(self) -> tuple[Unit, ...]:
        """The units that may be met by a concept."""
        return tuple(unit for unit in self.units if unit.names)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(term for term in self.terms if term.startswith("c:"))


@cache
def weightless() -> frozenset[str]:
    """Concepts so common in news that sharing one says nothing."""
    return frozenset(name for name, c in all_concepts().items() if not c.weight)


def _is_content(token: Token) -> bool:
    return token.is_word and token.pos in CONTENT and token.lemma not in EMPTY


def says_something(profile: Profile) -> bool:
    """Whether there is more than names and words of saying: "Report writes about this, citing the
    ministry" tells nothing that another account could tell, too. A body whose name is made of the
    language's own words counts as one of these: who held a post at the Ministry of Health is told.
    Where nobody is said to say anything, or speech is quoted, one word tells something: "It is a
    farce", and so may words that are in every text, if the encoder knows: "This has not happened."

    >>> says_something(Profile((Unit("farce", frozenset()),), frozenset({"farce"}), "farce"))
    True
    >>> units = (Unit("e:report", frozenset()),)
    >>> says_something(Profile(units, frozenset({"e:report"}), "report"))
    False
    """
    words = [unit for unit in profile.units if not unit.is_name]
    if not profile.tells_who_says:
        return bool(words) or not profile.units
    bodies = sum(unit.is_name and bool(unit.names) for unit in profile.units)
    tells = any(unit.names & _events() for unit in words)
    return len(words) + min(bodies, 1) >= (LEAST_WITH_EVENT if tells else LEAST_WORDS)


SAYING = frozenset({"inform", "media"})  # concepts of saying so, and of who is said to have

# Content words, one of them at most the name of a body, that a statement needs to be matched where
# it tells who says so: "the ministry, they said, summoned the ambassador" has two and an event.
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
        if name not in weightless()
    )


def content_words(tokens: Iterable[Token], entities: Iterable[Entity]) -> Iterator[Token]:
    """The words that tell something and are no part of a name, in order."""
    covered = sorted(entities, key=lambda e: e.span)
    step = 0
    for token in tokens:
        while step < len(covered) and covered[step].span.stop <= token.span.start:
            step += 1
        if step < len(covered) and covered[step].span.covers(token.span):
            continue
        if _is_content(token):
            yield token


def profile(analysis: Analysis) -> Profile:
    """The statement's units: names by their key, other words by stem and concepts."""
    entities = analysis.annotated.entities
    units, words = [], []
    says = False
    for entity in entities:
        units.append(Unit(f"e:{entity.key}", _told_by(entity, analysis)))
        words.append(entity.key)
    for token in content_words(analysis.tokens, entities):
        names = frozenset(concepts_of(token, analysis.language))
        if names & weightless():
            says = says or not names.isdisjoint(SAYING)
            continue
        units.append(Unit(token.key[:STEM], frozenset(f"c:{n}" for n in names)))
        words.append(token.key)
    found = tuple(dict.fromkeys(units))
    terms = frozenset(chain.from_iterable((unit.stem, *unit.names) for unit in found))
    letters = frozenset(chain.from_iterable(map(_groups, dict.fromkeys(words))))
    quoted = analysis.annotated.attribution
    is_speech = quoted is not None and quoted.manner is Manner.QUOTED
    text = " ".join(sorted(words))
    return Profile(found, terms, text, letters, tells_who_says=says and not is_speech)


GROUP = 4  # letters; of 3 to 5, 4 separates translations from ru to uk best


@lru_cache(100_000)
def _groups(word: str) -> frozenset[int]:
    """The letter groups of a word with its ends marked, as numbers that every machine gives."""
    marked = f"_{word}_"
    return frozenset(
        crc32(marked[at : at + GROUP].encode()) for at in range(max(1, len(marked) - GROUP + 1))
    )


CONCEPT_MATCH = 0.8  # a word met by its concept alone is met a little less than by itself


def coverage(left: Profile, right: Profile) -> float:
    """The share of ``left``'s units that ``right`` has too, 0–1; by concept counts a little less
    than by the same word.

    Each unit counts the same: weights by rarity in the story, or in the language, change nothing
    (docs/decisions/004-matching.md), for what every statement has is in both articles' other
    statements as well, and the lead takes that into account.
    """
    units = left.units
    if not units:
        return 0.0
    terms = right.terms
    # Most pairs differ in most units: what they share is looked up at once, and the concepts one
    # by one only where there are any in common.
    stems = left.stems & terms
    met = len(stems) if left.is_plain else sum(unit.stem in stems for unit in units)
    if not left.concepts.isdisjoint(terms):
        loose = sum(
            unit.stem not in stems and not unit.names.isdisjoint(terms) for unit in left.named
        )
        return (met + CONCEPT_MATCH * loose) / len(units)
    return met / len(units)


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """What two sets share over all they have (Jaccard), 0–1."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0
