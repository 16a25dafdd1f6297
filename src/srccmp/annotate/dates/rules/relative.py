"""Times that count from the day of writing or from the time told before."""

from __future__ import annotations

import re

from srccmp.annotate.dates.lexer import split
from srccmp.annotate.dates.rules.base import Found, Reading, rule
from srccmp.annotate.dates.rules.years import SHIFTS, last_whole
from srccmp.annotate.dates.said import Point

UNITS = {
    "DAYW": "day",
    "DAYLONG": "day",
    "WEEKW": "week",
    "FORTNIGHT": "week",
    "MONTHW": "month",
    "YEARW": "year",
    "YEARP": "year",
    "YEARS": "year",
    "DECW": "decade",
    "CENTW": "century",
    "QUARTW": "quarter",
    "HOURW": "hour",
    "MINW": "minute",
    "SECW": "second",
    "HALFYEAR": "month",
    "HALFHOUR": "minute",
}


def unit_of(found: Found) -> str:
    for i in range(found.stop - 1, found.start - 1, -1):
        if (unit := UNITS.get(found.lexed.name(i))) is not None:
            return unit
    return "day"


def count_of(found: Found) -> int:
    """How many: "21" from "двадцать один"; 0 for an unnamed few; 1 where no number stands."""
    if found.has("HALFYEAR"):
        return 6
    if found.has("HALFHOUR"):
        return 30
    if found.has("FEW"):
        return 0
    many = 2 if found.has("FORTNIGHT") else 1
    numbers = found.values("D", "M2", "CARD")
    return sum(numbers) * many if numbers else many


@rule("relative-day", "REL", "RELADJ")
def relative_day(found: Found) -> Reading:
    if is_title(found):
        return None
    return Point(unit="day", shift=found.value("REL", "RELADJ"))


@rule("eve", "EVE")
def eve(found: Found) -> Reading:
    """«Накануне министр заявил»: yesterday. «Накануне выборов»: before something; no day."""
    word = found.next_form
    if found.after in ("WDAY", "DAYW") or (found.after in ("D", "DO") and found.before != "COMMA"):
        return None
    if word and found.after == "X" and word[0].isalpha():
        from srccmp.annotate.tokens import parse

        parsed = parse(word.lower(), found.language)
        if parsed.pos in ("NOUN", "ADJF", "PRTF") and "gent" in parsed.feats:
            return None
        # The names of events: «накануне ЧМ», «накануне Brexit».
        if word.isupper() or not re.match(r"[а-яёіїєґ]", word.lower()):
            return None
    opens = found.before in ("", "DOT", "BREAK", "QUOTE", "DASH")
    return Point(unit="day", shift=-1, section=None if opens else "eve")


@rule(
    "ago",
    "COUNT UNIT BACK",
    "UNIT BACK",
    "(HALFYEAR|HALFHOUR) BACK",
    "CARD CARD UNIT BACK",
    "CARD FEW UNIT BACK",
    "UNIT COUNT BACK",
)
def ago(found: Found) -> Reading:
    if found.form("THAT") not in ("", "тому"):
        return None
    many = count_of(found)
    if not found.has("D", "CARD", "M2", "FEW", "HALFYEAR", "HALFHOUR"):
        # «неделю назад» is one; «годы тому назад» is some; «пів року тому» half of one.
        form = found.lexed.form(found.start).lower()
        if found.before in ("HALFWORD", "HALVED", "DECIM") or found.language == "en":
            return None
        if form not in ONE_UNIT or found.before == "HALF":
            return None
    return Point(unit=unit_of(found), shift=-many if many else None)


ONE_UNIT_ENGLISH = frozenset(split("day week month year"))
ONE_UNIT = frozenset(
    split(
        "день неделю месяц год час минуту столетие десятилетие век сутки "
        "тиждень місяць рік годину хвилину століття десятиліття добу"
    )
)


@rule("in-a-while", "AFTERWARDS COUNT? UNIT", "IN COUNT UNIT", "AFTERWARDS (HALFYEAR|HALFHOUR)")
def in_a_while(found: Found) -> Reading:
    """«через три дня»: from the writing only; «через три дня после» counts from elsewhere."""
    if found.has("IN") and (found.language != "en" or found.form("IN") != "in"):
        return None
    if found.after in ("AFTER", "AGO", "THAT") or found.form("AFTERWARDS") == "within":
        return None
    if found.before in ("DASH", "ZA") or found.has("FEW"):
        return None
    return Point(unit=unit_of(found), shift=count_of(found))


@rule("which-period", "(LAST|PREVLAST|NEXT|THIS) (WEEKW|MONTHW|QUARTW|DECW|DAYLONG)")
def which_period(found: Found) -> Reading:
    form = found.form("WEEKW", "MONTHW", "DECW").removesuffix("'s").removesuffix("’s")
    if form.endswith(("s", "ів", "ев")):
        return None
    shift = next(shift for name, shift in SHIFTS.items() if found.has(name))
    if found.has("DAYLONG"):
        return Point(unit="day", shift=-1, count=1) if shift == -1 else None
    return last_whole(found, unit_of(found)) or Point(unit=unit_of(found), shift=shift)


