"""Is a change of one point told as a conflict, and an unchanged pair never?

    python -P bench/onepoint.py [--encoder NAME] [--only SET,…] [--errors] [--data DIR]

Every pair is two articles of one sentence each, compared as a user would. The sets:

- marked: sentences of translated news (uk/ru) with one number, date or negation changed, and their
  unchanged twins (``conflict_synth_ru_uk.jsonl``).
- ru-uk, en-ru, en-uk: the sentences of ``align_….jsonl``, which tell the same (a conflict told of
  them is wrong, but for a translator's slip), and the same sentences with one point changed in one
  of them: a number that both tell, a weekday or month, a negation taken out.

The data are read from ../shared/dev, in place; where they are not there, it says so and ends.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from srccmp import CompareOptions, Comparison, compare
from srccmp.cache import Cache, cache_folder, encode_cached
from srccmp.engines import load_encoder
from srccmp.model import Article, Finding, Relation
from srccmp.segment import segment

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from labelled import DEV, SEED, article_of, rows

TRANSLATED = ("ru-uk", "en-ru", "en-uk")
SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sentences with their languages; ``kind`` is what was changed in one of them, or that
    nothing was; ``edit`` tells the change."""

    left: str
    left_language: str
    right: str
    right_language: str
    kind: str
    edit: str = ""

    @property
    def articles(self) -> tuple[Article, Article]:
        left, _ = article_of("left", self.left_language, [self.left])
        right, _ = article_of("right", self.right_language, [self.right])
        return left, right


def marked(data: Path) -> Iterator[Pair]:
    for row in rows(data / "conflict_synth_ru_uk.jsonl"):
        yield Pair(
            left=row["a"],
            left_language=row["a_lang"],
            right=row["b"],
            right_language=row["b_lang"],
            kind=row["kind"] if row["label"] == "conflict" else SAME,
            edit=row.get("edit") or "",
        )


# --- changes ----------------------------------------------------------------------------------

WEEK = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
    "uk": "понеділок вівторок середу четвер п'ятницю суботу неділю",
}
MONTHS = {
    "en": "January February March April June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
NUMBER = re.compile(r"(?<![\d.,:/-])\d{1,3}(?![\d.,:/-]?\d)")
# A negation whose sentence stays one without it.
NEGATION = {
    "en": re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|should)( not|n't)\b"),
    "ru": re.compile(r"(?<=[ «\"])не (?!только|менее|более|меньше|больше|раз\b|просто|сколько)"),
    "uk": re.compile(r"(?<=[ «\"])не (?!тільки|лише|менше|більше|раз\b|просто|скільки)"),
}


def changed(pair: Pair, chance: random.Random) -> Iterator[Pair]:
    """The pair with one point changed in its right sentence, each kind that is to be had."""
    text, language = pair.right, pair.right_language
    shared = set(NUMBER.findall(pair.left))
    numbers = [m for m in NUMBER.finditer(text) if m.group() in shared and int(m.group()) > 3]
    if numbers:
        match = chance.choice(numbers)
        value = int(match.group())
        other = str(max(2, round(value * chance.choice([0.4, 0.6, 0.8, 1.2, 1.4, 1.6]))))
        if other != match.group():
            yield _edited(pair, "number", match.start(), match.end(), other)
    for names in (WEEK[language].split(), MONTHS[language].split()):
        found = [m for m in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text) if m.group() in names]
        if found:
            match = chance.choice(found)
            other = chance.choice([name for name in names if name != match.group()])
            yield _edited(pair, "date", match.start(), match.end(), other)
    if match_ := NEGATION[language].search(text):
        start, end = (match_.start(1), match_.end(1)) if language == "en" else match_.span()
        yield _edited(pair, "negation", start, end, "")


