"""The last comparison, kept in one versioned file, so that ``show`` needs no second run and a shell
can complete ids.

The file lies in the user's state folder, or in ``SRCCMP_STATE_DIR``. It holds the articles' texts
and is readable by its owner only. It is written beside its place and then moved into it, so two
processes at once leave one of the two answers, never a mixture.

It is read as far as it is needed: a line of JSON that tells where everything is, the ids with what
they are of (a line each, in the order of the tables), then a line of JSON with what all share and
one for each story. Completing an id reads the first two, ``show`` one story: of 1,000 articles in
255 stories (51 MB) the largest story, of 48 articles, takes a twelfth of the processor time of all,
a common one a thirtieth.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srccmp.errors import BadInput, NotFound

if TYPE_CHECKING:  # completing an id shall not wait for it
    from srccmp.comparison import Comparison
    from srccmp.model import Published, Verdict

VERSION = "srccmp.store/2"
NAME = "last.json"
STATE_DIR = "SRCCMP_STATE_DIR"
AGAIN = "run `srccmp diff` again"
HELP_ROOM, WORDS_ROOM = 72, 300  # letters
MOST = 50  # ids that are completed
LISTS = ("articles", "statements", "claims", "timeline")


@dataclass(frozen=True, slots=True)
class Known:
    """What an id is of: ``kind`` is claim, article, statement or story, ``help`` a few words on it,
    ``words`` more of them, to search. Both are in visible letters alone."""

    id: str
    kind: str
    story: str
    help: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The last comparison. ``folder`` is where its paths were given; `known` are all ids."""

    path: Path
    folder: Path
    known: tuple[Known, ...]
    _data: bytes
    _parts: dict[str, list[int]]

    def story(self, story: str) -> Comparison:
        """The comparison of one story alone. Raises `BadInput` where the file is damaged."""
        return self._comparison([story])

    def whole(self) -> Comparison:
        return self._comparison([name for name in self._parts if name])

    def _comparison(self, stories: list[str]) -> Comparison:
        from srccmp.comparison import Comparison

        whole: dict[str, Any] = {name: [] for name in LISTS}
        try:
            whole |= self._part("")
            for story in stories:
                part = self._part(story)
                for name in LISTS:
                    whole[name] += part[name]
            if len(stories) < len(self._parts) - 1:
                whole["stories"] = [each for each in whole["stories"] if each["id"] in stories]
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise _damaged(self.path, error) from error
        try:
            return Comparison.from_dict(whole)
        except BadInput as error:
            raise BadInput(f"{self.path}: {error.message}", hint=AGAIN) from error

    def _part(self, story: str) -> dict[str, Any]:
        start, size = self._parts[story]
        found = json.loads(self._data[start : start + size])
        if not isinstance(found, dict):
            raise ValueError(f"no object at byte {start}")
        return found


def state_dir() -> Path:
    """``SRCCMP_STATE_DIR``, or the place that this system has for the state of programs."""
    if given := os.environ.get(STATE_DIR):
        return Path(given)
    from platformdirs import user_state_path

    return user_state_path("srccmp", appauthor=False)


# Writing ---------------------------------------------------------------------------------------


def save(comparison: Comparison, folder: Path | None = None) -> Path:
    """Keep ``comparison`` as the last one and return its file; raises `BadInput` where the folder
    cannot be written."""
    folder = folder or state_dir()
    target = folder / NAME
    try:
        data = _written(comparison)
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".last-", suffix=".json")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput(
            f"cannot keep the comparison in {folder}: {error.strerror or error}",
            hint=f"set {STATE_DIR} to a folder that can be written",
        ) from error
    return target


def _written(comparison: Comparison) -> bytes:
    from srccmp.comparison import json_bytes

    whole = comparison.to_dict()
    parts: dict[str, dict[str, list[Any]]] = {
        story["id"]: {name: [] for name in LISTS} for story in whole["stories"]
    }
    story_of = {article["id"]: article["story"] for article in whole["articles"]}
    for name in LISTS:
        for each in whole.pop(name):
            story = each.get("story") or story_of[each["article"]]
            parts[story][name].append(each)
    lines = {"": json_bytes(whole)} | {story: json_bytes(part) for story, part in parts.items()}
    ids = b"".join(_line(known) for known in known_of(comparison))
    places: dict[str, list[int]] = {}
    at = len(ids)
    for name, line in lines.items():
        places[name] = [at, len(line)]
        at += len(line)
    head = {
        "store": VERSION,
        "folder": str(Path.cwd()),
        "names": _names(comparison),
        "ids": len(ids),
        "parts": places,
    }
    return b"".join([json_bytes(head), ids, *lines.values()])


def _names(comparison: Comparison) -> dict[str, list[str]]:
    """What the options that choose may name, each kind in order."""
    return {
        "sources": sorted({article.source.name for article in comparison.articles}),
        "languages": sorted({article.language.code for article in comparison.articles}),
        "stories": [story.id for story in comparison.stories],
    }


def _line(known: Known) -> bytes:
    fields = (known.id, known.kind, known.story, known.help, known.words)
    return ("\t".join(fields) + "\n").encode("utf-8", "replace")


