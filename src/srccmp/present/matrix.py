"""``diff --matrix``: every claim against every source, in five states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from srccmp.model import Relation, Stance, State
from srccmp.present.diff import Listing, footer, summary
from srccmp.present.look import Look
from srccmp.present.safe import safe, trimmed
from srccmp.present.stories import by_story
from srccmp.present.view import EVERYTHING, Index, Told, check, is_of, passing
from srccmp.present.words import STATES

NARROWEST_WHAT = 26  # cells of a claim's words beside the sources
WIDEST_NAME = 14  # of a source at the head of a column
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
            f"{side.letter} {trimmed(side.label, each)}"
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
        heads = _heads(index, keys, look)
        for block in _blocks(shown, keys, heads, look):
            parts += [_table(shown, block, heads, look), Text("")]
        parts += [*_legend(index, shown, keys, heads, look), Text("")]
    return Group(*parts, *footer(listed, shown, told, listing))


def _heads(index: Index, keys: Sequence[str], look: Look) -> Mapping[str, str]:
    """What stands above each column: the names, where they are short and few enough; else
    numbers, which the legend tells."""
    names = {key: index.origin(key) for key in keys}
    room = look.width - 9 - NARROWEST_WHAT
    whole = sum(max(len(name), 2) + 2 for name in names.values())
    if whole <= room and all(len(name) <= WIDEST_NAME for name in names.values()):
        return names
    return {key: str(number) for number, key in enumerate(keys, 1)}


def _blocks(
    told: Sequence[Told], keys: Sequence[str], heads: Mapping[str, str], look: Look
) -> list[list[str]]:
    """The columns by as many as the width has room for."""
    of_claim = [cells(each) for each in told]
    widths = {
        key: max(len(heads[key]), *(_width(found.get(key, SILENT)) for found in of_claim)) + 2
        for key in keys
    }
    room = look.width - 9 - NARROWEST_WHAT
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


def _table(
    told: Sequence[Told], keys: Sequence[str], heads: Mapping[str, str], look: Look
) -> RenderableType:
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("claim", no_wrap=True)
    table.add_column("what", overflow="fold", ratio=1)
    for key in keys:
        table.add_column(Text(heads[key]), no_wrap=True, min_width=len(heads[key]))
    room = 2 * max(NARROWEST_WHAT, look.width - 12 - 5 * len(keys)) - 4
    for each in told:
        found = cells(each)
        table.add_row(
            look.mark(each.verdict.relation),
            Text(each.short, style="bold"),
            Text(look.sign(label_of(each, room))),
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
    index: Index, told: Sequence[Told], keys: Sequence[str], heads: Mapping[str, str], look: Look
) -> list[RenderableType]:
    """What the signs, letters and numbers mean."""
    words = Text()
    for state in State:
        sign, plain, style = STATES[state]
        words.append("   " if words else "")
        words.append(sign if look.is_unicode else plain, style=style).append(f" {state.value}")
    lines: list[RenderableType] = [words]
    if any(len(each.sides) > 1 for each in told):
        lines.append(Text("A, B: in which position of a dispute; without a letter: in none"))
    if any(heads[key] != index.origin(key) for key in keys):
        named = [Text(f"{heads[key]} {index.origin(key)}", style="dim") for key in keys]
        lines.append(Columns(named, padding=(0, 3)))
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
