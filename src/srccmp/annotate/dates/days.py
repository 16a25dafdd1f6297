"""Points to calendar days: what a point names, counted from one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from srccmp.annotate.dates.calendar_units import (
    Days,
    add_months,
    containing,
    month_days,
    months_days,
    season_days,
    shifted,
    year_days,
)
from srccmp.annotate.dates.feasts import feast_days
from srccmp.annotate.dates.said import Direction, Point
from srccmp.model import Grain

NEAR_FUTURE = 45  # days: a date of this year so close ahead is not that of last year

STALE = 300

JUST_NOW = 31  # days behind, where a future verb nearby speaks of something else


def days_of(
    point: Point, reference: date, direction: Direction | None
) -> tuple[Days, Grain, str] | None:
    """The calendar days, their grain and their EDTF string."""
    if point.unit == "week" and point.nth is not None:
        return week_of_month(point, reference, direction)
    if point.has_date or point.nth is not None or point.weekday is not None:
        is_date = point.has_date or point.nth is not None
        find = date_of if is_date else weekday_of
        day = find(point, reference, direction)
        if day is None:
            return None
        day = day_away(day, point.away)
        return (day, day), Grain.DAY, day.isoformat()
    if point.weekend:
        saturday = weekend_of(point, reference, direction)
        days = (saturday, saturday + timedelta(days=1))
        return days, Grain.DAY, days_edtf(*days)
    if point.unit is not None:
        return relative_days(point, reference)
    if point.century is not None:
        first = point.century * 100 - 99
        return (date(first, 1, 1), date(first + 99, 12, 31)), Grain.CENTURY, century(first)
    if point.decade is not None:
        years = (date(point.decade, 1, 1), date(point.decade + 9, 12, 31))
        return years, Grain.DECADE, f"{point.decade // 10:03}X"
    if point.month or point.quarter or point.half or point.season:
        return part_of_year(point, reference, direction)
    if point.year is not None or point.year_shift is not None:
        year = point.year if point.year is not None else reference.year + (point.year_shift or 0)
        return year_days(year), Grain.YEAR, str(year)
    if point.is_time_only:
        return (reference, reference), Grain.DAY, reference.isoformat()
    return None


def day_away(day: date, away: tuple[str, int] | None) -> date:
    """The day so many units, or weekdays of one name, after (before) the given one."""
    if away is None:
        return day
    unit, count = away
    if not unit.startswith("weekday"):
        return shifted(unit, day, count)
    weekday = int(unit[-1])
    if count > 0:
        return day + timedelta(days=((weekday - day.weekday()) % 7 or 7) + 7 * (count - 1))
    return day - timedelta(days=((day.weekday() - weekday) % 7 or 7) + 7 * (-count - 1))


def week_of_month(
    point: Point, reference: date, direction: Direction | None
) -> tuple[Days, Grain, str] | None:
    """«первая неделя октября»: seven days of the month or a calendar week in it; both are said."""
    month = days_of(replace(point, unit=None, nth=None), reference, direction)
    if month is None or point.nth is None:
        return None
    first, last = month[0]
    if point.nth == -1:
        begin = last - timedelta(days=6 + (last.weekday() + 1) % 7)
        days = (begin, last)
    else:
        monday = first + timedelta(days=-first.weekday() % 7)
        weeks = timedelta(days=7 * (point.nth - 1))
        days = (min(first + weeks, last), min(monday + weeks + timedelta(days=6), last))
    return days, Grain.WEEK, days_edtf(*days)


def date_of(point: Point, reference: date, direction: Direction | None) -> date | None:
    if point.month is None and point.feast is None:
        return day_of_month(point, reference, direction)
    if point.year is not None or point.year_shift is not None:
        year = point.year if point.year is not None else reference.year + (point.year_shift or 0)
        return day_in(point, year)
    if point.away is not None and direction is not Direction.SAME_YEAR:
        return base_of(point, reference, direction)
    years = [reference.year + step for step in (-1, 0, 1)]
    if point.day == 29 and point.month == 2:
        years = [reference.year + step for step in range(-4, 5)]
    days = days_in(point, years)
    if point.is_relative_day and point.shift is not None:
        wanted = reference + timedelta(days=point.shift)
        return min(days, key=lambda day: abs(day - wanted), default=None)
    if point.weekday is not None and point.nth is None:
        # «в пятницу, 14 ноября»: the weekday tells the year, if one nearby fits.
        near = [day for day in days if abs((day - reference).days) <= STALE]
        right = [day for day in near if day.weekday() == point.weekday]
        if len(right) == 1 and direction is None:
            return right[0]
    spans = [(day, day) for day in days]
    chosen = nearest(spans, reference, direction)
    return chosen[0] if chosen else None


def base_of(point: Point, reference: date, direction: Direction | None) -> date | None:
    """«через год после 1 октября»: the year is that of the day counted to, not from."""
    days = days_in(point, [reference.year + step for step in range(-3, 3)])
    reached = {day_away(day, point.away): day for day in days}
    chosen = nearest([(day, day) for day in sorted(reached)], reference, direction)
    return reached[chosen[0]] if chosen else None


def day_of_month(point: Point, reference: date, direction: Direction | None) -> date | None:
    """«до 10-го числа»: in the month of the reference or one beside it."""
    spans = []
    for step in (-1, 0, 1):
        year, month = add_months(reference.year, reference.month, step)
        day = day_in(replace(point, month=month), year)
        spans += [(day, day)] if day is not None else []
    chosen = nearest(spans, reference, direction)
    return chosen[0] if chosen else None


def days_in(point: Point, years: Sequence[int]) -> list[date]:
    """What the point names in each of the years."""
    if point.feast is not None:
        return [day for year in years for day in feast_days(point.feast, year)]
    return [day for year in years if (day := day_in(point, year)) is not None]


def day_in(point: Point, year: int) -> date | None:
    """The day of the month in one year; the nth weekday of a month; None where there is none."""
    if point.feast is not None:
        return feast_days(point.feast, year)[-1]
    month = point.month or 1
    if point.nth is None:
        try:
            return date(year, month, point.day or 1)
        except ValueError:
            return None
    first, last = month_days(year, month)
    weekday = point.weekday or 0
    if point.nth == -1:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (point.nth - 1))
    return day if day <= last else None


def nearest(spans: list[Days], reference: date, direction: Direction | None) -> Days | None:
    """Which of a recurring time's occurrences is meant.

    By default the latest that has begun; one ahead where the verb says so, or where it comes
    soon and the last one lies most of a year back; the nearer one where a timetable is told.
    """
    begun = [span for span in spans if span[0] <= reference]
    ahead = [span for span in spans if span[0] > reference]
    if direction is Direction.SAME_YEAR:
        return next((span for span in spans if span[0].year == reference.year), None)
    past = begun[-1] if begun else None
    coming = ahead[0] if ahead else None
    if past is None or coming is None:
        return past or coming
    behind, before = (reference - past[1]).days, (coming[0] - reference).days
    if direction is Direction.TIMETABLE:
        return past if behind <= before else coming
    if direction is Direction.FUTURE:
        return past if behind <= JUST_NOW and before > 2 * JUST_NOW else coming
    if behind > STALE:
        # A past verb nearby outweighs this for a month; for a day so far back the year is told.
        is_day = coming[0] == coming[1]
        if before <= NEAR_FUTURE and (direction is None or is_day):
            return coming
    return past


def weekday_of(point: Point, reference: date, direction: Direction | None) -> date:
    weekday = point.weekday or 0
    if point.week_shift is not None:
        monday = containing("week", reference)[0] + timedelta(days=7 * point.week_shift)
        return monday + timedelta(days=weekday)
    back = (reference.weekday() - weekday) % 7
    if point.pick == -1:
        return reference - timedelta(days=back or 7)
    if point.pick in (1, 2):
        ahead = (weekday - reference.weekday()) % 7 or 7
        return reference + timedelta(days=ahead + 7 * (point.pick - 1))
    if point.pick == 0:
        return containing("week", reference)[0] + timedelta(days=weekday)
    if direction is Direction.FUTURE and back:
        return reference + timedelta(days=7 - back)
    return reference - timedelta(days=back)


def weekend_of(point: Point, reference: date, direction: Direction | None) -> date:
    saturday = containing("week", reference)[0] + timedelta(days=5)
    if point.pick == 2:
        return saturday + timedelta(days=14)
    if point.pick == 0 and direction is Direction.PAST and saturday > reference:
        return saturday - timedelta(days=7)
    is_ahead = point.pick == 1 or (point.pick is None and direction is Direction.FUTURE)
    if is_ahead:
        return saturday if saturday > reference else saturday + timedelta(days=7)
    if point.pick == 0 or saturday <= reference:
        return (
            saturday
            if point.pick != -1 or reference.weekday() == 6
            else (saturday - timedelta(days=7 if saturday >= reference else 0))
        )
    return saturday - timedelta(days=7)


UNIT_GRAIN = {
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
    "century": Grain.CENTURY,
}


def relative_days(point: Point, reference: date) -> tuple[Days, Grain, str] | None:
    unit = point.unit or "day"
    grain = UNIT_GRAIN.get(unit)
    if grain is None:
        return None
    if point.section == "recent":
        days = (reference - timedelta(days=7), reference)
        return days, Grain.WEEK, days_edtf(*days)
    if point.shift is None:
        # «несколько дней назад»: from two to nine of them.
        first = containing(unit, shifted(unit, reference, -9))[0]
        last = containing(unit, shifted(unit, reference, -2))[1]
        return (first, last), coarser(grain), days_edtf(first, last)
    if point.count is not None:
        first = shifted(unit, reference, point.shift)
        if point.count > 1 or point.shift > 0:
            first = containing(unit, first)[0]
        last = reference
        if point.shift > 0:
            last = containing(unit, shifted(unit, reference, point.shift + point.count - 1))[1]
        elif point.shift == 0:
            first, last = reference, shifted(unit, reference, point.count)
        return (first, last), grain, days_edtf(first, last)
    day = shifted(unit, reference, point.shift)
    for unit, count in point.more:
        day = shifted(unit, day, count)
    days = containing(unit, day)
    return days, UNIT_GRAIN[unit], unit_edtf(unit, days)


def coarser(grain: Grain) -> Grain:
    order = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.YEAR, Grain.DECADE, Grain.CENTURY)
    return order[min(order.index(grain) + 1, len(order) - 1)] if grain in order else grain


def part_of_year(
    point: Point, reference: date, direction: Direction | None
) -> tuple[Days, Grain, str] | None:
    if point.year is not None:
        return in_year(point, point.year)
    if point.year_shift is not None:
        return in_year(point, reference.year + point.year_shift)
    found = [in_year(point, reference.year + step, begun=True) for step in (-2, -1, 0, 1, 2)]
    spans = [days for days, _, _ in found]
    chosen: Days | None
    if point.pick is not None:
        chosen = picked(spans, reference, point.pick)
        has_passed = point.pick == 0 and direction is Direction.PAST
        if has_passed and chosen is not None and chosen[0] > reference:
            chosen = picked(spans, reference, -1)  # told in January of "this summer"
    elif direction in (None, Direction.TIMETABLE) and not point.month:
        chosen = min(spans, key=lambda span: distance(span, reference))
    else:
        chosen = nearest(spans, reference, direction)
    return next((one for one in found if one[0] == chosen), None)


def picked(spans: list[Days], reference: date, pick: int) -> Days | None:
    """ "Last March", "this summer", "next winter"."""
    if pick == 1:
        return next((span for span in spans if span[0] > reference), None)
    if pick == -1:
        return next((span for span in reversed(spans) if span[1] < reference), None)
    current = [span for span in spans if reference.year in (span[0].year, span[1].year)]
    return min(current, key=lambda span: distance(span, reference), default=None)


def distance(span: Days, day: date) -> int:
    if span[0] <= day <= span[1]:
        return 0
    return min(abs((span[0] - day).days), abs((day - span[1]).days))


def nearest_has_passed(first_month: int, last_month: int, day: date) -> bool:
    """Whether of the months' yearly rounds the one nearest to the day is over by then."""
    count = (last_month - first_month) % 12 + 1
    spans = [months_days(day.year + step, first_month, count) for step in (-1, 0, 1)]
    return min(spans, key=lambda span: distance(span, day))[1] < day


