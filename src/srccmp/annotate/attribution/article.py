"""Who says each statement of an article: voices that go on, quotations over sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from srccmp.annotate.attribution.found import MAX_TOKENS, MIN_QUOTED, Speaking, carried
from srccmp.annotate.attribution.one import find_speaking
from srccmp.annotate.attribution.quotes import closes_later, quotation, strict_depth
from srccmp.annotate.cues import find_cues
from srccmp.annotate.tokens import Token
from srccmp.annotate.voices import SLAVIC
from srccmp.model import Manner, Statement

# «Об этом сообщил X» speaks for so many sentences before it at most.
BACK = 4
NEXT_PARAGRAPH = 2  # line breaks: one, or an empty line between


def attribute_article(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    language: str,
    *,
    text: str | None = None,
    outlet: str | None = None,
) -> tuple[Speaking | None, ...]:
    """Who says each statement of one article, in its order; a speaker goes on where the words do.

    A quotation over several sentences has one speaker, "he said" and a sentence that only says
    "said in the statement" have the one before, "Об этом сообщил X" speaks for the sentence
    before it, and a short name ("МИД", "президент") gets the key of the full one that the article
    gave earlier. ``outlet`` is the article's own paper: what it says itself has manner ``own``.
    ``text`` is the article's, so that no quotation is carried over the end of a paragraph: marks
    that are never closed are common. ``language`` is the article's; a statement is read in its own.
    """
    names = _Names()
    found: list[Speaking | None] = []
    context: Speaking | None = None
    is_open = False
    spoken: list[bool] = []  # whether the statement begins inside marks that were opened before
    stop = 0
    for index, (statement, tokens) in enumerate(statements):
        if text is not None and "\n" in text[stop : statement.span.start]:
            is_open = False
        stop = statement.span.stop
        code = statement.language if statement.language in (*SLAVIC, "en") else language
        speaking = find_speaking(tokens, statement.text, code, context=context, is_open=is_open)
        spoken.append(is_open)
        was_open = is_open
        _, is_open = quotation(tokens, is_open=was_open)
        if not is_open and strict_depth(tokens, is_open=was_open):
            # One mark for a name and the speech around it, or a name inside speech that goes on.
            is_open = closes_later(_paragraph(statements[index + 1 :], text, stop))
        if speaking is not None:
            speaking = _own(names.resolved(speaking, tokens), outlet)
            if speaking.attribution.speaker and speaking.attribution.manner is not Manner.OWN:
                context = speaking
        found.append(speaking)
    _spread_quotes(statements, spoken, found)
    _spread_sentences(statements, found)
    _spread_speech(statements, spoken, found, text)
    _spread_back(statements, found, text)
    return tuple(found)


def _breaks_off(said: tuple[Statement, Sequence[Token]]) -> bool:
    """«Напомним, …»: what stands before it is another matter."""
    statement, tokens = said
    cues = find_cues(tokens[:5], statement.language, "continuing")
    return bool(cues) and cues[0].start == 0 and cues[0].group == "breaks-off"


def _paragraph(
    rest: Sequence[tuple[Statement, Sequence[Token]]], text: str | None, stop: int
) -> Sequence[tuple[Statement, Sequence[Token]]]:
    """Those of the statements that stand in the same paragraph as what ends at ``stop``."""
    for index, (statement, _) in enumerate(rest[:8]):
        if text is not None and "\n" in text[stop : statement.span.start]:
            return rest[:index]
        stop = statement.span.stop
    return rest[:8]


def _own(speaking: Speaking, outlet: str | None) -> Speaking:
    speaker = speaking.attribution.speaker
    if outlet is None or speaker is None:
        return speaking
    if speaker.strip('«»“”"').casefold() != outlet.strip('«»“”"').casefold():
        return speaking
    return replace(speaking, attribution=replace(speaking.attribution, manner=Manner.OWN))


class _Names:
    """Full names of an article's speakers: "МИД" after "МИД России" is the same ministry."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.titles: dict[str, set[str]] = {}

    def resolved(self, speaking: Speaking, tokens: Sequence[Token]) -> Speaking:
        """The same with the full key, where the article has given exactly one."""
        key = speaking.attribution.key
        if key is None:
            return speaking
        span = speaking.span
        title = next((t.key for t in tokens if span and t.span.start == span.start), None)
        if title is not None and title != key and " " not in key:
            self.titles.setdefault(title, set()).add(key)  # «министр … Шольц» introduces him
        elif title == key and len(self.titles.get(key, ())) == 1:
            (name,) = self.titles[key]
            return replace(speaking, attribution=replace(speaking.attribution, key=name))
        parts = key.split()
        fuller = [known for known in self.keys if len(known.split()) > len(parts)]
        fuller = [known for known in fuller if known.split()[: len(parts)] == parts]
        if key not in self.keys:
            self.keys.append(key)
        if len(set(fuller)) != 1:
            return speaking
        return replace(speaking, attribution=replace(speaking.attribution, key=fuller[0]))


