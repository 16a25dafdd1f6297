"""What stands on the right: a claim, an article at the words of a statement, the timeline, the
sources, the matrix. Drawn by the same hands as `diff`, `show`, `timeline` and `sources`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from srccmp.browse.keys import Key
from srccmp.model import Annotated, Article, Claim, Span
from srccmp.present import detail, diff, matrix, sources, timeline
from srccmp.present.block import claim_block
from srccmp.present.diff import has_many_tongues
from srccmp.present.look import Look
from srccmp.present.safe import safe
from srccmp.present.view import Index
from srccmp.present.words import count, published

ROWS_SHOWN = 100  # of the timeline and the matrix: more is no picture, and takes seconds to draw
WIDEST_TEXT = 100  # columns of an article's text: longer lines are hard to read
HERE = "here"  # the name under which the words of a statement are found in what was drawn


def lines_of(renderable: RenderableType, look: Look) -> list[list[Segment]]:
    """The picture as lines of styled words, none wider than the look."""
    console = Console(
        file=io.StringIO(),
        width=look.width,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    return console.render_lines(renderable, console.options, pad=False)


def claim(index: Index, wanted: Claim, look: Look) -> RenderableType:
    """The positions as `diff` shows them, then all that `show` tells: texts in their context,
    layers, findings, and why the statements were matched."""
    return Group(
        claim_block(index, index.told(wanted), look, many_tongues=has_many_tongues(index)),
        Text(""),
        _ruled("in full", look),
        Text(""),
        detail.claim_detail(index, wanted, look),
    )


def _ruled(title: str, look: Look) -> Rule:
    return Rule(Text(title), characters=look.sign("─"), style="dim")


def members(index: Index, wanted: Claim) -> tuple[str, ...]:
    """The statements of a claim in the order in which their articles are opened: position by
    position."""
    sides = index.verdicts[wanted.id].positions
    ordered = [member for side in sides for member in side.members]
    return tuple(dict.fromkeys([*ordered, *wanted.members]))


def subject(index: Index, wanted: Claim, place: int) -> Text:
    """The line that stays above an article's text: whose it is, and which statement of how
    many."""
    told = members(index, wanted)
    owner = index.article_of(told[place])
    line = Text(f"{place + 1} of {len(told)}  ", no_wrap=True, overflow="ellipsis")
    line.append(safe(owner.source.name), style="bold")
    facts = (index.statements[told[place]].statement.language, published(owner.published))
    return line.append("".join(f" · {fact}" for fact in facts))


def article(index: Index, wanted: Claim, place: int, look: Look) -> RenderableType:
    """The full text of the article of one statement of the claim, the statement's words in place
    and those that decide marked in them."""
    annotated = index.statements[members(index, wanted)[place]]
    owner = index.article_of(annotated.id)
    address = [Text(safe(owner.url), style="dim")] if owner.url else []
    where = Text(f"{safe(owner.path)}:{line_of(owner, annotated)}", style="dim")
    marks = index.marks(annotated.id, index.verdicts[wanted.id])
    text = paragraphs(owner, annotated, marks, look)
    return Constrain(Group(*address, where, Text(""), *text), WIDEST_TEXT)


def line_of(owner: Article, annotated: Annotated) -> int:
    """The line of the article's text on which the statement begins, counted from 1."""
    return owner.text.count("\n", 0, annotated.statement.span.start) + 1


def paragraphs(
    owner: Article, annotated: Annotated, marks: Sequence[Span], look: Look
) -> list[Text]:
    """The article's lines; the statement underlined, its deciding words between signs."""
    own = annotated.statement.span
    found: list[Text] = []
    start = 0
    for line in owner.text.split("\n"):
        stop = start + len(line)
        drawn = Text()
        for piece in _cuts(start, stop, own, marks):
            words = safe(piece.of(owner.text))
            if not own.covers(piece):
                drawn.append(words)
                continue
            is_mark = any(mark.covers(piece) for mark in marks)
            if is_mark:
                words = f"{look.sign('⟦')}{words}{look.sign('⟧')}"
            style = Style(bold=is_mark, underline=True, color="cyan", meta={HERE: True})
            drawn.append(words, style)
        found.append(drawn)
        start = stop + 1
    return found


