"""An article in full: what is known of it and how that was decided, its statements with the claims
that they are in, what its source leaves out, what was left out in reading."""

from __future__ import annotations

import re

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from srccmp.model import Article
from srccmp.present import stances
from srccmp.present.detail.texts import USUAL, Extent, place_of
from srccmp.present.look import Look
from srccmp.present.safe import safe
from srccmp.present.view import Index
from srccmp.present.words import decided, language, published


def article_detail(
    index: Index, article: Article, look: Look, extent: Extent = USUAL
) -> RenderableType:
    statements = _statements(index, article, look, extent)
    return Group(
        *_head(index, article, look, extent),
        Text(""),
        statements,
        *stances.of_article(index, article, look),
        *_dropped(index, article, look),
    )


def _head(index: Index, article: Article, look: Look, extent: Extent) -> list[RenderableType]:
    head = Text(safe(article.source.name), style="bold cyan")
    facts = [language(article.language), published(article.published), index.short(article.id)]
    facts += [f"by {safe(article.author)}"] if article.author else []
    head.append(look.sign("".join(f" · {fact}" for fact in facts)), style="not bold")
    parts: list[RenderableType] = [head]
    if article.title:
        parts.append(Text(safe(article.title), style="bold"))
    parts.append(place_of(extent.place(article), look))
    parts += [Text(f"the same text: {safe(path)}", style="dim") for path in article.also]
    if article.url:
        parts.append(Text(safe(article.url), style="dim"))
    day = article.published
    facts = [
        f"source: {decided(article.source.decided_by)}",
        f"language: {decided(article.language.decided_by)}",
        f"date: {decided(day.decided_by)}" if day else "no date was found",
    ]
    if article.reprint_of in index.articles:
        first = index.articles[article.reprint_of or ""]
        facts.append(f"reprint of {first.source.name} {index.short(first.id)}")
    if article.origins:
        facts.append(f"repeats {', '.join(map(index.origin, article.origins))}")
    parts += [Text(look.sign(" · ").join(map(safe, facts)), style="dim")]
    return parts + [Text(told, style="dim") for told in index.kinship(article.id)]


def _statements(index: Index, article: Article, look: Look, extent: Extent) -> Table:
    """Line, id, claims and words of each; the line alone, as the path stands above."""
    rows = [a for a in index.comparison.statements if a.statement.article_id == article.id]
    places = [extent.place(article, annotated.statement.span) for annotated in rows]
    has_lines = any(place.line for place in places)
    table = Table(box=None, show_header=has_lines, padding=(0, 2, 0, 0), header_style="dim")
    if has_lines:
        table.add_column("line", no_wrap=True, justify="right")
    table.add_column("id", no_wrap=True)
    table.add_column("claim", no_wrap=True)
    table.add_column("", overflow="fold")
    for annotated, place in zip(rows, places, strict=True):
        signs = Text()
        for claim in index.claims_of.get(annotated.id, []):
            mark = look.mark(index.verdicts[claim.id].relation)
            signs.append("\n" if signs else "").append_text(mark)
            signs.append(f" {index.short(claim.id)}", style="not bold default")
        link = place.uri if look.has_links else None
        line = Text(str(place.line or ""), style=Style(dim=True, link=link if place.line else None))
        table.add_row(
            *([line] if has_lines else []),
            Text(index.short(annotated.id), style="dim"),
            signs,
            Text(safe(annotated.statement.text).strip()),
        )
    return table


def _dropped(index: Index, article: Article, look: Look) -> list[RenderableType]:
    """What of the article became no statement, with the rule and the line of each piece."""
    messages = []
    for note in index.comparison.notes:
        if note.stage == "segment" and note.subject == article.id:
            messages.append(note.message)
        elif note.code == "boilerplate" and note.subject == article.path:
            told = note.message.removeprefix(f"{article.path}: ")
            messages.append(f"{note.code}: {told}")
    if not messages:
        return []
    head = Text("Left out", style="bold").append(
        look.sign(f" ({len(messages)}): no part of the account"), style="not bold dim"
    )
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for message in sorted(messages, key=_line):
        why, _, words = message.partition(": ")
        table.add_row(Text(f"  {safe(why)}", style="dim"), Text(safe(words)))
    return [Text(""), head, table]


def _line(message: str) -> int:
    """The line that a note on a dropped piece names; 0 where it names none."""
    found = re.match(r"[^:]*, line (\d+): ", message)
    return int(found[1]) if found else 0
