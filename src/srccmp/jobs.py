"""Work on many items in several processes, with the same results in the same order as in one.

The processes are started as ``python -c``, not by `multiprocessing`: those of the "spawn" and
"forkserver" methods run the caller's script again, which a script without ``if __name__ ==
"__main__"`` answers by comparing again, and those of "fork" may hang where the caller has threads
(a notebook, the progress bar, the encoder). These know nothing of the caller but its ``sys.path``.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

JOBS = "SRCCMP_JOBS"
MOST = 8  # processes, each of which has dictionaries of its own, about 150 MB; or threads
CHUNK = 8  # items handed over at a time: the last to be done waits for no more than these
START = (
    "import json, sys;"
    "sys.path[:] = json.loads(sys.stdin.buffer.readline());"
    "from srccmp.jobs import serve;"
    "serve()"
)


def cores() -> int:
    """How many processors this process may use, 8 at the most."""
    allowed = getattr(os, "sched_getaffinity", None)
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, MOST)


@contextlib.contextmanager
def rarely_collected() -> Iterator[None]:
    """Python's search for cycles of garbage fifty times as rare: a run makes many small values that
    live to its end and few cycles, and the search takes a tenth of the time."""
    first, *others = gc.get_threshold()
    gc.set_threshold(first * 50, *others)  # 0 turns it off and stays
    try:
        yield
    finally:
        gc.set_threshold(first, *others)


def job_count(items: int, worth: int) -> int:
    """How many processes to use for so many items, of which ``worth`` pay for one more process.

    ``SRCCMP_JOBS`` sets the highest number; else it is that of the processors that this one may
    use, up to eight.
    """
    given = os.environ.get(JOBS, "")
    if given.isdigit() and int(given):
        return max(1, min(int(given), items // worth))
    return max(1, min(cores(), items // worth))


def run(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    worth: int,
    told: Callable[[int, int], None] = lambda _done, _total: None,
    chunk: int = CHUNK,
) -> list[Result]:
    """``[work(item) for item in items]``, in as many processes as pay.

    ``work`` is a function of a module and depends on nothing but its argument; it, the items and
    the results can be pickled. ``told`` hears how many of them are done, on the caller's thread.
    ``chunk`` of them are handed over at a time: 1 where each takes long.
    What ``work`` raises is raised here; a process that fails is done without.
    """
    chunks = deque((at, items[at : at + chunk]) for at in range(0, len(items), chunk))
    found: dict[int, list[Result]] = {}

    def here() -> None:
        while chunks:
            with contextlib.suppress(IndexError):  # another thread may have taken the last one
                at, part = chunks.popleft()
                found[at] = [work(item) for item in part]
                told(min(len(found) * chunk, len(items)), len(items))

    with _helpers(job_count(len(items), worth) - 1, work, chunks, found) as threads:
        here()
        for thread in threads:
            thread.join()
        here()  # what a failed process gave back
    return [result for at in sorted(found) for result in found[at]]


@contextlib.contextmanager
def _helpers(
    count: int,
    work: Callable[[Item], Result],
    chunks: deque[tuple[int, Sequence[Item]]],
    found: dict[int, list[Result]],
) -> Iterator[list[threading.Thread]]:
    """Threads that each have a process do chunks; the processes are gone when this is left."""
    processes = _started(count)

    def drive(process: subprocess.Popen[bytes]) -> None:
        while chunks:
            try:
                at, part = chunks.popleft()
            except IndexError:
                return
            done = _asked(process, work, part)
            if done is None:
                chunks.appendleft((at, part))
                return
            found[at] = done

    threads = [threading.Thread(target=drive, args=(each,), daemon=True) for each in processes]
    try:
        for thread in threads:
            thread.start()
        yield threads
    finally:
        for process in processes:
            process.kill()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
        for process in processes:
            process.communicate()


def _started(count: int) -> list[subprocess.Popen[bytes]]:
    """Up to ``count`` processes; none where this Python cannot start another of its kind."""
    if count < 1 or not sys.executable or getattr(sys, "frozen", False):
        return []
    found: list[subprocess.Popen[bytes]] = []
    with contextlib.suppress(OSError):
        for _ in range(count):
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            found.append(process)
            assert process.stdin is not None
            paths = [path or str(Path.cwd()) for path in sys.path]
            process.stdin.write(json.dumps(paths).encode() + b"\n")
    return found


def _asked(
    process: subprocess.Popen[bytes], work: Callable[[Item], Result], part: Sequence[Item]
) -> list[Result] | None:
    """What the process made of the items; None where it failed, whatever the reason: then this
    process does them and meets the reason itself."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        pickle.dump((work, list(part)), process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        done: list[Result] | None = pickle.load(process.stdout)
    except (
        OSError,
        EOFError,
        ValueError,
        TypeError,
        pickle.PickleError,
        AttributeError,
        ImportError,
    ):
        return None
    return done


def serve() -> None:
    """Do what standard input asks for, until it ends. The answers go to what was standard output
    at the start; what the work prints by mistake goes to the errors."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's, who ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with rarely_collected():
        _answer(sys.stdin.buffer, answers)


def _answer(source: IO[bytes], answers: IO[bytes]) -> None:
    while True:
        try:
            work, items = pickle.load(source)
        except EOFError:
            return
        pickle.dump(_done(work, items), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _done(work: Callable[[Any], Any], items: Sequence[Any]) -> list[Any] | None:
    try:
        return [work(item) for item in items]
    except Exception:  # noqa: BLE001  # any: the caller does the work again and raises it there
        return None