def _cuts(start: int, stop: int, own: Span, marks: Sequence[Span]) -> list[Span]:
    """[start, stop) in pieces, each wholly inside or outside of the statement and of each mark."""
    edges = {start, stop}
    for span in (own, *marks):
        edges |= {edge for edge in (span.start, span.stop) if start < edge < stop}
    ordered = sorted(edges)
    return [Span(one, two) for one, two in pairwise(ordered) if one < two]


def first_line(lines: Sequence[Sequence[Segment]]) -> int:
    """The first line with words of the statement; 0 where there is none."""
    for number, line in enumerate(lines):
        if any(segment.style and HERE in segment.style.meta for segment in line):
            return number
    return 0


# Pictures of all that is listed --------------------------------------------------------------


def timeline_of(index: Index, listed: Sequence[Claim], look: Look) -> RenderableType:
    """What the listed claims tell of, when, and the publications of the articles that tell
    them."""
    is_all = len(listed) == len(index.claims)
    kept = {each.id for each in listed}
    papers = {index.article_of(member).id for each in listed for member in each.members}
    rows = [
        row
        for row in index.comparison.timeline
        if is_all or row.claim in kept or (row.claim is None and row.article in papers)
    ]
    title = _title("Timeline", index, listed)
    return Group(
        title, Text(""), timeline.timeline(index, rows[:ROWS_SHOWN], look), *_rest(len(rows))
    )


def sources_of(index: Index, listed: Sequence[Claim], look: Look) -> RenderableType:
    """The articles that tell what is listed; all of them, where all claims are."""
    papers = {index.article_of(member).id for each in listed for member in each.members}
    is_all = len(listed) == len(index.claims)
    part = index if is_all else _with_articles(index, papers)
    return Group(_title("Sources", index, listed), Text(""), sources.sources(part, look))


def _with_articles(index: Index, papers: set[str]) -> Index:
    stories = {index.articles[paper].story for paper in papers}
    comparison = index.comparison
    return index.of_part(
        replace(
            comparison,
            articles=tuple(a for a in comparison.articles if a.id in papers),
            stories=tuple(
                replace(story, articles=tuple(a for a in story.articles if a in papers))
                for story in comparison.stories
                if story.id in stories
            ),
            statements=tuple(a for a in comparison.statements if a.statement.article_id in papers),
            claims=(),
            verdicts=(),
            timeline=(),
        )
    )


def matrix_of(index: Index, listed: Sequence[Claim], look: Look) -> RenderableType:
    """A row a listed claim, a column a source."""
    shown = listed[:ROWS_SHOWN]
    part = index.of_part(
        replace(
            index.comparison,
            claims=tuple(shown),
            verdicts=tuple(index.verdicts[each.id] for each in shown),
            timeline=(),  # its rows are of claims that may be none of these
        )
    )
    return Group(
        _title("Matrix", index, listed),
        Text(""),
        matrix.matrix(part, diff.Listing(all=True, is_in_shell=False), look),
        *_rest(len(listed)),
    )


def _title(name: str, index: Index, listed: Sequence[Claim]) -> Text:
    told = Text(name, style="bold")
    if len(listed) < len(index.claims):
        told.append(
            f" of the {count(len(listed), 'claim')} listed, of {len(index.claims)}",
            style="not bold dim",
        )
    return told


def _rest(rows: int) -> list[RenderableType]:
    if rows <= ROWS_SHOWN:
        return []
    told = f"The first {ROWS_SHOWN} of {rows} rows: a filter (f) or a search (/) leaves fewer."
    return [Text(""), Text(told, style="dim")]


def key_list(keys: Sequence[Key]) -> RenderableType:
    """The help: a line a key."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for key in keys:
        table.add_row(Text(key.shown), Text(key.told))
    return table
