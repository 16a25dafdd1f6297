"""Numbers that count nothing: years, dates, clock times, identifiers, scores, list markers.

Each rule is a small function; ``why_not`` names the one that spoke.
"""

from __future__ import annotations

from collections.abc import Callable

from srccmp.annotate.numbers.lexicon import Lexicon
from srccmp.annotate.numbers.naming import is_designator, is_in_name, is_numbered
from srccmp.annotate.numbers.number import DASHES, touches
from srccmp.annotate.numbers.place import Place
from srccmp.annotate.tokens import Token

FIRST_YEAR, LAST_YEAR = 1500, 2100
PAIR_WINDOW = 4  # tokens from the noun after "both" to the "and" that pairs it
PHONE_GROUPS = 3  # "555 35 35"
SHORTEST_PHONE = 100  # "call 112"
ADDRESS_WINDOW = 5  # «вул. Лесі Українки, 22»
JOINED = frozenset("-–—−‑/\\№#_:.@")


def is_list_marker(p: Place) -> bool:
    """ "1. Metro stations are closed", "2) …"."""
    following = p.after()
    if p.start != 0 or following is None or not p.found.number.digits:
        return False
    if following.text == ")":
        return True
    then = p.after(1)
    return following.text == "." and then is not None and then.is_capital


def is_joined(p: Place) -> bool:
    """A part of a name, a code, a fraction, a sum: "G7", "A-50", "24/7", "3+3", "5G"."""
    before, following = p.before(), p.after()
    if before is not None and touches(before, p.first):
        if before.is_word or before.text in "№#_@\\":
            return True
        if before.text in "'’" and len(p.first.text) == 2 and p.noun is None:
            return True  # "early '09"
        earlier = p.before(2)
        if (
            before.text in JOINED | {"+"}
            and earlier is not None
            and touches(earlier, before)
            and (earlier.is_word or earlier.pos == "NUM")
        ):
            return True
    if following is None or not touches(p.tokens[p.found.number.stop - 1], following):
        return False
    then = p.after(1)
    if following.text in DASHES and then is not None and then.is_word and touches(following, then):
        return p.noun is None or p.noun.start > p.found.number.stop + 1  # «585-й», «27-членный»
    if following.is_word and p.found.number.digits and p.noun is None:
        return p.found.number.kind == "cardinal" and p.found.number.scale == 1
    return (
        following.text in "/+:x×"
        and then is not None
        and then.pos == "NUM"
        and touches(following, then)
    )


def is_labelled(p: Place) -> bool:
    """«статья 110», "Flight 370", «№ 57»: a label stands before."""
    if not p.found.number.digits and p.found.number.kind not in ("cardinal", "one"):
        return False
    label = p.before()
    if label is not None and label.text == "." and p.start > 1:
        label = p.before(2)
    if label is None:
        return False
    sets = p.lex.sets
    words = {label.key, label.lower, label.lower}
    if words & sets["labels_always"]:
        return True
    if not words & sets["labels"]:
        return False
    if p.lex.language == "en" and not label.is_capital and not p.found.number.digits:
        return False
    return p.noun is None


def is_phone(p: Place) -> bool:
    """Three or more groups of digits in a row, or "+" before one, or "call" before a long one."""
    if not p.found.number.digits:
        return False
    window = p.tokens[max(0, p.start - ADDRESS_WINDOW) : p.start]
    if p.noun is None and p.found.number.base >= SHORTEST_PHONE and p.found.start == p.start:
        calls = p.lex.sets["calls"]
        if any(t.lower in calls or t.key in calls or t.lemma in calls for t in window):
            return True
    before = p.before()
    if before is not None and before.text == "+" and len(p.first.text) >= 2 and p.noun is None:
        return True
    run = 1
    for step in (-1, 1):
        at = p.start + step
        while 0 <= at < len(p.tokens) and run < PHONE_GROUPS + 1:
            token = p.tokens[at]
            if token.pos == "NUM":
                run += 1
            elif token.text not in "-() +":
                break
            at += step
    return run >= PHONE_GROUPS


def is_emergency_number(p: Place) -> bool:
    """ "The 911 call", "911 fears": nothing known is counted, or calls to it."""
    if p.first.text not in p.lex.sets["emergency"] or p.found.low != p.found.high:
        return False
    is_plain = p.found.start == p.start and p.found.number.scale == 1
    return is_plain and (p.noun is None or not p.known or p.noun.unit.name == "call")


