"""Statements of whole articles: clauses, furniture, datelines, and what must hold for any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.model import Article, LanguageGuess, Source, Span
from srccmp.segment import Segmented, segment
from srccmp.segment.clauses import EDGE, LANGUAGES, clauses, grammar
from srccmp.segment.furniture import Piece, furniture, rules


def article(text: str, *, body: Span | None = None, source: str = "Harbour Post") -> Article:
    return Article(
        id="a1",
        path="a1.txt",
        source=Source(key="harbour.example", name=source, decided_by="test"),
        title=None,
        text=text,
        sha256="",
        language=LanguageGuess(code="und", confidence=None, decided_by="test"),
        published=None,
        body=body or Span(0, len(text)),
    )


def texts(segmented: Segmented) -> list[str]:
    return [statement.text for statement in segmented.statements]


# A bar stands around what no statement holds: the comma or semicolon between two of them.
CUT = [
    ("uk", "В Одесі згорів склад|, |а в Луцьку ракета пошкодила вокзал."),
    ("uk", "Рятувальники загасили пожежу в порту|, |а поліція відкрила справу."),
    ("uk", "Міст закрили на ремонт|, |тоді як пороми працюють без перерви."),
    ("uk", "Вода зруйнувала стару греблю|; |місцева влада готує вивезення людей."),
    ("uk", "Порт зупинив усю роботу|, |але залізниця возить вантажі далі."),
    ("uk", "Буря пошкодила дахи шкіл|, |і діти вчаться вдома."),
    ("uk", "Пошкоджено дві вежі порту|, |у той час як крани стоять цілі."),
    ("uk", "Мер запевнив, що міст цілий|, |але інженери заявили про тріщини."),
    ("ru", "В Твери сгорел склад|, |а в Клину ракета повредила вокзал."),
    ("ru", "Спасатели потушили пожар в порту|, |а полиция завела дело."),
    ("ru", "Мост закрыли на ремонт|, |тогда как паромы ходят без перерыва."),
    ("ru", "Вода разрушила старую плотину|; |местные власти готовят вывоз людей."),
    ("ru", "Порт остановил всю работу|, |но железная дорога возит грузы дальше."),
    ("ru", "Буря сорвала крыши школ|, |и дети учатся дома."),
    ("ru", "Мэр заверил, что мост цел|, |но инженеры заявили о трещинах."),
    ("ru", "Повреждены две башни порта|, |в то время как краны стоят целые."),
    ("uk", "У порту згорів склад|, |а в місті 35 людей лишилися без світла."),
    ("ru", "Склад в порту сгорел|, |а 35 жителей города остались без света."),
    ("en", "The storm tore the roof off the school|, |and the children were sent home."),
    ("en", "Firefighters put the blaze out by noon|, |but the port remained shut."),
    ("en", "The bridge was closed for repairs|, |while the ferries kept their timetable."),
    ("en", "The flood broke the dam|; |the mayor said people would be moved."),
    ("en", "In Leeds a warehouse was destroyed|, |and in York the station was shut."),
]

WHOLE = [
    # what a verb of saying governs
    ("uk", "Мер сказав, що міст закрито, а автобуси їдуть в об'їзд."),
    ("ru", "Мэр сказал, что мост закрыт, а автобусы идут в объезд."),
    ("en", "The mayor said that the bridge was shut, and the buses were late."),
    ("uk", "Мер додав, що вибух був сильним; пожежники працювали до ранку."),
    # a speaker at the head or at the end
    ("uk", "За словами мера, міст закрито, а автобуси їдуть в об'їзд."),
    ("ru", "По данным мэрии, мост закрыт, а автобусы идут в объезд."),
    ("en", "According to the mayor, the bridge was shut, and the buses were late."),
    ("uk", "Міст закрито, а автобуси їдуть в об'їзд, повідомили в мерії."),
    ("ru", "Мост закрыт, а автобусы идут в объезд, сообщили в мэрии."),
    ("en", "The bridge was shut, and the buses were late, the mayor said."),
    # a quote
    ("uk", "«Міст закрито, а автобуси їдуть в об'їзд», — сказав мер."),
    ("ru", '"Мост закрыт, а автобусы идут в объезд", - сказал мэр.'),
    ("en", "“The bridge was shut, and the buses were late,” the mayor said."),
    # a shared day or place
    ("uk", "У понеділок міст закрили, а автобуси пустили в об'їзд."),
    ("ru", "14 марта мост закрыли, а автобусы пустили в объезд."),
    ("en", "On Monday the bridge was shut, and the buses were sent another way."),
    ("uk", "У Луцьку згорів великий склад, а пожежники працювали до ранку."),
    ("ru", "В Твери сгорел большой склад, а пожарные работали до утра."),
    # no subject, or no verb, of its own
    ("uk", "Мер відкрив новий міст, а потім поїхав додому автобусом."),
    ("ru", "Мэр открыл новый мост, а затем уехал домой автобусом."),
    ("en", "The mayor opened the new bridge, and then drove home by bus."),
    ("uk", "Ремонтують не міст, а дорогу біля нього з обох боків."),
    ("ru", "Ремонтируют не мост, а дорогу возле него с обеих сторон."),
    ("ru", "Он открыл мост, но прошёл весь путь до порта."),
    # a pronoun would lose its noun
    ("uk", "Мер відкрив новий міст, а він закрився вже за тиждень."),
    ("ru", "Мэр открыл новый мост, а он закрылся уже через неделю."),
    ("en", "The mayor opened the new bridge, and it was shut within a week."),
    # too short to be read alone
    ("uk", "Постраждали понад тридцять людей, а шестеро загинули."),
    ("ru", "Пострадали больше тридцати человек, а шестеро погибли."),
    # a relative or a condition
    ("uk", "Судно, яке стояло біля пірса, згоріло, а команда врятувалася."),
    ("ru", "Если вода поднимется, мост закроют, а автобусы пойдут в объезд."),
    ("en", "If the water rises, the bridge will be shut, and the buses will stop."),
    # brackets and lists
    ("ru", "Суд (он заседал долго, а зал был пуст) отложил дело."),
    ("uk", "Привезли воду, хліб, ковдри, а також ліки для дітей."),
    # an infinitive's object, a pronoun, another gender
    ("ru", "Полиция догнала вора у моста, однако он попытался оказать сопротивление."),
    ("uk", "Мер відкрив новий міст, а потім дав довге інтерв'ю газетам."),
    ("fi", "Silta on kiinni; lautat kulkevat normaalisti koko viikon."),
]


@pytest.mark.parametrize(("language", "drawn"), CUT)
def test_a_sentence_of_several_statements(language: str, drawn: str) -> None:
    text = drawn.replace("|", "")
    wanted = [part for part in drawn.split("|") if part.strip(EDGE)]
    assert [span.of(text) for span in clauses(text, language)] == wanted
    found = segment(article(text), language).statements
    assert [statement.text for statement in found] == wanted
    assert {statement.sentence for statement in found} == {0}


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_a_sentence_that_stays_whole(language: str, text: str) -> None:
    assert [span.of(text) for span in clauses(text, language)] == [text]


def test_a_quote_keeps_its_speaker() -> None:
    text = "«Вода відходить. Міст цілий. Роботи тривають», — сказав мер. Порт закрито."
    assert texts(segment(article(text), "uk")) == [
        "«Вода відходить.",
        "Міст цілий.",
        "Роботи тривають», — сказав мер.",
        "Порт закрито.",
    ]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_each_rule_drops_its_examples(rule: object) -> None:
    assert rule in rules()
    for example in getattr(rule, "examples", ()):
        piece = Piece(text=example, is_line=True, is_last=True, source="")
        assert furniture(piece) == getattr(rule, "name", None), example


NEWS = [
    "Фото загиблих показали родичам у середу.",
    "Видео опубликовала мэрия города.",
    "Фото — единственное доказательство удара.",
    "Photo evidence was shown in court.",
    "Автор закону пояснив зміни.",
    "Источник в мэрии сообщил о взрыве.",
    "Источник: пожар на складе начался ночью из-за короткого замыкания в щитке.",
    "Читать лекции он начал в мае.",
    "Нагадаємо, міст закрили у березні.",
    "Напомним, порт открыли в 2019 году.",
    "Опубликовано видео шторма в порту.",
    "ВІДЕО: молодий капітан вивів із порту старий пором під час шторму",
    "Рекламу на мосту заборонили.",
    "Поделиться данными согласились не все.",
    "Підписали угоду про канал обидві сторони.",
    "Подписались под письмом 300 человек.",
    "More than 300 people were seen on the pier.",
    "More pictures were stolen from the museum than first reported.",
    "He asked readers to follow the court's advice.",
    "Residents said they would join the march.",
    "The court found an error in the count.",
    "В документе нашли ошибку.",
    "Комментарии мэра вызвали споры.",
    "Share prices fell by a tenth.",
    "By Monday evening the port had reopened.",
    "Watch officers saw the ship turn.",
    "14 марта 2019 года порт закрыли.",
    "Порт 14.03.2019 закрили.",
    "Copying the key took a minute.",
    "До теми повернуться у вівторок.",
    "Related charges were dropped.",
    "Support for the mayor fell.",
    "Міст і #порт знову відкриті.",
]


@pytest.mark.parametrize("text", NEWS)
def test_news_that_looks_like_furniture_is_kept(text: str) -> None:
    piece = Piece(text=text, is_line=True, is_last=True, source="Harbour Post")
    assert furniture(piece) is None


DATELINES = [
    ("uk", "КИЇВ. 3 травня. УНН. |Порт закрито."),
    ("uk", "Київ, 3 травня (Укрінформ) — |Порт закрито."),
    ("ru", "МАДРИД, 3 мая - РИА Новости. |Порт закрыт."),
    ("ru", "ОСЛО, 3 мая ПРАЙМ. |Порт закрыт."),
    ("ru", "МОСКВА, 3 мая. /ТАСС/. |Порт закрыт."),
    ("ru", "ТАСС, 3 мая. |Порт закрыт."),
    ("ru", "3.05.2019 17:02 : |Порт закрыт."),
    ("uk", "3 травня, 17:02 |Порт закрито."),
    ("en", "PARIS, May 3 (Reuters) – |The port is shut."),
    ("en", "NEW YORK (AP) — |The port is shut."),
    ("en", "LONDON — |The port is shut."),
    ("en", "KYIV, Ukraine (AP) — |The port is shut."),
    ("en", "Oslo, May 3 (efe).- |The port is shut."),
    ("en", "SYDNEY, Australia - |The port is shut."),
]


@pytest.mark.parametrize(("language", "drawn"), DATELINES)
@pytest.mark.parametrize("title", ["", "Порт закрито\n\n"])
def test_a_dateline_is_cut_off(language: str, drawn: str, title: str) -> None:
    head, first = drawn.split("|")
    found = segment(article(title + head + first + " 17 суден чекають."), language)
    assert texts(found)[bool(title)] == first
    line = 3 if title else 1
    assert found.dropped[0].message == f"dateline, line {line}: {head.strip()}"
    assert found.sentences[bool(title)].of(title + head) == head.strip()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Київ, 3 травня прокинувся від грому."),
        ("ru", "Москва, Клин и Тверь закрыли порты."),
        ("en", "London, Paris and Rome shut their ports."),
        ("en", "Washington - The name came later."),
        ("ru", "МЧС 3 мая закрыло порт."),
        ("ru", "ЮНЕСКО — Организация с долгой историей."),
        ("ru", "США — Россия: переговоры начались."),
        ("uk", "НАБУ: Порт закрито незаконно."),
    ],
)
def test_a_town_at_the_head_is_no_dateline(language: str, text: str) -> None:
    assert texts(segment(article(text), language)) == [text]


STORY = """Порт закрито після шторму

КИЇВ. 3 травня. УНН. Порт закрили о п'ятій ранку. Про це повідомляє адміністрація.

Пірс після шторму. Фото: адміністрація порту

«Хвилі сягали шести метрів», — сказав капітан Лось.

Читайте також: Як порт готується до зими
Нагадаємо, міст закрили у березні.
Більше світлин можна переглянути в галереї.
Підписуйтесь на наш канал у Telegram!
#порт #шторм"""


def test_a_story_without_its_furniture() -> None:
    found = segment(article(STORY), "uk")
    assert texts(found) == [
        "Порт закрито після шторму",
        "Порт закрили о п'ятій ранку.",
        "Про це повідомляє адміністрація.",
        "«Хвилі сягали шести метрів», — сказав капітан Лось.",
        "Нагадаємо, міст закрили у березні.",
    ]
    assert [note.message.split(":")[0] for note in found.dropped] == [
        "dateline, line 3",
        "caption, line 5",
        "photo credit, line 5",
        "link to another text, line 9",
        "link to pictures, line 11",
        "call to subscribe, line 12",
        "tags, line 13",
    ]
    assert {(note.stage, note.subject, note.code) for note in found.dropped} == {
        ("segment", "a1", "furniture")
    }


def test_a_headline_that_ran_into_the_next_sentence() -> None:
    text = "Читайте також: Як великий порт готується до зими Раніше повідомляли, що міст цілий."
    found = segment(article(text), "uk")
    assert texts(found) == ["Раніше повідомляли, що міст цілий."]
    assert found.dropped[0].message.endswith("готується до зими")


