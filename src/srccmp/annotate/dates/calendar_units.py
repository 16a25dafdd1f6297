"""Units of the calendar as inclusive intervals of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]

FIRST_MONTH = {1: 3, 2: 6, 3: 9, 4: 12}  # of spring, summer, autumn, winter


def month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_days(year: int, month: int, count: int) -> Days:
    """``count`` months from the first of ``month`` on.

    >>> [day.isoformat() for day in months_days(2024, 12, 3)]
    ['2024-12-01', '2025-02-28']
    """
    last_year, last_month = add_months(year, month, count - 1)
    return date(year, month, 1), month_days(last_year, last_month)[1]


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def season_days(year: int, season: int) -> Days:
    """Winter is named by the year that it begins in: (2024, 4) ends in February 2025."""
    return months_days(year, FIRST_MONTH[season], 3)


def containing(unit: str, day: date) -> Days:
    """The calendar unit that a day lies in; weeks begin on Monday.

    >>> [d.isoformat() for d in containing("week", date(2025, 11, 14))]
    ['2025-11-10', '2025-11-16']
    """
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return month_days(day.year, day.month)
    if unit == "quarter":
        return months_days(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return year_days(day.year)
    if unit == "decade":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    if unit == "century":
        first = (day.year - 1) // 100 * 100 + 1
        return date(first, 1, 1), date(first + 99, 12, 31)
    return day, day


MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def shifted(unit: str, day: date, count: int) -> date:
    """The day ``count`` units later; the month's last day where it is shorter.

    >>> shifted("month", date(2025, 3, 31), -1).isoformat()
    '2025-02-28'
    """
    if unit in MONTHS_IN:
        year, month = add_months(day.year, day.month, count * MONTHS_IN[unit])
        if not 1 <= year <= 9998:
            return day
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    days = count * (7 if unit == "week" else 1)
    if abs(days) > 366 * 2000:
        return day
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
