"""``--format graphml``: who repeats whom, for Gephi, yEd, networkx and the like.

Nodes are articles, sources (outlets with an article here) and origins (speakers, agencies, papers
that articles repeat); an origin that is one of the outlets is that outlet's node. Edges lead from
who repeats to who is repeated. The values are those of the JSON contract.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from itertools import combinations
from typing import Any

from srccmp.errors import MissingExtra
from srccmp.model import Article, Claim, Relation, Verdict
from srccmp.present.safe import safe, trimmed
from srccmp.present.view import Index

SCHEMA = "srccmp.graph/1"
ROOM = 60  # letters of an article's label
HINT = "pip install 'srccmp[graph]'"

# What XML 1.0 has no way to write (`safe` drops most of it, and two letters stay).
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Edge = tuple[str, str, Mapping[str, Any]]
Node = tuple[str, Mapping[str, Any]]


def graphml(index: Index) -> bytes:
    """The graph as GraphML, UTF-8; the same bytes for equal comparisons. Raises `MissingExtra`
    without networkx."""
    need_networkx()
    import networkx as nx

    graph = nx.DiGraph(schema=SCHEMA, comparison=index.comparison.schema)
    graph.add_nodes_from((name, _told(facts)) for name, facts in nodes(index))
    graph.add_edges_from((left, right, _told(facts)) for left, right, facts in edges(index))
    file = io.BytesIO()
    # Not write_graphml: that takes lxml where it is there, and gives other bytes.
    nx.write_graphml_xml(graph, file)
    return file.getvalue()


def need_networkx() -> None:
    """Raises `MissingExtra` where it is not installed; loads nothing."""
    if find_spec("networkx") is None:
        raise MissingExtra("GraphML needs networkx, which is not installed", hint=HINT)


def nodes(index: Index) -> Iterator[Node]:
    """Each with ``kind`` and ``label``; an article with its facts, too."""
    said = Counter(a.statement.article_id for a in index.comparison.statements)
    for article in index.comparison.articles:
        yield _article(article), _facts(article, index, said[article.id])
    outlets = Counter(article.source.key for article in index.comparison.articles)
    for key, articles in sorted(outlets.items()):
        facts = {"kind": "source", "label": index.origin(key), "articles": articles}
        yield _named(key, is_source=True), facts
    repeated = {key for article in index.comparison.articles for key in article.origins}
    for key in sorted(repeated - outlets.keys()):
        yield _named(key, is_source=False), {"kind": "origin", "label": index.origin(key)}


def _facts(article: Article, index: Index, statements: int) -> dict[str, Any]:
    day = article.published
    return {
        "kind": "article",
        "label": trimmed(article.headline, ROOM),
        "source": safe(article.source.name),
        "language": article.language.code,
        "published": day.earliest.isoformat() if day else None,
        "published_latest": day.latest.isoformat() if day else None,
        "story": article.story,
        "statements": statements,
        "reprint": "; ".join(index.kinship(article.id)) or None,
        "url": safe(article.url) if article.url else None,
        "path": safe(article.path),
    }


def edges(index: Index) -> Iterator[Edge]:
    """``published_by`` and ``repeats`` from an article, ``reprint_of`` between two, ``compared``
    between two sources that tell the same claims (it has no direction: the first in the alphabet
    of keys stands first)."""
    outlets = {article.source.key for article in index.comparison.articles}
    said = Counter(
        (annotated.statement.article_id, annotated.attribution.key)
        for annotated in index.comparison.statements
        if annotated.attribution
    )
    for article in index.comparison.articles:
        here, own = _article(article), article.source.key
        yield here, _named(own, is_source=True), {"kind": "published_by", "weight": 1}
        for key in article.origins:
            if key == own:  # its own words again
                continue
            count = said[article.id, key]
            facts = {"kind": "repeats", "weight": max(1, count), "statements": count}
            yield here, _named(key, is_source=key in outlets), facts
        first = index.articles.get(article.reprint_of or "")
        if first is not None:
            how = index.kinship(article.id)
            yield (
                here,
                _article(first),
                {
                    "kind": "reprint_of",
                    "weight": 1,
                    "by": how[0].partition(":")[0] if how else None,
                    "how": "; ".join(how) or None,
                },
            )
    for (left, right), counts in sorted(_shared(index).items()):
        ends = _named(left, is_source=True), _named(right, is_source=True)
        yield *ends, {"kind": "compared", "weight": counts["claims"], **counts}


def _shared(index: Index) -> dict[tuple[str, str], Counter[str]]:
    """By two sources: how many claims both tell, in how many of them they say the same, stand
    against each other, or one brings the other up to date."""
    found: dict[tuple[str, str], Counter[str]] = {}
    comparison = index.comparison
    for claim, verdict in zip(comparison.claims, comparison.verdicts, strict=True):
        places = _places(index, claim, verdict)
        for left, right in combinations(sorted(places), 2):
            counts = found.setdefault((left, right), Counter(_NOTHING))
            counts["claims"] += 1
            if how := _stand(verdict.relation, places[left], places[right]):
                counts[how] += 1
    return found


_NOTHING = {"claims": 0, "agreements": 0, "conflicts": 0, "updates": 0}


def _places(index: Index, claim: Claim, verdict: Verdict) -> dict[str, set[int]]:
    """By source: the positions that it stands in."""
    places: dict[str, set[int]] = {}
    for member in claim.members:
        places.setdefault(index.article_of(member).source.key, set())
    for rank, position in enumerate(verdict.positions):
        for member in position.members:
            places[index.article_of(member).source.key].add(rank)
    return places


def _stand(relation: Relation, left: set[int], right: set[int]) -> str | None:
    """
    >>> _stand(Relation.CONFLICT, {0}, {1}), _stand(Relation.CONFLICT, {0}, {0, 1})
    ('conflicts', 'agreements')
    """
    if relation in (Relation.AGREE, Relation.COMPATIBLE):
        return "agreements"
    if relation in (Relation.CONFLICT, Relation.UPDATE) and left and right:
        if left & right:
            return "agreements"
        return "conflicts" if relation is Relation.CONFLICT else "updates"
    return None


def _article(article: Article) -> str:
    return f"article:{article.id}"


def _named(key: str, *, is_source: bool) -> str:
    """A node's id. A sign that XML cannot write stands as its number, so that no two are one."""
    kind = "source" if is_source else "origin"
    return f"{kind}:" + FORBIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", key)


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is known, in signs that XML has."""
    return {
        name: FORBIDDEN.sub("", value) if isinstance(value, str) else value
        for name, value in facts.items()
        if value is not None
    }
