"""``sources``: the articles, what was found out about each, and what told it; a reprint stands
under the article whose text it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from srccmp.model import Article
from srccmp.present.filter import EVERYTHING, Filter, is_of
from srccmp.present.look import Look, packed, padded
from srccmp.present.safe import safe, trimmed
from srccmp.present.stories import by_story, span_of
from srccmp.present.view import Index
from srccmp.present.words import count, decided, language, published

MOST_NAMES = 5
WIDEST_NAME = 28  # cells of a source's column; a longer name is wrapped
TABLE_WIDTH = 120  # from here a row has room for a column a fact
INDENT = 2  # of a reprint under its first


def articles_of(index: Index, wanted: Filter = EVERYTHING) -> tuple[Article, ...]:
    """The articles by these sources and in these languages."""
    return tuple(
        article
        for article in index.comparison.articles
        if (not wanted.sources or is_of(article, wanted.sources))
        and (not wanted.languages or article.language.code in wanted.languages)
        and wanted.has_day(article)
    )


@dataclass(frozen=True, slots=True)
class Family:
    """An article and its reprints among those that are shown, in the articles' order; a reprint
    whose first is not among them stands for itself."""

    first: Article
    reprints: tuple[Article, ...]


def families(articles: Iterable[Article]) -> tuple[Family, ...]:
    """In the order of their firsts."""
    shown = {article.id: article for article in articles}
    reprints: dict[str, list[Article]] = {}
    for article in shown.values():
        if article.reprint_of in shown:
            reprints.setdefault(article.reprint_of or "", []).append(article)
    return tuple(
        Family(article, tuple(reprints.get(article.id, ())))
        for article in shown.values()
        if article.reprint_of not in shown
    )


def sources(index: Index, look: Look, wanted: Filter = EVERYTHING) -> RenderableType:
    """A table where there is room, else a block an article: source, language, date, title, and by
    what each was decided. A story after the other."""

    def draw(part: Index) -> RenderableType | None:
        return _picture(part, look, wanted)

    return by_story(index, draw, look, has_facts=False, draws_alone=True)


def _picture(index: Index, look: Look, wanted: Filter) -> RenderableType | None:
    articles = articles_of(index, wanted)
    if not articles:
        return None if index.is_part else Text("No article passes the filter.")
    said = Counter(a.statement.article_id for a in index.comparison.statements)
    head = _head(articles)
    draw = _table if look.width >= TABLE_WIDTH else _blocks
    return Group(head, Text(""), draw(families(articles), index, look, said))


def _head(articles: Sequence[Article]) -> Text:
    head = Text(count(len(articles), "article"), style="bold")
    head.append(f" by {count(len({a.source.key for a in articles}), 'source')}")
    codes = Counter(article.language.code for article in articles)
    told = ", ".join(
        f"{code} {number}" for code, number in sorted(codes.items(), key=lambda c: (-c[1], c[0]))
    )
    head.append(f" ({told})")
    texts = len({a.reprint_of or a.id for a in articles})
    if texts < len(articles):
        head.append(f", {count(texts, 'text')} and {count(len(articles) - texts, 'reprint')}")
    return head.append(span_of(articles))


# A block an article ----------------------------------------------------------------------------


def _blocks(
    shown: Sequence[Family], index: Index, look: Look, said: Counter[str]
) -> RenderableType:
    articles = [a for family in shown for a in (family.first, *family.reprints)]
    names = min(WIDEST_NAME, max(cell_len(safe(article.source.name)) for article in articles))
    days = max(cell_len(published(article.published)) for article in articles)
    blocks: list[RenderableType] = []
    for family in shown:
        blocks += [Text("")] if blocks else []
        blocks.append(_block(family.first, index, look, (names, days), said, None))
        blocks += [
            _block(article, index, look, (names, days), said, family.first)
            for article in family.reprints
        ]
    return Group(*blocks)


def _block(
    article: Article,
    index: Index,
    look: Look,
    widths: tuple[int, int],
    said: Counter[str],
    under: Article | None,
) -> RenderableType:
    """``widths``: cells of the names and of the days; ``under``: the first of its family, where
    this is a reprint that stands below it."""
    sign = f"{look.sign('≈')} " if under else ""
    margin = INDENT if under else 0
    inner = margin + cell_len(sign) + len(index.short(article.id)) + 2
    facts = [
        language(article.language).ljust(2),
        padded(published(article.published), widths[1]),
        count(said[article.id], "statement"),
    ]
    line = Text(" " * margin + sign, style="yellow")
    line.append(index.short(article.id), style="bold").append("  ")
    name = safe(article.source.name)
    line.append(padded(name, widths[0] - (inner - len(index.short(article.id)) - 2)), "bold cyan")
    told = "  ".join(facts)
    parts: list[RenderableType] = []
    if line.cell_len + 2 + cell_len(told) <= look.width:
        parts.append(line.append(f"  {told}"))
    else:  # a long name has the line for itself
        parts.append(line[:inner] if inner + cell_len(name) > look.width else line)
        if inner + cell_len(name) > look.width:
            parts.append(_indented(Text(name, style="bold cyan"), inner))
        parts.append(_indented(Text("  ".join(map(str.strip, facts))), inner))
    room = look.width - inner
    parts += [_indented(each, inner) for each in _about(article, index, look, room, under)]
    dim = [*packed(_decided(article), look.sign(" · "), room), *_paths(article)]
    parts += [_indented(Text(each, style="dim"), inner) for each in dim]
    return Group(*parts)


def _indented(what: RenderableType, cells: int) -> RenderableType:
    return Padding(what, (0, 0, 0, cells))


# A row an article ------------------------------------------------------------------------------


def _table(shown: Sequence[Family], index: Index, look: Look, said: Counter[str]) -> RenderableType:
    """Under each fact, what told it."""
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False, expand=True)
    table.add_column("article", no_wrap=True)
    table.add_column("source", max_width=WIDEST_NAME, overflow="fold")
    for name in ("language", "published"):
        table.add_column(name, no_wrap=True)
    table.add_column("statements", justify="right", no_wrap=True)
    table.add_column("what it is, and whose words it passes on", ratio=1, overflow="fold")
    articles = [a for family in shown for a in (family.first, *family.reprints)]
    names = min(WIDEST_NAME, max(cell_len(safe(article.source.name)) for article in articles))
    days = max(cell_len(published(article.published)) for article in articles)
    room = look.width - names - days - sum(map(len, ("article", "language", "statements"))) - 12
    for place, family in enumerate(shown):
        if place:
            table.add_row()
        _row(table, family.first, index, look, room, said, None)
        for article in family.reprints:
            _row(table, article, index, look, room, said, family.first)
    return table


def _row(
    table: Table,
    article: Article,
    index: Index,
    look: Look,
    room: int,
    said: Counter[str],
    under: Article | None,
) -> None:
    line = Text(f"{look.sign('≈')} " if under else "", style="yellow")
    line.append(index.short(article.id), style="bold")
    name = Text(safe(article.source.name), style="bold cyan")
    source, code, day = (told.partition(": ")[2] for told in _decided(article))
    about = _about(article, index, look, room, under)
    about += [Text(path, style="dim") for path in _paths(article)]
    table.add_row(
        line,
        _indented(Group(*_told_by(name, source)), INDENT if under else 0),
        Group(*_told_by(Text(language(article.language)), code)),
        Group(*_told_by(Text(published(article.published)), day)),
        Text(str(said[article.id])),
        Group(*about),
    )


def _told_by(fact: Text, decider: str) -> list[Text]:
    return [fact, Text(decider, style="dim")] if decider else [fact]


# What both have --------------------------------------------------------------------------------


def _about(
    article: Article, index: Index, look: Look, room: int, under: Article | None
) -> list[Text]:
    """Its title, whose text it is and how that was told, whose words it passes on."""
    # A title stands whole; without one the text's own beginning, on one line, says so by "…".
    title = trimmed(article.title, 10**6) if article.title else _beginning(article, room)
    parts = [Text(title)] if under is None or article.title != under.title else []
    first = index.articles.get(article.reprint_of or "")
    if first is not None:
        told = f"{look.sign('≈')} reprint of {safe(first.source.name)} {index.short(first.id)}"
        parts.append(Text(told, style="yellow"))
    parts += [Text(told, style="dim") for told in index.kinship(article.id)]
    author = f"by {safe(article.author)}" if article.author else ""
    told_by = [author, _repeated(article, index), _place(article)]
    return parts + [Text(told, style="dim") for told in told_by if told]


def _beginning(article: Article, room: int) -> str:
    return trimmed(article.body.of(article.text), min(room, 100))


def _paths(article: Article) -> list[str]:
    return [safe(path) for path in (article.path, *article.also)]


def _place(article: Article) -> str:
    """Where it stands; else by what key --source finds its source, too."""
    if article.url:
        return safe(article.url)
    key = article.source.key
    return f"chosen by --source {safe(key)}" if key != article.source.name.casefold() else ""


def _decided(article: Article) -> tuple[str, str, str]:
    """What told the source, the language and the date."""
    return (
        f"source: {decided(article.source.decided_by)}",
        f"language: {decided(article.language.decided_by)}",
        f"date: {decided(article.published.decided_by)}"
        if article.published
        else "no date was found",
    )


def _repeated(article: Article, index: Index) -> str:
    """Whose words it passes on: the agency first, then speakers, the first few by name."""
    names = list(map(index.origin, article.origins))
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    told = f"repeats {', '.join(names[:MOST_NAMES])}{more}" if names else ""
    wire = f"after {article.source.wire}" if article.source.wire else ""
    return safe("; ".join(filter(None, (wire, told))))
