"""``--format sqlite``: a comparison as one SQLite file, for SQL, Datasette, DuckDB and the like.

The tables and views are in ``database.sql``, the values those of the JSON contract. Words that are
shown (names, labels, marked words) are one visible line as everywhere (`safe`); the texts of
articles and statements are kept as they are, as offsets count in them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from srccmp.model import Article, Evidence, Span
from srccmp.present.safe import safe, trimmed
from srccmp.present.stories import title_of
from srccmp.present.view import Index, Told
from srccmp.present.words import published as when

SCHEMA = "srccmp.database/1"
VERSION = 1  # of the schema, as PRAGMA user_version tells it
MARK = 0x73726363  # "srcc", PRAGMA application_id
TITLE = 120  # letters of a claim's title

# The index is of the statements' rows, which are numbered in their order and never deleted: it
# holds no second copy of the words. Full stress marks and й are found by their letter, too.
FULL_TEXT = """
CREATE VIRTUAL TABLE statements_fts
USING fts5(text, content="statements", tokenize='unicode61 remove_diacritics 2');
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
INSERT INTO statements_fts (statements_fts) VALUES ('optimize');
"""

Row = Mapping[str, Any]
Data = dict[str, Any]
LAYERS = ("times", "quantities", "entities", "slots")


def database(index: Index) -> bytes:
    """The bytes of an SQLite file: the same ones for equal comparisons and one SQLite version, as
    no clock, no path and no chance has a part in it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.executescript(
            # Without secure_delete SQLite may leave in a page what memory held before.
            "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA secure_delete = ON;"
            f"PRAGMA application_id = {MARK}; PRAGMA user_version = {VERSION};"
            + files("srccmp.present").joinpath("database.sql").read_text(encoding="utf-8")
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        connection.execute("PRAGMA defer_foreign_keys = ON")  # a reprint may stand before its first
        for table, rows in _tables(index):
            _fill(connection, table, rows)
        connection.execute("COMMIT")
        if _has_full_text(connection):
            connection.executescript(FULL_TEXT)
        return connection.serialize()
    finally:
        connection.close()


def _has_full_text(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite was built with FTS5; nearly all are."""
    found = connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    return found.fetchone() is not None


def _fill(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """All rows of a table have the same columns. Raises `sqlite3.IntegrityError` where a row
    points nowhere: that would be a mistake of ours."""
    given = [{name: _value(value) for name, value in row.items()} for row in rows]
    if given:
        names = list(given[0])
        places = ", ".join(f":{name}" for name in names)
        connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", given)


def _value(value: Any) -> Any:
    r"""A value as SQLite takes it: no NUL, where its functions end a text (the sign instead keeps
    the offsets), and a path's undecodable bytes as escapes, as in JSON.

    >>> _value("a\0b"), _value("a\udcff")
    ('a�b', 'a\\udcff')
    """
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode()
    return value


def _tables(index: Index) -> Iterator[tuple[str, Iterable[Row]]]:
    """Each table with its rows, those that others point to first."""
    data = index.comparison.to_dict()
    told = [index.told(claim) for claim in index.comparison.claims]
    statements, claims = data["statements"], data["claims"]
    yield "meta", _meta(data)
    yield "stories", _stories(index)
    yield "origins", _origins(index, data)
    yield "articles", _articles(index, data)
    yield (
        "article_paths",
        ({"article": a["id"], "path": path} for a in data["articles"] for path in a["also"]),
    )
    yield "article_origins", _article_origins(data)
    yield "statements", map(_statement, statements, range(len(statements)))
    for layer in LAYERS:
        yield layer, (_spanned(s, item, n) for s in statements for n, item in enumerate(s[layer]))
    yield (
        "cues",
        (_spanned(s, cue, n) for s in statements for n, cue in enumerate(s["modality"]["cues"])),
    )
    yield "claims", (_claim(each, place) for place, each in enumerate(told))
    yield "claim_members", (row for each in told for row in _members(index, each))
    for table, rows in _POSITIONS:
        yield table, (row for each, d in zip(told, claims, strict=True) for row in rows(each, d))
    yield (
        "left_out",
        (
            {"claim": claim["id"], "source": source}
            for claim in claims
            for source in claim["left_out"]
        ),
    )
    yield "findings", _findings(index)
    links = [(claim["id"], link) for claim in claims for link in claim["links"]]
    yield "links", (_link(claim, link, n) for n, (claim, link) in enumerate(links, 1))
    yield (
        "features",
        (
            {"link": n, "name": name, "value": value}
            for n, (_, link) in enumerate(links, 1)
            for name, value in link["features"].items()
            if value is not None
        ),
    )
    yield (
        "course",
        (
            {"claim": claim["id"], "place": place}
            | {name: value for name, value in step.items() if name != "statements"}
            for claim in claims
            for place, step in enumerate(claim["course"])
        ),
    )
    yield (
        "course_statements",
        (
            {"claim": claim["id"], "place": place, "statement": statement}
            for claim in claims
            for place, step in enumerate(claim["course"])
            for statement in step["statements"]
        ),
    )
    yield "timeline", (_entry(entry, n) for n, entry in enumerate(data["timeline"], 1))
    yield (
        "timeline_statements",
        (
            {"entry": n, "statement": statement}
            for n, entry in enumerate(data["timeline"], 1)
            for statement in entry["statements"]
        ),
    )
    yield "notes", ({"id": n, **note} for n, note in enumerate(data["notes"], 1))


def _meta(data: Data) -> Iterator[Row]:
    yield {"key": "schema", "value": SCHEMA}
    yield {"key": "comparison", "value": data["schema"]}
    for name, value in sorted(data["options"].items()):
        told = value if isinstance(value, str | None) else str(value).lower()
        yield {"key": f"option.{name}", "value": told}


# Articles --------------------------------------------------------------------------------------


def _stories(index: Index) -> Iterator[Row]:
    for place, story in enumerate(index.comparison.stories):
        yield {
            "id": story.id,
            "label": title_of(story, index, TITLE) if story.articles else safe(story.label),
            "earliest": story.earliest.isoformat() if story.earliest else None,
            "latest": story.latest.isoformat() if story.latest else None,
            "place": place,
        }


def _origins(index: Index, data: Data) -> Iterator[Row]:
    """Every key that any other table has."""
    outlets = {article["source_key"] for article in data["articles"]}
    keys = {key for article in data["articles"] for key in article["origins"]}
    keys |= {s["attribution"]["key"] for s in data["statements"] if s["attribution"]}
    for claim in data["claims"]:
        keys |= {key for position in claim["positions"] for key in position["origins"]}
        keys |= {stance["source"] for stance in claim["stances"]} | set(claim["left_out"])
    for key in sorted(outlets | (keys - {None})):
        kind = "source" if key in outlets else "origin"
        yield {"key": key, "name": index.origin(key), "kind": kind}


def _articles(index: Index, data: Data) -> Iterator[Row]:
    for place, article in enumerate(data["articles"]):
        language, published = article["language"], article["published"] or {}
        first = article["reprint_of"]
        yield {
            "id": article["id"],
            "name": f"{safe(article['source'])}, {when(index.articles[article['id']].published)}",
            "story": article["story"],
            "source": article["source_key"],
            "source_name": safe(article["source"]),
            "source_decided_by": article["source_decided_by"],
            "wire": _shown(article["wire"]),
            "title": _shown(article["title"]),
            "author": _shown(article["author"]),
            "language": language["code"],
            "language_confidence": language["confidence"],
            "language_decided_by": language["decided_by"],
            **{
                f"published_{name}": published.get(name)
                for name in ("earliest", "latest", "grain", "decided_by")
            },
            "reprint_of": first if first in index.articles else None,
            "reprint_how": "; ".join(index.kinship(article["id"])) or None,
            "url": _shown(article["url"]),
            "path": article["path"],
            "sha256": article["sha256"],
            "body_start": article["body"]["start"],
            "body_end": article["body"]["end"],
            "text": _kept(article["text"]),
            "place": place,
        }


def _article_origins(data: Data) -> Iterator[Row]:
    said = Counter(
        (s["article"], s["attribution"]["key"]) for s in data["statements"] if s["attribution"]
    )
    for article in data["articles"]:
        for place, origin in enumerate(article["origins"]):
            yield {
                "article": article["id"],
                "origin": origin,
                "statements": said[article["id"], origin],
                "place": place,
            }


def _statement(statement: Data, place: int) -> Row:
    by = statement["attribution"] or {}
    return {
        "id": statement["id"],
        "article": statement["article"],
        "start_char": statement["start"],
        "end_char": statement["end"],
        "text": _kept(statement["text"]),
        "sentence": statement["sentence"],
        "language": statement["language"],
        "polarity": statement["modality"]["polarity"],
        "certainty": statement["modality"]["certainty"],
        "speaker": _shown(by.get("speaker")),
        "speaker_name": _shown(by.get("name")),
        "speaker_key": by.get("key"),
        "cue": _shown(by.get("cue")),
        "manner": by.get("manner"),
        "place": place,
    }


def _spanned(statement: Data, item: Data, place: int) -> Row:
    """A row of a layer: the contract's keys, but for those that are words of SQL."""
    renamed = {"start": "start_char", "end": "end_char", "offset": "offset_minutes"}
    found = {renamed.get(name, name): value for name, value in item.items()}
    return {"statement": statement["id"], "place": place, **found}


def _shown(words: str | None) -> str | None:
    return None if words is None else safe(words)


def _kept(text: str) -> str:
    """A text whose letters are counted: each lone surrogate is one sign still."""
    return text.encode("utf-8", "replace").decode()


# Claims ----------------------------------------------------------------------------------------


def _claim(told: Told, place: int) -> Row:
    return {
        "id": told.claim.id,
        "title": trimmed(told.central.annotated.statement.text, TITLE),
        "story": told.claim.story,
        "relation": told.verdict.relation.value,
        "facet": told.verdict.facet.value if told.verdict.facet else None,
        "sources": told.verdict.sources,
        "origins": told.verdict.origins,
        "place": place,
    }


def _members(index: Index, told: Told) -> Iterator[Row]:
    for place, member in enumerate(told.claim.members):
        marks = index.marks(member, told.verdict)
        yield {
            "claim": told.claim.id,
            "statement": member,
            "place": place,
            "words": " … ".join(index.words(member, mark) for mark in marks),
        }


def _positions(told: Told, claim: Data) -> Iterator[Row]:
    for place, (side, position) in enumerate(zip(told.sides, claim["positions"], strict=False)):
        published = position["published"] or {}
        yield {
            "claim": claim["id"],
            "letter": side.letter,
            "label": side.label,
            "gloss": side.gloss or None,
            "certainty": position["certainty"],
            "is_denial": position["is_denial"],
            "published_earliest": published.get("earliest"),
            "published_latest": published.get("latest"),
            "place": place,
        }


def _position_members(told: Told, claim: Data) -> Iterator[Row]:
    for side, position in zip(told.sides, claim["positions"], strict=False):
        states = {telling["statement"]: telling["state"] for telling in position["tellings"]}
        for place, member in enumerate(position["members"]):
            yield {
                "claim": claim["id"],
                "letter": side.letter,
                "statement": member,
                "state": states.get(member),
                "place": place,
            }


def _position_origins(told: Told, claim: Data) -> Iterator[Row]:
    for side, position in zip(told.sides, claim["positions"], strict=False):
        for place, origin in enumerate(position["origins"]):
            yield {
                "claim": claim["id"],
                "letter": side.letter,
                "origin": origin,
                "place": place,
            }


def _stances(told: Told, claim: Data) -> Iterator[Row]:
    letters = [side.letter for side in told.sides]
    for stance in claim["stances"]:
        sides = [
            (state, letters[position])
            for state, position in zip(stance["states"], stance["positions"], strict=True)
        ]
        for place, (state, letter) in enumerate(sides or [(stance["state"], None)]):
            yield {
                "claim": claim["id"],
                "source": stance["source"],
                "place": place,
                "state": state,
                "letter": letter,
            }


_POSITIONS: tuple[tuple[str, Callable[[Told, Data], Iterator[Row]]], ...] = (
    ("positions", _positions),
    ("position_members", _position_members),
    ("position_origins", _position_origins),
    ("stances", _stances),
)


def _findings(index: Index) -> Iterator[Row]:
    number = 0
    for verdict in index.comparison.verdicts:
        for finding in verdict.findings:
            number += 1
            opinion = finding.opinion
            yield {
                "id": number,
                "claim": verdict.claim_id,
                "facet": finding.facet.value,
                "relation": finding.relation.value,
                "level": safe(finding.level),
                "reason": safe(finding.reason),
                "confidence": finding.confidence,
                **_side(index, "left", finding.left),
                **_side(index, "right", finding.right),
                "opinion_before": opinion.before.value if opinion and opinion.before else None,
                "opinion_entailment": opinion.entailment if opinion else None,
                "opinion_contradiction": opinion.contradiction if opinion else None,
            }


def _side(index: Index, side: str, evidence: Evidence) -> Row:
    span: Span = evidence.span
    article: Article = index.article_of(evidence.statement_id)
    return {
        f"{side}_statement": evidence.statement_id,
        f"{side}_start": span.start,
        f"{side}_end": span.stop,
        f"{side}_words": safe(span.of(article.text)),
    }


def _link(claim: str, link: Data, number: int) -> Row:
    return {
        "id": number,
        "claim": claim,
        "left_statement": link["left"],
        "right_statement": link["right"],
        "score": link["score"],
        "found_by": link["found_by"],
        "mutual": link["mutual"],
    }


def _entry(entry: Data, number: int) -> Row:
    names = ("story", "earliest", "latest", "grain", "claim", "article", "disputed")
    kind = "published" if entry["article"] else "event"
    return {"id": number, "kind": kind} | {name: entry[name] for name in names}
