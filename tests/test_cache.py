"""The cache: what is kept, how little is computed twice, and that it never fails a run."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from srccmp import cache as cache_module
from srccmp.cache import (
    FILE,
    SCHEMA,
    Cache,
    cache_folder,
    content_key,
    encode_cached,
    open_cache,
)

TODAY = date(2026, 3, 1)
TOMORROW = date(2026, 3, 2)


class CountingEncoder:
    """Vectors from the letters of a text; ``calls`` holds what it was given."""

    dim = 8

    def __init__(self, name: str = "counting/1") -> None:
        self.name = name
        self.calls: list[tuple[str, ...]] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(tuple(texts))
        rows = np.ones((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % self.dim] += 1 / 3
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


@pytest.fixture(params=["memory", "disk"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cache]:
    folder = tmp_path / "kept" if request.param == "disk" else None
    with Cache(folder, today=TODAY) as opened:
        yield opened


def days_of_use(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / FILE)) as database:
        return dict(database.execute("SELECT key, used FROM entries"))


def test_what_was_put_is_got(cache: Cache) -> None:
    cache.put_many("vector", {"a": b"1", "b": b""})
    cache.put_many("parse", {"a": b"other"})
    assert cache.get_many("vector", ["b", "a", "missing"]) == {"a": b"1", "b": b""}
    assert cache.get_many("parse", ["a", "b"]) == {"a": b"other"}
    assert cache.get_many("vector", []) == {}
    cache.put_many("vector", {"a": b"2"})
    assert cache.get_many("vector", ["a"]) == {"a": b"2"}
    assert cache.notes == ()


def test_more_keys_than_a_query_takes(cache: Cache) -> None:
    items = {f"key{number}": b"%d" % number for number in range(3 * cache_module.KEYS_A_QUERY + 1)}
    cache.put_many("vector", items)
    assert cache.get_many("vector", list(items)) == items


def test_info_and_clear(cache: Cache) -> None:
    cache.put_many("vector", {"a": b"1", "b": b"2"})
    cache.put_many("parse", {"a": b"3"})
    info = cache.info()
    assert info.entries == (("parse", 1), ("vector", 2))
    assert (info.size > 0) == (info.path is not None)
    cache.clear()
    assert cache.info().entries == ()
    assert cache.get_many("vector", ["a"]) == {}
    cache.put_many("vector", {"a": b"4"})
    assert cache.get_many("vector", ["a"]) == {"a": b"4"}


def test_it_is_there_the_next_time(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TODAY) as first:
        first.put_many("vector", {"a": b"1"})
    with Cache(tmp_path, today=TODAY) as second:
        assert second.get_many("vector", ["a"]) == {"a": b"1"}


def test_clear_gives_the_room_back(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TODAY) as cache:
        cache.put_many("vector", {str(number): bytes(1000) for number in range(1000)})
        full = cache.info().size
        cache.clear()
        assert cache.info().size < full / 10


def test_the_folder_is_the_users_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / "a" / "b"))
    with open_cache(today=TODAY) as cache:
        assert cache.info().path == tmp_path / "a" / "b" / FILE
        assert cache.notes == ()
    monkeypatch.delenv("SRCCMP_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "srccmp" in str(cache_folder())


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    Cache(tmp_path / "kept", today=TODAY).close()
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


# The day of the last use, and what is dropped


def test_a_use_is_booked_once_a_day(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TODAY) as first:
        first.put_many("vector", {"a": b"1", "b": b"2"})
    with Cache(tmp_path, today=TOMORROW) as second:
        second.get_many("vector", ["a"])
    used = days_of_use(tmp_path)
    assert used == {"a": TOMORROW.toordinal(), "b": TODAY.toordinal()}


def test_a_clock_set_back_books_nothing(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TOMORROW) as first:
        first.put_many("vector", {"a": b"1"})
    with Cache(tmp_path, today=TODAY) as second:
        second.get_many("vector", ["a"])
    assert days_of_use(tmp_path) == {"a": TOMORROW.toordinal()}


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    old = {f"old{number}": bytes(1000) for number in range(100)}
    with Cache(tmp_path, today=TODAY, max_bytes=300_000) as first:
        first.put_many("vector", old)
        assert len(first.get_many("vector", list(old))) == 100
    new = {f"new{number}": bytes(1000) for number in range(150)}
    with Cache(tmp_path, today=TOMORROW, max_bytes=300_000) as second:
        second.get_many("vector", ["old7"])
        second.put_many("vector", new)
        assert second.get_many("vector", list(new)) == new
        left = second.get_many("vector", list(old))
        assert "old7" in left
        assert 0 < len(left) < 100


def test_the_size_stays_bounded(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TODAY, max_bytes=200_000) as cache:
        for turn in range(30):
            cache.put_many("vector", {f"{turn}/{n}": bytes(1000) for n in range(50)})
    assert (tmp_path / FILE).stat().st_size < 400_000


def test_one_value_larger_than_all_room(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TODAY, max_bytes=50_000) as cache:
        cache.put_many("vector", {"a": bytes(100_000)})
        assert cache.get_many("vector", ["a"]) == {}
        cache.put_many("vector", {"b": b"1"})
        assert cache.get_many("vector", ["b"]) == {"b": b"1"}
        assert cache.notes == ()


# It never fails a run


def check_off(cache: Cache, reason: str) -> None:
    """All calls answer as an empty cache, and one note tells why."""
    cache.put_many("vector", {"a": b"1"})
    assert cache.get_many("vector", ["a"]) == {}
    assert cache.info().entries == ()
    (note,) = cache.notes
    assert (note.stage, note.subject, note.code) == ("cache", "all", "cache-off")
    assert reason in note.message
    assert FILE in note.message


def test_no_database(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"these are no pages of a database\n" * 500)
    with Cache(tmp_path, today=TODAY) as cache:
        check_off(cache, "not a database (`srccmp cache clear` makes a new one)")
        cache.clear()
        assert cache.notes == ()
        cache.put_many("vector", {"a": b"1"})
        assert cache.get_many("vector", ["a"]) == {"a": b"1"}


def test_pages_overwritten(tmp_path: Path) -> None:
    items = {f"{number:05}": bytes(200) for number in range(2000)}
    with Cache(tmp_path, today=TODAY) as cache:
        cache.put_many("vector", items)
    path = tmp_path / FILE
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\xa5" * (len(raw) - 4096)
    path.write_bytes(raw)
    with Cache(tmp_path, today=TODAY) as cache:
        encoder = CountingEncoder()
        rows = encode_cached(encoder, ["x", "y"], cache)
        assert rows.shape == (2, 8)
        check_off(cache, "malformed")
        cache.clear()
        assert cache.notes == ()
        assert encode_cached(encoder, ["x", "y"], cache).tobytes() == rows.tobytes()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Cache(tmp_path / "file" / "kept", today=TODAY) as cache:
        check_off(cache, "file")
        cache.clear()
        check_off(cache, "file")


@pytest.fixture
def bystander() -> Iterator[Path]:
    """A folder that may be read and not written; root, who may write anywhere, becomes another
    user meanwhile."""
    if os.name != "posix":
        pytest.skip("permissions of POSIX")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Cache(folder, today=TODAY) as cache:
            cache.put_many("vector", {"a": b"1"})
        folder.chmod(0o555)
        (folder / FILE).chmod(0o444)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_a_read_only_folder(bystander: Path) -> None:
    with Cache(bystander, today=TOMORROW) as cache:
        rows = encode_cached(CountingEncoder(), ["x"], cache)
        assert rows.shape == (1, 8)
        (note,) = cache.notes
        assert note.code == "cache-off"


def test_locked_for_too_long(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TODAY) as first:
        first.put_many("vector", {"kept": b"1"})
    with (
        closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other,
        Cache(tmp_path, today=TOMORROW, wait=0.05) as cache,
    ):
        other.execute("BEGIN IMMEDIATE")
        # Reading goes on beside a writer, and the day of use is not worth a failure.
        assert cache.get_many("vector", ["kept"]) == {"kept": b"1"}
        assert cache.notes == ()
        check_off(cache, "locked")
        cache.clear()  # what another process writes is not deleted
        check_off(cache, "locked")
        other.execute("ROLLBACK")
    assert days_of_use(tmp_path) == {"kept": TODAY.toordinal()}


def test_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as newer:
        newer.execute("CREATE TABLE things (a)")
        newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with Cache(tmp_path, today=TODAY) as cache:
        check_off(cache, "newer srccmp")
    with closing(sqlite3.connect(tmp_path / FILE)) as newer:
        assert newer.execute("SELECT COUNT(*) FROM things").fetchone() == (0,)


def test_a_newer_schema_can_be_cleared(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with Cache(tmp_path, today=TODAY) as cache:
        cache.clear()
        cache.put_many("vector", {"a": b"1"})
        assert cache.get_many("vector", ["a"]) == {"a": b"1"}
        assert cache.notes == ()


def test_clear_beside_a_reader(tmp_path: Path) -> None:
    with Cache(tmp_path, today=TODAY, wait=0.05) as cache:
        cache.put_many("vector", {"a": b"1", "b": b"2"})
        with closing(sqlite3.connect(tmp_path / FILE)) as reader:
            rows = reader.execute("SELECT key FROM entries ORDER BY key")
            assert next(rows) == ("a",)
            cache.clear()
            assert cache.notes == ()
            assert cache.info().entries == ()
            assert next(rows) == ("b",)


def test_an_older_schema_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Cache(tmp_path, today=TODAY) as old:
        old.put_many("vector", {"a": b"1"})
    monkeypatch.setattr(cache_module, "SCHEMA", SCHEMA + 1)
    with Cache(tmp_path, today=TODAY) as new:
        assert new.info().entries == ()
        new.put_many("vector", {"b": b"2"})
        assert new.get_many("vector", ["a", "b"]) == {"b": b"2"}
        assert new.notes == ()


# Processes at once

TURNS = 60
WORKER = Path(__file__).with_name("cache_worker.py")


def test_processes_share_one_file(tmp_path: Path) -> None:
    # All of them meet a file that does not exist yet, and open it anew for each turn.
    workers = [
        subprocess.Popen(
            [sys.executable, str(WORKER), str(tmp_path), str(own), str(TURNS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for own in range(3)
    ]
    told = [worker.communicate(timeout=120)[0] for worker in workers]
    assert told == ["", "", ""]
    with Cache(tmp_path, today=TODAY) as cache:
        assert cache.info().entries == (("vector", 4 * TURNS),)


def test_threads_share_one_cache(cache: Cache) -> None:
    def work(own: int) -> list[dict[str, bytes]]:
        wrong = []
        for turn in range(40):
            items = {f"{own}/{turn}": b"%d" % own, f"all/{turn}": b"same"}
            cache.put_many("vector", items)
            found = cache.get_many("vector", list(items))
            if found != items:
                wrong.append(found)
        return wrong

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [[], [], [], []]
    assert cache.info().entries == (("vector", 5 * 40),)
    assert cache.notes == ()


# Encoding


def test_only_new_texts_are_encoded(cache: Cache) -> None:
    encoder = CountingEncoder()
    first = encode_cached(encoder, ["b", "a", "b"], cache)
    assert encoder.calls == [("a", "b")]
    again = encode_cached(encoder, ["b", "a", "b"], cache)
    assert encoder.calls == [("a", "b")]
    assert again.tobytes() == first.tobytes()
    encode_cached(encoder, ["c", "a"], cache)
    assert encoder.calls == [("a", "b"), ("c",)]


def test_another_encoder_has_its_own_vectors(cache: Cache) -> None:
    encode_cached(CountingEncoder("counting/1"), ["a"], cache)
    other = CountingEncoder("counting/2")
    encode_cached(other, ["a"], cache)
    assert other.calls == [("a",)]


def test_nothing_to_encode(cache: Cache) -> None:
    encoder = CountingEncoder()
    assert encode_cached(encoder, [], cache).shape == (0, 8)
    assert encoder.calls == []


@given(st.lists(st.text(max_size=5), max_size=8))
def test_rows_follow_the_texts(texts: list[str]) -> None:
    with Cache(None, today=TODAY) as cache:
        rows = encode_cached(CountingEncoder(), texts, cache)
        np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
        for text, row in zip(texts, rows, strict=True):
            alone = encode_cached(CountingEncoder(), [text], cache)
            assert alone[0].tobytes() == row.tobytes()


def test_the_first_run_answers_with_what_is_kept(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(50)]
    answers = set()
    for order in (texts, texts[::-1]):
        with Cache(tmp_path, today=TODAY) as cache:
            rows = encode_cached(CountingEncoder(), order, cache)
        answers.add(rows[np.argsort(order)].tobytes())
    with Cache(None, today=TODAY) as empty:
        rows = encode_cached(CountingEncoder(), texts, empty)
    answers.add(rows[np.argsort(texts)].tobytes())
    answers.add(encode_cached(CountingEncoder(), texts, None)[np.argsort(texts)].tobytes())
    assert len(answers) == 1
    np.testing.assert_allclose(rows, CountingEncoder().encode(texts), atol=5e-4)


def test_a_long_run_keeps_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "TEXTS_A_WRITE", 10)

    class Interrupted(CountingEncoder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if len(self.calls) == 2:
                raise KeyboardInterrupt
            return super().encode(texts)

    texts = [f"{number:02}" for number in range(35)]
    with Cache(tmp_path, today=TODAY) as cache, pytest.raises(KeyboardInterrupt):
        encode_cached(Interrupted(), texts, cache)
    encoder = CountingEncoder()
    with Cache(tmp_path, today=TODAY) as cache:
        encode_cached(encoder, texts, cache)
    assert [len(call) for call in encoder.calls] == [10, 5]


def test_a_vector_of_the_wrong_length_is_no_vector(cache: Cache) -> None:
    encoder = CountingEncoder()
    key = content_key(encoder.name, "a")
    cache.put_many("vector", {key: b"short"})
    assert encode_cached(encoder, ["a"], cache).shape == (1, 8)
    assert len(cache.get_many("vector", [key])[key]) == 16


def test_half_of_a_surrogate_pair_has_a_key() -> None:
    assert content_key("\ud800") != content_key("\ud801")
