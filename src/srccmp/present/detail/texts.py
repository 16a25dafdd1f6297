"""Statements in their place: with the sentences around them, what was read out of them, and the
file and line where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.console import RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from srccmp.model import Annotated, Article, Manner, Modality, Polarity, Span, Statement, TimeRef
from srccmp.present.course import range_of
from srccmp.present.look import Look
from srccmp.present.places import Files, Place, State
from srccmp.present.safe import Piece, excerpt, safe, trimmed
from srccmp.present.view import Index
from srccmp.present.words import CERTAINTY, interval, published

CONTEXT_CELLS = 200  # letters shown of the sentence before, and of that after
ROOM = 600  # the same a sentence, where several were asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much to show: so many sentences before and after; ``files`` tells where words stand on
    the disk, None where nobody looks."""

    context: int = 1
    files: Files | None = None

    @property
    def room(self) -> int:
        return CONTEXT_CELLS if self.context <= 1 else ROOM * self.context

    def place(self, article: Article, span: Span | None = None) -> Place:
        return self.files.place(article, span) if self.files else Place(path=article.path)


USUAL = Extent()
Marks = Callable[[str], Sequence[Span]]


def place_of(place: Place, look: Look) -> Text:
    """``path:line``, a link where the terminal follows links."""
    link = place.uri if look.has_links else None
    text = Text(safe(place.words), style=Style(dim=True, link=link))
    if place.state is State.CHANGED:
        text.append(" (changed since it was read)", style="dim")
    return text


def source_of(index: Index, article: Article, code: str, look: Look) -> Text:
    """Source, language and date; whose text it is."""
    line = Text().append(safe(article.source.name), style="bold")
    facts = [code, published(article.published)]
    if article.reprint_of in index.articles:
        facts.append(f"reprint of {safe(index.articles[article.reprint_of or ''].source.name)}")
    return line.append(look.sign("".join(f" · {fact}" for fact in facts)))


@dataclass(slots=True)
class Passages:
    """Statements one after the other, those of one article together and in its order; what stands
    around them is said once, and so are words that several have alike."""

    index: Index
    look: Look
    extent: Extent = USUAL
    is_brief: bool = True
    _shown: dict[str, int] = field(default_factory=dict)  # article: where its shown text ends
    _said: dict[str, list[Statement]] = field(default_factory=dict)  # article: its statements

    def __post_init__(self) -> None:
        for annotated in self.index.comparison.statements:
            said = self._said.setdefault(annotated.statement.article_id, [])
            said.append(annotated.statement)

    def of(self, ids: Sequence[str], marks: Marks, style: str) -> list[RenderableType]:
        by_article: dict[str, list[Annotated]] = {}
        for statement_id in ids:
            annotated = self.index.statements[statement_id]
            by_article.setdefault(annotated.statement.article_id, []).append(annotated)
        parts: list[RenderableType] = []
        same: dict[str, str] = {}  # the words of a statement: the first that has them
        for article_id, members in by_article.items():
            members.sort(key=lambda annotated: annotated.statement.span)
            self._shown[article_id] = 0
            article = self.index.articles[article_id]
            for rank, annotated in enumerate(members):
                following = members[rank + 1 :]
                stop = following[0].statement.span.start if following else len(article.text)
                head = self._head(article, annotated, is_first=rank == 0)
                parts.append(Padding(head, (0, 0, 0, 3)))
                key = "".join(filter(str.isalnum, annotated.statement.text.casefold()))
                if (first := same.setdefault(key, annotated.id)) != annotated.id:
                    told = Text(f"the same words as {self.index.short(first)}", style="dim")
                    parts.append(Padding(told, (0, 0, 0, 5)))
                    continue
                parts.append(Padding(self._words(annotated, marks, style, stop), (0, 0, 0, 5)))
                read = brief if self.is_brief else layers
                if found := read(annotated, self.look):
                    parts.append(Padding(found, (0, 0, 0, 5)))
        return parts

    def _head(self, article: Article, annotated: Annotated, *, is_first: bool) -> Text:
        code = annotated.statement.language
        dot = self.look.sign(" · ")
        short = self.index.short(annotated.id)
        place = self.extent.place(article, annotated.statement.span)
        if is_first:
            head = source_of(self.index, article, code, self.look).append(dot + short)
            return head.append(dot, style="dim").append_text(place_of(place, self.look))
        head = Text(short)
        if place.line:
            link = place.uri if self.look.has_links else None
            told = Text(f"line {place.line}", style=Style(dim=True, link=link))
            head.append(dot, style="dim").append_text(told)
        return head

    def _words(self, annotated: Annotated, marks: Marks, style: str, stop: int) -> Text:
        """The statement whole, its marks between signs, what is around it in dim."""
        article = self.index.article_of(annotated.id)
        span = annotated.statement.span
        start, end = self._around(article, annotated)
        start, end = max(start, self._shown[article.id]), max(span.stop, min(end, stop))
        before = _tail(safe(article.text[min(start, span.start) : span.start]), self.extent.room)
        after = trimmed(article.text[span.stop : end], self.extent.room) if end > span.stop else ""
        self._shown[article.id] = end
        words = Text(before + " " if before else "", style="dim")
        pieces = _whole(article.text, span, marks(annotated.id))
        own = Text().append_text(self.look.marked(pieces, style))
        own.stylize("not dim")
        words.append_text(own)
        return words.append(" " + after if after else "", style="dim")

    def _around(self, article: Article, annotated: Annotated) -> tuple[int, int]:
        """From where to where in the article the sentences asked for reach; where statements leave
        gaps, the bare text."""
        own, context, room = annotated.statement, self.extent.context, self.extent.room
        if not context:
            return own.span.start, own.span.stop
        others = [other for other in self._said[article.id] if other.id != annotated.id]
        before = [
            s.span.start for s in others
            if own.sentence - context <= s.sentence <= own.sentence
            and s.span.stop <= own.span.start
        ]  # fmt: skip
        after = [
            s.span.stop for s in others
            if own.sentence <= s.sentence <= own.sentence + context
            and s.span.start >= own.span.stop
        ]  # fmt: skip
        return (
            min(before, default=max(article.body.start, own.span.start - room)),
            max(after, default=min(article.body.stop, own.span.stop + room)),
        )