def is_year(p: Place) -> bool:
    """A bare number of four digits in the range of years that counts nothing known."""
    number = p.found.number
    if not number.digits or number.scale != 1:
        return False
    text = p.first.text
    value = number.base
    if number.kind == "compound" or (p.found.low is None and p.found.high is None):
        return False
    following = p.after()
    if following is not None and following.lower in p.lex.sets["year_words"]:
        # By its forms: «2000 лет» and «2000 років» last two thousand years.
        if FIRST_YEAR <= value <= LAST_YEAR and len(text) == 4:
            return True
        if following.lower in ("гг", "рр"):
            return True
    if not (len(text) == 4 and text.isdecimal() and FIRST_YEAR <= value <= LAST_YEAR):
        return False
    if p.found.low is None or p.found.high is None:
        # «свыше 2000» counts, "before 2000" does not come here
        return p.noun is None and value >= 1900 and not p.found.approximate and _after_year_word(p)
    if p.noun is not None and p.lex.language == "en":
        if not p.known:
            return True  # "2020 includes": digits in thousands are grouped in English
        last = p.tokens[p.noun.stop - 1]
        return not last.lower.endswith("s") and last.lower not in p.lex.sets["plurals"]
    return not p.known


def _after_year_word(p: Place) -> bool:
    before = p.before()
    return before is not None and before.lower in p.lex.sets["year_before"]


def is_tens_of_dates(p: Place) -> bool:
    """«в двадцатых числах», "in the 20s"."""
    return p.noun is not None and p.noun.unit.name in p.lex.sets["date_nouns"]


def is_day_of_month(p: Place) -> bool:
    """«14 листопада», "November 14", "14 Nov."; also in words («первого мая» is an ordinal)."""
    value = p.found.number.base
    if p.found.number.scale != 1 or not 1 <= value <= 31:
        return False
    sets = p.lex.sets
    months = sets["months"] | sets["month_short"]
    following, before = p.after(), p.before()
    if following is not None and _is_month(following, months, p.lex):
        return True
    far = p.after(2)
    if following is not None and far is not None and _is_month(far, months, p.lex):
        # «5 и 6 мая», «с 20 по 22 сентября», "5 and 6 May"
        then = p.after(1)
        if then is not None and then.pos == "NUM" and following.lower in p.lex.sets["date_joins"]:
            return True
    if p.lex.language == "en":
        if before is not None and before.text == ".":
            before = p.before(2)  # "Feb. 22"
        if following is not None and following.lower == "of":
            then = p.after(1)
            if then is not None and _is_month(then, months, p.lex):
                return True
        return (
            before is not None and _is_month(before, months, p.lex) and p.noun is None
        ) or p.found.number.kind == "ordinal"
    return False


def _is_month(token: Token, months: frozenset[str], lex: Lexicon) -> bool:
    if lex.language == "en":
        return token.is_capital and token.lower in months
    return token.key in months and (
        bool(token.feats & {"gent", "loct", "ablt", "accs"}) or len(token.lower) <= 4
    )


def is_clock(p: Place) -> bool:
    """«в 7 часов утра», «о 7 ранку», "7 p.m."."""
    value, number = p.found.number.base, p.found.number
    if number.scale != 1 or not 0 <= value <= 24 or number.kind not in ("cardinal", "one"):
        return False
    sets = p.lex.sets
    following = p.after()
    if p.lex.language == "en":
        if following is None:
            return False
        if following.lower in sets["clock_after"]:
            return True
        if following.text == ":" and touches(p.tokens[number.stop - 1], following):
            minutes = p.after(1)
            return (
                minutes is not None and minutes.pos == "NUM" and len(minutes.text) == 2
            )  # "2: 09"
        then, dot = p.after(2), p.after(1)
        return (
            following.lower in ("a", "p")
            and dot is not None
            and dot.text == "."
            and then is not None
            and then.lower == "m"
        )
    if following is None or p.found.low != p.found.high:
        return False
    before = p.before()
    at_hour = before is not None and before.lower in sets["clock_before"]
    if following.key in sets["clock_units"]:
        then = p.after(1)
        of_day = then is not None and then.key in sets["clock_after"]
        return of_day or (
            at_hour and before is not None and before.lower in ("в", "во", "к", "о", "об")
        )
    return (
        following.key in sets["clock_after"]
        and "gent" in following.feats
        and (at_hour or following.lower in ("утра", "вечера", "ранку", "вечора", "ночи", "ночі"))
    )


