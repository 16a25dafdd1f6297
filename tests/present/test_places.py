"""Where words stand on the disk: the line that an editor counts, or none."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import port_fire

from srccmp.model import Article, Span
from srccmp.present import detail
from srccmp.present.detail import Extent
from srccmp.present.detail.texts import place_of
from srccmp.present.look import Look, rendered
from srccmp.present.places import Files, State, line_starts
from srccmp.present.view import Index
from srccmp.read import read_articles
from srccmp.read.decoding import clean

WORDS = "The bridge fell at noon."
BEFORE = "Herald, 3 May 2031\n\nA bridge in the port\n\nIt was built long ago and nobody knew it.\n"


def article_of(path: Path) -> Article:
    (article,) = read_articles([str(path)]).articles
    return article


def line_of(path: Path, words: str = WORDS) -> int | None:
    article = article_of(path)
    at = article.text.index(words)
    return Files().place(article, Span(at, at + len(words))).line


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode("utf-16"),
        lambda text: text.replace("It", "&quot;\u00adI\u0306t&amp;\u200b").encode(),
    ],
)
def test_the_line_is_that_of_the_file_however_it_is_written(tmp_path: Path, encode: object) -> None:
    path = tmp_path / "a.txt"
    assert callable(encode)
    path.write_bytes(encode(f"{BEFORE}{WORDS} Rain followed.\nAnd wind.\n"))
    assert line_of(path) == 6


def test_signs_that_end_a_line_for_us_alone_end_none_for_an_editor(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"One line\x0b and\u2028 more\x85 of it.\r\n\r\n{WORDS}\r\n".encode())
    assert line_of(path) == 3


@given(st.text("ab\u0306é&;quot\n\r\u00ad\u2028 ", max_size=80))
def test_line_starts_are_where_the_lines_are(source: str) -> None:
    source = source.replace("\r\n", "\n").replace("\r", "") + "."
    starts = line_starts(source, clean(source))
    assert len(starts) == source.count("\n") + 1
    for line, start in zip(source.split("\n"), starts, strict=True):
        assert clean(source)[start : start + len(clean(line))] == clean(line)


def test_a_text_that_was_not_made_of_the_file_has_no_lines() -> None:
    assert line_starts("One\nTwo", "One\nThree") == ()


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (f"# Port\n\nIt was *old*.\n\n{WORDS} Rain followed.\n", 5),
        ("# Port\n\nThe bridge\nfell at noon. Rain followed.\n", 3),
        ("# Port\n\n> The bridge fell at *noon*. Rain.\n", None),  # too short before the markup
        (f"# Port\n\n{WORDS}\n\nIt was old.\n\n{WORDS}\n", None),  # which of the two?
        (f"---\ntitle: Port\n---\n\n{WORDS} Rain followed.\n", 5),
    ],
)
def test_markdown_has_a_line_where_the_words_are_in_one_place(
    tmp_path: Path, source: str, line: int | None
) -> None:
    path = tmp_path / "a.md"
    path.write_text(source, encoding="utf-8")
    assert line_of(path) == line


def test_a_page_and_a_record_have_no_line(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<html><body><p>It was old.</p><p>{WORDS * 9}</p></body></html>", "utf-8")
    article = article_of(page)
    place = Files().place(article)
    assert (place.line, place.state) == (None, State.SAME)
    assert place.words == article.path
    table = tmp_path / "b.jsonl"
    record = json.dumps({"text": f"{WORDS} It was old.", "source": "Herald"})
    table.write_text(f"{record}\n{record.replace('old', 'new')}\n", "utf-8")
    place = Files().place(read_articles([str(table)]).articles[0])
    assert (place.line, place.file, place.uri, place.state) == (None, None, None, State.NONE)


def test_a_file_that_was_changed_or_removed_has_no_line_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BEFORE + WORDS, encoding="utf-8")
    article = article_of(path)
    path.write_text("\n" + BEFORE + WORDS, encoding="utf-8")
    place = Files().place(article)
    assert (place.line, place.state) == (None, State.CHANGED)
    assert "changed since it was read" in place_of(place, Look()).plain
    path.unlink()
    assert Files().place(article).state is State.GONE
    path.mkdir()
    assert Files().place(article).state is State.GONE


def test_paths_stay_as_given_and_are_whole_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(BEFORE + WORDS, encoding="utf-8")
    article = article_of(Path("a.txt"))
    assert Files(tmp_path).place(article).words == "a.txt:3"
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert Files(tmp_path).place(article).words == f"{tmp_path}/a.txt:3"
    assert Files().place(article).state is State.GONE


HOSTILE = [
    "a b;c]8;;d.txt",
    "\x1b]8;;http:x.example\x1b\\.txt",
    "a\x07\u202e\n.txt",
    "%41#?.txt",
    "a\U000e0041\t\\x41.txt",
    "é.txt",
]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX names")
@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_a_file_breaks_out_of_its_link(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BEFORE + WORDS, encoding="utf-8")
    place = Files().place(article_of(path))
    assert place.line == 3
    assert place.uri is not None
    assert re.fullmatch(r"file://[\w.-]*/[A-Za-z0-9._~/%+-]*", place.uri)
    assert os.fsdecode(unquote(place.uri.partition("//")[2].partition("/")[2])) == str(path)[1:]
    look = Look(width=1000, has_links=True)
    drawn = rendered(place_of(place, look), look)
    assert drawn.count("\x1b") == 4  # begin and end, each with its terminator
    assert drawn.startswith("\x1b]8;id=s1;file://")
    assert drawn.endswith("\x1b]8;;\x1b\\\n")
    assert "\x07" not in drawn
    assert "\u202e" not in drawn


def test_links_are_the_same_each_time_and_only_where_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BEFORE + WORDS, encoding="utf-8")
    place = Files().place(article_of(path))
    for has_colour in (False, True):
        look = Look(width=40, has_colour=has_colour, has_links=True)
        twice = [rendered(place_of(place, look), look) for _ in range(2)]
        assert twice[0] == twice[1]
        assert ("\x1b[" in twice[0]) is has_colour
    assert "\x1b" not in rendered(place_of(place, Look()), Look())


def test_show_writes_path_and_line_of_every_statement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    comparison = port_fire()
    for article in comparison.articles:
        path = tmp_path / article.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(article.text, encoding="utf-8")
    index, look = Index(comparison), Look(width=200)
    extent = Extent(files=Files())
    for annotated in comparison.statements:
        article = index.article_of(annotated.id)
        line = article.text.count("\n", 0, annotated.statement.span.start) + 1
        thing = detail.find(index, annotated.id)
        drawn = rendered(detail.show(index, thing, look, extent), look)
        assert f"{article.path}:{line}\n" in drawn
