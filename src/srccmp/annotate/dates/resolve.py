"""Mentions to intervals: what the words say, counted from a publication or a narrative.

Inclusive local times; a day is 00:00 to 23:59. Nights that are named by their second day begin
at 22:00 of the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

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
from srccmp.annotate.dates.feasts import feast_day
from srccmp.annotate.dates.said import Anchor, Bound, Direction, Mention, Point
from srccmp.annotate.dates.zones import offset_of
from srccmp.model import Grain, TimeRef

# Hours of the parts of a day, (day, hour) to (day, hour), both inclusive. Neighbours share hours,
# as speakers do: "3 in the morning" and "3 at night" are one time.
PARTS: dict[str, tuple[int, int, int, int]] = {
    "night": (0, 0, 0, 5),
    "early": (0, 0, 0, 8),
    "dawn": (0, 3, 0, 8),
    "morning": (0, 3, 0, 11),
    "lunch": (0, 12, 0, 13),
    "afternoon": (0, 12, 0, 18),
    "evening": (0, 18, 0, 23),
    "evening-night": (0, 18, 1, 5),
}
NIGHT_BEGINS = 22

NEAR_FUTURE = 45  # days: a date of this year so close ahead is not that of last year
STALE = 300
JUST_NOW = 31  # days behind, where a future verb nearby speaks of something else


@dataclass(frozen=True, slots=True)
class Told:
    """A resolved time before it is written as a TimeRef."""

    earliest: datetime
    latest: datetime
    grain: Grain
    edtf: str
    anchor: str


def resolve(mention: Mention, anchor: Anchor) -> TimeRef:
    """The interval that the mention tells, counted from the anchor.

    ``earliest`` and ``latest`` are None where a year (or a day) is not known. With a bound
    ("since 2014") they are those of the time named, and ``edtf`` is open at one end. Where the
    publication is itself an interval, so is the result: it holds every day that can be meant.

    >>> from datetime import date
    >>> from srccmp.annotate.dates.find import find_mentions
    >>> from srccmp.model import Published
    >>> (night,) = find_mentions("у ніч на 14 листопада", "uk")
    >>> resolve(night, Anchor()).edtf
    'XXXX-11-14'
    >>> day = date(2025, 11, 14)
    >>> header = Published(earliest=day, latest=day, grain=Grain.DAY, decided_by="header")
    >>> resolve(night, Anchor(published=header)).earliest.isoformat()
    '2025-11-13T22:00:00'
    """
    told = told_range(mention, anchor)
    if told is None:
        return unresolved(mention)
    edtf = told.edtf + ("~" if mention.is_approximate and told.edtf.isdigit() else "")
    if mention.bound is not None:
        is_since = mention.bound is Bound.SINCE
        if "/" in edtf:
            edtf = (told.earliest if is_since else told.latest).date().isoformat()
        edtf = f"{edtf}/.." if is_since else f"../{edtf}"
    return TimeRef(
        span=mention.span,
        earliest=told.earliest,
        latest=told.latest,
        grain=told.grain,
        anchor=told.anchor,
        rule=mention.rule,
        edtf=edtf,
        offset=zone_offset(mention, told.earliest.date()),
    )


def unresolved(mention: Mention) -> TimeRef:
    return TimeRef(
        span=mention.span,
        earliest=None,
        latest=None,
        grain=grain_of(mention.start),
        anchor="none",
        rule=mention.rule,
        edtf=masked(mention),
        offset=None,
    )


def zone_offset(mention: Mention, day: date) -> int | None:
    zone = mention.start.zone or (mention.stop.zone if mention.stop else None)
    return offset_of(zone, day) if zone else None


def masked(mention: Mention) -> str:
    """What is known without a year: "XXXX-11-14", "XXXX-11-12/XXXX-11-14", "XXXX-XX-XX"."""
    first = mask(mention.start)
    return f"{first}/{mask(mention.stop)}" if mention.stop is not None else first


def mask(point: Point) -> str:
    if point.feast or point.away or (point.day and not point.month):
        return "XXXX-XX-XX"
    if point.month and point.day:
        return f"XXXX-{point.month:02}-{point.day:02}"
    if point.month:
        return f"XXXX-{point.month:02}"
    if point.season:
        return f"XXXX-{20 + point.season}"
    return f"XXXX-{32 + point.quarter}" if point.quarter else "XXXX-XX-XX"


def told_range(mention: Mention, anchor: Anchor) -> Told | None:
    """A single time, or the two ends of a range as one interval."""
    if mention.stop is None:
        return told_point(mention.start, mention.direction, anchor)
    last = told_point(mention.stop, mention.direction, anchor)
    if last is None:
        return None
    is_open = mention.start.lacks_year or mention.start.weekday is not None
    if is_open and mention.start.year is None:
        # The first end is the nearest one before the second.
        day = last.earliest.date()
        first = at_reference(mention.start, day, Direction.PAST)
        first = first if first is None else replace(first, anchor=last.anchor)
    else:
        first = told_point(mention.start, mention.direction, anchor)
    if first is None or first.earliest > last.latest:
        return None
    return Told(
        first.earliest,
        last.latest,
        last.grain,
        f"{first.edtf}/{last.edtf}",
        last.anchor,
    )


def told_point(point: Point, direction: Direction | None, anchor: Anchor) -> Told | None:
    if is_full(point):
        told = at_reference(point, date(2000, 1, 1), direction)
        return None if told is None else replace(told, anchor="text")
    if point.section == "eve":
        # «в среду приняли план, о котором накануне договорились»
        if anchor.here is not None:
            told = at_reference(replace(point, section=None), anchor.here, None)
            return None if told is None else replace(told, anchor="article")
        point = replace(point, section=None)
    knows_day = anchor.told is not None and anchor.told_grain is Grain.DAY
    if point.told or (point.is_time_only and anchor.here is not None):
        base = anchor.told if point.told else anchor.here
        if base is None or (point.told and point.year_shift is None and not knows_day):
            return None
        told = at_reference(point, base, None)
        return None if told is None else replace(told, anchor="article")
    if finest(point) in CLOCK_UNITS:
        return by_the_clock(point, anchor)
    if (near := beside(point, anchor)) is not None:
        return near
    if anchor.published is None:
        return by_narrative(point, anchor)
    first = at_reference(point, anchor.published.earliest, direction)
    if anchor.published.earliest == anchor.published.latest or first is None:
        return first
    last = at_reference(point, anchor.published.latest, direction)
    if last is None or last == first:
        return first
    if point.lacks_year and anchor.year is not None:
        return by_narrative(point, anchor)
    return one_of(first, last, point)


NARRATIVE = 60  # days within which a date goes on from one told with its year


def beside(point: Point, anchor: Anchor) -> Told | None:
    """«24 февраля 2022 года … 2 марта»: of the same year, being so close to the day before."""
    if anchor.near is None or not point.has_date or not point.lacks_year:
        return None
    if anchor.published is not None:
        day = anchor.published.latest
        latest = at_reference(point, day, None)
        if latest is not None and 0 <= (day - latest.earliest.date()).days <= JUST_NOW:
            return None  # news of these days tells no year
    for day in (anchor.near, anchor.near + timedelta(days=NARRATIVE)):
        told = at_reference(point, day, Direction.PAST)
        if told is not None and abs(told.earliest.date() - anchor.near).days <= NARRATIVE:
            return replace(told, anchor="article")
    return None


def one_of(first: Told, last: Told, point: Point) -> Told | None:
    """A time whose publication is an interval: the span of all that can be meant.

    A date of which the year is open stays open, as "14 November of one of two years" is no
    interval of use.
    """
    if point.lacks_year:
        return None
    earliest, latest = min(first.earliest, last.earliest), max(first.latest, last.latest)
    if first.grain in DAY_OR_FINER and (latest - earliest).days > OPEN:
        return None  # a "yesterday" of some day of the year
    edtf = (
        f"[{first.edtf}..{last.edtf}]"
        if "/" not in first.edtf + last.edtf
        else (f"{earliest.date()}/{latest.date()}")
    )
    return Told(earliest, latest, first.grain, edtf, first.anchor)


DAY_OR_FINER = (Grain.MINUTE, Grain.HOUR, Grain.DAYPART, Grain.DAY)
OPEN = 45  # days


def by_narrative(point: Point, anchor: Anchor) -> Told | None:
    """The year of the article's own narrative, where the words lack one."""
    if anchor.year is None or not point.lacks_year or point.pick is not None:
        return None
    year = anchor.year
    told = at_reference(replace(point, year=year), date(year, 1, 1), None)
    return None if told is None else replace(told, anchor=anchor.year_from)


