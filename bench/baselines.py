"""srccmp's match against what a user would pick instead, in one run on the same pairs.

    python -P bench/baselines.py [--only documents,order,pairs,quotes,speed] [--data DIR]
                                 [--encoders none,bundled] [--statements 600]
                                 [--markdown] [--write]

- documents: aligned news, each document as two articles that lack a third of their sentences, at
  random; precision, recall and F1 by language pair.
- order: the same with nothing missing, with a third missing, and with one article's sentences in
  another order besides; F1.
- pairs: Russian headlines (ParaPhraser) and English sentences of one event or another (ECB+), same
  against not: area under the ROC curve.
- quotes: marked pairs of quotes in the real events and the seeds: how often the other's statement
  is the likeliest or among the three likeliest of the other article, and how often both are linked.
- speed: all pairs of some statements, one run; ratios to RapidFuzz.

Every rival has its best threshold and settings, chosen on the same pairs that it is measured on,
which favours it. srccmp's score is treated likewise; the whole of srccmp ("claims") is run as it
comes. ``--markdown`` prints tables for a document, ``--write`` puts them into docs/benchmarks.md.
The data are read from ../shared/dev, in place, or from the folder that ``--data`` names.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process, utils

from srccmp import CompareOptions, compare, read_articles
from srccmp.errors import SrccmpError

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from align import Bench, area
from labelled import DEV, SEED, Document, cut_documents, event_stories, paraphrase_stories
from marked_quotes import Quotes, quotes_of, search
from measures import Floats
from quality import run_of, stories_of
from rivals import (
    COMMON,
    DELETIONS,
    SCORERS,
    SKIPS,
    Cosine,
    Difflib,
    Linker,
    Scorer,
    Srccmp,
    Story,
    Tfidf,
    article_files,
    claimed_links,
    missing,
    mutual_links,
    ordered_links,
    quality_of,
    rivals,
    vecalign_links,
    vectors,
    versions,
)

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
LANGUAGES: Final = ("ru_uk", "en_ru", "en_uk")
ENCODERS: Final = ("none", "bundled")
DIFFLIB_PAIRS: Final = 2000
NOTHING = "–"


@dataclass(frozen=True, kw_only=True)
class Table:
    """``header`` and each of ``rows`` have the same number of cells."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    told: str = ""

    def markdown(self) -> str:
        lines = [self.header, tuple("---" for _ in self.header), *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"{self.told}\n\n{table}\n" if self.told else f"{table}\n"

    def plain(self) -> str:
        lines = [[cell.replace("**", "") for cell in line] for line in (self.header, *self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        shown = [
            "  ".join(
                cell.rjust(width) if place else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
            for line in lines
        ]
        return "\n".join([f"{self.name}: {self.told}", *shown, ""])


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What all parts share: ``benches`` by the encoder's name, without "bundled" where there is no
    encoder; ``statements`` for the speed."""

    data: Path
    benches: dict[str, Bench]
    statements: int

    @property
    def encoding(self) -> Bench | None:
        return self.benches.get("bundled")

    def methods(self) -> list[list[Scorer]]:
        """All that score pairs, srccmp last; the best of each list's settings is taken."""
        own: list[list[Scorer]] = [[Srccmp(bench, name)] for name, bench in self.benches.items()]
        return rivals(self.encoding) + own

    def files(self, names: Iterable[str]) -> dict[str, Path]:
        """Those of the data files that are there."""
        found = {name: self.data / f"{name}.jsonl" for name in names}
        return {name: path for name, path in found.items() if path.is_file()}


def aligners(bench: Bench | None) -> dict[str, list[Linker]]:
    """Those that take the order for granted, each with its settings; none without an encoder."""
    if bench is None:
        return {}
    found = {
        "ordered alignment (the method of Vecalign and Bertalign, our encoder)": [
            ordered_links(bench, groups, skip) for groups, skip in SKIPS
        ]
    }
    if "Vecalign's method" not in missing():
        found["Vecalign's own program (sentalign, our encoder)"] = [
            vecalign_links(bench, groups, deletion) for groups, deletion in DELETIONS
        ]
    return found


def whole(setting: Setting) -> dict[str, list[Linker]]:
    """srccmp from the files to the claims."""
    found = {}
    for name, bench in setting.benches.items():
        found[f"**srccmp**, claims, encoder {name}"] = [claimed_links(bench, name)]
        mutual = [claimed_links(bench, name, mutual=True)]
        found[f"**srccmp**, claims' mutual links, encoder {name}"] = mutual
    return found


def documents(setting: Setting) -> Table:
    """Precision, recall, F1 by language pair."""
    files = setting.files(f"align_{pair}" for pair in LANGUAGES)
    sets = {name: list(cut_documents(path)) for name, path in files.items()}
    linkers: dict[str, dict[str, list[Linker]]] = {name: {} for name in sets}
    cells: dict[str, list[str]] = {}
    for name, found in sets.items():
        texts = [text for document in found for text in (*document.left, *document.right)]
        for scorers in setting.methods():
            for scorer in scorers:
                scorer.learn(texts)
            linkers[name][scorers[0].name] = [mutual_links(scorer) for scorer in scorers]
        linkers[name] |= {**aligners(setting.encoding), **whole(setting)}
        for method, settings in linkers[name].items():
            quality = quality_of(settings, found)
            figures = (quality.precision, quality.recall, quality.f1)
            cells.setdefault(method, []).append(" · ".join(map(short, figures)))
    wanted = [sum(len(document.wanted) for document in found) for found in sets.values()]
    return Table(
        name="documents",
        header=("method", *(name[6:].replace("_", "–") for name in sets)),
        rows=tuple((method, *row) for method, row in cells.items()),
        told=f"Precision · recall · F1; {', '.join(map(str, wanted))} pairs to find.",
    )


def shuffled(document: Document, chance: random.Random) -> Document:
    """The same with the right article's sentences in another order."""
    order = list(range(len(document.right)))
    chance.shuffle(order)
    return replace(
        document,
        right=tuple(document.right[at] for at in order),
        wanted=frozenset((i, order.index(j)) for i, j in document.wanted),
    )


def order(setting: Setting) -> Table:
    """F1 with nothing missing, with a third missing, and out of order besides."""
    cells: dict[str, list[str]] = {}
    header = ["method"]
    for name, path in setting.files(f"align_{pair}" for pair in LANGUAGES).items():
        chance = random.Random(SEED)
        cut = list(cut_documents(path))
        states = {
            "whole": list(cut_documents(path, 0.0)),
            "cut": cut,
            "cut, shuffled": [shuffled(document, chance) for document in cut],
        }
        linkers = aligners(setting.encoding)
        for scorers in setting.methods():
            if isinstance(scorers[0], Cosine | Srccmp):
                linkers[scorers[0].name] = [mutual_links(scorer) for scorer in scorers]
        linkers |= whole(setting)
        for state, found in states.items():
            header.append(f"{name[6:].replace('_', '–')} {state}")
            for method, settings in linkers.items():
                cells.setdefault(method, []).append(short(quality_of(settings, found).f1))
    return Table(
        name="order",
        header=tuple(header),
        rows=tuple((method, *row) for method, row in cells.items()),
        told="F1. Cut: a third of the sentences is missing on each side.",
    )


def pairs(setting: Setting) -> Table:
    """Area under the ROC curve, same against not."""
    makers = {"paraphrase_ru": paraphrase_stories, "events_en": event_stories}
    cells: dict[str, list[str]] = {}
    header = ["method"]
    for name, path in setting.files(makers).items():
        stories = list(makers[name](path))
        labels = np.array([label for story in stories for label in story.labels])
        header.append(f"{name}, {len(labels)} pairs")
        asked = [Story(story.corpus, story.pairs) for story in stories]
        for scorers in setting.methods():
            best = max(auc(scorer, asked, labels) for scorer in scorers)
            cells.setdefault(scorers[0].name, []).append(short(best))
    return Table(
        name="pairs",
        header=tuple(header),
        rows=tuple((method, *row) for method, row in cells.items()),
        told="Area under the ROC curve, same against not.",
    )


def auc(scorer: Scorer, stories: Sequence[Story], labels: np.typing.NDArray[np.bool_]) -> float:
    scorer.learn([text for story in stories for text in story.texts])
    return area(np.concatenate([scorer.scores(story) for story in stories]), labels)


def quotes(setting: Setting) -> Table:
    """How often the right statement of the other article is found, and linked."""
    sets: dict[str, list[Quotes]] = {}
    claimed: dict[str, dict[str, tuple[int, int]]] = {}
    files = {"events": "events_ru_uk_gold", "seeds": "seeds_gold"}
    for gold, name in files.items():
        if not setting.files([name]):
            continue
        stories = stories_of(gold, setting.data)
        for encoder, bench in setting.benches.items():
            runs = [run_of(story, encoder, bench.cache) for story in stories]
            sets[gold] = [quotes_of(run) for run in runs]
            told = [o for run in runs for o in run.outcomes if not (o.is_lost or o.row.soft)]
            one = sum(o.is_aligned for o in told if o.row.relation != "unrelated")
            other = sum(o.is_aligned for o in told if o.row.relation == "unrelated")
            claimed.setdefault(encoder, {})[gold] = one, other
    header = ["method"]
    cells: dict[str, list[str]] = {}
    for gold, events in sets.items():
        marks = [is_one for event in events for *_, is_one in event.rows]
        wanted, other = sum(marks), len(marks) - sum(marks)
        header += [f"{gold}: first", "of first 3", f"linked, of {wanted}"]
        header += [f"unrelated, of {other}"] if other else []
        for scorers in setting.methods():
            found = max(
                (search(scorer, events) for scorer in scorers), key=lambda f: (f.first, f.third)
            )
            row = [f"{found.first / found.searches:.0%}", f"{found.third / found.searches:.0%}"]
            row += [f"{found.linked / wanted:.0%}"]
            cells.setdefault(scorers[0].name, []).extend(
                row + ([str(found.unrelated)] if other else [])
            )
        for encoder, figures in claimed.items():
            linked, joined = figures[gold]
            row = [NOTHING, NOTHING, f"{linked / wanted:.0%}"]
            cells.setdefault(f"**srccmp**, claims, encoder {encoder}", []).extend(
                row + ([str(joined)] if other else [])
            )
    return Table(
        name="quotes",
        header=tuple(header),
        rows=tuple((method, *row) for method, row in cells.items()),
        told="Linked: each other's best of the two articles, or in one claim.",
    )


# --- speed ------------------------------------------------------------------------------------


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of all threads: those of the clock tell little on a shared machine."""
    start = time.process_time()
    work()
    return time.process_time() - start


def whole_run(found: Sequence[Document], encoder: str) -> float:
    """Seconds of reading and comparing these documents, from the files to the verdicts, without a
    cache."""
    with tempfile.TemporaryDirectory() as folder:
        article_files(found, Path(folder))
        return timed(lambda: compare(read_articles([folder]), CompareOptions(encoder=encoder)))


def all_links(linker: Linker, found: Sequence[Document]) -> object:
    return [linker(document) for document in found]


def tfidf_product(unit: str, texts: Sequence[str]) -> object:
    """Learns the weights and multiplies all rows with each other."""
    scorer = Tfidf(f"TF-IDF, {unit}", COMMON)
    scorer.learn(texts)
    rows = scorer.vectorizer.transform(scorer.spelled(texts))
    return rows @ rows.T


def encoder_speed(
    bench: Bench, found: Sequence[Document], texts: Sequence[str]
) -> dict[str, tuple[float, int]]:
    """Seconds and pairs of what rests on the encoder; vectors are computed anew."""
    if bench.encoder is None:
        return {}
    encoder = bench.encoder
    within = sum(len(each.left) * len(each.right) for each in found)
    total = len(texts) * (len(texts) - 1) // 2
    rows: list[Floats] = []
    encoding = timed(lambda: rows.append(encoder.encode(texts).astype(float)))
    product = timed(lambda: rows[0] @ rows[0].T)
    vectors(bench, texts)  # from here on they are in the cache
    took = {
        "encoder, product of all pairs": (encoding + product, total),
        "  of it without the encoding": (product, total),
    }
    for name, linkers in aligners(bench).items():
        seconds = timed(partial(all_links, linkers[0], found))
        took[f"{name}, pairs of articles only"] = (encoding + seconds, within)
    return took


def speed(setting: Setting) -> Table:
    """Seconds for all pairs of the same statements, one run each, beside RapidFuzz's ``ratio``."""
    header = ("method", "statements a second", "pairs a second", "time, RapidFuzz ratio = 1")
    paths = [*setting.files(f"align_{pair}" for pair in LANGUAGES).values()]
    if not paths:
        return Table(name="speed", header=header, rows=())
    chosen: list[Document] = []
    for document in cut_documents(paths[0], 0.0):
        if sum(len(each.left) + len(each.right) for each in chosen) >= setting.statements:
            break
        chosen.append(document)
    texts = [text for document in chosen for text in (*document.left, *document.right)]
    total = len(texts) * (len(texts) - 1) // 2
    cleaned = [utils.default_process(text) for text in texts]
    took: dict[str, tuple[float, int]] = {}
    for name in SCORERS:
        # The matrix is square: of its cells half are the pairs.
        scorer = getattr(fuzz, name)
        matrix = partial(process.cdist, cleaned, cleaned, scorer=scorer, workers=-1)
        took[f"RapidFuzz {name}, cdist of all pairs"] = timed(matrix), total
    if "TF-IDF" not in missing():
        for unit in ("letters 2–4", "words"):
            tfidf_product(unit, texts[:2])  # scikit-learn is loaded
            seconds = timed(partial(tfidf_product, unit, texts))
            took[f"TF-IDF, {unit}, product of all pairs"] = seconds, total
    draw = random.Random(SEED).choices
    lefts, rights = (draw(range(len(texts)), k=DIFFLIB_PAIRS) for _ in range(2))
    some = Story([("all", "ru", texts)], [(0, i, 0, j) for i, j in zip(lefts, rights, strict=True)])
    seconds = timed(partial(Difflib("difflib", COMMON).scores, some))
    took[f"difflib, {DIFFLIB_PAIRS} pairs"] = seconds, DIFFLIB_PAIRS
    if setting.encoding is not None:
        took |= encoder_speed(setting.encoding, chosen, texts)
    for encoder in setting.benches:
        whole_run(chosen[:1], encoder)  # dictionaries and model are loaded once, as the rivals are
        took[f"**srccmp**, compare, encoder {encoder}"] = whole_run(chosen, encoder), total
    base, _ = next(iter(took.values()))
    return Table(
        name="speed",
        header=header,
        rows=tuple(
            (
                method,
                NOTHING if pairs_done < total else f"{len(texts) / spent:,.0f}",
                f"{pairs_done / spent:,.0f}",
                f"{spent / pairs_done / (base / total):,.1f}",
            )
            for method, (spent, pairs_done) in took.items()
        ),
        told=f"{len(texts)} statements of {2 * len(chosen)} articles, {total} pairs;"
        " one run, processor time of all cores.",
    )


# --- the command ------------------------------------------------------------------------------

PARTS: Final[dict[str, Callable[[Setting], Table]]] = {
    "documents": documents,
    "order": order,
    "pairs": pairs,
    "quotes": quotes,
    "speed": speed,
}


def short(figure: float) -> str:
    """Three digits after the point, as in ".973".

    >>> short(0.9734), short(1.0)
    ('.973', '1.000')
    """
    return f"{figure:.3f}".removeprefix("0")


def written(page: str, name: str, text: str) -> str:
    """The page with this text between the markers of the table. Raises ValueError without them.

    >>> written("a <!-- table: x --> old <!-- end: x --> b", "x", "new")
    'a <!-- table: x -->\\nnew<!-- end: x --> b'
    """
    start, end = f"<!-- table: {name} -->", f"<!-- end: {name} -->"
    found = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not found.search(page):
        raise ValueError(f"no place for the table {name!r}")
    return found.sub(lambda _: f"{start}\n{text}{end}", page, count=1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="srccmp's match against other ways.")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas between")
    parser.add_argument("--data", type=Path, default=DEV, metavar="DIR")
    parser.add_argument("--encoders", default=",".join(ENCODERS), help="those of srccmp")
    parser.add_argument("--statements", type=int, default=600, help="of the speed")
    parser.add_argument("--markdown", action="store_true", help="print tables for a document")
    parser.add_argument("--write", action="store_true", help=f"put them into docs/{PAGE.name}")
    return parser.parse_args()


def setting_of(asked: argparse.Namespace) -> Setting:
    benches = {}
    for name in asked.encoders.split(","):
        try:
            benches[name] = Bench(name, asked.data)
        except SrccmpError as error:
            print(f"left out: encoder {name}: {error}", file=sys.stderr)
    return Setting(data=asked.data, benches=benches, statements=asked.statements)


def main() -> int:
    asked = arguments()
    if not asked.data.is_dir():
        sys.exit("no labelled data beside the checkout: nothing measured")
    names = asked.only.split(",")
    if unknown := {*names} - {*PARTS}:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}")
    for rival, reason in missing().items():
        print(f"left out: {rival}: {reason}", file=sys.stderr)
    setting = setting_of(asked)
    for name in names:
        table = PARTS[name](setting)
        made = f"`python -P bench/baselines.py --only {name}` with {versions()}."
        table = replace(table, told=f"{table.told} {made}")
        print(table.markdown() if asked.markdown else table.plain(), flush=True)
        if asked.write:
            page = PAGE.read_text("utf-8")
            PAGE.write_text(written(page, name, f"\n{table.markdown()}\n"), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
