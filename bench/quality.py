"""How much of what people marked does srccmp find? Counts, and the rows that fail.

::

    python bench/quality.py                        # all sets that are here, no encoder
    python bench/quality.py --gold golden --encoder auto --errors
    python bench/quality.py --gold events --sample 20

A marked row holds two quotes of two articles and how these stand to each other. A quote stands for
all statements that share a word with it. The sets:

``shipped``
    the stories that come with the program, which ``srccmp bench`` counts.
``golden``
    the invented stories of ``tests/golden/``; always there.
``seeds``, ``events``
    marked rows on ``seeds/`` and on real events, which are no part of the project: a folder
    ``shared/dev`` beside the checkout. Where it is absent, these sets are left out.

``srccmp bench`` shows a set in full; this shows several in brief, keeps the floors of the tests,
and draws reported conflicts to be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from srccmp import CompareOptions
from srccmp.bench.counts import Better, Count, Counted, counts, figures
from srccmp.bench.outcomes import Outcome, Run, run_story
from srccmp.bench.report import Measured, Report
from srccmp.bench.sets import SHIPPED, Gold, GoldStory, read_gold
from srccmp.bench.table import failures, markdown
from srccmp.cache import Cache
from srccmp.model import Evidence
from srccmp.present.look import Look, rendered

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
DEV = ROOT.parent / "shared" / "dev"
SETS = ("seeds", "events", "golden", "shipped")
FLOORS = GOLDEN / "floors.json"
SHIPPED_FLOORS = ROOT / "tests" / "bench" / "floors.json"


# --- the sets ---------------------------------------------------------------------------------


def stories_of(gold: str, data: Path = DEV) -> tuple[GoldStory, ...]:
    """The stories of a set, none where its files are not in the folder ``data``."""
    match gold:
        case "golden":
            found = read_gold(GOLDEN)
        case "shipped":
            found = read_gold(SHIPPED) if any(SHIPPED.glob("*/*.jsonl")) else Gold()
        case _ if not data.is_dir():
            found = Gold()
        case "seeds":
            found = read_gold(data / "seeds_gold.jsonl", ROOT / "seeds")
        case _:
            found = _with_unmarked(read_gold(data / "events_ru_uk_gold.jsonl"))
    assert not found.problems, found.problems
    return found.stories


def _with_unmarked(found: Gold) -> Gold:
    """Also the events without a marked row: conflicts are drawn from these, too."""
    names = {story.name for story in found.stories}
    parent = found.stories[0].folder.parent
    rest = [
        GoldStory(name=path.parent.name, folder=path.parent, rows=())
        for path in parent.glob("*/manifest.json")
        if path.parent.name not in names
    ]
    stories = sorted((*found.stories, *rest), key=lambda story: story.name)
    return replace(found, stories=tuple(stories))


def digest_of(folder: Path) -> str:
    """Changes with any article or row of a folder of stories: floors hold for one state of it."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*/labels.jsonl"), *folder.glob("*/articles/*")]):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def run_of(story: GoldStory, encoder: str, cache: Cache | None = None) -> Run:
    found = run_story(story, CompareOptions(encoder=encoder), cache=cache)
    assert not found.problems, found.problems
    return found


# --- what is printed --------------------------------------------------------------------------

# The more of these the better; all other counts are of errors.
WANTED = ("aligned", "conflicts", "conflicts_typed", "updates", "compatibles")
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
                pairs.setdefault(outcome.languages, []).append(outcome)
    for kind, outcomes in sorted(kinds.items()):
        counted = counts(outcomes)
        print(
            f"  conflict · {kind:<24} found {counted['conflicts']}, "
            f"typed {counted['conflicts_typed'].hits}, aligned {counted['aligned'].hits}"
        )
    for pair, outcomes in sorted(pairs.items()):
        print(f"  aligned · {pair:<25} {Count(sum(o.is_aligned for o in outcomes), len(outcomes))}")


