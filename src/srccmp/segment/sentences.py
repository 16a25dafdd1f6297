"""Text -> sentences, by small named rules over the places where a sentence might end.

A place is a run of full stops, question marks, exclamation marks or dots with the quotation marks
and brackets that close after it. Each rule answers "join", "split" or nothing, and the first
answer holds; ``explain`` tells which rule gave it. Line breaks are settled before, in ``lines``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from srccmp.model import Span
from srccmp.segment.lines import paragraphs

Decision = Literal["join", "split"]

# How far a rule looks back and ahead: longer than any abbreviation, name or bracket that matters,
# and a bound, so that a line of any length costs linear time.
WINDOW = 90

EMOJI = r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
# Signs that open an item more often than they end one: «✅ Мост открыт».
BULLETS = "✔✅☑➡👉▶❗‼❌⚡📌🔹🔸🔴🔵"
EMOJI_RUN = rf"(?![{BULLETS}]){EMOJI}(?:{EMOJI}|[\u2800\u200d\ufe0f])*"
# Stops, and what ends a sentence where people write without stops: a run of emoji, a smile, the
# last hashtag of a row.
ENDER = (
    r"[.!?…‥。！？｡؟।։]+"
    rf"|{EMOJI_RUN}"
    r"|[:;=]-?[()D]+(?=\s)|\){2,}|(?<=[^\W\d_]{3})\)(?=\s)"
    r"|#\w+(?=\s+[^#\s])"
)
# Copied pages lose their line breaks: «передає агентство За графіком роботи триватимуть». A closed
# word with a capital between small letters begins a sentence, unless it begins a name («партія За
# майбутнє») or is written so for courtesy. On 2,900 translated news sentences: no false cut.
LOST = (
    r"(?P<lost>(?<=[a-zа-яёіїєґў])[»”\"]?[ \u00a0]+"
    r"(?=(?=[A-ZА-ЯЁІЇЄҐ])(?:WORDS)(?:,[ ]|[ ][a-zа-яёіїєґў])))"
)
# The signs that a place begins with: looked for first, it halves the time of the search.
FIRST = r"(?=[.!?…‥。！？｡؟।։\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff:;=)# \u00a0»”\"])"
# They lose the linked name of an outlet as well: «передає "Роботи на мосту триватимуть до…"». What
# is as long as a clause is no outlet's name.
UNLINKED = (
    r"|(?:(?<=передает)|(?<=передаёт)|(?<=сообщает)|(?<=передає)|(?<=повідомляє))"
    r"(?P<unlinked>[ \u00a0]+)"
    r"(?=[«\"“][A-ZА-ЯЁІЇЄҐ][^«»\"“”]{40})"
)
NEVER_LOST = frozenset(
    {
        *("я", "ты", "ти", "вы", "ви", "ваш", "наш", "мой", "мій", "i", "you"),
        *("one", "от", "from", "сегодня", "сьогодні", "уже", "все", "всі"),
    }
)
NAMED_THING = re.compile(
    r"(?:парти|парті|рух|движ|блок|фил|філ|газет|канал|журнал|пес|піс|груп|серіал|сериал|програм"
    r"|проект|проєкт|роман|книг|сайт|кампан|акци|акці|film|movie|song|band|party|show|book)"
    r"[^\W\d_]*[»”\"]?$",
    re.I,
)
STOPS = frozenset(".!?…‥。！？｡؟।։")
CLOSERS = frozenset("»”\"'’)]}›")
OPENERS = frozenset("«“„\"'‘([{‹")
QUOTES = frozenset("«»“”„\"'‘’‹›")
DASHES = "-–—―−"
# What may stand before the first word of a sentence.
LEADERS = "«“„\"'‘’([{‹ \u00a0\u2800\ufe0f…" + BULLETS
FOOTNOTE = re.compile(r"(?:[ \u00a0]?\[(?:\d{1,3}|[a-z]{1,2})\])+|[¹²³⁰-⁹]+")
TRAILER = re.compile(rf"(?:[ \u00a0]{{0,2}}(?:{EMOJI_RUN}|[:;=]-?[()D]+))+(?=\s|$)")
WORD_AHEAD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# Read from the gap backwards, as a pattern that has to end at a place costs a try at each letter.
WORD_BEHIND = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
# "т. д", "U.S", "куб. м": the last parts that stops shorten, up to three before the last.
PARTS_BEHIND = re.compile(r"[^\W\d_]{1,6}(?:[ \u00a0]?\.[^\W\d_]{1,5}(?:-[^\W\d_]{1,5})?){1,3}")
NUMBER_BEHIND = re.compile(r"(?:\d(?:-?(?:го|му|й|х|е|м|я|ої|му|ый))?|\b[IVXLCХІ]+)[ \u00a0]*$")
ADDRESS = re.compile(r"://|www\.|@[\w-]+\.|\.(?:com|net|org|info|ua|ru|by|kz|uk|eu|gov)\b", re.I)
# "Reuters.com" written "Reuters.Com": a capital after the stop that is no word of its own.
DOMAIN_ENDS = frozenset({"com", "net", "org", "info", "ua", "ru", "ру", "рф", "укр", "js", "io"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """What a language's data file says; each set holds words without their last stop."""

    joins: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    month: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    before_starter: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()

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


