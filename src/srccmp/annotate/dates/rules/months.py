"""Days of a month, months, quarters and seasons."""

from __future__ import annotations

from typing import Any

from srccmp.annotate.dates.lexer import split
from srccmp.annotate.dates.rules.base import Found, Reading, rule
from srccmp.annotate.dates.rules.years import fits_year, year_fields
from srccmp.annotate.dates.said import Point

LONGEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(found: Found) -> int:
    """The first day of the month named: "14", "14-го", "двадцать первого"."""
    if (figure := found.value("D", "DO", "DECD")) is not None:
        return int(figure)
    tens = found.value("CARD") or 0
    ones = int(found.value("ORD"))
    if tens and (tens not in (20, 30) or ones > 9):
        return 0
    return int(tens) + ones


def with_month(day: int, month: int, **more: Any) -> Point | None:
    """The day, None where the month has no such day; 29 February may be."""
    longest = 29 if month == 2 else LONGEST[month - 1]
    return Point(day=day, month=month, **more) if 1 <= day <= longest else None


@rule("day-month-year", "_DAY OF? _MONTH _YEAR", "_MONTH _DAY _YEAR")
def day_month_year(found: Found) -> Reading:
    if not fits_year(found):
        return None
    month = found.value("MON", "MONA")
    return with_month(day_number(found), month, **year_fields(found))


@rule("day-month-year", "_DAY _MONTH (M2|D)")
def day_month_short_year(found: Found) -> Reading:
    """«2 декабря 95 11:15»: two digits are a year before a clock, or as the end of a line."""
    year = found.values("M2", "D")[-1]
    is_stamp = found.after == "CLK" or (year > 31 and not found.before and not found.after)
    if not is_stamp:
        return None
    month = found.value("MON", "MONA")
    return with_month(day_number(found), month, year=year + (1900 if year >= 50 else 2000))


@rule("day-of-month", "(ORD|DO|D) DATEW")
def day_of_month(found: Found) -> Reading:
    """«до 10-го числа»: of the month of writing or one beside it."""
    day = day_number(found)
    fits = 1 <= day <= 31 and found.form("DATEW") in ("числа", "число", "числу")
    return Point(day=day) if fits and found.before != "X" else None


@rule("days-of-month", "(FIRSTS|LASTN) (DATEW|DAYW) (IN|OF)? MON _YEAR?")
def days_of_month(found: Found) -> Reading:
    """«в первых числах марта», «в последние дни октября»."""
    if not fits_year(found):
        return None
    section = "begin" if found.has("FIRSTS") else "end"
    if found.form("DATEW", "DAYW") in ("день", "дня", "число", "числа"):
        return None
    return Point(month=found.value("MON"), section=section, **year_fields(found))


@rule("week-of-month", "(ORD|DO|LASTN|LAST) WEEKW (IN|OF)? MON _YEAR?")
def week_of_month(found: Found) -> Reading:
    """«в первую неделю октября»: its first seven days, or its first full week."""
    if not fits_year(found):
        return None
    nth = -1 if found.has("LAST", "LASTN") else found.value("ORD", "DO")
    if not -1 <= nth <= 5:
        return None
    return Point(month=found.value("MON"), nth=nth, unit="week", **year_fields(found))


@rule("day-month", "_DAY OF? MONTH", "_MONTH _DAY")
def day_month(found: Found) -> Reading:
    if not fits_cut_month(found):
        return None
    starts_with_month = found.lexed.name(found.start) in ("MON", "MONA")
    if starts_with_month and (found.language != "en" or found.after in COUNTED):
        return None  # «в ноябре 14 человек»
    return with_month(day_number(found), found.value("MON", "MONA"))


def fits_cut_month(found: Found) -> bool:
    """«3 окт» stands at an end or before a sign: «5 лип» may be limes, «7 трав» herbs."""
    if found.lexed.name(found.stop - 1) != "MONA" or found.language == "en":
        return True
    return found.after in BEHIND_CUT_MONTH or found.next_form.isupper()


BEHIND_CUT_MONTH = ("", *split("DOT COMMA DASH BREAK LPAR RPAR QUOTE CLK CLKH Y YG IN TO"))


COUNTED = ("YEARS", "HOURW", "DAYW", "WEEKW", "MONTHW", "MINW", "CENTW")


@rule("tens-of-month", "(DEC|DECD|ORDX) DATEW MONTH _YEAR?")
def tens_of_month(found: Found) -> Reading:
    """«в 20-х числах марта»."""
    tens = found.value("DEC", "DECD", "ORDX")
    if tens not in (10, 20) or not fits_year(found):
        return None
    month, more = found.value("MON", "MONA"), year_fields(found)
    first = Point(day=tens, month=month, **more)
    return first, Point(day=19 if tens == 10 else LONGEST[month - 1], month=month, **more)


@rule("days", "_DAY _RANGE _DAY OF? _MONTH _YEAR?", "_MONTH D RANGE D _YEAR?")
def days(found: Found) -> Reading:
    """«12–14 июня», «с 12 по 14 июня 2024 года», "June 12-14"; «12 и 14 июня» are two days."""
    if not fits_year(found):
        return None
    numbers = ordinals(found)
    if len(numbers) != 2:
        return None
    month, more = found.value("MON", "MONA"), year_fields(found)
    first = with_month(numbers[0], month, **more)
    last = with_month(numbers[1], month, **more)
    if first is None or last is None:
        return None
    if found.has("AND", "OR") and not is_between(found):
        middle = found.start + next(
            i for i in range(found.stop) if found.lexed.name(found.start + i) in ("AND", "OR")
        )
        return [(first, found.start, middle), (last, middle + 1, found.stop)]
    if found.has("TO") and found.before != "FROM" and found.language != "en":
        return None
    return (first, last) if numbers[0] < numbers[1] else None


