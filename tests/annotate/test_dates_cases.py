"""Every sentence of the case files tells exactly the times written beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from srccmp.annotate.dates import find_times
from srccmp.model import Grain, Published, TimeRef

HERE = Path(__file__).parent


def published_on(day: date) -> Published:
    return Published(earliest=day, latest=day, grain=Grain.DAY, decided_by="case")


def cases() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for path in sorted(HERE.glob("dates_cases_*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["case"]:
            yield path.stem[-2:], case["text"], case.get("ref", table["ref"]), tuple(case["times"])


CASES = list(cases())


def drawn(ref: TimeRef, text: str) -> str:
    """A time as the case files write it."""
    if ref.earliest is None or ref.latest is None:
        ends = ref.edtf
    else:
        ends = " .. ".join(dict.fromkeys(written(ref.earliest, ref.latest)))
    zone = "" if ref.offset is None else f" | {ref.offset:+}"
    bound = " | since" * ref.edtf.endswith("/..") + " | until" * ref.edtf.startswith("../")
    return f"{ref.span.of(text)} | {ends} | {ref.grain.value}{zone}{bound}"


def written(first: datetime, last: datetime) -> tuple[str, str]:
    are_days = (first.hour, first.minute, last.hour, last.minute) == (0, 0, 23, 59)
    form = "%Y-%m-%d" if are_days else "%Y-%m-%dT%H:%M"
    return first.strftime(form), last.strftime(form)


@pytest.mark.parametrize(("language", "text", "ref", "times"), CASES)
def test_case(language: str, text: str, ref: str, times: tuple[str, ...]) -> None:
    published = published_on(date.fromisoformat(ref)) if ref else None
    found = find_times(text, language, published=published)
    assert tuple(drawn(one, text) for one in found) == times


def test_there_are_enough_cases_of_each_language() -> None:
    counts = {code: sum(1 for one in CASES if one[0] == code) for code in ("ru", "uk", "en")}
    assert sum(counts.values()) >= 500
    assert min(counts.values()) >= 150
