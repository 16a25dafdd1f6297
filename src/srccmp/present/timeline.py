"""``timeline``: what happened when, as exactly as it is told, and when each paper told it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from srccmp.model import Article, Facet, Relation, TimelineEntry
from srccmp.present import lanes
from srccmp.present.axis import more_sources, plot
from srccmp.present.events import (
    Dated,
    Event,
    Fold,
    Gap,
    Papers,
    Row,
    events_of,
    rows,
    sources_of,
)
from srccmp.present.look import Look
from srccmp.present.safe import excerpt, safe, trimmed
from srccmp.present.stories import by_story
from srccmp.present.view import Index, clipped
from srccmp.present.words import UNDATED, count, day, decided, published, some
from srccmp.times import interval_of

# A line under the head alone; ASCII twin.
HEAD = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
PLAIN_HEAD = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
NARROW = 90  # columns under which who tells it stands below what is told
PLOTTED = 100  # columns from which the plot is drawn
FEWEST = 3  # marks of a plot
LANES = 14  # of a plot; --all shows all
WHEN = 16  # columns: "✗ 3f9c polarity"
TOLD_BY = "told by (published)"
NAMED = 5  # sources of an event; --all names all
PAPERS = 8  # of one day, by name
IDS = 3  # of the claims of one row
OTHERS = 2  # further days of a claim
PAPERS_TITLED = 2  # publications of a day with a row each; more are one row
CONFLICT = "times conflict"
NOTHING = "Nothing on the timeline: no account tells a time that could be read."

# When; what, and lines below it; told by whom.
Cells = tuple[Text, Sequence[Text], Text]


def timeline(
    index: Index,
    entries: Sequence[TimelineEntry],
    look: Look,
    *,
    unfolded: bool = False,
    limit: int | None = None,
) -> RenderableType:
    """Events and publications by time, those of one story in a table; where the screen is wide
    enough, below a plot with a lane a source. ``limit`` rows of each story; ``unfolded`` shows all
    of a day's, with all who tell them."""
    told: dict[str, list[TimelineEntry]] = {}
    for entry in entries:
        told.setdefault(index.story_of(entry), []).append(entry)
    used: set[str] = set()

    def draw(part: Index) -> RenderableType | None:
        own = [entry for story in part.stories for entry in told.get(story, ())]
        if not own:
            return None if part.is_part else Text(NOTHING)
        return _Story(part, look, unfolded, limit, used).drawn(own)

    picture = by_story(index, draw, look)
    return Group(_key(index, entries, look, used), Text(""), picture) if entries else picture


def _key(
    index: Index, entries: Sequence[TimelineEntry], look: Look, used: set[str]
) -> RenderableType:
    """What the signs mean: of events, then before the ids of claims."""
    told = lanes.key(look, used)
    relations = {index.verdicts[entry.claim].relation for entry in entries if entry.claim}
    claims = Text()
    for relation in Relation:
        if relation in relations:
            claims.append("   " if claims else "claims: ", style="dim")
            claims.append_text(look.mark(relation))
            word = "one source" if relation is Relation.SINGLE else relation.value
            claims.append(f" {word}", style="dim")
    return Group(told, claims) if claims else told


