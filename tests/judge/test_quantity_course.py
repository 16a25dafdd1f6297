"""The course of a count, and the arithmetic inside one account."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.judge.test_quantity_pairs import article

from srccmp import CompareOptions, Comparison, compare
from srccmp.model import Article, CourseStep, Relation
from srccmp.present.course import course_rows
from srccmp.present.view import Index

OPTIONS = CompareOptions(encoder="none", one_story=True)


def compared(*articles: Article) -> Comparison:
    return compare(list(articles), OPTIONS)


def courses(comparison: Comparison) -> list[tuple[CourseStep, ...]]:
    return [verdict.course for verdict in comparison.verdicts if verdict.course]


TEXTS = (
    ("uk", "Унаслідок обвалу мосту загинули 9 людей.", date(2024, 5, 1)),
    ("ru", "При обрушении моста погибли 12 человек.", date(2024, 5, 2)),
    ("en", "Fifteen people were killed when the bridge collapsed.", date(2024, 5, 4)),
    ("ru", "При обрушении моста погибли 12 человек, сообщили медики.", date(2024, 5, 3)),
)
TOLL = tuple(article(name, *told) for name, told in zip("abcd", TEXTS, strict=True))


def test_a_rising_toll_is_a_row_of_values() -> None:
    comparison = compared(*TOLL)
    [course] = courses(comparison)
    assert [(step.low, step.day) for step in course] == [
        (9.0, date(2024, 5, 1)),
        (12.0, date(2024, 5, 2)),
        (15.0, date(2024, 5, 4)),
    ]
    assert {(step.role, step.unit) for step in course} == {("killed", "person")}
    assert [len(step.statements) for step in course] == [1, 2, 1]
    assert course_rows(Index(comparison), course) == [
        "killed: 9 (1 May 2024) → 12 (2 May 2024) → 15 (4 May 2024)"
    ]
    assert comparison.verdicts[0].relation is Relation.UPDATE


def test_the_order_of_files_changes_no_course() -> None:
    names = [article(name, *told) for name, told in zip("dcba", TEXTS, strict=True)]
    [one], [other] = courses(compared(*TOLL)), courses(compared(*names))
    assert [(s.low, s.high, s.day) for s in one] == [(s.low, s.high, s.day) for s in other]


def test_a_course_comes_back_from_json() -> None:
    comparison = compared(*TOLL)
    data = json.loads(comparison.to_json())
    [course] = [claim["course"] for claim in data["claims"] if claim["course"]]
    assert course[0] | {"statements": []} == {
        "low": 9, "high": 9, "approximate": False, "unit": "person", "role": "killed",
        "day": "2024-05-01", "statements": [],
    }  # fmt: skip
    assert Comparison.from_dict(data).verdicts == comparison.verdicts
    for claim in data["claims"]:  # an answer that was stored before there were courses
        del claim["course"]
    assert all(not verdict.course for verdict in Comparison.from_dict(data).verdicts)


def test_no_course_without_days_or_change() -> None:
    undated = [article(f"{n}", *told[:2], None) for n, told in enumerate(TEXTS)]
    assert courses(compared(*undated)) == []
    day = date(2024, 5, 1)
    assert courses(compared(*(article(f"{n}", *TEXTS[1][:2], day) for n in range(2)))) == []


def test_a_part_or_an_earlier_count_is_no_step() -> None:
    first = article("a", "ru", "При взрыве на складе пострадали 12 человек.", date(2024, 5, 1))
    then = article(
        "b",
        "ru",
        "При взрыве на складе пострадали 17 человек, двое из них тяжело.",
        date(2024, 5, 2),
    )
    [course] = courses(compared(first, then))
    assert [step.low for step in course] == [12.0, 17.0]


def test_a_correction_is_a_step() -> None:
    first = article("a", "uk", "Унаслідок обвалу мосту загинули 12 людей.", date(2024, 5, 1))
    then = article(
        "b", "uk", "Рятувальники уточнили: унаслідок обвалу мосту загинули 9 людей.",
        date(2024, 5, 2),
    )  # fmt: skip
    comparison = compared(first, then)
    [course] = courses(comparison)
    assert [step.low for step in course] == [12.0, 9.0]
    [level] = {f.level for v in comparison.verdicts for f in v.findings if f.relation == "update"}
    assert level == "a correction of an earlier count"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "За проект — 19 депутатов, против — 43, всего голосовали 65 депутатов.", "19 + 43"),
        ("ru", "За проект — 19 депутатов, против — 43, всего голосовали 62 депутата.", None),
        ("en", "Three people were killed and 14 injured, 20 in total.", "3 + 14 is 17"),
        ("en", "Three people were killed and 14 injured, 17 in total.", None),
        ("uk", "Загинули троє, поранено 14, всього постраждали 19 людей.", "3 + 14 is 17"),
        ("en", "Nine people were hurt, twelve of them badly.", "12 of 9"),
        ("en", "Nine people were hurt, two of them badly.", None),
        ("en", "About nine people were hurt, twelve of them badly.", None),
        ("en", "Three people were killed and 14 injured; 20 were evacuated.", None),
    ],
)
def test_sums(language: str, text: str, wanted: str | None) -> None:
    alone = article("a", language, text, None)
    notes = [note for note in compared(alone).notes if note.code == "sum"]
    assert [note.subject for note in notes] == ([alone.id] if wanted else [])
    assert all(wanted and wanted in note.message for note in notes)
    assert all(verdict.relation is Relation.SINGLE for verdict in compared(alone).verdicts)
