"""Whole comparisons without an encoder: which statements come together, and how surely."""

from __future__ import annotations

from pathlib import Path

from srccmp import CompareOptions, compare, read_articles
from srccmp.align.terms import Profile, Unit, says_something
from srccmp.comparison import Comparison
from srccmp.model import Link, Relation

NO_ENCODER = CompareOptions(encoder="none")


def told(folder: Path, *texts: str) -> Comparison:
    """The comparison of the texts, each of a source of its own on one day."""
    for number, text in enumerate(texts):
        header = f"Source: Paper {number}\nDate: 2024-05-04\n\n"
        (folder / f"{number}.txt").write_text(header + text, encoding="utf-8")
    return compare(read_articles([folder]), NO_ENCODER)


def link(comparison: Comparison, one: str, other: str) -> Link | None:
    """The link of the two statements that begin so."""
    ids = {s.id for s in comparison.statements if s.statement.text.startswith((one, other))}
    assert len(ids) == 2
    found = [
        each
        for claim in comparison.claims
        for each in claim.links
        if {each.left_id, each.right_id} == ids
    ]
    return found[0] if found else None


HEADLINE = "«Оберіг»: Вищий суд Ладинської округи поновив арешт рахунків «Вежі»"
LEAD = (
    "Вищий суд Ладинської округи поновив арешт рахунків компаній «Вежа Захід» і «Вежа Схід», "
    "які належать холдингу «Граніт», повідомила пресслужба фонду «Оберіг» у суботу ввечері."
)
DENIAL = (
    "Заява «Оберегу» про те, що Вищий суд Ладинської округи поновив арешт рахунків, не відповідає "
    "дійсності."
)


def test_a_headline_is_no_rival_of_the_text_below_it(tmp_path: Path) -> None:
    comparison = told(tmp_path, f"{HEADLINE}\n\n{LEAD}", DENIAL)
    with_headline = link(comparison, HEADLINE, DENIAL)
    with_lead = link(comparison, LEAD, DENIAL)
    assert with_headline
    assert with_lead
    assert with_headline.score > with_lead.score
    assert with_lead.mutual
    lead = next(s.id for s in comparison.statements if s.statement.text == LEAD)
    assert any(
        lead in (f.left.statement_id, f.right.statement_id)
        for v in comparison.verdicts
        for f in v.findings
        if f.relation is Relation.CONFLICT
    )


def test_a_sentence_of_the_text_is_a_rival_of_another(tmp_path: Path) -> None:
    comparison = told(tmp_path, f"{LEAD} {HEADLINE}.", DENIAL)
    found = link(comparison, LEAD, DENIAL)
    assert found
    assert not found.mutual


def test_a_post_at_a_body_named_in_plain_words_is_told(tmp_path: Path) -> None:
    one = "Остап Верес досі обіймав посаду в Міністерстві охорони здоров'я."
    other = "Остап Верес раніше обіймав посаду в міністерстві закордонних справ країни."
    assert link(told(tmp_path, one, other), one, other)


def test_a_body_alone_tells_nothing() -> None:
    body = Unit("e:defence-ministry", frozenset({"c:ministry"}))
    other = Unit("e:health-ministry", frozenset({"c:ministry"}))
    writes, cites = Unit("writes", frozenset()), Unit("citing", frozenset())
    assert not says_something(Profile((body, other, writes), frozenset(), "", tells_who_says=True))
    assert says_something(Profile((body, writes, cites), frozenset(), ""))
