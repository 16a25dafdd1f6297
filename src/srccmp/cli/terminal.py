"""The one place that writes: results to standard output or a file, all else to standard error."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from srccmp.errors import BadInput

if TYPE_CHECKING:
    from srccmp.cli.options import Picture
    from srccmp.present.look import Look
    from srccmp.present.plain import Row

FILE_WIDTH = 100
PIPE_WIDTH = 80
PATIENCE = 1.0  # seconds of work before the progress is shown


def look_of(picture: Picture) -> Look:
    """The look for where the output goes."""
    from srccmp.present.look import look_for

    if picture.output is not None:
        return look_for(picture.width or FILE_WIDTH, has_colour=False, encoding="utf-8")
    is_terminal = sys.stdout.isatty()
    fallback = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    has_colour = bool(os.environ.get("FORCE_COLOR")) or (
        is_terminal and os.environ.get("TERM") != "dumb"
    )
    return look_for(
        picture.width or fallback,
        has_colour=has_colour and not picture.no_color and not os.environ.get("NO_COLOR"),
        encoding=sys.stdout.encoding,
    )


def write_text(text: str, picture: Picture) -> None:
    """A picture, in the encoding of the terminal or pipe; UTF-8 in a file."""
    from srccmp.present.look import encoded

    encoding = "utf-8" if picture.output is not None else sys.stdout.encoding
    write_bytes(encoded(text, encoding), picture)


def write_bytes(data: bytes, picture: Picture) -> None:
    """Data as it is; raises `BadInput` where the file cannot be written."""
    if picture.output is None:
        _to_stream(sys.stdout, data)
        return
    try:
        picture.output.write_bytes(data)
    except OSError as error:
        raise BadInput(
            f"cannot write {picture.output}: {error.strerror or error}", hint="check -o FILE"
        ) from error


def write_rows(
    rows: Sequence[Row], columns: Sequence[str], shown: Sequence[str], picture: Picture
) -> None:
    """Rows of plain values: as JSON lines, as a Markdown table of the columns ``shown``, else as
    CSV with all ``columns``."""
    from srccmp.cli.options import Format
    from srccmp.present import plain

    match picture.form:
        case Format.JSONL:
            write_bytes(plain.lines(rows), picture)
        case Format.MD:
            write_bytes(plain.table_markdown(rows, shown).encode(), picture)
        case _:
            write_bytes(plain.sheet(rows, columns).encode(), picture)


def tell(line: str) -> None:
    """One line to standard error, whatever words are in it."""
    from srccmp.present.look import encoded
    from srccmp.present.safe import safe

    _to_stream(sys.stderr, encoded(safe(line) + "\n", sys.stderr.encoding))


def _to_stream(stream: TextIO, data: bytes) -> None:
    stream.flush()
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode(stream.encoding or "utf-8", "replace"))
    else:
        buffer.write(data)
    stream.flush()


def silence(stream: TextIO) -> None:
    """Let nothing more be written to a pipe that nobody reads, not even at the end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())


class Progress:
    """Shows how far the work is: on a terminal, after a second, and gone when it is done.

    A clock of its own starts it, as a stage may take long without telling anything.
    """

    def __init__(self, *, is_wanted: bool) -> None:
        self._is_wanted = is_wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._now: tuple[str, int, int] = ("read", 0, 0)
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            self._now = (stage, done, total)
            self._draw()

    def __enter__(self) -> Self:
        if self._is_wanted:
            self._timer = threading.Timer(PATIENCE, self._start)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._is_wanted = False
            if self._bar is not None:
                self._bar.stop()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            if not self._is_wanted:  # done meanwhile
                return
            self._bar = Progress(
                SpinnerColumn("line"),
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.fields[count]}"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("", total=None, count="")
            self._draw()
            self._bar.start()

    def _draw(self) -> None:
        if self._bar is None:
            return
        stage, done, total = self._now
        # A bar that never moves tells less than one that runs to and fro.
        known = total if done else None
        count = f"{done} of {total}" if done and total else str(total or "")
        self._bar.update(self._task, description=stage, completed=done, total=known, count=count)


def default_paths() -> list[str]:
    """./seeds if it is there, else the current folder."""
    return ["seeds"] if Path("seeds").is_dir() else ["."]
