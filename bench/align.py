"""How well statements are matched, on labelled pairs.

    python -P bench/align.py [--encoder auto|none] [--only documents,paraphrase,events]

- documents: aligned news, each document as two articles that lack a third of their sentences, at
  random. A sentence and its translation are a match where each is the other's likeliest and the
  probability is at least the threshold; F1 by language pair, at the best threshold and at 0.5.
- paraphrase: Russian headlines, same against not: area under the ROC curve.
- events: English sentences of one event against the same kind of event (ECB+): area under the ROC
  curve.

The data are read from ../shared/dev, in place; where they are not there, it says so and ends.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srccmp.align.candidates import semantic_scores
from srccmp.align.score import score_pair
from srccmp.align.terms import profile, weigh
from srccmp.annotate.layers import annotate
from srccmp.cache import Cache, cache_folder, encode_cached
from srccmp.engines import load_encoder
from srccmp.engines.protocols import Encoder

sys.path.insert(0, str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out
Corpus = Sequence[tuple[str, str, Sequence[str]]]  # (name, language, sentences) of each article
article_of = importlib.import_module("train_match").article_of

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
SEED = 11
MISSING = 1 / 3

Pairs = Sequence[tuple[int, int, int, int]]  # article, sentence, article, sentence


class Bench:
    def __init__(self, name: str) -> None:
        self.encoder: Encoder | None = load_encoder(name)[0] if name != "none" else None
        self.cache = Cache(cache_folder(), today=date.today())

    def probabilities(self, corpus: Corpus, pairs: Pairs) -> NDArray[np.float64]:
        """The probability of each pair, in a story of these articles."""
        made = [article_of(*entry) for entry in corpus]
        analyses = annotate([a for a, _ in made], {a.id: s for a, s in made}).analyses
        first = np.cumsum([0, *(len(s) for _, s in made)])
        profiles = [profile(analysis) for analysis in analyses]
        weights = weigh(profiles)
        nearness = None
        if self.encoder is not None:
            texts = [analysis.annotated.statement.text for analysis in analyses]
            vectors = encode_cached(self.encoder, texts, self.cache)
            nearness, _ = semantic_scores(vectors, analyses)
        found = []
        for a, i, b, j in pairs:
            left, right = int(first[a]) + i, int(first[b]) + j
            near = None if nearness is None else float(nearness[left, right])
            found.append(score_pair(left, right, analyses, profiles, weights, near).probability)
        return np.array(found)


def rows(name: str) -> list[dict[str, Any]]:
    text = (DEV / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def documents(bench: Bench, name: str) -> None:
    """F1 of mutual best matches within documents."""
    chance = random.Random(SEED)
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(name):
        by_document[row["doc"]].append(row)
    matches: list[tuple[float, bool]] = []
    wanted = 0
    for _, found in sorted(by_document.items()):
        left = [k for k in range(len(found)) if chance.random() > MISSING]
        right = [k for k in range(len(found)) if chance.random() > MISSING]
        if not left or not right:
            continue
        wanted += len(set(left) & set(right))
        corpus = (
            ("left", found[0]["a_lang"], [found[k]["a"] for k in left]),
            ("right", found[0]["b_lang"], [found[k]["b"] for k in right]),
        )
        pairs = [(0, i, 1, j) for i in range(len(left)) for j in range(len(right))]
        scores = bench.probabilities(corpus, pairs).reshape(len(left), len(right))
        for i, k in enumerate(left):
            j = int(scores[i].argmax())
            if int(scores[:, j].argmax()) == i:
                matches.append((float(scores[i, j]), k == right[j]))
    best = max(((f1(matches, wanted, t), t) for t in {p for p, _ in matches}), default=(0.0, 0.0))
    at_half = f1(matches, wanted, 0.5)
    print(
        f"{name[:-6]:14} {wanted:5} pairs  F1 {best[0]:.4f} from {best[1]:.3f} on,"
        f" {at_half:.4f} from 0.5"
    )


def f1(matches: Sequence[tuple[float, bool]], wanted: int, threshold: float) -> float:
    taken = [right for score, right in matches if score >= threshold]
    return 2 * sum(taken) / (len(taken) + wanted)


def area(scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Area under the ROC curve: how often an alike pair is above an unlike one."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]  # ties share their middle rank
    ones = int(labels.sum())
    return float((ranks[labels].sum() - ones * (ones + 1) / 2) / (ones * (len(scores) - ones)))


def paraphrase(bench: Bench) -> None:
    found = rows("paraphrase_ru.jsonl")
    scores = []
    # Headlines by the hundred pairs: a story of as many articles of one sentence.
    for start in range(0, len(found), 100):
        part = found[start : start + 100]
        texts = sorted({row[side] for row in part for side in ("a", "b")})
        place = {text: number for number, text in enumerate(texts)}
        corpus = [(f"{number}", "ru", [text]) for number, text in enumerate(texts)]
        scores.append(
            bench.probabilities(corpus, [(place[r["a"]], 0, place[r["b"]], 0) for r in part])
        )
    every = np.concatenate(scores)
    labels = np.array([int(row["label"]) for row in found])
    clear = labels != 0
    same = labels[clear] > 0
    auc = area(every[clear], same)
    print(f"paraphrase_ru  {clear.sum():5} pairs  AUC {auc:.4f} same against not")


def events(bench: Bench) -> None:
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows("events_en.jsonl"):
        topics[str(row["topic"])].append(row)
    scores, labels = [], []
    for _, found in sorted(topics.items()):
        texts: dict[str, dict[str, str]] = defaultdict(dict)
        for row in found:
            for side in ("a", "b"):
                texts[row[f"{side}_doc"]][str(row[f"{side}_sent"])] = row[side]
        names = sorted(texts)
        order = {name: sorted(texts[name], key=int) for name in names}
        corpus = [(n, "en", [texts[n][s] for s in order[n]]) for n in names]
        pairs = [
            (
                names.index(r["a_doc"]),
                order[r["a_doc"]].index(str(r["a_sent"])),
                names.index(r["b_doc"]),
                order[r["b_doc"]].index(str(r["b_sent"])),
            )
            for r in found
        ]
        scores.append(bench.probabilities(corpus, pairs))
        labels += [r["label"] == "same" for r in found]
    every = np.concatenate(scores)
    auc = area(every, np.array(labels))
    print(f"events_en      {len(every):5} pairs  AUC {auc:.4f} same against not")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", default="auto")
    parser.add_argument("--only", default="documents,paraphrase,events")
    asked = parser.parse_args()
    if not DEV.is_dir():
        sys.exit("no labelled data beside the checkout: nothing measured")
    bench = Bench(asked.encoder)
    parts: Mapping[str, Any] = {"paraphrase": paraphrase, "events": events}
    for part in asked.only.split(","):
        if part == "documents":
            for name in ("align_ru_uk", "align_en_ru", "align_en_uk"):
                documents(bench, f"{name}.jsonl")
        else:
            parts[part](bench)


if __name__ == "__main__":
    main()
