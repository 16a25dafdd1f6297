"""The last comparison is kept whole, privately and safely."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from srccmp import store
from srccmp.comparison import Comparison
from srccmp.errors import BadInput, NotFound
from srccmp.present.parts import only_stories
from tests.builders import port_fire


def test_what_was_kept_comes_back_equal(tmp_path: Path) -> None:
    kept = store.save(port_fire(), tmp_path / "new")
    assert kept.name == "last.json"
    assert store.load(tmp_path / "new") == port_fire()


def test_the_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.STATE_DIR, str(tmp_path))
    assert store.save(port_fire()).parent == tmp_path
    monkeypatch.delenv(store.STATE_DIR)
    assert "srccmp" in str(store.state_dir())


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    assert stat.S_IMODE(store.save(port_fire(), tmp_path).stat().st_mode) == 0o600


def test_nothing_kept_yet(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no comparison is kept yet"):
        store.load(tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"{}",
        b"[1, 2]",
        b'{"store": "srccmp.store/99", "comparison": {}}',
        b'{"store": "srccmp.store/1"}',
        b'{"store": "srccmp.store/1", "comparison": {"schema": "srccmp.comparison/1"}}',
        b"[" * 100_000,
    ],
)
def test_a_broken_or_foreign_file_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / store.NAME).write_bytes(data)
    with pytest.raises(BadInput) as caught:
        store.load(tmp_path)
    assert "last.json" in caught.value.message
    assert "srccmp diff" in caught.value.hint


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot keep the comparison"):
        store.save(port_fire(), tmp_path / "file")


SAVE_OFTEN = """
import sys
from pathlib import Path
from srccmp import store
from tests.builders import port_fire
for _ in range(5):
    store.save(port_fire(), Path(sys.argv[1]))
"""


def test_two_processes_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAVE_OFTEN, str(tmp_path)]
    workers = [subprocess.Popen(command, cwd=Path(__file__).parent.parent) for _ in range(2)]
    assert [worker.wait() for worker in workers] == [0, 0]
    assert store.load(tmp_path) == port_fire()
    assert [path.name for path in tmp_path.iterdir()] == [store.NAME]


def test_one_story_is_read_alone_and_all_make_the_whole(tmp_path: Path) -> None:
    comparison = two_stories()
    store.save(comparison, tmp_path)
    kept = store.kept(tmp_path)
    assert kept.whole() == comparison
    for story in comparison.stories:
        part = kept.story(story.id)
        assert part == only_stories(comparison, frozenset({story.id}))
        assert part.claims
    assert kept.folder == Path.cwd()


def two_stories() -> Comparison:
    """The fire of the port, and the same again as another story in other words."""
    first = port_fire()
    text = first.to_json().decode()
    ids = [known.id for known in store.known_of(first) if known.kind != "story"]
    for full in ids:
        text = text.replace(full, full[::-1] + "x")
    data = json.loads(text.replace('"s1"', '"s2"').replace("accounts/", "others/"))
    second = Comparison.from_dict(data)
    return replace(
        first,
        articles=first.articles + second.articles,
        statements=first.statements + second.statements,
        claims=first.claims + second.claims,
        verdicts=first.verdicts + second.verdicts,
        timeline=first.timeline + second.timeline,
        stories=(*first.stories, *second.stories),
    )


def test_a_file_that_was_cut_off_is_told(tmp_path: Path) -> None:
    path = store.save(port_fire(), tmp_path)
    data = path.read_bytes()
    for end in (len(data) - 9, len(data) // 2, data.index(b"\n") + 40, 60):
        path.write_bytes(data[:end])
        with pytest.raises(BadInput, match="is damaged"):
            store.load(tmp_path)
        assert all(isinstance(found, tuple) for found in store.known_ids("", folder=tmp_path))


def test_an_id_is_completed_with_a_few_words(tmp_path: Path) -> None:
    comparison = port_fire()
    store.save(comparison, tmp_path)
    known = store.known_ids("", folder=tmp_path, most=1000)
    first = comparison.claims[0]
    assert known[0] == (first.id, known[0][1])
    assert known[0][1].startswith("claim: conflict · cause: коротке замикання / ")
    kinds = [help_text.partition(":")[0] for _, help_text in known]
    assert list(dict.fromkeys(kinds)) == ["claim", "article", "statement", "story"]
    assert len(known) == sum(
        len(part)
        for part in (
            comparison.claims, comparison.articles, comparison.statements, comparison.stories,
        )
    )  # fmt: skip
    start = first.id[:3].upper()
    assert {i for i, _ in store.known_ids(start, folder=tmp_path)} == {
        i for i, _ in known if i.startswith(start.lower())
    }
    assert len(store.known_ids("", folder=tmp_path, most=2)) == 2


def test_nothing_is_completed_where_nothing_is_kept(tmp_path: Path) -> None:
    assert store.known_ids("", folder=tmp_path) == []
    (tmp_path / store.NAME).write_bytes(b"\xff\n[[[")
    assert store.known_ids("", folder=tmp_path) == []
    assert store.known_ids("a", folder=tmp_path / "no") == []


def test_no_words_of_an_article_reach_the_shell(tmp_path: Path) -> None:
    comparison = port_fire()
    hostile = replace(
        comparison.articles[0], title="\x1b]0;x\x07\tA\n\u202eB\u2028 " + "long " * 90
    )
    store.save(replace(comparison, articles=(hostile, *comparison.articles[1:])), tmp_path)
    for full, words in store.known_ids("", folder=tmp_path, most=1000):
        assert words.isprintable()
        assert len(words) < 100
        assert full.isalnum()
    assert store.load(tmp_path).articles[0].title == hostile.title


def test_completing_loads_nothing_heavy(tmp_path: Path) -> None:
    store.save(port_fire(), tmp_path)
    code = (
        "import sys; from srccmp.store import known_ids; assert known_ids('');"
        "print(sorted(m for m in sys.modules if m.partition('.')[0] in"
        " ('numpy', 'rich', 'rapidfuzz', 'typer', 'anyascii') or m in"
        " ('srccmp.comparison', 'srccmp.present', 'srccmp.pipeline')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, store.STATE_DIR: str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
