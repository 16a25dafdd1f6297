"""The words of a statement that tell of something happening, and how far it has got."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.concepts import all_concepts
from srccmp.annotate.cues import group
from srccmp.annotate.cues import words as words_of
from srccmp.annotate.frames.cued import Cued
from srccmp.annotate.frames.denial import denied, is_negated, negations
from srccmp.annotate.frames.phrases import FINITE, clause_bounds, things_around
from srccmp.annotate.frames.values import Event
from srccmp.model import Entity

ALLEGED_BACK = 4  # words between "allegedly" and what is alleged


def find_events(words: Cued, entities: Sequence[Entity]) -> tuple[Event, ...]:
    """The event words of a statement, left to right."""
    concepts = all_concepts()
    events = []
    rejected = denied(words, groups=("denying",))
    for at, token in enumerate(words.tokens):
        for name in words.concepts[at]:
            if concepts[name].kind != "event" or not concepts[name].weight or name == "deny":
                continue
            if (
                token.pos == "NOUN"
                and at
                and words.tokens[at - 1].lower in negations(words.language)
            ):
                continue  # "not a beginning but an end": a contrast, no event that did not happen
            first, stop = clause_bounds(words, at)
            negated = is_negated(words, at) or at in rejected
            events.append(
                Event(
                    concept=name,
                    at=at,
                    span=token.span,
                    negated=negated,
                    alleged=words.has("alleged", max(0, at - ALLEGED_BACK), at)
                    or words.has("supposing", first, at)
                    or _is_asked(words, first, at)
                    or (not negated and (_is_claimed(words, at) or is_charged(words, at))),
                    status=_status(words, at),
                    around=things_around(words, entities, first, stop),
                )
            )
    return tuple(events)


MODAL_BACK = 2  # words between "may" and what may happen
MAY = words_of("мочь смочь може можуть міг могла могли зможе зможуть may might could can")
WHETHER = words_of("чи ли whether")
CLAIMED_BACK = 5  # words between "a statement about" and what it is about
ABOUT = words_of("про о об обо about of on")


def _is_asked(words: Cued, first: int, at: int) -> bool:
    """Whether it is asked if it happened: «на запитання, чи отримав», «получил ли комитет»."""
    tokens = words.tokens
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return behind == "ли" or any(tokens[step].lower in WHETHER for step in range(first, at))


def _is_claimed(words: Cued, at: int) -> bool:
    """Whether it is only what somebody's words are about: «прокоментував заяву про арешт»."""
    listed = group(words.language, "claim-noun")
    tokens = words.tokens
    for step in range(at - 1, max(0, at - CLAIMED_BACK), -1):
        if tokens[step].text == "," or tokens[step].pos in FINITE:
            return False
        if tokens[step].lower in ABOUT:
            return any(listed.has(token) for token in tokens[max(0, step - 2) : step])
    return False


CHARGED_BACK = 5  # words between "charged with" and what somebody is charged with


def is_charged(words: Cued, at: int) -> bool:
    """Whether it is only what somebody is accused or suspected of: "charged with arson"."""
    return any(
        at - CHARGED_BACK <= place < at
        and not any(t.text == "," or t.pos in FINITE for t in words.tokens[place + 1 : at])
        for place in words.places(("accuse", "suspect"))
    )


def _status(words: Cued, at: int) -> str | None:
    """How far the event has got: planned, underway or done; None where the words don't tell."""
    first, stop = clause_bounds(words, at)
    token = words.tokens[at]
    may = any(
        {words.tokens[step].lower, words.tokens[step].lemma} & MAY
        for step in range(max(first, at - MODAL_BACK), at)
    )
    if may or words.has("status.planned", first, stop) or "futr" in token.feats:
        return "planned"
    if words.has("status.underway", first, stop):
        return "underway"
    if words.language == "en":
        is_form = token.lower != token.lemma  # "open" and "happen" end so themselves
        return "done" if is_form and token.lower.endswith(("ed", "en")) else None
    if "past" in token.feats and "perf" in token.feats:
        return "done"
    if "perf" in token.feats and {"pssv", "Impe"} & token.feats:
        return "done"
    if token.pos == "VERB" and "pres" in token.feats:
        return "underway"
    return None
