"""The weights of a finding's confidence, and how well they are calibrated.

    python -P bench/train_confidence.py [--write] [--data DIR] [--encoder NAME]

Each conflict or update that the facets would report on a labelled pair is an example: a good one
where the pair is marked as conflict or update, a bad one where it is marked as anything else. The
pairs: the marked stories that ship with srccmp, ``tests/golden``, and from ../shared/dev, where it
is there, the seeds, the real events, headlines and English sentences of one event (bad ones; each
counts ``TOLD``), and sentences with one point changed (``bench/onepoint.py``), whose unchanged
twins and translations are bad ones; there are so many of these that each counts ``LIGHT``.

Printed: the weights, and for each fifth of the confidence how many of the examples in it were
good, each example judged by weights that were learned without its set.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import srccmp.judge.compare as facets
from srccmp import CompareOptions
from srccmp.bench.outcomes import run_story
from srccmp.bench.sets import GoldStory, read_gold, shipped
from srccmp.judge.confidence import JUDGED, measures_of
from srccmp.judge.sides import Sides
from srccmp.model import Finding

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from labelled import DEV, ROOT, SEED, rows
from onepoint import SAME, TRANSLATED, Pair, marked, tell, translated

WEIGHTS = ROOT / "src" / "srccmp" / "judge" / "weights.toml"
LIGHT = 0.1
TOLD = 0.3  # of pairs that people wrote of one event, which are real and few conflict
# Stories of the shipped set that nothing is learned from: they are only counted.
HELD = frozenset(
    {"bank-takeover", "drone-depot", "election-recount", "flood-evacuation", "gas-pipeline-leak",
     "minister-resigns", "museum-theft", "port-strike", "prisoner-exchange", "train-derailment"}
)  # fmt: skip
WEIGHED = "weighed"  # what the recorder stands in for
RIDGE = {"facet": 0.5, "level": 2.0, "measure": 0.3}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One finding with what the model reads of its pair; ``good``: readers said the same."""

    name: str  # of the set
    facet: str
    level: str
    measures: dict[str, float]
    good: bool
    weight: float


class Recorder:
    """Stands in for the weighing: every finding passes, and is kept with its measures."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], list[tuple[Finding, dict[str, float]]]] = {}

    def __call__(self, sides: Sides, found: Iterable[Finding]) -> Iterator[Finding]:
        for finding in found:
            if finding.relation in JUDGED:
                key = (finding.left.statement_id, finding.right.statement_id)
                self.found.setdefault(key, []).append((finding, measures_of(sides)))
            yield finding


def of_story(name: str, story: GoldStory, options: CompareOptions) -> list[Example]:
    """The findings between the two sides of each marked row; none of soft ones."""
    recorder = Recorder()
    setattr(facets, WEIGHED, recorder)
    examples = []
    for outcome in run_story(story, options).outcomes:
        if outcome.row.soft:
            continue
        pairs = {(a, b) for a in outcome.left.ids for b in outcome.right.ids}
        for key in sorted(pairs | {(b, a) for a, b in pairs}):
            for finding, measures in recorder.found.get(key, ()):
                good = outcome.row.relation in ("conflict", "update")
                examples.append(
                    Example(name, finding.facet.value, finding.level, measures, good, 1.0)
                )
    return examples


def same_told(data: Path, name: str, language: str, label: object) -> Iterator[Pair]:
    """Pairs of a set that people marked as telling the same."""
    for row in rows(data / name):
        if row["label"] == label:
            left, right = row["a"], row["b"]
            yield Pair(
                left=left, left_language=language, right=right, right_language=language, kind=SAME
            )


def of_pairs(
    name: str, pairs: Sequence[Pair], encoder: str, weight: float = LIGHT
) -> list[Example]:
    examples = []
    for pair in pairs:
        recorder = Recorder()
        setattr(facets, WEIGHED, recorder)
        tell(pair, encoder, None)  # an answer that is kept would not be judged anew
        for found in recorder.found.values():
            for finding, measures in found:
                good = pair.kind != SAME
                examples.append(
                    Example(name, finding.facet.value, finding.level, measures, good, weight)
                )
    return examples


def examples_of(data: Path, encoder: str) -> list[Example]:
    options = CompareOptions(encoder=encoder)
    found = []
    golds = [("shipped", shipped()), ("golden", read_gold(ROOT / "tests" / "golden"))]
    if data.is_dir():
        golds += [
            ("seeds", read_gold(data / "seeds_gold.jsonl", ROOT / "seeds")),
            ("events", read_gold(data / "events_ru_uk_gold.jsonl")),
        ]
    for name, gold in golds:
        for story in gold.stories:
            if story.name in HELD:
                continue
            found += of_story(name, story, options)
    if data.is_dir():
        found += of_pairs("marked", [*marked(data)], encoder)
        headlines = [*same_told(data, "paraphrase_ru.jsonl", "ru", 1)]
        found += of_pairs("headlines", headlines, encoder, TOLD)
        told_twice = [*same_told(data, "events_en.jsonl", "en", "same")]
        found += of_pairs("events_en", told_twice, encoder, TOLD)
        for name in TRANSLATED:
            found += of_pairs(name, [*translated(data, name)], encoder)
    return found


# --- the model --------------------------------------------------------------------------------


def names_of(examples: Sequence[Example]) -> list[tuple[str, str]]:
    """What has a weight: ("facet", "time"), ("level", "…"), ("measure", "share")."""
    return sorted(
        {("facet", e.facet) for e in examples}
        | {("level", e.level) for e in examples}
        | {("measure", name) for e in examples for name in e.measures}
    )


def matrix(examples: Sequence[Example], names: Sequence[tuple[str, str]]) -> Floats:
    place = {name: at for at, name in enumerate(names)}
    values = np.zeros((len(examples), len(names)))
    for row, example in zip(values, examples, strict=True):
        for name in (("facet", example.facet), ("level", example.level)):
            if name in place:
                row[place[name]] = 1.0
        for measure, value in example.measures.items():
            row[place["measure", measure]] = value
    return values


def fit(examples: Sequence[Example], names: Sequence[tuple[str, str]]) -> tuple[float, Floats]:
    """Bias and weights of the likeliest logistic model, held small by ``RIDGE``; Newton's steps."""
    values = np.hstack([np.ones((len(examples), 1)), matrix(examples, names)])
    labels = np.array([e.good for e in examples], dtype=float)
    weights = np.array([e.weight for e in examples])
    ridge = np.array([0.01, *(RIDGE[kind] for kind, _ in names)])
    beta = np.zeros(values.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-values @ beta))
        slope = values.T @ (weights * (labels - chance)) - ridge * beta
        curve = (values.T * (weights * chance * (1 - chance))) @ values + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        beta += step
        if float(np.abs(step).max()) < 1e-9:
            break
    return float(beta[0]), beta[1:]


