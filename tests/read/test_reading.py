"""Files to articles: headers, titles, dates, encodings, sidecars, order."""

from __future__ import annotations

import hashlib
import itertools
import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.errors import UnreadableArticle
from srccmp.model import Article, Grain, Reading
from srccmp.read import read_articles
from srccmp.read.assemble import headline
from srccmp.read.declared import date_in_name, date_in_url, read_date, read_language
from srccmp.read.decoding import clean, decode
from srccmp.read.headers import read_header
from srccmp.read.markdown import plain_text

DEV = Path(__file__).parents[3] / "shared" / "dev"
SEEDS = Path(__file__).parents[2] / "seeds"

BODY = "Fire broke out in the port at night.\nNobody was hurt, the port said.\n"
UK = (
    "У ніч на середу в порту загорівся склад із зерном. Рятувальники гасили вогонь шість годин, "
    "четверо людей отруїлися димом. Причину з'ясовує комісія; збитки ще рахують."
)
RU = (
    "В ночь на среду в порту загорелся склад с зерном. Спасатели тушили огонь шесть часов, "
    "четыре человека отравились дымом. Причину выясняет комиссия; ущерб ещё считают."
)


def read_one(tmp_path: Path, text: str | bytes, name: str = "a.txt") -> Article:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (article,) = read_articles([path])
    return article


# Headers

HEADERS = [
    ("date 2025-11-14 ", "2025-11-14"),
    (" date 2025-11-14 ", "2025-11-14"),
    ("дата: 14.11.2025 ", "2025-11-14"),
    ("Опубліковано 14.11.2025 12:30 ", "2025-11-14"),
    ("14.11.2025 12:30 : ", "2025-11-14"),
    ("12:30 14.11.2025\n", "2025-11-14"),
    ("Опубліковано: 14.11.2025, 10:30\nОновлено: 15.11.2025, 12:00\n", "2025-11-14"),
    ("2025-11-14\n\n", "2025-11-14"),
    ("14 листопада 2025, 12:30\n", "2025-11-14"),
    ("Пятница, 14 ноября 2025 года\n", "2025-11-14"),
    ("Published: November 14, 2025 at 12:30 pm\n", "2025-11-14"),
    ("Title: Fire in port\nDate: 2025-11-14\nSource: Herald\n\n", "2025-11-14"),
    ("Заголовок: Пожежа в порту\nДата: 14 листопада 2025 року\n\n", "2025-11-14"),
    ("---\ntitle: Fire in port\ndate: 2025-11-14T12:30:00+02:00\n---\n", "2025-11-14"),
    ("---\ndate: 2025-11\n...\n", "2025-11-01"),
]


@pytest.mark.parametrize(("header", "day"), HEADERS)
def test_a_header_dates_the_article_and_is_no_part_of_its_body(
    header: str, day: str, tmp_path: Path
) -> None:
    article = read_one(tmp_path, header + BODY)
    assert article.text == header + BODY
    assert article.body.of(article.text) == BODY.strip()
    assert article.published is not None
    assert (article.published.earliest.isoformat(), article.published.decided_by) == (day, "header")


ADDRESS = "https://www.herald.example/2025/11/14/fire"
ADDRESSED = [
    f"{ADDRESS}\n\n{BODY}",
    f"Джерело: {ADDRESS}\n{BODY}",
    f"{BODY}\n{ADDRESS}\n",
    f"{BODY}Source: {ADDRESS}",
]


@pytest.mark.parametrize("text", ADDRESSED)
def test_an_address_above_or_below_the_text(text: str, tmp_path: Path) -> None:
    article = read_one(tmp_path, text)
    assert article.url == ADDRESS
    assert (article.source.name, article.source.decided_by) == ("herald.example", "url")
    assert article.published is not None
    assert article.published.decided_by == "url"
    assert article.body.of(article.text) == BODY.strip()


def test_an_article_may_end_with_a_post(tmp_path: Path) -> None:
    article = read_one(tmp_path, f"{BODY}\nhttps://t.me/somebody/17")
    assert article.url is None
    assert article.source.decided_by == "file-name"


