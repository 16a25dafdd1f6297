"""``sources``: the articles, what was found out about each, and what told it."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from srccmp.model import Article
from srccmp.present.look import Look
from srccmp.present.safe import safe, trimmed
from srccmp.present.stories import by_story
from srccmp.present.view import EVERYTHING, Filter, Index, is_of
from srccmp.present.words import count, language, published

MOST_NAMES = 5


def articles_of(index: Index, wanted: Filter = EVERYTHING) -> tuple[Article, ...]:
    """The articles by these sources and in these languages."""
    return tuple(
        article
        for article in index.comparison.articles
        if (not wanted.sources or is_of(article, wanted.sources))
        and (not wanted.languages or article.language.code in wanted.languages)
        and wanted.has_day(article)
    )


def sources(index: Index, look: Look, wanted: Filter = EVERYTHING) -> RenderableType:
    """A block an article: source, language, date, title; then by what each was decided. A story
    after the other."""

    def draw(part: Index) -> RenderableType | None:
        return _blocks(part, look, wanted)

    return by_story(index, draw, look, has_facts=False, draws_alone=True)


def _blocks(index: Index, look: Look, wanted: Filter) -> RenderableType | None:
    articles = articles_of(index, wanted)
    if not articles:
        return None if index.is_part else Text("No article passes the filter.")
    said = Counter(a.statement.article_id for a in index.comparison.statements)
    names = min(24, max(len(safe(article.source.name)) for article in articles))
    head = Text(count(len(articles), "article"), style="bold")
    head.append(f" by {count(len({a.source.key for a in articles}), 'source')}")
    families = len({a.reprint_of or a.id for a in articles})
    if families < len(articles):
        head.append(f", {count(families, 'text')} and {count(len(articles) - families, 'reprint')}")
    blocks: list[RenderableType] = [head, Text("")]
    for article in articles:
        blocks += [_block(article, index, look, names, said[article.id]), Text("")]
    return Group(*blocks[:-1])


def _block(article: Article, index: Index, look: Look, names: int, said: int) -> RenderableType:
    line = Text(index.short(article.id), style="bold")
    line.append("  " + safe(article.source.name).ljust(names), style="bold cyan")
    line.append(f"  {language(article.language).ljust(2)}")
    line.append(f"  {published(article.published).ljust(11)}  {count(said, 'statement')}")
    indent = (0, 0, 0, len(index.short(article.id)) + 2)
    title = article.title or article.body.of(article.text)
    parts: list[RenderableType] = [line]
    # A title stands whole; without one the text's own beginning, on one line, says so by "…".
    room = 10**6 if article.title else look.width - indent[3]
    parts.append(Padding(Text(trimmed(title, room)), indent))
    if article.reprint_of in index.articles:
        first = index.articles[article.reprint_of or ""]
        told = f"{look.sign('≈')} reprint of {safe(first.source.name)} {index.short(first.id)}"
        parts.append(Padding(Text(told, style="yellow"), indent))
    parts += [Padding(Text(told, style="dim"), indent) for told in index.kinship(article.id)]
    author = f"by {safe(article.author)}" if article.author else ""
    facts = (author, _place(article), _decided(article, look), _repeated(article, index))
    for told in facts:
        if told:
            parts.append(Padding(Text(told, style="dim"), indent))
    for path in (article.path, *article.also):
        parts.append(Padding(Text(safe(path), style="dim"), indent))
    return Group(*parts)


def _place(article: Article) -> str:
    """Where it stands; the key of its source where no address tells it."""
    if article.url:
        return safe(article.url)
    return safe(article.source.key) if article.source.key != article.source.name.casefold() else ""


def _decided(article: Article, look: Look) -> str:
    facts = [f"source by {article.source.decided_by}", f"language by {article.language.decided_by}"]
    facts.append(
        f"date by {article.published.decided_by}" if article.published else "no date was found"
    )
    return look.sign(" · ").join(map(safe, facts))


def _repeated(article: Article, index: Index) -> str:
    """Whose words it passes on: the agency first, then speakers, the first few by name."""
    names = list(map(index.origin, article.origins))
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    told = f"repeats {', '.join(names[:MOST_NAMES])}{more}" if names else ""
    wire = f"after {article.source.wire}" if article.source.wire else ""
    return safe("; ".join(filter(None, (wire, told))))
