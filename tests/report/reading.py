"""The report as a parser sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Elements that HTML ends by itself.
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "base", "embed", "source", "wbr"})
OPTIONAL = frozenset({"li", "p", "option", "tr", "td", "th", "dt", "dd"})
CELLS = frozenset({"br", "td", "th", "dt", "dd"})  # beside each other, not in one word


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    text: str = ""  # of the element itself and all within
    inside: tuple[str, ...] = ()  # the names of those around, the outermost first


@dataclass
class Reading(HTMLParser):
    """All elements in the order of the document."""

    elements: list[Element] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)  # attributes that stand twice

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.repeated += [name for name in names if names.count(name) > 1]
        while tag in OPTIONAL and self._open and self._open[-1].name == tag:
            self._open.pop()
        element = Element(
            name=tag,
            attributes={name: value or "" for name, value in attrs},
            inside=tuple(each.name for each in self._open),
        )
        self.elements.append(element)
        if tag in CELLS:
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(each.name == tag for each in self._open):
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, name: str) -> Iterator[Element]:
        return (element for element in self.elements if element.name == name)

    def by_id(self, wanted: str) -> Element:
        return next(each for each in self.elements if each.attributes.get("id") == wanted)

    def of_class(self, wanted: str) -> Iterator[Element]:
        return (e for e in self.elements if wanted in e.attributes.get("class", "").split())


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading
