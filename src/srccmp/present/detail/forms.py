"""``show`` for other programs and for pasting: rows of statements, Markdown with the words as
quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from srccmp.comparison import Comparison
from srccmp.model import Annotated, Article, Certainty, Finding, Polarity, Relation, Span
from srccmp.present import plain
from srccmp.present.course import course_rows
from srccmp.present.detail.claim import outside
from srccmp.present.detail.lookup import Thing
from srccmp.present.detail.texts import Extent
from srccmp.present.diff import Listing
from srccmp.present.filter import EVERYTHING, passing
from srccmp.present.findings import turned
from srccmp.present.parts import only_claims, only_stories
from srccmp.present.plain import CLAIM_COLUMNS, Row, claim_rows, escaped
from srccmp.present.safe import excerpt, safe
from srccmp.present.summary import voices
from srccmp.present.view import Index, Told
from srccmp.present.words import count, iso_days, published

STATEMENT_COLUMNS = [*CLAIM_COLUMNS, "line"]
URL = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%-]+", re.ASCII)


def claims_of(index: Index, thing: Thing) -> list[str]:
    """The claims that a thing is, is in or has."""
    if thing.kind == "claim":
        return [thing.id]
    if thing.kind == "story":
        return [claim.id for claim in index.comparison.claims if claim.story == thing.id]
    found = {claim.id for i in _statements(index, thing) for claim in index.claims_of.get(i, ())}
    return [claim.id for claim in index.comparison.claims if claim.id in found]


def _statements(index: Index, thing: Thing) -> list[str]:
    if thing.kind == "statement":
        return [thing.id]
    if thing.kind == "story":
        return [i for i in index.statements if index.article_of(i).story == thing.id]
    return [i for i in index.statements if index.article_of(i).id == thing.id]


def narrowed_to(index: Index, thing: Thing) -> Comparison:
    """The comparison with the claims of the thing alone, and the articles of its story."""
    story = thing.id if thing.kind == "story" else thing.story
    comparison = only_stories(index.comparison, frozenset({story})) if story else index.comparison
    return only_claims(comparison, set(claims_of(index, thing)))


# Rows ------------------------------------------------------------------------------------------


def rows(index: Index, thing: Thing, extent: Extent) -> tuple[list[Row], list[str]]:
    """One row a statement and claim, with the columns' names: of a claim its members, of a
    statement those of its claims, of an article or story its statements, those in no claim too."""
    told = [index.told(index.claims[claim]) for claim in claims_of(index, thing)]
    found = claim_rows(index, told)
    if thing.kind != "claim":
        own = dict.fromkeys(_statements(index, thing))
        if thing.kind == "article":
            found = [row for row in found if row["statement"] in own]
        found += [_loose(index, index.statements[i]) for i in own if i not in index.claims_of]
    for row in found:
        annotated = index.statements[str(row["statement"])]
        place = extent.place(index.article_of(annotated.id), annotated.statement.span)
        row["line"] = place.line or ""
    if thing.kind == "article":
        found.sort(key=lambda row: index.statements[str(row["statement"])].statement.span)
    return found, STATEMENT_COLUMNS


def _loose(index: Index, annotated: Annotated) -> Row:
    """A statement that is in no claim."""
    article = index.article_of(annotated.id)
    by = annotated.attribution
    return dict.fromkeys(CLAIM_COLUMNS, "") | {
        "source": safe(article.source.name),
        "language": annotated.statement.language,
        "published": iso_days(article.published),
        "certainty": annotated.modality.certainty.value,
        "polarity": annotated.modality.polarity.value,
        "speaker": safe(by.speaker or "") if by else "",
        "text": safe(annotated.statement.text).strip(),
        "statement": annotated.id,
        "article": article.id,
        "path": safe(article.path),
        "start": annotated.statement.span.start,
        "end": annotated.statement.span.stop,
        "story": article.story,
    }


# Markdown ----------------------------------------------------------------------------------------


def markdown(index: Index, thing: Thing, extent: Extent) -> str:
    """For pasting: each statement a quote with its source below."""
    if thing.kind == "story":
        part = index.within([thing.id])
        return plain.diff_markdown(part, passing(part, EVERYTHING), Listing(all=True))
    if thing.kind == "claim":
        parts = _claim(index, index.told(index.claims[thing.id]), extent)
    elif thing.kind == "statement":
        parts = _statement(index, index.statements[thing.id], extent)
    else:
        parts = _article(index, index.articles[thing.id], extent)
    return "\n\n".join(filter(None, parts)) + "\n"


def _claim(index: Index, told: Told, extent: Extent) -> list[str]:
    verdict = told.verdict
    parts = [_heading(told)]
    parts += [escaped(row) for row in course_rows(index, verdict.course)]
    positions = verdict.positions
    for rank, side in enumerate(told.sides):
        members: Sequence[str] = positions[rank].members if positions else told.claim.members
        if positions:
            label = f"{side.label} ({side.gloss})" if side.gloss else side.label
            facts = ["denied"] if side.is_denied else []
            facts += [f"origins: {', '.join(side.origins)}"] if side.origins else []
            after = f" ({escaped('; '.join(facts))})" if facts else ""
            parts.append(f"**{side.letter}. {escaped(label)}**{after}")
        parts += [_quote(index, i, index.marks(i, verdict), extent) for i in members]
    if aside := outside(told):
        parts.append("**On no side**")
        parts += [_quote(index, i, index.marks(i, verdict), extent) for i in aside]
    if told.left_out:
        parts.append(escaped(f"left out by: {', '.join(told.left_out)}"))
    return [*parts, _findings(index, verdict.findings)]


def _heading(told: Told) -> str:
    verdict = told.verdict
    facet = f" · {verdict.facet.value}" if verdict.facet else ""
    return f"### {verdict.relation.value}{facet} `{told.short}`\n\n{voices(told, ', ')}"


def _statement(index: Index, annotated: Annotated, extent: Extent) -> list[str]:
    claims = index.claims_of.get(annotated.id, [])
    marks = [m for claim in claims for m in index.marks(annotated.id, index.verdicts[claim.id])]
    parts = [_quote(index, annotated.id, marks, extent)]
    for claim in claims:
        verdict = index.verdicts[claim.id]
        own = [
            f for f in verdict.findings
            if annotated.id in (f.left.statement_id, f.right.statement_id)
        ]  # fmt: skip
        parts += [_heading(index.told(claim)), _findings(index, own)]
    return parts


def _article(index: Index, article: Article, extent: Extent) -> list[str]:
    title = article.title or article.source.name
    facts = [article.source.name, article.language.code, published(article.published)]
    parts = [f"### {escaped(title)}", _signed(article, facts, extent.place(article).words)]
    lines = []
    for annotated in index.comparison.statements:
        if annotated.statement.article_id != article.id:
            continue
        claims = [
            f"{index.verdicts[claim.id].relation.value} `{index.short(claim.id)}`"
            for claim in index.claims_of.get(annotated.id, [])
        ]
        told = f" ({', '.join(claims)})" if claims else ""
        lines.append(f"- {escaped(annotated.statement.text).strip()}{told}")
    return [*parts, "\n".join(lines)]


def _quote(index: Index, statement_id: str, marks: Sequence[Span], extent: Extent) -> str:
    """The whole statement, its deciding words bold; below it source, language, date, how surely and
    by whom, address, place and id."""
    annotated = index.statements[statement_id]
    article = index.article_of(statement_id)
    span = annotated.statement.span
    text = annotated.statement.text
    inner = [mark.shifted(-span.start) for mark in marks if span.covers(mark)]
    words = "".join(
        f"**{escaped(piece.words)}**" if piece.is_marked else escaped(piece.words)
        for piece in excerpt(text, inner, len(text))
    )
    facts = [article.source.name, annotated.statement.language, published(article.published)]
    if annotated.modality.certainty is not Certainty.ASSERTED:
        facts.append(annotated.modality.certainty.value)
    if annotated.modality.polarity is Polarity.DENIED:
        facts.append("denied")
    if annotated.attribution and annotated.attribution.speaker:
        facts.append(f"per {annotated.attribution.name or annotated.attribution.speaker}")
    place = f"{extent.place(article, span).words} {index.short(statement_id)}"
    return f"> {words}\n>\n> — {_signed(article, facts, place)}"


def _signed(article: Article, facts: Sequence[str], place: str) -> str:
    line = escaped(", ".join(facts))
    if article.url and URL.fullmatch(article.url):
        line += f", <{article.url}>"
    return f"{line} ({escaped(place)})"


def _findings(index: Index, findings: Sequence[Finding]) -> str:
    """How many pairs came to what, the deciding ones first; what words are often enough stands in
    the quotes."""
    groups: dict[tuple[Relation, str, str], list[Finding]] = {}
    for finding in map(turned, findings):
        key = (finding.relation, finding.facet.value, finding.level)
        groups.setdefault(key, []).append(finding)
    ranks = list(Relation)
    lines = []
    for (relation, facet, level), group in sorted(
        groups.items(), key=lambda item: ranks.index(item[0][0])
    ):
        pair = group[0]
        both = " / ".join(
            f"“{index.words(side.statement_id, side.span)}”"
            for side in (pair.left, pair.right)
            if side.span != index.statements[side.statement_id].statement.span
        )
        told = f"{relation.value}, {facet}: {level} ({count(len(group), 'pair')})"
        lines.append(f"- {escaped(told)}" + (f": {escaped(both)}" if both else ""))
    return "\n".join(lines)
