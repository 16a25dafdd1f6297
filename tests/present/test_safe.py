"""No word of an article does anything on a screen but be read."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.model import Span
from srccmp.present.look import encoded, look_for, rendered
from srccmp.present.safe import excerpt, merged, safe, trimmed


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("their [sic] army [/b]", "their [sic] army [/b]"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1b]0;new title\x07kept", "kept"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("open \x1b]0; and all the rest", "open 0; and all the rest"),
        ("a\u202eb\u2066c\u200bd\u00ade\ufefff", "abcdef"),
        ("one\r\ntwo\u2028three\tfour", "one two three four"),
        ("⟦fake⟧", "[fake]"),
        ("наголос: за́мок", "наголос: за́мок"),
        ("z" + "\u0301" * 40, "z" + "\u0301" * 3),
        ("bell\x07 back\x08 null\x00", "bell back null"),
        ("\ud800half", "half"),
    ],
)
def test_safe(words: str, shown: str) -> None:
    assert safe(words) == shown


@settings(deadline=None)
@given(st.text())
def test_nothing_unseen_is_left(words: str) -> None:
    left = {unicodedata.category(letter) for letter in safe(words)}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(safe(words)) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b"
    )


@settings(deadline=None)
@given(st.text())
def test_safe_words_are_safe(words: str) -> None:
    once = safe(words)
    assert "\x1b" not in once
    assert safe(once) == once


@pytest.mark.parametrize(
    "part", ["\x1b", "\x1b]", "\x1b[1", "\x1b[", "e\u0301", "\x1b]0;", "\u0301"]
)
def test_a_long_hostile_line_takes_linear_time(part: str) -> None:
    start = time.perf_counter()
    safe(part * 100_000)
    assert time.perf_counter() - start < 2


DRAWN = "One two three four, five [[six seven]] eight, nine ten eleven twelve thirteen."


def marked(drawn: str, room: int) -> str:
    """The excerpt of a drawn text, marks drawn too."""
    start, stop = drawn.index("[["), drawn.index("]]") - 2
    text = drawn.replace("[[", "").replace("]]", "")
    pieces = excerpt(text, [Span(start, stop)], room)
    return "".join(f"[[{p.words}]]" if p.is_marked else p.words for p in pieces)


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (200, DRAWN),
        (20, "… five [[six seven]] eight, …"),
        (40, "… four, five [[six seven]] eight, nine ten …"),
        (6, "… [[six seven]] …"),
    ],
)
def test_an_excerpt_has_the_clause_of_its_evidence(room: int, shown: str) -> None:
    assert marked(DRAWN, room) == shown


def test_an_excerpt_without_marks_is_the_beginning() -> None:
    pieces = excerpt("One two three four five six", [], 13)
    assert "".join(piece.words for piece in pieces) == "One two three …"


def test_numbers_and_hyphens_are_no_clause_bounds() -> None:
    drawn = "So it was, and 1,200 well-known [[men]] in 3.5 hours, they say, fell to earth."
    assert marked(drawn, 30) == "… and 1,200 well-known [[men]] in 3.5 hours, …"


@settings(deadline=None)
@given(st.text(alphabet="ab ,.…—я", max_size=80), st.lists(st.tuples(st.integers(0, 79),
       st.integers(1, 9)), max_size=3), st.integers(1, 60))  # fmt: skip
def test_words_stay_whole_and_marks_are_kept(
    text: str, places: list[tuple[int, int]], room: int
) -> None:
    marks = [Span(a, min(a + n, len(text))) for a, n in places if a < len(text)]
    pieces = excerpt(text, marks, room)
    whole = set(text.split()) | {"…"}
    assert set("".join(p.words for p in pieces).split()) <= whole
    wanted = "".join(safe(mark.of(text)) for mark in merged(marks))
    kept = "".join(p.words for p in pieces if p.is_marked)
    assert kept.replace(" ", "") == wanted.replace(" ", "")


@settings(deadline=None)
@given(st.text(alphabet="ab ,я", max_size=60), st.integers(2, 40))
def test_trimmed_is_never_too_long_nor_cut_in_a_word(words: str, room: int) -> None:
    words = words.lstrip(" ,")  # a sign alone is no word to keep
    cut = trimmed(words, room)
    assert len(cut) <= room
    if " " in cut:
        assert set(cut.split()) - {"…"} <= {w.rstrip(",") for w in words.split()} | set(
            words.split()
        )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1251", "koi8-u", "utf-8", "latin-1"])
def test_any_output_can_be_written(encoding: str) -> None:
    data = encoded("✗ Київ ⟦«Іскандер»⟧ — 漢字 \udcff", encoding)
    assert data.decode(encoding)
    assert look_for(80, has_colour=False, encoding=encoding).is_unicode == (encoding == "utf-8")


def test_an_unknown_encoding_is_no_trouble() -> None:
    assert not look_for(80, has_colour=False, encoding="no-such").is_unicode
    assert encoded("Київ", "no-such") == "Київ".encode()


def test_a_picture_has_no_trailing_spaces() -> None:
    look = look_for(40, has_colour=False, encoding=None)
    assert rendered("a   ", look) == "a\n"
