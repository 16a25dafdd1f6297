"""What an input declares about itself, and the words in which it does: keys, dates, languages.

Nothing here looks at the clock or at the locale.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

from srccmp.model import Grain, LanguageGuess, Published

# The names of one field in headers, front matter, sidecars, records and manifests, in English,
# Ukrainian and Russian. Compared in lower case, with "_" and "-" read as spaces.
KEYS: dict[str, str] = {
    name: field
    for field, names in {
        "title": "title|headline|heading|subject|заголовок|назва|название",
        "published": "date|published|published at|published on|publication date|date published"
        "|datepublished|publish date|pubdate|pub date|time|timestamp|datetime|date time"
        "|pub time|first published|seendate|created at|created|дата|дата публикации"
        "|дата публікації|опубликовано|опубліковано|опублікована|опубликована",
        "source": "source|publisher|outlet|newspaper|media|site|site name|sitename|website"
        "|publication|источник|джерело|издание|видання|издатель|видавець|газета|сайт|медіа|медиа",
        "host": "host|domain|hostname|домен|хост",
        "url": "url|link|canonical|canonical url|permalink|web|ссылка|посилання|адрес|адреса",
        "author": "author|authors|by|byline|автор|авторы|автори",
        "language": "language|lang|язык|мова",
        "other": "tags|keywords|id|key|section|category|рубрика|теги|мітки|ключевые слова"
        "|ключові слова|layout|slug|draft"
        "|updated|updated at|last updated|modified|оновлено|обновлено",
    }.items()
    for name in names.split("|")
}

MONTHS: dict[str, int] = {
    stem: number
    for number, stems in enumerate(
        (
            "jan|янв|січ",
            "feb|фев|лют",
            "mar|мар|бер",
            "apr|апр|кві",
            "may|мая|май|тра",
            "jun|июн|чер",
            "jul|июл|лип",
            "aug|авг|сер",
            "sep|сен|вер",
            "oct|окт|жов",
            "nov|ноя|лис",
            "dec|дек|гру",
        ),
        start=1,
    )
    for stem in stems.split("|")
}

NUMERIC_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?![\d])")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?(?!\d)")
NUMERIC_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?!\d)")
DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.-]{1,3}([^\W\d_]{3,12})[\s.,-]{1,3}(\d{4})(?!\d)"
)
MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)")
MONTH_YEAR = re.compile(r"([^\W\d_]{3,12})\.?,?\s(\d{4})(?!\d)")
YEAR = re.compile(r"\s*(\d{4})\s*(?:г\.?|р\.?|года?|рік|року)?\s*")
EPOCH = re.compile(r"([12]\d{9})(?:\d{3}|\.\d+)?")  # seconds (or milliseconds) since 1970, UTC
YEARS = range(1700, 2200)  # outside it is a number, not the year of an article

URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{1,2})[/-]?(\d{1,2})(?=[/_.-]|$)")
URL_MONTH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?=/)")
NAME_DAY = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?![0-9A-Za-z])")
NAME_DAY_FIRST = re.compile(
    r"(?<![0-9A-Za-z])(\d{2})([-_.])(\d{2})\2((?:19|20)\d{2})(?![0-9A-Za-z])"
)

LANGUAGES: dict[str, str] = {
    **{"ua": "uk", "ukr": "uk", "ukrainian": "uk", "українська": "uk", "украинский": "uk"},
    **{"rus": "ru", "russian": "ru", "русский": "ru", "російська": "ru"},
    **{"eng": "en", "english": "en", "английский": "en", "англійська": "en"},
    **{"bel": "be", "belarusian": "be", "белорусский": "be", "білоруська": "be"},
}
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
UNDECLARED = LanguageGuess(code="und", confidence=None, decided_by="undeclared")

Interval = tuple[date, date, Grain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Fields as the input writes them, None where it is silent. ``by`` is the word for who
    declared them: ``header``, ``metadata``, ``url`` or ``file-name``; ``is_beside`` tells that
    it was a file beside the article, which the user put there."""

    by: str
    is_beside: bool = False
    title: str | None = None
    published: str | None = None
    source: str | None = None
    host: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    wire: str | None = None

    @classmethod
    def of(cls, values: dict[str, str], by: str) -> Declared:
        """From fields under any of the names in `KEYS`; of two names for one field the first
        with a value wins.

        >>> Declared.of({"Дата": "2025-11-14", "Site Name": "Вісник"}, "header").source
        'Вісник'
        """
        known: dict[str, str] = {}
        names = {field.name for field in fields(cls)} - {"by", "is_beside"}
        for key, value in values.items():
            field = field_of(key)
            value = " ".join(value.split())
            if field in names and value:
                if field == "source" and value.lower().startswith(("http://", "https://")):
                    field = "url"
                known.setdefault(field, value)
        return cls(by=by, **known)  # type: ignore[arg-type]  # every key of `known` is a text field


