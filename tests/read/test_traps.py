"""Files that are made to do harm: they end in a note, soon, in little memory."""

from __future__ import annotations

import gzip
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from srccmp.cli.app import main
from srccmp.model import Reading
from srccmp.read import read_articles

GOOD = "A warehouse burned down in Lviv at night. Nobody was hurt, the police said.\n"
ESCAPES = "\x1b[2J\x1b]0;owned\x07"
BIDI = "\u202e\u2066"


def read(tmp_path: Path, name: str, data: bytes) -> Reading:
    path = tmp_path / name
    path.write_bytes(data)
    return read_articles([path])


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def timed(work: Callable[[], Reading], seconds: float) -> Reading:
    before = time.process_time()
    reading = work()
    assert time.process_time() - before < seconds
    return reading


WORDS = [
    "слово ",
    "a",
    " ",
    "<",
    "date ",
    "\n",
    '"',
    ",",
    "{",
    "[",
    "\\",
    "&#",
    "https://a.b/",
    "-",
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("suffix", ["txt", "csv", "json", "jsonl"])
def test_five_million_signs(word: str, suffix: str, tmp_path: Path) -> None:
    """0.1 to 3 s measured; what is quadratic takes hours."""
    data = ("Start " + word * (5_000_000 // len(word.encode()))).encode()
    reading = timed(lambda: read(tmp_path, f"a.{suffix}", data), 30)
    assert len(reading) + len(reading.notes) >= 1


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"articles":', '[{"text":'])
def test_deep_json(opening: str, tmp_path: Path) -> None:
    for name in ("a.json", "a.jsonl", "a.meta.json", "manifest.json"):
        (tmp_path / name).write_text(opening * 200_000)
    (tmp_path / "good.txt").write_text(GOOD)
    reading = timed(lambda: read_articles([tmp_path]), 20)
    assert [article.text for article in reading] == [GOOD]
    assert set(codes(reading)) <= {"bad-record", "no-text", "bad-sidecar"}


def docx_of(document: str) -> bytes:
    docx = pytest.importorskip("docx", reason="the extra srccmp[docs] is not installed")
    plain, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            is_text = member.filename == "word/document.xml"
            new.writestr(member, document.encode() if is_text else old.read(member))
    return packed.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_entities_that_multiply_in_a_word_document(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha ">{levels}]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    reading = timed(lambda: read(tmp_path, "a.docx", docx_of(document)), 10)
    assert all(len(article.text) < 1000 for article in reading)
    assert len(reading) + len(reading.notes) == 1


def test_entities_of_other_files_in_a_word_document(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words of another file")
    document = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{GOOD} &x;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    reading = read(tmp_path, "a.docx", docx_of(document))
    assert not any("secret" in article.text for article in reading)


def test_a_word_document_whose_text_alone_is_huge(tmp_path: Path) -> None:
    words = "<w:p/>" * 6_000_000
    document = f'<w:document xmlns:w="{W}"><w:body>{words}</w:body></w:document>'
    reading = timed(lambda: read(tmp_path, "a.docx", docx_of(document)), 10)
    assert codes(reading) == ["too-big"]


def test_a_web_archive_that_unpacks_to_far_more(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="the extra srccmp[warc] is not installed")
    pytest.importorskip("trafilatura", reason="the extra srccmp[html] is not installed")
    size = 600_000_000
    head = (
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: image/png\r\nContent-Length: {size}\r\n\r\n"
    )
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        file.write(head.encode())
        for _ in range(60):
            file.write(bytes(10_000_000))
    reading = timed(lambda: read(tmp_path, "a.warc.gz", packed.getvalue()), 10)
    assert codes(reading) == ["no-text"]


@pytest.mark.parametrize("field", ["title", "source", "author", "url", "date"])
def test_signs_that_terminals_obey(
    field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    value = f"[/b]{ESCAPES}{BIDI}[red]Title of three words"
    record = {"text": GOOD, field: value}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([record, {"text": GOOD * 2, field: "Other title of words"}]))
    for form in ("table", "csv", "md", "jsonl"):
        monkeypatch.setattr(
            sys, "argv", ["srccmp", "sources", str(path), "--format", form, "--encoder", "none"]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        printed = "".join(capsys.readouterr())
        assert "\x1b]" not in printed
        assert "\x1b[2J" not in printed
        assert "\u202e" not in printed


def test_without_an_extra_the_others_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for module in ("trafilatura", "docx", "pypdf", "warcio", "warcio.archiveiterator"):
        monkeypatch.setitem(sys.modules, module, None)  # as if not installed
    for name in ("a.html", "a.docx", "a.pdf", "a.warc", "a.mhtml"):
        (tmp_path / name).write_text(f"<!doctype html><html><body><p>{GOOD}</p></body></html>")
    (tmp_path / "good.txt").write_text(GOOD)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["srccmp", "sources", "--encoder", "none", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    code, out, err = run(str(tmp_path))
    assert code == 0
    assert "1 article" in out
    told = [line for line in err.splitlines() if "pip install 'srccmp[" in line]
    assert {line.partition("srccmp[")[2].partition("]")[0] for line in told} == {"html", "docs"}

    code, out, err = run(str(tmp_path / "a.html"))
    assert (code, out) == (2, "")
    told = [line for line in err.splitlines() if "trafilatura" in line]
    assert len(told) == 1
    assert "pip install 'srccmp[html]'" in told[0]
