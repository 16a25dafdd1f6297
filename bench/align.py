"""How well statements are matched, on labelled pairs.

    python -P bench/align.py [--encoder auto|none] [--only documents,shuffled,claims,paraphrase,…]

- documents: aligned news, each document as two articles that lack a third of their sentences, at
  random. A sentence and its translation are a match where each is the other's likeliest and the
  probability is at least the threshold; F1 by language pair, at the best threshold and at 0.5.
- shuffled: the same with the sentences of one side in another order.
- claims: the same documents through the whole of ``srccmp.compare``: a sentence and its
  translation are matched where one claim holds a statement of each.
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
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srccmp import CompareOptions, compare
from srccmp.align.matcher import Matcher
from srccmp.annotate.layers import annotate
from srccmp.cache import Cache, cache_folder, encode_cached
from srccmp.engines import load_encoder
from srccmp.engines.centres import centre_of
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
        self.name = name
        self.encoder: Encoder | None = load_encoder(name)[0] if name != "none" else None
        self.cache = Cache(cache_folder(), today=date.today())

    def probabilities(self, corpus: Corpus, pairs: Pairs) -> NDArray[np.float64]:
        """The probability of each pair, in a story of these articles."""
        made = [article_of(*entry) for entry in corpus]
        analyses = annotate([a for a, _ in made], {a.id: s for a, s in made}).analyses
        first = np.cumsum([0, *(len(s) for _, s in made)])
        vectors = None
        if self.encoder is not None:
            statements = [analysis.annotated.statement for analysis in analyses]
            encode = partial(encode_cached, self.encoder, cache=self.cache)
            rows = encode([s.text for s in statements])
            centre = centre_of(self.encoder, encode)
            vectors = centre.apply(rows, [s.language for s in statements])
        matcher = Matcher(analyses, vectors, {})
        found = []
        for a, i, b, j in pairs:
            left, right = int(first[a]) + i, int(first[b]) + j
            found.append(matcher.probability(min(left, right), max(left, right)))
        return np.array(found, dtype=float)

    def claimed(self, corpus: Corpus) -> set[tuple[int, int]]:
        """Sentences of the two articles that one claim holds a statement of each of."""
        articles = [article_of(*entry)[0] for entry in corpus]
        options = CompareOptions(encoder=self.name)
        found = compare(articles, options, cache=self.cache)
        sentence = {}
        for statement in (each.statement for each in found.statements):
            article = next(a for a in articles if a.id == statement.article_id)
            side = articles.index(article)
            sentence[statement.id] = side, article.text.count("\n", 0, statement.span.start)
        pairs = set()
        for claim in found.claims:
            sides = [sentence[member] for member in claim.members]
            pairs.update((i, j) for a, i in sides for b, j in sides if a < b)
        return pairs


def rows(name: str) -> list[dict[str, Any]]:
    text = (DEV / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def halves(
    name: str, *, shuffled: bool = False
) -> Iterator[tuple[Corpus, Sequence[int], Sequence[int]]]:
    """Each document as two articles that lack a third of their sentences, and the numbers of the
    sentences that these have."""
    chance = random.Random(SEED)
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(f"{name}.jsonl"):
        by_document[row["doc"]].append(row)
    for _, found in sorted(by_document.items()):
        left = [k for k in range(len(found)) if chance.random() > MISSING]
        right = [k for k in range(len(found)) if chance.random() > MISSING]
        if shuffled:
            chance.shuffle(right)
        if left and right:
            corpus = (
                ("left", found[0]["a_lang"], [found[k]["a"] for k in left]),
                ("right", found[0]["b_lang"], [found[k]["b"] for k in right]),
            )
            yield corpus, left, right


def documents(bench: Bench, name: str, *, shuffled: bool = False) -> None:
    """F1 of mutual best matches within documents."""
    matches: list[tuple[float, bool]] = []
    wanted = 0
    for corpus, left, right in halves(name, shuffled=shuffled):
        wanted += len(set(left) & set(right))
        pairs = [(0, i, 1, j) for i in range(len(left)) for j in range(len(right))]
        scores = bench.probabilities(corpus, pairs).reshape(len(left), len(right))
        for i, k in enumerate(left):
            j = int(scores[i].argmax())
            if int(scores[:, j].argmax()) == i:
                matches.append((float(scores[i, j]), k == right[j]))
    best = max(((f1(matches, wanted, t), t) for t in {p for p, _ in matches}), default=(0.0, 0.0))
    at_half = f1(matches, wanted, 0.5)
    order = ", shuffled" if shuffled else ""
    print(
        f"{name + order:21} {wanted:5} pairs  F1 {best[0]:.4f} from {best[1]:.3f} on,"
        f" {at_half:.4f} from 0.5"
    )


def claims(bench: Bench, name: str) -> None:
    """F1 of the sentence pairs that ``compare`` puts into one claim."""
    right = taken = wanted = 0
    for corpus, left, other in halves(name):
        alike = {(i, other.index(k)) for i, k in enumerate(left) if k in other}
        found = bench.claimed(corpus)
        right, taken, wanted = right + len(found & alike), taken + len(found), wanted + len(alike)
    precision, recall = right / max(taken, 1), right / wanted
    print(
        f"{name + ', claims':21} {wanted:5} pairs  F1 {2 * right / (taken + wanted):.4f},"
        f" precision {precision:.4f}, recall {recall:.4f}"
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
    parser.add_argument("--only", default="documents,shuffled,claims,paraphrase,events")
    asked = parser.parse_args()
    if not DEV.is_dir():
        sys.exit("no labelled data beside the checkout: nothing measured")
    bench = Bench(asked.encoder)
    parts: Mapping[str, Any] = {"paraphrase": paraphrase, "events": events}
    for part in asked.only.split(","):
        if part in ("documents", "shuffled", "claims"):
            for name in ("align_ru_uk", "align_en_ru", "align_en_uk"):
                if part == "claims":
                    claims(bench, name)
                else:
                    documents(bench, name, shuffled=part == "shuffled")
        else:
            parts[part](bench)


if __name__ == "__main__":
    main()
