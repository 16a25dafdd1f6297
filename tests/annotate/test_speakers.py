from __future__ import annotations

from dataclasses import replace

import pytest

from srccmp.annotate.attribution import attribute_article
from srccmp.annotate.names import find_entities, settle
from srccmp.annotate.shown import spoken_name
from srccmp.annotate.speakers import Spoken, settle_speakers
from srccmp.annotate.tokens import tokenize
from srccmp.model import Attribution, Manner, Source, Span, Statement


def spoken(*articles: tuple[str, str]) -> list[Spoken]:
    """Articles drawn as (language, text), the statements with | between them."""
    drafts = []
    for language, text in articles:
        rows, start = [], 0
        for number, part in enumerate(text.split("|")):
            span = Span(start, start + len(part))
            statement = Statement(
                id=str(number),
                article_id="a",
                span=span,
                text=part,
                sentence=number,
                language=language,
            )
            rows.append((statement, tokenize(part, language, offset=start)))
            start = span.stop + 1
        drafts.append((language, text, rows))
    entities = iter(
        settle(
            [find_entities(tokens, language) for language, _, rows in drafts for _, tokens in rows]
        )
    )
    return [
        Spoken(
            language=language,
            tokens=[tokens for _, tokens in rows],
            entities=[next(entities) for _ in rows],
            speaking=attribute_article(rows, language, text=text),
            text=text,
        )
        for language, text, rows in drafts
    ]


def keys(*articles: tuple[str, str]) -> list[list[str | None]]:
    return [
        [said.attribution.key if said else None for said in row]
        for row in settle_speakers(spoken(*articles))
    ]


def test_a_bare_ministry_is_of_the_state_that_the_article_names() -> None:
    text = "МИД Казахстана вызвал посла.|«Нота вручена», - заявили в МИД."
    assert keys(("ru", text)) == [[None, "kazakhstan"]]


def test_a_person_has_one_key_in_three_languages() -> None:
    assert keys(
        ("ru", "«Мост закрыт», - заявил президент Казахстана Нурсултан Назарбаев."),
        ("uk", "«Міст закрито», - заявив президент Казахстану Нурсултан Назарбаєв."),
        ("en", '"The bridge is closed," said President Nursultan Nazarbayev.'),
    ) == [["nazarbaev"], ["nazarbaev"], ["nazarbaev"]]


def test_who_is_described_is_whom_the_accounts_call_so() -> None:
    (first, second) = keys(
        (
            "uk",
            "Президент Казахстану Нурсултан Назарбаєв прибув до порту.|Про це повідомила мерія.",
        ),
        (
            "ru",
            "«Паром готов», - сказал казахский лидер.|«Мы рады», - добавил президент Казахстана.",
        ),
    )
    assert first == ["city-hall", "city-hall"]
    assert second == ["nazarbaev", "nazarbaev"]


def test_an_office_that_nobody_is_named_for_is_the_key_with_its_state() -> None:
    assert keys(("ru", "«Паром готов», - сказал президент Исландии.")) == [["iceland-president"]]


def test_a_ministry_diplomats_and_a_capital_speak_for_their_state() -> None:
    text = (
        "По словам французских дипломатов, нота вручена.|Дипломаты рассказали о ноте."
        "|В Министерстве иностранных дел Франции подтвердили, что нота вручена."
        "|Париж заявил, что ждёт ответа.|«Ответа нет», - отметили в МИД."
    )
    assert keys(("ru", text)) == [["france"] * 5]


def test_two_ministries_in_one_article_are_told_apart() -> None:
    text = (
        "МИД Франции сообщил, что нота вручена.|«Ждём ответа», - добавили в МИД."
        "|МИД Испании заявил, что нота получена.|«Ответ готовится», - добавили в МИД."
    )
    assert keys(("ru", text)) == [["france", "france", "spain", "spain"]]


def test_nobody_in_particular_has_no_key() -> None:
    text = "По мнению экспертов, мост опасен.|Очевидцы рассказали, что мост дрожал."
    (row,) = settle_speakers(spoken(("ru", text)))
    assert [(s.attribution.speaker, s.attribution.key) for s in row if s] == [
        ("экспертов", None),
        ("Очевидцы", None),
    ]


def test_a_body_has_one_key_in_three_languages_and_under_its_short_name() -> None:
    assert keys(
        ("uk", "Міст закрито, повідомила обласна служба з надзвичайних ситуацій."),
        (
            "en",
            "The bridge is shut, the regional emergency service said.|It is old, said the service.",
        ),
        ("ru", "«Мост закрыт», - сообщили спасатели."),
    ) == [["emergency-service"], ["emergency-service"] * 2, ["emergency-service"]]


def test_a_press_service_speaks_for_whose_it_is() -> None:
    text = (
        "Мост закрыт, сообщила пресс-служба мэра Иванова."
        "|Мэр Иванов уехал, заявила его пресс-служба."
    )
    assert keys(("ru", text)) == [["ivanov", "ivanov"]]


