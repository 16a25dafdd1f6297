"""Who still speaks where a statement names nobody: it goes on with the one before.

Told by how statements begin ("Also", "In particular"), by verbs of saying without a subject ("it
was stressed"), and by standing between two statements of one speaker. All within a paragraph, as
its end may end the speech; where nothing tells, nobody speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.attribution import Speaking, carried
from srccmp.annotate.cues import find_cues, group
from srccmp.annotate.tokens import Token
from srccmp.model import Manner

# So many statements may stand between two of one speaker.
BETWEEN = 2


def paragraphs(tokens: Sequence[Sequence[Token]], text: str | None) -> tuple[int, ...]:
    """The number of each statement's paragraph; each is its own where the text is not known."""
    found: list[int] = []
    stop: int | None = None
    for row in tokens:
        number = found[-1] if found else 0
        if row and stop is not None and (text is None or "\n" in text[stop : row[0].span.start]):
            number += 1
        found.append(number)
        stop = row[-1].span.stop if row else stop
    return tuple(found)


def go_on(
    speaking: Sequence[Speaking | None],
    tokens: Sequence[Sequence[Token]],
    language: str,
    text: str | None,
) -> tuple[Speaking | None, ...]:
    """The same with those who still speak; keys are settled already."""
    number = paragraphs(tokens, text)
    openings = [_opening(row, language) for row in tokens]
    found = list(speaking)
    for at in range(1, len(found)):
        before = found[at - 1]
        if before is None or before.attribution.key is None:
            continue
        if before.attribution.manner is Manner.OWN or openings[at] == "breaks-off":
            continue
        is_same = number[at] == number[at - 1]
        does_go_on = openings[at] == "goes-on"
        own = found[at]
        if own is None:
            if is_same and does_go_on:
                found[at] = carried(before, Manner.REPORTED)
        elif is_nobody(own) and (is_same or (does_go_on and number[at] == number[at - 1] + 1)):
            found[at] = carried(before, own.attribution.manner, cue=own.attribution.cue)
    if language != "en":  # English papers name the voice in every sentence that is not their own
        _between(
            found,
            number,
            openings,
            [_is_act(*pair, language) for pair in zip(found, tokens, strict=True)],
        )
    return tuple(found)


def is_nobody(speaking: Speaking) -> bool:
    """Whether something is said and no words tell by whom: "it was stressed that"."""
    by = speaking.attribution
    return by.speaker is None and speaking.pronoun is None and by.manner is not Manner.OWN


def _is_act(speaking: Speaking | None, tokens: Sequence[Token], language: str) -> bool:
    if speaking is None:
        return False
    return any(t.text == speaking.attribution.cue and group(language, "act").has(t) for t in tokens)


def _opening(tokens: Sequence[Token], language: str) -> str | None:
    cues = find_cues(tokens[:5], language, "continuing")
    return cues[0].group if cues and cues[0].start == 0 else None


def _between(
    found: list[Speaking | None],
    number: Sequence[int],
    openings: Sequence[str | None],
    acts: Sequence[bool],
) -> None:
    """What stands between two statements of one speaker is the speaker's; nothing goes on with
    "expressed regret"."""
    for at, first in enumerate(found):
        if first is None or first.attribution.key is None or acts[at]:
            continue
        last = at + 1
        while last < len(found) and found[last] is None and last - at <= BETWEEN:
            last += 1
        other = found[last] if last < len(found) else None
        if other is None or last == at + 1 or number[last] != number[at]:
            continue
        is_one = other.attribution.key == first.attribution.key
        # After a quotation the paper speaks itself: "…," she said. The ferry left at noon.
        is_reported = first.attribution.manner is Manner.REPORTED
        is_reported = is_reported and other.attribution.manner is not Manner.OWN
        if is_one and is_reported and "breaks-off" not in openings[at + 1 : last + 1]:
            for step in range(at + 1, last):
                found[step] = carried(first, Manner.REPORTED)
