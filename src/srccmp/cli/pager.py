"""A page at a time where the output is longer than the screen, as git does it.

Which program: ``--no-pager``, ``--pager`` (or the setting ``pager``, or ``SRCCMP_PAGER``), then
``PAGER``, then ``less``. An empty name and ``cat`` mean none. The command's words are split as a
shell splits them, but no shell runs: nothing in a name is a second command.
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

NEVER, AUTO, ALWAYS = "never", "auto", "always"
WORDS = (NEVER, AUTO, ALWAYS)
VARIABLE = "SRCCMP_PAGER"
# As git sets it: end where it fits the screen, keep colours, leave the text on the screen.
LESS = "FRX"


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
    words = tuple(shlex.split(command))
    return Pager(() if words in ((), ("cat",)) else words, is_always=asked == ALWAYS)


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
    environment = {**os.environ}
    environment.setdefault("LESS", LESS)
    environment.setdefault("LV", "-c")
    if (encoding or "").lower().replace("-", "") == "utf8":
        # Python writes UTF-8 in the C locale, too, where less would show its bytes as numbers.
        environment.setdefault("LESSCHARSET", "utf-8")
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
