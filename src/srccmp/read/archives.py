"""Web pages inside other files: ``.mhtml`` of a browser, ``.warc`` of a crawler."""

from __future__ import annotations

import email
import email.policy
import io
import re
from dataclasses import replace
from typing import Any

from srccmp.errors import UnreadableArticle
from srccmp.read.assemble import Draft
from srccmp.read.formats import Doubt, Drafts, Raw, extra, no_text
from srccmp.read.naming import host_of
from srccmp.read.webpages import read_page

MAX_PAGE = 20_000_000  # bytes; no page is longer
MAX_RECORD = 500_000_000  # bytes; skipping unpacks, too, and a film is no reason to wait


def read_mhtml(raw: Raw) -> Drafts:
    """A page saved as one file with its pictures: its first HTML part is the page."""
    message = email.message_from_bytes(raw.data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if not isinstance(payload, bytes) or not payload.strip():
                continue
            address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            url = str(address) if address and host_of(str(address)) else None
            page = read_page(
                replace(raw, data=payload), charset=part.get_content_charset(), url=url
            )
            return Drafts(drafts=(page.draft,), doubts=page.doubts)
    raise no_text("save the page again, as HTML")


def read_warc(raw: Raw) -> Drafts:
    """The pages of a web archive, one article a record; pages without an article are counted."""
    extra("trafilatura", extra="html", what="reading web pages")
    warc = extra("warcio.archiveiterator", extra="warc", what="reading web archives")
    drafts: list[Draft] = []
    doubts: list[Doubt] = []
    pages = 0
    limit = 20 * max(len(raw.data), 1_000_000)  # what a small file may unpack to
    for number, record in enumerate(warc.ArchiveIterator(io.BytesIO(raw.data)), start=1):
        if _length(record) > MAX_RECORD:
            doubts.append(_too_big())
            break
        if record.rec_type not in ("response", "resource"):
            continue
        headers = record.http_headers
        kind = (headers or record.rec_headers).get_header("Content-Type") or ""
        if "html" not in kind.lower() or (headers and headers.get_statuscode() != "200"):
            continue
        pages += 1
        data = record.content_stream().read(min(limit, MAX_PAGE) + 1)
        limit -= len(data)
        if len(data) > MAX_PAGE and limit >= 0:
            continue  # counted among those without an article
        if limit < 0:
            doubts.append(_too_big())
            break
        try:
            page = read_page(
                replace(raw, data=data),
                charset=_charset(kind),
                url=record.rec_headers.get_header("WARC-Target-URI"),
                record=str(number),
            )
        except UnreadableArticle as error:
            if error.code == "needs-extra":
                raise
            continue
        drafts.append(page.draft)
        doubts += page.doubts
    if not drafts:
        raise no_text("a web archive must hold HTML pages")
    if len(drafts) < pages:
        message = f"{pages - len(drafts)} of {pages} pages hold no article and were left out"
        doubts.append(Doubt(code="no-text", message=message))
    return Drafts(drafts=tuple(drafts), doubts=tuple(doubts))


def _too_big() -> Doubt:
    return Doubt(code="too-big", message="unpacks to far more than its size; the rest was left out")


def _length(record: Any) -> int:
    """The bytes that a record says it has: more are never unpacked for it."""
    told = record.rec_headers.get_header("Content-Length") or ""
    return int(told) if told.isdecimal() and len(told) < 20 else 0


def _charset(content_type: str) -> str | None:
    m = re.search(r"charset=[\"']?([\w.:-]{2,40})", content_type, re.I)
    return m[1] if m else None
