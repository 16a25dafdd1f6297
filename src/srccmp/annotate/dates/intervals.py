"""How two times stand to each other, with and without a known year."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from srccmp.model import Grain, TimeRef

FINE = (Grain.MINUTE, Grain.HOUR, Grain.DAYPART)


def overlaps(a: TimeRef, b: TimeRef) -> bool | None:
    """Whether both can be the same time; None where that cannot be told.

    "Since 2014" reaches on without end, "until Friday" back without one.

    Clock times of two named zones are compared in UTC. Where only one names its zone, a
    difference of hours means nothing and the days are compared. Dates without a year are
    compared by month and day.

    >>> overlaps(ref("2025-11-14"), ref("2025-11-10", "2025-11-16"))
    True
    >>> overlaps(ref("2025-11-14"), unknown_year("XXXX-11-15"))
    False
    """
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return overlaps_without_year(a, b)
    if a.grain in FINE and b.grain in FINE and (a.offset is None) != (b.offset is None):
        return a.earliest.date() <= b.latest.date() and b.earliest.date() <= a.latest.date()
    first_a, last_a = in_utc(a, a.earliest), in_utc(a, a.latest)
    first_b, last_b = in_utc(b, b.earliest), in_utc(b, b.latest)
    if a.grain not in FINE or b.grain not in FINE:
        # A day of one zone against an hour of another: days are told in local time.
        first_a, last_a, first_b, last_b = a.earliest, a.latest, b.earliest, b.latest
    is_early_enough = first_a <= last_b or is_open_start(a) or is_open_end(b)
    return is_early_enough and (first_b <= last_a or is_open_start(b) or is_open_end(a))


def is_open_end(ref: TimeRef) -> bool:
    return ref.edtf.endswith("/..")


def is_open_start(ref: TimeRef) -> bool:
    return ref.edtf.startswith("../")


def in_utc(ref: TimeRef, moment: datetime) -> datetime:
    return moment if ref.offset is None else moment - timedelta(minutes=ref.offset)


def overlaps_without_year(a: TimeRef, b: TimeRef) -> bool | None:
    """Month and day of both, where at least one lacks its year."""
    left, right = year_days_of(a), year_days_of(b)
    if left is None or right is None:
        return None
    return bool(left & right)


def year_days_of(ref: TimeRef) -> frozenset[tuple[int, int]] | None:
    """The (month, day) pairs that a time covers, None where it tells none or a whole year."""
    if ref.earliest is not None and ref.latest is not None:
        first, last = ref.earliest.date(), ref.latest.date()
    else:
        parts = ref.edtf.replace("../", "").replace("/..", "").split("/")
        ends = [masked_days(part) for part in parts]
        if any(end is None for end in ends) or not ends:
            return None
        first = ends[0][0] if ends[0] else date(2000, 1, 1)
        last = ends[-1][1] if ends[-1] else first
        if last < first:
            last = last.replace(year=last.year + 1)
    if (last - first).days >= 364:
        return None
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return frozenset((day.month, day.day) for day in days)


def masked_days(text: str) -> tuple[date, date] | None:
    """ "XXXX-11-14", "XXXX-11" or a season as days of the leap year 2000.

    >>> [day.isoformat() for day in masked_days("XXXX-11")]
    ['2000-11-01', '2000-11-30']
    """
    from srccmp.annotate.dates.calendar_units import month_days, months_days, season_days

    parts = text.removesuffix("~").split("-")
    if parts[0] != "XXXX" or len(parts) < 2 or "X" in parts[1]:
        return None
    number = int(parts[1])
    if len(parts) == 3:
        day = date(2000, number, int(parts[2]))
        return day, day
    if number <= 12:
        return month_days(2000, number)
    if 21 <= number <= 24:
        return season_days(2000, number - 20)
    return months_days(2000, (number - 32) * 3 - 2, 3) if 33 <= number <= 36 else None


def day_of(ref: TimeRef) -> date | None:
    """The one day that a time names, None where it names none or several.

    A night that is named by its second day is of that day.

    >>> night = ref("2025-11-13T22:00", "2025-11-14T05:59", grain=Grain.DAYPART)
    >>> day_of(night).isoformat()
    '2025-11-14'
    """
    if ref.earliest is None or ref.latest is None:
        return None
    first, last = ref.earliest.date(), ref.latest.date()
    if first == last:
        return first
    is_night = ref.grain is Grain.DAYPART and (last - first).days == 1
    if is_night:
        return last if ref.earliest.hour >= 22 or ref.earliest.hour == 0 else first
    return None


def same_day(a: TimeRef, b: TimeRef) -> bool:
    """Whether both name one day, and the same one; a missing year fits any.

    >>> same_day(ref("2025-11-14"), unknown_year("XXXX-11-14"))
    True
    """
    left, right = day_of(a), day_of(b)
    if left is not None and right is not None:
        return left == right
    if a.earliest is not None and b.earliest is not None:
        return False
    month_day = [
        (day.month, day.day) if day is not None else single_masked_day(ref)
        for day, ref in ((left, a), (right, b))
    ]
    return month_day[0] is not None and month_day[0] == month_day[1]


def single_masked_day(ref: TimeRef) -> tuple[int, int] | None:
    if ref.earliest is not None or "/" in ref.edtf:
        return None
    days = masked_days(ref.edtf)
    return (days[0].month, days[0].day) if days and days[0] == days[1] else None


def comparable(a: TimeRef, b: TimeRef) -> bool:
    """Whether a difference between the two would mean something.

    >>> comparable(ref("2025-11-14"), unknown_year("XXXX-11-14"))
    True
    >>> comparable(ref("2025-11-14"), unknown_year("XXXX-XX-XX"))
    False
    """
    return overlaps(a, b) is not None


def ref(first: str, last: str | None = None, *, grain: Grain = Grain.DAY) -> TimeRef:
    """A TimeRef for given ISO ends, whole days where no clock is given; for examples and tests.

    >>> ref("2025-11-14").latest.isoformat()
    '2025-11-14T23:59:00'
    """
    from srccmp.model import Span

    last = last or first
    latest = datetime.fromisoformat(last)
    if "T" not in last:
        latest = latest.replace(hour=23, minute=59)
    edtf = first if first == last else f"{first}/{last}"
    return TimeRef(
        span=Span(0, 1),
        earliest=datetime.fromisoformat(first),
        latest=latest,
        grain=grain,
        anchor="text",
        rule="example",
        edtf=edtf,
    )


def unknown_year(edtf: str, *, grain: Grain = Grain.DAY) -> TimeRef:
    """A TimeRef of an unknown year, as "XXXX-11-14"."""
    from srccmp.model import Span

    return TimeRef(
        span=Span(0, 1),
        earliest=None,
        latest=None,
        grain=grain,
        anchor="none",
        rule="example",
        edtf=edtf,
    )
