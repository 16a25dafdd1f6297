"""JSON Lines and CSV of the same values, for scripts and sheets (docs/exports.md tells each key).

A sheet is read by programs that run formulas: words of articles are made harmless (`sheet_cell`),
and nothing of them is lost (`cell_words`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from srccmp.comparison import Comparison, json_bytes
from srccmp.model import Article, Finding, TimelineEntry
from srccmp.present.events import Disputes
from srccmp.present.filter import EVERYTHING, Filter
from srccmp.present.markdown import Row as Row
from srccmp.present.markdown import diff_markdown as diff_markdown
from srccmp.present.markdown import escaped as escaped
from srccmp.present.markdown import sources_markdown as sources_markdown
from srccmp.present.markdown import table_markdown as table_markdown
from srccmp.present.markdown import title_or_beginning
from srccmp.present.safe import safe
from srccmp.present.sources import articles_of
from srccmp.present.view import Index, Told
from srccmp.present.words import interval, iso_days

# Where a spreadsheet may take what follows for a formula or command (OWASP, "CSV Injection"): at
# the start of a cell, and after each sign that ends one: a program whose list separator is ";", as
# in most of Europe, opens a file with commas by cutting it there. The signs in full width are
# formulas in East Asian settings.
STARTS = r"(?:^|(?<=[;\t\r\n]))"
RUN = r"'*(?:[\t\r\n]|[^\S;\t\r\n]*[=+\-@＝＋－＠])"
FORMULA = re.compile(f"{STARTS}(?={RUN})")
GUARDED = re.compile(f"{STARTS}'(?={RUN})")
LISTED = "; "  # between the items of a list in one cell

# Of an article, beside each of its statements in a line.
ISSUE = ("source", "source_key", "title", "published", "reprint_of", "url", "path")

CLAIM_COLUMNS = [
    "claim",
    "relation",
    "facet",
    "sources",
    "origins",
    "position",
    "label",
    "source",
    "language",
    "published",
    "certainty",
    "polarity",
    "speaker",
    "evidence",
    "text",
    "statement",
    "article",
    "path",
    "start",
    "end",
    "story",
    "state",
    "source_key",
    "reprint_of",
    "url",
    "findings",
]
TIMELINE_COLUMNS = [
    "when",
    "earliest",
    "latest",
    "grain",
    "disputed",
    "kind",
    "source",
    "language",
    "published",
    "text",
    "claim",
    "statement",
    "article",
    "path",
    "story",
    "against",
]
SOURCE_COLUMNS = [
    "article",
    "source",
    "source_key",
    "source_decided_by",
    "title",
    "author",
    "language",
    "language_decided_by",
    "published",
    "date_decided_by",
    "reprint_of",
    "origins",
    "statements",
    "url",
    "path",
    "story",
    "headline",
    "wire",
    "language_confidence",
    "reprint_how",
    "also",
    "origin_keys",
]


# Rows of plain values --------------------------------------------------------------------------


def claim_rows(index: Index, told: Iterable[Told]) -> list[Row]:
    """One row a member of a claim, in the order of the claims and positions. ``findings`` are
    "facet relation statement": what it was compared with, and what came of it."""
    rows: list[Row] = []
    for each in told:
        verdict = each.verdict
        positions = verdict.positions
        place = {
            member: rank for rank, position in enumerate(positions) for member in position.members
        }
        states = {told.statement: told.state for side in positions for told in side.tellings}
        findings = _findings_of(verdict.findings)
        for member in each.claim.members:
            annotated = index.statements[member]
            article = index.article_of(member)
            rank = place.get(member)
            attribution = annotated.attribution
            marks = index.marks(member, verdict)
            rows.append(
                {
                    "claim": each.claim.id,
                    "relation": verdict.relation.value,
                    "facet": verdict.facet.value if verdict.facet else None,
                    "sources": verdict.sources,
                    "origins": verdict.origins,
                    "position": each.sides[rank].letter if rank is not None else None,
                    "label": each.sides[rank].label if rank is not None else None,
                    "source": safe(article.source.name),
                    "language": annotated.statement.language,
                    "published": iso_days(article.published) or None,
                    "certainty": annotated.modality.certainty.value,
                    "polarity": annotated.modality.polarity.value,
                    "speaker": _shown(attribution.speaker) if attribution else None,
                    "evidence": " … ".join(safe(mark.of(article.text)) for mark in marks),
                    "text": safe(annotated.statement.text).strip(),
                    "statement": annotated.id,
                    "article": article.id,
                    "path": safe(article.path),
                    "start": annotated.statement.span.start,
                    "end": annotated.statement.span.stop,
                    "story": each.claim.story,
                    "state": states[member].value if member in states else None,
                    "source_key": safe(article.source.key),
                    "reprint_of": article.reprint_of,
                    "url": _shown(article.url),
                    "findings": findings.get(member, []),
                }
            )
    return rows


def _findings_of(findings: Sequence[Finding]) -> dict[str, list[str]]:
    """By statement; each finding stands with both of its sides."""
    found: dict[str, list[str]] = {}
    for finding in findings:
        ends = finding.left.statement_id, finding.right.statement_id
        for here, there in (ends, ends[::-1]):
            told = f"{finding.facet.value} {finding.relation.value} {there}"
            if told not in found.setdefault(here, []):
                found[here].append(told)
    return found


def timeline_rows(index: Index, entries: Iterable[TimelineEntry]) -> list[Row]:
    """One row a statement or publication of the timeline; ``against`` are the times that others
    tell of the same and that cannot hold as well."""
    rows: list[Row] = []
    disputes = Disputes(index)
    for entry in entries:
        times = _times(entry) | {"story": index.story_of(entry), "against": disputes.told(entry)}
        if entry.article:
            article = index.articles[entry.article]
            rows.append(
                times
                | {"kind": "published", **_issue(article), "text": title_or_beginning(article)}
            )
        for statement_id in entry.statements:
            article = index.article_of(statement_id)
            text = safe(index.statements[statement_id].statement.text).strip()
            rows.append(
                times
                | {"kind": "event", **_issue(article), "text": text}
                | {"claim": entry.claim, "statement": statement_id}
            )
    return [{name: row[name] for name in TIMELINE_COLUMNS} for row in rows]


def source_rows(index: Index, wanted: Filter = EVERYTHING) -> list[Row]:
    """One row an article."""
    said: dict[str, int] = {}
    for annotated in index.comparison.statements:
        key = annotated.statement.article_id
        said[key] = said.get(key, 0) + 1
    return [
        {
            "article": article.id,
            "source": safe(article.source.name),
            "source_key": safe(article.source.key),
            "source_decided_by": safe(article.source.decided_by),
            "title": _shown(article.title),
            "author": _shown(article.author),
            "language": article.language.code,
            "language_decided_by": safe(article.language.decided_by),
            "published": iso_days(article.published) or None,
            "date_decided_by": safe(article.published.decided_by) if article.published else None,
            "reprint_of": article.reprint_of,
            "origins": list(map(index.origin, article.origins)),
            "statements": said.get(article.id, 0),
            "url": _shown(article.url),
            "path": safe(article.path),
            "story": article.story,
            "headline": title_or_beginning(article),
            "wire": _shown(article.source.wire),
            "language_confidence": article.language.confidence,
            "reprint_how": list(index.kinship(article.id)),
            "also": list(map(safe, article.also)),
            "origin_keys": list(map(safe, article.origins)),
        }
        for article in articles_of(index, wanted)
    ]


def _times(entry: TimelineEntry) -> Row:
    return {
        "when": interval(entry.earliest, entry.latest, entry.grain),
        "earliest": entry.earliest.isoformat(timespec="minutes"),
        "latest": entry.latest.isoformat(timespec="minutes"),
        "grain": entry.grain.value,
        "disputed": entry.disputed,
        "claim": None,
        "statement": None,
    }


def _issue(article: Article) -> Row:
    return {
        "source": safe(article.source.name),
        "language": article.language.code,
        "published": iso_days(article.published) or None,
        "article": article.id,
        "path": safe(article.path),
    }


def _shown(words: str | None) -> str | None:
    return None if words is None else safe(words)


# JSON Lines ------------------------------------------------------------------------------------


def claim_lines(comparison: Comparison) -> bytes:
    """One claim a line, as in the JSON contract, and all that it takes to read it alone: its
    members with their statement and source, each finding's words, the names of the keys."""
    data = comparison.to_dict(texts=False)
    index = Index(comparison)
    articles = {article["id"]: article for article in data["articles"]}
    statements = {statement["id"]: statement for statement in data["statements"]}

    def opened(member: str) -> dict[str, Any]:
        statement = statements[member]
        article = articles[statement["article"]]
        return {**statement, **{key: article[key] for key in ISSUE}}

    def worded(side: dict[str, Any]) -> dict[str, Any]:
        text = index.article_of(side["statement"]).text
        return {**side, "words": text[side["start"] : side["end"]]}

    return b"".join(
        json_bytes(
            {
                **claim,
                "findings": [
                    {**each, "left": worded(each["left"]), "right": worded(each["right"])}
                    for each in claim["findings"]
                ],
                "names": {key: index.origin(key) for key in _keys(index, claim)},
                "statements": [opened(member) for member in claim["members"]],
            }
        )
        for claim in data["claims"]
    )