NO_HEADERS = [
    "14.11.2025 войска нанесли удар по порту.\nПострадали двое.",
    "Date of the strike is unknown.\nNobody was hurt.",
    "Порт: пожежа згасла.\nЛюди цілі.",
    "МИД: посла вызвали.\nОн не явился.",
    "Дата: уже скоро.\nЖдём.",
    "---\nOne line.\n---\nAnother line.",
    "Хронология пожаров\n10 марта 2022\nГорел склад.\n2 января 2024\nГорел порт.",
    "2025 was a hard year for the port.\nSo was 2024.",
]


@pytest.mark.parametrize("text", NO_HEADERS)
def test_what_only_looks_like_a_header_stays(text: str, tmp_path: Path) -> None:
    article = read_one(tmp_path, text)
    assert article.body.start == 0
    assert article.published is None


def test_all_fields_of_a_header(tmp_path: Path) -> None:
    header = (
        "Назва: Пожежа в порту\nДжерело: Вісник\nПосилання: https://visnyk.example/2025/11/13/a\n"
        "Автор: І. Коваль\nМова: українська\nДата публікації: 14.11.2025\nТеги: порт\n\n"
    )
    article = read_one(tmp_path, header + UK)
    assert article.title == "Пожежа в порту"
    assert (article.source.key, article.source.name) == ("visnyk.example", "Вісник")
    assert article.source.decided_by == "header"
    assert article.url == "https://visnyk.example/2025/11/13/a"
    assert (article.language.code, article.language.confidence) == ("uk", None)
    assert article.published is not None
    assert article.published.earliest == date(2025, 11, 14)


def test_an_address_dates_and_names(tmp_path: Path) -> None:
    article = read_one(tmp_path, f"URL: https://www.herald.example/world/2018/07/09/x\n{BODY}")
    assert (article.source.key, article.source.decided_by) == ("herald.example", "url")
    assert article.published is not None
    assert (article.published.earliest.isoformat(), article.published.decided_by) == (
        "2018-07-09",
        "url",
    )


def test_a_file_name_dates(tmp_path: Path) -> None:
    article = read_one(tmp_path, BODY, "2025-11-14_evening.txt")
    assert article.published is not None
    assert (article.published.decided_by, article.source.name) == ("file-name", "evening")


def test_a_dateline_with_a_year_dates(tmp_path: Path) -> None:
    article = read_one(tmp_path, f"КИЇВ. 14 листопада 2025 року. УКРПОРТ. {UK}")
    assert article.published is not None
    assert article.published.earliest == date(2025, 11, 14)
    assert article.body.start == 0
    assert article.source.name == "УКРПОРТ"


def test_nothing_declared_nothing_claimed(tmp_path: Path) -> None:
    article = read_one(tmp_path, BODY)
    assert article.published is None
    assert article.title is None
    assert article.url is None
    assert (article.language.code, article.language.decided_by) == ("und", "undeclared")


# Titles