@cache
def places(language: str) -> re.Pattern[str]:
    """Finds every place where a sentence might end; the group ``lost`` is one without a sign."""
    words = sorted(
        word.capitalize() for word in abbreviations(language).starters - NEVER_LOST if len(word) > 1
    )
    lost = "|" + LOST.replace("WORDS", "|".join(words)) if words else "|(?P<lost>(?!))"
    return re.compile(f"{FIRST}(?:{ENDER}{lost}{UNLINKED})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place where a sentence might end.

    ``left`` is the text before the ender, ``right`` the text after the gap, both cut to WINDOW;
    ``left_word`` and ``right_word`` are the words beside it, "" where there are none;
    ``left_words`` the left one alone and with the shortened parts before it ("т.д", "д");
    ``core`` is ``right`` from its first sign that opens nothing; ``ender`` the stops, ``closers``
    what closes after them; ``is_glued`` when no space follows;
    ``since`` is the first WINDOW characters of the sentence so far, ``before`` its last 5 WINDOWs.
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

    @property
    def is_before_starter(self) -> bool:
        return self.right_word.lower() in self.known.starters


Rule = Callable[[Gap], Decision | None]


def glued(gap: Gap) -> Decision | None:
    """«нормам.В ходе» is two sentences; "ria.ru", «т.е.», «А.С.Пушкин» and "1.5" are none."""
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
    if gap.is_glued or (gap.ender[0] == ")" and "(" in gap.before):
        return "join"
    follows = gap.core[:1].isupper() or (gap.ender[0] != "#" and gap.right[:1] in "@#")
    return "split" if follows else "join"


def right_goes_on(gap: Gap) -> Decision | None:
    """A comma, a closing bracket or quote after the stop: «за работу!», сказал он»."""
    if gap.right[:1] == "." and gap.right[1:2] != ".":
        return "join"
    if CLOSED_LATE.match(gap.right):
        return "join"
    return "join" if gap.right[:1] in ",;:)]}»%/" else None


# A quotation mark after a space that closes: «за работу! "- сказал он», «верю! ``. В мае».
CLOSED_LATE = re.compile(r"[\"'`”]{1,2}\s?[-–—.,;:)]")


def right_is_lower(gap: Gap) -> Decision | None:
    """A small letter goes on: «в 1974 р. в Києві», "the U.S. and"."""
    return "join" if gap.core[:1].islower() else None


def right_is_speech_dash(gap: Gap) -> Decision | None:
    """A dash after a quote leads to its speaker: «Стой!» — сказал он."""
    if gap.right[:1] not in DASHES:
        return None
    after = gap.right.lstrip(DASHES + " \u00a0")
    if after[:1].islower():
        return "join"
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


LIST_MARK = re.compile(r"\W{0,3}(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[^\W\d_])\.")


def initial(gap: Gap) -> Decision | None:
    """«И. П. Иванов», "J. Smith"; a closed word after a name's initials ends: «Петров А. Он»."""
    if gap.ender != "." or gap.closers:
        return None
    word = gap.left_word
    if len(word) != 1 or not word.isupper():
        return None
    before = gap.left[:-1].rstrip()
    # "the U. S. He", «Иванов И. П. Он»: several capitals in a row, then a closed word.
    if gap.is_before_starter and len(gap.right_word) > 1 and before:
        return "split"
    if LETTERED.search(before):
        return "split"
    return "join" if gap.core[:1].isupper() else None


# Things that are told apart by a letter: «витамин С. Врачи рады», "World War I. The".
LETTERED = re.compile(
    r"\b(?:витамин\w*|вітамін\w*|гепатит\w*|групп\w+|груп[аиіуо]\w*|план\w*|класс?\w*|категори\w+"
    r"|категорі\w+|блок\w*|корпус\w*|vitamin|hepatitis|group|plan|class|category|block|grade|war"
    r"|type|level|phase)$",
    re.I,
)


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
    before = gap.left[: len(gap.left) - len(gap.left_word)]
    if not NUMBER_BEHIND.search(before):
        return "join"
    if gap.is_before_starter:
        return "split"
    return "join" if gap.since.count(" ") <= 3 else "split"


def open_abbreviation(gap: Gap) -> Decision | None:
    """ "the U.S. Army" goes on, "in the U.S. He" ends: only a closed word tells."""
    if gap.ender != "." or not gap.known.holds(gap.known.before_starter, gap.left_words):
        return None
    return "split" if gap.is_before_starter else "join"


def title_in_quotes(gap: Gap) -> Decision | None:
    """«Что? Где? Когда?» inside a sentence is a name: short, opened after a small letter."""
    if gap.closers or gap.ender[0] not in "?!" or QUOTES.isdisjoint(gap.left[-40:]):
        return None
    opened = OPEN_QUOTE.search(gap.left[-40:] + gap.ender)
    if not opened:
        return None
    rest = gap.right[: 40 - len(opened.group(1))]
    return "join" if CLOSE_QUOTE.match(rest) else None


OPEN_QUOTE = re.compile(r"[^\W\d_] [«\"“„]([^«»\"“”„]{1,40})$")
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
    right_is_speech_dash,
    only_in_brackets,
    list_mark,
    numbered,
    month,
    open_abbreviation,
    initial,
    joining_abbreviation,
    dated_abbreviation,
    title_in_quotes,
    inside_brackets,
)


