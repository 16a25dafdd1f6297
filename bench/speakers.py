"""Speakers and certainty: own cases right, headlines kept at a distance, and speed.

python -P bench/speakers.py [--data FOLDER] [--wrong]

The cases are those of the tests. The headlines are those of Emergent's stance data, in which each
headline repeats a claim (for), turns it down (against) or only tells of it (observing): one that
only tells should be hedged, alleged or told by a voice, one that turns down should be denied.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from srccmp.annotate.attribution import attribute_article, find_speaking
from srccmp.annotate.modality import find_modality
from srccmp.annotate.tokens import Token, tokenize
from srccmp.model import Certainty, Polarity, Span, Statement

CASES = Path(__file__).parents[1] / "tests" / "annotate"
DATA = Path(__file__).parents[2] / "shared" / "dev"
STANCE = "stance_emergent.jsonl"
SECONDS = 2.0
Case = tuple[str, str, bool]  # kind with language, the text, whether it is right


def rows(name: str, fields: int) -> Iterator[list[str]]:
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split("|", fields - 1)]


def voices() -> Iterator[Case]:
    for language, manner, key, drawn in rows("attribution_cases.txt", 4):
        text = re.sub(r"[\[\]]", "", drawn)
        said = find_speaking(tokenize(text, language), text, language)
        marked = re.search(r"\[(.*)\]", drawn)
        wanted = (manner, None if key == "-" else key, marked.group(1) if marked else None)
        by = said.attribution if said else None
        found = (by.manner.value, by.key, by.speaker) if by else ("none", None, None)
        yield f"{language} {manner}", text, found == wanted


def certainties() -> Iterator[Case]:
    for language, polarity, certainty, kinds, drawn in rows("modality_cases.txt", 5):
        text = re.sub(r"[{}]", "", drawn)
        found = find_modality(tokenize(text, language), language)
        watched = {cue.kind for cue in found.cues} & {"negation-local", "conditional", "plan"}
        wanted = set() if kinds == "-" else set(kinds.split(","))
        is_right = (found.polarity.value, found.certainty.value, watched) == (
            polarity,
            certainty,
            wanted,
        )
        kind = polarity if polarity == "denied" else certainty
        yield f"{language} {kind}", text, is_right


def articles() -> Iterator[Case]:
    for language, keys, drawn in rows("continuing_cases.txt", 3):
        text = ""
        statements: list[tuple[Statement, tuple[Token, ...]]] = []
        for number, part in enumerate(drawn.split(" // ")):
            text += "" if not text else "\n" if part.startswith("¶") else " "
            sentence = part.removeprefix("¶")
            span = Span(len(text), len(text) + len(sentence))
            text += sentence
            statement = Statement(
                id=str(number),
                article_id="a",
                span=span,
                text=sentence,
                sentence=number,
                language=language,
            )
            statements.append((statement, tokenize(sentence, language, offset=span.start)))
        found = [
            f"{s.attribution.key or '-'} {s.attribution.manner.value[0]}" if s else "-"
            for s in attribute_article(statements, language, text=text)
        ]
        yield f"{language} going on", drawn, found == [key.strip() for key in keys.split(",")]


def show_cases(*, listed: bool) -> None:
    right: dict[str, list[bool]] = {}
    for kind, text, is_right in (*voices(), *certainties(), *articles()):
        right.setdefault(kind, []).append(is_right)
        if listed and not is_right:
            print(f"  wrong: {kind}: {text}")
    for kind, marks in sorted(right.items()):
        print(f"{kind:14} {sum(marks)} of {len(marks)} right")


def show_headlines(path: Path, *, listed: bool) -> None:
    if not path.is_file():
        print(f"headlines: {path} is not there, skipped")
        return
    counts: dict[str, Counter[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, label = row["headline"], row["label"]
        tokens = tokenize(text, "en")
        found = find_modality(tokens, "en")
        is_unsure = found.certainty is not Certainty.ASSERTED
        is_denied = found.polarity is Polarity.DENIED
        is_voiced = find_speaking(tokens, text, "en") is not None
        told = counts.setdefault(label, Counter())
        told["all"] += 1
        told["denied"] += is_denied
        told["unsure"] += is_unsure
        told["voiced"] += is_voiced
        told["unsure or voiced"] += is_unsure or is_voiced
        is_wrong = {"against": not is_denied, "for": is_denied or is_unsure}.get(
            label, not (is_unsure or is_voiced)
        )
        if listed and is_wrong:
            print(f"  {label}: {text}")
    for label, told in sorted(counts.items()):
        shares = ", ".join(f"{name} {n}" for name, n in told.items() if name != "all")
        print(f"headlines {label}: {told['all']}: {shares}")


def show_speed() -> None:
    texts = [
        (language, re.sub(r"[\[\]]", "", drawn))
        for language, _, _, drawn in rows("attribution_cases.txt", 4)
    ]
    given = [(tokenize(text, language), text, language) for language, text in texts]
    for name, work in (
        ("speakers", lambda tokens, text, language: find_speaking(tokens, text, language)),
        ("certainty", lambda tokens, _text, language: find_modality(tokens, language)),
    ):
        done, began = 0, time.process_time()
        while time.process_time() - began < SECONDS:
            for tokens, text, language in given:
                work(tokens, text, language)
            done += len(given)
        rate = done / (time.process_time() - began)
        print(f"{name}: {rate:,.0f} statements a second, tokens given", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the stance data")
    parser.add_argument("--wrong", action="store_true", help="list what is not met")
    options = parser.parse_args()
    show_cases(listed=options.wrong)
    show_headlines(options.data / STANCE, listed=options.wrong)
    show_speed()


if __name__ == "__main__":
    main()
