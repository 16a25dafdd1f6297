"""Trains what tells stories apart, and writes it to ``src/srccmp/stories/``.

    python bench/train_stories.py [--write]

``common.txt``: how common terms are in news, counted in translated news of three languages and in
Russian headlines. ``weights.toml``: a logistic model for two articles of one language, and one for
two languages. The data are read from ../shared/dev, in place: marked pairs of Russian articles,
the Russian and Ukrainian events (articles of one are a story, of two are none), translated
documents (a document and its translation are a story) and the invented stories of tests/golden.
Both models are trained twice: for words alone, and with the encoder's cosines of how two articles
begin.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from srccmp.annotate.drafts import Draft, draft_article
from srccmp.cache import Cache, cache_folder, encode_cached
from srccmp.engines import load_encoder
from srccmp.engines.centres import centre_of
from srccmp.language import article_language
from srccmp.model import Article, LanguageGuess, Source, Span, Statement, short_id
from srccmp.read import read_articles
from srccmp.segment import segment
from srccmp.stories.account import Account, account, terms_of
from srccmp.stories.common import RAREST, STEP
from srccmp.stories.doubt import Encode
from srccmp.stories.score import (
    BY_ENCODER,
    FEATURES,
    ONE_LANGUAGE,
    OTHER_DAY,
    Beginning,
    Features,
    cosines,
    features,
    name_other_days,
)

sys.path.append(str(Path(__file__).resolve().parent))  # ``python -P`` leaves it out

from labelled import DEV, ROOT, rows, statements_of

HERE = ROOT / "src" / "srccmp" / "stories"
GOLDEN = ("factory-fire", "mayor-removed")
ALIGNED = ("align_ru_uk", "align_en_ru", "align_en_uk")
SEED = 7
COMMON = 0.05  # share of sentences from which a term's rarity is 0
SEEN = 1 / 5000  # the least share that the counts can tell
KEPT = 0.6  # share of a translated document's sentences that each of its articles keeps
# What each set weighs in all, whatever its number of rows: (one language, two languages). `near`
# are pairs of different events in which the same people and bodies act.
SETS = {"pairs": (40, 0), "unlike": (40, 0), "apart": (60, 60), "near": (60, 200),
        "translated": (0, 15), "other document": (20, 20), "seeds": (20, 20),
        "factory-fire": (20, 20), "mayor-removed": (20, 20)}  # fmt: skip
AN_EVENT = (4, 10)
# With the encoder the marked pairs are the ones to listen to: events of one kind with the same
# people in them, which the cosines can part.
SETS_BY_ENCODER = SETS | {"pairs": (160, 0)}
PENALTY = 1.0
# Where all articles of an event are of one day the fit finds no use for days: but the forecasts,
# scores and counts of two days are two stories, and so are two resignations a year apart.
AT_LEAST = {"near": 1.5, "lead": 0.8}
# And where it finds the events of two languages to lie months apart: follow-ups do, too.
AT_MOST = {"near": 4.0}
# The same people and places lump two events; the encoder needs them less.
AT_MOST_BY_ENCODER = AT_MOST | {"names": 3.0}

# The threshold of a story lies below an even chance, as words lump what they cannot part. Where the
# encoder saw two headlines of one language, an even chance is what these need: their share of the
# log-odds is moved so that .5 comes to the threshold of .35. Articles without headlines, of which
# the encoder tells less, keep the low threshold.
MOVED = math.log(0.35 / 0.65)

# Whether it is one story, what was measured, the ids of the two and whether their headlines name
# different days.
Row = tuple[bool, Features, tuple[str, str], bool]
Floats = NDArray[np.float64]


def article_of(title: str, text: str, *, language: str = "und") -> Article:
    whole = f"{title}\n\n{text}"
    return Article(
        id=short_id(whole),
        path="",
        source=Source(key="bench", name="bench", decided_by="bench"),
        title=title,
        text=whole,
        sha256="",
        language=LanguageGuess(code=language, confidence=None, decided_by="bench"),
        published=None,
        body=Span(0, len(whole)),
    )


def drafted(article: Article) -> tuple[Article, Sequence[Draft]]:
    known = replace(article, language=article_language(article))
    return known, draft_article(known, segment(known, known.language.code).statements)


def lines_drafted(language: str, lines: Sequence[str]) -> tuple[Article, Sequence[Draft]]:
    """An article whose sentences are known, the first of them its title."""
    article = article_of(lines[0], "\n".join(lines[1:]), language=language)
    return article, draft_article(article, statements_of(article, lines))


# How common terms are ------------------------------------------------------------------------


def common_terms() -> dict[str, float]:
    """The rarity of every term that is commoner than the rarest."""
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for name in ALIGNED:
        for row in rows(DEV / f"{name}.jsonl"):
            texts[row["a_lang"]].add(row["a"])
            texts[row["b_lang"]].add(row["b"])
    for row in rows(DEV / "paraphrase_ru.jsonl"):
        texts["ru"] |= {row["a"], row["b"]}
    shares: defaultdict[str, float] = defaultdict(float)
    for language, found in texts.items():
        counts: Counter[str] = Counter()
        ordered = sorted(found)
        for at in range(0, len(ordered), 200):
            _, drafts = lines_drafted(language, ordered[at : at + 200])
            for draft in drafts:
                counts.update({term for term, _ in terms_of(draft)})
        for term, count in counts.items():
            # One sentence of a thousand tells nothing yet.
            share = (count - (language != "ru")) / len(ordered)
            shares[term] = max(shares[term], share)
    steps = {t: round(math.log(COMMON / max(s, SEEN)) / STEP) for t, s in shares.items()}
    return {t: max(0, n) * STEP for t, n in steps.items() if n * STEP < RAREST - STEP}


def write_common(terms: dict[str, float]) -> None:
    by_steps: defaultdict[int, list[str]] = defaultdict(list)
    for term, told in terms.items():
        by_steps[round(told / STEP)].append(term)
    text = "".join(
        f"{line}\n"
        for n in sorted(by_steps)
        for line in textwrap.wrap(
            " ".join(sorted(by_steps[n])), 99, initial_indent=f"{n} ", subsequent_indent=f"{n} ",
            break_long_words=False, break_on_hyphens=False,
        )
    )  # fmt: skip
    (HERE / "common.txt").write_text(text, "utf-8")


# Labelled pairs ------------------------------------------------------------------------------


def events() -> dict[str, list[Account]]:
    """The accounts of each event that is known to be one."""
    folders = {name: ROOT / "tests" / "golden" / name / "articles" for name in GOLDEN}
    folders["seeds"] = ROOT / "seeds"
    for folder in sorted((DEV / "events_ru_uk").iterdir()):
        folders[folder.name] = folder
    return {
        name: [
            account(*drafted(article))
            for article in read_articles([str(folder)])
            if not article.path.endswith("manifest.json")
        ]
        for name, folder in folders.items()
    }


def marked() -> list[tuple[bool, Account, Account]]:
    return [
        (
            row["label"] == "same",
            *(account(*drafted(article_of(row[s]["title"], row[s]["text"]))) for s in "ab"),
        )
        for row in rows(DEV / "events_ru_pairs.jsonl")
    ]


def translated() -> list[tuple[str, Account]]:
    """Documents by name, in each of their languages, with sentences left out of each."""
    documents: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for name in ALIGNED:
        for row in rows(DEV / f"{name}.jsonl"):
            for side in "ab":
                documents[row["doc"], row[f"{side}_lang"]][row["sid"]] = row[side]
    rng = random.Random(SEED)
    found = []
    for (name, language), told in sorted(documents.items()):
        lines = [told[sid] for sid in sorted(told)]
        kept = [lines[0], *(line for line in lines[1:] if rng.random() < KEPT)]
        found.append((name, account(*lines_drafted(language, kept))))
    return found


def encoding() -> Encode:
    """The vectors of statements as the pipeline has them; exits without the bundled encoder."""
    encoder, _ = load_encoder("auto")
    if encoder is None:
        sys.exit("the bundled encoder is needed")
    cache = Cache(cache_folder(), today=datetime.now(UTC).date())
    centre = centre_of(encoder, encoder.encode)
    known: dict[str, NDArray[np.float32]] = {}

    def encode(statements: Sequence[Statement]) -> NDArray[np.float32]:
        new = [s.text for s in statements if s.text not in known]
        if new:
            with cache:
                known.update(zip(new, encode_cached(encoder, new, cache), strict=True))
        rows = np.stack([known[s.text] for s in statements])
        return centre.apply(rows, [s.language for s in statements])

    return encode


def beginnings(accounts: Sequence[Account], encode: Encode) -> dict[str, Beginning]:
    """By the account's id; those without a statement are left out."""
    told = [each for each in accounts if each.begins]
    rows = encode([s for each in told for s in each.begins])
    assert rows is not None
    found, done = {}, 0
    for each in told:
        end = done + len(each.begins)
        found[each.id] = Beginning.of(rows[done:end], headlines=each.headlines)
        done = end
    return found


