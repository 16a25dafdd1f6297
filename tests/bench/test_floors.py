"""Floors are taken, refused and shown as they should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from srccmp.bench.outcomes import Outcome
from srccmp.bench.table import markdown
from tests.bench.builders import outcome
from tests.bench.test_counts import ROWS
from tests.bench.test_report import report
from tests.harness import quality


def kept(rows: list[Outcome]) -> dict[str, quality.Kept]:
    counted, wanted = quality.shipped_figures(rows)
    floor = {name: count.hits for name, count in counted.items()}
    return {"shipped": quality.Kept(counted=counted, wanted=wanted, floor=floor)}


BETTER = [*ROWS[:2], outcome("conflict", "quantity conflict", languages="en-uk"), *ROWS[3:]]
WORSE = [*ROWS[:5], outcome("agree", "quantity conflict"), *ROWS[6:]]


def test_each_way_to_be_worse_is_told() -> None:
    (now,) = kept(ROWS).values()
    (worse,) = kept(WORSE).values()
    (better,) = kept(BETTER).values()
    assert quality.falls(now.floor, now.counted, now.wanted) == []
    assert quality.falls(now.floor, better.counted, better.wanted) == []
    assert quality.falls(now.floor, worse.counted, worse.wanted) == [
        "languages.ru-uk.false: 2/4 (50 %), the floor is 1",
        "relations.agree.conflict: 2/2 (100 %), the floor is 1",
        "totals.all.false_on_agree: 2/2 (100 %), the floor is 1",
    ]
    assert "languages.en-uk.found: 0/1 (0 %), the floor is 1" in quality.falls(
        better.floor, now.counted, now.wanted
    )


def test_a_wanted_figure_that_is_gone_has_fallen() -> None:
    (now,) = kept(ROWS).values()
    told = quality.falls(now.floor, {}, now.wanted)
    assert "totals.all.conflicts: 0/0, the floor is 2" in told


def test_floors_are_raised_and_never_lowered_unasked(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"

    def write(rows: list[Outcome], digest: str = "d", *, allow: bool = False) -> list[str]:
        found: list[str] = quality.write_floors(
            path, digest, "none", kept(rows), allow_regression=allow
        )
        return found

    def conflicts() -> int:
        floors = json.loads(path.read_text(encoding="utf-8"))
        return int(floors["none"]["shipped"]["totals.all.conflicts"])

    assert write(ROWS) == []
    assert write(BETTER) == []
    assert conflicts() == 3
    assert write(ROWS) != []
    assert conflicts() == 3
    assert write(ROWS, allow=True) == []
    assert conflicts() == 2
    assert write(BETTER) == []
    assert write(ROWS, "other stories") == []
    assert conflicts() == 2


def test_the_documents_show_the_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.md"
    mark = "<!-- figures: srccmp bench --encoder none -->\n\nold\n<!-- end: figures -->"
    path.write_text(f"before\n\n{mark}\n\nafter\n", encoding="utf-8")
    monkeypatch.setattr(quality, "DOCUMENTS", (path,))
    made = report(*ROWS)
    quality.write_documents(made)
    text = path.read_text(encoding="utf-8")
    assert quality.figures_shown(text) == [markdown(made)]
    assert text.startswith("before\n\n<!--")
    assert text.endswith("-->\n\nafter\n")
    quality.write_documents(made)
    assert path.read_text(encoding="utf-8") == text
