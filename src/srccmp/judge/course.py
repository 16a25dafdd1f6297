"""The course of a count: what was told of it when, as a row of values with their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from srccmp.annotate.analysis import Analysis
from srccmp.judge.facets.quantity import COURSES, counted_as, told_of
from srccmp.model import Article, CourseStep, Facet, Finding, Quantity, Relation

Thing = tuple[str | None, str]  # role and unit
Value = tuple[float | None, float | None]
Telling = tuple[str, Quantity]  # statement id, what it tells


def course_of(
    members: Sequence[str],
    findings: Sequence[Finding],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
) -> tuple[CourseStep, ...]:
    """The values that the members tell of a count that changed, the first published first; ()
    where none changed.

    A count changed where a finding says so (an update), or where members published on different
    days tell other numbers of one harm. Parts ("nine of them") and counts that an account repeats
    as earlier ones are no steps; nor is a statement that tells two numbers of the thing.
    """
    renewed = _renewed(findings, analyses)
    told: defaultdict[Thing, list[Telling]] = defaultdict(list)
    for member in sorted(members):
        for thing, quantity in _counts(analyses[member], renewed):
            told[thing].append((member, quantity))
    courses = []
    for thing, tellings in told.items():
        steps = _steps(thing, tellings, analyses, articles)
        if len(steps) > 1 and (thing in renewed or _have_days(steps)):
            courses.append((-len(tellings), str(thing[0]), thing[1], steps))
    return tuple(step for *_, steps in sorted(courses, key=lambda c: c[:3]) for step in steps)


def _renewed(findings: Sequence[Finding], analyses: Mapping[str, Analysis]) -> set[Thing]:
    """The counts of which a finding says that the later account renews them."""
    found = set()
    for finding in findings:
        if finding.facet is not Facet.QUANTITY or finding.relation is not Relation.UPDATE:
            continue
        for evidence in (finding.left, finding.right):
            for quantity in analyses[evidence.statement_id].annotated.quantities:
                if quantity.span == evidence.span:
                    found.add(_thing(quantity))
    return found


def _thing(quantity: Quantity) -> Thing:
    return quantity.role, counted_as(quantity.unit)


def _counts(analysis: Analysis, renewed: set[Thing]) -> Iterator[tuple[Thing, Quantity]]:
    """What the statement tells one number of, as a whole and as its own count."""
    found: defaultdict[Thing, list[Quantity]] = defaultdict(list)
    for told in told_of(analysis):
        thing = _thing(told.quantity)
        if (thing[0] in COURSES or thing in renewed) and not (
            told.is_part or told.is_whole or told.is_former
        ):
            found[thing].append(told.quantity)
    for thing, quantities in found.items():
        if len({(q.low, q.high) for q in quantities}) == 1:
            yield thing, quantities[0]


def _steps(
    thing: Thing,
    tellings: Sequence[Telling],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
) -> tuple[CourseStep, ...]:
    role, unit = thing
    by_value: defaultdict[Value, list[Telling]] = defaultdict(list)
    for member, quantity in tellings:
        by_value[quantity.low, quantity.high].append((member, quantity))
    steps = []
    for (low, high), same in by_value.items():
        days = [day for member, _ in same if (day := _day(articles[analyses[member].article_id]))]
        steps.append(
            CourseStep(
                low=low,
                high=high,
                approximate=all(quantity.approximate for _, quantity in same),
                unit=unit,
                role=role,
                day=min(days, default=None),
                statements=tuple(sorted(member for member, _ in same)),
            )
        )
    return tuple(sorted(steps, key=_step_key))


def _step_key(step: CourseStep) -> tuple[object, ...]:
    """By day, those without one last; on one day by size."""
    size = step.low if step.low is not None else step.high
    return step.day is None, step.day or date.min, size or 0.0, step.high or 0.0


def _day(article: Article) -> date | None:
    """The day of publication; None where no single one is known."""
    published = article.published
    if published is None or published.earliest != published.latest:
        return None
    return published.earliest


def _have_days(steps: Sequence[CourseStep]) -> bool:
    """Whether the values were told on different days."""
    return len({step.day for step in steps if step.day is not None}) > 1
