"""A number in words, and the course of a count in one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from srccmp.model import CourseStep
from srccmp.present.safe import safe
from srccmp.present.view import Index
from srccmp.present.words import day, published


def range_of(low: float | None, high: float | None, is_approximate: bool) -> str:
    """
    >>> range_of(12, None, False), range_of(4, 4, True), range_of(None, 9, False)
    ('at least 12', 'about 4', 'at most 9')
    """
    about = "about " if is_approximate else ""
    if low is None:
        return f"{about}at most {high:g}" if high is not None else "some"
    if high is None:
        return f"{about}at least {_plain(low)}"
    return about + (_plain(low) if low == high else f"{_plain(low)} to {_plain(high)}")


def _plain(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def course_rows(index: Index, course: Sequence[CourseStep]) -> list[str]:
    """A line for each count that changed: "killed: 3 (12 Mar 2024) → 4 (13 Mar 2024)"."""
    return [
        f"{safe(role or unit)}: {' → '.join(_step(index, step) for step in steps)}"
        for (role, unit), steps in groupby(course, key=lambda step: (step.role, step.unit))
    ]


def value_of(step: CourseStep) -> str:
    return range_of(step.low, step.high, step.approximate)


def day_of(index: Index, step: CourseStep) -> str:
    """The first day on which it was told; where that is not known, what is known of the earliest
    account that tells it."""
    if step.day:
        return day(step.day)
    dates = [index.article_of(statement).published for statement in step.statements]
    known = [date for date in dates if date is not None]
    return published(min(known, key=lambda date: (date.latest, date.earliest), default=None))


def _step(index: Index, step: CourseStep) -> str:
    return f"{value_of(step)} ({day_of(index, step)})"
