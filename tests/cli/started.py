"""The program in a process of its own: in a pipe, or on a terminal that the test watches."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = "У порту Солянка спалахнув елеватор."
# The story of the port stands for what was compared; SLOW is how many seconds that takes.
PROGRAM = """
import fcntl, os, sys, termios, time, types
if os.environ.pop("CONTROLLED", ""):
    fcntl.ioctl(2, termios.TIOCSCTTY, 0)
from tests.builders import port_fire
pipeline = types.ModuleType("srccmp.pipeline")
def compare(articles, options, progress=None, **_):
    slow = float(os.environ.get("SLOW", "0"))
    for step in range(1, 21) if slow else ():
        progress("read words", step, 20)
        time.sleep(slow / 20)
    return port_fire()
pipeline.compare = compare
sys.modules["srccmp.pipeline"] = pipeline
from srccmp.cli.app import main
sys.argv = ["srccmp", *sys.argv[1:]]
main()
"""
COMMAND = (sys.executable, "-c", PROGRAM)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The variables of a process that knows nothing of the user's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / ".config"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        "SRCCMP_STATE_DIR": str(folder / ".state"),
        "SRCCMP_CACHE_DIR": str(folder / ".cache"),
        **more,
    }


@dataclass(frozen=True, slots=True)
class Seen:
    """What the terminal was sent, and how the program ended."""

    text: str
    code: int


def on_terminal(
    words: Sequence[str],
    folder: Path,
    variables: Mapping[str, str] | None = None,
    *,
    rows: int = 24,
    columns: int = 80,
    keys: Sequence[bytes] = (),
    when: bytes = b"",
    seconds: float = 30,
) -> Seen:
    """Run the program on a terminal of this size. ``keys`` are typed one by one: as soon as
    ``when`` is seen, or, without that, when it was quiet for half a second after it wrote."""
    ours, its = os.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    known = {"TERM": "xterm", "LC_ALL": "C.UTF-8", **(variables or {}), "CONTROLLED": "1"}
    running = subprocess.Popen(
        [*COMMAND, *words],
        cwd=folder,
        env=environment(folder, **known),
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    left = list(keys)
    seen, end = b"", time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            if select.select([ours], [], [], 0.5)[0]:
                try:
                    part = os.read(ours, 65536)
                except OSError:  # Linux says so when the other side is closed
                    break
                if not part:
                    break
                seen += part
                is_time = bool(when) and when in seen
            else:
                is_time = bool(seen) and not when
            if is_time and left:
                os.write(ours, left.pop(0))
        code = running.wait(timeout=max(end - time.monotonic(), 1))
    finally:
        running.kill()
        running.wait()
        os.close(ours)
    return Seen(seen.decode("utf-8", "replace").replace("\r\n", "\n"), code)
