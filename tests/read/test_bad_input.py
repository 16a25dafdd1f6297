"""Whatever is given, reading ends with articles and notes, never with an error."""

from __future__ import annotations

import io
import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from srccmp.model import Reading
from srccmp.read import read_articles

GOOD = "A warehouse burned down in Lviv at night. Nobody was hurt, the police said.\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n ", "empty"),
    "mark-alone": (b"\xef\xbb\xbf", "empty"),
    "wide-mark-alone": (b"\xff\xfe", "empty"),
    "only-signs": (b"*** --- 123 ***", "empty"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    "nulls": (b"\x00\x01\x02\x03" * 40, "binary"),
    "controls": (bytes(range(1, 9)) * 30, "binary"),
    "zip": (b"PK\x03\x04rest of an archive", "binary"),
    "broken-utf-8": ("Пожежа".encode() + b"\xff\xfe\xfa\xc3\x28" * 5, "encoding"),
    "half-utf-16": (b"\xff\xfe" + b"\x00\xd8" * 40, "encoding"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line_and_the_others_are_read(
    name: str, good: Path, tmp_path: Path
) -> None:
    data, code = BAD[name]
    bad = tmp_path / f"{name}.txt"
    bad.write_bytes(data)
    reading = read_articles([bad, good])
    assert [article.path for article in reading] == [str(good)]
    (note,) = reading.notes
    assert (note.stage, note.subject, note.code) == ("read", str(bad), code)
    assert note.message.startswith(f"{bad}: ")
    assert "\n" not in note.message


def test_a_file_of_one_50_mb_line_is_left_out_unread(good: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    reading = read_articles([tmp_path])
    assert codes(reading) == ["too-big"]
    assert "20,000,000 bytes" in reading.notes[0].message
    assert len(reading) == 1
    assert codes(read_articles([good], max_bytes=10)) == ["too-big"]


@pytest.mark.parametrize(
    "word", ["слово ", "a", " ", "date ", "Title: ", "«", "1", "[", "*a ", "- "]
)
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_one_long_line_takes_no_long_time(word: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"long.{suffix}"
    path.write_text("Start " + word * (1_500_000 // len(word)), encoding="utf-8")
    before = time.process_time()
    reading = read_articles([path])
    assert len(reading) + len(reading.notes) >= 1
    assert time.process_time() - before < 5  # 0.3 s measured; what is quadratic takes hours


def test_a_missing_path(good: Path, tmp_path: Path) -> None:
    reading = read_articles([tmp_path / "none.txt", good])
    assert codes(reading) == ["missing"]
    assert len(reading) == 1


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text(GOOD)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    reading = read_articles([tmp_path])
    assert codes(reading) == ["empty-folder"]
    assert len(reading) == 0


def test_no_permission(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(GOOD)
    opened = Path.open

    def refuse(self: Path, *args: object, **named: object) -> object:
        if self == locked:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    reading = read_articles([tmp_path])
    assert codes(reading) == ["unreadable"]
    assert "permission" in reading.notes[0].message
    assert [article.path for article in reading] == [str(good)]


def test_a_folder_without_permission(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = good.parent / "locked"
    locked.mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path) == str(locked):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    reading = read_articles([good.parent])
    assert codes(reading) == ["unreadable"]
    assert len(reading) == 1


def test_links(good: Path, tmp_path: Path) -> None:
    (tmp_path / "again.txt").symlink_to(good)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    reading = read_articles([tmp_path])
    assert codes(reading) == ["missing"]
    assert len(reading) == 1


def test_odd_characters_in_a_path_are_shown_as_escapes(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\x1b[31m\n\xff\xe2\x80\xaeb.txt")
    (tmp_path / name).write_text(GOOD)
    (tmp_path / f"x{name}").write_bytes(b"")
    reading = read_articles([tmp_path])
    shown = reading[0].path
    assert shown.isprintable()
    assert shown.endswith(r"a\x1b[31m\n\udcff\u202eb.txt")
    assert reading.notes[0].message.isprintable()
    assert reading.notes[0].message.encode("utf-8")


def test_a_path_that_no_system_has() -> None:
    reading = read_articles(["a\0b", "x" * 5000])
    assert codes(reading) == ["unreadable", "unreadable"]
    assert all(note.message.isprintable() for note in reading.notes)


def test_standard_input() -> None:
    reading = read_articles(["-"], stdin=io.BytesIO(GOOD.encode()))
    assert [(a.path, a.source.name) for a in reading] == [("-", "stdin")]
    assert codes(read_articles(["-"], stdin=io.BytesIO())) == ["empty"]
    assert codes(read_articles(["-"], stdin=io.BytesIO(b"ab" * 50), max_bytes=9)) == ["too-big"]


def test_a_closed_standard_input() -> None:
    stdin = io.BytesIO()
    stdin.close()
    assert codes(read_articles(["-"], stdin=stdin)) == ["unreadable"]


def test_one_path_alone_is_a_path_and_not_letters(good: Path) -> None:
    assert len(read_articles(str(good))) == len(read_articles(good)) == 1


def test_a_pipe_is_read() -> None:
    read, write = os.pipe()
    os.write(write, GOOD.encode())
    os.close(write)
    reading = read_articles([f"/dev/fd/{read}"])
    os.close(read)
    assert [article.text for article in reading] == [GOOD]


def test_a_cut_page_is_read_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes(("Ніч минула спокійно. " * 20).encode()[:-3])
    reading = read_articles([path])
    assert codes(reading) == ["damaged"]
    assert reading[0].text.endswith("\ufffd")


SIDECARS = {
    "manifest.json": b'{"docs": [',
    "good.meta.json": b"[1, 2",
    "good.meta.yaml": b"a: [b: c: d",
    "good.meta.toml": b"= = =",
    "good.txt.meta.json": b"\xff\xfe\xfa",
}


@pytest.mark.parametrize("name", SIDECARS)
def test_a_broken_sidecar_is_told_of(name: str, good: Path) -> None:
    beside = good.parent / name
    beside.write_bytes(SIDECARS[name])
    reading = read_articles([good.parent])
    assert [(note.subject, note.code) for note in reading.notes] == [(str(beside), "bad-sidecar")]
    assert len(reading) == 1


HOSTILE_YAML = {
    "aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: T",
    "merge": "a: &a {k: v}\n<<: [*a, *a, *a]\ntitle: T",
    "python": "!!python/object/apply:os.system ['true']\n",
    "deep": "a: " + "[" * 5000,
    "no-day": "date: 2025-02-31\ntitle: T",
    "not-closed": "title: 'T",
    "list": "- a\n- b",
    "tab": "title:\tT\n\tx: y",
}


@pytest.mark.parametrize("name", HOSTILE_YAML)
def test_hostile_front_matter(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"---\n{HOSTILE_YAML[name]}\n---\n{GOOD}")
    (article,) = read_articles([path])
    assert article.body.of(article.text).endswith(GOOD.strip())
    assert article.title in ("T", None)


@settings(max_examples=150, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(alphabet="абвії date:TitleДжерело-20251.14\n«»#*[]()", max_size=200).map(
            str.encode
        ),
    ),
    suffix=st.sampled_from([".txt", ".md"]),
)
@example(data=b"---\ntitle: a\n---\n", suffix=".txt")
@example(data=b"date 2025-11-14 ", suffix=".txt")
def test_any_bytes_give_an_article_or_a_note(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a" + suffix)
        path.write_bytes(data)
        reading = read_articles([path])
    assert len(reading) == 1 or reading.notes
    for article in reading:
        assert article.body.stop <= len(article.text)
        assert article.body.of(article.text).strip() == article.body.of(article.text)
        assert any(map(str.isalpha, article.body.of(article.text)))
        assert article.text.encode("utf-8")
        assert "\r" not in article.text
