"""From the paths that were given to the files that are read, in one order for all machines."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from srccmp.errors import UnreadableArticle

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read: ``shown`` is its path in words that any terminal can print; ``given``
    tells that it was named itself and not met in a folder."""

    path: Path
    shown: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A path that gave no article, and why."""

    subject: str
    error: UnreadableArticle


def shown_path(path: str) -> str:
    """A path (or a line that holds one) in printable characters alone; the others as escapes.

    >>> shown_path("a\\x1b[31m\\udcff.txt")
    'a\\\\x1b[31m\\\\udcff.txt'
    """
    if path.isprintable():
        return path
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in path
    )


def spelled(path: str | Path) -> str:
    """The path with "/" and without "." steps, as it is shown and ordered by.

    >>> spelled("./a//b/../c.txt")
    'a/c.txt'
    """
    return os.path.normpath(os.fspath(path)).replace(os.sep, "/")


def find(
    paths: Iterable[str | Path], wanted: Callable[[str], bool]
) -> tuple[tuple[Found, ...], tuple[Trouble, ...]]:
    """The files behind the paths, each once, ordered by spelling; and the paths that lead nowhere.

    Folders are read with all below them. In a folder hidden files, hidden folders and files that
    are not ``wanted`` (by name) are passed over; a file that was named is taken as it is.
    """
    files: dict[str, Found] = {}
    troubles: dict[str, Trouble] = {}

    def keep(path: str, *, given: bool) -> None:
        found = Found(path=Path(path), shown=shown_path(spelled(path)), given=given)
        # One file under two spellings is one; the same spelling wins for any order.
        real = path if path == STDIN else os.path.realpath(path)
        other = files.get(real)
        if other is not None:
            shown, path = min((other.shown, str(other.path)), (found.shown, path))
            found = Found(path=Path(path), shown=shown, given=other.given or given)
        files[real] = found

    def fail(path: str, error: UnreadableArticle) -> None:
        troubles[path] = Trouble(subject=shown_path(spelled(path)), error=error)

    for given_path in paths:
        path = os.fspath(given_path)
        if path == STDIN:
            keep(path, given=True)
            continue
        try:
            is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
        except (OSError, ValueError) as error:
            fail(path, unreadable(error))
            continue
        if not is_folder:
            keep(path, given=True)
            continue
        inside, failed = _walk(path, wanted)
        for name in inside:
            keep(name, given=False)
        for name, problem in failed:
            fail(name, problem)
        if not inside and not failed:
            fail(
                path,
                UnreadableArticle(
                    "no articles in this folder",
                    code="empty-folder",
                    hint="put .txt or .md files there",
                ),
            )
    return (
        tuple(sorted(files.values(), key=lambda found: (found.shown, str(found.path)))),
        tuple(sorted(troubles.values(), key=lambda trouble: trouble.subject)),
    )


def _walk(
    folder: str, wanted: Callable[[str], bool]
) -> tuple[list[str], list[tuple[str, UnreadableArticle]]]:
    files: list[str] = []
    failed: list[tuple[str, UnreadableArticle]] = []
    folders = [folder]
    while folders:
        current = folders.pop()
        try:
            with os.scandir(current) as entries:
                listed = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            failed.append((current, unreadable(error)))
            continue
        for entry in listed:
            # Links to folders are not followed: they may lead back up.
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif wanted(entry.name):
                try:
                    mode = Path(entry.path).stat().st_mode
                except OSError as error:
                    failed.append((entry.path, unreadable(error)))
                    continue
                if stat.S_ISREG(mode):
                    files.append(entry.path)
    return files, failed


def load(found: Found, max_bytes: int, stdin: BinaryIO | None) -> bytes:
    """The bytes of a file or of standard input, never more than ``max_bytes`` of them.

    Raises UnreadableArticle: ``missing``, ``unreadable`` or ``too-big``.
    """
    try:
        if str(found.path) == STDIN:
            data = (stdin or sys.stdin.buffer).read(max_bytes + 1)
        else:
            with found.path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size > max_bytes:
                    raise too_big(max_bytes)
                # A size of 0 is also that of a pipe: only reading tells. Else no more is asked
                # for than there is, as the room for it is taken at once.
                data = file.read(size + 1 if size else max_bytes + 1)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    if len(data) > max_bytes:
        raise too_big(max_bytes)
    return data


def too_big(max_bytes: int) -> UnreadableArticle:
    return UnreadableArticle(
        f"larger than {max_bytes:,} bytes, which no article is",
        code="too-big",
        hint="split it, or raise the limit",
    )


def unreadable(error: OSError | ValueError) -> UnreadableArticle:
    """What the system says, in the words of this stage."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return UnreadableArticle("no such file or folder", code="missing", hint="check the path")
    if isinstance(error, PermissionError):
        return UnreadableArticle(
            "no permission to read it", code="unreadable", hint="change its permissions"
        )
    reason = getattr(error, "strerror", None) or str(error)
    return UnreadableArticle(f"cannot be read: {reason}", code="unreadable", hint="check the path")
