"""A number as its statement tells it: the words beside it, and whether it is a part, a whole, or
an earlier count that the account repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from srccmp.align.terms import CONTENT, EMPTY, STEM, weightless
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.numbers import is_whole, opens_part
from srccmp.annotate.tokens import Token
from srccmp.model import EntityKind, Quantity, Span

BESIDE = 6  # words before and behind a number that tell what it counts
BREAKS = frozenset(";:.!?")  # what they never reach across
# «ранее сообщалось о 12 погибших», "earlier 12 were reported": forms that tell of an earlier
# account and stand before the number, and stems of what it did.
EARLIER = frozenset(
    {"ранее", "раніше", "earlier", "previously", "initially", "originally", "первоначально",
     "сначала", "спочатку"}
)  # fmt: skip
REPORTED = ("сообщ", "повидомл", "report", "put", "назыв", "назив", "говори", "йтися")
FORMER_WITHIN, FORMER_BEHIND = 10, 4  # words before and behind the number for such a cue
# "That time two died": a telling of something else than what its article is about, which the
# words before it name.
THAN = frozenset({"than", "за", "чем", "ніж", "від"})
OUT_OF = frozenset({"of", "из", "з", "із", "зі"})
LASTING = frozenset({"hour", "minute", "day", "week", "month", "year"})  # told in parts
# What is said of a count that is still going on.
SO_FAR = ("so far", "to date", "пока", "на данный момент", "на сегодня", "поки що", "наразі",
          "на цей час", "станом на", "по состоянию на")  # fmt: skip
THEN = frozenset({"тоди", "тогда", "then"})
# Concepts of bodies that give money.
PAYERS = frozenset(
    {"company", "bank", "budget", "government", "ministry", "council", "region", "city",
     "city-hall", "authority", "governor", "organisation"}
)  # fmt: skip
# Words by which an account says that it sets an earlier count right. Stems of the common spelling.
CORRECTING = (
    "уточн", "исправл", "исправил", "виправл", "виправил", "скоригув", "коригув", "скорректир",
    "переглян", "пересмотр", "пересчит", "перерахув", "correct", "revis", "amend", "recount",
    "помилков", "ошибочн", "mistaken", "erroneous",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One number of a statement; ``number`` is its place among the statement's numbers."""

    side: Analysis
    quantity: Quantity
    number: int

    @cached_property
    def place(self) -> tuple[int, int]:
        """The tokens [start, stop) of the number with what it counts."""
        at = self.side.within(self.quantity.span)
        return (at[0], at[-1] + 1) if at else (0, 0)

    @cached_property
    def is_part(self) -> bool:
        """«из них двое», "nine of them", "three of the victims"."""
        start, stop = self.place
        inside = self.side.tokens[start:stop]
        return any(token.lower in OUT_OF for token in inside) or opens_part(
            self.side.tokens, start, stop, self.side.language
        )

    @cached_property
    def is_vague(self) -> bool:
        """Whether words beside it make it another number than it says: "colder than 15 degrees",
        "two hours fifty minutes"."""
        start, stop = self.place
        tokens = self.side.tokens
        behind = tokens[stop].pos if stop < len(tokens) else ""
        is_less = start > 0 and tokens[start - 1].lower in THAN and not self.quantity.role
        in_parts = self.quantity.unit in LASTING and behind in ("NUM", "NUMR")
        return in_parts or (is_less and self.quantity.low == self.quantity.high)

    @cached_property
    def is_whole(self) -> bool:
        """The 19 of "13 of 19"."""
        return is_whole(self.side.tokens, self.place[0], self.side.language)

    @cached_property
    def is_former(self) -> bool:
        """Whether the account tells the number as what was counted before."""
        if self.quantity.role == "before":
            return True
        start, stop = self.place
        tokens = self.side.tokens
        before = [token for token in tokens[:start] if token.is_word][-FORMER_WITHIN:]
        behind = [token for token in tokens[stop:] if token.is_word][:FORMER_BEHIND]
        first = next((at for at, token in enumerate(before) if token.lower in EARLIER), None)
        return first is not None and any(
            token.key.startswith(REPORTED) for token in (*before[first + 1 :], *behind)
        )

    @cached_property
    def beside(self) -> frozenset[str]:
        """Stems and concepts of the words near it that tell something, without numbers."""
        return frozenset(_terms(self._near(), self.side.language))

    @cached_property
    def places(self) -> frozenset[str]:
        """Keys of the places named near it."""
        near = self._near()
        if not near:
            return frozenset()
        first = near[0].span.start
        last = max(token.span.stop for token in near)
        window = Span(min(first, self.quantity.span.start), max(last, self.quantity.span.stop))
        return frozenset(
            e.key
            for e in self.side.annotated.entities
            if e.kind is EntityKind.PLACE and window.covers(e.span)
        )

    def _near(self) -> list[Token]:
        tokens = self.side.tokens
        start, stop = self.place
        taken = [q.span for q in self.side.annotated.quantities]
        before = list(_words(tokens[:start][::-1], taken))[::-1]
        return [*before, *_words(tokens[stop:], taken)]


def _words(tokens: Sequence[Token], taken: Sequence[Span]) -> Iterator[Token]:
    """The next words, up to the end of the sentence's part or to another number."""
    found = 0
    for token in tokens:
        if token.text in BREAKS or found == BESIDE:
            return
        if any(span.meets(token.span) for span in taken):
            return
        if token.is_word:
            found += 1
            yield token


def _terms(tokens: Sequence[Token], language: str) -> Iterator[str]:
    for token in tokens:
        if token.pos not in CONTENT or token.lemma in EMPTY or len(token.lower) < 3:
            continue
        names = concepts_of(token, language)
        if weightless().isdisjoint(names):
            yield from names
            yield token.key[:STEM]


def payers(side: Analysis) -> frozenset[str]:
    """The bodies that the statement names by a word of their kind, or by name: who may pay."""
    found = {
        name
        for token in side.tokens
        for name in concepts_of(token, side.language)
        if name in PAYERS
    }
    named = {e.key for e in side.annotated.entities if e.kind is EntityKind.ORGANISATION}
    return frozenset(found | named)


def told_of(side: Analysis) -> tuple[Told, ...]:
    return tuple(Told(side, q, n) for n, q in enumerate(side.annotated.quantities))


def tells_then(side: Analysis) -> bool:
    """Whether the statement turns back to another event by a mere "then"."""
    return any(token.key in THEN for token in side.tokens[:BESIDE])


def corrects(side: Analysis) -> bool:
    """Whether the statement says that it sets an earlier account right."""
    return any(token.is_word and token.key.startswith(CORRECTING) for token in side.tokens)


def goes_on(side: Analysis) -> bool:
    """Whether the account says that its count is one so far."""
    text = side.annotated.statement.text.lower()
    return any(cue in text for cue in SO_FAR)
