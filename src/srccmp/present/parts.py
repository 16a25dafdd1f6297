"""Parts of a comparison: some of its stories, some rows of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from srccmp.comparison import Comparison

Item = TypeVar("Item")


def only_stories(comparison: Comparison, stories: frozenset[str]) -> Comparison:
    """The comparison of these stories alone."""
    articles = tuple(article for article in comparison.articles if article.story in stories)
    ids = {article.id for article in articles}
    pairs = [
        (claim, verdict)
        for claim, verdict in zip(comparison.claims, comparison.verdicts, strict=True)
        if claim.story in stories
    ]
    statements = tuple(a for a in comparison.statements if a.statement.article_id in ids)
    ids |= {claim.id for claim, _ in pairs} | {statement.id for statement in statements}
    return replace(
        comparison,
        stories=tuple(story for story in comparison.stories if story.id in stories),
        articles=articles,
        statements=statements,
        claims=tuple(claim for claim, _ in pairs),
        verdicts=tuple(verdict for _, verdict in pairs),
        timeline=tuple(e for e in comparison.timeline if ids & {e.article, e.claim, *e.statements}),
    )


def only_claims(comparison: Comparison, claims: Collection[str]) -> Comparison:
    """The comparison with these claims alone, and the rows of the timeline that are of them."""
    return replace(
        comparison,
        claims=tuple(claim for claim in comparison.claims if claim.id in claims),
        verdicts=tuple(verdict for verdict in comparison.verdicts if verdict.claim_id in claims),
        timeline=tuple(e for e in comparison.timeline if e.article or e.claim in claims),
    )


def by_story(comparison: Comparison) -> dict[str, Comparison]:
    """The comparison of each story alone, by its id; in one pass, as there may be many."""
    story_of: dict[str | None, str] = {a.id: a.story for a in comparison.articles}
    story_of |= {a.id: story_of[a.statement.article_id] for a in comparison.statements}
    story_of |= {claim.id: claim.story for claim in comparison.claims}
    articles = _grouped(comparison.articles, lambda article: [article.story])
    statements = _grouped(comparison.statements, lambda annotated: [story_of[annotated.id]])
    pairs = _grouped(
        zip(comparison.claims, comparison.verdicts, strict=True), lambda pair: [pair[0].story]
    )
    timeline = _grouped(
        comparison.timeline,
        lambda e: {story_of[i] for i in (e.article, e.claim, *e.statements) if i in story_of},
    )
    return {
        story.id: replace(
            comparison,
            stories=(story,),
            articles=tuple(articles[story.id]),
            statements=tuple(statements[story.id]),
            claims=tuple(claim for claim, _ in pairs[story.id]),
            verdicts=tuple(verdict for _, verdict in pairs[story.id]),
            timeline=tuple(timeline[story.id]),
        )
        for story in comparison.stories
    }


def _grouped(
    items: Iterable[Item], keys: Callable[[Item], Iterable[str]]
) -> defaultdict[str, list[Item]]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            found[key].append(item)
    return found


def limited(
    items: Iterable[Item], limit: int | None, story_of: Callable[[Item], str]
) -> list[Item]:
    """The first ``limit`` of each story (None: all).

    >>> limited(["a1", "a2", "b1", "a3"], 2, lambda item: item[0])
    ['a1', 'a2', 'b1']
    """
    counts: Counter[str] = Counter()
    found = []
    for item in items:
        counts[story_of(item)] += 1
        if limit is None or counts[story_of(item)] <= limit:
            found.append(item)
    return found
