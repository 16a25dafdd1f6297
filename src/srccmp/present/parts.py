"""Parts of a comparison: some of its stories, some rows of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
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
