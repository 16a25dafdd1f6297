"""One key for each name over all statements: spellings, full names and surnames together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from srccmp.annotate.names.spelling import latin, likeness, skeleton, sounding
from srccmp.annotate.names.table import is_listed
from srccmp.annotate.names.words import given_number, is_given
from srccmp.model import Entity, EntityKind
from srccmp.words import HAS_CYRILLIC

LEAST_SOUNDS = 3  # consonants that tell one name from another
LEAST_LETTERS = 2  # of a word that may be spelled otherwise
# Likeness of soundings above which words with the same consonants are one name: where a Cyrillic
# spelling is one of them, and where both are Latin (no two English words, but Aliev and Aliyev).
# Read on 980 clusters of 120 aligned documents thrown together: at 0.85 the Latin pairs that are
# two words ("policy", Pelosi) are gone, and none of the 24 that are one name.
SAME_CONSONANTS = 0.55
SAME_LATIN = 0.85
# ... and above which two words that differ by one consonant are, one of them from each alphabet.
# In the same documents 27 of 30 such pairs above 0.8 are one name, 7 of 19 between 0.67 and 0.8.
ONE_CONSONANT_OFF = 0.8
# ... and above which two surnames are, one of them from each alphabet, behind one first name.
SAME_FIRST_NAME = 0.45


@dataclass(slots=True)
class _Word:
    """A word of keys: how often it occurs, and in which alphabets."""

    count: int = 0
    latin: bool = False
    cyrillic: bool = False

    def add(self, count: int, *, is_cyrillic: bool) -> None:
        self.count += count
        self.latin |= not is_cyrillic
        self.cyrillic |= is_cyrillic


@dataclass(slots=True)
class _Cluster:
    """Spellings of one word, the commonest first."""

    words: list[str] = field(default_factory=list)
    latin: bool = False
    cyrillic: bool = False

    def add(self, name: str, word: _Word) -> None:
        self.words.append(name)
        self.latin |= word.latin
        self.cyrillic |= word.cyrillic


def _soundings(name: str, word: _Word) -> tuple[str, ...]:
    """How the word may sound: by English spelling, by Cyrillic, or both where it came from both."""
    ways = [way for way, has in ((True, word.latin), (False, word.cyrillic)) if has]
    return tuple(sounding(name, is_latin=way) for way in ways or (True, False))


def _bucket(name: str, word: _Word) -> str:
    """What the spellings of one word share: its consonants, or all its sounds where it has few;
    nothing but itself where it is too short to tell."""
    bones = skeleton(name)
    if len(bones) >= LEAST_SOUNDS:
        return bones
    if len(name) < LEAST_LETTERS:
        return f"={name}"
    sounds = _soundings(name, word)[0]
    return "~" + (sounds.rstrip("aeiou") if len(bones) > 1 else sounds)


def _cluster(words: Mapping[str, _Word]) -> list[_Cluster]:
    """Clusters of words with the same consonants and like vowels."""
    buckets: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(words, key=lambda name: (-words[name].count, name)):
        buckets[_bucket(name, words[name])].append(name)
    found: list[_Cluster] = []
    for bucket in sorted(buckets):
        clusters: list[_Cluster] = []
        for name in buckets[bucket]:
            home = next((c for c in clusters if _is_same(c.words[0], words, name)), None)
            if home is None:
                clusters.append(home := _Cluster())
            home.add(name, words[name])
        found += clusters
    return found


def _without_y(word: str) -> str:
    return re.sub(r"[iyj]+", "i", word)


def _is_same(left: str, words: Mapping[str, _Word], right: str) -> bool:
    is_latin = not words[left].cyrillic and not words[right].cyrillic
    if is_latin and len(skeleton(left)) < LEAST_SOUNDS:
        return _without_y(left) == _without_y(right)  # Aliev, Aliyev; not Nicki, Nikkei
    least = SAME_LATIN if is_latin else SAME_CONSONANTS
    return _alike(left, words, right) >= least


def _alike(left: str, words: Mapping[str, _Word], right: str) -> float:
    return max(
        likeness(a, b)
        for a in _soundings(left, words[left])
        for b in _soundings(right, words[right])
    )


def _deletions(bones: str) -> Iterator[str]:
    """The consonants, and each left out (of two, the second): rows that differ by one share one."""
    yield bones
    for at in range(len(bones) < LEAST_SOUNDS, len(bones)):
        yield bones[:at] + bones[at + 1 :]


def _across(clusters: Sequence[_Cluster], words: Mapping[str, _Word]) -> Iterator[tuple[int, int]]:
    """Pairs of clusters, one of each alphabet alone, that are the likest of each other and differ
    by one consonant: silent letters (Barnier), letters of two sounds (Rees-Mogg)."""
    near: defaultdict[str, list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        if cluster.cyrillic and not cluster.latin:
            for bones in _deletions(skeleton(cluster.words[0])):
                near[bones].append(number)
    best: dict[int, tuple[float, int]] = {}
    back: dict[int, tuple[float, int]] = {}
    for number, cluster in enumerate(clusters):
        if cluster.cyrillic or not cluster.latin:
            continue
        others = {n for b in _deletions(skeleton(cluster.words[0])) for n in near.get(b, ())}
        for other in sorted(others):
            score = _alike(cluster.words[0], words, clusters[other].words[0])
            if score >= ONE_CONSONANT_OFF and len(clusters[other].words[0]) > 3:
                best[number] = max(best.get(number, (0.0, 0)), (score, -other))
                back[other] = max(back.get(other, (0.0, 0)), (score, -number))
    for number, (_, other) in sorted(best.items()):
        if back[-other][1] == -number:
            yield number, -other


def _beside(
    clusters: Sequence[_Cluster], words: Mapping[str, _Word], fulls: Iterable[Sequence[str]]
) -> Iterator[tuple[int, int]]:
    """Pairs of surnames' clusters that one first name stands before: there, less will do."""
    home = {name: number for number, c in enumerate(clusters) for name in c.words}
    rows: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for full in fulls:
        surname = home[full[-1]]
        rows[home[full[0]], skeleton(full[-1])[:1]].add(surname)
    for _, surnames in sorted(rows.items()):
        ordered = sorted(surnames)
        for n, left in enumerate(ordered):
            for right in ordered[n + 1 :]:
                if _may_be_one(clusters[left], clusters[right], words):
                    yield left, right


