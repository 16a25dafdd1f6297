"""Sets of marked pairs: stories, each a folder of articles, with what people said of pairs of
quotes from them.

A set is one of these:

- a folder with ``STORY/labels.jsonl`` beside ``STORY/articles/`` (or such a STORY itself);
- a ``.jsonl`` file whose rows name the files of one folder, or an ``event`` and keys that the
  ``manifest.json`` of the event's folder resolves.

Rows come from outside: one that cannot be used is a `Problem`, and the others still count. No name
in a row is opened as a path; names are looked up among the files that the folder holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from srccmp.errors import BadInput
from srccmp.model import Facet
from srccmp.read.decoding import clean

SHIPPED: Final = Path(__file__).parent / "stories"
LABELS: Final = "labels.jsonl"
ARTICLES: Final = "articles"
MANIFEST: Final = "manifest.json"

RELATIONS: Final = ("agree", "conflict", "update", "compatible", "unrelated")
NO_KIND: Final = "none"
# Which facets tell a marked conflict of a kind rightly. A denial may be told by the facet of what
# is denied (a denied cause, a denied intent); who gave something may be who or attribution.
FACETS: Final[Mapping[str, frozenset[Facet]]] = {
    "cause": frozenset({Facet.CAUSE}),
    "negation": frozenset(
        {Facet.POLARITY, Facet.CAUSE, Facet.INTENT, Facet.STATUS, Facet.SCOPE},
    ),
    "number": frozenset({Facet.QUANTITY}),
    "date": frozenset({Facet.TIME}),
    "entity": frozenset({Facet.WHO, Facet.PLACE}),
    "who": frozenset({Facet.WHO}),
    "place": frozenset({Facet.PLACE}),
    "status": frozenset({Facet.STATUS, Facet.POLARITY}),
    "intent": frozenset({Facet.INTENT, Facet.POLARITY, Facet.CAUSE}),
    "scope": frozenset({Facet.SCOPE, Facet.POLARITY}),
    "quantifier": frozenset({Facet.QUANTITY, Facet.POLARITY, Facet.SCOPE}),
    "attribution": frozenset({Facet.ATTRIBUTION, Facet.WHO}),
    "modality": frozenset({Facet.CERTAINTY, Facet.STATUS, Facet.POLARITY}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One marked pair: ``a`` and ``b`` are file names; ``soft`` where readers may differ;
    ``place`` tells the file and line that it stands in."""

    a: str
    a_quote: str
    b: str
    b_quote: str
    relation: str
    kind: str
    soft: bool
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A row that cannot be used: where it stands, what is wrong, what to do about it."""

    place: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} ({self.hint})"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStory:
    """One story with its marked pairs; ``folder`` is what srccmp is pointed at."""

    name: str
    folder: Path
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The stories of one or more sets, and the rows that are none of theirs."""

    stories: tuple[GoldStory, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Gold) -> Gold:
        return Gold(
            stories=(*self.stories, *other.stories), problems=(*self.problems, *other.problems)
        )

    def only(self, names: Iterable[str]) -> Gold:
        """The stories of these names (no names: all), with all problems. Raises `BadInput` where
        no story has one of the names."""
        wanted = tuple(names)
        known = {story.name for story in self.stories}
        for name in wanted:
            if name not in known:
                raise BadInput(
                    f"no story is called {name!r}", hint=f"there are: {', '.join(sorted(known))}"
                )
        if not wanted:
            return self
        return replace(self, stories=tuple(each for each in self.stories if each.name in wanted))


def shipped() -> Gold:
    """The set that comes with srccmp. Raises `BadInput` where the installation lacks it."""
    found = _of_folder(SHIPPED)
    if not found.stories:
        raise BadInput("no set of marked pairs is installed", hint="give one, or install anew")
    return found


def read_gold(path: Path, articles: Path | None = None) -> Gold:
    """The set at ``path``; ``articles`` is the folder of the articles of a ``.jsonl`` file, None
    where they lie beside it. Raises `BadInput` where there is no set, or no articles to it."""
    if path.is_dir():
        found = _of_folder(path)
        if not found.stories and not found.problems:
            raise BadInput(
                f"{path}: no marked story",
                hint=f"a set is a folder with STORY/{LABELS} and STORY/{ARTICLES}/, or such a file",
            )
        return found
    if not path.is_file():
        raise BadInput(f"{path}: no such file or folder", hint="check the path")
    folder = articles or _articles_beside(path)
    if not folder.is_dir():
        raise BadInput(f"{folder}: no such folder", hint="check --articles FOLDER")
    return _of_file(path, folder)


def _of_folder(folder: Path) -> Gold:
    """The stories of a folder, or the one that it is, by name."""
    found = Gold()
    for labels in sorted({*folder.glob(LABELS), *folder.glob(f"*/{LABELS}")}):
        story = labels.parent
        name = story.name or story.resolve().name
        if not (story / ARTICLES).is_dir():
            raise BadInput(
                f"{story}: {LABELS} without articles", hint=f"put them into {story / ARTICLES}"
            )
        rows, problems = _rows(labels)
        marked = GoldStory(name=name, folder=story / ARTICLES, rows=tuple(row for _, row in rows))
        found += Gold(stories=(marked,), problems=problems)
    return found


