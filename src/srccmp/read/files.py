"""Reads all that was given; what cannot be read becomes a note, and the others are still read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from srccmp.errors import UnreadableArticle
from srccmp.jobs import run
from srccmp.model import Article, Note, Reading
from srccmp.read.assemble import assemble
from srccmp.read.declared import Declared
from srccmp.read.formats import Drafts, Raw, kind_of_bytes, kind_of_name, read_drafts
from srccmp.read.paths import STDIN, Found, find, load, shown_path
from srccmp.read.sidecars import Sidecars, is_sidecar

# Of two copies of one text the better declared one stands for both.
FOREIGN = frozenset({"html", "mhtml", "warc", "docx", "pdf"})
EVIDENCE = ("metadata", "header", "url", "self-named", "file-name")


def read_articles(
    paths: Iterable[str | Path] | str | Path,
    *,
    max_bytes: int = 20_000_000,
    stdin: BinaryIO | None = None,
) -> Reading:
    """The articles behind files, folders (with all below them) and ``-`` (standard input).

    The same files give the same articles in the same order, however they are named. A file larger
    than ``max_bytes`` or unreadable for another reason is left out and told of in ``notes``.
    ``stdin`` stands for the process's own standard input. Nothing is raised for any input.

    >>> read_articles(["no/such/file.txt"]).notes[0].message
    'no/such/file.txt: no such file or folder; check the path'
    """
    given = [paths] if isinstance(paths, (str, PurePath)) else paths
    found, troubles = find(given, is_article)
    notes = [_failure(trouble.subject, trouble.error) for trouble in troubles]
    sidecars = Sidecars()
    articles: list[Article] = []
    for read, told in _read_all(found, max_bytes, stdin, sidecars):
        articles += read
        notes += told
    distinct, told = _without_copies(articles)
    notes += sidecars.notes
    notes += told
    return Reading(
        articles=_told_apart(distinct),
        notes=tuple(sorted(notes, key=lambda n: (n.subject, n.code, n.message))),
    )


def is_article(name: str) -> bool:
    """Whether a file in a folder is taken for an article, by its name.

    >>> is_article("a.TXT"), is_article("manifest.json"), is_article("photo.jpg")
    (True, False, False)
    """
    return kind_of_name(name) is not None and not is_sidecar(name)


File = tuple[Found, int, tuple[Declared, ...]]  # with its highest size and what is declared of it
Read = tuple[list[Article], list[Note]]

# Files of other people's formats that pay for one more process: 50 ms each, 1 ms a text.
WORTH = 40


def _read_all(
    found: Sequence[Found], max_bytes: int, stdin: BinaryIO | None, sidecars: Sidecars
) -> list[Read]:
    """What each file holds, in their order; in several processes where that pays."""

    def declared(file: Found) -> tuple[Declared, ...]:
        if str(file.path) == STDIN or is_sidecar(file.path.name):
            return ()
        return (sidecars.of(file.path),)

    files: list[File] = [(file, max_bytes, declared(file)) for file in found]
    foreign = sum(kind_of_name(file.path.name) in FOREIGN for file in found)
    if stdin is not None or any(str(file.path) == STDIN for file in found) or foreign < 2 * WORTH:
        return [_read_file(file, stdin) for file in files]
    return run(_read_file, files, worth=max(WORTH, len(files) * WORTH // foreign))


def _read_file(file: File, stdin: BinaryIO | None = None) -> Read:
    """The articles of one file, with notes on what was doubtful; or a note on why it has none."""
    try:
        return _articles_of(*file, stdin)
    except UnreadableArticle as error:
        return [], [_failure(file[0].shown, error)]


def _articles_of(
    found: Found, max_bytes: int, beside: tuple[Declared, ...], stdin: BinaryIO | None
) -> Read:
    if is_sidecar(found.path.name):
        raise UnreadableArticle(
            "this file describes articles and is none",
            code="sidecar",
            hint="give the folder or the articles",
        )
    data = load(found, max_bytes, stdin)
    raw = Raw(
        path=found.shown,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        beside=beside,
    )
    read = _guarded(raw, kind_of_name(found.path.name) or kind_of_bytes(data))
    articles: list[Article] = []
    notes = [
        _note(found.shown, doubt.code, f"{found.shown}: {doubt.message}") for doubt in read.doubts
    ]
    for draft in read.drafts:
        made = assemble(draft)
        articles.append(made.article)
        if made.trouble:
            message = f"{found.shown}: its header was not read: {made.trouble}; correct its YAML"
            notes.append(_note(found.shown, "bad-header", message))
        if made.doubt:
            where = shown_path(made.article.path)
            notes.append(_note(found.shown, "date-doubt", f"{where}: {made.doubt}"))
    return articles, notes


def _guarded(raw: Raw, kind: str) -> Drafts:
    """Other people's parsers raise whatever a damaged file leads them to."""
    if kind not in FOREIGN:
        return read_drafts(raw, kind)
    try:
        return read_drafts(raw, kind)
    except UnreadableArticle:
        raise
    except Exception as error:
        raise UnreadableArticle(
            f"damaged {kind}: {type(error).__name__}", code="damaged-file", hint="save it again"
        ) from error


def _without_copies(articles: list[Article]) -> tuple[list[Article], list[Note]]:
    """One article for each text, and notes on the copies."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(article.id, []).append(article)
    distinct, notes = [], []
    for group in groups.values():
        first, *others = sorted(group, key=_rank)
        if others:
            others.sort(key=lambda article: article.path)
            first = replace(first, also=tuple(other.path for other in others))
        distinct.append(first)
        for other in others:
            outlet = f" (by {other.source.name})" if other.source.key != first.source.key else ""
            message = f"{other.path}: the same text{outlet} as {first.path}; counted once"
            notes.append(_note(other.path, "duplicate", message))
    return sorted(distinct, key=lambda article: (article.path, article.id)), notes


def _rank(article: Article) -> tuple[int, bool, str]:
    by = article.source.decided_by
    evidence = EVIDENCE.index(by) if by in EVIDENCE else len(EVIDENCE)
    return evidence, article.published is None, article.path


def _told_apart(articles: list[Article]) -> tuple[Article, ...]:
    """Files of one name in two folders are not of one source."""
    shared: dict[str, list[str]] = {}
    for article in articles:
        if article.source.decided_by == "file-name":
            shared.setdefault(article.source.key, []).append(article.id)

    def apart(article: Article) -> Article:
        source = article.source
        if len(shared.get(source.key, ())) < 2 or "." in source.key:
            return article
        folder = PurePath(article.path).parent.name
        name = f"{folder}/{source.name}" if folder else source.name
        return replace(
            article, source=replace(source, key=f"{source.key}-{article.id[:6]}", name=name)
        )

    return tuple(map(apart, articles))


def _failure(subject: str, error: UnreadableArticle) -> Note:
    hint = f"; {error.hint}" if error.hint else ""
    return _note(subject, error.code, f"{subject}: {error.message}{hint}")


def _note(subject: str, code: str, message: str) -> Note:
    return Note(stage="read", subject=subject, code=code, message=shown_path(message))
