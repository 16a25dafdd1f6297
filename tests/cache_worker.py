"""One of several processes that use a cache at the same time: FOLDER, its own number, TURNS.

Puts values of its own and values that all put, reads them back, and prints what went wrong. (A
script, as a spawned process cannot import a test module.)
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from srccmp.cache import Cache

DAYS = (date(2026, 3, 1), date(2026, 3, 2))


def work(folder: Path, own: bytes, turns: int) -> list[str]:
    told: list[str] = []
    for turn in range(turns):
        wanted = {f"own/{own.decode()}/{turn}": own, f"all/{turn}": b"same"}
        with Cache(folder, today=DAYS[turn % 2]) as cache:
            cache.put_many("vector", wanted)
            found = cache.get_many("vector", list(wanted))
            if found != wanted:
                told.append(f"turn {turn}: {found}")
            told += [note.message for note in cache.notes]
    return told


if __name__ == "__main__":
    sys.stdout.write("\n".join(work(Path(sys.argv[1]), sys.argv[2].encode(), int(sys.argv[3]))))
