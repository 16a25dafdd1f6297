"""Text to classes of words: one letter a token, so that rules are patterns over few letters.

The words of each language are data (``ru.toml``, ``uk.toml``, ``en.toml``). A language without
such a file still gets the times that are written in figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

LANGUAGES = ("ru", "uk", "en")


def split(names: str) -> tuple[str, ...]:
    """Names told in one string."""
    return tuple(names.split())


# Classes that come from the word lists, then those of numbers and signs.
CLASSES = split(
    "MON MONA WDAY WDAMB WDA SEAS PARTADV PARTG PART NIGHT OVERNIGHT POINT REL RELADJ CARD THOUS "
    "FEW ORD ORDX YEARREL HALFWORD YEARW YEARP YEARS YEARG MONTHW WEEKW DAYW DAYLONG HOURW MINW "
    "SECW CENTW DECW QUARTW QW HALFW "
    "HALF HALFYEAR HALFHOUR HALFCENT DATEW WEEKEND FORTNIGHT FEAST FEASTDAY HALFTO FIFTEEN NOW "
    "LAST PREVLAST LASTN NEXT THIS THAT SAME FOLLOW "
    "RECENT AGO AFTERWARDS EVE BEGIN MID END EARLY LATE IN NA FROM TO BY AFTER BEFORE AGAINST AND "
    "OR OF ZA DURING APPROX AFTERNOUN FUTURE PAST STOPCLAUSE ZONE ZCITY TIMEW "
    "HALVED FIRSTS FAITH HOLY NEWADJ NEWYEARS EVEW SAINT WITHOUT "
    "D DECIM DO DECD DEC M2 Y YO YG N DM DATE CLK CLKH AMPM ROM "
    "COMMA DOT DASH LPAR RPAR SLASH QUOTE BREAK X"
)
LETTER = {name: chr(0x2100 + index) for index, name in enumerate(CLASSES)}
NAME = {letter: name for name, letter in LETTER.items()}

ALIASES = {
    "DAYN": "D DO DECD",  # a day of the month in figures
    "MONTH": "MON MONA",
    "YEARN": "Y YO YG",
    "UNIT": "DAYW DAYLONG WEEKW MONTHW YEARW YEARP YEARS HOURW MINW SECW DECW CENTW FORTNIGHT",
    "PERIOD": "WEEKW MONTHW YEARW YEARP QUARTW DECW CENTW SEAS",
    "HOUROFDAY": "D DO CARD ORD",
    "COUNT": "D CARD FEW M2",
    "AMOUNT": "D M2 CARD HALVED DECIM HALFWORD HALF HALFYEAR HALFHOUR HALFCENT",
    "WHICH": "LAST PREVLAST NEXT THIS LASTN",
    "YEARWORD": "YEARREL HALFWORD YEARW YEARP YEARG",
    "DAYPART": "PART PARTADV PARTG NIGHT",
    "SECTION": "BEGIN MID END",
    "ANYDAY": "WDAY WDAMB",
    "LINK": "IN NA FROM TO BY AFTER BEFORE OF APPROX EARLY LATE THAT AGAINST COMMA LPAR ZA",
    "DAYPREP": "IN NA FROM TO BY AFTER BEFORE OF DURING APPROX THAT ZA AGAINST",
    "ORDN": "ORD DO D DECD ROM",
    "RANGE": "DASH TO AND",
    "BACK": "AGO THAT",  # Ukrainian «тому» is both "ago" and "that"
    "ANY": "X",
}

# Words first: they are the most, and nothing else begins with a letter but "a.m.".
TOKEN = re.compile(
    r"[apAP]\.[mM]\b\.?"
    r"|[^\W\d_]+(?:['’ʼ‘`´][^\W\d_]+)*"
    r"|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-])"
    r"|\d{4}/\d{2}/\d{2}(?![\d/])"
    r"|(?:\d{4}-[^\W\d_]{3,}-\d{1,2}|\d{1,2}-[^\W\d_]{3,}-\d{4})(?![\d-])"
    r"|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d{2})(?![\d]|[./:]\d)"
    r"|\d{1,2}-\d{2}-\d{4}(?![\d-])"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?![\d:])"
    r"|\d{1,2}ч\d{2}(?!\d)"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)+(?!\d)"
    r"|\d+(?:[-‑]?[^\W\d_]+)*"
    r"|[^\w\s]"
    r"|\n"
)
WORD = re.compile(r"[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*")
FIGURE = re.compile(r"\d")
APOSTROPHE = re.compile("[’ʼ‘`´]")
SUFFIXED = re.compile(r"(\d+)[-‑]?([^\W\d_]+)(\d*)$")

STAMP = re.compile(r"(\d{1,4})-([^\W\d_]+)-(\d{1,4})$")
DECIMAL = re.compile(r"\d{1,2}[.,]5$")  # «2,5 часа»: and a half

SIGNS = {
    ",": "COMMA",
    ".": "DOT",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "−": "DASH",
    "‑": "DASH",
    "(": "LPAR",
    ")": "RPAR",
    "/": "SLASH",
    '"': "QUOTE",
    "«": "QUOTE",
    "»": "QUOTE",
    "“": "QUOTE",
    "”": "QUOTE",
}

# Endings behind a number that make it an ordinal: "14-го", "2022-й", "21st".
ORDINAL = frozenset(
    split(
        "го ого его е ое й ый ой ий м ом ем му ому я ая ю ую га ша та ту ма ої ій ї ше те ге є "
        "ього ьому им ым st nd rd th"
    )
)
PLURAL = frozenset(split("е х ых их ми і ті s"))  # decades: "90-х", "1990s"
ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
LATIN = str.maketrans("ІХ", "IX")  # Cyrillic letters for Roman numerals: «ХХ століття»
ROMAN_LETTERS = frozenset("IVXІХ")
OF_QUARTER = re.compile(r"\s(?:кварта|півріч)")  # «у І кварталі»; else «і» is "and"
ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}

FIRST_YEAR, LAST_YEAR = 1000, 2199

Value = int | str | tuple[int, ...]


UNKNOWN: tuple[str, Value] = (LETTER["X"], "")
FORMS = 100_000  # whose class is kept


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``words`` gives class letter and value; ``capital`` are those that need a capital letter,
    ``strong`` those without which (and without a figure) no text tells a time."""

    language: str
    words: dict[str, tuple[str, Value]]
    capital: frozenset[str]
    strong: frozenset[str]


