"""One statement as names see it: its words with their neighbours, listed names, kinds and keys."""

from __future__ import annotations

import re
from collections.abc import Sequence

from srccmp.annotate.concepts import concepts_of, with_parents
from srccmp.annotate.names.atoms import INITIAL, surface_of
from srccmp.annotate.names.lists import CARRIERS, KIND_OF_HEAD, PATRONYMIC, VOWELS
from srccmp.annotate.names.table import Listed, find_listed
from srccmp.annotate.names.words import CASE_OF, CASES, Facts, base_form, facts, translated
from srccmp.annotate.tokens import Token
from srccmp.model import Entity, EntityKind, Span
from srccmp.words import HAS_CYRILLIC

OPENING = "«“„\"'‘"
CLOSING = "»”\"'’"
SENTENCE_SIGNS = ".!?:;—–-•…|" + OPENING
SLAVIC = ("ru", "uk")
ROMAN = re.compile(r"[IVXХІ]+")  # numerals, with the Cyrillic letters that look the same
LOUD = 0.7  # share of words with a capital in a headline that writes all so
UNTOLD = frozenset(["of", "the", "'s", "for", "and", "по", "з", "и", "і", "та", "у", "в", "на"])


def is_loud(tokens: Sequence[Token], language: str) -> bool:
    """Whether a capital tells nothing here: a headline in title case, or all in capitals."""
    words = [t for t in tokens if t.is_word and len(t.text) > 3]
    if len(words) < 4:
        return False
    shouted = sum(t.text.isupper() for t in words)
    if shouted >= LOUD * len(words):
        return True
    if tokens[-1].text == ".":
        return False
    return language not in SLAVIC and sum(t.is_capital for t in words) >= LOUD * len(words)


class Reader:
    """Reads one statement; nothing is kept between two of them."""

    def __init__(self, tokens: Sequence[Token], language: str, known: frozenset[str]) -> None:
        self.tokens = tokens
        self.language = language
        self.known = known
        self.loud = is_loud(tokens, language)
        self.entities: list[Entity] = []

    def _add(self, first: int, stop: int, key: str, kind: EntityKind) -> int:
        there = self.tokens[first:stop]
        span = Span(there[0].span.start, there[-1].span.stop)
        if key:
            self.entities.append(Entity(span=span, surface=surface_of(there), key=key, kind=kind))
        return stop

    # --- words and their neighbours

    def _facts(self, at: int) -> Facts:
        return facts(self.tokens[at], self.language)

    def _is_cyrillic(self, at: int) -> bool:
        return self.language in SLAVIC and bool(HAS_CYRILLIC.match(self.tokens[at].text))

    def _begins(self, at: int) -> bool:
        return at == 0 or self.tokens[at - 1].text in SENTENCE_SIGNS

    def _follows(self, at: int) -> bool:
        """Whether a word stands at ``at``, with no more than a space before it."""
        if at >= len(self.tokens):
            return False
        token, before = self.tokens[at], self.tokens[at - 1]
        return token.is_word and token.span.start <= before.span.stop + 1

    def _is_capital(self, at: int) -> bool:
        return self._follows(at) and self.tokens[at].is_capital

    def _is_compound_word(self, token: Token) -> bool:
        """Whether a word with hyphens is of common words: "Year-on-year"."""
        parts = token.text.split("-")
        return len(parts) > 1 and not any(part[:1].isupper() for part in parts[1:])

    def _is_full_name(self, at: int, stop: int) -> bool:
        """Two or three words that no dictionary has: mostly a first name and a surname."""
        words = self.tokens[at:stop]
        if len(words) not in (2, 3) or any(t.pos == "NUM" or t.text.isupper() for t in words):
            return False
        return not any(self._facts(i).is_common or "-" in t.text for i, t in enumerate(words, at))

    def _listed_at(self, at: int) -> Listed | None:
        return find_listed(self.tokens, at, self.language, begins=self._begins(at))

    # --- kinds and keys

    def _head_kind(self, at: int) -> EntityKind | None:
        """The kind that the noun before token ``at`` gives to the name there."""
        tokens = self.tokens
        for back in range(at - 1, max(at - 5, -1), -1):
            token = tokens[back]
            if token.pos == "SIGN" and token.text not in OPENING:
                return None
            if (
                token.lemma in CARRIERS
                or token.text in OPENING
                or token.pos == "ADJF"
                or self._listed_at(back)
            ):
                if token.lemma in CARRIERS and back == 0:
                    return None
                continue
            for concept in concepts_of(token, self.language):
                for name in with_parents(concept):
                    if name in KIND_OF_HEAD:
                        return KIND_OF_HEAD[name]
            return None
        return None

    def _case(self, at: int) -> str | None:
        return CASE_OF.get(self.tokens[at - 1].lower) if at else None

    def _joined(self, at: int, stop: int, kind: EntityKind | None = None) -> str:
        """The words' base forms with "_" between: without initials, patronymics and small words
        that no name is told by. What names of bodies are made of is told in English."""
        case = self._case(at)
        is_person = kind is EntityKind.PERSON
        words = []
        for i in range(at, stop):
            token = self.tokens[i]
            if token.pos == "SIGN" or INITIAL in token.feats or token.lower in UNTOLD:
                continue
            is_untold = self._is_patronymic(i, stop) or ROMAN.fullmatch(token.text)
            if is_person and at < i and is_untold:
                continue
            part = None if is_person or stop == at + 1 else self._told_in_english(i)
            words.append(
                part or base_form(token, self.language, self._wanted(at, i, stop, kind), case)
            )
            if is_person and i == at and self._facts(i).cases and "nomn" not in token.feats:
                case = next(iter(sorted(token.feats & CASES)), case)
        return "_".join(filter(None, words))

    def _told_in_english(self, at: int) -> str | None:
        """A word of a longer name that is a listed place, or a part of bodies' names."""
        if self.tokens[at].is_capital:
            listed = self._listed_at(at)
            if listed is not None and listed.length == 1 and listed.kind.is_of_place:
                return listed.key
        return translated(self.tokens[at])

    def _wanted(self, at: int, i: int, stop: int, kind: EntityKind | None) -> str | None:
        """What word ``i`` of a person's name must be read as."""
        if kind is not EntityKind.PERSON or stop == at + 1:
            return None
        return "Surn" if i > at else None

    def _is_patronymic(self, at: int, stop: int) -> bool:
        token = self.tokens[at]
        if "Patr" in token.feats:
            return True
        stem = token.lower.removesuffix("ем").rstrip(VOWELS)
        return at + 1 < stop and stem.endswith(PATRONYMIC)