def by_the_clock(point: Point, anchor: Anchor) -> Told | None:
    """«два часа назад»: exact where the minute of publication is known, else its day."""
    days, seconds = day_and_clock(point)
    if anchor.at is not None:
        base = datetime.combine(days(anchor.at.date()), anchor.at.time())
        if point.count:
            return last_hours(point, base)
        moment = base + timedelta(seconds=seconds)
        if finest(point) != "second":
            moment = moment.replace(second=0, microsecond=0)
        return Told(moment, moment, Grain.MINUTE, stamp(moment), "published")
    if anchor.published is None:
        return None
    reach = timedelta(seconds=abs(seconds))
    first = days(anchor.published.earliest) - (reach if seconds < 0 else timedelta())
    last = days(anchor.published.latest) + (reach if seconds > 0 else timedelta())
    return Told(*whole(first, last), Grain.DAY, days_edtf(first, last), "published")


def day_and_clock(point: Point) -> tuple[Callable[[date], date], int]:
    """The part of a shift that counts in days or more, and the seconds of the rest."""
    parts = ((point.unit or "day", point.shift or 0), *point.more)
    long = [part for part in parts if part[0] not in CLOCK_UNITS]

    def days(day: date) -> date:
        for unit, count in long:
            day = shifted(unit, day, count)
        return day

    return days, sum(CLOCK_UNITS[unit] * count for unit, count in parts if unit in CLOCK_UNITS)


