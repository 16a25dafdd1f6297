"""Files with one article a record: JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
LIST_KEYS = (
    *("articles", "docs", "documents", "items", "results", "data", "records", "entries", "hits"),
    *("response", "rows", "news", "stories"),
)
MAX_WRAPPERS = 3  # {"response": {"docs": […]}}, {"hits": {"hits": […]}}
MIN_LETTERS = 20  # a message of less says nothing that can be compared
MAX_FIELDS = 8  # that are named where none is the text
# Where a service gives the beginning alone: "… [+2143 chars]".
CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d{1,7} chars\]\s*$")
MAX_CUT = 60
SEPARATOR_LINE = re.compile(r"sep=(.)[ \t]*\n", re.I)  # what Excel writes for itself
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
    if told := SEPARATOR_LINE.match(table):
        table = table[told.end() :]
    first = table.partition("\n")[0]
    delimiter = told[1] if told else max(",;\t|", key=first.count)
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
        from srccmp.read import telegram

        if telegram.is_export(data):
            return telegram.read_export(raw, data, list(doubts))
    records = _records(data)
    if records is None:
        raise no_text("a JSON file must hold records with a text in each")
    return _from_records(
        raw, [(str(n), record) for n, record in enumerate(records, start=1)], list(doubts)
    )


def _records(data: Any) -> list[Any] | None:
    """The list of records, however deep a service wraps it; an object without one is a record."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return None
    here: list[Mapping[str, Any]] = [data]
    for _ in range(MAX_WRAPPERS):
        for wrapper in here:
            for key in LIST_KEYS:
                if isinstance(found := wrapper.get(key), list):
                    return found
        here = [v for w in here for key in LIST_KEYS if isinstance(v := w.get(key), dict)]
    return [data]


def _from_records(raw: Raw, records: Iterable[tuple[str, Any]], doubts: list[Doubt]) -> Drafts:
    drafts: list[Draft] = []
    without = cut = 0
    fields: dict[str, None] = {}
    for number, record in records:
        draft = _record(raw, number, record) if isinstance(record, dict) else None
        if draft is None:
            without += 1
            fields |= dict.fromkeys(map(str, record)) if isinstance(record, dict) else {}
        else:
            drafts.append(draft.draft)
            cut += draft.is_cut
    if not drafts:
        raise no_text(_no_field(list(fields)))
    if cut:
        records_are = "one record is" if cut == 1 else f"{cut} records are"
        message = f"{records_are} but the beginning of an article: the service cut the text off"
        doubts.append(Doubt(code="cut-off", message=message))
    if without:
        message = f"{without} of {without + len(drafts)} records have no text and were left out"
        doubts.append(Doubt(code="no-text", message=message))
    if len(drafts) == 1 and not without:
        drafts = [replace(drafts[0], record=None)]
    return Drafts(drafts=tuple(drafts), doubts=tuple(doubts))


def _no_field(fields: list[str]) -> str:
    hint = f"call the field that holds the text one of: {', '.join(TEXT_KEYS[:4])}"
    if not fields:
        return hint
    more = ", …" if len(fields) > MAX_FIELDS else ""
    return f"{hint} (its fields are: {', '.join(f[:30] for f in fields[:MAX_FIELDS])}{more})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    draft: Draft
    is_cut: bool


def _record(raw: Raw, number: str, record: Mapping[str, Any]) -> _Record | None:
    if isinstance(inner := record.get("_source"), dict):
        record = inner
    named = {spaced(str(key)): value for key, value in record.items()}
    body = next((text for key in TEXT_KEYS if (text := _text(named.get(key)))), None)
    if body is None:
        return None
    text = clean(plain(body)).strip()
    cut = CUT.search(text, max(0, len(text) - MAX_CUT))
    if cut:
        text = text[: cut.start()]
    if sum(map(str.isalpha, text)) < MIN_LETTERS:
        return None
    values = {key: field for key, value in named.items() if (field := flat(value)) is not None}
    for key in TEXT_KEYS:
        values.pop(key, None)
    declared = Declared.of(values, "metadata")
    declared = replace(declared, title=clean(declared.title) if declared.title else None)
    # A sidecar speaks of the whole file: what a record says of itself comes first.
    draft = raw.draft(text, record=number)
    draft = replace(draft, declared=(declared, *raw.beside))
    return _Record(draft=with_title(draft, declared.title), is_cut=cut is not None)


def _text(value: Any) -> str:
    """A field's text, of a list of paragraphs (strings, or objects with a text) all of them."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if not isinstance(value, list):
        return ""
    pieces = (
        next((piece[key] for key in TEXT_KEYS if key in piece), None)
        if isinstance(piece, dict)
        else piece
        for piece in value
    )
    return "\n\n".join(piece for piece in pieces if isinstance(piece, str) and piece.strip())


def flat(value: Any) -> str | None:
    """A field's value as text; of an object its name, as in ``"source": {"name": …}``."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "url") if key in value), None)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return clean(str(value))


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