def _keys(index: Index, claim: dict[str, Any]) -> list[str]:
    """The keys of all sources and origins that a claim names."""
    keys = {origin for position in claim["positions"] for origin in position["origins"]}
    keys |= {stance["source"] for stance in claim["stances"]} | set(claim["left_out"])
    return sorted(keys | {index.article_of(member).source.key for member in claim["members"]})


def lines(rows: Iterable[object]) -> bytes:
    """One value a line."""
    return b"".join(json_bytes(row) for row in rows)


def part(index: Index, kind: str, full: str) -> dict[str, Any]:
    """One claim, statement, article or story of the JSON contract, with the claims, statements and
    articles that belong to it."""
    data = index.comparison.to_dict()
    if kind == "story":
        claims = {c.id for c in index.comparison.claims if c.story == full}
        statements = {i for i in index.statements if index.article_of(i).story == full}
    elif kind == "claim":
        claims = {full}
        statements = set(index.claims[full].members)
    else:
        statements = (
            {full}
            if kind == "statement"
            else {a.id for a in index.comparison.statements if a.statement.article_id == full}
        )
        claims = {c.id for s in statements for c in index.claims_of.get(s, ())}
    articles = {full} if kind == "article" else {index.article_of(s).id for s in statements}
    if kind == "story":
        articles = set(index.stories[full].articles)
    stories = {article["story"] for article in data["articles"] if article["id"] in articles}
    return {
        "schema": data["schema"],
        "kind": kind,
        "id": full,
        "stories": [story for story in data["stories"] if story["id"] in stories],
        "articles": [article for article in data["articles"] if article["id"] in articles],
        "statements": [s for s in data["statements"] if s["id"] in statements],
        "claims": [claim for claim in data["claims"] if claim["id"] in claims],
    }


# CSV -------------------------------------------------------------------------------------------


def sheet(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Comma-separated, RFC 4180, the columns' names first."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(map(sheet_cell, names))
    for row in rows:
        writer.writerow([sheet_cell(row.get(name)) for name in names])
    return file.getvalue()


def sheet_cell(value: object) -> object:
    """A cell that no spreadsheet runs as a formula; lists with "; " between.

    >>> sheet_cell("=1+1"), sheet_cell(-3), sheet_cell("дим"), sheet_cell("a;@b"), sheet_cell("'=x")
    ("'=1+1", -3, 'дим', "a;'@b", "''=x")
    >>> sheet_cell(["a", "b"]), sheet_cell(None), sheet_cell(True)
    ('a; b', '', True)
    """
    if isinstance(value, list | tuple):
        return sheet_cell(LISTED.join(map(str, value)))
    if isinstance(value, str):
        return FORMULA.sub("'", value)
    return "" if value is None else value


def cell_words(cell: str) -> str:
    """The words that `sheet_cell` made the cell of.

    >>> cell_words("'=1+1"), cell_words("''=x"), cell_words("'til noon")
    ('=1+1', "'=x", "'til noon")
    """
    return GUARDED.sub("", cell)
