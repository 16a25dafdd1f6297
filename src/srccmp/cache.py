"""What was computed once and need not be computed again, in one SQLite file.

The cache is a convenience and never a reason to fail: where the file is corrupt, locked or cannot
be written, the run goes on without it and ``Cache.notes`` says so. Keys are hashes of all that a
value depends on, so nothing in it becomes wrong with time; what was not used for the longest time
is dropped when the file grows too large.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar

from srccmp.engines.protocols import Encoder, Nli
from srccmp.model import Note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER_VARIABLE: Final = "SRCCMP_CACHE_DIR"
FILE: Final = "cache.sqlite3"
SCHEMA: Final = 1
MAX_BYTES: Final = 500_000_000  # 550,000 vectors
WAIT: Final = 5.0  # seconds for another process to finish its writing
KEYS_A_QUERY: Final = 500  # SQLite's oldest limit for parameters is 999
TEXTS_A_WRITE: Final = 256  # 3 s of work: what is lost at most when a run is interrupted
PAIRS_A_WRITE: Final = 32  # the same for pairs, which a model of inference reads together
VECTOR: Final = "vector"
ANNOTATION: Final = "annotation"
COMPARISON: Final = "comparison"
OPINION: Final = "opinion"
MAX_COMPARISON: Final = 50_000_000  # bytes of JSON; a larger answer is computed anew each time
PICTURE: Final = frozenset({"bench", "cli", "present"})  # what they do changes no answer

CORRUPT: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

CREATE: Final = """
CREATE TABLE entries (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    used INTEGER NOT NULL,  -- the day of the last use, date.toordinal()
    PRIMARY KEY (kind, key)
);
CREATE INDEX by_use ON entries (used);
"""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheInfo:
    """``path`` is None for a cache in memory; ``entries`` counts each kind, by name; ``size`` is
    what the files take on disk, in bytes."""

    path: Path | None
    entries: tuple[tuple[str, int], ...]
    size: int


def cache_folder() -> Path:
    """The folder named by SRCCMP_CACHE_DIR, else the platform's for caches of this user."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("srccmp", appauthor=False))


