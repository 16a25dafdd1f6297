"""Exports as services and office programs write them: Telegram, news services, spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from srccmp.model import Article, Reading
from srccmp.read import read_articles

TEXTS = (
    "The ferry ran aground off the cape in thick fog, the coast guard said.",
    "All forty passengers were taken off the ferry by lifeboats before noon.",
    "The captain had asked for a pilot twice, the port authority said.",
)
POST = "Пором сів на мілину біля мису через туман, повідомила берегова охорона."


def read(tmp_path: Path, name: str, data: bytes) -> Reading:
    path = tmp_path / name
    path.write_bytes(data)
    return read_articles([path])


def read_value(tmp_path: Path, value: Any, name: str = "a.json") -> Reading:
    return read(tmp_path, name, json.dumps(value, ensure_ascii=False).encode())


def record(article: Article) -> str:
    return article.path.rpartition("#")[2]


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


# Telegram

CHANNEL = {
    "name": "Порт сьогодні",
    "type": "public_channel",
    "id": 1700000001,
    "messages": [
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2025-11-14T23:40:00",
            "date_unixtime": "1763156400",
            "edited": "2025-11-15T09:10:00",
            "from": "Порт сьогодні",
            "author": "Ірина",
            "text": [{"type": "bold", "text": "Пором на мілині"}, f"\n\n{POST}"],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2025-11-15T04:10:00",
            "from": "Порт сьогодні",
            "forwarded_from": "Берегова охорона",
            "text": "",
            "text_entities": [{"type": "plain", "text": f"{POST} Людей зняли."}],
        },
    ],
}


def test_posts_of_a_channel(tmp_path: Path) -> None:
    one, two = read_value(tmp_path, CHANNEL, "result.json")
    assert (one.title, one.author, one.source.name) == ("Пором на мілині", "Ірина", "Порт сьогодні")
    assert one.published is not None
    assert one.published.earliest == date(2025, 11, 14)  # of the post, not of its change
    assert (two.source.name, two.source.wire) == ("Порт сьогодні", "Берегова охорона")
    assert two.text.endswith("Людей зняли.")


def test_of_a_whole_account_conversations_are_not_read(tmp_path: Path) -> None:
    def chat(kind: str, number: int, **more: Any) -> dict[str, Any]:
        message = {"id": 2, "type": "message", "date": "2025-11-14T04:10:00"}
        return {
            "type": kind,
            "id": number,
            "messages": [{**message, "text": f"{POST} Версія {number}.", **more}],
        }

    value = {
        "personal_information": {"user_id": 1},
        "chats": {
            "list": [
                {"name": "Перший", **chat("public_channel", 1)},
                {"name": "Другий", **chat("private_channel", 2)},
                {"name": "Сусід", **chat("personal_chat", 3)},
                chat("saved_messages", 4, forwarded_from="Новини мису", **{"from": "Я"}),
            ]
        },
        "left_chats": {"list": [{"name": "Третій", **chat("public_channel", 5)}]},
    }
    reading = read_value(tmp_path, value, "result.json")
    assert {a.source.name for a in reading} == {"Перший", "Другий", "Третій", "Новини мису"}
    assert len({a.path for a in reading}) == 4  # each chat counts from 1
    assert codes(reading) == ["chats-left-out"]
    assert "1 of 5 chats" in reading.notes[0].message


def test_a_post_sent_on_in_a_conversation_is_the_channel_s(tmp_path: Path) -> None:
    message = {"id": 1, "type": "message", "from": "Оля", "forwarded_from": "Мис", "text": POST}
    value = {"name": "Оля", "type": "personal_chat", "messages": [message]}
    (article,) = read_value(tmp_path, value, "result.json")
    assert article.source.name == "Мис"


# Services


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Par Anne Exemple", "Anne Exemple"),
        ("Author: Jo Sample", "Jo Sample"),
        ("Редактор Ива Пример", "Ива Пример"),
        ("Byron Sample", "Byron Sample"),
        ("Фото из архива Ивы Пример", None),
    ],
)
def test_what_stands_before_an_author(tmp_path: Path, byline: str, author: str | None) -> None:
    reading = read_value(tmp_path, {"text": TEXTS[0], "author": byline})
    assert [a.author for a in reading] == [author]


def test_a_news_service_that_cuts_texts_off(tmp_path: Path) -> None:
    articles = [
        {
            "source": {"id": None, "name": "Herald"},
            "author": "By Jane Roe",
            "title": "Ferry",
            "url": "https://herald.example/1",
            "publishedAt": "2025-11-14T10:00:00Z",
            "content": f"{TEXTS[0]}… [+2143 chars]",
        },
        {"source": {"name": "Post"}, "title": "B", "description": TEXTS[1], "content": None},
    ]
    reading = read_value(tmp_path, {"status": "ok", "totalResults": 2, "articles": articles})
    assert [(a.source.name, a.author) for a in reading] == [("Herald", "Jane Roe"), ("Post", None)]
    assert reading[0].text == f"Ferry\n\n{TEXTS[0]}"
    assert codes(reading) == ["cut-off"]


@pytest.mark.parametrize(
    "value",
    [
        {"data": {"articles": [{"text": TEXTS[0]}]}},
        {"response": {"docs": [{"text": TEXTS[0]}]}},
        {"hits": {"total": 1, "hits": [{"_id": "7", "_source": {"text": TEXTS[0]}}]}},
        [{"body": [TEXTS[0]]}],
        [{"content": [{"type": "p", "text": TEXTS[0]}, {"type": "image"}]}],
    ],
)
def test_wrapped_records(value: Any, tmp_path: Path) -> None:
    (article,) = read_value(tmp_path, value)
    assert article.text == TEXTS[0]


def test_records_without_texts_are_told_by_their_fields(tmp_path: Path) -> None:
    value = {"articles": [{"url": "https://a.example", "title": "Ferry", "seen\x1b[31mdate": "x"}]}
    (note,) = read_value(tmp_path, value).notes
    assert note.code == "no-text"
    assert "url, title" in note.message
    assert note.message.isprintable()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("timestamp", 1763164800),
        ("timestamp", 1763164800000),
        ("seendate", "20251115T101500Z"),
        ("pubDate", "Sat, 15 Nov 2025 10:15:00 +0200"),
        ("date", "15.11.2025 10:15"),
    ],
)
def test_dates_of_records(key: str, value: Any, tmp_path: Path) -> None:
    (article,) = read_value(tmp_path, [{"text": TEXTS[0], key: value}])
    assert article.published is not None
    assert article.published.earliest == date(2025, 11, 15)


# Spreadsheets

ROWS = [
    ["URL", "TITLE", "DATE", "SOURCE", "TEXT"],
    ["https://a.example/1", "Ferry", "14.11.2025", "Herald", f'{TEXTS[0]}\nShe said: "No; none."'],
    ["https://b.example/2", "Fog", "15.11.2025 10:00", "Post", TEXTS[1]],
]


def table(delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(ROWS)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", table(",").encode()),
        ("a.csv", b"\xef\xbb\xbf" + table(";").encode()),
        ("a.csv", b"sep=;\r\n" + table(";").encode()),
        ("a.tsv", table("\t").encode()),
        ("a.csv", table("\t").encode("utf-16")),
        ("a.csv", table("|").encode("cp1251")),
    ],
)
def test_tables(name: str, data: bytes, tmp_path: Path) -> None:
    one, two = read(tmp_path, name, data)
    assert one.text == f'Ferry\n\n{TEXTS[0]}\nShe said: "No; none."'
    assert (one.source.key, two.source.key) == ("a.example", "b.example")
    assert two.published is not None
    assert two.published.earliest == date(2025, 11, 15)


# What describes articles


def test_a_manifest_above_the_folders(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"{TEXTS[0]} So the {folder}.")
    entries = [
        {"file": "one/a.txt", "source": "Herald", "date": "2025-11-14", "lang": "en"},
        {"file": "two\\a.txt", "host": "post.example", "title": "Fog"},
    ]
    (tmp_path / "manifest.json").write_text(json.dumps(entries))
    one, two = read_articles([tmp_path])
    assert (one.source.name, one.language.code) == ("Herald", "en")
    assert (two.source.key, two.title) == ("post.example", "Fog")


def test_a_manifest_leads_nowhere_else(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text(f"{TEXTS[2]} Secret.")
    (inside / "a.txt").write_text(TEXTS[0])
    entries = [
        {"file": "../secret.txt", "title": "No"},
        {"file": str(tmp_path / "secret.txt"), "title": "No"},
        {"file": "a.txt/../../secret.txt", "title": "No"},
        {"file": "a\u0000.txt", "title": "No"},
        {"file": "x" * 5000, "title": "No"},
        {"file": "..", "title": "No"},
    ]
    (inside / "manifest.json").write_text(json.dumps({"docs": entries}))
    reading = read_articles([inside])
    assert [article.text for article in reading] == [TEXTS[0]]
    assert not reading.notes
