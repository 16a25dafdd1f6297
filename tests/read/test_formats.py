"""Records, web pages, documents and archives become articles; damaged ones become notes."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.model import Article, Reading
from srccmp.read import read_articles
from srccmp.read.formats import kind_of_bytes, kind_of_name

DEV = Path(__file__).parents[3] / "shared" / "dev"
TEXTS = (
    "Fire broke out in the port at night, the harbour master said.",
    "Four people were taken to hospital after the fire in the port.",
    "The store in the port had no licence, the city council said.",
)


def read_bytes(tmp_path: Path, name: str, data: bytes) -> Reading:
    path = tmp_path / name
    path.write_bytes(data)
    return read_articles([path])


def read_value(tmp_path: Path, name: str, value: Any) -> Reading:
    return read_bytes(tmp_path, name, json.dumps(value, ensure_ascii=False).encode())


def facts(article: Article) -> tuple[str, str, str | None, date | None]:
    day = article.published.earliest if article.published else None
    return article.path.rpartition("/")[2], article.source.name, article.title, day


# Records

RECORD = {
    "title": "Fire in port",
    "source": {"id": None, "name": "Herald"},
    "url": "https://herald.example/1",
    "publishedAt": "2025-11-14T10:00:00Z",
    "content": TEXTS[0],
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a.json", RECORD),
        ("a.json", [RECORD]),
        ("a.json", {"status": "ok", "articles": [RECORD]}),
        ("a.jsonl", RECORD),
    ],
)
def test_one_record_is_an_article(name: str, value: Any, tmp_path: Path) -> None:
    (article,) = read_value(tmp_path, name, value)
    assert facts(article) == (name, "Herald", "Fire in port", date(2025, 11, 14))
    assert article.source.key == "herald.example"
    assert article.text == f"Fire in port\n\n{TEXTS[0]}"


def test_a_list_gives_one_article_a_record(tmp_path: Path) -> None:
    records: list[Any] = [{"text": text, "site_name": f"S{n}"} for n, text in enumerate(TEXTS)]
    reading = read_value(tmp_path, "a.json", [records[0], {"id": 7}, "odd", *records[1:]])
    assert [(a.path.rpartition("/")[2], a.source.name) for a in reading] == [
        ("a.json#1", "S0"),
        ("a.json#4", "S1"),
        ("a.json#5", "S2"),
    ]
    assert [note.code for note in reading.notes] == ["no-text"]
    assert "2 of 5 records" in reading.notes[0].message


def test_lines_that_are_no_json_are_told_of(tmp_path: Path) -> None:
    lines = [json.dumps({"text": TEXTS[0]}), "{broken", "", json.dumps({"text": TEXTS[1]})]
    reading = read_bytes(tmp_path, "a.jsonl", "\n".join(lines).encode())
    assert [a.path.rpartition("#")[2] for a in reading] == ["1", "4"]
    assert [note.code for note in reading.notes] == ["bad-record"]
    assert "line 2" in reading.notes[0].message


def test_json_lines_in_a_json_file(tmp_path: Path) -> None:
    data = "\n".join(json.dumps({"text": text}) for text in TEXTS)
    assert len(read_bytes(tmp_path, "a.json", data.encode())) == 3


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table(delimiter: str, tmp_path: Path) -> None:
    rows = [["Заголовок", "Дата", "Джерело", "Текст"]]
    rows += [[f"Title {n}", f"1{n}.11.2025", f"S{n}", text] for n, text in enumerate(TEXTS)]
    quoted = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    reading = read_bytes(tmp_path, "a.csv", "\r\n".join(quoted).encode("cp1251"))
    assert [facts(a) for a in reading] == [
        (f"a.csv#{n + 1}", f"S{n}", f"Title {n}", date(2025, 11, 10 + n)) for n in range(3)
    ]


def test_a_long_cell(tmp_path: Path) -> None:
    (article,) = read_bytes(tmp_path, "a.csv", b'text\n"' + b"Long text. " * 20_000 + b'"')
    assert len(article.text) > 200_000


def test_markup_in_a_field(tmp_path: Path) -> None:
    body = f"<script>x()</script><p>{TEXTS[0]}</p><p>Five &amp; six <b>boats</b> burned.</p>"
    (article,) = read_value(tmp_path, "a.json", {"body": body})
    assert article.text == f"{TEXTS[0]}\n\nFive & six boats burned."


def test_character_references_in_a_field(tmp_path: Path) -> None:
    body = f"&quot;{TEXTS[0]}&quot; &lt;sic&gt;"
    (article,) = read_value(tmp_path, "a.json", {"text": body, "title": "A &quot;b&quot; c"})
    assert article.text.endswith(f'"{TEXTS[0]}" <sic>')
    assert article.title == 'A "b" c'
    data = f"title,text\nA,&quot;{TEXTS[0]}&quot;,\n".replace("night,", "night").encode()
    (article,) = read_bytes(tmp_path, "a.csv", data)
    assert '"Fire' in article.text


def test_lone_surrogates_in_json_do_not_reach_the_text(tmp_path: Path) -> None:
    data = b'{"text": "' + TEXTS[0].encode() + b' \\ud800", "title": "T \\udfff itle"}'
    (article,) = read_bytes(tmp_path, "a.json", data)
    assert (article.title or "").encode("utf-8")
    assert article.text.encode("utf-8")


TELEGRAM = {
    "name": "Port News",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel"},
        {"id": 2, "type": "message", "date": "2025-11-14T03:10:00", "text": TEXTS[0]},
        {"id": 3, "type": "message", "date": "2025-11-14T03:20:00", "text": "👍"},
        {
            "id": 4,
            "type": "message",
            "date": "2025-11-15T08:00:00",
            "forwarded_from": "City Council",
            "text": [{"type": "bold", "text": "Four people"}, TEXTS[1][11:], {"odd": 1}, 7],
        },
    ],
}


@pytest.mark.parametrize("value", [TELEGRAM, {"chats": {"list": [TELEGRAM, {"name": "x"}]}}])
def test_a_telegram_export(value: Any, tmp_path: Path) -> None:
    one, two = read_value(tmp_path, "result.json", value)
    assert facts(one) == ("result.json#2", "Port News", None, date(2025, 11, 14))
    assert facts(two) == ("result.json#4", "Port News", None, date(2025, 11, 15))
    assert two.text == TEXTS[1]
    assert (one.source.wire, two.source.wire) == (None, "City Council")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.json", b"{", "bad-record"),
        ("a.json", b"[" * 100_000, "bad-record"),
        ("a.json", b"17", "no-text"),
        ("a.json", b'{"messages": [null, {"type": "message"}]}', "no-text"),
        ("a.jsonl", b"x\ny", "no-text"),
        ("a.csv", b"a,b\n1,2", "no-text"),
        ("a.json", b'{"schema": "srccmp.comparison/1", "articles": []}', "own-output"),
        ("a.html", b'<html><meta name="generator" content="srccmp 1">', "own-output"),
        ("a.json", b"", "empty"),
    ],
)
def test_damaged_records(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, name, data)
    assert not reading.articles
    assert [note.code for note in reading.notes] == [code]


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["text", "title", "date", "messages", "type", "source", "url", "x"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_gives_articles_or_notes(value: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reading = read_value(Path(folder), "a.json", value)
    assert reading.articles or reading.notes


# Names and first bytes


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.HTML", "html"), ("a.b.txt", "text"), ("x.warc.gz", "warc"), ("a.gz", None), ("a", None)],
)
def test_kinds_by_name(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\n<!doctype HTML>\n<html>", "html"),
        (b"<!-- saved -->\n<html>", "html"),
        (b"%PDF-1.7", "pdf"),
        (b'{"text": 1}', "json"),
        (b"[\n{", "json"),
        (b"WARC/1.0\r\n", "warc"),
        (b"[sic] he said", "text"),
        (b"<b>bold</b> words", "text"),
        (b"", "text"),
    ],
)
def test_kinds_by_first_bytes(data: bytes, kind: str) -> None:
    assert kind_of_bytes(data) == kind


def test_records_from_standard_input() -> None:
    data = json.dumps([{"text": text} for text in TEXTS]).encode()
    assert [a.path for a in read_articles(["-"], stdin=io.BytesIO(data))] == ["-#1", "-#2", "-#3"]


# What needs an extra

PAGE = """<!doctype html><html lang="en"><head><meta charset="windows-1251">
<title>Пожежа в порту забрала склад — Вісник</title>
<meta property="og:site_name" content="Вісник"><meta property="og:type" content="article">
<meta property="og:url" content="https://visnyk.example/news/1">
<meta property="article:published_time" content="2025-11-14T10:00:00+02:00">
</head><body><nav><ul><li><a href="/">Головна</a></li><li><a href="/w">Погода</a></li></ul></nav>
<article><h1>Пожежа в&nbsp;порту забрала склад</h1>
<p>Уночі в порту загорівся склад із зерном, повідомив начальник порту. Рятувальники гасили вогонь
шість годин, четверо людей отруїлися димом і лежать у міській лікарні.</p>
<p>Читайте також: Порт лишився без пожежної машини</p>
<p>Причину пожежі з'ясовує комісія. Збитки ще рахують, але власник складу вже назвав суму в два
мільйони гривень і пообіцяв відбудувати склад до весни.</p></article>
<footer>© Вісник. Усі права захищено.</footer></body></html>"""


@pytest.fixture
def page() -> bytes:
    pytest.importorskip("trafilatura", reason="the extra srccmp[html] is not installed")
    return PAGE.encode("cp1251")


def check_page(article: Article) -> None:
    assert article.title == "Пожежа в порту забрала склад"
    assert (article.source.name, article.source.key) == ("Вісник", "visnyk.example")
    assert article.published is not None
    assert (article.published.earliest, article.published.decided_by) == (
        date(2025, 11, 14),
        "metadata",
    )
    assert article.text.startswith("Пожежа в порту забрала склад\n")
    assert "Уночі в порту" in article.text
    assert "два мільйони" in " ".join(article.text.split())
    for furniture in ("Погода", "Читайте також", "Усі права"):
        assert furniture not in article.text
    assert article.language.code == "und"  # what a page declares is too often wrong


def test_a_web_page(page: bytes, tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, "a.html", page)
    check_page(reading[0])
    assert [note.code for note in reading.notes] == ["boilerplate"]
    check_page(read_bytes(tmp_path, "saved", page)[0])


def test_a_page_that_lies_about_its_encoding(page: bytes, tmp_path: Path) -> None:
    del page
    check_page(read_bytes(tmp_path, "a.html", PAGE.encode("utf-8"))[0])


def test_a_page_without_an_article(page: bytes, tmp_path: Path) -> None:
    del page
    for text in ("<html><body></body></html>", "<html><p>We use cookies.</p></html>", "<"):
        reading = read_bytes(tmp_path, "a.html", text.encode())
        assert not reading.articles
        assert reading.notes[0].code in ("no-text", "empty")


def test_a_saved_archive_of_one_page(page: bytes, tmp_path: Path) -> None:
    head = (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://visnyk.example/news/1\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    )
    part = (
        b"--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n"
        b"Content-Location: https://visnyk.example/news/1\r\n\r\n" + page + b"\r\n--B--\r\n"
    )
    check_page(read_bytes(tmp_path, "a.mhtml", head + part)[0])
    assert read_bytes(tmp_path, "b.mhtml", head).notes[0].code == "no-text"


def warc_record(url: str, body: bytes, content_type: str = "text/html") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2025-11-14T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive(name: str, page: bytes, tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="the extra srccmp[warc] is not installed")
    records = [
        warc_record("https://visnyk.example/news/1", page),
        warc_record("https://visnyk.example/p.png", b"\x89PNG", "image/png"),
        warc_record("https://visnyk.example/", b"<html><p>Menu</p></html>"),
    ]
    pack = gzip.compress if name.endswith("gz") else bytes
    reading = read_bytes(tmp_path, name, b"".join(map(pack, records)))
    check_page(reading[0])
    assert reading[0].path.endswith(f"{name}#1")
    assert "1 of 2 pages" in " ".join(note.message for note in reading.notes)


@pytest.mark.parametrize("suffix", ["html", "mhtml", "warc", "warc.gz", "docx", "pdf"])
@pytest.mark.parametrize(
    "data",
    [
        b"no such format",
        b"PK\x03\x04broken",
        b"%PDF-1.4\nbroken",
        b"\x1f\x8bbroken",
        b"WARC/1.0\r\nbroken",
        b"\x00" * 100,
        b"<html" + b"<div>" * 5000,
    ],
)
def test_a_damaged_file_is_a_note(data: bytes, suffix: str, tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, f"a.{suffix}", data)
    assert not reading.articles
    assert len(reading.notes) == 1
    assert reading.notes[0].message.isprintable()


def test_a_document_that_unpacks_to_too_much(tmp_path: Path) -> None:
    pytest.importorskip("docx", reason="the extra srccmp[docs] is not installed")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(201_000_000))
    assert read_bytes(tmp_path, "a.docx", packed.getvalue()).notes[0].code == "too-big"


@pytest.mark.parametrize(
    ("suffix", "module", "name"),
    [("html", "trafilatura", "html"), ("pdf", "pypdf", "docs"), ("docx", "docx", "docs")],
)
def test_a_missing_extra_is_named(
    suffix: str, module: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)  # as if not installed
    reading = read_bytes(tmp_path, f"a.{suffix}", b"anything at all")
    assert [note.code for note in reading.notes] == ["needs-extra"]
    assert f"pip install 'srccmp[{name}]'" in reading.notes[0].message


@pytest.mark.skipif(not DEV.is_dir(), reason=f"no {DEV}")
def test_the_dates_of_saved_pages() -> None:
    pytest.importorskip("trafilatura", reason="the extra srccmp[html] is not installed")
    rows = [json.loads(line) for line in (DEV / "html_dates.jsonl").read_text().splitlines()]
    wrong = []
    for row in rows:
        for article in read_articles([DEV / row["file"]]):
            day = article.published.earliest.isoformat() if article.published else "nan"
            if day != str(row["date"]):
                wrong.append((row["file"], row["date"], day))
    # Both are labelled with the day in UTC and tell that of their own city.
    assert len(wrong) <= 2, wrong
