"""Accuracy of the quantities: ``python -P bench/quantities.py [--wrong]``.

Counted on the project's own cases and, where ``../shared/dev`` lies beside the checkout, on the
rows there: a sentence and its translation should give the same numbers of the same things, a
sentence and its twin with one number changed should not. Translators choose other words ("patients"
for "people"), add and leave out, so the share of equal pairs has a ceiling well below 100 %; what
it is good for is a comparison of before and after. Speed is that of the cases, with tokens given.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from srccmp.annotate.dates import find_mentions
from srccmp.annotate.numbers import find_quantities
from srccmp.annotate.tokens import tokenize
from srccmp.model import Quantity

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "annotate" / "numbers_cases.txt"
DEV = ROOT.parent / "shared" / "dev"
PARALLEL = ("align_ru_uk", "align_en_ru", "align_en_uk")
SECONDS = 2.0

Value = tuple[float | None, float | None]


def described(found: Quantity) -> str:
    """A quantity in the notation of the case file."""
    low, high = found.low, found.high
    if low == high and low is not None:
        about = "~" if found.approximate else ""
        value = f"={low:.12g}" if low < 0 else f"{about}{round(low, 3):.12g}"
    elif high is None:
        value = f"{'~' if found.approximate else ''}{round(low or 0, 3):.12g}+"
    elif low is None:
        value = f"{'~' if found.approximate else ''}-{round(high, 3):.12g}"
    else:
        value = f"{low:.12g}..{high:.12g}{'~' if found.approximate else ''}"
    return f"{value} {found.unit} {found.role or '-'}"


def cases() -> list[tuple[str, str, str]]:
    """Language, sentence, expectation of each case."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line.strip() and not line.startswith("#")]
    return [(language.strip(), text.strip(), wanted.strip()) for language, text, wanted in rows]


def found_in(text: str, language: str) -> tuple[Quantity, ...]:
    """The quantities as the program finds them: what is a time is no count."""
    times = tuple(mention.span for mention in find_mentions(text, language))
    return find_quantities(tokenize(text, language), language, times=times)


def counted(found: tuple[Quantity, ...]) -> Counter[tuple[float | None, float | None, str]]:
    return Counter((q.low, q.high, q.unit) for q in found)


def values(found: tuple[Quantity, ...]) -> Counter[Value]:
    return Counter((q.low, q.high) for q in found)


def rows(name: str) -> Iterator[dict[str, Any]]:
    with (DEV / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def show(row: dict[str, Any], left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> None:
    for side, found in (("a", left), ("b", right)):
        print(f"{row[side + '_lang']} | {row[side]}\n     {'; '.join(map(described, found))}")


def own(listed: bool) -> None:
    right: dict[str, list[bool]] = {}
    for language, text, wanted in cases():
        tokens = tokenize(text, language)
        got = "; ".join(described(q) for q in find_quantities(tokens, language))
        right.setdefault(language, []).append(got == wanted)
        if listed and got != wanted:
            print(f"{language} | {text}\n     want {wanted}\n     got  {got}")
    for language, marks in right.items():
        print(f"{language}: {sum(marks)} of {len(marks)} right")


def parallel(name: str, listed: bool) -> None:
    pairs = equal = same_values = met = told = 0
    for row in rows(name):
        left, right = found_in(row["a"], row["a_lang"]), found_in(row["b"], row["b_lang"])
        if not left and not right:
            continue
        one, other = counted(left), counted(right)
        pairs += 1
        equal += one == other
        same_values += values(left) == values(right)
        met += 2 * sum((one & other).values())
        told += len(left) + len(right)
        if listed and one != other:
            show(row, left, right)
    print(
        f"{name}: of {pairs} pairs with a number {equal} equal ({equal / pairs:.1%}), "
        f"{same_values} in their values ({same_values / pairs:.1%}); "
        f"numbers met {met} of {told} ({met / told:.1%})"
    )


def changed(listed: bool) -> None:
    """Twins with one number changed must differ, unchanged ones must not."""
    right = {"conflict": 0, "agree": 0}
    total = {"conflict": 0, "agree": 0}
    for row in rows("conflict_synth_ru_uk"):
        if row["kind"] != "number":
            continue
        left, other = found_in(row["a"], row["a_lang"]), found_in(row["b"], row["b_lang"])
        is_right = (counted(left) == counted(other)) == (row["label"] == "agree")
        total[row["label"]] += 1
        right[row["label"]] += is_right
        if listed and not is_right:
            show(row, left, other)
    print(
        f"conflict_synth_ru_uk: changed number, other quantities: {right['conflict']} of "
        f"{total['conflict']}; unchanged twin, same quantities: {right['agree']} of "
        f"{total['agree']}"
    )


def speed() -> float:
    statements = [(tokenize(text, language), language) for language, text, _ in cases()]
    done, began = 0, time.process_time()
    while time.process_time() - began < SECONDS:
        for tokens, language in statements:
            find_quantities(tokens, language)
        done += len(statements)
    return done / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what is not met")
    listed = parser.parse_args().wrong
    own(listed)
    if DEV.is_dir():
        for name in PARALLEL:
            parallel(name, listed)
        changed(listed)
    else:
        print(f"skipped: no parallel sentences in {DEV}")
    print(f"{speed():,.0f} statements with numbers a second, tokens given", file=sys.stderr)


if __name__ == "__main__":
    main()
