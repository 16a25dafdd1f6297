"""Which claims, rows of the timeline and articles a reader asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from srccmp.comparison import Comparison
from srccmp.errors import BadInput
from srccmp.model import Article, Claim, Facet, Relation, TimelineEntry, Verdict
from srccmp.present.parts import limited, only_claims
from srccmp.present.safe import safe
from srccmp.present.view import Index, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims to show; an empty tuple is no limit.

    ``sources`` are parts of a source's name or key, ``languages`` codes of statements. ``since``
    and ``until`` (both included) are days of publication; on the timeline days of the event. What
    has no date passes only where neither is asked for. Raises `BadInput` (in `chosen`) where a
    source or language is none of the comparison's.
    """

    relations: tuple[Relation, ...] = ()
    facets: tuple[Facet, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def has_day(self, article: Article) -> bool:
        """Whether the article may have been published within the days asked for."""
        day = article.published
        if day is None:
            return self.since is None and self.until is None
        return self.has_interval(day.earliest, day.latest)

    def has_interval(self, earliest: date, latest: date) -> bool:
        return (self.since is None or latest >= self.since) and (
            self.until is None or earliest <= self.until
        )


EVERYTHING = Filter()


def chosen(index: Index, wanted: Filter) -> tuple[Told, ...]:
    """The claims that pass the filter, in canonical order."""
    check(index, wanted)
    return passing(index, wanted)


def passing(index: Index, wanted: Filter) -> tuple[Told, ...]:
    """The same, for a part of what was compared: a source may be in another."""
    return tuple(
        index.told(claim)
        for claim, verdict in zip(index.comparison.claims, index.comparison.verdicts, strict=True)
        if _passes(index, claim, verdict, wanted)
    )


def narrowed(comparison: Comparison, wanted: Filter, *, limit: int | None = None) -> Comparison:
    """The comparison with the claims that pass (the first ``limit`` of them), and the rows of the
    timeline that are of them."""
    if wanted == EVERYTHING and limit is None:
        return comparison
    index = Index(comparison)
    check(index, wanted)
    pairs = [
        (claim, verdict)
        for claim, verdict in zip(comparison.claims, comparison.verdicts, strict=True)
        if _passes(index, claim, verdict, wanted)
    ]
    if limit is not None:
        pairs = limited(pairs, limit, lambda pair: pair[0].story)
    return only_claims(comparison, {claim.id for claim, _ in pairs})


def entries(index: Index, wanted: Filter) -> tuple[TimelineEntry, ...]:
    """The rows of the timeline that pass: events by their claim and statements, publications by
    their source and language."""
    check(index, wanted)

    def passes(entry: TimelineEntry) -> bool:
        if not wanted.has_interval(entry.earliest.date(), entry.latest.date()):
            return False
        if entry.article:
            article = index.articles[entry.article]
            return (
                not wanted.relations
                and not wanted.facets
                and (not wanted.sources or is_of(article, wanted.sources))
                and (not wanted.languages or article.language.code in wanted.languages)
            )
        if (wanted.relations or wanted.facets) and entry.claim is None:
            return False
        if entry.claim is not None:
            claim = index.claims[entry.claim]
            facts = Filter(relations=wanted.relations, facets=wanted.facets)
            if not _passes(index, claim, index.verdicts[claim.id], facts):
                return False
        told_by = [index.statements[i].statement for i in entry.statements]
        return any(
            (not wanted.sources or is_of(index.articles[s.article_id], wanted.sources))
            and (not wanted.languages or s.language in wanted.languages)
            for s in told_by
        )

    return tuple(entry for entry in index.comparison.timeline if passes(entry))


def _passes(index: Index, claim: Claim, verdict: Verdict, wanted: Filter) -> bool:
    if wanted.relations and verdict.relation not in wanted.relations:
        return False
    facets = {verdict.facet, *(finding.facet for finding in verdict.findings)}
    if wanted.facets and not facets & set(wanted.facets):
        return False
    articles = [index.article_of(member) for member in claim.members]
    if wanted.sources and not any(is_of(article, wanted.sources) for article in articles):
        return False
    if not any(wanted.has_day(article) for article in articles):
        return False
    spoken = {index.statements[member].statement.language for member in claim.members}
    return not wanted.languages or bool(spoken & set(wanted.languages))


def check(index: Index, wanted: Filter) -> None:
    """Raise `BadInput` where a source or language of the filter is nowhere in the comparison."""
    articles = index.comparison.articles
    for source in wanted.sources:
        if not any(is_of(article, (source,)) for article in articles):
            names = ", ".join(sorted({safe(article.source.name) for article in articles}))
            raise BadInput(f"no source is called {safe(source)!r}", hint=f"there are: {names}")
    codes = {a.statement.language for a in index.comparison.statements}
    codes |= {article.language.code for article in articles}
    for code in wanted.languages:
        if code not in codes:
            raise BadInput(
                f"nothing is in the language {safe(code)!r}",
                hint=f"there are: {', '.join(sorted(codes))}",
            )


def is_of(article: Article, names: Iterable[str]) -> bool:
    told = (article.source.name.casefold(), article.source.key.casefold())
    return any(name.casefold() in part for name in names for part in told)
