"""How each source of a story stands to a claim: it asserts, denies, reports, hedges, or is
silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from srccmp.judge.silence import Roster
from srccmp.model import (
    Annotated,
    Article,
    Certainty,
    Claim,
    Manner,
    Position,
    Stance,
    State,
)

# Silent sources are listed in stories of at most so many: in a larger one nearly all are silent
# on nearly everything. `Verdict.left_out` tells the silence that says something in any.
MOST_SILENT = 24


def state_of(annotated: Annotated, article: Article, *, is_denial: bool) -> State:
    """How a member stands to what is told. ``is_denial`` where its position denies it.

    Who denies does so in whose words ever. A hedge, or a word that tells that the source does not
    believe it, comes before whose words they are: "allegedly, the minister said".
    """
    if is_denial:
        return State.DENIES
    if annotated.modality.certainty is not Certainty.ASSERTED:
        return State.HEDGES
    return State.REPORTS if is_report(annotated, article) else State.ASSERTS


def is_report(annotated: Annotated, article: Article) -> bool:
    """Whether the statement is given as the words of somebody else, named or not."""
    attribution = annotated.attribution
    if attribution is None or attribution.manner is Manner.OWN:
        return False
    return attribution.key != article.source.key


Strength = tuple[int, State]


def _strength(state: State, *, is_others: bool) -> Strength:
    """The stronger first. Another's denial is weaker than a report: of two sides that an article
    reports, neither is its own."""
    ranks = {
        (State.ASSERTS, False): 0,
        (State.DENIES, False): 1,
        (State.REPORTS, True): 2,
        (State.DENIES, True): 3,
        (State.HEDGES, False): 4,
        (State.HEDGES, True): 5,
    }
    return ranks[state, is_others], state


def stances_of(
    claim: Claim,
    positions: Sequence[Position],
    statements: Mapping[str, Annotated],
    articles: Mapping[str, Article],
    roster: Roster,
) -> tuple[Stance, ...]:
    """One stance a source of the story, by key; of several statements on one side the strongest.
    ``statements`` has the members at least.

    What is told without taking a side counts only where the source takes none. A claim of one
    source has its stance alone.
    """
    places: dict[str, list[int]] = {}
    for rank, position in enumerate(positions):
        for member in position.members:
            places.setdefault(member, []).append(rank)
    told: dict[str, dict[int, list[Strength]]] = {}
    own: dict[str, list[str]] = {}
    for member in sorted(claim.members):
        annotated = statements[member]
        article = articles[annotated.statement.article_id]
        own.setdefault(article.source.key, []).append(member)
        of_source = told.setdefault(article.source.key, {})
        for rank in places.get(member, [NO_SIDE]):
            is_denial = rank != NO_SIDE and positions[rank].is_denial
            state = state_of(annotated, article, is_denial=is_denial)
            strength = _strength(state, is_others=is_report(annotated, article))
            of_source.setdefault(rank, []).append(strength)
    found = [_stance(key, told[key], own[key]) for key in told]
    if len(told) > 1 and len(roster.sources) <= MOST_SILENT:
        found += [
            Stance(source=key, state=State.SILENT) for key in roster.sources if key not in told
        ]
    return tuple(sorted(found, key=lambda stance: stance.source))


NO_SIDE = -1


def _stance(
    source: str, told: Mapping[int, Sequence[Strength]], statements: Sequence[str]
) -> Stance:
    sides = {rank: min(strengths) for rank, strengths in told.items() if rank != NO_SIDE}
    strongest = min(sides.values()) if sides else min(told[NO_SIDE])
    return Stance(
        source=source,
        state=strongest[1],
        positions=tuple(sorted(sides)),
        states=tuple(sides[rank][1] for rank in sorted(sides)),
        statements=tuple(statements),
    )