def test_an_owner_beside_a_role_is_not_the_speaker() -> None:
    assert keys(("uk", "«Ми оскаржимо», - сказав адвокат Кравченка.")) == [["kravchenko-lawyer"]]
    assert keys(("uk", "«Ми оскаржимо», - сказав адвокат Кравченко.")) == [["kravchenko"]]


def name(words: str, language: str) -> str:
    said = Attribution(speaker=words, key="x", cue="", manner=Manner.REPORTED)
    return spoken_name(said, language)


@pytest.mark.parametrize(
    ("words", "language", "shown"),
    [
        ("эксперта", "ru", "эксперт"),
        ("областном управлении", "ru", "областное управление"),
        ("міській раді", "uk", "міська рада"),
        ("российских дипломатов", "ru", "российские дипломаты"),
        ("мэра Харькова Игоря Терехова", "ru", "мэр Харькова Игорь Терехов"),
        ("мэрии", "ru", "мэрия"),
        ("«Хрумбазе»", "ru", "Хрумбазе"),
        ("Оглядачі", "uk", "Оглядачі"),  # not in the dictionary: as it stands
        ("МИД РФ", "ru", "МИД РФ"),
        ("исландских СМИ", "ru", "исландские СМИ"),
        ("ісландських ЗМІ", "uk", "ісландські ЗМІ"),
        ("исландского МИД", "ru", "исландского МИД"),
        ("власти Исландии", "ru", "власти Исландии"),
        ("корреспондента «Маяка» Лоры Фридберг", "ru", "корреспондент «Маяка» Лора Фридберг"),
        ("канцлера Олафа Брандерса", "ru", "канцлер Олаф Брандерс"),
        ("Марии Лисицыной", "ru", "Мария Лисицына"),
        ("главы района Ивана Орлова", "ru", "глава района Иван Орлов"),
        ("канцелярии мэра Анны Орловой", "ru", "канцелярия мэра Анны Орловой"),
        (
            "речниці Міністерства оборони Анни Лисиці",
            "uk",
            "речниця Міністерства оборони Анна Лисиця",
        ),
        ("очільниці міста Терези Дей", "uk", "очільниця міста Тереза Дей"),
        ("управлінні Служби безпеки в порту", "uk", "управління Служби безпеки в порту"),
        ("the regional emergency service", "en", "the regional emergency service"),
    ],
)
def test_a_speaker_is_shown_in_the_nominative(words: str, language: str, shown: str) -> None:
    assert name(words, language) == shown


@pytest.mark.parametrize("words", ["«Хрумбаза»", '"Хрумбазе"', "Хрумбазом", "Хрумбаз"])
def test_the_settled_key_tells_the_nominative_of_a_name(words: str) -> None:
    said = Attribution(speaker=words, key="khrumbaz", cue="", manner=Manner.REPORTED)
    assert spoken_name(said, "ru") == "Хрумбаз"


def test_the_key_of_a_surname_makes_no_woman_a_man() -> None:
    said = Attribution(speaker="Верескова", key="vereskov", cue="", manner=Manner.REPORTED)
    assert spoken_name(said, "uk") == "Верескова"


def test_a_speaker_goes_on_within_a_paragraph() -> None:
    text = (
        "МИД Франции заявил, что нота вручена.|Кроме того, посол уехал.|Паром стоит."
        "|\nТакже порт закрыт.|Ранее паром ходил."
    )
    assert keys(("ru", text)) == [["france", "france", None, None, None]]


def test_what_stands_between_two_statements_of_one_speaker_is_the_speakers() -> None:
    text = (
        "По словам французских дипломатов, нота вручена.|Ответа нет."
        "|Посол уехал, уточнили в МИД Франции.|Паром стоит."
    )
    assert keys(("ru", text)) == [["france", "france", "france", None]]


def test_who_called_somebody_in_tells_him() -> None:
    text = "МИД Франции вызвал посла Испании.|Ему сообщили о протесте.|Также вручили ноту."
    assert keys(("ru", text)) == [[None, "france", "france"]]


def test_she_is_not_the_man_who_spoke_before() -> None:
    text = (
        "«Паром стоит», - сказал мэр Степан Орлов.|Анна Лисицына на заседание не пришла."
        "|Она заявила, что паром ходит."
    )
    (row,) = keys(("ru", text))
    assert row[:2] == ["orlov", None]
    assert str(row[2]).startswith("lisitsin")


def test_what_was_said_at_a_meeting_is_whose_account_goes_on() -> None:
    text = "МИД Франции заявил, что нота вручена.|\nВ ходе беседы отмечено, что паром стоит."
    assert keys(("ru", text)) == [["france", "france"]]


def test_they_are_not_the_one_person_who_spoke() -> None:
    text = "Мэр Степан Орлов заявил, что мост закрыт.|По их мнению, это поздно."
    assert keys(("ru", text)) == [["orlov", None]]


