"""How long the commands take as a user meets them: a new process each, nothing kept or all kept.

    python bench/startup.py [FOLDER] [--runs N]

For each case the least wall time of N runs (5) and the least processor time (user and system, of
all threads), in seconds: the least, as whatever else the machine does only adds. Bytecode is
written to a folder of its own first, so that compiling the sources is not counted.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

IMPORTS = "import typer, rich.table"
FRESH, KEPT = "nothing kept", "all kept"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="seeds")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        run = [sys.executable, "-c", "from srccmp.cli.app import main; main()"]
        diff = [*run, "diff", asked.folder]
        cases = (
            (IMPORTS, [sys.executable, "-c", IMPORTS], KEPT, None),
            ("srccmp --help", [*run, "--help"], KEPT, None),
            ("diff --encoder none", [*diff, "--encoder", "none"], FRESH, 1.2),
            ("diff --encoder none", [*diff, "--encoder", "none"], KEPT, 1.0),
            ("diff", diff, FRESH, 6.0),
            ("diff", diff, KEPT, 1.0),
        )
        print(f"{'':22}{'':14}{'wall':>7}{'cpu':>7}{'goal':>7}")
        for title, command, state, goal in cases:
            wall, cpu = least(command, home, state, asked.runs)
            print(f"{title[:22]:22}  {state:12}{wall:7.2f}{cpu:7.2f}{goal or '':>7}")


def least(command: list[str], home: Path, state: str, runs: int) -> tuple[float, float]:
    """The least wall and processor seconds of several runs, after one that is not counted."""
    found = []
    for number in range(runs + 1):
        kept = home / ("kept" if state == KEPT else f"{len(list(home.iterdir()))}")
        kept.mkdir(exist_ok=True)
        took = timed(command, home, kept)
        if number:
            found.append(took)
    return min(wall for wall, _ in found), min(cpu for _, cpu in found)


def timed(command: list[str], home: Path, kept: Path) -> tuple[float, float]:
    """Wall and processor seconds of one run, with bytecode in ``home`` and all else in ``kept``."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own |= {
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
        "SRCCMP_CACHE_DIR": str(kept),
        "SRCCMP_STATE_DIR": str(kept),
    }
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=own, stdout=subprocess.DEVNULL, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
