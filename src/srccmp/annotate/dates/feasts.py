"""Feasts that move: Easter of both calendars, and Christmas in Ukraine."""

from __future__ import annotations

from datetime import date, timedelta

# Ukraine's law moved Christmas from 7 January to 25 December with the year 2023.
LAST_OLD_CHRISTMAS = 2023


def feast_day(name: str, year: int) -> date:
    """The day of a feast in a year; ``name`` may end in the days from Easter ("easter-2").

    >>> feast_day("easter-2", 2025).isoformat(), feast_day("pascha+0", 2024).isoformat()
    ('2025-04-18', '2024-05-05')
    >>> [feast_day("rizdvo", year).isoformat() for year in (2022, 2024)]
    ['2022-01-07', '2024-12-25']
    """
    if name == "rizdvo":
        return date(year, 1, 7) if year <= LAST_OLD_CHRISTMAS else date(year, 12, 25)
    days = int(name[6:])
    base = easter(year) if name.startswith("easter") else pascha(year)
    return base + timedelta(days=days)


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