def _may_be_one(left: _Cluster, right: _Cluster, words: Mapping[str, _Word]) -> bool:
    a, b = left.words[0], right.words[0]
    if skeleton(a) == skeleton(b):
        return True
    is_across = not (left.latin and right.latin) and not (left.cyrillic and right.cyrillic)
    return is_across and _alike(a, words, b) >= SAME_FIRST_NAME


def _common_words(
    words: Mapping[str, _Word], fulls: Iterable[Sequence[str]] = ()
) -> dict[str, str]:
    """Each word's common spelling: the commonest of its cluster (ties: by letters)."""
    clusters = _cluster(words)
    joined = list(range(len(clusters)))

    def root(number: int) -> int:
        while joined[number] != number:
            number = joined[number]
        return number

    for left, right in (*_across(clusters, words), *_beside(clusters, words, fulls)):
        a, b = sorted((root(left), root(right)))
        joined[b] = a
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        groups[root(number)] += cluster.words
    return {
        name: min(group, key=lambda name: (-words[name].count, name))
        for group in groups.values()
        for name in group
    }


def _parts(key: str) -> list[str]:
    """The words of a key; a double surname is one."""
    return key.split("_")


def _pieces(key: str) -> list[str]:
    """The words of a key and of its words with hyphens, and what stands between them."""
    return re.split(r"([_-])", key)


