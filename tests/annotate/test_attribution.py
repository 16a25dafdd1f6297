from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.annotate.attribution import (
    Speaking,
    attribute_article,
    find_attribution,
    find_speaking,
)
from srccmp.annotate.cues import words
from srccmp.annotate.tokens import tokenize
from srccmp.model import Attribution, Manner, Span, Statement

CASES = [
    tuple(field.strip() for field in line.split("|", 3))
    for line in Path(__file__).with_name("attribution_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "manner", "key", "drawn"), CASES, ids=lambda x: str(x)[:40])
def test_cases(language: str, manner: str, key: str, drawn: str) -> None:
    text = re.sub(r"[\[\]]", "", drawn)
    speaking = find_speaking(tokenize(text, language, offset=7), text, language)
    if manner == "none":
        assert speaking is None
        return
    assert speaking is not None
    found = speaking.attribution
    speaker = re.search(r"\[(.*)\]", drawn)
    assert (found.speaker, found.key, found.manner.value) == (
        speaker.group(1) if speaker else None,
        None if key == "-" else key,
        manner,
    )
    assert found.cue
    assert found.cue in text
    if speaking.span is not None:
        assert speaking.span.shifted(-7).of(text) == found.speaker


def test_there_are_enough_cases_in_each_language() -> None:
    assert len(CASES) >= 290
    assert min(sum(case[0] == code for case in CASES) for code in ("uk", "ru", "en")) >= 75


def article(
    text: str, language: str, outlet: str | None = None
) -> list[tuple[str | None, str] | None]:
    """Keys and manners of an article whose sentences are drawn with | between them."""
    statements = []
    start = 0
    for number, sentence in enumerate(text.split("|")):
        stop = start + len(sentence)
        statement = Statement(
            id=str(number),
            article_id="a",
            span=Span(start, stop),
            text=sentence,
            sentence=number,
            language=language,
        )
        statements.append((statement, tokenize(sentence, language, offset=start)))
        start = stop
    plain = text.replace("|", "")
    found = attribute_article(statements, language, outlet=outlet)
    for speaking in found:
        if speaking and speaking.span:
            assert speaking.span.of(plain) == speaking.attribution.speaker
    return [(s.attribution.key, s.attribution.manner.value) if s else None for s in found]


CONTINUING = [
    tuple(field.strip() for field in line.split("|", 2))
    for line in Path(__file__).with_name("continuing_cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "keys", "drawn"), CONTINUING, ids=lambda x: str(x)[:40])
def test_continuing(language: str, keys: str, drawn: str) -> None:
    text, statements = "", []
    for number, part in enumerate(drawn.split(" // ")):
        text += "" if not text else "\n" if part.startswith("¶") else " "
        sentence = part.removeprefix("¶")
        span = Span(len(text), len(text) + len(sentence))
        text += sentence
        statement = Statement(
            id=str(number),
            article_id="a",
            span=span,
            text=sentence,
            sentence=number,
            language=language,
        )
        statements.append((statement, tokenize(sentence, language, offset=span.start)))
    found = [
        f"{s.attribution.key or '-'} {s.attribution.manner.value[0]}" if s else "-"
        for s in attribute_article(statements, language, text=text)
    ]
    assert found == [key.strip() for key in keys.split(",")]


def test_a_quotation_over_several_sentences_has_one_speaker() -> None:
    text = "«Свет вернут к утру.| Вода уже есть.| Тепло будет завтра», - сказал мэр Иван Орлов."
    assert article(text, "ru") == [("орлов", "quoted")] * 3


def test_the_speaker_may_stand_before_it() -> None:
    text = "Мер Іван Орлов сказав: «Світло повернуть до ранку.| Вода вже є».| Школи зачинені."
    assert article(text, "uk") == [("орлов", "quoted"), ("орлов", "quoted"), None]


def test_a_pronoun_is_the_speaker_before() -> None:
    text = 'Mayor Ivan Orlov said that power was back.| "The water is next," he added.| It rained.'
    assert article(text, "en") == [("orlov", "reported"), ("orlov", "quoted"), None]


def test_a_missing_subject_is_the_speaker_before() -> None:
    text = (
        "В МИД Франции заявили, что посол приедет в мае.| "
        "«Дата будет названа позже», - подчёркивается в заявлении.| Погода испортилась."
    )
    assert article(text, "ru") == [("мид франция", "reported"), ("мид франция", "quoted"), None]


def test_a_short_name_is_the_full_one() -> None:
    text = "МИД Франции сообщил, что посол приедет.| В МИД вновь напомнили, что визы не нужны."
    assert article(text, "ru") == [("мид франция", "reported")] * 2


def test_a_title_alone_is_the_person_it_introduced() -> None:
    text = "Министр обороны Иван Орлов сообщил, что мост цел.| «Он открыт», - добавил министр."
    assert article(text, "ru") == [("орлов", "reported"), ("орлов", "quoted")]


def test_a_mark_that_is_never_closed_ends_with_its_paragraph() -> None:
    first = 'В МИД Франции считают, что "посол приедет в мае на паром "Север".'
    second = "Дорога на юг закрыта с утра."
    statements = []
    for number, (start, part) in enumerate([(0, first), (len(first) + 1, second)]):
        statement = Statement(
            id=str(number),
            article_id="a",
            span=Span(start, start + len(part)),
            text=part,
            sentence=number,
            language="ru",
        )
        statements.append((statement, tokenize(part, "ru", offset=start)))
    found = attribute_article(statements, "ru", text=f"{first}\n{second}")
    assert found[1] is None


def test_about_this_speaks_for_the_sentence_before() -> None:
    text = "Мост откроют в мае.| Об этом сообщил мэр Иван Орлов.| Движение начнётся утром."
    assert article(text, "ru") == [("орлов", "reported"), ("орлов", "reported"), None]


def test_the_paper_itself_is_its_own() -> None:
    text = "«Вестник» ранее сообщал, что мост закрыт.| Мост закрыт, пишет «Маяк»."
    assert article(text, "ru", outlet="Вестник") == [("вестник", "own"), ("маяк", "reported")]


def test_clauses_of_one_sentence_share_the_voice() -> None:
    first, second = "«Свет вернут к утру»,", " - сказал мэр Иван Орлов."
    statements = [
        (
            Statement(
                id=str(i),
                article_id="a",
                span=Span(start, start + len(part)),
                text=part,
                sentence=0,
                language="ru",
            ),
            tokenize(part, "ru", offset=start),
        )
        for i, (start, part) in enumerate([(0, first), (len(first), second)])
    ]
    found = [s.attribution.key if s else None for s in attribute_article(statements, "ru")]
    assert found == ["орлов", "орлов"]


def test_the_context_stands_for_a_pronoun() -> None:
    mayor = Attribution(speaker="мэр Орлов", key="орлов", cue="сказал", manner=Manner.REPORTED)
    text = "По его словам, мост закрыт."
    found = find_attribution(tokenize(text, "ru"), text, "ru", context=mayor)
    assert found == Attribution(
        speaker="мэр Орлов", key="орлов", cue="По его словам", manner=Manner.REPORTED
    )


def test_a_language_without_cues_has_no_voices() -> None:
    text = "მერმა განაცხადა"
    assert find_speaking(tokenize(text, "ka"), text, "ka") is None


SOME = sorted(words("« » “ ” , . : - — сказал said он he мэр Орлов МИД в что that The мы источник"))


@settings(deadline=None)
@given(st.lists(st.sampled_from(SOME), max_size=14), st.sampled_from(["ru", "uk", "en"]))
def test_any_words_have_an_answer(chosen: list[str], language: str) -> None:
    text = " ".join(chosen)
    found = find_speaking(tokenize(text, language), text, language)
    assert found is None or isinstance(found, Speaking)
    if found and found.span:
        assert found.span.of(text) == found.attribution.speaker


@pytest.mark.parametrize("unit", ["он сказал, ", "“а ", 'в заявлении "мэр ', "МИД заявил "])
def test_a_huge_line_takes_no_longer_than_its_words(unit: str) -> None:
    text = unit * 20_000
    statement = Statement(
        id="1", article_id="a", span=Span(0, len(text)), text=text, sentence=0, language="ru"
    )
    assert len(attribute_article([(statement, tokenize(text, "ru"))], "ru", text=text)) == 1
