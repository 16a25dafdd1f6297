"""How well statements are matched, on labelled pairs.

    python -P bench/align.py [--encoder NAME] [--only PART,…] [--data DIR]

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
``--data`` names another folder with files of the same names and fields.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """The encoder of this name and its cache; ``data`` is the folder with the labelled pairs."""

    def __init__(self, name: str, data: Path = DEV) -> None:
        self.data = data
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
        options = CompareOptions(encoder=self.name, one_story=True)
        found = compare(articles, options, cache=self.cache)
        sentence = {}
        for statement in (each.statement for each in found.statements):
            article = next(a for a in articles if a.id == statement.article_id)
            side = articles.index(article)
            sentence[statement.id] = side, article.text.count("\n", 0, statement.span.start)
        pairs: set[tuple[int, int]] = set()
        for claim in found.claims:
            sides = [sentence[member] for member in claim.members]
            pairs.update((i, j) for a, i in sides for b, j in sides if a < b)
        return pairs


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Two articles that tell one document in two languages; ``wanted`` are the places (left,
    right) of sentences that are each other's translation."""

    languages: tuple[str, str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    wanted: frozenset[tuple[int, int]]

    @property
    def corpus(self) -> Corpus:
        return (
            ("left", self.languages[0], self.left),
            ("right", self.languages[1], self.right),
        )


def cut_documents(
    path: Path, missing: float = MISSING, *, seed: int = SEED, shuffled: bool = False
) -> Iterator[Document]:
    """Each document of the file as two articles that lack ``missing`` (0–1) of its sentences, the
    same ones in every run; those of which nothing is left are left out. ``shuffled`` puts the
    right ones in another order."""
    chance = random.Random(seed)
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(path):
        by_document[row["doc"]].append(row)
    for _, found in sorted(by_document.items()):
        left = [k for k in range(len(found)) if chance.random() >= missing]
        right = [k for k in range(len(found)) if chance.random() >= missing]
        if not left or not right:
            continue
        if shuffled:
            chance.shuffle(right)
        yield Document(
            languages=(found[0]["a_lang"], found[0]["b_lang"]),
            left=tuple(found[k]["a"] for k in left),
            right=tuple(found[k]["b"] for k in right),
            wanted=frozenset((left.index(k), right.index(k)) for k in {*left} & {*right}),
        )


def documents(bench: Bench, name: str, *, shuffled: bool = False) -> None:
    """F1 of mutual best matches within documents."""
    matches: list[tuple[float, bool]] = []
    wanted = 0
    for document in cut_documents(bench.data / f"{name}.jsonl", shuffled=shuffled):
        left, right = document.left, document.right
        wanted += len(document.wanted)
        pairs = [(0, i, 1, j) for i in range(len(left)) for j in range(len(right))]
        scores = bench.probabilities(document.corpus, pairs).reshape(len(left), len(right))
        for i in range(len(left)):
            j = int(scores[i].argmax())
            if int(scores[:, j].argmax()) == i:
                matches.append((float(scores[i, j]), (i, j) in document.wanted))
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
    for document in cut_documents(bench.data / f"{name}.jsonl"):
        found = bench.claimed(document.corpus)
        right += len(found & document.wanted)
        taken, wanted = taken + len(found), wanted + len(document.wanted)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Marked pairs of one story: are the two sentences alike?"""

    corpus: Corpus
    pairs: Pairs
    labels: tuple[bool, ...]


def paraphrase_stories(path: Path) -> Iterator[Marked]:
    """Headlines by the hundred pairs: a story of as many articles of one sentence. Pairs that are
    "loosely the same" are no part of it, but their headlines are."""
    found = rows(path)
    for start in range(0, len(found), 100):
        part = found[start : start + 100]
        texts = sorted({row[side] for row in part for side in ("a", "b")})
        place = {text: number for number, text in enumerate(texts)}
        clear = [row for row in part if int(row["label"])]
        yield Marked(
            corpus=[(f"{number}", "ru", [text]) for number, text in enumerate(texts)],
            pairs=[(place[row["a"]], 0, place[row["b"]], 0) for row in clear],
            labels=tuple(int(row["label"]) > 0 for row in clear),
        )


def event_stories(path: Path) -> Iterator[Marked]:
    """ECB+ by topic: each document an article of the sentences that are in a pair."""
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(path):
        topics[str(row["topic"])].append(row)
    for _, found in sorted(topics.items()):
        texts: dict[str, dict[str, str]] = defaultdict(dict)
        for row in found:
            for side in ("a", "b"):
                texts[row[f"{side}_doc"]][str(row[f"{side}_sent"])] = row[side]
        names = sorted(texts)
        order = {name: sorted(texts[name], key=int) for name in names}
        yield Marked(
            corpus=[(n, "en", [texts[n][s] for s in order[n]]) for n in names],
            pairs=[
                (
                    names.index(r["a_doc"]),
                    order[r["a_doc"]].index(str(r["a_sent"])),
                    names.index(r["b_doc"]),
                    order[r["b_doc"]].index(str(r["b_sent"])),
                )
                for r in found
            ],
            labels=tuple(r["label"] == "same" for r in found),
        )


def marked(bench: Bench, name: str, stories: Iterator[Marked]) -> None:
    """Area under the ROC curve, same against not."""
    found = list(stories)
    every = np.concatenate([bench.probabilities(story.corpus, story.pairs) for story in found])
    auc = area(every, np.array([label for story in found for label in story.labels]))
    print(f"{name:14} {len(every):5} pairs  AUC {auc:.4f} same against not")


def paraphrase(bench: Bench) -> None:
    marked(bench, "paraphrase_ru", paraphrase_stories(bench.data / "paraphrase_ru.jsonl"))


def events(bench: Bench) -> None:
    marked(bench, "events_en", event_stories(bench.data / "events_en.jsonl"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", default="auto")
    parser.add_argument("--only", default="documents,shuffled,claims,paraphrase,events")
    parser.add_argument("--data", type=Path, default=DEV, metavar="DIR")
    asked = parser.parse_args()
    if not asked.data.is_dir():
        sys.exit("no labelled data beside the checkout: nothing measured")
    bench = Bench(asked.encoder, asked.data)
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
