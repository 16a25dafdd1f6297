"""Which outlet an article says it is from, by the ways in which outlets name themselves.

Being quoted is not enough. Measured on 191 Russian and Ukrainian articles whose outlet is known:
"as NAME reported earlier" in the imperfective («сообщал», «повідомляв») names the outlet itself
21 times of 21, a dateline or a line of the staff 14 of 14, "NAME reports with reference to …" 7 of
8, news agencies apart (those 0 of 3); "NAME reports" or "writes" with nothing else 2 of 33, and
"NAME writes, citing its sources" 0 of 2. "Source: NAME" at the end is the paper that the text was
copied from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from srccmp.read.naming import HOST, is_host, name_key

# Nouns for outlets that may stand before the name and are no part of it.
KIND = (
    r"(?:(?:(?:интернет|інтернет|онлайн)-)?(?:издани\w{1,3}|видання\w{0,2}|портал\w{0,3}"
    r"|сайт\w{0,3}|газет\w{1,3}|журнал\w{0,3}|телеканал\w{0,3}|(?:телеграм|Telegram)-канал\w{0,3}"
    r"|радио|радіо|про[ея]кт\w{0,2}|проєкт\w{0,2}|редакци\w|редакці\w|newspaper|website)\s)?"
)
AGENCY = (
    r"(?:(?:(?:информационн|інформаційн)\w{2,3}\s)?(?:(?:информ|інформ)?агентств\w{1,2}|агенці\w{1,2}"
    r"|news\sagency)\s|(?:ИА|ІА|МИА|МІА)\s)?"
)
WORD = r"[^\W\d_][\w'’.-]{0,30}"
CAPITAL = r"[A-ZА-ЯЁІЇЄҐЎ][\w'’-]{0,30}(?:\.[\w-]{1,20}){0,2}"
QUOTED = r"[«“„\"][^«»“”„\"\n]{2,40}[»”\"]"
# A name that ends where a known word begins may hold small words («Українська правда»).
DELIMITED = rf"{KIND}(?P<name>{QUOTED}|{CAPITAL}(?:\s{WORD}){{0,4}}?)"
# Elsewhere it is a quoted name, a channel's number, or capitals up to the first small word.
BARE = (
    rf"(?:[Tt]he\s)?{KIND}(?P<name>{QUOTED}|\d{{1,3}}\s[Кк]анал"
    rf"|{CAPITAL}(?:\s{CAPITAL}){{0,3}}(?:\s{QUOTED})?)"
)

# Of one's own page; of another's one also says that it "writes".
RELAYS = (
    r"(?:сообща[ею]т|переда[её]т|передают|информирует|повідомля[єю]\w{0,2}|переда[єю]\w{0,2}"
    r"|інформує|reports)"
)
TELLS = rf"(?:{RELAYS}|пишет|пише|writes)"
REFERENCE = (
    r"(?:(?:со|з|із|зі)\s(?:ссылкой|посиланням)\sна|ссылаясь\sна|посилаючись\sна|citing"
    r"|with\sreference\sto)"
)
# Who has sources of its own is where the story comes from, not who passes it on.
OWN = (
    r"\s(?:(?:свои|своих|собственные|свої|своїх|власні|its|two|два|дві)\s)?"
    r"(?:источник|джерел|sources)"
)
# Imperfective: what one's own pages have told all along. «Ранее МИД сообщил» (perfective) is news.
USED_TO_TELL = (
    r"(?:сообщал[аои]?|писал[аои]?|информировал[аои]?|рассказывал[аои]?|передавал[аои]?"
    r"|повідомля(?:в|л[аои])|писа(?:в|л[аои])|інформува(?:в|л[аои])|розповіда(?:в|л[аои]))"
)
EARLIER = r"(?:ранее|раньше|раніше|уже|вже)"
AS = r"(?:[Кк]ак|[Яя]к|[Рр]анее|[Рр]аніше)"
BEGIN = r"(?:^|[.!?…»”\"]\s|\n)"  # of a sentence
CITY = r"(?m:^)[A-ZА-ЯЁІЇЄҐ][\w'’ -]{2,24}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of naming oneself. ``cues`` are pieces of which one stands, in small letters, in
    every text that the pattern can match: looking for them first saves nine searches of ten."""

    rule: str
    cues: tuple[str, ...]
    pattern: str


