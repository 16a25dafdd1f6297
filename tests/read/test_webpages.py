"""Saved web pages in the shapes in which browsers and sites leave them: the article and no more."""

from __future__ import annotations

import email.message
import email.policy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from srccmp.model import Article, Reading
from srccmp.read import read_articles

pytest.importorskip("trafilatura", reason="the extra srccmp[html] is not installed")

FIRST = (
    "Вночі на елеваторі в Рені спалахнула пожежа, повідомила пресслужба рятувальників. Вогонь"
    " охопив дві секції, гасити його довелося до ранку."
)
SECOND = (
    "Двоє робітників дістали опіки, їх відвезли до районної лікарні. Лікарі кажуть, що життю"
    " потерпілих ніщо не загрожує."
)
THIRD = (
    "Причину пожежі з'ясовує комісія, яка має закінчити роботу за тиждень. Власник елеватора"
    " оцінив збитки у три мільйони гривень."
)
TITLE = "На елеваторі в Рені згоріли дві секції"
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def page(body: str, head: str = "", title: str = f"{TITLE} — Дунайський вісник") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>"
        '<nav><ul><li><a href="/">Головна</a></li><li><a href="/s">Спорт</a></li></ul></nav>'
        f"{body}<footer>Усі права захищено. Передрук лише з дозволу.</footer></body></html>"
    )


def linked(*nodes: Any) -> str:
    data = nodes[0] if len(nodes) == 1 else list(nodes)
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def read(tmp_path: Path, text: str | bytes, name: str = "a.html") -> Reading:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_articles([path])


def one(tmp_path: Path, text: str | bytes, name: str = "a.html") -> Article:
    (article,) = read(tmp_path, text, name)
    return article


def lines(article: Article) -> list[str]:
    return [line for line in article.text.split("\n") if line]


PLAIN = f"<main><h1>{TITLE}</h1>{PARAGRAPHS}</main>"
WHOLE = [TITLE, FIRST, SECOND, THIRD]

ARTICLE_NODE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2025-11-14T23:50:00+02:00",
    "dateModified": "2025-11-16T08:00:00+02:00",
    "author": [{"@type": "Person", "name": "Олена Приклад"}],
    "publisher": {"@type": "Organization", "name": "Дунайський вісник"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://danube.example/news/17"},
}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "Дунайський вісник"},
        {"@type": "Person", "@id": "#p", "name": "Олена Приклад"},
        {"@type": "WebPage", "datePublished": "2020-01-01"},
        {**ARTICLE_NODE, "publisher": {"@id": "#org"}, "author": {"@id": "#p"}},
    ],
}


@pytest.mark.parametrize(
    "head",
    [
        linked(ARTICLE_NODE),
        linked({"@type": "BreadcrumbList"}, ARTICLE_NODE),
        linked(GRAPH),
        "<script type='application/ld+json'>{broken</script>" + linked(ARTICLE_NODE),
        linked(ARTICLE_NODE).replace(">{", ">\n<!--\n{").replace("}</", "}\n-->\n</"),
    ],
)
def test_what_the_page_says_of_itself(head: str, tmp_path: Path) -> None:
    article = one(tmp_path, page(PLAIN, head))
    assert article.source.name == "Дунайський вісник"
    assert article.source.key == "danube.example"
    assert article.author == "Олена Приклад"
    assert article.url == "https://danube.example/news/17"
    assert article.published is not None
    # The day as the outlet wrote it, not the one in UTC, and not that of the last change.
    assert article.published.earliest == date(2025, 11, 14)
    assert article.published.decided_by == "metadata"
    assert lines(article) == WHOLE


def test_where_the_page_was_saved_from(tmp_path: Path) -> None:
    saved = "<!-- saved from url=(0035)https://danube.example/2025/11/14/17 -->\n"
    article = one(tmp_path, page(PLAIN).replace("<html>", f"{saved}<html>"))
    assert article.url == "https://danube.example/2025/11/14/17"
    assert (article.source.key, article.source.name) == ("danube.example", "Дунайський вісник")
    assert article.published is not None
    assert article.published.decided_by == "url"


def test_a_copy_in_the_wayback_machine(tmp_path: Path) -> None:
    script = '<script>__wm.wombat("http://danube.example:80/n/17","20251120010203");</script>'
    article = one(tmp_path, page(PLAIN, script))
    assert (article.url, article.source.key) == ("http://danube.example/n/17", "danube.example")


def test_a_page_that_names_nobody_is_named_by_its_title(tmp_path: Path) -> None:
    article = one(tmp_path, page(PLAIN), f"{TITLE} - Дунайський вісник.html")
    assert (article.title, article.source.name) == (TITLE, "Дунайський вісник")


