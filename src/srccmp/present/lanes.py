"""The timeline's plot in the letters of a terminal: a line a source, and the axis below."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.text import Text

from srccmp.present.axis import Axis, Kind, Lane, Mark, Plot
from srccmp.present.look import Look

# Sign, its twin where the output has ASCII alone, style, meaning. Of two in one cell the first.
SIGNS: dict[str, tuple[str, str, str, str]] = {
    "clash": ("⊗", "X", "bold red", "✗ and ○"),
    "dispute": ("✗", "x", "bold red", "times conflict"),
    "both": ("◉", "@", "bold", "● and ○"),
    "event": ("●", "*", "bold", "told event"),
    "paper": ("○", "o", "cyan", "published"),
    "within": ("─", "-", "", "vague time"),
    "issued": ("┄", ".", "cyan", "vague time"),
    "gap": ("┊", ":", "dim", "time left out"),
}
LABEL = 24  # columns of a source's name at most


def sign(look: Look, name: str) -> str:
    unicode, plain, _, _ = SIGNS[name]
    return unicode if look.is_unicode else plain


def label_room(names: Iterable[str], look: Look) -> int:
    """Columns for the names of the lanes."""
    return min(LABEL, look.width // 4, max(map(cell_len, names), default=0))


def key(look: Look, used: Iterable[str]) -> Text:
    """What the signs mean, of those that are ``used``."""
    by_meaning: dict[str, list[str]] = {}
    for name in SIGNS:
        if name in used:
            by_meaning.setdefault(SIGNS[name][3], []).append(name)
    plain = str.maketrans({one: other for one, other, *_ in SIGNS.values()})
    told = Text()
    for meaning, names in by_meaning.items():
        told.append("   " if told else "")
        for name in names:
            told.append(f"{sign(look, name)} ", style=SIGNS[name][2])
        told.append(meaning if look.is_unicode else meaning.translate(plain), style="dim")
    return told


def used_signs(plot: Plot, room: int) -> frozenset[str]:
    """The names of the signs that are on the plot."""
    found = {name for lane in plot.lanes for name in _cells(lane, plot.axis, room) if name}
    return frozenset(found)


def drawn(plot: Plot, look: Look, labels: int) -> RenderableType:
    """A line a lane, then the axis: the numbers of days, then months and years."""
    room = look.width - labels - 1
    lines = []
    for lane in plot.lanes:
        line = Text(set_cell_size(_fitted(lane.name, labels, look), labels) + " ")
        for name in _cells(lane, plot.axis, room):
            style = SIGNS[name][2] if name else ""
            line.append(sign(look, name) if name else " ", style=style)
        line.rstrip()
        lines.append(line)
    lines += _axis(plot.axis, look, room, labels)
    return Group(*lines)


def _fitted(name: str, room: int, look: Look) -> str:
    """The name in so many columns, with "…" where it is cut. Where the output has no such letters
    they are spelt in its own now: later they would move what stands behind them."""
    if not look.is_unicode:
        from anyascii import anyascii

        name = anyascii(name)
    if cell_len(name) <= room:
        return name
    dots = look.sign("…")
    return set_cell_size(name, room - len(dots)).rstrip() + dots


def column(place: float, room: int) -> int:
    """
    >>> column(0.0, 80), column(0.5, 80), column(1.0, 80)
    (0, 40, 79)
    """
    return min(room - 1, max(0, int(place * room + 1e-9)))


def _cells(lane: Lane, axis: Axis, room: int) -> list[str]:
    """The name of each column's sign, "" where it has none."""
    layers: list[set[str]] = [set() for _ in range(room)]
    for place in axis.breaks:
        layers[column(place, room)].add("gap")
    for mark in lane.marks:
        _put(mark, axis, layers)
    return [_shown(layer) for layer in layers]


def _put(mark: Mark, axis: Axis, layers: list[set[str]]) -> None:
    room = len(layers)
    name = "paper" if mark.kind is Kind.PUBLISHED else "event"
    if mark.is_disputed:
        name = "dispute"
    if not mark.is_vague:
        layers[column(axis.point(mark), room)].add(name)
        return
    start, stop = axis.span(mark.when)
    first = column(start, room)
    last = max(first, column(stop - 1 / (2 * room), room))  # a stretch ends before its last edge
    for at in range(first, last + 1):
        layers[at].add("issued" if mark.kind is Kind.PUBLISHED else "within")
    if mark.kind is Kind.PUBLISHED:  # surely by the end, which may lie in a break
        layers[max(first, column(axis.end(mark.when) - 1 / (2 * room), room))].add(name)
    elif mark.is_disputed:
        layers[(first + last) // 2].add(name)


def _shown(layer: set[str]) -> str:
    if "paper" in layer and "dispute" in layer:
        return "clash"
    if "paper" in layer and "event" in layer:
        return "both"
    return next((name for name in SIGNS if name in layer), "")


def _axis(axis: Axis, look: Look, room: int, labels: int) -> list[Text]:
    line = ["─" if look.is_unicode else "-"] * room
    for place in axis.breaks:
        line[column(place, room)] = sign(look, "gap")
    days, months = [" "] * room, [" "] * room
    for tick in axis.ticks:
        at = column(tick.place, room)
        at = max(0, min(at, room - len(tick.label)))
        row = days if tick.is_day else months
        if all(letter == " " for letter in row[max(0, at - 1) : at + len(tick.label) + 1]):
            row[at : at + len(tick.label)] = tick.label
            if tick.is_day:
                line[column(tick.place, room)] = "┬" if look.is_unicode else "+"
    indent = " " * (labels + 1)
    return [Text(f"{indent}{''.join(row).rstrip()}", style="dim") for row in (line, days, months)]
