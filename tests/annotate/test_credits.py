"""Whom an article names as where it has its story from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from srccmp.annotate.credits import find_credits, listed_outlet, names_of, site_label, voices
from srccmp.model import Article, LanguageGuess, Source, Span

FACT = "Уночі в порту згорів склад із зерном, постраждалих немає."


def article(key: str, text: str, *, name: str = "", wire: str | None = None) -> Article:
    return Article(
        id=f"id-{key}",
        path=f"{key}.txt",
        source=Source(key=key, name=name or key, decided_by="header", wire=wire),
        title=None,
        text=text,
        sha256="",
        language=LanguageGuess(code="uk", confidence=None, decided_by="header"),
        published=None,
        body=Span(0, len(text)),
    )


CREDITED = [
    "Об этом сообщает «Гавань».",
    "Про це повідомляє Гавань.",
    "Про це з посиланням на «Гавань» пише видання.",
    "Пожар потушили к утру, передаёт агентство «Гавань».",
    "Как сообщило агентство «Гавань», пожар потушили.",
    "За даними агентства «Гавань», склад відбудують.",
    "По данным Гавани, склад восстановят.",
    "Гавань пишет, что склад восстановят.",
    "Об этом говорится на сайте «Гавань».",
    "The store will be rebuilt, Havan reports.",
    "According to Havan, the store will be rebuilt.",
    "The store will be rebuilt, the paper says, citing Havan.",
]


@pytest.mark.parametrize("sentence", CREDITED)
def test_a_credit_is_found(sentence: str) -> None:
    first = article("gavan", FACT, name="Гавань")
    if "Havan" in sentence:
        first = article("havan", FACT, name="Havan")
    other = article("b", f"{FACT} {sentence}")
    assert find_credits([first, other]).names(other.id, first.id)


@pytest.mark.parametrize(
    "sentence",
    [
        "Гавань закрыли на ремонт.",
        "Об этом сообщает Министерство обороны.",
        "Материалы, опубликованные со ссылкой на Гавань, перепечатке не подлежат.",
        "Рыбаки вернулись в гавань утром.",
    ],
)
def test_no_credit_is_made_up(sentence: str) -> None:
    first, other = article("gavan", FACT, name="Гавань"), article("b", f"{FACT} {sentence}")
    found = find_credits([first, other])
    assert not found.told[other.id]
    assert not found.heads[other.id]


def test_an_outlet_names_itself_without_a_credit() -> None:
    own = article("gavan", f"{FACT} Об этом сообщает «Гавань».", name="Гавань")
    assert find_credits([own]).heads == {own.id: ()}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Немецкая волна", "deutsche-welle"),
        ("www.dw.com", "deutsche-welle"),
        ("learn.dw.com", "deutsche-welle"),
        ("notdw.com", None),
        ("Інтерфакс-Україна", "interfax-ukraine"),
        ("ua.interfax.com.ua", "interfax-ukraine"),
        ("interfax.ru", "interfax"),
        ("Гавань", None),
    ],
)
def test_listed_outlets(name: str, key: str | None) -> None:
    assert listed_outlet(name) == key


def test_a_site_is_credited_by_its_label() -> None:
    assert site_label("news.havan.com.ua") == "havan"
    assert "havan" in names_of(article("news.havan.com.ua", FACT).source)
    assert "news" not in names_of(article("news.havan.com.ua", FACT).source)


def test_whose_account_it_is() -> None:
    dw = article("dw.com", FACT)
    after = article("b", f"{FACT} Про це повідомляє Німецька хвиля.")
    wired = article("c", FACT, wire="Reuters")
    two = article("d", f"{FACT} Про це повідомляє Reuters. За даними AFP, склад відбудують.")
    own = article("e", FACT)
    found = voices([dw, after, wired, two, own]).articles
    assert [found[a.id] for a in (dw, after, wired, two, own)] == [
        "dw.com",
        "dw.com",
        "reuters",
        "d",
        "e",
    ]


def test_a_reprint_has_the_voice_of_its_first() -> None:
    first = article("a", f"{FACT} Про це повідомляє Reuters.")
    second = replace(article("b", FACT), reprint_of=first.id)
    assert set(voices([first, second]).articles.values()) == {"reuters"}


def test_an_outlet_that_repeats_another_speaks_for_it() -> None:
    """ "The Morning writes", where the Morning reprints the Harbour."""
    first, second = article("gavan", FACT), replace(article("utro", FACT), reprint_of="id-gavan")
    found = voices([first, second])
    assert [found.of_speaker(key) for key in ("utro", "gavan", "mayor")] == [
        "gavan",
        "gavan",
        "mayor",
    ]
    own = replace(article("utro", FACT + " "), id="other")
    assert voices([first, second, own]).of_speaker("utro") == "utro"


def test_one_outlet_under_two_addresses_is_one_voice() -> None:
    found = voices([article("bbc.co.uk", FACT), article("bbc.com", FACT)]).articles
    assert set(found.values()) == {"bbc.co.uk"}


def test_a_credit_far_inside_is_not_said_of_the_whole() -> None:
    text = f"{FACT} " * 20 + "Раніше Reuters повідомляло про інше. " + f"{FACT} " * 20
    long = article("a", text)
    assert find_credits([long]).heads[long.id] == ()
