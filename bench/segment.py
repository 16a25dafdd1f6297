"""How well sentences are found, and how fast articles are cut.

    uv run python bench/segment.py [FOLDER]

prints boundary F1 on the treebank rows (``sents_*.jsonl`` in FOLDER, by default the development
data beside the checkout), razdel's beside it where it is installed, and sentences and articles a
second on one core. Paragraph ends are not counted: every tool finds them.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from srccmp.model import Article, LanguageGuess, Source, Span
from srccmp.segment import segment, sentences
from srccmp.segment.rules import LANGUAGES

DEV = Path(__file__).parents[2] / "shared" / "dev"
Splitter = Callable[[str, str], list[int]]


def ours(text: str, language: str) -> list[int]:
    return [span.stop for span in sentences(text, language)]


def razdel() -> Splitter | None:
    try:
        sentenize = importlib.import_module("razdel").sentenize
    except ModuleNotFoundError:
        return None
    return lambda text, _language: [sentence.stop for sentence in sentenize(text)]


def boundaries(rows: list[dict[str, object]], language: str, split: Splitter) -> tuple[int, ...]:
    """How many boundaries are right, found and wanted."""
    right = found = wanted = 0
    for row in rows:
        text, spans = str(row["text"]), row["spans"]
        assert isinstance(spans, list)
        last = len(text.rstrip())
        gold = {int(stop) for _, stop in spans} - {last}
        cuts = set(split(text, language)) - {last}
        right, found, wanted = right + len(gold & cuts), found + len(cuts), wanted + len(gold)
    return right, found, wanted


def tell(name: str, language: str, rows: list[dict[str, object]], split: Splitter) -> None:
    split("Он молчал и Молчал он долго", language)  # loads the dictionary
    start = time.perf_counter()
    right, found, wanted = boundaries(rows, language, split)
    seconds = time.perf_counter() - start
    count = sum(len(row["spans"]) for row in rows if isinstance(row["spans"], list))
    print(
        f"{language}  {name:7} P {right / found:.3f}  R {right / wanted:.3f}"
        f"  F1 {2 * right / (found + wanted):.3f}"
        f"  {found - right:3} too many, {wanted - right:3} missed of {wanted}"
        f"  {count / seconds:8,.0f} sentences/s"
    )


def article(number: int, text: str) -> Article:
    return Article(
        id=str(number),
        path=str(number),
        source=Source(key="bench", name="bench", decided_by="bench"),
        title=None,
        text=text,
        sha256="",
        language=LanguageGuess(code="und", confidence=None, decided_by="bench"),
        published=None,
        body=Span(0, len(text)),
    )


def speed(folder: Path) -> None:
    """Articles a second, dictionaries loaded."""
    paths = sorted((folder / "events_ru_uk").glob("*/*.txt"))
    if not paths:
        return
    articles = [article(i, path.read_text(encoding="utf-8")) for i, path in enumerate(paths)]
    languages = [path.name[:2] for path in paths]
    for one, code in zip(articles, languages, strict=True):  # loads the dictionaries
        segment(one, code)
    start = time.perf_counter()
    found = [segment(one, code) for one, code in zip(articles, languages, strict=True)]
    seconds = time.perf_counter() - start
    statements = sum(len(one.statements) for one in found)
    dropped = sum(len(one.dropped) for one in found)
    print(
        f"{len(articles)} articles, {statements} statements, {dropped} pieces dropped:"
        f" {len(articles) / seconds:,.0f} articles/s"
    )


def long_line() -> None:
    text = "Порт закрыли в полдень, а паромы ушли на ул. Садовую к 10.30 утра. " * 75_000
    start = time.perf_counter()
    count = len(sentences(text, "ru"))
    seconds = time.perf_counter() - start
    size = len(text) / 1e6
    print(f"one line of {size:.1f} M characters, {count:,} sentences: {seconds:.1f} s")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEV
    other = razdel()
    for language in LANGUAGES:
        file = folder / f"sents_{language}.jsonl"
        if not file.exists():
            print(f"{language}  no {file}")
            continue
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        tell("srccmp", language, rows, ours)
        if other:
            tell("razdel", language, rows, other)
    speed(folder)
    long_line()


if __name__ == "__main__":
    main()