# Classes of words that are only glue, or count and order what need not be time.
WEAK = frozenset(
    split(
        "CARD HALFWORD FEW ORD LAST LASTN NEXT THIS THAT SAME RECENT HALF BEGIN MID END EARLY LATE"
    )
) | frozenset(CLASSES[CLASSES.index("AGO") :])


@dataclass(frozen=True, slots=True)
class Lexed:
    """Parallel sequences, one entry a token; ``letters`` holds the classes as one string."""

    text: str
    letters: str
    values: list[Value]
    starts: list[int]
    stops: list[int]

    def name(self, index: int) -> str:
        """The class of a token, ``""`` outside the text."""
        return NAME[self.letters[index]] if 0 <= index < len(self.letters) else ""

    def form(self, index: int) -> str:
        return self.text[self.starts[index] : self.stops[index]]


def expand(entry: str) -> list[str]:
    """The forms that one entry of a word list stands for.

    >>> expand("понедельник|- а у")
    ['понедельник', 'понедельника', 'понедельнику']
    """
    stem, bar, endings = entry.partition("|")
    if not bar:
        return [stem]
    return [stem + ("" if ending == "-" else ending) for ending in endings.split()]


@cache
def lexicon(language: str) -> Lexicon:
    """The word lists of a language, empty where srccmp has none."""
    if language not in LANGUAGES:
        return Lexicon(language, {}, frozenset(), frozenset())
    import tomllib

    source = resources.files(__package__) / f"{language}.toml"
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(source.read_text(encoding="utf-8"))
    capital = frozenset(tables.pop("CAPITAL", {}).get("1", ()))
    words: dict[str, tuple[str, Value]] = {}
    for name, table in tables.items():
        for key, entries in table.items():
            value: Value = int(key) if key.lstrip("-").isdecimal() else key
            for entry in entries:
                for form in expand(entry):
                    words.setdefault(form, (LETTER[name], value))
    weak = {LETTER[name] for name in WEAK} - {LETTER["EVE"]}
    strong = frozenset(form for form, (letter, _) in words.items() if letter not in weak)
    return Lexicon(language, words, capital, strong)


