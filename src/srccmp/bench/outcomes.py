"""From a marked pair of quotes to what srccmp says of it. A quote stands for all statements that
share a word with it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from srccmp.bench.sets import FACETS, GoldStory, Problem, Row
from srccmp.cache import Cache
from srccmp.comparison import Comparison
from srccmp.errors import NothingToCompare
from srccmp.model import Annotated, Article, Claim, Evidence, Note, Span, Verdict
from srccmp.options import CompareOptions
from srccmp.pipeline import compare
from srccmp.read import read_articles

TOLD: Final = ("conflict", "update", "agree", "compatible", "nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The statements that one quote stands for, none where its words are in no statement;
    ``spans`` are the quote's places in the article."""

    ids: frozenset[str]
    texts: tuple[str, ...]
    spans: tuple[Span, ...] = ()

    def meets(self, words: Span) -> bool:
        return any(span.meets(words) for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding of srccmp between the two sides; ``inside`` where its words lie, at least in
    part, within both quotes: else it speaks of something that stands beside them."""

    facet: str
    relation: str
    words: tuple[str, str]
    inside: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What srccmp made of one row: ``claims`` are the relations of the claims that hold both,
    ``is_together`` tells whether one of these has both in one position. ``languages`` are those of
    the two sides, in alphabetical order: ``ru-uk``."""

    row: Row
    left: Side
    right: Side
    claims: tuple[str, ...]
    said: tuple[Said, ...]
    is_together: bool = False
    languages: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether a quote stands in no statement at all."""
        return not (self.left.ids and self.right.ids)

    @property
    def is_aligned(self) -> bool:
        return bool(self.claims)

    def says(self, relation: str, *, inside: bool = False) -> bool:
        return any(each.relation == relation and (each.inside or not inside) for each in self.said)

    @property
    def told(self) -> str:
        """The one word for what srccmp tells of the pair, of `TOLD`: as for a claim, a conflict
        goes before an update, and either before the rest. ``nothing``: the two may stand in one
        claim, and no finding says how they stand to each other."""
        for relation in ("conflict", "update"):
            if self.says(relation):
                return relation
        if self.says("unclear") or not self.is_aligned:
            return "nothing"
        if self.says("compatible"):
            return "compatible"
        return "agree" if self.says("agree") or self.is_together else "nothing"

    @property
    def is_typed(self) -> bool:
        """Whether a conflict was found, and by a facet that fits the marked kind."""
        fit = FACETS.get(self.row.kind, frozenset())
        return any(each.relation == "conflict" and each.facet in fit for each in self.said)

    @property
    def is_right(self) -> bool:
        """Whether srccmp did what the row's relation asks for, facets apart."""
        match self.row.relation:
            case "conflict":
                return self.says("conflict")
            case "update":
                return self.says("update") and not self.says("conflict")
            case "unrelated":
                return not (self.is_aligned or self.says("conflict"))
            case _:
                return self.is_aligned and not self.says("conflict")

    @property
    def is_failure(self) -> bool:
        """Whether a reader would want to see it: not right, or not by the right facet."""
        return not self.is_right or (self.row.relation == "conflict" and not self.is_typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One story compared: the answer, the outcome of each row that could be used, what is wrong
    with the others, what the reader noted, and the seconds it took."""

    story: GoldStory
    comparison: Comparison
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    seconds: float


def run_story(
    story: GoldStory,
    options: CompareOptions,
    *,
    cache: Cache | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Run:
    """Compare one story as a user would, and look up each marked row in the answer. Raises as
    `compare` does."""
    started = time.perf_counter()
    reading = read_articles([story.folder], max_bytes=options.max_bytes)
    if not reading.articles:
        raise NothingToCompare(
            f"no article was found in {story.folder}", hint="put .txt or .md articles there"
        )
    comparison = compare(reading, options, cache=cache, progress=progress)
    seconds = time.perf_counter() - started
    files = files_of(reading.articles, story.folder)
    answer = Answer.of(comparison)
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for row in story.rows:
        if (problem := problem_of(row, files, story.folder)) is not None:
            problems.append(problem)
        else:
            outcomes.append(answer.outcome(row, files[row.a].id, files[row.b].id))
    return Run(
        story=story,
        comparison=comparison,
        outcomes=tuple(outcomes),
        problems=tuple(problems),
        notes=tuple(dict.fromkeys((*reading.notes, *comparison.notes))),
        seconds=seconds,
    )


def files_of(articles: Sequence[Article], folder: Path) -> dict[str, Article]:
    """The articles by the names of their files, and by their paths within the folder. A name that
    two files of different texts have is left out."""
    by_path = {path: article for article in articles for path in (article.path, *article.also)}
    names = Counter(PurePath(path).name for path in by_path)
    found = {PurePath(path).name: article for path, article in by_path.items()}
    found = {name: article for name, article in found.items() if names[name] == 1}
    for path, article in by_path.items():
        if PurePath(path).is_relative_to(folder):
            found[PurePath(path).relative_to(folder).as_posix()] = article
    return found


def problem_of(row: Row, files: Mapping[str, Article], folder: Path) -> Problem | None:
    """Why a row of words that are well formed cannot be used; None where it can."""
    for name, quote in ((row.a, row.a_quote), (row.b, row.b_quote)):
        if name not in files:
            return Problem(
                place=row.place,
                message=f"no article {name!r} in {folder}",
                hint="a and b are the names of its files",
            )
        if not any(map(str.isalnum, quote)):
            return Problem(
                place=row.place,
                message=f"the quote {quote!r} has no word",
                hint="quote the words that the pair is about",
            )
        if quote not in files[name].text:
            return Problem(
                place=row.place,
                message=f"{_head(quote)!r} does not stand in {name}",
                hint="copy the words exactly as they stand there",
            )
    return None


def _head(quote: str, room: int = 50) -> str:
    return quote if len(quote) <= room else quote[:room] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A comparison, ready to be asked for many pairs."""

    texts: Mapping[str, str]  # article id -> its text
    languages: Mapping[str, str]  # article id -> the language it is in
    by_article: Mapping[str, Sequence[Annotated]]
    judged: Sequence[tuple[Claim, Verdict]]
    article_of: Mapping[str, str]  # statement id -> article id
    language_of: Mapping[str, str]  # statement id -> its language

    @classmethod
    def of(cls, comparison: Comparison) -> Answer:
        by_article: dict[str, list[Annotated]] = {}
        for each in comparison.statements:
            by_article.setdefault(each.statement.article_id, []).append(each)
        return cls(
            texts={article.id: article.text for article in comparison.articles},
            languages={article.id: article.language.code for article in comparison.articles},
            by_article=by_article,
            judged=tuple(zip(comparison.claims, comparison.verdicts, strict=True)),
            article_of={each.id: each.statement.article_id for each in comparison.statements},
            language_of={each.id: each.statement.language for each in comparison.statements},
        )

    def outcome(self, row: Row, a: str, b: str) -> Outcome:
        """What is said of a row, whose files are the articles with the ids ``a`` and ``b``."""
        left, right = self.side(row.a_quote, a), self.side(row.b_quote, b)
        claims: list[str] = []
        said: list[Said] = []
        is_together = False
        for claim, verdict in self.judged:
            if _hold_both(claim.members, left, right):
                claims.append(verdict.relation.value)
                is_together |= any(
                    _hold_both(position.members, left, right) for position in verdict.positions
                )
            said += self._said(verdict, left, right)
        return Outcome(
            row=row,
            left=left,
            right=right,
            claims=tuple(claims),
            said=tuple(said),
            is_together=is_together,
            languages="-".join(sorted((self._language(left, a), self._language(right, b)))),
        )

    def side(self, quote: str, article: str) -> Side:
        """The article's statements that share a letter or digit with the quote's words."""
        text = self.texts.get(article, "")
        spans = tuple(occurrences(text, quote))
        met = [
            each
            for each in self.by_article.get(article, ())
            if any(_shares_word(text, each.statement.span, span) for span in spans)
        ]
        return Side(
            ids=frozenset(each.id for each in met),
            texts=tuple(each.statement.text for each in met),
            spans=spans,
        )

    def words(self, side: Evidence) -> str:
        """The words that one side of a finding rests on."""
        return side.span.of(self.texts[self.article_of[side.statement_id]])

    def _said(self, verdict: Verdict, left: Side, right: Side) -> Iterator[Said]:
        """The findings of one verdict that lie between the two sides."""
        for finding in verdict.findings:
            one, other = finding.left, finding.right
            if one.statement_id in right.ids and other.statement_id in left.ids:
                one, other = other, one
            if one.statement_id in left.ids and other.statement_id in right.ids:
                yield Said(
                    facet=finding.facet.value,
                    relation=finding.relation.value,
                    words=(self.words(one), self.words(other)),
                    inside=left.meets(one.span) and right.meets(other.span),
                    reason=finding.reason,
                )

    def _language(self, side: Side, article: str) -> str:
        """The commonest language of the side's statements, the first in the alphabet of several;
        the article's where there are none."""
        codes = Counter(self.language_of[key] for key in side.ids)
        if not codes:
            return self.languages[article]
        return min(codes.items(), key=lambda each: (-each[1], each[0]))[0]


def _hold_both(members: Sequence[str], left: Side, right: Side) -> bool:
    """Whether a statement of each side is among them, and not one and the same: of one statement
    alone nothing can be said, and two quotes may lie in it."""
    held = frozenset(members)
    return any(a != b for a in held & left.ids for b in held & right.ids)


def _shares_word(text: str, statement: Span, quote: Span) -> bool:
    if not statement.meets(quote):
        return False
    shared = text[max(statement.start, quote.start) : min(statement.stop, quote.stop)]
    return any(map(str.isalnum, shared))


def occurrences(text: str, quote: str) -> Iterator[Span]:
    """Where the quote stands in the text, all places.

    >>> list(occurrences("ab ab", "ab"))
    [Span(start=0, stop=2), Span(start=3, stop=5)]
    """
    start = text.find(quote)
    while quote and start >= 0:
        yield Span(start, start + len(quote))
        start = text.find(quote, start + 1)
