"""Accuracy of language identification per language and kind of text, and its speed.

Run: ``python -P bench/language.py [-v] [--alone] [--own | ROWS.jsonl]`` with rows of ``text``,
``lang`` and ``kind``; the default is ``lid.jsonl`` of the development data beside the checkout.
``--own`` takes the sentences of ``language_rows.tsv``, written for this, and three snippets of 3-6
words of each. ``-v`` lists what is wrong; ``--alone`` adds what each detector does by itself.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from srccmp.language import detectors, guess_language, statement_language

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "dev" / "lid.jsonl"
OWN = Path(__file__).with_name("language_rows.tsv")
SNIPPETS = 3
SEED = 5
GOALS = {"sentence": 0.99, "short": 0.95}
REPEATS = 10


def own_rows() -> list[dict[str, str]]:
    chance = random.Random(SEED)
    rows = []
    for line in OWN.read_text(encoding="utf-8").splitlines():
        lang, text = line.split("\t")
        rows.append({"text": text, "lang": lang, "kind": "sentence"})
        words = text.split()
        for _ in range(SNIPPETS):
            size = chance.randint(3, 6)
            if len(words) > size:
                start = chance.randrange(len(words) - size + 1)
                snippet = " ".join(words[start : start + size])
                row = {"text": snippet, "lang": lang, "kind": "short"}
                if row not in rows:
                    rows.append(row)
    return rows


def alone(rows: list[dict[str, str]]) -> None:
    """What the detectors answer by themselves, and the whole without the dictionaries."""
    profiles = frozenset(detectors._langdetect().langlist)
    of_profiles = [row for row in rows if row["lang"] in profiles]
    codes = tuple(sorted({row["lang"] for row in rows}))

    def langdetect(text: str) -> str:
        found = detectors._ask_langdetect(text, tuple(profiles))
        return max(found, key=lambda code: found[code], default="und")

    def langdetect_told(text: str) -> str:
        found = detectors._ask_langdetect(text, codes)
        return max(found, key=lambda code: found[code], default="und")

    def py3langid(text: str) -> str:
        return str(detectors._py3langid().classify(text)[0])

    def whole(text: str) -> str:
        return guess_language(text).code

    asked: list[tuple[str, Callable[[str], str], list[dict[str, str]]]] = [
        ("langdetect, its own languages", langdetect, of_profiles),
        ("the same, told the candidates", langdetect_told, of_profiles),
        ("langdetect, all rows", langdetect, rows),
        ("py3langid", py3langid, rows),
        ("letters, py3langid, dictionaries", whole, rows),
        ("the same, langdetect's languages", whole, of_profiles),
    ]
    for name, ask, some in asked:
        begin = time.process_time()
        right: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for row in some:
            total[row["kind"]] += 1
            right[row["kind"]] += ask(row["text"]) == row["lang"]
        rate = len(some) / (time.process_time() - begin)
        shares = "  ".join(f"{kind} {right[kind] / total[kind]:6.1%}" for kind in sorted(total))
        print(f"{name:34} {shares}  {rate:8,.0f} a second")
    kept = detectors.DICTIONARIES, detectors.FURTHER_DICTIONARIES
    detectors.DICTIONARIES, detectors.FURTHER_DICTIONARIES = {}, {}
    wrong = Counter(row["kind"] for row in rows if whole(row["text"]) != row["lang"])
    detectors.DICTIONARIES, detectors.FURTHER_DICTIONARIES = kept
    print("without dictionaries, wrong:", dict(sorted(wrong.items())))


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
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if "--own" in sys.argv:
        rows = own_rows()
    else:
        path = Path(arguments[0]) if arguments else DEFAULT
        if not path.exists():
            sys.exit(f"{path}: no rows; give a file of text, lang and kind, or --own")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    accuracy(rows, is_verbose="-v" in sys.argv)
    speed(rows)
    if "--alone" in sys.argv:
        alone(rows)


if __name__ == "__main__":
    main()
