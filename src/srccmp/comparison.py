"""The whole answer, and its JSON form (``srccmp.comparison/1``; docs/json.md tells every key).

A `Comparison` is always in canonical order and in canonical numbers (scores to four digits, times
to the grain that they have), so that equal answers are equal values and equal bytes.
"""

from __future__ import annotations

import json
import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any

from srccmp.errors import BadInput
from srccmp.model import (
    Annotated,
    Article,
    Claim,
    Facet,
    Finding,
    Grain,
    Note,
    Position,
    Relation,
    Score,
    Source,
    Span,
    Statement,
    TimelineEntry,
    TimeRef,
    Verdict,
)
from srccmp.options import CompareOptions

SCHEMA = "srccmp.comparison/1"

# Scores are sums of floats whose last digits differ between machines; four digits do not.
DIGITS = 4
BELOW_DAY = (Grain.MINUTE, Grain.HOUR, Grain.DAYPART)
DAY_END = time(23, 59)

RELATIONS = {relation: rank for rank, relation in enumerate(Relation)}
FACETS: dict[Facet | None, int] = {facet: rank for rank, facet in enumerate(Facet)}
FACETS[None] = len(FACETS)
STAGES = ("read", "language", "segment", "annotate", "engines", "align", "judge", "timeline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was compared, how, and what came of it.

    Articles stand by path, statements by article and place, claims with the most contested first
    (see `claims_in_order`), each claim's positions by who published first; ``verdicts[i]`` judges
    ``claims[i]``. Raises ``ValueError`` where a claim has no verdict or an id points nowhere.
    """

    options: CompareOptions
    articles: tuple[Article, ...]
    statements: tuple[Annotated, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    timeline: tuple[TimelineEntry, ...]
    notes: tuple[Note, ...] = ()
    schema: str = SCHEMA

    def __post_init__(self) -> None:
        articles = tuple(sorted(map(_canonical_article, self.articles), key=_by_path))
        place = {article.id: rank for rank, article in enumerate(articles)}
        statements = _statements_in_order(self.statements, place)
        order = {annotated.id: rank for rank, annotated in enumerate(statements)}
        owner = {
            annotated.id: articles[place[annotated.statement.article_id]]
            for annotated in statements
        }
        verdicts = {
            v.claim_id: _canonical_verdict(v, order=order, owner=owner) for v in self.verdicts
        }
        if len({claim.id for claim in self.claims}) < len(self.claims):
            raise ValueError("two claims have one id")
        if missing := sorted({claim.id for claim in self.claims} - verdicts.keys()):
            raise ValueError(f"claims without a verdict: {', '.join(missing)}")
        claims = claims_in_order(
            [_canonical_claim(claim, order) for claim in self.claims], verdicts, order, owner
        )
        canonical: dict[str, object] = {
            "articles": articles,
            "statements": statements,
            "claims": claims,
            "verdicts": tuple(verdicts[claim.id] for claim in claims),
            "timeline": tuple(
                sorted((_canonical_entry(e, order) for e in self.timeline), key=_by_time)
            ),
            "notes": tuple(sorted(self.notes, key=_by_stage)),
        }
        for name, value in canonical.items():
            object.__setattr__(self, name, value)

    def has(self, relation: Relation) -> bool:
        """Whether any claim has this relation."""
        return any(verdict.relation is relation for verdict in self.verdicts)

    def to_dict(self, *, texts: bool = True) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers under the names of the JSON contract.

        Without ``texts`` the articles' full texts are left out (the statements keep theirs); then
        `from_dict` cannot read it back.
        """
        return {
            "schema": self.schema,
            "options": _encode(self.options),
            "articles": [_article_to(article, texts=texts) for article in self.articles],
            "statements": [_annotated_to(annotated) for annotated in self.statements],
            "claims": [
                _claim_to(claim, verdict)
                for claim, verdict in zip(self.claims, self.verdicts, strict=True)
            ],
            "timeline": [_encode(entry) for entry in self.timeline],
            "notes": [_encode(note) for note in self.notes],
        }

    def to_json(self, *, texts: bool = True, indent: int | None = 2) -> bytes:
        """UTF-8 with the keys in the order of the contract: the same bytes for equal answers."""
        return json_bytes(self.to_dict(texts=texts), indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Comparison:
        """The comparison that `to_dict` wrote. Unknown keys are passed over, as a later version
        may add some; raises `BadInput` where one is missing or holds what it cannot."""
        found = data.get("schema")
        if found != SCHEMA:
            raise BadInput(
                f"not a comparison of schema {SCHEMA}: {found!r}", hint="compare the articles anew"
            )
        try:
            pairs = [_claim_from(claim) for claim in data["claims"]]
            return cls(
                options=_decode(CompareOptions, data["options"]),
                articles=tuple(map(_article_from, data["articles"])),
                statements=tuple(map(_annotated_from, data["statements"])),
                claims=tuple(claim for claim, _ in pairs),
                verdicts=tuple(verdict for _, verdict in pairs),
                timeline=tuple(_decode(TimelineEntry, entry) for entry in data["timeline"]),
                notes=tuple(_decode(Note, note) for note in data["notes"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInput(
                f"a damaged comparison: {type(error).__name__} {error}",
                hint="compare the articles anew",
            ) from error


def json_bytes(data: object, *, indent: int | None = None) -> bytes:
    r"""JSON as UTF-8, one line feed at the end; a path's undecodable bytes stay as escapes.

    >>> json_bytes({"path": "a\udcff"})
    b'{"path": "a\\udcff"}\n'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    # A lone surrogate is written \udcff, which is what JSON calls it too.
    return (text + "\n").encode("utf-8", "backslashreplace")


# Canonical order and numbers -----------------------------------------------------------------


def claims_in_order(
    claims: list[Claim],
    verdicts: Mapping[str, Verdict],
    order: Mapping[str, int],
    owner: Mapping[str, Article],
) -> tuple[Claim, ...]:
    """Conflicts before updates before agreements; within a relation the most contested first:
    where the most pairs of sources stand in different positions. Facets break ties in their own
    order, then the number of sources, origins and statements, then the place in the articles."""

    def key(claim: Claim) -> tuple[object, ...]:
        verdict = verdicts[claim.id]
        return (
            RELATIONS[verdict.relation],
            -_contested(verdict, owner),
            FACETS[verdict.facet],
            -verdict.sources,
            -verdict.origins,
            -len(claim.members),
            min((order[member] for member in claim.members), default=-1),
            claim.id,
        )

    return tuple(sorted(claims, key=key))


def _contested(verdict: Verdict, owner: Mapping[str, Article]) -> int:
    """Pairs of a source in one position and a source in another."""
    sizes = [len({owner[m].source.key for m in p.members}) for p in verdict.positions]
    return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2


def _statements_in_order(
    statements: tuple[Annotated, ...], place: Mapping[str, int]
) -> tuple[Annotated, ...]:
    for annotated in statements:
        if annotated.statement.article_id not in place:
            raise ValueError(f"statement {annotated.id} is of no article")
    ordered = sorted(
        statements, key=lambda a: (place[a.statement.article_id], a.statement.span, a.id)
    )
    return tuple(
        replace(a, times=tuple(map(_canonical_time, a.times))) if a.times else a for a in ordered
    )


def _canonical_article(article: Article) -> Article:
    confidence = _rounded(article.language.confidence)
    if confidence == article.language.confidence:
        return article
    return replace(article, language=replace(article.language, confidence=confidence))


def _canonical_time(told: TimeRef) -> TimeRef:
    if told.earliest is None or told.latest is None:
        return told
    earliest, latest = _interval(told.earliest, told.latest, told.grain)
    if (earliest, latest) == (told.earliest, told.latest):
        return told
    return replace(told, earliest=earliest, latest=latest)


def _interval(earliest: datetime, latest: datetime, grain: Grain) -> tuple[datetime, datetime]:
    """Days from their first minute to their last, finer grains in whole minutes."""
    if grain in BELOW_DAY:
        return earliest.replace(second=0, microsecond=0), latest.replace(second=0, microsecond=0)
    return datetime.combine(earliest.date(), time()), datetime.combine(latest.date(), DAY_END)


def _canonical_entry(entry: TimelineEntry, order: Mapping[str, int]) -> TimelineEntry:
    earliest, latest = _interval(entry.earliest, entry.latest, entry.grain)
    told_by = _ordered(entry.statements, order)
    return replace(entry, earliest=earliest, latest=latest, statements=told_by)


def _ordered(ids: tuple[str, ...], order: Mapping[str, int]) -> tuple[str, ...]:
    if unknown := [i for i in ids if i not in order]:
        raise ValueError(f"no statement has the id {unknown[0]}")
    return tuple(sorted(ids, key=order.__getitem__))


def _canonical_claim(claim: Claim, order: Mapping[str, int]) -> Claim:
    links = (
        replace(
            link,
            score=_rounded(link.score),
            features=Score(
                **{f.name: _rounded(getattr(link.features, f.name)) for f in fields(Score)}
            ),
        )
        for link in claim.links
    )
    return replace(
        claim,
        members=_ordered(claim.members, order),
        links=tuple(sorted(links, key=lambda link: (order[link.left_id], order[link.right_id]))),
    )


def _canonical_verdict(
    verdict: Verdict, *, order: Mapping[str, int], owner: Mapping[str, Article]
) -> Verdict:
    def since(position: Position) -> tuple[date, int]:
        """Who surely published first, an unknown day counting as the last; then the place."""
        days = (owner[m].published for m in position.members)
        first = min((day.latest for day in days if day is not None), default=date.max)
        return first, min((order[m] for m in position.members), default=-1)

    def place(finding: Finding) -> tuple[object, ...]:
        return (
            RELATIONS[finding.relation],
            FACETS[finding.facet],
            order[finding.left.statement_id],
            order[finding.right.statement_id],
            finding.left.span,
            finding.right.span,
            finding.level,
            finding.reason,
        )

    positions = (replace(p, members=_ordered(p.members, order)) for p in verdict.positions)
    return replace(
        verdict,
        positions=tuple(sorted(positions, key=since)),
        findings=tuple(sorted(verdict.findings, key=place)),
    )


def _by_path(article: Article) -> tuple[str, str]:
    return article.path, article.id


def _by_time(entry: TimelineEntry) -> tuple[object, ...]:
    grain = tuple(Grain).index(entry.grain)
    return (
        entry.earliest,
        entry.latest,
        grain,
        entry.claim or "",
        entry.article or "",
        entry.statements,
    )


def _by_stage(note: Note) -> tuple[object, ...]:
    stage = STAGES.index(note.stage) if note.stage in STAGES else len(STAGES)
    return stage, note.stage, note.subject, note.code, note.message


@typing.overload
def _rounded(score: float) -> float: ...
@typing.overload
def _rounded(score: None) -> None: ...
@typing.overload
def _rounded(score: float | None) -> float | None: ...
def _rounded(score: float | None) -> float | None:
    return None if score is None else round(float(score), DIGITS)


# To JSON -------------------------------------------------------------------------------------

BARE = (str, int, bool, type(None))
RENAMED = {"left_id": "left", "right_id": "right", "statement_id": "statement"}


def _encode(value: Any) -> Any:
    """A dataclass as an object of its fields, in their order; a span as ``start`` and ``end``."""
    if type(value) in BARE:  # most values; the rest of the questions cost more than the answer
        return value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return {"start": value.start, "end": value.stop}
    if not is_dataclass(value):
        return value
    whole_days = getattr(value, "grain", Grain.DAY) not in BELOW_DAY
    found: dict[str, Any] = {}
    for name in _names(value.__class__):
        item = getattr(value, name)
        if name == "span":
            found |= _encode(item)
        elif isinstance(item, datetime):
            found[name] = (
                item.date().isoformat() if whole_days else item.isoformat(timespec="minutes")
            )
        else:
            found[RENAMED.get(name, name)] = _encode(item)
    return found


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _number(value: float) -> float | int | None:
    """Whole numbers without a point; an endless bound is none.

    >>> _number(35.0), _number(2.5), _number(float("inf"))
    (35, 2.5, None)
    """
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def _article_to(article: Article, *, texts: bool) -> dict[str, Any]:
    source = article.source
    found = {
        "id": article.id,
        "path": article.path,
        "source": source.name,
        "source_key": source.key,
        "source_decided_by": source.decided_by,
        "wire": source.wire,
        "title": article.title,
        "language": _encode(article.language),
        "published": _encode(article.published),
        "origins": list(article.origins),
        "reprint_of": article.reprint_of,
        "story": article.story,
        "sha256": article.sha256,
        "url": article.url,
        "also": list(article.also),
        "body": _encode(article.body),
    }
    return found | ({"text": article.text} if texts else {})


def _annotated_to(annotated: Annotated) -> dict[str, Any]:
    statement = annotated.statement
    head = {
        "id": statement.id,
        "article": statement.article_id,
        "start": statement.span.start,
        "end": statement.span.stop,
        "text": statement.text,
        "sentence": statement.sentence,
        "language": statement.language,
    }
    layers: dict[str, Any] = _encode(annotated)
    del layers["statement"]
    return head | layers


def _claim_to(claim: Claim, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": claim.id,
        "members": list(claim.members),
        "relation": verdict.relation.value,
        "facet": _encode(verdict.facet),
        "positions": _encode(verdict.positions),
        "sources": verdict.sources,
        "origins": verdict.origins,
        "story": claim.story,
        "findings": _encode(verdict.findings),
        "links": _encode(claim.links),
    }


# From JSON -----------------------------------------------------------------------------------


def _article_from(data: Mapping[str, Any]) -> Article:
    if "text" not in data:
        raise ValueError("the articles' texts were left out")
    source = Source(
        key=data["source_key"],
        name=data["source"],
        decided_by=data["source_decided_by"],
        wire=data.get("wire"),
    )
    article: Article = _decode(Article, data, source=source)
    return article


def _annotated_from(data: Mapping[str, Any]) -> Annotated:
    statement = _decode(Statement, data, article_id=data["article"])
    annotated: Annotated = _decode(Annotated, data, statement=statement)
    return annotated


def _claim_from(data: Mapping[str, Any]) -> tuple[Claim, Verdict]:
    return _decode(Claim, data), _decode(Verdict, data, claim_id=data["id"])


def _decode(kind: type, data: Mapping[str, Any], **given: Any) -> Any:
    """A dataclass from its object; raises KeyError, TypeError or ValueError where it is none."""
    if not isinstance(data, Mapping):
        raise TypeError(f"{kind.__name__} is no object: {data!r:.60}")
    found = dict(given)
    for name, key, read, is_required in _readers(kind):
        if name in given:
            continue
        if name == "span":
            found[name] = Span(data["start"], data["end"])
        elif name in ("earliest", "latest") and read is _moment:
            found[name] = _moment(data[key], is_end=name == "latest")
        elif key in data:
            found[name] = read(data[key])
        elif is_required:
            raise KeyError(f"{kind.__name__}.{key}")
    return kind(**found)


@cache
def _readers(kind: type) -> tuple[tuple[str, str, Callable[..., Any], bool], ...]:
    """Each field: its name, its key, what reads it, and whether it must be there."""
    hints = typing.get_type_hints(kind)
    return tuple(
        (
            field.name,
            RENAMED.get(field.name, field.name),
            _reader(hints[field.name]),
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(kind)
    )


def _reader(hint: Any) -> Callable[..., Any]:
    """What turns JSON into a value of this type, and refuses what is none."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        kinds = [arm for arm in typing.get_args(hint) if arm is not types.NoneType]
        read = _reader(kinds[0])
        return read if read is _moment else (lambda data: None if data is None else read(data))
    if typing.get_origin(hint) is tuple:
        item = _reader(typing.get_args(hint)[0])
        return lambda data: tuple(item(each) for each in _of(list, data))
    if hint is Span:
        return lambda data: Span(data["start"], data["end"])
    if hint is datetime:
        return _moment
    if hint is date:
        return date.fromisoformat
    if hint is float:
        return lambda data: float(_of((int, float), data))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if is_dataclass(hint):
        return lambda data: _decode(typing.cast(type, hint), data)
    return lambda data: _of(hint, data)


def _of(kind: Any, data: Any) -> Any:
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise TypeError(f"{data!r:.60} is no {getattr(kind, '__name__', 'number')}")
    return data


def _moment(data: str | None, *, is_end: bool = False) -> datetime | None:
    """
    >>> _moment("2025-11-14", is_end=True)
    datetime.datetime(2025, 11, 14, 23, 59)
    """
    if data is None:
        return None
    if "T" in data:
        return datetime.fromisoformat(data)
    return datetime.combine(date.fromisoformat(data), DAY_END if is_end else time())
