"""The articles in full: where each statement stands, its deciding words, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from srccmp.model import Annotated, Article, Relation, Span
from srccmp.present.safe import Piece, merged
from srccmp.present.view import Index, clipped
from srccmp.present.words import SIGNS
from srccmp.report.tongues import tag_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A claim that a statement is a member of."""

    claim: str
    short: str
    relation: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Words of one line: of a statement, or between two (``statement`` is "").

    ``anchor`` is the statement's id where it begins here, else "". ``language`` is "" where it is
    that of the article. ``references`` stand where the statement ends."""

    pieces: tuple[Piece, ...]
    statement: str = ""
    anchor: str = ""
    language: str | None = None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the article; ``is_head`` where it is no part of the account itself."""

    chunks: tuple[Chunk, ...]
    is_head: bool


def lines_of(
    article: Article,
    statements: Sequence[Annotated],
    marks: Mapping[str, Sequence[Span]],
    references: Mapping[str, tuple[Reference, ...]],
) -> tuple[Line, ...]:
    """The lines that hold more than spaces; ``statements`` are all those of the article."""
    ordered = sorted(statements, key=lambda each: each.statement.span)
    found = []
    start = 0
    for line in article.text.splitlines(keepends=True):
        whole = Span(start, start + len(line))
        start = whole.stop
        if not line.strip():
            continue
        inside = [each for each in ordered if each.statement.span.meets(whole)]
        chunks = tuple(_chunks(article, whole, inside, marks, references))
        found.append(Line(chunks=chunks, is_head=not article.body.meets(whole)))
    return tuple(found)


def _chunks(
    article: Article,
    line: Span,
    statements: Iterable[Annotated],
    marks: Mapping[str, Sequence[Span]],
    references: Mapping[str, tuple[Reference, ...]],
) -> Iterator[Chunk]:
    place = line.start
    for annotated in statements:
        span = annotated.statement.span
        start, stop = max(span.start, place), min(span.stop, line.stop)
        if place < start:
            yield Chunk(pieces=(Piece(article.text[place:start]),))
        shown = Span(start, stop) if start < stop else None  # None: within the one before
        own = tag_of(annotated.statement.language)
        yield Chunk(
            pieces=pieces_of(article.text, shown, marks.get(annotated.id, ())) if shown else (),
            statement=annotated.id,
            anchor=annotated.id if span.start >= line.start else "",
            language=own if own != tag_of(article.language.code) else None,
            references=references.get(annotated.id, ()) if span.stop <= line.stop else (),
        )
        place = max(place, stop)
    if place < line.stop:
        yield Chunk(pieces=(Piece(article.text[place : line.stop]),))


def pieces_of(text: str, span: Span, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """The words of ``span`` with those marked that ``marks`` cover; both count in ``text``.

    >>> [p.words for p in pieces_of("The old dam broke", Span(4, 17), [Span(8, 11)])]
    ['old ', 'dam', ' broke']
    """
    found = []
    place = span.start
    for mark in merged(clipped(marks, span)):
        if place < mark.start:
            found.append(Piece(text[place : mark.start]))
        found.append(Piece(mark.of(text), is_marked=True))
        place = mark.stop
    if place < span.stop:
        found.append(Piece(text[place : span.stop]))
    return tuple(found)


def marks_by_statement(index: Index) -> dict[str, tuple[Span, ...]]:
    """The words that the verdicts rest on, of all claims together."""
    found: dict[str, list[Span]] = {}
    for claim in index.comparison.claims:
        verdict = index.verdicts[claim.id]
        if verdict.relation is Relation.SINGLE:
            continue
        for member in claim.members:
            found.setdefault(member, []).extend(index.marks(member, verdict))
    return {member: merged(spans) for member, spans in found.items()}


def references_by_statement(index: Index) -> dict[str, tuple[Reference, ...]]:
    """The claims that each statement is a member of, the most contested first."""
    found: dict[str, list[Reference]] = {}
    for claim in index.comparison.claims:
        reference = reference_of(index, claim.id)
        for member in claim.members:
            found.setdefault(member, []).append(reference)
    return {member: tuple(references) for member, references in found.items()}


def reference_of(index: Index, claim: str) -> Reference:
    relation = index.verdicts[claim].relation
    return Reference(
        claim=claim,
        short=index.short(claim),
        relation=relation.value,
        sign=SIGNS[relation][0],
    )
