"""Trains the weights of the match score on labelled pairs, and writes them to
``src/srccmp/align/weights.toml``.

    python bench/train_match.py [--write]

The data are read from ../shared/dev, in place: aligned news in three languages (each document a
story of two articles of which a third of the sentences is missing on each side), English sentences
of one event or another (ECB+), and the marked pairs of the Russian and Ukrainian events. Every
pair goes through the real annotation and the real features; each set weighs the same.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from srccmp.align.matcher import Matcher
from srccmp.align.score import FEATURES, NEEDS_ENCODER
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.layers import annotate
from srccmp.cache import Cache, cache_folder, encode_cached
from srccmp.engines import load_encoder
from srccmp.engines.centres import centre_of
from srccmp.language import article_language
from srccmp.model import Article, LanguageGuess, Source, Span, Statement, short_id
from srccmp.read import read_articles
from srccmp.segment import segment

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
WEIGHTS = ROOT / "src" / "srccmp" / "align" / "weights.toml"
SEED = 7
# The share of each set's weight that its alike pairs have; all sets weigh the same.
ALIKE = 0.25

Labelled = tuple[Sequence[float | None], bool]
Corpus = Sequence[tuple[str, str, Sequence[str]]]  # (name, language, sentences) of each article


def rows(name: str) -> list[dict[str, str]]:
    text = (DEV / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def article_of(
    name: str, language: str, sentences: Sequence[str]
) -> tuple[Article, list[Statement]]:
    text = "\n".join(sentences)
    article = Article(
        id=short_id(name, text),
        path=name,
        source=Source(key=name, name=name, decided_by="bench"),
        title=None,
        text=text,
        sha256="",
        language=LanguageGuess(code=language, confidence=None, decided_by="metadata"),
        published=None,
        body=Span(0, len(text)),
    )
    statements, start = [], 0
    for number, sentence in enumerate(sentences):
        span = Span(start, start + len(sentence))
        statements.append(
            Statement(
                id=short_id(article.id, str(start)),
                article_id=article.id,
                span=span,
                text=sentence,
                sentence=number,
                language=language,
            )
        )
        start = span.stop + 1
    return article, statements


class Bench:
    """The encoder and its cache, shared by all stories."""

    def __init__(self) -> None:
        encoder, _ = load_encoder("auto")
        if encoder is None:
            sys.exit("the bundled encoder is needed")
        self.encoder = encoder
        self.cache = Cache(cache_folder(), today=date.today())
        self.centre = centre_of(encoder, encoder.encode)

    def story(
        self, corpus: Corpus, wanted: Mapping[tuple[int, int, int, int], bool]
    ) -> Iterator[Labelled]:
        """Features and label of (article, sentence, article, sentence) pairs of one story."""
        made = [article_of(*entry) for entry in corpus]
        analyses = annotate([a for a, _ in made], {a.id: s for a, s in made}).analyses
        at = {
            (number, sentence): position
            for position, (number, sentence) in enumerate(
                (n, s) for n, (_, statements) in enumerate(made) for s in range(len(statements))
            )
        }
        pairs = {(at[a, i], at[b, j]): label for (a, i, b, j), label in wanted.items()}
        yield from self.measured(analyses, pairs)

    def measured(
        self, analyses: Sequence[Analysis], pairs: Mapping[tuple[int, int], bool]
    ) -> Iterator[Labelled]:
        matcher = self.matcher(analyses)
        for (left, right), label in pairs.items():
            yield matcher.measures(left, right), label

    def matcher(self, analyses: Sequence[Analysis]) -> Matcher:
        """Of these statements, with the encoder's vectors."""
        statements = [analysis.annotated.statement for analysis in analyses]
        rows = encode_cached(self.encoder, [s.text for s in statements], self.cache)
        centred = self.centre.apply(rows, [s.language for s in statements])
        return Matcher(analyses, centred, {})

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


def aligned(bench: Bench, name: str, chance: random.Random) -> Iterator[list[Labelled]]:
    """Each document as two articles that lack a third of their sentences; all pairs labelled, of
    the unlike ones eight a sentence."""
    documents: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(name):
        documents[row["doc"]].append(row)
    for _, found in sorted(documents.items()):
        if len(found) < 6:
            continue
        left = [k for k in range(len(found)) if chance.random() > 1 / 3]
        right = [k for k in range(len(found)) if chance.random() > 1 / 3]
        if len(left) < 2 or len(right) < 2:
            continue
        wanted = {}
        for i, k in enumerate(left):
            others = [j for j, m in enumerate(right) if m != k]
            wanted.update({(0, i, 1, j): False for j in chance.sample(others, min(8, len(others)))})
            if k in right:
                wanted[0, i, 1, right.index(k)] = True
        corpus = (
            ("left", found[0]["a_lang"], [found[k]["a"] for k in left]),
            ("right", found[0]["b_lang"], [found[k]["b"] for k in right]),
        )
        yield list(bench.story(corpus, wanted))


def same_event(bench: Bench) -> Iterator[list[Labelled]]:
    """ECB+ by topic: each document an article."""
    topics: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("events_en.jsonl"):
        topics[str(row["topic"])].append(row)
    for _, found in sorted(topics.items()):
        texts: dict[str, dict[str, str]] = defaultdict(dict)
        for row in found:
            texts[row["a_doc"]][str(row["a_sent"])] = row["a"]
            texts[row["b_doc"]][str(row["b_sent"])] = row["b"]
        names = sorted(texts)
        order = {name: sorted(texts[name], key=int) for name in names}
        corpus = [(n, "en", [texts[n][s] for s in order[n]]) for n in names]
        wanted = {
            (
                names.index(r["a_doc"]),
                order[r["a_doc"]].index(str(r["a_sent"])),
                names.index(r["b_doc"]),
                order[r["b_doc"]].index(str(r["b_sent"])),
            ): r["label"] == "same"
            for r in found
        }
        yield list(bench.story(corpus, wanted))