def _articles_beside(path: Path) -> Path:
    """Where the articles of a file of rows are, if nobody says it. Raises `BadInput`."""
    stem = path.stem.removesuffix("_gold")
    places = [path.parent / stem, path.parent / ARTICLES, path.parent / "seeds", Path("seeds")]
    if path.name == LABELS:
        places.insert(0, path.parent / ARTICLES)
    for place in places:
        if place.is_dir():
            return place
    raise BadInput(
        f"{path}: its articles are not beside it, in {places[0]}", hint="give --articles FOLDER"
    )


def _of_file(path: Path, folder: Path) -> Gold:
    """Rows of one folder, or of the events in its folders, an event a story."""
    found, problems = _rows(path)
    events = _events(folder)
    by_event: dict[str, list[Row]] = {}
    for event, row in found:
        if not event:
            by_event.setdefault("", []).append(row)
        elif event in events:
            keys = events[event]
            by_event.setdefault(event, []).append(
                replace(row, a=keys.get(row.a, row.a), b=keys.get(row.b, row.b))
            )
        else:
            told = Problem(
                place=row.place,
                message=f"no folder of the event {event!r} in {folder}",
                hint="give the folder that holds it as --articles",
            )
            problems = (*problems, told)
    stories = tuple(
        GoldStory(
            name=event or path.stem.removesuffix("_gold"),
            folder=folder / event,
            rows=tuple(rows),
        )
        for event, rows in sorted(by_event.items())
    )
    return Gold(stories=stories, problems=problems)


def _events(folder: Path) -> dict[str, dict[str, str]]:
    """By the name of each folder inside, the file that each key of its manifest stands for."""
    return {
        place.name: _manifest(place / MANIFEST)
        for place in sorted(folder.iterdir())
        if place.is_dir()
    }


def _manifest(path: Path) -> dict[str, str]:
    """File names by key; none where there is no manifest: then rows name the files themselves.
    Raises `BadInput` where it cannot be read."""
    if not path.is_file():
        return {}
    try:
        docs = json.loads(path.read_text(encoding="utf-8-sig"))["docs"]
        return {str(doc["key"]): str(doc["file"]) for doc in docs}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise BadInput(
            f"{path}: not a manifest",
            hint='it needs "docs": a list of objects with "key" and "file"',
        ) from None


def _rows(path: Path) -> tuple[tuple[tuple[str, Row], ...], tuple[Problem, ...]]:
    """Event (or "") and row of each line that can be used, and what is wrong with the others.
    Raises `BadInput` where the file cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path}: {error}", hint="it has to be a file of JSON lines, UTF-8"
        ) from None
    rows: list[tuple[str, Row]] = []
    problems: list[Problem] = []
    for place, line in _lines(path, text):
        found = _row(line, place)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            rows.append(found)
    return tuple(rows), tuple(problems)


def _lines(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Place and words of each line that is not empty."""
    # Not `splitlines`: JSON may hold a line separator of Unicode within a quote.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"{path.parent.name}/{path.name}, line {number}", line


FIELDS: Final = ("a", "a_quote", "b", "b_quote", "relation", "kind")


def _row(line: str, place: str) -> tuple[str, Row] | Problem:
    def problem(message: str, hint: str) -> Problem:
        return Problem(place=place, message=message, hint=hint)

    try:
        raw: Any = json.loads(line)
    except (ValueError, RecursionError):
        return problem("not JSON", "a line holds one object")
    if not isinstance(raw, dict):
        return problem("not an object", "a line holds one object")
    lacking = [name for name in FIELDS if not isinstance(raw.get(name), str) or not raw[name]]
    if lacking:
        return problem(f"no {', '.join(lacking)}", f"a row needs {', '.join(FIELDS)}, as words")
    if raw["relation"] not in RELATIONS:
        return problem(
            f"unknown relation {raw['relation']!r}", f"it is one of {', '.join(RELATIONS)}"
        )
    if raw["kind"] not in FACETS and raw["kind"] != NO_KIND:
        return problem(
            f"unknown kind {raw['kind']!r}", f"it is one of {', '.join(FACETS)}, {NO_KIND}"
        )
    if not isinstance(raw.get("soft", False), bool):
        return problem("soft is neither true nor false", "leave it out or mend it")
    row = Row(
        a=raw["a"],
        # As the articles are read.
        a_quote=clean(raw["a_quote"]),
        b=raw["b"],
        b_quote=clean(raw["b_quote"]),
        relation=raw["relation"],
        kind=raw["kind"],
        soft=raw.get("soft", False),
        place=place,
    )
    return str(raw.get("event") or ""), row
