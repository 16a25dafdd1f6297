"""One dispute or update: its heading, then its positions with the words of their sources, side by
side where there is room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from srccmp.model import Article, CourseStep, Relation, Span
from srccmp.present.course import course_rows, day_of, value_of
from srccmp.present.look import Look, packed, padded
from srccmp.present.safe import excerpt, safe
from srccmp.present.summary import names_of, voices
from srccmp.present.view import Index, Member, Side, Told
from srccmp.present.words import CERTAINTY, count, listed, published

# A bar between an empty first column and the words: "  │ words", on every line of a long text.
BAR = box.Box("    \n  │ \n    \n  │ \n    \n    \n  │ \n    \n")
PLAIN_BAR = box.Box("    \n  | \n    \n  | \n    \n    \n  | \n    \n", ascii=True)
NARROWEST_PANEL = 50  # columns for one of three positions or more side by side
WIDEST_PANEL = 90  # columns of words; the eye loses longer lines, and what is opposed drifts apart
LONGEST_ALIGNED = 24  # of a source's name, in columns
LONGEST_LABEL = 3  # lines
VOICES_SHOWN = 6  # of a position, each in words of its own
COURSE_TABLE = 72  # columns that a course with its sources needs
EDGES = " ,;:.!?—–-"
PAIRS = {"»": "«", "”": "“", ")": "(", "]": "[", '"': '"'}


def claim_block(index: Index, told: Told, look: Look, *, many_tongues: bool) -> RenderableType:
    """The claim's heading and one of its statements, then its positions: side by side where there
    is room. ``many_tongues``: labels have their language beside them."""
    parts: list[RenderableType] = [heading(told, look), _title(told, look, many_tongues)]
    if told.verdict.relation is Relation.UPDATE and told.verdict.course:
        parts.append(_course(index, told.verdict.course, look))
    ranked = list(enumerate(told.sides))
    rows = _rows_of(ranked, look)
    abreast = len(rows[0]) if rows else 1
    for row in rows:
        if look.is_wide and len(ranked) > 1:
            parts.append(_side_by_side(row, abreast, look, many_tongues))
        else:
            parts += [_stacked(side, rank, look, many_tongues) for rank, side in row]
    if told.left_out:
        parts.append(Padding(Text(left_out(told, look), "dim"), (0, 0, 0, 2)))
    return Group(*parts)


def left_out(told: Told, look: Look) -> str:
    return f"left out by: {listed([look.spelt(name) for name in told.left_out])}"


def heading(told: Told, look: Look) -> RenderableType:
    """The relation and its facet on the left, how many sources and origins and the id on the
    right."""
    left = look.relation(told.verdict.relation)
    if told.verdict.facet:
        left.append(look.sign(f" · {told.verdict.facet.value}"))
    right = Text(look.sign(f"{voices(told)} · "))
    right.append(told.short, style="bold")
    if look.width < left.cell_len + right.cell_len + 2:
        return Group(left, Padding(right, (0, 0, 0, 2)))
    line = Table.grid(expand=True, padding=0)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    line.add_row(left, right)
    return line


def _title(told: Told, look: Look, many_tongues: bool) -> RenderableType:
    """The statement that is linked most strongly, as its source's words: it may be of one side."""
    name = look.fitted(safe(told.central.article.source.name), LONGEST_ALIGNED)
    language = f", {told.central.annotated.statement.language}" if many_tongues else ""
    tail = f" ({name}{language})"
    room = (look.width - 2) * (1 if look.width >= COURSE_TABLE else 2) - cell_len(tail) - 2
    words = look.fitted(safe(told.central.annotated.statement.text), room)
    title = Text(f"{look.sign('“')}{words}{look.sign('”')}", style="bold")
    return Padding(title.append(tail, style="not bold dim"), (0, 0, 0, 2))


# The course of an update -----------------------------------------------------------------------


