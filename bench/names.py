"""How well names get one key in every language, and how fast.

    python -P bench/names.py [--mismatches N] [--merges] [--sample SET COUNT [--seed TEXT]]

For each set of aligned sentences: the share of the keys on one side that its translation has, too,
after `settle` over both languages of a document, as in a comparison; and names a sentence, as a
tool that finds none makes no mistake. A translation may say "the country" where the original names
it, so 1.0 is out of reach. Then statements a second for finding names and for settling them.

``--mismatches`` lists sentences with keys that the other side lacks, ``--merges`` the spellings
that were made one name over all documents together, ``--sample`` mentions to check by hand
(``events``, ``html``, or an aligned set).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from srccmp.annotate.names import name_article, settle
from srccmp.annotate.tokens import Token, tokenize
from srccmp.model import Entity

SETS = ("align_ru_uk", "align_en_ru", "align_en_uk")
DEV = Path(__file__).parents[2] / "shared" / "dev"
Rows = list[tuple[Sequence[Token], str]]
Named = Sequence[Sequence[Entity]]


@dataclass(frozen=True, slots=True)
class Document:
    """Aligned sentences, with their names on both sides."""

    left: list[str]
    right: list[str]
    languages: tuple[str, str]
    names: tuple[Named, Named]


def tokens_of(texts: Iterable[str], language: str) -> Rows:
    return [(tokenize(text, language), language) for text in texts]


def documents(name: str) -> list[Document]:
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with (DEV / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["doc"]].append(row)
    found = []
    for group in rows.values():
        left, right = [row["a"] for row in group], [row["b"] for row in group]
        languages = (group[0]["a_lang"], group[0]["b_lang"])
        named = [
            *name_article(tokens_of(left, languages[0])),
            *name_article(tokens_of(right, languages[1])),
        ]
        common = settle(named)
        names = (common[: len(group)], common[len(group) :])
        found.append(Document(left, right, languages, names))
    return found


def report(name: str, docs: Sequence[Document], mismatches: int) -> None:
    seen: Counter[str] = Counter()
    met: Counter[str] = Counter()
    sentences = 0
    apart: list[str] = []
    for doc in docs:
        for texts, *row in zip(zip(doc.left, doc.right, strict=True), *doc.names, strict=True):
            keys = [{entity.key for entity in names} for names in row]
            sentences += 1
            for language, own, other in zip(doc.languages, keys, keys[::-1], strict=True):
                seen[language] += len(own)
                met[language] += len(own & other)
            if keys[0] != keys[1]:
                sides = zip(texts, row, keys[::-1], strict=True)
                apart.append("\n".join(_told(text, names, other) for text, names, other in sides))
    shares = ", ".join(
        f"{code} {met[code] / seen[code]:.3f} ({met[code]}/{seen[code]})" for code in seen
    )
    both = sum(met.values()) / sum(seen.values())
    each = sum(seen.values()) / (2 * sentences)
    print(f"{name}: {both:.3f} of keys met; {shares}; {each:.2f} names a sentence")
    for told in sorted(apart, key=_mixed)[:mismatches]:
        print(told, end="\n\n")


def _mixed(text: str) -> str:
    """An order that hangs on nothing but the text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _told(text: str, names: Sequence[Entity], other: set[str]) -> str:
    alone = [f"{e.surface} → {e.key} [{e.kind}]" for e in names if e.key not in other]
    return f"{text}\n    {'; '.join(alone) or '–'}"


def report_merges(docs: Iterable[Document]) -> None:
    names = [row for doc in docs for side in doc.names for row in side]
    before = [entity.key for row in names for entity in row]
    after = [entity.key for row in settle(names) for entity in row]
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for old, new in zip(before, after, strict=True):
        groups[new].add(old)
    for key, keys in sorted(groups.items()):
        if len(keys) > 1:
            print(key, "←", ", ".join(sorted(keys - {key})))


# --- samples and speed ----------------------------------------------------------------------------


def articles(paths: Sequence[Path]) -> Iterator[tuple[str, list[str], str, Rows]]:
    """Each article's path, its statements' texts, its language and its rows of tokens."""
    from srccmp import read_articles
    from srccmp.language import article_language
    from srccmp.segment import segment

    for article in read_articles([str(path) for path in paths]):
        language = article_language(article).code
        texts = [statement.text for statement in segment(article, language).statements]
        yield article.path, texts, language, tokens_of(texts, language)


def mentions(name: str) -> Iterator[str]:
    """Every mention of a set, with what stands around it, the name between bars."""
    if name in SETS:
        for doc in documents(name):
            for texts, names in zip((doc.left, doc.right), doc.names, strict=True):
                yield from _mentions(texts, names)
        return
    folders = sorted((DEV / "events_ru_uk").iterdir()) if name == "events" else [DEV / "html"]
    for folder in folders:
        found = list(articles([folder]))
        named = [row for *_, rows in found for row in name_article(rows)]
        texts = [text for _, each, *_ in found for text in each]
        yield from _mentions(texts, settle(named))


def _mentions(texts: Sequence[str], names: Named) -> Iterator[str]:
    for text, row in zip(texts, names, strict=True):
        for entity in row:
            start, stop = entity.span.start, entity.span.stop
            around = (
                f"{text[max(0, start - 40) : start]}|{text[start:stop]}|{text[stop : stop + 30]}"
            )
            yield f"{entity.key} [{entity.kind}]  {' '.join(around.split())}"


def report_sample(name: str, count: int, seed: str) -> None:
    found = sorted(enumerate(mentions(name)), key=lambda each: _mixed(f"{seed} {each[0]}"))
    for _, told in found[:count]:
        print(told)


def report_speed() -> None:
    rows = [row for *_, row in articles(sorted((DEV / "events_ru_uk").iterdir()))]
    count = sum(map(len, rows))
    for each in rows:  # dictionaries and tables
        name_article(each)
    start = time.process_time()
    named = [row for each in rows for row in name_article(each)]
    found = time.process_time()
    settle(named)
    settled = time.process_time()
    print(
        f"{len(rows)} articles, {count} statements: found {count / (found - start):,.0f}/s,"
        f" settled {count / (settled - found):,.0f}/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mismatches", type=int, default=0)
    parser.add_argument("--merges", action="store_true")
    parser.add_argument("--sample", nargs=2, metavar=("SET", "COUNT"))
    parser.add_argument("--seed", default="names")
    options = parser.parse_args()
    if not DEV.is_dir():
        sys.exit(f"skipped: no development data in {DEV}")
    if options.sample:
        report_sample(options.sample[0], int(options.sample[1]), options.seed)
        return
    named = {name: documents(name) for name in SETS}
    for name, docs in named.items():
        report(name, docs, options.mismatches)
    if options.merges:
        report_merges(doc for docs in named.values() for doc in docs)
    report_speed()


if __name__ == "__main__":
    main()
