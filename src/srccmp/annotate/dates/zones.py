"""Offsets of the zones that news texts name, without the system's zone files.

Zones with summer time follow the rules in force since 1996 (Europe) and 2007 (United States);
offsets are minutes east of UTC.
"""

from __future__ import annotations

from datetime import date, timedelta

FIXED = {
    "UTC": 0,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "MINSK": 180,
    "BAKU": 240,
    "BST": 60,
    "EST": -300,
    "EDT": -240,
}
EUROPE = {"LONDON": 0, "BERLIN": 60, "KYIV": 120}
AMERICA = {"NEWYORK": -300}


def offset_of(zone: str, day: date) -> int | None:
    """Minutes east of UTC on a day; None for a zone that is not known.

    >>> from datetime import date
    >>> offset_of("KYIV", date(2025, 7, 1)), offset_of("MSK", date(2025, 7, 1))
    (180, 180)
    """
    if zone == "MSK":
        # Moscow changed its clocks for good in March 2011 and in October 2014.
        if day >= date(2014, 10, 26):
            return 180
        return 240 if day >= date(2011, 3, 27) else 180 + 60 * is_summer_in_europe(day)
    if zone in EUROPE:
        return EUROPE[zone] + 60 * is_summer_in_europe(day)
    if zone in AMERICA:
        start, end = sunday(day.year, 3, 2), sunday(day.year, 11, 1)
        return AMERICA[zone] + 60 * (start <= day < end)
    return FIXED.get(zone)


def is_summer_in_europe(day: date) -> bool:
    """From the last Sunday of March to the last of October."""
    return sunday(day.year, 3, -1) <= day < sunday(day.year, 10, -1)


def sunday(year: int, month: int, which: int) -> date:
    """The first (1), second (2) … or last (-1) Sunday of a month.

    >>> sunday(2025, 3, -1).isoformat()
    '2025-03-30'
    """
    if which == -1:
        last = date(year, month, 31)
        return last - timedelta(days=(last.weekday() + 1) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))
