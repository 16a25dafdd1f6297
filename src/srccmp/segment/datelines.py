"""Datelines: «КИЕВ, 3 мая — ТАСС.», "PARIS, May 3 (Reuters) –", «Одеса. 3 травня. УНН.»"""

from __future__ import annotations

import re
from functools import cache

from srccmp.model import Span

MONTH = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис"
    r"|гру|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)[^\W\d_]{0,8}\.?"
)
DAY = rf"(?i:\d{{1,2}}\s{MONTH}|{MONTH}\s\d{{1,2}})(?:,?\s\d{{4}}(?:\s?[гр]\.|\sгода|\sроку)?)?"
UPPER = r"[A-ZА-ЯЁІЇЄҐ]"
CITY = rf"{UPPER}[\w'’ʼ-]{{1,20}}(?:[ /-]{UPPER}[\w'’ʼ-]{{1,20}}){{0,2}}"
# "KYIV, Ukraine", "Pune (Maharashtra) [India]"
PLACE = rf"{CITY}(?:,\s{CITY}|\s\({CITY}\)|\s\[{CITY}\]){{0,2}}"
LETTERS = "A-ZА-ЯЁІЇЄҐ'’ʼ"
CAPITAL_CITY = rf"{UPPER}[{LETTERS}-]{{2,20}}(?:[ /-][{LETTERS}.-]{{2,20}}){{0,2}}"
# РИА Новости, INTERFAX.RU, Гавань.медиа
AGENCY = (
    rf"[«\"“]?{UPPER}[\w&'’-]{{1,20}}(?:[./ -]{UPPER}[\w&'’-]{{0,20}}){{0,3}}"
    r"(?:\.[a-zа-яіїєґ]{2,8})?[»\"”]?"
)
IN_BRACKETS = r"\([\w.&/ -]{2,30}\)"
STROKE = r"[-–—]{1,2}"
AUTHOR = rf"(?:,\s{UPPER}\w+\s{UPPER}\w+)?"


@cache
def pattern(agencies: frozenset[str]) -> re.Pattern[str]:
    """What a dateline looks like; ``agencies`` in small letters need fewer signs around them."""
    known = rf"(?i:{'|'.join(re.escape(name) for name in sorted(agencies, reverse=True))})"
    return re.compile(
        r"[ \t\u00a0,]*(?:"
        # КИЇВ. 3 травня. УНН. / МОСКВА, 3 мая - РИА Новости, Анна Лис. / ОСЛО, 3 мая ПРАЙМ.
        rf"{CITY}\s?[,.]\s?{DAY}\s?[,.]?\s?[-–—/]{{0,2}}\s?{AGENCY}{AUTHOR}\s?/?\s?(?:[.:]|{STROKE})"
        # KYIV, May 3 (Reuters) - / Oslo, May 3 (efe).- / May 3 (Reuters) -
        rf"|(?:{PLACE}\s?[,.]\s?)?{DAY}\s?,?\s?{IN_BRACKETS}\s?(?::|\.?{STROKE}|\.)"
        # WASHINGTON (AP) -, KYIV, Ukraine (AP) -
        rf"|{PLACE}\s?,?\s\({AGENCY}\)\s?{STROKE}"
        # Київ. УНІАН. / ОДЕСА – РБК-Україна. / БАКУ /Trend/ - / (Reuters) - / ТАСС.
        rf"|{CITY}\s?(?:[.,]\s?(?:{STROKE})?|{STROKE}|/)\s?/?{known}\s?/?\s?(?:[.:]|{STROKE})"
        rf"|\(\s?{known}\s?\)\s?{STROKE}|/?{known}/?\."
        # Баку, 3 мая, АЗЕРТАДЖ / 3 мая 2019, 17:05 — REGNUM
        rf"|{CITY}\s?[,.]\s?{DAY}\s?,\s?{known}"
        rf"|{DAY},?\s(?:\d{{1,2}}:\d{{2}}\s)?(?:{STROKE}\s)?{known}(?:\s?[.:]|\s?{STROKE})?"
        rf"|{DAY},\s\d{{1,2}}:\d{{2}}\s{STROKE}\s{known}"
        # БРЮССЕЛЬ. КАЗИНФОРМ -
        rf"|{CAPITAL_CITY}\.\s[{LETTERS}]{{3,15}}\s?{STROKE}"
        # LONDON, May 3 - / МОСКВА, 3 мая. / Харків, 3 травня.
        rf"|{CAPITAL_CITY}\s?[,.]\s?{DAY}\s?(?:[.:]|{STROKE})|{CITY},\s{DAY}\."
        # LONDON — / SYDNEY, Australia - / MIAMI, Fla. —: Latin only, as «ЮНЕСКО — …» is a sentence.
        rf"|[A-Z][A-Z'’-]{{3,20}}(?:\s[A-Z.]{{2,20}}){{0,2}}"
        rf"(?:,\s(?:[A-Z][\w ]{{2,20}}|[A-Z][a-z]{{1,5}}\.|[A-Z]\.[A-Z]\.))?\s{STROKE}"
        # ТАСС, 3 мая.
        rf"|/?{UPPER}{{2,}}/?,\s{DAY}\s?[./]{{1,2}}"
        # 3 травня, 17:02 / 17:02, 3 травня 2019
        rf"|{DAY},?\s(?:(?:в|о|об|at)\s)?\d{{1,2}}:\d{{2}}|\d{{1,2}}:\d{{2}},?\s{DAY}"
        # 3.05.2024 17:02 : / 15:55 / 04:12 REGNUM
        rf"|(?:\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}\s*,?\s*)?\d{{1,2}}:\d{{2}}(?:\s?[:|–—-]|\s{known})?"
        rf")(?=\s+[«\"“„(]?(?:{UPPER}|\d))"
    )


# How far in a dateline may stand: after a title and a subtitle.
DATELINE_PARAGRAPHS = 3


def datelines(
    text: str, paragraphs: tuple[Span, ...], agencies: frozenset[str]
) -> tuple[Span, ...]:
    """The datelines at the head of the first paragraphs, as spans into ``text``."""
    dateline = pattern(agencies)
    found = []
    for paragraph in paragraphs[:DATELINE_PARAGRAPHS]:
        match = dateline.match(text, paragraph.start, paragraph.stop)
        if match:
            lead = len(match.group()) - len(match.group().lstrip(" \t\u00a0,"))
            found.append(Span(match.start() + lead, match.end()))
    return tuple(found)