def test_a_pasted_text_is_named_by_the_title_of_its_file(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{FIRST}\n"
    article = one(tmp_path, text, f"{TITLE} — Дунайський вісник.txt")
    assert article.source.name == "Дунайський вісник"
    assert article.source.decided_by == "file-name"


def test_an_amp_page_leads_to_its_canonical_one(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://danube.example/news/17">' + linked(ARTICLE_NODE)
    text = page(PLAIN, head).replace("<html>", "<html ⚡ amp>")
    text = text.replace("<p>", "<p>").replace("</h1>", '</h1><amp-img src="a.jpg"></amp-img>', 1)
    article = one(tmp_path, text)
    assert article.url == "https://danube.example/news/17"
    assert lines(article) == WHOLE


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        ("koi8-u", '<meta charset="koi8-u">'),
        ("cp1251", ""),
        ("utf-8", ""),
        ("utf-16", ""),
    ],
)
def test_encodings(encoding: str, meta: str, tmp_path: Path) -> None:
    text = page(PLAIN, meta).replace("—", "-")
    assert lines(one(tmp_path, text.encode(encoding))) == WHOLE


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_a_page_as_a_browser_archives_it(transfer: str, tmp_path: Path) -> None:
    whole = email.message.EmailMessage(policy=email.policy.SMTP)
    whole["From"] = "<Saved by Blink>"
    whole["Snapshot-Content-Location"] = "https://danube.example/2025/11/14/17"
    whole["Subject"] = TITLE
    whole.set_content(page(PLAIN), subtype="html", cte=transfer)
    whole["Content-ID"] = "<frame-1@mhtml.blink>"
    whole["Content-Location"] = "https://danube.example/2025/11/14/17"
    whole.make_related()
    advert = page(f"<p>{THIRD} {THIRD}</p>", title="Реклама")
    whole.add_related(advert.encode(), "text", "html", cid="<frame-2@mhtml.blink>")
    whole.add_related(b"\x89PNG", "image", "png")
    article = one(tmp_path, whole.as_bytes(), "a.mhtml")
    assert lines(article) == WHOLE
    assert article.url == "https://danube.example/2025/11/14/17"
    assert article.published is not None
    assert article.published.earliest == date(2025, 11, 14)


# What surrounds the article

TEASER = (
    '<div class="x"><h3><a href="/{n}">Порт Ізмаїл закрили для суден на {n} днів</a></h3>'
    "<p>Начальник порту номер {n} пояснив, що дно треба чистити, а на це піде час.</p></div>"
)
AROUND = {
    "link in a paragraph": '<p>До теми <a href="/2">Порт Ізмаїл закрили для суден на добу</a></p>',
    "label alone": "<p>Читайте також: Порт Ізмаїл закрили</p>",
    "label with a bar": "<p>READ | Port of Izmail is closed for ships</p>",
    "teaser": TEASER.format(n=2),
    "box": '<div class="news__related-box"><p>Порт Ізмаїл закрили для суден на добу.</p></div>',
    "caption": '<figure><img src="a"><figcaption>Елеватор у червні.</figcaption></figure>',
    "newsletter": '<div class="subscribeForm"><p>Отримуйте листа з новинами щоранку.</p></div>',
    "call": "<p>Sign up for our weekly newsletter and never miss a story.</p>",
    "cookies": '<div id="cookie-banner"><p>Ми збираємо файли cookie, щоб сайт працював.</p></div>',
    "menu of other news": "".join(
        f"<p>{name}</p>" for name in ("Спорт", "Погода", "Гроші", "Світ", "Здоров'я")
    ),
    "byline": '<div class="article__author">Олена Приклад, кореспондентка газети</div>',
    "script": "<script>var text = 'Порт Ізмаїл закрили.';</script>",
}


@pytest.mark.parametrize("name", AROUND)
def test_what_is_no_part_of_the_article_goes(name: str, tmp_path: Path) -> None:
    body = f"<main><h1>{TITLE}</h1><p>{FIRST}</p>{AROUND[name]}<p>{SECOND}</p><p>{THIRD}</p></main>"
    assert lines(one(tmp_path, page(body))) == WHOLE


@pytest.mark.parametrize(
    "sentence",
    [
        '<a href="/2">Порт Ізмаїл закрили для суден на добу</a>.',
        'Про це <a href="/2">повідомила пресслужба порту Ізмаїл</a>',
        "За даними поліції, <a href='/2'>Порт Ізмаїл закрили для суден</a> на добу через туман.",
    ],
)
def test_a_sentence_with_a_link_stays(sentence: str, tmp_path: Path) -> None:
    body = f"<main><h1>{TITLE}</h1><p>{FIRST}</p><p>{sentence}</p><p>{SECOND}</p></main>"
    assert len(lines(one(tmp_path, page(body)))) == 4