def test_a_menu_is_dropped_and_a_subhead_is_not() -> None:
    menu = "Новини\nПолітика\nСвіт\nПро нас\nКонтакти\n\n"
    text = menu + "Порт закрито.\n\nЩо буде далі\n\nПорт відкриють у травні."
    found = segment(article(text), "uk")
    assert texts(found) == ["Порт закрито.", "Що буде далі", "Порт відкриють у травні."]
    assert [note.message for note in found.dropped][::4] == [
        "menu, line 1: Новини",
        "menu, line 5: Контакти",
    ]


def test_the_outlet_signs_its_text() -> None:
    found = segment(article("Порт закрыт. Harbour Post."), "ru")
    assert texts(found) == ["Порт закрыт."]


def test_only_the_body_is_cut() -> None:
    text = "date 2019-05-03 Порт закрито. Міст цілий."
    found = segment(article(text, body=Span(16, len(text))), "uk")
    assert texts(found) == ["Порт закрито.", "Міст цілий."]
    assert found.sentences[0] == Span(16, 29)
    assert [statement.span.of(text) for statement in found.statements] == texts(found)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(drawn.replace("|", "") for _, drawn in CUT),
                *(text for _, text in WHOLE),
                *(drawn.replace("|", "") for _, drawn in DATELINES),
                *(example for rule in rules() for example in rule.examples),
                *(" ", "\n", "\n\n", "; ", ", а ", " — ", '"', "«", "»", "(", "…"),
            ]
        ),
        st.text(max_size=12),
    ),
    min_size=1,
    max_size=12,
)


