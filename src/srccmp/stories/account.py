"""What one article tells that it is about: its words, names, numbers and days, by their place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from srccmp.align.terms import STEM, content_words, weightless
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.dates import Anchor, resolve_all
from srccmp.annotate.drafts import Draft
from srccmp.annotate.names.spelling import LEAST_SOUNDS, WORDS, skeleton
from srccmp.annotate.names.table import is_listed, is_outlet
from srccmp.annotate.tokens import Token
from srccmp.model import Article, Grain, Statement
from srccmp.stories.common import rarity

# Weight of a term by where it first stands: news tells in its headline and first sentences what
# it is about, and in the rest also what went before.
TITLE, LEAD, BODY = 3.0, 2.0, 1.0
LEAD_SENTENCES = 3
MOST_SENTENCES = 40  # of an article; the tail of a long report is background
DAYS = frozenset({Grain.MINUTE, Grain.HOUR, Grain.DAYPART, Grain.DAY})
DAY_OF_NO_YEAR = re.compile(r"XXXX-(\d\d-\d\d)")
GROUPING = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": "."})
WORD, NAME, CONCEPT = "", "e", "c"  # kinds of terms

Bag = dict[str, float]


@dataclass(frozen=True, slots=True)
class Vector:
    """Terms with their weights, and the length of the whole."""

    weights: Mapping[str, float]
    length: float

    def cosine(self, other: Vector) -> float | None:
        """0–1; None where one of the two has no terms."""
        if not (self.length and other.length):
            return None
        few, many = sorted((self.weights, other.weights), key=len)
        return sum(w * many[term] for term, w in few.items() if term in many) / (
            self.length * other.length
        )


def vector(weights: Mapping[str, float]) -> Vector:
    return Vector(weights, math.sqrt(math.fsum(w * w for w in weights.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """``words`` are stems and names, ``names`` names alone, weighed by rarity and place;
    ``title`` and ``head`` (the title and the first sentences) by rarity. ``days`` are months and
    days ("05-14") that the text tells, ``lead_days`` those of its head, ``title_days`` of its
    headline. ``begins`` are the statements of the headline, ``headlines`` in number, and the first
    of the text."""

    id: str
    language: str
    words: Vector
    names: Vector
    concepts: Vector
    title: Bag
    head: Bag
    numbers: frozenset[str]
    days: frozenset[str]
    lead_days: frozenset[str]
    earliest: date | None
    latest: date | None
    title_days: frozenset[str] = frozenset()
    begins: tuple[Statement, ...] = ()
    headlines: int = 0

    def has(self, term: str) -> bool:
        return term in self.words.weights or term in self.concepts.weights


def met(terms: Mapping[str, float], other: Account) -> float | None:
    """The share of the terms' weight that the other article has, too; None without terms."""
    total = math.fsum(terms.values())
    return math.fsum(w for term, w in terms.items() if other.has(term)) / total if total else None


def account(article: Article, drafts: Sequence[Draft]) -> Account:
    """The article as stories are told apart by it; ``drafts`` are its statements, in order."""
    bags: dict[str, Bag] = {WORD: {}, NAME: {}, CONCEPT: {}}
    title: Bag = {}
    head: Bag = {}
    numbers: set[str] = set()
    days: set[str] = set()
    lead_days: set[str] = set()
    title_days: set[str] = set()
    headline: list[Statement] = []
    first: list[Statement] = []
    rows = zip(drafts, _days(article, drafts), _places(article, drafts), strict=False)
    for draft, told, place in rows:  # as far as there are places
        days |= told
        numbers |= _numbers(draft)
        if place > BODY:
            lead_days |= told
        if place == TITLE:
            title_days |= told
            headline.append(draft.statement)
        elif not first:
            first.append(draft.statement)
        for term, kind in terms_of(draft):
            weight = rarity(term)
            bag = bags[kind]
            bag[term] = max(bag.get(term, 0.0), weight * place)
            if place > BODY and kind != CONCEPT:
                head[term] = weight
                if place == TITLE:
                    title[term] = weight
    published = article.published
    return Account(
        id=article.id,
        language=article.language.code,
        words=vector(bags[WORD] | bags[NAME]),
        names=vector(bags[NAME]),
        concepts=vector(bags[CONCEPT]),
        title=title,
        head=head,
        numbers=frozenset(numbers),
        days=frozenset(days),
        lead_days=frozenset(lead_days),
        title_days=frozenset(title_days),
        begins=(*headline, *first),
        headlines=len(headline),
        earliest=published.earliest if published else None,
        latest=published.latest if published else None,
    )


def _places(article: Article, drafts: Sequence[Draft]) -> Iterator[float]:
    """The weight of each statement's place, as far as the article is looked at."""
    first: int | None = None
    for draft in drafts:
        if draft.statement.text.rstrip(".…") in (article.title or ""):
            yield TITLE
            continue
        if first is None:
            first = draft.statement.sentence
        sentence = draft.statement.sentence - first
        if sentence > MOST_SENTENCES:
            return
        yield LEAD if sentence < LEAD_SENTENCES else BODY


def terms_of(draft: Draft) -> list[tuple[str, str]]:
    """The terms of one statement, each with its kind: stems ("шторм"), names ("e:kyiv") and
    concepts ("c:strike")."""
    found: list[tuple[str, str]] = []
    for entity in sorted(draft.entities, key=lambda e: e.span):
        found += [(f"e:{part}", NAME) for part in name_terms(entity.key)]
    for token in content_words(draft.tokens, draft.entities):
        found += _terms_of_word(token, draft.statement.language)
    return found


def _terms_of_word(token: Token, language: str) -> list[tuple[str, str]]:
    concepts = [(f"c:{n}", CONCEPT) for n in concepts_of(token, language) if n not in weightless()]
    return [(token.key[:STEM], WORD), *concepts]


@lru_cache(maxsize=WORDS)
def name_terms(key: str) -> tuple[str, ...]:
    """What a name is met by in every alphabet: a listed name by its key, the words of another by
    their consonants, where these are enough to tell it from others. Outlets name each other in
    every text and say nothing of what it is about.

    >>> name_terms("oleksandr_verbytskyi") == name_terms("oleksandr_verbitskii")
    True
    """
    if is_listed(key):
        return () if is_outlet(key) else (key,)
    bones = {word: skeleton(word) for word in re.split(r"[_-]+", key) if len(word) > 1}
    found = (b if len(b) >= LEAST_SOUNDS else word for word, b in bones.items())
    return tuple(dict.fromkeys(found))


def _numbers(draft: Draft) -> set[str]:
    """Numbers of two figures or more that are no part of a time."""
    return {
        token.text.translate(GROUPING)
        for token in draft.tokens
        if token.pos == "NUM"
        and len(token.text) > 1
        and not any(mention.span.covers(token.span) for mention in draft.mentions)
    }


def _days(article: Article, drafts: Sequence[Draft]) -> list[set[str]]:
    """For each statement the days that it tells, as month and day."""
    mentions = tuple(mention for draft in drafts for mention in draft.mentions)
    found: list[set[str]] = [set() for _ in drafts]
    at = 0
    for ref in resolve_all(mentions, Anchor(published=article.published)):
        while not drafts[at].statement.span.covers(ref.span):
            at += 1
        if ref.grain not in DAYS:
            continue
        if ref.latest is not None:
            found[at].add(ref.latest.strftime("%m-%d"))
        elif bare := DAY_OF_NO_YEAR.match(ref.edtf):
            found[at].add(bare[1])
    return found
