"""The one place that writes: results to standard output or a file, all else to standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from srccmp import pager
from srccmp.cli.shared import habits
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from srccmp.cli.options import Picture
    from srccmp.present.look import Look
    from srccmp.present.plain import Row

FILE_WIDTH = 100
PIPE_WIDTH = 80
MOST_COLUMNS = 1000  # as ``--width``: COLUMNS may say anything
OFF = ("0", "false", "no", "off")


def look_of(picture: Picture) -> Look:
    """The look for where the output goes."""
    from srccmp.present.look import look_for

    if picture.output is not None:
        return look_for(picture.width or FILE_WIDTH, has_colour=False, encoding="utf-8")
    fallback = min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, MOST_COLUMNS)
    has_colour = wants_colour(
        habits().color, os.environ, is_terminal=is_terminal(sys.stdout), is_off=picture.no_color
    )
    return look_for(picture.width or fallback, has_colour=has_colour, encoding=sys.stdout.encoding)


def wants_colour(
    when: str, environment: Mapping[str, str], *, is_terminal: bool, is_off: bool = False
) -> bool:
    """Whether to colour: as the user asked, else by NO_COLOR, FORCE_COLOR (0 is never), the
    CLICOLOR pair, else on a terminal that is not dumb.

    >>> wants_colour("auto", {"FORCE_COLOR": "0"}, is_terminal=True)
    False
    >>> wants_colour("always", {"NO_COLOR": "1"}, is_terminal=False)
    True
    """
    if is_off or when != "auto":
        return not is_off and when == "always"
    if environment.get("NO_COLOR"):
        return False
    if force := environment.get("FORCE_COLOR", "").lower():
        return force not in OFF
    if environment.get("CLICOLOR_FORCE", "0").lower() not in ("", *OFF):
        return True
    if environment.get("CLICOLOR", "").lower() in OFF:
        return False
    return is_terminal and environment.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches; a stream that the caller closed is nobody's."""
    return stream is not None and stream.isatty()


def write_text(text: str, picture: Picture) -> None:
    """A picture, in the encoding of the terminal or pipe, through the pager where it is longer
    than the screen; UTF-8 in a file."""
    if picture.output is not None:
        write_bytes(encoded(text, "utf-8"), picture)
        return
    data = encoded(text, sys.stdout.encoding)
    if not (is_terminal(sys.stdout) and _paged(text, data, picture)):
        write_bytes(data, picture)


def _paged(text: str, data: bytes, picture: Picture) -> bool:
    """Whether the pager showed it. A note where it was asked for and cannot be started."""
    try:
        wanted = pager.chosen(habits().pager, os.environ)
    except ValueError as error:
        tell(f"srccmp: no pager: {error} in its command")
        return False
    if not wanted.command or not (wanted.is_always or pager.is_longer(text, picture.width)):
        return False
    if pager.page(data, wanted.command, sys.stdout.encoding):
        return True
    if wanted.command != ("less",):  # nobody asked for that
        tell(f"srccmp: no pager: {wanted.command[0]} cannot be started")
    return False


def encoded(text: str, encoding: str | None) -> bytes:
    """As `look.encoded`, which is loaded only for what the encoding cannot show."""
    try:
        return text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        from srccmp.present.look import encoded as spelt

        return spelt(text, encoding)


def write_bytes(data: bytes, picture: Picture) -> None:
    """Data as it is; raises `BadInput` where the file cannot be written."""
    if picture.output is None:
        try:
            _to_stream(sys.stdout, data)
        except BrokenPipeError:
            raise
        except OSError as error:
            silence(sys.stdout)
            raise BadInput(f"cannot write to standard output: {error.strerror}") from error
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
    from srccmp.present.safe import safe

    tell_safe(safe(line))


def tell_safe(line: str) -> None:
    """The same of a line whose words are safe already, its spaces as they are."""
    if sys.stderr is None:  # closed by the caller
        return
    try:
        _to_stream(sys.stderr, encoded(f"{line}\n", sys.stderr.encoding))
    except OSError:  # nobody can be told that nobody can be told
        silence(sys.stderr)


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


def default_paths() -> list[str]:
    """./seeds if it is there, else the current folder."""
    return ["seeds"] if Path("seeds").is_dir() else ["."]
