"""What the readers of one statement hand over, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from srccmp.annotate.cues import words
from srccmp.annotate.names import find_entities
from srccmp.annotate.tokens import Token
from srccmp.annotate.voices import Voice
from srccmp.model import Attribution, EntityKind, Manner, Span

NOMINATIVE = frozenset({"nomn"})
GENITIVE = frozenset({"gent", "gen2"})
LOCATIVE = frozenset({"loct", "loc2"})
IN = frozenset({"в", "во", "у"})
ON = IN | {"на"}
PROMISES = words("обещать пообещать обіцяти пообіцяти")
DASHES = frozenset("-–—")
RELATIVE = frozenset({"который", "який", "котрий", "чей", "чий"})
AS = frozenset({"как", "як", "as"})
WE = words("""
    мы нас нам нами наш наша наше наши нашей нашего нашу ми нас нам нами наше наші нашу нашої нашого
    we us our ours
""")
# How far from its verb a subject may stand, in tokens; further off is another clause.
REACH = 14
# No sentence is longer: what goes on is a table or a text without signs, and is not searched, so
# that one huge line takes no longer than its share.
MAX_TOKENS = 600
# So many quoted words are speech; one or two are a name or a distance kept from a word.
MIN_QUOTED = 3
MAX_ABBREVIATION = 5  # letters: UNHCR


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """An attribution with the place of the speaker's words in the article.

    ``span`` is None where no words name the speaker, or where they stand in another article; it
    may lie in an earlier statement, whose speaker goes on. ``is_about_before`` tells that the
    statement says whose words the sentence before it were ("Об этом сообщил …"). ``pronoun`` is
    the gender (masc, femn, neut, or plur) that a pronoun or the verb shows of a speaker taken from
    before.
    """

    attribution: Attribution
    span: Span | None
    is_about_before: bool = False
    pronoun: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A cue with its voice: the lower the rank, the nearer to whose words they are."""

    rank: int
    at: int
    cue: tuple[int, int]
    voice: Voice


def carried(speaking: Speaking, manner: Manner, *, cue: str | None = None) -> Speaking:
    """The same speaker for another statement, with its own cue where it has one."""
    own = replace(speaking.attribution, manner=manner, cue=cue or speaking.attribution.cue)
    return Speaking(attribution=own, span=speaking.span)


def is_topic(tokens: Sequence[Token], colon: int, quoted: Sequence[bool], language: str) -> bool:
    """Whether a place before a colon only tells where: «Франция: паром сел на мель».

    It speaks where it says "we", or where its words stand in marks.
    """
    places = [e for e in find_entities(tokens[:colon], language) if e.kind is EntityKind.PLACE]
    if not all(any(e.span.covers(t.span) for e in places) for t in tokens[:colon] if t.is_word):
        return False
    if is_shouted([t for t in tokens[:colon] if t.is_word]):
        return True  # «НЬЮ-ДЕЛИ: Мы видели»: where it was written
    rest = tokens[colon + 1 :]
    return not any(t.lower in WE for t in rest) and sum(quoted[colon:]) < MIN_QUOTED


def is_shouted(name: Sequence[Token]) -> bool:
    """Whether a name stands in capitals and is no abbreviation."""
    is_short = len(name) == 1 and len(name[0].text) <= MAX_ABBREVIATION
    return not is_short and all(t.text.isupper() for t in name)