def _course(index: Index, course: Sequence[CourseStep], look: Look) -> RenderableType:
    """A line a value: what is counted, how many, since which day, and who tells it."""
    if look.width < COURSE_TABLE:
        return Padding(Text("\n".join(map(look.sign, course_rows(index, course)))), (0, 0, 0, 2))
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    table.add_column(overflow="fold")
    for (role, unit), steps in groupby(course, key=lambda step: (step.role, step.unit)):
        for rank, step in enumerate(steps):
            articles = sorted(map(index.article_of, step.statements), key=_since)
            names = [look.spelt(safe(article.source.name)) for article in articles]
            value = value_of(step)
            table.add_row(
                Text("" if rank else safe(role or unit), style="bold"),
                Text(look.sign(f"→ {value}" if rank else value), style="bold"),
                Text(look.sign(day_of(index, step)), style="dim"),
                Text(listed(list(dict.fromkeys(names)))),
            )
    return Padding(table, (0, 0, 0, 2))


def _since(article: Article) -> tuple[date, str]:
    return article.published.latest if article.published else date.max, article.path


# Positions -------------------------------------------------------------------------------------

Ranked = tuple[int, Side]  # a position and its place in the claim


def _rows_of(sides: Sequence[Ranked], look: Look) -> list[Sequence[Ranked]]:
    """The positions in rows of as many as have room side by side, about equally long.

    Where there is no room for two, each has a row of its own.
    """
    abreast = max(2, look.width // NARROWEST_PANEL) if look.is_wide else 1
    rows = math.ceil(len(sides) / abreast)
    longest = math.ceil(len(sides) / rows)
    return [sides[start : start + longest] for start in range(0, len(sides), longest)]


def _side_by_side(
    sides: Sequence[Ranked], abreast: int, look: Look, many_tongues: bool
) -> RenderableType:
    """Panels: heads above a line, all of them beginning at the top, the sources below it. Each is
    as wide as ``abreast`` of them can be."""
    table = Table(box=look.panel, show_header=False, padding=(0, 1), border_style="dim")
    room = look.width - 1 - 3 * abreast  # less what is drawn beside and between the columns
    width = min(room // abreast, WIDEST_PANEL)
    for _ in sides:
        table.add_column(width=width, overflow="fold", vertical="top")
    heads = [_side_head(side, rank, look, width, many_tongues) for rank, side in sides]
    table.add_row(*heads, end_section=True)
    table.add_row(*(_members(side, rank, look, width) for rank, side in sides))
    return table


def _stacked(side: Side, rank: int, look: Look, many_tongues: bool) -> RenderableType:
    width = look.width - 4
    table = Table(
        box=BAR if look.is_unicode else PLAIN_BAR,
        show_edge=False,
        show_header=False,
        padding=(0, 0),
        border_style=look.style_of(rank),
    )
    table.add_column(width=2)
    table.add_column(width=width + 1, overflow="fold")
    table.add_row("", Padding(_members(side, rank, look, width), (0, 0, 0, 1)))
    head = _side_head(side, rank, look, look.width - 2, many_tongues, is_one_line=True)
    return Group(Padding(head, (0, 0, 0, 2)), table)


def _side_head(
    side: Side,
    rank: int,
    look: Look,
    width: int,
    many_tongues: bool,
    *,
    is_one_line: bool = False,
) -> RenderableType:
    """The position's letter and label, then how many say so, since when, how surely: on lines of
    their own, or with ``is_one_line`` behind the label where there is room."""
    style = f"bold {look.style_of(rank)}"
    letter = f"{side.letter}  "
    room = width - len(letter)
    label = Text(look.fitted(side.words, max(60, LONGEST_LABEL * room)), style=style)
    label.append(f" ({side.gloss})" if side.gloss else "", style="not bold")
    if many_tongues and side.language:
        label.append(f" ({side.language})", style="not bold dim")
    facts = [look.sign("≠ denied")] if side.is_denied else []
    facts.append(count(side.sources, "source"))
    if side.origins:
        facts.append(count(len(side.origins), "origin"))
    if side.since:
        facts.append(look.sign(f"since {published(side.since)}"))
    if CERTAINTY[side.certainty]:
        facts.append(CERTAINTY[side.certainty])
    lines = packed(facts, look.sign(" · "), room)
    if is_one_line and label.cell_len + 3 + cell_len(lines[0]) <= room and len(lines) == 1:
        label.append(f"   {lines[0]}", style="not bold dim")
    else:
        label.append("\n" + "\n".join(lines), style="not bold dim")
    return _hung(Text(letter, style=style), label)


def _hung(first: Text, words: RenderableType) -> RenderableType:
    """Words whose lines all begin behind ``first``."""
    grid = Table.grid(padding=0)
    grid.add_column(width=first.cell_len, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(first, words)
    return grid


def _members(side: Side, rank: int, look: Look, width: int) -> RenderableType:
    """Every source with its words; sources of one and the same words above them. Those beyond a
    number are only named."""
    # Two lines of words a source: the clause with the evidence is always whole (see `excerpt`).
    room = max(60, 2 * (width - 2))
    alike: dict[str, tuple[Text, list[Member]]] = {}
    for member in side.members:
        text = member.annotated.statement.text
        marks = [tidy(mark, text) for mark in member.text_marks]
        words = look.marked(excerpt(text, marks, room), look.style_of(rank))
        same = "".join(filter(str.isalnum, words.plain.casefold()))
        alike.setdefault(same, (words, []))[1].append(member)
    groups = list(alike.values())
    columns = _columns([m for _, members in groups[:VOICES_SHOWN] for m in members], look, width)
    parts: list[RenderableType] = []
    for words, members in groups[:VOICES_SHOWN]:
        parts += [_meta(m, look, width, columns) for m in members]
        parts.append(Padding(words, (0, 0, 0, 2)))
    if rest := names_of(m for _, members in groups[VOICES_SHOWN:] for m in members):
        parts.append(_hung(Text("also: "), Text(look.spelt(", ".join(rest)))))
    if side.origins and list(side.origins) != names_of(side.members):
        origins = Text(look.spelt(", ".join(side.origins)), style="dim")
        parts.append(_hung(Text("origins: ", "dim"), origins))
    return Group(*parts)


def tidy(mark: Span, text: str) -> Span:
    """The mark without spaces and stops at its ends, and without a quotation mark or bracket that
    has no partner in it.

    >>> tidy(Span(0, 9), "(a fire», —").of("(a fire», —")
    'a fire'
    """
    start, stop = mark.start, min(mark.stop, len(text))
    while start < stop:
        words = text[start:stop]
        if words[-1] in EDGES or (words[-1] in PAIRS and PAIRS[words[-1]] not in words[:-1]):
            stop -= 1
        elif words[0] in EDGES or any(
            words[0] == opened and closed not in words[1:] for closed, opened in PAIRS.items()
        ):
            start += 1
        else:
            return Span(start, stop)
    return mark


def _columns(members: Sequence[Member], look: Look, width: int) -> tuple[int, int]:
    """How wide the names and the days are drawn, so that they stand under each other; no wider
    than they are, where the width has no room for that."""
    names = [cell_len(look.spelt(safe(m.article.source.name))) for m in members]
    short = [name for name in names if name <= LONGEST_ALIGNED]
    days = [cell_len(published(m.article.published)) for m in members]
    name, when = max(short, default=0), max(days, default=0)
    return (name, when) if name + when + 6 <= width else (0, 0)


def _meta(member: Member, look: Look, width: int, columns: tuple[int, int]) -> RenderableType:
    """Source, language and date, aligned; then how surely and whose words, on lines of their own
    where they do not fit."""
    name = look.spelt(safe(member.article.source.name))
    issue = f"{member.annotated.statement.language}  " + look.sign(
        padded(published(member.article.published), columns[1])
    )
    facts = [
        CERTAINTY[member.certainty],
        look.sign("≠ denied") if member.is_denied else "",
        f"per {look.spelt(member.speaker)}" if member.speaker else "",
        f"reprint of {look.spelt(member.reprint_of)}" if member.reprint_of else "",
        f"+{count(member.more, 'statement')}" if member.more else "",
        f"also in {', '.join(member.also)}" if member.also else "",
    ]
    line = Text(padded(name, columns[0]), style="bold")
    if line.cell_len + 2 + cell_len(issue.rstrip()) <= width:
        line.append(f"  {issue}", style="not bold")
        facts = [*filter(None, facts)]
    else:
        facts = [issue.rstrip(), *filter(None, facts)]
    rows: list[RenderableType] = [line]
    while facts and line.cell_len + 2 + cell_len(facts[0]) <= width:
        fact = facts.pop(0)
        line.append("  ").append(fact, style="not bold italic" if _is_voice(fact) else "not bold")
    line.rstrip()
    for told in packed(facts, "  ", width - 4):
        rows.append(_hung(Text(look.sign("  · "), "dim"), Text(told)))
    return Group(*rows)


def _is_voice(fact: str) -> bool:
    return fact.startswith("per ")
