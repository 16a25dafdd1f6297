"""Which outlet a text says it is from: sentences of our own in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from srccmp.read import read_articles
from srccmp.read.naming import host_in_file_name, host_of, is_same_outlet, name_from_file, name_key

STORY = {
    "uk": "Уночі в порту загорівся склад. Рятувальники гасили вогонь до ранку. ",
    "ru": "Ночью в порту загорелся склад. Спасатели тушили огонь до утра. ",
    "en": "A warehouse in the port caught fire at night. Crews fought it until morning. ",
}

NAMED = [
    ("uk", "Про це повідомляє Наш Край з посиланням на ДСНС.", "Наш Край"),
    (
        "uk",
        "Про це повідомляє «Вечірній вісник» із посиланням на рятувальників.",
        "Вечірній вісник",
    ),
    ("uk", "Про це передає Українська зоря з посиланням на речника порту.", "Українська зоря"),
    ("uk", "Про це з посиланням на речника порту повідомляє Вісник-Online.", "Вісник-Online"),
    ("uk", "Про це інформує видання Portnews, посилаючись на речника.", "Portnews"),
    ("uk", "Як повідомляв Вісник, торік у порту вже горіло.", "Вісник"),
    ("uk", "Вісник раніше писав, що порт не має пожежної машини.", "Вісник"),
    ("uk", "Нагадаємо, раніше «Вісник» повідомляв про нестачу води.", "Вісник"),
    ("uk", "Про це повідомляє Reuters, передає ПортІнформ.", "ПортІнформ"),
    ("uk", "Більше фото дивіться у фоторепортажі Вісник-Online.", "Вісник-Online"),
    ("uk", "Читайте також на Вісник.UA", "Вісник.UA"),
    ("uk", "Підписуйтесь на наш канал Вісник у Telegram", "Вісник"),
    ("uk", "Новини від Вісник.net в Telegram. Підписуйтесь!", "Вісник.net"),
    ("uk", "Джерело: Вісник", "Вісник"),
    ("ru", "Об этом передаёт Вечерняя заря со ссылкой на пожарных.", "Вечерняя заря"),
    ("ru", "Об этом сообщает портал «Заря» со ссылкой на пожарных.", "Заря"),
    ("ru", "Об этом сообщает ИА Портновости, ссылаясь на пожарных.", "Портновости"),
    ("ru", "Заря ранее сообщала, что склад не застрахован.", "Заря"),
    ("ru", "Как сообщало ИА Портновости, склад не застрахован.", "Портновости"),
    ("ru", "Ранее «Заря» уже писала о нарушениях на складе.", "Заря"),
    (
        "ru",
        "Причину выясняют, передаёт собственный корреспондент агентства Портновости.",
        "Портновости",
    ),
    ("ru", "Причину выясняют. Заря не может независимо подтвердить эти слова.", "Заря"),
    ("ru", "Виновных ищут.Источник и фото - zarya.example.com", "zarya.example.com"),
    ("ru", "Источник: https://www.zarya.example.com/news/17", "zarya.example.com"),
    ("ru", "Подписывайтесь на Telegram-канал Зари Приморья", "Зари Приморья"),
    (
        "en",
        "As the Harbour Herald previously reported, the store was not insured.",
        "Harbour Herald",
    ),
    ("en", "The Harbour Herald reported earlier that crews lacked water.", "Harbour Herald"),
    ("en", "The cause is unknown, the Harbour Herald reports, citing the port.", "Harbour Herald"),
    ("en", "The Harbour Herald could not independently verify the claim.", "Harbour Herald"),
    ("en", "© 2025 Harbour Herald. All rights reserved.", "Harbour Herald"),
    ("ru", "© 2024, ИА «Новая Заря»", "ИА Новая Заря"),
    ("en", "Source: harbour-herald.com", "harbour-herald.com"),
    ("en", "Originally published by the Harbour Herald.", "Harbour Herald"),
]

NOT_NAMED = [
    ("uk", "Про це повідомляє Reuters."),
    ("uk", "Про це пише видання Portnews, посилаючись на речника."),
    ("uk", "Про це повідомляє Portnews із посиланням на власні джерела."),
    ("uk", "Про це пише Зеленський у Telegram з посиланням на розвідку."),
    ("uk", "Про це повідомляє МЗС із посиланням на посольство."),
    ("uk", "Про це повідомляє пресслужба порту з посиланням на рятувальників."),
    ("uk", "Раніше МВС повідомляло про п'ятьох поранених."),
    ("uk", "Як повідомляла ДСНС, вогонь загасили до ранку."),
    ("uk", "Як повідомлялося, торік у порту вже горіло."),
    ("uk", "Коваленко раніше повідомляв, що склад порожній."),
    ("uk", "Джерело: Офіс президента"),
    ("ru", "Об этом сообщает ТАСС со ссылкой на пожарных."),
    ("ru", "Об этом заявил глава порта Иван Петров, пишет газета."),
    ("ru", "Об этом он сообщил РИА Новости."),
    ("ru", "Об этом уведомило государственное агентство Портинформ."),
    ("ru", "Ранее МИД сообщил о вызове посла."),
    ("ru", "Ранее сообщалось, что склад не застрахован."),
    ("ru", "Петров ранее сообщал, что склад пуст. Петров просил воды. Слова Петрова проверяют."),
    ("ru", "Об этом сообщает офис губернатора со ссылкой на пожарных."),
    ("ru", "Источник: МЧС"),
    ("en", "The fire was started on purpose, Reuters reports."),
    ("en", "The ministry reported earlier that three people were hurt."),
    ("en", "Officials reported earlier that three people were hurt."),
    ("en", "He reported earlier that crews lacked water."),
    ("en", "As reported earlier, the store was not insured."),
    ("en", "Police told the Harbour Herald that the cause was unknown."),
    ("en", "Source: the police"),
]


def source_of(text: str, tmp_path: Path, name: str = "007_0123456789abcdef.txt") -> tuple[str, str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (article,) = read_articles([path])
    return article.source.name, article.source.decided_by


@pytest.mark.parametrize(("language", "sentence", "name"), NAMED)
def test_an_outlet_names_itself(language: str, sentence: str, name: str, tmp_path: Path) -> None:
    assert source_of(STORY[language] + sentence, tmp_path) == (name, "self-named")


@pytest.mark.parametrize(("language", "sentence"), NOT_NAMED)
def test_who_is_quoted_is_not_the_outlet(language: str, sentence: str, tmp_path: Path) -> None:
    assert source_of(STORY[language] + sentence, tmp_path) == ("007", "file-name")


DATELINES = [
    ("КИЇВ. 11 січня. ПОРТІНФОРМ. Уночі загорівся склад.", "ПОРТІНФОРМ"),
    ("ОДЕССА, 9 июл ПОРТНОВОСТИ. Ночью загорелся склад.", "ПОРТНОВОСТИ"),
    ("МОСКВА, 14 ноября. /ТАСС/. Ночью загорелся склад.", "ТАСС"),
    ("KYIV, Nov 14 (Reuters) - A warehouse caught fire.", "Reuters"),
]


@pytest.mark.parametrize(("text", "name"), DATELINES)
def test_a_dateline_names_the_agency_whose_text_it_is(text: str, name: str, tmp_path: Path) -> None:
    assert source_of(text, tmp_path) == (name, "self-named")


def test_the_surest_rule_wins_and_the_other_name_is_the_wire(tmp_path: Path) -> None:
    text = STORY["uk"] + (
        "Про це повідомляє Укрпорт з посиланням на речника. Як повідомляв Вісник, торік теж горіло."
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    (article,) = read_articles([path])
    assert (article.source.name, article.source.wire) == ("Вісник", "Укрпорт")


def test_a_host_in_the_files_name_comes_before_the_words(tmp_path: Path) -> None:
    text = STORY["uk"] + "Про це повідомляє Укрпорт з посиланням на речника."
    path = tmp_path / "uk7_visnyk.example.ua.txt"
    path.write_text(text, encoding="utf-8")
    (article,) = read_articles([path])
    assert article.source.key == article.source.name == "visnyk.example.ua"
    assert (article.source.decided_by, article.source.wire) == ("file-name", "Укрпорт")


def test_one_key_for_all_spellings() -> None:
    assert name_key("Вісник-Україна") == name_key("«Вісник-Украіна»") == "visnik-ukraina"
    assert name_key("РИА Новости") == name_key("RIA Novosti")
    assert name_key("www.Focus.UA") == "focus.ua"
    assert name_key("Новини 24") == "novini-24"
    assert name_key("***") == "***"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.com/a?b=c", "example.com"),
        ("http://user:pass@EXAMPLE.com:8080/", "example.com"),
        ("news.example.co.uk/story", "news.example.co.uk"),
        ("https://t.me/s/some_channel/12", "t.me/some_channel"),
        ("https://m.facebook.com/Some.Page/posts/1", "facebook.com/some.page"),
        ("https://web.archive.org/web/20180709123456/https://www.example.com/x", "example.com"),
        ("https://xn--80ak6aa92e.com/", "аррӏе.com"),
        ("http://[::1", None),
        ("https://", None),
        ("just words", None),
        ("", None),
    ],
)
def test_hosts(url: str, host: str | None) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("stem", "host", "name"),
    [
        ("ru1000_news.example.ua", "news.example.ua", "ru1000_news.example.ua"),
        ("www.example.com", "example.com", "www.example.com"),
        ("example.co.uk", "example.co.uk", "example.co.uk"),
        ("story.uk", None, "story.uk"),
        ("story.en", None, "story.en"),
        ("v1.final", None, "v1.final"),
        ("003_683ec787757dae35", None, "003"),
        ("2025-11-14_morning", None, "morning"),
        ("14.11.2025", None, "14.11.2025"),
        ("article 1", None, "article 1"),
    ],
)
def test_file_names(stem: str, host: str | None, name: str) -> None:
    assert host_in_file_name(stem) == host
    assert name_from_file(stem) == name


def test_names_and_hosts() -> None:
    assert is_same_outlet("УНІАН", "economics.unian.ua")
    assert is_same_outlet("РБК-Україна", "rbc.ua")
    assert is_same_outlet("ПРАЙМ", "1prime.ru")
    assert not is_same_outlet("Reuters", "rbc.ua")
    assert not is_same_outlet("BBC", "ntv.ru")
