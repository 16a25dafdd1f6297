"""The timeline as an SVG for the report: the same lanes and marks as the terminal's plot, drawn by
Altair and vl-convert."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from rich.cells import cell_len, set_cell_size

from srccmp.errors import MissingExtra
from srccmp.present.axis import Axis, Kind, Lane, Mark, Plot, described, plot
from srccmp.present.events import events_of
from srccmp.present.filter import EVERYTHING, entries
from srccmp.present.safe import safe, trimmed
from srccmp.present.timeline import summary
from srccmp.present.view import Index

if TYPE_CHECKING:
    import altair

WIDTH = 960  # pixels, which a reader scrolls along on a phone: scaled down nobody could read it
LETTER = 6.6  # pixels of a letter of a label, with some to spare
LABEL = 26  # letters of a source's name at most
LANES = 40
HEAD, FOOT = 34, 44  # pixels for the key above and the axis below
ROW = 13  # pixels of one row of marks within a lane
PAD = 14  # pixels between two lanes
ROWS = 8  # of marks of one lane; more are drawn upon each other
DOT = 11  # pixels that a mark takes
TITLE = 240  # letters of a mark's title

# Vega writes a colour into every element. These stand for classes, and are none of its own.
COLOURS = {
    "ink": "#010201",
    "soft": "#010202",
    "grid": "#010203",
    "event": "#010204",
    "paper": "#010205",
    "relation-conflict": "#010206",
}
CLASSES = {colour: name for name, colour in COLOURS.items()}
SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
# What is taken over of what Vega writes.
DRAWN = frozenset(
    (
        *("d", "x", "x1", "x2", "y", "y1", "y2", "transform", "text-anchor", "font-family"),
        *("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size"),
    )
)
SHAPES = {"event": "circle", "paper": "circle", "relation-conflict": "cross"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is drawn of a mark, in pixels: a dot, or a line from ``x`` to ``x2``; ``name`` is its
    class. ``href`` and ``title`` are empty where it is only a sign of the key."""

    name: str
    x: float
    y: float
    x2: float | None = None
    href: str = ""
    title: str = ""
    is_dashed: bool = False


def timeline_svg(index: Index) -> str | None:
    """The timeline of a comparison (of one story: ``index.within``) as an SVG element; None where
    nothing has a date. The same bytes each time. Raises `MissingExtra` without altair and
    vl-convert.

    It is 960 pixels wide by its attributes and scales by its ``viewBox``; put it into a box that
    scrolls. It has no script, style, id or reference to elsewhere. Each mark is a link, to
    ``#claim-<id>`` (``#statement-<id>`` where no claim has it) or ``#article-<id>``, with a title.
    All is drawn in ``currentColor``, so a sheet sets ``color`` for these classes: ``ink`` (names),
    ``soft`` (labels of the axis and the key), ``grid`` (lines), ``event``, ``paper`` (a
    publication), ``relation-conflict`` (times conflict). The element's own class is
    ``timeline-chart``, a link's ``mark``.
    """
    events, papers = events_of(index, entries(index, EVERYTHING))
    names = [safe(article.source.name) for article in index.comparison.articles]
    left = 12 + LETTER * min(LABEL, max(15, *map(cell_len, names)))
    room = int((WIDTH - left - 10) / LETTER)
    found = plot(index, events, papers, room=room, most=LANES)
    if found is None:
        return None
    drawn = _drawn(index, found, left)
    return _finished(_vega(drawn), _titled(found), summary(index, events, papers))


def _titled(found: Plot) -> str:
    stretches = found.axis.stretches
    first, last = stretches[0].first, stretches[-1].last
    years = f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    return f"Timeline, {years}: who tells of what, and when each source published"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """All that is drawn; texts as (x, y, words, class), lines as (x, y, x2, y2, class)."""

    height: float
    shapes: tuple[Shape, ...]
    texts: tuple[tuple[float, float, str, str], ...]
    lines: tuple[tuple[float, float, float, float], ...]
    breaks: tuple[float, ...]


def _drawn(index: Index, found: Plot, left: float) -> _Drawing:
    wide = WIDTH - left - 10
    shapes: list[Shape] = []
    texts: list[tuple[float, float, str, str]] = []
    lines: list[tuple[float, float, float, float]] = []
    top = float(HEAD)
    for lane in found.lanes:
        placed = _placed(index, lane, found.axis, left, wide)
        rows = max((row for row, _ in placed), default=0) + 1
        middle = top + PAD / 2 + rows * ROW / 2
        texts.append((0, middle, _name(lane), "ink"))
        lines.append((left, top + PAD / 2 + rows * ROW + PAD / 2, left + wide, 0))
        for row, shape in placed:
            here = replace(shape, y=top + PAD / 2 + (row + 0.5) * ROW)
            shapes += [here, *_sign(here)]
        top += rows * ROW + PAD
    for tick in found.axis.ticks:
        x = min(left + tick.place * wide, WIDTH - LETTER * len(tick.label))
        texts.append((x, top + (16 if tick.is_day else 32), tick.label, "soft"))
        if tick.is_day:
            lines.append((x, top, x, top + 6))
    signs, words = _key(found)
    return _Drawing(
        height=top + FOOT,
        shapes=(*signs, *shapes),
        texts=(*words, *texts),
        lines=tuple((x, y, x2, y2 or y) for x, y, x2, y2 in lines),
        breaks=tuple(left + place * wide for place in found.axis.breaks),
    )