@pytest.mark.parametrize("names", ["tag-fire post", "share-page", "story comments-open"])
def test_a_class_that_only_sounds_like_a_box(names: str, tmp_path: Path) -> None:
    body = f'<div class="{names}"><h1>{TITLE}</h1><div class="{names}">{PARAGRAPHS}</div></div>'
    assert lines(one(tmp_path, page(body))) == WHOLE


@pytest.mark.parametrize("heading", ["More information", "Останні новини", "По теме:"])
def test_all_under_a_heading_of_other_news_goes(heading: str, tmp_path: Path) -> None:
    rest = f"<h3>{heading}</h3><p>Ціни на зерно в порту виросли на два відсотки.</p>"
    body = f"<main><h1>{TITLE}</h1>{PARAGRAPHS}{rest}</main>"
    assert lines(one(tmp_path, page(body))) == WHOLE


def test_what_stands_outside_of_the_marked_text(tmp_path: Path) -> None:
    call = "<p>Наші журналісти працюють для вас щодня, підтримайте їхню роботу внеском.</p>"
    body = (
        f'<article><h1>{TITLE}</h1><div itemprop="articleBody">{PARAGRAPHS}</div>{call}</article>'
    )
    assert lines(one(tmp_path, page(body))) == WHOLE


@pytest.mark.parametrize("tag", ["div", "br"])
def test_a_box_without_paragraphs_may_be_the_article(tag: str, tmp_path: Path) -> None:
    if tag == "div":
        text = "".join(f"<div>{line}</div>" for line in (FIRST, SECOND, THIRD))
    else:
        text = "<br>".join((FIRST, SECOND, THIRD))
    body = f'<h1>{TITLE}</h1><div class="share-page"><div class="social">0</div>{text}</div>'
    assert lines(one(tmp_path, page(body))) == WHOLE


def test_a_page_that_scrolls_on_to_other_articles(tmp_path: Path) -> None:
    other = "Ціни на зерно в порту виросли на два відсотки, кажуть біржовики та аналітики. " * 6
    body = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>" + "".join(
        f"<article><h2>Ціни на зерно {n}</h2><p>{other}</p></article>" for n in range(4)
    )
    assert lines(one(tmp_path, page(body))) == WHOLE


def test_the_lead_that_stands_apart_from_the_text(tmp_path: Path) -> None:
    lead = "Уночі в Рені горів елеватор, є потерпілі серед робітників."
    body = (
        f'<div><h1>{TITLE}</h1><p class="intro">{lead}</p><img src="a.jpg">'
        f'<div class="article-text">{PARAGRAPHS}</div></div>'
    )
    assert lines(one(tmp_path, page(body))) == [TITLE, lead, FIRST, SECOND, THIRD]


def test_paragraphs_that_only_line_breaks_part(tmp_path: Path) -> None:
    body = f"<h1>{TITLE}</h1><div>{FIRST}<br><br><b>Потерпілі</b><br>{SECOND}<br>{THIRD}</div>"
    assert lines(one(tmp_path, page(body))) == [TITLE, FIRST, "Потерпілі", SECOND, THIRD]


def test_a_short_report_is_whole(tmp_path: Path) -> None:
    body = (
        f'<article><h1>{TITLE}</h1><div class="share">0 Share</div><p>{FIRST}</p></article>'
        '<aside><a href="/1">Інша новина дня про порт</a></aside>'
    )
    assert lines(one(tmp_path, page(body))) == [TITLE, FIRST]


