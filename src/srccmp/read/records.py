"""Files with one article a record: JSON, JSON Lines, CSV, and the export of a Telegram channel."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from srccmp.errors import UnreadableArticle
from srccmp.read.assemble import Draft
from srccmp.read.declared import Declared, spaced
from srccmp.read.decoding import clean, decode, with_line_ends
from srccmp.read.formats import Doubt, Drafts, Raw, doubts_of, no_text, with_title

# Under which names exports keep the article itself; the first that is there wins.
TEXT_KEYS = (
    "text",
    "body",
    "article body",
    "content",
    "full text",
    "fulltext",
    "maintext",
    "main text",
    "article",
    "article text",
    "raw text",
    "message",
    "текст",
    "стаття",
    "статья",
    "summary",
    "description",
)
LIST_KEYS = ("articles", "docs", "documents", "items", "results", "data", "records", "entries")
MIN_LETTERS = 20  # a message of less says nothing that can be compared
MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|blockquote)\b[^<>]{0,500}>", re.I
)
BLOCKS = frozenset(
    {"p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "tr"}
    | {"table", "section", "article"}
)
UNSEEN = frozenset({"script", "style", "head", "noscript", "template"})


def read_json(raw: Raw) -> Drafts:
    """A list of records, an object that holds one, one record, or a Telegram export."""
    decoded = decode(raw.data)
    try:
        data = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        if decoded.text.lstrip().startswith("{") and "\n" in decoded.text.strip():
            return read_jsonl(raw)
        raise _damaged("JSON", error) from error
    return _drafts(raw, data, doubts_of(decoded))


def read_jsonl(raw: Raw) -> Drafts:
    """One JSON record a line; lines that are none are counted."""
    decoded = decode(raw.data)
    records: list[tuple[str, Any]] = []
    bad: list[int] = []
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            records.append((str(number), json.loads(line)))
        except (ValueError, RecursionError):
            bad.append(number)
    doubts = list(doubts_of(decoded))
    if bad:
        where = f"line {bad[0]}" if len(bad) == 1 else f"{len(bad)} lines, the first is {bad[0]},"
        doubts.append(Doubt(code="bad-record", message=f"{where} that is no JSON, left out"))
    return _from_records(raw, records, doubts)


def read_csv(raw: Raw) -> Drafts:
    """A table whose first row names its columns; separated by comma, semicolon, tab or bar."""
    decoded = decode(raw.data)
    table = with_line_ends(decoded.text).lstrip("\n")
    first = table.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    # A longer cell than the module's own limit of 131,072 is an article all the same.
    csv.field_size_limit(max(csv.field_size_limit(), len(decoded.text)))
    try:
        rows = list(csv.DictReader(io.StringIO(table), delimiter=delimiter))
    except csv.Error as error:
        raise _damaged("CSV", error) from error
    records = [
        (str(number), {key: value for key, value in row.items() if key and isinstance(value, str)})
        for number, row in enumerate(rows, start=1)
    ]
    return _from_records(raw, records, list(doubts_of(decoded)))


def _damaged(what: str, error: Exception) -> UnreadableArticle:
    reason = " ".join(str(error).split())[:100]
    return UnreadableArticle(f"damaged {what}: {reason}", code="bad-record", hint="export it again")


def _drafts(raw: Raw, data: Any, doubts: tuple[Doubt, ...]) -> Drafts:
    if isinstance(data, dict):
        if str(data.get("schema")).startswith("srccmp."):
            raise UnreadableArticle(
                "a comparison made by srccmp, not an article",
                code="own-output",
                hint="keep it elsewhere",
            )
        channels = _channels(data)
        if channels:
            return _from_telegram(raw, channels, list(doubts))
        lists = [data[key] for key in LIST_KEYS if isinstance(data.get(key), list)]
        data = lists[0] if lists else [data]
    if not isinstance(data, list):
        raise no_text("a JSON file must hold records with a text in each")
    return _from_records(
        raw, [(str(n), record) for n, record in enumerate(data, start=1)], list(doubts)
    )


def _from_records(raw: Raw, records: Iterable[tuple[str, Any]], doubts: list[Doubt]) -> Drafts:
    drafts: list[Draft] = []
    without = 0
    for number, record in records:
        draft = _record(raw, number, record) if isinstance(record, dict) else None
        if draft is None:
            without += 1
        else:
            drafts.append(draft)
    if not drafts:
        raise no_text(f"name the field of the text one of: {', '.join(TEXT_KEYS[:4])}")
    if without:
        message = f"{without} of {without + len(drafts)} records have no text and were left out"
        doubts.append(Doubt(code="no-text", message=message))
    if len(drafts) == 1 and not without:
        drafts = [replace(drafts[0], record=None)]
    return Drafts(drafts=tuple(drafts), doubts=tuple(doubts))


def _record(raw: Raw, number: str, record: Mapping[str, Any]) -> Draft | None:
    named = {spaced(str(key)): value for key, value in record.items()}
    body = next(
        (v for key in TEXT_KEYS if isinstance(v := named.get(key), str) and v.strip()), None
    )
    if body is None:
        return None
    text = clean(plain(body)).strip()
    if sum(map(str.isalpha, text)) < MIN_LETTERS:
        return None
    values = {key: flat for key, value in named.items() if (flat := _flat(value)) is not None}
    for key in TEXT_KEYS:
        values.pop(key, None)
    declared = Declared.of(values, "metadata")
    declared = replace(declared, title=clean(declared.title) if declared.title else None)
    # A sidecar speaks of the whole file: what a record says of itself comes first.
    draft = raw.draft(text, record=number)
    draft = replace(draft, declared=(declared, *raw.beside))
    return with_title(draft, declared.title)


def _flat(value: Any) -> str | None:
    """A field's value as text; of an object its name, as in ``"source": {"name": …}``."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "url") if key in value), None)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return clean(str(value))


