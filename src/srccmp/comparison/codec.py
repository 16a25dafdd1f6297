"""Values to plain JSON and back, under the names of the contract."""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any

from srccmp.comparison.order import BELOW_DAY, DAY_END
from srccmp.model import (
    Annotated,
    Article,
    Claim,
    Source,
    Span,
    Statement,
    Verdict,
)

BARE = frozenset((str, int, bool, type(None)))
ABSENT = frozenset({"opinion"})  # keys that are left out where they would be null
RENAMED = {"left_id": "left", "right_id": "right", "statement_id": "statement"}


def encode(value: Any) -> Any:
    """A dataclass as an object of its fields, in their order; a span as ``start`` and ``end``."""
    kind: type = type(value)
    return value if kind in BARE else _encoder(kind)(value)


@cache
def _encoder(kind: type) -> Callable[[Any], Any]:
    """What `encode` does with values of one type: a large comparison has millions of them."""
    if issubclass(kind, tuple):
        return lambda value: [encode(item) for item in value]
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, float):
        return _number
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, Span):
        return lambda value: {"start": value.start, "end": value.stop}
    if not is_dataclass(kind):
        return lambda value: value
    return _object_encoder(tuple((name, RENAMED.get(name, name)) for name in _names(kind)))


def _object_encoder(keys: tuple[tuple[str, str], ...]) -> Callable[[Any], Any]:
    has_grain = "grain" in dict(keys)

    def encoded(value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, key in keys:
            item = getattr(value, name)
            kind: type = type(item)
            if kind in BARE:
                if item is not None or name not in ABSENT:
                    found[key] = item
            elif name == "span":
                found["start"], found["end"] = item.start, item.stop
            elif kind is datetime:
                if has_grain and value.grain in BELOW_DAY:
                    found[key] = item.isoformat(timespec="minutes")
                else:
                    found[key] = item.date().isoformat()
            else:
                found[key] = _encoder(kind)(item)
        return found

    return encoded


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


def article_to(article: Article, *, texts: bool) -> dict[str, Any]:
    source = article.source
    found = {
        "id": article.id,
        "path": article.path,
        "source": source.name,
        "source_key": source.key,
        "source_decided_by": source.decided_by,
        "wire": source.wire,
        "title": article.title,
        "language": encode(article.language),
        "published": encode(article.published),
        "origins": list(article.origins),
        "reprint_of": article.reprint_of,
        "story": article.story,
        "sha256": article.sha256,
        "url": article.url,
        "author": article.author,
        "also": list(article.also),
        "body": encode(article.body),
    }
    return found | ({"text": article.text} if texts else {})


def annotated_to(annotated: Annotated) -> dict[str, Any]:
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
    layers: dict[str, Any] = encode(annotated)
    del layers["statement"]
    return head | layers


def claim_to(claim: Claim, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": claim.id,
        "members": list(claim.members),
        "relation": verdict.relation.value,
        "facet": encode(verdict.facet),
        "positions": encode(verdict.positions),
        "sources": verdict.sources,
        "origins": verdict.origins,
        "story": claim.story,
        "stances": encode(verdict.stances),
        "left_out": list(verdict.left_out),
        "findings": encode(verdict.findings),
        "course": encode(verdict.course),
        "links": encode(claim.links),
    }


def article_from(data: Mapping[str, Any]) -> Article:
    if "text" not in data:
        raise ValueError("the articles' texts were left out")
    source = Source(
        key=data["source_key"],
        name=data["source"],
        decided_by=data["source_decided_by"],
        wire=data.get("wire"),
    )
    article: Article = decode(Article, data, source=source)
    return article


def annotated_from(data: Mapping[str, Any]) -> Annotated:
    statement = decode(Statement, data, article_id=data["article"])
    annotated: Annotated = decode(Annotated, data, statement=statement)
    return annotated


def claim_from(data: Mapping[str, Any]) -> tuple[Claim, Verdict]:
    return decode(Claim, data), decode(Verdict, data, claim_id=data["id"])


def decode(kind: type, data: Mapping[str, Any], **given: Any) -> Any:
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
        return lambda data: decode(typing.cast(type, hint), data)
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
