"""What holds for every picture of ``diff``, whatever the articles say and however wide it is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import RenderableType
from tests.builders import Story

from srccmp.comparison import Comparison
from srccmp.model import Certainty, Facet, Polarity, Relation
from srccmp.present import diff, matrix
from srccmp.present.diff import Listing
from srccmp.present.keys import Sort
from srccmp.present.look import Look, encoded, look_for, rendered
from srccmp.present.parts import by_story, only_stories
from srccmp.present.safe import safe
from srccmp.present.view import Index

# Letters of one, two and no columns, of several scripts, and what a terminal must not get.
LETTERS = "aЖіїß東京語ｗ한국éֿ́̀مرحبا👩‍🚒🇺🇦ﷺ \t-—«»\"'()·…⟦⟧✗|\x1b\u202e0123"
names = st.text(LETTERS, min_size=1, max_size=90).filter(lambda name: bool(safe(name).strip()))
# The drawings of `Story` mark statements with braces and evidence with double brackets.
words = st.lists(names, min_size=1, max_size=5).map(" ".join).map(str.strip).filter(bool)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """A few claims of any relation, told by sources of any name in one to six positions."""
    story = Story()
    sources = draw(st.lists(names, min_size=1, max_size=6, unique_by=str.casefold))
    claims = draw(st.integers(1, 3))
    for place, source in enumerate(sources):
        text = " ".join(
            f"{{s{place}c{claim}|[[{draw(names)}]] {draw(words)}}}" for claim in range(claims)
        )
        story.article(
            f"{place}.txt",
            text,
            source=source,
            key=f"k{place}",
            language=draw(st.sampled_from(["uk", "ru", "en"])),
            published=draw(st.sampled_from([None, "2031", "2031-05-03", "2031-12-30"])),
            title=draw(st.none() | words),
        )
        if draw(st.booleans()):
            story.said(
                f"s{place}c0",
                speaker=draw(names),
                key="speaker",
                certainty=draw(st.sampled_from(Certainty)),
                polarity=draw(st.sampled_from(Polarity)),
            )
    for claim in range(claims):
        told = [f"s{place}c{claim}" for place in range(len(sources))]
        wanted = draw(st.integers(1, min(6, len(told))))
        sides: dict[str, list[str]] = {}
        labels = [draw(st.just("") | words) + " " * number for number in range(wanted)]
        for number, name in enumerate(told):
            sides.setdefault(labels[number % wanted], []).append(name)
        facet = draw(st.none() | st.sampled_from(Facet))
        story.claim(draw(st.sampled_from(Relation)), sides, facet=facet)
    found = story.comparison()
    if len(sources) < 2 or draw(st.booleans()):
        return found
    alone = replace(found.articles[0], id="0" * 12, story="s2", path="z.txt", title=draw(words))
    return replace(found, stories=(), articles=(*found.articles, alone))


widths = st.integers(40, 200)
encodings = st.sampled_from(["utf-8", "cp1252", "ascii", "koi8-u"])


def drawn(picture: RenderableType, look: Look) -> str:
    return rendered(picture, look)


@settings(deadline=None, max_examples=120)
@given(comparisons(), widths, encodings, st.booleans())
def test_no_line_is_wider_than_the_width(
    comparison: Comparison, width: int, encoding: str, all_claims: bool
) -> None:
    look = look_for(width, has_colour=False, encoding=encoding)
    index, listing = Index(comparison), Listing(all=all_claims)
    for picture in (diff.diff(index, listing, look), matrix.matrix(index, listing, look)):
        text = encoded(rendered(picture, look), encoding).decode(encoding)
        wide = [line for line in text.splitlines() if cell_len(line) > width]
        assert wide == [], wide


@settings(deadline=None, max_examples=60)
@given(comparisons(), widths, st.booleans(), st.none() | st.integers(1, 3), st.sampled_from(Sort))
def test_every_claim_is_shown_or_counted(
    comparison: Comparison, width: int, all_claims: bool, limit: int | None, sort: Sort
) -> None:
    look = Look(width=width)
    index, listing = Index(comparison), Listing(all=all_claims, limit=limit, sort=sort)
    text = rendered(diff.diff(index, listing, look), look)
    flat = " ".join(text.split())
    listed = [v for v in comparison.verdicts if listing.lists(v.relation)]
    shown = [v for v in listed if index.short(v.claim_id) in text]
    assert len(shown) >= min(len(listed), limit or len(listed))
    if len(listed) > len(shown):
        assert f"{len(listed) - len(shown)} more claim" in flat
    for relation, number in Counter(v.relation for v in comparison.verdicts).items():
        assert f" {number} " in flat.partition("In short")[0], relation
        if not listing.lists(relation):
            assert f"{number} " in flat.partition("Not listed: ")[2]


@settings(deadline=None, max_examples=60)
@given(comparisons(), widths)
def test_every_source_of_a_dispute_is_named(comparison: Comparison, width: int) -> None:
    look = Look(width=width)
    index = Index(comparison)
    text = rendered(diff.diff(index, Listing(), look), look)
    bare = "".join(c for c in text if not c.isspace() and c not in "│╭╮╰╯├┤┬┴─")
    for claim in comparison.claims:
        told = index.told(claim)
        if told.verdict.relation not in diff.BLOCKS or look.is_wide:
            continue  # side by side a long name may go on behind the words of its neighbour
        for member in told.members:
            name = "".join(safe(member.article.source.name).split())
            assert "".join(c for c in name if c not in "│╭╮╰╯├┤┬┴─") in bare


def crowd(claims: int, stories: int = 1) -> Comparison:
    """Two papers that differ in so many points, agree in as many and update as many, in each of
    so many stories."""
    story = Story()
    for number in range(stories):
        _tell(story, claims, f"q{number}")
    found = story.comparison()
    if stories == 1:
        return found
    of = {article.id: f"s{article.path[1:].split('.')[0]}" for article in found.articles}
    owner = {a.id: of[a.statement.article_id] for a in found.statements}
    return replace(
        found,
        stories=(),
        articles=tuple(replace(a, story=of[a.id]) for a in found.articles),
        claims=tuple(replace(c, story=owner[c.members[0]]) for c in found.claims),
    )


def _tell(story: Story, claims: int, name: str) -> None:
    for paper in ("a", "b"):
        story.article(
            f"{name}.{paper}.txt",
            " ".join(
                f"{{{name}{paper}{kind}{n}|Crane {n} of the port [[{paper}{n}]] at noon.}}"
                for n in range(claims)
                for kind in "xyz"
            ),
            source=f"Paper {paper}",
            language="en",
            published="2031-05-03",
        )
    for n in range(claims):
        for kind, relation in (
            ("x", Relation.CONFLICT),
            ("y", Relation.UPDATE),
            ("z", Relation.AGREE),
        ):
            sides = {f"a{n}": [f"{name}a{kind}{n}"], f"b{n}": [f"{name}b{kind}{n}"]}
            story.claim(relation, sides, facet=Facet.STATUS)


Tracer = Callable[[FrameType, str, object], "Tracer | None"]


def steps(work: Callable[[], object]) -> int:
    """How many lines are run, each turn of a loop counted."""
    number = 0

    def count(_frame: FrameType, event: str, _arg: object) -> Tracer:
        nonlocal number
        number += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return number


def drawing(draw: str, comparison: Comparison) -> int:
    """The steps that it takes to draw it."""
    index, look = Index(comparison), Look(width=120)
    picture = diff.diff if draw == "diff" else matrix.matrix
    return steps(lambda: rendered(picture(index, Listing(), look), look))


@pytest.mark.parametrize("draw", ["diff", "matrix"])
def test_drawing_grows_with_the_number_of_claims_and_no_faster(draw: str) -> None:
    drawing(draw, crowd(2))  # what is only done once
    few, many = drawing(draw, crowd(8)), drawing(draw, crowd(32))
    assert few * 2 < many < few * 4.2


def test_so_many_stories_are_told_apart_in_so_much_work() -> None:
    few, many = (Index(crowd(3, stories=number)) for number in (10, 40))
    few.each_story()  # what is only done once
    assert steps(many.each_story) < 4.3 * steps(few.each_story)


def test_the_parts_are_what_the_stories_alone_are() -> None:
    whole = crowd(2, stories=3)
    parts = by_story(whole)
    assert list(parts) == [story.id for story in whole.stories]
    for story, part in parts.items():
        assert part == only_stories(whole, frozenset([story]))
