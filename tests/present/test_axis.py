"""Lanes, marks and the broken axis: values, before anything is drawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.present.test_events import SPANS
from tests.present.times import Span, Times, crowd, fire, on

from srccmp.model import Grain
from srccmp.present.axis import Kind, Mark, Plot, axis, described, lanes, plot
from srccmp.present.events import Dated, events_of
from srccmp.present.filter import EVERYTHING, entries
from srccmp.present.view import Index


def plotted(times: Times, room: int = 80, most: int | None = None) -> Plot:
    index = Index(times.comparison())
    events, papers = events_of(index, entries(index, EVERYTHING))
    found = plot(index, events, papers, room=room, most=most)
    assert found is not None
    return found


def mark(span: Span) -> Mark:
    earliest, latest, grain = span
    when = Dated(earliest=earliest, latest=latest, grain=grain, statements=())
    return Mark(kind=Kind.EVENT, when=when)


def marks(*words: str) -> list[Mark]:
    return [mark(on(each)) for each in words]


def test_a_lane_a_source_the_first_to_publish_first() -> None:
    found = plotted(fire())
    assert [lane.name for lane in found.lanes] == ["Herald", "Вісник", "港口日报"]
    herald, visnyk, gangkou = found.lanes
    assert [(m.kind, m.is_disputed) for m in herald.marks] == [
        (Kind.EVENT, False),
        (Kind.EVENT, True),
        (Kind.PUBLISHED, False),
    ]
    assert [m.when.words for m in visnyk.marks if m.is_disputed] == ["3 May 2031, 04:10"]
    assert [m.is_vague for m in gangkou.marks] == [True, False, False]
    assert not any(m.is_disputed for m in gangkou.marks)


def test_each_source_has_its_marks_at_the_time_that_it_tells() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-03 10:00"))
    times.paper("B", None, b=on("2031-05-03"))
    times.claim(["a", "b"])
    found = plotted(times)
    assert [(lane.name, [m.when.words for m in lane.marks]) for lane in found.lanes] == [
        ("A", ["3 May 2031, 10:00"]),
        ("B", ["3 May 2031"]),
    ]


def test_of_too_many_lanes_the_less_telling_are_one() -> None:
    found = plotted(crowd(30), most=10)
    assert len(found.lanes) == 10
    assert found.lanes[-1].sources == 21
    assert found.lanes[-1].name == "21 more sources"
    whole = plotted(crowd(30))
    assert len(whole.lanes) == 30
    assert sum(len(lane.marks) for lane in found.lanes) == sum(
        len(lane.marks) for lane in whole.lanes
    )


def test_nothing_with_a_time_is_no_plot() -> None:
    times = Times()
    times.paper("A", None, a=None)
    index = Index(times.comparison())
    assert plot(index, (), (), room=80) is None
    assert lanes(index, (), ()) == ()


def test_the_axis_is_broken_where_nothing_is_told() -> None:
    found = axis(marks("2022-03-10", "2031-05-03", "2031-05-07"), room=80)
    assert [(s.first, s.last) for s in found.stretches] == [
        (date(2022, 3, 10), date(2022, 3, 10)),
        (date(2031, 5, 3), date(2031, 5, 7)),
    ]
    assert len(found.breaks) == 1
    # The week of the story has most of the room, whatever was years before.
    past, story = found.stretches
    assert story.stop - story.start > 4 * (past.stop - past.start)


def test_a_month_of_which_no_day_is_told_has_a_stretch_without_a_scale() -> None:
    found = axis(marks("2030-01", "2031-05-03"), room=80)
    assert [s.is_vague for s in found.stretches] == [True, False]
    first = found.stretches[0]
    assert found.span(mark(on("2030-01")).when) == (first.start, first.stop)
    assert found.place(datetime(2030, 1, 3)) == found.place(datetime(2030, 1, 30))


def test_a_year_around_told_days_has_no_stretch_of_its_own() -> None:
    found = axis(marks("2031", "2031-05-03", "2031-09-01"), room=80)
    assert len(found.stretches) == 2
    start, stop = found.span(mark(on("2031")).when)
    assert (start, stop) == (found.stretches[0].start, found.stretches[1].stop)


def test_what_lies_in_a_break_is_in_its_middle_and_no_line_ends_there() -> None:
    found = axis(marks("2031-05-03", "2031-09-01"), room=80)
    (gap,) = found.breaks
    assert found.place(datetime(2031, 7, 1)) == gap
    assert found.span(mark(on("2031-07")).when) == (gap, gap)
    start, stop = found.span(mark(on("2031-05")).when)
    assert found.stretches[0].start == start
    assert stop == found.stretches[0].stop < gap
    assert found.end(mark(on("2031-05")).when) == gap  # it is surely over only there


def test_a_paper_stands_behind_what_it_tells_of_its_day() -> None:
    times = fire()
    found = plotted(times)
    herald = found.lanes[0]
    told, published = herald.marks[1], herald.marks[2]
    assert found.axis.point(told) < found.axis.point(published)
    assert found.axis.place(told.when.earliest) == found.axis.point(told)  # the clock, exactly


def test_labels_tell_days_months_and_years() -> None:
    found = axis(marks("2022-03-10", "2031-05-30", "2031-06-02", "2033"), room=80)
    assert [(t.label, t.is_day) for t in found.ticks] == [
        ("Mar 2022", False),
        ("10", True),
        ("May 2031", False),
        ("30", True),
        ("Jun 2031", False),
        ("2", True),
        ("2033", False),
    ]


def test_a_stretch_without_a_day_is_called_as_it_is_told() -> None:
    summer = (datetime(2030, 6, 1), datetime(2030, 8, 31, 23, 59), Grain.SEASON)
    found = axis([mark(summer), *marks("2031-05-03")], room=80)
    assert [t.label for t in found.ticks if not t.is_day] == ["summer 2030", "May 2031"]


@pytest.mark.parametrize("room", [40, 60, 80, 120, 180])
def test_many_years_fit_any_room(room: int) -> None:
    years = [f"{year}-0{1 + year % 9}-03" for year in range(1995, 2031)]
    found = axis(marks(*years, "1990", "1991-03", "2040"), room=room)
    assert found.stretches[-1].stop <= 1.0
    assert all(stretch.stop > stretch.start for stretch in found.stretches)


def test_a_room_too_small_for_one_label_is_no_error() -> None:
    assert axis(marks("2031-05-03"), room=1).stretches


@given(st.lists(SPANS, min_size=1, max_size=12), st.integers(min_value=20, max_value=200))
def test_places_are_within_the_axis_and_in_order(spans: list[Span], room: int) -> None:
    told = [mark(span) for span in spans]
    found = axis(told, room=room)
    moments = sorted(each.middle for each in told)
    places = [found.place(moment) for moment in moments]
    assert all(0.0 <= place <= 1.0 for place in places)
    ordered = [
        (a, b)
        for a, b in zip(moments, places, strict=True)
        if not any(s.is_vague and s.first <= a.date() <= s.last for s in found.stretches)
    ]
    assert all(one <= other for (_, one), (_, other) in pairwise(ordered))
    for each in told:
        start, stop = found.span(each.when)
        assert 0.0 <= start <= stop <= 1.0
        assert found.end(each.when) >= start
    for one, other in pairwise(found.stretches):
        assert one.last < other.first
        assert one.stop < other.start


@given(st.lists(SPANS, min_size=1, max_size=12), st.integers(min_value=20, max_value=200))
def test_labels_of_a_row_do_not_overlap_within_a_stretch(spans: list[Span], room: int) -> None:
    found = axis([mark(span) for span in spans], room=room)
    for stretch in found.stretches:
        for is_day in (False, True):
            own = [
                tick
                for tick in found.ticks
                if tick.is_day is is_day and stretch.start <= tick.place <= stretch.stop
            ]
            for one, other in pairwise(own):
                assert one.place + len(one.label) / room <= other.place + 1e-9


def test_a_mark_in_plain_words() -> None:
    times = fire()
    index = Index(times.comparison())
    found = plotted(times)
    said = [described(index, each) for lane in found.lanes for each in lane.marks]
    assert said[0] == "12 Aug 2029, Herald: When h_old was told by Herald."
    assert said[1] == (
        "3 May 2031, 03:40, Herald: When h_fire was told by Herald. (times conflict: others say "
        "3 May 2031, 04:10)"
    )
    assert said[2] == "3 May 2031: Herald published"


def test_a_moment_after_all_is_at_the_end() -> None:
    found = axis(marks("2031-05-03"), room=80)
    assert found.place(datetime(2031, 5, 3) - timedelta(days=400)) == 0.0
    assert found.place(datetime(2032, 5, 3)) == found.stretches[-1].stop
