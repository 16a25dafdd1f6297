"""Accuracy of the quantities on the case file, and speed with the tokens given.

python bench/quantities.py [--wrong]
"""

from __future__ import annotations

import sys

# A script's folder comes first on the path, and this one's name is that of a standard module.
sys.path.pop(0)

import argparse
import time
from pathlib import Path

from srccmp.annotate.numbers import find_quantities
from srccmp.annotate.tokens import tokenize
from srccmp.model import Quantity

CASES = Path(__file__).parents[1] / "tests" / "annotate" / "numbers_cases.txt"
SECONDS = 2.0


def described(found: Quantity) -> str:
    """A quantity in the notation of the case file."""
    low, high = found.low, found.high
    if low == high and low is not None:
        value = f"{'=' if low < 0 else ''}{low:.12g}"
        value = f"~{round(low, 3):.12g}" if found.approximate else value
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the cases that are not met")
    listed = parser.parse_args().wrong
    right: dict[str, list[int]] = {}
    statements = []
    for language, text, wanted in cases():
        tokens = tokenize(text, language)
        statements.append((tokens, language))
        got = "; ".join(described(q) for q in find_quantities(tokens, language))
        right.setdefault(language, []).append(got == wanted)
        if listed and got != wanted:
            print(f"{language} | {text}\n     want {wanted}\n     got  {got}")
    for language, marks in right.items():
        print(f"{language}: {sum(marks)} of {len(marks)} right")
    done, began = 0, time.process_time()
    while time.process_time() - began < SECONDS:
        for tokens, language in statements:
            find_quantities(tokens, language)
        done += len(statements)
    rate = done / (time.process_time() - began)
    print(f"{rate:,.0f} statements with numbers a second, tokens given", file=sys.stderr)


if __name__ == "__main__":
    main()
