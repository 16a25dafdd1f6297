"""All forms tell the same: read back from each, ids, relations, positions, sources and findings
are those of the comparison."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import port_fire
from tests.present.test_database import DOCUMENT
from tests.present.test_pictures import hostile

from srccmp.comparison import Comparison
from srccmp.model import Facet, Relation
from srccmp.present import plain
from srccmp.present.database import database
from srccmp.present.diff import Listing
from srccmp.present.filter import EVERYTHING, Filter, chosen, entries, narrowed
from srccmp.present.graph import graphml
from srccmp.present.safe import safe
from srccmp.present.view import Index

FILTERS = {
    "all": EVERYTHING,
    "conflicts": Filter(relations=(Relation.CONFLICT,)),
    "counts": Filter(facets=(Facet.QUANTITY,)),
    "early": Filter(until=date(2031, 5, 3)),
    "one": Filter(sources=("хвиля",)),
}


@dataclass(frozen=True)
class Told:
    """What a form says of one claim."""

    relation: str
    facet: str
    positions: frozenset[tuple[str, frozenset[str]]]  # label, statements
    sources: frozenset[str]  # keys
    findings: frozenset[tuple[str, str, frozenset[str]]]  # facet, relation, statements


Read = Callable[[Comparison, Filter], dict[str, Told]]


def of_json(comparison: Comparison, wanted: Filter) -> dict[str, Told]:
    data = json.loads(narrowed(comparison, wanted).to_json())
    keys = {article["id"]: article["source_key"] for article in data["articles"]}
    owner = {s["id"]: keys[s["article"]] for s in data["statements"]}
    return {claim["id"]: of_claim(claim, owner.__getitem__) for claim in data["claims"]}


def of_claim(claim: dict[str, object], source_of: Callable[[str], str]) -> Told:
    members: list[str] = claim["members"]  # type: ignore[assignment]
    positions: list[dict[str, object]] = claim["positions"]  # type: ignore[assignment]
    findings: list[dict[str, dict[str, str]]] = claim["findings"]  # type: ignore[assignment]
    return Told(
        str(claim["relation"]),
        str(claim["facet"] or ""),
        frozenset((safe(str(p["label"])), frozenset(p["members"])) for p in positions),  # type: ignore[call-overload]
        frozenset(safe(source_of(member)) for member in members),
        frozenset(
            (
                str(f["facet"]),
                str(f["relation"]),
                frozenset((f["left"]["statement"], f["right"]["statement"])),
            )
            for f in findings
        ),
    )


def of_jsonl(comparison: Comparison, wanted: Filter) -> dict[str, Told]:
    found = {}
    for line in plain.claim_lines(narrowed(comparison, wanted)).splitlines():
        claim = json.loads(line)
        owner = {s["id"]: s["source_key"] for s in claim["statements"]}
        found[claim["id"]] = of_claim(claim, owner.__getitem__)
    return found


def of_csv(comparison: Comparison, wanted: Filter) -> dict[str, Told]:
    index = Index(comparison)
    sheet = plain.sheet(plain.claim_rows(index, chosen(index, wanted)), plain.CLAIM_COLUMNS)
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(sheet)):
        rows[row["claim"]].append({key: plain.cell_words(cell) for key, cell in row.items()})
    return {claim: of_rows(own) for claim, own in rows.items()}


def of_rows(rows: Iterable[dict[str, str]]) -> Told:
    own = list(rows)
    positions: dict[tuple[str, str], set[str]] = defaultdict(set)
    findings = set()
    for row in own:
        if row["position"]:
            positions[row["position"], row["label"]].add(row["statement"])
        for each in filter(None, row["findings"].split("; ")):
            facet, relation, other = each.split(" ")
            findings.add((facet, relation, frozenset((row["statement"], other))))
    return Told(
        own[0]["relation"],
        own[0]["facet"],
        frozenset((label, frozenset(members)) for (_, label), members in positions.items()),
        frozenset(row["source_key"] for row in own),
        frozenset(findings),
    )


def of_sqlite(comparison: Comparison, wanted: Filter) -> dict[str, Told]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database(Index(narrowed(comparison, wanted))))

    def ask(query: str, *values: str) -> list[tuple[str, ...]]:
        return connection.execute(query, values).fetchall()

    found = {}
    for claim, relation, facet in ask("SELECT id, relation, facet FROM claims ORDER BY place"):
        positions = [
            (label, frozenset(m for (m,) in ask(
                "SELECT statement FROM position_members WHERE claim = ? AND letter = ?",
                claim, letter,
            )))
            for letter, label in ask("SELECT letter, label FROM positions WHERE claim = ?", claim)
        ]  # fmt: skip
        sources = ask(
            "SELECT a.source FROM claim_members AS m JOIN statements AS s ON s.id = m.statement"
            " JOIN articles AS a ON a.id = s.article WHERE m.claim = ?",
            claim,
        )
        findings = ask(
            "SELECT facet, relation, left_statement, right_statement FROM findings WHERE claim = ?",
            claim,
        )
        found[claim] = Told(
            relation,
            facet or "",
            frozenset(positions),
            frozenset(safe(source) for (source,) in sources),
            frozenset((facet, how, frozenset((a, b))) for facet, how, a, b in findings),
        )
    return found


FORMS: dict[str, Read] = {"jsonl": of_jsonl, "csv": of_csv, "sqlite": of_sqlite}


@pytest.mark.parametrize("wanted", FILTERS)
@pytest.mark.parametrize("form", FORMS)
def test_all_forms_tell_the_same_claims(form: str, wanted: str) -> None:
    comparison = port_fire()
    expected = of_json(comparison, FILTERS[wanted])
    assert expected
    found = FORMS[form](comparison, FILTERS[wanted])
    assert found == expected
    assert list(found) == list(expected)  # in one order, too


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_change_nothing_of_it(form: str) -> None:
    assert FORMS[form](hostile(), EVERYTHING) == of_json(hostile(), EVERYTHING)


@pytest.mark.parametrize("wanted", FILTERS)
def test_markdown_names_the_same_claims(wanted: str) -> None:
    index = Index(port_fire())
    told = chosen(index, FILTERS[wanted])
    text = plain.diff_markdown(index, told, Listing(filter=FILTERS[wanted], all=True))
    found = re.findall(r"`([0-9a-f]+)`$", text, re.MULTILINE)
    assert found == [index.short(claim) for claim in of_json(port_fire(), FILTERS[wanted])]


@pytest.mark.parametrize("make", [port_fire, hostile])
def test_all_forms_tell_the_same_articles(make: Callable[[], Comparison]) -> None:
    comparison = make()
    index = Index(comparison)
    expected = {
        article["id"]: (safe(article["source_key"]), article["reprint_of"], len(article["origins"]))
        for article in comparison.to_dict()["articles"]
    }
    rows = plain.source_rows(index)
    sheet = csv.DictReader(io.StringIO(plain.sheet(rows, plain.SOURCE_COLUMNS)))
    lines = map(json.loads, plain.lines(rows).splitlines())
    assert expected == {
        row["article"]: (row["source_key"], row["reprint_of"], len(row["origins"])) for row in lines
    }
    assert expected == {
        row["article"]: (
            plain.cell_words(row["source_key"]),
            row["reprint_of"] or None,
            len(list(filter(None, row["origins"].split("; ")))),
        )
        for row in sheet
    }
    text = plain.sources_markdown(index)
    assert set(re.findall(r"^\| ([0-9a-f]{4,}) \|", text, re.MULTILINE)) == {
        index.short(article) for article in expected
    }
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database(index))
    query = (
        "SELECT id, source, reprint_of,"
        " (SELECT count(*) FROM article_origins WHERE article = id) FROM articles"
    )
    assert expected == {a: (safe(s), f, n) for a, s, f, n in connection.execute(query)}
    net = networkx.read_graphml(io.BytesIO(graphml(index)))
    for article, (_, first, origins) in expected.items():
        kinds = defaultdict(list)
        for _, end, edge in net.out_edges(f"article:{article}", data=True):
            kinds[edge["kind"]].append(end)
        assert len(kinds["published_by"]) == 1
        assert len(kinds["repeats"]) == origins
        assert kinds["reprint_of"] == ([f"article:{first}"] if first else [])
    keys = {row[0] for row in connection.execute("SELECT origin FROM article_origins")}
    assert len({n for n, d in net.nodes(data=True) if d["kind"] == "origin"}) == len(keys)


def test_a_timeline_is_the_same_in_each_form() -> None:
    comparison = port_fire()
    index = Index(comparison)
    rows = plain.timeline_rows(index, entries(index, EVERYTHING))
    told = {(r["earliest"], r["claim"], r["statement"], r["article"], r["disputed"]) for r in rows}
    sheet = csv.DictReader(io.StringIO(plain.sheet(rows, plain.TIMELINE_COLUMNS)))
    assert told == {
        (r["earliest"], r["claim"] or None, r["statement"] or None, r["article"],
         r["disputed"] == "True")
        for r in sheet
    }  # fmt: skip
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database(index))
    found = connection.execute("SELECT claim, statement, article, disputed FROM chronology")
    assert {row[1:] for row in told} == {(c, s, a, bool(d)) for c, s, a, d in found}


def test_the_keys_of_a_line_are_the_columns_of_the_sheet() -> None:
    index = Index(port_fire())
    for rows, columns in (
        (plain.source_rows(index), plain.SOURCE_COLUMNS),
        (plain.timeline_rows(index, entries(index, EVERYTHING)), plain.TIMELINE_COLUMNS),
        (plain.claim_rows(index, chosen(index, EVERYTHING)), plain.CLAIM_COLUMNS),
    ):
        assert rows
        assert all(list(row) == columns for row in rows)


def test_the_document_tells_every_column_and_key() -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    for name in (*plain.SOURCE_COLUMNS, *plain.TIMELINE_COLUMNS, *plain.CLAIM_COLUMNS):
        assert f"`{name}`" in told, name
    net = networkx.read_graphml(io.BytesIO(graphml(Index(port_fire()))))
    facts = [facts for _, facts in net.nodes(data=True)] + [e for _, _, e in net.edges(data=True)]
    for name in {name for each in facts for name in each}:
        assert f"`{name}`" in told, name
    (line, *_) = map(json.loads, plain.claim_lines(port_fire()).splitlines())
    plain_keys = set(port_fire().to_dict()["claims"][0])
    assert line.keys() - plain_keys == {"statements", "names"}


def test_a_line_stands_alone() -> None:
    lines = [json.loads(line) for line in plain.claim_lines(port_fire()).splitlines()]
    assert len(lines) == 8
    for claim in lines:
        statements = {s["id"]: s for s in claim["statements"]}
        assert list(statements) == claim["members"]
        for statement in statements.values():
            assert statement["text"]
            assert statement["end"] - statement["start"] == len(statement["text"])
            assert statement["language"]
            assert claim["names"][statement["source_key"]] == statement["source"]
            assert statement["published"]["latest"]
        for finding in claim["findings"]:
            for side in (finding["left"], finding["right"]):
                statement = statements[side["statement"]]
                start = side["start"] - statement["start"]
                assert statement["text"][start:].startswith(side["words"])
                assert side["words"]
        keys = {origin for position in claim["positions"] for origin in position["origins"]}
        assert keys <= claim["names"].keys()


@settings(deadline=None)
@given(
    st.lists(
        st.text(alphabet="a\n\r\x0b\x0c\x1c\x1d\x1e\x7f\x85\x9b\u2028\u2029\u202e\u2066я")
        | st.text()
    )
)
def test_a_line_is_a_line_for_every_reader(told: list[str]) -> None:
    data = plain.lines(told).decode()
    assert [json.loads(line) for line in data.splitlines()] == told
    assert not set(data) & set("\x1b\x7f\x85\x9b\u202e\u2066")


# Sheets ----------------------------------------------------------------------------------------

SIGNS = "=+-@＝＋－＠'\" \t\r\n;,aя1"


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet=SIGNS, max_size=12) | st.text(max_size=20))
def test_no_cell_is_a_formula_and_no_word_is_lost(told: str) -> None:
    cell = plain.sheet_cell(told)
    assert isinstance(cell, str)
    assert plain.cell_words(cell) == told
    for part in re.split(r"[;\t\r\n]", cell):  # as a program of another list separator cuts it
        assert not part.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not cell.startswith(("\t", "\r", "\n"))


@settings(deadline=None)
@given(st.lists(st.lists(st.text(alphabet=SIGNS, max_size=8), min_size=2, max_size=2)))
def test_a_sheet_is_read_back_by_rule(rows: list[list[str]]) -> None:
    sheet = plain.sheet([{"a": a, "b": b} for a, b in rows], ["a", "b"])
    assert sheet.startswith("a,b\r\n")
    found = list(csv.reader(io.StringIO(sheet, newline=""), strict=True))
    assert [[plain.cell_words(cell) for cell in row] for row in found[1:]] == rows


def test_plain_words_stay_as_they_are() -> None:
    for told in ("дим над містом", "12 people", "'til noon", "a - b; c = d", "x@y", "5 % (+1)"):
        assert plain.sheet_cell(told) == told


def test_columns_are_added_at_the_end_alone() -> None:
    """Somebody's script counts on them."""
    assert plain.CLAIM_COLUMNS[:22] == [
        "claim", "relation", "facet", "sources", "origins", "position", "label", "source",
        "language", "published", "certainty", "polarity", "speaker", "evidence", "text",
        "statement", "article", "path", "start", "end", "story", "state",
    ]  # fmt: skip
    assert plain.SOURCE_COLUMNS[:16] == [
        "article", "source", "source_key", "source_decided_by", "title", "author", "language",
        "language_decided_by", "published", "date_decided_by", "reprint_of", "origins",
        "statements", "url", "path", "story",
    ]  # fmt: skip
    assert plain.TIMELINE_COLUMNS[:15] == [
        "when", "earliest", "latest", "grain", "disputed", "kind", "source", "language",
        "published", "text", "claim", "statement", "article", "path", "story",
    ]  # fmt: skip
