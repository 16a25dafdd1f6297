"""``diff --matrix``: every claim against every source, in five states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from srccmp.model import Relation, Stance, State
from srccmp.present.diff import Listing, footer, summary
from srccmp.present.filter import EVERYTHING, check, is_of, passing
from srccmp.present.look import Look, packed
from srccmp.present.safe import safe, trimmed
from srccmp.present.stories import by_story
from srccmp.present.view import Index, Told
from srccmp.present.words import STATES

NARROWEST_WHAT, WIDEST_WHAT = 16, 26  # columns that a claim's words have at least
WIDEST_NAME = 14  # columns of a source at the head of a column
SHORTEST_HEAD, LONGEST_HEAD = 3, 6  # columns of a name that is cut
WIDEST_CELL = 8  # columns: three positions; a source in more has several lines
GAP = 2
CONTESTED = (Relation.CONFLICT, Relation.UPDATE)

Row = dict[str, object]
COLUMNS = ["claim", "relation", "facet", "label", "story"]


@dataclass(frozen=True, slots=True)
class Cell:
    """How one source stands to one claim: a state for each letter of a position, "" where the
    claim has one position or the source takes no side."""

    sides: tuple[tuple[State, str], ...]

    @property
    def words(self) -> str:
        """
        >>> Cell(((State.ASSERTS, "A"), (State.DENIES, "B"))).words
        'asserts A; denies B'
        """
        return "; ".join(f"{state.value} {letter}".strip() for state, letter in self.sides)


def cells(told: Told) -> Mapping[str, Cell]:
    """By source key; who is not in it is silent."""
    letters = [side.letter for side in told.sides] if len(told.sides) > 1 else [""]
    return {stance.source: _cell(stance, letters) for stance in told.verdict.stances}


def _cell(stance: Stance, letters: Sequence[str]) -> Cell:
    sides = zip(stance.positions, stance.states, strict=True)
    found = tuple((state, letters[place]) for place, state in sides)
    return Cell(found or ((stance.state, ""),))


SILENT = Cell(((State.SILENT, ""),))


def sources_of(index: Index, named: Iterable[str] = ()) -> list[str]:
    """The keys of all sources, those asked for first, then by name."""
    names = tuple(named)
    articles = {article.source.key: article for article in index.comparison.articles}

    def place(key: str) -> tuple[bool, str, str]:
        article = articles[key]
        return not (names and is_of(article, names)), article.source.name.casefold(), key

    return sorted(articles, key=place)


def label_of(told: Told, room: int) -> str:
    """What the claim is about: its facet and positions where they are opposed, else its words."""
    if told.verdict.relation in CONTESTED and told.verdict.facet:
        each = max(12, (room - len(told.verdict.facet) - 2) // len(told.sides) - 5)
        sides = " / ".join(
            f"{side.letter} {trimmed(side.words, each)}"
            + (f" ({side.gloss})" if side.gloss else "")
            for side in told.sides
        )
        return f"{told.verdict.facet.value}: {sides}"
    return trimmed(told.central.annotated.statement.text, room)


# On the screen ---------------------------------------------------------------------------------


def matrix(index: Index, listing: Listing, look: Look) -> RenderableType:
    """The summary, then a row a claim and a column a source, in blocks where there are more than
    the width has room for; a story after the other."""
    check(index, listing.filter)
    return by_story(index, lambda part: _matrix(part, listing, look), look, has_facts=False)


def _matrix(index: Index, listing: Listing, look: Look) -> RenderableType | None:
    told = passing(index, listing.filter)
    if not told and index.is_part and listing.filter != EVERYTHING:
        return None
    listed = listing.listed(told)
    shown = listing.shown(told, index)
    keys = sources_of(index, listing.filter.sources)
    parts: list[RenderableType] = [*summary(index, told, look, listing.filter), Text("")]
    if shown:
        grid = _grid(index, shown, keys, look)
        for columns in grid.blocks:
            parts += [_table(shown, columns, grid, look), Text("")]
        parts += [*_legend(index, shown, keys, grid, look), Text("")]
    return Group(*parts, *footer(listed, shown, told, listing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """How the sources stand: ``heads`` and ``widths`` of their columns by key, in ``blocks`` as
    many as the screen has room for; ``fixed`` columns stand before the claims' words."""

    heads: Mapping[str, str]
    widths: Mapping[str, int]
    blocks: Sequence[Sequence[str]]
    fixed: int


