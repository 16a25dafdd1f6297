"""How many aligned pairs are judged a second, on one core.

    python -P bench/judging.py [FOLDER …] [--runs N]

The folders (the seeds, the marked stories of ``tests/golden`` and those that ship) are compared
without an encoder, and what came of the match is judged again: all links of all claims, facet by
facet, with verdicts, positions and stances. Printed: pairs a second of processor time, for the
first run, which loads the word lists, and the best of the others.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import srccmp.judge
from srccmp import CompareOptions, compare, read_articles
from srccmp.bench.sets import shipped
from srccmp.judge.verdict import judge_all

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    folders = asked.folders or [
        ROOT / "seeds",
        *sorted((ROOT / "tests" / "golden").glob("*/articles")),
        *(story.folder for story in shipped().stories),
    ]
    if missing := [str(folder) for folder in folders if not folder.is_dir()]:
        sys.exit(f"no such folder: {', '.join(missing)}")
    calls: list[tuple[Any, ...]] = []
    spent: list[float] = []

    def judged(*given: Any) -> Any:
        calls.append(given)
        started = time.process_time()
        found = judge_all(*given)
        spent.append(time.process_time() - started)
        return found

    vars(srccmp.judge)["judge_all"] = judged
    for folder in folders:
        compare(read_articles([folder]), CompareOptions(encoder="none"))
    pairs = sum(len(claim.links) for claims, *_ in calls for claim in claims)
    print(f"{pairs} pairs of {len(folders)} folders; first: {pairs / sum(spent):,.0f} a second")
    best = 0.0
    for _ in range(asked.runs):
        started = time.process_time()
        for given in calls:
            judge_all(*given)
        best = max(best, pairs / (time.process_time() - started))
    print(f"best of {asked.runs}: {best:,.0f} a second")


if __name__ == "__main__":
    main()