def print_claims(run: Run) -> None:
    verdicts = run.comparison.verdicts
    relations = Counter(verdict.relation.value for verdict in verdicts)
    told = ", ".join(f"{number} {relation}" for relation, number in sorted(relations.items()))
    facets = Counter(
        finding.facet.value
        for verdict in verdicts
        for finding in verdict.findings
        if finding.relation == "conflict"
    )
    of_facets = ", ".join(f"{number} {facet}" for facet, number in sorted(facets.items()))
    print(
        f"  {run.story.name}: {len(run.comparison.articles)} articles, "
        f"{len(run.comparison.statements)} statements, {run.seconds:.1f} s; claims: {told}"
        + (f"; conflict findings: {of_facets}" if facets else "")
    )


def print_errors(run: Run) -> None:
    for block in failures(run.story.name, run.outcomes, Look(width=100)):
        print(rendered(block, Look(width=100)), end="")


def print_sample(runs: Sequence[Run], number: int, seed: int) -> None:
    """Some of all reported conflicts, the same ones for the same seed, for reading."""
    reported = [
        (run, finding, verdict.claim_id)
        for run in runs
        for verdict in run.comparison.verdicts
        for finding in verdict.findings
        if finding.relation == "conflict"
    ]
    chosen = random.Random(seed).sample(reported, min(number, len(reported)))
    print(f"\n{len(chosen)} of {len(reported)} reported conflicts")
    for place, (run, finding, claim) in enumerate(chosen, 1):
        print(f"\n{place}. {run.story.name} · {finding.facet} · claim {claim}")
        print(f"   {finding.reason}")
        for side in (finding.left, finding.right):
            print(f"   {shown(side, run)}")


def shown(side: Evidence, run: Run) -> str:
    """The file and the statement of one side of a finding, the words that it rests on marked."""
    statement = next(
        each.statement for each in run.comparison.statements if each.id == side.statement_id
    )
    start, stop = (
        side.span.start - statement.span.start,
        side.span.stop - statement.span.start,
    )
    text = statement.text
    if 0 <= start <= stop <= len(text):
        text = f"{text[:start]}⟦{text[start:stop]}⟧{text[stop:]}"
    article = next(each for each in run.comparison.articles if each.id == statement.article_id)
    return f"{PurePath(article.path).name}: {' '.join(text.split())}"


# --- floors -----------------------------------------------------------------------------------

Floor = Mapping[str, int]


def falls(
    floor: Floor, counted: Counted, wanted: Collection[str] = WANTED, *, slack: int = 0
) -> list[str]:
    """What is worse than the floor: a wanted count below it, a count of errors above it, each by
    more than ``slack`` rows; a figure that is no longer counted counts as 0 of 0."""
    found = []
    for name, limit in sorted(floor.items()):
        count = counted.get(name, Count(0, 0))
        worse = limit - count.hits if name in wanted else count.hits - limit
        if worse > slack:
            found.append(f"{TITLES.get(name, name).strip()}: {count}, the floor is {limit}")
    return found


def floor_of(counted: Counted) -> dict[str, int]:
    """The figures of a story that must not get worse."""
    errors = [
        name for name in counted if name.startswith(("false_", "unrelated_")) or name == "lost"
    ]
    return {name: counted[name].hits for name in (*WANTED, *errors)}


