"""One statement with all that the later stages read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from srccmp.annotate.frames import Event, Frame
from srccmp.annotate.tokens import Token
from srccmp.model import Annotated, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """``tokens`` have spans in the article.

    ``scene`` is the first and last day of what the statement tells of: its own dates, else those
    of the background that its paragraph has turned to, else those of the article's main event;
    None where none is known. ``dated`` tells that they are not the last. ``speaker`` is the key of
    who says it, None where nobody is named. ``is_headline`` tells that it is a part of the
    article's title.
    """

    annotated: Annotated
    tokens: tuple[Token, ...]
    events: tuple[Event, ...]
    frames: tuple[Frame, ...]
    scene: tuple[date, date] | None
    dated: bool
    speaker: str | None
    is_headline: bool

    def __hash__(self) -> int:
        """By the statement alone: what is read of an analysis can be kept without going through all
        of its layers for each question."""
        return hash(self.annotated.statement.id)

    @property
    def id(self) -> str:
        return self.annotated.statement.id

    @property
    def article_id(self) -> str:
        return self.annotated.statement.article_id

    @property
    def language(self) -> str:
        return self.annotated.statement.language

    def within(self, span: Span) -> list[int]:
        """The places of the tokens that share a letter with the span, left to right."""
        return [at for at, token in enumerate(self.tokens) if span.meets(token.span)]