def _spread_quotes(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    spoken: Sequence[bool],
    found: list[Speaking | None],
) -> None:
    """One quotation over several statements has one speaker, named before or after it."""
    start = 0
    while start < len(found):
        stop = start + 1
        while stop < len(found) and spoken[stop]:
            stop += 1
        known = next((found[i] for i in range(start, stop) if found[i] is not None), None)
        if stop - start > 1 and known is not None:
            for at in range(start, stop):
                if found[at] is None and (spoken[at] or _begins_quote(statements[at][1])):
                    found[at] = carried(known, Manner.QUOTED)
        start = stop


def _begins_quote(tokens: Sequence[Token]) -> bool:
    quoted, is_open = quotation(tokens)
    return is_open and sum(quoted) * 2 > len(quoted)


def _spread_sentences(
    statements: Sequence[tuple[Statement, Sequence[Token]]], found: list[Speaking | None]
) -> None:
    """The clauses of one sentence are one voice's where one of them says whose."""
    for at, (statement, tokens) in enumerate(statements):
        if found[at] is not None:
            continue
        near = [i for i in (at - 1, at + 1, at - 2, at + 2) if 0 <= i < len(found)]
        known = next(
            (
                found[i]
                for i in near
                if found[i] is not None and statements[i][0].sentence == statement.sentence
            ),
            None,
        )
        if known is not None:
            quoted, _ = quotation(tokens)
            share = sum(quoted) * 2 > len(quoted)
            found[at] = carried(known, Manner.QUOTED if share else Manner.REPORTED)


def _spread_speech(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    spoken: Sequence[bool],
    found: list[Speaking | None],
    text: str | None,
) -> None:
    """Speech that names nobody goes on with the speech before it, or comes before the named one.

    Only what stands in marks from end to end, as in: «…», said X. «…». The speech before may end
    its paragraph, what is named later stands in the same one.
    """
    said = [_is_speech(t, is_open=o) for (_, t), o in zip(statements, spoken, strict=True)]
    breaks = [
        0 if text is None else text[one.span.stop : other.span.start].count("\n")
        for (one, _), (other, _) in pairwise(statements)
    ]

    def spread(at: int, known: int, manner: Manner, *, far: int) -> None:
        speaking = found[known]
        if found[at] is not None or not said[at] or speaking is None:
            return
        by = speaking.attribution
        if by.speaker and by.manner is manner and breaks[min(at, known)] <= far:
            found[at] = carried(speaking, Manner.QUOTED)

    for at in range(1, len(found)):
        spread(at, at - 1, Manner.QUOTED, far=NEXT_PARAGRAPH)
    for at in range(len(found) - 2, -1, -1):
        spread(at, at + 1, Manner.QUOTED, far=0)
    for at in range(1, len(found)):
        # What follows the first of them has become speech of a named one itself.
        spread(at, at - 1, Manner.REPORTED, far=0)
        spread(at, at - 1, Manner.QUOTED, far=0)


def _is_speech(tokens: Sequence[Token], *, is_open: bool) -> bool:
    """Whether the statement stands in quotation marks from end to end, and is no mere name."""
    quoted, _ = quotation(tokens[:MAX_TOKENS], is_open=is_open)
    inside = [q for t, q in zip(tokens, quoted, strict=False) if t.is_word]
    return len(inside) >= MIN_QUOTED and all(inside)


def _spread_back(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    found: list[Speaking | None],
    text: str | None,
) -> None:
    """«Об этом сообщил X» gives X the sentence before, and those before it in its paragraph."""
    for at in range(1, len(found)):
        speaking = found[at]
        if speaking is None or not speaking.is_about_before:
            continue
        own = statements[at][0].sentence
        last = at
        while last > 0 and statements[last - 1][0].sentence == own:
            last -= 1
        for step in range(last - 1, -1, -1):
            back = own - statements[step][0].sentence
            after = statements[step + 1][0] if step + 1 < len(found) else None
            is_apart = after is not None and (
                text is None or "\n" in text[statements[step][0].span.stop : after.span.start]
            )
            if back > BACK or (is_apart and back > 1) or found[step] is not None:
                break
            if back > 1 and _breaks_off(statements[step + 1]):
                break
            found[step] = carried(speaking, Manner.REPORTED)
