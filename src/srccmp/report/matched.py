"""Why a claim's statements were matched: every feature's share of the surest pair's score, and the
scores of others."""

from __future__ import annotations

from dataclasses import dataclass

from srccmp.model import Claim, Link
from srccmp.present.match import TOLD, steps_of
from srccmp.present.safe import safe
from srccmp.present.view import Index

PAIRS_SHOWN = 6  # after the surest


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one feature adds to the log-odds: ``size`` is 0–1 of the largest share of the pair,
    ``value`` (0–1) what the two have in common, "" where that is no measure."""

    name: str
    value: str
    adds: str
    size: str
    is_less: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two statements and their score, 0–1; ``because`` are its strongest shares in words."""

    sides: tuple[tuple[str, str], ...]  # (statement, source)
    score: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The surest pair with its ``shares``, the ``others`` by score, and how many are ``left``."""

    pair: Pair
    shares: tuple[Share, ...]
    others: tuple[Pair, ...]
    left: int


def matched_of(index: Index, claim: Claim) -> Matched | None:
    """None where nothing was matched: the claim is of one statement."""
    if not claim.links:
        return None
    first, *others = sorted(claim.links, key=lambda link: -link.score)
    return Matched(
        pair=_pair(index, first),
        shares=_shares(first),
        others=tuple(_pair(index, link) for link in others[:PAIRS_SHOWN]),
        left=max(0, len(others) - PAIRS_SHOWN),
    )


def _pair(index: Index, link: Link) -> Pair:
    steps = steps_of(link)[1:]
    rules = [step.label for step in steps if step.value is None and step.key]
    features = [f"{s.label} {s.share:+.1f}" for s in steps if s.value is not None]
    return Pair(
        sides=tuple(
            (statement, safe(index.article_of(statement).source.name))
            for statement in (link.left_id, link.right_id)
        ),
        score=f"{link.score:.2f}",
        because="; ".join((*rules, *features[:TOLD])),
    )


def _shares(link: Link) -> tuple[Share, ...]:
    steps = steps_of(link)
    most = max(abs(step.share) for step in steps) or 1.0
    return tuple(
        Share(
            name=step.label,
            value="" if step.value is None else f"{step.value:.2f}",
            adds=f"{step.share:+.1f}".replace("-", "−"),
            size=f"{abs(step.share) / most:.2f}",
            is_less=step.share < 0,
        )
        for step in steps
    )