@given(PIECES, st.sampled_from([*LANGUAGES, "und"]))
def test_statements_cover_what_is_kept(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    if not text:
        return
    found = segment(article(text), language)
    assert all(statement.text == statement.span.of(text) for statement in found.statements)
    assert len({statement.id for statement in found.statements}) == len(found.statements)
    spans = [statement.span for statement in found.statements]
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    covered = {i for span in spans for i in range(span.start, span.stop)}
    numbers = {statement.sentence for statement in found.statements}
    for number, sentence in enumerate(found.sentences):
        assert all(sentence.covers(s.span) for s in found.statements if s.sentence == number)
        missing = {
            i
            for i in range(sentence.start, sentence.stop)
            if i not in covered and text[i] not in EDGE and not text[i].isspace()
        }
        # A sentence is kept whole, or goes with a note; a cut headline leaves its rest.
        assert not missing or number not in numbers or found.dropped
    in_sentences = {i for s in found.sentences for i in range(s.start, s.stop)}
    assert {i for i, char in enumerate(text) if not char.isspace()} <= in_sentences


@given(PIECES, st.sampled_from(LANGUAGES))
def test_clauses_lose_only_what_stands_between_them(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    covered = {i for span in clauses(text, language) for i in range(span.start, span.stop)}
    assert all(char in EDGE or i in covered for i, char in enumerate(text))


def test_the_same_text_gives_the_same_ids_whatever_came_before() -> None:
    first = segment(article(STORY), "uk")
    segment(article("Міст цілий. Порт закрито."), "uk")
    assert segment(article(STORY), "uk") == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closed_words_are_patterns(language: str) -> None:
    words = grammar(language)
    assert words is not None
    assert not words.joints.search("")
    assert not words.speaking.search("")


@pytest.mark.parametrize("unit", ["слово ", "слово, а ", "Міст; ", '"', "А.", "«(", "Фото: "])
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        whole = article(unit * (size // len(unit)))
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            segment(whole, "uk")
            best = min(best, time.process_time() - start)
        return best

    assert seconds(40_000) < 10 * max(seconds(10_000), 0.003)