def _grid(index: Index, told: Sequence[Told], keys: Sequence[str], look: Look) -> Grid:
    fixed = 1 + GAP + max(len("claim"), *(len(each.short) for each in told)) + GAP
    room = look.width - fixed - min(WIDEST_WHAT, max(NARROWEST_WHAT, look.width // 3))
    of_cells = dict.fromkeys(keys, 1)
    for each in told:
        for key, cell in cells(each).items():
            of_cells[key] = max(of_cells[key], min(_width(cell), WIDEST_CELL))
    names = {key: look.spelt(index.origin(key)) for key in keys}
    choices = [names] if max(map(cell_len, names.values())) <= WIDEST_NAME else []
    choices += [shortened(names), _numbered(names)]
    drawn = []
    for heads in choices:
        widths = _widths(heads, of_cells)
        blocks = _blocks(keys, widths, room)
        drawn.append(Grid(heads=heads, widths=widths, blocks=blocks, fixed=fixed))
    # Names that are whole, or cut, are read more easily than numbers, but not in more blocks.
    return min(drawn, key=lambda grid: len(grid.blocks))


def _widths(heads: Mapping[str, str], of_cells: Mapping[str, int]) -> dict[str, int]:
    """Of each column, with the gap before it."""
    return {key: GAP + max(cell_len(head), of_cells[key]) for key, head in heads.items()}


def shortened(names: Mapping[str, str]) -> dict[str, str]:
    """The beginnings of the names, as long as it takes to tell them apart; where that is too long,
    numbers. The legend tells what they mean.

    >>> shortened({"a": "Harbour Daily", "b": "Harvest"})
    {'a': 'Harb', 'b': 'Harv'}
    >>> shortened({"a": "The Harbour", "b": "The Harvest"})
    {'a': '1', 'b': '2'}
    """
    for length in range(SHORTEST_HEAD, LONGEST_HEAD + 1):
        heads = {key: _beginning(name, length) for key, name in names.items()}
        if len({head.casefold() for head in heads.values()}) == len(heads) and all(heads.values()):
            return heads
    return _numbered(names)


def _numbered(names: Mapping[str, str]) -> dict[str, str]:
    return {key: str(number) for number, key in enumerate(names, 1)}


def _beginning(name: str, cells_wide: int) -> str:
    """So many columns of a name, its last letter with all its marks."""
    found = ""
    for letter in name:
        if cell_len(found + letter) > cells_wide:
            break
        found += letter
    return found.strip()


def _blocks(keys: Sequence[str], widths: Mapping[str, int], room: int) -> list[list[str]]:
    """The columns in as few blocks as the room allows, all about equally wide."""
    fewest = len(_filled(keys, widths, room))
    narrow = max(widths.values(), default=0)
    limit = min(
        (n for n in range(narrow, room + 1) if len(_filled(keys, widths, n)) == fewest),
        default=room,
    )
    return _filled(keys, widths, limit)


def _filled(keys: Sequence[str], widths: Mapping[str, int], room: int) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    used = 0
    for key in keys:
        if blocks[-1] and used + widths[key] > room:
            blocks.append([])
            used = 0
        blocks[-1].append(key)
        used += widths[key]
    return blocks


def _width(cell: Cell) -> int:
    return sum(1 + len(letter) for _, letter in cell.sides) + len(cell.sides) - 1


def _table(told: Sequence[Told], keys: Sequence[str], grid: Grid, look: Look) -> RenderableType:
    what = look.width - grid.fixed - sum(grid.widths[key] for key in keys)
    table = Table(box=None, header_style="dim", padding=(0, GAP, 0, 0), pad_edge=False)
    table.add_column("", width=1, no_wrap=True)
    table.add_column("claim", width=grid.fixed - 1 - 2 * GAP, no_wrap=True)
    table.add_column("what", width=what, overflow="fold")
    for key in keys:
        table.add_column(Text(grid.heads[key]), width=grid.widths[key] - GAP, overflow="fold")
    for each in told:
        found = cells(each)
        table.add_row(
            look.mark(each.verdict.relation),
            Text(each.short, style="bold"),
            Text(look.fitted(label_of(each, 2 * what - 4), 2 * what)),
            *(_drawn(found.get(key, SILENT), look) for key in keys),
        )
    return table


def _drawn(cell: Cell, look: Look) -> Text:
    text = Text()
    for state, letter in cell.sides:
        sign, plain, style = STATES[state]
        text.append(" " if text else "")
        text.append(f"{sign if look.is_unicode else plain}{letter}", style=style)
    return text


def _legend(
    index: Index, told: Sequence[Told], keys: Sequence[str], grid: Grid, look: Look
) -> list[RenderableType]:
    """What the signs, letters and short heads mean."""
    words = Text()
    for state in State:
        sign, plain, style = STATES[state]
        words.append("   " if words else "")
        words.append(sign if look.is_unicode else plain, style=style).append(f" {state.value}")
    lines: list[RenderableType] = [words]
    if any(len(each.sides) > 1 for each in told):
        lines.append(Text("A, B: in which position of a dispute; without a letter: in none"))
    names = {key: look.spelt(index.origin(key)) for key in keys}
    named = [f"{grid.heads[key]} = {names[key]}" for key in keys if grid.heads[key] != names[key]]
    lines += [Text(line, style="dim") for line in packed(named, "   ", look.width)]
    return lines


# As rows ---------------------------------------------------------------------------------------


def rows(
    index: Index, told: Iterable[Told], named: Iterable[str] = ()
) -> tuple[list[Row], list[str]]:
    """A row a claim with a column a source (its key), and the names of the columns. A source that
    is not of the claim's story has an empty cell."""
    keys = sources_of(index, named)
    of_story: dict[str, set[str]] = {}
    for article in index.comparison.articles:
        of_story.setdefault(article.story, set()).add(article.source.key)
    heads: dict[str, str] = {}
    for key in keys:  # an article may call its source what it likes, one of our columns too
        heads[key] = safe(key)
        while heads[key] in COLUMNS or list(heads.values()).count(heads[key]) > 1:
            heads[key] += " (source)"
    found: list[Row] = []
    for each in told:
        stands = cells(each)
        row: Row = {
            "claim": each.claim.id,
            "relation": each.verdict.relation.value,
            "facet": each.verdict.facet.value if each.verdict.facet else "",
            "label": label_of(each, 200),
            "story": each.claim.story,
        }
        for key in keys:
            is_there = key in of_story[each.claim.story]
            row[heads[key]] = stands.get(key, SILENT).words if is_there else ""
        found.append(row)
    return found, [*COLUMNS, *heads.values()]