IMPERFECTIVE = (
    *("сообщал", "писал", "информировал", "рассказывал", "передавал"),
    *("повідомля", "писав", "інформува", "розповіда"),
)
REFERRING = ("ссылкой", "посиланням", "ссылаясь", "посилаючись", "citing", "reference to")

# The surest rule first.
WAYS = (
    # «Вестник ранее сообщал, что…», «Вісник уже писав…»
    Way(
        rule="earlier-report",
        cues=IMPERFECTIVE,
        pattern=rf"{BEGIN}{DELIMITED}\s{EARLIER}\s(?:уже\s|вже\s)?{USED_TO_TELL}\b",
    ),
    # «Як повідомляв Вісник, …»
    Way(
        rule="earlier-report",
        cues=IMPERFECTIVE,
        pattern=rf"{AS}\s(?:{EARLIER}\s)?{USED_TO_TELL}\s(?:{EARLIER}\s)?{AGENCY}{BARE}"
        r"\s{0,2}[,.:;—–-]",
    ),
    # «Ранее Вестник писал…», «Нагадаємо, раніше Вісник повідомляв…»
    Way(
        rule="earlier-report",
        cues=IMPERFECTIVE,
        pattern=rf"{AS}\s(?:{EARLIER}\s)?{BARE}\s(?:{EARLIER}\s)?{USED_TO_TELL}\b",
    ),
    # "As the Herald reported earlier, …", "As previously reported by the Herald"
    Way(
        rule="earlier-report",
        cues=("reported",),
        pattern=rf"\bAs\s{BARE}\s(?:(?:has|had|previously|earlier)\s){{0,2}}reported\b",
    ),
    Way(
        rule="earlier-report",
        cues=("reported by",),
        pattern=rf"\b[Aa]s\s(?:previously\s|earlier\s)?reported\s(?:earlier\s|previously\s)?by\s{BARE}",
    ),
    # "The Herald previously reported …", "The Herald reported earlier …"
    Way(
        rule="earlier-report",
        cues=("previously reported", "earlier reported", "previously wrote"),
        pattern=rf"{BEGIN}{BARE}\s(?:(?:has|had)\s)?(?:previously|earlier)\s(?:reported|wrote)\b",
    ),
    Way(
        rule="earlier-report",
        cues=("reported earlier", "reported previously"),
        pattern=rf"{BEGIN}{BARE}\s(?:(?:has|had)\s)?reported\s(?:earlier|previously)\b",
    ),
    # «Об этом передаёт Вестник со ссылкой на министерство»
    Way(
        rule="relay",
        cues=REFERRING,
        pattern=rf"\b{RELAYS}\s{AGENCY}{DELIMITED}\s{{0,2}},?\s{{0,2}}{REFERENCE}\b(?!{OWN})",
    ),
    # «Про це з посиланням на речника повідомляє Вісник.»
    Way(
        rule="relay",
        cues=REFERRING,
        pattern=rf"\b{REFERENCE}\s[^.!?,\n]{{2,60}}?,?\s{RELAYS}\s{AGENCY}{BARE}\s{{0,2}}(?=[.,\n]|$)",
    ),
    # "the Herald reports, citing the ministry"
    Way(
        rule="relay",
        cues=("citing",),
        pattern=rf"\b{BARE}\s(?:reports|reported),?\sciting\b(?!{OWN})",
    ),
    # «Об этом сообщает Reuters, передаёт Вестник.»: the last of a chain is the page itself.
    Way(
        rule="chain",
        cues=("переда", "пише", "пишет", "сообщает", "повідомляє", "інформує", "информирует"),
        pattern=rf"\b{TELLS}\s[^.!?\n]{{2,80}},\s{{0,2}}[–—-]?\s?{TELLS}\s{AGENCY}{BARE}"
        r"\s{0,2}(?=[.,\n]|$)",
    ),
    # «КИЕВ. 11 января. ВЕСТНИК.»
    Way(
        rule="dateline",
        cues=("",),
        pattern=rf"{CITY}[.,]\s\d{{1,2}}\s[^\W\d_]{{3,9}}(?:\s\d{{4}}(?:\s[рг]\w{{0,4}})?)?"
        r"\.?,?\s{0,2}[./—–-]?\s?(?:ИА\s|ІА\s)?"
        rf"(?P<name>{QUOTED}|[A-ZА-ЯЁІЇЄҐ][\w’'-]{{2,20}}(?:\.[A-Za-z]{{2,3}})?)"
        r"\s{0,2}(?:[./]|\s[—–-]\s)",
    ),
    # "KYIV, Nov 14 (Herald) -"
    Way(
        rule="dateline",
        cues=(") -", ") –", ") —"),
        pattern=rf"(?m:^)[A-ZА-ЯЁІЇЄҐ]{{3,20}}[^()\n]{{0,40}}\((?P<name>{CAPITAL}(?:\s{CAPITAL}){{0,2}})\)\s[—–-]",
    ),
    # «МОСКВА, 14 ноября. /ВЕСТНИК/. »
    Way(
        rule="dateline",
        cues=("/. ", "/ "),
        pattern=rf"{CITY}[^\n]{{0,30}}[./,]\s?/(?P<name>[A-ZА-ЯЁІЇЄҐ][\w’' -]{{2,20}})/",
    ),
    # «передаёт собственный корреспондент Вестника»
    Way(
        rule="own-staff",
        cues=("респондент",),
        pattern=rf"\b(?:{TELLS}|сообщил\w?|повідоми\w{{1,2}})\s"
        r"(?:(?:собственный|специальный|наш|спеціальний|власний)\s)?"
        rf"(?:спец)?кор{{1,2}}еспондент\w{{0,2}}\s{AGENCY}{BARE}",
    ),
    # «у фоторепортажі Вісника»
    Way(
        rule="own-staff",
        cues=("репортаж", "спецпро"),
        pattern=r"\b(?:(?:фото|видео|відео)репортаж|спецпро[ея]кт|спецпроєкт)\w{0,3}"
        rf"\s{BARE}",
    ),
    # "The Herald could not independently verify the report", «Вестник не может … проверить»
    Way(
        rule="own-staff",
        cues=("verify", "confirm"),
        pattern=rf"{BEGIN}{BARE}\s(?:could\snot|cannot|was\s(?:not\sable|unable)\sto|has\snot)\s"
        r"(?:been\sable\sto\s)?(?:immediately\s|independently\s)(?:verify|confirm)\b",
    ),
    Way(
        rule="own-staff",
        cues=("независимо", "незалежно", "самостоятельно", "самостійно"),
        pattern=rf"{BEGIN}{BARE}\sне\s(?:может|могла?|смог|смогла|може|змі?г|змогла)\s"
        r"(?:независимо|незалежно|самостоятельно|самостійно)\s",
    ),
    # "© 2025 Herald"
    Way(
        rule="own-staff",
        cues=("©", "(c)", "copyright"),
        pattern=rf"(?:©\s?|(?:\([Cc]\)|[Cc]opyright)\s(?=©|\d{{4}}))(?:©\s?)?"
        rf"(?:\d{{4}}(?:[-–—]\d{{4}})?,?\s)?{BARE}",
    ),
    # «Читайте также на Вестнике», «Більше новин на Віснику»
    Way(
        rule="invitation",
        cues=("читайте", "дивіться", "смотрите", "новин", "новост"),
        pattern=r"\b(?:(?:[Чч]итайте|[Дд]ивіться|[Сс]мотрите)\s"
        r"(?:(?:также|також|ещё|еще|ще|больше|більше)\s){0,2}"
        r"|(?:[Бб]ольше|[Бб]ільше)\s(?:новостей|новин)\s)"
        rf"(?:на|в|у)\s(?:наш\w{{1,3}}\s)?{BARE}",
    ),
    # «Подписывайтесь на Telegram-канал Вестник», «Новини від Вісника в Telegram»
    Way(
        rule="invitation",
        cues=("подпис", "підпис"),
        pattern=r"\b(?:[Пп]одписывайтесь|[Пп]ідписуйте[сц]ь|[Пп]ідписуйтеся|[Пп]одпишитесь)\s(?:на|в)\s"
        r"(?:(?:наш\w{0,3}|канал\w{0,2}|страниц\w|сторінк\w|новини|новости|[Tt]elegram|[Тт]елеграм)"
        rf"\s){{0,3}}{BARE}",
    ),
    Way(
        rule="invitation",
        cues=("telegram", "whatsapp", "телеграм"),
        pattern=r"\b(?:[Нн]овини\sвід|[Нн]овости\sот)\s"
        rf"{BARE}\s[ву]\s(?:Telegram|WhatsApp|Телеграм)",
    ),
    Way(
        rule="invitation",
        cues=("read more", "read also", "subscribe to"),
        pattern=rf"\b(?:[Rr]ead\s(?:more|also)\s(?:on|at)|[Ss]ubscribe\sto)\s{BARE}",
    ),
    # «Источник: Вестник», «Источник и фото - vestnik.example»
    Way(
        rule="source-line",
        cues=("источник", "джерел", "source"),
        pattern=r"(?:[Ии]сточник\w?|[Дд]жерел\w|Source)"
        r"(?:\s(?:и|та|й|and)\s(?:фото|photo|видео|відео))?(?::|\s[—–-]|[—–-])\s?"
        rf"(?P<name>(?:https?://)?(?i:{HOST.pattern})(?:/\S{{0,200}})?|{QUOTED}"
        rf"|{CAPITAL}(?:\s{CAPITAL}){{0,3}}(?=\s{{0,2}}(?:[.,;|)\n]|$)))",
    ),
    # "Originally published on the Herald"
    Way(
        rule="source-line",
        cues=("published", "опубликовано", "опубліковано"),
        pattern=r"\b(?:[Oo]riginally\spublished\s(?:on|by|in)"
        rf"|(?:[Оо]публиковано|[Оо]публіковано)\s(?:на|в|у))\s{BARE}",
    ),
)
RULES = tuple(dict.fromkeys(way.rule for way in WAYS))