def decide(gap: Gap) -> tuple[Decision, str]:
    """The answer, and the name of the rule that gave it."""
    for rule in RULES:
        if answer := rule(gap):
            return answer, rule.__name__
    return "split", "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What was decided at one place: ``at`` is where the left sentence would end."""

    at: int
    decision: Decision
    rule: str


def explain(text: str, language: str) -> tuple[Cut, ...]:
    """Every place where a sentence might end, with what was decided there and by which rule.

    >>> [(c.at, c.decision, c.rule) for c in explain("Mr. Hale left. Rain fell.", "en")]
    [(3, 'join', 'joining_abbreviation'), (14, 'split', 'default'), (25, 'split', 'line')]
    """
    return tuple(cut for line in paragraphs(text) for cut in _cuts(text, line, language))


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of ``text`` as spans into it, in order, without the white space around them.

    Every character that is no white space is in exactly one of them.

    >>> [s.of("Він поїхав. Дощ ішов.") for s in sentences("Він поїхав. Дощ ішов.", "uk")]
    ['Він поїхав.', 'Дощ ішов.']
    """
    found: list[Span] = []
    for line in paragraphs(text):
        ends = [cut.at for cut in _cuts(text, line, language) if cut.decision == "split"]
        for start, stop in pairwise([line.start, *ends]):
            piece = text[start:stop]
            bare = piece.strip()
            if bare:
                begin = start + len(piece) - len(piece.lstrip())
                found.append(Span(begin, begin + len(bare)))
    return tuple(found)


def _cuts(text: str, line: Span, language: str) -> Iterator[Cut]:
    """The decided places of one paragraph; the last is its end."""
    known = abbreviations(language)
    begun = line.start  # where the sentence that is being read begins
    after = line.start
    for match in places(language).finditer(text, line.start, line.stop):
        if match.start() < after:
            continue
        if lost := match["lost"] or match["unlinked"]:
            stop = match.start() + len(lost.rstrip())
            named = NAMED_THING.search(text[max(begun, stop - WINDOW) : stop])
            if not named:
                begun = stop
            yield Cut(at=stop, decision="join" if named else "split", rule="lost_break")
            continue
        stop = _closed(text, match.end(), line.stop)
        if noted := FOOTNOTE.match(text, stop, line.stop):
            stop = noted.end()
        if trailer := TRAILER.match(text, stop, line.stop):
            stop = trailer.end()
        after = stop
        right = stop
        while right < line.stop and text[right].isspace():
            right += 1
        if right == line.stop:
            break
        while begun < stop and text[begun].isspace():
            begun += 1
        left = text[max(begun, match.start() - WINDOW) : match.start()]
        ahead = text[right : min(right + WINDOW, line.stop)]
        core = ahead.lstrip(LEADERS)
        word, words = _words_behind(left)
        word_ahead = WORD_AHEAD.match(core)
        gap = Gap(
            left=left,
            left_word=word,
            left_words=words,
            ender=match.group(),
            closers=text[match.end() : stop],
            right=ahead,
            core=core,
            right_word=word_ahead.group() if word_ahead else "",
            is_glued=right == stop,
            since=text[begun : min(stop, begun + WINDOW)],
            before=text[max(begun, match.start() - 5 * WINDOW) : match.start()],
            known=known,
        )
        decision, rule = decide(gap)
        if decision == "split":
            begun = stop
        yield Cut(at=stop, decision=decision, rule=rule)
    yield Cut(at=line.stop, decision="split", rule="line")


def _words_behind(left: str) -> tuple[str, tuple[str, ...]]:
    """The last word of ``left``, and the same with the shortened parts before it."""
    backwards = left[::-1]
    found = WORD_BEHIND.match(backwards)
    word = found.group()[::-1] if found else ""
    parts = PARTS_BEHIND.match(backwards)
    if not parts:
        return word, (word,) if word else ()
    pieces = "".join(parts.group()[::-1].split()).split(".")
    return word, tuple(".".join(pieces[i:]) for i in range(len(pieces)))


def _closed(text: str, at: int, stop: int) -> int:
    """Where the quotation marks and brackets end that close from ``at`` on.

    A mark after a space closes only where it can do nothing else: «боргів. », - сказав».
    """
    while at < stop:
        if text[at] in CLOSERS or (text[at] == "“" and not text[at + 1 : at + 2].isalnum()):
            at += 1
        elif text[at] == " " and text[at + 1 : at + 2] in ("»", ")", "]"):
            at += 2
        else:
            break
    return at
