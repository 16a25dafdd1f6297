"""The whole answer, and its JSON form (``srccmp.comparison/1``; docs/json.md tells every key).

A `Comparison` is always in canonical order and in canonical numbers (scores to four digits, times
to the grain that they have), so that equal answers are equal values and equal bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from srccmp.comparison import codec, order
from srccmp.errors import BadInput
from srccmp.model import (
    Annotated,
    Article,
    Claim,
    Note,
    Relation,
    Story,
    TimelineEntry,
    Verdict,
)
from srccmp.options import CompareOptions

SCHEMA = "srccmp.comparison/1"
# Written by their numbers: a terminal may obey them, and readers of lines may end a line there.
UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was compared, how, and what came of it.

    Stories stand by number, articles by path, statements by article and place, claims with the most
    contested first (see `order.claims_in_order`), each claim's positions by who published first;
    ``verdicts[i]`` judges ``claims[i]``. Raises ``ValueError`` where a claim has no verdict or an
    id points nowhere.
    """

    options: CompareOptions
    articles: tuple[Article, ...]
    statements: tuple[Annotated, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    timeline: tuple[TimelineEntry, ...]
    notes: tuple[Note, ...] = ()
    stories: tuple[Story, ...] = ()  # what is not given comes from the articles
    schema: str = SCHEMA

    def __post_init__(self) -> None:
        articles = tuple(sorted(map(order.canonical_article, self.articles), key=order.by_path))
        place = {article.id: rank for rank, article in enumerate(articles)}
        statements = order.statements_in_order(self.statements, place)
        ranks = {annotated.id: rank for rank, annotated in enumerate(statements)}
        owner = {
            annotated.id: articles[place[annotated.statement.article_id]]
            for annotated in statements
        }
        verdicts = {
            v.claim_id: order.canonical_verdict(v, order=ranks, owner=owner) for v in self.verdicts
        }
        if len({claim.id for claim in self.claims}) < len(self.claims):
            raise ValueError("two claims have one id")
        if missing := sorted({claim.id for claim in self.claims} - verdicts.keys()):
            raise ValueError(f"claims without a verdict: {', '.join(missing)}")
        judged, read = {None, *verdicts}, {None, *place}
        for entry in self.timeline:
            if entry.claim not in judged or entry.article not in read:
                raise ValueError(f"a row of the timeline is of nothing: {entry}")
        claims = order.claims_in_order(
            [order.canonical_claim(claim, ranks) for claim in self.claims], verdicts, ranks, owner
        )
        stories = order.stories_in_order(
            {story.id: story.label for story in self.stories}, articles
        )
        if unknown := {claim.story for claim in self.claims} - {story.id for story in stories}:
            raise ValueError(f"claims of a story without articles: {', '.join(sorted(unknown))}")
        canonical: dict[str, object] = {
            "stories": stories,
            "articles": articles,
            "statements": statements,
            "claims": claims,
            "verdicts": tuple(verdicts[claim.id] for claim in claims),
            "timeline": tuple(
                sorted((order.canonical_entry(e, ranks) for e in self.timeline), key=order.by_time)
            ),
            "notes": tuple(sorted(self.notes, key=order.by_stage)),
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
        stories = order.stories_by_id(self.articles, self.statements, self.claims)
        return {
            "schema": self.schema,
            "options": codec.encode(self.options),
            "stories": [codec.encode(story) for story in self.stories],
            "articles": [codec.article_to(article, texts=texts) for article in self.articles],
            "statements": [codec.annotated_to(annotated) for annotated in self.statements],
            "claims": [
                codec.claim_to(claim, verdict)
                for claim, verdict in zip(self.claims, self.verdicts, strict=True)
            ],
            "timeline": [
                codec.encode(entry) | {"story": order.story_of(entry, stories)}
                for entry in self.timeline
            ],
            "notes": [codec.encode(note) for note in self.notes],
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
            pairs = [codec.claim_from(claim) for claim in data["claims"]]
            return cls(
                options=codec.decode(CompareOptions, data["options"]),
                articles=tuple(map(codec.article_from, data["articles"])),
                statements=tuple(map(codec.annotated_from, data["statements"])),
                claims=tuple(claim for claim, _ in pairs),
                verdicts=tuple(verdict for _, verdict in pairs),
                timeline=tuple(codec.decode(TimelineEntry, entry) for entry in data["timeline"]),
                notes=tuple(codec.decode(Note, note) for note in data["notes"]),
                stories=tuple(codec.decode(Story, story) for story in data.get("stories", ())),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInput(
                f"a damaged comparison: {type(error).__name__} {error}",
                hint="compare the articles anew",
            ) from error


def json_bytes(data: object, *, indent: int | None = None) -> bytes:
    r"""JSON as UTF-8, one line feed at the end; a path's undecodable bytes stay as escapes, and so
    do signs that end a line or move what is seen.

    >>> json_bytes({"path": "a\udcff\u2028"})
    b'{"path": "a\\udcff\\u2028"}\n'
    """
    if indent is None:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    else:
        text = _indented(data, "\n", " " * indent)
    text = UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    # A lone surrogate is written \udcff, which is what JSON calls it too.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _indented(value: Any, margin: str, step: str) -> str:
    """As ``json.dumps(value, ensure_ascii=False, allow_nan=False, indent=step)``, whose indenting
    encoder takes twice as long; ``margin`` is a line feed and the present indent."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind is int:
        return int.__repr__(value)
    if kind is dict and value:
        inner = margin + step
        rows = [
            f"{encode_basestring(key)}: {_indented(item, inner, step)}"
            for key, item in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(rows)}{margin}}}"
    if kind is list and value:
        inner = margin + step
        rows = [_indented(item, inner, step) for item in value]
        return f"[{inner}{f',{inner}'.join(rows)}{margin}]"
    if value is None:
        return "null"
    return json.dumps(value, allow_nan=False)
