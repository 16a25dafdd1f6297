"""Text -> sentences, by small named rules over the places where a sentence might end.

A place is a run of full stops, question marks, exclamation marks or dots with the quotation marks
and brackets that close after it. Each rule answers "join", "split" or nothing, and the first
answer holds; ``explain`` tells which rule gave it. Line breaks are settled before, in ``lines``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from srccmp.model import Span
from srccmp.segment.lines import paragraphs
from srccmp.segment.rules import CLOSERS, EMOJI, Abbreviations, Decision, Gap, abbreviations, decide
from srccmp.segment.unmarked import BULLETS, PATTERN, decide_unmarked, is_chat

# How far a rule looks back and ahead: longer than any abbreviation, name or bracket that matters,
# and a bound, so that a line of any length costs linear time.
WINDOW = 90

EMOJI_RUN = rf"(?![{BULLETS}]){EMOJI.pattern}(?:{EMOJI.pattern}|[\u2800\u200d\ufe0f])*"
# Stops, and what ends a sentence where people write without stops: a run of emoji, a smile, the
# last hashtag of a row.
ENDER = (
    r"[.!?…‥。！？｡؟।։]+"
    rf"|{EMOJI_RUN}"
    r"|[:;=]-?[()D]+(?=\s)|\){2,}|(?<!\()\({2,}(?=\s)|(?<=[^\W\d_]{3})\)(?=\s)"
    r"|#[\w-]+(?=\s+[^#\s])"
)
# The signs that a place begins with: looked for first, it halves the time of the search.
FIRST = r"(?=[.!?…‥。！？｡؟।։\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff:;=()# \u00a0»”\"])"
# What may stand before the first word of a sentence.
LEADERS = "«“„\"'‘’([{‹ \u00a0\u2800\ufe0f…" + BULLETS
FOOTNOTE = re.compile(r"(?:[ \u00a0]?\[(?:\d{1,3}|[a-z]{1,2})\])+|[¹²³⁰-⁹]+")
# "by law. 5 At dawn": the number of a note, before a closed word.
NOTE_NUMBER = re.compile(r"[ \u00a0]\d{1,2}(?=[ \u00a0](?P<next>[^\W\d_]+)[ ,])")
# A smile belongs to what it stands behind, and so does an emoji that touches it or that follows
# shouting: «Спасибо! 😊». After a full stop and a space an emoji opens: «Мост закрыт. ⚓ Порт цел».
SMILES = r"(?:[ \u00a0]?[:;=]-?[()D]+)*"
BLANK = r"(?:[ \u00a0]?\u2800+)?(?=\s|$)"
TRAILER = re.compile(rf"{SMILES}(?:{EMOJI_RUN}|[ \u00a0]{EMOJI_RUN}(?=\s*$))?{SMILES}{BLANK}")
LOUD_TRAILER = re.compile(rf"{SMILES}(?:[ \u00a0]?{EMOJI_RUN})?{SMILES}{BLANK}")
LOUD = ("!", ")")
# Behind these an emoji opens.
QUIET = '.?…»”"'
OPENING_EMOJI = re.compile(rf"{EMOJI_RUN}(?=\s+(?!{EMOJI.pattern})[^@#\s])")
# Quotation marks of a page whose source was copied.
ENTITY = re.compile(r"&(?:quot|apos|raquo|rdquo|rsquo|#0?39|#0?34|#171|#187|#822[017]);")
WORD_AHEAD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
# Read from the gap backwards, as a pattern that has to end at a place costs a try at each letter.
WORD_BEHIND = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
# "т. д", "U.S", "куб. м": the last parts that stops shorten, up to three before the last.
PARTS_BEHIND = re.compile(r"[^\W\d_]{1,6}(?:[ \u00a0]?\.[^\W\d_]{1,5}(?:-[^\W\d_]{1,5})?){1,3}")
PLACES = re.compile(f"{FIRST}(?:{ENDER}|{PATTERN})")


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
    chat = is_chat(line.of(text))
    begun = line.start  # where the sentence that is being read begins
    after = _past_emoji(text, line.start)
    for match in PLACES.finditer(text, line.start, line.stop):
        if match.start() < after:
            continue
        if match.lastgroup:
            if match.start() == begun:
                continue
            stop = match.start() + len(match.group().rstrip())
            behind = text[max(begun, stop - WINDOW) : stop]
            decision, rule = decide_unmarked(
                match, behind, language, opening=text[line.start], chat=chat
            )
        else:
            stop = _end(text, match, line.stop, known)
            after = stop
            right = stop
            while right < line.stop and text[right].isspace():
                right += 1
            if right == line.stop:
                break
            while begun < stop and text[begun].isspace():
                begun += 1
            gap = _gap(text, match, begun, stop, right, line.stop, known, language, chat)
            decision, rule = decide(gap)
            if decision == "split" and text[stop - 1] in QUIET:
                after = _past_emoji(text, right)
        if decision == "split":
            begun = stop
        yield Cut(at=stop, decision=decision, rule=rule)
    yield Cut(at=line.stop, decision="split", rule="line")


def _end(text: str, match: re.Match[str], stop: int, known: Abbreviations) -> int:
    """Where the sentence ends that ends with ``match``: behind what closes and trails it."""
    at = _closed(text, match.end(), stop)
    if noted := FOOTNOTE.match(text, at, stop):
        at = noted.end()
    elif (numbered := NOTE_NUMBER.match(text, at, stop)) and match.group() == ".":
        following = numbered["next"]
        if following[0].isupper() and following.lower() in known.starters:
            at = numbered.end()
    trailer = LOUD_TRAILER if match.group().endswith(LOUD) else TRAILER
    trailing = trailer.match(text, at, stop)
    return trailing.end() if trailing else at


def _past_emoji(text: str, at: int) -> int:
    """Where the emoji ends that opens a sentence at ``at``; ``at`` where none does."""
    opening = OPENING_EMOJI.match(text, at)
    return opening.end() if opening else at


def _gap(
    text: str,
    match: re.Match[str],
    begun: int,
    stop: int,
    right: int,
    end: int,
    known: Abbreviations,
    language: str,
    chat: bool,
) -> Gap:
    left = text[max(begun, match.start() - WINDOW) : match.start()]
    ahead = text[right : min(right + WINDOW, end)]
    core = ahead.lstrip(LEADERS)
    word, words = _words_behind(left)
    word_ahead = WORD_AHEAD.match(core)
    return Gap(
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
        language=language,
        is_chat=chat,
    )


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
        if text[at] == "&" and (entity := ENTITY.match(text, at, stop)):
            at = entity.end()
        elif text[at] in CLOSERS or (text[at] == "“" and not text[at + 1 : at + 2].isalnum()):
            at += 1
        elif text[at] == " " and text[at + 1 : at + 2] in ("»", ")", "]"):
            at += 2
        else:
            break
    return at
