"""How far the work is, and how long it will take."""

from __future__ import annotations

import os
import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from srccmp.cli.terminal import is_terminal

if TYPE_CHECKING:
    from rich.progress import Task

PATIENCE = 1.0  # seconds of work before the progress is shown
# What the pipeline's stages are to somebody who waits for them.
WORDS = {
    "read": "reading files",
    "segment": "finding sentences",
    "annotate": "finding facts",
    "stories": "telling stories apart",
    "encode": "weighing meanings",
    "align": "matching statements",
    "judge": "comparing facts",
}


class Progress:
    """Shows how far the work is: on a terminal, after a second, and gone when it is done.

    The time left is that of the stage that runs: what comes after it has not been counted yet.
    A clock of its own starts it, as a stage may take long without telling anything.
    """

    def __init__(self, *, is_wanted: bool) -> None:
        self._is_wanted = is_wanted and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._began = time.monotonic()
        self._stage_began = self._began
        self._now: tuple[str, int, int] = ("read", 0, 0)
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        with self._lock:
            if stage != self._now[0] or done < self._now[1]:
                self._stage_began = time.monotonic()
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
        from rich.progress import BarColumn, ProgressColumn, SpinnerColumn, TextColumn
        from rich.progress import Progress as Bar
        from rich.text import Text

        class Times(ProgressColumn):
            """Drawn anew ten times a second, so that the clock goes on between two reports."""

            max_refresh = 0.5

            def render(column, task: Task) -> Text:  # noqa: ARG002
                return Text(self._times())

        with self._lock:
            if not self._is_wanted:  # done meanwhile
                return
            self._bar = Bar(
                SpinnerColumn("line"),
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.fields[count]}"),
                Times(),
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
        count = f"{done} of {total}" if total else ""
        self._bar.update(
            self._task,
            description=WORDS.get(stage, stage),
            completed=done,
            total=known,
            count=count,
        )

    def _times(self) -> str:
        _, done, total = self._now
        now = time.monotonic()
        left = seconds_left(done, total, now - self._stage_began)
        so_far = clock(now - self._began)
        return so_far if left is None else f"{so_far}, {clock(left)} left"


def seconds_left(done: int, total: int, passed: float) -> float | None:
    """How long the rest of a stage takes at the pace so far; None where that is a guess: nothing
    done yet, no total, or less than a second to judge by.

    >>> seconds_left(20, 100, 5.0), seconds_left(1, 100, 0.2), seconds_left(0, 100, 9.0)
    (20.0, None, None)
    """
    if done <= 0 or total < done or passed < PATIENCE:
        return None
    return passed / done * (total - done)


def clock(seconds: float) -> str:
    """
    >>> clock(4.2), clock(75), clock(3671)
    ('0:04', '1:15', '1:01:11')
    """
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
