"""What a thing is like, and how much of a set: words that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.cued import NOT
from srccmp.annotate.frames.slotwords import axes, poles, quantifiers
from srccmp.annotate.frames.told import KEPT, Told
from srccmp.model import Span

NEAR = 3  # words between an adjective and its noun
COPULAS = words_of(
    """был была было были быть бути був була було були є будет буде стал стала стало стали став
    was were is are be been became remained"""
)
ENGLISH_ENDS = words_of(
    """in on at to from by for with and or but that which who is was were are be been has have had
    will would said after before during as than"""
)
ADJECTIVES = frozenset({"ADJF", "ADJS", "PRTF", "PRTS", "NOUN", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """One pole of an axis, and what the noun that it is told of is known by."""

    axis: str
    pole: str
    noun: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of a set (all, none, most, half, part, some), what the set's noun is known by, and
    the events of the clause with whether they are denied."""

    share: str
    noun: frozenset[str]
    events: frozenset[tuple[str, bool]]
    span: Span


@lru_cache(maxsize=KEPT)
def qualities_of(told: Told) -> tuple[Quality, ...]:
    found: list[Quality] = []
    for at, token in enumerate(told.tokens):
        name = poles().of(token) if token.is_word and told.names[at] is None else None
        if name is None or token.pos not in ADJECTIVES:
            continue
        axis, pole = name.split()
        if pole == "not" or (at and told.tokens[at - 1].lower in ("не", "not", "non")):
            continue
        noun = _noun_of(told, at)
        of = axes()[axis].of
        if noun and (not of or noun & of):
            found.append(Quality(axis=axis, pole=pole, noun=noun, span=token.span))
    return tuple(found)


def _noun_of(told: Told, at: int) -> frozenset[str]:
    """What the adjective's noun is known by: the next one that agrees, else the subject of its
    copula."""
    for step in _behind(told, at):
        if told.is_slavic and told.tokens[step].pos == "NOUN":
            agrees = told.cases(step) & told.cases(at)
            return told.noun_keys(step) if agrees else frozenset()
    if not told.is_slavic:
        run = list(_behind(told, at))
        if run:
            return told.noun_keys(run[-1])
    if at and any(t.lower in COPULAS for t in told.tokens[max(0, at - 2) : at]):
        return _subject(told, at)
    return frozenset()


def _behind(told: Told, at: int) -> Iterator[int]:
    """The words behind an adjective among which its noun is."""
    for step in range(at + 1, min(at + 1 + NEAR, len(told.tokens))):
        token = told.tokens[step]
        if not token.is_word or told.names[step] is not None:
            return
        if told.is_slavic and token.pos not in ("ADJF", "PRTF", "NOUN"):
            return
        if not told.is_slavic and token.lower in ENGLISH_ENDS:
            return
        yield step


def _subject(told: Told, at: int) -> frozenset[str]:
    """What the nearest noun before a copula is known by."""
    clause = told.clauses[at]
    for step in range(at - 1, max(-1, at - 7), -1):
        token = told.tokens[step]
        if told.clauses[step] != clause:
            break
        if token.lower in COPULAS or told.names[step] is not None or not token.is_word:
            continue
        if told.is_slavic and token.pos == "NOUN" and "nomn" in told.cases(step):
            return told.noun_keys(step)
        if not told.is_slavic and token.lower not in ENGLISH_ENDS and told.concepts[step]:
            return told.noun_keys(step)
    return frozenset()


@lru_cache(maxsize=KEPT)
def shares_of(told: Told) -> tuple[Share, ...]:
    found: list[Share] = []
    for at, token in enumerate(told.tokens):
        share = quantifiers().of(token) if token.is_word else None
        if share is None or not (events := told.events_near(at)):
            continue
        before = told.tokens[at - 1].lower if at else ""
        is_denied = before in NOT
        if is_denied or before in NEARLY:
            if share != "all":
                continue
            share = "part" if is_denied else "most"
        noun = _set_of(told, at)
        if noun is None:
            continue
        keys = told.noun_keys(noun)
        clause = [e for e in events if told.clauses[e.at] == told.clauses[at] and e.at != noun]
        if clause:
            told_of = frozenset(
                (e.concept, e.negated and not is_denied and share != "none") for e in clause
            )
            found.append(
                Share(share=share, noun=keys, events=told_of, span=told.span(at, noun + 1))
            )
    return tuple(found)


NEARLY = frozenset(["nearly", "almost", "майже", "почти"])
SKIPPED = frozenset(["of", "the", "із", "з", "из", "його", "его", "their", "its", "these", "цих",
                     "этих", "those", "лише", "только", "only"])  # fmt: skip


def _set_of(told: Told, at: int) -> int | None:
    """The noun that a quantifier counts: «усі затримані», "half of the buildings"."""
    for step in range(at + 1, min(at + 5, len(told.tokens))):
        token = told.tokens[step]
        if token.lower in SKIPPED:
            continue
        if not token.is_word or told.names[step] is not None:
            return None
        if told.is_slavic:
            behind = told.tokens[step + 1] if step + 1 < len(told.tokens) else None
            if token.pos == "NOUN" or (
                token.pos in ("ADJF", "PRTF") and (behind is None or behind.pos != "NOUN")
            ):
                return step
            if token.pos not in ("ADJF", "PRTF", "NUMR"):
                return None
        elif told.concepts[step] or token.lower.endswith("s"):
            return step
    return None
