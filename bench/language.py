"""Accuracy of language identification per language and kind of text, and its speed.

Run: ``python bench/language.py [ROWS.jsonl]`` with rows of ``text``, ``lang`` and ``kind``; the
default is ``lid.jsonl`` of the development data beside the checkout.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from srccmp.language import guess_language, statement_language

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "dev" / "lid.jsonl"
GOALS = {"sentence": 0.99, "short": 0.95}
REPEATS = 10


def accuracy(rows: list[dict[str, str]], *, is_verbose: bool) -> None:
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    wrong: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    deciders: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in rows:
        guess = guess_language(row["text"])
        is_right = guess.code == row["lang"]
        deciders[guess.decided_by][is_right] += 1
        for key in ((row["kind"], row["lang"]), (row["kind"], "all")):
            total[key] += 1
            right[key] += is_right
            if not is_right:
                wrong[key][guess.code] += 1
        if is_verbose and not is_right:
            print(f"  {row['lang']} as {guess.code} ({guess.decided_by}): {row['text'][:70]}")
    for kind, lang in sorted(total):
        n, ok = total[kind, lang], right[kind, lang]
        errors = ", ".join(f"{code} {m}" for code, m in sorted(wrong[kind, lang].items()))
        goal = f"  (goal {GOALS[kind]:.0%})" if lang == "all" and kind in GOALS else ""
        note = errors if lang != "all" else ""
        print(f"{kind:9} {lang:4} {ok:5} of {n:5}  {ok / n:6.1%}{goal}  {note}")
    for decider, counts in sorted(deciders.items()):
        print(f"decided by {decider:10} {counts.total():5}, wrong {counts[False]}")


def speed(rows: list[dict[str, str]]) -> None:
    for code in ("uk", "ru", "en"):
        clear = [r["text"] for r in rows if r["lang"] == code and r["kind"] == "sentence"]
        clear = [text for text in clear if guess_language(text).decided_by == "letters"]
        for name, ask in (
            ("guess", guess_language),
            ("statement", lambda text, code=code: statement_language(text, code)),
        ):
            begin = time.process_time()
            for _ in range(REPEATS):
                for text in clear:
                    ask(text)
            rate = REPEATS * len(clear) / (time.process_time() - begin)
            print(f"{name:9} {code}: {rate:8,.0f} a second over {len(clear)} clear sentences")


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    path = Path(arguments[0]) if arguments else DEFAULT
    if not path.exists():
        sys.exit(f"{path}: no rows; give a file of text, lang and kind")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    accuracy(rows, is_verbose="-v" in sys.argv)
    speed(rows)


if __name__ == "__main__":
    main()
