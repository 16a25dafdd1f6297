"""Which reader a file gets: by its ending, or by its first bytes where that tells nothing."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from srccmp.errors import UnreadableArticle
from srccmp.read.assemble import Draft
from srccmp.read.declared import Declared
from srccmp.read.decoding import Decoded, clean, decode, with_line_ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A file's bytes. ``path`` is its path as it is shown, ``beside`` what its sidecars declare."""

    path: str
    data: bytes
    sha256: str
    beside: tuple[Declared, ...] = ()

    def draft(self, text: str, *, declared: tuple[Declared, ...] = (), **more: Any) -> Draft:
        return Draft(
            path=self.path,
            text=text,
            sha256=self.sha256,
            declared=(*self.beside, *declared),
            **more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that the reader of the result should know of one file; becomes a note."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    drafts: tuple[Draft, ...]
    doubts: tuple[Doubt, ...] = ()


Reader = Callable[[Raw], Drafts]

ENDINGS: dict[str, str] = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    ".csv": "csv",
    ".tsv": "csv",
    ".docx": "docx",
    ".pdf": "pdf",
    ".warc": "warc",
    ".warc.gz": "warc",
}


def kind_of_name(name: str) -> str | None:
    """The format that a file's name tells, None where it tells none.

    >>> kind_of_name("A.HTM"), kind_of_name("crawl.warc.gz"), kind_of_name("photo.jpg")
    ('html', 'warc', None)
    """
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    return ENDINGS.get("".join(suffixes)) or ENDINGS.get(suffixes[-1] if suffixes else "")


def kind_of_bytes(data: bytes) -> str:
    """The format that the first bytes tell; text where they tell none.

    >>> kind_of_bytes(b"  <!DOCTYPE html><p>"), kind_of_bytes(b"Rain fell.")
    ('html', 'text')
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data[:8000]:
        return "docx"
    if data.startswith(b"WARC/"):
        return "warc"
    head = data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if (
        head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml", b"<!--"))
        and b"<html" in head
    ):
        return "html"
    if head.startswith(b"<!doctype html"):
        return "html"
    if head.startswith(b"mime-version:") or b"\nmime-version:" in head[:1000]:
        return "mhtml" if b"multipart/related" in head else "text"
    if head.startswith((b'{"', b"[{", b"{\n", b"[\n", b"{\r", b"[\r")):
        return "json"
    return "text"


def read_drafts(raw: Raw, kind: str) -> Drafts:
    """The accounts in a file. Raises UnreadableArticle where there are none."""
    return _reader(kind)(raw)


def _reader(kind: str) -> Reader:
    """Loaded when the first file of the kind is met: most runs meet plain text alone."""
    if kind == "text":
        return read_text
    if kind == "markdown":
        return read_markdown
    if kind in ("json", "jsonl", "csv"):
        from srccmp.read import records

        return {"json": records.read_json, "jsonl": records.read_jsonl, "csv": records.read_csv}[
            kind
        ]
    if kind in ("docx", "pdf"):
        from srccmp.read import documents

        return {"docx": documents.read_docx, "pdf": documents.read_pdf}[kind]
    from srccmp.read import archives, webpages

    return {"html": webpages.read_html, "mhtml": archives.read_mhtml, "warc": archives.read_warc}[
        kind
    ]


def read_text(raw: Raw) -> Drafts:
    decoded = decode(raw.data)
    return Drafts(drafts=(raw.draft(clean(decoded.text)),), doubts=doubts_of(decoded))


def read_markdown(raw: Raw) -> Drafts:
    """Front matter stays above the text: it is no Markdown."""
    from srccmp.read.headers import front_matter
    from srccmp.read.markdown import MAX_CHARS, plain_text

    decoded = decode(raw.data)
    doubts = doubts_of(decoded)
    if len(decoded.text) > MAX_CHARS:
        kept = Doubt(
            code="markdown-kept", message="too long for Markdown; its marks were kept as they are"
        )
        return Drafts(drafts=(raw.draft(clean(decoded.text)),), doubts=(*doubts, kept))
    source = with_line_ends(decoded.text)
    header = front_matter(source)
    start = header.start if header is not None else 0
    plain = plain_text(source[start:])
    text = clean(source[:start] + plain.text)
    draft = raw.draft(text, title=clean(plain.title) if plain.title else None)
    return Drafts(drafts=(draft,), doubts=doubts)


def doubts_of(decoded: Decoded) -> tuple[Doubt, ...]:
    """What a reader should know of how the bytes became text."""
    doubts: list[Doubt] = []
    if decoded.guessed:
        doubts.append(
            Doubt(
                code="encoding-guessed",
                message=f"read as {decoded.encoding}, which is a guess; save it as UTF-8 if"
                " letters look wrong",
            )
        )
    if decoded.damaged:
        places = "one place" if decoded.damaged == 1 else f"{decoded.damaged} places"
        doubts.append(
            Doubt(
                code="damaged",
                message=f"{places} in it are no {decoded.encoding} and were marked with \ufffd",
            )
        )
    return tuple(doubts)


def extra(module: str, *, extra: str, what: str) -> Any:
    """An optional module. Raises UnreadableArticle (``needs-extra``) where it is not installed."""
    try:
        loaded = importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise UnreadableArticle(
            f"{what} needs {error.name}, which is not installed",
            code="needs-extra",
            hint=f"pip install 'srccmp[{extra}]'",
        ) from error
    # Without a handler Python prints a library's warnings to stderr; the reader gets notes.
    logging.getLogger(module.partition(".")[0]).addHandler(logging.NullHandler())
    return loaded


def no_text(hint: str) -> UnreadableArticle:
    return UnreadableArticle("no article text found in it", code="no-text", hint=hint)


def with_title(draft: Draft, title: str | None) -> Draft:
    """The title as the first line of the text, where it is not there yet."""
    if not title:
        return draft
    line = " ".join(title.split())
    first = " ".join(draft.text[: 2 * len(title) + 20].split())
    # Text that goes on in the same line repeats a title of several words, not one like "Fire".
    is_there = " ".join(draft.text.partition("\n")[0][: 2 * len(title) + 20].split()) == line or (
        first.startswith(line) and line.count(" ") >= 3
    )
    return replace(draft, title=title, text=draft.text if is_there else f"{title}\n\n{draft.text}")
