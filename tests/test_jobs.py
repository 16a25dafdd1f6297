"""Several processes give what one gives, whatever happens to them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from srccmp import CompareOptions, compare, jobs, pipeline, read_articles
from srccmp.read import files

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(jobs.JOBS, "3")


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many items each answer of another process was of."""
    counts: list[int] = []
    asked = jobs._asked

    def counting(
        process: subprocess.Popen[bytes], work: Callable[[Any], Any], part: Sequence[Any]
    ) -> list[Any] | None:
        found = asked(process, work, part)
        if found is not None:
            counts.append(len(found))
        return found

    monkeypatch.setattr(jobs, "_asked", counting)
    return counts


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 100])
def test_the_results_are_in_the_order_of_the_items(count: int) -> None:
    told: list[tuple[int, int]] = []
    found = jobs.run(
        abs, range(-count, 0), worth=1, told=lambda done, total: told.append((done, total))
    )
    assert found == list(range(count, 0, -1))
    assert all(0 < done <= total == count for done, total in told)


def test_other_processes_do_a_part_of_the_work(answered: list[int]) -> None:
    found = jobs.run(sum, [range(200_000)] * 300, worth=1)
    assert found == [sum(range(200_000))] * 300
    assert sum(answered) > 0


def test_work_that_cannot_be_handed_over_is_done_here(answered: list[int]) -> None:
    texts = ["a" * size for size in range(50)]
    assert jobs.run(lambda text: len(text), texts, worth=1) == list(range(50))
    assert answered == []


def test_what_fails_there_is_raised_here() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        jobs.run(int, ["1"] * 40 + ["one"] + ["1"] * 40, worth=1)


def test_a_process_that_dies_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "START", "import os; os._exit(3)")
    assert jobs.run(abs, range(-99, 0), worth=1) == list(range(99, 0, -1))


def test_an_interrupted_run_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = jobs._started

    def noted(count: int) -> list[subprocess.Popen[bytes]]:
        started.extend(real(count))
        return started

    def interrupted(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "_started", noted)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(sum, [range(100_000)] * 300, worth=1, told=interrupted)
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_few_items_pay_for_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(jobs.JOBS)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: range(4), raising=False)
    assert [jobs.job_count(items, 75) for items in (0, 74, 149, 150, 300, 3000)] == [
        1,
        1,
        1,
        2,
        4,
        4,
    ]


def test_the_answer_is_that_of_one_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "CHUNK", 1)
    monkeypatch.setattr(pipeline, "WORTH", 1)
    reading = read_articles([ROOT / "seeds"])
    several = compare(reading, CompareOptions(encoder="none")).to_json()
    monkeypatch.setenv(jobs.JOBS, "1")
    assert compare(reading, CompareOptions(encoder="none")).to_json() == several


def test_a_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    """`multiprocessing` would run it again in every process that it starts."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(SOURCE)!r})\n"
        "print('begins')\n"
        "from srccmp import jobs, pipeline\n"
        "jobs.CHUNK = pipeline.WORTH = 1\n"
        "from srccmp import CompareOptions, compare, read_articles\n"
        f"read = read_articles([{str(ROOT / 'seeds')!r}])\n"
        "found = compare(read, CompareOptions(encoder='none'))\n"
        "print(len(found.articles))\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split() == ["begins", "5"]


def test_pages_are_read_as_in_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: list[int]
) -> None:
    for at in range(30):
        body = "".join(
            f"<p>Ferry {at}-{n} stopped at the old pier of Solianka.</p>" for n in range(9)
        )
        page = f"<html><head><title>Ferry {at}</title></head><body><article>{body}</article></body>"
        (tmp_path / f"{at:02}.html").write_text(page, "utf-8")
    (tmp_path / "31.txt").write_text("The ferry line to Solianka was closed on Monday.", "utf-8")
    (tmp_path / "empty.html").write_bytes(b"")
    alone = read_articles([tmp_path])
    assert answered == []
    monkeypatch.setattr(files, "WORTH", 1)
    monkeypatch.setattr(jobs, "CHUNK", 1)
    assert read_articles([tmp_path]) == alone
    assert len(alone.articles) == 31
    assert sum(answered) > 0
