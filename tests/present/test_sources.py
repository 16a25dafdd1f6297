"""The articles in families, at any width, with letters of any width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from tests.builders import Story, port_fire

from srccmp.comparison import Comparison
from srccmp.model import Note
from srccmp.present.filter import EVERYTHING, Filter
from srccmp.present.look import Look, rendered
from srccmp.present.sources import families, sources
from srccmp.present.view import Index

WIDTHS = [40, 60, 80, 100, 119, 120, 140, 200]


def drawn(comparison: Comparison, width: int, wanted: Filter = EVERYTHING) -> str:
    look = Look(width=width)
    return rendered(sources(Index(comparison), look, wanted), look)


def test_a_family_is_its_first_and_its_reprints() -> None:
    articles = port_fire().articles
    names = [
        (family.first.source.name, [reprint.source.name for reprint in family.reprints])
        for family in families(articles)
    ]
    assert names == [
        ("Солянський вісник", ["Хвиля"]),
        ("Port Daily", []),
        ("Берег", []),
        ("Портовое обозрение", []),
    ]
    assert [family.first for family in families(articles[3:4])] == [articles[3]]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reprint_stands_below_its_first_and_says_how_it_was_told(width: int) -> None:
    comparison = port_fire()
    first, reprint = comparison.articles[0], comparison.articles[3]
    note = Note(stage="reprints", subject=reprint.id, code="near-copy", message="98% of it")
    picture = drawn(replace(comparison, notes=(note,)), width)
    lines = picture.splitlines()
    place = {
        article.id: next(i for i, line in enumerate(lines) if article.id[:4] in line)
        for article in comparison.articles
    }
    order = sorted(place, key=place.__getitem__)
    assert order[:2] == [first.id, reprint.id]
    assert lines[place[reprint.id]].lstrip().startswith(f"≈ {reprint.id[:4]}")
    own = " ".join(" ".join(lines[place[reprint.id] : place[order[2]]]).split())
    assert f"≈ reprint of Солянський вісник {first.id[:4]}" in own
    assert "near-copy: 98% of it" in own
    assert "" not in lines[place[first.id] : place[reprint.id]]  # one block


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reprint_whose_first_is_not_shown_names_it(width: int) -> None:
    picture = " ".join(drawn(port_fire(), width, Filter(sources=("хвиля",))).split())
    assert picture.startswith("1 article by 1 source (uk 1)")
    assert "≈ reprint of Солянський вісник" in picture


@pytest.mark.parametrize("width", WIDTHS)
def test_what_told_each_fact_is_shown(width: int) -> None:
    picture = drawn(port_fire(), width)
    if width >= 120:
        assert "language" in picture.splitlines()[2]
        rows = [line.split()[:4] for line in picture.splitlines()]
        assert rows.count(["its", "text", "letters", "header"]) == 5
    else:
        bare = " ".join(picture.split())
        for told in ("source: its text", "language: letters", "date: header"):
            assert bare.count(told) == 5


@pytest.mark.parametrize("width", WIDTHS)
def test_letters_of_any_width_and_long_names_fit(width: int) -> None:
    story = Story()
    long = "The Very Long and Quite Unshortened Name of the Solianka Harbour Observer, Weekly"
    for name in ("河川新聞オンライン版総合案内", "한국일보", long, "Я"):
        story.article(
            f"{name}.txt", "{" + f"s{len(name)}" + "|It fell.}", source=name, language="en",
            published="2031-05-03", title="橋が落ちた" * 12, origins=("河川" * 30, "mayor"),
        )  # fmt: skip
    picture = drawn(story.comparison(), width)
    assert max(cell_len(line) for line in picture.splitlines()) <= width
    bare = "".join(picture.split())
    assert "TheVeryLong" in bare
    heads = [line for line in picture.splitlines()[2:] if "3 May 2031" in line]
    assert len(heads) == 4
    if width >= 120:  # the columns after the name are in line
        assert len({cell_len(line[: line.index("3 May 2031")]) for line in heads}) == 1
