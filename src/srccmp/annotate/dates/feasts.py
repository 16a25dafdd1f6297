"""Feasts that move: Easter of both calendars, and Christmas in Ukraine."""

from __future__ import annotations

from datetime import date, timedelta

# Ukraine's law of July 2023 moved Christmas from 7 January to 25 December: that year has two.
TWO_CHRISTMASES = 2023


def feast_days(name: str, year: int) -> tuple[date, ...]:
    """The days of a feast in a year; ``name`` may end in the days from Easter ("easter-2").

    >>> [day.isoformat() for day in feast_days("easter-2", 2025) + feast_days("pascha+0", 2024)]
    ['2025-04-18', '2024-05-05']
    >>> [day.isoformat() for day in feast_days("rizdvo", 2023)]
    ['2023-01-07', '2023-12-25']
    """
    if name == "rizdvo":
        old, new = date(year, 1, 7), date(year, 12, 25)
        if year == TWO_CHRISTMASES:
            return old, new
        return (old,) if year < TWO_CHRISTMASES else (new,)
    base = easter(year) if name.startswith("easter") else pascha(year)
    return (base + timedelta(days=int(name[6:])),)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def pascha(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a day of ours."""
    golden = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - golden + 34) % 7
    month, day = divmod(golden + weekday + 114, 31)
    behind = year // 100 - year // 400 - 2  # days between the calendars
    return date(year, month, day + 1) + timedelta(days=behind)