class _Keys:
    """Keys of a story, brought together word by word. ``counts`` tells how often each key occurs,
    and whether in Cyrillic; abbreviations are spelled in one way."""

    def __init__(self, counts: Mapping[tuple[str, bool], int], people: Iterable[str] = ()) -> None:
        words: defaultdict[str, _Word] = defaultdict(_Word)
        for (key, is_cyrillic), count in sorted(counts.items()):
            for piece in _pieces(key)[::2]:
                words[piece].add(count, is_cyrillic=is_cyrillic)
        fulls = sorted({(_pieces(key)[0], _pieces(key)[-1]) for key in people if "_" in key})
        self.common = _common_words(words, fulls)
        self.joined = self._joints(counts)

    def _words(self, key: str) -> str:
        return "".join(self.common.get(piece, piece) for piece in _pieces(key))

    def _joints(self, counts: Mapping[tuple[str, bool], int]) -> dict[str, str]:
        """The commonest way to write a name with a hyphen or without: Сан-Диего, San Diego."""
        ways: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (key, _), count in sorted(counts.items()):
            name = self._words(key)
            ways[name.replace("-", "_")][name] += count
        return {
            name: min(names, key=lambda name: (-names[name], name))
            for names in ways.values()
            if len(names) > 1
            for name in names
        }

    def of(self, key: str) -> str:
        if is_listed(key):
            return key
        name = self._words(key)
        return self.joined.get(name, name)


# Endings of a plural that add a consonant; those that add vowels alone leave a name's sounds.
PLURAL = re.compile(r"(\w{3,}[bcdfghjklmnpqrtvwxzбвгджзклмнпрстфхцчшщ])(ів|ов|s)")