TITLES = [
    ("Fire in the port\n\nIt broke out at night, crews said.", "Fire in the port"),
    ("Горить порт: що відомо\nВогонь виник уночі.", "Горить порт: що відомо"),
    ("«Мы ждали этого»\nСпасатели рассказали о пожаре.", "«Мы ждали этого»"),
    ("Who set the port on fire?\nPolice have no answer yet.", "Who set the port on fire?"),
    (
        "Port sold to Allseas Group S.A.\nThe price was not told to anyone.",
        "Port sold to Allseas Group S.A.",
    ),
    ("Fire broke out at night.\nNobody was hurt in the port.", None),
    ("A list follows:\nOne, two and three are its items.", None),
    ("Only one line", None),
    ("Herald\nThe name of a site is no title of a text.", None),
    ("— Did you see the fire?\n— I did, and so did all the others.", None),
    ("12345\nThe number stands alone above the text.", None),
    ("x" * 300 + "\nA long first line is a paragraph and no title.", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_headlines(text: str, title: str | None) -> None:
    assert headline(text) == title


# Dates and languages

DATES = [
    ("2025-11-14", "2025-11-14", "day"),
    ("2025-11-14T23:59:00Z", "2025-11-14", "day"),
    ("20251114T101500", "2025-11-14", "day"),
    ("14.11.2025", "2025-11-14", "day"),
    ("11/14/2025", "2025-11-14", "day"),
    ("2025/11/14 10:00", "2025-11-14", "day"),
    ("14 листопада 2025 року", "2025-11-14", "day"),
    ("14 ноября 2025 г.", "2025-11-14", "day"),
    ("1 мая 2025", "2025-05-01", "day"),
    ("3 серпня 2025", "2025-08-03", "day"),
    ("November 14th, 2025", "2025-11-14", "day"),
    ("14 Nov 2025", "2025-11-14", "day"),
    ("Fri, 14 Nov 2025 10:00:00 GMT", "2025-11-14", "day"),
    ("2025-11", "2025-11-01", "month"),
    ("November 2025", "2025-11-01", "month"),
    ("2025", "2025-01-01", "year"),
    ("2025 рік", "2025-01-01", "year"),
]


@pytest.mark.parametrize(("text", "first", "grain"), DATES)
def test_declared_dates(text: str, first: str, grain: str) -> None:
    found = read_date(text)
    assert found is not None
    assert (found[0].isoformat(), found[2]) == (first, Grain(grain))
    assert found[0] <= found[1]


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31.02.2025", "2025-13-01", "14 листопада", "10:30", "12345", "14 ноября 9999"],
)
def test_no_dates(text: str) -> None:
    assert read_date(text) is None


@given(st.text(max_size=60))
def test_a_date_is_an_interval_or_nothing(text: str) -> None:
    found = read_date(text)
    assert found is None or found[0] <= found[1]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/news/2018/07/09/7203481/", "2018-07-09"),
        ("https://a.example/20180709/story.html", "2018-07-09"),
        ("https://a.example/2018-07-09-story", "2018-07-09"),
        ("https://a.example/2018/07/story", "2018-07-01"),
        ("https://a.example/news/4052337-story", None),
        ("https://a.example/2018/45/99/x", None),
        ("https://a.example/x?date=2018/07/09", None),
        ("https://a.example/4520180709/x", None),
    ],
)
def test_dates_in_addresses(url: str, day: str | None) -> None:
    found = date_in_url(url)
    assert (found and found[0].isoformat()) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-11-14_a", "2025-11-14"),
        ("a 14.11.2025", "2025-11-14"),
        ("20251114", "2025-11-14"),
        ("003_683ec787757dae35", None),
        ("20259914", None),
        ("x20251114y", None),
    ],
)
def test_dates_in_file_names(name: str, day: str | None) -> None:
    found = date_in_name(name)
    assert (found and found[0].isoformat()) == day


@pytest.mark.parametrize(
    ("value", "code"),
    [("uk", "uk"), ("UA", "uk"), ("ru-RU", "ru"), ("en_US", "en"), ("Русский", "ru"), ("?", "und")],
)
def test_declared_languages(value: str, code: str) -> None:
    assert read_language(value, "metadata").code == code


# Encodings

ONE_BYTE = [
    *((UK, name) for name in ("cp1251", "koi8-u", "cp1125", "mac-cyrillic", "iso8859-5")),
    *((RU, name) for name in ("cp1251", "koi8-u", "koi8-r", "cp866", "cp1125", "iso8859-5")),
]


@pytest.mark.parametrize("length", [25, 60, 1000])
@pytest.mark.parametrize(("text", "encoding"), ONE_BYTE)
def test_cyrillic_encodings_are_guessed(text: str, encoding: str, length: int) -> None:
    decoded = decode(text[:length].encode(encoding))
    assert decoded.text == text[:length]
    assert decoded.guessed


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", [UK, RU, BODY])
def test_unicode(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_marks_of_both_orders(mark: str) -> None:
    decoded = decode(("\ufeff" + UK).encode(mark))
    assert (decoded.text, decoded.guessed) == (UK, False)


def test_western_text_is_not_taken_for_cyrillic() -> None:
    text = "The café’s owner said “no” – twice. Its crème brûlée was über alles."
    assert decode(text.encode("cp1252")).text == text


def test_a_guess_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(UK.encode("cp1251"))
    (note,) = read_articles([path]).notes
    assert note.code == "encoding-guessed"
    assert "cp1251" in note.message


def test_clean_text() -> None:
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert (
        clean("и\u0306 ї\u00ad\u200bжа &quot;x&quot; AT&T &nope; &#x1b;")
        == 'й їжа "x" AT&T &nope; '
    )
    assert clean("\ud800") == "?"


@given(st.text(max_size=100))
def test_cleaning_twice_is_cleaning_once_for_text_without_references(text: str) -> None:
    text = text.replace("&", "")
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    code, text = "", ""
    try:
        text = decode(data).text
    except UnreadableArticle as error:
        code = error.code
    assert code in ("", "binary", "encoding", "empty")
    assert text.encode("utf-8") or code


@given(st.text(alphabet="аіdateДата :=-.0123456789\n\t xТитл", max_size=120))
def test_the_body_begins_inside_the_text(text: str) -> None:
    header = read_header(text)
    assert 0 <= header.start <= len(text)
    assert header.start == len(text) or not text[header.start].isspace()


# Markdown

MARKDOWN = [
    ("# Fire *in* port\n\nIt **broke out** at night.", "Fire in port\n\nIt broke out at night."),
    ("See [the report](https://x.example/a_b) now.", "See the report now."),
    ("A ![photo](p.png)line.", "A line."),
    ("> Quoted words.\n> More.\n\n- one\n- two", "Quoted words. More.\n\none\n\ntwo"),
    ("Before\n\n```\ncode()\n```\n\nafter", "Before\n\nafter"),
    ("<div>raw</div>\n\nText &amp; more.", "Text & more."),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "a · b\n\n1 · 2"),
    ("Brackets &lt;in&gt; words.", "Brackets <in> words."),
    ("5 \\* 3 and snake_case_name", "5 * 3 and snake_case_name"),
    ("line one\nline two", "line one line two"),
]


