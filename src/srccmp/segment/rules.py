"""The rules that say whether a sentence ends at a place, and what they look at.

Each looks at one ``Gap`` and answers "join", "split" or nothing; they are asked in the order of
``RULES``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Literal

from srccmp.words import is_known

Decision = Literal["join", "split"]

STOPS = frozenset(".!?…‥。！？｡؟।։")
CLOSERS = frozenset("»”\"'’)]}›")
OPENERS = frozenset("«“„\"'‘([{‹")
QUOTES = frozenset("«»“”„\"'‘’‹›")
EMOJI = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
DASHES = "-–—―−"
WHOLE_WORD = 5  # letters; shorter ones are abbreviations more often («млрд. кубов»)
NUMBER_BEHIND = re.compile(r"(?:\d(?:-?(?:го|му|й|х|е|м|я|ої|му|ый))?|\b[IVXLCХІ]+)[ \u00a0]*$")
ADDRESS = re.compile(r"://|www\.|@[\w-]+\.|\.(?:com|net|org|info|ua|ru|by|kz|uk|eu|gov)\b", re.I)
# "Reuters.com" written "Reuters.Com": a capital after the stop that is no word of its own.
DOMAIN_ENDS = frozenset({"com", "net", "org", "info", "ua", "ru", "ру", "рф", "укр", "js", "io"})


@dataclass(frozen=True, kw_only=True)
class Abbreviations:
    """What a language's data file says; each set holds words without their last stop."""

    joins: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    month: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    before_starter: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()

    @cached_property
    def shortened(self) -> frozenset[str]:
        """Every abbreviation."""
        return self.joins | self.number | self.month | self.dated | self.before_starter | self.ends

    def holds(self, group: frozenset[str], words: tuple[str, ...]) -> bool:
        """Whether one of ``words`` is in ``group``; a word there in lower case fits any case."""
        return any(word in group or word.lower() in group for word in words)


NEUTRAL = Abbreviations()
LANGUAGES = ("en", "ru", "uk")


