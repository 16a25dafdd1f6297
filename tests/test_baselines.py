"""The arithmetic of the benchmark against other ways of matching."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

if TYPE_CHECKING:
    import measures
else:
    # A script's neighbour, not a package; the folder stays off the path.
    FILE = Path(__file__).parent.parent / "bench" / "measures.py"
    spec = importlib.util.spec_from_file_location("measures", FILE)
    measures = sys.modules["measures"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measures)

LOW = -1.0
links = st.lists(st.tuples(st.sampled_from([0.1, 0.4, 0.5, 0.9]), st.booleans()), max_size=12)
sizes = st.tuples(st.integers(1, 5), st.integers(1, 5))
margins = sizes.flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(-1, 1, allow_nan=False))
)


def test_precision_recall_and_f1() -> None:
    found = measures.Quality(right=6, taken=8, wanted=12)
    assert (found.precision, found.recall) == (0.75, 0.5)
    assert found.f1 == pytest.approx(0.6)


def test_without_links_or_wanted_pairs_nothing_is_divided_by_nought() -> None:
    found = measures.Quality(right=0, taken=0, wanted=0)
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)


def test_the_best_threshold_takes_links_of_one_score_together() -> None:
    # With the right one alone F1 would be 1; both have the same score.
    found = measures.best_threshold([(0.5, True), (0.5, False)], wanted=1)
    assert (found.right, found.taken) == (1, 2)


@given(links, st.integers(1, 12))
def test_no_threshold_is_better_than_the_best(made: list[tuple[float, bool]], more: int) -> None:
    wanted = sum(right for _, right in made) + more
    best = measures.best_threshold(made, wanted)
    for threshold in {score for score, _ in made}:
        taken = [right for score, right in made if score >= threshold]
        f1 = measures.Quality(right=sum(taken), taken=len(taken), wanted=wanted).f1
        assert best.f1 >= f1


def test_mutual_best() -> None:
    scores = np.array([[0.9, 0.8, 0.1], [0.7, 0.6, 0.2]])  # the second row's best is taken
    assert measures.mutual_best(scores) == [(0, 0)]
    assert measures.judged(scores, {(0, 0)}) == [(0.9, True)]


def test_ties_count_against_the_rank() -> None:
    assert measures.rank(np.array([0.5, 0.5, 0.1]), {1}) == 2
    assert measures.rank(np.array([0.5, 0.6, 0.6]), {1, 2}) == 1


def test_a_hub_loses_by_the_correction() -> None:
    # Statement 2 (article 1) is near both of article 0; statement 3 is near the second alone.
    cosine = np.array(
        [[1, 0.2, 0.9, 0.1], [0.2, 1, 0.88, 0.85], [0.9, 0.88, 1, 0.3], [0.1, 0.85, 0.3, 1]]
    )
    owner = np.array([0, 0, 1, 1])
    assert int(cosine[1, 2:].argmax()) == 0
    assert int(measures.hubs_corrected(cosine, owner, 2)[1, 2:].argmax()) == 1


def test_the_correction_uses_as_many_neighbours_as_there_are() -> None:
    cosine = np.array([[1, 0.6], [0.6, 1]])
    found = measures.hubs_corrected(cosine, np.array([0, 1]), 10)
    assert found[0, 1] == pytest.approx(0.0)


def toy(
    one_to_one: list[list[float]],
    one_to_two: list[list[float]] | None = None,
    two_to_one: list[list[float]] | None = None,
) -> dict[tuple[int, int], np.typing.NDArray[np.float64]]:
    single = np.array(one_to_one)
    height, width = single.shape
    wide = np.full((height, width - 1), LOW) if one_to_two is None else np.array(one_to_two)
    high = np.full((height - 1, width), LOW) if two_to_one is None else np.array(two_to_one)
    return {(1, 1): single, (1, 2): wide, (2, 1): high}


def groups(scores: dict[tuple[int, int], np.typing.NDArray[np.float64]]) -> list[object]:
    return [(left, right) for left, right, _ in measures.ordered_alignment(scores, skip=0.0)]


def test_an_ordered_alignment_leaves_out_what_has_no_match() -> None:
    scores = toy([[0.9, LOW, LOW], [LOW, LOW, 0.8]])
    assert groups(scores) == [((0,), (0,)), ((1,), (2,))]


def test_an_ordered_alignment_joins_one_with_two() -> None:
    scores = toy([[0.3, 0.3], [LOW, LOW]], one_to_two=[[0.9], [LOW]])
    assert groups(scores) == [((0,), (0, 1))]
    turned = toy([[0.3, LOW], [0.3, LOW]], two_to_one=[[0.9, LOW]])
    assert groups(turned) == [((0, 1), (0,))]


def test_an_ordered_alignment_cannot_cross() -> None:
    assert groups(toy([[LOW, 0.9], [0.8, LOW]])) == [((0,), (1,))]


@given(margins, st.floats(-0.5, 0.5))
def test_an_ordered_alignment_is_in_order_and_takes_each_sentence_once(
    single: np.typing.NDArray[np.float64], skip: float
) -> None:
    scores = {(1, 1): single, (1, 2): single[:, 1:] / 2, (2, 1): single[1:] / 2}
    found = measures.ordered_alignment(scores, skip)
    for (left, right, _), (next_left, next_right, _) in pairwise(found):
        assert max(left) < min(next_left)
        assert max(right) < min(next_right)


@given(margins)
def test_an_ordered_alignment_is_the_best_of_all_without_groups(
    single: np.typing.NDArray[np.float64],
) -> None:
    height, width = single.shape
    never = {(1, 2): np.full((height, width - 1), -9.0), (2, 1): np.full((height - 1, width), -9.0)}
    found = measures.ordered_alignment({(1, 1): single, **never}, 0.0)

    def best(i: int, j: int) -> float:
        if i == height or j == width:
            return 0.0
        return max(best(i + 1, j), best(i, j + 1), float(single[i, j]) + best(i + 1, j + 1))

    assert sum(score for _, _, score in found) == pytest.approx(best(0, 0))


def test_a_group_links_all_its_sentences() -> None:
    found = measures.links_of([((0,), (1, 2), 0.7)], {(0, 2)})
    assert found == [(0.7, False), (0.7, True)]


def test_step_scores_know_two_sentences_by_their_mean() -> None:
    left = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]) / np.sqrt([[2.0], [1.0]])
    right = np.eye(3)
    found = measures.step_scores(left, right, neighbours=1)
    assert {step: block.shape for step, block in found.items()} == {
        (1, 1): (2, 3),
        (1, 2): (2, 2),
        (2, 1): (1, 3),
    }
    assert int(found[1, 2][0].argmax()) == 0
    assert found[1, 2][0, 0] > found[1, 1][0, 0]


# --- the command, on a folder of one's own ----------------------------------------------------

TOLD = (
    ("В порту Одессы загорелся склад зерна.", "У порту Одеси загорівся склад зерна."),
    ("Пожарные тушили его семь часов.", "Пожежники гасили його сім годин."),
    ("Мэр города обещал помочь рабочим.", "Мер міста обіцяв допомогти робітникам."),
    ("Школы открыли в понедельник.", "Школи відкрили в понеділок."),
    ("Мост через реку закрыли на ремонт.", "Міст через річку закрили на ремонт."),
)


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    script = Path(__file__).parent.parent / "bench" / "baselines.py"
    command = [sys.executable, "-P", str(script), "--data", str(data), "--encoders", "none"]
    return subprocess.run([*command, *words], capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [
        {"doc": "d", "sid": at, "a_lang": "ru", "a": ru, "b_lang": "uk", "b": uk}
        for at, (ru, uk) in enumerate(TOLD)
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "align_ru_uk.jsonl").write_text(lines, "utf-8")
    return tmp_path


def test_the_command_measures_a_folder_of_ones_own(data: Path) -> None:
    done = run(data, "--only", "order,speed", "--markdown", "--statements", "10")
    assert done.returncode == 0, done.stderr
    rows = {
        cells[1].strip(): [cell.strip() for cell in cells[2:-1]]
        for line in done.stdout.splitlines()
        if len(cells := line.split("|")) > 2
    }
    assert rows["**srccmp**, score, encoder none"][0] == "1.000"  # nothing is missing
    assert rows["RapidFuzz ratio, cdist of all pairs"][-1] == "1.0"
    assert float(rows["**srccmp**, compare, encoder none"][-1].replace(",", "")) > 0


def test_a_part_without_its_files_is_empty(tmp_path: Path) -> None:
    done = run(tmp_path, "--only", "documents,order,pairs,quotes,speed")
    assert done.returncode == 0, done.stderr
    assert "RapidFuzz token" not in done.stdout  # the speed has a column of this name
    assert "srccmp, score" not in done.stdout
    assert ("left out: TF-IDF" in done.stderr) == (importlib.util.find_spec("sklearn") is None)


def test_an_unknown_part_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "--only", "nonsense")
    assert done.returncode
    assert "nonsense" in done.stderr
