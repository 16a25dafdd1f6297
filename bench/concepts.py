"""How well the concept lexicon brings translated news sentences together.

python bench/concepts.py [--worst N] [--least N] [--concept NAME] [--loose] [--missing LANGUAGE]

For each set of aligned sentences: the share of content words that have a concept, and for the
concepts of a sentence how often its translation has the same one (recall) against how often
another sentence of the same document has it (noise). A good concept is often met in the
translation and seldom beside it.
"""

from __future__ import annotations

import sys

# A script's folder comes first on the path, and this one's name is that of a module of ours.
sys.path.pop(0)

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from srccmp.align.terms import CONTENT, EMPTY
from srccmp.annotate.concepts import all_concepts, concepts_of
from srccmp.annotate.tokens import Token, tokenize

SETS = ("align_en_ru", "align_en_uk", "align_ru_uk")
DEV = Path(__file__).parents[2] / "shared" / "dev"


@dataclass(frozen=True, slots=True)
class Side:
    """One sentence: its language, its content words, and the concepts that they stand for."""

    language: str
    words: tuple[Token, ...]
    concepts: frozenset[str]


def read_side(text: str, language: str) -> Side:
    words = tuple(
        token
        for token in tokenize(text, language)
        if token.is_word and token.pos in CONTENT and token.lemma not in EMPTY
    )
    weights = {name: concept.weight for name, concept in all_concepts().items()}
    found = frozenset(n for word in words for n in concepts_of(word, language) if weights[n])
    return Side(language, words, found)


def documents(name: str) -> dict[str, list[tuple[Side, Side]]]:
    found: defaultdict[str, list[tuple[Side, Side]]] = defaultdict(list)
    with (DEV / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            pair = (read_side(row["a"], row["a_lang"]), read_side(row["b"], row["b_lang"]))
            found[row["doc"]].append(pair)
    return dict(found)


@dataclass(slots=True)
class Tally:
    """``met`` of ``seen`` sentences have the concept in their translation, ``beside`` of
    ``others`` have it in another sentence of the document."""

    seen: int = 0
    met: int = 0
    beside: int = 0
    others: int = 0

    def add(self, other: Tally) -> None:
        self.seen += other.seen
        self.met += other.met
        self.beside += other.beside
        self.others += other.others

    @property
    def recall(self) -> float:
        return self.met / self.seen if self.seen else 0.0

    @property
    def noise(self) -> float:
        return self.beside / self.others if self.others else 0.0

    @property
    def ratio(self) -> float:
        """Recall over noise; half a sentence of noise where there was none."""
        return self.recall / max(self.noise, 0.5 / self.others) if self.others else 0.0


def tallies(rows: Sequence[tuple[Side, Side]]) -> Iterator[tuple[str, str, Tally]]:
    """Concept, direction ("en>uk") and tally, for each concept of each sentence of a document."""
    for own, other in ((0, 1), (1, 0)):
        counts = Counter(name for row in rows for name in row[other].concepts)
        for row in rows:
            direction = f"{row[own].language}>{row[other].language}"
            for name in sorted(row[own].concepts):
                met = name in row[other].concepts
                yield name, direction, Tally(1, met, counts[name] - met, len(rows) - 1)


def report_sets(named: dict[str, dict[str, list[tuple[Side, Side]]]]) -> None:
    for name, docs in named.items():
        total = Tally()
        shares: defaultdict[str, list[bool]] = defaultdict(list)
        for rows in docs.values():
            for _, _, tally in tallies(rows):
                total.add(tally)
            for side in (side for row in rows for side in row):
                shares[side.language] += [bool(concepts_of(w, side.language)) for w in side.words]
        told = ", ".join(f"{code} {sum(has) / len(has):.3f}" for code, has in shares.items())
        print(
            f"{name}: words with a concept {told}; recall {total.recall:.3f}, "
            f"noise {total.noise:.4f}, ratio {total.ratio:.1f} ({total.seen} concepts)"
        )


def report_concepts(
    named: dict[str, dict[str, list[tuple[Side, Side]]]], worst: int, least: int, only: str
) -> None:
    by_name: defaultdict[str, Tally] = defaultdict(Tally)
    by_way: defaultdict[str, defaultdict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for docs in named.values():
        for rows in docs.values():
            for name, way, tally in tallies(rows):
                by_name[name].add(tally)
                by_way[name][way].add(tally)
    picked = [n for n in sorted(by_name) if by_name[n].seen >= least and only in ("", n)]
    picked.sort(key=lambda n: (by_name[n].ratio, n))
    for name in picked[:worst]:
        tally = by_name[name]
        ways = " ".join(f"{w} {t.met}/{t.seen}" for w, t in sorted(by_way[name].items()))
        print(f"{name:20} ratio {tally.ratio:6.1f} recall {tally.recall:.2f} "
              f"noise {tally.noise:.3f} {ways}")  # fmt: skip


def report_loose(named: dict[str, dict[str, list[tuple[Side, Side]]]], only: str) -> None:
    """The words of a concept in sentences whose translation has no word of it, with the words of
    the translation that no concept of this side meets."""
    for docs in named.values():
        for row in (row for rows in docs.values() for row in rows):
            for side, other in (row, row[::-1]):
                if only in side.concepts - other.concepts:
                    mine = [w.lemma for w in side.words if only in concepts_of(w, side.language)]
                    free = [
                        w.lemma
                        for w in other.words
                        if not side.concepts & set(concepts_of(w, other.language))
                    ]
                    print(side.language, "+".join(mine), "|", other.language, " ".join(free))


def report_missing(named: dict[str, dict[str, list[tuple[Side, Side]]]], language: str) -> None:
    counts = Counter(
        word.lemma
        for docs in named.values()
        for rows in docs.values()
        for row in rows
        for side in row
        for word in side.words
        if side.language == language and not word.is_capital and not concepts_of(word, language)
    )
    print(" ".join(f"{word}:{count}" for word, count in counts.most_common(400)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, help="list so many concepts")
    parser.add_argument("--least", type=int, default=8, help="that occur so often at least")
    parser.add_argument("--concept", default="", help="this concept alone")
    parser.add_argument("--loose", action="store_true", help="its words without a counterpart")
    parser.add_argument("--missing", default="", help="words of this language without a concept")
    options = parser.parse_args()
    if not DEV.is_dir():
        sys.exit(f"no aligned sentences in {DEV}")
    named = {name: documents(name) for name in SETS}
    if options.missing:
        report_missing(named, options.missing)
    elif options.loose:
        report_loose(named, options.concept)
    else:
        report_sets(named)
        if options.worst or options.concept:
            report_concepts(named, options.worst or 1, options.least, options.concept)


if __name__ == "__main__":
    main()
