"""Which articles are one family, and which of them is the first."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reprints.test_copies import Run, body, pairs
from tests.reprints.test_copies import run as run
from tests.reprints.texts import CAUSE, FALL, FERRIES, HURT, LEAD, PARAGRAPHS, TITLE, article

from srccmp.annotate.credits import find_credits
from srccmp.model import Article, Grain, LanguageGuess, Published, Relation, Source, Span
from srccmp.read.declared import read_date
from srccmp.reprints.copies import Copies, _candidates
from srccmp.reprints.families import _Kinship, families


def header(source: str, date: str = "") -> str:
    return f"Source: {source}" + (f"\nDate: {date}" if date else "")


WIRE = article(TITLE, *PARAGRAPHS)


def test_the_earliest_is_the_first_whatever_its_path(run: Run) -> None:
    told = run(
        a=article(TITLE, *PARAGRAPHS, header=header("Утро", "2031-03-06")),
        b=article(TITLE, *PARAGRAPHS, " ", header=header("Гавань", "2031-03-04")),
        c=article(TITLE, *PARAGRAPHS[:4], header=header("Маяк", "2031-03-05")),
    )
    assert pairs(told) == {"a": "b", "c": "b"}
    assert all("published first" in n.message for n in told.notes if n.stage == "reprints")


@pytest.mark.parametrize(
    "credit",
    [
        "Об этом сообщает «Гавань».",
        "Об этом пишет «Утро» со ссылкой на «Гавань».",
        "Источник: Гавань",
    ],
)
def test_who_names_the_other_is_the_later(run: Run, credit: str) -> None:
    told = run(
        a=article(TITLE, *PARAGRAPHS[:4], credit, header=header("Утро", "2031-03-04")),
        b=article(TITLE, *PARAGRAPHS, header=header("Гавань", "2031-03-04")),
    )
    assert pairs(told) == {"a": "b"}


def test_a_credit_makes_less_text_enough(run: Run) -> None:
    """Two paragraphs of six, the rest its own: a reprint only of the one that it names."""
    rest = (
        "В совете напомнили, что старые краны давно просят заменить, но денег на это не нашли.",
        "Жители соседних улиц слышали грохот и решили, что взорвался газ: пожарных вызвали трижды.",
        "Мэр приедет на причал вечером. Набережную на это время закроют, автобусы пойдут в объезд.",
        "В прошлый раз такое здесь видели сорок лет назад, рассказал смотритель городского музея.",
    )
    named = article(TITLE, LEAD, "Об этом сообщает «Гавань».", HURT, *rest)
    silent = article(TITLE, LEAD, HURT, *rest)
    wire = article(TITLE, *PARAGRAPHS, header=header("Гавань"))
    assert pairs(run(a=wire, b=named)) == {"b": "a"}
    assert pairs(run(a=wire, b=silent)) == {}


def test_a_roundup_does_not_tie_the_two_reports_that_it_holds(run: Run) -> None:
    """A ~ B and B ~ C, but A and C have nothing in common."""
    other = (
        "В Остервике затопило подвал городской библиотеки, погибли три тысячи книг, рассказала её"
        " заведующая Ингер Холс.",
        "Вода поднялась ночью, когда лопнула труба отопления. Сторож заметил её лишь к утру и"
        " вызвал аварийную бригаду.",
        "Редкие издания успели перенести на второй этаж, остальное сушат в спортивном зале школы и"
        " разбирают вместе с учениками.",
        "Страховая компания обещает оценить убытки за две недели, читальный зал закрыт до конца"
        " месяца.",
    )
    told = run(
        a=article("Кран", *PARAGRAPHS, header=header("Гавань", "2031-03-04")),
        b=article("За неделю", *PARAGRAPHS, *other, header=header("Обзор", "2031-03-08")),
        c=article("Библиотека", *other, header=header("Страница", "2031-03-05")),
    )
    assert pairs(told) == {"b": "a"}


def test_a_text_that_is_rewritten_step_by_step_is_one_family(run: Run) -> None:
    """The last has a half in common with the second, and a third with the first."""
    own = (
        "Портовики говорят, что кран давно скрипел, и просили остановить его ещё в прошлом месяце.",
        "Профсоюз требует выплатить обоим рабочим по годовому окладу и проверить остальные краны.",
        "Вечером у ворот собрались сотни человек. Они молчали и держали в руках каски коллег.",
    )
    told = run(
        a=article(TITLE, LEAD, FALL, CAUSE, HURT, header=header("Гавань", "2031-03-04")),
        b=article(TITLE, LEAD, FALL, HURT, own[0], own[1], header=header("Маяк", "2031-03-05")),
        c=article(TITLE, LEAD, FALL, own[0], own[1], own[2], header=header("Утро", "2031-03-06")),
    )
    assert pairs(told) == {"b": "a", "c": "a"}


def test_a_reprint_confirms_nothing(run: Run) -> None:
    told = run(
        a=article(TITLE, *PARAGRAPHS, header=header("Гавань", "2031-03-04")),
        b=article("Другой заголовок", *PARAGRAPHS, header=header("Утро", "2031-03-05")),
    )
    agreed = [v for v in told.verdicts if v.relation is Relation.AGREE]
    assert agreed
    assert {(v.sources, v.origins) for v in agreed} == {(2, 1)}
    unnamed = [v for v in agreed if v.positions[0].origins == ("gavan",)]
    assert unnamed, "what nobody is named for comes from the first"


def test_two_unknown_outlets_are_two_origins(run: Run) -> None:
    fact = "Во вторник в Линдхавне рухнул портальный кран, пострадали двое рабочих."
    told = run(a=article("Кран рухнул", fact, FALL), b=article("На верфи беда", fact, FERRIES))
    both = [v for v in told.verdicts if v.sources == 2 and v.relation is Relation.AGREE]
    assert both
    assert {v.origins for v in both} == {2}


# --- the grouping ------------------------------------------------------------------------------


def made(name: str, day: str = "") -> Article:
    days = read_date(day) if day else None
    return Article(
        id=name,
        path=name,
        source=Source(key=name, name=name, decided_by="header"),
        title=None,
        text="x",
        sha256="",
        language=LanguageGuess(code="ru", confidence=None, decided_by="header"),
        published=Published(earliest=days[0], latest=days[1], grain=Grain.DAY, decided_by="header")
        if days
        else None,
        body=Span(0, 1),
    )


def grouped(texts: dict[str, Iterable[str]], days: dict[str, str]) -> dict[str, str]:
    articles = {name: made(name, days.get(name, "")) for name in texts}
    bodies = {name: body(name, *text) for name, text in texts.items()}
    copies = Copies(bodies, _candidates(bodies))
    return families(articles, _Kinship(articles, copies, {}, find_credits(list(articles.values()))))


def test_a_known_day_comes_before_an_unknown_one() -> None:
    text = [" ".join(f"w{n}" for n in range(60))]
    assert grouped({"a": text, "b": text}, {"b": "2031-03-04"}) == {"a": "b"}
    assert grouped({"a": text, "b": text}, {}) == {"b": "a"}


def corpus(seed: int) -> tuple[dict[str, Iterable[str]], dict[str, str]]:
    """Texts of some of twelve sentences, on some of four days."""
    chance = random.Random(seed)
    sentences = [" ".join(f"w{n}x{k}" for k in range(14)) for n in range(12)]
    names = [f"t{n}" for n in range(9)]
    texts = {name: chance.sample(sentences, chance.randint(3, 8)) for name in names}
    days = {name: f"2031-03-0{chance.randint(1, 4)}" for name in names if chance.random() < 0.7}
    return dict(texts), days


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_a_first_is_nobodys_reprint_and_never_surely_later(seed: int) -> None:
    texts, days = corpus(seed)
    found = grouped(texts, days)
    assert not set(found) & set(found.values())
    for name, first in found.items():
        assert not (name in days and first in days and days[name] < days[first])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_the_articles_changes_nothing(seed: int) -> None:
    texts, days = corpus(seed)
    names = list(texts)
    random.Random(seed + 1).shuffle(names)
    assert grouped({name: texts[name] for name in names}, days) == grouped(texts, days)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_an_unlike_article_more_changes_nothing(seed: int) -> None:
    texts, days = corpus(seed)
    more = {"z": [" ".join(f"other{k}" for k in range(70))]}
    assert grouped(texts | more, days) == grouped(texts, days)


def test_a_note_names_the_file(run: Run) -> None:
    told = run(a=WIRE, b=article("Кран", *PARAGRAPHS[:5]))
    (note,) = [n for n in told.notes if n.stage == "reprints"]
    assert "a.txt" in note.message
