"""``show``: one claim, statement, article or story in full, with the reason for everything."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from srccmp.present.detail.article import article_detail
from srccmp.present.detail.claim import claim_detail
from srccmp.present.detail.lookup import Thing, Unfound, choose, find
from srccmp.present.detail.statement import statement_detail
from srccmp.present.detail.texts import USUAL, Extent
from srccmp.present.look import Look
from srccmp.present.sources import sources
from srccmp.present.stories import heading, title_of
from srccmp.present.summary import counts
from srccmp.present.view import Index

__all__ = [
    "Extent",
    "Thing",
    "Unfound",
    "article_detail",
    "choose",
    "claim_detail",
    "find",
    "show",
    "statement_detail",
]


def show(index: Index, thing: Thing, look: Look, extent: Extent = USUAL) -> RenderableType:
    """The thing in full; of which story it is, where there are several."""
    if thing.kind == "story":
        part = index.within([thing.id])
        head = heading(index.stories[thing.id], part, look, has_facts=False)
        more = f"srccmp diff --story {thing.id} PATHS shows what they dispute and agree on."
        return Group(
            head,
            counts(list(map(part.told, part.comparison.claims)), look),
            Text(""),
            sources(part, look),
            Text(""),
            Text(more, style="dim"),
        )
    if not index.has_stories and not index.is_part:
        return _shown(index, thing, look, extent)
    story = index.stories[_story_of(index, thing)]
    label = title_of(story, index, look.width - len(story.id) - 8)
    line = Text(f"story {story.id}  {label}", style="dim")
    return Group(line, _shown(index, thing, look, extent))


def _story_of(index: Index, thing: Thing) -> str:
    if thing.kind == "claim":
        return index.claims[thing.id].story
    article = index.article_of(thing.id) if thing.kind == "statement" else index.articles[thing.id]
    return article.story


def _shown(index: Index, thing: Thing, look: Look, extent: Extent) -> RenderableType:
    if thing.kind == "claim":
        return claim_detail(index, index.claims[thing.id], look, extent)
    if thing.kind == "statement":
        return statement_detail(index, index.statements[thing.id], look, extent)
    return article_detail(index, index.articles[thing.id], look, extent)
