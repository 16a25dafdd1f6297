"""Whose word a statement is, under one key for all articles: a person, a state, a body, a paper.

`attribution` finds the words that name a speaker. Here they become comparable. A person has the
key that all articles' names were settled under; a state's ministries, diplomats and capital speak
for the state; who is only described ("the Ukrainian leader") is the one whom the accounts call so
by name; a body without a name has the key of its role (``cues/roles.toml``), the same in every
language; nobody in particular ("a source", "experts") has none.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from itertools import dropwhile, pairwise

from srccmp.annotate.attribution import Speaking, carried
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.continuing import go_on, is_nobody
from srccmp.annotate.credits import listed_outlet, site_label
from srccmp.annotate.names import find_entities, government_of, latin
from srccmp.annotate.tokens import Token, common_spelling, possible_feats
from srccmp.annotate.voices import CASES, SLAVIC
from srccmp.model import Entity, EntityKind, Manner, Source, Span
from srccmp.words import analyser

# Bodies that speak for a state: their word is the state's, whichever office gives it.
STATE_BODIES = frozenset(
    {"foreign-ministry", "defence-ministry", "interior-ministry", "armed-forces-russia",
     "armed-forces-ukraine", "security-service", "fsb"}
)  # fmt: skip
# Bodies that one state alone has under this name.
OWN_STATE = {
    "armed-forces-russia": "russia",
    "armed-forces-ukraine": "ukraine",
    "security-service": "ukraine",
    "fsb": "russia",
}
# Roles that one ministry is called by: "the ministry" is that whose diplomats spoke before.
DIPLOMACY = frozenset({"foreign-ministry", "ministry", "minister", "diplomat"})
# Experts and reporters of a named house speak as that house.
HOUSED = frozenset({"expert", "media"})
ARTICLES = ("the", "a", "an")
OF = frozenset({"of", "for", "in", "at", "from", "by", "with", "who", "which"})
OPENING = 2  # words before the person with whom a statement begins
LOOK_BACK = 4  # statements back in which a pronoun's person is looked for
# Who was called in and is told something.
ADDRESSED = frozenset(
    {"ему", "ей", "им", "йому", "їй", "їм", "послу", "дипломату", "дипломатові", "послові"}
)
HUMAN = frozenset({"masc", "femn"})  # "he", "she"
MIN_KEY = 3
OPENING_MARKS = '«“„"'
WITH_COUNTRY = 2  # words of a body's name with its country's
SHORT_FORM = 3  # letters of a legal form: НАК, ПАТ, ООО
TITLE_REACH = 9  # tokens between an office and the name of who holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One article's statements in order, one entry of each field a statement; ``entities`` have
    their settled keys, ``source`` is the paper itself, ``text`` shows the paragraphs."""

    language: str
    tokens: Sequence[Sequence[Token]]
    entities: Sequence[Sequence[Entity]]
    speaking: Sequence[Speaking | None]
    source: Source | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a speaker is called; see ``cues/roles.toml``."""

    name: str
    kind: str
    like: str | None


@dataclass(frozen=True, slots=True)
class _Roles:
    words: Mapping[str, Role]
    stems: tuple[tuple[str, Role], ...]


@cache
def _entries() -> dict[str, dict[str, str]]:
    text = files("srccmp.annotate.cues").joinpath("roles.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _roles(language: str) -> _Roles:
    words: dict[str, Role] = {}
    stems: list[tuple[str, Role]] = []
    for name, entry in _entries().items():
        role = Role(name=name, kind=entry["kind"], like=entry.get("like"))
        for word in entry.get(language, "").split():
            if word.endswith("*"):
                stems.append((common_spelling(word[:-1]), role))
            else:
                words.setdefault(common_spelling(word), role)
    return _Roles(words, tuple(stems))


@cache
def _mouth_words(language: str) -> frozenset[str]:
    """The keys of all words for a spokesperson."""
    return frozenset(key for key, role in _roles(language).words.items() if role.kind == "spokes")


@cache
def _towns() -> frozenset[str]:
    return frozenset(_entries()["town"]["keys"].split())


def role_of(token: Token, language: str) -> Role | None:
    """The role that a word names; None for most words.

    >>> from srccmp.annotate.tokens import tokenize
    >>> [role_of(tokenize(word, "uk")[0], "uk").name for word in ("прем'єр", "очевидці")]
    ['prime-minister', 'witness']
    """
    roles = _roles(language)
    for form in (token.key, common_spelling(token.lower)):
        if role := roles.words.get(form):
            return role
        for stem, role in roles.stems:
            if form.startswith(stem):
                return role
    return None


def is_state(place: str) -> bool:
    """Whether a place's key can be a state's: no town or region that the lists know.

    >>> is_state("france"), is_state("kyiv")
    (True, False)
    """
    return place not in _towns()


def settle_speakers(articles: Sequence[Spoken]) -> tuple[tuple[Speaking | None, ...], ...]:
    """The same with one key for each speaker over all articles; None where nobody is named."""
    outlets = _outlets(articles)
    others = _other_names(articles)
    readers = [
        _Reader(
            replace(
                article,
                entities=[
                    tuple(
                        replace(e, key=others[e.key]) if e.key in others else e
                        for e in _joined(names)
                    )
                    for names in article.entities
                ],
            ),
            outlets,
        )
        for article in articles
    ]
    everyone: dict[tuple[str, str], Counter[str]] = {}
    for reader in readers:
        for office, people in reader.holders.items():
            everyone.setdefault(office, Counter()).update(people)
    for reader in readers:
        reader.everyone = everyone
    mouths = _mouths(readers)
    return tuple(reader.settled(mouths) for reader in readers)


def _outlets(articles: Sequence[Spoken]) -> dict[str, str]:
    """By each name that an outlet at hand goes by («Немецкая волна», dw.com) its source's key; of
    several outlets with one name the first in the order of keys."""
    found: dict[str, str] = {}
    sources = {a.source.key: a.source for a in articles if a.source is not None}
    for key, source in sorted(sources.items()):
        listed = listed_outlet(key) or listed_outlet(source.name)
        for name in filter(None, (key, source.name, site_label(key), listed)):
            found.setdefault(_plain(name), key)
    return found


def _mouths(readers: Sequence[_Reader]) -> dict[str, str]:
    """Named spokespersons with whom they speak for, where all accounts say the same."""
    found: dict[str, set[str]] = {}
    for reader in readers:
        for person, body in reader.mouths():
            found.setdefault(person, set()).add(body)
    return {person: min(bodies) for person, bodies in sorted(found.items()) if len(bodies) == 1}


def _other_names(articles: Sequence[Spoken]) -> dict[str, str]:
    """Keys that name the same body as a shorter one: «НАК» beside «Нафтогаз», and with its
    country («Нафтогаз України»)."""
    alone = Counter(e.key for a in articles for names in a.entities for e in names)
    found: dict[str, str] = {}
    for article in articles:
        for tokens, names in zip(article.tokens, article.entities, strict=True):
            for name in names:
                if name.kind is EntityKind.PERSON:
                    continue
                words = [t for t in tokens if name.span.covers(t.span) and t.is_word]
                if len(words) != WITH_COUNTRY:
                    continue
                first = latin(words[0].lemma)
                if alone[first] and _is_country(words[1], article.language):
                    found[name.key] = first
            for left, right in pairwise(names):
                is_form = left.surface.isupper() and len(left.surface) <= SHORT_FORM
                if not is_form or left.is_of_place or right.surface.isupper():
                    continue
                between = [
                    t.text
                    for t in tokens
                    if left.span.stop <= t.span.start and t.span.stop <= right.span.start
                ]
                if len(between) == 1 and between[0] in OPENING_MARKS:
                    found.setdefault(left.key, right.key)
    return {key: found.get(other, other) for key, other in sorted(found.items()) if key != other}


def _is_country(token: Token, language: str) -> bool:
    return any(e.is_of_place for e in find_entities((token,), language))


def _joined(names: Sequence[Entity]) -> tuple[Entity, ...]:
    """The same with a person's surname joined to the first name where the two were told apart
    («Хайко», a person, «Маас», a river), and abbreviations never persons."""
    found: list[Entity] = []
    for name in names:
        if name.kind is EntityKind.PERSON and name.surface.isupper():
            name = replace(name, kind=EntityKind.NAME)
        before = found[-1] if found else None
        is_surname = (
            before is not None
            and before.kind is EntityKind.PERSON
            and name.span.start == before.span.stop + 1
            and " " not in before.surface
            and name.surface[:1].isupper()
            and not name.surface.isupper()
        )
        if before is not None and is_surname:
            found[-1] = Entity(
                span=Span(before.span.start, name.span.stop),
                surface=f"{before.surface} {name.surface}",
                key=name.key,
                kind=EntityKind.PERSON,
            )
        else:
            found.append(name)
    return tuple(found)


def _by_nobody(speaking: Speaking) -> Speaking:
    nobody = replace(speaking.attribution, speaker=None, key=None)
    return replace(speaking, attribution=nobody, span=None)


def _plain(name: str) -> str:
    return latin(name).replace("-", "")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A speaker's words: ``head`` is what they are, ``rest`` the other words without names."""

    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    head: Token | None
    rest: tuple[Token, ...]