def _name(lane: Lane) -> str:
    return lane.name if cell_len(lane.name) <= LABEL else f"{set_cell_size(lane.name, LABEL - 1)}…"


def _sign(shape: Shape) -> list[Shape]:
    """The sign upon a line: its colour must not be all that tells what it is."""
    if shape.x2 is None or shape.name == "event":
        return []
    at = shape.x2 if shape.name == "paper" else (shape.x + shape.x2) / 2
    return [replace(shape, x=at, x2=None, href="", title="")]


def _placed(
    index: Index, lane: Lane, axis: Axis, left: float, wide: float
) -> list[tuple[int, Shape]]:
    """The shapes of a lane, each in the first row in which nothing is in its way."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for mark in sorted(lane.marks, key=lambda mark: axis.span(mark.when)):
        shape = _shape(index, mark, axis, left, wide)
        start, stop = shape.x - DOT / 2, (shape.x2 or shape.x) + DOT / 2
        row = next(
            (
                n
                for n, row in enumerate(taken)
                if all(stop <= begin or end <= start for begin, end in row)
            ),
            len(taken),
        )
        row = min(row, ROWS - 1)
        if row == len(taken):
            taken.append([])
        taken[row].append((start, stop))
        found.append((row, shape))
    return found


def _shape(index: Index, mark: Mark, axis: Axis, left: float, wide: float) -> Shape:
    name = "paper" if mark.kind is Kind.PUBLISHED else "event"
    event = mark.event
    if mark.article:
        href = f"#article-{mark.article}"
    elif event is not None and event.claims:
        href = f"#claim-{event.claims[0]}"
    else:
        href = f"#statement-{mark.when.statements[0]}"
    x, x2 = axis.point(mark), None
    if mark.is_vague:
        x, end = axis.span(mark.when)
        end = max(end, axis.end(mark.when)) if mark.kind is Kind.PUBLISHED else end
        x2 = max(left + end * wide, left + x * wide + DOT)
    return Shape(
        name="relation-conflict" if mark.is_disputed else name,
        x=left + x * wide,
        y=0.0,
        x2=x2,
        href=href,
        title=trimmed(described(index, mark), TITLE),
        is_dashed=mark.kind is Kind.PUBLISHED,
    )


def _key(found: Plot) -> tuple[list[Shape], list[tuple[float, float, str, str]]]:
    """A sign and its meaning, of those that are drawn."""
    marks = [mark for lane in found.lanes for mark in lane.marks]
    used = [
        ("event", "told event", False, any(m.kind is Kind.EVENT for m in marks)),
        ("paper", "published", False, any(m.kind is Kind.PUBLISHED for m in marks)),
        ("relation-conflict", "times conflict", False, any(m.is_disputed for m in marks)),
        ("event", "vague time", True, any(m.is_vague for m in marks)),
    ]
    shapes, texts, x, y = [], [], 8.0, 12.0
    for name, meaning, is_line, is_used in used:
        if is_used:
            end = x + 18 if is_line else None
            shapes.append(Shape(name=name, x=x - 4 if is_line else x, y=y, x2=end))
            at = (end or x) + 9
            texts.append((at, y, meaning, "soft"))
            x = at + LETTER * len(meaning) + 24
    if found.axis.breaks:
        texts.append((x, y, "┊ time left out", "soft"))
    return shapes, texts


def _vega(drawing: _Drawing) -> str:
    """The drawing as Vega writes it."""
    try:
        import altair
        import vl_convert  # noqa: F401 - altair calls it, and tells less well that it is missing
        from altair.utils.schemapi import debug_mode
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"the report's timeline needs {error.name}", hint="pip install 'srccmp[report]'"
        ) from error
    # Else altair checks each part again as it is put together, which takes most of the time; the
    # whole is checked when it is saved.
    with debug_mode(False):
        chart = _chart(altair, drawing)
    file = io.StringIO()
    chart.save(file, format="svg")
    return file.getvalue()


def _chart(alt: Any, drawing: _Drawing) -> altair.LayerChart:
    """A chart whose scales are pixels: where all stands is decided before."""
    grid = COLOURS["grid"]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[drawing.height, 0], nice=False, zero=False))
    link = {"href": "href:N", "description": "title:N"}
    ends = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    layers = [
        alt.Chart(_data(alt, [_line(*each) for each in drawing.lines]))
        .mark_rule(color=grid, opacity=0.35)
        .encode(**ends),
        alt.Chart(
            _data(
                alt,
                [_line(at, HEAD, at, drawing.height - FOOT) for at in drawing.breaks],
            )
        )
        .mark_rule(color=grid, opacity=0.8, strokeDash=[2, 4])
        .encode(**ends),
    ]
    for name, size in (("ink", 12), ("soft", 11)):
        rows = [
            {"x": round(at, 1), "y": round(y_at, 1), "words": words}
            for at, y_at, words, kind in drawing.texts
            if kind == name
        ]
        layers.append(
            alt.Chart(_data(alt, rows))
            .mark_text(
                align="left", baseline="middle", fontSize=size, font="sans-serif",
                color=COLOURS[name], limit=0,
            )
            .encode(x=x, y=y, text="words:N")
        )  # fmt: skip
    for name, shape in SHAPES.items():
        own = [each for each in drawing.shapes if each.name == name]
        for is_dashed in (False, True):
            spans = [each for each in own if each.x2 is not None and each.is_dashed is is_dashed]
            layers.append(
                alt.Chart(_data(alt, [_row(each) for each in spans]))
                .mark_rule(
                    color=COLOURS[name], strokeWidth=4, strokeCap="butt", opacity=1,
                    strokeDash=[4, 3] if is_dashed else [1, 0],
                )
                .encode(x=x, y=y, x2="x2:Q", **link)
            )  # fmt: skip
        dots = [each for each in own if each.x2 is None]
        layers.append(
            alt.Chart(_data(alt, [_row(each) for each in dots]))
            .mark_point(
                shape=shape, filled=name != "paper", color=COLOURS[name], opacity=1,
                size=110 if shape == "cross" else 70, strokeWidth=2,
                angle=45 if shape == "cross" else 0,
            )
            .encode(x=x, y=y, **link)
        )  # fmt: skip
    chart: altair.LayerChart = (
        alt.layer(*layers)
        .properties(width=WIDTH, height=drawing.height, padding=0)
        .configure_view(stroke=None, fill=None)
    )
    return chart


def _data(alt: Any, rows: Sequence[dict[str, object]]) -> Any:
    return alt.Data(values=list(rows))


def _line(x: float, y: float, x2: float, y2: float) -> dict[str, object]:
    return {"x": round(x, 1), "y": round(y, 1), "x2": round(x2, 1), "y2": round(y2, 1)}


def _row(shape: Shape) -> dict[str, object]:
    found: dict[str, object] = {"x": round(shape.x, 1), "y": round(shape.y, 1)}
    if shape.x2 is not None:
        found["x2"] = round(shape.x2, 1)
    if shape.href:
        found |= {"href": shape.href, "title": shape.title}
    return found


def _finished(svg: str, title: str, told: str) -> str:
    """Vega's SVG with classes instead of colours, links within the page that have names, and
    without the roles that Vega gives to each of its groups."""
    ElementTree.register_namespace("", SVG)
    drawn = ElementTree.fromstring(svg)
    root = ElementTree.Element(f"{{{SVG}}}svg")
    height = drawn.get("height", "0")
    root.attrib |= {
        "class": "timeline-chart",
        "role": "graphics-document",
        "aria-label": f"{title}. {told}",
        "width": str(WIDTH),
        "height": height,
        "viewBox": f"0 0 {WIDTH} {height}",
    }
    ElementTree.SubElement(root, f"{{{SVG}}}title").text = title
    ElementTree.SubElement(root, f"{{{SVG}}}desc").text = told
    for layer in drawn.iter(f"{{{SVG}}}g"):
        if layer.get("class", "").startswith("mark-") and "role-mark" in layer.get("class", ""):
            group = ElementTree.SubElement(root, f"{{{SVG}}}g", fill="none")
            for child in layer:
                group.append(_element(child))
    return ElementTree.tostring(root, encoding="unicode")


def _element(drawn: ElementTree.Element) -> ElementTree.Element:
    """One thing that Vega drew, or a link around it."""
    if drawn.tag == f"{{{SVG}}}a":
        # Vega resolves a link against an address of its own: only what is behind "#" is ours. A
        # sign of the key has none.
        _, has_target, target = drawn.get(XLINK, "").partition("#")
        if not has_target:
            return _element(drawn[0])
        link = ElementTree.Element(f"{{{SVG}}}a")
        link.set("href", f"#{target}")
        link.set("class", "mark")
        name = drawn[0].get("aria-label", "")
        link.set("aria-label", name)
        ElementTree.SubElement(link, f"{{{SVG}}}title").text = name
        shape = _element(drawn[0])
        shape.set("pointer-events", "all")
        link.append(shape)
        return link
    found = ElementTree.Element(drawn.tag)
    found.text = drawn.text
    for key, value in drawn.attrib.items():
        if key in DRAWN:
            found.set(key, "currentColor" if value in CLASSES else value)
            if value in CLASSES:
                found.set("class", CLASSES[value])
    if drawn.tag != f"{{{SVG}}}text":
        found.set("aria-hidden", "true")
    return found
