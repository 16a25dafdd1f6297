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
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srccmp import CompareOptions, compare
from srccmp.align.matcher import Matcher
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.layers import annotate
from srccmp.cache import Cache, cache_folder, encode_cached
from srccmp.engines import load_encoder
from srccmp.engines.centres import centre_of
from srccmp.engines.protocols import Encoder

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from labelled import (
    DEV,
    Corpus,
    Marked,
    Pairs,
    article_of,
    cut_documents,
    event_stories,
    paraphrase_stories,
)


class Bench:
    """The encoder of this name and its cache; ``data`` is the folder with the labelled pairs."""

    def __init__(self, name: str, data: Path = DEV) -> None:
        self.data = data
        self.name = name
        self.encoder: Encoder | None = load_encoder(name)[0] if name != "none" else None
        self.cache = Cache(cache_folder(), today=date.today())

    def analysed(self, corpus: Corpus) -> tuple[Sequence[Analysis], Sequence[int]]:
        """The sentences of a story of these articles, and the place of each article's first."""
        made = [article_of(*entry) for entry in corpus]
        analyses = annotate([a for a, _ in made], {a.id: s for a, s in made}).analyses
        return analyses, np.cumsum([0, *(len(s) for _, s in made)]).tolist()

    def matcher(self, analyses: Sequence[Analysis]) -> Matcher:
        """Of these statements, with the encoder's vectors where there is one."""
        if self.encoder is None:
            return Matcher(analyses, None, {})
        statements = [analysis.annotated.statement for analysis in analyses]
        encode = partial(encode_cached, self.encoder, cache=self.cache)
        rows = encode([s.text for s in statements])
        centre = centre_of(self.encoder, encode)
        return Matcher(analyses, centre.apply(rows, [s.language for s in statements]), {})

    def probabilities(self, corpus: Corpus, pairs: Pairs) -> NDArray[np.float64]:
        """The probability of each pair, in a story of these articles."""
        analyses, first = self.analysed(corpus)
        matcher = self.matcher(analyses)
        found = []
        for a, i, b, j in pairs:
            left, right = sorted((first[a] + i, first[b] + j))
            found.append(matcher.probability(left, right))
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