def last_hours(point: Point, at: datetime) -> Told:
    """As with days: the last few reach back from the running unit, the next follow it."""
    unit, shift = point.unit or "hour", point.shift or 0
    seconds = CLOCK_UNITS[unit]
    now = at if unit == "second" else at.replace(second=0, microsecond=0)
    running = now.replace(minute=0) if unit == "hour" else now
    reach = timedelta(seconds=(point.count or 1) * seconds)
    step = timedelta(seconds=min(seconds, 60))  # the ends are inclusive
    first, last = running - reach, now if unit == "hour" else now - step
    if shift > 0:
        first = running + timedelta(seconds=seconds)
        last = first + reach - step
    elif shift == 0:
        first, last = now, now + reach
    grain = Grain.HOUR if unit == "hour" else Grain.MINUTE
    return Told(first, last, grain, f"{stamp(first)}/{stamp(last)}", "published")


CLOCK_UNITS = {"hour": 3600, "minute": 60, "second": 1}


def finest(point: Point) -> str | None:
    """The smallest unit of a sum, or the one unit."""
    return point.more[-1][0] if point.more else point.unit


def is_full(point: Point) -> bool:
    """Whether the words alone give the interval."""
    return not point.told and (
        point.year is not None or point.century is not None or point.decade is not None
    )


# -------------------------------------------------------------------- one point, one reference


def at_reference(point: Point, reference: date, direction: Direction | None) -> Told | None:
    """The point counted from one day."""
    found = days_of(point, reference, direction)
    if found is None:
        return None
    (first, last), grain, edtf = found
    if point.section and point.section not in ("recent", "whole", "eve"):
        first, last = section_days(first, last, point.section)
        grain, edtf = section_grain(first, last), days_edtf(first, last)
    anchor = "text" if is_full(point) else "published"
    if first == last and (point.part is not None or point.has_clock):
        return within_day(point, first, direction, anchor)
    return Told(*whole(first, last), grain, edtf, anchor)


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
    days = [day for year in years if (day := day_in(point, year)) is not None]
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
    years = [reference.year + step for step in range(-3, 3)]
    days = [day for year in years if (day := day_in(point, year)) is not None]
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


def day_in(point: Point, year: int) -> date | None:
    """The day of the month in one year; the nth weekday of a month; None where there is none."""
    if point.feast is not None:
        return feast_day(point.feast, year)
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
    soon and the last one lies most of a year back.
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
    elif direction is None and not point.month:
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


def within_day(point: Point, day: date, direction: Direction | None, anchor: str) -> Told | None:
    """The hours of one day."""
    if point.has_clock:
        hour, minute = point.hour or 0, point.minute or 0
        if point.eve and hour >= 18:
            day -= timedelta(days=1)
        if hour == 24:
            day, hour = day + timedelta(days=1), 0
        start = datetime.combine(day, time(hour, minute))
        if point.minute is not None:
            return Told(start, start, Grain.MINUTE, stamp(start), anchor)
        return Told(start, start.replace(minute=59), Grain.HOUR, stamp(start)[:13], anchor)
    first_day, first_hour, last_day, last_hour = PARTS[point.part or "morning"]
    start = datetime.combine(day + timedelta(days=first_day), time(first_hour))
    end = datetime.combine(day + timedelta(days=last_day), time(last_hour, 59))
    if point.part == "night":
        is_this_night = not point.names_day or (point.is_relative_day and point.shift == 0)
        if is_this_night and not point.eve and direction is Direction.FUTURE:
            start = datetime.combine(day, time(NIGHT_BEGINS))
            end += timedelta(days=1)
        elif point.eve or is_this_night:
            start = datetime.combine(day - timedelta(days=1), time(NIGHT_BEGINS))
        elif point.is_relative_day and point.shift == -1:
            end += timedelta(days=1)  # «вчера ночью» may be either night
    return Told(start, end, Grain.DAYPART, f"{stamp(start)}/{stamp(end)}", anchor)


# ----------------------------------------------------------------------------------- writing


def whole(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time(0, 0)), datetime.combine(last, time(23, 59))


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


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


def grain_of(point: Point) -> Grain:
    """The grain that the words have, resolved or not."""
    if point.has_clock:
        return Grain.MINUTE if point.minute is not None else Grain.HOUR
    if point.part is not None:
        return Grain.DAYPART
    if point.unit == "week" and point.nth is not None:
        return Grain.WEEK
    if point.names_day or point.nth is not None or point.weekend:
        return Grain.DAY
    if point.unit is not None:
        return UNIT_GRAIN.get(point.unit, Grain.HOUR)
    if point.month:
        return Grain.MONTH
    if point.quarter:
        return Grain.QUARTER
    if point.season or point.half:
        return Grain.SEASON
    if point.century:
        return Grain.CENTURY
    return Grain.DECADE if point.decade else Grain.YEAR