def known_of(comparison: Comparison) -> Iterator[Known]:
    """All ids of a comparison: claims first, the most contested at the top, then articles,
    statements and stories."""
    statements = {annotated.id: annotated for annotated in comparison.statements}
    articles = {article.id: article for article in comparison.articles}
    for claim, verdict in zip(comparison.claims, comparison.verdicts, strict=True):
        text = statements[claim.central()].statement.text
        facet = f" · {verdict.facet.value}" if verdict.facet else ""
        labels = _labels(verdict) or text
        keys = {e.key for m in claim.members[:20] for e in statements[m].entities}
        yield Known(
            claim.id,
            "claim",
            claim.story,
            _short(f"{verdict.relation.value}{facet}: {labels}", HELP_ROOM),
            _short(" ".join([text, *sorted(keys)]), WORDS_ROOM),
        )
    for article in comparison.articles:
        title = article.title or article.body.of(article.text)[: 2 * HELP_ROOM]
        day = f", {day}" if (day := _day(article.published)) else ""
        yield Known(
            article.id,
            "article",
            article.story,
            _short(f"{article.source.name}{day}: {title}", HELP_ROOM),
            _short(f"{article.source.key} {article.path} {title}", WORDS_ROOM),
        )
    for annotated in comparison.statements:
        article = articles[annotated.statement.article_id]
        told = f"{article.source.name}: {annotated.statement.text}"
        yield Known(annotated.id, "statement", article.story, _short(told, HELP_ROOM))
    for story in comparison.stories:
        yield Known(story.id, "story", story.id, _short(story.label, HELP_ROOM))


def _day(when: Published | None) -> str:
    """The day, month or year, whichever is known; "" where not even the year is."""
    if when is None:
        return ""
    first, last = when.earliest.isoformat(), when.latest.isoformat()
    return next((first[:end] for end in (10, 7, 4) if first[:end] == last[:end]), "")


def _labels(verdict: Verdict) -> str:
    labels = [position.label for position in verdict.positions if position.label]
    return " / ".join(labels) if len(labels) > 1 else ""


def _short(words: str, room: int) -> str:
    """One line of visible letters, so many at most.

    >>> _short("a\\x1b[31m\\u202e b\\tc" , 20), _short("long words", 6)
    ('a [31m b c', 'long…')
    """
    bare = " ".join(words[: 4 * room].split())
    if not bare.isprintable():
        bare = "".join(letter if letter.isprintable() else " " for letter in bare)
        bare = " ".join(bare.split())
    return bare if len(bare) <= room else bare[: room - 1].rstrip() + "…"


# Reading ---------------------------------------------------------------------------------------


def load(folder: Path | None = None) -> Comparison:
    """The last comparison; raises `NotFound` where none is kept, `BadInput` where the file is
    damaged or not ours."""
    return kept(folder).whole()


def kept(folder: Path | None = None) -> Kept:
    """The same, read no further than asked for; raises what `load` does."""
    path = (folder or state_dir()) / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(
            "no comparison is kept yet", hint="run `srccmp diff PATHS` first, or give PATHS here"
        ) from error
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror or error}", hint=AGAIN) from error
    first = data.find(b"\n") + 1 or len(data)
    try:
        head = _head(data[:first], path)
        ids = data[first : first + head["ids"]]
        body = data[first:]
        places = {
            str(name): [int(start), int(size)] for name, (start, size) in head["parts"].items()
        }
        if "" not in places or any(start + size > len(body) for start, size in places.values()):
            raise ValueError("it is cut off")
        return Kept(path, Path(head["folder"]), tuple(_known(ids)), body, places)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, error) from error


def _head(line: bytes, path: Path) -> dict[str, Any]:
    """Raises ``ValueError`` where it is no JSON, `BadInput` where it is of another version."""
    head = json.loads(line)
    if not isinstance(head, dict) or head.get("store") != VERSION:
        raise BadInput(f"{path} is not a comparison kept by this version", hint=AGAIN)
    return head


def _known(ids: bytes) -> Iterator[Known]:
    for line in ids.decode("utf-8").split("\n")[:-1]:
        yield Known(*line.split("\t"))


def _damaged(path: Path, error: Exception) -> BadInput:
    return BadInput(f"{path} is damaged: {error or type(error).__name__}", hint=AGAIN)


def known_names(kind: str, *, folder: Path | None = None) -> list[str]:
    """The ``sources``, ``languages`` or ``stories`` of the last comparison; nothing where none is
    kept or it cannot be read."""
    path = (folder or state_dir()) / NAME
    try:
        with path.open("rb") as file:
            names = _head(file.readline(), path)["names"][kind]
        return [name for name in names if isinstance(name, str)]
    except (OSError, BadInput, KeyError, TypeError, ValueError, RecursionError):
        return []


def known_ids(
    prefix: str = "", *, folder: Path | None = None, most: int = MOST
) -> list[tuple[str, str]]:
    """Ids that begin with ``prefix`` (in any case of letters) and a few words on each, for a shell:
    claims first, ``most`` at most. Nothing where no comparison is kept or it cannot be read; reads
    no more than the ids.
    """
    wanted = prefix.strip().lower().encode("utf-8", "replace")
    path = (folder or state_dir()) / NAME
    try:
        with path.open("rb") as file:
            ids = file.read(int(_head(file.readline(), path)["ids"]))
        lines = [line for line in ids.split(b"\n") if line.startswith(wanted) and line][:most]
        found = [Known(*line.decode("utf-8").split("\t")) for line in lines]
    except (OSError, BadInput, KeyError, TypeError, ValueError, RecursionError):
        return []
    return [(known.id, f"{known.kind}: {known.help}") for known in found]
