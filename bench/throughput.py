"""How fast articles are read, cut and annotated, and what of it each stage takes.

    python -P bench/throughput.py [--articles 1000] [--folder FOLDER]

Without a folder the articles are those of ``seeds/``, of the golden stories and, where they are
there, of the development data (which are named in the output, as they make the texts longer and
the words more varied). They are written to a temporary folder, again and again with another last
line until there are as many as asked for: a copy is read as an article of its own, but its words
are known already, so the first round, all of new articles, stands in a line of its own.

Each stage's figure is processor time of one thread, without an encoder. The work of a word list
(splitting the texts and looking their words up, with all caches warm) is timed beside it: the
ratio to it says more than seconds do on a machine that others use as well. Memory is the peak of
a process of its own for each number of articles, of which each is annotated and let go.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
T = TypeVar("T")
GOAL = 40  # articles a second
STAGES = ("read", "language", "segment", "annotate: each", "annotate: together")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.stream:
        stream(asked.folder)
        return
    texts, told = collected(asked.folder)
    print(told)
    with tempfile.TemporaryDirectory() as name:
        first, whole = Path(name, "first"), Path(name, "whole")
        written(texts[: asked.articles], first, asked.articles)
        written(texts, whole, asked.articles)
        report("new words", timed(first))
        report("all", timed(whole))
        memory(texts, Path(name), asked.articles)


def collected(folder: Path | None) -> tuple[list[str], str]:
    """Texts of articles, and a line on where they come from."""
    if folder is not None:
        found = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
        return found, f"{len(found)} texts of the folder"
    own = [*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/golden/*/articles/*.txt")]
    texts = [path.read_text("utf-8") for path in sorted(own)]
    if not DEV.is_dir():
        return texts, f"{len(texts)} own texts; the development data is not there"
    texts += [path.read_text("utf-8") for path in sorted(DEV.glob("events_ru_uk/*/*.txt"))]
    for row in rows("events_ru_pairs.jsonl"):
        texts += [f"{side['title']}\n\n{side['text']}" for side in (row["a"], row["b"])]
    documents: dict[str, list[str]] = {}
    for name in ("align_ru_uk", "align_en_ru"):
        for row in rows(f"{name}.jsonl"):
            for side in ("a", "b"):
                key = f"{row['doc']} {row[f'{side}_lang']}"
                documents.setdefault(key, []).append(row[side])
    texts += [" ".join(dict.fromkeys(parts)) for parts in documents.values()]
    texts = list(dict.fromkeys(texts))
    return texts, f"{len(texts)} texts, most of them of the development data"


def rows(name: str) -> list[dict[str, Any]]:
    with (DEV / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def written(texts: list[str], folder: Path, wanted: int) -> None:
    """As many files as wanted, no more rounds than one where the texts are cut to their number."""
    folder.mkdir()
    rounds = -(-wanted // len(texts)) if folder.name != "first" else 1
    copies = [(text, number) for number in range(rounds) for text in texts][:wanted]
    for at, (text, number) in enumerate(copies):
        last = f"\n\nThis is copy {number}.\n" if number else ""
        (folder / f"{at:05}.txt").write_text(text + last, "utf-8")


def timed(folder: Path) -> tuple[int, int, int, dict[str, float], float]:
    """Articles, statements, characters, seconds by stage, and the seconds of the word list."""
    from srccmp.annotate.drafts import draft_article
    from srccmp.annotate.layers import settle_drafts
    from srccmp.annotate.tokens import tokenize
    from srccmp.jobs import rarely_collected
    from srccmp.language import article_language
    from srccmp.read import read_articles
    from srccmp.segment import segment

    took: dict[str, float] = {}

    def clocked(stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        value = work()
        took[stage] = time.process_time() - start
        return value

    with rarely_collected():  # as in a comparison
        read = clocked("read", lambda: read_articles([folder])).articles
        articles = clocked(
            "language", lambda: [replace(a, language=article_language(a)) for a in read]
        )
        parts = clocked("segment", lambda: {a.id: segment(a, a.language.code) for a in articles})
        drafts = clocked(
            "annotate: each",
            lambda: {a.id: draft_article(a, parts[a.id].statements) for a in articles},
        )
        clocked("annotate: together", lambda: settle_drafts(articles, drafts))
        statements = [s for part in parts.values() for s in part.statements]
        words = clocked("words", lambda: [tokenize(s.text, s.language) for s in statements])
    assert len(words) == len(statements)
    letters = sum(len(a.text) for a in articles)
    return len(articles), len(statements), letters, took, took.pop("words")


def report(title: str, found: tuple[int, int, int, dict[str, float], float]) -> None:
    articles, statements, letters, took, words = found
    total = sum(took.values())
    print(
        f"\n{title}: {articles} articles, {statements} statements, {letters // articles} characters"
        f" an article: {articles / total:.1f} articles a second (goal {GOAL}), {total:.1f} s;"
        f" {total / words:.1f} times a look-up of all words"
    )
    for stage in STAGES:
        print(f"  {stage:20}{took[stage]:7.2f} s{took[stage] / total:7.1%}")


def memory(texts: list[str], home: Path, most: int) -> None:
    print("\npeak memory, each article annotated and let go:")
    before: tuple[int, int] | None = None
    for wanted in (most // 4, most // 2, most):
        folder = home / f"stream-{wanted}"
        written(texts, folder, wanted)
        command = [sys.executable, "-P", __file__, "--stream", "1", "--folder", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peak = int(done.stdout)
        more = f", {(peak - before[1]) / (wanted - before[0]):+.1f} KB an article" if before else ""
        print(f"  {wanted:6} articles{peak / 1024:8.0f} MB{more}")
        before = wanted, peak


def stream(folder: Path) -> None:
    """Read and annotate a folder without keeping what was made; print the peak memory in KB."""
    from srccmp.annotate.drafts import draft_article
    from srccmp.language import article_language
    from srccmp.read import read_articles
    from srccmp.segment import segment

    for bare in read_articles([folder]):
        article = replace(bare, language=article_language(bare))
        draft_article(article, segment(article, article.language.code).statements)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