def labelled(
    pairs: Sequence[tuple[bool, Account, Account]],
    stories: dict[str, list[Account]],
    documents: Sequence[tuple[str, Account]],
) -> Iterator[tuple[str, bool, Account, Account]]:
    """(set, is one story, the two) of every pair to learn from."""
    rng = random.Random(SEED)
    for is_same, left, right in pairs:
        yield "pairs", is_same, left, right
    for (_, a, b), (_, c, d) in combinations(pairs, 2):
        for left in (a, b):
            for right in (c, d):
                if {a.id, b.id}.isdisjoint({c.id, d.id}) and rng.random() < 0.3:
                    yield "unlike", False, left, right
    flat = [(name, told) for name, accounts in stories.items() for told in accounts]
    for (one, left), (other, right) in combinations(flat, 2):
        yield one if one == other else "apart", one == other, left, right
        if one != other and one.split("-")[0] == other.split("-")[0]:
            yield "near", False, left, right
    for (one, left), (other, right) in combinations(documents, 2):
        if one == other:
            yield "translated", True, left, right
        elif rng.random() < 0.05:
            yield "other document", False, left, right


Sets = dict[str, list[Row]]


def measured() -> dict[bool, Sets]:
    """All that is labelled by whether the two are in one language, then by its set."""
    pairs, stories, documents = marked(), events(), translated()
    accounts = [each for _, *two in pairs for each in two]
    accounts += [each for told in stories.values() for each in told]
    accounts += [each for _, each in documents]
    begins = beginnings(accounts, encoding())
    sets: dict[bool, Sets] = {True: defaultdict(list), False: defaultdict(list)}
    nothing: Features = dict.fromkeys(BY_ENCODER)
    for name, is_same, left, right in labelled(pairs, stories, documents):
        has_both = left.id in begins and right.id in begins
        found = features(left, right)
        found |= cosines(begins[left.id], begins[right.id]) if has_both else nothing
        row = is_same, found, (left.id, right.id), name_other_days(left, right)
        sets[left.language == right.language][name].append(row)
    return sets


