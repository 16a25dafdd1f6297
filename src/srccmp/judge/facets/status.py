"""How far one event has got."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from srccmp.align.questions import SPEECH
from srccmp.annotate.frames import HARM, Event
from srccmp.judge.events import around_meets, shared_events
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import VERY_CLOSE, Sides, found, words_of
from srccmp.model import Facet, Finding, Relation


def status_level(
    left: Event,
    right: Event,
    published: tuple[tuple[date, date] | None, tuple[date, date] | None],
) -> Level:
    """How far one thing has got. What an earlier account plans and a later one reports is an
    update; what an earlier one reports as done and a later one as still under way conflicts."""
    if left.status is None or right.status is None:
        return NOTHING
    if left.status == right.status:
        return Level("as far along", Relation.AGREE)
    ranks = {"planned": 0, "underway": 1, "done": 2}
    if ranks[left.status] > ranks[right.status]:
        return status_level(right, left, (published[1], published[0]))
    less, more = published
    if less is None or more is None or right.status != "done":
        return NOTHING
    if less[1] <= more[0] and less != more:
        return Level("first on its way, then done", Relation.UPDATE)
    if more[1] <= less[0] and more != less:
        return Level("done already, and later said to be on its way", Relation.CONFLICT)
    return NOTHING


def compare_status(sides: Sides) -> Iterator[Finding]:
    """How far one event has got, for the events that both tell of the same things."""
    if not (sides.is_same_telling() or sides.is_close(VERY_CLOSE)):
        return
    for a, b in shared_events(sides):
        if (
            a.negated
            or b.negated
            or a.concept in HARM | SPEECH
            or not (sides.link.features.question or around_meets(sides, a, b))
        ):
            continue
        level = status_level(a, b, sides.published)
        if level.relation in (Relation.CONFLICT, Relation.UPDATE):
            reason = f"{a.status}: {words_of(sides.left, a.span)} / {b.status}: "
            reason += words_of(sides.right, b.span)
            yield from found(sides, Facet.STATUS, level, a.span, b.span, reason)
            return
