"""Articles → stories: which of them tell of one event. Only these are compared with each other.

Read from each article's own drafts, so that it needs nothing of what the articles tell together,
and a story is what it is whatever other stories lie in the folder. An encoder, where there is one,
is asked about the pairs that words leave in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from srccmp.annotate.drafts import Draft
from srccmp.model import Article
from srccmp.stories.account import Account, account, met
from srccmp.stories.doubt import Scores
from srccmp.stories.group import SAMPLE, candidates, merged, with_stragglers

if TYPE_CHECKING:
    from srccmp.stories.doubt import Encode

# Mean probability that holds a story. Below an even chance: a false split takes away comparisons
# that nobody sees missing, two events in one table are seen at once (docs/decisions/011).
TOGETHER = 0.35
LABEL = 100  # letters of a text that has no headline
STRAGGLER = 0.5  # of one article with the closest two of a story


@dataclass(frozen=True, slots=True)
class Found:
    """One story: its number ("s1"), what people may call it, and its articles as given."""

    id: str
    label: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The stories, most articles first, and how many pairs of articles were looked at."""

    stories: tuple[Found, ...]
    pairs: int


def split(
    articles: Sequence[Article],
    drafts: Mapping[str, Sequence[Draft]],
    encode: Encode | None = None,
) -> Split:
    """The stories of these articles; ``drafts`` are each one's statements by the article's id.
    ``encode`` gives the vectors of headlines and first statements (see `Encode`)."""
    accounts = sorted((account(a, drafts[a.id]) for a in articles), key=lambda a: a.id)
    score = Scores(accounts, encode)
    pairs = candidates(accounts)
    score.prepare(pairs)
    groups = merged(len(accounts), pairs, score, threshold=TOGETHER)
    groups = with_stragglers(groups, pairs, score, threshold=STRAGGLER)
    return Split(
        _numbered(articles, [[accounts[at] for at in group] for group in groups]), len(score)
    )


def one_story(articles: Sequence[Article], drafts: Mapping[str, Sequence[Draft]]) -> Split:
    """All of them as one story, whatever they seem to be about."""
    accounts = sorted((account(a, drafts[a.id]) for a in articles), key=lambda a: a.id)
    return Split(_numbered(articles, [accounts]), 0)


def _numbered(
    articles: Sequence[Article], groups: Sequence[Sequence[Account]]
) -> tuple[Found, ...]:
    """Most articles first, then the earliest, then by content."""
    by_id = {article.id: article for article in articles}
    ordered = sorted(groups, key=lambda g: (-len(g), _earliest(g), [each.id for each in g]))
    found = []
    for number, group in enumerate(ordered, 1):
        ids = {each.id for each in group}
        found.append(
            Found(
                id=f"s{number}",
                label=_label(group, by_id),
                articles=tuple(article for article in articles if article.id in ids),
            )
        )
    return tuple(found)


def _earliest(group: Sequence[Account]) -> date:
    return min((each.earliest for each in group if each.earliest), default=date.max)


def _label(group: Sequence[Account], by_id: Mapping[str, Article]) -> str:
    """The headline of which the other articles tell the most; of equals the earliest. Where no
    article has one, how the earliest begins."""

    def fit(each: Account) -> tuple[bool, float, date, str]:
        others = [other for other in group if other is not each][:SAMPLE]
        shares = [share for other in others if (share := met(each.title, other)) is not None]
        mean = round(sum(shares) / len(shares), 2) if shares else 0.0
        return not by_id[each.id].title, -mean, each.earliest or date.max, each.id

    article = by_id[min(group, key=fit).id]
    if article.title:
        return article.title
    line = next(iter(article.body.of(article.text).strip().splitlines()), "").strip()
    return line if len(line) <= LABEL else f"{line[: LABEL - 1].rstrip()}…"
