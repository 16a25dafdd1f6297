"""The JSON export of Telegram Desktop: one chat's, or that of a whole account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from srccmp.read.assemble import Draft
from srccmp.read.declared import Declared
from srccmp.read.decoding import clean
from srccmp.read.formats import Doubt, Drafts, Raw, no_text
from srccmp.read.naming import name_key
from srccmp.read.records import MIN_LETTERS, flat

Chat = Mapping[str, Any]


def is_export(data: Mapping[str, Any]) -> bool:
    """Whether an object is an export.

    >>> is_export({"name": "Port News", "messages": []}), is_export({"chats": {"list": []}})
    (True, True)
    """
    if isinstance(data.get("messages"), list):
        return True
    return any(isinstance(listed, list) for listed in _lists(data))


def read_export(raw: Raw, data: Mapping[str, Any], doubts: list[Doubt]) -> Drafts:
    """A post with text is an article. Of a whole account only the channels are read, and what was
    saved from them: conversations are nobody's news."""
    if isinstance(data.get("messages"), list):
        drafts = list(_posts(raw, data, ""))
    else:
        chats = [chat for listed in _lists(data) if isinstance(listed, list) for chat in listed]
        chats = [c for c in chats if isinstance(c, dict) and isinstance(c.get("messages"), list)]
        read = [chat for chat in chats if _is_public(chat)]
        drafts = [d for chat in read for d in _posts(raw, chat, _prefix(chat, len(read)))]
        if len(read) < len(chats):
            message = f"{len(chats) - len(read)} of {len(chats)} chats are no channels; left out"
            doubts.append(Doubt(code="chats-left-out", message=message))
    if not drafts:
        raise no_text("no post of a channel in it holds a text")
    return Drafts(drafts=tuple(drafts), doubts=tuple(doubts))


def _lists(data: Mapping[str, Any]) -> list[Any]:
    """Those of the chats that the account is in, and of those that it left."""
    parts = (data.get(key) for key in ("chats", "left_chats"))
    return [part.get("list") for part in parts if isinstance(part, dict)]


def _is_public(chat: Chat) -> bool:
    kind = chat.get("type")
    return kind is None or kind == "saved_messages" or "channel" in str(kind)


def _prefix(chat: Chat, chats: int) -> str:
    """What tells the posts of several chats apart: they are numbered from 1 in each."""
    if chats < 2:
        return ""
    return f"{name_key(flat(chat.get('name')) or str(chat.get('id', '')))}-"


def _posts(raw: Raw, chat: Chat, prefix: str) -> Iterator[Draft]:
    name = flat(chat.get("name"))
    for message in chat["messages"]:
        if not isinstance(message, dict) or message.get("type") != "message":
            continue
        text = clean(_text(message)).strip()
        if sum(map(str.isalpha, text)) < MIN_LETTERS:
            continue
        sender, first = flat(message.get("from")), flat(message.get("forwarded_from"))
        if "channel" in str(chat.get("type", "channel")):
            source, wire = name or sender, first
        else:  # in a conversation who sends a channel's post on has not written it
            source, wire = first or sender or name, None
        declared = Declared(
            by="metadata",
            source=source,
            published=flat(message.get("date")) or flat(message.get("date_unixtime")),
            author=flat(message.get("author")),
            wire=wire,
        )
        draft = raw.draft(text, record=f"{prefix}{message.get('id', '')}")
        yield replace(draft, declared=(declared, *raw.beside))


def _text(message: Mapping[str, Any]) -> str:
    """A text is a string, or a list of strings and of marked pieces."""
    for text in (message.get("text"), message.get("text_entities")):
        pieces = text if isinstance(text, list) else [text]
        words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
        if joined := "".join(word for word in words if isinstance(word, str)):
            return joined
    return ""
