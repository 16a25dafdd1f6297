"""How well reprints are told: rewrites made by rule, real pairs read by hand, translations.

    python -P bench/reprints.py [--only rewrites,pairs,translations,growth] [--encoder auto|none]

- rewrites: each dev article of 80 words or more is rewritten by seeded rules (words replaced,
  sentences dropped, paragraphs turned round, a lead of another story put before it, the end cut);
  recall by rule. False is a reprint of another event's article.
- pairs: ``reprints_pairs.tsv``, real pairs of the dev events.
- translations: news and their translations (NTREX) with a quarter of the sentences dropped, and the
  pairs across documents; recall by languages.
- growth: seconds for 10 to 3,000 articles of which a tenth are reprints; the exponent is fitted.

The data are read from ../shared/dev, in place; where they are not there, it says so and ends.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from srccmp import CompareOptions, compare, read_articles
from srccmp.annotate.drafts import draft_article
from srccmp.annotate.layers import settle_drafts
from srccmp.cache import Cache, cache_folder
from srccmp.language import article_language
from srccmp.model import Article, Span, short_id
from srccmp.reprints import near_copies, settle_families
from srccmp.reprints.bodies import SHINGLE, Body, body_of
from srccmp.reprints.copies import Copies, _candidates
from srccmp.segment import segment

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
PAIRS = Path(__file__).with_name("reprints_pairs.tsv")
SEED = 12
MIN_WORDS = 80
SIZES = (10, 30, 100, 300, 1000, 3000)

Sentences = list[str]
Rule = Callable[[Sentences, Sentences, random.Random], Sentences]


def families_of(articles: Sequence[Article]) -> dict[str, str]:
    """By id of each article the id of its first, by their texts alone."""
    known = [replace(a, language=article_language(a)) for a in articles]
    drafts = {a.id: draft_article(a, segment(a, a.language.code).statements) for a in known}
    layers = settle_drafts(known, drafts)
    copies = near_copies(layers.articles, layers.analyses)
    settled, _ = settle_families(layers.articles, layers.analyses, (), copies)
    return {a.id: a.reprint_of or a.id for a in settled}


# --- rewrites ----------------------------------------------------------------------------------


def replaced(share: float) -> Rule:
    def rule(own: Sentences, other: Sentences, chance: random.Random) -> Sentences:
        words = " ".join(other).split()
        return [
            " ".join(
                chance.choice(words) if chance.random() < share else word for word in s.split()
            )
            for s in own
        ]

    return rule


def dropped(own: Sentences, _other: Sentences, chance: random.Random) -> Sentences:
    return [s for s in own if chance.random() > 1 / 3] or own[:2]


def turned(own: Sentences, _other: Sentences, chance: random.Random) -> Sentences:
    return [own[0], *chance.sample(own[1:], len(own) - 1)]


def led(own: Sentences, other: Sentences, _chance: random.Random) -> Sentences:
    return [*other[:2], *own[1:]]


def cut(own: Sentences, _other: Sentences, _chance: random.Random) -> Sentences:
    return own[: max(3, math.ceil(0.6 * len(own)))]


def padded(own: Sentences, other: Sentences, _chance: random.Random) -> Sentences:
    return [*own, *other]


def light(own: Sentences, other: Sentences, chance: random.Random) -> Sentences:
    return replaced(0.08)(dropped(own, other, chance), other, chance)


RULES: dict[str, Rule] = {
    "5 % of the words replaced": replaced(0.05),
    "10 % of the words replaced": replaced(0.10),
    "20 % of the words replaced": replaced(0.20),
    "a third of the sentences dropped": dropped,
    "sentences in another order": turned,
    "another lead": led,
    "the end cut": cut,
    "another story behind it": padded,
    "8 % replaced, a third dropped": light,
}


def sentences(article: Article) -> Sentences:
    found: dict[int, str] = {}
    for statement in segment(article, article_language(article).code).statements:
        known = found.get(statement.sentence)
        found[statement.sentence] = f"{known} {statement.text}" if known else statement.text
    return list(found.values())


def rewrites() -> None:
    events = {e: list(read_articles([str(e)])) for e in sorted((DEV / "events_ru_uk").iterdir())}
    everyone = [a for found in events.values() for a in found]
    family = {i: f for found in events.values() for i, f in families_of(found).items()}
    firsts = [a for a in everyone if family[a.id] == a.id]
    whole = {a.id: sentences(a) for a in firsts}
    long = [a for a in firsts if sum(len(s.split()) for s in whole[a.id]) >= MIN_WORDS]
    chance = random.Random(SEED)
    event_of = {a.id: a.path.rsplit("/", 2)[-2] for a in everyone}
    for name, rule in RULES.items():
        made: dict[str, tuple[str, str]] = {}  # of which article, with words of which other one
        texts = list(everyone)
        for article in long:
            other = chance.choice([a for a in long if event_of[a.id] != event_of[article.id]])
            text = "\n\n".join(rule(whole[article.id], whole[other.id], chance))
            copy = replace(
                article,
                id=short_id("rewrite", name, article.id),
                path=f"{article.path}~",
                source=replace(article.source, key=f"x-{article.source.key}", name="x"),
                title=None,
                text=text,
                body=Span(0, len(text)),
            )
            made[copy.id] = article.id, other.id
            texts.append(copy)
        found = families_of(texts)
        # A text that holds two whole stories may stand with either.
        either = 2 if rule is padded else 1
        hits = sum(any(found[c] == found[a] for a in of[:either]) for c, of in made.items())
        wrong = sum(
            event_of[made.get(i, (i,))[0]] not in {event_of[a] for a in made.get(f, (f,))[:either]}
            and not (rule is padded and i in made)
            for i, f in found.items()
            if i != f
        )
        alike = sum(f != i and i not in made and family[i] == i for i, f in found.items())
        print(
            f"{name:34} {hits:3} of {len(made)} found ({hits / len(made):.0%}), {wrong} with"
            f" another story's text, {alike} firsts joined to another text of their event"
        )


# --- real pairs --------------------------------------------------------------------------------


def pairs() -> None:
    rows = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines() if line[:1] != "#"]
    told: Counter[tuple[str, bool]] = Counter()
    reprints = 0
    missed = []
    for event in sorted({row[0] for row in rows}):
        articles = list(read_articles([str(DEV / "events_ru_uk" / event)]))
        found = families_of(articles)
        reprints += sum(first != name for name, first in found.items())
        by_name = {Path(a.path).name: a.id for a in articles}
        for _, left, right, label in (row for row in rows if row[0] == event):
            is_one = found[by_name[left]] == found[by_name[right]]
            told[label, is_one] += 1
            if is_one != (label == "same") and label != "soft":
                missed.append(f"  {label} told otherwise: {event} {left} {right}")
    same, apart = told["same", True], told["apart", True]
    print(f"{reprints} reprints; of the pairs read by hand:")
    print(f"same: {same} of {same + told['same', False]} found")
    print(f"apart: {apart} of {apart + told['apart', False]} joined")
    print(f"soft: {told['soft', True]} of {told['soft', True] + told['soft', False]} joined")
    print("\n".join(missed))


# --- translations ------------------------------------------------------------------------------


def translations(encoder: str) -> None:
    documents: defaultdict[str, defaultdict[str, dict[int, str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for name in ("ru_uk", "en_ru", "en_uk"):
        for line in (DEV / f"align_{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            for side in "ab":
                documents[row["doc"]][row[f"{side}_lang"]][int(row["sid"])] = row[side]
    chance = random.Random(SEED)
    chosen = [d for d in sorted(documents) if len(documents[d]["ru"]) >= 8][:24]
    with tempfile.TemporaryDirectory() as folder:
        for document in chosen:
            for language, text in sorted(documents[document].items()):
                kept = [text[s] for s in sorted(text) if language != "uk" or chance.random() > 0.25]
                lines = [" ".join(kept[i : i + 2]) for i in range(0, len(kept), 2)]
                path = Path(folder, f"{document}+{language}.txt")
                path.write_text("\n\n".join(lines) + "\n", "utf-8")
        told = compare(
            read_articles([folder]),
            CompareOptions(encoder=encoder),
            cache=Cache(cache_folder(), today=date.today()),
        )
    name_of = {a.id: Path(a.path).stem.split("+") for a in told.articles}
    first = {a.id: a.reprint_of or a.id for a in told.articles}
    found: Counter[tuple[str, bool]] = Counter()
    wrong = 0
    for left in told.articles:
        for right in told.articles:
            if left.id >= right.id:
                continue
            (a, x), (b, y) = sorted((name_of[left.id], name_of[right.id]), key=lambda n: n[1])
            is_one = first[left.id] == first[right.id]
            if a == b:
                found[f"{x}-{y}", is_one] += 1
            wrong += is_one and a != b
    for languages in sorted({key for key, _ in found}):
        hits = found[languages, True]
        print(f"{languages} {hits} of {hits + found[languages, False]} found")
    print(f"{wrong} pairs of two documents joined")


# --- growth ------------------------------------------------------------------------------------


def growth() -> None:
    """Bodies of invented words by their frequency in news: names and formulas come again."""
    chance = random.Random(SEED)
    words = [f"w{n}" for n in range(20_000)]
    weights = [1 / (n + 2) for n in range(len(words))]

    def text() -> list[list[str]]:
        return [chance.choices(words, weights, k=chance.randint(8, 24)) for _ in range(14)]

    points = []
    for size in SIZES:
        bodies: dict[str, Body] = {}
        known: list[list[list[str]]] = []
        for n in range(size):
            made = chance.choice(known)[:10] if known and n % 10 == 0 else text()
            known.append(made)
            grams: list[tuple[str, ...] | None] = []
            for s in made:
                last = len(s) - SHINGLE
                grams += [tuple(s[i : i + SHINGLE]) if i <= last else None for i in range(len(s))]
            bodies[f"{n:05}"] = body_of(f"{n:05}", grams, [True] * len(grams))
        best, looked, close = math.inf, 0, 0
        for _ in range(3):
            start = time.perf_counter()
            copies = Copies(bodies, _candidates(bodies))
            looked = len(copies.pairs)
            close = sum(copies.kin(*pair).is_close for pair in copies.pairs)
            best = min(best, time.perf_counter() - start)
        points.append((math.log(size), math.log(best)))
        print(f"{size:5} articles {best:8.3f} s, {looked} pairs looked at, {close} close")
    large = points[2:]
    mean_x, mean_y = (sum(p[i] for p in large) / len(large) for i in (0, 1))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in large) / sum(
        (x - mean_x) ** 2 for x, _ in large
    )
    print(f"exponent from {SIZES[2]} articles on: {slope:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="rewrites,pairs,translations,growth")
    parser.add_argument("--encoder", default="auto")
    asked = parser.parse_args()
    if not DEV.is_dir():
        sys.exit("no labelled data beside the checkout: nothing measured")
    parts: dict[str, Callable[[], None]] = {
        "rewrites": rewrites,
        "pairs": pairs,
        "translations": lambda: translations(asked.encoder),
        "growth": growth,
    }
    for part in asked.only.split(","):
        print(f"-- {part}")
        parts[part]()


if __name__ == "__main__":
    main()
