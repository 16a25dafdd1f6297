"""The reader's pager: for output that is longer than the screen, as git does it, and for an article
that is opened.

Which program: ``--no-pager``, ``--pager`` (or the setting ``pager``, or ``SRCCMP_PAGER``), then
``PAGER``, then ``less``. For output an empty name and ``cat`` mean none. The command's words are
split as a shell splits them, but no shell runs: nothing in a name is a second command.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from srccmp.errors import BadInput

NEVER, AUTO, ALWAYS = "never", "auto", "always"
WORDS = (NEVER, AUTO, ALWAYS)
VARIABLE = "SRCCMP_PAGER"
# As git sets it: end where it fits the screen, keep colours, leave the text on the screen.
LESS = "FRX"
USUAL = ("less", "more")
# Programs that begin at line 12 when told "+12".
TAKE_LINE = frozenset({
    "less", "more", "most", "lv", "moar", "moor", "vi", "vim", "nvim", "view", "nano", "emacs",
    "emacsclient", "micro",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pager:
    """``command`` is empty where nothing is paged; ``is_always`` also for what fits the screen."""

    command: tuple[str, ...] = ()
    is_always: bool = False


def chosen(asked: str | None, environment: Mapping[str, str]) -> Pager:
    """What pages the output. ``asked`` is one of `WORDS`, a command, or None: not asked. Raises
    ``ValueError`` where a command has an open quote.

    >>> chosen("less -S", {}).command
    ('less', '-S')
    >>> chosen(None, {"PAGER": "cat"}).command, chosen("always", {"PAGER": "most"})
    ((), Pager(command=('most',), is_always=True))
    """
    if asked is None:
        asked = environment.get(VARIABLE)
    if asked in ("", NEVER):
        return Pager()
    # A dumb terminal (an editor's) scrolls by itself and cannot be paged.
    if environment.get("TERM") == "dumb" and asked in (None, AUTO):
        return Pager()
    is_word = asked is None or asked in WORDS
    command = environment.get("PAGER", "less") if is_word else asked or ""
    words = _split(command)
    return Pager(() if words in ((), ("cat",)) else words, is_always=asked == ALWAYS)


def to_open(asked: str | None, environment: Mapping[str, str], line: int | None) -> list[str]:
    """What opens an article, at ``line`` where the program is known to take one. ``asked`` is as in
    `chosen`: a command, or what says nothing of opening. Raises `BadInput` where no program is."""
    if asked is None:
        asked = environment.get(VARIABLE)
    is_word = not asked or asked in WORDS
    given = (environment.get("PAGER", "") if is_word else asked or "").strip()
    try:
        words = list(_split(given))
    except ValueError as error:
        told = f"the pager {given!r} cannot be understood: {error}"
        raise BadInput(told, hint="set it to a program, such as less") from error
    if words and not shutil.which(words[0]):
        told = f"the pager is {given!r}, which is not there"
        raise BadInput(told, hint="set PAGER to less, or unset it")
    if not words:
        words = [name for name in USUAL if shutil.which(name)][:1]
    if not words:
        raise BadInput("no pager was found", hint="install less, or set PAGER")
    takes_line = line and Path(words[0]).stem in TAKE_LINE
    return [*words, *([f"+{line}"] if takes_line else [])]


def _split(command: str) -> tuple[str, ...]:
    """On Windows a backslash is a part of a path. Raises ``ValueError`` at an open quote."""
    return tuple(shlex.split(command, posix=os.name != "nt"))


def is_longer(text: str, width: int | None = None) -> bool:
    """Whether the terminal cannot show ``text`` and the next prompt at once; ``width`` is that of
    its lines where it may be more than the terminal's."""
    columns, rows = shutil.get_terminal_size()
    folds = -(-max(width or 0, 1) // max(columns, 1))
    return text.count("\n") * folds >= rows


def page(data: bytes, command: tuple[str, ...], encoding: str | None) -> bool:
    """Show ``data`` in the pager and wait for its end; False where it cannot be started, so that
    the caller writes it. Who leaves early is not told of what they did not read."""
    sys.stdout.flush()
    environment = _environment(encoding)
    environment.setdefault("LESS", LESS)
    environment.setdefault("LV", "-c")
    try:
        running = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    assert running.stdin is not None
    with _interrupts_for_the_pager():
        try:
            running.stdin.write(data)
            running.stdin.close()
        except BrokenPipeError:
            pass
        running.wait()
    return True


def run(command: list[str], data: bytes | None = None, encoding: str | None = None) -> None:
    """Show ``data``, or the file that the command names, and wait for its end. Raises `BadInput`
    where the program cannot be started or ends with an error."""
    sys.stdout.flush()
    environment = _environment(encoding)
    try:
        with _interrupts_for_the_pager():
            done = subprocess.run(command, input=data, check=False, env=environment)
    except OSError as error:
        told = f"cannot start {command[0]}: {error.strerror or error}"
        raise BadInput(told, hint="set PAGER to another") from error
    if done.returncode > 0:
        raise BadInput(f"{command[0]} ended with {done.returncode}", hint="set PAGER to another")


def _environment(encoding: str | None) -> dict[str, str]:
    environment = {**os.environ}
    if (encoding or "").lower().replace("-", "") == "utf8":
        # Python writes UTF-8 in the C locale, too, where less would show its bytes as numbers.
        environment.setdefault("LESSCHARSET", "utf-8")
    return environment


@contextmanager
def _interrupts_for_the_pager() -> Iterator[None]:
    """Ctrl-C is the pager's while it runs: it stops a search there, and must not end us."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # A handler of ours, not SIG_IGN, which the pager would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
