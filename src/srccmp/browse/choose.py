"""Which claims are listed: by relation, facet, source, language, story and words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from srccmp.model import Claim, Facet, Relation
from srccmp.present.filter import Filter, check, is_of
from srccmp.present.safe import safe
from srccmp.present.stories import title_of
from srccmp.present.view import Index

# Spellings of one letter that nobody should have to know when searching.
FOLDED = str.maketrans("ё’ʼ`«»“”", 'е\'\'\'""""')
LABEL_ROOM = 60


class Group(StrEnum):
    """What can be filtered by, in the order of the list of filters."""

    RELATION = "relation"
    FACET = "facet"
    SOURCE = "source"
    LANGUAGE = "language"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a listed claim must have: one of the values of each group that has any (a relation, a
    facet, the key of a source, the code of a language, the id of a story), and all ``words``."""

    chosen: frozenset[tuple[Group, str]] = frozenset()
    words: str = ""

    def values(self, group: Group) -> frozenset[str]:
        return frozenset(value for each, value in self.chosen if each is group)

    def toggled(self, group: Group, value: str) -> Choice:
        return replace(self, chosen=self.chosen ^ {(group, value)})

    def without(self, group: Group) -> Choice:
        return replace(self, chosen=frozenset(each for each in self.chosen if each[0] is not group))

    @property
    def is_open(self) -> bool:
        """Whether every claim passes."""
        return not self.chosen and not self.words.strip()


def choice_of(index: Index, wanted: Filter, stories: Iterable[str] = ()) -> Choice:
    """The same as a filter of ``diff``; raises `BadInput` where a source, language or story is
    none of the comparison's."""
    check(index, wanted)
    named = list(stories)
    index.within(named)
    sources = {a.source.key for a in index.articles.values() if is_of(a, wanted.sources)}
    return Choice(
        chosen=frozenset(
            [
                *((Group.RELATION, relation.value) for relation in wanted.relations),
                *((Group.FACET, facet.value) for facet in wanted.facets),
                *((Group.SOURCE, key) for key in sources),
                *((Group.LANGUAGE, code) for code in wanted.languages),
                *((Group.STORY, story.strip().lower()) for story in named),
            ]
        )
    )


def folded(words: str) -> str:
    """As words are compared in a search.

    >>> folded("Ещё  «П’ЯТЬ»")
    'еще "п\\'ять"'
    """
    return unicodedata.normalize("NFC", safe(words)).casefold().translate(FOLDED).strip()


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What of a text to mark as found; None where nothing was searched for."""
    loose = {"е": "[её]", "'": "['’ʼ`]", '"': '["«»“”]'}
    parts = [
        "".join(loose.get(letter, re.escape(letter)) for letter in word)
        for word in sorted(set(folded(words).split()), key=lambda word: (-len(word), word))
    ]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


class Catalogue:
    """The claims in the order of ``diff``: story by story, conflicts first. What a claim has is
    read once, its words when the first search asks for them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        stories = [story.id for story, _ in index.each_story()] if index.has_stories else []
        place = {story: rank for rank, story in enumerate(stories)}
        # A stable sort: within a story the canonical order stays.
        self.claims: tuple[Claim, ...] = tuple(
            sorted(
                index.comparison.claims,
                key=lambda claim: (place.get(claim.story, len(place)), _number(claim.story)),
            )
        )
        self._values = {claim.id: self._values_of(claim) for claim in self.claims}

    def _values_of(self, claim: Claim) -> frozenset[tuple[Group, str]]:
        verdict = self.index.verdicts[claim.id]
        facets = {verdict.facet, *(finding.facet for finding in verdict.findings)} - {None}
        told = [self.index.statements[member].statement for member in claim.members]
        return frozenset(
            [
                (Group.RELATION, verdict.relation.value),
                *((Group.FACET, facet.value) for facet in facets if facet),
                *((Group.SOURCE, self.index.articles[t.article_id].source.key) for t in told),
                *((Group.LANGUAGE, t.language) for t in told),
                (Group.STORY, claim.story),
            ]
        )

    @cached_property
    def _words(self) -> dict[str, str]:
        found = {}
        for claim in self.claims:
            verdict = self.index.verdicts[claim.id]
            told = [self.index.statements[member].statement.text for member in claim.members]
            labels = [position.label for position in verdict.positions]
            sources = {self.index.article_of(member).source.name for member in claim.members}
            found[claim.id] = folded("\n".join([*told, *labels, *sorted(sources), claim.id]))
        return found

    def passing(self, choice: Choice) -> list[Claim]:
        """The claims to list; searched are statements, positions, names of sources and the id."""
        if choice.is_open:
            return list(self.claims)
        groups = [wanted for group in Group if (wanted := _of(choice, group))]
        parts = folded(choice.words).split()
        return [
            claim
            for claim in self.claims
            if all(not wanted.isdisjoint(self._values[claim.id]) for wanted in groups)
            and all(part in self._words[claim.id] for part in parts)
        ]

    def counts(self, choice: Choice, group: Group) -> Counter[str]:
        """How many claims each value of the group would leave, the other groups and the words
        being as they are."""
        told: Counter[str] = Counter()
        for claim in self.passing(choice.without(group)):
            told.update(value for each, value in self._values[claim.id] if each is group)
        return told

    def values(self, group: Group) -> list[str]:
        """All values of a group that any claim has: relations and facets in their own order,
        sources by name, stories by number."""
        there = {value for found in self._values.values() for each, value in found if each is group}
        match group:
            case Group.RELATION:
                return [relation.value for relation in Relation if relation.value in there]
            case Group.FACET:
                return [facet.value for facet in Facet if facet.value in there]
            case Group.SOURCE:
                return sorted(there, key=lambda key: (self.index.origin(key).casefold(), key))
            case Group.STORY:
                return sorted(there, key=_number)
            case Group.LANGUAGE:
                return sorted(there)

    def groups(self) -> list[Group]:
        """Those among whose values there is something to choose, and relations always."""
        return [g for g in Group if g is Group.RELATION or len(self.values(g)) > 1]

    def name(self, group: Group, value: str) -> str:
        """A value as it is shown."""
        if group is Group.SOURCE:
            return self.index.origin(value)
        if group is Group.STORY:
            story = self.index.stories.get(value)
            return f"{value}  {title_of(story, self.index, LABEL_ROOM)}" if story else value
        return value

    def told(self, choice: Choice) -> list[str]:
        """What is in force, a group after the other."""
        parts = []
        for group in Group:
            chosen = choice.values(group)
            named = [value for value in self.values(group) if value in chosen]
            # A story's label would fill the line.
            names = named if group is Group.STORY else [self.name(group, v) for v in named]
            names += sorted(chosen - set(named))  # asked for on the command line, and not there
            if names:
                parts.append(", ".join(names))
        if words := safe(choice.words).strip():
            parts.append(f"“{words}”")
        return parts


def _of(choice: Choice, group: Group) -> frozenset[tuple[Group, str]]:
    return frozenset(each for each in choice.chosen if each[0] is group)


def _number(story: str) -> int:
    digits = story[1:]
    return int(digits) if digits.isdecimal() else 0
