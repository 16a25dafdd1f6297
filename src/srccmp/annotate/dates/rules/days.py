"""Dates in figures, weekdays and weekends."""

from __future__ import annotations

from srccmp.annotate.dates.rules.base import Found, Reading, rule
from srccmp.annotate.dates.rules.months import LONGEST, pick, with_month
from srccmp.annotate.dates.rules.years import fits_year, year_fields
from srccmp.annotate.dates.said import Point


@rule("date-in-figures", "DATE (YEARG DOT?|YEARW)?")
def date_in_figures(found: Found) -> Reading:
    value = found.value("DATE")
    point = Point(year=value[0], month=value[1], day=value[2])
    return at_clock(point, value[3], value[4]) if len(value) >= 5 else point


def at_clock(point: Point, hour: int, minute: int) -> Point:
    return Point(year=point.year, month=point.month, day=point.day, hour=hour, minute=minute)


@rule("day-in-figures", "DM DOT?")
def day_in_figures(found: Found) -> Reading:
    """«с 14.10 по 15.10», a line's own date: both parts of two digits, nothing counted behind."""
    day, month, digits = found.value("DM")
    if found.language == "en" or digits != 2 or not 1 <= month <= 12:
        return None
    starts_line = found.before in ("", "BREAK")
    if not starts_line and found.before not in ("FROM", "TO", "DASH", "RANGE", "COMMA"):
        return None
    if found.after in ("X", "D", "N", "MONTHW", "YEARW", "CARD") and not found.has("DOT"):
        return None
    return with_month(day, month)


@rule("days-in-figures", "D DOT? (DASH|SLASH) (DATE|DM DOT?)", "DM DOT? RANGE (DATE|DM DOT?)")
def days_in_figures(found: Found) -> Reading:
    if (full := found.value("DATE")) is not None:
        year, month, day = full[:3]
    else:
        day, month, digits = found.values("DM")[-1]
        year = None
        if digits != 2 or not 1 <= month <= 12 or found.language == "en":
            return None
    first_day, first_month = found.value("D"), month
    if found.has("DM") and (first_day is None):
        first_day, first_month, _ = found.values("DM")[0]
        if full is None and len(found.values("DM")) < 2:
            return None
    if not 1 <= first_month <= 12:
        return None
    first = with_month(first_day, first_month, year=year)
    last = with_month(day, month, year=year)
    return (first, last) if first and last else None


# ------------------------------------------------------------------------------- weekdays


@rule("weekday", "ANYDAY")
def weekday(found: Found) -> Reading:
    if found.has("WDAMB"):
        leads_to_date = found.after == "COMMA" and found.lexed.name(found.stop + 1) in DAY_FIGURES
        if found.before not in ("FROM", "TO", "BY") and not leads_to_date:
            return None  # «окружающей среды»
        if found.before in ("FROM", "TO", "BY") and found.form("WDAMB") not in ("среды", "среде"):
            return None
    if found.language == "en" and found.before == "THAT" and found.next_form[:1].isupper():
        return None  # "The Sunday Times"
    return Point(weekday=found.value("WDAY", "WDAMB"))


DAY_FIGURES = ("D", "DO", "DECD", "DATE")


@rule("weekday-cut", "WDA DOT? COMMA?")
def weekday_cut(found: Found) -> Reading:
    """«Пт, 11 янв. 2019»: only before the date itself or a clock."""
    leads = found.after in (*DAY_FIGURES, "CLK") or (
        found.language == "en" and found.after in ("MON", "MONA")
    )
    leads = leads or (found.after == "IN" and found.lexed.name(found.stop + 1) == "CLK")
    if not leads or found.before in ("D", "DO"):
        return None
    return Point(weekday=found.value("WDA"))


@rule("which-weekday", "(LAST|THIS|NEXT|LASTN) ANYDAY")
def which_weekday(found: Found) -> Reading:
    return Point(weekday=found.value("WDAY", "WDAMB"), pick=pick(found))


@rule("weekday-of-week", "ANYDAY (IN|NA|OF)? (LAST|THIS|NEXT) WEEKW")
def weekday_of_week(found: Found) -> Reading:
    return Point(weekday=found.value("WDAY", "WDAMB"), week_shift=pick(found))


@rule("nth-weekday", "(ORD|DO|LASTN|LAST) (ANYDAY|DAYW) (IN|OF)? MON _YEAR?")
def nth_weekday(found: Found) -> Reading:
    """«в первую среду октября», "the last Monday of March"."""
    if not fits_year(found):
        return None
    nth = -1 if found.has("LAST", "LASTN") else found.value("ORD", "DO")
    month, more = found.value("MON"), year_fields(found)
    if found.form("DAYW") == "days":
        return None if nth != 1 else Point(month=month, section="begin", **more)
    if found.has("DAYW"):
        day = LONGEST[month - 1] if nth == -1 else nth
        return with_month(day, month, **more)
    if not -1 <= nth <= 5:
        return None
    return Point(month=month, weekday=found.value("WDAY", "WDAMB"), nth=nth, **more)


@rule("weekend", "(LAST|THIS|NEXT) WEEKEND", "WEEKEND")
def weekend(found: Found) -> Reading:
    if not found.has("LAST", "THIS", "NEXT"):
        if found.before not in ("IN", "NA", "THAT") or found.after == "DAYW":
            return None
        # «на выходные обещают дождь» looks ahead, «на выходных прошёл дождь» need not.
        is_ahead = found.before == "NA" and found.form("WEEKEND") in ("выходные", "вихідні")
        return Point(weekend=True, pick=1 if is_ahead else None)
    return Point(weekend=True, pick=pick(found))