def in_year(point: Point, year: int, *, begun: bool = False) -> tuple[Days, Grain, str]:
    """The month, season, quarter or half in one year.

    "Winter of 2024" may end or begin in it: both winters are meant, unless ``begun`` asks for
    the one that begins then.
    """
    if point.month:
        return month_days(year, point.month), Grain.MONTH, f"{year}-{point.month:02}"
    if point.quarter:
        days = months_days(year, point.quarter * 3 - 2, 3)
        return days, Grain.QUARTER, f"{year}-{32 + point.quarter}"
    if point.half:
        days = months_days(year, point.half * 6 - 5, 6)
        return days, Grain.SEASON, f"{year}-{39 + point.half}"
    season = point.season or 1
    if season == 4 and not begun:
        if point.section == "whole":
            return season_days(year - 1, 4), Grain.SEASON, f"{year}-24"
        days = (date(year - 1, 12, 1), date(year, 12, 31))
        return days, Grain.SEASON, f"{year}-24"
    return season_days(year, season), Grain.SEASON, f"{year}-{20 + season}"


def section_days(first: date, last: date, section: str) -> Days:
    """Thirds ("begin", "middle", "end") or halves of a period, in whole months for a year."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    parts, index = (
        (2, int(section[-1]) - 1)
        if section.startswith("half")
        else (3, ("begin", "middle", "end").index(section))
    )
    if months >= parts:
        step = months // parts
        start = add_months(first.year, first.month, index * step)
        count = step if index < parts - 1 else months - index * step
        return months_days(*start, count)
    days = (last - first).days + 1
    step = days // parts
    start_day = first + timedelta(days=index * step)
    return start_day, (last if index == parts - 1 else start_day + timedelta(days=step - 1))


def section_grain(first: date, last: date) -> Grain:
    days = (last - first).days
    for limit, grain in ((0, Grain.DAY), (16, Grain.WEEK), (31, Grain.MONTH), (200, Grain.SEASON)):
        if days <= limit:
            return grain
    return Grain.YEAR if days < 2000 else Grain.DECADE


def days_edtf(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def century(year: int) -> str:
    return f"{year // 100:02}XX"


def unit_edtf(unit: str, days: Days) -> str:
    first, last = days
    if unit == "month":
        return first.isoformat()[:7]
    if unit == "year":
        return str(first.year)
    if unit == "quarter":
        return f"{first.year}-{33 + (first.month - 1) // 3}"
    if unit == "decade":
        return f"{first.year // 10}X"
    if unit == "century":
        return century(first.year)
    return days_edtf(first, last)
