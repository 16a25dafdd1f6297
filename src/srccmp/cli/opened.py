"""``show --open``: an article in the reader's pager, at the line where the words stand."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from srccmp import pager
from srccmp.cli.shared import habits

if TYPE_CHECKING:
    from pathlib import Path

    from srccmp.model import Article, Span
    from srccmp.present.places import Place

# Files that are shown as they lie there; of others, the text that was read out of them.
AS_THEY_ARE = (".txt", ".text", ".md", ".markdown", "")


def open_at(article: Article, span: Span | None, place: Place) -> str:
    """Show the article's file at ``place``, or, where it has none that a pager shows well, the text
    that was read; return what the reader should know of that, "" where all is as asked.

    Raises `BadInput` where no pager can be started. No shell is asked.
    """
    from srccmp.present.places import State

    is_shown = place.file is not None and place.file.suffix.lower() in AS_THEY_ARE
    is_plain = is_shown and _is_plain(place.file)
    if place.file is not None and is_plain:
        # The path is absolute, so that none of its signs is read as an option.
        pager.run([*_command(place.line), str(place.file)])
        if place.state is State.CHANGED:
            return f"{place.path} was changed since it was read: its lines may be others"
        return ""
    _show_text(article, span)
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


def _command(line: int | None) -> list[str]:
    return pager.to_open(habits().pager, os.environ, line)


def _show_text(article: Article, span: Span | None) -> None:
    """The text that was read, made safe for a terminal, at the line where the words are."""
    from srccmp.present.look import encoded
    from srccmp.present.safe import safe_text

    encoding = sys.stdout.encoding
    line = article.text.count("\n", 0, (span or article.body).start) + 1
    pager.run(_command(line), encoded(safe_text(article.text), encoding), encoding)
