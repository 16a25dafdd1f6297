"""Publication dates from the text and from the other articles of the story.

The stories are made up; the last test reads the seeds.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.annotate.published import settle_published
from srccmp.model import Article, Grain, LanguageGuess, Published, Source, Span

# The first call loads a dictionary, and other work may run beside the tests.
unhurried = settings(deadline=None)

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def article(key: str, text: str, published: str | None = None, language: str = "ru") -> Article:
    day = date.fromisoformat(published) if published else None
    return Article(
        id=key,
        path=f"{key}.txt",
        source=Source(key=key, name=key, decided_by="test"),
        title=None,
        text=text,
        sha256="",
        language=LanguageGuess(code=language, confidence=None, decided_by="test"),
        published=declared(day) if day else None,
        body=Span(0, len(text)),
    )


def declared(day: date) -> Published:
    return Published(earliest=day, latest=day, grain=Grain.DAY, decided_by="header")


def settle(*articles: Article) -> dict[str, tuple[str, str, str] | None]:
    found = settle_published(articles, {a.id: a.language.code for a in articles})
    return {
        key: None
        if one is None
        else (one.earliest.isoformat(), one.latest.isoformat(), one.decided_by)
        for key, one in found.items()
    }


DATED = article("dated", "Мост через реку обрушился 3 мая.", "2023-05-04")


def test_what_is_declared_stays() -> None:
    assert settle(DATED)["dated"] == ("2023-05-04", "2023-05-04", "header")


def test_last_year_beside_the_same_month_with_its_year() -> None:
    text = "Мост закрыли 3 мая прошлого года. В мае 2023 года комиссия осмотрела опоры."
    assert settle(article("a", text))["a"] == ("2024-01-01", "2024-12-31", "text")


def test_last_year_in_ukrainian_and_in_english() -> None:
    uk = "Міст закрили влітку минулого року. Влітку 2023 року комісія оглянула опори."
    en = "The bridge closed on May 3 last year. In May 2023 the pillars were inspected."
    assert settle(article("a", uk, language="uk"))["a"] == ("2024-01-01", "2024-12-31", "text")
    assert settle(article("a", en, language="en"))["a"] == ("2024-01-01", "2024-12-31", "text")


def test_publication_is_not_before_what_is_told_as_past() -> None:
    text = (
        "Мост закрыли 3 мая прошлого года. В мае 2023 года упала опора. "
        "2 июня 2024 года её подняли."
    )
    assert settle(article("a", text))["a"] == ("2024-06-02", "2024-12-31", "text")


def test_last_year_with_the_year_from_another_article() -> None:
    text = "Мост обрушился 3 мая прошлого года. Новый ещё строят."
    assert settle(DATED, article("a", text))["a"] == ("2024-01-01", "2024-12-31", "text+story")


def test_tonight_beside_a_date_is_the_day_of_publication() -> None:
    text = "Цієї ночі обвалився міст. У ніч на 3 травня опора не витримала."
    found = settle(DATED, article("a", text, language="uk"))
    assert found["a"] == ("2023-05-03", "2023-05-03", "text+story")


def test_yesterday_beside_a_date() -> None:
    text = "Мост обрушился вчера, 3 мая. Движение закрыто."
    assert settle(DATED, article("a", text))["a"] == ("2023-05-04", "2023-05-04", "text+story")


def test_today_with_the_full_date_needs_no_other_article() -> None:
    text = "The bridge collapsed today, May 3, 2023, officials said."
    assert settle(article("a", text, language="en"))["a"] == ("2023-05-03", "2023-05-03", "text")


def test_a_dateline_is_the_day_of_publication() -> None:
    text = "ВЕНА, 5 мая — Агентство. Мост обрушился 3 мая, сообщили власти."
    assert settle(DATED, article("a", text))["a"] == ("2023-05-05", "2023-05-05", "text+story")


def test_recent_days_keep_publication_close_to_the_story() -> None:
    text = "В последние дни о мосте пишут все. 3 мая он обрушился."
    assert settle(DATED, article("a", text))["a"] == ("2023-05-03", "2023-05-11", "text+story")


def test_without_such_words_within_a_week_of_the_story() -> None:
    text = "Мост обрушился 3 мая, рассказал инженер."
    assert settle(DATED, article("a", text))["a"] == ("2023-05-03", "2023-05-11", "text+story")


def test_a_day_that_only_this_article_tells_takes_the_nearest_year() -> None:
    text = "Инженер подал в отставку 9 мая, рассказала газета."
    assert settle(DATED, article("a", text))["a"] == ("2023-05-09", "2023-05-16", "text+story")


def test_days_over_new_year_take_two_years() -> None:
    dated = article("dated", "Мост обрушился 30 декабря.", "2022-12-31")
    text = "Мост обрушился 30 декабря. 2 января инженер подал в отставку, пишет газета."
    assert settle(dated, article("a", text))["a"] == ("2023-01-02", "2023-01-09", "text+story")


def test_plans_are_no_past() -> None:
    text = "Мост обрушился 3 мая, рассказал инженер. Новый откроют 9 сентября."
    assert settle(DATED, article("a", text))["a"] == ("2023-05-03", "2023-05-11", "text+story")


def test_nothing_told_and_nobody_else_is_none() -> None:
    assert settle(article("a", "Мост обрушился, рассказал инженер."))["a"] is None
    assert settle(article("a", "Мост обрушился 3 мая."))["a"] is None


def test_a_report_on_old_events_is_of_the_days_of_the_story() -> None:
    text = "3 марта мост осмотрели, рассказал инженер."
    assert settle(DATED, article("a", text))["a"] == ("2023-04-27", "2023-05-11", "text+story")


def test_an_article_that_tells_no_day_is_near_the_story() -> None:
    text = "Мост обрушился, рассказал инженер."
    assert settle(DATED, article("a", text))["a"] == ("2023-04-27", "2023-05-11", "story")


def test_today_without_any_date_is_of_the_days_of_the_story_or_beside_them() -> None:
    text = "Сегодня мост разобрали."
    assert settle(DATED, article("a", text))["a"] == ("2023-05-03", "2023-05-05", "story")


def test_today_after_an_old_event_is_some_day_of_the_month_after_it() -> None:
    text = "Сегодня стало известно, что 14 августа мост осмотрели. В мае 2023 года он осел."
    other = article("b", "14 августа 2023 года мост осмотрели.")
    assert settle(other, article("a", text))["a"] == ("2023-08-14", "2023-09-13", "text+story")


def test_today_of_another_article_that_is_only_linked_tells_nothing() -> None:
    text = "Мост закрыли, рассказал инженер.\nЧитайте также: Сегодня, 6 июня 2018 года, пал мэр."
    assert settle(article("a", text))["a"] is None


def test_a_day_that_something_is_put_off_to_is_no_past_event() -> None:
    text = "Мэр в понедельник сообщил, что назначил совет на 25 мая."
    found = settle(DATED, article("a", text))["a"]
    assert found is not None
    assert found[0] < "2023-05-25"


def test_two_undated_articles_help_each_other() -> None:
    first = article("a", "Мост закрыли 3 мая прошлого года. В мае 2023 года упала опора.")
    second = article("b", "The bridge closed on May 3, an engineer said.", language="en")
    found = settle(first, second)
    assert found["a"] == ("2024-01-01", "2024-12-31", "text")
    assert found["b"] == ("2023-05-03", "2024-05-02", "text+story")


STORY = (
    DATED,
    article("b", "Цієї ночі обвалився міст. У ніч на 3 травня опора впала.", language="uk"),
    article("c", "Мост обрушился 3 мая прошлого года. Новый ещё строят."),
    article("d", "Инженер подал в отставку 9 мая, рассказала газета."),
    article("e", "Сегодня мост разобрали."),
    article("f", "9 травня інженер звільнився. Останніми днями пишуть про міст.", language="uk"),
)


@unhurried
@given(st.permutations(STORY))
def test_the_order_of_articles_has_no_influence(articles: list[Article]) -> None:
    assert settle(*articles) == settle(*STORY)


def test_the_seeds() -> None:
    articles = []
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        header = re.match(r"\s*date (\d{4}-\d{2}-\d{2})\s", text)
        key = path.name[:3]
        one = article(key, text, header[1] if header else None, "uk" if key == "000" else "ru")
        articles.append(one)
    found = settle(*articles)
    assert found["000"] == ("2025-11-14", "2025-11-14", "text+story")
    assert found["001"] == ("2025-11-14", "2025-11-14", "header")
    assert found["002"] == ("2025-11-21", "2025-11-21", "header")
    assert found["003"] == ("2026-01-01", "2026-12-31", "text")
    assert found["004"] == ("2025-11-21", "2025-11-28", "text+story")
