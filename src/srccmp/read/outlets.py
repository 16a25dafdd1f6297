"""Which outlet an article says it is from, by the ways in which outlets name themselves.

Being quoted is not enough. Measured on 118 Russian and Ukrainian articles whose outlet is known:
"as NAME reported earlier" with the imperfective («сообщал», «повідомляв») names the outlet itself
each time (10 of 10), "NAME reports with reference to …" 9 times of 11 (the other two name a news
agency), "NAME writes" alone never (0 of 15). So the first two decide, agencies apart, and the
last does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from srccmp.read.naming import HOST, is_host, name_key

# Nouns for outlets that may stand before the name and are no part of it.
KIND = (
    r"(?:(?:интернет-|інтернет-|онлайн-)?(?:издани[еяюи]\w{0,2}|видання\w{0,2}|портал\w{0,3}|сайт\w{0,3}"
    r"|газет\w{1,3}|журнал\w{0,3}|телеканал\w{0,3}|телеграм-канал\w{0,3}|Telegram-канал\w{0,3}"
    r"|радио|радіо|проект\w{0,2}|проєкт\w{0,2}|редакци[яию]|редакці[яїю]"
    r"|the website|the newspaper|newspaper|website))\s"
)
AGENCY_KIND = (
    r"(?:(?:информационн\w{2,3}\s|інформаційн\w{2,3}\s)?"
    r"(?:(?:информ|інформ)?агентств\w{1,2}|агенці\w{1,2}|news\sagency|agency))\s"
)
WORD = r"[^\W\d_][\w'’.-]{0,30}"
CAPITAL = r"[A-ZА-ЯЁІЇЄҐЎ][\w'’-]{0,30}(?:\.[\w-]{1,20}){0,2}"
QUOTED = r"[«“„\"][^«»“”„\"\n]{2,40}[»”\"]"
# A name that ends where a known word begins may hold small words («Українська правда»).
DELIMITED = rf"(?:{KIND})?(?P<name>{QUOTED}|{CAPITAL}(?:\s{WORD}){{0,4}}?)"
# Elsewhere it is a quoted name, a host, or capitals up to the first small word.
BARE = rf"(?:{KIND})?(?P<name>{QUOTED}|{CAPITAL}(?:\s{CAPITAL}){{0,3}})"

TELLS = (
    r"(?:сообща[ею]т|переда[её]т|передают|пишет|информирует|повідомля[єю]\w{0,2}|переда[єю]\w{0,2}"
    r"|пише|інформує|reports|writes)"
)
WITH_REFERENCE = (
    r"(?:(?:со|з|із|зі)\s(?:ссылкой|посиланням)\s(?:на|к)\b|ссылаясь\sна\b|посилаючись\sна\b"
    r"|citing\b|with\sreference\sto\b|,\sciting\b)"
)
# Imperfective: what one's own pages have told all along. «Ранее МИД сообщил» (perfective) is news.
USED_TO_TELL = (
    r"(?:сообщал[аои]?|писал[аои]?|информировал[аои]?|рассказывал[аои]?|передавал[аои]?"
    r"|повідомля(?:в|ла|ло|ли)|писа(?:в|ла|ло|ли)|інформува(?:в|ла|ло|ли)|розповіда(?:в|ла|ло|ли))"
)
EARLIER = r"(?:ранее|раньше|раніше)"

RULES: dict[str, tuple[re.Pattern[str], ...]] = {
    # «Вестник ранее сообщал, что…», «Як повідомляв Вісник, …», "As the Herald reported earlier".
    "earlier-report": (
        re.compile(
            rf"(?:^|[.!?…»”\"]\s|\n){DELIMITED}\s{EARLIER}\s(?:уже\s|вже\s)?{USED_TO_TELL}\b"
        ),
        re.compile(
            rf"(?:[Кк]ак|[Яя]к|[Рр]анее|[Рр]аніше)\s(?:{EARLIER}\s|уже\s|вже\s)?{USED_TO_TELL}\s"
            rf"(?:{EARLIER}\s)?(?:{AGENCY_KIND}|(?:ИА|ІА|ИАА)\s)?{BARE}\s{{0,2}}[,.:;—–-]"
        ),
        re.compile(
            rf"(?:[Кк]ак|[Яя]к|[Рр]анее|[Рр]аніше)\s(?:{EARLIER}\s)?{BARE}\s(?:{EARLIER}\s)?"
            rf"{USED_TO_TELL}\b"
        ),
        re.compile(
            rf"\bAs\s(?:[Tt]he\s)?{BARE}\s(?:has\s|had\s)?(?:previously\s|earlier\s)?reported(?:\searlier|\spreviously)?\b"
        ),
        re.compile(
            rf"(?:^|[.!?”\"]\s|\n)(?:The\s)?{BARE}\s(?:previously|earlier)\s(?:reported|wrote)\b"
        ),
        re.compile(
            rf"(?:^|[.!?”\"]\s|\n)(?:The\s)?{BARE}\s(?:has\s|had\s)?reported\s(?:earlier|previously)\b"
        ),
    ),
    # «Об этом передаёт Вестник со ссылкой на министерство».
    "relay": (
        re.compile(rf"\b{TELLS}\s{DELIMITED}\s{{0,2}},?\s{{0,2}}{WITH_REFERENCE}"),
        re.compile(rf"\b(?:[Aa]s\s)?(?:[Tt]he\s)?{BARE}\s(?:reports|writes|reported),?\sciting\b"),
    ),
    # «Об этом сообщает Reuters, передаёт Вестник.»: the last of a chain is the page itself.
    "chain": (
        re.compile(
            rf"\b{TELLS}\s[^.!?\n]{{2,80}},\s{{0,2}}[–—-]?\s?{TELLS}\s{BARE}\s{{0,2}}(?=[.,\n]|$)"
        ),
    ),
    # «КИЕВ. 11 января. ВЕСТНИК.», "KYIV, Nov 14 (Herald) -", «/ВЕСТНИК/».
    "dateline": (
        re.compile(
            rf"(?m:^)[A-ZА-ЯЁІЇЄҐ][\w'’ -]{{2,24}}[.,]\s\d{{1,2}}\s[^\W\d_]{{3,9}}"
            rf"\.?,?\s{{0,2}}[./—–-]?\s?(?:(?:ИА|ІА)\s)?(?P<name>{QUOTED}|[A-ZА-ЯЁІЇЄҐ][\w’'-]{{2,20}}(?:\.[A-Za-z]{{2,3}})?)"
            rf"\s{{0,2}}(?:[./]|\s[—–-]\s)"
        ),
        re.compile(
            rf"(?m:^)[A-ZА-ЯЁІЇЄҐ][\w'’ ,/-]{{2,40}}\.?"
            rf"\s\((?P<name>{CAPITAL}(?:\s{CAPITAL}){{0,2}})\)\s?[—–-]"
        ),
        re.compile(r"(?m:^)[^\n]{0,60}[./]\s?/(?P<name>[A-ZА-ЯЁІЇЄҐ][\w’' -]{2,20})/"),
    ),
    # «передаёт корреспондент Вестника», "© 2025 Herald", «фоторепортаж Вестника».
    "own-staff": (
        re.compile(
            rf"\b(?:{TELLS}|сообщил\w{{0,2}}|повідоми\w{{1,2}})\s(?:собственный\s|спеціальний\s|специальный\s|власний\s)?"
            rf"[ск]о?р?респондент\w{{0,3}}\s(?:{AGENCY_KIND}|(?:[МИІ]{{1,2}}А)\s)?{BARE}"
        ),
        re.compile(
            rf"\b(?:фоторепортаж|видеорепортаж|відеорепортаж|спецпроект|спецпроєкт)\w{{0,3}}\s{BARE}"
        ),
        re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)\s?(?:\d{{4}}(?:[-–—]\d{{4}})?,?\s)?{BARE}"),
    ),
    # «Читайте также на Вестнике», «Подписывайтесь на Telegram-канал Вестник».
    "invitation": (
        re.compile(
            rf"\b(?:[Чч]итайте|[Дд]ивіться|[Сс]мотрите)\s(?:(?:также|також|ещё|еще|ще|больше|більше)\s){{0,2}}"
            rf"(?:на|в|у)\s(?:наш\w{{1,3}}\s)?{BARE}"
        ),
        re.compile(
            rf"\b(?:[Пп]одписывайтесь|[Пп]ідписуйтесь|[Пп]ідписуйтеся|[Пп]одпишитесь)\s(?:на|в)\s"
            rf"(?:(?:наш\w{{0,3}}|канал\w{{0,2}}|страниц\w|сторінк\w|новини|новости|Telegram|Телеграм)\s){{0,3}}{BARE}"
        ),
        re.compile(
            rf"\b(?:[Rr]ead\s(?:more|also)|[Ff]ollow|[Ss]ubscribe\sto)\s(?:on\s|at\s)?(?:[Tt]he\s)?{BARE}"
        ),
    ),
    # «Источник: Вестник», «Источник и фото - vestnik.example», at the end of the text.
    "source-line": (
        re.compile(
            rf"(?:[Ии]сточник\w?|[Дд]жерел\w|Source)(?:\s(?:и|та|й|and)\s(?:фото|photo|видео|відео))?"
            rf"\s?(?::|[—–-]\s|\s[—–-])\s?(?P<name>(?:https?://)?(?i:{HOST.pattern})(?:/\S{{0,200}})?|{QUOTED}|{CAPITAL}(?:\s{CAPITAL}){{0,3}})"
        ),
        re.compile(
            rf"\b(?:[Oo]riginally\spublished\s(?:on|by|in)|[Оо]публиковано\s(?:на|в))\s(?:[Tt]he\s)?{BARE}"
        ),
    ),
}
# Where in the text a rule may speak: the last part only, as "Source:" higher up heads a quotation.
TAIL_ONLY = frozenset({"source-line", "invitation"})
TAIL = 400
HEAD_ONLY = frozenset({"dateline"})
HEAD = 400
REACH = 60_000  # no outlet first names itself ten thousand words into its article

# International and national wire services: named so often as the origin of a story that only a
# dateline or a line of its own says that the text is theirs.
# "… сообщает Reuters со ссылкой на министерство" stands in the papers that retell Reuters.
_AGENCIES = """
Reuters|Рейтер|Рейтерс|Associated Press|AP|AFP|Agence France-Presse|Bloomberg|Блумберг|DPA|ANSA|EFE
Xinhua|Синьхуа|Kyodo|Anadolu|Анадолу|UPI|ТАСС|TASS|ИТАР-ТАСС|РИА Новости|РИА «Новости»|RIA Novosti
Интерфакс|Інтерфакс|Interfax|БЕЛТА|BelTA|PAP|ČTK|MTI|Yonhap
"""
AGENCIES = frozenset(name_key(name) for name in re.split(r"[|\n]", _AGENCIES.strip()))

# Words that make a name that of a body or a person who is quoted, not of an outlet: by stem.
BODY = re.compile(
    r"(?i:\b(?:мид|мзс|мвд|мвс|мчс|дснс|гсчс|сбу|фсб|нато|оон|ес|єс|сша|рф|ову|ова|мо|моз|мзс|"
    r"министерств\w*|міністерств\w*|министр\w*|міністр\w*|президент\w*|премьер\w*|прем'єр\w*|"
    r"правительств\w*|уряд\w*|кабмин\w*|кабмін\w*|парламент\w*|рад[аиы]|госдум\w*|сенат\w*|"
    r"посол\w*|посольств\w*|консульств\w*|пресс-\w*|прес-\w*|офис\w*|офіс\w*|служб\w*|"
    r"прокуратур\w*|полици\w*|поліці\w*|суд|суда|генштаб\w*|штаб\w*|командован\w*|"
    r"комитет\w*|комітет\w*|комисси\w*|комісі\w*|администраци\w*|адміністраці\w*|мэри\w*|мері\w*|"
    r"департамент\w*|управлени\w*|управлінн\w*|компани\w*|компані\w*|университет\w*|університет\w*|"
    r"глава|голова|депутат\w*|спикер\w*|спікер\w*|губернатор\w*|мэр|мер|эксперт\w*|експерт\w*|"
    r"источник\w*|джерел\w*|сми|змі|telegram|телеграм\w*|facebook|фейсбук\w*|twitter|твиттер\w*|"
    r"ооо|тов|оао|зао|ltd|llc|inc|youtube|instagram|whatsapp|signal|viber|google|"
    r"ministry|minister|president|government|parliament|embassy|office|police|court|committee|"
    r"commission|department|spokes\w*|officials?|media|council|army|forces|agency|sources?)\b)"
)
# Endings of East Slavic, Georgian and Armenian surnames.
SURNAME = re.compile(
    r"(?:ск(?:ий|ая|ого|ой)|ськ(?:ий|а|ого)|[оеё]в|[оеё]ва|[иы]н|[иы]на|енко|чук|юк|ович|евич|ян|дзе|швили|швілі)$"
)
SMALL_START = re.compile(
    r"^(?:что|як|що|как|это|це|the|a|an|he|she|it|they|we|this|that|but|and)\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A place where an article names an outlet as its own; ``name`` is a word or a host."""

    name: str
    rule: str
    start: int
    is_agency: bool = False


