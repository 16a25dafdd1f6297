"""What holds for any text, the helpers of comparison, and the dates that need their anchor."""

from __future__ import annotations

import time
import timeit
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.annotate.dates import (
    Anchor,
    comparable,
    day_of,
    find_mentions,
    find_times,
    overlaps,
    resolve,
    same_day,
)
from srccmp.annotate.dates.intervals import ref, unknown_year
from srccmp.annotate.dates.lexer import LETTER, lexicon, split
from srccmp.annotate.dates.zones import offset_of
from srccmp.model import Grain, Published, TimeRef


def published(first: str, last: str | None = None, grain: Grain = Grain.DAY) -> Published:
    return Published(
        earliest=date.fromisoformat(first),
        latest=date.fromisoformat(last or first),
        grain=grain,
        decided_by="test",
    )


def one(text: str, language: str, anchor: Anchor) -> TimeRef:
    (mention,) = find_mentions(text, language)
    return resolve(mention, anchor)


# ------------------------------------------------------------------------------------- laws

# The first call loads a dictionary, and other work may run beside the tests.
unhurried = settings(deadline=None)

FRAGMENTS = split(
    "в у на с по до з об о 14 3 31 2025 2024-го 10:30 9.15 12.05 ноября листопада November May "
    "понедельник середу Friday ночь ніч night утра ранку a.m. г. року year ago тому назад "
    "прошлого минулого last через два недели days мск GMT 90-х XIX веке , . ( ) — - сегодня"
)
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=14).map(" ".join)
languages = st.sampled_from(["ru", "uk", "en", "be", "und"])
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@unhurried
@given(texts, languages, days)
def test_any_text_gives_ordered_times_inside_it(text: str, language: str, day: date) -> None:
    found = find_times(text, language, published=published(day.isoformat()))
    for found_one in found:
        assert found_one.span.stop <= len(text)
        assert found_one.span.of(text).strip() != ""
        if found_one.earliest is not None and found_one.latest is not None:
            assert found_one.earliest <= found_one.latest
    for left, right in pairwise(found):
        assert left.span.stop <= right.span.start


@unhurried
@given(texts, languages, st.integers(min_value=0, max_value=10_000))
def test_the_offset_moves_the_spans_and_nothing_else(text: str, language: str, by: int) -> None:
    plain = find_mentions(text, language)
    moved = find_mentions(text, language, offset=by)
    assert [m.span.shifted(by) for m in plain] == [m.span for m in moved]
    assert [m.start for m in plain] == [m.start for m in moved]


@unhurried
@given(texts, languages)
def test_an_unknown_publication_is_no_error(text: str, language: str) -> None:
    for found_one in find_times(text, language, published=None):
        assert found_one.earliest is not None or found_one.edtf.startswith("XXXX-")