def matrix(data: Sequence[Labelled], names: Sequence[str]) -> tuple[NDArray[np.float64], ...]:
    values = np.array([[np.nan if r[n] is None else r[n] for n in names] for r, _ in data])
    return values.astype(float), np.array([label for _, label in data], dtype=float)


def fit(
    values: NDArray[np.float64],
    labels: NDArray[np.float64],
    weight: NDArray[np.float64],
    *,
    ridge: float = 1.0,
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Bias, weights, centres of a logistic model; what was not measured stands at its centre.
    Newton's method; ``ridge`` is the L2 penalty of each weight."""
    centres = np.nanmean(values, axis=0)
    x = np.nan_to_num(values - centres)
    x = np.hstack([np.ones((len(x), 1)), x])
    beta = np.zeros(x.shape[1])
    penalty = np.eye(len(beta)) * ridge
    penalty[0, 0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weight * (labels - p)) - penalty @ beta
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return float(beta[0]), beta[1:], centres


def fit_positive(
    values: NDArray[np.float64], labels: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """The same without features that would speak against a match by being alike: their weight is
    0, so that every share that `show` prints can be understood."""
    kept = np.arange(values.shape[1])
    while True:
        bias, beta, centres = fit(values[:, kept], labels, weight)
        if (beta >= 0).all():
            break
        kept = np.delete(kept, int(np.argmin(beta)))
    full = np.zeros(values.shape[1])
    full[kept] = beta
    middle = np.nan_to_num(np.nanmean(values, axis=0))
    middle[kept] = centres
    return bias, full, middle


def average_precision(scores: NDArray[np.float64], labels: NDArray[np.float64]) -> float:
    order = np.argsort(-scores, kind="stable")
    hits = labels[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits > 0].mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the weights file")
    options = parser.parse_args()
    if not DEV.is_dir():
        sys.exit(f"no labelled data at {DEV.name}: nothing trained")
    bench, chance = Bench(), random.Random(SEED)
    sets: dict[str, list[Labelled]] = {}
    for name in ("align_ru_uk", "align_en_ru", "align_en_uk"):
        sets[name] = [p for story in aligned(bench, f"{name}.jsonl", chance) for p in story]
    sets["events_en"] = [p for story in same_event(bench) for p in story]
    sets["seeds"] = bench.folder(ROOT / "seeds", rows("seeds_gold.jsonl"))
    marked: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("events_ru_uk_gold.jsonl"):
        marked[row["event"]].append(row)
    for event, gold in sorted(marked.items()):
        manifest = json.loads((DEV / "events_ru_uk" / event / "manifest.json").read_text("utf-8"))
        file = {doc["key"]: doc["file"] for doc in manifest["docs"]}
        gold = [{**row, "a": file[row["a"]], "b": file[row["b"]]} for row in gold]
        sets.setdefault("events_ru_uk", []).extend(bench.folder(DEV / "events_ru_uk" / event, gold))
    for story in sorted((ROOT / "tests" / "golden").glob("*/labels.jsonl")):
        gold = [json.loads(line) for line in story.read_text("utf-8").splitlines() if line]
        sets[story.parent.name] = bench.folder(story.parent / "articles", gold)
    lines = ["# Made by bench/train_match.py; do not edit by hand.", ""]
    for part, names in (
        ("without_encoder", [n for n in FEATURES if n != "semantic"]),
        ("with_encoder", list(FEATURES)),
    ):
        values, labels, weight, owner = [], [], [], []
        for name, data in sets.items():
            x, y = matrix(data, names)
            values.append(x)
            labels.append(y)
            share = np.where(y > 0, ALIKE / max(1, y.sum()), (1 - ALIKE) / max(1, (1 - y).sum()))
            weight.append(share * 1000)
            owner += [name] * len(y)
        x, y, w = np.vstack(values), np.concatenate(labels), np.concatenate(weight)
        bias, beta, centres = fit_positive(x, y, w)
        scores = bias + np.nan_to_num(x - centres) @ beta
        print(f"{part}: {len(y)} pairs, bias {bias:.3f}")
        for name, b, c in zip(names, beta, centres, strict=True):
            print(f"  {name:12s} weight {b:7.3f} centre {c:.3f}")
        for name in sets:
            mine = np.array([o == name for o in owner])
            print(
                f"  {name:12s} average precision {average_precision(scores[mine], y[mine]):.4f}"
                f"  p>0.5 of alike {np.mean(scores[mine & (y > 0)] > 0):.3f}"
                f"  of unlike {np.mean(scores[mine & (y == 0)] > 0):.3f}"
            )
        lines += [f"[{part}]", f"bias = {bias:.4f}", ""]
        for name, b, c in zip(names, beta, centres, strict=True):
            lines.append(f"{name} = {{ weight = {b:.4f}, centre = {c:.4f} }}")
        lines.append("")
    if options.write:
        WEIGHTS.write_text("\n".join(lines), "utf-8")
        print(f"wrote {WEIGHTS.name}")


if __name__ == "__main__":
    main()
