"""Many stories measured, and what came of it as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from srccmp.bench.counts import Count, Figure, figures
from srccmp.bench.outcomes import Outcome, Run, run_story
from srccmp.bench.sets import GoldStory, Problem
from srccmp.cache import open_cache
from srccmp.jobs import run as run_all
from srccmp.model import Note, Relation
from srccmp.options import CompareOptions

SCHEMA: Final = "srccmp.bench/1"
NO_ENCODER: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of one story: the outcomes of its rows, and how much there was to compare.
    ``conflicts`` are the claims in conflict, marked or not."""

    name: str
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    articles: int
    statements: int
    conflicts: int

    @classmethod
    def of(cls, run: Run) -> Measured:
        """Without the answer, which is large."""
        return cls(
            name=run.story.name,
            outcomes=run.outcomes,
            problems=run.problems,
            notes=run.notes,
            articles=len(run.comparison.articles),
            statements=len(run.comparison.statements),
            conflicts=sum(v.relation is Relation.CONFLICT for v in run.comparison.verdicts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was measured, with these options; ``unread`` are rows that are of no story."""

    options: CompareOptions
    stories: tuple[Measured, ...]
    unread: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All rows that do not count."""
        return (*self.unread, *(each for story in self.stories for each in story.problems))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(outcome for story in self.stories for outcome in story.outcomes)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return figures(self.outcomes)

    @property
    def soft(self) -> int:
        return sum(outcome.row.soft for outcome in self.outcomes)

    def to_dict(self, *, has_failures: bool = False) -> dict[str, Any]:
        """The JSON contract ``srccmp.bench/1``; with the pairs that went wrong if asked for."""
        found: dict[str, Any] = {
            "schema": SCHEMA,
            "options": asdict(self.options),
            "pairs": len(self.outcomes),
            "soft": self.soft,
            "problems": [asdict(problem) for problem in self.problems],
            **tables(self.figures),
            "stories": [
                {
                    "name": story.name,
                    "articles": story.articles,
                    "statements": story.statements,
                    "conflicts": story.conflicts,
                    "pairs": len(story.outcomes),
                    **tables(figures(story.outcomes)),
                }
                for story in self.stories
            ],
        }
        if has_failures:
            found["failures"] = [
                failure(story.name, outcome)
                for story in self.stories
                for outcome in story.outcomes
                if outcome.is_failure
            ]
        return found


def measured(
    stories: Sequence[GoldStory],
    options: CompareOptions,
    *,
    keeps: date | None = None,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Measured, ...]:
    """Each story compared and looked at, in the order given, in several processes where that pays.

    ``keeps`` is today, for the user's cache; with None nothing is kept, and the figures are the
    same. Raises as `compare` does.
    """
    jobs = [_Job(story=story, options=options, keeps=keeps) for story in stories]
    # An encoder takes all processors for itself, and memory that a second one would take again.
    worth = 2 if options.encoder == NO_ENCODER else len(jobs) + 1
    return tuple(run_all(_measured, jobs, worth=worth, told=told, chunk=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    story: GoldStory
    options: CompareOptions
    keeps: date | None


def _measured(job: _Job) -> Measured:
    with ExitStack() as stack:
        cache = stack.enter_context(open_cache(today=job.keeps)) if job.keeps else None
        return Measured.of(run_story(job.story, job.options, cache=cache))


# Plain values ----------------------------------------------------------------------------------


def tables(cells: Sequence[Figure]) -> dict[str, dict[str, dict[str, Any]]]:
    """By table, row and name the count of each cell."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in cells:
        row = found.setdefault(cell.table.value, {}).setdefault(cell.row, {})
        row[cell.name] = counted(cell.count)
    return found


def counted(count: Count) -> dict[str, Any]:
    """``share`` and the ends of its 95 % interval are 0–1, null of nothing."""
    low, high = count.interval or (None, None)
    return {
        "hits": count.hits,
        "of": count.of,
        "share": _rounded(count.share),
        "low": _rounded(low),
        "high": _rounded(high),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def failure(story: str, outcome: Outcome) -> dict[str, Any]:
    """One pair that went wrong, with what was said of it."""
    row = outcome.row
    return {
        "story": story,
        "place": row.place,
        "relation": row.relation,
        "kind": row.kind,
        "soft": row.soft,
        "a": row.a,
        "a_quote": row.a_quote,
        "b": row.b,
        "b_quote": row.b_quote,
        "languages": outcome.languages,
        "lost": outcome.is_lost,
        "aligned": outcome.is_aligned,
        "told": outcome.told,
        "findings": [
            {**asdict(said), "words": list(said.words)} for said in dict.fromkeys(outcome.said)
        ],
    }
