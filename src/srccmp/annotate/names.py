"""Names: persons, places, bodies, weapons and products, each with one key in every spelling.

Found by capitals, quotation marks and the dictionaries' own marks for names. The key is the lemma
in Latin letters (Cyrillic through the spelling that Ukrainian and Russian share); states, bodies
and a few cities, whose forms differ by more than spelling, have theirs from ``lexicon/names.toml``.
What is left of the differences (Zelensky, Zelenskyy, Зеленский) meets in `same_name`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from anyascii import anyascii

from srccmp.annotate.concepts import concepts_of, with_parents
from srccmp.annotate.tokens import Token, common_spelling, possible_feats
from srccmp.model import Entity, EntityKind, Span

OPENING = "«“„\"'‘"
CLOSING = "»”\"'’"
PERSON_FEATS = frozenset({"Name", "Surn", "Patr"})
PLACE_FEATS = frozenset({"Geox"})
BODY_FEATS = frozenset({"Orgn"})

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

# Capitalised words of English that are no names: what begins sentences and headlines.
_ENGLISH_COMMON = """
the a an in on at by for from with to of and but or as it its he she they we you i this that
these those there here when while after before during since until because if although
however meanwhile earlier later also both all some many most more no not now then what who
which where why how according mr mrs ms dr monday tuesday wednesday thursday friday saturday
sunday january february march april may june july august september october november december
his her their our one two three four five six seven eight nine ten about over under between
several officials police president minister prime
"""
ENGLISH_COMMON = frozenset(_ENGLISH_COMMON.split())
SHORT_PATTERN = 3  # letters; "EC", "US", "UN" count only in capitals


@dataclass(frozen=True, slots=True)
class _Table:
    words: dict[str, list[tuple[tuple[str, ...], str, EntityKind]]]
    stems: dict[str, list[tuple[tuple[str, ...], str, EntityKind]]]
    government_of: dict[str, str]
    listed: frozenset[str]


@cache
def _table() -> _Table:
    text = files("srccmp.annotate").joinpath("lexicon/names.toml").read_text("utf-8")
    data = tomllib.loads(text)
    words: dict[str, list[tuple[tuple[str, ...], str, EntityKind]]] = {}
    stems: dict[str, list[tuple[tuple[str, ...], str, EntityKind]]] = {}
    for section, kind in (("place", EntityKind.PLACE), ("body", EntityKind.ORGANISATION)):
        for name, patterns in data[section].items():
            for pattern in patterns.split():
                parts = tuple(
                    common_spelling(p.rstrip("*")) + "*" * p.endswith("*")
                    for p in pattern.split("_")
                )
                first = parts[0]
                into, head = (stems, first[:-1]) if first.endswith("*") else (words, first)
                into.setdefault(head, []).append((parts, name, kind))
    for into in (words, stems):
        for options in into.values():
            options.sort(key=lambda option: -len(option[0]))
    return _Table(words, stems, data["government_of"], frozenset(data["place"]) | set(data["body"]))


def government_of(key: str) -> str:
    """The state that a capital or a seat of power speaks for; other keys as they are.

    >>> government_of("moscow"), government_of("patriot")
    ('russia', 'patriot')
    """
    return _table().government_of.get(key, key)


def _fits(pattern: str, token: Token) -> bool:
    if pattern.endswith("*"):
        form = common_spelling(token.lower)
        return token.key.startswith(pattern[:-1]) or form.startswith(pattern[:-1])
    if len(pattern) <= SHORT_PATTERN and not token.text.isupper():
        return False
    return token.key == pattern or common_spelling(token.lower) == pattern


def _listed(tokens: Sequence[Token], at: int) -> tuple[int, str, EntityKind] | None:
    """How many tokens from ``at`` on are a listed name, its key and kind."""
    table, token = _table(), tokens[at]
    forms = dict.fromkeys((token.key, common_spelling(token.lower)))
    options = [option for form in forms for option in table.words.get(form, ())]
    for form in forms:
        for length in range(min(len(form), 16), 1, -1):
            options += table.stems.get(form[:length], ())
    best: tuple[int, str, EntityKind] | None = None
    for parts, name, kind in options:
        there = tokens[at : at + len(parts)]
        if len(there) == len(parts) and all(map(_fits, parts, there)):
            is_proper = token.is_capital or len(parts) > 1 or kind is EntityKind.PLACE
            if is_proper and (best is None or len(parts) > best[0]):
                best = (len(parts), name, kind)
    return best


DIGRAPHS = (("dzh", "j"), ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("kh", "h"), ("zh", "j"),
            ("sh", "s"), ("ch", "c"), ("ts", "s"), ("tz", "s"), ("ph", "f"), ("th", "t"),
            ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"), ("g", "h"), ("z", "s"))  # fmt: skip


def latin(text: str) -> str:
    """The word in Latin letters, Cyrillic through the spelling that uk and ru share.

    >>> latin("Іскандер"), latin("Искандер"), latin("Iskander")
    ('iskander', 'iskander', 'iskander')
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(common_spelling(text)).lower()).strip("-")


