"""Article -> statements: sentences by named rules, their clauses, and what is no account at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from srccmp.model import Article, Note, Span, Statement, short_id
from srccmp.segment.clauses import clauses, trimmed
from srccmp.segment.datelines import datelines
from srccmp.segment.furniture import (
    Piece,
    caption,
    furniture,
    headline_end,
    menu,
    repeated,
    signatures,
    tail,
)
from srccmp.segment.lines import paragraphs
from srccmp.segment.sentences import Cut, explain, sentences

__all__ = ["Cut", "Segmented", "explain", "segment", "sentences"]

STAGE = "segment"
LINE_BREAK = re.compile(r"\n")
# So much of a dropped piece stands in its note.
SHOWN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """An article's parts, in its order; spans count in ``Article.text``.

    ``sentences`` covers the whole body, furniture included, and ``Statement.sentence`` counts in
    it; ``dropped`` has a note for each piece that became no statement, with the rule and the line:
    "photo credit, line 3: Photo: AP".
    """

    statements: tuple[Statement, ...]
    sentences: tuple[Span, ...]
    dropped: tuple[Note, ...]


def segment(article: Article, language: str) -> Segmented:
    """The statements of ``article.body``; ``language`` is a BCP 47 code, and an unknown one means
    general rules alone."""
    offset = article.body.start
    body = article.body.of(article.text)
    code = language.partition("-")[0].lower()
    lines = paragraphs(body)
    heads = datelines(body, lines, signatures())
    spans = _with_datelines(body, sentences(body, code), heads)
    reasons = _reasons(article, body, spans, lines, frozenset(heads), code)
    breaks = [match.start() for match in LINE_BREAK.finditer(article.text)]
    statements: list[Statement] = []
    dropped: list[Note] = []
    for number, (span, reason) in enumerate(zip(spans, reasons, strict=True)):
        kept: Span | None = span
        if reason:
            kept = _rest_of(body, span, reason, code)
            gone = Span(span.start, kept.start) if kept else span
            dropped.append(_note(article, reason, gone.shifted(offset), breaks))
        if kept is None:
            continue
        for clause in clauses(kept.of(body), code):
            found = clause.shifted(kept.start + offset)
            text = found.of(article.text)
            statements.append(
                Statement(
                    id=short_id(article.id, str(found.start), str(found.stop), text),
                    article_id=article.id,
                    span=found,
                    text=text,
                    sentence=number,
                    language=language,
                )
            )
    return Segmented(
        statements=tuple(statements),
        sentences=tuple(span.shifted(offset) for span in spans),
        dropped=tuple(dropped),
    )


def _with_datelines(
    body: str, spans: tuple[Span, ...], heads: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The sentences with each dateline as one of its own, whatever its full stops had cut."""
    found: list[Span] = []
    left = list(spans)
    for head in heads:
        while left and left[0].stop <= head.start:
            found.append(left.pop(0))
        found.append(head)
        while left and left[0].stop <= head.stop:
            left.pop(0)
        if left and left[0].start < head.stop:
            rest = body[head.stop : left[0].stop]
            start = head.stop + len(rest) - len(rest.lstrip())
            left[0] = Span(start, left[0].stop)
    return (*found, *left)


def _reasons(
    article: Article,
    body: str,
    spans: tuple[Span, ...],
    lines: tuple[Span, ...],
    heads: frozenset[Span],
    language: str,
) -> list[str | None]:
    """For each sentence why it is dropped, None where it is kept."""
    edges = frozenset(lines)
    reasons: list[str | None] = [None] * len(spans)
    is_last = True
    for i in range(len(spans) - 1, -1, -1):
        text = spans[i].of(body)
        piece = Piece(
            text=text, is_line=spans[i] in edges, is_last=is_last, source=article.source.name
        )
        reason = "dateline" if spans[i] in heads else furniture(piece)
        if text == article.title:
            reason = None
        following = reasons[i + 1] if i + 1 < len(spans) else None
        if reason is None and following == "photo credit" and caption(text, language):
            reason = "caption"
        reasons[i] = reason
        is_last = is_last and reason is not None
    pieces = tuple((span.of(body), span in edges) for span in spans)
    for i in menu(pieces):
        reasons[i] = "menu"
    for i in repeated(tuple(text for text, _ in pieces), title=article.title):
        reasons[i] = reasons[i] or "repeated line"
    for i in tail(reasons, [span.stop - span.start for span in spans]):
        reasons[i] = reasons[i] or "after the end"
    return reasons


def _rest_of(body: str, span: Span, reason: str, language: str) -> Span | None:
    """What is left of a sentence whose head alone is furniture."""
    if reason != "link to another text":
        return None
    at = headline_end(span.of(body), language)
    rest = trimmed(body, Span(span.start + at, span.stop)) if at else None
    if rest is None:
        return None
    piece = Piece(text=rest.of(body), is_line=False, is_last=False, source="")
    return None if furniture(piece) else rest


def _note(article: Article, reason: str, span: Span, breaks: list[int]) -> Note:
    """What was dropped, why, and in which line of the article's text, counted from 1."""
    text = span.of(article.text)
    line = bisect_left(breaks, span.start) + 1
    shown = " ".join(text[: SHOWN + 1].split())
    if len(shown) > SHOWN or len(text) > SHOWN + 1:
        shown = shown[:SHOWN].rstrip() + "…"
    return Note(
        stage=STAGE, subject=article.id, code="furniture", message=f"{reason}, line {line}: {shown}"
    )
