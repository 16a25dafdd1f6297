"""``show --open``: an article in the reader's pager, at the line where the words stand."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from srccmp.errors import BadInput

if TYPE_CHECKING:
    from srccmp.model import Article, Span
    from srccmp.present.places import Place

USUAL = ("less", "more")
# Programs that begin at line 12 when told "+12".
TAKE_LINE = frozenset({
    "less", "more", "most", "lv", "moar", "moor", "vi", "vim", "nvim", "view", "nano", "emacs",
    "emacsclient", "micro",
})  # fmt: skip
# Files that are shown as they lie there; of others, the text that was read out of them.
AS_THEY_ARE = (".txt", ".text", ".md", ".markdown", "")


def open_at(article: Article, span: Span | None, place: Place) -> str:
    """Show the article's file at ``place``, or, where it has none that a pager shows well, the text
    that was read; return what the reader should know of that, "" where all is as asked.

    Raises `BadInput` where no pager can be started. No shell is asked.
    """
    from srccmp.present.places import State

    command = pager()
    is_shown = place.file is not None and place.file.suffix.lower() in AS_THEY_ARE
    is_plain = is_shown and _is_plain(place.file)
    if place.file is not None and is_plain:
        _run([*command, *_line(command, place.line), str(place.file)])
        if place.state is State.CHANGED:
            return f"{place.path} was changed since it was read: its lines may be others"
        return ""
    text, line = _as_read(article, span)
    _run([*command, *_line(command, line)], text)
    if place.state is State.GONE:
        return f"{article.path} is not there any more; this was the text that was read"
    what = "is no file that a pager shows" if place.file else "is no file of its own"
    if is_shown:
        what = "has signs that a terminal would obey, or is not UTF-8"
    return f"{article.path} {what}; this was the text that was read"


def _is_plain(file: Path | None) -> bool:
    """Whether every pager shows the file as letters: UTF-8 without a sign that a terminal obeys or
    that moves what is seen, which ``more``, ``cat`` and ``less -r`` hand on. Reads all of it."""
    from srccmp.present.safe import CONTROLS

    if file is None:
        return False
    try:
        return CONTROLS.search(file.read_bytes().decode("utf-8-sig")) is None
    except (OSError, ValueError):
        return False


def pager() -> list[str]:
    """``$PAGER`` with its arguments, else less, else more. Raises `BadInput` where none is."""
    given = os.environ.get("PAGER", "").strip()
    if given:
        try:
            words = shlex.split(given, posix=os.name != "nt")
        except ValueError as error:
            raise BadInput(
                f"PAGER cannot be understood: {error}", hint="set it to a program, such as less"
            ) from error
        if words and shutil.which(words[0]):
            return words
        raise BadInput(
            f"PAGER is {given!r}, which is not there", hint="set it to less, or unset it"
        )
    for name in USUAL:
        if shutil.which(name):
            return [name]
    raise BadInput("no pager was found", hint="install less, or set PAGER")


def _line(command: list[str], line: int | None) -> list[str]:
    """How the pager is told where to begin; nothing where that is not known of it."""
    return [f"+{line}"] if line and Path(command[0]).stem in TAKE_LINE else []


def _as_read(article: Article, span: Span | None) -> tuple[str, int]:
    """The text that was read, made safe for a terminal, and the line where the words are."""
    from srccmp.present.safe import safe

    lines = [safe(line) for line in article.text.split("\n")]
    start = (span or article.body).start
    return "\n".join(lines) + "\n", article.text.count("\n", 0, start) + 1


def _run(command: list[str], text: str | None = None) -> None:
    """The path of a file is absolute, so that none of its signs is read as an option."""
    from srccmp.present.look import encoded

    data = None if text is None else encoded(text, sys.stdout.encoding)
    sys.stdout.flush()
    try:
        with _left_to_the_pager():
            done = subprocess.run(command, input=data, check=False)
    except OSError as error:
        raise BadInput(
            f"cannot start {command[0]}: {error.strerror or error}", hint="set PAGER to another"
        ) from error
    if done.returncode > 0:
        raise BadInput(f"{command[0]} ended with {done.returncode}", hint="set PAGER to another")


@contextmanager
def _left_to_the_pager() -> Iterator[None]:
    """Ctrl-C is the pager's: it stops a search there and does not end the reading."""
    # A handler of ours, not SIG_IGN, which the pager would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
