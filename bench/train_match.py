"""Trains the weights of the match score on translated news, and writes them to
``src/srccmp/align/weights.toml``.

    python -P bench/train_match.py [--write]

The data are read from ../shared/dev, in place: aligned news in three languages, each document a
story of two articles of which a third of the sentences is missing on each side, once in order and
once with one side shuffled. Every pair goes through the real annotation and the real features.
Nothing else teaches: what it prints of single sentences (each an article of its own), of English
sentences of one event (ECB+), of the seeds, the events and the golden stories is of stories that
the weights have not seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from srccmp.align.score import FEATURES, NEEDS_ENCODER
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.layers import annotate
from srccmp.language import article_language
from srccmp.model import Span
from srccmp.read import read_articles
from srccmp.segment import segment

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from align import Bench
from labelled import DEV, ROOT, SEED, Corpus, cut_documents, event_stories, rows

WEIGHTS = ROOT / "src" / "srccmp" / "align" / "weights.toml"
# Accounts of one event are worded less alike than translations are. The log-odds that translations
# teach are stretched and moved by these, one pair of numbers for both models, chosen on the golden
# stories: as many of the marked pairs in one claim as can be had with no false conflict more.
SLOPE, SHIFT = 0.57, 1.7

Floats = NDArray[np.float64]
Labelled = tuple[Sequence[float | None], bool]
Told = list[Labelled]


class Teacher(Bench):
    """Measures labelled pairs, with the encoder."""

    def __init__(self) -> None:
        super().__init__("auto")
        if self.encoder is None:
            sys.exit("the bundled encoder is needed")

    def story(
        self, corpus: Corpus, wanted: Mapping[tuple[int, int, int, int], bool]
    ) -> Iterator[Labelled]:
        """Features and label of (article, sentence, article, sentence) pairs of one story."""
        analyses, first = self.analysed(corpus)
        pairs = {(first[a] + i, first[b] + j): label for (a, i, b, j), label in wanted.items()}
        yield from self.measured(analyses, pairs)

    def measured(
        self, analyses: Sequence[Analysis], pairs: Mapping[tuple[int, int], bool]
    ) -> Iterator[Labelled]:
        matcher = self.matcher(analyses)
        for (left, right), label in pairs.items():
            yield matcher.measures(left, right), label

    def folder(self, folder: Path, gold: Sequence[Mapping[str, str]]) -> list[Labelled]:
        """All pairs across the articles of a folder: those with marked quotes are alike (but for
        "unrelated"), all others count as unlike, which few of them are not."""
        read = [replace(a, language=article_language(a)) for a in read_articles([folder])]
        parts = {a.id: segment(a, a.language.code).statements for a in read}
        analyses = annotate(read, parts).analyses
        named = {Path(a.path).name: a for a in read}
        alike: set[tuple[int, int]] = set()
        for row in gold:
            if row["relation"] == "unrelated":
                continue
            sides = []
            for side in ("a", "b"):
                article = named[row[side]]
                start = article.text.index(row[f"{side}_quote"])
                quote = Span(start, start + len(row[f"{side}_quote"]))
                sides.append(
                    [
                        at
                        for at, a in enumerate(analyses)
                        if a.article_id == article.id and a.annotated.statement.span.meets(quote)
                    ]
                )
            alike.update((min(i, j), max(i, j)) for i in sides[0] for j in sides[1])
        pairs = {
            (i, j): (i, j) in alike
            for i in range(len(analyses))
            for j in range(i + 1, len(analyses))
            if analyses[i].article_id != analyses[j].article_id
        }
        return list(self.measured(analyses, pairs))


def aligned(bench: Teacher, name: str, *, seed: int, way: str) -> Iterator[Told]:
    """Each document as two articles that lack a third of their sentences; all pairs of it. ``way``
    is ``ordered``, ``shuffled`` (one side) or ``alone``: each sentence an article of its own, as
    headlines and short posts are."""
    for document in cut_documents(DEV / name, seed=seed, shuffled=way == "shuffled"):
        left, right = document.left, document.right
        places = [(i, j) for i in range(len(left)) for j in range(len(right))]
        corpus = document.corpus
        wanted = {(0, i, 1, j): (i, j) in document.wanted for i, j in places}
        if way == "alone":
            corpus = [
                (f"{side} {number:03}", language, [sentence])
                for side, language, sentences in corpus
                for number, sentence in enumerate(sentences)
            ]
            wanted = {(i, 0, len(left) + j, 0): (i, j) in document.wanted for i, j in places}
        yield list(bench.story(corpus, wanted))


def same_event(bench: Teacher) -> Iterator[Told]:
    """ECB+ by topic: each document an article."""
    for story in event_stories(DEV / "events_en.jsonl"):
        yield list(bench.story(story.corpus, dict(zip(story.pairs, story.labels, strict=True))))


def matrix(data: Told, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Shape (pairs, features), nan where nothing was measured; and the labels, 0 or 1."""
    at = [FEATURES.index(name) for name in names]
    values = np.array([[row[k] for k in at] for row, _ in data], dtype=float)
    return values, np.array([label for _, label in data], dtype=float)


def fit(values: Floats, labels: Floats, *, ridge: float = 0.1) -> tuple[float, Floats, Floats]:
    """Bias, weights, centres of a logistic model; what was not measured stands at its centre.
    Newton's method; ``ridge`` is the L2 penalty of each weight, for 1,000 pairs."""
    centres = np.nan_to_num(np.nanmean(values, axis=0))
    x = np.nan_to_num(values - centres)
    x = np.hstack([np.ones((len(x), 1)), x])
    beta = np.zeros(x.shape[1])
    penalty = np.eye(len(beta)) * ridge * len(x) / 1000
    penalty[0, 0] = 0
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -40, 40)))
        gradient = x.T @ (labels - p) - penalty @ beta
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += step * min(1.0, 5.0 / np.abs(step).max())
        if np.abs(step).max() < 1e-8:
            break
    return float(beta[0]), beta[1:], centres


