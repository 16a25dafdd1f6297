"""The matrix, the timeline and the sources as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from srccmp.model import Article, Relation, State, TimelineEntry
from srccmp.present.matrix import SILENT, cells, label_of, sources_of
from srccmp.present.safe import Piece, excerpt, safe, trimmed
from srccmp.present.view import Index, Told, clipped
from srccmp.present.words import SIGNS, STATES, UNDATED, decided, interval, language, published
from srccmp.report.tongues import name_of, tag_of

LABEL_ROOM = 110
EVENT_ROOM = 160
TITLE_ROOM = 140


# The matrix ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source stands to a claim: its words, and its strongest state for the colour."""

    words: str
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
            words = "; ".join(f"{STATES[s][0]} {s.value} {at}".strip() for s, at in sides)
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
class Moment:
    """One row of the timeline. ``target`` is the anchor that it leads to, ``tellers`` are
    (statement, source, day published); () of a publication."""

    when: str
    is_disputed: bool
    elsewhere: str
    is_publication: bool
    target: str
    short: str
    relation: str
    sign: str
    tag: str
    source: str
    pieces: tuple[Piece, ...]
    tellers: tuple[tuple[str, str, str], ...]


def moments_of(index: Index) -> tuple[Moment, ...]:
    """By the end of the time, what happened before who published it."""
    rows = sorted(
        index.comparison.timeline,
        key=lambda row: (row.latest, row.earliest, row.article is not None),
    )
    times: dict[str, list[TimelineEntry]] = {}
    for row in rows:
        if row.claim:
            times.setdefault(row.claim, []).append(row)
    return tuple(
        _publication(index, row) if row.article else _event(index, row, times) for row in rows
    )


def _event(index: Index, row: TimelineEntry, times: dict[str, list[TimelineEntry]]) -> Moment:
    claim = index.claims.get(row.claim or "")
    central = index.statements[index.central(row.statements, claim)]
    own = central.statement.span
    marks = [span.shifted(-own.start) for span in clipped((t.span for t in central.times), own)]
    relation = index.verdicts[claim.id].relation if claim else None
    tellers: dict[str, tuple[str, str]] = {}
    for statement in row.statements:
        article = index.article_of(statement)
        when = published(article.published)
        day = "" if when == UNDATED else when
        tellers.setdefault(safe(article.source.name), (statement, day))
    others = dict.fromkeys(
        interval(other.earliest, other.latest, other.grain)
        for other in times.get(row.claim or "", ())
        if other.statements != row.statements
    )
    return Moment(
        when=interval(row.earliest, row.latest, row.grain),
        is_disputed=row.disputed,
        elsewhere=", ".join(others) if row.disputed else "",
        is_publication=False,
        target=f"claim-{claim.id}" if claim else f"statement-{central.id}",
        short=index.short(claim.id if claim else central.id),
        relation=relation.value if relation else "",
        sign=SIGNS[relation][0] if relation else "",
        tag=tag_of(central.statement.language),
        source="",
        pieces=excerpt(central.statement.text, marks[:1], EVENT_ROOM),
        tellers=tuple((statement, name, day) for name, (statement, day) in tellers.items()),
    )


def _publication(index: Index, row: TimelineEntry) -> Moment:
    article = index.articles[row.article or ""]
    return Moment(
        when=interval(row.earliest, row.latest, row.grain),
        is_disputed=row.disputed,
        elsewhere="",
        is_publication=True,
        target=f"article-{article.id}",
        short=index.short(article.id),
        relation="",
        sign="",
        tag=tag_of(article.language.code),
        source=safe(article.source.name),
        pieces=(Piece(title_of(article)),),
        tellers=(),
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
    return trimmed(article.title or article.body.of(article.text), TITLE_ROOM)


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
