"""The last comparison is kept whole, privately and safely."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from srccmp import store
from srccmp.errors import BadInput, NotFound
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
