"""The SQLite file: what is in it, that it holds together, that it is the same each time."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import Story, port_fire, port_fire_story
from tests.present.test_pictures import hostile

from srccmp.comparison import Comparison
from srccmp.model import CourseStep, Facet, Opinion, Relation
from srccmp.present.database import MARK, SCHEMA, database
from srccmp.present.filter import Filter, narrowed
from srccmp.present.view import Index

DOCUMENT = Path(__file__).parents[2] / "docs" / "exports.md"
QUERIES = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


def opened(comparison: Comparison) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database(Index(comparison)))
    connection.row_factory = sqlite3.Row
    return connection


@pytest.fixture(name="story")
def opened_story() -> Iterator[sqlite3.Connection]:
    connection = opened(port_fire())
    yield connection
    connection.close()


def names(connection: sqlite3.Connection, kind: str) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = ? ORDER BY name", [kind])
    return [row[0] for row in rows]


@pytest.mark.parametrize("make", [port_fire, hostile])
def test_it_holds_together(make: Callable[[], Comparison]) -> None:
    connection = opened(make())
    assert [tuple(row) for row in connection.execute("PRAGMA integrity_check")] == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in names(connection, "table"):
        if "_fts" not in table:
            assert [row for row in connection.execute(f"PRAGMA table_info({table})") if row["pk"]]
    assert connection.execute("PRAGMA application_id").fetchone()[0] == MARK
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    meta = dict(map(tuple, connection.execute("SELECT key, value FROM meta")))
    assert (meta["schema"], meta["comparison"]) == (SCHEMA, "srccmp.comparison/1")
    assert meta["option.encoder"] == "none"


def test_the_same_bytes_each_time_and_in_another_process(tmp_path: Path) -> None:
    data = database(Index(port_fire()))
    assert data == database(Index(port_fire()))
    script = (
        "import sys; from tests.builders import port_fire; from srccmp.present.view import Index\n"
        "from srccmp.present.database import database\n"
        "blocks = [bytes([n]) * 4096 for n in range(200)]; del blocks\n"  # a memory of its own
        "sys.stdout.buffer.write(database(Index(port_fire())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=DOCUMENT.parents[1],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": ":".join(["src", *sys.path]), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )
    assert done.stdout == data
    file = tmp_path / "story.db"
    file.write_bytes(data)
    assert sqlite3.connect(file).execute("SELECT count(*) FROM claims").fetchone() == (8,)


def test_offsets_are_those_of_the_text(story: sqlite3.Connection) -> None:
    rows = story.execute(
        "SELECT s.text, substr(a.text, s.start_char + 1, s.end_char - s.start_char)"
        " FROM statements AS s JOIN articles AS a ON a.id = s.article"
    ).fetchall()
    assert len(rows) == 19
    assert all(row[0] == row[1] for row in rows)
    rows = story.execute(
        "SELECT f.left_words, substr(l.text, f.left_start + 1, f.left_end - f.left_start),"
        " f.right_words, substr(r.text, f.right_start + 1, f.right_end - f.right_start)"
        " FROM findings AS f"
        " JOIN statements AS ls ON ls.id = f.left_statement JOIN articles AS l ON l.id = ls.article"
        " JOIN statements AS rs ON rs.id = f.right_statement"
        " JOIN articles AS r ON r.id = rs.article"
    ).fetchall()
    assert len(rows) == 11
    assert all((row[0], row[2]) == (row[1], row[3]) for row in rows)


def test_a_journalist_asks(story: sqlite3.Connection) -> None:
    disputes = story.execute(
        "SELECT letter, source, speaker, language, published_earliest, words FROM disputes"
    ).fetchall()
    assert [tuple(row) for row in disputes[:2]] == [
        ("A", "Солянський вісник", "рятувальники", "uk", "2031-05-03", "коротке замикання"),
        ("A", "Берег", "министерство транспорта", "ru", "2031-05-04", "замыкание проводки"),
    ]
    assert [row["letter"] for row in disputes] == list("AAABBB")
    (reprint,) = story.execute("SELECT * FROM who_repeats_whom WHERE what = 'text'")
    assert (reprint["source"], reprint["repeats"]) == ("Хвиля", "Солянський вісник")
    words = story.execute(
        "SELECT source, repeats, statements FROM who_repeats_whom WHERE what = 'words'"
    )
    assert ("Берег", "Губернатор", 1) in [tuple(row) for row in words]
    against = story.execute("SELECT left_source, left_words, right_source FROM contradictions")
    assert ("Солянський вісник", "коротке замикання", "Port Daily") in map(tuple, against)
    assert {row["relation"] for row in story.execute("SELECT * FROM agreements")} == {"agree"}
    assert len(story.execute("SELECT * FROM updates").fetchall()) == 3
    chronology = story.execute("SELECT * FROM chronology").fetchall()
    assert [row["earliest"] for row in chronology] == sorted(r["earliest"] for r in chronology)
    assert sum(row["kind"] == "published" for row in chronology) == 5


def test_who_is_silent() -> None:
    told = Story()
    for number in range(4):
        told.article(
            f"{number}.txt",
            "{s" + str(number) + "|The bridge fell.}",
            source=f"Paper {number}",
            language="en",
            published="2031-05-03",
        )
    told.article(
        "z.txt", "{z|It rained.}", source="Last Post", language="en", published="2031-05-06"
    )
    told.claim(Relation.AGREE, {"fell": [f"s{number}" for number in range(4)]})
    rows = opened(told.comparison()).execute("SELECT source, relation, told_by FROM silent")
    assert [tuple(row) for row in rows] == [("Last Post", "agree", 4)]


@pytest.mark.parametrize("query", QUERIES, ids=[q.split("\n")[0][:40] for q in QUERIES])
def test_the_documents_queries_give_an_answer(query: str, story: sqlite3.Connection) -> None:
    assert story.execute(query).fetchall()


def test_the_document_names_every_table_and_view(story: sqlite3.Connection) -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    for name in names(story, "table") + names(story, "view"):
        if not name.startswith("statements_fts_"):
            assert f"`{name}`" in told, name


@pytest.mark.parametrize(
    "word", ["Солянка", "солянка", "елеватор*", '"коротке замикання"', "drone"]
)
def test_words_are_found(word: str, story: sqlite3.Connection) -> None:
    found = story.execute("SELECT text FROM statements_fts WHERE statements_fts MATCH ?", [word])
    bare = word.strip('*"').casefold()
    texts = [row["text"].casefold() for row in found]
    assert texts
    assert all(bare in text for text in texts)


def test_the_index_stays_right_after_a_vacuum(tmp_path: Path) -> None:
    file = tmp_path / "story.db"
    file.write_bytes(database(Index(port_fire())))
    connection = sqlite3.connect(file)
    connection.execute("VACUUM")
    connection.execute("INSERT INTO statements_fts (statements_fts) VALUES ('integrity-check')")
    query = "SELECT text FROM statements_fts WHERE statements_fts MATCH 'drone'"
    assert "a drone" in connection.execute(query).fetchone()[0]


def test_an_sqlite_without_the_index_gives_all_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srccmp.present.database._has_full_text", lambda _connection: False)
    connection = opened(port_fire())
    assert "statements_fts" not in names(connection, "table")
    assert connection.execute("SELECT count(*) FROM disputes").fetchone()[0] == 6


@settings(deadline=None, max_examples=40)
@given(
    st.text(alphabet=st.characters(exclude_characters="{}|[]", exclude_categories=["Cs"])),
    st.text(min_size=1),
)
def test_any_text_keeps_its_offsets(told: str, name: str) -> None:
    made = Story()
    made.article(
        f"{name}.txt",
        f"{told}{{a|{told}x}}",
        source=name,
        language="en",
        published=None,
        title=told,
    )
    made.claim(Relation.SINGLE, {told: ["a"]})
    row = opened(made.comparison()).execute(
        "SELECT s.text, substr(a.text, s.start_char + 1, s.end_char - s.start_char), end_char"
        " FROM statements AS s JOIN articles AS a ON a.id = s.article"
    )
    text, words, end = row.fetchone()
    assert text == words == f"{told}x".replace("\0", "\ufffd")
    assert end == 2 * len(told) + 1


def test_a_whole_of_layers_course_and_opinion() -> None:
    """What the port's story has not: a course, a second opinion, signs that SQLite cannot keep."""
    made = port_fire_story()
    made.counted("en_cause", 1, "drone")
    few = made.statements["en_cause"]
    most = replace(few, quantities=(replace(few.quantities[0], low=None),))
    made.statements["en_cause"] = most
    comparison = made.comparison()
    update = next(v for v in comparison.verdicts if v.relation is Relation.UPDATE)
    step = CourseStep(
        low=4, high=4, approximate=False, unit="person", role="injured", day=None,
        statements=update.positions[0].members,
    )  # fmt: skip
    opinion = Opinion(before=None, entailment=0.1, contradiction=0.8)
    changed = replace(
        update, course=(step,), findings=(replace(update.findings[0], opinion=opinion),)
    )
    first = replace(comparison.articles[0], path="a\udcff.txt", title="nul\0 and \x1b[31mred")
    connection = opened(
        replace(
            comparison,
            articles=(first, *comparison.articles[1:]),
            verdicts=tuple(changed if v is update else v for v in comparison.verdicts),
        )
    )
    assert tuple(connection.execute("SELECT low, unit, role FROM course").fetchone()) == (
        4, "person", "injured",
    )  # fmt: skip
    assert len(connection.execute("SELECT * FROM course_statements").fetchall()) == 1
    row = connection.execute(
        "SELECT opinion_contradiction FROM findings WHERE claim = ?", [update.claim_id]
    ).fetchone()
    assert tuple(row) == (0.8,)
    row = connection.execute("SELECT path, title FROM articles WHERE id = ?", [first.id]).fetchone()
    assert tuple(row) == ("a\\udcff.txt", "nul and red")
    low = connection.execute("SELECT count(*) FROM quantities WHERE low IS NULL").fetchone()
    assert tuple(low) == (1,)


def test_a_filter_keeps_the_articles_and_narrows_the_claims() -> None:
    comparison = narrowed(port_fire(), Filter(facets=(Facet.QUANTITY,)))
    connection = opened(comparison)
    assert connection.execute("SELECT relation FROM claims").fetchone()[0] == "update"
    counts = "SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM articles)"
    assert tuple(connection.execute(counts).fetchone()) == (1, 5)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_first_that_is_not_there_is_pointed_at_by_nobody() -> None:
    comparison = port_fire()
    alone = replace(comparison.articles[0], reprint_of="0123456789ab")
    connection = opened(replace(comparison, articles=(alone, *comparison.articles[1:])))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_nothing_at_all_is_a_database_too() -> None:
    empty = replace(
        port_fire(), articles=(), statements=(), claims=(), verdicts=(), timeline=(), notes=()
    )
    assert opened(empty).execute("SELECT count(*) FROM disputes").fetchone()[0] == 0
