"""Where a statement denies something, and what: one entry a denial, however many words tell it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.cues import Match, find_cues, group, words
from srccmp.annotate.tokens import Token
from srccmp.judge.wordmap import KEPT, WordMap

DENYING = frozenset({"negation", "no-such"})
REACH = 6  # words behind a negation among which the denied one stands
# Function words between a negation and the denied word.
BETWEEN = words(
    """
    the a an been be being to have has had so very any all yet ever even of in on at for with by
    уже ещё еще так очень даже был была было были быть бы в на с к о из за по у ж же
    вже ще дуже навіть був була було була були бути б би з із до про
    """
)
CLAUSE_END = frozenset(";:()—–!?")
# How a word begins that holds its denial in itself: "unable", «неможливо», «безвинный».
PREFIX = {
    "en": re.compile(r"(?:un|in|im|ir|il|non|dis)[a-z]{4}"),
    "ru": re.compile(r"(?:не|без|бес)[а-яё]{3}"),
    "uk": re.compile(r"(?:не|без)[а-яіїєґ]{3}"),
}


CONTRAST = words("а но але but and і и")
MODAL = words(
    "должен должна должно должны может могут мог могла могло могли можно нужно надо следует стоит "
    "має мають може можуть міг могла могло могли можна треба слід варто повинен повинна повинні "
    "must can could may might should will would shall"
)
WHETHER = words("чи ли whether if")
VERBS = frozenset({"VERB", "INFN", "PRTS", "GRND", "PRED"})


@dataclass(frozen=True, slots=True)
class Denial:
    """``at`` is the index of the denying token, ``target`` that of the word denied, None where the
    text ends first."""

    at: int
    target: int | None


@lru_cache(maxsize=KEPT)
def denials(side: Analysis) -> tuple[Denial, ...]:
    """The denials of a statement, left to right."""
    tokens, language = side.tokens, side.language
    found = []
    # Where a clause ends that tells nothing: "had it not been stopped", «доки не перевірять».
    supposed = -1
    for match in find_cues(tokens, language, "modality"):
        if match.group in ("conditional", "pleonastic"):
            supposed = _clause_stop(tokens, match.stop)
        elif match.group in DENYING and match.start >= supposed:
            target = _absent(tokens, match) if match.group == "no-such" else None
            target = _target(tokens, match.stop) if target is None else target
            if not _is_contrast(tokens, match.start, target):
                found.append(Denial(match.start, target))
    return tuple(found)


def _is_contrast(tokens: Sequence[Token], at: int, target: int | None) -> bool:
    """ "…, and not in the US" says what is, not what is not."""
    if not at or tokens[at - 1].lower not in CONTRAST:
        return False
    return target is None or tokens[target].pos not in VERBS


def _absent(tokens: Sequence[Token], match: Match) -> int | None:
    """«Дітей серед них немає»: the noun in the genitive before the word, if one is there."""
    for at in range(match.start - 1, max(-1, match.start - 1 - REACH), -1):
        if tokens[at].text == "," or tokens[at].text in CLAUSE_END:
            return None
        if tokens[at].pos == "NOUN" and "gent" in tokens[at].feats:
            return at
    return None


def _clause_stop(tokens: Sequence[Token], start: int) -> int:
    stop = start
    while stop < len(tokens) and tokens[stop].text != "," and tokens[stop].text not in CLAUSE_END:
        stop += 1
    return stop


@lru_cache(maxsize=KEPT)
def negative_words(side: Analysis) -> tuple[int, ...]:
    """The tokens that deny by what they mean: "lacks", "unable"."""
    prefix = PREFIX.get(side.language)
    listed = group(side.language, "negative-word")
    return tuple(
        at
        for at, token in enumerate(side.tokens)
        if token.is_word and (listed.has(token) or (prefix and prefix.match(token.lower)))
    )


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A denial that only one side tells: ``mine`` is whether the first side of the map does;
    ``told`` is the token of the other side that is told plainly, None where none is known."""

    denial: Denial
    mine: bool
    told: int | None