@cache
def skeleton(key: str) -> str:
    """The consonants by their sound, whichever alphabet or romanisation the name came through.

    >>> skeleton("zelenskii") == skeleton("zelenskyy") == skeleton("zelensky")
    True
    """
    word = re.sub(r"c(?=[eiy])", "s", key)
    for letters, sound in DIGRAPHS:
        word = word.replace(letters, sound)
    word = word.replace("c", "k") if "c" in word and "ch" not in key else word
    word = re.sub(r"(?<=[aeiouy])h(?=[^aeiouy]|$)", "", word)  # Johnson, Bohdan: a silent h
    first = re.sub(r"^(?:y|i)(?=[aeou])", "", word)[:1]
    rest = re.sub(r"[aeiouy-]", "", word)
    start = "" if first not in "aeiouy" else "a"
    return re.sub(r"(.)\1+", r"\1", start + rest)


def same_name(left: str, right: str) -> bool:
    """Whether two keys are one name in two spellings; a surname meets its full name.

    >>> same_name("aliev", "aliyev"), same_name("kalibr", "kinzhal")
    (True, False)
    """
    if left == right:
        return True
    a, b = skeleton(left), skeleton(right)
    if len(a) < 3 or len(b) < 3:
        return False
    return a == b


def _is_open_quote(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.text not in OPENING:
        return False
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    return follows is not None and follows.span.start == token.span.stop


def _quoted_name(tokens: Sequence[Token], at: int) -> int | None:
    """Index of the closing mark of a short capitalised quotation that begins at ``at``."""
    if not _is_open_quote(tokens, at) or not tokens[at + 1].is_capital:
        return None
    for stop in range(at + 2, min(at + 7, len(tokens))):
        token = tokens[stop]
        if token.text in CLOSING and token.span.start == tokens[stop - 1].span.stop:
            return stop
        if token.pos in ("VERB", "SIGN", "NPRO") and token.text not in "-–&.":
            return None
    return None


def _head_kind(tokens: Sequence[Token], at: int, language: str) -> EntityKind | None:
    """The kind that the noun before token ``at`` gives to the name there."""
    for back in range(at - 1, max(at - 5, -1), -1):
        token = tokens[back]
        if token.pos == "SIGN" and token.text not in OPENING:
            return None
        if (
            token.lemma in CARRIERS
            or token.text in OPENING
            or token.pos == "ADJF"
            or _listed(tokens, back)
        ):
            if token.lemma in CARRIERS and back == 0:
                return None
            continue
        for concept in concepts_of(token, language):
            for name in with_parents(concept):
                if name in KIND_OF_HEAD:
                    return KIND_OF_HEAD[name]
        return None
    return None


def _by_feats(token: Token) -> EntityKind | None:
    if token.feats & PERSON_FEATS:
        return EntityKind.PERSON
    if token.feats & PLACE_FEATS:
        return EntityKind.PLACE
    if token.feats & BODY_FEATS:
        return EntityKind.ORGANISATION
    return None


def _is_name_start(tokens: Sequence[Token], at: int, language: str, known: frozenset[str]) -> bool:
    token = tokens[at]
    if not token.is_word or not token.is_capital or token.pos in ("PREP", "CONJ", "PRCL", "NPRO"):
        return False
    if token.text.isupper() and len(token.text) > 1:
        return not concepts_of(token, language)
    begins = at == 0 or tokens[at - 1].text in ".!?:;—–-•…" + OPENING
    if language not in ("ru", "uk"):
        if token.lower in ENGLISH_COMMON:
            return False
        return not begins or token.key in known or token.lemma == token.lower
    if not begins:
        return True
    return (
        token.key in known
        or bool(_by_feats(token))
        or ("Abbr" in token.feats or (token.pos == "" and not token.text.isupper()))
    )


def _joined(run: Sequence[Token]) -> str:
    return "_".join(filter(None, (latin(token.lemma) for token in run)))


def _person_key(run: Sequence[Token]) -> str:
    run = [token for token in run if token.is_word] or run
    for token in reversed(run):
        if "Surn" in token.feats:
            return latin(token.lemma)
    return latin(run[-1].lemma)


def find_entities(
    tokens: Sequence[Token], language: str, *, known: frozenset[str] = frozenset()
) -> tuple[Entity, ...]:
    """The names among ``tokens``, left to right, none overlapping.

    ``known`` holds keys of words that the article capitalises in mid sentence: they are names at
    the start of a sentence, too.
    """
    found: list[Entity] = []
    at = 0

    def add(first: int, last: int, key: str, kind: EntityKind) -> None:
        span = Span(tokens[first].span.start, tokens[last].span.stop)
        words = [tokens[first].text]
        for before, token in pairwise(tokens[first : last + 1]):
            words.append(" " * (token.span.start > before.span.stop) + token.text)
        found.append(Entity(span=span, surface="".join(words), key=key, kind=kind))

    while at < len(tokens):
        if listed := _listed(tokens, at):
            length, key, kind = listed
            add(at, at + length - 1, key, kind)
            at += length
            continue
        if (stop := _quoted_name(tokens, at)) is not None:
            inner = tokens[at + 1 : stop]
            kind = _head_kind(tokens, at, language) or EntityKind.NAME
            add(at + 1, stop - 1, _joined(inner), kind)
            at = stop + 1
            continue
        if not _is_name_start(tokens, at, language, known):
            at += 1
            continue
        stop = _run_end(tokens, at, language)
        run = tokens[at:stop]
        if len(run) == 1 and not _by_feats(run[0]) and concepts_of(run[0], language):
            at = stop  # «Посольство», "Bank": a common noun with a capital
            continue
        kind = _kind_of_run(tokens, at, run, language)
        key = _person_key(run) if kind is EntityKind.PERSON else _joined(run)
        if key:
            add(at, stop - 1, key, kind)
        at = stop
    return tuple(found)


def _kind_of_run(
    tokens: Sequence[Token], at: int, run: Sequence[Token], language: str
) -> EntityKind:
    head = _head_kind(tokens, at, language)
    if head in (EntityKind.WEAPON, EntityKind.PERSON):
        return head
    kinds = [kind for token in run if (kind := _by_feats(token))]
    if EntityKind.PERSON in kinds and (len(run) > 1 or head is None):
        return EntityKind.PERSON
    if len(run) > 1 and language in ("ru", "uk") and "anim" in possible_feats(run[0], language):
        return EntityKind.PERSON
    if head:
        return head
    return Counter(kinds).most_common(1)[0][0] if kinds else EntityKind.NAME


def _run_end(tokens: Sequence[Token], at: int, language: str) -> int:
    """The end of a run of capitalised words (and numbers within: "Nord Stream 2")."""
    stop = at + 1
    is_person = _by_feats(tokens[at]) is EntityKind.PERSON
    while stop < len(tokens):
        token = tokens[stop]
        apart = token.span.start > tokens[stop - 1].span.stop + 1
        if apart or _listed(tokens, stop):
            break
        if token.pos == "NUM" and not is_person and len(token.text) <= 2:
            stop += 1
            continue
        if not (token.is_word and token.is_capital):
            break
        if language == "en" and token.lower in ENGLISH_COMMON:
            break
        kind = _by_feats(token)
        if is_person and kind is not None and kind is not EntityKind.PERSON:
            break
        if not is_person and kind is EntityKind.PERSON and "Name" in token.feats:
            break
        stop += 1
    return stop


def _bucket(word: str) -> str | None:
    """What two spellings of one word share; None where too little is left to tell."""
    bones = skeleton(word)
    if len(bones) >= 3:
        return bones
    plain = re.sub(r"(.)\1+", r"\1", word)
    return f"{bones}={plain[:3]}" if len(plain) >= 4 or len(bones) == 2 else None


def unify(counts: Mapping[str, int]) -> dict[str, str]:
    """Each key's common form: spellings of one name get the commonest of them (ties: by letters).

    A full name joins its surname where that stands alone, too. ``counts`` tells how often each
    key occurs.

    >>> unify({"aliev": 3, "aliyev": 1, "ilham_aliyev": 1})
    {'aliev': 'aliev', 'aliyev': 'aliev', 'ilham_aliyev': 'aliev'}
    """
    counts = {key: n for key, n in counts.items() if key not in _table().listed}
    groups: dict[str, list[str]] = {}
    singles = {_bucket(key) for key in counts if "_" not in key}
    for key in sorted(counts):
        last = _bucket(key.rsplit("_", 1)[-1]) if key.count("_") in (1, 2) else None
        own = last if last in singles and last is not None else _bucket(key)
        groups.setdefault(own or f"={key}", []).append(key)
    common = {}
    for group in groups.values():
        short = [key for key in group if "_" not in key] or group
        best = min(short, key=lambda key: (-counts[key], key))
        common.update(dict.fromkeys(group, best))
    return dict(sorted(common.items()))


GIVEN = 4  # letters of a first name that are the same in every case


def _by_given_name(found: Sequence[Sequence[Entity]], common: Mapping[str, str]) -> dict[str, str]:
    """Whom a first name alone means: the one person who is told by it and a surname."""
    people: dict[str, set[str]] = {}
    for entities in found:
        for entity in entities:
            if entity.kind is not EntityKind.PERSON:
                continue
            words = entity.surface.split()
            if len(words) > 1:
                key = common.get(entity.key, entity.key)
                people.setdefault(latin(words[0])[:GIVEN], set()).add(key)
    last = {latin(e.surface.split()[-1])[:GIVEN] for es in found for e in es if " " in e.surface}
    return {
        name: min(keys)
        for name, keys in sorted(people.items())
        if len(keys) == 1 and len(name) == GIVEN and name not in last
    }


def settle(found: Sequence[Sequence[Entity]]) -> tuple[tuple[Entity, ...], ...]:
    """The same entities with one key for each name over all statements, and the kind that most
    of its mentions show (a bare name takes the kind of the mention that tells it)."""
    counts = Counter(entity.key for entities in found for entity in entities)
    common = unify(counts)
    kinds: dict[str, Counter[EntityKind]] = {}
    for entities in found:
        for entity in entities:
            if entity.kind is not EntityKind.NAME:
                kinds.setdefault(common.get(entity.key, entity.key), Counter())[entity.kind] += 1

    given = _by_given_name(found, common)

    def settled(entity: Entity) -> Entity:
        key = common.get(entity.key, entity.key)
        if entity.kind is EntityKind.PERSON and " " not in entity.surface:
            key = given.get(latin(entity.surface)[:GIVEN], key)
        votes = kinds.get(key)
        kind = min(votes, key=lambda k: (-votes[k], k)) if votes else entity.kind
        return Entity(span=entity.span, surface=entity.surface, key=key, kind=kind)

    return tuple(tuple(map(settled, entities)) for entities in found)