@pytest.mark.parametrize(("source", "text"), MARKDOWN)
def test_markdown(source: str, text: str) -> None:
    assert plain_text(source).text == text


def test_a_markdown_article(tmp_path: Path) -> None:
    source = "---\ndate: 2025-11-14\n---\n# Fire in port.\n\nIt broke out in [the port](x).\n"
    article = read_one(tmp_path, source, "a.md")
    assert article.title == "Fire in port."
    assert article.body.of(article.text) == "Fire in port.\n\nIt broke out in the port."
    assert article.sha256 == hashlib.sha256(source.encode()).hexdigest()


# Sidecars

MANIFEST = {
    "event": "fire",
    "docs": [
        {
            "file": "a.txt",
            "host": "news.herald.example",
            "url": "https://news.herald.example/1",
            "date": "2019-01-11",
            "lang": "uk",
            "title": "Declared title",
        }
    ],
}


def test_a_manifest_overrides_what_was_guessed(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "a.txt").write_text(f"date 2025-11-14 Headline here\n{UK}")
    for given_path in (tmp_path, tmp_path / "a.txt"):
        (article,) = read_articles([given_path])
        assert (article.source.key, article.source.decided_by) == (
            "news.herald.example",
            "metadata",
        )
        assert article.title == "Declared title"
        assert (article.language.code, article.language.decided_by) == ("uk", "metadata")
        assert article.published is not None
        assert article.published.decided_by == "metadata"
        assert article.published.earliest == date(2019, 1, 11)


def test_a_declared_title_in_the_spelling_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.meta.json").write_text(json.dumps({"title": "The &quot;Gull&quot;\n is  back"}))
    assert read_one(tmp_path, BODY, "a.txt").title == 'The "Gull" is back'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.meta.json", '{"source": "Herald", "date": "2019-01-11"}'),
        ("a.txt.meta.json", '{"source": "Herald", "date": "2019-01-11"}'),
        ("a.meta.yaml", "source: Herald\ndate: 2019-01-11\n"),
        ("a.meta.toml", 'source = "Herald"\ndate = 2019-01-11\n'),
    ],
)
def test_a_sidecar_of_one_file(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "a.txt").write_text(BODY)
    (article,) = read_articles([tmp_path])
    assert article.source.name == "Herald"
    assert article.published is not None
    assert article.published.earliest == date(2019, 1, 11)
    assert article.title == "Declared title"  # what the sidecar leaves open the manifest tells


def test_other_shapes_of_manifests(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    for manifest in (
        [{"file": "texts/a.txt", "source": "Herald"}],
        {"articles": [{"path": "a.txt", "outlet": "Herald"}, "odd", 7]},
        {"a.txt": {"publisher": "Herald"}},
    ):
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))
        (article,) = read_articles([tmp_path])
        assert article.source.name == "Herald"


# Order, copies, ids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text(UK)
    (tmp_path / "a.md").write_text("# Fire\n\n" + BODY)
    (tmp_path / "sub" / "c.txt").write_text(RU)
    (tmp_path / "sub" / "copy.txt").write_text(UK)
    return tmp_path


