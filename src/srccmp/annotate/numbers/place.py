"""A number where it stands, as the rules that tell counts from other numbers see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from srccmp.annotate.numbers.bounds import Ranged
from srccmp.annotate.numbers.lexicon import Lexicon
from srccmp.annotate.numbers.nouns import Noun
from srccmp.annotate.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A number where it stands."""

    tokens: Sequence[Token]
    found: Ranged
    noun: Noun | None
    lex: Lexicon

    @property
    def start(self) -> int:
        """The first token of the bare number (of the first, in a range)."""
        return self.found.begin

    def before(self, by: int = 1) -> Token | None:
        at = self.start - by
        return self.tokens[at] if at >= 0 else None

    def after(self, by: int = 0) -> Token | None:
        at = self.found.number.stop + by
        return self.tokens[at] if at < len(self.tokens) else None

    @property
    def first(self) -> Token:
        return self.tokens[self.start]

    @property
    def known(self) -> bool:
        return self.noun is not None and self.noun.known