def differ_by_one(left: Analysis, right: Analysis) -> bool:
    """Whether one side has one denial more than the other."""
    return abs(len(denials(left)) - len(denials(right))) == 1


def unmatched(left: Analysis, right: Analysis, by: WordMap) -> Unmatched | None:
    """The one denial that one side tells and the other does not; None where there is none, where
    there are several, or where a word may say the same without a "not"."""
    if not differ_by_one(left, right):
        return None
    mine, other = list(denials(left)), list(denials(right))
    if len(mine) < len(other):  # from the side that denies more, so that order changes nothing
        lone = unmatched(right, left, by.turned())
        return replace(lone, mine=False) if lone else None
    if _has_own(left, by.partner) or _has_own(right, by.back):
        return None
    if _has_not(right) and not denials(right):
        return None  # in a contrast or a condition: it may say the same
    _match(mine, other, by)
    denial = mine[len(other)]  # the others, in order, are of what is told in other words
    told = by.partner.get(denial.target) if denial.target is not None else None
    lone = Unmatched(denial, True, told)
    return lone if _is_of_fact(lone, left, right) else None


@lru_cache(maxsize=KEPT)
def _has_not(side: Analysis) -> bool:
    cues = find_cues(side.tokens, side.language, "modality")
    return any(match.group in DENYING for match in cues)


def _is_of_fact(lone: Unmatched, denying: Analysis, telling: Analysis) -> bool:
    """Whether the denial is of what happened, and what the other side tells is told: not "called on
    them not to interfere", not "asked whether they had"; and a verb denies no noun."""
    target = None if lone.denial.target is None else denying.tokens[lone.denial.target]
    if denying.language == "en" and _is_infinitive(denying.tokens, lone.denial.at):
        return False
    if target is not None and (target.pos == "INFN" or "infn" in target.feats):
        between = denying.tokens[lone.denial.at : lone.denial.target]
        if not any(token.lower in MODAL for token in between):
            return False
    if lone.told is None:
        return True
    word = telling.tokens[lone.told]
    if _is_asked(telling.tokens, lone.told):
        return False
    if target is None or not (target.pos and word.pos):
        return True  # no dictionary tells the one's part of speech
    return (target.pos in VERBS) is (word.pos in VERBS)


def _is_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Whether "not to" opens what somebody is to leave undone."""
    return at + 1 < len(tokens) and tokens[at + 1].lower == "to"


def _is_asked(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "whether" stands before the word in its clause, or a «ли» behind it."""
    for before in reversed(tokens[:at]):
        if before.text == "," or before.text in CLAUSE_END:
            break
        if before.lower in WHETHER:
            return True
    return at + 1 < len(tokens) and tokens[at + 1].lower == "ли"


NEAR = 2  # tokens around a word's partner among which the other side's denied word may stand


def _match(mine: list[Denial], other: list[Denial], by: WordMap) -> None:
    """Take out of both lists the denials of the same word."""
    for reach in (0, NEAR):
        for denial in [*mine]:
            there = by.partner.get(denial.target) if denial.target is not None else None
            if there is None:
                continue
            for each in other:
                places = [place for place in (each.at, each.target) if place is not None]
                if any(abs(place - there) <= reach for place in places):
                    mine.remove(denial)
                    other.remove(each)
                    break


def _has_own(side: Analysis, partner: Mapping[int, int]) -> bool:
    """Whether a word denies by what it means, and the other side has no such word for it."""
    return any(at not in partner for at in negative_words(side))


def _target(tokens: Sequence[Token], start: int) -> int | None:
    for at in range(start, min(len(tokens), start + REACH)):
        token = tokens[at]
        if token.text in CLAUSE_END:
            return None
        if token.is_word and token.lower not in BETWEEN and token.lower not in MODAL:
            return at
    return None
