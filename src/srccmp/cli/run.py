"""From paths to a comparison, for every command alike."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, BinaryIO

from srccmp.cli.options import Format, Picture, Work
from srccmp.cli.progress import Progress
from srccmp.cli.terminal import default_paths, tell
from srccmp.errors import BadInput, NothingToCompare

if TYPE_CHECKING:
    from srccmp.comparison import Comparison
    from srccmp.model import Note
    from srccmp.present.filter import Filter
    from srccmp.report.page import Narrowing


STDIN = "-"
STDIN_CALLED = "standard input"
TOLD_STAGES = ("read", "cache")
TOLD_CODES = ("no-encoder",)
QUIET_CODES = ("boilerplate",)  # every page has its menus


def compared(paths: list[str] | None, work: Work) -> Comparison:
    """Read, compare, keep as the last comparison; tell of what failed. Raises `NothingToCompare`
    where no article is left."""
    from srccmp import store
    from srccmp.cache import open_cache
    from srccmp.options import CompareOptions
    from srccmp.pipeline import compare
    from srccmp.read import read_articles

    wanted = paths or default_paths()
    options = CompareOptions(encoder=work.encoder, nli=work.nli, one_story=work.is_one_story)
    reading = read_articles(wanted, max_bytes=options.max_bytes, stdin=_stdin(wanted))
    if not reading.articles:
        told = tell_notes(reading.notes, work)
        where = ", ".join(STDIN_CALLED if path == STDIN else path for path in wanted)
        raise NothingToCompare(
            f"no article was found in {where}",
            hint="see above" if told else "give files or folders with .txt or .md articles",
        )
    with (
        open_cache(today=date.today()) as cache,
        Progress(is_wanted=not work.is_quiet) as progress,
    ):
        comparison = compare(reading, options, cache=cache, progress=progress)
    tell_notes((*reading.notes, *comparison.notes), work)
    try:
        store.save(comparison)
    except BadInput as error:  # the answer is there all the same
        if not work.is_quiet:
            tell(f"srccmp: {error}")
    return comparison


def _stdin(paths: Sequence[str]) -> BinaryIO | None:
    """Standard input where one of the paths is it; raises `BadInput` where it is closed."""
    if STDIN not in paths:
        return None
    if sys.stdin is None:
        raise BadInput("standard input is closed", hint="give files or folders")
    return sys.stdin.buffer


def ready(picture: Picture) -> None:
    """Raise before any work what would come of the form after it: `BadInput` where binary data
    would go to a terminal, `MissingExtra` where what a graph needs is not installed."""
    if picture.form is Format.GRAPHML:
        from srccmp.present.graph import need_networkx

        need_networkx()
    if picture.form is Format.SQLITE and picture.output is None and sys.stdout.isatty():
        raise BadInput("an SQLite file is binary data, not for a terminal", hint="add -o story.db")


def narrowing_of(
    wanted: Filter, stories: Sequence[str], *, limit: int | None = None, sort: str = ""
) -> Narrowing:
    """What these choices leave of a comparison, as a report tells it."""
    from srccmp.report.page import Narrowing

    chosen = (
        ("relation", "--only", wanted.relations),
        ("facet", "--facet", wanted.facets),
        ("source", "--source", wanted.sources),
        ("language", "--lang", wanted.languages),
        ("story", "--story", stories),
        ("published since", "--since", (wanted.since,) if wanted.since else ()),
        ("published until", "--until", (wanted.until,) if wanted.until else ()),
    )
    told = [(name, flag, list(map(str, values))) for name, flag, values in chosen if values]
    words = [f"{name} {', '.join(values)}" for name, _, values in told]
    options = [f"{flag} {quote(','.join(values))}" for _, flag, values in told]
    if limit is not None:
        words.append(f"the first {limit}" + (f" by {sort}" if sort else ""))
        options += [f"--limit {limit}", *([f"--sort {sort}"] if sort else [])]
    return Narrowing(words=tuple(words), options=tuple(options))


def export(comparison: Comparison, picture: Picture, *, narrowing: Narrowing | None = None) -> None:
    """Write a whole comparison as HTML report, GraphML or SQLite file; the report says what of it
    was chosen (``narrowing``). Raises `MissingExtra` where
    what the form needs is not installed."""
    from srccmp.cli.terminal import write_bytes
    from srccmp.present.view import Index

    match picture.form:
        case Format.HTML:
            from srccmp.report import report
            from srccmp.report.page import WHOLE

            told = report(Index(comparison), narrowing=narrowing or WHOLE)
            write_bytes(told.encode(), picture)
        case Format.GRAPHML:
            from srccmp.present.graph import graphml

            write_bytes(graphml(Index(comparison)), picture)
        case Format.SQLITE:
            from srccmp.present.database import database

            write_bytes(database(Index(comparison)), picture)
        case form:
            raise ValueError(f"{form} is no form of a whole comparison")


def _words_of(note: Note) -> str:
    if note.message.startswith(f"{STDIN}: "):
        said = note.message.removeprefix(f"{STDIN}: ")
        return f"{STDIN_CALLED}: {'nothing came in' if note.code == 'empty' else said}"
    return note.message


def tell_notes(notes: Iterable[Note], work: Work) -> bool:
    """One line a note: of what could not be read, of an encoder or a cache that is missing; all
    of them with ``-v``. Returns whether any was told."""
    if work.is_quiet:
        return False
    told = [
        note
        for note in dict.fromkeys(notes)
        if work.is_verbose
        or note.code in TOLD_CODES
        or (note.stage in TOLD_STAGES and note.code not in QUIET_CODES)
    ]
    for note in told:
        code = f" [{note.stage}: {note.code}]" if work.is_verbose else ""
        tell(f"srccmp: {_words_of(note)}{code}")
    return bool(told)
