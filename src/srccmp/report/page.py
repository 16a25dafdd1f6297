"""All that the report shows, as plain values: the templates only place them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from markupsafe import Markup

from srccmp import __version__
from srccmp.model import Article, Relation, Story
from srccmp.present.filter import EVERYTHING, passing
from srccmp.present.look import Look
from srccmp.present.safe import safe
from srccmp.present.stories import title_of, told_stories
from srccmp.present.summary import compared, quotable
from srccmp.present.view import Index
from srccmp.present.words import HEADINGS, SIGNS
from srccmp.report.claims import Shown, key_of_source, shown
from srccmp.report.picture import can_draw, picture_of
from srccmp.report.tables import (
    Account,
    Matrix,
    Moment,
    accounts_of,
    families_of,
    matrix_of,
    moments_of,
)
from srccmp.report.texts import Line, lines_of, marks_by_statement, references_by_statement
from srccmp.report.tongues import name_of, tag_of

TITLE_ROOM = 160
LARGE = 300  # claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The claims of one relation."""

    relation: str
    sign: str
    heading: str
    claims: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One story: ``id`` is the prefix of its anchors, ``summary`` what a busy reader can quote."""

    id: str
    title: str
    tag: str
    summary: tuple[str, ...]
    kinds: tuple[Kind, ...]
    singles: tuple[tuple[str, tuple[Shown, ...]], ...]
    matrix: Matrix | None
    moments: tuple[Moment, ...]
    picture: Markup | None
    accounts: tuple[Account, ...]
    families: tuple[tuple[Account, tuple[Account, ...]], ...]

    @property
    def alone(self) -> int:
        """How many claims are told by one source only."""
        return sum(len(claims) for _, claims in self.singles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article in full."""

    account: Account
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter: ``key`` stands in the address, ``number`` counts claims."""

    key: str
    name: str
    sign: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A note, with the anchor and a name of what it is about ("" where that is not in the
    report)."""

    message: str
    target: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What was chosen from a comparison: in ``words``, and by which ``command`` and ``options``."""

    words: tuple[str, ...] = ()
    command: str = "diff ARTICLES"
    options: tuple[str, ...] = ()


WHOLE = Narrowing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    title: str
    narrowed: tuple[str, ...]  # by what, where it holds a part of the comparison only
    tag: str
    has_stories: bool
    can_draw: bool  # what the picture of the timeline needs is installed
    claims: int
    is_large: bool  # so that a browser should not lay out all of it at once
    sections: tuple[Section, ...]
    texts: tuple[Text, ...]
    filters: dict[str, tuple[Choice, ...]]
    remarks: tuple[tuple[str, tuple[Remark, ...]], ...]
    options: tuple[tuple[str, str], ...]
    command: str
    version: str
    schema: str
    digest: str


def page_of(index: Index, narrowing: Narrowing) -> Page:
    comparison = index.comparison
    sections = tuple(_sections(index))
    claims = [claim for section in sections for claim in _claims(section)]
    texts = _texts(index)
    return Page(
        title=_title(index),
        narrowed=narrowing.words,
        tag=sections[0].tag if sections and not index.has_stories else "en",
        has_stories=index.has_stories,
        can_draw=can_draw(),
        claims=len(claims),
        is_large=len(claims) > LARGE,
        sections=sections,
        texts=texts,
        filters=_filters(index, claims),
        remarks=_remarks(index),
        options=tuple((name, str(value)) for name, value in asdict(comparison.options).items()),
        command=_command(index, narrowing),
        version=__version__,
        schema=comparison.schema,
        digest=digest(comparison.articles),
    )


def digest(articles: Iterable[Article]) -> str:
    """SHA-256 over the articles' own, in the order of the digits: which texts these are, whatever
    their files are called."""
    return hashlib.sha256("\n".join(sorted(a.sha256 for a in articles)).encode()).hexdigest()


def _title(index: Index) -> str:
    if index.has_stories:
        return told_stories(index).removesuffix(".")
    for story in index.stories.values():
        return title_of(story, index, TITLE_ROOM)
    return "Nothing to compare"


def _tag(story: Story, index: Index) -> str:
    """The language of the story's label, which is the title of one of its articles (of the first
    one's text, where none has a title)."""
    articles = [index.articles[article] for article in story.articles]
    own = [article for article in articles if story.label and article.title == story.label]
    found = own or (articles if not story.label else [])
    return tag_of(found[0].language.code) if found else ""


def _sections(index: Index) -> Iterable[Section]:
    if not index.has_stories:
        for story in index.stories.values():
            yield _section(story, index)
        return
    for story, part in index.each_story():
        yield _section(story, part)
    if alone := [article.story for article in index.alone()]:
        yield _section(None, index.within(alone))


