"""Reads all that was given; what cannot be read becomes a note, and the others are still read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from srccmp.errors import UnreadableArticle
from srccmp.model import Article, Note, Reading
from srccmp.read.assemble import Draft, assemble
from srccmp.read.decoding import Decoded, decode
from srccmp.read.markdown import MAX_CHARS, plain_text
from srccmp.read.paths import STDIN, Found, find, load, shown_path
from srccmp.read.sidecars import Sidecars, is_sidecar

PLAIN = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
SUFFIXES = PLAIN | MARKDOWN

# Of two copies of one text the better declared one stands for both.
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
    for file in found:
        try:
            read, told = _read_file(file, max_bytes, stdin, sidecars)
        except UnreadableArticle as error:
            notes.append(_failure(file.shown, error))
            continue
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
    return PurePath(name).suffix.lower() in SUFFIXES and not is_sidecar(name)


def _read_file(
    found: Found, max_bytes: int, stdin: BinaryIO | None, sidecars: Sidecars
) -> tuple[list[Article], list[Note]]:
    if is_sidecar(found.path.name):
        raise UnreadableArticle(
            "this file describes articles and is none",
            code="sidecar",
            hint="give the folder or the articles",
        )
    data = load(found, max_bytes, stdin)
    sha256 = hashlib.sha256(data).hexdigest()
    decoded = decode(data)
    notes = _doubts(found.shown, decoded)
    declared = () if str(found.path) == STDIN else (sidecars.of(found.path),)
    draft = Draft(path=found.shown, text=decoded.text, sha256=sha256, declared=declared)
    if found.path.suffix.lower() in MARKDOWN:
        if len(draft.text) > MAX_CHARS:
            message = f"{found.shown}: too long for Markdown; its marks were kept as they are"
            notes.append(_note(found.shown, "markdown-kept", message))
        draft = _from_markdown(draft)
    made = assemble(draft)
    if made.trouble:
        message = f"{found.shown}: its header was not read: {made.trouble}; correct its YAML"
        notes.append(_note(found.shown, "bad-header", message))
    return [made.article], notes


def _from_markdown(draft: Draft) -> Draft:
    """Front matter stays above the text: it is no Markdown."""
    from srccmp.read.headers import front_matter

    header = front_matter(draft.text)
    start = header.start if header is not None else 0
    plain = plain_text(draft.text[start:])
    return replace(draft, text=draft.text[:start] + plain.text, title=plain.title)


def _doubts(subject: str, decoded: Decoded) -> list[Note]:
    notes = []
    if decoded.guessed:
        message = (
            f"{subject}: read as {decoded.encoding}, which is a guess; save it as UTF-8 if letters"
            " look wrong"
        )
        notes.append(_note(subject, "encoding-guessed", message))
    if decoded.damaged:
        places = "one place" if decoded.damaged == 1 else f"{decoded.damaged} places"
        message = f"{subject}: {places} in it are no {decoded.encoding} and were marked with \ufffd"
        notes.append(_note(subject, "damaged", message))
    return notes


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
