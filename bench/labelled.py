"""Labelled data as articles and pairs, for the benchmarks and the training scripts.

The data are read in place: from ../shared/dev, or from a folder with files of the same names.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from srccmp.model import Article, LanguageGuess, Source, Span, Statement, short_id

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
SEED = 11
MISSING = 1 / 3

Corpus = Sequence[tuple[str, str, Sequence[str]]]  # (name, language, sentences) of each article
Pairs = Sequence[tuple[int, int, int, int]]  # article, sentence, article, sentence


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def article_of(
    name: str, language: str, sentences: Sequence[str]
) -> tuple[Article, list[Statement]]:
    """An article of these sentences, a line each, with its statements."""
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
    return article, statements_of(article, sentences)


def statements_of(article: Article, sentences: Sequence[str]) -> list[Statement]:
    """The sentences of the article, which stand in its text in this order, as its statements."""
    statements, start = [], 0
    for number, sentence in enumerate(sentences):
        start = article.text.index(sentence, start)
        statements.append(
            Statement(
                id=short_id(article.id, str(start)),
                article_id=article.id,
                span=Span(start, start + len(sentence)),
                text=sentence,
                sentence=number,
                language=article.language.code,
            )
        )
        start += len(sentence)
    return statements


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
