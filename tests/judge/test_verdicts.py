"""Whole comparisons of short accounts: what is told of one thing, and how it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from srccmp import CompareOptions, compare, read_articles
from srccmp.annotate.layers import annotate
from srccmp.comparison import Comparison
from srccmp.judge.positions import positions_of
from srccmp.model import Claim, Evidence, Facet, Finding, Relation
from srccmp.segment import segment

NO_ENCODER = CompareOptions(encoder="none")


def told(folder: Path, *accounts: tuple[str, str]) -> Comparison:
    """The comparison of accounts (date, text), each of a source of its own."""
    for number, (day, text) in enumerate(accounts):
        header = f"Source: Paper {number}\nDate: {day}\n\n"
        (folder / f"{number}.txt").write_text(header + text, encoding="utf-8")
    return compare(read_articles([folder]), NO_ENCODER)


def relations(comparison: Comparison, facet: Facet) -> set[Relation]:
    return {f.relation for v in comparison.verdicts for f in v.findings if f.facet is facet}


BRIDGE = "Міст через річку Стугла обвалився вранці 4 травня."

CASES = [
    (
        "a toll that differs on one day",
        ("2024-05-04", f"{BRIDGE} Унаслідок обвалу загинули 13 людей."),
        ("2024-05-04", f"{BRIDGE} Унаслідок обвалу загинула 31 людина."),
        Facet.QUANTITY,
        Relation.CONFLICT,
    ),
    (
        "a toll that rose",
        ("2024-05-04", f"{BRIDGE} Унаслідок обвалу загинули 13 людей."),
        ("2024-05-06", "Число погибших при обрушении моста через Стуглу достигло 15 человек."),
        Facet.QUANTITY,
        Relation.UPDATE,
    ),
    (
        "the same toll in two languages",
        ("2024-05-04", "Унаслідок обвалу моста загинули шестеро людей."),
        ("2024-05-04", "Six people were killed when the bridge collapsed."),
        Facet.QUANTITY,
        Relation.AGREE,
    ),
    (
        "two kinds of cause",
        ("2024-05-04", "Склад згорів уночі. Причиною пожежі стало коротке замикання."),
        ("2024-05-04", "Склад сгорел ночью. Причиной пожара стал поджог."),
        Facet.CAUSE,
        Relation.CONFLICT,
    ),
    (
        "one cause, told and denied",
        ("2024-05-04", "Причиной пожара на складе стал поджог."),
        ("2024-05-04", "Поліція відкинула версію про підпал складу."),
        Facet.CAUSE,
        Relation.CONFLICT,
    ),
    (
        "two weapons",
        (
            "2024-05-04",
            "Будівлю порту пошкодили уламки ракети «Вихор»: порт постраждав через "
            "уламки ракети «Вихор».",
        ),
        ("2024-05-04", "Здание порта было повреждено зенитной ракетой «Гром»."),
        Facet.CAUSE,
        Relation.CONFLICT,
    ),
    (
        "meant, and said not to have been",
        ("2024-05-04", "Військові навмисно обстріляли лікарню у Вербному."),
        ("2024-05-05", "Генерал спростував заяви про навмисний обстріл лікарні у Вербному."),
        Facet.INTENT,
        Relation.CONFLICT,
    ),
]


@pytest.mark.parametrize(
    ("left", "right", "facet", "relation"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_two_accounts(
    tmp_path: Path,
    left: tuple[str, str],
    right: tuple[str, str],
    facet: Facet,
    relation: Relation,
) -> None:
    comparison = told(tmp_path, left, right)
    assert relation in relations(comparison, facet)
    if relation is not Relation.CONFLICT:
        assert Relation.CONFLICT not in relations(comparison, facet)


def test_every_finding_points_at_its_words(tmp_path: Path) -> None:
    comparison = told(tmp_path, *[case[1] for case in CASES], *[case[2] for case in CASES])
    statements = {s.id: s.statement for s in comparison.statements}
    findings = [f for verdict in comparison.verdicts for f in verdict.findings]
    assert findings
    for finding in findings:
        for side in (finding.left, finding.right):
            assert statements[side.statement_id].span.covers(side.span)


def test_a_source_is_not_in_conflict_with_itself(tmp_path: Path) -> None:
    text = f"{BRIDGE} Загинули 13 людей. Раніше газета писала, що загинула 31 людина."
    comparison = told(tmp_path, ("2024-05-04", text), ("2024-05-04", BRIDGE))
    owner = {s.id: s.statement.article_id for s in comparison.statements}
    for verdict in comparison.verdicts:
        for finding in verdict.findings:
            assert owner[finding.left.statement_id] != owner[finding.right.statement_id]


def test_an_earlier_event_is_not_the_main_one(tmp_path: Path) -> None:
    comparison = told(
        tmp_path,
        ("2024-05-04", f"{BRIDGE} Загинули 13 людей."),
        (
            "2024-05-04",
            f"{BRIDGE} У серпні 2019 року тут уже падав міст, тоді загинули двоє людей.",
        ),
    )
    assert Relation.CONFLICT not in relations(comparison, Facet.QUANTITY)


def test_positions_of_a_conflict_are_its_two_sides(tmp_path: Path) -> None:
    comparison = told(tmp_path, *CASES[0][1:3])
    verdict = next(v for v in comparison.verdicts if v.relation is Relation.CONFLICT)
    assert verdict.facet is Facet.QUANTITY
    assert sorted(position.label for position in verdict.positions) == ["13 людей", "31 людина"]
    assert verdict.sources == 2


TELLS, TELLS_TOO = "Суд поновив арешт рахунків.", "Вищий суд поновив арешт рахунків «Граніту»."
DENIES, DENIES_TOO = "Суд не поновив арешт рахунків.", "Вищий суд не поновив арешт рахунків."


def test_who_denies_is_on_no_side_with_who_tells(tmp_path: Path) -> None:
    for number, text in enumerate((TELLS, TELLS_TOO, DENIES, DENIES_TOO)):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    articles = list(read_articles([tmp_path]))
    layers = annotate(articles, {a.id: segment(a, "uk").statements for a in articles})
    of_text = {a.annotated.statement.text: a for a in layers.analyses}

    def words(text: str) -> Evidence:
        (event,) = (e for e in of_text[text].events if e.concept == "resume")
        return Evidence(statement_id=of_text[text].id, span=event.span)

    findings = [
        Finding(
            facet=Facet.POLARITY,
            level="denied",
            relation=Relation.CONFLICT,
            left=words(tells),
            right=words(denies),
            reason="",
        )
        for tells, denies in ((TELLS, DENIES), (TELLS_TOO, DENIES_TOO))
    ]
    ids = {text: each.id for text, each in of_text.items()}
    # They name one day, or one court: alike in something else.
    agreeing = [(ids[TELLS], ids[DENIES_TOO]), (ids[DENIES], ids[TELLS_TOO])]
    positions = positions_of(
        Claim(id="c", members=tuple(sorted(ids.values())), links=(), story="s1"),
        Relation.CONFLICT,
        Facet.POLARITY,
        findings,
        [(min(pair), max(pair)) for pair in agreeing],
        {each.id: each for each in layers.analyses},
        {each.id: each for each in layers.articles},
    )
    sides = {frozenset(position.members) for position in positions}
    assert sides == {
        frozenset({ids[TELLS], ids[TELLS_TOO]}),
        frozenset({ids[DENIES], ids[DENIES_TOO]}),
    }