def _whole(text: str, span: Span, marks: Sequence[Span]) -> tuple[Piece, ...]:
    inner = [mark.shifted(-span.start) for mark in marks if span.covers(mark)]
    words = span.of(text)
    return excerpt(words, inner, len(words))


def _tail(words: str, room: int) -> str:
    words = words.strip()
    if len(words) <= room:
        return words
    return "… " + words[-room:].partition(" ")[2]


# What was read out of a statement ------------------------------------------------------------

# What a time was counted from, as `TimeRef.anchor` names it.
COUNTED_FROM = {
    "text": "as written",
    "published": "from the publication",
    "article": "from the article",
    "story": "from the story",
    "none": "year unknown",
}


def brief(annotated: Annotated, look: Look) -> Text | None:
    """In one line what the eye does not see at once: how surely, whose words, what a time and a
    number were taken for, the words of each facet; None where there is nothing."""
    told = [CERTAINTY[annotated.modality.certainty]]
    if annotated.modality.polarity is Polarity.DENIED:
        told.append(look.sign("≠ denied"))
    if by := annotated.attribution:
        manner = "" if by.manner is Manner.REPORTED else f" ({by.manner.value})"
        told.append(f"per {safe(by.name or by.speaker or 'somebody unnamed')}{manner}")
    for time in annotated.times:
        counted = COUNTED_FROM.get(time.anchor, safe(time.anchor))
        day = _day(time)
        told.append(day if counted == COUNTED_FROM["text"] else f"{day} {counted}")
    for quantity in annotated.quantities:
        role = f" {safe(quantity.role)}" if quantity.role else ""
        number = range_of(quantity.low, quantity.high, quantity.approximate)
        told.append(f"{number} {safe(quantity.unit)}{role}")
    slots: dict[str, list[str]] = {}
    for slot in annotated.slots:
        denied = "not " if slot.polarity is Polarity.DENIED else ""
        slots.setdefault(slot.facet.value, []).append(f"{denied}{safe(slot.value)}")
    told += [f"{facet} {', '.join(dict.fromkeys(values))}" for facet, values in slots.items()]
    keys = dict.fromkeys(safe(entity.key) for entity in annotated.entities)
    if keys:
        told.append(f"names {', '.join(keys)}")
    shown = look.sign(" · ").join(filter(None, told))
    return Text(shown, style="dim") if shown else None


def layers(annotated: Annotated, look: Look) -> Text:
    """All that was read out of the statement, one line a layer, with the words it was read from."""
    start = annotated.statement.span.start
    text = annotated.statement.text

    def said(span: Span) -> str:
        inner = text[max(0, span.start - start) : max(0, span.stop - start)]
        return f" {look.sign('“')}{safe(inner)}{look.sign('”')}" if inner else ""

    rows: list[tuple[str, list[str]]] = []
    if annotated.attribution:
        by = annotated.attribution
        speaker = safe(by.name or by.speaker or "unnamed")
        rows.append(("speaker", [f"{speaker} ({by.manner.value}, {safe(by.cue)})"]))
    cues = [said(cue.span) for cue in annotated.modality.cues]
    rows.append(("certainty", [_certainty(annotated.modality) + ",".join(filter(None, cues))]))
    times = [
        f"{_day(t)}{said(t.span)} ({COUNTED_FROM.get(t.anchor, safe(t.anchor))}, {safe(t.rule)})"
        for t in annotated.times
    ]
    rows.append(("time", times))
    quantities = [
        f"{range_of(q.low, q.high, q.approximate)} {safe(q.unit)}"
        + (f", {safe(q.role)}" if q.role else "")
        + said(q.span)
        for q in annotated.quantities
    ]
    rows.append(("quantity", quantities))
    names = [f"{e.kind.value} {safe(e.key)}{said(e.span)}" for e in annotated.entities]
    rows.append(("name", names))
    for slot in annotated.slots:
        denied = "not " if slot.polarity is Polarity.DENIED else ""
        rows.append((slot.facet.value, [f"{denied}{safe(slot.value)}{said(slot.span)}"]))
    shown = [f"{name}: {'; '.join(values)}" for name, values in rows if values and values != [""]]
    return Text("\n".join(shown), style="dim")


def _day(time: TimeRef) -> str:
    if time.earliest and time.latest:
        return interval(time.earliest, time.latest, time.grain)
    return safe(time.edtf)


def _certainty(modality: Modality) -> str:
    denied = ["denied"] if modality.polarity is Polarity.DENIED else []
    return ", ".join([modality.certainty.value, *denied])
