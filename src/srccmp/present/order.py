"""In which order claims are listed: within a relation, as the reader asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from srccmp.model import Facet, Relation
from srccmp.present.keys import Sort
from srccmp.present.parts import only_claims

if TYPE_CHECKING:
    from srccmp.comparison import Comparison
    from srccmp.present.view import Index, Told

Key = Callable[["Told"], tuple[object, ...]]
RELATIONS = {relation: rank for rank, relation in enumerate(Relation)}
FACETS: dict[Facet | None, int] = {facet: rank for rank, facet in enumerate(Facet)}
FACETS[None] = len(FACETS)


def ordered(index: Index, told: Iterable[Told], sort: Sort) -> list[Told]:
    """The claims by relation, conflicts first, and within each by ``sort``. Equal ones keep the
    canonical order, in which ``told`` must come: so does any order of files."""
    key = _key(index, sort)
    return sorted(told, key=lambda each: (RELATIONS[each.verdict.relation], *key(each)))


def _key(index: Index, sort: Sort) -> Key:
    match sort:
        case Sort.IMPORTANCE:
            return lambda _: ()
        case Sort.SOURCES:
            return lambda told: (-told.verdict.sources, -told.verdict.origins)
        case Sort.ORIGINS:
            return lambda told: (-told.verdict.origins, -told.verdict.sources)
        case Sort.FACET:
            return lambda told: (FACETS[told.verdict.facet],)
        case Sort.PUBLISHED:
            return lambda told: (_published(index, told),)
        case Sort.TIME:
            happened = _happened(index)
            return lambda told: (happened.get(told.claim.id, datetime.max), _published(index, told))
        case Sort.ID:
            return lambda told: (told.claim.id,)


def _happened(index: Index) -> Mapping[str, datetime]:
    """The first time on the timeline of each claim that has one."""
    found: dict[str, datetime] = {}
    for entry in index.comparison.timeline:
        if entry.claim:
            first = entry.earliest.replace(tzinfo=None)
            found[entry.claim] = min(first, found.get(entry.claim, first))
    return found


def _published(index: Index, told: Told) -> date:
    """The day by which the first of its articles was published for sure; what has none is last."""
    articles = map(index.article_of, told.claim.members)
    return min((a.published.latest for a in articles if a.published), default=date.max)


def claim_lines(comparison: Comparison, told: Sequence[Told]) -> bytes:
    """These claims as JSON lines, in the order given."""
    from srccmp.present import plain

    part = only_claims(comparison, {each.claim.id for each in told})
    lines = plain.claim_lines(part).splitlines(keepends=True)
    line_of = {claim.id: line for claim, line in zip(part.claims, lines, strict=True)}
    return b"".join(line_of[each.claim.id] for each in told)
