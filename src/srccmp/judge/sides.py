"""Two statements of one claim as the facets see them, and how a finding is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from srccmp.annotate.analysis import Analysis
from srccmp.judge.level import Level
from srccmp.judge.wordmap import WordMap, map_words
from srccmp.model import Article, Evidence, Facet, Finding, Link, Span

# How likely two statements must be of one thing before a difference is held against them: the
# match's probability, 0-1. Below CLOSE most "conflicts" were two different things.
CLOSE = 0.5
VERY_CLOSE = 0.7
ALIKE = 0.15  # the smaller share of words in common, by themselves or by their concepts
VERY_ALIKE = 0.4


@dataclass(frozen=True)
class Sides:
    """Two statements with their articles and what the match was made of."""

    left: Analysis
    right: Analysis
    left_article: Article
    right_article: Article
    link: Link

    @cached_property
    def words(self) -> WordMap:
        """Which word of the left statement is which of the right one."""
        return map_words(self.left, self.right)

    @property
    def published(self) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
        return _published(self.left_article), _published(self.right_article)

    @property
    def first(self) -> Analysis | None:
        """The side whose account was surely published before the other; None where neither was."""
        mine, other = self.published
        if mine is None or other is None:
            return None
        return self.left if mine[1] < other[0] else self.right if other[1] < mine[0] else None

    def is_close(self, least: float = CLOSE) -> bool:
        return self.link.score >= least

    def is_same_telling(self) -> bool:
        """Whether the two tell one thing and no other statement of either article tells it
        better, or tell it in nearly the same words: only then is a difference in one word a
        difference about one thing."""
        coverage = self.link.features.coverage or 0
        if self.link.mutual:
            return self.is_close() and coverage >= ALIKE
        return self.is_close(VERY_CLOSE) and coverage >= VERY_ALIKE


def _published(article: Article) -> tuple[date, date] | None:
    published = article.published
    return (published.earliest, published.latest) if published else None


def found(
    sides: Sides, facet: Facet, level: Level, left: Span, right: Span, reason: str = ""
) -> Iterator[Finding]:
    """The finding that a level stands for, none where there is nothing to report. ``reason`` is
    what a reader is told; else the words of both sides."""
    if level.relation is None:
        return
    yield Finding(
        facet=facet,
        relation=level.relation,
        level=level.name,
        left=Evidence(statement_id=sides.left.id, span=left),
        right=Evidence(statement_id=sides.right.id, span=right),
        reason=reason or f"{words_of(sides.left, left)} / {words_of(sides.right, right)}",
    )


def words_of(side: Analysis, span: Span) -> str:
    """The span's words, on one line."""
    text = side.annotated.statement.text
    start = side.annotated.statement.span.start
    return " ".join(text[span.start - start : span.stop - start].split())
