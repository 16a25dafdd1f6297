"""How wide, how colourful and in which letters: what changes the picture, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Span, Text

from srccmp.model import Relation
from srccmp.present.safe import Piece, trimmed
from srccmp.present.words import SIGNS

OURS = "✗↻✓≈·⟦⟧…—–│─╭╮╰╯┃━█░●○≠→“”"
# The words of articles go through another road (`encoded`); these are our own signs.
PLAIN = str.maketrans(
    {
        "✗": "x", "↻": ">", "✓": "=", "≈": "~", "·": "-", "⟦": "[[", "⟧": "]]", "…": "...",
        "—": "-", "–": "-", "│": "|", "┃": "|", "─": "-", "━": "=", "█": "#", "░": ".",
        "●": "*", "○": "o", "≠": "!", "→": ">", "“": '"', "”": '"',
    }
)  # fmt: skip
NARROWEST = 40
SIDE_BY_SIDE = 76  # columns for two positions: what 80, those of most terminals, leave in a pane
POSITION_STYLES = ("cyan", "magenta", "yellow", "blue", "green", "red")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``width`` in columns; ``is_unicode`` False where the output cannot show our signs; then
    ``encoding`` is what it can show (None: not known, words stay as they are)."""

    has_links: bool = False  # where a terminal may follow links (OSC 8)
    width: int = 80
    has_colour: bool = False
    is_unicode: bool = True
    encoding: str | None = None

    @property
    def is_wide(self) -> bool:
        return self.width >= SIDE_BY_SIDE

    @property
    def panel(self) -> box.Box:
        return box.ROUNDED if self.is_unicode else box.ASCII2

    @property
    def rule(self) -> box.Box:
        return box.SIMPLE_HEAD if self.is_unicode else box.ASCII2

    def sign(self, sign: str) -> str:
        """One of our own signs, or its plain twin of ASCII letters."""
        return sign if self.is_unicode else sign.translate(PLAIN)

    def spelt(self, words: str) -> str:
        """Words of an article as the output will show them: spelt in its letters before anything
        is measured, as a letter may become several."""
        return words if self.encoding is None else _spelt(words, self.encoding)

    def fitted(self, words: str, cells: int) -> str:
        """At most ``cells`` columns of an article's words, as the output will show them."""
        bare = self.spelt(words)
        cut = self.spelt(fitted(bare, cells))
        # Where "…" is three stops it takes two columns more.
        return cut if cell_len(cut) <= cells else self.spelt(fitted(bare, max(1, cells - 2)))

    def relation(self, relation: Relation, *, is_loud: bool = True) -> Text:
        """The relation's sign and word, in its colour."""
        sign, plain, style = SIGNS[relation]
        word = relation.value.upper() if is_loud else relation.value
        return Text(f"{sign if self.is_unicode else plain} {word}", style=style)

    def mark(self, relation: Relation) -> Text:
        """The relation's sign alone; for where its word stands nearby."""
        sign, plain, style = SIGNS[relation]
        return Text(sign if self.is_unicode else plain, style=style)

    def marked(self, pieces: tuple[Piece, ...], style: str = "") -> Text:
        """An excerpt, its marked words between signs and in ``style``."""
        text = Text()
        opened, closed = self.sign("⟦"), self.sign("⟧")
        for piece in pieces:
            words = self.spelt(piece.words)
            if piece.is_marked:
                text.append(f"{opened}{words}{closed}", style=f"bold {style}".strip())
            else:
                text.append(words)
        return text

    def style_of(self, rank: int) -> str:
        """The colour of a claim's position, by its place."""
        return POSITION_STYLES[rank % len(POSITION_STYLES)]


def look_for(width: int, *, has_colour: bool, encoding: str | None) -> Look:
    """A look that the encoding of the output can carry; None is a UTF-8 file.

    >>> look_for(80, has_colour=False, encoding="cp1252").is_unicode
    False
    """
    try:
        OURS.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        is_unicode = False
    else:
        is_unicode = True
    return Look(
        width=max(width, NARROWEST),
        has_colour=has_colour,
        is_unicode=is_unicode,
        encoding=None if is_unicode else encoding,
    )


def fitted(words: str, cells: int) -> str:
    """At most ``cells`` columns of words, wide letters counted as two; "…" where some are left
    out.

    >>> fitted("A new elevator burned", 16), fitted("東京新聞社説", 8)
    ('A new elevator …', '東京新…')
    """
    room = cells
    while cell_len(cut := trimmed(words, room)) > cells and room > 2:
        room -= max(1, (cell_len(cut) - cells) // 2)
    return cut


def padded(words: str, cells: int) -> str:
    """
    >>> padded("東京", 6), padded("Kyiv", 2)
    ('東京  ', 'Kyiv')
    """
    return words + " " * (cells - cell_len(words))


def packed(parts: Iterable[str], between: str, cells: int) -> list[str]:
    """The parts in as few lines as can be, none broken; a part that is wider stands alone.

    >>> packed(["3 sources", "1 origin", "since May"], " · ", 20)
    ['3 sources · 1 origin', 'since May']
    """
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + cell_len(between) + cell_len(part) <= cells:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines


def rendered(renderable: RenderableType, look: Look) -> str:
    """The picture as text, no line longer than the width and none with spaces at its end."""
    file = io.StringIO()
    console = _Spelling(
        file=file,
        width=look.width,
        # rich writes no links where it writes no colours
        color_system="standard" if look.has_colour or look.has_links else None,
        force_terminal=look.has_colour or look.has_links,
        no_color=not look.has_colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    console.encoding_of_output = look.encoding
    console.print(renderable)
    text = file.getvalue()
    if look.has_links:
        from srccmp.present.links import settled

        text = settled(text, has_colour=look.has_colour)
    lines = text.split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


class _Spelling(Console):
    """Spells what the output cannot show in its letters before it is broken into lines, as a
    letter may become several."""

    encoding_of_output: str | None = None

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        if self.encoding_of_output is not None:
            if isinstance(renderable, str):
                renderable = _spelt(renderable, self.encoding_of_output)
            elif isinstance(renderable, Text):
                renderable = _spelt_text(renderable, self.encoding_of_output)
        return super().render(renderable, options)


def _spelt_text(text: Text, encoding: str) -> Text:
    if _fits(text.plain, encoding):
        return text
    letters = [_spelt(letter, encoding) for letter in text.plain]
    at = [0, *accumulate(map(len, letters))]
    spelt = text.blank_copy("".join(letters))
    spelt.spans = [Span(at[s.start], at[min(s.end, len(letters))], s.style) for s in text.spans]
    return spelt


def encoded(text: str, encoding: str | None) -> bytes:
    """``text`` in the encoding of the output; what it cannot show is spelt in its letters.

    >>> encoded("Київ …", "ascii")
    b'Kiiv ...'
    """
    name = encoding or "utf-8"
    try:
        return _spelt(text, name).encode(name, "replace")
    except LookupError:
        return text.encode("utf-8", "replace")


def _spelt(text: str, encoding: str) -> str:
    """The text in letters that the encoding has; raises ``LookupError`` where there is no such
    encoding."""
    if _fits(text, encoding):
        return text
    from anyascii import anyascii

    return "".join(
        letter if _fits(letter, encoding) else anyascii(letter) or "?" for letter in text
    )


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
