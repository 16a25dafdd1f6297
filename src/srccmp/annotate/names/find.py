"""Where names stand in a statement: by listed names, quotation marks, capitals and grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.names.atoms import INITIAL, atoms_of
from srccmp.annotate.names.cyrillic import CyrillicReader, known_key
from srccmp.annotate.names.latin import LatinReader, surname_key
from srccmp.annotate.names.lists import ABBREVIATED, ENGLISH_COMMON, MAX_QUOTE, NO_SURNAMES, SPOKEN
from srccmp.annotate.names.reader import CLOSING, OPENING, ROMAN, SLAVIC, is_loud
from srccmp.annotate.names.table import Listed, may_be_listed
from srccmp.annotate.tokens import Token, possible_feats
from srccmp.model import Entity, EntityKind

CLOSED = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
ARABIC = re.compile(r"(?:al|el|as|ash|аль|эль|ель)-[A-ZА-ЯІЇЄ]")


def known_names(rows: Sequence[tuple[Sequence[Token], str]]) -> frozenset[str]:
    """Keys of the words that an article writes with a capital in mid sentence: they are names at
    the start of a sentence, too. Headlines in capitals tell nothing."""
    found = set()
    for tokens, language in rows:
        if is_loud(tokens, language):
            continue
        for before, token in pairwise(tokens):
            if token.is_capital and token.is_word and before.is_word:
                found.add(known_key(token, language))
    return frozenset(found)


def surnames(rows: Iterable[Sequence[Entity]]) -> frozenset[str]:
    """What `known_names` lacks: the surnames of the people whose first names are told. They are
    names alone, too, where they are common words: May, West."""
    return frozenset(
        surname_key(word)
        for entities in rows
        for entity in entities
        if entity.kind is EntityKind.PERSON and " " in entity.surface
        if (word := entity.surface.split()[-1].lower()) in NO_SURNAMES
    )


def find_entities(
    tokens: Sequence[Token], language: str, *, known: frozenset[str] = frozenset()
) -> tuple[Entity, ...]:
    """The names among ``tokens``, left to right, none overlapping.

    ``known`` is what `known_names` says of the article: without it, a word that may be a common
    one is no name at the start of a sentence.
    """
    return _Finder(atoms_of(tokens), language, known).found()


class _Finder(LatinReader, CyrillicReader):
    """Goes through a statement from left to right."""

    def found(self) -> tuple[Entity, ...]:
        at = 0
        while at < len(self.tokens):
            if not self._may_begin(self.tokens[at]):
                at += 1
                continue
            at = self._listed(at) or self._quoted(at) or self._run(at) or at + 1
        return tuple(self.entities)

    def _may_begin(self, token: Token) -> bool:
        """Whether a name can begin with the token at all: most words of a text cannot."""
        text = token.text
        if text[0].isupper() or text in OPENING or "-" in text:
            return True
        return token.pos != "SIGN" and may_be_listed(token, self.language)

    def _listed(self, at: int) -> int | None:
        if not self.tokens[at].is_word:
            return None
        listed = self._listed_at(at)
        if listed is None:
            return None
        stop = at + listed.length
        if self._is_first_name(at, listed):
            return None
        if not self._is_cyrillic(at) and (end := self._body_end(at, stop, listed)):
            return self._add(at, end, self._joined(at, end), self._english_kind(at, end))
        return self._add(at, stop, listed.key, listed.kind)

    def _is_first_name(self, at: int, listed: Listed) -> bool:
        """Whether a listed place is rather the first name of who is told next: «Софія Коваль»."""
        behind = at + 1
        if listed.length > 1 or listed.kind is not EntityKind.PLACE or not self._is_capital(behind):
            return False
        if self.tokens[behind].text.isupper() or self._listed_at(behind):
            return False
        surname = self._facts(behind)
        return self._facts(at).is_given and (surname.is_surname or not surname.is_common)

    def _quoted(self, at: int) -> int | None:
        stop = self._closing(at)
        if stop is None:
            return None
        last = stop
        while stop > at + 2 and self.tokens[stop - 1].pos == "SIGN":
            stop -= 1
        inner = range(at + 1, stop)
        kind = self._head_kind(at)
        if kind is None and len(inner) > 1 and not self._is_title(at + 1, stop):
            return None
        listed = self._listed_at(at + 1)
        if listed is not None and self._is_all(at + 1 + listed.length, stop):
            self._add(at + 1, stop, listed.key, listed.kind)
        else:
            self._add(at + 1, stop, self._joined(at + 1, stop), kind or EntityKind.NAME)
        return last + 1

    def _is_all(self, first: int, stop: int) -> bool:
        """Whether all that is left of a quoted name is its country: «Нафтогаз України»."""
        if first == stop:
            return True
        if first > stop:
            return False
        country = self._listed_at(first)
        is_place = country is not None and country.kind is EntityKind.PLACE
        return is_place and country is not None and first + country.length == stop

    def _is_title(self, first: int, stop: int) -> bool:
        """Whether quoted words look like a name of their own, not like what somebody said."""
        words = [t for t in self.tokens[first:stop] if t.is_word]
        if all(t.is_capital for t in words) or self.language not in SLAVIC:
            return all(t.is_capital or t.lower in ("of", "the", "and", "for") for t in words)
        if any(t.pos in SPOKEN for t in words):
            return False
        return len(words) <= 3 and any(
            t.pos == "NOUN" and "nomn" in possible_feats(t, self.language) for t in words
        )

    def _closing(self, at: int) -> int | None:
        """Index of the closing mark of a short capitalised quotation that begins at ``at``."""
        tokens = self.tokens
        if tokens[at].text not in OPENING or at + 1 >= len(tokens):
            return None
        if tokens[at + 1].span.start != tokens[at].span.stop or not tokens[at + 1].is_capital:
            return None
        for stop in range(at + 2, min(at + MAX_QUOTE + 1, len(tokens))):
            token = tokens[stop]
            if token.text in CLOSING and token.span.start == tokens[stop - 1].span.stop:
                return stop
            if token.pos in ("VERB", "SIGN", "NPRO") and token.text not in "-–&.—":
                return None
        return None

    def _run(self, at: int) -> int | None:
        if not self._is_start(at):
            return None
        if self._is_cyrillic(at):
            return self._cyrillic_run(at)
        return self._latin_run(at)

    def _is_start(self, at: int) -> bool:
        token = self.tokens[at]
        if ARABIC.match(token.text):
            return True
        if not token.is_word or not token.is_capital or token.pos in CLOSED:
            return False
        if INITIAL in token.feats:
            return self._is_capital(at + 1)
        if self._is_address(at):
            return False
        if len(token.text) == 1:
            return False
        if token.text.isupper() and not self.loud:
            return self._is_abbreviation(at)
        if self._is_cyrillic(at):
            return self._is_cyrillic_start(at)
        return self._is_latin_start(at)

    def _is_address(self, at: int) -> bool:
        """Whether the word is a part of a web address, a handle or a tag: "RBK.ua", "@MFA"."""
        if at == 0 or self.tokens[at].span.start > self.tokens[at - 1].span.stop:
            return False
        before = self.tokens[at - 1]
        return before.text in ".@#/_" or before.pos != "SIGN"

    def _is_abbreviation(self, at: int) -> bool:
        token = self.tokens[at]
        if (
            token.lower in ABBREVIATED
            or ROMAN.fullmatch(token.text)
            or concepts_of(token, self.language)
        ):
            return False
        if self.language in SLAVIC:
            return not self._facts(at).is_common or len(token.text) <= 4
        beside = [t for t in self.tokens[max(0, at - 1) : at + 2] if t.is_word and t is not token]
        shouted = any(t.text.isupper() and len(t.text) > 1 for t in beside)
        if self._facts(at).is_common and (shouted or len(token.text) > 3):
            return False
        return token.lower not in ENGLISH_COMMON
