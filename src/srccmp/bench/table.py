"""The report for the eye: tables for a terminal and for Markdown, and the pairs that went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from srccmp.bench.counts import PRECISION, Count, Figure, Table, figures, percent
from srccmp.bench.outcomes import TOLD, Outcome, Side
from srccmp.bench.report import Report, counted
from srccmp.present.look import Look
from srccmp.present.plain import escaped
from srccmp.present.safe import safe
from srccmp.present.words import count

Cells = dict[str, dict[str, Count]]  # by row and name

FIGURE_COLUMNS: Final = ["story", "table", "row", "figure", "hits", "of", "share", "low", "high"]
FAILURE_COLUMNS: Final = [
    "story", "place", "relation", "kind", "soft", "languages", "lost", "aligned", "told",
    "a", "a_quote", "b", "b_quote", "findings",
]  # fmt: skip

TOTALS: Final = {
    PRECISION: "reported conflicts marked as conflict",
    "conflicts": "marked conflicts found",
    "conflicts_typed": "… by a facet of their kind",
    "aligned": "agree and conflict pairs in one claim",
    "updates": "updates found as such",
    "compatibles": "compatible pairs in one claim, no conflict",
    "false_on_agree": "false conflicts on agree",
    "false_on_compatible": "false conflicts on compatible",
    "false_on_update": "false conflicts on update",
    "false_on_unrelated": "false conflicts on unrelated",
    "unrelated_joined": "unrelated pairs in one claim",
}
UNMARKED: Final = (
    "A pair that nobody marked is no negative: precision is that of the marked pairs alone. "
    "A finding that is unclear is no conflict. Found: of the marked conflicts; false: conflicts on "
    "pairs marked agree, update or compatible."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as words; the first column is on the left, the others on the right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def headline(report: Report) -> str:
    articles = sum(story.articles for story in report.stories)
    soft = f", {report.soft} of them soft" if report.soft else ""
    return (
        f"{count(len(report.outcomes), 'marked pair')}{soft}, in "
        f"{count(len(report.stories), 'story', 'stories')} of {count(articles, 'article')}; "
        f"encoder {safe(report.options.encoder)}"
    )


def summary(report: Report) -> str:
    """The most important figures in one sentence."""
    cells = cells_of(report.figures, Table.TOTALS)["all"]
    sure = cells[PRECISION]
    return (
        f"Conflicts found: {cells['conflicts']}, {cells['conflicts_typed'].hits} by a facet of "
        f"their kind. Precision: {sure}{_between(sure)}. False conflicts on agreeing pairs: "
        f"{cells['false_on_agree']}{_between(cells['false_on_agree'])}. "
        f"Agree and conflict pairs in one claim: {cells['aligned']}."
    )


def remarks(report: Report) -> tuple[str, ...]:
    """What has to be known to read the tables."""
    cells = cells_of(report.figures, Table.TOTALS)["all"]
    found = [UNMARKED]
    if report.soft:
        found.append(
            "Soft pairs, on which careful readers may differ, are left out of the tables: "
            f"conflicts found {cells['soft_conflicts']}, agree and conflict pairs in one claim "
            f"{cells['soft_aligned']}."
        )
    if lost := cells["lost"].hits:
        found.append(f"{count(lost, 'pair')} with a quote that is in no statement: not aligned.")
    return tuple(found)


def _between(share: Count) -> str:
    return f" [{interval(share)}]" if share.of else ""


def interval(share: Count) -> str:
    """The 95 % interval of a share.

    >>> interval(Count(0, 20)), interval(Count(0, 0))
    ('0–16 %', '')
    """
    ends = share.interval
    if ends is None:
        return ""
    low, high = (percent(end).removesuffix(" %") for end in ends)
    return f"{low}–{high} %"


def cells_of(cells: Sequence[Figure], table: Table) -> Cells:
    found: Cells = {}
    for each in cells:
        if each.table is table:
            found.setdefault(each.row, {})[each.name] = each.count
    return found


# Grids -----------------------------------------------------------------------------------------


def grids(report: Report) -> tuple[Grid, ...]:
    """The tables; those that would have no row are left out."""
    cells = report.figures
    made = (
        _relations(cells_of(cells, Table.RELATIONS)),
        _kinds(cells_of(cells, Table.KINDS)),
        _facets(cells_of(cells, Table.FACETS)),
        _languages(cells_of(cells, Table.LANGUAGES)),
        _totals(cells_of(cells, Table.TOTALS)["all"]),
    )
    return tuple(grid for grid in made if grid.rows)


def _relations(cells: Cells) -> Grid:
    return Grid(
        title="By marked relation: what is told of the pairs",
        columns=("marked", "pairs", "in one claim", *TOLD),
        rows=tuple(
            (
                relation,
                str(row["aligned"].of),
                _short(row["aligned"]),
                *(str(row[told].hits) for told in TOLD),
            )
            for relation, row in cells.items()
        ),
    )


def _kinds(cells: Cells) -> Grid:
    names = ("aligned", "found", "typed")
    rows = {**cells, "all": _sums(cells, (*names, "typed_of_aligned"))} if cells else {}
    return Grid(
        title="Marked conflicts, by kind",
        columns=("kind", "pairs", "in one claim", "found", "by its facet", "of those in one claim"),
        rows=tuple(
            (
                kind,
                str(row["found"].of),
                *(_short(row[name]) for name in names),
                _short(row["typed_of_aligned"]).partition(" ")[2].strip("()"),
            )
            for kind, row in rows.items()
        ),
    )


def _facets(cells: Cells) -> Grid:
    return Grid(
        title="Reported conflicts, by the facet that tells them",
        columns=("facet", "pairs", "marked as conflict", "of a kind it fits"),
        rows=tuple(
            (facet, str(row[PRECISION].of), _short(row[PRECISION]), _short(row["fitting"]))
            for facet, row in cells.items()
        ),
    )


def _languages(cells: Cells) -> Grid:
    return Grid(
        title="By the languages of the two sides",
        columns=(
            "languages",
            "pairs",
            "in one claim",
            "found",
            "precision",
            "false",
            "… on unrelated",
        ),
        rows=tuple(
            (
                safe(pair),
                str(row["pairs"].hits),
                _bare(row["aligned"]),
                *(_full(row[name]) for name in ("found", PRECISION)),
                *(_bare(row[name]) for name in ("false", "false_on_unrelated")),
            )
            for pair, row in cells.items()
        ),
    )


def _totals(row: dict[str, Count]) -> Grid:
    return Grid(
        title="Precision and recall",
        columns=("of the marked pairs", "pairs", "share", "95 % interval"),
        rows=tuple(
            (words, _bare(row[name]), percent(share), interval(row[name]))
            for name, words in TOTALS.items()
            if (share := row[name].share) is not None
        ),
    )


def _sums(cells: Cells, names: Sequence[str]) -> dict[str, Count]:
    return {name: sum((row[name] for row in cells.values()), Count(0, 0)) for name in names}


def _full(cell: Count) -> str:
    return str(cell) if cell.of else ""


def _bare(cell: Count) -> str:
    return f"{cell.hits}/{cell.of}" if cell.of else ""


def _short(cell: Count) -> str:
    """Without the denominator, which stands beside it.

    >>> _short(Count(3, 4))
    '3 (75 %)'
    """
    return str(cell.hits) if cell.share is None else f"{cell.hits} ({percent(cell.share)})"


# Pictures --------------------------------------------------------------------------------------


def bench(report: Report, look: Look, *, has_failures: bool = False) -> RenderableType:
    """The tables, what has to be known to read them, the summary; after these the pairs that went
    wrong if asked for."""
    parts: list[RenderableType] = [Text(look.sign(headline(report)), style="bold"), Text("")]
    for grid in grids(report):
        parts += [Text(grid.title, style="bold cyan"), _table(grid, look), Text("")]
    parts += [Text(look.sign(words), style="dim") for words in remarks(report)]
    parts += [Text(""), Text(look.sign(summary(report)))]
    if has_failures:
        for story in report.stories:
            parts += failures(story.name, story.outcomes, look)
    return Group(*parts)


GAP: Final = 2  # between two columns, and before the first


def _table(grid: Grid, look: Look) -> RenderableType:
    # Without a box, as the other tables are.
    table = RichTable(box=None, header_style="dim", padding=(0, GAP, 0, 0))
    cells = [max(map(len, column)) for column in zip(*grid.rows, strict=True)]
    names = [max(map(len, name.split())) for name in grid.columns]
    least = [max(pair) for pair in zip(cells, names, strict=True)]
    most = [max(cell, len(name)) for cell, name in zip(cells, grid.columns, strict=True)]
    room = look.width - GAP * (len(cells) + 1)
    if sum(least) > room:
        return _lines(grid, look)
    for place, name in enumerate(grid.columns):
        table.add_column(
            Text(look.sign(name)),
            justify="right" if place else "left",
            overflow="fold",
            vertical="bottom",
            # Where it is narrow, the names go onto several lines before a figure does.
            max_width=least[place] if sum(most) > room else None,
        )
    for row in grid.rows:
        style = "bold" if row[0] == "all" else ""
        table.add_row(*(Text(look.sign(cell)) for cell in row), style=style)
    return Padding(table, (0, 0, 0, GAP))


def _lines(grid: Grid, look: Look) -> RenderableType:
    """A table for which there is no room, as a paragraph a row."""
    parts = []
    for head, *cells in grid.rows:
        told = (
            f"{name} {cell}" for name, cell in zip(grid.columns[1:], cells, strict=True) if cell
        )
        line = Text(look.sign(head), style="bold")
        line.append(look.sign(f": {', '.join(told)}"), style="not bold")
        parts.append(Padding(line, (0, 0, 0, GAP)))
    return Group(*parts)


def failures(story: str, outcomes: Sequence[Outcome], look: Look) -> Iterator[RenderableType]:
    """A block a pair that went wrong: the mark, the quotes with their statements, the findings."""
    for outcome in outcomes:
        if outcome.is_failure:
            yield Text("")
            yield from _failure(story, outcome, look)


def _failure(story: str, outcome: Outcome, look: Look) -> Iterator[RenderableType]:
    row = outcome.row
    soft = ", soft" if row.soft else ""
    line = Text(look.sign("✗ "), style="bold red")
    line.append(f"{safe(story)}: {row.relation} {look.sign('·')} {row.kind}{soft}", style="bold")
    line.append(f" {look.sign('→')} {where_of(outcome)}")
    yield line
    for name, quote, side in (
        (row.a, row.a_quote, outcome.left),
        (row.b, row.b_quote, outcome.right),
    ):
        yield from _quoted(name, quote, side, look)
    if outcome.claims:
        yield Padding(Text(f"claims with both: {', '.join(outcome.claims)}"), (0, 0, 0, 2))
    # Two statements of one article may tell the same in the same words.
    for said in dict.fromkeys(outcome.said):
        words = " / ".join(f"{look.sign('“')}{safe(each)}{look.sign('”')}" for each in said.words)
        beside = "" if said.inside else " (beside the quotes)"
        told = (
            f"{said.relation} {look.sign('·')} {said.facet}: {words}: {safe(said.reason)}{beside}"
        )
        yield Padding(Text(told), (0, 0, 0, 2))


def _quoted(name: str, quote: str, side: Side, look: Look) -> Iterator[RenderableType]:
    line = Text(f"{safe(name)}: ", style="cyan")
    line.append(look.sign("“") + safe(quote).strip() + look.sign("”"), style="not bold default")
    yield Padding(line, (0, 0, 0, 2))
    for text in side.texts:
        yield Padding(Text(safe(text).strip(), style="dim"), (0, 0, 0, 6))


def markdown(report: Report, *, has_failures: bool = False) -> str:
    """The tables for pasting; after these a line a pair that went wrong if asked for."""
    parts = [_plain(headline(report))]
    for grid in grids(report):
        head = f"| {' | '.join(grid.columns)} |"
        rule = "|" + "|".join([" --- ", *(" ---: " for _ in grid.columns[1:])]) + "|"
        rows = [f"| {' | '.join(map(_plain, row))} |" for row in grid.rows]
        parts += [f"### {grid.title}", "\n".join([head, rule, *rows])]
    parts += [_plain(words) for words in (*remarks(report), summary(report))]
    if has_failures:
        parts.append("### Pairs that went wrong")
        parts += [
            _bullet(story.name, outcome)
            for story in report.stories
            for outcome in story.outcomes
            if outcome.is_failure
        ]
    return "\n\n".join(parts) + "\n"


def _bullet(story: str, outcome: Outcome) -> str:
    row = outcome.row
    quotes = " / ".join(
        f"{escaped(name)}: “{escaped(quote).strip()}”"
        for name, quote in ((row.a, row.a_quote), (row.b, row.b_quote))
    )
    said = "".join(f"; {each.relation} of {each.facet}" for each in outcome.said)
    soft = ", soft" if row.soft else ""
    where = where_of(outcome)
    return f"- {escaped(story)}, {row.relation}, {row.kind}{soft}, {where}: {quotes}{said}"


def where_of(outcome: Outcome) -> str:
    return "lost" if outcome.is_lost else "in one claim" if outcome.is_aligned else "apart"


def _plain(words: str) -> str:
    """Our own words hold no sign of Markdown but these."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("[", "\\[").replace("|", "\\|")


# Rows of plain values --------------------------------------------------------------------------


def figure_rows(report: Report) -> list[dict[str, object]]:
    """One row a figure: those of all stories together (story ""), then those of each."""
    parts = [("", report.figures)]
    parts += [(safe(story.name), figures(story.outcomes)) for story in report.stories]
    return [
        {
            "story": name,
            "table": each.table.value,
            "row": each.row,
            "figure": each.name,
            **counted(each.count),
        }
        for name, part in parts
        for each in part
    ]


def failure_rows(data: Sequence[dict[str, Any]]) -> list[dict[str, object]]:
    """One row a pair of `report.failure`, its findings in one cell."""
    return [
        {
            name: safe(value) if isinstance(value, str) else value
            for name, value in {
                **row,
                "findings": "; ".join(
                    f"{said['relation']} {said['facet']}: {said['reason']}"
                    for said in row["findings"]
                ),
            }.items()
        }
        for row in data
    ]