def content_key(*parts: str) -> str:
    """SHA-256 of the parts; the cut between them counts.

    >>> content_key("ab", "c") == content_key("a", "bc")
    False
    """
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code_version() -> str:
    """A hash of all that an answer depends on besides its input: this package's code and data,
    the versions of what is installed, and Python's. "" where the files cannot be read, and then
    no answer may be kept.

    The files themselves are read (1.2 MB, 5 ms), as no version number changes in a checkout that
    is worked on.
    """
    found = hashlib.sha256(sys.version.encode())
    try:
        for path in _sources(Path(__file__).parent):
            found.update(content_key(path.name).encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
        installed = {
            entry.name
            for folder in {*sys.path}
            if Path(folder).is_dir()
            for entry in os.scandir(folder or ".")
            if entry.name.endswith((".dist-info", ".egg-info"))
        }
    except OSError:
        return ""
    found.update(content_key(*sorted(installed)).encode())
    return found.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    """The package's files that can change an answer, in one order."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_file():
            yield Path(entry)
        elif entry.name not in PICTURE and entry.name != "__pycache__":
            yield from _sources(Path(entry))


def packed(data: bytes) -> bytes:
    """``data`` with fewer bytes and a checksum."""
    return zlib.compress(data, 1)


def unpacked(data: bytes) -> bytes | None:
    """What was packed; None where it is damaged."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return None


class Cache:
    """Values by kind and key; several threads may share one cache, several processes one file.

    ``folder`` None keeps all in memory. ``today`` is the day that uses are booked on.
    """

    def __init__(
        self, folder: Path | None, *, today: date, max_bytes: int = MAX_BYTES, wait: float = WAIT
    ) -> None:
        self._path = folder / FILE if folder else None
        self._today = today.toordinal()
        self._max_bytes = max_bytes
        self._wait = wait
        self._lock = RLock()
        self._trouble: sqlite3.Error | OSError | None = None
        self._database: sqlite3.Connection | None = None
        self._attempt(self._open, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            if self._database:
                self._database.close()
                self._database = None

    @property
    def notes(self) -> tuple[Note, ...]:
        """One note where the cache could not be used, or not to the end."""
        if self._trouble is None:
            return ()
        message = f"worked without the cache {self._path}: {self._trouble}"
        if _is_code(self._trouble, CORRUPT):
            message += " (`srccmp cache clear` makes a new one)"
        return (Note(stage="cache", subject="all", code="cache-off", message=message),)

    def get_many(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        """The values that are there; a key without one is left out."""

        def get() -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            stale: list[str] = []
            for start in range(0, len(keys), KEYS_A_QUERY):
                part = keys[start : start + KEYS_A_QUERY]
                marks = ",".join("?" * len(part))
                rows = self._connected.execute(
                    f"SELECT key, value, used FROM entries WHERE kind = ? AND key IN ({marks})",
                    (kind, *part),
                )
                for key, value, used in rows:
                    found[key] = value
                    if used < self._today:
                        stale.append(key)
            if stale:
                self._touch(kind, stale)
            return found

        return self._attempt(get, {})

    def put_many(self, kind: str, items: Mapping[str, bytes]) -> None:
        """Keep these values; an older value of the same key is replaced."""

        def put() -> None:
            with self._writing() as database:
                database.executemany(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                    [(kind, key, items[key], self._today) for key in sorted(items)],
                )
                self._evict(database)

        if items:
            self._attempt(put, None)

    def info(self) -> CacheInfo:
        """How much there is; an unusable cache has no entries, but may have a size."""

        def count() -> tuple[tuple[str, int], ...]:
            rows = self._connected.execute(
                "SELECT kind, COUNT(*) FROM entries GROUP BY kind ORDER BY kind"
            )
            return tuple(rows)

        nothing: tuple[tuple[str, int], ...] = ()
        entries = self._attempt(count, nothing)
        size = sum(file.stat().st_size for file in self._files() if file.exists())
        return CacheInfo(path=self._path, entries=entries, size=size)

    def clear(self) -> None:
        """Empty it; a file that cannot be used is deleted and made anew, unless another process
        has locked it. ``notes`` tells where neither could be done."""

        def empty() -> None:
            with self._writing() as database:
                database.execute("DELETE FROM entries")
            try:
                self._connected.execute("VACUUM")
                self._connected.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError as error:
                if not _is_code(error, LOCKED):  # a reader: the room is used again all the same
                    raise

        def anew() -> None:
            for file in self._files():
                file.unlink(missing_ok=True)
            self._open()

        self._attempt(empty, None)
        if self._trouble is not None and not _is_code(self._trouble, LOCKED):
            self._trouble = None
            self._attempt(anew, None)

    # The parts that may fail: each raises sqlite3.Error or OSError, and ``_attempt`` decides.

    def _attempt(self, work: Callable[[], Result], otherwise: Result) -> Result:
        """The result of ``work``; ``otherwise`` from the first failure on, so that a locked file
        is waited for once only."""
        with self._lock:
            if self._trouble is not None:
                return otherwise
            try:
                return work()
            except (sqlite3.Error, OSError) as error:
                self._trouble = error
                self.close()
                return otherwise

    @property
    def _connected(self) -> sqlite3.Connection:
        if self._database is None:
            raise sqlite3.ProgrammingError("the cache is closed")
        return self._database

    def _files(self) -> tuple[Path, ...]:
        path = self._path
        return (path, *(path.with_name(FILE + end) for end in ("-wal", "-shm"))) if path else ()

    def _open(self) -> None:
        if self._path:
            # Annotations hold words of the articles: nobody else's business.
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._database = sqlite3.connect(
            self._path or ":memory:",
            timeout=self._wait,
            isolation_level=None,
            check_same_thread=False,  # ``_attempt`` lets in one thread at a time
        )
        if self._path:
            self._write_ahead()
            self._database.execute("PRAGMA synchronous = NORMAL")
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA:
            self._create()

    def _write_ahead(self) -> None:
        """Readers go on while another process writes. The change to this mode, once in the life
        of a file, answers "locked" at once where two processes make it, timeout or not."""
        until = time.monotonic() + self._wait
        while True:
            try:
                self._connected.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if not _is_code(error, LOCKED) or time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def _create(self) -> None:
        with self._writing() as database:
            # Another process may have done it while this one waited for the lock.
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > SCHEMA:
                raise sqlite3.DatabaseError("written by a newer srccmp")
            if version < SCHEMA:
                database.execute("DROP TABLE IF EXISTS entries")
                for command in CREATE.split(";"):
                    database.execute(command)
                database.execute(f"PRAGMA user_version = {SCHEMA}")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, the writer's lock taken at its start: a lock that is taken later, when
        another has written meanwhile, fails at once."""
        database = self._connected
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")

    def _touch(self, kind: str, keys: Sequence[str]) -> None:
        """Book the use. Of the first run of a day only, and not worth waiting or failing for."""
        database = self._connected
        try:
            database.execute("PRAGMA busy_timeout = 0")
            with self._writing():
                database.executemany(
                    "UPDATE entries SET used = ? WHERE kind = ? AND key = ?",
                    [(self._today, kind, key) for key in keys],
                )
        except sqlite3.OperationalError:
            pass
        finally:
            database.execute(f"PRAGMA busy_timeout = {int(self._wait * 1000)}")

    def _evict(self, database: sqlite3.Connection) -> None:
        """Drop a tenth of the entries, those longest unused, until the rest fits."""
        while self._live_bytes(database) > self._max_bytes:
            (count,) = database.execute("SELECT COUNT(*) FROM entries").fetchone()
            if not count:
                return
            database.execute(
                "DELETE FROM entries WHERE rowid IN"
                " (SELECT rowid FROM entries ORDER BY used, rowid LIMIT ?)",
                (-(-count // 10),),
            )

    @staticmethod
    def _live_bytes(database: sqlite3.Connection) -> int:
        def pragma(name: str) -> int:
            return int(database.execute(f"PRAGMA {name}").fetchone()[0])

        return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")


def _is_code(error: Exception, codes: frozenset[int]) -> bool:
    """Whether SQLite failed with one of these; its extended codes carry more in higher bits."""
    return getattr(error, "sqlite_errorcode", -1) & 0xFF in codes


def open_cache(*, today: date) -> Cache:
    """The user's cache on disk, to be used in a ``with``; ``today`` is the day that uses are
    booked on. Raises nothing: a cache that cannot be used keeps nothing, and its ``notes`` say
    so."""
    return Cache(cache_folder(), today=today)


def _kept_or_made(
    cache: Cache | None,
    kind: str,
    keys: Mapping[Item, str],
    size: int,
    make: Callable[[Sequence[Item]], Iterable[bytes]],
    step: int,
    told: Callable[[int, int], None],
) -> dict[str, bytes]:
    """The bytes of each item by its key, ``size`` of them: those that are kept, and the others
    made, ``step`` items at a time, each time kept at once; ``told`` hears how many are done."""
    kept = cache.get_many(kind, list(keys.values())) if cache else {}
    new = [item for item, key in keys.items() if len(kept.get(key, b"")) != size]
    for start in range(0, len(new), step):
        told(start, len(new))
        part = new[start : start + step]
        items = {keys[item]: data for item, data in zip(part, make(part), strict=True)}
        if cache:
            cache.put_many(kind, items)
        kept.update(items)
    return kept


def encode_cached(
    encoder: Encoder,
    texts: Sequence[str],
    cache: Cache | None,
    *,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> NDArray[np.float32]:
    """A row of unit length a text, as ``Encoder.encode``; only new texts are encoded, and
    ``told`` hears how many of them are done.

    The vectors are kept as 16-bit floats, and a run that keeps nothing (``cache`` None) or finds
    nothing answers with the rounded ones, too: so every run gives the same bits. The texts are
    encoded once each and in alphabetical order.
    """
    import numpy as np

    def made(part: Sequence[str]) -> Iterator[bytes]:
        return (half.tobytes() for half in encoder.encode(part).astype("<f2"))

    unique = sorted(set(texts))
    keys = {text: content_key(encoder.name, text) for text in unique}
    kept = _kept_or_made(cache, VECTOR, keys, encoder.dim * 2, made, TEXTS_A_WRITE, told)
    joined = b"".join(kept[keys[text]] for text in unique)
    rows = np.frombuffer(joined, "<f2").reshape(len(unique), encoder.dim).astype(np.float32)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    place = {text: row for row, text in enumerate(unique)}
    return rows[[place[text] for text in texts]] if texts else rows


def opinions_cached(
    nli: Nli,
    pairs: Sequence[tuple[str, str]],
    cache: Cache | None,
    *,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> NDArray[np.float32]:
    """A row a pair, as ``Nli.probabilities``; only new pairs are asked about, once each and in
    alphabetical order, and ``told`` hears how many of them are done."""
    import numpy as np

    row = np.dtype(("<f4", 3))

    def made(part: Sequence[tuple[str, str]]) -> Iterator[bytes]:
        return (each.tobytes() for each in nli.probabilities(part).astype("<f4"))

    unique = sorted(set(pairs))
    keys = {pair: content_key(nli.name, *pair) for pair in unique}
    kept = _kept_or_made(cache, OPINION, keys, row.itemsize, made, PAIRS_A_WRITE, told)
    joined = b"".join(kept[keys[pair]] for pair in pairs)
    return np.frombuffer(joined, row.base).reshape(len(pairs), 3).astype(np.float32)
