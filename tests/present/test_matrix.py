"""The matrix of claims and sources: every source has its cell, in words beside the sign."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from tests.builders import Story, port_fire

from srccmp.model import Facet, Polarity, Relation
from srccmp.present import matrix, plain
from srccmp.present.diff import Listing
from srccmp.present.filter import EVERYTHING, Filter, chosen
from srccmp.present.look import Look, rendered
from srccmp.present.view import Index
from srccmp.present.words import STATES

MANY = 30


def crowd() -> Story:
    """A dispute of thirty papers: the first ten tell it, the next ten deny it."""
    story = Story()
    names = [f"p{number}" for number in range(MANY)]
    for name in names:
        story.article(
            f"{name}.txt",
            f"{{{name}|It [[fell]].}}",
            source=f"Paper {name} of the port",
            key=name,
            language="en",
            published="2031-05-03",
        )
    for name in names[10:20]:
        story.said(name, polarity=Polarity.DENIED)
    story.claim(
        Relation.CONFLICT,
        {"it fell": names[:10], "it did not fall": names[10:20]},
        facet=Facet.POLARITY,
        denials=["it did not fall"],
    )
    return story


def drawn(story: Story, width: int, listing: Listing | None = None) -> str:
    look = Look(width=width)
    picture = matrix.matrix(Index(story.comparison()), listing or Listing(), look)
    return rendered(picture, look)


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_many_sources_stand_in_blocks_within_the_width(width: int) -> None:
    found = drawn(crowd(), width)
    assert max(cell_len(line) for line in found.splitlines()) <= width
    signs = {state: found.count(sign) for state, (sign, _, _) in STATES.items()}
    rows = [line for line in found.splitlines() if "●A" in line or "≠B" in line or " · " in line]
    assert sum(line.count("●A") for line in rows) == 10
    assert sum(line.count("≠B") for line in rows) == 10
    assert sum(signs.values()) >= MANY
    heads = [line for line in found.splitlines() if "claim" in line and "what" in line]
    told = [number for line in heads for number in line.split() if number.isdigit()]
    assert told == [str(number) for number in range(1, MANY + 1)]
    words = " ".join(found.split())
    for name in range(MANY):
        assert f"Paper p{name} of the port" in words


def test_the_legend_tells_each_sign_in_a_word() -> None:
    found = drawn(crowd(), 80)
    for state, (sign, _, _) in STATES.items():
        assert f"{sign} {state.value}" in found


def test_short_names_stand_above_their_columns() -> None:
    story = Story()
    for name in ("One", "Two"):
        story.article(
            f"{name}.txt",
            f"{{{name}|It fell.}}",
            source=name,
            language="en",
            published="2031-05-03",
        )
    story.claim(Relation.AGREE, {"it fell": ["One", "Two"]})
    (head,) = (line for line in drawn(story, 80).splitlines() if "claim" in line and "One" in line)
    assert head.split() == ["claim", "what", "One", "Two"]


def test_the_sources_asked_for_stand_first() -> None:
    index = Index(port_fire())
    names = [index.origin(key) for key in matrix.sources_of(index, ("bereg",))]
    assert names[0] == "Берег"
    assert sorted(names) == sorted(index.origin(key) for key in matrix.sources_of(index))


def test_rows_tell_the_state_of_every_source_of_the_story() -> None:
    index = Index(port_fire())
    told = chosen(index, Filter(relations=(Relation.CONFLICT, Relation.UPDATE)))
    rows, columns = matrix.rows(index, told)
    conflict, update = rows
    assert set(columns) == set(conflict) == set(update)
    assert conflict["visnyk.example"] == "hedges A"
    assert conflict["bereg.example"] == "reports A; reports B"
    assert conflict["review.example"] == "asserts B"
    assert update["review.example"] == "silent"


def test_only_what_is_listed_has_a_row() -> None:
    index = Index(port_fire())
    look = Look(width=80)
    told = chosen(index, EVERYTHING)
    agreed = next(each.short for each in told if each.verdict.relation is Relation.AGREE)
    only = Listing(filter=Filter(relations=(Relation.CONFLICT,)))
    assert agreed in rendered(matrix.matrix(index, Listing(), look), look)
    assert agreed not in rendered(matrix.matrix(index, only, look), look)
    single = next(each.short for each in told if each.verdict.relation is Relation.SINGLE)
    assert single in rendered(matrix.matrix(index, Listing(all=True), look), look)


def test_a_source_can_be_called_like_a_column_or_a_formula() -> None:
    story = Story()
    for name, key in (("a", "claim"), ("b", "=1+1"), ("c", "<i>|x")):
        story.article(
            f"{name}.txt",
            f"{{{name}|It fell.}}",
            source=name,
            key=key,
            language="en",
            published=None,
        )
    story.claim(Relation.AGREE, {"it fell": ["a", "b", "c"]})
    index = Index(story.comparison())
    rows, columns = matrix.rows(index, chosen(index, EVERYTHING))
    assert rows[0]["claim"] == index.comparison.claims[0].id
    assert rows[0]["claim (source)"] == "asserts"
    assert ",'=1+1" in plain.sheet(rows, columns).splitlines()[0]
    head = plain.table_markdown(rows, columns).splitlines()[0]
    assert "&lt;i&gt;\\|x" in head
    assert head.replace("\\|", "").count("|") == len(columns) + 1