def is_between(found: Found) -> bool:
    """ "Between 12 and 14 June" is a range."""
    words = ("between", "между", "між", "поміж")
    return found.before == "FROM" and found.lexed.form(found.start - 1).lower() in words


def ordinals(found: Found) -> list[int]:
    """All day numbers of a match: "twenty" + "first" is one."""
    numbers: list[int] = []
    tens = 0
    for i in range(found.start, found.stop):
        name, value = found.lexed.name(i), found.lexed.values[i]
        if name in ("D", "DO", "DECD") and isinstance(value, int):
            numbers.append(value)
        elif name == "CARD" and isinstance(value, int):
            tens = value
        elif name == "ORD" and isinstance(value, int):
            numbers.append(tens + value)
            tens = 0
    return numbers


@rule("days-listed", "_DAY (COMMA _DAY){1,8} (COMMA? AND _DAY)? OF? _MONTH _YEAR?")
def days_listed(found: Found) -> Reading:
    """«12, 13 и 14 июня»: each its own day."""
    if not fits_year(found):
        return None
    month, more = found.value("MON", "MONA"), year_fields(found)
    told: list[tuple[Point, int, int]] = []
    for i in range(found.start, found.stop):
        value = found.lexed.values[i]
        if found.lexed.name(i) in ("D", "DO", "DECD", "ORD") and isinstance(value, int):
            point = with_month(value, month, **more)
            if point is None:
                return None
            told.append((point, i, i + 1))
    last, start, _ = told[-1]
    return [*told[:-1], (last, start, found.stop)]


@rule("month-year", "MON _YEAR", "MONA DOT? Y", "MON DASH Y")
def month_year(found: Found) -> Reading:
    if not fits_year(found) or (found.has("MONA") and found.language != "en"):
        return None
    return Point(month=found.value("MON", "MONA"), **year_fields(found))


@rule("month", "MON")
def month(found: Found) -> Reading:
    """A bare month. «лютий» is also "fierce", "May" and "March" are names and verbs: these need
    a preposition of time in front."""
    form = found.form("MON")
    if found.after == "DASH" and found.lexed.name(found.stop + 1) == "X":
        return None
    needs_preposition = found.language == "en" or form.startswith("лют")
    if needs_preposition and found.before not in MONTH_PREPOSITIONS:
        return None
    is_capital = found.lexed.form(found.start)[:1].isupper() and found.language != "en"
    starts_sentence = found.before in ("", "DOT", "BREAK") and not found.next_form[:1].isupper()
    if is_capital and not starts_sentence:
        return None  # «Марта Иванова», «Август»: a name
    return Point(month=found.value("MON"))


MONTH_PREPOSITIONS = split("IN FROM TO BY OF BEGIN MID END AFTER BEFORE DASH AND DURING")


@rule("which-month", "(LAST|THIS|NEXT) MON", "MON (DASH|TO) MON _YEAR?")
def which_month(found: Found) -> Reading:
    months = found.values("MON")
    if found.has("TO") and found.form("TO") != "through":
        return None
    if len(months) == 1 and found.after in ("D", "DO"):
        return None  # "this August 2nd"
    if len(months) == 2:
        more = year_fields(found)
        if not fits_year(found):
            return None
        return Point(month=months[0], **more), Point(month=months[1], **more)
    return Point(month=months[0], pick=pick(found))


def pick(found: Found) -> int:
    return -1 if found.has("LAST", "LASTN") else 1 if found.has("NEXT") else 0


@rule("quarter", "ORDN QUARTW (OF? _YEAR)?", "QW D Y?")
def quarter(found: Found) -> Reading:
    number = found.value("ORD", "DO", "D", "DECD", "ROM")
    if not 1 <= number <= 4 or (found.has("Y") and not fits_year(found)):
        return None
    if found.language == "en" and found.has("QUARTW") and found.has("D"):
        return None
    return Point(quarter=number, **year_fields(found))


@rule("half-year", "ORDN HALFW (OF? _YEAR)?")
def half_year(found: Found) -> Reading:
    number = found.value("ORD", "DO", "D", "DECD", "ROM")
    if number not in (1, 2) or not fits_year(found):
        return None
    return Point(half=number, **year_fields(found))


@rule("season-year", "SEAS (OF|DASH)? _YEAR")
def season_year(found: Found) -> Reading:
    return Point(season=found.value("SEAS"), **year_fields(found)) if fits_year(found) else None


@rule("winter-of-two-years", "SEAS OF? Y (DASH|SLASH) (Y|D|M2) (_TAIL|YEARS)?")
def winter(found: Found) -> Reading:
    """«зимой 2023–2024 годов»: the winter that the second year ends."""
    if found.value("SEAS") != 4:
        return None
    return Point(season=4, year=found.value("Y") + 1, section="whole")


@rule("season", "SEAS")
def season(found: Found) -> Reading:
    if found.language == "en" and not is_english_season(found):
        return None
    if found.lexed.form(found.start)[:1].isupper() and found.before not in ("", "DOT", "BREAK"):
        return None  # a name
    return Point(season=found.value("SEAS"))


def is_english_season(found: Found) -> bool:
    """ "In spring", "by the summer"; not "the spring offensive", "water from the spring"."""
    index = found.start - 1
    with_article = found.lexed.name(index) == "THAT"
    if with_article and found.after in ("X", "OF"):
        return False
    index -= with_article
    since = found.lexed.form(index).lower() == "since" if index >= 0 else False
    return since or found.lexed.name(index) in ("IN", "BY")


@rule("which-season", "(LAST|THIS|NEXT) SEAS")
def which_season(found: Found) -> Reading:
    return Point(season=found.value("SEAS"), pick=pick(found))