class _Story:
    """The picture of one story."""

    def __init__(
        self, index: Index, look: Look, unfolded: bool, limit: int | None, used: set[str]
    ) -> None:
        """``used`` takes the names of the signs that are drawn."""
        self._index = index
        self._look = look
        self._unfolded = unfolded
        self._limit = limit
        self._used = used
        self._is_narrow = look.width < NARROW
        self._disputes: set[str] = set()  # claims whose times were told side by side
        self._is_folded = False  # whether names or lanes were left out
        self._label = ""  # of the row before, and its day
        self._day: date | None = None

    def drawn(self, entries: Sequence[TimelineEntry]) -> RenderableType:
        events, papers = events_of(self._index, entries)
        parts: list[RenderableType] = [Text(summary(self._index, events, papers)), Text("")]
        if self._look.width >= PLOTTED and len(entries) >= FEWEST:
            parts += [self._plot(events, papers), Text("")]
        listed = rows(self._index, entries, unfolded=self._unfolded)
        shown = _limited(listed, self._limit)
        parts.append(self._table(shown))
        if more := _counted(listed) - _counted(shown):
            dots = self._look.sign("…")
            parts.append(Text(f"{dots} {count(more, 'row')} more: without --limit", style="dim"))
        if self._is_folded or (not self._unfolded and any(map(_is_folded, shown))):
            parts += [Text(""), Text("Some of it is folded: --all shows all.", style="dim")]
        return Group(*parts)

    def _plot(self, events: Sequence[Event], papers: Sequence[Papers]) -> RenderableType:
        most = None if self._unfolded else LANES
        names = {safe(article.source.name) for article in self._index.comparison.articles}
        if most is not None and len(names) > most:
            names.add(more_sources(len(names)))
            self._is_folded = True
        labels = lanes.label_room(names, self._look)
        room = self._look.width - labels - 1
        found = plot(self._index, events, papers, room=room, most=most)
        if found is None:
            return Text("")
        self._used |= lanes.used_signs(found, room)
        return lanes.drawn(found, self._look, labels)

    def _table(self, shown: Sequence[Row]) -> Table:
        look = self._look
        table = Table(
            box=HEAD if look.is_unicode else PLAIN_HEAD,
            show_edge=False,
            expand=True,
            padding=(0, 2, 0, 0),
            header_style="dim",
            border_style="dim",
        )
        cells = [each for row in shown for each in self._cells(row)]
        table.add_column("when", width=WHEN, overflow="fold")
        table.add_column("what", ratio=1, overflow="fold")
        if not self._is_narrow:
            longest = max((line.cell_len for *_, by in cells for line in by.split()), default=0)
            room = max(len(TOLD_BY), min(longest, look.width // 3))
            table.add_column(TOLD_BY, width=room, overflow="fold")
        for when, (what, *below), told_by in cells:
            if self._is_narrow and told_by:
                below.insert(0, Text(", ".join(told_by.plain.split("\n")), style="cyan"))
            parts: list[RenderableType] = [what, *(Padding(line, (0, 0, 0, 2)) for line in below)]
            table.add_row(when, Group(*parts), *(() if self._is_narrow else (told_by,)))
        return table

    def _cells(self, row: Row) -> list[Cells]:
        """When, what, told by whom."""
        match row:
            case Gap():
                dots = self._look.sign("…")
                told = Text(f"{dots} {row.words} {dots}", style="dim italic")
                return [(Text(), [told], Text())]
            case Fold():
                return [self._fold(row)]
            case Papers():
                return self._papers(row)
            case Event():
                return [self._event(row)]

    def _when(self, when: Dated) -> Text:
        """The day once, then what of it is told: the clock, an evening."""
        if when.words == self._label:
            return Text()
        self._label = when.words
        last, self._day = self._day, when.day
        if when.day is None or when.day != last:
            words = when.words.replace(", ", "\n") if when.day else when.words
            return Text().append(words, style="bold")
        part = when.words.removeprefix(day(when.day)).lstrip(", ")
        return Text().append(part.removesuffix(f" {when.day.year}") or when.words, style="bold")

    def _event(self, event: Event) -> Cells:
        index, look = self._index, self._look
        lead = index.claims.get(event.claims[0]) if event.claims else None
        central = index.statements[index.central(event.when.statements, lead)]
        own = central.statement.span
        told = [ref.span for ref in central.times if interval_of(ref) == event.when.key]
        marks = [span.shifted(-own.start) for span in clipped(told, own)]
        name = "dispute" if event.is_disputed else "event"
        what = self._signed(name)
        room = look.width * 5 // 4 if self._is_narrow else look.width * 3 // 4
        what.append_text(look.marked(excerpt(central.statement.text, marks[:1], room)))
        when = self._when(event.when)
        ids = [*event.claims[:IDS]] or [central.id]
        for claim in ids:
            when.append("\n" if when else "").append_text(self._id(claim))
        if len(event.claims) > IDS:
            more = count(len(event.claims) - IDS, "claim")
            when.append(f"\n+ {more}", style="dim")
        return when, [what, *self._times(event)], self._told_by(sources_of(index, event.statements))

    def _id(self, thing: str) -> Text:
        """A claim's sign and id; of a conflict or an update also about what."""
        told = Text()
        verdict = self._index.verdicts.get(thing)
        if verdict is not None:
            told.append_text(self._look.mark(verdict.relation)).append(" ")
        told.append(self._index.short(thing), style="dim")
        if verdict is not None and verdict.facet not in (None, Facet.TIME) and verdict.positions:
            told.append(f" {verdict.facet}", style="dim")
        return told

    def _times(self, event: Event) -> list[Text]:
        """The other times of an event, beside its own: those that cannot hold as well, with the
        words and who says them; those that only say it less exactly; further days."""
        mine = [w for w in event.times if any(not w.meets(other) for other in event.against)]
        lines = self._dispute(event, mine) if event.is_disputed else []
        for when in event.times[1:]:
            if when not in mine and when not in event.against:
                lines.append(Text(f"also told as {when.words}: {self._names(when)}", style="dim"))
        for when in event.others[:OTHERS]:
            told = f"also dated {when.words}: {self._names(when)}"
            lines.append(Text(told, style="dim"))
        return lines

    def _dispute(self, event: Event, mine: Sequence[Dated]) -> list[Text]:
        """Both sides at the first of the rows that are in one conflict; then only the others."""
        head = self._signed("dispute").append(CONFLICT, style="bold red")
        both = {when.key: when for when in (*event.against, *mine)}
        if event.claims and event.claims[0] in self._disputes:
            others = "; ".join(f"{w.words} ({self._names(w)})" for w in event.against)
            return [head.append(f": others say {others}")]
        self._disputes.add(event.claims[0] if event.claims else "")
        lines = [head]
        for _, when in sorted(both.items()):
            line = Text().append(when.words, style="bold")
            if words := self._words(when):
                opened, closed = self._look.sign("⟦"), self._look.sign("⟧")
                line.append(f" {opened}{words}{closed}")
            lines.append(line.append(f": {self._names(when)}"))
        return lines

    def _words(self, when: Dated) -> str:
        """The first words that tell the time."""
        for statement in when.statements:
            for ref in self._index.statements[statement].times:
                if interval_of(ref) == when.key:
                    return self._index.words(statement, ref.span)
        return ""

    def _names(self, when: Dated) -> str:
        """Who tells the time."""
        names = [safe(each.source.name) for each in sources_of(self._index, when.statements)]
        self._is_folded |= not self._unfolded and len(names) > NAMED + 1
        return _listed(names, len(names) if self._unfolded else NAMED)

    def _told_by(self, articles: Sequence[Article]) -> Text:
        """A line a source: its name and when it published."""
        most = len(articles) if self._unfolded or len(articles) == NAMED + 1 else NAMED
        lines = []
        for article in articles[:most]:
            when = published(article.published)
            lines.append(safe(article.source.name) + ("" if when == UNDATED else f" ({when})"))
        if len(articles) > most:
            self._is_folded = True
            lines.append(f"and {len(articles) - most} more")
        return Text("\n".join(lines))

    def _signed(self, name: str) -> Text:
        """A text that begins with a sign, in its own style alone."""
        self._used.add(name)
        return Text().append(f"{lanes.sign(self._look, name)} ", style=lanes.SIGNS[name][2])

    def _papers(self, row: Papers) -> list[Cells]:
        """A row each; of many, one with their names."""
        index = self._index
        articles = [index.articles[article] for article in row.articles]
        if len(articles) > PAPERS_TITLED and not self._unfolded:
            what = self._signed("paper")
            what.append(f"{len(articles)} published: ", style="italic")
            what.append(_listed([safe(article.source.name) for article in articles], PAPERS))
            return [(self._when(row.when), [what], Text())]
        found: list[Cells] = []
        for article in articles:
            when = self._when(row.when)
            when.append("\n" if when else "").append(index.short(article.id), style="dim")
            what = self._signed("paper")
            what.append(f"{safe(article.source.name)} published", style="italic")
            title = article.headline
            what.append(f": {trimmed(title, 70)}", style="dim")
            if article.published and article.published.decided_by != "header":
                what.append(f" (date: {decided(article.published.decided_by)})", style="dim")
            found.append((when, [what], Text()))
        return found

    def _fold(self, row: Fold) -> Cells:
        dots = self._look.sign("…")
        when = Text() if row.is_rest else self._when(row.when)
        told = [count(len(row.events), "more event" if row.is_rest else "event")]
        told += [] if row.is_rest else ["each by one source"]
        told += [count(len(row.articles), "publication")] if row.articles else []
        what = Text(f"{dots} {', '.join(told)}", style="italic")
        names = [f"{safe(name)} ({number})" for name, number in row.told_by]
        what.append(f": {_listed(names, NAMED)}", style="dim")
        return when, [what], Text()


def _listed(names: Iterable[str], most: int) -> str:
    """Each name once; one more than ``most`` is named, not counted."""
    return some(list(dict.fromkeys(names)), most + 1)


def summary(index: Index, events: Sequence[Event], papers: Sequence[Papers]) -> str:
    """How many events are told and articles published, by how many sources, over what time."""
    articles = [article for paper in papers for article in paper.articles]
    keys = {index.articles[article].source.key for article in articles}
    keys |= {index.article_of(s).source.key for event in events for s in event.statements}
    told = [count(len(events), "event") + " told"] if events else []
    told += [count(len(articles), "publication")] if articles else []
    line = f"{', '.join(told)}, by {count(len(keys), 'source')}"
    if disputed := len({e.claims[:1] for e in events if e.is_disputed}):
        line += f"; times conflict for {count(disputed, 'event')}"
    return f"{line}."


def _limited(listed: Sequence[Row], limit: int | None) -> list[Row]:
    """The first ``limit`` rows, gaps not counted."""
    found: list[Row] = []
    counted = 0
    for row in listed:
        if counted == limit:
            break
        found.append(row)
        counted += not isinstance(row, Gap)
    return found


def _counted(listed: Iterable[Row]) -> int:
    return sum(not isinstance(row, Gap) for row in listed)


def _is_folded(row: Row) -> bool:
    return isinstance(row, Fold) or (isinstance(row, Papers) and len(row.articles) > PAPERS_TITLED)