# Telegram


def _channels(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The chats of an export: one channel's, or those of a whole account."""
    if isinstance(data.get("messages"), list):
        return [data]
    chats = data.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    if not isinstance(listed, list):
        return []
    return [c for c in listed if isinstance(c, dict) and isinstance(c.get("messages"), list)]


def _from_telegram(raw: Raw, channels: list[Mapping[str, Any]], doubts: list[Doubt]) -> Drafts:
    drafts = [draft for channel in channels for draft in _posts(raw, channel)]
    if not drafts:
        raise no_text("its messages hold no text")
    return Drafts(drafts=tuple(drafts), doubts=tuple(doubts))


def _posts(raw: Raw, channel: Mapping[str, Any]) -> Iterator[Draft]:
    name = _flat(channel.get("name"))
    for message in channel["messages"]:
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        text = clean(_message_text(message.get("text"))).strip()
        if sum(map(str.isalpha, text)) < MIN_LETTERS:
            continue
        declared = Declared(
            by="metadata",
            source=name or _flat(message.get("from")),
            published=_flat(message.get("date")),
            wire=_flat(message.get("forwarded_from")),
        )
        draft = raw.draft(text, record=str(message.get("id", "")))
        yield replace(draft, declared=(declared, *raw.beside))


def _message_text(text: Any) -> str:
    """A message is a string, or a list of strings and of marked pieces."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    pieces = (piece.get("text") if isinstance(piece, dict) else piece for piece in text)
    return "".join(piece for piece in pieces if isinstance(piece, str))


# Markup inside a field


def plain(body: str) -> str:
    """The words of a field that may hold HTML.

    >>> plain("<p>Fire in <b>port</b>.</p><p>No one hurt.</p>").split("\\n\\n")
    ['Fire in port.', 'No one hurt.']
    """
    if not MARKUP.search(body):
        return body
    words = _Words()
    words.feed(body)
    words.close()
    blocks = (" ".join(block.split()) for block in "".join(words.pieces).split("\x1f"))
    return "\n\n".join(filter(None, blocks))


class _Words(HTMLParser):
    """Text pieces, with U+001F where a block ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in UNSEEN:
            self._unseen += 1
        elif tag in BLOCKS:
            self.pieces.append("\x1f")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in BLOCKS:
            self.pieces.append("\x1f")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)
