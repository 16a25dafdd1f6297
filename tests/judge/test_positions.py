"""Who stands with whom in a dispute, and what each side is called."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srccmp import CompareOptions, compare, read_articles
from srccmp.annotate.layers import annotate
from srccmp.comparison import Comparison
from srccmp.judge.positions import positions_of
from srccmp.model import Claim, Evidence, Facet, Finding, Position, Relation, Span, State, Verdict
from srccmp.segment import segment

NO_ENCODER = CompareOptions(encoder="none")
DAY = "2024-05-04"
GOLDEN = Path(__file__).parent.parent / "golden"
BRIDGE = "Міст через річку Стугла обвалився вранці 4 травня."


def told(folder: Path, *accounts: tuple[str, str]) -> Comparison:
    """The comparison of accounts (date, text), each of a source of its own."""
    for number, (day, text) in enumerate(accounts):
        header = f"Source: Paper {number}\nDate: {day}\n\n"
        (folder / f"{number}.txt").write_text(header + text, encoding="utf-8")
    return compare(read_articles([folder]), NO_ENCODER)


def disputed(comparison: Comparison, facet: Facet) -> Verdict:
    return next(
        v
        for v in comparison.verdicts
        if v.relation in (Relation.CONFLICT, Relation.UPDATE) and v.facet is facet
    )


def labels(verdict: Verdict) -> list[str]:
    return sorted(position.label for position in verdict.positions)


def toll(number: str) -> str:
    return f"{BRIDGE} Унаслідок обвалу моста загинули {number} людей."


def test_three_numbers_are_three_positions(tmp_path: Path) -> None:
    comparison = told(
        tmp_path, (DAY, toll("12")), (DAY, toll("14")), (DAY, toll("15")), (DAY, toll("14"))
    )
    verdict = disputed(comparison, Facet.QUANTITY)
    assert labels(verdict) == ["12 людей", "14 людей", "15 людей"]
    assert sorted(len(position.members) for position in verdict.positions) == [1, 1, 2]


def test_a_later_number_is_not_on_the_side_of_an_earlier_one(tmp_path: Path) -> None:
    """12 and 15 are told on one day, 14 the day after: an update of the one, no agreement."""
    comparison = told(tmp_path, (DAY, toll("12")), (DAY, toll("15")), ("2024-05-05", toll("14")))
    verdict = disputed(comparison, Facet.QUANTITY)
    assert verdict.relation is Relation.CONFLICT
    assert labels(verdict) == ["12 людей", "14 людей", "15 людей"]


def test_a_bound_that_fits_two_numbers_is_on_neither_side(tmp_path: Path) -> None:
    comparison = told(tmp_path, (DAY, toll("14")), (DAY, toll("15")), (DAY, toll("щонайменше 12")))
    verdict = disputed(comparison, Facet.QUANTITY)
    assert labels(verdict) == ["14 людей", "15 людей"]
    placed = {member for position in verdict.positions for member in position.members}
    (claim,) = (c for c in comparison.claims if c.id == verdict.claim_id)
    assert len(set(claim.members) - placed) == 1
    (stance,) = (s for s in verdict.stances if not s.positions and s.state is not State.SILENT)
    assert stance.source == "paper-2"


def test_one_article_that_reports_both_is_on_both_sides_as_a_report(tmp_path: Path) -> None:
    both = (
        "Склад згорів уночі. За словами пожежників, причиною пожежі на складі стало коротке "
        "замикання. Мер Ірина Ткач заявила, що причиною пожежі на складі став підпал."
    )
    comparison = told(
        tmp_path,
        (DAY, both),
        (DAY, "Склад згорів уночі. Причиною пожежі на складі стало коротке замикання."),
        (DAY, "Склад сгорел ночью. Причиной пожара на складе стал поджог."),
    )
    verdict = disputed(comparison, Facet.CAUSE)
    assert len(verdict.positions) == 2
    stances = {stance.source: stance for stance in verdict.stances}
    assert stances["paper-0"].positions == (0, 1)
    assert set(stances["paper-0"].states) == {State.REPORTS}
    assert stances["paper-0"].state is State.REPORTS
    assert {stances["paper-1"].state, stances["paper-2"].state} == {State.ASSERTS}
    assert stances["paper-1"].positions != stances["paper-2"].positions


def test_a_position_tells_who_says_it_and_when(tmp_path: Path) -> None:
    comparison = told(
        tmp_path,
        (DAY, f"{BRIDGE} За словами рятувальників, унаслідок обвалу моста загинули 12 людей."),
        ("2024-05-06", "При обрушении моста погибли 12 человек, сообщила мэр Анна Клен."),
        (DAY, toll("19")),
    )
    verdict = disputed(comparison, Facet.QUANTITY)
    side = next(p for p in verdict.positions if "12" in p.label)
    assert side.published is not None
    assert (side.published.earliest.day, side.published.latest.day) == (4, 6)
    assert len(side.speakers) == 2
    assert {s for speaker in side.speakers for s in speaker.statements} == set(side.members)
    assert any("Клен" in speaker.name for speaker in side.speakers)
    assert [telling.statement for telling in side.tellings] == list(side.members)
    assert {telling.state for telling in side.tellings} == {State.REPORTS}


@pytest.mark.parametrize(
    ("left", "right", "facet", "wanted"),
    [
        pytest.param(
            "Причиной пожара на складе стал поджог.",
            "Поліція відкинула версію про підпал складу.",
            Facet.CAUSE,
            {"поджог", "відкинула версію про підпал"},
            id="a denial is called by the word that denies",
        ),
        pytest.param(
            "Суд негайно поновив арешт рахунків «Граніту».",
            "Суд не поновив арешт рахунків «Граніту».",
            Facet.POLARITY,
            {"негайно поновив арешт рахунків «Граніту»", "не поновив арешт рахунків «Граніту»"},
            id="a verb with what was done, its adverb and its not",
        ),
        pytest.param(
            "Засідання ради почалося у вівторок.",
            "Засідання ради почалося в четвер.",
            Facet.TIME,
            {"у вівторок", "в четвер"},
            id="a day with its preposition",
        ),
    ],
)
def test_a_label_shows_what_the_side_says(
    tmp_path: Path, left: str, right: str, facet: Facet, wanted: set[str]
) -> None:
    verdict = disputed(told(tmp_path, (DAY, left), (DAY, right)), facet)
    assert set(labels(verdict)) == wanted


def test_only_the_side_that_denies_is_a_denial(tmp_path: Path) -> None:
    tells, denies = (
        "Суд поновив арешт рахунків «Граніту».",
        "Суд не поновив арешт рахунків «Граніту».",
    )
    verdict = disputed(told(tmp_path, (DAY, denies), (DAY, tells)), Facet.POLARITY)
    signs = {p.label.startswith("не "): p.is_denial for p in verdict.positions}
    assert signs == {True: True, False: False}
    states = {stance.source: stance.state for stance in verdict.stances}
    assert states == {"paper-0": State.DENIES, "paper-1": State.ASSERTS}


def test_another_number_denies_nothing(tmp_path: Path) -> None:
    verdict = disputed(told(tmp_path, (DAY, toll("12")), (DAY, toll("15"))), Facet.QUANTITY)
    assert {stance.state for stance in verdict.stances} == {State.ASSERTS}
    assert not any(position.is_denial for position in verdict.positions)


def test_who_only_denies_one_cause_stands_with_the_other(tmp_path: Path) -> None:
    comparison = told(
        tmp_path,
        (DAY, "Склад згорів уночі. Причиною пожежі на складі стало коротке замикання."),
        (DAY, "Склад сгорел ночью. Причиной пожара на складе стал поджог."),
        (DAY, "Склад згорів уночі. Власник складу відкинув версію про коротке замикання."),
    )
    verdict = disputed(comparison, Facet.CAUSE)
    assert sorted(len(position.members) for position in verdict.positions) == [1, 2]
    assert not any(
        position.is_denial for position in verdict.positions if "підпал" in position.label
    )


def test_any_order_of_files_gives_the_same_positions(tmp_path: Path) -> None:
    texts = [toll("12"), toll("14"), toll("щонайменше 13"), toll("15")]
    found = set()
    for number, order in enumerate(permutations(range(4))):
        if number % 6:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        for place, text in enumerate(order):
            header = f"Source: Paper {text}\nDate: {DAY}\n\n"
            (folder / f"{place}.txt").write_text(header + texts[text], encoding="utf-8")
        verdict = disputed(compare(read_articles([folder]), NO_ENCODER), Facet.QUANTITY)
        found.add(tuple(labels(verdict)))
    assert len(found) == 1


@pytest.mark.parametrize("story", ["factory-fire", "mayor-removed"])
def test_labels_are_the_members_own_words_and_tell_the_sides_apart(story: str) -> None:
    comparison = compare(read_articles([GOLDEN / story / "articles"]), NO_ENCODER)
    texts = {a.id: " ".join(a.statement.text.split()) for a in comparison.statements}
    disputes = [v for v in comparison.verdicts if len(v.positions) > 1]
    assert disputes
    for verdict in disputes:
        folded = {"".join(filter(str.isalnum, label.casefold())) for label in labels(verdict)}
        assert len(folded) == len(verdict.positions)
        for position in verdict.positions:
            words = position.label.removesuffix("…").rstrip("»”")
            assert any(words in texts[member] for member in position.members)
            assert words.casefold() not in ("не", "not", "no", "ні")
            assert words[-1] not in ",;:(«„"


# --- findings made by hand ---------------------------------------------------------------------

NUMBERS = ("12", "14", "15", "понад 13", "12 людей, а згодом 15")


class Numbered(tuple):  # type: ignore[type-arg]
    """Analyses and articles by id, in a word where a test is told of."""

    def __repr__(self) -> str:
        return "numbered"


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """Two accounts of each number, as analyses and articles."""
    folder = tmp_path_factory.mktemp("numbers")
    for number, words in enumerate(NUMBERS * 2):
        text = f"Унаслідок обвалу моста загинули {words} людей, кажуть лікарі міста № {number}."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    articles = list(read_articles([folder]))
    layers = annotate(articles, {a.id: segment(a, "uk").statements for a in articles})
    return Numbered(({a.id: a for a in layers.analyses}, {a.id: a for a in layers.articles}))


def number_of(member: str, analyses) -> Evidence:  # type: ignore[no-untyped-def]
    quantities = analyses[member].annotated.quantities
    span = Span(quantities[0].span.start, quantities[-1].span.stop)
    return Evidence(statement_id=member, span=span)


def told_by(numbered) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """The two members that tell each number, by its words."""
    analyses, _ = numbered
    of: dict[str, list[str]] = {}
    for member in sorted(analyses):
        text = analyses[member].annotated.statement.text
        words = next(words for words in sorted(NUMBERS, key=len)[::-1] if f" {words} " in text)
        of.setdefault(words, []).append(member)
    return of


def placed(numbered, *findings: tuple[str, str, Relation]) -> dict[str, set[str]]:  # type: ignore[no-untyped-def]
    """The positions, by label, after findings on numbers between the first who tell them."""
    analyses, articles = numbered
    of = told_by(numbered)
    found = [
        Finding(
            facet=Facet.QUANTITY,
            level="",
            relation=relation,
            left=number_of(of[left][0], analyses),
            right=number_of(of[right][0], analyses),
            reason="",
        )
        for left, right, relation in findings
    ]
    claim = Claim(id="c", members=tuple(sorted(analyses)), links=(), story="s1")
    positions = positions_of(
        claim, Relation.CONFLICT, Facet.QUANTITY, found, [], analyses, articles
    )
    return {position.label: set(position.members) for position in positions}


def test_who_was_not_compared_stands_with_those_who_tell_the_very_same(numbered) -> None:  # type: ignore[no-untyped-def]
    of = told_by(numbered)
    found = placed(numbered, ("12", "15", Relation.CONFLICT))
    assert found == {"12 людей": set(of["12"]), "15 людей": set(of["15"])}


def test_a_bound_joins_no_two_numbers_that_were_not_compared(numbered) -> None:  # type: ignore[no-untyped-def]
    of = told_by(numbered)
    found = placed(
        numbered,
        ("12", "14", Relation.CONFLICT),
        ("12", "15", Relation.CONFLICT),
        ("понад 13", "14", Relation.COMPATIBLE),
        ("понад 13", "15", Relation.COMPATIBLE),
    )
    assert found == {f"{number} людей": set(of[number]) for number in ("12", "14", "15")}


def test_who_tells_both_numbers_is_on_no_side(numbered) -> None:  # type: ignore[no-untyped-def]
    of = told_by(numbered)
    found = placed(
        numbered,
        ("12", "15", Relation.CONFLICT),
        ("12 людей, а згодом 15", "12", Relation.AGREE),
    )
    assert found == {"12 людей": set(of["12"]), "15 людей": set(of["15"])}


def test_where_both_sides_deny_none_is_a_denial(tmp_path: Path) -> None:
    for number, text in enumerate(("Суд не поновив арешт.", "Суд не відкрив рахунок.")):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    articles = list(read_articles([tmp_path]))
    layers = annotate(articles, {a.id: segment(a, "uk").statements for a in articles})
    left, right = (Evidence(statement_id=a.id, span=a.events[0].span) for a in layers.analyses)
    finding = Finding(
        facet=Facet.POLARITY,
        level="",
        relation=Relation.CONFLICT,
        left=left,
        right=right,
        reason="",
    )
    found = positions_of(
        Claim(id="c", members=tuple(a.id for a in layers.analyses), links=(), story="s1"),
        Relation.CONFLICT,
        Facet.POLARITY,
        [finding],
        [],
        {a.id: a for a in layers.analyses},
        {a.id: a for a in layers.articles},
    )
    assert [position.is_denial for position in found] == [False, False]


PAIR = st.tuples(
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from((Relation.CONFLICT, Relation.UPDATE, Relation.AGREE, Relation.COMPATIBLE)),
    st.sampled_from((Facet.QUANTITY, Facet.QUANTITY, Facet.TIME)),
).filter(lambda pair: pair[0] != pair[1])


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
@given(pairs=st.lists(PAIR, min_size=1, max_size=14), seed=st.randoms())
def test_no_conflict_is_inside_a_position(numbered, pairs, seed) -> None:  # type: ignore[no-untyped-def]
    analyses, articles = numbered
    ids = sorted(analyses)

    findings = [
        Finding(
            facet=facet,
            level="",
            relation=relation,
            left=number_of(ids[left], analyses),
            right=number_of(ids[right], analyses),
            reason="",
        )
        for left, right, relation, facet in pairs
    ]
    claim = Claim(id="c", members=tuple(ids), links=(), story="s1")

    def positions(ordered: list[Finding]) -> tuple[Position, ...]:
        return positions_of(
            claim, Relation.CONFLICT, Facet.QUANTITY, ordered, [], analyses, articles
        )

    found = positions(findings)
    members = [member for position in found for member in position.members]
    assert len(members) == len(set(members))
    for finding in findings:
        if finding.relation is not Relation.CONFLICT and not (
            finding.relation is Relation.UPDATE and finding.facet is Facet.QUANTITY
        ):
            continue
        pair = {finding.left.statement_id, finding.right.statement_id}
        assert not any(pair <= set(position.members) for position in found)
    shuffled = list(findings)
    seed.shuffle(shuffled)
    assert positions(shuffled) == found
    assert len({position.label for position in found}) == len(found)
