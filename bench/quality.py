"""How much of what people marked does srccmp find? Counts, and the rows that fail.

::

    python bench/quality.py                        # all sets that are here, no encoder
    python bench/quality.py --gold golden --encoder auto --errors
    python bench/quality.py --gold events --sample 20

A marked row holds two quotes of two articles and how these stand to each other. A quote stands for
all statements that share a word with it. The sets:

``golden``
    the invented stories of ``tests/golden/``; always there.
``seeds``, ``events``
    marked rows on ``seeds/`` and on real events, which are no part of the project: a folder
    ``shared/dev`` beside the checkout. Where it is absent, these sets are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from srccmp import CompareOptions, compare, read_articles
from srccmp.cache import Cache

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
FLOORS = GOLDEN / "floors.json"
DEV = ROOT.parent / "shared" / "dev"
SETS = ("seeds", "events", "golden")

# Which facets tell a marked conflict of a kind rightly. A denial may be told by the facet of what
# is denied (a denied cause, a denied intent); who gave something may be who or attribution.
FACETS = {
    "cause": {"cause"},
    "negation": {"polarity", "cause", "intent", "status", "scope"},
    "number": {"quantity"},
    "date": {"time"},
    "entity": {"who", "place"},
    "who": {"who"},
    "place": {"place"},
    "status": {"status", "polarity"},
    "intent": {"intent", "polarity", "cause"},
    "scope": {"scope", "polarity"},
    "attribution": {"attribution", "who"},
    "modality": {"certainty", "status", "polarity"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One marked pair: ``a`` and ``b`` are file names; ``soft`` where readers may differ."""

    a: str
    a_quote: str
    b: str
    b_quote: str
    relation: str
    kind: str
    soft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One story with its marked pairs; ``folder`` is what srccmp is pointed at."""

    name: str
    folder: Path
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The statements that one quote stands for, none where its words are in no statement;
    ``spans`` are the quote's places in the article."""

    ids: frozenset[str]
    texts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()

    def meets(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding of srccmp between the two sides; ``inside`` where its words lie, at least in
    part, within both quotes: else it speaks of something that stands beside them."""

    facet: str
    relation: str
    words: tuple[str, str]
    inside: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What srccmp made of one row: ``claims`` are the relations of the claims that hold both."""

    row: Row
    left: Side
    right: Side
    claims: tuple[str, ...]
    said: tuple[Said, ...]

    @property
    def is_lost(self) -> bool:
        """Whether a quote stands in no statement at all."""
        return not (self.left.ids and self.right.ids)

    @property
    def is_aligned(self) -> bool:
        return bool(self.claims)

    def says(self, relation: str, *, inside: bool = False) -> bool:
        return any(each.relation == relation and (each.inside or not inside) for each in self.said)

    @property
    def is_typed(self) -> bool:
        """Whether a conflict was found, and by a facet that fits the marked kind."""
        fit = FACETS.get(self.row.kind, set())
        return any(each.relation == "conflict" and each.facet in fit for each in self.said)

    @property
    def is_right(self) -> bool:
        """Whether srccmp did what the row's relation asks for, facets apart."""
        match self.row.relation:
            case "conflict":
                return self.says("conflict")
            case "update":
                return self.says("update") and not self.says("conflict")
            case "unrelated":
                return not (self.is_aligned or self.says("conflict"))
            case _:
                return self.is_aligned and not self.says("conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One story compared: the answer as JSON, the outcome of each row, and the seconds it took."""

    event: Event
    answer: dict[str, Any]
    texts: dict[str, str]  # article id -> its text
    statements: dict[str, dict[str, Any]]  # by id
    outcomes: tuple[Outcome, ...]
    seconds: float

    def words(self, side: dict[str, Any]) -> str:
        """The words that one side of a finding rests on."""
        article = self.statements[side["statement"]]["article"]
        return self.texts[article][side["start"] : side["end"]]


# --- the sets ---------------------------------------------------------------------------------


def read_rows(
    path: Path, rename: Callable[[dict[str, Any], str], str]
) -> Iterator[tuple[str, Row]]:
    """Event name and row of each line; ``rename`` gives the file name of side ``a`` or ``b``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        yield (
            raw.get("event", ""),
            Row(
                a=rename(raw, "a"),
                a_quote=raw["a_quote"],
                b=rename(raw, "b"),
                b_quote=raw["b_quote"],
                relation=raw["relation"],
                kind=raw["kind"],
                soft=raw.get("soft", False),
            ),
        )


def by_file_name(raw: dict[str, Any], side: str) -> str:
    return str(raw[side])


def seeds_events(data: Path = DEV) -> tuple[Event, ...]:
    rows = tuple(row for _, row in read_rows(data / "seeds_gold.jsonl", by_file_name))
    return (Event(name="seeds", folder=ROOT / "seeds", rows=rows),)


def real_events(data: Path = DEV) -> tuple[Event, ...]:
    """The real events; a row names its articles by the keys of the event's manifest."""
    folders = sorted(path.parent for path in (data / "events_ru_uk").glob("*/manifest.json"))
    files: dict[tuple[str, str], str] = {}
    for folder in folders:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        files |= {(folder.name, doc["key"]): doc["file"] for doc in manifest["docs"]}
    rows = [
        *read_rows(
            data / "events_ru_uk_gold.jsonl", lambda raw, side: files[raw["event"], raw[side]]
        )
    ]
    return tuple(
        Event(
            name=folder.name,
            folder=folder,
            rows=tuple(row for name, row in rows if name == folder.name),
        )
        for folder in folders
    )


def golden_events() -> tuple[Event, ...]:
    return tuple(
        Event(
            name=path.parent.name,
            folder=path.parent / "articles",
            rows=tuple(row for _, row in read_rows(path, by_file_name)),
        )
        for path in sorted(GOLDEN.glob("*/labels.jsonl"))
    )


def events_of(gold: str, data: Path = DEV) -> tuple[Event, ...]:
    """The stories of a set, none where its files are not in the folder ``data``."""
    if gold == "golden":
        return golden_events()
    if not data.is_dir():
        return ()
    return seeds_events(data) if gold == "seeds" else real_events(data)


def golden_digest() -> str:
    """Changes with any article or row of ``tests/golden``: floors hold for one state of it."""
    digest = hashlib.sha256()
    for path in sorted([*GOLDEN.glob("*/labels.jsonl"), *GOLDEN.glob("*/articles/*")]):
        digest.update(path.relative_to(GOLDEN).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


# --- from a quote to what was said ------------------------------------------------------------


def occurrences(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where the quote stands in the text, all places."""
    start = text.find(quote)
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)


def side_of(quote: str, article: str, texts: dict[str, str], statements: Iterable[Any]) -> Side:
    """The article's statements that share a letter or digit with the quote's words."""
    text = texts.get(article, "")
    spans = [*occurrences(text, quote)]
    met = [
        each
        for each in statements
        if each["article"] == article
        and any(
            any(map(str.isalnum, text[max(start, each["start"]) : min(end, each["end"])]))
            for start, end in spans
        )
    ]
    return Side(
        ids=frozenset(each["id"] for each in met),
        texts=tuple(each["text"] for each in met),
        spans=tuple(spans),
    )


def outcome_of(row: Row, run: Run, article_of: dict[str, str]) -> Outcome:
    statements = run.answer["statements"]
    left = side_of(row.a_quote, article_of.get(row.a, ""), run.texts, statements)
    right = side_of(row.b_quote, article_of.get(row.b, ""), run.texts, statements)
    claims, said = [], []
    for claim in run.answer["claims"]:
        members = set(claim["members"])
        # Of one statement alone nothing can be said: two quotes may lie in it.
        if any(a != b for a in members & left.ids for b in members & right.ids):
            claims.append(claim["relation"])
        for finding in claim["findings"]:
            one, other = finding["left"], finding["right"]
            if one["statement"] in right.ids and other["statement"] in left.ids:
                one, other = other, one
            if one["statement"] in left.ids and other["statement"] in right.ids:
                said.append(
                    Said(
                        facet=finding["facet"],
                        relation=finding["relation"],
                        words=(run.words(one), run.words(other)),
                        inside=left.meets(one["start"], one["end"])
                        and right.meets(other["start"], other["end"]),
                        reason=finding["reason"],
                    )
                )
    return Outcome(row=row, left=left, right=right, claims=tuple(claims), said=tuple(said))


def run_event(event: Event, encoder: str, cache: Cache | None = None) -> Run:
    """Compare one story as a user would, and look up each marked row in the answer."""
    started = time.perf_counter()
    reading = read_articles([event.folder])
    comparison = compare(reading, CompareOptions(encoder=encoder), cache=cache)
    answer = json.loads(json.dumps(comparison.to_dict()))
    seconds = time.perf_counter() - started
    texts = {article.id: article.text for article in reading}
    article_of = {
        Path(path).name: article.id for article in reading for path in (article.path, *article.also)
    }
    run = Run(
        event=event,
        answer=answer,
        texts=texts,
        statements={each["id"]: each for each in answer["statements"]},
        outcomes=(),
        seconds=seconds,
    )
    return replace(run, outcomes=tuple(outcome_of(row, run, article_of) for row in event.rows))


# --- counts -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """``hits`` of ``of`` rows."""

    hits: int
    of: int

    def __str__(self) -> str:
        return f"{self.hits}/{self.of}" + (f" ({self.hits / self.of:.0%})" if self.of else "")


Counted = dict[str, Count]
# The more of these the better; all other counts are of errors.
WANTED = ("aligned", "conflicts", "conflicts_typed", "updates", "compatibles")


def counts(outcomes: Sequence[Outcome]) -> Counted:
    """All figures. Soft rows stand apart: in ``soft_…`` alone."""
    strict = [each for each in outcomes if not each.row.soft]
    soft = [each for each in outcomes if each.row.soft]

    def count(rows: Sequence[Outcome], relations: str, holds: Callable[[Outcome], bool]) -> Count:
        chosen = [each for each in rows if each.row.relation in relations.split()]
        return Count(sum(map(holds, chosen)), len(chosen))

    def found(outcome: Outcome) -> bool:
        return outcome.says("conflict")

    def found_inside(outcome: Outcome) -> bool:
        return outcome.says("conflict", inside=True)

    return {
        "lost": count(outcomes, "agree conflict update compatible unrelated", lambda o: o.is_lost),
        "aligned": count(strict, "agree conflict", lambda o: o.is_aligned),
        "aligned_agree": count(strict, "agree", lambda o: o.is_aligned),
        "aligned_conflict": count(strict, "conflict", lambda o: o.is_aligned),
        "aligned_update": count(strict, "update", lambda o: o.is_aligned),
        "aligned_compatible": count(strict, "compatible", lambda o: o.is_aligned),
        "conflicts": count(strict, "conflict", found),
        "conflicts_typed": count(strict, "conflict", lambda o: o.is_typed),
        "updates": count(strict, "update", lambda o: o.is_right),
        "compatibles": count(strict, "compatible", lambda o: o.is_right),
        "soft_conflicts": count(soft, "conflict", found),
        "soft_aligned": count(soft, "agree conflict", lambda o: o.is_aligned),
        "false_on_agree": count(strict, "agree", found),
        "false_in_agree": count(strict, "agree", found_inside),
        "false_on_update": count(strict, "update", found),
        "false_on_compatible": count(strict, "compatible", found),
        "false_on_unrelated": count(strict, "unrelated", found),
        "unrelated_joined": count(strict, "unrelated", lambda o: o.is_aligned),
    }


TITLES = {
    "lost": "rows whose quote is in no statement",
    "aligned": "aligned, of agree and conflict",
    "aligned_agree": "  of agree",
    "aligned_conflict": "  of conflict",
    "aligned_update": "  (of update)",
    "aligned_compatible": "  (of compatible)",
    "conflicts": "conflicts found",
    "conflicts_typed": "  by a facet of their kind",
    "updates": "updates found as such",
    "compatibles": "compatibles aligned, no conflict",
    "soft_conflicts": "soft conflicts found",
    "soft_aligned": "  soft rows aligned",
    "false_on_agree": "false conflicts on agree",
    "false_in_agree": "  by words of the quotes",
    "false_on_update": "false conflicts on update",
    "false_on_compatible": "false conflicts on compatible",
    "false_on_unrelated": "false conflicts on unrelated",
    "unrelated_joined": "unrelated pairs in one claim",
}


def languages_of(run: Run, outcome: Outcome) -> str:
    """The languages of a row's two sides, in alphabetical order: ``ru-uk``."""
    codes = {each["id"]: each["language"] for each in run.answer["statements"]}
    # The commonest, the first in the alphabet of several: a quote in several statements has one.
    sides = [
        min(Counter(codes[key] for key in side.ids).items(), key=lambda each: (-each[1], each[0]))
        for side in (outcome.left, outcome.right)
        if side.ids
    ]
    return "-".join(sorted(code for code, _ in sides))


# --- what is printed --------------------------------------------------------------------------


def print_counts(title: str, counted: Counted) -> None:
    print(title)
    for name, count in counted.items():
        if count.of and not (name == "lost" and not count.hits):
            print(f"  {TITLES[name]:<36}{count}")


def print_breakdown(runs: Sequence[Run]) -> None:
    """Conflicts by kind, and aligned rows by language pair."""
    kinds: dict[str, list[Outcome]] = {}
    pairs: dict[str, list[Outcome]] = {}
    for run in runs:
        for outcome in run.outcomes:
            if outcome.row.relation == "conflict" and not outcome.row.soft:
                kinds.setdefault(outcome.row.kind, []).append(outcome)
            if outcome.row.relation != "unrelated" and not outcome.is_lost:
                pairs.setdefault(languages_of(run, outcome), []).append(outcome)
    for kind, outcomes in sorted(kinds.items()):
        counted = counts(outcomes)
        print(
            f"  conflict · {kind:<24} found {counted['conflicts']}, "
            f"typed {counted['conflicts_typed'].hits}, aligned {counted['aligned'].hits}"
        )
    for pair, outcomes in sorted(pairs.items()):
        print(f"  aligned · {pair:<25} {Count(sum(o.is_aligned for o in outcomes), len(outcomes))}")


def print_claims(run: Run) -> None:
    relations = Counter(claim["relation"] for claim in run.answer["claims"])
    told = ", ".join(f"{number} {relation}" for relation, number in sorted(relations.items()))
    facets = Counter(
        finding["facet"]
        for claim in run.answer["claims"]
        for finding in claim["findings"]
        if finding["relation"] == "conflict"
    )
    of_facets = ", ".join(f"{number} {facet}" for facet, number in sorted(facets.items()))
    print(
        f"  {run.event.name}: {len(run.answer['articles'])} articles, "
        f"{len(run.answer['statements'])} statements, {run.seconds:.1f} s; claims: {told}"
        + (f"; conflict findings: {of_facets}" if facets else "")
    )


def print_errors(run: Run) -> None:
    for outcome in run.outcomes:
        row = outcome.row
        if outcome.is_right and (row.relation != "conflict" or outcome.is_typed):
            continue
        what = "LOST" if outcome.is_lost else "aligned" if outcome.is_aligned else "apart"
        soft = ", soft" if row.soft else ""
        print(f"\n✗ {run.event.name}: {row.relation} · {row.kind}{soft} → {what}")
        for name, quote, side in (
            (row.a, row.a_quote, outcome.left),
            (row.b, row.b_quote, outcome.right),
        ):
            print(f"  {name}: «{quote}»")
            for text in side.texts:
                print(f"      [{' '.join(text.split())}]")
        if outcome.claims:
            print(f"  claims with both: {', '.join(outcome.claims)}")
        for said in outcome.said:
            left, right = (" ".join(words.split()) for words in said.words)
            beside = "" if said.inside else " (beside the quotes)"
            print(f"  {said.relation} · {said.facet}: «{left}» / «{right}»: {said.reason}{beside}")


def print_sample(runs: Sequence[Run], number: int, seed: int) -> None:
    """Some of all reported conflicts, the same ones for the same seed, for reading."""
    reported = [
        (run, claim, finding)
        for run in runs
        for claim in run.answer["claims"]
        for finding in claim["findings"]
        if finding["relation"] == "conflict"
    ]
    chosen = random.Random(seed).sample(reported, min(number, len(reported)))
    print(f"\n{len(chosen)} of {len(reported)} reported conflicts")
    for place, (run, claim, finding) in enumerate(chosen, 1):
        print(f"\n{place}. {run.event.name} · {finding['facet']} · claim {claim['id']}")
        print(f"   {finding['reason']}")
        for side in (finding["left"], finding["right"]):
            statement = run.statements[side["statement"]]
            start, end = side["start"] - statement["start"], side["end"] - statement["start"]
            text = statement["text"]
            if 0 <= start <= end <= len(text):
                text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
            path = next(
                each["path"]
                for each in run.answer["articles"]
                if each["id"] == statement["article"]
            )
            print(f"   {Path(path).name}: {' '.join(text.split())}")


# --- floors -----------------------------------------------------------------------------------


def falls(floor: dict[str, int], counted: Counted, *, slack: int = 0) -> list[str]:
    """What is worse than the floor: a wanted count below it, a count of errors above it, each by
    more than ``slack`` rows."""
    return [
        f"{TITLES[name].strip()}: {counted[name]}, the floor is {limit}"
        for name, limit in sorted(floor.items())
        if (limit - counted[name].hits if name in WANTED else counted[name].hits - limit) > slack
    ]


def floor_of(counted: Counted) -> dict[str, int]:
    """The figures that must not get worse."""
    errors = [
        name for name in counted if name.startswith(("false_", "unrelated_")) or name == "lost"
    ]
    return {name: counted[name].hits for name in (*WANTED, *errors)}


def floor_names(gold: str, runs: Sequence[Run]) -> dict[str, Counted]:
    """What floors are kept for: each story of ``golden``, and the whole of the other sets."""
    if gold == "golden":
        return {run.event.name: counts(run.outcomes) for run in runs}
    return {gold: counts([outcome for run in runs for outcome in run.outcomes])}


def write_floors(counted: dict[str, Counted], encoder: str, *, allow_regression: bool) -> list[str]:
    """Take the counts as floors. What would be lowered is told, and then nothing is written,
    unless regressions are allowed or the stories changed. Sets that were not run keep theirs."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    of_encoder = floors.setdefault(encoder, {})
    if floors.get("digest") == golden_digest() and not allow_regression:
        worse = [
            f"{name}: {each}"
            for name, figures in counted.items()
            for each in falls(of_encoder.get(name, {}), figures)
        ]
        if worse:
            return worse
    of_encoder |= {name: floor_of(figures) for name, figures in counted.items()}
    floors["digest"] = golden_digest()
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return []


# --- the command ------------------------------------------------------------------------------


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Count what srccmp finds of marked pairs.")
    parser.add_argument("--gold", choices=SETS, action="append", help="default: all that are here")
    parser.add_argument("--encoder", default="none", choices=("none", "auto", "bundled"))
    parser.add_argument("--event", action="append", help="only events whose name begins so")
    parser.add_argument("--errors", action="store_true", help="list each row that fails")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N conflicts")
    parser.add_argument("--seed", type=int, default=0, help="of --sample")
    parser.add_argument("--write-floors", action="store_true", help="take these figures as floors")
    parser.add_argument("--allow-regression", action="store_true", help="also where they fall")
    return parser.parse_args()


def main() -> int:
    # Python puts a script's folder first on the path, where the name of another benchmark could
    # hide a module of the standard library from the libraries that are loaded late.
    sys.path[:] = [each for each in sys.path if Path(each).resolve() != Path(__file__).parent]
    asked = arguments()
    if asked.write_floors and asked.event:
        print("floors are taken of whole sets: leave --event out", file=sys.stderr)
        return 2
    everything: list[Run] = []
    floors: dict[str, Counted] = {}
    for gold in asked.gold or SETS:
        events = events_of(gold)
        if not events:
            print(f"{gold}: left out, {DEV} is not here", file=sys.stderr)
            continue
        chosen = [
            event
            for event in events
            if not asked.event or event.name.startswith(tuple(asked.event))
        ]
        runs = [run_event(event, asked.encoder) for event in chosen]
        everything += runs
        outcomes = [outcome for run in runs for outcome in run.outcomes]
        print_counts(f"\n{gold}, encoder {asked.encoder}: {len(outcomes)} rows", counts(outcomes))
        print_breakdown(runs)
        for run in runs:
            print_claims(run)
        if asked.errors:
            for run in runs:
                print_errors(run)
        floors |= floor_names(gold, runs)
    if asked.write_floors:
        worse = write_floors(floors, asked.encoder, allow_regression=asked.allow_regression)
        if worse:
            print("\nbelow the floors, nothing written:", *worse, sep="\n  ", file=sys.stderr)
            return 1
    if asked.sample:
        print_sample(everything, asked.sample, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