def _without_plurals(found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
    """«Шахедів» and "Shaheds" by their singular, where the story tells it, too, or tells the plural
    in another language. People are left as they are: Иванов is not of Иван."""
    told: set[str] = set()
    endings: defaultdict[str, set[str]] = defaultdict(set)
    for entity in _all(found):
        if (plural := _plural(entity)) is not None:
            endings[skeleton(plural[0])].add(plural[1])
        if entity.kind is not EntityKind.PERSON and not is_given(entity.key):
            told.add(skeleton(entity.key))
    told |= {bones for bones, ways in endings.items() if len(ways) > 1}

    def singular(entity: Entity) -> Entity:
        plural = _plural(entity)
        if plural is None or skeleton(plural[0]) not in told:
            return entity
        return replace(entity, key=plural[0])

    return [[singular(e) for e in entities] for entities in found]


def _plural(entity: Entity) -> tuple[str, str] | None:
    """The key of a name without the ending of its plural, and the ending; None where it has none
    or is too short without it to be told from others."""
    if entity.kind is EntityKind.PERSON or is_listed(entity.key) or entity.surface.isupper():
        return None
    form = PLURAL.fullmatch(entity.surface.lower())
    if form is None or len(skeleton(latin(form[1]))) < LEAST_SOUNDS:
        return None
    return latin(form[1]), form[2]


MOST = 3  # words of a full name


def _are_several(fulls: Mapping[str, bool]) -> bool:
    """Whether the first names told beside one surname, with whether they are Cyrillic, are of more
    than one person. Two alphabets tell nothing: Майкл is Michael, Джо may be Joseph."""
    givens = sorted({(tuple(_parts(full)[:-1]), way) for full, way in fulls.items()})
    return any(
        way == other and _are_two_people(a, b)
        for n, (a, way) in enumerate(givens)
        for b, other in givens[n + 1 :]
    )


def _are_two_people(left: Sequence[str], right: Sequence[str]) -> bool:
    if set(left) & set(right):
        return False
    a, b = left[0], right[0]
    if len(a) == 1 or len(b) == 1 or skeleton(a) == skeleton(b):
        return False
    number = given_number(a)
    return number is None or number != given_number(b)


def settle(found: Sequence[Sequence[Entity]]) -> tuple[tuple[Entity, ...], ...]:
    """The same entities with one key for each name over all statements, and the kind that most
    of its mentions show (a bare name takes the kind of the mention that tells it). A person's key
    is the surname, the whole name where several people of one surname are told of."""
    found = _without_plurals(found)
    counts = Counter(
        (e.key, bool(HAS_CYRILLIC.search(e.surface)))
        for e in _all(found)
        if not e.surface.isupper() and not is_listed(e.key)
    )
    people = {
        e.key
        for e in _all(found)
        if e.kind in PERSONAL and not e.surface.isupper() and not is_listed(e.key)
    }
    keys = _Keys(counts, (key for key in people if len(_parts(key)) <= MOST))
    rows = [[_with_key(e, keys.of(e.key)) for e in entities] for entities in found]
    rows = _surnames(rows)
    given = _by_given_name(rows)
    kinds: defaultdict[str, Counter[EntityKind]] = defaultdict(Counter)
    for entity in _all(rows):
        if entity.kind not in (EntityKind.NAME, EntityKind.DEMONYM) and not is_listed(entity.key):
            kinds[entity.key][entity.kind] += 1

    def settled(entity: Entity) -> Entity:
        key = entity.key
        if entity.kind in PERSONAL and " " not in entity.surface:
            # What nothing but the name tells to be a person has all of its letters.
            is_person = entity.kind is EntityKind.PERSON
            name = latin(entity.surface)
            key = given.get(name[:GIVEN] if is_person else f"={name}", key)
        votes = kinds.get(key)
        kind = entity.kind
        if votes and kind is not EntityKind.DEMONYM:
            kind = min(votes, key=lambda k: (-votes[k], k))
        if kind is not entity.kind:
            entity = replace(entity, kind=kind)
        return _with_key(entity, key)

    return tuple(tuple(map(settled, entities)) for entities in rows)


def _with_key(entity: Entity, key: str) -> Entity:
    """The entity under this key: most have it already, and a copy costs more than the question."""
    return entity if key == entity.key else replace(entity, key=key)


def _all(rows: Iterable[Iterable[Entity]]) -> Iterator[Entity]:
    for entities in rows:
        yield from entities


def _surnames(rows: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
    """People by their surname; by the whole name where two people share one."""
    people: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ways: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for entity in _all(rows):
        parts = _parts(entity.key)
        if entity.kind is EntityKind.PERSON and len(parts) > 1 and not is_listed(parts[-1]):
            people[parts[-1]][entity.key] += 1
            ways[parts[-1]][entity.key] = bool(HAS_CYRILLIC.search(entity.surface))
    alone = {e.key for e in _all(rows) if "_" not in e.key and e.kind in PERSONAL}
    several = {name for name in sorted(people) if _are_several(ways[name])}
    firsts = {
        full: parts[0]
        for surname in sorted(people)
        for full in people[surname]
        if len(parts := _parts(full)) >= MOST
        and surname not in alone
        and parts[0] in alone
        and not is_given(parts[0])
    }
    last_told: dict[str, str] = {}

    def key_of(entity: Entity) -> str:
        parts = _parts(entity.key)
        surname = parts[-1]
        if entity.kind not in PERSONAL or surname not in people:
            return entity.key
        if len(parts) > MOST and entity.kind is not EntityKind.PERSON:
            return entity.key
        if surname not in several:
            return firsts.get(entity.key, surname)
        if len(parts) > 1:
            last_told[surname] = entity.key
            return entity.key
        names = people[surname]
        return last_told.get(surname) or min(names, key=lambda name: (-names[name], name))

    return [[_with_key(e, key_of(e)) for e in entities] for entities in rows]


PERSONAL = frozenset({EntityKind.PERSON, EntityKind.NAME})
GIVEN = 4  # letters of a first name that are the same in every case


def _by_given_name(rows: Sequence[Sequence[Entity]]) -> dict[str, str]:
    """Whom a first name alone means: the one person who is told by it and a surname. By the
    name's first letters, and by all of them behind a "="."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    last, whole = set(), set()
    for entity in _all(rows):
        words = entity.surface.split()
        if len(words) > 1:
            last.add(latin(words[-1])[:GIVEN])
            if entity.kind is EntityKind.PERSON:
                people[latin(words[0])[:GIVEN]].add(entity.key)
                whole.add(latin(words[0]))
    found = {
        name: min(keys)
        for name, keys in sorted(people.items())
        if len(keys) == 1 and len(name) == GIVEN and name not in last
    }
    by_all = {f"={name}": found[name[:GIVEN]] for name in sorted(whole) if name[:GIVEN] in found}
    return found | by_all
