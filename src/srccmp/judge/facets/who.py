"""Offices, and qualities that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from srccmp.annotate.frames.posts import Post, posts_of
from srccmp.annotate.frames.qualities import Quality, qualities_of
from srccmp.annotate.frames.slotwords import axes
from srccmp.annotate.frames.told import Told
from srccmp.annotate.names import same_name
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import Sides, found
from srccmp.model import Facet, Finding, Relation

OTHER_FIELD = Level("two offices of one person", Relation.CONFLICT)
OTHER_RANK = Level("the office, and its deputy", Relation.CONFLICT)
SAME_OFFICE = Level("the same office", Relation.AGREE)
EXCLUDED = Level("qualities that exclude each other", Relation.CONFLICT)


# --- offices ------------------------------------------------------------------------------------


def compare_posts(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """The office that each account gives to one person, where each gives but one."""
    mine, other = posts_of(left), posts_of(right)
    for a in mine:
        for b in other:
            if not same_name(a.holder, b.holder):
                continue
            if len(_of(mine, a.holder)) > 1 or len(_of(other, b.holder)) > 1:
                continue
            yield from found(sides, Facet.WHO, post_level(a, b), a.span, b.span)
            return


def _of(posts: Sequence[Post], holder: str) -> list[Post]:
    return [post for post in posts if post.holder == holder]


def post_level(a: Post, b: Post) -> Level:
    """Two offices of one person: of one rank and two fields they conflict, and of one field and two
    ranks; two kinds of office one may hold at once."""
    if a.office != b.office or ("former" in a.ranks) != ("former" in b.ranks):
        return NOTHING
    if a.fields and b.fields and not a.fields & b.fields:
        return OTHER_FIELD
    is_of_one = a.words & b.words or not (a.words or b.words)
    if is_of_one and ("deputy" in a.ranks) != ("deputy" in b.ranks):
        return OTHER_RANK
    return NOTHING


# --- qualities ----------------------------------------------------------------------------------


def compare_qualities(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """Poles of one axis, told of one noun."""
    mine, other = _by_axis(qualities_of(left)), _by_axis(qualities_of(right))
    for axis in sorted(mine.keys() & other.keys()):
        if len({q.pole for q in (*mine[axis], *other[axis])}) < 2:
            continue
        if len({q.pole for q in mine[axis]}) > 1 or len({q.pole for q in other[axis]}) > 1:
            continue  # both poles are told of
        pair = next(((a, b) for a in mine[axis] for b in other[axis] if a.noun & b.noun), None)
        if pair is not None:
            facet = Facet(axes()[axis].facet)
            yield from found(sides, facet, EXCLUDED, pair[0].span, pair[1].span)


def _by_axis(qualities: Sequence[Quality]) -> dict[str, list[Quality]]:
    by_axis: defaultdict[str, list[Quality]] = defaultdict(list)
    for quality in qualities:
        by_axis[quality.axis].append(quality)
    return by_axis
