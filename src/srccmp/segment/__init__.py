"""Article -> statements: sentences by named rules, their clauses, and what is no account at all."""

from __future__ import annotations

from dataclasses import dataclass

from srccmp.model import Article, Note, Span, Statement, short_id
from srccmp.segment.clauses import clauses, trimmed
from srccmp.segment.furniture import Piece, caption, datelines, furniture, headline_end, menu
from srccmp.segment.lines import paragraphs
from srccmp.segment.sentences import Cut, explain, sentences

__all__ = ["Cut", "Segmented", "explain", "segment", "sentences"]

STAGE = "segment"
# So much of a dropped piece stands in its note.
SHOWN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """An article's parts, in its order; spans count in ``Article.text``.

    ``sentences`` covers the whole body, furniture included, and ``Statement.sentence`` counts in
    it; ``dropped`` has a note for each piece that became no statement.
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
    heads = datelines(body, lines)
    spans = _with_datelines(body, sentences(body, code), heads)
    reasons = _reasons(article, body, spans, lines, frozenset(heads), code)
    statements: list[Statement] = []
    dropped: list[Note] = []
    for number, (span, reason) in enumerate(zip(spans, reasons, strict=True)):
        kept: Span | None = span
        if reason:
            kept = _rest_of(body, span, reason, code)
            gone = Span(span.start, kept.start) if kept else span
            dropped.append(_note(article, reason, gone.of(body)))
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
        following = reasons[i + 1] if i + 1 < len(spans) else None
        if reason is None and following == "photo credit" and caption(text, language):
            reason = "caption"
        reasons[i] = reason
        is_last = is_last and reason is not None
    for i in menu(tuple((span.of(body), span in edges) for span in spans)):
        reasons[i] = reasons[i] or "menu"
    return reasons


def _rest_of(body: str, span: Span, reason: str, language: str) -> Span | None:
    """What is left of a sentence whose head alone is furniture."""
    if reason != "link to another text":
        return None
    at = headline_end(span.of(body), language)
    return trimmed(body, Span(span.start + at, span.stop)) if at else None


def _note(article: Article, reason: str, text: str) -> Note:
    shown = " ".join(text[: SHOWN + 1].split())
    if len(shown) > SHOWN or len(text) > SHOWN + 1:
        shown = shown[:SHOWN].rstrip() + "…"
    return Note(stage=STAGE, subject=article.id, code="furniture", message=f"{reason}: {shown}")
