"""How the time of a comparison grows with the number of articles, stage by stage.

    python -P bench/growth.py [--kinds many,one] [--articles 10,30,100,300,1000,3000]
                              [--clock wall|cpu] [--jobs N] [--rapidfuzz 3000] [--limit SECONDS]
                              [--links]

Two folders (bench/folders.py tells how they are made): *many* stories, whose number grows with
that of the articles, and *one* story that all articles tell, where everything repeats. Each run
is a process of its own, without encoder and without cache, from reading the files to the finished
JSON; its figures are seconds by the clock (or, with ``--clock cpu``, of all processors together:
for a machine that others use as well), and the highest memory of its processes together. The
exponent is the slope of the line through log(articles) and log(seconds).

``--rapidfuzz`` compares with ``rapidfuzz.process.cdist`` over all pairs of statements (all cores,
the scorer named in the output): timed on a sample of so many statements and multiplied by the
ratio of the pairs. ``--links`` times nothing: it tells how many of the links of all pairs the
candidates give (bench/links.py), for folders of up to a hundred articles.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out
STAGES = (
    "read",
    "annotate",
    "stories",
    "settle",
    "align",
    "reprints",
    "judge",
    "timeline",
    "order",
    "json",
    "rest",
)
SIZES = (10, 30, 100, 300, 1000, 3000)
# Where the pipeline's stages are found by it; each is timed by a wrapper in its place.
PLACES = {
    "annotate": ("srccmp.pipeline", "_drafted"),
    "stories": ("srccmp.stories", "split"),
    "reprints": ("srccmp.reprints", "near_copies"),
    "settle": ("srccmp.annotate.layers", "settle_drafts"),
    "align": ("srccmp.align.claims", "align"),
    "judge": ("srccmp.judge", "judge_all"),
    "timeline": ("srccmp.judge", "timeline"),
    "order": ("srccmp.comparison", "Comparison"),
}


def _processor() -> float:
    """Seconds of all processors, for this process and those that it started and that have ended."""
    return sum(os.times()[:4])


CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": _processor}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kinds", default="many,one")
    parser.add_argument("--articles", default=",".join(map(str, SIZES)))
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    parser.add_argument("--jobs", type=int, help="processes that annotate; else the program's own")
    parser.add_argument("--rapidfuzz", type=int, default=3000, help="statements of the sample; 0")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a run ends")
    parser.add_argument("--links", action="store_true", help="share of all pairs' links, at sizes")
    parser.add_argument("--single", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.single:
        print(json.dumps(single(asked.single, asked.rapidfuzz, CLOCKS[asked.clock])))
        return
    sizes = [int(size) for size in asked.articles.split(",")]
    with tempfile.TemporaryDirectory() as name:
        for kind in asked.kinds.split(","):
            if asked.links:
                linked(kind, sizes, Path(name))
                continue
            grown(kind, sizes, Path(name), asked)


def linked(kind: str, sizes: Sequence[int], home: Path) -> None:
    """Print what the candidates give of the links of all pairs."""
    for size in sizes:
        folder = home / f"{kind}{size}"
        importlib.import_module("folders").written(kind, size, folder)
        print(f"\n{kind}, {size} articles", flush=True)
        importlib.import_module("links").report(folder)


def grown(kind: str, sizes: Sequence[int], home: Path, asked: argparse.Namespace) -> None:
    """Time one kind of folder at all sizes and print its table."""
    written = importlib.import_module("folders").written
    head = ("articles", "statements", "pairs", "claims", "largest", "links")
    print(f"\n{kind}: {written(kind, 1, home / 'origin')}")
    print("".join(f"{each:>11}" for each in (*head, *STAGES, "all", "MB", "JSON MB")))
    runs: list[dict[str, Any]] = []
    for size in sizes:
        folder = home / f"{kind}{size}"
        written(kind, size, folder)
        found = run(folder, asked, rapidfuzz=asked.rapidfuzz if size == sizes[-1] else 0)
        if found is None:
            print(f"{size:11}  not done in {asked.limit:.0f} s")
            break
        runs.append(found)
        cells = [f"{found[each]:11}" for each in head]
        cells += [f"{found['seconds'][stage]:11.2f}" for stage in STAGES]
        total = sum(found["seconds"].values())
        cells.append(f"{total:11.2f}{found['memory']:11.0f}{found['json']:11.1f}")
        print("".join(cells), flush=True)
    report(runs)


def report(runs: Sequence[dict[str, Any]]) -> None:
    totals = [(run["articles"], sum(run["seconds"].values())) for run in runs]
    for least in (10, 100):
        part = [each for each in totals if each[0] >= least]
        if len(part) > 2:
            print(f"exponent from {part[0][0]} to {part[-1][0]} articles: {exponent(part):.2f}")
    large = [run for run in runs if run["articles"] >= 100]
    if len(large) > 1:
        told = []
        for stage in STAGES:
            points = [(run["articles"], max(run["seconds"][stage], 0.001)) for run in large]
            told.append(f"{stage} {exponent(points):.2f}")
        print(f"of the stages, from {large[0]['articles']} on: {', '.join(told)}")
    for run in runs:
        for scorer, took in run.get("rapidfuzz", {}).items():
            total = sum(run["seconds"].values())
            without = total - run["seconds"]["read"] - run["seconds"]["annotate"]
            print(
                f"rapidfuzz cdist {scorer} on lemmas, all pairs of {run['statements']} statements"
                f" (from a sample): {took:.1f} s; the alignment takes"
                f" {run['seconds']['align'] / took:.2f} times that, all but reading and annotating"
                f" {without / took:.2f} times, the whole comparison {total / took:.2f} times"
            )


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Slope of the least-squares line through the logarithms.

    >>> round(exponent([(10, 2), (100, 20), (1000, 200)]), 3)
    1.0
    """
    logs = [(math.log(size), math.log(took)) for size, took in points]
    x, y = (sum(axis) / len(logs) for axis in zip(*logs, strict=True))
    slope: float = sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)
    return slope