@pytest.mark.parametrize(
    "piece", ["14 ", "14 ноября ", "в ", "12, ", "12.05.", "с 1 по 2 ", "«", "ночь на "]
)
def test_long_lines_take_linear_time(piece: str) -> None:
    short, long = piece * (20_000 // len(piece)), piece * (80_000 // len(piece))

    def seconds(text: str) -> float:
        # Of this process alone, and the best of three: others may take the processor in between.
        return min(
            timeit.repeat(
                lambda: find_mentions(text, "ru"), timer=time.process_time, repeat=3, number=1
            )
        )

    assert seconds(long) < 12 * seconds(short) + 0.2


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_word_lists_name_only_known_classes(language: str) -> None:
    words = lexicon(language).words
    assert len(words) > 150
    assert {letter for letter, _ in words.values()} <= set(LETTER.values())


# ---------------------------------------------------------------------------------- anchors


def test_a_publication_that_is_an_interval_makes_one_of_yesterday() -> None:
    anchor = Anchor(published=published("2025-11-21", "2025-11-28", Grain.WEEK))
    found = one("Вчера мост закрыли", "ru", anchor)
    assert found.earliest == datetime(2025, 11, 20)
    assert found.latest == datetime(2025, 11, 27, 23, 59)
    assert found.grain is Grain.DAY
    assert found.edtf == "[2025-11-20..2025-11-27]"


def test_a_date_without_year_stays_open_where_the_year_of_publication_is_all_that_is_known() -> (
    None
):
    whole_year = published("2026-01-01", "2026-12-31", Grain.YEAR)
    found = one("Мост закрыли 14 ноября", "ru", Anchor(published=whole_year))
    assert (found.earliest, found.edtf) == (None, "XXXX-11-14")
    narrative = Anchor(published=whole_year, year=2025)
    assert one("Мост закрыли 14 ноября", "ru", narrative).edtf == "2025-11-14"


def test_last_year_needs_only_the_year_of_publication() -> None:
    whole_year = published("2026-01-01", "2026-12-31", Grain.YEAR)
    found = one("Мост закрыли 3 мая прошлого года", "ru", Anchor(published=whole_year))
    assert (found.edtf, found.anchor) == ("2025-05-03", "published")


def test_the_anchor_says_where_the_year_comes_from() -> None:
    story = Anchor(year=2024, year_from="story")
    assert one("Мост закрыли 3 мая", "ru", story).anchor == "story"
    assert one("Мост закрыли 3 мая 2023 года", "ru", story).anchor == "text"
    day = Anchor(published=published("2025-11-14"))
    assert one("Мост закрыли 3 мая", "ru", day).anchor == "published"


def test_a_bare_clock_is_of_the_day_told_beside_it_and_not_of_one_told_long_before() -> None:
    day = published("2025-11-14")
    beside = find_times("12 ноября мост закрыли, а в 15:30 открыли", "ru", published=day)
    assert [found.edtf for found in beside] == ["2025-11-12", "2025-11-12T15:30"]
    before = Anchor(published=day, told=date(2025, 8, 28))
    assert one("Ночью мост закрыли", "ru", before).latest == datetime(2025, 11, 14, 5, 59)
    assert one("В тот же день мост закрыли", "ru", before).edtf == "2025-08-28"


def test_the_same_day_needs_a_day() -> None:
    month = Anchor(told=date(2025, 8, 31), told_grain=Grain.MONTH)
    assert one("В тот же день мост закрыли", "ru", month).earliest is None
    assert one("В том же году мост закрыли", "ru", month).edtf == "2025"


def test_hours_ago_are_exact_only_where_the_minute_of_publication_is_known() -> None:
    day = Anchor(published=published("2025-11-14"))
    assert one("Мост закрыли два часа назад", "ru", day).grain is Grain.DAY
    exact = Anchor(published=published("2025-11-14"), at=datetime(2025, 11, 14, 18, 20))
    assert one("Мост закрыли два часа назад", "ru", exact).earliest == datetime(
        2025, 11, 14, 16, 20
    )


NOW = Anchor(published=published("2025-11-14"), at=datetime(2025, 11, 14, 18, 20, 30))


@pytest.mark.parametrize(
    ("line", "language", "edtf"),
    [
        ("через полчаса", "ru", "2025-11-14T18:50"),
        ("дві з половиною години тому", "uk", "2025-11-14T15:50"),
        ("1 год, 1 месяц, 1 день и 1 час назад", "ru", "2024-10-13T17:20"),
        ("последние две минуты", "ru", "2025-11-14T18:18/2025-11-14T18:19"),
        ("наступні три хвилини", "uk", "2025-11-14T18:21/2025-11-14T18:23"),
        ("the past hour", "en", "2025-11-14T17:00/2025-11-14T18:20"),
    ],
)
def test_sums_of_hours_need_the_minute_of_publication(line: str, language: str, edtf: str) -> None:
    assert one(line, language, NOW).edtf == edtf


def test_seconds_are_kept_where_the_line_tells_nothing_else() -> None:
    found = one("через секунду", "ru", NOW)
    assert found.earliest == datetime(2025, 11, 14, 18, 20, 31)
    last = one("останні дві секунди", "uk", NOW)
    assert (last.earliest, last.latest) == (
        datetime(2025, 11, 14, 18, 20, 28),
        datetime(2025, 11, 14, 18, 20, 29),
    )
    assert find_mentions("Через секунду балка упала", "ru") == ()


@pytest.mark.parametrize(
    ("line", "sentence", "language"),
    [
        ("в течение двух недель", "В течение двух недель мост чинили", "ru"),
        ("протягом двох тижнів", "Протягом двох тижнів міст лагодили", "uk"),
        ("within two weeks", "It rained and within two weeks the pier sank", "en"),
        ("сейчас", "Сейчас мост закрыт", "ru"),
        ("Рождество", "Рождество отмечают", "ru"),
        ("в 14", "Он победил в 14", "uk"),
        ("1954", "Он получил 1954", "ru"),
    ],
)
def test_a_line_that_is_only_a_time_is_one(line: str, sentence: str, language: str) -> None:
    assert one(line, language, NOW).earliest is not None
    assert find_mentions(sentence, language) == ()


@pytest.mark.parametrize(
    ("day", "edtf"),
    [
        ("2022-02-01", "2022-01-07"),
        ("2023-02-01", "2023-01-07"),
        ("2024-01-05", "2023-12-25"),
        ("2025-02-01", "2024-12-25"),
    ],
)
def test_christmas_moved_in_ukraine_in_2023(day: str, edtf: str) -> None:
    anchor = Anchor(published=published(day))
    assert one("На Різдво міст закрили", "uk", anchor).edtf == edtf


def test_a_timetable_looks_ahead() -> None:
    assert one("четверг, с 9:30 до 11:00", "ru", NOW).edtf == "2025-11-20T09:30/2025-11-20T11:00"


def test_what_is_said_of_some_day_of_a_year_is_left_open() -> None:
    whole_year = published("2026-01-01", "2026-12-31", Grain.YEAR)
    assert find_times("Вчера мост закрыли", "ru", published=whole_year) == ()


def test_the_same_text_without_publication_leaves_out_what_cannot_be_told() -> None:
    found = find_times("В пятницу мост, закрытый 3 мая 2023 года, открыли", "ru", published=None)
    assert [found_one.edtf for found_one in found] == ["2023-05-03"]


# ------------------------------------------------------------------------------- comparison


def test_a_night_is_of_its_second_day_and_overlaps_the_first() -> None:
    anchor = Anchor(published=published("2025-11-14"))
    night = one("У ніч на 12 листопада місто обстріляли", "uk", anchor)
    assert day_of(night) == date(2025, 11, 12)
    assert same_day(night, ref("2025-11-12"))
    assert not same_day(night, ref("2025-11-11"))
    assert overlaps(night, ref("2025-11-11"))


def test_an_evening_and_night_is_of_its_first_day() -> None:
    anchor = Anchor(published=published("2025-11-14"))
    night = one("The city was shelled on Thursday night", "en", anchor)
    assert day_of(night) == date(2025, 11, 13)


def test_clock_times_of_two_zones_are_one_moment() -> None:
    anchor = Anchor(published=published("2025-11-14"))
    moscow = one("The train left at 3:59 Moscow time", "en", anchor)
    berlin = one("The train left at 1:59 Berlin time", "en", anchor)
    other = one("The train left at 2:59 Berlin time", "en", anchor)
    unnamed = one("The train left at 2:59", "en", anchor)
    assert overlaps(moscow, berlin) is True
    assert overlaps(moscow, other) is False
    assert overlaps(moscow, unnamed) is True


def test_since_and_until_are_open() -> None:
    anchor = Anchor(published=published("2025-11-14"))
    since = one("Завод работает с 2014 года", "ru", anchor)
    until = one("Завод закроют до 1 декабря 2026 года", "ru", anchor)
    assert overlaps(since, ref("2020-05-05")) is True
    assert overlaps(since, ref("2013-05-05")) is False
    assert overlaps(until, ref("2025-05-05")) is True
    assert overlaps(until, ref("2027-05-05")) is False


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("XXXX-11-14", "2025-11-14", True),
        ("XXXX-11-14", "2025-11-15", False),
        ("XXXX-11", "2025-11-15", True),
        ("XXXX-22", "2025-07-15", True),
        ("XXXX-22", "2025-11-15", False),
        ("XXXX-11-12/XXXX-11-16", "2025-11-14", True),
        ("XXXX-XX-XX", "2025-11-14", None),
    ],
)
def test_times_without_a_year(left: str, right: str, expected: bool | None) -> None:
    masked, known = unknown_year(left), ref(right)
    assert overlaps(masked, known) is expected
    assert overlaps(known, masked) is expected
    assert comparable(masked, known) is (expected is not None)


ends = st.tuples(days, days).map(sorted)


@unhurried
@given(ends, ends)
def test_comparison_does_not_depend_on_the_side(left: list[date], right: list[date]) -> None:
    a = ref(left[0].isoformat(), left[1].isoformat())
    b = ref(right[0].isoformat(), right[1].isoformat())
    assert overlaps(a, b) == overlaps(b, a)
    assert same_day(a, b) == same_day(b, a)
    assert overlaps(a, a) is True


def test_zones_keep_their_summer_time() -> None:
    summer, winter = date(2025, 7, 1), date(2025, 12, 1)
    assert [offset_of("KYIV", day) for day in (summer, winter)] == [180, 120]
    assert [offset_of("LONDON", day) for day in (summer, winter)] == [60, 0]
    assert [offset_of("NEWYORK", day) for day in (summer, winter)] == [-240, -300]
    assert [offset_of("MSK", day) for day in (date(2013, 7, 1), summer)] == [240, 180]
    assert offset_of("NOWHERE", summer) is None