# Where in the text a rule may speak: the last part only, as "Source:" higher up heads a quotation.
TAIL_ONLY = frozenset({"source-line", "invitation"})
TAIL = 400
HEAD_ONLY = frozenset({"dateline"})
HEAD = 400
REACH = 60_000  # no outlet first names itself ten thousand words into its article

# International and national wire services: named so often as the origin of a story that only a
# dateline or a line of its own says that the text is theirs.
# "… сообщает Reuters со ссылкой на министерство" stands in the papers that retell Reuters.
AGENCIES = """
Reuters|Рейтер|Рейтерс|Associated Press|AP|AFP|Agence France-Presse|Bloomberg|Блумберг|DPA|ANSA|EFE
Xinhua|Синьхуа|Kyodo|Anadolu|Анадолу|UPI|ТАСС|TASS|ИТАР-ТАСС|РИА Новости|РИА «Новости»|RIA Novosti
Интерфакс|Інтерфакс|Interfax|БЕЛТА|BelTA|PAP|ČTK|MTI|Yonhap
"""


@cache
def _agencies() -> frozenset[str]:
    return frozenset(name_key(name) for name in re.split(r"[|\n]", AGENCIES.strip()))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when a text has its cue: all of them at once take 40 ms."""
    return re.compile(pattern)


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
    r"официальн\w*|офіційн\w*|official\w*|источник\w*|джерел\w*|сми|змі|telegram|телеграм\w*|facebook|фейсбук\w*|twitter|твиттер\w*|"
    r"ооо|тов|оао|зао|ltd|llc|inc|youtube|instagram|whatsapp|signal|viber|google|"
    r"ministry|minister|president|government|parliament|embassy|office|police|court|committee|"
    r"commission|department|spokes\w*|officials?|media|council|army|forces|agency|sources?)\b)"
)
# Endings of East Slavic, Georgian and Armenian surnames.
SURNAME = re.compile(
    r"(?:ск(?:ий|ая|ого|ой)|ськ(?:ий|а|ого)|[оеё]в|[оеё]ва|[иы]н|[иы]на|енко|чук|юк|ович|евич|ян|дзе|швили|швілі)$"
)
SMALL_START = re.compile(
    r"^(?:что|як|що|как|это|це|ми|мы|the|a|an|as|he|she|it|they|we|i|this|that|but|and|also|us)\b",
    re.I,
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
    lower = text[:text_end].lower() + "\n" + text[tail:].lower()
    for rule in RULES:
        start = tail if rule in TAIL_ONLY else 0
        stop = len(text) if rule in TAIL_ONLY else HEAD if rule in HEAD_ONLY else text_end
        found = [
            m
            for way in WAYS
            if way.rule == rule and any(cue in lower for cue in way.cues)
            for m in _compiled(way.pattern).finditer(text, start, stop)
        ]
        for m in sorted(found, key=lambda m: m.start()):
            name = _bare(m["name"])
            if _is_outlet(name, text):
                yield Naming(
                    name=name,
                    rule=rule,
                    start=m.start("name"),
                    is_agency=name_key(name) in _agencies(),
                )


def _bare(name: str) -> str:
    """Without the marks around it; «ИА «Заря»» loses those inside as well, as its key does."""
    return " ".join(re.sub(r"[«»“”„\"]", "", name).strip(" '.,;:").split())


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
