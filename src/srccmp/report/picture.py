"""The timeline's picture, made fit to stand inside of the report."""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib.util import find_spec
from xml.etree import ElementTree

from markupsafe import Markup

from srccmp.errors import MissingExtra
from srccmp.present.safe import safe
from srccmp.present.view import Index

ELEMENTS = frozenset(
    {
        *("svg", "g", "a", "title", "desc", "defs", "clipPath", "linearGradient", "stop"),
        *("path", "rect", "line", "circle", "ellipse", "polyline", "polygon", "text", "tspan"),
    }
)
# Of shape, place and paint; none that runs, loads or styles (our policy bars `style` in any case).
ATTRIBUTES = frozenset(
    {
        *("class", "id", "d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r"),
        *("rx", "ry", "width", "height", "points", "viewBox", "transform", "offset"),
        *("preserveAspectRatio", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width"),
        *("stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "opacity", "clip-path", "clip-rule"),
        *("font-family", "font-size", "font-weight", "font-style", "text-anchor", "stop-color"),
        *("dominant-baseline", "alignment-baseline", "stop-opacity", "lang", "pointer-events"),
    }
)
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
OWN_REFERENCE = re.compile(r"url\(['\"]?#([\w-]+)['\"]?\)", re.ASCII)


def can_draw() -> bool:
    """Whether the extra ``report`` is installed."""
    return all(find_spec(name) for name in ("altair", "vl_convert"))


def picture_of(index: Index, *, prefix: str) -> Markup | None:
    """The timeline as an SVG; None where there is nothing to draw, or nothing to draw with."""
    try:
        from srccmp.report.chart import timeline_svg

        drawn = timeline_svg(index)
    except (ModuleNotFoundError, MissingExtra):
        return None
    if drawn is None:
        return None
    anchors = {
        *(f"claim-{i}" for i in index.claims),
        *(f"statement-{i}" for i in index.statements),
        *(f"article-{i}" for i in index.articles),
    }
    return cleaned(drawn, prefix=f"{prefix}-picture", anchors=anchors)


def cleaned(svg: str, *, prefix: str, anchors: Collection[str]) -> Markup:
    """The picture without anything that could run, load or style; its own ids get ``prefix``, and
    of its links those stay that lead to ``anchors``.

    It is hidden from screen readers and from the tabulator key: the table below it has the same
    links in order. Raises ``ElementTree.ParseError`` where it is no XML.
    """
    root = ElementTree.fromstring(NO_XML.sub("", svg))
    _clean(root, prefix, anchors)
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _clean(element: ElementTree.Element, prefix: str, anchors: Collection[str]) -> None:
    element.tag = _local(element.tag)
    element.text = safe(element.text) if element.text else None
    target = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
    kept = {name: _reference(value, prefix) for name, value in element.attrib.items()}
    element.attrib.clear()
    for name, value in kept.items():
        if name in ATTRIBUTES and value is not None:
            element.set(name, f"{prefix}-{value}" if name == "id" else value)
    if element.tag == "a" and target.startswith("#") and target[1:] in anchors:
        element.set("href", target)
        element.set("tabindex", "-1")
    for child in list(element):
        if _local(child.tag) not in ELEMENTS:
            element.remove(child)
        else:
            _clean(child, prefix, anchors)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _reference(value: str, prefix: str) -> str | None:
    """The value with the references to own ids under their new names; None where it refers to
    anything else."""
    found = OWN_REFERENCE.sub(rf"url(#{prefix}-\1)", value)
    return None if "url(" in OWN_REFERENCE.sub("", value).lower() else found