def has_any(text: str, words: Lexicon) -> bool:
    """Whether ``text`` holds a figure or any word that can begin a time; cheap.

    >>> has_any("Мост открыт", lexicon("ru")), has_any("Вчера мост открыт", lexicon("ru"))
    (False, True)
    """
    if FIGURE.search(text):
        return True
    return not words.strong.isdisjoint(WORD.findall(APOSTROPHE.sub("'", text.lower())))


def lex(text: str, words: Lexicon) -> Lexed:
    """Each token's class and value."""
    letters: list[str] = []
    values: list[Value] = []
    starts: list[int] = []
    stops: list[int] = []
    language = words.language
    # One sign for another: the places in the text stay as they are.
    for match in TOKEN.finditer(APOSTROPHE.sub("'", text)):
        letter, value = classed(match[0], language)
        if match[0] == "І" and OF_QUARTER.match(text, match.end()):
            letter, value = LETTER["ROM"], 1
        letters.append(letter)
        values.append(value)
        starts.append(match.start())
        stops.append(match.end())
    return Lexed(text, "".join(letters), values, starts, stops)


@lru_cache(maxsize=FORMS)
def classed(form: str, language: str) -> tuple[str, Value]:
    """The class letter and the value of one token, as far as it tells them by itself."""
    words = lexicon(language)
    first = form[0]
    if first.isalpha():
        lower = form.lower()
        found = words.words.get(lower)
        if found is not None:
            return UNKNOWN if lower in words.capital and first.islower() else found
        if len(lower) > 2 and lower[-2:] in ("'s", ".m", "m."):
            # "Friday's vote", "7 a.m."
            return words.words.get(lower.replace(".", "").removesuffix("'s"), UNKNOWN)
        if first in ROMAN_LETTERS and ROMAN.match(latin := form.translate(LATIN)):
            return LETTER["ROM"], roman(latin)
        return UNKNOWN
    if first.isdecimal():
        name, value = figure(form, words)
        return LETTER[name], value
    return LETTER["BREAK" if first in ":;!?\n…" else SIGNS.get(first, "X")], ""


def roman(form: str) -> int:
    """The value of a Roman numeral up to 39.

    >>> roman("XIX")
    19
    """
    total = 0
    for sign, after in zip(form, form[1:] + "I", strict=True):
        value = ROMAN_VALUE[sign]
        total += -value if value < ROMAN_VALUE[after] else value
    return total