def field_of(key: str) -> str | None:
    """The field that a key names, "other" for one that carries nothing we use, None if unknown.

    >>> field_of("Publication_Date"), field_of("Джерело"), field_of("Киев")
    ('published', 'source', None)
    """
    return KEYS.get(spaced(key))


def spaced(key: str) -> str:
    """A key in small letters with spaces between its words, however it joins them.

    >>> spaced("publishedAt"), spaced("site_name"), spaced("Pub-Date")
    ('published at', 'site name', 'pub date')
    """
    return " ".join(re.sub(r"[\s_-]+|(?<=[a-z])(?=[A-Z])", " ", key).lower().split())


def read_date(text: str) -> Interval | None:
    """A declared date as an interval of days; None where there is no whole date in it.

    The clock time and the zone are left out: the day is the one that the outlet wrote.

    >>> read_date("Fri, 14 Nov 2025 10:30:00 +0200")[0].isoformat()
    '2025-11-14'
    >>> read_date("листопад 2025")[2].value
    'month'
    >>> read_date("yesterday") is None
    True
    """
    text = text[:200]
    if m := NUMERIC_YEAR_FIRST.search(text):
        return interval(m[1], m[2], m[3])
    if m := NUMERIC_DAY_FIRST.search(text):
        # Two orders are in use; a month of 13 and more is a day.
        return interval(m[3], m[2], m[1]) or interval(m[3], m[1], m[2])
    if (m := DAY_MONTH.search(text)) and (found := interval(m[3], m[2], m[1])):
        return found
    if (m := MONTH_DAY.search(text)) and (found := interval(m[3], m[1], m[2])):
        return found
    if m := COMPACT.search(text):
        return interval(m[1], m[2], m[3])
    if (m := MONTH_YEAR.search(text)) and (found := interval(m[2], m[1], None)):
        return found
    if m := YEAR.fullmatch(text):
        return interval(m[1], None, None)
    if m := EPOCH.fullmatch(text.strip()):
        day = datetime.fromtimestamp(int(m[1]), tz=UTC).date()
        return day, day, Grain.DAY
    return None


def interval(year: str, month: str | None, day: str | None) -> Interval | None:
    """The days that a year, a month (digits or a name) and a day stand for, None for none.

    >>> interval("2024", "лютого", None)[1].isoformat()
    '2024-02-29'
    """
    y = int(year)
    if y not in YEARS:
        return None
    if month is None:
        return date(y, 1, 1), date(y, 12, 31), Grain.YEAR
    m = int(month) if month.isdecimal() else MONTHS.get(month[:3].lower(), 0)
    if not 1 <= m <= 12:
        return None
    last = calendar.monthrange(y, m)[1]
    if day is None:
        return date(y, m, 1), date(y, m, last), Grain.MONTH
    if not 1 <= int(day) <= last:
        return None
    exact = date(y, m, int(day))
    return exact, exact, Grain.DAY


def date_in_url(url: str) -> Interval | None:
    """The date in an address, which most news sites write into it.

    >>> date_in_url("https://news.example/world/2018/07/09/brexit-4/")[0].isoformat()
    '2018-07-09'
    """
    path = re.sub(r"^[a-z]+://[^/]*", "", url, flags=re.IGNORECASE).partition("?")[0]
    for m in URL_DAY.finditer(path):
        if found := interval(*m.groups()):
            return found
    for m in URL_MONTH.finditer(path):
        if found := interval(m[1], m[2], None):
            return found
    return None


def date_in_name(name: str) -> Interval | None:
    """The date in a file's name. Digits inside longer runs of letters and digits are no date.

    >>> date_in_name("2025-11-14_report")[0].isoformat(), date_in_name("a20251114b")
    ('2025-11-14', None)
    """
    if m := NAME_DAY.search(name):
        return interval(m[1], m[3], m[4])
    if m := NAME_DAY_FIRST.search(name):
        return interval(m[4], m[3], m[1])
    return None


def published(found: Interval | None, by: str) -> Published | None:
    if found is None:
        return None
    earliest, latest, grain = found
    return Published(earliest=earliest, latest=latest, grain=grain, decided_by=by)


def read_language(value: str, by: str) -> LanguageGuess:
    """The declared language as a BCP 47 code, ``und`` where the declaration is none.

    >>> read_language("uk_UA", "metadata").code, read_language("Русский", "header").code
    ('uk', 'ru')
    """
    tag = value.strip().lower().replace("_", "-")
    code = LANGUAGES.get(tag, tag)
    if not LANGUAGE_TAG.fullmatch(code) or code == "und":
        return UNDECLARED
    primary = code.partition("-")[0]
    return LanguageGuess(code=LANGUAGES.get(primary, primary), confidence=None, decided_by=by)