def named_outlets(text: str) -> Iterator[Naming]:
    """The names that the text gives itself, the surest rule first.

    >>> text = "Склад горел ночью. Об этом передаёт Вечерняя заря со ссылкой на пожарных."
    >>> [(n.name, n.rule) for n in named_outlets(text)]
    [('Вечерняя заря', 'relay')]
    """
    tail = max(0, len(text) - TAIL)
    text_end = min(len(text), REACH)
    for rule, patterns in RULES.items():
        start = tail if rule in TAIL_ONLY else 0
        stop = len(text) if rule in TAIL_ONLY else HEAD if rule in HEAD_ONLY else text_end
        found = [m for pattern in patterns for m in pattern.finditer(text, start, stop)]
        for m in sorted(found, key=lambda m: m.start()):
            name = _bare(m["name"])
            if _is_outlet(name, text):
                yield Naming(
                    name=name,
                    rule=rule,
                    start=m.start("name"),
                    is_agency=name_key(name) in AGENCIES,
                )


def _bare(name: str) -> str:
    name = " ".join(name.strip(" «»“”„\"'.,;:").split())
    # «РИА «Новости»»: the mark that was not closed goes with it.
    return name if name.count("«") == name.count("»") else name.replace("«", "").replace("»", "")


def _is_outlet(name: str, text: str) -> bool:
    if len(name) < 2 or SMALL_START.match(name):
        return False
    if name.startswith(("http://", "https://")) or is_host(name.partition("/")[0]):
        return True
    if BODY.search(name):
        return False
    words = name.split()
    if SURNAME.search(words[-1]) and words[-1][:1].isupper() and len(words) < 4:
        return False
    return not _is_participant(name, text)


def _is_participant(name: str, text: str) -> bool:
    """Whether a plain Cyrillic name is told about, in any case form, more than it tells: those
    who act in an article stand in it again and again."""
    if not re.fullmatch(r"[А-ЯЁІЇЄҐ][а-яёіїєґ'’]+(?:\s[\w'’-]+)*", name):
        return False
    last = name.split()[-1]
    stem = last[: max(4, len(last) - 3)]
    return len(re.findall(rf"\b{re.escape(stem)}\w{{0,4}}\b", text[:REACH])) > 2
