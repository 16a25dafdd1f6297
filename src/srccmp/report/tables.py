"""The matrix, the timeline and the sources as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from srccmp.model import Article, Relation, State
from srccmp.present.events import Dated, Event, Fold, Gap, Papers, rows
from srccmp.present.events import sources_of as tellers_of
from srccmp.present.matrix import SILENT, cells, label_of, sources_of
from srccmp.present.safe import Piece, excerpt, safe, trimmed
from srccmp.present.view import Index, Told, clipped
from srccmp.present.words import SIGNS, STATES, UNDATED, decided, language, published
from srccmp.report.texts import Reference, reference_of
from srccmp.report.tongues import name_of, tag_of
from srccmp.times import interval_of

LABEL_ROOM = 110
EVENT_ROOM = 160
TITLE_ROOM = 140


# The matrix ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source stands to a claim: the words of each side, and its strongest state for the
    colour."""

    words: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A claim's row: one standing a source."""

    claim: str
    short: str
    relation: str
    sign: str
    label: str
    tag: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Claims of two sources or more against all ``sources`` (by name)."""

    sources: tuple[str, ...]
    lines: tuple[Line, ...]


def matrix_of(index: Index, told: Iterable[Told]) -> Matrix | None:
    """None where no claim is of two sources."""
    keys = sources_of(index)
    lines = []
    for each in told:
        relation = each.verdict.relation
        if relation is Relation.SINGLE:
            continue
        found = cells(each)
        is_words = label_of(each, LABEL_ROOM) == _central(each)
        standings = []
        for key in keys:
            sides = found.get(key, SILENT).sides
            words = tuple(f"{STATES[s][0]} {s.value} {at}".strip() for s, at in sides)
            standings.append(Standing(words=words, state=sides[0][0].value))
        lines.append(
            Line(
                claim=each.claim.id,
                short=each.short,
                relation=relation.value,
                sign=SIGNS[relation][0],
                label=label_of(each, LABEL_ROOM),
                tag=tag_of(each.central.annotated.statement.language) if is_words else "en",
                standings=tuple(standings),
            )
        )
    if not lines:
        return None
    return Matrix(sources=tuple(map(index.origin, keys)), lines=tuple(lines))


def _central(told: Told) -> str:
    return trimmed(told.central.annotated.statement.text, LABEL_ROOM)


# The timeline --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """A time told of an event: the ``words`` that tell it, and by whom, each with the statement:
    (statement, source, day published)."""

    when: str
    words: str
    tag: str
    tellers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One row of the timeline: an event, a publication (``source`` is its outlet, ``target`` its
    article) or days left out (``when`` alone).

    ``references`` are an event's claims; where it has none, ``target`` is its statement.
    ``opposed`` are the times that cannot all hold, side by side; ``also`` other times, each after
    its word."""

    when: str
    tag: str = ""
    source: str = ""
    target: str = ""
    short: str = ""
    pieces: tuple[Piece, ...] = ()
    references: tuple[Reference, ...] = ()
    tellers: tuple[tuple[str, str, str], ...] = ()
    opposed: tuple[Dating, ...] = ()
    also: tuple[tuple[str, Dating], ...] = ()


def moments_of(index: Index) -> tuple[Moment, ...]:
    """By time, what happened before who published it; what rests on the same words in one row, as
    `srccmp timeline --all` lists it."""
    found: list[Moment] = []
    for row in rows(index, index.comparison.timeline, unfolded=True):
        match row:
            case Gap():
                found.append(Moment(when=row.words))
            case Papers():
                found += [_publication(index, row, article) for article in row.articles]
            case Event():
                found.append(_event(index, row))
            case Fold():
                raise AssertionError("nothing is folded in the report")
    return tuple(found)


def _event(index: Index, event: Event) -> Moment:
    lead = index.claims.get(event.claims[0]) if event.claims else None
    central = index.statements[index.central(event.when.statements, lead)]
    own = central.statement.span
    told = [ref.span for ref in central.times if interval_of(ref) == event.when.key]
    marks = [span.shifted(-own.start) for span in clipped(told, own)]
    mine = [w for w in event.times if any(not w.meets(other) for other in event.against)]
    opposed = {when.key: when for when in (*event.against, *mine)}
    also = [("also told as", w) for w in event.times[1:] if w.key not in opposed]
    also += [("also dated", when) for when in event.others]
    return Moment(
        when=event.when.words,
        tag=tag_of(central.statement.language),
        target="" if event.claims else f"statement-{central.id}",
        short=index.short(central.id),
        pieces=excerpt(central.statement.text, marks[:1], EVENT_ROOM),
        references=tuple(reference_of(index, claim) for claim in event.claims),
        tellers=_tellers(index, event.statements),
        opposed=tuple(_dating(index, when) for _, when in sorted(opposed.items())),
        also=tuple((word, _dating(index, when)) for word, when in also),
    )


