"""Text -> sentences, by small named rules over the places where a sentence might end.

A place is a run of full stops, question marks, exclamation marks or dots with the quotation marks
and brackets that close after it. Each rule answers "join", "split" or nothing, and the first
answer holds; ``explain`` tells which rule gave it. Line breaks are settled before, in ``lines``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from srccmp.model import Span
from srccmp.segment.lines import paragraphs
from srccmp.segment.rules import CLOSERS, Decision, Gap, abbreviations, decide

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
# What may stand before the first word of a sentence.
LEADERS = "«“„\"'‘’([{‹ \u00a0\u2800\ufe0f…" + BULLETS
FOOTNOTE = re.compile(r"(?:[ \u00a0]?\[(?:\d{1,3}|[a-z]{1,2})\])+|[¹²³⁰-⁹]+")
TRAILER = re.compile(rf"(?:[ \u00a0]{{0,2}}(?:{EMOJI_RUN}|[:;=]-?[()D]+))+(?=\s|$)")
WORD_AHEAD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# Read from the gap backwards, as a pattern that has to end at a place costs a try at each letter.
WORD_BEHIND = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
# "т. д", "U.S", "куб. м": the last parts that stops shorten, up to three before the last.
PARTS_BEHIND = re.compile(r"[^\W\d_]{1,6}(?:[ \u00a0]?\.[^\W\d_]{1,5}(?:-[^\W\d_]{1,5})?){1,3}")


@cache
def places(language: str) -> re.Pattern[str]:
    """Finds every place where a sentence might end; the group ``lost`` is one without a sign."""
    words = sorted(
        word.capitalize() for word in abbreviations(language).starters - NEVER_LOST if len(word) > 1
    )
    lost = "|" + LOST.replace("WORDS", "|".join(words)) if words else "|(?P<lost>(?!))"
    return re.compile(f"{FIRST}(?:{ENDER}{lost}{UNLINKED})")


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
