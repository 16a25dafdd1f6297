"""Days that news names by their feast: «на Пасху», "before Christmas", «в День Победы»."""

from __future__ import annotations

from typing import Any

from srccmp.annotate.dates.rules.base import Found, Reading, rule
from srccmp.annotate.dates.rules.years import fits_year, year_fields
from srccmp.annotate.dates.said import Point

# In front of a feast that is a time, and not what is celebrated: «с Новым годом!».
IN_FRONT = ("IN", "NA", "AFTER", "BEFORE", "TO", "EVEW")
IN_FRONT_ENGLISH = (*IN_FRONT, "BY", "FROM", "DURING", "THIS", "LAST", "NEXT")


@rule("feast", "_FEAST SAINT? (EVEW|DAYW)? _YEAR?", "(EVEW|EVE) OF? FAITH? FEAST SAINT?")
def feast(found: Found) -> Reading:
    return day_of_feast(found, fields_of(found.value("FEAST"), found))


@rule("feast", "NEWADJ YEARW (EVEW|DAYW)? _YEAR?", "(EVEW|EVE) OF? NEWADJ YEARW")
def new_year(found: Found) -> Reading:
    """«под Новый год», "New Year's Eve"; «в новом году» is the year."""
    adjective = next(i for i in range(found.start, found.stop) if found.lexed.name(i) == "NEWADJ")
    is_named = found.lexed.form(adjective)[0].isupper() or found.has("EVEW")
    if not is_named or (found.language == "en" and not found.has("EVEW", "DAYW")):
        return None
    is_oblique = found.form("NEWADJ").endswith(("ому", "ым", "им"))
    if found.language != "en" and is_oblique and found.before not in ("BEFORE", "EVEW"):
        return None
    return day_of_feast(found, {"month": 1, "day": 1})


@rule("feast", "NEWYEARS (NIGHT|PARTADV|PARTG) _YEAR?")
def new_years_night(found: Found) -> Reading:
    """«в новогоднюю ночь»."""
    if found.value("NIGHT", "PARTADV", "PARTG") != "night" or not fits_year(found):
        return None
    return Point(month=1, day=1, part="night", eve=True, **year_fields(found))


@rule("feast", "DAYW SAINT? FEASTDAY _YEAR?", "FEASTDAY DAYW _YEAR?")
def feast_with_day(found: Found) -> Reading:
    """«в День Победы»; «День независимости» of another country has another date."""
    name = found.value("FEASTDAY")
    is_english = found.language == "en"
    first = found.lexed.form(found.start)
    if is_english != (found.lexed.name(found.start) == "FEASTDAY") or first[0].islower():
        return None
    if found.after == "X" and found.next_form[0].isupper() and found.next_form != "України":
        return None
    return day_of_feast(found, fields_of(name, found))


@rule("feast", "HOLY ANYDAY _YEAR?", "FEAST ANYDAY _YEAR?")
def holy_week(found: Found) -> Reading:
    """ "Good Friday", "Easter Monday", «в Вербное воскресенье»."""
    weekday = found.value("WDAY", "WDAMB")
    if found.has("FEAST"):
        if found.value("FEAST") != "easter" or weekday not in (0, 6):
            return None
        days = 1 if weekday == 0 else 0
    else:
        days = found.value("HOLY")
    if (6 + days) % 7 != weekday:
        return None
    return day_of_feast(found, {"feast": f"{calendar_of(found)}{days:+}"})


def calendar_of(found: Found) -> str:
    """Whose Easter is meant: the Gregorian one in English, else the Julian, if none is named."""
    faith = found.value("FAITH") or (2 if found.language == "en" else 1)
    return "easter" if faith == 2 else "pascha"


def fields_of(name: Any, found: Found) -> dict[str, Any]:
    faith = found.value("FAITH")
    if name == "christmas":
        if found.language == "uk" and faith is None:
            return {"feast": "rizdvo"}
        is_julian = faith == 1 or (faith is None and found.language == "ru")
        return {"month": 1, "day": 7} if is_julian else {"month": 12, "day": 25}
    if name == "easter":
        return {"feast": f"{calendar_of(found)}+0"}
    if name == "thanksgiving":
        return {"month": 11, "weekday": 3, "nth": 4}
    if name == "mothers":
        return {"month": 5, "weekday": 6, "nth": 2}
    month, day = name.split("-")
    return {"month": int(month), "day": int(day)}


def day_of_feast(found: Found, fields: dict[str, Any]) -> Reading:
    if found.has("Y", "YO", "YG") and not fits_year(found):
        return None
    years = year_fields(found)
    in_front = IN_FRONT_ENGLISH if found.language == "en" else IN_FRONT
    if found.before == "TO" and found.lexed.form(found.start - 1).lower() == "по":
        return None  # «путеводитель по Дню Победы»
    is_eve = found.has("EVEW", "EVE")
    is_time = bool(years) or is_eve or found.before in in_front
    is_article = found.before == "THAT" and found.lexed.name(found.start - 2) in in_front
    return Point(
        **fields,
        **years,
        away=("day", -1) if is_eve else None,
        section=None if is_time or is_article else "needs-line",
    )
