"""The JSON Schema (draft 2020-12) of what ``srccmp bench --format json`` gives.

Objects stay open: a later version may add keys, and never takes one away under this number.
"""

from __future__ import annotations

from typing import Any

from srccmp.bench.counts import Table
from srccmp.bench.outcomes import TOLD
from srccmp.bench.report import SCHEMA
from srccmp.bench.sets import FACETS, NO_KIND, RELATIONS
from srccmp.model import Facet, Relation

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
WORD: Schema = {"type": "string", "minLength": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
BOOLEAN: Schema = {"type": "boolean"}
SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
OF_NONE = "null: of nothing."

# What the rows of each table are called; the languages are codes, two of them with a hyphen.
ROWS: dict[Table, Schema] = {
    Table.RELATIONS: {"enum": list(RELATIONS)},
    Table.KINDS: {"enum": [*FACETS, NO_KIND]},
    Table.FACETS: {"enum": [facet.value for facet in Facet]},
    Table.LANGUAGES: {"pattern": "^[A-Za-z]+(-[A-Za-z]+)+$"},
    Table.TOTALS: {"const": "all"},
}


def schema() -> Schema:
    """The schema as plain values, ready for ``json.dumps``."""
    tables = {
        table.value: {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"$ref": "#/$defs/count"},
            },
        }
        for table, names in ROWS.items()
    }
    # A set may have no conflict, and srccmp report none; of no pair there are the totals alone.
    needed = [Table.TOTALS.value]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':').replace('.', ':')}",
        "title": "How often srccmp is right on marked pairs",
        **_object(
            needed,
            **tables,
            schema={"const": SCHEMA},
            options={"type": "object", "description": "All that can change the answer."},
            pairs=COUNT,
            soft={**COUNT, "description": "Of the pairs; they count in soft_… alone."},
            problems=_list(_object(place=STRING, message=WORD, hint=STRING)),
            stories=_list(
                _object(
                    needed,
                    **tables,
                    name=WORD,
                    articles=COUNT,
                    statements=COUNT,
                    conflicts={**COUNT, "description": "Claims in conflict, marked or not."},
                    pairs=COUNT,
                )
            ),
            failures=_list({"$ref": "#/$defs/failure"}),
        ),
        "$defs": {
            "count": _object(
                hits=COUNT,
                of=COUNT,
                share={**SHARE, "description": OF_NONE},
                low={**SHARE, "description": f"Of the 95 % interval (Wilson); {OF_NONE}"},
                high={**SHARE, "description": f"Of the 95 % interval (Wilson); {OF_NONE}"},
            ),
            "failure": _failure(),
        },
    }


def _failure() -> Schema:
    return _object(
        story=WORD,
        place=STRING,
        relation=ROWS[Table.RELATIONS],
        kind=ROWS[Table.KINDS],
        soft=BOOLEAN,
        a=WORD,
        a_quote=WORD,
        b=WORD,
        b_quote=WORD,
        languages=ROWS[Table.LANGUAGES],
        lost={**BOOLEAN, "description": "A quote is in no statement."},
        aligned={**BOOLEAN, "description": "Both are in one claim."},
        told={"enum": list(TOLD)},
        findings=_list(
            _object(
                facet=ROWS[Table.FACETS],
                relation={"enum": [relation.value for relation in Relation]},
                words=_list(STRING),
                inside=BOOLEAN,
                reason=STRING,
            )
        ),
    )


# Keys that are there only where they say something.
OPTIONAL = frozenset({"failures", *(table.value for table in ROWS)})


def _object(needed: list[str] | None = None, **properties: Schema) -> Schema:
    required = [name for name in properties if name not in OPTIONAL]
    return {
        "type": "object",
        "properties": properties,
        "required": [*required, *(needed or [])],
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}