def _section(story: Story | None, index: Index) -> Section:
    told = passing(index, EVERYTHING)
    claims = [(each, shown(index, each)) for each in told]
    by_relation: dict[Relation, list[Shown]] = {relation: [] for relation in Relation}
    for each, claim in claims:
        by_relation[each.verdict.relation].append(claim)
    accounts = accounts_of(index, index.comparison.articles)
    return Section(
        id=story.id if story else "alone",
        title=title_of(story, index, TITLE_ROOM) if story else "Articles of no story with others",
        tag=_tag(story, index) if story else "en",
        summary=_summary(index) if story else (),
        kinds=tuple(
            _kind(relation, found)
            for relation, found in by_relation.items()
            if found and relation is not Relation.SINGLE
        ),
        singles=_by_source(by_relation[Relation.SINGLE]),
        matrix=matrix_of(index, told),
        moments=moments_of(index),
        picture=picture_of(index, prefix=story.id if story else "alone"),
        accounts=accounts,
        families=families_of(accounts),
    )


def _summary(index: Index) -> tuple[str, ...]:
    """What was compared and the sentence to quote, as `diff` tells them; headline and counts have
    places of their own. Where no claim is a conflict it says so of these claims alone: the command
    may have chosen among them."""
    told = passing(index, EVERYTHING)
    first = safe(compared(index))
    if any(each.verdict.relation is Relation.CONFLICT for each in told):
        return first, f"In short: {safe(quotable(index, told, Look(width=200)).plain)}"
    return first, "No conflict among the claims here."


def _kind(relation: Relation, claims: Sequence[Shown]) -> Kind:
    one, many = HEADINGS[relation]
    return Kind(
        relation=relation.value,
        sign=SIGNS[relation][0],
        heading=one if len(claims) == 1 else many,
        claims=tuple(claims),
    )


def _by_source(claims: Iterable[Shown]) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """What one source alone tells, a source after the other."""
    found: dict[str, list[Shown]] = {}
    for claim in claims:
        found.setdefault(claim.stands[0].rows[0].voices[0].source, []).append(claim)
    return tuple((source, tuple(theirs)) for source, theirs in found.items())


def _claims(section: Section) -> Iterable[Shown]:
    for kind in section.kinds:
        yield from kind.claims
    for _, claims in section.singles:
        yield from claims


def _texts(index: Index) -> tuple[Text, ...]:
    marks = marks_by_statement(index)
    references = references_by_statement(index)
    own: dict[str, list[int]] = {article: [] for article in index.articles}
    for rank, annotated in enumerate(index.comparison.statements):
        own[annotated.statement.article_id].append(rank)
    statements = index.comparison.statements
    accounts = accounts_of(index, index.comparison.articles)
    return tuple(
        Text(
            account=account,
            lines=lines_of(article, [statements[i] for i in own[article.id]], marks, references),
        )
        for account, article in zip(accounts, index.comparison.articles, strict=True)
    )


def _filters(index: Index, claims: Sequence[Shown]) -> dict[str, tuple[Choice, ...]]:
    """The values that occur, with the number of claims that have each."""
    relations = Counter(claim.relation for claim in claims)
    facets = Counter(facet for claim in claims for facet in claim.sorted.facets.split())
    tongues = Counter(code for claim in claims for code in claim.sorted.languages.split())
    told_by = Counter(key for claim in claims for key in claim.sorted.sources.split())
    names = {key_of_source(a.source.key): safe(a.source.name) for a in index.articles.values()}
    return {
        "relation": tuple(
            Choice(key=r.value, name=r.value, sign=SIGNS[r][0], number=relations[r.value])
            for r in Relation
            if relations[r.value]
        ),
        "facet": _choices(facets, lambda key: key),
        "source": _choices(told_by, names.__getitem__),
        "language": _choices(tongues, name_of),
    }


def _choices(counts: Counter[str], name: Callable[[str], str]) -> tuple[Choice, ...]:
    found = [Choice(key=key, name=name(key), sign="", number=n) for key, n in counts.items()]
    return tuple(sorted(found, key=lambda choice: (choice.name.casefold(), choice.key)))


def _remarks(index: Index) -> tuple[tuple[str, tuple[Remark, ...]], ...]:
    """The notes of one stage and kind together, under the name of both."""
    found: dict[str, list[Remark]] = {}
    for note in index.comparison.notes:
        target, name = _subject(index, note.subject)
        remark = Remark(message=safe(note.message), target=target, name=name)
        found.setdefault(f"{note.stage}: {note.code}", []).append(remark)
    return tuple((kind, tuple(remarks)) for kind, remarks in found.items())


def _subject(index: Index, subject: str) -> tuple[str, str]:
    if subject in index.articles:
        name = safe(index.articles[subject].source.name)
        return f"article-{subject}", f"{name} {index.short(subject)}"
    if subject in index.claims:
        return f"claim-{subject}", f"claim {index.short(subject)}"
    if subject in index.statements:
        return f"statement-{subject}", f"statement {index.short(subject)}"
    return "", ""


def _command(index: Index, narrowing: Narrowing) -> str:
    options = index.comparison.options
    words = [
        f"srccmp {narrowing.command}",
        "--format html -o report.html",
        f"--encoder {options.encoder}",
    ]
    if options.nli != "none":
        words.append(f"--nli {options.nli}")
    if options.one_story:
        words.append("--one-story")
    return " ".join((*words, *narrowing.options))
