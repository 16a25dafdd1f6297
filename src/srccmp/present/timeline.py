"""``timeline``: what happened when, as exactly as it is told, and when each paper told it."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from srccmp.model import TimelineEntry
from srccmp.present.look import Look
from srccmp.present.safe import excerpt, safe, trimmed
from srccmp.present.stories import by_story
from srccmp.present.view import Index, clipped
from srccmp.present.words import UNDATED, interval, published

# A line under the head alone; ASCII twin.
HEAD = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
PLAIN_HEAD = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
NARROW = 72
TOLD_BY = "told by (published)"


def timeline(index: Index, rows: Sequence[TimelineEntry], look: Look) -> RenderableType:
    """Events (●) and publications (○) by time; ≠ marks a time that other accounts dispute. One
    table a story."""
    told: dict[str, list[TimelineEntry]] = {}
    for row in rows:
        told.setdefault(index.story_of(row), []).append(row)

    def draw(part: Index) -> RenderableType | None:
        own = [row for story in part.stories for row in told.get(story, ())]
        return _table(part, own, look) if own or not part.is_part else None

    return by_story(index, draw, look)


def _table(index: Index, rows: Sequence[TimelineEntry], look: Look) -> RenderableType:
    if not rows:
        return Text("Nothing on the timeline: no account tells a time that could be read.")
    table = Table(
        box=HEAD if look.is_unicode else PLAIN_HEAD,
        show_edge=False,
        expand=True,
        padding=(0, 2, 0, 0),
        header_style="dim",
        border_style="dim",
    )
    is_narrow = look.width < NARROW
    cells = [(entry, *_cells(index, entry, look)) for entry in _in_order(rows)]
    longest = max(line.cell_len for _, _, _, told_by in cells for line in told_by.split())
    table.add_column("when", ratio=2 if is_narrow else None, min_width=11, overflow="fold")
    table.add_column("what", ratio=5, overflow="fold")
    if not is_narrow:
        room = max(len(TOLD_BY), min(longest, look.width // 3))
        table.add_column(TOLD_BY, width=room, overflow="fold")
    last = ""
    for entry, where, what, told_by in cells:
        when = interval(entry.earliest, entry.latest, entry.grain)
        lines = [Text(when, style="bold")] if when != last else []
        last = when
        if entry.disputed:
            lines.append(Text(look.sign("≠ disputed"), style="bold red"))
        if where:
            lines.append(where)
        sign = Text(look.sign("○ " if entry.article else "● "))
        row = [Text("\n").join(lines), sign.append_text(what)]
        if is_narrow and told_by:
            row[1].append("\n").append_text(told_by)
        table.add_row(*row, *(() if is_narrow else (told_by,)))
    return table


def _in_order(rows: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """By the end of the time: "2026" says no more than that it is over by then, and a paper of
    that year stands behind the days it writes about. What happened stands before who told it."""
    return sorted(rows, key=lambda row: (row.latest, row.earliest, row.article is not None))


def _cells(index: Index, entry: TimelineEntry, look: Look) -> tuple[Text, Text, Text]:
    """Where to find it (the claim's sign and id), what it is, who told it."""
    return _issue(index, entry) if entry.article else _event(index, entry, look)


def _event(index: Index, entry: TimelineEntry, look: Look) -> tuple[Text, Text, Text]:
    claim = index.claims.get(entry.claim or "")
    central = index.statements[index.central(entry.statements, claim)]
    own = central.statement.span
    marks = [s.shifted(-own.start) for s in clipped((t.span for t in central.times), own)]
    what = look.marked(excerpt(central.statement.text, marks[:1], look.width))
    where = Text()
    if claim is not None:
        where.append_text(look.mark(index.verdicts[claim.id].relation)).append(" ")
    where.append(index.short(claim.id if claim else central.id), style="dim")
    if entry.disputed and claim is not None:
        what.append(f"\n{_elsewhere(index, entry)}", style="dim")
    days: dict[str, str] = {}
    for statement_id in entry.statements:
        article = index.article_of(statement_id)
        day = published(article.published)
        days.setdefault(safe(article.source.name), "" if day == UNDATED else f" ({day})")
    return where, what, Text("\n".join(name + day for name, day in days.items()))


def _elsewhere(index: Index, entry: TimelineEntry) -> str:
    """The other times that the same claim has."""
    times = dict.fromkeys(
        interval(other.earliest, other.latest, other.grain)
        for other in index.comparison.timeline
        if other.claim == entry.claim and other.statements != entry.statements
    )
    return f"by others: {', '.join(times)}" if times else "the accounts give other times"


def _issue(index: Index, entry: TimelineEntry) -> tuple[Text, Text, Text]:
    article = index.articles[entry.article or ""]
    what = Text().append(f"{safe(article.source.name)} published", style="italic")
    title = article.title or article.body.of(article.text)
    what.append(f": {trimmed(title, 70)}", style="dim")
    told_by = Text("", style="dim")
    if article.published and article.published.decided_by != "header":
        told_by.append(f"date by {safe(article.published.decided_by)}")
    return Text(index.short(article.id), style="dim"), what, told_by
