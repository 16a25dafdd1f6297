"""Which word of one statement is which of the other: what a difference in a single word is seen by.

Two statements that tell one thing in nearly the same way have most of their words in common, by
their stems, their concepts or their names, across languages too. A pair of words is taken where
each is the other's likeliest; words that stand at like places win over words that do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from srccmp.align.terms import CONTENT, EMPTY, weightless
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.names import latin
from srccmp.annotate.tokens import Token

KEPT = 4096  # statements whose words are kept while they are compared with others
# How sure a pair of words is, 0–1, by what they share.
BY_NAME, BY_KEY, BY_CONCEPT, BY_STEM, BY_START = 1.0, 1.0, 0.9, 0.8, 0.6
STEM = 5  # letters by which cognates of two languages are told
START = 4  # letters in common at the start, and at least this share of the shorter word:
SHARE = 0.6
OFF = 0.4  # what a pair loses that stands at opposite ends
SAME_SCRIPT = frozenset({"ru", "uk", "be"})


@dataclass(frozen=True, slots=True)
class Item:
    """A content word: ``at`` is its token's index; ``names`` are concepts and entity keys."""

    at: int
    key: str
    letters: str  # in Latin letters, for names across scripts
    names: frozenset[str]


@dataclass(frozen=True)
class WordMap:
    """``partner`` maps a token's index to the other side's; ``mine`` and ``other`` are the content
    words of the two sides."""

    mine: Sequence[Item]
    other: Sequence[Item]
    partner: dict[int, int]

    @cached_property
    def share(self) -> float:
        """The share of the shorter side's content words that have a partner, 0–1."""
        least = min(len(self.mine), len(self.other))
        return len(self.partner) / least if least else 0.0

    @cached_property
    def both(self) -> float:
        """The share of the longer side's content words that have a partner, 0–1."""
        most = max(len(self.mine), len(self.other))
        return len(self.partner) / most if most else 0.0

    @cached_property
    def back(self) -> dict[int, int]:
        """The other side's token to this side's."""
        return {there: here for here, there in self.partner.items()}

    def turned(self) -> WordMap:
        """The same from the other side."""
        return WordMap(self.other, self.mine, self.back)


@lru_cache(maxsize=KEPT)
def items_of(side: Analysis) -> tuple[Item, ...]:
    """The content words of a statement, left to right."""
    entities: dict[int, str] = {}
    for entity in side.annotated.entities:
        for at, token in enumerate(side.tokens):
            if entity.span.covers(token.span):
                entities[at] = entity.key
    found = []
    for at, token in enumerate(side.tokens):
        key = entities.get(at)
        if not token.is_word or (key is None and not _is_content(token)):
            continue
        names = {n for n in concepts_of(token, side.language) if n not in weightless()}
        if key is not None:
            names.add(f"e:{key}")
        found.append(
            Item(
                at=at,
                key=token.key,
                letters=latin(token.lower) if token.is_capital else "",
                names=frozenset(names),
            )
        )
    return tuple(found)


def _is_content(token: Token) -> bool:
    return token.pos in CONTENT and token.lemma not in EMPTY


def likeness(left: Item, right: Item, *, cognate: bool) -> float:
    """How sure it is that two words are one, 0–1; ``cognate``: both languages share their roots."""
    if left.key == right.key:
        return BY_KEY
    if shared := left.names & right.names:
        return BY_NAME if any(name.startswith("e:") for name in shared) else BY_CONCEPT
    a, b = left.key, right.key
    if not cognate:
        if not (left.letters and right.letters):
            return 0.0
        a, b = left.letters, right.letters
    if len(a) >= STEM and a[:STEM] == b[:STEM]:
        return BY_STEM
    common = _common_start(a, b)
    return BY_START if common >= START and common >= SHARE * min(len(a), len(b)) else 0.0


@lru_cache(maxsize=1 << 17)
def _common_start(a: str, b: str) -> int:
    for at, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return at
    return min(len(a), len(b))


def map_words(left: Analysis, right: Analysis) -> WordMap:
    """The words of two statements that are each other's; symmetric in its two sides."""
    mine, other = items_of(left), items_of(right)
    cognate = left.language == right.language or {left.language, right.language} <= SAME_SCRIPT
    pairs = []
    for i, a in enumerate(mine):
        for j, b in enumerate(other):
            if likely := likeness(a, b, cognate=cognate):
                off = abs((i + 0.5) / len(mine) - (j + 0.5) / len(other))
                pairs.append((likely - OFF * off, -(i + j), -abs(i - j), a.at, b.at))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for *_, here, there in sorted(pairs, reverse=True):
        if here not in partner and there not in taken:
            partner[here] = there
            taken.add(there)
    return WordMap(mine, other, partner)