@dataclass(slots=True)
class _Reader:
    """One article: who holds which office in it, and its speakers' keys."""

    article: Spoken
    outlets: Mapping[str, str]
    holders: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    named: dict[str, list[str]] = field(default_factory=dict)
    states: list[tuple[int, frozenset[str], str]] = field(default_factory=list)
    everyone: Mapping[tuple[str, str], Counter[str]] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)  # of named spokespersons

    def __post_init__(self) -> None:
        for tokens, names in zip(self.article.tokens, self.article.entities, strict=True):
            for name in names:
                if name.kind is EntityKind.PERSON:
                    self._note_holder(name, tokens, names)
                elif name.kind in (EntityKind.ORGANISATION, EntityKind.NAME):
                    self._note_named(name, tokens)
            for body, place in _beside(names):
                self.states.append((body.span.start, DIPLOMACY, government_of(place.key)))

    # Who is who

    def _note_holder(
        self, person: Entity, tokens: Sequence[Token], names: Sequence[Entity]
    ) -> None:
        """«президент України Володимир Зеленський», "the mayor, Hanna Verbytska"."""
        language = self.article.language
        before = [t for t in tokens if t.span.stop <= person.span.start]
        start = len(before)
        if language == "en" and start and before[-1].text == ",":
            start -= 1
        stop = start
        while start > 0 and stop - start < TITLE_REACH and self._is_title(before[start - 1]):
            start -= 1
        if start < stop and self._holds(before[start:stop], person, tokens):
            span = Span(before[start].span.start, before[stop - 1].span.stop)
            phrase = self._phrase(before[start:stop], [e for e in names if span.covers(e.span)])
            self._hold(phrase, person.key)

    def _holds(self, title: Sequence[Token], person: Entity, tokens: Sequence[Token]) -> bool:
        language = self.article.language
        office = next(
            (
                t
                for t in title
                if (r := role_of(t, language)) and (r.kind == "office" or r.name == "minister")
            ),
            None,
        )
        return office is not None and self._is_name_of(office, person, tokens)

    def _is_title(self, token: Token) -> bool:
        if token.pos == "SIGN":
            return token.text in "'’-" or token.lower in ("'s", "’s")
        if self.article.language == "en":
            is_name = token.is_capital or role_of(token, "en") is not None
            return is_name or token.lower in ("of", "the", "'s", "’s", "foreign")
        return token.pos in ("NOUN", "ADJF", "") or token.lower in ("по", "з", "із", "і", "и", "й")

    def _hold(self, phrase: _Phrase, person: str) -> None:
        language = self.article.language
        if any((r := role_of(t, language)) and r.kind == "former" for t in phrase.tokens):
            return
        if office := self._office(phrase):
            self.holders.setdefault(office, Counter())[person] += 1

    def _office(self, phrase: _Phrase) -> tuple[str, str] | None:
        """Which office the phrase names, and whose; an aide to a president holds none."""
        role = role_of(phrase.head, self.article.language) if phrase.head else None
        if role is None or not (role.kind == "office" or role.name == "minister"):
            return None
        if any(
            (r := role_of(t, self.article.language)) and r.kind == "former" for t in phrase.tokens
        ):
            return None  # «бывший мэр»: not who holds the office
        places = [e for e in phrase.entities if e.is_of_place]
        is_foreign = any(e.key == "foreign-ministry" for e in phrase.entities) or any(
            (r := role_of(t, self.article.language)) and r.name in ("foreign", "foreign-ministry")
            for t in phrase.tokens
        )
        if is_foreign:
            return "foreign-minister", government_of(places[0].key) if places else ""
        body = next((e.key for e in phrase.entities if e.key in STATE_BODIES), None)
        if body is not None:  # «глава МВД Франции» is not who leads France
            return "minister", "-".join([body, *(government_of(e.key) for e in places[:1])])
        is_ministry = any(
            (r := role_of(t, self.article.language)) and r.name == "ministry" for t in phrase.rest
        )
        if is_ministry and role.name in ("leader", "head"):
            return "minister", ""  # "the head of the ministry"
        owner = self._owner(phrase)
        if role.name == "minister" and places:
            owner = "-".join([owner, *(latin(t.key) for t in phrase.rest)])
        return role.name, owner

    def _note_named(self, name: Entity, tokens: Sequence[Token]) -> None:
        """«холдинг «Химтрейд»»: what "the holding" is afterwards."""
        before = [t for t in tokens if t.span.stop <= name.span.start and t.is_word]
        role = role_of(before[-1], self.article.language) if before else None
        key = self._outlet(name.key)
        kind = role.name if role is not None and role.kind in ("general", "outlet") else None
        own = self.article.source.key if self.article.source else None
        if kind is None and _plain(name.key) in self.outlets and key != own:
            kind = "outlet"  # a paper whose account is at hand
        if kind is not None and key not in self.named.setdefault(kind, []):
            self.named[kind].append(key)

    def _outlet(self, key: str) -> str:
        return self.outlets.get(_plain(key), key)

    # Phrases

    def _phrase(self, tokens: Sequence[Token], entities: Sequence[Entity]) -> _Phrase:
        language = self.article.language
        words = tuple(t for t in tokens if t.is_word and t.lower not in ("'s", "’s"))
        head: Token | None
        if language == "en":
            part = list(dropwhile(lambda t: t.lower in (*OF, *ARTICLES), words))
            cut = next((i for i, t in enumerate(part) if t.lower in OF and i), len(part))
            head = part[cut - 1] if part else None
            role_words = [t for t in part[:cut] if role_of(t, language)]
            if head is not None and role_of(head, language) is None and role_words:
                head = role_words[-1]
        else:
            head = next(
                (
                    t
                    for t in words
                    if t.pos in ("NOUN", "") and not (t.pos == "" and role_of(t, language) is None)
                ),
                None,
            )
            head = head or next((t for t in words if role_of(t, language)), None)
            head = head or (words[0] if words else None)
        rest = tuple(
            t
            for t in words
            if t is not head
            and not any(e.span.covers(t.span) for e in entities)
            and t.pos not in ("PREP", "CONJ")
            and t.lower not in (*OF, *ARTICLES, "and")
            and not ((role := role_of(t, language)) and role.kind in ("empty", "former"))
        )
        return _Phrase(words, tuple(entities), head, rest)

    def _owner(self, phrase: _Phrase) -> str:
        """Whose office it is: the first state, town or body beside it, else its other words."""
        for entity in phrase.entities:
            if entity.is_of_place:
                return entity.key
        for entity in phrase.entities:
            if entity.kind is not EntityKind.PERSON:
                return self._outlet(entity.key)
        return "-".join(latin(t.key) for t in phrase.rest)

    # Keys

    def settled(self, bodies: Mapping[str, str]) -> tuple[Speaking | None, ...]:
        """The speakers with their keys; ``bodies`` tells whom a named spokesperson speaks for."""
        self.bodies = bodies
        article = self.article
        keys: dict[tuple[Span | None, str], str | None] = {}
        found: list[Speaking | None] = []
        for index, speaking in enumerate(article.speaking):
            if speaking is not None and speaking.pronoun is not None:
                speaking = self._meant(speaking, index)
            elif speaking is not None and is_nobody(speaking):
                speaking = self._host(speaking, index)
            if speaking is None or speaking.attribution.key is None:
                found.append(speaking)
                continue
            raw = speaking.attribution.key
            seen = (speaking.span, raw)
            if seen not in keys:
                keys[seen] = self._key(speaking, raw)
            own = replace(speaking.attribution, key=keys[seen])
            if self._is_own(speaking):
                own = replace(own, manner=Manner.OWN)
            found.append(replace(speaking, attribution=own))
        self._give_back(found)
        return go_on(found, article.tokens, article.language, article.text)

    def _give_back(self, found: list[Speaking | None]) -> None:
        """«Про це він заявив»: once it is known who he is, the sentence before is his as well."""
        for index in range(1, len(found)):
            own, raw, said = found[index], self.article.speaking[index], found[index - 1]
            if own is None or raw is None or said is None or not raw.is_about_before:
                continue
            is_same = raw.attribution.speaker is None and is_nobody(said)
            if is_same and own.attribution.speaker and said.attribution.cue == raw.attribution.cue:
                found[index - 1] = carried(own, said.attribution.manner)

    def _meant(self, speaking: Speaking, index: int) -> Speaking:
        """Whom "he" or "she" stands for: the last speaker, unless the gender tells otherwise or
        the sentence before begins with another person."""
        span, gender = speaking.span, speaking.pronoun
        assert gender is not None
        place = self._place(span) if span is not None else None
        if gender == "plur":
            return speaking if not self._is_one_person(span, place) else _by_nobody(speaking)
        before = index - 1
        if place is not None and before >= 0 and self.article.speaking[before] is None:
            subject = self._subject(before)
            if subject is not None and self._can_be(subject.span, before, gender):
                return self._said_by(speaking, subject)
            if gender in HUMAN and self._is_overtaken(span, place, before):
                return _by_nobody(speaking)
        known = self._gender(span, place) if span is not None and place is not None else None
        is_shown = self.article.language != "en" and known is not None
        is_apart = gender != "neut" and not is_shown and not self._is_human(span)
        if gender == "neut" or (known in (gender, None) and not is_apart):
            return speaking
        told: list[Entity] = []
        for step in range(index, max(-1, index - LOOK_BACK), -1):
            for name in reversed(self.article.entities[step]):
                is_before = step < index or name.span.stop <= self._start(index)
                is_person = name.kind is EntityKind.PERSON and is_before
                if is_person and self._can_be(name.span, step, gender):
                    told.append(name)
        # English names do not show the gender: of two people either may be meant.
        if told and (self.article.language != "en" or len({name.key for name in told}) == 1):
            return self._said_by(speaking, told[0])
        people = [] if before < 0 else self.article.entities[before]
        people = [e for e in people if e.kind is EntityKind.PERSON]
        if span is None and len(people) == 1:
            return self._said_by(speaking, people[0])  # «Мишель Барнье»: a man
        return _by_nobody(speaking)

    def _can_be(self, span: Span, index: int, gender: str) -> bool:
        """Whether the words can be of this gender; an English name shows none."""
        known = self._gender(span, index)
        return known == gender or (known is None and self.article.language == "en")

    def _is_overtaken(self, span: Span | None, place: int, last: int) -> bool:
        """Whether an English text has named another person since, who may be meant as well."""
        if self.article.language != "en" or span is None:
            return False
        own = {e.key for e in self.article.entities[place] if span.meets(e.span)}
        return any(
            e.kind is EntityKind.PERSON and e.key not in own
            for step in range(place + 1, last + 1)
            if self.article.speaking[step] is None
            for e in self.article.entities[step]
        )

    def _is_one_person(self, span: Span | None, place: int | None) -> bool:
        """Whether the speaker's words name a single person: "they" are others."""
        if span is None or place is None:
            return False
        people = [
            e
            for e in self.article.entities[place]
            if e.kind is EntityKind.PERSON and span.covers(e.span)
        ]
        return len(people) == 1

    def _is_human(self, span: Span | None) -> bool:
        """Whether the speaker's words can be a person's."""
        index = self._place(span) if span is not None else None
        if span is None or index is None:
            return False
        if any(
            e.kind is EntityKind.PERSON and span.meets(e.span) for e in self.article.entities[index]
        ):
            return True
        tokens = [t for t in self.article.tokens[index] if span.covers(t.span)]
        names = [e for e in self.article.entities[index] if span.covers(e.span)]
        head = self._phrase(tokens, names).head
        if head is not None and self._is_plural(head):
            return False
        role = role_of(head, self.article.language) if head else None
        if role is not None and role.kind in ("body", "general", "outlet"):
            return False
        is_of_body = head is not None and any(
            (e.is_of_place or e.kind is EntityKind.ORGANISATION) and e.span.covers(head.span)
            for e in names
        )
        if is_of_body:
            return False  # "Nordland County"
        if role is not None:
            return role.name not in ("ministry", "foreign-ministry", "government")
        # «The Guardian», «УНН»
        is_foreign = self.article.language != "en" and all(t.text.isascii() for t in tokens)
        return not (is_foreign or all(t.text.isupper() for t in tokens))

    def _is_plural(self, head: Token) -> bool:
        """«Источники», "sources": several people."""
        if self.article.language == "en":
            return head.lower.endswith("s") and head.lemma != head.lower
        return "plur" in head.feats and "sing" not in possible_feats(head, self.article.language)

    def _start(self, index: int) -> int:
        tokens = self.article.tokens[index]
        return tokens[0].span.start if tokens else 0

    def _said_by(self, speaking: Speaking, name: Entity) -> Speaking:
        own = replace(speaking.attribution, speaker=name.surface, key=name.key)
        return replace(speaking, attribution=own, span=name.span, is_about_before=False)

    def _subject(self, index: int) -> Entity | None:
        """The person with whom a statement begins («Сама Вербицька …»)."""
        tokens, names = self.article.tokens[index], self.article.entities[index]
        first = next((n for n in names if n.kind is EntityKind.PERSON), None)
        if first is None:
            return None
        before = [t for t in tokens if t.is_word and t.span.stop <= first.span.start]
        own = [t for t in tokens if first.span.covers(t.span) and t.is_word]
        language = self.article.language
        is_subject = language == "en" or all(
            not (cases := _cases(t.lower, language, is_singular=True)) or "nomn" in cases
            for t in own
        )
        return first if is_subject and len(before) <= OPENING else None

    def _gender(self, span: Span, index: int) -> str | None:
        """The gender that a speaker's words show; None where they show none: a title is a man's
        or a woman's."""
        tokens = [t for t in self.article.tokens[index] if span.covers(t.span) and t.is_word]
        language = self.article.language
        names = (
            [t for t in tokens if t.feats & {"Name", "Patr"}]
            or [t for t in tokens if t.feats & {"Surn"}]
            or [t for t in tokens if t.is_capital and t.pos == "ADJF"]
        )
        if not names and tokens and tokens[0].pos in ("NOUN", "ADJF"):
            heads = [t for t in tokens if t.pos == "NOUN"][:1]
            names = [t for t in heads if "anim" not in t.feats and role_of(t, language)]
        # «переговорник Мишель Барнье»: the title doubts the name's gender.
        titles = [t for t in tokens if t.pos == "NOUN" and not t.is_capital and "anim" in t.feats]
        shown = [*names, *titles] if names else []
        genders = {g for t in shown for g in ("masc", "femn", "neut") if g in t.feats}
        if len(genders) != 1 or any("GNdr" in t.feats or "ms-f" in t.feats for t in names):
            return None
        return genders.pop()

    def _host(self, speaking: Speaking, index: int) -> Speaking:
        """«МИД вызвал посла. Ему сообщили …»: who called somebody in is who tells him."""
        before = index - 1
        if before < 0 or self.article.speaking[before] is not None:
            return speaking
        if not any(t.lower in ADDRESSED for t in self.article.tokens[index]):
            return speaking
        tokens, names = self.article.tokens[before], self.article.entities[before]
        for at, token in enumerate(tokens):
            if token.pos != "VERB" or "summon" not in concepts_of(token, self.article.language):
                continue
            hosts = [e for e in names if e.span.stop <= tokens[at].span.start]
            if not hosts:
                return speaking
            span = Span(hosts[0].span.start, hosts[-1].span.stop)
            words = [t for t in tokens if span.covers(t.span)]
            said = self._surface(span, before)
            own = replace(speaking.attribution, speaker=said, key="-".join(t.key for t in words))
            return replace(speaking, attribution=own, span=span)
        return speaking

    def _surface(self, span: Span, index: int) -> str:
        tokens = [t for t in self.article.tokens[index] if span.covers(t.span)]
        found = ""
        for before, token in zip([None, *tokens], tokens, strict=False):
            found += " " * (before is not None and token.span.start > before.span.stop)
            found += token.text
        return found

    def _key(self, speaking: Speaking, raw: str) -> str | None:
        if speaking.attribution.manner is Manner.OWN or self._is_own(speaking):
            return None  # the paper itself: no voice beside its own
        span = speaking.span
        if span is None:
            return latin(raw)
        index = self._place(span)
        if index is None:
            return latin(raw)
        inside = [t for t in self.article.tokens[index] if span.covers(t.span)]
        names = [e for e in self.article.entities[index] if span.meets(e.span)]
        phrase = self._phrase(inside, names)
        key = self._named(phrase, span.start, index)
        is_titled = " " not in raw and sum(t.is_word for t in inside) > 1
        if is_titled and any(e.kind is EntityKind.PLACE and e.key == latin(raw) for e in names):
            key = latin(raw)  # «министр Хайко Маас»: a family name that is a river's as well
        key = self.bodies.get(key, key) if key is not None else None
        if key is not None and len(key) < MIN_KEY and " " not in raw:
            key = latin(raw)  # «Х. Маас»: an initial taken for the name
        is_body = any(e.kind in (EntityKind.ORGANISATION, EntityKind.NAME) for e in names)
        if key is not None and is_body and key not in self.outlets.values():
            self.named.setdefault("company", []).append(key)  # "the company": who spoke last
        return key

    def _is_own(self, speaking: Speaking) -> bool:
        source, said = self.article.source, _plain(speaking.attribution.speaker or "")
        if source is None or not said:
            return False
        names = {_plain(source.key), _plain(source.name), *map(_plain, source.key.split("."))}
        parts = source.key.split(".")
        names |= {_plain("".join(parts[i:])) for i in range(len(parts) - 1)}
        return said in names

    def _place(self, span: Span) -> int | None:
        """The number of the statement in which the words stand."""
        for index, tokens in enumerate(self.article.tokens):
            if tokens and tokens[0].span.start <= span.start < tokens[-1].span.stop:
                return index
        return None

    def _named(self, phrase: _Phrase, at: int, index: int, depth: int = 0) -> str | None:
        language = self.article.language
        role = role_of(phrase.head, language) if phrase.head else None
        people = [e for e in phrase.entities if e.kind is EntityKind.PERSON]
        places = [e for e in phrase.entities if e.is_of_place]
        bodies = [
            e for e in phrase.entities if not e.is_of_place and e.kind is not EntityKind.PERSON
        ]
        if people and phrase.head is not None:
            owner = people[0]
            if not self._is_name_of(phrase.head, people[-1], phrase.tokens):
                if role is None or role.kind == "spokes":
                    return owner.key
                return None if role.kind == "unnamed" else f"{owner.key}-{role.name}"
            return self._person(people, phrase)
        if role is not None and role.kind == "unnamed":
            if role.name not in HOUSED or not bodies:
                return None
            return self._outlet(bodies[0].key)
        if role is not None and role.kind == "spokes" and depth == 0:
            return self._mouth(phrase, at, index)
        office = self._office(phrase)
        if office is not None and office[0].endswith("minister") and office[0] != "prime-minister":
            person = self._minister(*office)
            if person is not None:
                return person
        listed = next((b for b in bodies if b.key in STATE_BODIES), None)
        if listed is not None:
            if places:
                return government_of(places[0].key)
            return OWN_STATE.get(listed.key) or self._state_before(at, DIPLOMACY) or listed.key
        if role is not None and role.kind == "office":
            return self._holder(*office) if office is not None else self._former(role, phrase)
        if role is not None and role.kind == "state":
            return self._state(role, phrase, places, at, index)
        is_place = places and phrase.head is not None and places[0].span.covers(phrase.head.span)
        if is_place and not bodies and not phrase.rest:
            return government_of(places[0].key)
        if bodies:
            return government_of(self._outlet(bodies[0].key))
        if role is not None and role.kind in ("general", "outlet"):
            return self._general(role, phrase, places)
        if role is not None:
            return self._full(role.name, places)
        if is_place:
            return government_of(places[0].key)
        if places and phrase.head is not None:
            return f"{places[0].key}-{latin(phrase.head.key)}"
        return self._by_words(phrase)

    def _is_name_of(self, head: Token, name: Entity, tokens: Sequence[Token]) -> bool:
        """Whether the name is the head's own, not its owner's: «адвокат Кравець» against
        «адвокат Кравця»; told by the cases."""
        language = self.article.language
        if language not in SLAVIC or name.span.covers(head.span):
            return True
        wanted = _cases(head.lower, language, is_singular="plur" not in head.feats)
        own = [t for t in tokens if name.span.covers(t.span) and t.is_word and len(t.text) > 1]
        return not wanted or any(
            not (cases := _cases(t.lower, language, is_singular=True)) or bool(cases & wanted)
            for t in own
        )

    def _person(self, people: Sequence[Entity], phrase: _Phrase) -> str:
        """The first of several who speak together; the name behind a title in which another
        stands ("министр по делам Брексита Дэвид Дэвис") is the last."""
        is_joint = any(t.lower in ("и", "і", "та", "й", "and") for t in phrase.tokens)
        return (people[0] if is_joint else people[-1]).key

    def mouths(self) -> Iterator[tuple[str, str]]:
        """Named spokespersons of a body or a state, with its key: «речниця порту Анна Лисиця»,
        «Anna Fox, a spokeswoman for the port»; who speaks for a person stays apart."""
        mouth_words = _mouth_words(self.article.language)
        for index, tokens in enumerate(self.article.tokens):
            if not any(token.key in mouth_words for token in tokens):
                continue
            names = self.article.entities[index]
            for person in names:
                # Of a name whose kind nothing tells, the title tells it.
                if person.kind not in (EntityKind.PERSON, EntityKind.NAME):
                    continue
                for title in self._titles(person, tokens):
                    body = self._body_of(title, names, index)
                    if body is not None:
                        yield person.key, body

    def _titles(self, person: Entity, tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
        """The words right before a name, and those between commas behind it."""
        before = [t for t in tokens if t.span.stop <= person.span.start]
        start = len(before)
        while start > 0 and len(before) - start < TITLE_REACH and self._is_title(before[start - 1]):
            start -= 1
        yield before[start:]
        after = [t for t in tokens if t.span.start >= person.span.stop]
        if after and after[0].text == ",":
            stop = next((i for i, t in enumerate(after) if i and t.pos == "SIGN"), len(after))
            yield after[1:stop]

    def _body_of(self, title: Sequence[Token], names: Sequence[Entity], index: int) -> str | None:
        """Whose spokesperson the title makes somebody; None where it is no body's."""
        language = self.article.language
        at = next(
            (i for i, t in enumerate(title) if (r := role_of(t, language)) and r.kind == "spokes"),
            None,
        )
        if at is None:
            return None
        span = Span(title[0].span.start, title[-1].span.stop)
        inside = [e for e in names if span.covers(e.span)]
        inner = self._phrase([t for i, t in enumerate(title) if i != at], inside)
        role = role_of(inner.head, language) if inner.head else None
        is_person = any(e.kind is EntityKind.PERSON for e in inside)
        is_body = any(not e.is_of_place for e in inside) or (
            role is not None and role.kind in ("state", "body")
        )
        if is_person or not is_body or (role is not None and role.kind == "office"):
            return None
        return self._named(inner, title[0].span.start, index, depth=1)

    def _mouth(self, phrase: _Phrase, at: int, index: int) -> str | None:
        """Whom a spokesperson or a press service speaks for."""
        others = [t for t in phrase.tokens if t is not phrase.head]
        inner = self._phrase(others, phrase.entities)
        role_inner = role_of(inner.head, self.article.language) if inner.head else None
        is_told = role_inner is None or role_inner.kind not in ("empty", "spokes")
        if phrase.entities or (inner.head is not None and is_told):
            key = self._named(inner, at, index, depth=1)
            if key is not None:
                self.named.setdefault("spokes", []).append(key)
            return key
        tokens, names = self.article.tokens[index], self.article.entities[index]
        near = [t for t in tokens if at - 12 <= t.span.start <= at + 12]
        if any(t.lower in POSSESSIVE for t in near):
            before = [e for e in names if e.kind is EntityKind.PERSON and e.span.stop <= at]
            if before:
                self.named.setdefault("spokes", []).append(before[0].key)
        known = self.named.get("spokes", [])
        return known[-1] if known else "spokesperson"

    def _holder(self, name: str, owner: str) -> str:
        """Who holds an office: as this article says, else as any does, else the office itself."""
        for holders in (self.holders, self.everyone):
            for owners in ((owner,), ("",)) if owner else (None,):
                people = _people(holders, name, owners)
                if len(people) == 1 or (people and holders is self.holders and owner):
                    return min(people, key=lambda p: (-people[p], p))
        return f"{owner}-{name}" if owner else name

    def _former(self, role: Role, phrase: _Phrase) -> str:
        return "-".join(filter(None, ("former", self._owner(phrase), role.name)))

    def _minister(self, name: str, owner: str) -> str | None:
        """The minister where the accounts name one; a bare "the minister" is this article's."""
        for holders in (self.holders, self.everyone):
            people = _people(holders, name, (owner,) if owner else None)
            if not owner and name == "minister":
                people += _people(holders, "foreign-minister", None)
            if len(people) == 1:
                return next(iter(people))
        return None

    def _state(
        self, role: Role, phrase: _Phrase, places: Sequence[Entity], at: int, index: int
    ) -> str:
        group = DIPLOMACY if role.name in DIPLOMACY else frozenset({role.name})
        if places:
            place = places[0].key
            state = government_of(place)
            if not is_state(place) and state == place:
                return f"{place}-{role.name}"
            self.states.append((at, group, state))
            return state
        if state_before := self._state_before(at, group):
            return state_before
        language = self.article.language
        if any((r := role_of(t, language)) and r.name == "empty" for t in phrase.tokens):
            # "the country's government": the state told of beside it
            near = [
                government_of(e.key)
                for e in self.article.entities[index]
                if e.is_of_place and e.span.start < at
            ]
            if near:
                return near[-1]
        named = {
            government_of(e.key)
            for e in self.article.entities[index]
            if e.is_of_place and is_state(e.key)
        }
        return named.pop() if len(named) == 1 else role.name

    def _state_before(self, at: int, group: frozenset[str]) -> str | None:
        """The state whose ministry was named last before, else first after."""
        known = sorted((where, state) for where, of, state in self.states if of & group)
        before = [state for where, state in known if where < at]
        if before:
            return before[-1]
        return known[0][1] if known else None

    def _general(self, role: Role, phrase: _Phrase, places: Sequence[Entity]) -> str | None:
        language = self.article.language
        for token in phrase.tokens:
            other = role_of(token, language)
            if other is not None and other.kind == "modifier" and other.like:
                self.named.setdefault(role.name, []).append(other.like)
                return self._full(other.like, places)
        if phrase.rest:
            key = "-".join([*(latin(t.key) for t in phrase.rest), role.name])
            self.named.setdefault(role.name, []).append(key)
            return key
        known = self.named.get(role.name, [])
        if places and not known:
            return f"{places[0].key}-{role.name}"
        if known:
            return known[-1]
        return None if role.kind == "outlet" else role.name

    def _full(self, name: str, places: Sequence[Entity]) -> str:
        return f"{places[0].key}-{name}" if places else name

    def _by_words(self, phrase: _Phrase) -> str | None:
        words = [t for t in (phrase.head, *phrase.rest) if t is not None]
        words.sort(key=lambda t: t.span)
        return "-".join(filter(None, (latin(t.key) for t in words))) or None


POSSESSIVE = frozenset(
    {"его", "её", "ее", "их", "його", "її", "їх", "їхній", "his", "her", "its", "their"}
)


@cache
def _cases(word: str, language: str, *, is_singular: bool) -> frozenset[str]:
    """The cases that the form can stand in, in the one number or the other; none where it does
    not change."""
    parses = analyser(language).parse(word)
    if parses[0].tag.POS is None:
        return frozenset()
    found = {str(p.tag.case) for p in parses if ("plur" not in p.tag) is is_singular}
    return CASES & found


def _beside(names: Sequence[Entity]) -> list[tuple[Entity, Entity]]:
    """Ministries with the state named next to them, on either side."""
    found = []
    for left, right in pairwise(names):
        if right.span.start - left.span.stop > 2:
            continue
        if left.key in STATE_BODIES and right.is_of_place:
            found.append((left, right))
        elif right.key in STATE_BODIES and left.is_of_place:
            found.append((right, left))
    return found


def _people(
    holders: Mapping[tuple[str, str], Counter[str]], office: str, owners: tuple[str, ...] | None
) -> Counter[str]:
    """Who holds the office, or one that stands for it, with one of the owners (None: any)."""
    like = _entries().get(office, {}).get("like")
    alike = {office} | ({like} if like else set())
    if office == "leader":
        alike |= {name for name, entry in _entries().items() if entry.get("like") == "leader"}
    found: Counter[str] = Counter()
    for (name, owner), people in sorted(holders.items()):
        if name in alike and (owners is None or owner in owners):
            found.update(people)
    return found