def told(examples: Sequence[Example], names: Sequence[tuple[str, str]]) -> Floats:
    """The confidence of each example, by weights that were learned without its set."""
    found = np.zeros(len(examples))
    for held in sorted({e.name for e in examples}):
        bias, beta = fit([e for e in examples if e.name != held], names)
        at = [i for i, e in enumerate(examples) if e.name == held]
        odds = bias + matrix([examples[i] for i in at], names) @ beta
        found[at] = 1 / (1 + np.exp(-odds))
    return found


def report(examples: Sequence[Example], sure: Floats) -> None:
    for part, weights in (("stories", {1.0}), ("sentences", {LIGHT}), ("real pairs", {TOLD})):
        chosen = [i for i, e in enumerate(examples) if e.weight in weights]
        print(f"\n{part}: confidence (learned without the set), findings, of them good")
        for low in (0.0, 0.2, 0.4, 0.5, 0.6, 0.8):
            high = {0.0: 0.2, 0.2: 0.4, 0.4: 0.5, 0.5: 0.6, 0.6: 0.8, 0.8: 1.01}[low]
            inside = [i for i in chosen if low <= sure[i] < high]
            if inside:
                good = sum(examples[i].good for i in inside)
                mean = float(np.mean([sure[i] for i in inside]))
                print(
                    f"  {low:.1f}-{min(high, 1):.1f} {mean:6.2f} {len(inside):6} {good:6} "
                    f"{good / len(inside):.2f}"
                )


def write(bias: float, names: Sequence[tuple[str, str]], beta: Floats) -> None:
    lines = ["# Made by bench/train_confidence.py --write; log-odds.", f"bias = {bias:.3f}"]
    for kind, title in (("facet", "facets"), ("level", "levels"), ("measure", "measures")):
        lines += ["", f"[{title}]"]
        lines += [
            f'"{name}" = {weight:.3f}'
            for (of, name), weight in zip(names, beta, strict=True)
            if of == kind
        ]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--encoder", default="none")
    parser.add_argument("--data", type=Path, default=DEV, metavar="DIR")
    asked = parser.parse_args()
    random.seed(SEED)
    examples = examples_of(asked.data, asked.encoder)
    names = names_of(examples)
    good = sum(e.good for e in examples)
    print(f"{len(examples)} findings, {good} of them good")
    for name in dict.fromkeys(e.name for e in examples):
        of = [e.good for e in examples if e.name == name]
        print(f"  {name}: {sum(of)} good, {len(of) - sum(of)} bad")
    report(examples, told(examples, names))
    bias, beta = fit(examples, names)
    if asked.write:
        write(bias, names, beta)
        print(f"\nwritten: {WEIGHTS.name}")


if __name__ == "__main__":
    main()
