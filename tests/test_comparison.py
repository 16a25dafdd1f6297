"""The JSON contract: keys, canonical order, round trip, bytes."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.comparison import SCHEMA, Comparison
from srccmp.errors import BadInput
from srccmp.model import (
    Annotated,
    Article,
    Attribution,
    Certainty,
    Cue,
    Entity,
    EntityKind,
    Facet,
    Grain,
    LanguageGuess,
    Manner,
    Modality,
    Note,
    Polarity,
    Published,
    Quantity,
    Relation,
    Slot,
    Source,
    Span,
    Statement,
    TimeRef,
)
from srccmp.options import CompareOptions
from srccmp.schema import schema
from tests.builders import port_fire, port_fire_story

CONTRACT = {
    "article": "id path source title language published origins reprint_of story sha256",
    "statement": "id article start end text sentence language times quantities entities "
    "attribution modality",
    "claim": "id members relation positions sources origins story findings links",
    "timeline_entry": "earliest latest grain claim statements",
}


def test_the_keys_of_the_contract_are_there_and_required() -> None:
    data = port_fire().to_dict()
    rows = {
        "article": data["articles"][0],
        "statement": data["statements"][0],
        "claim": data["claims"][0],
        "timeline_entry": data["timeline"][0],
    }
    for kind, keys in CONTRACT.items():
        assert set(keys.split()) <= rows[kind].keys()
        assert set(keys.split()) <= set(schema()["$defs"][kind]["required"])
    assert data["schema"] == SCHEMA == "srccmp.comparison/1"
    assert set(data["claims"][0]["positions"][0]) >= {"label", "members", "origins"}
    assert set(data["claims"][0]["links"][0]) >= {"left", "right", "score", "features"}


def test_the_schema_is_a_schema_and_holds_for_the_output() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    validator.validate(json.loads(port_fire().to_json()))
    validator.validate(json.loads(port_fire().to_json(texts=False)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("claims", 0, "relation"), "contradiction"),
        (("claims", 0, "links", 0, "score"), 87),
        (("articles", 0, "published", "earliest"), "3 May"),
        (("statements", 0, "modality", "polarity"), None),
    ],
)
def test_the_schema_refuses_what_is_wrong(path: tuple[Any, ...], value: object) -> None:
    data: Any = json.loads(port_fire().to_json())
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


def test_statements_and_evidence_slice_back_to_the_text() -> None:
    data = json.loads(port_fire().to_json())
    text = {article["id"]: article["text"] for article in data["articles"]}
    owner = {statement["id"]: statement["article"] for statement in data["statements"]}
    for statement in data["statements"]:
        assert (
            text[statement["article"]][statement["start"] : statement["end"]] == statement["text"]
        )
    cause = data["claims"][0]
    sides = [cause["findings"][0][side] for side in ("left", "right")]
    assert [text[owner[s["statement"]]][s["start"] : s["end"]] for s in sides] == [
        "коротке замикання",
        "a drone",
    ]


def test_conflicts_come_first_and_the_rest_in_order() -> None:
    comparison = port_fire()
    relations = [verdict.relation.value for verdict in comparison.verdicts]
    assert relations[:3] == ["conflict", "update", "agree"]
    assert set(relations[3:]) == {"single"}
    assert [claim.id for claim in comparison.claims] == [v.claim_id for v in comparison.verdicts]


def test_the_dispute_with_more_sources_on_both_sides_comes_first() -> None:
    story = port_fire_story()
    story.claim(
        Relation.CONFLICT,
        {"на 3 травня": ["uk_fire", "re_fire", "en_fire", "ru_fire"], "4 мая": ["rv_fire"]},
        facet=Facet.TIME,
    )
    contested = [v.facet for v in story.comparison().verdicts if v.relation is Relation.CONFLICT]
    # Three sources against four disagree in more pairs than four against one.
    assert contested == [Facet.CAUSE, Facet.TIME]


def test_a_source_on_both_sides_is_no_dispute_with_itself() -> None:
    """Three sources in a ring of positions disagree in three pairs, however many positions; four
    that stand two against two disagree in four."""
    story = port_fire_story()
    story.claim(
        Relation.CONFLICT,
        {"a": ["uk_hurt", "en_hurt"], "b": ["en_port", "ru_hurt"], "c": ["ru_denied", "uk_past"]},
        facet=Facet.CAUSE,
    )
    story.claim(
        Relation.CONFLICT,
        {"a": ["uk_fire", "rv_fire"], "b": ["en_fire", "ru_fire"]},
        facet=Facet.ATTRIBUTION,
    )
    contested = [v.facet for v in story.comparison().verdicts if v.relation is Relation.CONFLICT]
    assert contested == [Facet.CAUSE, Facet.ATTRIBUTION, Facet.CAUSE]
    assert len(story.comparison().verdicts[2].positions) == 3


def test_a_reprint_adds_no_voice_to_a_dispute() -> None:
    """A text and its reprint against two others are two pairs, as without the reprint."""
    story = port_fire_story()
    story.claim(
        Relation.CONFLICT,
        {"a": ["uk_past", "re_fire"], "b": ["en_fire", "ru_hurt"]},
        facet=Facet.PLACE,
    )
    story.claim(
        Relation.CONFLICT, {"a": ["uk_fire", "rv_fire"], "b": ["ru_fire"]}, facet=Facet.POLARITY
    )
    contested = [v.facet for v in story.comparison().verdicts if v.relation is Relation.CONFLICT]
    # Two pairs each: then facets decide, and polarity stands before place.
    assert contested.index(Facet.POLARITY) < contested.index(Facet.PLACE)


def test_who_published_first_is_the_first_position() -> None:
    labels = [p.label for p in port_fire().verdicts[0].positions]
    assert labels[0].startswith("коротке")


@settings(deadline=None)  # a busy machine is no failure
@given(st.randoms(use_true_random=False))
def test_the_order_of_what_came_in_changes_no_byte(chance: random.Random) -> None:
    comparison = port_fire()
    shuffled: dict[str, Any] = {
        name: tuple(chance.sample(getattr(comparison, name), len(getattr(comparison, name))))
        for name in ("articles", "statements", "claims", "verdicts", "timeline", "notes")
    }
    assert replace(comparison, **shuffled).to_json() == comparison.to_json()


def test_scores_have_four_digits_and_times_their_grain() -> None:
    data = port_fire().to_dict()
    scores = [link["score"] for claim in data["claims"] for link in claim["links"]]
    assert all(score == round(score, 4) for score in scores)
    night = next(row for row in data["timeline"] if row["grain"] == "daypart")
    assert (night["earliest"], night["latest"]) == ("2031-05-02T22:00", "2031-05-03T06:00")
    day = next(row for row in data["timeline"] if row["grain"] == "day")
    assert (day["earliest"], day["latest"]) == ("2029-08-12", "2029-08-12")


def test_a_claim_needs_a_verdict() -> None:
    with pytest.raises(ValueError, match="claims without a verdict"):
        replace(port_fire(), verdicts=())


def test_two_claims_cannot_share_an_id() -> None:
    comparison = port_fire()
    with pytest.raises(ValueError, match="one id"):
        replace(comparison, claims=(*comparison.claims, comparison.claims[0]))


def test_no_id_points_nowhere() -> None:
    comparison = port_fire()
    lost = replace(comparison.verdicts[0].findings[0].left, statement_id="nowhere")
    finding = replace(comparison.verdicts[0].findings[0], left=lost)
    verdict = replace(comparison.verdicts[0], findings=(finding,))
    with pytest.raises(ValueError, match="no statement has the id nowhere"):
        replace(comparison, verdicts=(verdict, *comparison.verdicts[1:]))
    link = replace(comparison.claims[0].links[0], right_id="nowhere")
    claim = replace(comparison.claims[0], links=(link,))
    with pytest.raises(ValueError, match="no statement has the id nowhere"):
        replace(comparison, claims=(claim, *comparison.claims[1:]))
    row = replace(comparison.timeline[0], claim="nowhere")
    with pytest.raises(ValueError, match="of nothing"):
        replace(comparison, timeline=(row,))


def test_no_number_is_endless_in_json() -> None:
    comparison = port_fire()
    first = comparison.statements[0]
    endless = Quantity(
        span=first.statement.span,
        low=12.0,
        high=None,
        unit="person",
        role=None,
        approximate=False,
    )
    changed = replace(first, quantities=(endless,))
    data = replace(comparison, statements=(changed, *comparison.statements[1:])).to_dict()
    written = next(s for s in data["statements"] if s["id"] == changed.id)["quantities"][0]
    assert (written["low"], written["high"]) == (12, None)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data | {"schema": "srccmp.comparison/9"},
        lambda data: data | {"claims": [{"id": "x"}]},
        lambda data: data | {"articles": "none"},
        lambda data: {key: value for key, value in data.items() if key != "statements"},
        lambda data: data | {"timeline": [{"earliest": "soon", "latest": "later", "grain": "day"}]},
        lambda data: data | {"statements": [dict(data["statements"][0], sentence="first")]},
    ],
)
def test_a_damaged_comparison_is_bad_input(damage: Any) -> None:
    with pytest.raises(BadInput):
        Comparison.from_dict(damage(port_fire().to_dict()))


def test_without_texts_it_cannot_be_read_back() -> None:
    with pytest.raises(BadInput, match="texts were left out"):
        Comparison.from_dict(port_fire().to_dict(texts=False))


def test_keys_of_a_later_version_are_passed_over() -> None:
    data = port_fire().to_dict()
    data["claims"][0]["mood"] = "lively"
    assert Comparison.from_dict(data) == port_fire()


# Round trip of any values ----------------------------------------------------------------------

words = st.text(min_size=1, max_size=12)
keys = st.text(alphabet="abcdef0123456789", min_size=1, max_size=6)
scores = st.floats(0, 1)
times = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1))
spans = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 9), st.integers(1, 9)
)
published = st.builds(
    Published,
    earliest=st.dates(date(1990, 1, 1)),
    latest=st.dates(date(1990, 1, 1)),
    grain=st.sampled_from([Grain.DAY, Grain.MONTH, Grain.YEAR]),
    decided_by=words,
)
articles = st.builds(
    Article,
    id=st.just("a1"),
    path=words,
    source=st.builds(Source, key=words, name=words, decided_by=words, wire=st.none() | words),
    title=st.none() | words,
    text=st.text(min_size=20),
    sha256=st.just("0" * 64),
    language=st.builds(LanguageGuess, code=words, confidence=st.none() | scores, decided_by=words),
    published=st.none() | published,
    body=spans,
    url=st.none() | words,
    origins=st.lists(words, max_size=2).map(tuple),
    also=st.lists(words, max_size=2).map(tuple),
)
layers = {
    "times": st.builds(
        TimeRef,
        span=spans,
        earliest=times,
        latest=times,
        grain=st.sampled_from(Grain),
        anchor=words,
        rule=words,
        edtf=words,
        offset=st.none() | st.integers(-720, 720),
    )
    | st.builds(
        TimeRef,
        span=spans,
        earliest=st.none(),
        latest=st.none(),
        grain=st.sampled_from(Grain),
        anchor=words,
        rule=words,
        edtf=words,
    ),
    "quantities": st.builds(
        Quantity,
        span=spans,
        low=st.none() | st.floats(0, 1e9),
        high=st.none() | st.floats(0, 1e9),
        unit=words,
        role=st.none() | words,
        approximate=st.booleans(),
    ),
    "entities": st.builds(
        Entity, span=spans, surface=words, key=words, kind=st.sampled_from(EntityKind)
    ),
    "slots": st.builds(
        Slot,
        facet=st.sampled_from(Facet),
        span=spans,
        value=words,
        polarity=st.sampled_from(Polarity),
    ),
}
annotated = st.builds(
    Annotated,
    statement=st.builds(
        Statement,
        id=keys,
        article_id=st.just("a1"),
        span=spans,
        text=words,
        sentence=st.integers(0, 99),
        language=words,
    ),
    attribution=st.none()
    | st.builds(
        Attribution,
        speaker=st.none() | words,
        key=st.none() | words,
        cue=words,
        manner=st.sampled_from(Manner),
    ),
    modality=st.builds(
        Modality,
        polarity=st.sampled_from(Polarity),
        certainty=st.sampled_from(Certainty),
        cues=st.lists(st.builds(Cue, span=spans, kind=words), max_size=2).map(tuple),
    ),
    **{name: st.lists(layer, max_size=2).map(tuple) for name, layer in layers.items()},
)


@settings(deadline=None)  # a busy machine is no failure
@given(articles, st.lists(annotated, max_size=3, unique_by=lambda a: a.id))
def test_out_and_in_gives_an_equal_comparison(article: Article, said: list[Annotated]) -> None:
    comparison = Comparison(
        options=CompareOptions(encoder="none", min_link=0.25),
        articles=(article,),
        statements=tuple(said),
        claims=(),
        verdicts=(),
        timeline=(),
        notes=(Note(stage="read", subject="all", code="test", message="a note"),),
    )
    written = comparison.to_json()
    assert Comparison.from_dict(json.loads(written)) == comparison
    jsonschema.validate(json.loads(written), schema())


def test_the_whole_event_comes_back_equal() -> None:
    assert Comparison.from_dict(json.loads(port_fire().to_json())) == port_fire()
