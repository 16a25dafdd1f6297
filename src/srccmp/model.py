"""The values that the stages pass on. All are frozen; none holds anything that is filled in later.

Spans count code points of ``Article.text``. Every score is 0.0 to 1.0; ``None`` means "not
measured", never "zero".
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import overload


class Relation(StrEnum):
    """How the members of a claim, or the two sides of a finding, stand to each other."""

    CONFLICT = "conflict"
    UPDATE = "update"
    AGREE = "agree"
    COMPATIBLE = "compatible"
    UNCLEAR = "unclear"
    SINGLE = "single"


class Facet(StrEnum):
    """What a finding compares (docs/verdicts.md has the ladder of each)."""

    CAUSE = "cause"
    INTENT = "intent"
    POLARITY = "polarity"
    STATUS = "status"
    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    WHO = "who"
    SCOPE = "scope"
    CERTAINTY = "certainty"
    ATTRIBUTION = "attribution"


class Grain(StrEnum):
    """How exact a time is; from the finest to the coarsest."""

    MINUTE = "minute"
    HOUR = "hour"
    DAYPART = "daypart"  #: morning, night: hours, not a whole day
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Polarity(StrEnum):
    """Whether it is said to be so, or not to be so."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """How sure the account is: its own word, a hedge, or somebody's allegation."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    ALLEGED = "alleged"


class Manner(StrEnum):
    """How another's words are given: between quotation marks, retold, or the source's own."""

    QUOTED = "quoted"
    REPORTED = "reported"
    OWN = "own"


class State(StrEnum):
    """How a source stands to a claim, the strongest first (`srccmp.judge.stances`)."""

    ASSERTS = "asserts"  #: in its own voice
    DENIES = "denies"  #: what another position tells
    REPORTS = "reports"  #: as another's words
    HEDGES = "hedges"
    SILENT = "silent"


class EntityKind(StrEnum):
    """What a name is a name of."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WEAPON = "weapon"
    PRODUCT = "product"
    DEMONYM = "demonym"  #: of a place: an adjective or a people's name («київський», "Poles")
    NAME = "name"  #: a name of a kind that the text does not tell

    @property
    def is_of_place(self) -> bool:
        """Whether it is a place, or tells by an adjective or a people's name which one."""
        return self in (EntityKind.PLACE, EntityKind.DEMONYM)


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Code points [start, stop) of one article's text.

    >>> Span(4, 7).of("The dam broke")
    'dam'
    """

    start: int
    stop: int

    def __init__(self, start: int, stop: int) -> None:
        # Written out: with a check behind the generated one it takes half as long again, and every
        # word has a span.
        if not 0 <= start < stop:
            raise ValueError(f"no span: [{start}, {stop})")
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "stop", stop)

    def of(self, text: str) -> str:
        """The words; ``text`` is the whole text of the article."""
        return text[self.start : self.stop]

    def covers(self, other: Span) -> bool:
        """Whether all of ``other`` lies within.

        >>> Span(0, 9).covers(Span(3, 9))
        True
        """
        return self.start <= other.start and other.stop <= self.stop

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point.

        >>> Span(0, 3).meets(Span(3, 5))
        False
        """
        return self.start < other.stop and other.start < self.stop

    def shifted(self, by: int) -> Span:
        """The same length, ``by`` code points further on.

        >>> Span(1, 3).shifted(10)
        Span(start=11, stop=13)
        """
        return Span(self.start + by, self.stop + by)