@rule("told-period", "FOLLOW (DAYW|WEEKW|MONTHW)", "NEXT DAYW", "THAT SAME? (DAYW|WEEKW|MONTHW)")
def told_period(found: Found) -> Reading:
    """«на следующий день», «в тот же день»: beside the day told before."""
    form = found.form("DAYW")
    if found.after == "AFTER":
        return None  # «на следующий день после встречи»: of a day that may not be told
    if form in ("дней", "дни", "днів", "дні", "днями", "днях", "days", "дням"):
        return None
    if found.has("THAT"):
        if not found.has("SAME") and found.form("THAT") in ("the", "то", "те"):
            return None
        return Point(unit=unit_of(found), shift=0, told=True)
    shift = found.value("FOLLOW") if found.has("FOLLOW") else 1
    if found.form("FOLLOW") == "другой" and found.before != "NA":
        return None
    is_slavic_next = found.has("NEXT") and found.language != "en"
    if is_slavic_next and found.before not in ("NA", "IN", "AND", ""):
        # «наступного дня» stands without a preposition, «следующий день саммита» is a subject.
        return (
            Point(unit=unit_of(found), shift=1, told=True)
            if found.form("NEXT")[-3:] == "ого"
            else None
        )
    return Point(unit=unit_of(found), shift=shift, told=True)


@rule("last-few", "(LAST|LASTN) COUNT CARD? UNIT", "NEXT COUNT CARD? UNIT")
def last_few(found: Found) -> Reading:
    if found.has("FEW"):
        return recent_days(found) if found.has("DAYW") else None
    if found.after in ("BEFORE", "OF", "Y", "MON") or is_of_something(found):
        return None  # «последние десять дней перед выборами», "the last two weeks of May"
    many = count_of(found)
    ahead = found.has("NEXT")
    return Point(unit=unit_of(found), shift=1 if ahead else -many, count=many)


def is_of_something(found: Found) -> bool:
    """«последние два месяца войны»: a noun in the genitive, or one more, comes behind."""
    word = found.next_form
    if found.after != "X" or not word[0].islower() or found.language == "en":
        return False
    from srccmp.annotate.tokens import parse

    parsed = parse(word, found.language)
    return parsed.pos == "NOUN" and "gent" in parsed.feats and found.has("LASTN")


@rule("which-period", "IN THAT WEEKW")
def in_the_week(found: Found) -> Reading:
    """ "Earlier in the week"."""
    before = found.lexed.form(found.start - 1).lower() if found.start else ""
    return Point(unit="week", shift=0) if before in ("earlier", "later") else None


@rule("last-few", "(LAST|LASTN) (HOURW|HALFYEAR|HALFHOUR|HALFWORD UNIT)")
def last_one(found: Found) -> Reading:
    """«за последний час», «за последние полгода»: up to now; else of some story."""
    form = found.form("HOURW")
    is_one = form in ("", "час", "годину", "година", "hour") or found.has("HALFWORD")
    if not is_one or found.before not in ("ZA", "IN", "THAT", "DURING", ""):
        return None
    if found.has("HALFWORD"):
        half = {"YEARW": ("month", 6), "HOURW": ("minute", 30)}
        wanted = half.get(found.lexed.name(found.stop - 1))
        return Point(unit=wanted[0], shift=-wanted[1], count=wanted[1]) if wanted else None
    many = count_of(found)
    return Point(unit=unit_of(found), shift=-many, count=many)


@rule("now", "NOW")
def now(_found: Found) -> Reading:
    """Too vague in a sentence; by itself it is the moment of writing."""
    return Point(unit="minute", shift=0, section="needs-line")


@rule("within", "(IN DURING|DURING) COUNT UNIT", "AFTERWARDS COUNT UNIT")
def within(found: Found) -> Reading:
    """«в течение двух недель»: how long in a sentence; by itself from now on."""
    if found.has("AFTERWARDS") and found.form("AFTERWARDS") != "within":
        return None
    many = count_of(found)
    if not many:
        return None
    return Point(unit=unit_of(found), shift=0, count=many, section="needs-line")


def is_title(found: Found) -> bool:
    """ "USA Today observes": a name goes on with a capital, and what follows has none."""
    before = found.lexed.form(found.start - 1) if found.before == "X" else ""
    is_capital = found.lexed.form(found.start)[0].isupper() and before[:1].isupper()
    return is_capital and (found.next_form[:1].islower() or found.after in ("COMMA", "DOT", ""))