def test_a_body_has_one_key_with_its_legal_form_and_its_country() -> None:
    text = (
        "«Суд решил», - сообщила пресс-служба НАК «Прилив».|«Ждём», - добавили в НАК."
        "|«Прилив» заявил, что ждёт.|В «Приливе Франции» заявили, что ждут."
    )
    assert keys(("ru", text)) == [["priliv"] * 4]


def test_he_is_the_person_of_the_sentence_before_where_nobody_spoke_yet() -> None:
    text = "Мэр Степан Орлов предложил закрыть мост.|Об этом он заявил в понедельник."
    assert keys(("ru", text)) == [["orlov", "orlov"]]


def test_he_is_no_newspaper() -> None:
    text = (
        "Степан Орлов допустил закрытие моста.|Об этом пишет The Herald."
        "|По его мнению, мост опасен."
    )
    assert keys(("ru", text))[0][2] == "orlov"


def test_a_named_spokesperson_speaks_for_the_ministry() -> None:
    text = (
        "Мария Лисицына, официальный представитель МИД Франции, заявила, что нота вручена."
        "|«Ответа нет», - добавила Лисицына.|МИД Франции заявил, что ждёт."
    )
    assert keys(("ru", text)) == [["france"] * 3]


def test_a_spokesperson_known_from_another_account_speaks_for_the_body() -> None:
    assert keys(
        ("uk", "Речниця ДСНС Анна Лисиця повідомила, що міст закрито."),
        ("ru", "«Мост старый», - сказала Анна Лисица."),
    ) == [["emergency-service"], ["emergency-service"]]


def test_an_english_spokeswoman_speaks_for_the_ministry() -> None:
    text = (
        "Maria Lisitsyna, a spokeswoman for the French foreign ministry, said it was safe."
        '|"It is old," Lisitsyna said.'
    )
    assert keys(("en", text)) == [["france", "france"]]


def test_who_speaks_for_a_person_stays_apart() -> None:
    text = (
        "Пресс-секретарь президента Франции Анна Лисицына заявила, что мост закрыт."
        "|Президент Франции Степан Орлов заявил, что мост открыт."
    )
    (row,) = keys(("ru", text))
    assert row == ["lisitsin", "orlov"]


def test_a_former_holder_does_not_hold_the_office() -> None:
    text = (
        "Премьер-министр Степан Орлов уехал.|По словам бывшего премьер-министра Бельгии, мост цел."
    )
    assert keys(("ru", text)) == [[None, "former-belgium-prime-minister"]]


def test_the_head_of_a_ministry_does_not_lead_the_state() -> None:
    text = (
        "Глава МВД Франции Степан Орлов заявил, что мост цел."
        "|Президент Франции заявил, что мост закрыт."
    )
    assert keys(("ru", text)) == [["orlov", "france-president"]]


def test_the_papers_own_word_is_its_own() -> None:
    article = replace(
        spoken(("ru", "Как сообщал PORT.UA, мост закрыт."))[0],
        source=Source(key="news.port.ua", name="news.port.ua", decided_by="url"),
    )
    ((said,),) = settle_speakers([article])
    assert said is not None
    assert (said.attribution.key, said.attribution.manner) == (None, Manner.OWN)


def test_he_is_no_county_but_the_person_before_it() -> None:
    text = (
        "Kenneth Marsh, a Leeds student, says he likes the cameras.|"
        "Nordland County says it is not buying any.|"
        "But they must be the last precaution, he tells the paper."
    )
    assert keys(("en", text)) == [["marsh", "nordland_county", "marsh"]]


def test_he_is_not_several_sources() -> None:
    text = "Sources said the ferry was late.|Nobody was hurt.|He said oxygen was on board."
    (row,) = settle_speakers(spoken(("en", text)))
    assert row[2] is not None
    assert row[2].attribution.speaker is None


def test_he_is_the_person_with_whom_the_sentence_before_begins() -> None:
    text = (
        "The environment minister Suzanne Brandt has warned that the fish may die.|"
        "It rained all week.|"
        "Marlow began the crisis on holiday.|"
        "He also repeatedly stated that the port was safe."
    )
    other = "|Prime Minister Scott Marlow flew home."
    assert keys(("en", text + other))[0][3] == "marlow"


def test_he_is_nobody_where_another_person_was_named_since() -> None:
    text = (
        "The environment minister Suzanne Brandt has warned that the fish may die.|"
        "A poll showed that few trust Prime Minister Scott Marlow.|"
        "He also repeatedly stated that the port was safe."
    )
    assert keys(("en", text)) == [["brandt", None, None]]


def test_she_goes_on_where_nobody_else_was_named() -> None:
    text = (
        "The environment minister Suzanne Brandt has warned that the fish may die.|"
        "It rained all week.|"
        "She also stated that the port was safe."
    )
    assert keys(("en", text)) == [["brandt", None, "brandt"]]


def test_a_first_name_alone_is_the_person_who_was_named_by_it() -> None:
    text = (
        "“We feel safe here,” bus driver Jomhan Marillo tells the paper.|"
        "Jomhan underlined that the ferries were full."
    )
    assert keys(("en", text)) == [["marillo", "marillo"]]
