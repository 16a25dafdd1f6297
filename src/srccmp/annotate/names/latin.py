"""Runs of capitalised words in Latin letters: "Bank of Scotland", "Ursula von der Leyen"."""

from __future__ import annotations

from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.names.atoms import INITIAL
from srccmp.annotate.names.lists import (
    ADDRESSES,
    BODY_WORDS,
    CALENDAR,
    DATED,
    ENGLISH_COMMON,
    GENERIC,
    JOINABLE,
    PARTY_WORDS,
    PLACE_FIRST,
    PLACE_PREPOSITIONS,
    PLACE_WORDS,
    TITLES,
)
from srccmp.annotate.names.reader import SLAVIC, Reader
from srccmp.annotate.names.table import Listed, is_state
from srccmp.annotate.names.words import GERMAN, is_particle, is_unclear_given
from srccmp.model import EntityKind


def surname_key(word: str) -> str:
    """What `known_names` tells of a surname that is a common word, too."""
    return f"surname:{word}"


class LatinReader(Reader):
    """Where a name in Latin letters begins and ends, and of what kind it is."""

    def _is_latin_start(self, at: int) -> bool:
        token = self.tokens[at]
        if self.language in SLAVIC:
            return True
        if self.language == GERMAN and self._facts(at).is_common:
            return False
        if self._is_surname(at):
            return True
        if token.lower in ENGLISH_COMMON or token.lower in TITLES - BODY_WORDS:
            return False
        if self._facts(at).is_common and self._is_of_office(at):
            return False
        before, sign, _ = token.lower.partition("'")
        if sign and (before in ENGLISH_COMMON or token.lower.endswith("n't")):
            return False  # "It'll", "They've", "Didn't"
        if not self.loud and not self._begins(at):
            return True
        if not self._facts(at).is_common:
            return not self._is_compound_word(token)
        if token.key in self.known and not self.loud:
            return True
        if self.loud or not self._is_capital(at + 1):
            return False
        if self._facts(at + 1).is_given:
            return False  # "Analyst Paul Rowlett"
        end = self._latin_end(at)
        return end > at + 1 and self.tokens[end - 1].lower in BODY_WORDS | PLACE_WORDS

    def _is_surname(self, at: int) -> bool:
        """Whether a common word is a person's name here: behind "Mrs", or where the article tells
        that person's full name ("May said", but not "in May")."""
        word, before = self.tokens[at].lower, self.tokens[at - 1].lower if at else ""
        if before in ADDRESSES and self.tokens[at - 1].is_capital:
            return True
        if surname_key(word) not in self.known or before in DATED:
            return False
        beside = self.tokens[max(0, at - 1) : at + 2]
        return not any(token.pos == "NUM" for token in beside)

    def _is_of_office(self, at: int) -> bool:
        """Whether the word tells whose minister or secretary somebody is: "Secretary of State"."""
        return (
            at > 1
            and self.tokens[at - 1].lower == "of"
            and self.tokens[at - 2].lower in TITLES - BODY_WORDS
        )

    def _latin_run(self, at: int) -> int:
        stop = self._latin_end(at)
        if stop == at + 1:
            token = self.tokens[at]
            if self._is_surname(at):
                return self._add(at, stop, self._joined(at, stop), EntityKind.PERSON)
            if token.lower in GENERIC or token.lower in TITLES:
                return stop
            own = self._facts(at)
            if own.is_common and concepts_of(token, self.language) and not own.is_given:
                return stop
        kind = self._english_kind(at, stop)
        return self._add(at, stop, self._joined(at, stop), kind)

    def _latin_end(self, at: int, stop: int = 0) -> int:
        """The end of a run of capitalised Latin words: "Bank of Scotland", "Ursula von der …";
        ``stop`` is how far it is sure to go."""
        stop = stop or at + 1
        while stop < len(self.tokens):
            token = self.tokens[stop]
            if token.pos != "SIGN" and token.span.start == self.tokens[stop - 1].span.stop:
                stop += 1  # "Q10" is two tokens
                continue
            if token.pos == "NUM" and len(token.text) <= 2:
                if token.span.start > self.tokens[stop - 1].span.stop + 1:
                    break
                if self._facts(at).is_given or (
                    self.language == "en" and not self._ends_number(stop)
                ):
                    break
                stop += 1
                continue
            if token.text == "&" and self._is_capital_behind(stop):
                stop += 2
                continue
            if not self._follows(stop):
                break
            if not token.is_capital:
                length = self._joint(at, stop)
                if not length:
                    break
                stop += length
                continue
            if token.lower in ENGLISH_COMMON and not self._is_behind_first_name(at, stop):
                break
            if token.lower in TITLES and token.lower not in BODY_WORDS:
                break
            if self._is_cyrillic(stop):
                break
            is_plain = self.loud or self.language == GERMAN
            if is_plain and self._facts(stop).is_common and token.lower not in BODY_WORDS:
                break
            if (listed := self._listed_at(stop)) and not self._is_inner(at, stop, listed):
                break
            stop += 1
        return stop

    def _is_behind_first_name(self, at: int, stop: int) -> bool:
        """Whether a common word is the surname of the first name before it: "Theresa May"."""
        word = self.tokens[stop].lower
        return (
            stop == at + 1 and self._facts(at).is_given and not self.loud and word not in CALENDAR
        )

    def _ends_number(self, at: int) -> bool:
        """Whether a number at ``at`` ends the name: "Nord Stream 2", not "In Chelsea 3 people"."""
        behind = at + 1
        return not self._follows(behind) or not self.tokens[behind].lower.endswith("s")

    def _is_capital_behind(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].is_capital

    def _joint(self, at: int, stop: int) -> int:
        """How many small words at ``stop`` join two parts of one name; 0 for none."""
        if not self._follows(stop):
            return 0
        word = self.tokens[stop].lower
        if is_particle(word):
            length = 1
            while self._follows(stop + length) and is_particle(self.tokens[stop + length].lower):
                length += 1
            return length if self._is_capital(stop + length) else 0
        joined = {t.lower for t in self.tokens[at:stop]}
        if word == "of" and ("of" in joined or self.tokens[stop - 1].lower in JOINABLE):
            the = self._follows(stop + 1) and self.tokens[stop + 1].lower == "the"
            return 1 + the if self._is_capital(stop + 1 + the) else 0
        return 0

    def _is_inner(self, at: int, stop: int, listed: Listed) -> bool:
        """Whether a listed place is a part of the run: "Bank of Scotland", "Paris Hilton"."""
        if not listed.kind.is_of_place:
            return False
        if self._body_end(stop, stop + listed.length, listed):
            return True
        if listed.length > 1 or listed.kind is not EntityKind.PLACE:
            return False
        if self.tokens[stop - 1].lower in ("of", "the"):
            return True
        return stop == at + 1 and self._facts(at).is_given

    def _body_end(self, at: int, stop: int, listed: Listed) -> int | None:
        """Where a longer English name ends that a listed one begins: "Manchester United"."""
        if not listed.kind.is_of_place or self.loud:
            return None
        if self.tokens[at].text.isupper():
            return None  # "U.S. Defense Department": two names
        end = stop
        while self._is_capital(end) and self.tokens[end].lower not in ENGLISH_COMMON:
            word = self.tokens[end].lower
            if (word in TITLES and word not in BODY_WORDS) or self._listed_at(end):
                break
            end += 1
            if word in BODY_WORDS and (joint := self._joint(at, end)):
                return self._latin_end(at, end + joint)
        while end > stop and self.tokens[end - 1].lower not in BODY_WORDS | PLACE_WORDS:
            end -= 1
        is_office = is_state(listed.key) and end == stop + 1 and self.tokens[stop].lower in GENERIC
        return None if end == stop or is_office else end

    def _english_kind(self, at: int, stop: int) -> EntityKind:
        words = [self.tokens[i].lower for i in range(at, stop)]
        head = self._head_kind(at)
        if head is EntityKind.WEAPON:
            return head
        if words[-1] in BODY_WORDS and len(words) > 1:
            return EntityKind.ORGANISATION
        if len(words) > 2 and "of" in words[1:-1] and words[words.index("of") - 1] in BODY_WORDS:
            return EntityKind.ORGANISATION
        if words[0] in PLACE_FIRST and len(words) > 1:
            return EntityKind.PLACE
        if (words[-1] in PLACE_WORDS and len(words) > 1) or words[0] in ("mount", "lake", "port"):
            return EntityKind.PLACE
        first = self.tokens[at]
        if INITIAL in first.feats or self._facts(at).is_given:
            return EntityKind.PERSON
        if len(words) > 1 and is_unclear_given(words[0]) and not self._facts(at + 1).is_common:
            return EntityKind.PERSON
        before = self.tokens[at - 1].lower if at else ""
        if before in TITLES - PARTY_WORDS and self.tokens[at - 1].is_capital:
            return EntityKind.PERSON
        if head is not None:
            return head
        if len(words) == 1 and first.text.isupper() and not self.loud:
            return EntityKind.ORGANISATION
        if before in PLACE_PREPOSITIONS and self.language == "en" and len(words) <= 2:
            return EntityKind.PLACE
        if self.language == "en" and not self.loud and self._is_full_name(at, stop):
            return EntityKind.PERSON
        return EntityKind.NAME
