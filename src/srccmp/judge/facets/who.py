"""Offices, named things, and qualities that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from srccmp.annotate.frames.named import Named, named_of
from srccmp.annotate.frames.posts import Post, posts_of
from srccmp.annotate.frames.qualities import Quality, qualities_of
from srccmp.annotate.frames.slotwords import axes
from srccmp.annotate.frames.told import Told
from srccmp.annotate.names import same_name
from srccmp.judge.facets.apart import are_two, is_across, is_speaker, sound_apart
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import Sides, found
from srccmp.model import Facet, Finding, Relation
from srccmp.words import HAS_CYRILLIC

OTHER_FIELD = Level("two offices of one person", Relation.CONFLICT)
OTHER_RANK = Level("the office, and its deputy", Relation.CONFLICT)
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


# --- named things -------------------------------------------------------------------------------

OTHER_THING = Level("another name under the same head", Relation.CONFLICT)


def compare_named(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """The one thing of a kind that each account names: «пором „Аврора“» / "the Borealis ferry"."""
    if not sides.is_same_telling():
        return
    mine, other = named_of(left), named_of(right)
    for a in mine:
        for b in other:
            if not a.kinds & b.kinds or _is_one_of_several(a, mine) or _is_one_of_several(b, other):
                continue
            if _are_two_things(sides, a, b):
                yield from found(sides, Facet.WHO, OTHER_THING, a.entity.span, b.entity.span)
                return


def _is_one_of_several(named: Named, all_of: Sequence[Named]) -> bool:
    return any(each is not named and each.kinds & named.kinds for each in all_of)


def _are_two_things(sides: Sides, a: Named, b: Named) -> bool:
    if is_speaker(sides.left, a.entity) or is_speaker(sides.right, b.entity):
        return False
    if is_across(a.entity, b.entity):
        in_latin = b if HAS_CYRILLIC.search(a.entity.surface) else a
        if in_latin.is_common or not sound_apart(a.entity, b.entity):
            return False  # «Заря» may be "Dawn"
    return are_two(a.entity, b.entity, sides)


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