# The fit -------------------------------------------------------------------------------------

Fitted = tuple[float, dict[str, tuple[float, float]]]  # bias; weight and centre by feature


def train(sets: Sets, *, is_one: bool, with_encoder: bool) -> Fitted:
    """Newton's method with an L2 penalty on the standardised features; no weight below 0, and
    none below ``AT_LEAST``."""
    shares = SETS_BY_ENCODER if with_encoder else SETS
    at_most = AT_MOST_BY_ENCODER if with_encoder and is_one else AT_MOST
    told = [
        (y, found, shares.get(name, AN_EVENT)[not is_one] / len(part))
        for name, part in sets.items()
        for y, found, _, _ in part
    ]
    y = np.array([float(row[0]) for row in told])
    weight = np.array([row[2] for row in told])
    every = FEATURES + BY_ENCODER if with_encoder else FEATURES
    names = [name for name in every if is_one or name not in ONE_LANGUAGE]
    columns, centres, scales = [], [], []
    for name in names:
        known = np.array([row[1][name] is not None for row in told])
        value = np.array([row[1][name] or 0.0 for row in told])
        sides = [known & (y == side) for side in (0.0, 1.0)]
        centre = sum(float(np.average(value[s], weights=weight[s])) for s in sides) / 2
        scale = float(np.sqrt(np.average((value - centre)[known] ** 2, weights=weight[known])))
        columns.append(np.where(known, (value - centre) / scale, 0.0))
        centres.append(centre)
        scales.append(scale)
    design = np.stack([np.ones(len(y)), *columns], axis=1)
    fixed: dict[int, float] = {}
    while True:
        solved = newton(design, y, weight, fixed)
        off = {}
        for at, name in enumerate(names, 1):
            scale = scales[at - 1]
            low, high = AT_LEAST.get(name, 0.0) * scale, at_most.get(name, math.inf) * scale
            if not low - 1e-9 <= solved[at] <= high + 1e-9:
                off[at] = min(max(float(solved[at]), low), high)
        if not off:
            break
        worst = max(off, key=lambda at: abs(float(solved[at]) - off[at]))
        fixed[worst] = off[worst]
    weights = {
        name: (float(solved[at]) / scales[at - 1], centres[at - 1])
        for at, name in enumerate(names, 1)
        if solved[at] > 0
    }
    if with_encoder and is_one and "headline" in weights:
        weight_of, centre = weights["headline"]
        weights["headline"] = weight_of, centre - MOVED / weight_of
    return float(solved[0]), weights


