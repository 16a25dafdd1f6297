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
from srccmp.present.view import Index, clipped
from srccmp.present.words import UNDATED, interval, published

# A line under the head alone; ASCII twin.
HEAD = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
PLAIN_HEAD = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
NARROW = 72


def timeline(index: Index, rows: Sequence[TimelineEntry], look: Look) -> RenderableType:
    """Events (●) and publications (○) by time; ≠ marks a time that other accounts dispute."""
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
    table.add_column("when", ratio=None if not is_narrow else 2, min_width=11, overflow="fold")
    table.add_column("what", ratio=5, overflow="fold")
    if not is_narrow:
        table.add_column("told by (published)", ratio=3, overflow="fold")
    last = ""
    # By the end of the time: "2026" says no more than that it is over by then, and a paper of
    # that year stands behind the days it writes about.
    for entry in sorted(rows, key=lambda row: (row.latest, row.earliest)):
        when = interval(entry.earliest, entry.latest, entry.grain)
        cell = Text("" if when == last else when, style="bold")
        last = when
        if entry.disputed:
            cell.append("\n" if cell else "").append(look.sign("≠ disputed"), style="bold red")
        what, told_by = _event(index, entry, look) if not entry.article else _issue(index, entry)
        sign = Text(look.sign("● " if not entry.article else "○ "))
        if is_narrow:
            table.add_row(cell, sign.append_text(what).append("\n").append_text(told_by))
        else:
            table.add_row(cell, sign.append_text(what), told_by)
    return table


def _event(index: Index, entry: TimelineEntry, look: Look) -> tuple[Text, Text]:
    claim = index.claims.get(entry.claim or "")
    central = index.statements[index.central(entry.statements, claim)]
    own = central.statement.span
    marks = [s.shifted(-own.start) for s in clipped((t.span for t in central.times), own)]
    what = look.marked(excerpt(central.statement.text, marks[:1], look.width))
    if claim is not None:
        what.append(" ").append_text(look.mark(index.verdicts[claim.id].relation))
        what.append(f" {index.short(claim.id)}", style="dim")
    else:
        what.append(f" {index.short(central.id)}", style="dim")
    if entry.disputed and claim is not None:
        what.append(f"\n{_elsewhere(index, entry)}", style="dim")
    days: dict[str, str] = {}
    for statement_id in entry.statements:
        article = index.article_of(statement_id)
        day = published(article.published)
        days.setdefault(safe(article.source.name), "" if day == UNDATED else f" ({day})")
    return what, Text("\n".join(name + day for name, day in days.items()))


def _elsewhere(index: Index, entry: TimelineEntry) -> str:
    """The other times that the same claim has."""
    times = dict.fromkeys(
        interval(other.earliest, other.latest, other.grain)
        for other in index.comparison.timeline
        if other.claim == entry.claim and other.statements != entry.statements
    )
    return f"by others: {', '.join(times)}" if times else "the accounts give other times"


def _issue(index: Index, entry: TimelineEntry) -> tuple[Text, Text]:
    article = index.articles[entry.article or ""]
    what = Text(f"{safe(article.source.name)} published", style="italic")
    title = article.title or article.body.of(article.text)
    what.append(f": {trimmed(title, 70)}", style="not italic dim")
    told_by = Text("", style="dim")
    if article.published and article.published.decided_by != "header":
        told_by.append(f"date by {safe(article.published.decided_by)}")
    return what, told_by
