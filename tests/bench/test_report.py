"""The report as JSON, tables and rows."""

from __future__ import annotations

import re
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.bench.outcomes import Outcome
from srccmp.bench.report import Measured, Report
from srccmp.bench.schema import schema
from srccmp.bench.sets import Problem
from srccmp.bench.table import bench, failure_rows, figure_rows, markdown, summary
from srccmp.options import CompareOptions
from srccmp.present.look import Look, rendered
from tests.bench.builders import outcome
from tests.bench.test_counts import ROWS, outcomes


def report(*rows: Outcome, name: str = "port") -> Report:
    problem = Problem(place="x, line 3", message="bad", hint="mend it")
    story = Measured(
        name=name,
        outcomes=rows,
        problems=(problem,),
        notes=(),
        articles=2,
        statements=9,
        conflicts=3,
    )
    return Report(options=CompareOptions(encoder="none"), stories=(story, replace(story)))


def shown(made: Report, width: int = 100, *, is_unicode: bool = True, has: bool = False) -> str:
    look = Look(width=width, is_unicode=is_unicode)
    return rendered(bench(made, look, has_failures=has), look)


@settings(deadline=None, max_examples=30)  # to validate takes long
@given(st.lists(outcomes, max_size=8))
def test_json_meets_its_schema(rows: list[Outcome]) -> None:
    data = report(*rows).to_dict(has_failures=True)
    jsonschema.validate(data, schema())
    assert data["pairs"] == 2 * len(rows)
    assert data["totals"]["all"]["conflicts"]["of"] == 2 * sum(
        each.row.relation == "conflict" and not each.row.soft for each in rows
    )


def test_the_schema_refuses_what_it_does_not_name() -> None:
    data = report(*ROWS).to_dict()
    for table, row in (("kinds", "colour"), ("relations", "same"), ("languages", "uk")):
        wrong = data | {table: {row: {}}}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({key: data[key] for key in data if key != "totals"}, schema())


def test_each_story_has_figures_of_its_own() -> None:
    data = report(*ROWS).to_dict()
    one = data["stories"][0]
    assert [story["name"] for story in data["stories"]] == ["port", "port"]
    assert one["totals"]["all"]["precision"]["hits"] == 2
    assert data["totals"]["all"]["precision"]["hits"] == 4
    assert one["conflicts"] == 3


def test_the_tables() -> None:
    lines = [" ".join(line.split()) for line in shown(report(*ROWS)).splitlines()]
    assert lines[0] == "24 marked pairs, 2 of them soft, in 2 stories of 4 articles; encoder none"
    assert "conflict 8 6 (75 %) 4 0 0 0 2" in lines
    assert "number 6 6 (100 %) 4 (67 %) 2 (33 %) 33 %" in lines
    assert "quantity 6 2 (33 %) 2 (33 %)" in lines
    assert "en-uk 4 4/4 0/2 (0 %) 0/2 (0 %) 2/2" in lines
    assert "reported conflicts marked as conflict 4/10 40 % 17–69 %" in lines
    assert "false conflicts on agree 2/4 50 % 15–85 %" in lines
    text = " ".join(lines)
    assert "A pair that nobody marked is no negative" in text
    assert "conflicts found 2/2 (100 %), agree and conflict pairs in one claim 2/2" in text
    assert text.endswith(summary(report(*ROWS)))


def test_the_summary() -> None:
    assert summary(report(*ROWS)) == (
        "Conflicts found: 4/8 (50 %), 2 by a facet of their kind. Precision: 4/10 (40 %) "
        "[17–69 %]. False conflicts on agreeing pairs: 2/4 (50 %) [15–85 %]. "
        "Agree and conflict pairs in one claim: 10/12 (83 %)."
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("is_unicode", [True, False])
def test_no_line_is_too_wide(width: int, is_unicode: bool) -> None:
    text = shown(report(*ROWS), width, is_unicode=is_unicode, has=True)
    assert max(map(len, text.splitlines())) <= width
    if not is_unicode:
        text.encode("ascii")


@pytest.mark.parametrize("width", [80, 100])
def test_a_row_of_a_table_is_one_line(width: int) -> None:
    lines = shown(report(*(each for each in ROWS for _ in range(30))), width).splitlines()
    rows = {line.split()[0]: " ".join(line.split()) for line in lines if line.startswith("  ")}
    assert rows["ru-uk"] == "ru-uk 540 360/420 120/180 (67 %) 120/240 (50 %) 60/240 60/120"


def test_where_there_is_no_room_for_a_table_a_row_is_a_paragraph() -> None:
    words = " ".join(shown(report(*ROWS), 40).split())
    assert "conflict: pairs 8, in one claim 6 (75 %), conflict 4, update 0" in words


def test_what_went_wrong_is_listed_with_its_words() -> None:
    wrong = outcome("conflict", "time conflict", kind="number", inside=False)
    made = report(wrong, outcome("conflict", "quantity conflict", kind="number"))
    text = shown(made, has=True)
    assert text.count("✗ port: conflict · number → in one claim") == 2  # of two stories
    assert "conflict · time: “t” / “u”: t / u (beside the quotes)" in text
    assert "✗" not in shown(made)
    assert markdown(made, has_failures=True).count("- port, conflict, number") == 2
    assert [
        row["findings"] for row in failure_rows(made.to_dict(has_failures=True)["failures"])
    ] == ["conflict time: t / u"] * 2


def test_words_of_articles_and_names_are_no_markup() -> None:
    nasty = "\x1b[31m[bold]x[/b]\u202e<b>|\n"
    row = replace(outcome("conflict").row, a=nasty, a_quote=nasty)
    made = report(replace(outcome("conflict"), row=row), name=nasty)
    for text in (shown(made, has=True), markdown(made, has_failures=True)):
        assert not set("\x1b\u202e") & set(text)
    assert "[bold]x[/b]<b>|" in shown(made, has=True)
    assert "<b>" not in markdown(made, has_failures=True)
    rows = figure_rows(made) + failure_rows(made.to_dict(has_failures=True)["failures"])
    assert not any("\x1b" in value for row in rows for value in row.values() if type(value) is str)


def test_markdown_tables_have_as_many_cells_in_each_row() -> None:
    text = markdown(report(*ROWS))
    tables = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert len(tables) == 5
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_a_row_a_figure() -> None:
    rows = figure_rows(report(*ROWS))
    (one,) = (
        row
        for row in rows
        if (row["story"], row["table"], row["figure"]) == ("", "totals", "precision")
    )
    assert (one["hits"], one["of"], one["share"]) == (4, 10, 0.4)
    assert {row["story"] for row in rows} == {"", "port"}


def test_of_nothing_there_are_no_shares() -> None:
    made = report()
    assert "0 marked pairs" in shown(made)
    assert "%" not in markdown(made)
