"""Where words stand on the disk: the file as it is now, the line that an editor counts, and an
address for terminals that follow links.

An article keeps its text as it was read, not its file: encodings, line ends and invisible marks may
differ from it, and the file may be another one by now. A line is told only where the file has the
bytes that were read, and only for plain text and Markdown; a page, a document or a record of a
table has no lines that a reader would know.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
import sys
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from pathlib import Path

from srccmp.errors import SrccmpError
from srccmp.model import Article, Span
from srccmp.read.decoding import clean, decode
from srccmp.read.formats import kind_of_bytes, kind_of_name
from srccmp.read.paths import STDIN, shown_path, spelled

# So many letters at the beginning of a statement tell its line in Markdown, where no other line
# has them; markup inside them hides it, so a shorter beginning is tried next.
BEGINNINGS = (200, 80, 40, 24)
MAX_BYTES = 20_000_000  # as much as is read of an article
# How `shown_path` writes what cannot be printed; the hash tells whether the guess was right.
ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt]))")
LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)*(?=[a-z]){LABEL}", re.ASCII | re.IGNORECASE)
SPACES = re.compile(r"\s+")


class State(StrEnum):
    """What is known of an article's file."""

    SAME = "same"  # the bytes that were read
    CHANGED = "changed"
    GONE = "gone"
    NONE = "none"  # standard input, a record of a larger file, a name that cannot be shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``path`` as it is shown; ``line`` counted from 1, None where it cannot be told; ``file`` the
    absolute path, None where there is no such file; ``uri`` its address with the machine's name."""

    path: str
    line: int | None = None
    file: Path | None = None
    uri: str | None = None
    state: State = State.NONE

    @property
    def words(self) -> str:
        """``path:line``, as editors and compilers write it."""
        return f"{self.path}:{self.line}" if self.line else self.path


class Files:
    """The articles' files, each looked at once. ``folder`` is where the paths were given, None for
    the current one; from another folder they are shown whole."""

    def __init__(self, folder: Path | None = None) -> None:
        here = Path.cwd()
        self._folder = folder or here
        self._is_here = self._folder == here
        self._known: dict[str, _File] = {}

    def place(self, article: Article, span: Span | None = None) -> Place:
        """Where the words of ``span`` begin; without one, where the account does."""
        file = self._of(article)
        line = file.line(span or article.body)
        if file.path is None:
            return Place(path=article.path, state=file.state)
        shown = article.path if self._is_here else shown_path(spelled(file.path))
        return Place(path=shown, line=line, file=file.path, uri=_uri(file.path), state=file.state)

    def _of(self, article: Article) -> _File:
        if article.id not in self._known:
            self._known[article.id] = _look_at(article, self._folder)
        return self._known[article.id]


@dataclass(frozen=True, slots=True)
class _File:
    """``lines`` is how many code points of the article's text each line of the file begins at;
    ``source`` the file's text, where it is searched for words instead."""

    path: Path | None
    state: State
    text: str = ""
    lines: tuple[int, ...] = ()
    source: str = ""

    def line(self, span: Span) -> int | None:
        if self.lines:
            return bisect_right(self.lines, span.start)
        return _line_of_words(self.source, span.of(self.text)) if self.source else None


def _look_at(article: Article, folder: Path) -> _File:
    if article.path == STDIN:
        return _File(None, State.NONE)
    path = _absolute(folder / article.path)
    try:
        if not path.is_file():
            path = _absolute(folder / ESCAPED.sub(_unescaped, article.path))
        if not path.is_file():
            is_record = "#" in article.path and _parent(article.path, folder).is_file()
            return _File(None, State.NONE if is_record else State.GONE)
        if path.stat().st_size > MAX_BYTES:
            return _File(path, State.CHANGED)
        data = path.read_bytes()
    except (OSError, ValueError):
        return _File(None, State.GONE)
    if hashlib.sha256(data).hexdigest() != article.sha256:
        return _File(path, State.CHANGED)
    kind = kind_of_name(path.name) or kind_of_bytes(data)
    if kind not in ("text", "markdown"):
        return _File(path, State.SAME)
    try:
        source = decode(data).text
    except SrccmpError:
        return _File(path, State.SAME)
    if lines := line_starts(source, article.text):
        return _File(path, State.SAME, article.text, lines)
    return _File(path, State.SAME, article.text, source=source)


def _absolute(path: Path) -> Path:
    """Without steps up and down; links are kept as they were given."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _unescaped(found: re.Match[str]) -> str:
    if found[4]:
        return {"n": "\n", "r": "\r", "t": "\t"}[found[4]]
    code = int(found[1] or found[2] or found[3], 16)
    is_escaped = code <= sys.maxunicode and not chr(code).isprintable()
    return chr(code) if is_escaped else found[0]


def _parent(path: str, folder: Path) -> Path:
    """The file of a record: ``a.jsonl#12`` is a part of ``a.jsonl``."""
    return folder / path.rpartition("#")[0]


def line_starts(source: str, text: str) -> tuple[int, ...]:
    r"""Where each line of ``source`` begins in ``text``, which was made of it by `clean`; () where
    it was not made so.

    >>> line_starts("One\r\n\xad\xadtwo\n&quot;three", 'One\ntwo\n"three')
    (0, 4, 8)
    """
    cleaned = [clean(line) for line in _lines(source)]
    if "\n".join(cleaned) != text:
        return ()
    return tuple(accumulate((len(line) + 1 for line in cleaned[:-1]), initial=0))


def _lines(source: str) -> list[str]:
    """The lines that an editor counts: after a line feed, with or without a carriage return; in a
    file without any, after each carriage return."""
    source = source.replace("\r\n", "\n")
    return source.split("\n" if "\n" in source else "\r")


def _line_of_words(source: str, words: str) -> int | None:
    """The line of the only place where ``source`` has the beginning of ``words``, whatever spaces
    and line ends are between them; None where there is none, or several.

    >>> source = "# A\\n\\nAt noon the\\nbridge fell, *they* say."
    >>> _line_of_words(source, "At noon the bridge fell, they say.")
    3
    """
    starts: list[int] = []
    flat: list[str] = []
    size = 0
    for line in map(clean, _lines(source)):
        bare = SPACES.sub(" ", line).strip()
        starts.append(size)
        if bare:
            flat.append(bare + " ")
            size += len(bare) + 1
    whole = "".join(flat)
    wanted = SPACES.sub(" ", words).strip()
    for room in BEGINNINGS:
        if found := whole.count(wanted[:room]):
            return bisect_right(starts, whole.index(wanted[:room])) if found == 1 else None
    return None


def _uri(path: Path) -> str:
    """``file://HOST/PATH``, every sign that is no plain letter or digit in percent: terminals ask
    for the host, to tell whether the file is on their machine."""
    return path.as_uri().replace("file://", f"file://{_host()}", 1)


def _host() -> str:
    """The machine's name where it is one by the rules of addresses, which GLib checks; else ""."""
    name = socket.gethostname()
    return name if HOST.fullmatch(name) else ""
