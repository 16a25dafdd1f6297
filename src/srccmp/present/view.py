"""What the pictures show of a comparison, before anything is drawn: the same for the terminal,
Markdown, CSV and JSON Lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from srccmp.comparison import Comparison
from srccmp.errors import BadInput
from srccmp.model import (
    Annotated,
    Article,
    Certainty,
    Claim,
    EntityKind,
    Facet,
    Finding,
    Polarity,
    Position,
    Published,
    Relation,
    Span,
    Story,
    TimelineEntry,
    Verdict,
)
from srccmp.present.parts import by_story, only_stories
from srccmp.present.safe import merged, safe, trimmed
from srccmp.present.words import interval

SHORTEST_ID = 4
STORIES_NAMED = 12  # in the list of those that there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What one source says in one position: its clearest statement, and how many more it has.

    ``marks`` count in the article; ``reprint_of`` is the source whose words these are; ``also``
    are the letters of other positions that the source stands in, too.
    """

    annotated: Annotated
    article: Article
    marks: tuple[Span, ...]
    more: int
    reprint_of: str | None
    also: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty:
        return self.annotated.modality.certainty

    @property
    def is_denied(self) -> bool:
        return self.annotated.modality.polarity is Polarity.DENIED

    @property
    def speaker(self) -> str | None:
        attribution = self.annotated.attribution
        if attribution is None or not attribution.speaker:
            return None
        return safe(attribution.name or attribution.speaker)

    @property
    def text_marks(self) -> tuple[Span, ...]:
        """The marks counted in the statement's own text."""
        start = self.annotated.statement.span.start
        return tuple(mark.shifted(-start) for mark in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position of a claim as it is shown; ``is_denied`` where it denies what another one
    tells; ``gloss`` is the day that a label such as "yesterday" means, "" where it tells it;
    ``language`` is that of the label's words, "" where they are of several."""

    letter: str
    label: str
    gloss: str
    members: tuple[Member, ...]
    sources: int
    origins: tuple[str, ...]
    certainty: Certainty
    is_denied: bool
    language: str = ""

    @property
    def since(self) -> Published | None:
        """The first publication among the members; None where no day is known."""
        days = [m.article.published for m in self.members if m.article.published]
        return min(days, key=lambda day: (day.latest, day.earliest), default=None)

    @property
    def words(self) -> str:
        """Its label; where it has none, the words that the verdict rests on, or its first ones."""
        if label := self.label.strip():
            return label
        member = self.members[0]
        marked = [safe(mark.of(member.article.text)) for mark in member.marks]
        return " … ".join(filter(None, marked)) or safe(member.annotated.statement.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim as it is shown; ``central`` is the member that is linked most strongly, ``texts``
    counts articles, all that are one text once; ``left_out`` are the names of sources that could
    have told it."""

    claim: Claim
    verdict: Verdict
    short: str
    central: Member
    sides: tuple[Side, ...]
    texts: int
    left_out: tuple[str, ...]

    @property
    def is_one_text(self) -> bool:
        """Whether several articles tell it and all are one text: nobody confirms it."""
        return self.texts == 1 < len({m.article.id for s in self.sides for m in s.members})

    @property
    def members(self) -> tuple[Member, ...]:
        """One a source, in the order of the sides."""
        seen: set[str] = set()
        found = []
        for member in chain.from_iterable(side.members for side in self.sides):
            if member.article.source.key not in seen:
                seen.add(member.article.source.key)
                found.append(member)
        return tuple(found)


class Index:
    """Look-ups into one comparison."""

    def __init__(self, comparison: Comparison, *, width: int | None = None) -> None:
        """``width``: how much of an id is shown, where it is looked up among more than these."""
        self.comparison = comparison
        self.articles = {article.id: article for article in comparison.articles}
        self.statements = {annotated.id: annotated for annotated in comparison.statements}
        self.claims = {claim.id: claim for claim in comparison.claims}
        self.verdicts = {verdict.claim_id: verdict for verdict in comparison.verdicts}
        self.claims_of: dict[str, list[Claim]] = {}
        for claim in comparison.claims:
            for member in claim.members:
                self.claims_of.setdefault(member, []).append(claim)
        self.is_part = width is not None
        self.stories = {story.id: story for story in comparison.stories}
        self._findings: dict[str, dict[str, list[Finding]]] = {}
        self._told: dict[str, Told] = {}
        self._width = width or unique_width([*self.articles, *self.statements, *self.claims])
        self._names = self._origin_names()

    def within(self, stories: Sequence[str]) -> Index:
        """The same for these stories alone (none: for all); raises `BadInput` where there is no
        such story."""
        wanted = [story.strip().lower() for story in stories]
        for given, story in zip(stories, wanted, strict=True):
            if story not in self.stories:
                raise BadInput(
                    f"no story is called {safe(given)!r}", hint=f"there are: {self._known()}"
                )
        if not wanted or set(wanted) == set(self.stories):
            return self
        return self.of_part(only_stories(self.comparison, frozenset(wanted)))

    def of_part(self, part: Comparison) -> Index:
        """Look-ups into a part of the comparison, its ids as long as here."""
        return Index(part, width=self._width)

    def _known(self) -> str:
        named = list(self.stories.values())[:STORIES_NAMED]
        told = [f"{s.id} ({trimmed(s.label, 40)})" if s.label else s.id for s in named]
        more = len(self.stories) - len(named)
        return ", ".join(told) + (f" and {more} more" if more else "")

    def each_story(self) -> tuple[tuple[Story, Index], ...]:
        """The stories of two articles or more, each by itself; the whole where there is one."""
        told = [story for story in self.comparison.stories if len(story.articles) > 1]
        if not self.has_stories:
            return tuple((story, self) for story in told)
        parts = by_story(self.comparison)
        return tuple((story, self.of_part(parts[story.id])) for story in told)

    def alone(self) -> tuple[Article, ...]:
        """The articles that share their story with no other, in the stories' order."""
        told = [story for story in self.comparison.stories if len(story.articles) == 1]
        return tuple(self.articles[story.articles[0]] for story in told)

    @property
    def has_stories(self) -> bool:
        """Whether there is more than one."""
        return len(self.stories) > 1

    def story_of(self, entry: TimelineEntry) -> str:
        """The id of the story that a row of the timeline is of."""
        if entry.claim:
            return self.claims[entry.claim].story
        if entry.article:
            return self.articles[entry.article].story
        return self.article_of(entry.statements[0]).story

    def short(self, full: str) -> str:
        """As much of an id as tells it from all others, at least four digits."""
        return full[: self._width]

    def article_of(self, statement_id: str) -> Article:
        return self.articles[self.statements[statement_id].statement.article_id]

    def words(self, statement_id: str, span: Span) -> str:
        return safe(span.of(self.article_of(statement_id).text))

    def kinship(self, article_id: str) -> tuple[str, ...]:
        """How it was told that the article is a reprint, or why that is not sure."""
        return tuple(
            f"{note.code}: {safe(note.message)}"
            for note in self.comparison.notes
            if note.stage == "reprints" and note.subject == article_id
        )

    def loose(self) -> tuple[Annotated, ...]:
        """Statements that are in no claim."""
        return tuple(a for a in self.comparison.statements if a.id not in self.claims_of)

    def origin(self, key: str) -> str:
        """An origin's name as the articles give it; else its key as words."""
        return self._names.get(key) or safe(key.replace("_", " ")).capitalize()

    def told(self, claim: Claim) -> Told:
        if claim.id not in self._told:
            self._told[claim.id] = self._as_told(claim)
        return self._told[claim.id]

    def _as_told(self, claim: Claim) -> Told:
        verdict = self.verdicts[claim.id]
        positions = verdict.positions or (
            Position(label="", members=claim.members, origins=(), certainty=Certainty.ASSERTED),
        )
        lettered = list(zip(_letters(), positions, strict=False))
        places: dict[str, list[str]] = {}
        for letter, position in lettered:
            for key in dict.fromkeys(self.article_of(m).source.key for m in position.members):
                places.setdefault(key, []).append(letter)
        central = self.central(claim.members, claim)
        return Told(
            claim=claim,
            verdict=verdict,
            short=self.short(claim.id),
            central=self._member([central], verdict),
            sides=tuple(
                self._side(letter, position, verdict, places) for letter, position in lettered
            ),
            left_out=tuple(map(self.origin, verdict.left_out)),
            texts=len({a.reprint_of or a.id for a in map(self.article_of, claim.members)}),
        )

    def central(self, ids: Sequence[str], claim: Claim | None) -> str:
        """The statement that is linked to the others most strongly; the first one of equals."""
        return claim.central(ids) if claim else ids[0]

    def _side(
        self,
        letter: str,
        position: Position,
        verdict: Verdict,
        places: Mapping[str, Sequence[str]],
    ) -> Side:
        by_source: dict[str, list[str]] = {}
        for member in position.members:
            by_source.setdefault(self.article_of(member).source.key, []).append(member)
        typical = self._typical(by_source.values(), verdict)
        members = [
            replace(
                self._member(ids, verdict, typical),
                also=tuple(other for other in places[key] if other != letter),
            )
            for key, ids in by_source.items()
        ]
        return Side(
            letter=letter,
            label=safe(position.label),
            gloss=self._gloss(position) if verdict.facet is Facet.TIME else "",
            members=tuple(sorted(members, key=_since)),
            sources=len(by_source),
            origins=tuple(dict.fromkeys(map(self.origin, position.origins))),
            certainty=position.certainty,
            is_denied=position.is_denial,
            language=self._language_of(position),
        )

    def _language_of(self, position: Position) -> str:
        """The language of the statement whose words the label is; else that of all members."""
        told = [self.statements[member].statement for member in position.members]
        label = position.label.casefold()
        for statement in told:
            if label and label in " ".join(statement.text.split()).casefold():
                return statement.language
        spoken = {statement.language for statement in told}
        return spoken.pop() if len(spoken) == 1 else ""

    def _gloss(self, position: Position) -> str:
        """The time that the label's words mean, where they have no number."""
        if any(map(str.isdigit, position.label)):
            return ""
        for member in position.members:
            text = self.article_of(member).text
            for told in self.statements[member].times:
                words = " ".join(told.span.of(text).split())
                if position.label.endswith(words) and told.earliest and told.latest:
                    return interval(told.earliest, told.latest, told.grain)
        return ""

    def _typical(self, by_source: Iterable[Sequence[str]], verdict: Verdict) -> str | None:
        """The value of the deciding facet that most sources of a position give; the first one of
        equals; None where the facet is none of the slots."""
        told: Counter[str] = Counter()
        for ids in by_source:
            told.update(list(dict.fromkeys(v for i in ids for v in self._values(i, verdict))))
        return max(told, key=told.__getitem__, default=None)

    def _values(self, statement_id: str, verdict: Verdict) -> list[str]:
        slots = self.statements[statement_id].slots
        return [slot.value for slot in slots if slot.facet is verdict.facet]

    def _member(self, ids: Sequence[str], verdict: Verdict, typical: str | None = None) -> Member:
        """The statement of one source that has the most to show: evidence, then what is typical
        of its position, then certainty."""
        marks = {i: self.marks(i, verdict) for i in ids}
        sure = list(Certainty)

        def weight(statement_id: str) -> tuple[bool, bool, int]:
            certainty = self.statements[statement_id].modality.certainty
            is_typical = typical in self._values(statement_id, verdict)
            return not marks[statement_id], not is_typical, sure.index(certainty)

        best = min(ids, key=weight)
        article = self.article_of(best)
        family = self.articles.get(article.reprint_of or "")
        # What an outlet publishes twice is no reprint in a list of outlets.
        is_others = family is not None and family.source.key != article.source.key
        return Member(
            annotated=self.statements[best],
            article=article,
            marks=marks[best],
            more=len(ids) - 1,
            reprint_of=safe(family.source.name) if is_others and family else None,
        )

    def marks(self, statement_id: str, verdict: Verdict) -> tuple[Span, ...]:
        """The words of a statement that the verdict rests on; where no finding tells, those of
        the layer that the deciding facet compares."""
        annotated = self.statements[statement_id]
        own = self._findings_of(verdict).get(statement_id, ())
        for findings in (
            [f for f in own if _decides(f, verdict)],
            [f for f in own if f.relation is verdict.relation],
        ):
            spans = [
                side.span
                for finding in findings
                for side in (finding.left, finding.right)
                if side.statement_id == statement_id
            ]
            # A finding whose evidence is the whole statement has no words to point at.
            spans = [s for s in spans if s != annotated.statement.span]
            if inside := clipped(spans, annotated.statement.span):
                return merged(inside)
        if verdict.relation in (Relation.CONFLICT, Relation.UPDATE):
            return merged(clipped(_layer(annotated, verdict.facet), annotated.statement.span))
        return ()

    def _findings_of(self, verdict: Verdict) -> dict[str, list[Finding]]:
        """The findings of a verdict by statement: a large claim has too many to search them all
        for each of its members."""
        found = self._findings.get(verdict.claim_id)
        if found is None:
            found = self._findings[verdict.claim_id] = {}
            for finding in verdict.findings:
                for side in dict.fromkeys((finding.left.statement_id, finding.right.statement_id)):
                    found.setdefault(side, []).append(finding)
        return found

    def _origin_names(self) -> dict[str, str]:
        """A name for every key: that of the outlet, else as speakers are called, else as the
        organisation or person is; the commonest, of equals the shortest, then the first in the
        alphabet."""
        spoken: dict[str, Counter[str]] = {}
        named: dict[str, Counter[str]] = {}
        for annotated in self.comparison.statements:
            attribution = annotated.attribution
            if attribution and attribution.key and attribution.speaker:
                name = safe(attribution.name or attribution.speaker)
                spoken.setdefault(attribution.key, Counter())[name[:1].upper() + name[1:]] += 1
            for entity in annotated.entities:
                if entity.kind in (EntityKind.ORGANISATION, EntityKind.PERSON):
                    named.setdefault(entity.key, Counter())[safe(entity.surface)] += 1
        names = {
            key: min(counter, key=lambda name: (-counter[name], len(name), name))
            for found in (named, spoken)
            for key, counter in found.items()
        }
        names = {key: _unquoted(name) for key, name in names.items()}
        return names | {a.source.key: safe(a.source.name) for a in self.articles.values()}


def _decides(finding: Finding, verdict: Verdict) -> bool:
    return finding.facet is verdict.facet and finding.relation is verdict.relation


def _layer(annotated: Annotated, facet: Facet | None) -> list[Span]:
    spans = [slot.span for slot in annotated.slots if slot.facet is facet]
    if facet is Facet.QUANTITY:
        spans += [quantity.span for quantity in annotated.quantities]
    if facet is Facet.TIME:
        spans += [told.span for told in annotated.times]
    if facet in (Facet.POLARITY, Facet.CERTAINTY):
        spans += [cue.span for cue in annotated.modality.cues]
    return spans


def clipped(spans: Iterable[Span], to: Span) -> list[Span]:
    """What of the spans lies within ``to``.

    >>> clipped([Span(0, 4), Span(6, 9), Span(20, 22)], Span(2, 8))
    [Span(start=2, stop=4), Span(start=6, stop=8)]
    """
    return [
        Span(max(span.start, to.start), min(span.stop, to.stop)) for span in spans if span.meets(to)
    ]


def _unquoted(name: str) -> str:
    """
    >>> _unquoted('"Хвиля"'), _unquoted('прес-служба "Хвилі"')
    ('Хвиля', 'прес-служба "Хвилі"')
    """
    return name[1:-1] if len(name) > 2 and name[0] in '"“«„' and name[-1] in '"”»“' else name


def _since(member: Member) -> tuple[bool, str, str]:
    day = member.article.published
    return day is None, day.latest.isoformat() if day else "", member.article.path


def _letters() -> Iterable[str]:
    """A, B, … Z, A2, B2, …"""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    turn = 1
    while True:
        yield from (letter + (str(turn) if turn > 1 else "") for letter in alphabet)
        turn += 1


def unique_width(ids: Iterable[str]) -> int:
    """How many digits tell each id from all others, at least four.

    >>> unique_width(["abcdef", "abcdee"]), unique_width(["a1b2c3", "b1b2c3"])
    (6, 4)
    """
    ordered = sorted(set(ids))
    width = SHORTEST_ID
    for one, next_one in pairwise(ordered):
        while width < len(next_one) and one[:width] == next_one[:width]:
            width += 1
    return width