@rule("relative-day", "DAYW (AFTER|BEFORE) REL")
def day_beside(found: Found) -> Reading:
    """ "The day after tomorrow"."""
    shift = found.value("REL")
    step = 1 if found.has("AFTER") else -1
    return Point(unit="day", shift=shift + step) if shift == step else None


@rule("from-now", "COUNT UNIT FROM NOW")
def from_now(found: Found) -> Reading:
    many = count_of(found)
    return Point(unit=unit_of(found), shift=many) if many and found.form("FROM") == "from" else None


@rule("after-next", "ANYDAY AFTER NEXT", "(WEEKW|MONTHW|YEARW|WEEKEND) AFTER NEXT")
def after_next(found: Found) -> Reading:
    """«пятница после следующей», "the week after next"."""
    if found.has("WDAY", "WDAMB"):
        return Point(weekday=found.value("WDAY", "WDAMB"), pick=2)
    if found.has("WEEKEND"):
        return Point(weekend=True, pick=2)
    return Point(unit=unit_of(found), shift=2)


@rule(
    "counted-from",
    "COUNT (DAYW|WEEKW|MONTHW|YEARW|YEARP|YEARS)",
    "CARD CARD (DAYW|WEEKW|MONTHW|YEARW|YEARP|YEARS)",
    "(DAYW|WEEKW|MONTHW|YEARW)",
)
def counted_from(found: Found) -> Reading:
    """«два дня после 5 мая», "three weeks before Christmas": kept only beside that day."""
    side = SIDES.get(found.after)
    if found.after == "TO" and found.before == "ZA" and found.lexed.form(found.stop) == "до":
        side = -1
    if found.after == "FROM" and found.language != "en":
        return None
    if side is None or found.has("FEW") or found.before in ("ORD", "DO"):
        return None
    form = found.form("DAYW", "WEEKW", "MONTHW", "YEARW")
    if not found.has("D", "M2", "CARD") and form not in (ONE_UNIT | ONE_UNIT_ENGLISH):
        return None
    return Point(away=(unit_of(found), side * count_of(found)), section="needs-day")


@rule("counted-from", "(ORD|DO) ANYDAY")
def nth_from(found: Found) -> Reading:
    """«третий вторник после Пасхи»."""
    side = SIDES.get(found.after) if found.after != "FROM" else None
    if side is None:
        return None
    nth, weekday = found.value("ORD", "DO"), found.value("WDAY", "WDAMB")
    return Point(away=(f"weekday-{weekday}", side * nth), section="needs-day")


SIDES = {"AFTER": 1, "FROM": 1, "BEFORE": -1}


@rule("recent", "(LASTN|RECENT) (DAYW|WEEKW)", "LASTN (DAYLONG|MONTHW|YEARW)", "NA DAYW")
def recent(found: Found) -> Reading:
    """«в последние дни», «на днях»: within the week; «последняя неделя» is seven days."""
    if found.has("NA"):
        return recent_days(found) if found.form("DAYW") == "днях" else None
    if found.has("DAYLONG"):
        return Point(unit="day", shift=-1, count=1)
    plural = found.has("RECENT") or found.form("LASTN").endswith(("ие", "х", "ми", "ні"))
    if found.has("MONTHW", "YEARW"):
        return None if plural else Point(unit=unit_of(found), shift=-1, count=1)
    if found.has("DAYW") and not plural:
        return None  # «в последний день срока»
    if found.has("WEEKW"):
        return Point(unit="week", shift=-4 if plural else -1, count=4 if plural else 1)
    return recent_days(found)


def recent_days(_found: Found) -> Point:
    return Point(unit="day", shift=-7, count=7, section="recent")


@rule(
    "section-of-this",
    "SECTION (OF THAT?)? (THIS|LAST|NEXT|PREVLAST)? (WEEKW|MONTHW|YEARW|QUARTW)",
    "HALF (OF THAT?)? (THIS|LAST|NEXT)? (MONTHW|YEARW)",
)
def section_of_this(found: Found) -> Reading:
    """«в конце прошлой недели», «с начала года»."""
    unit = unit_of(found)
    shift = next((shift for name, shift in SHIFTS.items() if found.has(name)), 0)
    if found.language == "en" and not found.has("OF", "THIS", "LAST", "NEXT"):
        return None
    section = section_of(found, found.start)
    if section is None:
        return None
    if unit == "year":
        return Point(year_shift=shift, section=section)
    return Point(unit=unit, shift=shift, section=section)


def section_of(found: Found, index: int) -> str | None:
    """Which part of a period the token names; a half needs its ordinal in front."""
    name = found.lexed.name(index)
    if name == "HALF":
        ordinal = found.lexed.values[index - 1] if index else 0
        is_ordinal = index and found.lexed.name(index - 1) in ("ORD", "DO")
        return f"half{ordinal}" if is_ordinal and ordinal in (1, 2) else None
    return {"BEGIN": "begin", "MID": "middle", "END": "end"}.get(name)
