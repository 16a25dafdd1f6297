"""What one article alone tells, and its compact form for the cache.

All here depends on the article and on this code, not on the articles beside it: so it is computed
once for an article, however often and in whatever company it is compared. `layers` adds what the
others tell.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

from srccmp.annotate.attribution import Speaking, attribute_article
from srccmp.annotate.dates import Mention, find_mentions
from srccmp.annotate.modality import find_modality
from srccmp.annotate.names import name_article
from srccmp.annotate.numbers import find_quantities
from srccmp.annotate.tokens import Token, Word, tokenize, word_of
from srccmp.language import statement_language
from srccmp.model import Article, Entity, Modality, Note, Quantity, Span, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One statement before what the other articles tell is known: times are not resolved, names
    and speakers have the keys of their own article."""

    statement: Statement
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    speaking: Speaking | None
    quantities: tuple[Quantity, ...]
    modality: Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """One article's statements, and notes on what of it became none."""

    drafts: tuple[Draft, ...]
    dropped: tuple[Note, ...] = ()


def draft_article(article: Article, statements: Sequence[Statement]) -> tuple[Draft, ...]:
    """The statements of one article, whose language is settled, with all that it tells of them."""
    own = [
        replace(s, language=statement_language(s.text, article.language.code)) for s in statements
    ]
    tokens = [tokenize(s.text, s.language, offset=s.span.start) for s in own]
    entities = name_article([(row, s.language) for s, row in zip(own, tokens, strict=True)])
    speaking = attribute_article(
        list(zip(own, tokens, strict=True)),
        article.language.code,
        text=article.text,
        outlet=article.source.name,
    )
    drafts = []
    for statement, row, said, names in zip(own, tokens, speaking, entities, strict=True):
        language = statement.language
        mentions = find_mentions(statement.text, language, offset=statement.span.start)
        times = tuple(mention.span for mention in mentions)
        drafts.append(
            Draft(
                statement=statement,
                tokens=row,
                mentions=mentions,
                entities=names,
                speaking=said,
                quantities=find_quantities(row, language, times=times),
                modality=find_modality(row, language),
            )
        )
    return tuple(drafts)


# --- to bytes and back -------------------------------------------------------------------------

# Layers that are written value by value; the tokens, twenty times as many, as columns.
LAYERS = ("statement", "mentions", "entities", "speaking", "quantities", "modality")


def to_bytes(drafted: Drafted) -> bytes:
    """JSON: each distinct word once, each token as its place and its word's number."""
    words: dict[tuple[object, ...], int] = {}
    feats: dict[frozenset[str], int] = {}
    rows = []
    for draft in drafted.drafts:
        starts, numbers = [], []
        for token in draft.tokens:
            feat = feats.setdefault(token.feats, len(feats))
            word = (token.text, token.lower, token.lemma, token.key, token.pos, feat)
            starts.append(token.span.start)
            numbers.append(words.setdefault(word, len(words)))
        rows.append([starts, numbers, *(_plain(getattr(draft, name)) for name in LAYERS)])
    data = [list(words), [sorted(each) for each in feats], rows, _plain(drafted.dropped)]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def from_bytes(data: bytes) -> Drafted | None:
    """What `to_bytes` wrote; None where it did not write this."""
    try:
        words, feats, rows, dropped = json.loads(data.decode("utf-8", "surrogatepass"))
        sets = [frozenset(each) for each in feats]
        table = [
            (len(text), word_of(text, lower, lemma, key, pos, sets[feat]))
            for text, lower, lemma, key, pos, feat in words
        ]
        return Drafted(
            drafts=tuple(_draft(table, *row) for row in rows),
            dropped=_reader(tuple[Note, ...])(dropped),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None


def _draft(
    table: Sequence[tuple[int, Word]],
    starts: Sequence[int],
    numbers: Sequence[int],
    *layers: Any,
) -> Draft:
    tokens = []
    for start, number in zip(starts, numbers, strict=True):
        length, word = table[number]
        tokens.append(Token(Span(start, start + length), *word))
    found = {
        name: read(layer) for (name, read), layer in zip(_layer_readers(), layers, strict=True)
    }
    return Draft(tokens=tuple(tokens), **found)


def _plain(value: Any) -> Any:
    """Tuples and values as lists, the values' fields in their order."""
    if value is None or (isinstance(value, (str, int, float)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return [_plain(getattr(value, name)) for name in _names(value.__class__)]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _layer_readers() -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = typing.get_type_hints(Draft)
    return tuple((name, _reader(hints[name])) for name in LAYERS)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of this type from what `_plain` made of it."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (kind,) = (arm for arm in typing.get_args(hint) if arm is not types.NoneType)
        read = _reader(kind)
        return lambda data: None if data is None else read(data)
    if typing.get_origin(hint) is tuple:
        item = _reader(typing.get_args(hint)[0])
        return lambda data: tuple([item(each) for each in data])
    if is_dataclass(hint):
        kinds = typing.get_type_hints(hint)
        parts = [(field.name, _reader(kinds[field.name])) for field in fields(hint)]
        if hint is Span:
            return lambda data: Span(*data)
        made = typing.cast(type, hint)
        return lambda data: made(
            **{name: read(each) for (name, read), each in zip(parts, data, strict=True)}
        )
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint in (str, int, float, bool):
        return lambda data: data
    raise TypeError(f"no way to read {hint}")