def _dating(index: Index, when: Dated) -> Dating:
    words, tag = "", ""
    for statement in when.statements:
        annotated = index.statements[statement]
        spans = [ref.span for ref in annotated.times if interval_of(ref) == when.key]
        if spans:
            words = index.words(statement, spans[0])
            tag = tag_of(annotated.statement.language)
            break
    return Dating(when=when.words, words=words, tag=tag, tellers=_tellers(index, when.statements))


def _tellers(index: Index, statements: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Each source once, in the order in which they published."""
    first: dict[str, str] = {}
    for statement in statements:
        first.setdefault(index.article_of(statement).source.key, statement)
    found = []
    for article in tellers_of(index, statements):
        day = published(article.published)
        name = safe(article.source.name)
        found.append((first[article.source.key], name, "" if day == UNDATED else day))
    return tuple(found)


def _publication(index: Index, row: Papers, article_id: str) -> Moment:
    article = index.articles[article_id]
    return Moment(
        when=row.when.words,
        target=f"article-{article.id}",
        tag=tag_of(article.language.code),
        source=safe(article.source.name),
        pieces=(Piece(title_of(article)),),
    )


# The sources ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An article, what was found out about it, and by what. ``link`` is its address where that is
    one of the web; ``address`` is what the input calls its address. Without a title of its own
    (``has_title``) it is the beginning of the text."""

    id: str
    short: str
    source: str
    key: str
    title: str
    has_title: bool
    tag: str
    language: str
    language_by: str
    published: str
    published_by: str
    source_by: str
    author: str
    link: str
    address: str
    paths: tuple[str, ...]
    statements: int
    reprint_of: str
    reprint_name: str
    kinship: tuple[str, ...]
    origins: tuple[str, ...]
    wire: str
    sha256: str


def accounts_of(index: Index, articles: Iterable[Article]) -> tuple[Account, ...]:
    said = Counter(each.statement.article_id for each in index.comparison.statements)
    return tuple(_account(index, article, said[article.id]) for article in articles)


def _account(index: Index, article: Article, said: int) -> Account:
    first = index.articles.get(article.reprint_of or "")
    day = article.published
    sure = language(article.language).removeprefix(article.language.code).strip()
    return Account(
        id=article.id,
        short=index.short(article.id),
        source=safe(article.source.name),
        key=safe(article.source.key),
        title=title_of(article),
        has_title=bool(article.title),
        tag=tag_of(article.language.code),
        language=f"{name_of(article.language.code)} {sure}".strip(),
        language_by=decided(article.language.decided_by),
        published=published(day),
        published_by=decided(day.decided_by) if day else "",
        source_by=decided(article.source.decided_by),
        author=safe(article.author or ""),
        link=web_link(article.url),
        address=safe(article.url or ""),
        paths=tuple(map(safe, (article.path, *article.also))),
        statements=said,
        reprint_of=first.id if first else "",
        reprint_name=safe(first.source.name) if first else "",
        kinship=index.kinship(article.id),
        origins=tuple(map(index.origin, article.origins)),
        wire=safe(article.source.wire or ""),
        sha256=article.sha256,
    )


def families_of(accounts: Sequence[Account]) -> tuple[tuple[Account, tuple[Account, ...]], ...]:
    """Each text that others reprint, with these."""
    by_id = {account.id: account for account in accounts}
    copies: dict[str, list[Account]] = {}
    for account in accounts:
        if account.reprint_of in by_id:
            copies.setdefault(account.reprint_of, []).append(account)
    return tuple((by_id[first], tuple(others)) for first, others in copies.items())


def title_of(article: Article) -> str:
    return trimmed(article.headline, TITLE_ROOM)


def web_link(url: str | None) -> str:
    """The address where a click may lead; "" for anything but http and https, and for what is not
    wholly visible.

    >>> web_link("https://news.example/a?b=1"), web_link("javascript:alert(1)")
    ('https://news.example/a?b=1', '')
    >>> web_link("https://news.example@evil.example/"), web_link("https://a.example/ b")
    ('', '')
    """
    if not url or safe(url) != url or " " in url or not url.isprintable():
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return url if is_web and "@" not in parts.netloc and "\\" not in url else ""


def states() -> tuple[tuple[str, str], ...]:
    """The signs of the matrix and their words."""
    return tuple((STATES[state][0], state.value) for state in State)