def _edited(pair: Pair, kind: str, start: int, end: int, new: str) -> Pair:
    edit = f"{pair.right[start:end].strip()}->{new or '(nothing)'}"
    text = pair.right[:start] + new + pair.right[end:]
    return replace(pair, right=text, kind=kind, edit=edit)


def translated(data: Path, name: str) -> Iterator[Pair]:
    chance = random.Random(SEED)
    for row in rows(data / f"align_{name.replace('-', '_')}.jsonl"):
        pair = Pair(
            left=row["a"],
            left_language=row["a_lang"],
            right=row["b"],
            right_language=row["b_lang"],
            kind=SAME,
        )
        yield pair
        yield from changed(pair, chance)


# --- counting ---------------------------------------------------------------------------------


def encode_all(pairs: Sequence[Pair], encoder: str, cache: Cache) -> None:
    """All statements' vectors in one go, into the cache."""
    loaded, _ = load_encoder(encoder)
    if loaded is None:
        return
    articles = [article for pair in pairs for article in pair.articles]
    texts = [
        statement.text
        for article in articles
        for statement in segment(article, article.language.code).statements
    ]
    encode_cached(loaded, texts, cache)


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a pair: whether one claim holds both, and the conflicts."""

    pair: Pair
    is_aligned: bool
    conflicts: tuple[Finding, ...]
    comparison: Comparison

    def words(self, finding: Finding) -> str:
        return f"{finding.facet} [{finding.level}] {finding.reason}"


def tell(pair: Pair, encoder: str, cache: Cache | None) -> Told:
    found = compare(pair.articles, CompareOptions(encoder=encoder, one_story=True), cache=cache)
    return Told(
        pair=pair,
        is_aligned=any(verdict.sources > 1 for verdict in found.verdicts),
        conflicts=tuple(
            finding
            for verdict in found.verdicts
            for finding in verdict.findings
            if finding.relation is Relation.CONFLICT
        ),
        comparison=found,
    )


def report(name: str, told: Sequence[Told], *, errors: bool) -> None:
    of, aligned, found = Counter[str](), Counter[str](), Counter[str]()
    for each in told:
        of[each.pair.kind] += 1
        aligned[each.pair.kind] += each.is_aligned
        found[each.pair.kind] += bool(each.conflicts)
    changes = [kind for kind in ("number", "date", "negation") if of[kind]]
    parts = [f"{kind} {found[kind]}/{of[kind]}" for kind in changes]
    hits, all_ = sum(found[k] for k in changes), sum(of[k] for k in changes)
    print(
        f"{name}: changes told as conflict {hits}/{all_} ({hits / all_:.1%}: {', '.join(parts)}), "
        f"unchanged {found[SAME]}/{of[SAME]} ({found[SAME] / of[SAME]:.2%}); in one claim "
        f"{sum(aligned.values())}/{sum(of.values())}"
    )
    if errors:
        for each in told:
            if bool(each.conflicts) is (each.pair.kind == SAME):
                pair = each.pair
                where = "" if each.is_aligned else " APART"
                print(f"\n✗ {pair.kind}{where} {pair.edit}\n  {pair.left}\n  {pair.right}")
                for finding in each.conflicts:
                    print(f"  → {each.words(finding)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--encoder", default="none")
    parser.add_argument("--only", default=",".join(("marked", *TRANSLATED)))
    parser.add_argument("--errors", action="store_true", help="print the pairs that go wrong")
    parser.add_argument("--data", type=Path, default=DEV, metavar="DIR")
    asked = parser.parse_args()
    if not asked.data.is_dir():
        sys.exit("no labelled data beside the checkout: nothing measured")
    cache = Cache(cache_folder(), today=date.today())
    for name in asked.only.split(","):
        pairs = [*(marked(asked.data) if name == "marked" else translated(asked.data, name))]
        encode_all(pairs, asked.encoder, cache)
        report(name, [tell(pair, asked.encoder, cache) for pair in pairs], errors=asked.errors)


if __name__ == "__main__":
    main()
