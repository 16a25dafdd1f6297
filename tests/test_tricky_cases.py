"""``docs/tricky-cases.md`` holds cases as data: what stands under "at present" is what the program
says. A case that is mended fails here until it stands among the mended ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from srccmp import CompareOptions, Relation, compare, read_articles
from srccmp.bench.outcomes import Answer, Outcome, files_of
from srccmp.bench.sets import Row

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tricky-cases.md"
GOLDEN = ROOT / "tests" / "golden"
DAY = "2024-05-06"
# «…», "…", 2024-05-08: "…" or undated: "…"
ACCOUNT = re.compile(r"(?:(\d{4}-\d\d-\d\d|undated): )?(?:«(.+)»|\"(.+)\")")
OPTIONS = CompareOptions(encoder="none", one_story=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of a table. ``story`` is that of ``tests/golden`` which holds the quotes, or empty:
    then each account is an article of that one sentence."""

    number: int
    story: str
    left: str
    right: str
    wanted: str
    present: str
    why: str
    is_right: bool


def cases() -> Iterator[Case]:
    """The rows of every table under a comment ``cases``, which names their kind."""
    text = PAGE.read_text(encoding="utf-8")
    tables = re.findall(r"<!-- cases: (\w+) -->\n+((?:\|.*\n)+)", text)
    for kind, table in tables:
        for line in table.splitlines()[2:]:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            number, left, right, wanted, present, why = cells
            story = ""
            if found := re.fullmatch(r"(.+) \(([\w-]+)\)", left):
                left, story = found.groups()
            yield Case(
                number=int(number),
                story=story,
                left=left,
                right=right,
                wanted=wanted,
                present=present,
                why=why,
                is_right=kind == "right",
            )


CASES = list(cases())


def account(cell: str) -> tuple[str, str]:
    """The day that an account is dated (or nothing) and its words."""
    found = ACCOUNT.fullmatch(cell)
    assert found, f"no account: {cell}"
    day = found[1] or DAY
    return "" if day == "undated" else day, found[2] or found[3]


def said(outcome: Outcome) -> str:
    """What findings tell of a pair in a story, in the words of the page: the relation, with the
    facets that tell a difference; ``apart`` where the two stand in no claim together."""
    if not outcome.is_aligned:
        return "apart"
    told = outcome.told
    facets = sorted({each.facet for each in outcome.said if each.relation == told})
    return f"{told} of {', '.join(facets)}" if told in ("conflict", "update") else told


def row(left: str, right: str, a: str = "a.txt", b: str = "b.txt") -> Row:
    return Row(
        a=a, a_quote=left, b=b, b_quote=right, relation="conflict", kind="none", soft=False,
        place="here",
    )  # fmt: skip


def told_of_sentences(case: Case, folder: Path) -> str:
    """The relation of the one claim of two articles of a sentence each, with its facet."""
    for name, cell in (("a.txt", case.left), ("b.txt", case.right)):
        day, words = account(cell)
        head = f"Date: {day}\n\n" if day else ""
        (folder / name).write_text(f"{head}{words}.\n", encoding="utf-8")
    comparison = compare(read_articles([folder]), OPTIONS)
    assert len(comparison.statements) == 2, "each account is one statement"
    verdict = comparison.verdicts[0]
    if verdict.relation is Relation.SINGLE:
        return "apart"
    differs = verdict.relation in (Relation.CONFLICT, Relation.UPDATE)
    return f"{verdict.relation} of {verdict.facet}" if differs else verdict.relation.value


@cache
def story(name: str) -> tuple[Answer, dict[str, str], dict[str, str]]:
    """One golden story's answer, its articles' texts and ids by the names of their files."""
    folder = GOLDEN / name / "articles"
    comparison = compare(read_articles([folder]), CompareOptions(encoder="none"))
    files = files_of(comparison.articles, folder)
    ids = {file: article.id for file, article in files.items()}
    return Answer.of(comparison), {file: article.text for file, article in files.items()}, ids


def told_in_story(case: Case) -> str:
    """What is told of the first two articles, by name, that hold the quotes."""
    answer, texts, ids = story(case.story)
    quotes = account(case.left)[1], account(case.right)[1]
    places = [[name for name in sorted(texts) if quote in texts[name]] for quote in quotes]
    assert all(places), f"no article of {case.story} has these words: {quotes}"
    a = places[0][0]
    b = next(name for name in places[1] if name != a)
    return said(answer.outcome(row(*quotes, a, b), ids[a], ids[b]))


def test_the_page_has_cases_of_each_kind() -> None:
    assert [case.number for case in CASES] == list(range(1, len(CASES) + 1))
    assert len(CASES) > 30
    assert {case.is_right for case in CASES} == {True, False}
    assert any(case.story for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.number))
def test_the_page_tells_what_the_program_says(case: Case, tmp_path: Path) -> None:
    told = told_in_story(case) if case.story else told_of_sentences(case, tmp_path)
    assert told == case.present, f"{case.left} / {case.right}: write what it says now"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.number))
def test_a_case_is_right_where_it_is_as_wanted(case: Case) -> None:
    relation, _, facet = case.wanted.partition(" of ")
    is_right = case.present == case.wanted or (not facet and case.present.startswith(relation))
    assert is_right is case.is_right
    assert case.why