def newton(design: Floats, y: Floats, weight: Floats, fixed: dict[int, float]) -> Floats:
    solved = np.zeros(design.shape[1])
    for at, value in fixed.items():
        solved[at] = value
    free = [at for at in range(design.shape[1]) if at not in fixed]
    ridge = np.diag([0.0 if at == 0 else PENALTY for at in free])
    for _ in range(60):
        p = 1 / (1 + np.exp(-(design @ solved)))
        part = design[:, free]
        gradient = part.T @ (weight * (y - p)) - ridge @ solved[free]
        curve = (part * (weight * p * (1 - p))[:, None]).T @ part + ridge
        step = np.linalg.solve(curve, gradient)
        solved[free] += step
        if float(np.abs(step).max()) < 1e-9:
            break
    return solved


def predicted(fitted: Fitted, row: Row) -> float:
    bias, weights = fitted
    _, found, _, is_other_day = row
    odds = bias - OTHER_DAY * is_other_day
    for name, (weight, centre) in weights.items():
        value = found[name]
        odds += 0.0 if value is None else weight * (value - centre)
    return 1 / (1 + math.exp(-odds))


def left_out(sets: Sets, *, with_encoder: bool) -> list[tuple[bool, float]]:
    """Of each marked pair whether it is one story, and what a model says that has seen no marked
    pair with either of its articles."""
    found = []
    for row in sets["pairs"]:
        rest = [other for other in sets["pairs"] if not {*row[2]} & {*other[2]}]
        fitted = train({**sets, "pairs": rest}, is_one=True, with_encoder=with_encoder)
        found.append((row[0], predicted(fitted, row)))
    return found


def f1(told: Sequence[tuple[bool, float]], threshold: float) -> float:
    hits = sum(y and p >= threshold for y, p in told)
    return 2 * hits / (sum(y for y, _ in told) + sum(p >= threshold for _, p in told))


def toml_of(fitted: Fitted, table: str) -> str:
    bias, weights = fitted
    lines = [f"[{table}]", f"bias = {bias:.3f}"]
    lines += [f"{n} = {{ weight = {w:.3f}, centre = {c:.3f} }}" for n, (w, c) in weights.items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write common.txt and weights.toml")
    options = parser.parse_args()
    if not DEV.is_dir():
        print(f"no development data in {DEV}", file=sys.stderr)
        return 2
    if options.write:
        write_common(common_terms())
    sets = measured()
    text = "# Written by bench/train_stories.py, which tells what each number means.\n"
    for with_encoder, table in ((False, "without_encoder"), (True, "with_encoder")):
        told = left_out(sets[True], with_encoder=with_encoder)
        print(f"marked pairs, {table}, each left out of the training with all of its articles:")
        for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
            print(f"  from {threshold:.2f}: F1 {f1(told, threshold):.3f}")
        for is_one, name in ((True, "one_language"), (False, "two_languages")):
            fitted = train(sets[is_one], is_one=is_one, with_encoder=with_encoder)
            text += "\n" + toml_of(fitted, f"{table}.{name}")
    print(text)
    if options.write:
        (HERE / "weights.toml").write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