def test_the_text_for_search_engines_where_the_page_shows_none(tmp_path: Path) -> None:
    node = {**ARTICLE_NODE, "articleBody": f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"}
    article = one(tmp_path, page(f"<h1>{TITLE}</h1><div id=app></div>", linked(node)))
    assert lines(article) == WHOLE


def test_a_live_blog_keeps_its_entries(tmp_path: Path) -> None:
    entries = "".join(
        f"<article><h3>{hour}:00</h3><p>{text}</p></article>"
        for hour, text in ((9, THIRD), (8, SECOND), (7, FIRST))
    )
    article = one(tmp_path, page(f"<main><h1>{TITLE}: онлайн</h1>{entries}</main>"))
    assert [line for line in lines(article) if len(line) > 60] == [THIRD, SECOND, FIRST]


# Pages without an article


def refused(tmp_path: Path, text: str) -> str:
    reading = read(tmp_path, text)
    assert not reading.articles
    (note,) = reading.notes
    assert note.code == "no-text"
    assert "\n" not in note.message
    return note.message


def test_a_front_page_is_no_article(tmp_path: Path) -> None:
    body = "<main><h1>Дунайський вісник</h1>" + "".join(TEASER.format(n=n) for n in range(2, 14))
    assert "front page" in refused(tmp_path, page(body + "</main>", title="Дунайський вісник"))
    head = '<link rel="canonical" href="https://danube.example/">'
    teasers = "".join(
        f'<li><a href="/{n}">Порт Ізмаїл закрили на {n} днів</a></li>' for n in range(9)
    )
    assert "front page" in refused(tmp_path, page(f"{PLAIN}<ul>{teasers}</ul>", head))
    assert lines(one(tmp_path, page(PLAIN, head))) == WHOLE  # a wrong address is no front page


def test_a_consent_page_is_no_article(tmp_path: Path) -> None:
    body = (
        "<main><h1>Before you continue</h1><p>We and our partners use cookies to store data on your"
        " device, for the purposes that are listed below.</p><p>Select “Accept all” to agree, or"
        " choose which cookies you allow. You can change your consent at any time.</p></main>"
    )
    assert "consent" in refused(tmp_path, page(body, title="Before you continue"))


def test_a_paywall_is_told_of(tmp_path: Path) -> None:
    wall = "<p>Щоб читати далі, оформіть передплату.</p>"
    node = {**ARTICLE_NODE, "isAccessibleForFree": False}
    assert "paywall" in refused(tmp_path, page(f"<h1>{TITLE}</h1>{wall}", linked(node)))
    reading = read(tmp_path, page(PLAIN.replace("</main>", f"{wall}</main>"), linked(node)))
    assert len(reading.articles) == 1
    assert "paywall" in [note.code for note in reading.notes]


def test_a_page_of_pictures_is_no_article(tmp_path: Path) -> None:
    body = f'<h1>{TITLE}</h1><div itemprop="articleBody"></div>' + "".join(
        f'<div><a href="/{n}">Новина дня номер {n}</a></div>' for n in range(20)
    )
    refused(tmp_path, page(body))


# Dates

STAMPS = [
    "14 листопада 2025, 10:30",
    "Опубліковано: 14.11.2025 10:30",
    "14 Nov 2025, 22:11 GMT+10",
    "10:30, 14 ноября 2025",
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_the_date_beside_the_headline(stamp: str, tmp_path: Path) -> None:
    today = '<div class="date">Субота, 22 листопада 2025</div><div>Погода: дощ, +5</div>'
    below = f'{today}<div><h1>{TITLE}</h1><div class="meta">{stamp}</div>{PARAGRAPHS}</div>'
    article = one(tmp_path, page(below))
    assert article.published is not None
    assert article.published.earliest == date(2025, 11, 14)
    assert article.published.decided_by in ("page", "header")


def test_a_date_of_change_is_not_the_date(tmp_path: Path) -> None:
    stamp = '<time class="updated" datetime="2025-11-20">20.11.2025</time>'
    stamp += '<time datetime="2025-11-14T09:00">14 листопада</time>'
    article = one(tmp_path, page(f"<div><h1>{TITLE}</h1>{stamp}{PARAGRAPHS}</div>"))
    assert article.published is not None
    assert article.published.earliest == date(2025, 11, 14)


def test_two_dates_that_differ_are_told_of(tmp_path: Path) -> None:
    head = linked({**ARTICLE_NODE, "mainEntityOfPage": "https://danube.example/2025/11/02/17"})
    reading = read(tmp_path, page(PLAIN, head))
    assert reading[0].published is not None
    assert reading[0].published.earliest == date(2025, 11, 14)
    (doubt,) = [note for note in reading.notes if note.code == "date-doubt"]
    assert "2025-11-14" in doubt.message
    assert "2025-11-02" in doubt.message


# Nothing in a page is trusted


def test_escapes_in_what_a_page_says_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    node = {**ARTICLE_NODE, "headline": "\u001b[31mRed", "publisher": {"name": "Evil\u202etxt"}}
    article = one(tmp_path, page(PLAIN, linked(node)))
    assert "\x1b" not in article.source.name + (article.title or "")


@pytest.mark.parametrize(
    "word", ["<", "<div>", "<p", "a ", " ", "<a href='", "<!--", "&", "</p>", "<br>", '<meta x="']
)
def test_a_hostile_page_takes_no_long_time(word: str, tmp_path: Path) -> None:
    import time

    text = page(PLAIN + word * (400_000 // len(word)))
    before = time.process_time()
    reading = read(tmp_path, text)
    assert len(reading) + len(reading.notes) >= 1
    assert time.process_time() - before < 20  # what is quadratic takes minutes


@pytest.mark.parametrize("word", ["[", '{"@graph":', '{"a":'])
def test_deep_json_in_a_page(word: str, tmp_path: Path) -> None:
    script = f'<script type="application/ld+json">{word * 50_000}</script>'
    assert lines(one(tmp_path, page(PLAIN, script))) == WHOLE