def is_address(p: Place) -> bool:
    """«ул. Ленина, 15», "10 Downing Street"."""
    if not p.found.number.digits:
        return False
    if p.lex.language == "en":
        following, then = p.after(), p.after(1)
        if following is not None and following.lower == "block":
            return True  # "the 1200 block of Roosevelt Boulevard"
        return (
            following is not None
            and following.is_capital
            and then is not None
            and then.is_capital
            and then.lower in p.lex.sets["streets"]
        )
    window = p.tokens[max(0, p.start - ADDRESS_WINDOW) : p.start]
    return p.noun is None and any(
        t.lower in p.lex.sets["streets"] or t.key in p.lex.sets["streets"] for t in window
    )


def is_score(p: Place) -> bool:
    """ "2-1": a dash between a number and a smaller or equal one, no noun."""
    following, then = p.after(), p.after(1)
    if p.found.stop != p.found.number.stop or following is None or then is None:
        return False
    if not (following.text in DASHES and then.pos == "NUM" and touches(following, then)):
        return False
    return p.noun is None and p.found.low == p.found.high


def is_second_of_score(p: Place) -> bool:
    before, earlier = p.before(), p.before(2)
    return (
        before is not None
        and earlier is not None
        and before.text in DASHES
        and earlier.pos == "NUM"
        and touches(earlier, before)
        and touches(before, p.first)
        and p.found.start == p.start
    )


def is_lone_one(p: Place) -> bool:
    """ "one of the reasons", «с одной стороны»: "one" counts only before a known thing."""
    if p.found.number.kind != "one":
        return False
    if p.found.low != p.found.high or p.found.low != 1:
        return False
    before = p.before()
    if p.noun is None or not p.noun.known:
        return p.noun is not None or not _may_stand_alone(p)
    if p.noun.unit.kind in ("duration", "event", "body", "paper", "place", "money", "measure"):
        # «одна сторона», "one day", «одного разу»: an article more than a number
        counted = before is not None and before.lower in (
            "ещё",
            "еще",
            "ще",
            "another",
            "только",
            "лише",
            "only",
            "just",
        )
        return not counted
    return False


def _may_stand_alone(p: Place) -> bool:
    """«ещё один погиб», "one was killed": decided by the role, later; never before "of"."""
    following, before = p.after(), p.before()
    if following is None:
        return False
    if following.lower in p.lex.sets["of"] or following.text in DASHES:
        return False
    if following.lower in (
        "один",
        "одного",
        "одному",
        "одним",
        "на",
        "другого",
        "другому",
        "another",
    ):
        return False
    return not (
        before is not None
        and before.lower
        in ("no", "any", "every", "each", "the", "this", "that", "which", "ни", "жоден", "ні")
    )


def is_pair_of_two_sides(p: Place) -> bool:
    """«обе» and "both" before "and": "both Russia and Ukraine"."""
    if p.found.number.kind != "both":
        return False
    before, following = p.before(), p.after()
    if p.lex.language == "en" and before is not None and before.lower in p.lex.sets["be"]:
        return True  # "they were both teenagers"
    if p.lex.language == "en" and _is_pair(p):
        return True
    if p.noun is not None:
        return False
    if p.lex.language == "en":
        return following is None or following.lower not in p.lex.sets["be"]
    return following is None or following.pos not in (
        "VERB",
        "PRTS",
        "ADJS",
        "PREP",
        "PRTF",
        "SIGN",
    )


def _is_pair(p: Place) -> bool:
    """ "both terror groups and any foreign presence", "both mother and child"."""
    stop = p.found.stop if p.noun is None else p.noun.stop
    for at in range(p.found.stop, min(len(p.tokens), stop + PAIR_WINDOW)):
        token = p.tokens[at]
        if token.lower == "and":
            return True
        if token.text in ",.;:" or token.lower in p.lex.sets["be"]:
            return False
    return False


RULES: tuple[Callable[[Place], bool], ...] = (
    is_list_marker,
    is_phone,
    is_emergency_number,
    is_joined,
    is_labelled,
    is_day_of_month,
    is_year,
    is_tens_of_dates,
    is_designator,
    is_numbered,
    is_clock,
    is_address,
    is_second_of_score,
    is_score,
    is_in_name,
    is_lone_one,
    is_pair_of_two_sides,
)


def why_not(place: Place) -> str | None:
    """The rule that tells that this number counts nothing; None where it may count."""
    return next((rule.__name__ for rule in RULES if rule(place)), None)
