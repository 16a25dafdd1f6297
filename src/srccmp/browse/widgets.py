"""The two panes: a list whose rows are drawn when they are seen, and a picture of rich's that is
drawn once and scrolled line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style as RichStyle
from rich.text import Text
from textual.css.styles import RulesMap
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList, Static

from srccmp.browse.keys import LIST, Key, foot
from srccmp.browse.pictures import first_line, lines_of
from srccmp.browse.rows import ROW_LINES
from srccmp.present.look import Look

Draw = Callable[[Look], RenderableType]
MOST_KEPT = 50  # pictures
FOUND = RichStyle(reverse=True)
CONSOLE = Console(legacy_windows=False, _environ={})  # for the names of styles alone


class Row(Visual):
    """Some lines of a list. ``draw`` is given the width and asked when the row is on the screen,
    once for each width and style."""

    def __init__(self, draw: Callable[[int], list[Text]], *, height: int = ROW_LINES) -> None:
        self._draw = draw
        self._height = height

    def render_strips(
        self,
        width: int,
        height: int | None,  # noqa: ARG002
        style: Style,
        options: RenderOptions,  # noqa: ARG002
    ) -> list[Strip]:
        # Of a list's styles `reverse` does not come through, so the style sheet says with bold
        # which row is the current one and with italic that the keys are its list's. The bar makes
        # it found without colour too.
        marker = "▌" if style.bold else " "
        base = RichStyle(reverse=bool(style.bold and style.italic))
        strips = []
        for line in self._draw(width - 1):
            strip = Strip(segments_of(Text(marker).append_text(line)))
            strips.append(strip.crop_extend(0, width, None).apply_style(base))
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return self._height


def segments_of(text: Text) -> list[Segment]:
    """One line's words with their styles."""
    return list(text.render(CONSOLE))


class Choices(OptionList, inherit_bindings=False):
    """A list whose keys are the screen's."""

    def move(self, by: int) -> None:
        if by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def page(self, by: int) -> None:
        if by > 0:
            self.action_page_down()  # type: ignore[no-untyped-call]
        else:
            self.action_page_up()  # type: ignore[no-untyped-call]

    def end(self, by: int) -> None:
        if by > 0:
            self.action_last()
        else:
            self.action_first()


class Picture(ScrollView, can_focus=True, inherit_bindings=False):
    """One picture at a time, redrawn where the width changes."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._draw_it: Draw | None = None
        self._strips: list[Strip] = []
        self._width = 0
        self._at_words = False
        self._drawn_as: Hashable = None
        self._kept: dict[tuple[Hashable, int], list[list[Segment]]] = {}
        self._found: re.Pattern[str] | None = None

    def draw(
        self,
        draw: Draw,
        *,
        drawn_as: Hashable = None,
        at_words: bool = False,
        found: re.Pattern[str] | None = None,
    ) -> None:
        """Show this from its beginning, or with ``at_words`` from the words of the statement;
        what ``found`` matches is marked. What is ``drawn_as`` something is the same
        picture as long as that is the same."""
        self._draw_it, self._at_words, self._found = draw, at_words, found
        self._drawn_as = drawn_as
        self._redraw()

    @property
    def text(self) -> str:
        """All of the picture, as it would be printed."""
        return "\n".join(strip.text.rstrip() for strip in self._strips)

    def on_resize(self, event: Resize) -> None:
        del event
        if self.scrollable_content_region.width != self._width:
            self._redraw()

    def _redraw(self) -> None:
        width = self.scrollable_content_region.width
        if self._draw_it is None or width < 1:
            return
        self._width = width
        lines = self._lines(self._draw_it, width)
        start = max(0, first_line(lines) - 3) if self._at_words else 0
        if self._found is not None:
            lines = [_marked(line, self._found) for line in lines]
        self._strips = [Strip(line).crop_extend(0, width, None) for line in lines]
        self.virtual_size = Size(width, len(self._strips))
        self.refresh()
        self.scroll_to(y=start, animate=False, immediate=True)

    def move(self, by: int) -> None:
        self.scroll_relative(y=by, animate=False)

    def page(self, by: int) -> None:
        self.move(by * max(1, self.size.height - 2))

    def end(self, by: int) -> None:
        self.scroll_to(y=self.max_scroll_y if by > 0 else 0, animate=False)

    def _lines(self, draw: Draw, width: int) -> list[list[Segment]]:
        """A large claim takes a while to draw, and each letter of a search asks for it again."""
        key = (self._drawn_as, width)
        if self._drawn_as is None or key not in self._kept:
            look = Look(width=width, has_colour=True)
            self._kept[key] = lines_of(draw(look), look)
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return self._kept[key]

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = self.scroll_offset.y + y
        if number >= len(self._strips):
            return Strip.blank(width, self.rich_style)
        return self._strips[number].crop_extend(0, width, None).apply_style(self.rich_style)


def _marked(line: list[Segment], found: re.Pattern[str]) -> list[Segment]:
    """The line with the words that were searched for marked."""
    plain = "".join(segment.text for segment in line)
    if not found.search(plain):
        return line
    text = Text.assemble(*((segment.text, segment.style or "") for segment in line))
    for match in found.finditer(plain):
        text.stylize(FOUND, *match.span())
    return segments_of(text)


class Foot(Static):
    """The keys that there is room for, or what a key has just done."""

    def __init__(self, keys: tuple[Key, ...], *, id: str) -> None:
        super().__init__(id=id)
        self._keys = keys
        self._pane = LIST
        self._told = ""

    def on_resize(self, event: Resize) -> None:
        del event
        self._draw_it()

    def show(self, pane: str) -> None:
        """The keys of this pane."""
        self._pane = pane
        self._draw_it()

    def tell(self, words: str) -> None:
        """Say this in place of the keys; "" brings them back."""
        self._told = words
        self._draw_it()

    def _draw_it(self) -> None:
        if self._told:
            self.update(Text(self._told, style="bold", no_wrap=True, overflow="ellipsis"))
            return
        line = Text(no_wrap=True)
        for key in foot(self._keys, self.size.width, self._pane):
            line.append("  " if line else "").append(key.shown, style="bold")
            line.append(f" {key.label}", style="dim")
        self.update(line)
