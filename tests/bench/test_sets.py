"""Sets of marked pairs, as people write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from srccmp.bench.outcomes import run_story
from srccmp.bench.sets import Problem, read_gold
from srccmp.errors import BadInput
from srccmp.options import CompareOptions
from tests.bench.builders import EN, PAIRS, UK, pair, write_story

NONE = CompareOptions(encoder="none")


def problems(folder: Path, *lines: str) -> list[str]:
    """What is told of these lines, put below three good ones; the three still count."""
    gold = read_gold(write_story(folder / "set" / "port", *lines).parent)
    (story,) = gold.stories
    run = run_story(story, NONE)
    assert len(run.outcomes) == len(PAIRS)
    return [str(problem) for problem in (*gold.problems, *run.problems)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON (a line holds one object)"),
        ("[" * 100_000, "not JSON (a line holds one object)"),
        ("[1]", "not an object (a line holds one object)"),
        (pair("згорів", "", "agree", "none"), "no b_quote (a row needs "),
        (pair("згорів", "burned", "same", "none"), "unknown relation 'same' (it is one of agree, "),
        (pair("згорів", "burned", "agree", "colour"), "unknown kind 'colour' (it is one of cause,"),
        (pair("згорів", "burned", "agree", "none", soft=1), "soft is neither true nor false"),
        (pair("згорів", "burned", "agree", "none", b="no.txt"), "no article 'no.txt' in "),
        (pair("згорів", "sank", "agree", "none"), "'sank' does not stand in en.txt (copy the "),
        (pair("згорів", ".", "agree", "none"), "the quote '.' has no word ("),
    ],
)
def test_a_bad_row_is_told_of_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    (found,) = problems(tmp_path, line)
    assert found.startswith(f"port/labels.jsonl, line 4: {told}")
    assert found.endswith(")")


def test_empty_lines_and_other_fields_are_nothing(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    assert problems(tmp_path, "", "  ") == []
    noted = pair(*PAIRS[0], note="\u2028")
    assert len(read_gold(write_story(tmp_path / "more" / "port", noted)).stories[0].rows) == 4


def test_a_quote_is_read_as_its_article_is(tmp_path: Path) -> None:
    """Letters of two code points, soft hyphens."""
    line = pair("спалахнув у Києвi\u0308", "burned", "agree", "none")
    gold = read_gold(write_story(tmp_path / "port", line))
    assert gold.stories[0].rows[3].a_quote == "спалахнув у Києвï"


def test_a_story_is_a_set_as_well(tmp_path: Path) -> None:
    story = write_story(tmp_path / "port")
    assert read_gold(story).stories == read_gold(tmp_path).stories
    assert read_gold(story / "labels.jsonl").stories[0].rows == read_gold(story).stories[0].rows


def test_stories_stand_by_name_and_can_be_chosen(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        write_story(tmp_path / name)
    gold = read_gold(tmp_path)
    assert [story.name for story in gold.stories] == ["a", "b", "c"]
    assert [story.name for story in gold.only(["c", "a"]).stories] == ["a", "c"]
    assert gold.only([]) == gold
    with pytest.raises(BadInput, match=r"no story is called 'd' \(there are: a, b, c\)"):
        gold.only(["d"])


def write_rows(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_articles_of_a_file_lie_in_the_folder_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "port").mkdir()
    (tmp_path / "seeds").mkdir()
    gold = read_gold(write_rows(tmp_path / "port_gold.jsonl", pair(*PAIRS[0])))
    assert [(each.name, each.folder) for each in gold.stories] == [("port", tmp_path / "port")]
    other = read_gold(write_rows(tmp_path / "x.jsonl", pair(*PAIRS[0])))
    assert other.stories[0].folder == tmp_path / "seeds"
    given = read_gold(tmp_path / "x.jsonl", tmp_path / "port")
    assert given.stories[0].folder == tmp_path / "port"


def test_events_are_folders_and_keys_are_those_of_their_manifest(tmp_path: Path) -> None:
    event = tmp_path / "events" / "port-0503"
    event.mkdir(parents=True)
    (event / "uk1_mayak.txt").write_text(UK, encoding="utf-8")
    (event / "en7_post.txt").write_text(EN, encoding="utf-8")
    docs = [{"key": "uk1", "file": "uk1_mayak.txt"}, {"key": "en7", "file": "en7_post.txt"}]
    (event / "manifest.json").write_text(json.dumps({"docs": docs}), encoding="utf-8")
    rows = [pair(*each, event="port-0503", a="uk1", b="en7") for each in PAIRS]
    far = pair(*PAIRS[0], event="../events/port-0503")
    gold = read_gold(write_rows(tmp_path / "events_gold.jsonl", *rows, far))
    (story,) = gold.stories
    assert {(row.a, row.b) for row in story.rows} == {("uk1_mayak.txt", "en7_post.txt")}
    assert [problem.message for problem in gold.problems] == [
        f"no folder of the event '../events/port-0503' in {tmp_path / 'events'}"
    ]
    run = run_story(story, NONE)
    assert [each.languages for each in run.outcomes] == ["en-uk"] * 3
    assert not run.problems


def test_what_is_no_set_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no marked story"):
        read_gold(tmp_path)
    with pytest.raises(BadInput, match="no such file or folder"):
        read_gold(tmp_path / "x.jsonl")
    (tmp_path / "y.jsonl").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "y").mkdir()
    with pytest.raises(BadInput, match="UTF-8"):
        read_gold(tmp_path / "y.jsonl")
    (tmp_path / "z").mkdir()
    write_rows(tmp_path / "z" / "labels.jsonl", pair(*PAIRS[0]))
    with pytest.raises(BadInput, match="without articles"):
        read_gold(tmp_path)
    with pytest.raises(BadInput, match="no such folder"):
        read_gold(tmp_path / "y.jsonl", tmp_path / "w")


@pytest.mark.parametrize("manifest", ["", "[]", '{"docs": [1]}', '{"docs": [{"key": "a"}]}'])
def test_a_broken_manifest_is_told_of(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "x" / "one").mkdir(parents=True)
    (tmp_path / "x" / "one" / "manifest.json").write_text(manifest)
    with pytest.raises(BadInput, match="not a manifest"):
        read_gold(write_rows(tmp_path / "x.jsonl", pair(*PAIRS[0], event="one")))


def test_a_name_that_two_files_have_is_told_apart_by_its_folder(tmp_path: Path) -> None:
    line = pair("burned down", "reopened", "unrelated", "none", a="en.txt", b="late/en.txt")
    story = write_story(tmp_path / "port", line)
    (story / "articles" / "late").mkdir()
    (story / "articles" / "late" / "en.txt").write_text("The elevator reopened.\n")
    (marked,) = read_gold(story).stories
    run = run_story(marked, NONE)
    assert {each.row.b for each in run.outcomes} == {"late/en.txt", "en.txt"}
    assert run.outcomes[-1].right.texts == ("The elevator reopened.",)


def test_a_problem_names_place_matter_and_way_out() -> None:
    assert str(Problem(place="x, line 1", message="bad", hint="mend it")) == (
        "x, line 1: bad (mend it)"
    )
