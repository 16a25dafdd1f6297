"""Mentions to intervals: what the words say, counted from a publication or a narrative.

Inclusive local times; a day is 00:00 to 23:59. Nights that are named by their second day begin
at 22:00 of the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from srccmp.annotate.dates.calendar_units import shifted
from srccmp.annotate.dates.days import (
    JUST_NOW,
    UNIT_GRAIN,
    days_edtf,
    days_of,
    nearest_has_passed,
    section_days,
    section_grain,
)
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
    direction = range_direction(mention.start, mention.stop, mention.direction, anchor)
    last = told_point(mention.stop, direction, anchor)
    if last is None:
        return None
    is_open = mention.start.lacks_year or mention.start.weekday is not None
    if is_open and mention.start.year is None:
        # The first end is the nearest one before the second.
        day = last.earliest.date()
        first = at_reference(mention.start, day, Direction.PAST)
        first = first if first is None else replace(first, anchor=last.anchor)
    else:
        first = told_point(mention.start, direction, anchor)
    if first is None or first.earliest > last.latest:
        return None
    edtf = f"{first.edtf.partition('/')[0]}/{last.edtf.rpartition('/')[2]}"
    return Told(first.earliest, last.latest, last.grain, edtf, last.anchor)


def range_direction(
    start: Point, stop: Point, direction: Direction | None, anchor: Anchor
) -> Direction | None:
    """ "Peak season is August through October": with no tense, the one that is nearest."""
    has_tense = direction not in (None, Direction.TIMETABLE)
    if has_tense or not (start.is_open_month and stop.is_open_month) or anchor.published is None:
        return direction
    is_over = nearest_has_passed(start.month or 1, stop.month or 1, anchor.published.latest)
    return Direction.PAST if is_over else Direction.FUTURE


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


def whole(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time(0, 0)), datetime.combine(last, time(23, 59))


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


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
