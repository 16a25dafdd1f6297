"""Where names stand in a statement: by listed names, quotation marks, capitals and grammar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from srccmp.annotate.concepts import concepts_of, with_parents
from srccmp.annotate.names.atoms import INITIAL, atoms_of
from srccmp.annotate.names.table import Listed, find_listed
from srccmp.annotate.names.words import (
    ABBREVIATED,
    BODY_WORDS,
    CASE_OF,
    CASES,
    ENGLISH_COMMON,
    PARTY_WORDS,
    PLACE_WORDS,
    TITLES,
    Facts,
    base_form,
    facts,
    is_particle,
    strip_case,
    translated,
)
from srccmp.annotate.tokens import Token, common_spelling, is_known, possible_feats
from srccmp.model import Entity, EntityKind, Span
from srccmp.words import HAS_CYRILLIC

OPENING = "«“„\"'‘"
CLOSING = "»”\"'’"
SENTENCE_SIGNS = ".!?:;—–-•…|" + OPENING
CLOSED = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
SLAVIC = ("ru", "uk")

# What a noun before a name tells of its kind: "ЗРК Patriot", "компанія «Нафтогаз»".
KIND_OF_HEAD = {
    "weapon": EntityKind.WEAPON,
    "company": EntityKind.ORGANISATION,
    "bank": EntityKind.ORGANISATION,
    "media": EntityKind.ORGANISATION,
    "ministry": EntityKind.ORGANISATION,
    "government": EntityKind.ORGANISATION,
    "parliament": EntityKind.ORGANISATION,
    "court": EntityKind.ORGANISATION,
    "party": EntityKind.ORGANISATION,
    "city": EntityKind.PLACE,
    "region": EntityKind.PLACE,
    "country": EntityKind.PLACE,
    "ship": EntityKind.PRODUCT,
    "plane": EntityKind.PRODUCT,
    "car": EntityKind.PRODUCT,
    "train": EntityKind.PRODUCT,
    "president": EntityKind.PERSON,
    "minister": EntityKind.PERSON,
    "prime-minister": EntityKind.PERSON,
    "leader": EntityKind.PERSON,
    "mayor": EntityKind.PERSON,
    "ambassador": EntityKind.PERSON,
    "diplomat": EntityKind.PERSON,
    "expert": EntityKind.PERSON,
    "opponent": EntityKind.PERSON,
}
# Words between such a noun and the name: "ракета типу «Іскандер»", "a missile of the X system".
_CARRIERS = """
тип вид марка модель система комплекс класс клас серия серія имя ім'я название назва
type model system class called named
"""
CARRIERS = frozenset(_CARRIERS.split())

# First words of a body's name that goes on in small letters: «Фонд державного майна».
_BODY_HEADS = """
министерство міністерство совет рада фонд комитет комітет комиссия комісія служба агентство
управление управління департамент палата банк суд центр институт інститут университет університет
академия академія союз спілка ассоциация асоціація федерация федерація конфедерация партия партія
фронт дом дім музей театр бюро инспекция інспекція офис офіс палац дворец фракция фракція лига ліга
альянс движение рух корпорация корпорація компания компанія группа група организация організація
полиция поліція прокуратура гвардия гвардія сила войско армия армія флот штаб управа администрация
адміністрація кабинет кабінет конгресс конгрес собрание збори ассамблея асамблея церковь церква
"""
BODY_HEADS = frozenset(common_spelling(word) for word in _BODY_HEADS.split())
# English words for bodies that name none without another name.
GENERIC = frozenset(
    ["army", "navy", "government", "police", "parliament", "embassy", "forces", "state", "party",
     "council", "court", "guard", "office", "department", "ministry", "university", "church",
     "board", "cabinet", "committee", "commission", "agency", "service", "services", "union",
     "assembly", "bank", "company", "group", "club", "league", "school", "college", "hospital",
     "city", "county", "republic", "district", "region", "province", "street", "road", "island",
     "force", "command", "center", "centre", "news", "times", "team", "capital", "internet", "bible",
     "god", "cup", "tour", "open", "administration", "opposition", "constitution", "town", "palace",
     "crown", "earth", "moon", "north", "south", "east", "west", "media", "press", "security"]
)  # fmt: skip
PLACE_PREPOSITIONS = frozenset(["in", "near", "outside", "across", "в", "у", "во", "уві"])
MAX_QUOTE = 6  # words of a quoted name
ROMAN = re.compile(r"[IVXХІ]+")  # numerals, with the Cyrillic letters that look the same
LOUD = 0.7  # share of words with a capital in a headline that writes all so


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


def known_key(token: Token, language: str) -> str:
    """What the forms of one word have in common, also where no dictionary has it."""
    if language in SLAVIC and not is_known(token.lower, language):
        return strip_case(common_spelling(token.lower), None).rstrip("аеиоуюя")
    return token.key


def known_names(rows: Sequence[tuple[Sequence[Token], str]]) -> frozenset[str]:
    """Keys of the words that an article writes with a capital in mid sentence: they are names at
    the start of a sentence, too. Headlines in capitals tell nothing."""
    found = set()
    for tokens, language in rows:
        if is_loud(tokens, language):
            continue
        for before, token in zip(tokens, tokens[1:], strict=False):
            if token.is_capital and token.is_word and before.is_word:
                found.add(known_key(token, language))
    return frozenset(found)


def find_entities(
    tokens: Sequence[Token], language: str, *, known: frozenset[str] = frozenset()
) -> tuple[Entity, ...]:
    """The names among ``tokens``, left to right, none overlapping.

    ``known`` is what `known_names` says of the article: without it, a word that may be a common
    one is no name at the start of a sentence.
    """
    return _Finder(atoms_of(tokens), language, known).found()


class _Finder:
    """Reads one statement; nothing is kept between two of them."""

    def __init__(self, tokens: Sequence[Token], language: str, known: frozenset[str]) -> None:
        self.tokens = tokens
        self.language = language
        self.known = known
        self.loud = is_loud(tokens, language)
        self.entities: list[Entity] = []

    def found(self) -> tuple[Entity, ...]:
        at = 0
        while at < len(self.tokens):
            at = self._listed(at) or self._quoted(at) or self._run(at) or at + 1
        return tuple(self.entities)

    def _add(self, first: int, stop: int, key: str, kind: EntityKind) -> int:
        there = self.tokens[first:stop]
        words = [there[0].text]
        for before, token in zip(there, there[1:], strict=False):
            words.append(" " * (token.span.start > before.span.stop) + token.text)
        span = Span(there[0].span.start, there[-1].span.stop)
        if key:
            self.entities.append(Entity(span=span, surface="".join(words), key=key, kind=kind))
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

    # --- listed names

    def _listed_at(self, at: int) -> Listed | None:
        return find_listed(self.tokens, at, self.language, begins=self._begins(at))

    def _listed(self, at: int) -> int | None:
        if not self.tokens[at].is_word:
            return None
        listed = self._listed_at(at)
        if listed is None:
            return None
        stop = at + listed.length
        if not self._is_cyrillic(at) and (end := self._body_end(at, stop, listed)):
            return self._add(at, end, self._joined(at, end), self._english_kind(at, end))
        return self._add(at, stop, listed.key, listed.kind)

    def _body_end(self, at: int, stop: int, listed: Listed) -> int | None:
        """Where a longer English name ends that a listed one begins: "Manchester United"."""
        if listed.kind not in (EntityKind.PLACE, EntityKind.DEMONYM) or self.loud:
            return None
        if self.tokens[at].text.isupper():
            return None  # "U.S. Defense Department": two names
        end = stop
        while self._is_capital(end) and self.tokens[end].lower not in ENGLISH_COMMON:
            word = self.tokens[end].lower
            if (word in TITLES and word not in BODY_WORDS) or self._listed_at(end):
                break
            end += 1
        while end > stop and self.tokens[end - 1].lower not in BODY_WORDS | PLACE_WORDS:
            end -= 1
        if end == stop or (end == stop + 1 and self.tokens[stop].lower in GENERIC):
            return None
        return end

    # --- quoted names

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

    # --- runs of capitals

    def _run(self, at: int) -> int | None:
        if not self._is_start(at):
            return None
        if self._is_cyrillic(at):
            return self._cyrillic_run(at)
        return self._latin_run(at)

    def _is_start(self, at: int) -> bool:
        token = self.tokens[at]
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
        if at == 0 or self.tokens[at - 1].text not in ".@#/_":
            return False
        return self.tokens[at].span.start == self.tokens[at - 1].span.stop

    def _is_abbreviation(self, at: int) -> bool:
        token = self.tokens[at]
        if token.lower in ABBREVIATED or ROMAN.fullmatch(token.text) or concepts_of(token, self.language):
            return False
        if self.language in SLAVIC:
            return not self._facts(at).is_common or len(token.text) <= 4
        beside = [t for t in self.tokens[max(0, at - 1) : at + 2] if t.is_word and t is not token]
        shouted = any(t.text.isupper() and len(t.text) > 1 for t in beside)
        if self._facts(at).is_common and (shouted or len(token.text) > 3):
            return False
        return token.lower not in ENGLISH_COMMON

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
        if known_key(token, self.language) in self.known and token.pos != "ADJF":
            return token.pos == "NOUN" or not own.is_known or self._is_capital(at + 1)
        if not self._is_capital(at + 1):
            if own.is_known or not self._follows(at + 1):
                return False
            return "inform" in concepts_of(self.tokens[at + 1], self.language)
        if not own.is_known or own.is_given:
            return True
        return token.pos == "ADJF" and self._facts(at + 1).kind is None

    def _is_latin_start(self, at: int) -> bool:
        token = self.tokens[at]
        if self.language in SLAVIC:
            return True
        if token.lower in ENGLISH_COMMON or token.lower in TITLES - BODY_WORDS:
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

    def _is_compound_word(self, token: Token) -> bool:
        """Whether a word with hyphens is of common words: "Year-on-year"."""
        parts = token.text.split("-")
        return len(parts) > 1 and not any(part[:1].isupper() for part in parts[1:])

    def _latin_run(self, at: int) -> int:
        stop = self._latin_end(at)
        if stop == at + 1:
            token = self.tokens[at]
            if token.lower in GENERIC or token.lower in TITLES:
                return stop
            own = self._facts(at)
            if own.is_common and concepts_of(token, self.language) and not own.is_given:
                return stop
        kind = self._english_kind(at, stop)
        return self._add(at, stop, self._joined(at, stop), kind)

    def _latin_end(self, at: int) -> int:
        """The end of a run of capitalised Latin words: "Bank of Scotland", "Ursula von der …"."""
        stop = at + 1
        while stop < len(self.tokens):
            token = self.tokens[stop]
            if token.pos == "NUM" and len(token.text) <= 2:
                if token.span.start > self.tokens[stop - 1].span.stop + 1:
                    break
                if self._facts(at).is_given or self.language == "en" and not self._ends_number(stop):
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
            if token.lower in ENGLISH_COMMON and self.language == "en":
                break
            if token.lower in TITLES and token.lower not in BODY_WORDS:
                break
            if self._is_cyrillic(stop):
                break
            if self.loud and self._facts(stop).is_common and token.lower not in BODY_WORDS:
                break
            if (listed := self._listed_at(stop)) and not self._is_inner(at, stop, listed):
                break
            stop += 1
        return stop

    def _ends_number(self, at: int) -> bool:
        """Whether a number at ``at`` ends the name: "Nord Stream 2", not "In Chelsea 3 people"."""
        behind = at + 1
        return not self._follows(behind) or not self.tokens[behind].lower.endswith("s")

    def _is_capital_behind(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].is_capital

    def _joint(self, at: int, stop: int) -> int:
        """How many small words at ``stop`` join two parts of one name; 0 for none."""
        word = self.tokens[stop].lower
        if is_particle(word):
            length = 1
            while self._follows(stop + length) and is_particle(self.tokens[stop + length].lower):
                length += 1
            return length if self._is_capital(stop + length) else 0
        if word == "of" and self.tokens[stop - 1].lower in BODY_WORDS | PLACE_WORDS | OF_WORDS:
            the = self._follows(stop + 1) and self.tokens[stop + 1].lower == "the"
            return 1 + the if self._is_capital(stop + 1 + the) else 0
        return 0

    def _is_inner(self, at: int, stop: int, listed: Listed) -> bool:
        """Whether a listed place is a part of the run: "Bank of Scotland", "Paris Hilton"."""
        if listed.kind not in (EntityKind.PLACE, EntityKind.DEMONYM):
            return False
        if self._body_end(stop, stop + listed.length, listed):
            return True
        if listed.length > 1 or listed.kind is not EntityKind.PLACE:
            return False
        if self.tokens[stop - 1].lower in ("of", "the"):
            return True
        return stop == at + 1 and self._facts(at).is_given

    def _english_kind(self, at: int, stop: int) -> EntityKind:
        words = [self.tokens[i].lower for i in range(at, stop)]
        head = self._head_kind(at)
        if head is EntityKind.WEAPON:
            return head
        if words[-1] in BODY_WORDS and len(words) > 1:
            return EntityKind.ORGANISATION
        if len(words) > 2 and "of" in words[1:-1] and words[words.index("of") - 1] in BODY_WORDS:
            return EntityKind.ORGANISATION
        if words[-1] in PLACE_WORDS and len(words) > 1 or words[0] in ("mount", "lake", "port"):
            return EntityKind.PLACE
        first = self.tokens[at]
        if INITIAL in first.feats or self._facts(at).is_given:
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
            if stop == at + 1 and is_common:
                return stop  # «Посольство», «Верховного»: a common word with a capital
        kind = self._cyrillic_kind(at, stop)
        key = self._joined(at, stop, kind)
        return self._add(at, stop, key, kind)

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
            is_first = stop == at + 1 and not first.is_known  # «Ліндсі Грем»: of two first names
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
            while self._follows(step) and tokens[step].pos == "ADJF" and not tokens[step].is_capital:
                if "gent" not in possible_feats(tokens[step], self.language):
                    return end
                step += 1
            if self._follows(step) and tokens[step].pos == "NOUN" and not tokens[step].is_capital:
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
        if stop > at + 1 and not own.is_common and "anim" in possible_feats(
            self.tokens[at], self.language
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

    def _is_full_name(self, at: int, stop: int) -> bool:
        """Two or three words that no dictionary has: mostly a first name and a surname."""
        words = self.tokens[at:stop]
        if len(words) not in (2, 3) or any(t.pos == "NUM" or t.text.isupper() for t in words):
            return False
        return not any(self._facts(i).is_common or "-" in t.text for i, t in enumerate(words, at))

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

    # --- keys

    def _is_patronymic(self, at: int, stop: int) -> bool:
        token = self.tokens[at]
        if "Patr" in token.feats:
            return True
        stem = token.lower.removesuffix("ем").rstrip(VOWELS)
        return at + 1 < stop and stem.endswith(PATRONYMIC)

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
            if is_person and at < i and self._is_patronymic(i, stop):
                continue
            part = None if is_person or stop == at + 1 else self._told_in_english(i)
            words.append(part or base_form(token, self.language, self._wanted(at, i, stop, kind), case))
            if is_person and i == at and self._facts(i).cases and "nomn" not in token.feats:
                case = next(iter(sorted(token.feats & CASES)), case)
        return "_".join(filter(None, words))

    def _told_in_english(self, at: int) -> str | None:
        """A word of a longer name that is a listed place, or a part of bodies' names."""
        if self.tokens[at].is_capital:
            listed = self._listed_at(at)
            if listed is not None and listed.length == 1 and listed.kind in PLACES:
                return listed.key
        return translated(self.tokens[at])

    def _wanted(self, at: int, i: int, stop: int, kind: EntityKind | None) -> str | None:
        """What word ``i`` of a person's name must be read as."""
        if kind is not EntityKind.PERSON or stop == at + 1:
            return None
        return "Surn" if i > at else None


PLACES = frozenset({EntityKind.PLACE, EntityKind.DEMONYM})
UNTOLD = frozenset(["of", "the", "'s", "for", "and", "по", "з", "и", "і", "та", "у", "в", "на"])
SMALL_WORDS = frozenset({"ADVB", "CONJ", "PRCL", "PREP", "INTJ", "PRED"})
COUNTED = frozenset({"NOUN", "ADJF", ""})
SPOKEN = frozenset({"PRCL", "CONJ", "ADVB", "PRED", "INTJ", "INFN", "GRND", "PRTS", "ADJS"})
NAME_FEATS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
# Ends of patronymics without their case's vowels.
PATRONYMIC = ("ович", "евич", "йович", "ьич", "івн", "ївн", "овн", "евн", "ічн")
VOWELS = "аеиоуюяіїєы"
# Words that English joins to a place by "of" and that name no body.
OF_WORDS = frozenset(["duke", "duchess", "prince", "princess", "earl", "isle", "people", "statue",
                      "game", "lord", "house", "church", "order", "tower", "cape"])  # fmt: skip


