"""The timeline's plot and table, as they print."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from tests.builders import port_fire
from tests.present.times import Times, crowd, fire, on

from srccmp.model import Relation
from srccmp.present.filter import EVERYTHING, Filter, entries
from srccmp.present.look import Look, encoded, rendered
from srccmp.present.timeline import timeline
from srccmp.present.view import Index


def drawn(times: Times, look: Look, wanted: Filter = EVERYTHING, **asked: object) -> str:
    index = Index(times.comparison())
    picture = timeline(index, entries(index, wanted), look, **asked)  # type: ignore[arg-type]
    return rendered(picture, look)


def test_the_plot() -> None:
    herald, visnyk, gangkou, line, days, months = drawn(fire(), Look(width=100)).splitlines()[5:11]
    assert herald == "Herald       ●     ┊       ┊      ✗                       ○"
    assert visnyk == "Вісник             ┊───────┊      ✗                       ○"
    assert gangkou.split() == ["港口日报", "──────────┊", "┊", "●", "○"]
    assert line.startswith("         ┬─────────┊───────┊┬─────")
    assert days == "         12                 3                                   4"
    assert months == "         Aug 2029   2030    May 2031"


def test_the_signs_are_explained_once_those_that_are_there() -> None:
    head = drawn(fire(), Look(width=100)).splitlines()[0]
    assert head.split("   ") == [
        "✗ times conflict", "● told event", "○ published", "─ vague time", "┊ time left out",
    ]  # fmt: skip
    narrow = drawn(fire(), Look(width=80)).splitlines()[0]
    assert narrow == "✗ times conflict   ● told event   ○ published"


def test_the_plot_is_drawn_where_there_is_room() -> None:
    assert "┊" not in drawn(fire(), Look(width=99))
    assert "┊" in drawn(fire(), Look(width=100))


@pytest.mark.parametrize("width", [100, 140, 200])
def test_lanes_stand_under_each_other_in_every_script_and_encoding(width: int) -> None:
    lines = drawn(fire(), Look(width=width)).splitlines()
    breaks = [line[: line.index("┊")] for line in lines[5:9]]
    assert len({cell_len(each) for each in breaks}) == 1
    look = Look(width=width, is_unicode=False)
    plain = encoded(drawn(fire(), look), "ascii").decode().splitlines()
    assert len({line.index(":") for line in plain[5:9]}) == 1
    assert plain[5].startswith("Herald ")


def test_both_times_stand_beside_each_other_with_who_says_which() -> None:
    text = drawn(fire(), Look(width=80))
    at = text.index("✗ times conflict\n") if "✗ times conflict\n" in text else text.index("✗ times")
    block = " ".join(text[at:].split())
    assert "3 May 2031, 03:40 ⟦When⟧: Herald 3 May 2031, 04:10 ⟦When⟧: Вісник" in block
    assert "times conflict for 1 event." in text


def test_a_conflict_of_two_days_is_told_in_full_once() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-03"))
    times.paper("B", None, b=on("2031-05-05"))
    times.claim(["a"], ["b"], relation=Relation.CONFLICT)
    text = drawn(times, Look(width=90))
    assert text.count("⟦When⟧: A") == 1
    assert "✗ times conflict: others say 3 May 2031 (A)" in text


def test_all_unfolds_and_a_limit_counts_rows() -> None:
    look = Look(width=100)
    folded, unfolded = drawn(crowd(60), look), drawn(crowd(60), look, unfolded=True)
    assert "--all" in folded
    assert "--all" not in unfolded
    assert "more sources" in folded
    assert "more sources" not in unfolded
    assert all(f"Paper {n:03} published" in unfolded for n in range(60))
    few = drawn(crowd(60), look, limit=3)
    assert "rows more: without --limit" in few
    assert few.count("⟦When⟧") == 3


def test_a_gap_is_told() -> None:
    assert "… 5 months …" in drawn(fire(), Look(width=60))


def test_nothing_with_a_time_is_said() -> None:
    times = Times()
    times.paper("A", None, a=None)
    assert drawn(times, Look(width=120)).startswith("Nothing on the timeline")


def test_the_clock_is_told_under_the_day_and_the_day_once() -> None:
    times = Times()
    times.paper("A", None, a=on("2031-05-03 04:10"), b=on("2031-05-03 17:00"))
    times.claim(["a"])
    times.claim(["b"])
    text = drawn(times, Look(width=80))
    assert text.count("3 May 2031") == 1
    first = [line.split()[0] for line in text.splitlines() if line[:2].isdigit() and ":" in line]
    assert first == ["04:10", "17:00"]


def test_the_table_of_an_invented_fire_has_each_source() -> None:
    index = Index(port_fire())
    look = Look(width=140)
    text = rendered(timeline(index, entries(index, EVERYTHING), look), look)
    for source in ("Солянський вісник", "Хвиля", "Port Daily", "Берег", "Портовое обозрение"):
        assert f"\n{source} " in text  # its lane


def test_a_sign_lends_its_colour_to_nothing_behind_it() -> None:
    look = Look(width=80, has_colour=True)
    text = drawn(fire(), look)
    line = next(line for line in text.splitlines() if "h_fire" in line)
    assert "\x1b[1;31m✗ \x1b[0m" in line
    assert "was told by Herald" in line.split("\x1b[0m")[-1]
