"""A picture of several stories: each one's own under its heading, then what stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from srccmp.model import Article, Story
from srccmp.present.look import Look
from srccmp.present.safe import safe, trimmed
from srccmp.present.view import Index
from srccmp.present.words import count, published, span

Draw = Callable[[Index], RenderableType | None]
NOTHING = "Nothing to show."
ALONE_SHOWN = 12
ONE = "srccmp --one-story compares them all with each other"


def by_story(
    index: Index, draw: Draw, look: Look, *, has_facts: bool = True, draws_alone: bool = False
) -> RenderableType:
    """What ``draw`` makes of each story (None: nothing, and it is passed over); of the whole, where
    that is one. ``has_facts``: how many articles and sources stand under the heading, as the
    picture does not tell. ``draws_alone``: also of the articles that are in no story with others,
    which are only listed otherwise."""
    if not index.has_stories:
        return draw(index) or Text(NOTHING)
    parts: list[RenderableType] = [Text(told_stories(index))]
    for story, part in index.each_story():
        if (picture := draw(part)) is not None:
            parts += [Text(""), heading(story, part, look, has_facts=has_facts)]
            parts += [Text(""), picture]
    alone = index.alone()
    if alone and draws_alone:
        picture = draw(index.within([article.story for article in alone]))
        if picture is not None:
            parts += [Text(""), _ruled(Text(_alone(alone), style="bold"), look), Text(""), picture]
    elif alone:
        parts += [Text(""), alone_list(alone, index, look)]
    return Group(*parts)


def told_stories(index: Index) -> str:
    """How many articles, in how many stories."""
    articles, alone = len(index.articles), len(index.alone())
    told = len(index.stories) - alone
    if not told:
        return f"{count(articles, 'article')}, no two of them of one story."
    return f"{count(articles, 'article')} in {count(told, 'story', 'stories')}" + (
        f" and {alone} alone." if alone else "."
    )


def heading(story: Story, index: Index, look: Look, *, has_facts: bool = True) -> RenderableType:
    """A line, the story's id and label, and how many articles by how many sources, published
    when."""
    title = Text(story.id, style="bold reverse")
    room = look.width - len(story.id) - 2
    title.append(f"  {look.fitted(title_of(story, index, room), room)}", style="not reverse")
    told = [Text(look.sign(facts(story, index)), style="dim")] if has_facts else []
    return Group(_ruled(title, look), *told)


def _ruled(title: Text, look: Look) -> RenderableType:
    line = "━" if look.is_unicode else "="
    return Group(Rule(characters=line, style="dim"), title)


def title_of(story: Story, index: Index, room: int) -> str:
    """The label; where no article has a title, the beginning of the first one's text."""
    if story.label:
        return trimmed(story.label, room)
    article = index.articles[story.articles[0]]
    return trimmed(article.body.of(article.text), room)


def facts(story: Story, index: Index) -> str:
    articles = [index.articles[article] for article in story.articles]
    sources = {article.source.key for article in articles}
    told = f"{count(len(articles), 'article')} by {count(len(sources), 'source')}"
    return told + span_of(articles)


def span_of(articles: Iterable[Article]) -> str:
    """From when to when they were published, as exactly as that is known; "" where it is not."""
    found = [article.published for article in articles if article.published]
    if not found:
        return ""
    ordered = sorted(found, key=lambda day: (day.latest, day.earliest))
    return f", published {span(ordered[0], ordered[-1])}"


def alone_list(alone: tuple[Article, ...], index: Index, look: Look) -> RenderableType:
    """One line an article that shares its story with no other."""
    rows: list[RenderableType] = [Text(_alone(alone), style="bold")]
    for article in alone[:ALONE_SHOWN]:
        line = Text(f"  {article.story}  {index.short(article.id)}  ")
        line.append(look.spelt(safe(article.source.name)), style="cyan")
        line.append(look.sign(f"  {published(article.published)}  "), style="dim")
        title = article.headline
        line.append(look.fitted(title, max(20, look.width - line.cell_len)))
        rows.append(line)
    if len(alone) > ALONE_SHOWN:
        rows.append(Text(f"  and {len(alone) - ALONE_SHOWN} more: srccmp sources", style="dim"))
    rows.append(Padding(Text(f"{ONE}.", style="dim"), (0, 0, 0, 2)))
    return Group(*rows)


def _alone(alone: tuple[Article, ...]) -> str:
    verb = "tells" if len(alone) == 1 else "each tell"
    return f"{count(len(alone), 'article')} {verb} a story that no other one here tells"