def figure(form: str, words: Lexicon) -> tuple[str, Value]:
    """Class and value of a token that begins with a digit.

    >>> russian = lexicon("ru")
    >>> figure("14.11.2025", russian), figure("2025-ноя-14", russian), figure("90-х", russian)
    (('DATE', (2025, 11, 14)), ('DATE', (2025, 11, 14)), ('DEC', 90))
    """
    language = words.language
    if form.isdecimal():
        return plain_figure(form)
    if stamp := STAMP.match(form):
        return with_named_month(stamp.groups(), words)
    if len(form) >= 10 and form[4] in "-/" and form[7] == form[4]:
        clock = [int(part) for part in re.findall(r"\d+", form[10:16])]
        day = valid_date(int(form[:4]), int(form[5:7]), int(form[8:10]))
        return ("DATE", (*day, *clock)) if day else ("X", "")
    if ":" in form:
        hour, minute = (int(part) for part in form.split(":")[:2])
        fits = hour <= 24 and minute < 60
        return ("CLK", (hour, minute)) if fits else ("X", "")
    parts = re.split(r"[./-]", form)
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        return full_date(form, [int(part) for part in parts], language)
    if re.fullmatch(r"\d{1,2}\.\d{2}", form):
        return "DM", (int(parts[0]), int(parts[1]), len(parts[0]))
    if DECIMAL.match(form):
        return "DECIM", int(parts[0].split(",")[0])
    if suffixed := SUFFIXED.match(form):
        return with_ending(suffixed[1], suffixed[2].lower(), suffixed[3], language)
    return "N", 0


def plain_figure(form: str) -> tuple[str, Value]:
    value = int(form[:9])
    if len(form) == 4 and FIRST_YEAR <= value <= LAST_YEAR:
        return "Y", value
    if len(form) <= 2:
        return ("D" if 1 <= value <= 31 else "M2"), value
    return "N", value if len(form) == 4 else 0


def full_date(form: str, parts: list[int], language: str) -> tuple[str, Value]:
    """Day, month and year in the order of the language; a two-digit year is within 1950–2049."""
    day, month, year = parts
    if language == "en" and "/" in form:
        # American order first; "14/11/2025" can only be the other one.
        day, month = (month, day) if day <= 12 else (day, month)
    if year < 100:
        if form.count(".") == 2 and len(form) < 8:
            return "X", ""  # "1.2.10" numbers a chapter or a version
        year += 1900 if year >= 50 else 2000
    found = valid_date(year, month, day)
    return ("DATE", found) if found else ("X", "")


def with_named_month(parts: tuple[str, ...], words: Lexicon) -> tuple[str, Value]:
    """ "2015-кві-12", "12-Apr-2015": the four digits are the year."""
    letter, month = words.words.get(parts[1].lower(), ("", ""))
    if letter not in (LETTER["MON"], LETTER["MONA"]) or not isinstance(month, int):
        return "X", ""
    year, day = (parts[0], parts[2]) if len(parts[0]) == 4 else (parts[2], parts[0])
    found = valid_date(int(year), month, int(day))
    return ("DATE", found) if found else ("X", "")


def valid_date(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """The three again, or None where no calendar has such a day."""
    from calendar import monthrange

    fits = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return (year, month, day) if fits and 1 <= day <= monthrange(year, month)[1] else None


def with_ending(digits: str, ending: str, more: str, language: str) -> tuple[str, Value]:
    """A number with letters behind it: an ordinal, a decade, a year, an hour; else nothing."""
    name, value = plain_figure(digits)
    number = value if isinstance(value, int) else 0
    is_day, is_year = name == "D", name == "Y"
    if more:
        fits = ending == "ч" and len(digits) <= 2 and number < 24 and int(more[:3]) < 60
        return ("CLK", (number, int(more))) if fits else ("X", "")
    if ending in PLURAL and number % 10 == 0 and (is_year or len(digits) == 2) and digits != "00":
        if is_day and ending != "s" and number <= 30:
            return "DECD", number
        return "DEC", number
    if ending in ORDINAL or (ending in PLURAL and is_day):
        return ("DO" if is_day else "YO" if is_year else "X"), number
    if ending in ("г", "р") and is_year:
        return "YG", number
    if ending == "ч" and len(digits) <= 2 and number < 24:
        return "CLKH", (number, 0)
    if ending in ("am", "pm") and 1 <= number <= 12 and language == "en":
        return "CLKH", (number % 12 + (12 if ending == "pm" else 0), 0)
    return "X", ""
