"""Words of articles made harmless for a terminal, and cut to what the eye needs.

Every word that comes from outside passes `safe` before it is shown: no control sign, escape
sequence, direction override or invisible letter of an article reaches the screen, and no article
can draw our own marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from srccmp.model import Span

# Whole escape sequences, so that no "[31m" stays behind: CSI, then OSC and its kin only where
# they are ended (an open one would swallow the rest of the text), then two-letter escapes.
ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
SPACES = re.compile(r"[\s\x85\u2028\u2029]+")
# What is not seen, or moves what is seen: controls, soft hyphen, Arabic letter mark, Mongolian
# and zero-width signs, direction marks, overrides and isolates, word joiner, BOM, interlinear
# signs, tag letters, variation selectors beyond the emoji ones, lone surrogates.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
# Of these, what a terminal obeys or what turns the order of letters; tabs and line ends are
# text, and so are the marks of direction that right-to-left text is written with.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# More than three marks on one letter are no language's spelling; they climb over other lines.
PILED = re.compile("([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0483"
                   "-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+")  # fmt: skip
OURS = str.maketrans({"⟦": "[", "⟧": "]"})

WORD = re.compile(r"\S+")
# Where a clause may begin or end: signs that stand before a space ("1,000" has none).
BOUND = re.compile(r"[,;:.!?…)](?=\s)|\s[—–-](?=\s)|\s(?=\()")
ELLIPSIS = "…"


def safe(words: str) -> str:
    r"""One line of visible text.

    >>> safe("\x1b[31mred\x1b[0m \x1b]0;title\x07flag\u202e\n[sic] ⟦x⟧")
    'red flag [sic] [x]'
    """
    bare = UNSEEN.sub("", SPACES.sub(" ", ESCAPES.sub("", words)))
    bare = SPACES.sub(" ", bare)  # again: what stood between two spaces may be gone
    return PILED.sub(r"\1", bare).translate(OURS)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an excerpt; ``is_marked`` where a finding rests on them."""

    words: str
    is_marked: bool = False


def safe_text(text: str) -> str:
    r"""A whole text line by line, each ended.

    >>> safe_text("One\x1b[2J\nTwo")
    'One\nTwo\n'
    """
    return "\n".join(map(safe, text.split("\n"))) + "\n"


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same code points in as few spans as can be, in order.

    >>> merged([Span(4, 9), Span(0, 2), Span(2, 5)])
    (Span(start=0, stop=9),)
    """
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].stop:
            found[-1] = Span(found[-1].start, max(found[-1].stop, span.stop))
        else:
            found.append(span)
    return tuple(found)


def excerpt(text: str, marks: Sequence[Span], room: int) -> tuple[Piece, ...]:
    """About ``room`` letters of ``text``, whole words, with all marks and at least their clauses.

    Without marks it is the beginning. What is left out is shown as "…". A clause longer than
    twice the room is cut too, at words.

    >>> pieces = excerpt("One two three, four five six, seven.", [Span(15, 19)], 14)
    >>> "".join(piece.words for piece in pieces)
    '… four five six, …'
    """
    inner = merged(mark for mark in marks if mark.stop <= len(text))
    words = [Span(*match.span()) for match in WORD.finditer(text)]
    if not words:
        return ()
    if len(text) <= room:
        windows: Sequence[Span] = [Span(words[0].start, words[-1].stop)]
    else:
        windows = _windows(text, inner or [Span(0, words[0].stop)], words, room)
    return tuple(_pieces(text, windows, inner, words))


def _windows(text: str, marks: Sequence[Span], words: Sequence[Span], room: int) -> Sequence[Span]:
    bounds = [0, *(match.end() for match in BOUND.finditer(text)), len(text)]
    cores = []
    for mark in marks:
        start = max(bound for bound in bounds if bound <= mark.start)
        stop = min((bound for bound in bounds if bound >= mark.stop), default=mark.stop)
        clause = Span(start, stop)
        cores.append(clause if clause.stop - clause.start <= 2 * room else mark)
    cores = [_to_words(core, words) for core in cores]
    return _grown(list(merged(cores)), words, room)


def _to_words(span: Span, words: Sequence[Span]) -> Span:
    """The span with its first and last word whole, without spaces around."""
    inside = [word for word in words if word.meets(span)]
    return Span(inside[0].start, inside[-1].stop) if inside else span


def _grown(windows: list[Span], words: Sequence[Span], room: int) -> Sequence[Span]:
    """Windows with a word added on the right, then on the left, while there is room."""
    starts = {word.start: rank for rank, word in enumerate(words)}
    stops = {word.stop: rank for rank, word in enumerate(words)}
    is_growing = True
    while is_growing and sum(w.stop - w.start for w in windows) < room:
        is_growing = False
        left = room - sum(w.stop - w.start for w in windows)
        last = stops.get(windows[-1].stop, len(words)) + 1
        if last < len(words) and words[last].stop - windows[-1].stop <= left:
            windows[-1] = Span(windows[-1].start, words[last].stop)
            left -= words[last].stop - words[last].start + 1
            is_growing = True
        first = starts.get(windows[0].start, 0) - 1
        if first >= 0 and windows[0].start - words[first].start <= left:
            windows[0] = Span(words[first].start, windows[0].stop)
            is_growing = True
        windows = list(merged(windows))
    return windows


def _pieces(
    text: str, windows: Sequence[Span], marks: Sequence[Span], words: Sequence[Span]
) -> Iterable[Piece]:
    if windows[0].start > words[0].start:
        yield Piece(ELLIPSIS + " ")
    for rank, window in enumerate(windows):
        if rank:
            yield Piece(f" {ELLIPSIS} ")
        place = window.start
        for mark in marks:
            if not mark.meets(window):
                continue
            start, stop = max(mark.start, window.start), min(mark.stop, window.stop)
            if place < start:
                yield Piece(safe(text[place:start]))
            yield Piece(safe(text[start:stop]), is_marked=True)
            place = stop
        if place < window.stop:
            yield Piece(safe(text[place : window.stop]))
    if windows[-1].stop < words[-1].stop:
        yield Piece(" " + ELLIPSIS)


def trimmed(words: str, room: int) -> str:
    """At most ``room`` letters, whole words, "…" where some are left out; a single longer word
    is cut.

    >>> trimmed("A new elevator burned", 16)
    'A new elevator …'
    """
    bare = safe(words).strip()
    if len(bare) <= room:
        return bare
    cut = bare[: room - 2]
    head = cut if bare[room - 2] == " " else cut.rpartition(" ")[0]
    head = head.rstrip(" ,;:—–-")
    return f"{head} {ELLIPSIS}" if head else bare[: room - 1] + ELLIPSIS
