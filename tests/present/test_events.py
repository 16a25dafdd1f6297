"""What the timeline tells, before it is drawn."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.present.times import Span, Times, crowd, fire, night_to, on

from srccmp.model import Relation
from srccmp.present.events import Dated, Event, Fold, Gap, Papers, events_of, rows
from srccmp.present.filter import EVERYTHING, Filter, entries
from srccmp.present.view import Index


def told(times: Times, wanted: Filter = EVERYTHING) -> tuple[Event, ...]:
    index = Index(times.comparison())
    return events_of(index, entries(index, wanted))[0]


def words(times: list[Dated] | tuple[Dated, ...]) -> list[str]:
    return [when.words for when in times]


def test_a_claim_is_one_event_a_day_with_all_who_date_it() -> None:
    times = Times()
    times.paper("A", "2031-05-04", a=on("2031-05-03"))
    times.paper("B", "2031-05-04", b=night_to("2031-05-03"))
    times.paper("C", "2031-05-09", c=on("2031-05"), d=on("2031-05-07"))
    times.claim(["a", "b", "c", "d"])
    events = told(times)
    assert [words(event.times) for event in events] == [
        ["night to 3 May 2031", "3 May 2031", "May 2031"],
        ["7 May 2031"],
    ]
    assert len(events[0].statements) == 3


def test_the_time_that_most_sources_tell_comes_first() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-03 10:00"))
    times.paper("B", None, b=on("2031-05-03"))
    times.paper("C", None, c=on("2031-05-03"))
    times.claim(["a", "b", "c"])
    assert words(told(times)[0].times) == ["3 May 2031", "3 May 2031, 10:00"]


def test_claims_that_rest_on_the_same_words_are_one_event() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-03"))
    times.paper("B", None, b=on("2031-05-03"))
    first = times.claim(["a", "b"])
    second = times.claim(["a"], relation=Relation.UNCLEAR)
    other = Times()
    other.paper("A", None, a=on("2031-05-03"), c=on("2031-05-03"))
    other.claim(["a"])
    other.claim(["c"])
    assert [event.claims for event in told(times)] == [(first.id, second.id)]
    assert len(told(other)) == 2  # one day, but each in its own words


def test_times_in_conflict_stand_against_each_other_on_one_day_and_on_two() -> None:
    clock = next(event for event in told(fire()) if event.is_disputed)
    assert words(clock.times) == ["3 May 2031, 03:40", "3 May 2031, 04:10"]
    assert sorted(words(clock.against)) == ["3 May 2031, 03:40", "3 May 2031, 04:10"]
    times = Times()
    times.paper("A", None, a=on("2031-05-03"))
    times.paper("B", None, b=on("2031-05-05"), c=on("2031-05-05 10:00"), d=on("2031-05-09"))
    times.claim(["a"], ["b"], relation=Relation.CONFLICT)
    times.story.claims[0] = replace(
        times.story.claims[0],
        members=tuple(times.story.statements[name].id for name in ("a", "b", "c", "d")),
    )
    events = told(times)
    assert [words(event.against) for event in events[:2]] == [
        ["5 May 2031", "5 May 2031, 10:00"],  # the clock time is on the side of its day
        ["3 May 2031"],
    ]
    assert not events[2].is_disputed  # the ninth is in the claim, but in no conflict
    assert words(events[2].others) == ["3 May 2031", "5 May 2031", "5 May 2031, 10:00"]


def test_other_days_without_a_conflict_are_told_and_not_disputed() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-03"))
    times.paper("B", None, b=on("2031-05-05"))
    times.claim(["a", "b"])
    events = told(times)
    assert [words(event.others) for event in events] == [["5 May 2031"], ["3 May 2031"]]
    assert not any(event.is_disputed for event in events)


def test_a_filter_hides_no_other_side_of_a_conflict() -> None:
    (event,) = told(fire(), Filter(sources=("вісник",), relations=(Relation.CONFLICT,)))
    assert words(event.times) == ["3 May 2031, 04:10"]
    assert words(event.against) == ["3 May 2031, 03:40"]


def test_within_a_day_by_the_clock_and_papers_last() -> None:
    times = Times()
    times.paper(
        "A", "2031-05-03", a=on("2031-05-03"), b=on("2031-05-03 17:00"), c=night_to("2031-05-03"),
        d=on("2031-05-03 01:00"), e=on("2031-05-01/2031-05-03"),
    )  # fmt: skip
    for name in "abcde":
        times.claim([name])
    index = Index(times.comparison())
    found = rows(index, entries(index, EVERYTHING))
    assert [row.words if isinstance(row, Gap) else row.when.words for row in found] == [
        "3 May 2031, 01:00",
        "night to 3 May 2031",
        "3 May 2031, 17:00",
        "3 May 2031",
        "3 May 2031",
        "1–3 May 2031",
    ]
    assert isinstance(found[4], Papers)


def test_gaps_of_a_month_and_more_are_told() -> None:
    index = Index(fire().comparison())
    found = rows(index, entries(index, EVERYTHING))
    gaps = [row.words for row in found if isinstance(row, Gap)]
    assert gaps == ["5 months", "4 months"]  # before the year 2030, and behind it


def test_a_busy_day_is_folded_and_unfolded() -> None:
    index = Index(crowd(40).comparison())
    events = entries(index, EVERYTHING)
    folded, unfolded = rows(index, events), rows(index, events, unfolded=True)
    assert not any(isinstance(row, Fold) for row in unfolded)
    one_by_one = [row for row in unfolded if isinstance(row, Event)]
    shown = [row for row in folded if isinstance(row, Event)]
    hidden = [event for row in folded if isinstance(row, Fold) for event in row.events]
    assert len(folded) < len(unfolded)
    assert sorted(map(repr, (*shown, *hidden))) == sorted(map(repr, one_by_one))
    assert max(len(event.statements) for event in shown) == 40  # what all tell is never folded


def test_neighbouring_days_of_one_source_each_are_one_row() -> None:
    times = Times()
    days = {f"d{day}": on(f"2031-05-{day:02}") for day in range(1, 16)}
    times.paper("A", None, **days)
    for name in days:
        times.claim([name], relation=Relation.SINGLE)
    times.paper("B", None, both=on("2031-05-08"))
    times.claim(["d8", "both"])
    index = Index(times.comparison())
    found = rows(index, entries(index, EVERYTHING))
    folds = [row for row in found if isinstance(row, Fold)]
    assert [(row.when.words, len(row.events)) for row in folds] == [
        ("1–7 May 2031", 7),
        ("9–15 May 2031", 7),
    ]
    assert folds[0].told_by == (("A", 7),)


def test_a_short_timeline_is_not_folded() -> None:
    times = Times()
    times.paper("A", None, **{f"d{n}": on("2031-05-01") for n in range(10)})
    for n in range(10):
        times.claim([f"d{n}"])
    index = Index(times.comparison())
    assert len(rows(index, entries(index, EVERYTHING))) == 10


def test_the_order_of_the_entries_changes_nothing() -> None:
    comparison = fire().comparison()
    index = Index(comparison)
    found = rows(index, comparison.timeline)
    for seed in range(5):
        mixed = list(comparison.timeline)
        random.Random(seed).shuffle(mixed)
        assert rows(index, mixed) == found


DAYS = st.dates(min_value=datetime(2029, 1, 1).date(), max_value=datetime(2032, 1, 1).date())
SPANS: st.SearchStrategy[Span] = st.one_of(
    DAYS.map(lambda day: on(day.isoformat())),
    DAYS.map(lambda day: on(f"{day.isoformat()} 10:30")),
    DAYS.map(lambda day: night_to(day.isoformat())),
    DAYS.map(lambda day: on(f"{day:%Y-%m}")),
    DAYS.map(lambda day: on(f"{day:%Y}")),
)


@given(st.lists(st.lists(SPANS, min_size=1, max_size=4), min_size=1, max_size=5), st.data())
def test_nothing_is_lost_or_told_twice(days: list[list[Span]], data: st.DataObject) -> None:
    times = Times()
    names = []
    for paper, spans in enumerate(days):
        own: dict[str, Span | None] = {f"s{paper}x{n}": span for n, span in enumerate(spans)}
        times.paper(f"P{paper}", "2031-05-03", **own)
        names += list(own)
    cut = data.draw(st.integers(min_value=0, max_value=len(names)))
    for part in (names[:cut], names[cut:]):
        if part:
            times.claim(part)
    index = Index(times.comparison())
    events, papers = events_of(index, entries(index, EVERYTHING))
    told_times = [(event.claims, when.key) for event in events for when in event.times]
    assert len(told_times) == len(set(told_times))
    pairs = {(s, when.key) for event in events for when in event.times for s in when.statements}
    assert pairs == {
        (s, (e.earliest, e.latest, e.grain))
        for e in index.comparison.timeline
        for s in e.statements
    }
    days_of = [(event.claims, event.when.day) for event in events if event.when.day]
    assert len(days_of) == len(set(days_of))  # a claim once a day
    assert sum(len(paper.articles) for paper in papers) == len(days)


@pytest.mark.parametrize("unfolded", [False, True])
def test_nothing_with_a_time_has_no_rows(unfolded: bool) -> None:
    times = Times()
    times.paper("A", None, a=None)
    index = Index(times.comparison())
    assert rows(index, entries(index, EVERYTHING), unfolded=unfolded) == []