def test_any_order_of_paths_gives_the_same(folder: Path) -> None:
    paths = [folder / "b.txt", folder / "sub", folder / "a.md", folder / "sub" / "c.txt"]
    readings = {read_articles(order) for order in itertools.permutations(paths)}
    assert len(readings) == 1
    assert readings == {read_articles([folder])}
    assert readings == {read_articles([*paths, *paths, folder])}


def test_a_copy_is_another_path_of_one_article(folder: Path) -> None:
    reading = read_articles([folder])
    assert len(reading) == 3
    (article,) = (a for a in reading if a.text == UK)
    assert article.path == f"{folder}/b.txt"
    assert article.also == (f"{folder}/sub/copy.txt",)
    (note,) = reading.notes
    assert (note.code, note.subject) == ("duplicate", f"{folder}/sub/copy.txt")


def test_the_better_declared_copy_stands_for_both(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UK)
    (tmp_path / "z_visnyk.example.ua.txt").write_text(UK)
    (tmp_path / "z_visnyk.example.ua.meta.json").write_text('{"date": "2025-11-14"}')
    (article,) = read_articles([tmp_path])
    assert article.source.key == "visnyk.example.ua"
    assert article.also == (f"{tmp_path}/a.txt",)


def test_an_id_depends_on_the_text_alone(tmp_path: Path) -> None:
    first = read_one(tmp_path, UK, "a.txt")
    again = read_one(tmp_path, UK.encode("cp1251"), "b_other.example.com.txt")
    assert first.id == again.id
    assert first.sha256 != again.sha256
    assert first.id != read_one(tmp_path, RU, "c.txt").id


def test_files_of_one_name_are_of_different_sources(tmp_path: Path) -> None:
    for name, text in (("x", UK), ("y", RU)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "article.txt").write_text(text)
    one, two = read_articles([tmp_path])
    assert one.source.key != two.source.key
    assert (one.source.name, two.source.name) == ("x/article", "y/article")


def test_a_spelling_of_a_path_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(UK)
    assert [a.path for a in read_articles(["./a.txt", "../" + tmp_path.name + "/a.txt"])] == [
        f"../{tmp_path.name}/a.txt"
    ]
    assert [a.path for a in read_articles(["."])] == ["a.txt"]


# The seeds and the development events


def by_number(reading: Reading) -> dict[str, Article]:
    return {Path(article.path).name[:3]: article for article in reading}


def test_the_seeds() -> None:
    seeds = by_number(read_articles([SEEDS]))
    assert {n: a.source.name for n, a in seeds.items()} == {
        "000": "РБК-Україна",
        "001": "Фокус",
        "002": "Report",
        "003": "003",
        "004": "ria.ru",
    }
    assert {n: a.published and a.published.earliest.isoformat() for n, a in seeds.items()} == {
        "000": None,
        "001": "2025-11-14",
        "002": "2025-11-21",
        "003": None,
        "004": None,
    }
    assert {n for n, a in seeds.items() if a.title} == {"004"}
    assert {n: a.body.start for n, a in seeds.items() if a.body.start} == {"001": 17, "002": 17}


@pytest.mark.skipif(not DEV.is_dir(), reason=f"no {DEV}")
def test_the_events_are_declared_by_their_manifests() -> None:
    reading = read_articles([DEV / "events_ru_uk"])
    assert len(reading) == 118
    assert not reading.notes
    for article in reading:
        folder, name = Path(article.path).parent, Path(article.path).name
        docs = json.loads((folder / "manifest.json").read_text())["docs"]
        (doc,) = (d for d in docs if d["file"] == name)
        assert article.source.key == doc["host"]
        assert article.language.code == doc["lang"]
        assert article.published is not None
        assert article.published.earliest.isoformat() == doc["date"]
        assert article.url == doc["url"]


@pytest.mark.skipif(not DEV.is_dir(), reason=f"no {DEV}")
def test_the_headlines_of_the_events_without_their_manifests() -> None:
    missed = []
    for path in sorted((DEV / "events_ru_uk").glob("*/*.txt")):
        docs = json.loads((path.parent / "manifest.json").read_text())["docs"]
        (title,) = (d["title"] for d in docs if d["file"] == path.name)
        if headline(clean(path.read_text())) != " ".join(clean(title).split()):
            missed.append(path.name)
    # One ends with a full stop, one is not in its file.
    assert len(missed) <= 2, missed
