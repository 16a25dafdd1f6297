"""JSON Lines, CSV and Markdown of the same values: for scripts, sheets and pasting.

CSV and Markdown are read by programs that run formulas and render HTML: words of articles are
made harmless for each (`sheet_cell`, `escaped`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from srccmp.comparison import Comparison, json_bytes
from srccmp.model import Article, Relation, TimelineEntry
from srccmp.present.course import course_rows
from srccmp.present.diff import Listing, summary
from srccmp.present.events import Disputes
from srccmp.present.look import Look
from srccmp.present.safe import Piece, excerpt, safe, trimmed
from srccmp.present.sources import articles_of
from srccmp.present.stories import title_of, told_stories
from srccmp.present.view import EVERYTHING, Filter, Index, Member, Told
from srccmp.present.words import CERTAINTY, HEADINGS, count, interval, published

# What a spreadsheet takes for a formula when a cell begins with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|~])")
NAME = re.compile(r"\w+", re.ASCII)  # a column of ours; a source's key may be anything
HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

ROOM = 240  # letters of an excerpt in Markdown

Row = dict[str, object]

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
]


# Rows of plain values --------------------------------------------------------------------------


def claim_rows(index: Index, told: Iterable[Told]) -> list[Row]:
    """One row a member of a claim, in the order of the claims and positions."""
    rows: list[Row] = []
    for each in told:
        verdict = each.verdict
        positions = verdict.positions
        place = {
            member: rank for rank, position in enumerate(positions) for member in position.members
        }
        states = {told.statement: told.state for side in positions for told in side.tellings}
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
                    "facet": verdict.facet.value if verdict.facet else "",
                    "sources": verdict.sources,
                    "origins": verdict.origins,
                    "position": each.sides[rank].letter if rank is not None else "",
                    "label": each.sides[rank].label if rank is not None else "",
                    "source": safe(article.source.name),
                    "language": annotated.statement.language,
                    "published": _day(article),
                    "certainty": annotated.modality.certainty.value,
                    "polarity": annotated.modality.polarity.value,
                    "speaker": safe(attribution.speaker or "") if attribution else "",
                    "evidence": " … ".join(safe(mark.of(article.text)) for mark in marks),
                    "text": safe(annotated.statement.text).strip(),
                    "statement": annotated.id,
                    "article": article.id,
                    "path": safe(article.path),
                    "start": annotated.statement.span.start,
                    "end": annotated.statement.span.stop,
                    "story": each.claim.story,
                    "state": states[member].value if member in states else "",
                }
            )
    return rows


def timeline_rows(index: Index, entries: Iterable[TimelineEntry]) -> list[Row]:
    """One row a statement or publication of the timeline; ``against`` are the times that others
    tell of the same and that cannot hold as well."""
    rows: list[Row] = []
    disputes = Disputes(index)
    for entry in entries:
        times = _times(entry) | {"story": index.story_of(entry), "against": disputes.told(entry)}
        if entry.article:
            article = index.articles[entry.article]
            rows.append(times | {"kind": "published", **_issue(article), "text": _title(article)})
        for statement_id in entry.statements:
            article = index.article_of(statement_id)
            text = safe(index.statements[statement_id].statement.text).strip()
            rows.append(
                times
                | {"kind": "event", **_issue(article), "text": text}
                | {"claim": entry.claim or "", "statement": statement_id}
            )
    return rows


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
            "title": safe(article.title or ""),
            "author": safe(article.author or ""),
            "language": article.language.code,
            "language_decided_by": safe(article.language.decided_by),
            "published": _day(article),
            "date_decided_by": safe(article.published.decided_by) if article.published else "",
            "reprint_of": article.reprint_of or "",
            "origins": ", ".join(map(index.origin, article.origins)),
            "statements": said.get(article.id, 0),
            "url": safe(article.url or ""),
            "path": safe(article.path),
            "story": article.story,
        }
        for article in articles_of(index, wanted)
    ]


def _times(entry: TimelineEntry) -> Row:
    return {
        "when": interval(entry.earliest, entry.latest, entry.grain),
        "earliest": entry.earliest.isoformat(timespec="minutes"),
        "latest": entry.latest.isoformat(timespec="minutes"),
        "grain": entry.grain.value,
        "disputed": "yes" if entry.disputed else "",
        "claim": "",
        "statement": "",
    }


def _issue(article: Article) -> Row:
    return {
        "source": safe(article.source.name),
        "language": article.language.code,
        "published": _day(article),
        "article": article.id,
        "path": safe(article.path),
    }


def _title(article: Article) -> str:
    return safe(article.title) if article.title else trimmed(article.body.of(article.text), 100)


def _day(article: Article) -> str:
    """The ISO day, or both ends where it is not one day."""
    day = article.published
    if day is None:
        return ""
    first, last = day.earliest.isoformat(), day.latest.isoformat()
    return first if first == last else f"{first}/{last}"


# JSON Lines ------------------------------------------------------------------------------------


def claim_lines(comparison: Comparison) -> bytes:
    """One claim a line, as in the JSON contract, its members with their statement and source."""
    data = comparison.to_dict(texts=False)
    articles = {article["id"]: article for article in data["articles"]}
    statements = {statement["id"]: statement for statement in data["statements"]}

    def opened(member: str) -> dict[str, Any]:
        statement = statements[member]
        article = articles[statement["article"]]
        issue = {key: article[key] for key in ("source", "source_key", "published", "path")}
        return {**statement, **issue}

    return b"".join(
        json_bytes({**claim, "statements": [opened(member) for member in claim["members"]]})
        for claim in data["claims"]
    )


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
        writer.writerow([sheet_cell(row.get(name, "")) for name in names])
    return file.getvalue()


def sheet_cell(value: object) -> object:
    """A cell that no spreadsheet runs as a formula.

    >>> sheet_cell("=1+1"), sheet_cell(-3), sheet_cell("дим")
    ("'=1+1", -3, 'дим')
    """
    if isinstance(value, str) and value.lstrip().startswith(FORMULA):
        return "'" + value
    return value


# Markdown --------------------------------------------------------------------------------------


def escaped(words: str) -> str:
    r"""Words that Markdown shows as they are, in a table too.

    >>> escaped("<b>[sic]</b> | *x*")
    '&lt;b&gt;\\[sic\\]&lt;/b&gt; \\| \\*x\\*'
    """
    return MARKDOWN.sub(r"\\\1", safe(words)).translate(HTML)


def diff_markdown(index: Index, told: Sequence[Told], listing: Listing) -> str:
    """The claims for pasting: a heading a relation, a block a dispute, a line an agreement; where
    there are several stories, one after the other under a heading each."""
    if not index.has_stories:
        return "\n\n".join(_diff_parts(index, told, listing)) + "\n"
    parts = [escaped(told_stories(index))]
    by_story: dict[str, list[Told]] = {}
    for each in told:
        by_story.setdefault(each.claim.story, []).append(each)
    for story, part in index.each_story():
        own = by_story.get(story.id, [])
        if own or listing.filter == EVERYTHING:
            parts.append(f"# {story.id}: {escaped(title_of(story, part, ROOM))}")
            parts += _diff_parts(part, own, listing)
    if alone := index.alone():
        parts.append("# Of no story that another article here tells")
        parts.append("\n".join(_lone(article, index) for article in alone))
    return "\n\n".join(parts) + "\n"


def _lone(article: Article, index: Index) -> str:
    facts = escaped(f"{article.source.name}, {published(article.published)}")
    return f"- {escaped(_title(article))} ({facts}) `{index.short(article.id)}`, {article.story}"


def _diff_parts(index: Index, told: Sequence[Told], listing: Listing) -> list[str]:
    look = Look(width=ROOM // 2)
    parts = [escaped(line.plain) for line in summary(index, told, look, listing.filter)]
    told = listing.shown(told, index)
    for relation in Relation:
        of_relation = [each for each in told if each.verdict.relation is relation]
        if not of_relation:
            continue
        parts.append(f"## {HEADINGS[relation][1].capitalize()} ({len(of_relation)})")
        if relation in (Relation.CONFLICT, Relation.UPDATE):
            parts += [_dispute(each) for each in of_relation]
        else:
            parts.append("\n".join(_bullet(each) for each in of_relation))
    return parts


def table_markdown(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """A Markdown table of these columns."""
    names = [name if NAME.fullmatch(name) else escaped(name) for name in columns]
    head = f"| {' | '.join(names)} |\n|{'|'.join(' --- ' for _ in names)}|"
    body = [
        "| " + " | ".join(escaped(str(row.get(name, ""))) for name in columns) + " |"
        for row in rows
    ]
    return "\n".join([head, *body]) + "\n"


def _dispute(told: Told) -> str:
    verdict = told.verdict
    facet = f"{verdict.facet.value}: " if verdict.facet else ""
    title = escaped(trimmed(told.central.annotated.statement.text, 100))
    voices = f"{count(verdict.sources, 'source')}, {count(verdict.origins, 'origin')}"
    parts = [f"### {facet}{title}", f"{voices}, `{told.short}`"]
    if verdict.relation is Relation.UPDATE:
        parts += [escaped(row) for row in course_rows(verdict.course)]
    for side in told.sides:
        facts = [count(side.sources, "source")]
        if side.origins:
            facts.append("origins: " + ", ".join(side.origins))
        label = f"{side.label} ({side.gloss})" if side.gloss else side.label
        head = f"**{side.letter}. {escaped(label)}** ({escaped('; '.join(facts))})"
        parts.append("\n".join([head, "", *(_quote(member) for member in side.members)]))
    if told.left_out:
        parts.append(escaped(f"left out by: {', '.join(told.left_out)}"))
    return "\n\n".join(parts)


def _quote(member: Member) -> str:
    text = member.annotated.statement.text
    words = _bold(excerpt(text, member.text_marks, ROOM))
    facts = [member.annotated.statement.language, published(member.article.published)]
    facts += [CERTAINTY[member.certainty]] if CERTAINTY[member.certainty] else []
    facts += ["denied"] if member.is_denied else []
    facts += [f"per {member.speaker}"] if member.speaker else []
    facts += [f"reprint of {member.reprint_of}"] if member.reprint_of else []
    facts += [f"also in {', '.join(member.also)}"] if member.also else []
    name = escaped(member.article.source.name)
    return f"- {name} ({', '.join(map(escaped, facts))}): {words}"


def _bullet(told: Told) -> str:
    text = told.central.annotated.statement.text
    names = ", ".join(escaped(member.article.source.name) for member in told.members)
    words = _bold(excerpt(text, told.central.text_marks, ROOM))
    left_out = f"; left out by: {', '.join(map(escaped, told.left_out))}" if told.left_out else ""
    return f"- {words} ({names}{left_out}) `{told.short}`"


def _bold(pieces: Sequence[Piece]) -> str:
    return "".join(
        f"**{escaped(piece.words)}**" if piece.is_marked else escaped(piece.words)
        for piece in pieces
    )