def shipped_figures(outcomes: Sequence[Outcome]) -> tuple[Counted, tuple[str, ...]]:
    """Each figure of `srccmp bench` that has a better and a worse, and which of them are wanted:
    there the floor is the least, in all others the most."""
    cells = [cell for cell in figures(outcomes) if cell.better is not Better.NEITHER]
    wanted = tuple(cell.key for cell in cells if cell.better is Better.MORE)
    return {cell.key: cell.count for cell in cells}, wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a floor is kept of: the counts, those of them of which more is better, the floor."""

    counted: Counted
    wanted: Collection[str]
    floor: Floor


def kept_of(gold: str, runs: Sequence[Run]) -> dict[str, Kept]:
    """Each story of ``golden``, and the whole of the other sets, by name."""
    outcomes = [outcome for run in runs for outcome in run.outcomes]
    if gold == "shipped":
        counted, wanted = shipped_figures(outcomes)
        floor = {name: count.hits for name, count in counted.items()}
        return {gold: Kept(counted=counted, wanted=wanted, floor=floor)}
    if gold == "golden":
        parts = {run.story.name: counts(run.outcomes) for run in runs}
    else:
        parts = {gold: counts(outcomes)}
    return {
        name: Kept(counted=counted, wanted=WANTED, floor=floor_of(counted))
        for name, counted in parts.items()
    }


def write_floors(
    path: Path, digest: str, encoder: str, found: Mapping[str, Kept], *, allow_regression: bool
) -> list[str]:
    """Take the counts as floors. What would be lowered is told, and then nothing is written,
    unless regressions are allowed or the stories changed. Sets that were not run keep theirs."""
    floors = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    of_encoder = floors.setdefault(encoder, {})
    if floors.get("digest") == digest and not allow_regression:
        worse = [
            f"{name}: {each}"
            for name, kept in found.items()
            for each in falls(of_encoder.get(name, {}), kept.counted, kept.wanted)
        ]
        if worse:
            return worse
    of_encoder |= {name: kept.floor for name, kept in found.items()}
    floors["digest"] = digest
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return []


# --- the documents -----------------------------------------------------------------------------

DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "bench.md")
SHOWN = re.compile(
    r"(<!-- figures: srccmp bench --encoder none -->\n\n)(.*?)(\n<!-- end: figures -->)", re.DOTALL
)


def figures_shown(document: str) -> list[str]:
    """What a document holds between its markers."""
    return [found[2] for found in SHOWN.finditer(document)]


def write_documents(report: Report) -> None:
    """Put the present figures of the shipped set between the markers of the documents."""
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        new = SHOWN.sub(lambda found: f"{found[1]}{markdown(report)}{found[3]}", text)
        path.write_text(new, encoding="utf-8")


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
    parser.add_argument(
        "--write-documents", action="store_true", help="put the shipped set's into the documents"
    )
    parser.add_argument("--allow-regression", action="store_true", help="also where they fall")
    return parser.parse_args()


def main() -> int:
    # Python puts a script's folder first on the path, where the name of another benchmark could
    # hide a module of the standard library from the libraries that are loaded late.
    sys.path[:] = [each for each in sys.path if Path(each).resolve() != Path(__file__).parent]
    asked = arguments()
    if (asked.write_floors or asked.write_documents) and asked.event:
        print("floors are taken of whole sets: leave --event out", file=sys.stderr)
        return 2
    if asked.write_documents and asked.encoder != "none":
        print("the documents show figures without an encoder", file=sys.stderr)
        return 2
    everything: list[Run] = []
    floors: dict[Path, dict[str, Kept]] = {}
    report: Report | None = None
    for gold in asked.gold or SETS:
        stories = stories_of(gold)
        if not stories:
            print(f"{gold}: left out, its files are not here", file=sys.stderr)
            continue
        chosen = [
            story
            for story in stories
            if not asked.event or story.name.startswith(tuple(asked.event))
        ]
        runs = [run_of(story, asked.encoder) for story in chosen]
        everything += runs
        outcomes = [outcome for run in runs for outcome in run.outcomes]
        print_counts(f"\n{gold}, encoder {asked.encoder}: {len(outcomes)} rows", counts(outcomes))
        print_breakdown(runs)
        for run in runs:
            print_claims(run)
        if asked.errors:
            for run in runs:
                print_errors(run)
        if gold == "shipped":
            options = CompareOptions(encoder=asked.encoder)
            report = Report(options=options, stories=tuple(map(Measured.of, runs)))
        path = SHIPPED_FLOORS if gold == "shipped" else FLOORS
        floors.setdefault(path, {}).update(kept_of(gold, runs))
    if asked.write_floors:
        worse = []
        for path, found in floors.items():
            digest = digest_of(SHIPPED if path == SHIPPED_FLOORS else GOLDEN)
            allowed = asked.allow_regression
            worse += write_floors(path, digest, asked.encoder, found, allow_regression=allowed)
        if worse:
            print("\nbelow the floors, not written:", *worse, sep="\n  ", file=sys.stderr)
            return 1
    if asked.write_documents and report is not None:
        write_documents(report)
    if asked.sample:
        print_sample(everything, asked.sample, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
