"""Runs of capitalised Cyrillic words, as far as the dictionary and grammar allow them."""

from __future__ import annotations

import re
from collections import Counter

from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.names.atoms import INITIAL
from srccmp.annotate.names.lists import (
    BODY_HEADS,
    COUNTED,
    MAX_QUOTE,
    NAME_FEATS,
    PLACE_PREPOSITIONS,
)
from srccmp.annotate.names.reader import ROMAN, SLAVIC, Reader
from srccmp.annotate.names.table import Listed
from srccmp.annotate.names.words import is_particle, strip_case
from srccmp.annotate.tokens import Token, common_spelling, possible_feats
from srccmp.model import EntityKind
from srccmp.words import is_known

SMALL_WORDS = frozenset({"ADVB", "CONJ", "PRCL", "PREP", "INTJ", "PRED"})


SURNAME = re.compile(r"[сцз]кии$")  # of a lemma in the common spelling


def known_key(token: Token, language: str) -> str:
    """What the forms of one word have in common, also where no dictionary has it."""
    if language in SLAVIC and not is_known(token.lower, language):
        return strip_case(common_spelling(token.lower), None).rstrip("аеиоуюя")
    return token.key


class CyrillicReader(Reader):
    """Where a Cyrillic name begins and ends, and of what kind it is."""

    def _is_cyrillic_start(self, at: int) -> bool:
        token, own = self.tokens[at], self._facts(at)
        if self.loud and token.text.isupper():
            return own.kind is not None and not own.is_common
        if not self._begins(at):
            return True
        if not own.is_known and self._is_compound_word(token):
            return False
        if possible_feats(token, self.language) & SMALL_WORDS:
            return False
        if own.kind is not None and not own.is_common:
            return True
        if self.language == "ru" and token.feats & NAME_FEATS:
            return True  # the likeliest reading; Ukrainian readings have no order
        is_told = self._follows(at + 1) and self.tokens[at + 1].pos == "VERB"
        if own.is_surname and token.pos == "ADJF" and is_told:
            return True  # «Вербицька очолює місто»
        is_name = token.pos != "ADJF" or own.is_surname
        if known_key(token, self.language) in self.known and is_name:
            return token.pos == "NOUN" or not own.is_known or self._is_capital(at + 1)
        if not self._is_capital(at + 1):
            if own.is_known or not self._follows(at + 1):
                return False
            return "inform" in concepts_of(self.tokens[at + 1], self.language)
        if not own.is_known or own.is_given:
            return True
        return token.pos == "ADJF" and self._facts(at + 1).kind is None

    def _cyrillic_run(self, at: int) -> int:
        own, token = self._facts(at), self.tokens[at]
        stop = self._cyrillic_end(at)
        if own.kind is None and own.is_known and not own.is_given:
            end = self._described_end(at, stop)
            if end > stop:
                key = self._joined(at, end)
                head = self._body_kind(at, end)
                return self._add(at, end, key, head or EntityKind.NAME)
            is_head = common_spelling(token.lemma) in BODY_HEADS
            is_common = token.pos != "NOUN" or is_head or concepts_of(token, self.language)
            if stop == at + 1 and is_common and not self._is_lone_adjective(at):
                return stop  # «Посольство», «Верховного»: a common word with a capital
        kind = self._cyrillic_kind(at, stop)
        key = self._joined(at, stop, kind)
        return self._add(at, stop, key, kind)

    def _is_lone_adjective(self, at: int) -> bool:
        """Whether an adjective in -ський stands without its noun: then it is a surname."""
        token = self.tokens[at]
        if token.pos != "ADJF" or self._begins(at) or not SURNAME.search(token.key):
            return False
        return not self._follows(at + 1) or self.tokens[at + 1].pos not in ("NOUN", "ADJF", "")

    def _cyrillic_end(self, at: int) -> int:
        stop = at + 1
        first = self._facts(at)
        is_person = first.kind is EntityKind.PERSON or INITIAL in self.tokens[at].feats
        surname = first.is_surname and not first.is_given
        while stop < len(self.tokens):
            token = self.tokens[stop]
            if token.pos == "NUM" and not is_person and len(token.text) <= 2:
                if token.span.start > self.tokens[stop - 1].span.stop + 1:
                    break
                if self._follows(stop + 1) and self.tokens[stop + 1].pos in COUNTED:
                    break
                stop += 1
                continue
            if not self._follows(stop):
                break
            if is_particle(token.lower) and not token.is_capital and self._is_capital(stop + 1):
                stop += 1
                continue
            if is_person and ROMAN.fullmatch(token.text):
                stop += 1
                break
            if not token.is_capital or not self._is_cyrillic(stop):
                break
            own = self._facts(stop)
            if (listed := self._listed_at(stop)) and not (
                first.is_given and stop == at + 1 and self._is_like_surname(stop, listed)
            ):
                break
            if is_person and own.kind not in (None, EntityKind.PERSON) and not first.is_given:
                break
            is_other = own.is_given or (first.is_common and first.kind is None)
            is_first = stop == at + 1 and not first.is_known and not self._is_capital(stop + 1)
            if not is_person and is_other and own.kind is EntityKind.PERSON and not is_first:
                break
            if surname and own.is_surname and not own.is_given and not first.cases & own.cases:
                break  # «встречу Трампа Путин назвал»
            surname = surname or own.is_surname
            stop += 1
        return stop

    def _is_like_surname(self, at: int, listed: Listed) -> bool:
        """Whether a listed place may be a surname behind a first name: «Джек Лондон»."""
        return (
            listed.length == 1
            and listed.kind is EntityKind.PLACE
            and not self.tokens[at].text.isupper()
        )

    def _described_end(self, at: int, stop: int) -> int:
        """The end of a body's name that goes on in small letters: adjectives and their noun, and
        what a head such as «Фонд» has in the genitive."""
        end, tokens = stop, self.tokens
        if tokens[end - 1].pos == "ADJF":
            step = end
            while self._follows(step) and tokens[step].pos == "ADJF" and step - at < MAX_QUOTE:
                step += 1
            if not self._follows(step) or tokens[step].pos != "NOUN" or tokens[step].is_capital:
                return at + 1
            if common_spelling(tokens[step].lemma) not in BODY_HEADS:
                return at + 1
            return step + 1
        if common_spelling(tokens[end - 1].lemma) in BODY_HEADS and self._follows(end):
            step = end
            while (
                self._follows(step) and tokens[step].pos == "ADJF" and not tokens[step].is_capital
            ):
                if "gent" not in possible_feats(tokens[step], self.language):
                    return end
                step += 1
            if not self._follows(step) or tokens[step].pos != "NOUN" or tokens[step].is_capital:
                return end
            if "gent" in possible_feats(tokens[step], self.language):
                return step + 1
        return end

    def _body_kind(self, at: int, end: int) -> EntityKind | None:
        for token in self.tokens[at:end]:
            if common_spelling(token.lemma) in BODY_HEADS:
                return EntityKind.ORGANISATION
        return None

    def _cyrillic_kind(self, at: int, stop: int) -> EntityKind:
        head = self._head_kind(at)
        if head in (EntityKind.WEAPON, EntityKind.PERSON):
            return head
        own = self._facts(at)
        kinds = [kind for i in range(at, stop) if (kind := self._facts(i).kind)]
        if INITIAL in self.tokens[at].feats or (own.is_given and stop > at + 1):
            return EntityKind.PERSON
        if EntityKind.PERSON in kinds and (stop > at + 1 or head is None):
            return EntityKind.PERSON
        if body := self._body_kind(at, stop):
            return body
        if (
            stop > at + 1
            and not own.is_common
            and "anim" in possible_feats(self.tokens[at], self.language)
        ):
            return EntityKind.PERSON
        if head:
            return head
        is_placed = bool(at) and self.tokens[at - 1].lower in PLACE_PREPOSITIONS
        if not kinds and not is_placed and self._is_full_name(at, stop):
            return EntityKind.PERSON
        if kinds:
            return Counter(kinds).most_common(1)[0][0]
        if stop == at + 1 and self.tokens[at].text.isupper() and not self.loud:
            return EntityKind.ORGANISATION
        if is_placed and not own.is_known:
            return EntityKind.PLACE
        return EntityKind.NAME
