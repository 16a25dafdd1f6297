"""The one place that writes: results to standard output or a file, all else to standard error."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from srccmp.errors import BadInput

if TYPE_CHECKING:
    from srccmp.cli.options import Picture
    from srccmp.present.look import Look

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
    """Shows how far the work is: on a terminal, after a second, and gone when it is done."""

    def __init__(self, *, is_wanted: bool) -> None:
        self._is_wanted = is_wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._since = time.monotonic()
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._is_wanted or time.monotonic() - self._since < PATIENCE:
            return
        if self._bar is None:
            self._bar = self._started()
        if stage not in self._tasks:
            for task in self._tasks.values():
                self._bar.update(task, visible=False)
            self._tasks[stage] = self._bar.add_task(stage, total=total or None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    @staticmethod
    def _started() -> Any:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        bar.start()
        return bar


def default_paths() -> list[str]:
    """./seeds if it is there, else the current folder."""
    return ["seeds"] if Path("seeds").is_dir() else ["."]