@cache
def abbreviations(language: str) -> Abbreviations:
    """The data of a language by its code ("uk", "uk-UA"); nothing for the others.

    >>> "вул" in abbreviations("uk").joins, abbreviations("fi") == NEUTRAL
    (True, True)
    """
    code = language.partition("-")[0].lower()
    if code not in LANGUAGES:
        return NEUTRAL
    file = resources.files("srccmp.segment") / "abbreviations" / f"{code}.txt"
    groups: dict[str, list[str]] = {}
    current: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = groups.setdefault(line[1 : line.index("]")].replace("-", "_"), [])
        elif not line.startswith("#"):
            current.extend(line.split())
    return Abbreviations(**{name: frozenset(words) for name, words in groups.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place where a sentence might end.

    ``left`` is the text before the ender, ``right`` the text after the gap, both cut to WINDOW;
    ``left_word`` and ``right_word`` are the words beside it, "" where there are none;
    ``left_words`` the left one alone and with the shortened parts before it ("т.д", "д");
    ``core`` is ``right`` from its first sign that opens nothing; ``ender`` the stops, ``closers``
    what closes after them; ``is_glued`` when no space follows;
    ``since`` is the first WINDOW characters of the sentence so far, ``before`` its last 5 WINDOWs;
    ``is_chat`` when the paragraph is written as people write to each other.
    """

    left: str
    left_word: str
    left_words: tuple[str, ...]
    ender: str
    closers: str
    right: str
    core: str
    right_word: str
    is_glued: bool
    since: str
    before: str
    known: Abbreviations
    language: str
    is_chat: bool

    @property
    def is_behind_whole_word(self) -> bool:
        """Whether one full stop stands behind a word that the dictionary has and that shortens
        none: in 8,000 sentences of Russian and Ukrainian news all seven such places are ends."""
        word = self.left_word
        return (
            self.ender == "."
            and not self.closers
            and len(word) >= WHOLE_WORD
            and word.islower()
            and is_known(word, self.language)
            and not self.known.holds(self.known.shortened, self.left_words)
        )

    @property
    def is_before_starter(self) -> bool:
        return self.right_word.lower() in self.known.starters


Rule = Callable[[Gap], Decision | None]


def glued(gap: Gap) -> Decision | None:
    """«правилам.В отчёте» is two sentences; "ria.ru", «т.е.», «А.С.Пушкин» and "1.5" are none."""
    if not gap.is_glued:
        return None
    if gap.closers and gap.right[:1] in QUOTES:
        return None
    word, next_word = gap.left_word, gap.right_word
    if len(word) < 2 or not next_word or not gap.core[0].isupper():
        return "join"
    if len(next_word) == 1 and gap.core[1:2] == ".":
        return "join"  # «Ph.D.», «нач.А.П.Лосев»
    if not (word[-1].islower() or (word.isdigit() and len(word) == 4) or gap.closers):
        return "join"
    if word[-1].isalpha() and (ord(word[-1]) < 0x250) != (ord(next_word[0]) < 0x250):
        return "join"
    if next_word.lower() in DOMAIN_ENDS or ADDRESS.search(_chunk(gap)):
        return "join"
    if gap.known.holds(gap.known.joins | gap.known.number | gap.known.dated, gap.left_words):
        return "join"
    return "split"


def _chunk(gap: Gap) -> str:
    """The run without spaces around a glued gap, as far as the windows go."""
    before, after = gap.left.split(), gap.right.split()
    return f"{before[-1] if before else ''}{gap.ender}{after[0] if after else ''}"


def sign_without_stop(gap: Gap) -> Decision | None:
    """«Какой вид 😍 Едем!»: emoji, smiles and hashtags end a sentence before a capital alone."""
    if gap.ender[0] in STOPS:
        return None
    if gap.is_glued or TAGS.match(gap.right) or (gap.ender[0] == ")" and "(" in gap.before):
        return "join"
    if gap.ender[0] == "#":
        return "split" if gap.core[:1].isupper() else "join"
    follows = gap.core[:1].isupper() or gap.right[:1] == "@" or EMOJI.match(gap.right)
    return "split" if follows else "join"


def right_goes_on(gap: Gap) -> Decision | None:
    """A comma, a closing bracket or quote after the stop: «за работу!», сказал он»."""
    if gap.closers and gap.right[:1] == "(" and gap.right[1:2].isdigit():
        return "join"  # «Что делать?» (1863)
    if LATE_DOTS.match(gap.right) or CLOSED_LATE.match(gap.right) or TAGS.match(gap.right):
        return "join"
    return "join" if gap.right[:1] in ",;:)]}»%/" else None


# Dots after a space: «Так?)) ... Потом», «конец. [...] Дальше», «Он .. да».
LATE_DOTS = re.compile(r"\.(?!\.)|\.\.+\s|…\s|\[(?:\.\.\.|…)\]")
# Hashtags behind a sentence are its own; «Порт закрыт. #Шторм усилился» is another.
TAGS = re.compile(r"#\S+(?:\s+#\S*)*(?:\s+[^\s\da-zа-яёіїєґ]|\s*$)")
# A quotation mark after a space that closes: «за работу! "- сказал он», «верю! ``. В мае».
CLOSED_LATE = re.compile(r"[\"'`”]{1,2}\s?[-–—.,;:()]")


def right_is_lower(gap: Gap) -> Decision | None:
    """A small letter goes on: «в 1974 р. в Києві», "the U.S. and"; "iPhone" begins as well, what
    follows a whole word («Мост закрыт. он стар») and, in a chat, what follows shouting."""
    if not gap.core[:1].islower() or CAMEL.match(gap.core):
        return None
    if gap.is_behind_whole_word:
        return "split"
    return "split" if gap.is_chat and set(gap.ender) <= {"!", "?"} and not gap.closers else "join"


CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")


def pause(gap: Gap) -> Decision | None:
    """«в районі ... 2023 року»: dots that stand apart, before a number."""
    is_apart = gap.ender in ("...", "…") and gap.left[-1:] == " "
    return "join" if is_apart and gap.core[:1].isdigit() else None


def right_is_speech_dash(gap: Gap) -> Decision | None:
    """A dash after a quote leads to its speaker: «Стой!» — сказал он."""
    if gap.right[:1] not in DASHES:
        return None
    after = gap.right.lstrip(DASHES + " \u00a0")
    if after[:1].islower():
        return "join"
    if gap.ender == "." and gap.known.holds(gap.known.shortened, gap.left_words):
        return "join"  # «в 2002 г. — «Чайка»»
    # Another quote after the dash is another speaker: «Кто там?» — «Я».
    return "join" if any(c in QUOTES for c in gap.closers) and after[:1] not in OPENERS else None


def only_in_brackets(gap: Gap) -> Decision | None:
    """«(!)», «(?)», «[...]» and «(…)» are remarks, not ends."""
    if gap.left[-1:] in "([" and gap.left and gap.closers[:1] in (")", "]"):
        return "join" if gap.right_word[:1].islower() or gap.ender in "!??!" else None
    return None


def list_mark(gap: Gap) -> Decision | None:
    """A sentence's own number: «1. Закрыть мост.», "b. Open the gate." """
    if gap.ender == "." and not gap.closers and LIST_MARK.fullmatch(gap.since):
        return "join"
    return None


LIST_MARK = re.compile(
    r"\W{0,3}(?:(?i:глава|часть|раздел|статья|шаг|розділ|частина|стаття|крок|chapter|part|section"
    r"|article|step) )?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[^\W\d_])\."
)


def initial(gap: Gap) -> Decision | None:
    """«И. П. Иванов», "J. Smith"; a closed word after a name's initials ends: «Петров А. Он»."""
    if gap.ender != "." or gap.closers:
        return None
    word = gap.left_word
    if len(word) != 1 or not word.isupper():
        return None
    before = gap.left[:-1].rstrip()
    if before.endswith("°"):
        return "split"
    # "the U. S. He", «Иванов И. П. Он»: several capitals in a row, then a closed word.
    if gap.is_before_starter and len(gap.right_word) > 1 and before:
        return "split"
    if LETTERED.search(before) or ENUMERATED.search(before):
        return "split"
    return "join" if gap.core[:1].isupper() else None


# Things that are told apart by a letter: «витамин С. Врачи рады», "World War I. The".
LETTERED = re.compile(
    r"\b(?:витамин\w*|вітамін\w*|гепатит\w*|групп\w+|груп[аиіуо]\w*|план\w*|класс?\w*|категори\w+"
    r"|категорі\w+|блок\w*|корпус\w*|пункт\w*|лиг\w+|ліг\w+|сери\w+|сері\w+|секци\w+|секці\w+"
    r"|сектор\w*|зон\w+|точк\w+|команд\w+|vitamin|hepatitis|group|plan|class|category|block|grade"
    r"|war|type|level|phase|крив\w+)$",
    re.I,
)
# «криві А, Б та В. Крива А», "options A and B. The".
ENUMERATED = re.compile(r"\b[A-ZА-ЯЁІЇЄҐ],? (?:и|или|та|і|й|або|чи|and|or)$")


def numbered(gap: Gap) -> Decision | None:
    """«ч. 2 ст. 105», "No. 5", «5 тыс. 300 человек»."""
    if gap.ender != "." or not gap.core[:1].isdigit():
        return None
    known = gap.known
    if known.holds(known.number | known.joins | known.ends | known.dated, gap.left_words):
        return "join"
    return None


def month(gap: Gap) -> Decision | None:
    """«5 янв. 2019 года», "Jan. 5"; a bare «в мар. 17 человек» stays open."""
    if gap.ender != "." or not gap.core[:1].isdigit():
        return None
    return "join" if gap.known.holds(gap.known.month, gap.left_words) else None


def joining_abbreviation(gap: Gap) -> Decision | None:
    """«ул. Садовая», «проф. Ковальчук», "Mr. Hale": a name has to follow."""
    if gap.ender != "." or gap.closers:
        return None
    return "join" if gap.known.holds(gap.known.joins, gap.left_words) else None


def dated_abbreviation(gap: Gap) -> Decision | None:
    """«г. Тверь», «р. Рось» go on. After a number it is the sentence's frame, «В 2014 г. Россия»,
    while the sentence is short, and its end later on: «…открыт в 2014 г. Россия»."""
    if gap.ender != "." or gap.closers or not gap.known.holds(gap.known.dated, gap.left_words):
        return None
    if gap.known.holds(gap.known.ends, gap.left_words[:-1]):
        return None  # «200 л. с.», «и т. д.»
    before = gap.left[: len(gap.left) - len(gap.left_word)]
    if not NUMBER_BEHIND.search(before):
        return "join"
    if gap.is_before_starter:
        return "split"
    return "join" if gap.since.count(" ") <= 3 and FRAME.match(gap.since) else "split"


# What a sentence's frame of time begins with.
FRAME = re.compile(
    r"\W*(?:\d|(?:в|во|с|со|до|к|ко|на|по|от|за|после|около|летом|зимой|весной|осенью|у|з|із|від"
    r"|після|біля|близько|влітку|взимку|навесні|восени|с\w+дин\w+|кон\w+|начал\w+)\b)",
    re.I,
)


def open_abbreviation(gap: Gap) -> Decision | None:
    """ "the U.S. Army" goes on, "in the U.S. He" ends: only a closed word tells."""
    if gap.ender != "." or not gap.known.holds(gap.known.before_starter, gap.left_words):
        return None
    return "split" if gap.is_before_starter else "join"


def unit_goes_on(gap: Gap) -> Decision | None:
    """«20 долл. США», "5 p.m. EST", "10 a.m. Tuesday"."""
    if gap.ender != "." or gap.closers:
        return None
    if gap.left_word in DOLLARS and len(gap.right_word) > 1 and gap.right_word.isupper():
        return "join"
    is_clock = gap.left_words[:1] in (("a.m",), ("p.m",))
    return "join" if is_clock and CLOCKED.match(gap.right) else None


DOLLARS = frozenset({"долл", "дол"})
CLOCKED = re.compile(
    r"(?:[ECMP][SD]T|GMT|UTC|CET|BST|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Eastern|Central"
    r"|Mountain|Pacific|Greenwich|Moscow|Kyiv) (?:Standard |Daylight |Mean )?[Tt]ime)\b"
)


def title_in_quotes(gap: Gap) -> Decision | None:
    """«Что? Где? Когда?» inside a sentence is a name: short, opened after a small letter."""
    if gap.closers or QUOTES.isdisjoint(gap.left):
        return None
    if gap.ender == ".":
        held = IN_QUOTE.search(gap.left) and HELD_QUOTE.match(gap.right)
        return "join" if held else None
    if gap.ender[0] not in "?!":
        return None
    opened = OPEN_QUOTE.search(gap.left[-40:] + gap.ender)
    if not opened:
        return None
    rest = gap.right[: 40 - len(opened.group(1))]
    return "join" if CLOSE_QUOTE.match(rest) else None


OPEN_QUOTE = re.compile(r"[^\W\d_] [«\"“„]([^«»\"“”„]{1,40})$")
# «Фирма «Порт. Мост» закрыта»: the sentence goes on after the quote, without a dash or comma.
IN_QUOTE = re.compile(r"[^\W_] [«\"“„][^«»\"“”„]{1,60}$")
HELD_QUOTE = re.compile(r"[^«»\"“”„]{1,60}[»\"”“] (?!and |said |says )[a-zа-яёіїєґ]")
CLOSE_QUOTE = re.compile(r"[^«»\"“”„.]{1,40}[»\"”“](?![ ]?[-–—]|,)")


def inside_brackets(gap: Gap) -> Decision | None:
    """«(прим. Ред.)», «(25 ноября. — Ред.)»: a short bracket in mid sentence holds no end."""
    if "(" not in gap.left or gap.closers.endswith((")", "]")):
        return None
    opened = OPEN_BRACKET.search(gap.left)
    if not opened:
        return None
    return "join" if CLOSE_BRACKET.match(gap.right) else None


OPEN_BRACKET = re.compile(r"[^\s.!?…] ?\(([^()]{1,60})$")
CLOSE_BRACKET = re.compile(r"[^()]{0,60}\)")


# Initials before abbreviations: «г. В. Иванов» has both, and the initial is the surer sign; but
# "the U.S. Army" ends in one letter and is no name.
RULES: tuple[Rule, ...] = (
    sign_without_stop,
    glued,
    right_goes_on,
    right_is_lower,
    pause,
    right_is_speech_dash,
    only_in_brackets,
    list_mark,
    numbered,
    month,
    open_abbreviation,
    initial,
    joining_abbreviation,
    dated_abbreviation,
    unit_goes_on,
    title_in_quotes,
    inside_brackets,
)


def decide(gap: Gap) -> tuple[Decision, str]:
    """The answer, and the name of the rule that gave it."""
    for rule in RULES:
        if answer := rule(gap):
            return answer, rule.__name__
    return "split", "default"