def short_id(*parts: str) -> str:
    """Twelve hexadecimal digits that depend on the parts and on nothing else.

    >>> short_id("a", "b") == short_id("a", "b") != short_id("ab")
    True
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGuess:
    """A BCP 47 code, or ``und``; ``confidence`` 0–1, or None where the decider gives none."""

    code: str
    confidence: float | None
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article was published: inclusive days, and what told it."""

    earliest: date
    latest: date
    grain: Grain
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The outlet: ``key`` is compared (``focus.ua``), ``name`` is shown; ``wire`` is the agency
    whose text it reprints, None where it names none."""

    key: str
    name: str
    decided_by: str
    wire: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One account by one source. ``text`` never changes after ``read``.

    ``id`` depends on the text alone, ``sha256`` is of the file's bytes. ``language`` and
    ``published`` are what the input declares; ``annotate`` settles the rest.
    ``origins`` are keys of the speakers, agencies and papers that the article repeats.
    ``paths`` beyond the first hold the same text.
    """

    id: str
    path: str
    source: Source
    title: str | None
    text: str
    sha256: str
    language: LanguageGuess
    published: Published | None
    body: Span  #: the part of ``text`` that is the account: without header lines
    url: str | None = None
    author: str | None = None  #: as the input names its writers
    origins: tuple[str, ...] = ()
    reprint_of: str | None = None
    story: str = "s1"
    also: tuple[str, ...] = ()  #: other paths with the same text

    @property
    def headline(self) -> str:
        """The title; where there is none, the account itself, of which the beginning is shown."""
        return self.title or self.body.of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles about one event, by their ids. ``label`` is the headline that fits all of them
    best; ``earliest`` and ``latest`` are days of publication, None where none is known."""

    id: str
    label: str
    articles: tuple[str, ...]
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A shortcut, a doubt or a failure that the reader should know of.

    ``subject`` is the id of an article or claim, a path or "all"; ``code`` is one stable word for
    scripts.
    """

    stage: str
    subject: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading(Sequence[Article]):
    """The articles that could be read, in canonical order, and notes on those that could not."""

    articles: tuple[Article, ...]
    notes: tuple[Note, ...] = ()

    def __len__(self) -> int:
        return len(self.articles)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        return self.articles[index]

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRef:
    """When the told event was, as an inclusive interval.

    ``earliest`` and ``latest`` are local times, None where no year is known; then ``edtf`` still
    says what is known ("XXXX-11-14", ISO 8601-2). ``anchor`` tells what the time was resolved
    against (``text``, ``published``, ``article``, ``story``), ``rule`` which rule read it.
    ``offset`` is minutes east of UTC where the text names a zone.
    """

    span: Span
    earliest: datetime | None
    latest: datetime | None
    grain: Grain
    anchor: str
    rule: str
    edtf: str
    offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many of what: "at least 12" is low 12, high None (no bound); ``unit`` is the counted
    thing under one name for all languages, ``role`` what happened to it or what it is part of."""

    span: Span
    low: float | None
    high: float | None
    unit: str
    role: str | None
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A name: ``key`` is the same in every spelling and language and is compared, ``surface`` is
    the name as it stands there, and is shown."""

    span: Span
    surface: str
    key: str
    kind: EntityKind

    @property
    def is_of_place(self) -> bool:
        """Whether it is a place, or tells by an adjective or a people's name which one."""
        return self.kind.is_of_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whose words these are. ``speaker`` is None when unnamed; ``key`` is what is compared,
    ``name`` the speaker's words in the nominative, as a table shows them."""

    speaker: str | None
    key: str | None
    cue: str
    manner: Manner
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that a judgement rests on, and what it does there."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Modality:
    """Whether a statement is affirmed or denied, and how surely it is told; ``cues`` are the words
    that this was read from."""

    polarity: Polarity
    certainty: Certainty
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A facet's value inside a statement beyond the typed layers: what caused it, whether it was
    meant, how far it got. ``value`` is compared; ``polarity`` tells whether it is denied."""

    facet: Facet
    span: Span
    value: str
    polarity: Polarity = Polarity.AFFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence, or a clause of one: ``text == article.text[span]``; ``sentence`` counts from 0
    within the article; ``language`` is its own, which may differ from the article's."""

    id: str
    article_id: str
    span: Span
    text: str
    sentence: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A statement with its layers, one field a layer."""

    statement: Statement
    times: tuple[TimeRef, ...]
    quantities: tuple[Quantity, ...]
    entities: tuple[Entity, ...]
    attribution: Attribution | None
    modality: Modality
    slots: tuple[Slot, ...] = ()

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What two statements share, each 0–1, None where it was not measured."""

    lexical: float | None = None  #: RapidFuzz over lemmas, in one alphabet
    letters: float | None = None  #: groups of four letters, in one alphabet
    coverage: float | None = None  #: the smaller share of one side's words that the other has
    containment: float | None = None  #: the larger one
    lead: float | None = None  #: coverage beyond what either has with the rest of the other article
    inside: float | None = None  #: containment beyond the same
    concepts: float | None = None
    events: float | None = None  #: how rare the rarest event is that both tell
    roles: float | None = None  #: who and what stands beside the events that both tell
    entities: float | None = None
    times: float | None = None
    quantities: float | None = None  #: the same thing counted, whatever the number
    numbers: float | None = None  #: the same numbers
    length: float | None = None  #: the shorter over the longer one
    place: float | None = None  #: how near they stand in their articles
    semantic: float | None = None  #: the encoder's cosine, less what any sentence has
    semantic_lead: float | None = None  #: the same beyond the rest of the other article
    scene: float | None = None  #: 0 where their times keep the two apart
    question: float | None = None  #: both answer one question: what caused it, was it meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two statements that speak about the same thing: ``score`` is the probability of that.

    ``found_by`` tells what proposed the pair, ``features`` what the score was made from.
    ``mutual`` where neither article has a statement that is likelier to match the other one; its
    headline, which sums up the text below it, does not count.
    """

    left_id: str
    right_id: str
    score: float
    found_by: str
    features: Score
    mutual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing told by one or more sources. ``members`` are ids of statements, each of which may
    be in two claims; ``links`` are the matches between them (of a claim of more than 40 members a
    part: docs/json.md), none where one source tells it; ``story`` is the id of its story."""

    id: str
    members: tuple[str, ...]
    links: tuple[Link, ...]
    story: str

    def central(self, ids: Sequence[str] = ()) -> str:
        """Of these statements (none: of the members) the one that is linked to the others most
        strongly; the first one of equals."""
        strength: Counter[str] = Counter()
        for link in self.links:
            strength[link.left_id] += round(link.score * 10_000)
            strength[link.right_id] += round(link.score * 10_000)
        return max(ids or self.members, key=strength.__getitem__)  # max keeps the first of equals


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of one statement; the span counts code points of its article's text."""

    statement_id: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a second opinion (``CompareOptions.nli``) changed of a finding: ``before`` is its
    relation without it, None where there was no finding. ``entailment`` and ``contradiction`` are
    the model's probabilities, the means of both directions."""

    before: Relation | None
    entailment: float
    contradiction: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One comparison of one facet between two statements, with the words on both sides.

    ``level`` is the rung of the facet's ladder that decided, ``reason`` the words or values that
    were held against each other. ``confidence`` is how likely readers would say the same, 0–1,
    learned from labelled pairs: for an ``unclear`` one, how likely it is a conflict after all; None
    where it was not measured. ``opinion`` where a second opinion changed or made it.
    """

    facet: Facet
    relation: Relation
    level: str
    left: Evidence
    right: Evidence
    reason: str
    confidence: float | None = None
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is named as saying it: ``key`` is compared, ``name`` shown; in which statements."""

    key: str
    name: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days of publication, both included: surely by the first, and none after the last."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How one member tells its position, how surely, and when its article was published."""

    statement: str
    state: State
    certainty: Certainty
    published: Days | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The members of a claim that say the same; ``label`` is their own words, ``certainty`` that
    of the surest.

    ``tellings`` has one entry a member; ``published`` is from the first publication to the last,
    None where no day is known. ``is_denial`` where it denies what another position tells.
    """

    label: str
    members: tuple[str, ...]
    origins: tuple[str, ...]
    certainty: Certainty
    is_denial: bool = False
    published: Days | None = None
    speakers: tuple[Speaker, ...] = ()
    tellings: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How one source (by its key) stands to a claim. ``positions`` are indices of the claim's
    positions, ``states`` how it stands in each; none of both where its ``statements`` take no
    side. ``state`` is the strongest."""

    source: str
    state: State
    positions: tuple[int, ...] = ()
    states: tuple[State, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStep:
    """One value of a count that changed as accounts came in. ``day`` is the first on which an
    account told it was published, None where no day is known; ``statements`` are those that tell
    it, by their ids."""

    low: float | None
    high: float | None
    approximate: bool
    unit: str
    role: str | None
    day: date | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The relation of a claim. ``facet`` is the one that decided it, None where none did;
    ``sources`` and ``origins`` are counts. ``left_out`` are the keys of sources that could have
    told what most others tell. ``course`` are the values of a count that changed, in
    the order of their days; of several counts, one after the other."""

    claim_id: str
    relation: Relation
    facet: Facet | None
    positions: tuple[Position, ...]
    findings: tuple[Finding, ...]
    sources: int
    origins: int
    stances: tuple[Stance, ...] = ()
    left_out: tuple[str, ...] = ()
    course: tuple[CourseStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One row of the timeline: a told event (``claim`` and ``statements``) or a publication
    (``article``). ``disputed`` where the accounts give it different dates."""

    earliest: datetime
    latest: datetime
    grain: Grain
    claim: str | None
    statements: tuple[str, ...]
    article: str | None = None
    disputed: bool = False