def fit_positive(values: Floats, labels: Floats) -> tuple[float, Floats, Floats]:
    """The same without features that would speak against a match by being alike: their weight is
    0, so that every share that `show` prints can be understood."""
    kept = np.arange(values.shape[1])
    while True:
        bias, beta, _ = fit(values[:, kept], labels)
        if (beta >= 0).all():
            break
        kept = np.delete(kept, int(np.argmin(beta)))
    full = np.zeros(values.shape[1])
    full[kept] = beta
    return bias, full, np.nan_to_num(np.nanmean(values, axis=0))


def average_precision(scores: Floats, labels: Floats) -> float:
    order = np.argsort(-scores, kind="stable")
    hits = labels[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits > 0].mean())


def reliability(scores: Floats, labels: Floats) -> str:
    """Of the pairs with a probability in each fifth, how many there are and how many are alike."""
    p = 1 / (1 + np.exp(-scores))
    cells = []
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (p >= low) & (p < low + 0.2 if low < 0.8 else p <= 1.0)
        share = f"{labels[inside].mean():.2f}" if inside.any() else "–"
        cells.append(f"{share} of {inside.sum()}")
    return " | ".join(cells)


def held_out(bench: Teacher) -> Iterator[tuple[str, Told]]:
    """Sets that the weights have not seen, with all pairs of each."""
    for name in ("align_ru_uk", "align_en_ru"):
        told = aligned(bench, f"{name}.jsonl", seed=SEED + 2, way="alone")
        yield f"{name}, alone", [pair for story in told for pair in story]
    yield "events_en", [pair for story in same_event(bench) for pair in story]
    yield "seeds", bench.folder(ROOT / "seeds", rows(DEV / "seeds_gold.jsonl"))
    marked: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(DEV / "events_ru_uk_gold.jsonl"):
        marked[row["event"]].append(row)
    events: Told = []
    for event, gold in sorted(marked.items()):
        manifest = json.loads((DEV / "events_ru_uk" / event / "manifest.json").read_text("utf-8"))
        file = {doc["key"]: doc["file"] for doc in manifest["docs"]}
        gold = [{**row, "a": file[row["a"]], "b": file[row["b"]]} for row in gold]
        events += bench.folder(DEV / "events_ru_uk" / event, gold)
    yield "events_ru_uk", events
    for story in sorted((ROOT / "tests" / "golden").glob("*/labels.jsonl")):
        yield story.parent.name, bench.folder(story.parent / "articles", rows(story))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the weights file")
    options = parser.parse_args()
    if not DEV.is_dir():
        sys.exit(f"no labelled data at {DEV.name}: nothing trained")
    bench = Teacher()
    stories: dict[str, list[Told]] = {}
    for name in ("align_ru_uk", "align_en_ru", "align_en_uk"):
        stories[name] = [
            story
            for number, way in enumerate(("ordered", "shuffled"))
            for story in aligned(bench, f"{name}.jsonl", seed=SEED + number, way=way)
        ]
    others = dict(held_out(bench))
    lines = ["# Made by bench/train_match.py; do not edit by hand.", ""]
    for part, names in (
        ("without_encoder", [n for n in FEATURES if n not in NEEDS_ENCODER]),
        ("with_encoder", list(FEATURES)),
    ):
        report(part, names, stories, others)
        everything = [pair for told in stories.values() for story in told for pair in story]
        bias, beta, centres = fit_positive(*matrix(everything, names))
        lines += [f"[{part}]", f"bias = {SLOPE * bias + SHIFT:.4f}", ""]
        for name, b, c in zip(names, SLOPE * beta, centres, strict=True):
            lines.append(f"{name} = {{ weight = {b:.4f}, centre = {c:.4f} }}")
        lines.append("")
    if options.write:
        WEIGHTS.write_text("\n".join(lines), "utf-8")
        print(f"wrote {WEIGHTS.name}")


def report(
    part: str,
    names: Sequence[str],
    stories: Mapping[str, Sequence[Told]],
    others: Mapping[str, Told],
) -> None:
    """Average precision and reliability of each set: of the documents by two halves, each told by
    the weights of the other; of the rest by the weights of all documents."""
    print(f"\n{part}: average precision | alike, of the pairs with a probability in each fifth")
    scored: dict[str, list[tuple[Floats, Floats]]] = defaultdict(list)
    for half in (0, 1, None):
        taught = [
            pair
            for told in stories.values()
            for number, story in enumerate(told)
            if number % 2 != half
            for pair in story
        ]
        bias, beta, centres = fit_positive(*matrix(taught, names))
        asked: Mapping[str, Told] = others
        if half is not None:
            asked = {
                name: [pair for number, story in enumerate(told) if number % 2 == half
                       for pair in story]
                for name, told in stories.items()
            }  # fmt: skip
        for name, data in asked.items():
            values, labels = matrix(data, names)
            scores = bias + np.nan_to_num(values - centres) @ beta
            scored[name].append((SLOPE * scores + SHIFT, labels))
    for name, found in scored.items():
        scores = np.concatenate([s for s, _ in found])
        labels = np.concatenate([y for _, y in found])
        print(f"{name:13} {average_precision(scores, labels):.3f} | {reliability(scores, labels)}")


if __name__ == "__main__":
    main()
