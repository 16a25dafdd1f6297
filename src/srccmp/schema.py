"""The JSON Schema (draft 2020-12) of what `Comparison.to_dict` gives.

It is built from the enums of the model, so a new relation or facet cannot be forgotten here.
Objects stay open: a later version may add keys, and never takes one away under this number.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from srccmp.comparison import SCHEMA
from srccmp.model import (
    Certainty,
    EntityKind,
    Facet,
    Grain,
    Manner,
    Polarity,
    Relation,
    State,
)

Schema = dict[str, Any]

STRING: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
ID: Schema = {"type": "string", "minLength": 1}
SCORE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MOMENT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$",
    "description": "A local time; a date alone where the grain is a day or coarser.",
}


def schema() -> Schema:
    """The schema as plain values, ready for ``json.dumps``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':').replace('.', ':')}",
        "title": "A comparison of several accounts of one event",
        **_object(
            schema={"const": SCHEMA},
            options={"type": "object", "description": "All that can change the answer."},
            stories=_list({"$ref": "#/$defs/story"}, "The one with the most articles first."),
            articles=_list({"$ref": "#/$defs/article"}),
            statements=_list({"$ref": "#/$defs/statement"}),
            claims=_list({"$ref": "#/$defs/claim"}, "The most contested first."),
            timeline=_list({"$ref": "#/$defs/timeline_entry"}),
            notes=_list({"$ref": "#/$defs/note"}),
        ),
        "$defs": {
            "story": _object(
                id=ID,
                label={**STRING, "description": "A headline of one of its articles."},
                articles=_list(ID),
                earliest=_nullable(DAY),
                latest=_nullable(DAY),
            ),
            "article": _article(),
            "statement": _statement(),
            "claim": _claim(),
            "evidence": _object(statement=ID, **_SPAN),
            "timeline_entry": _object(
                earliest=MOMENT,
                latest=MOMENT,
                grain=_one_of(Grain),
                claim=_nullable(ID),
                statements=_list(ID),
                article={**_nullable(ID), "description": "Set where the row is a publication."},
                disputed=BOOLEAN,
                story=STRING,
            ),
            "note": _object(stage=STRING, subject=STRING, code=STRING, message=STRING),
        },
    }


def _article() -> Schema:
    return _object(
        id=ID,
        path=STRING,
        source={**STRING, "description": "The outlet's name; source_key is what is compared."},
        source_key=STRING,
        source_decided_by=STRING,
        wire=_nullable(STRING),
        title=_nullable(STRING),
        language=_object(code=STRING, confidence=_nullable(SCORE), decided_by=STRING),
        published=_nullable(
            _object(earliest=DAY, latest=DAY, grain=_one_of(Grain), decided_by=STRING)
        ),
        origins=_list(STRING),
        reprint_of=_nullable(ID),
        story=STRING,
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        url=_nullable(STRING),
        author=_nullable(STRING),
        also=_list(STRING),
        body=_object(**_SPAN),
        optional={"text": STRING},
    )


def _statement() -> Schema:
    return _object(
        id=ID,
        article=ID,
        **_SPAN,
        text={**STRING, "description": "The article's text from start to end, in code points."},
        sentence=COUNT,
        language=STRING,
        times=_list(
            _object(
                **_SPAN,
                earliest=_nullable(MOMENT),
                latest=_nullable(MOMENT),
                grain=_one_of(Grain),
                anchor=STRING,
                rule=STRING,
                edtf=STRING,
                offset=_nullable({"type": "integer"}),
            )
        ),
        quantities=_list(
            _object(
                **_SPAN,
                low=_nullable(NUMBER),
                high={**_nullable(NUMBER), "description": "null: no upper bound."},
                unit=STRING,
                role=_nullable(STRING),
                approximate=BOOLEAN,
            )
        ),
        entities=_list(_object(**_SPAN, surface=STRING, key=STRING, kind=_one_of(EntityKind))),
        attribution=_nullable(
            _object(
                speaker=_nullable(STRING),
                key=_nullable(STRING),
                cue=STRING,
                manner=_one_of(Manner),
                name=_nullable(STRING),
            )
        ),
        modality=_object(
            polarity=_one_of(Polarity),
            certainty=_one_of(Certainty),
            cues=_list(_object(**_SPAN, kind=STRING)),
        ),
        slots=_list(
            _object(facet=_one_of(Facet), **_SPAN, value=STRING, polarity=_one_of(Polarity))
        ),
    )


def _claim() -> Schema:
    return _object(
        id=ID,
        members={**_list(ID), "minItems": 1},
        relation=_one_of(Relation),
        facet={"anyOf": [_one_of(Facet), {"type": "null"}]},
        positions=_list(
            _object(
                label=STRING,
                members=_list(ID),
                origins=_list(STRING),
                certainty=_one_of(Certainty),
                is_denial=BOOLEAN,
                published=_nullable(_days()),
                speakers=_list(_object(key=STRING, name=STRING, statements=_list(ID))),
                tellings=_list(
                    _object(
                        statement=ID,
                        state=_one_of(State),
                        certainty=_one_of(Certainty),
                        published=_nullable(_days()),
                    ),
                    "One a member.",
                ),
            ),
            "Who published first stands first.",
        ),
        sources=COUNT,
        origins=COUNT,
        story=STRING,
        stances=_list(
            _object(
                source={**STRING, "description": "The source_key of its articles."},
                state=_one_of(State),
                positions=_list(COUNT, "Indices of the claim's positions."),
                states=_list(_one_of(State), "One a position."),
                statements=_list(ID),
            )
        ),
        left_out=_list(STRING, "Keys of sources that could have told what most others tell."),
        findings=_list(
            _object(
                facet=_one_of(Facet),
                relation=_one_of(Relation),
                level=STRING,
                left={"$ref": "#/$defs/evidence"},
                right={"$ref": "#/$defs/evidence"},
                reason=STRING,
                confidence=_nullable(SCORE),
                optional={
                    "opinion": {
                        **_object(
                            before=_nullable(_one_of(Relation)),
                            entailment=SCORE,
                            contradiction=SCORE,
                        ),
                        "description": "Where a second opinion changed or made the finding.",
                    }
                },
            )
        ),
        course=_list(
            _object(
                low=_nullable(NUMBER),
                high=_nullable(NUMBER),
                approximate=BOOLEAN,
                unit=STRING,
                role=_nullable(STRING),
                day=_nullable(MOMENT),
                statements=_list(ID),
            ),
            "The values of a count that changed, the first published first.",
        ),
        links=_list(
            _object(
                left=ID,
                right=ID,
                score=SCORE,
                found_by=STRING,
                mutual=BOOLEAN,
                features={
                    "type": "object",
                    "additionalProperties": _nullable(SCORE),
                    "description": "null: not measured.",
                },
            )
        ),
    )


_SPAN: Schema = {"start": COUNT, "end": {"type": "integer", "minimum": 1}}


def _days() -> Schema:
    return _object(earliest=DAY, latest=DAY)


def _object(*, optional: Schema | None = None, **properties: Schema) -> Schema:
    """An object that has all these keys, may have the optional ones, and others yet unknown."""
    return {
        "type": "object",
        "properties": properties | (optional or {}),
        "required": list(properties),
    }


def _list(items: Schema, description: str = "") -> Schema:
    found: Schema = {"type": "array", "items": items}
    return found | ({"description": description} if description else {})


def _nullable(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _one_of(kind: type[Enum]) -> Schema:
    return {"enum": [member.value for member in kind]}