def run(folder: Path, asked: argparse.Namespace, *, rapidfuzz: int) -> dict[str, Any] | None:
    """The figures of one comparison in a process of its own; None where it took too long."""
    command = [sys.executable, "-P", __file__, "--single", str(folder)]
    command += ["--rapidfuzz", str(rapidfuzz), "--clock", asked.clock]
    environment = os.environ | ({"SRCCMP_JOBS": str(asked.jobs)} if asked.jobs else {})
    try:
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, check=True, timeout=asked.limit
        )
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def single(folder: Path, sample: int, clock: Callable[[], float]) -> dict[str, Any]:
    """Compare one folder, and time what is done for it."""
    seconds = dict.fromkeys(STAGES, 0.0)
    began = clock()
    from srccmp import CompareOptions, compare, read_articles

    for stage, (module, name) in PLACES.items():
        home = importlib.import_module(module)
        setattr(home, name, timed(getattr(home, name), stage, seconds, clock))
    spelled: list[str] = []
    settled = importlib.import_module("srccmp.annotate.layers")
    settle = settled.settle_drafts

    def settle_and_spell(*given: Any) -> Any:
        layers = settle(*given)
        if sample:
            spelled.extend(" ".join(t.key for t in a.tokens if t.is_word) for a in layers.analyses)
        return layers

    setattr(settled, "settle_drafts", settle_and_spell)  # noqa: B010 (a module of any type)
    reading = timed(read_articles, "read", seconds, clock)([folder])
    comparison = compare(reading, CompareOptions(encoder="none"))
    data = timed(comparison.to_json, "json", seconds, clock)()
    seconds["rest"] = clock() - began - sum(seconds.values())
    own, others = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    told = next(note.message for note in comparison.notes if note.code == "pairs")
    found = {
        "articles": len(comparison.articles),
        "statements": len(comparison.statements),
        "pairs": int(told.split()[0]),
        "claims": sum(len(claim.members) > 1 for claim in comparison.claims),
        "largest": max(len(claim.members) for claim in comparison.claims),
        "links": sum(len(claim.links) for claim in comparison.claims),
        "seconds": seconds,
        "memory": own + others,
        "json": len(data) / 1e6,
    }
    if sample:
        found["rapidfuzz"] = all_pairs(spelled, sample, clock)
    return found


def timed(
    work: Callable[..., Any], stage: str, seconds: dict[str, float], clock: Callable[[], float]
) -> Callable[..., Any]:
    def clocked(*given: Any, **named: Any) -> Any:
        start = clock()
        try:
            return work(*given, **named)
        finally:
            seconds[stage] += clock() - start

    return clocked


def all_pairs(texts: Sequence[str], sample: int, clock: Callable[[], float]) -> dict[str, float]:
    """Seconds that RapidFuzz takes for all pairs of the texts, by scorer, from some of them.

    The texts are lemmas in the common spelling. Of all scorers on them `ratio` is the best by
    quality (F1 .932 on Russian and Ukrainian news, docs/benchmarks.md).
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    step = max(1, len(texts) // sample)
    part = list(texts[::step])[:sample]
    ratio = (len(texts) / len(part)) ** 2
    took = {}
    for scorer in (fuzz.ratio, fuzz.token_set_ratio):
        start = clock()
        process.cdist(part, part, scorer=scorer, workers=-1, dtype=np.uint8)
        took[scorer.__name__] = (clock() - start) * ratio
    return took


if __name__ == "__main__":
    main()
