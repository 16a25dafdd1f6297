"""Where a line break ends a sentence, and where it only ends a line.

A break between paragraphs always ends the sentence. Text that was wrapped to a width (mail,
plain-text wires) is broken in mid sentence; there a break is a space, unless the next word would
still have fitted on the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from srccmp.model import Span

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# What a line ends with when its sentence is over, or leads over to a list.
ENDED = tuple('.!?…:;。»”")]')
# Wrapped text has widths of 40 to 120; a saved page's paragraphs are longer.
NARROWEST, WIDEST = 30, 160
# Of the breaks in wrapped text, the share that a small letter follows: about 0.7 in Russian and
# English prose, less where names abound; a list of headlines stays under 0.1.
MIN_WRAPPED = 0.3
# A list item, wherever it stands, begins anew: "- item", "• item", "2) item".
ITEM = re.compile(r"[-–—•*·▪►●]\s|\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    stop: int
    text: str  # at most WIDEST + 1 characters from its start
    tail: str  # the last character that is no space


def paragraphs(text: str) -> tuple[Span, ...]:
    """The stretches of ``text`` that no sentence crosses, without the white space around them.

    >>> text = "One two\\n\\nthree"
    >>> [p.of(text) for p in paragraphs(text)]
    ['One two', 'three']
    """
    lines = [line for match in LINE.finditer(text) if (line := _line(match)) is not None]
    if not lines:
        return ()
    soft = [_is_single(text, a, b) for a, b in pairwise(lines)]
    width = _wrapped_width(lines, soft)
    found: list[Span] = []
    start = lines[0].start
    for i, is_single in enumerate(soft):
        if not (is_single and _goes_on(lines[i], lines[i + 1], width)):
            found.append(Span(start, lines[i].stop))
            start = lines[i + 1].start
    found.append(Span(start, lines[-1].stop))
    return tuple(found)


def _line(match: re.Match[str]) -> Line | None:
    """The line without the spaces around it; None where it is blank."""
    bare = match.group().strip()
    if not bare:
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Line(start, start + len(bare), bare[: WIDEST + 1], bare[-1])


def _is_single(text: str, a: Line, b: Line) -> bool:
    """Whether nothing but one line break, and spaces, lies between two lines."""
    between = text[a.stop : b.start]
    return len(between) < WIDEST and len(between.strip(" \t\u00a0").replace("\r\n", "\n")) == 1


def _wrapped_width(lines: list[Line], soft: list[bool]) -> int | None:
    """The width that the text was wrapped to; None where it was not."""
    singles = [(a, b) for a, b, single in zip(lines, lines[1:], soft, strict=False) if single]
    broken = [a for a, b in singles if a.tail not in ENDED and b.text[0].islower()]
    if len(broken) < 2 or len(broken) < MIN_WRAPPED * len(singles):
        return None
    widths = sorted(a.stop - a.start for a in broken)
    width = widths[-1]
    # Lines of one wrapped text are about as long as each other: a last word apart.
    if widths[len(widths) // 4] < NARROWEST or width > WIDEST:
        return None
    return width


def _goes_on(a: Line, b: Line, width: int | None) -> bool:
    """Whether the sentence of line ``a`` may run on in line ``b``."""
    if ITEM.match(b.text):
        return False
    # A stray break, as copied pages have too: «Про це\\nповідомляє».
    if a.tail not in ENDED and b.text[0].islower():
        return True
    if width is None:
        return False
    word = b.text.split(maxsplit=1)[0]
    return (a.stop - a.start) + 1 + len(word) > width
