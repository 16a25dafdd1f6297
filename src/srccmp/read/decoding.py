"""Bytes to text: once, here, and the same for every file.

What the bytes declare comes first (a byte order mark, then well-formed UTF-8, which chance does
not produce), a guess last. Cyrillic one-byte encodings are guessed by the frequency of letters
and of capitals inside words, as charset-normalizer alone needs about sixty letters for KOI8
(measured on re-encoded news: 1 of 25 right at 20 letters, 23 of 25 at 60) and takes cp866 for its
Ukrainian twin cp1125; everything that does not look Cyrillic is charset-normalizer's.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from dataclasses import dataclass

from srccmp.errors import UnreadableArticle

# The first bytes of files that people keep beside their articles.
MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"{\\rtf", "an RTF document"),
)
UNPACK = "unpack it and give the folder with the articles"
HINTS = {
    "a ZIP archive or an office document": UNPACK,
    **dict.fromkeys(("a gzip archive", "a bzip2 archive", "an xz archive"), UNPACK),
    **dict.fromkeys(("a 7z archive", "a RAR archive"), UNPACK),
    **dict.fromkeys(("an old office document", "an RTF document"), "save it as .docx or as text"),
}

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

# Bytes that no text encoding uses for text; tab, line ends, form feed, Ctrl-Z (the end of file of
# DOS) and escape (colours in copied terminal output) do occur.
CONTROL = bytes(sorted({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}))
MAX_CONTROL_SHARE = 0.002

# Plain ASCII behind the mark of UTF-16 is no UTF-16, though any pair of letters is a Chinese sign.
MAX_ASCII = 0.7

# Damaged UTF-8 is still read when it has this many sound letters for each bad place: a page cut in
# mid-letter has thousands.
SOUND_PER_BAD = 10
# Share of the bytes beyond ASCII that stand in sound UTF-8. News in one-byte encodings, cut at 30,
# 100 and 5,000 letters, never passes 0.29 (0.58 in cp1125, 0.63 in GBK): from here on it is UTF-8.
UTF8_SHARE = 0.75
UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

# Letters per thousand in running Ukrainian and Russian text, the greater of the two.
FREQUENCY = {
    **{"о": 110, "а": 80, "е": 84, "и": 73, "н": 67, "т": 62, "с": 54, "р": 47, "в": 52},
    **{"л": 44, "к": 36, "м": 32, "д": 33, "п": 29, "у": 33, "я": 21, "ы": 19, "ь": 18},
    **{"г": 17, "з": 22, "б": 17, "ч": 14, "й": 14, "х": 12, "ж": 9, "ш": 7, "ю": 9, "ц": 8},
    **{"щ": 5, "э": 3.2, "ф": 3, "ъ": 0.4, "ё": 0.6, "і": 57, "ї": 6.5, "є": 6.5, "ґ": 0.3, "ў": 3},
}
LETTER = {letter: math.log(share / 1000) for letter, share in FREQUENCY.items()}
OTHER_LETTER = math.log(0.0001)  # a letter of neither language
CAPITAL_INSIDE = math.log(0.02)  # "нАРОД": what a wrong KOI8 or cp1251 is full of
SYMBOL = math.log(0.0005)  # frames and signs: what a wrong cp866 is full of
TYPOGRAPHIC = frozenset("«»“”„‘’–—…№§°·•€™©®\u00a0\u00ad")
# The order settles ties: cp1125 and koi8-u hold all Russian letters of cp866 and koi8-r, and the
# Ukrainian ones besides.
CYRILLIC = ("cp1251", "koi8-u", "cp1125", "cp866", "koi8-r", "iso8859-5", "mac-cyrillic")
WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
# Mean log-frequency. Right readings of news measured -2.8 to -3.75 at 8 letters and -2.8 to -3.35
# from 60 on; Greek, Arabic and random bytes read as Cyrillic -3.8 and less.
MIN_MEAN = -3.75
ALL_CAPITALS = -0.5  # what Hebrew looks like in KOI8; a headline in capitals still passes
SAMPLE = 8_000

HIDDEN = dict.fromkeys(map(ord, "\x00\u00ad\u200b\u2060\ufeff\u200e\u200f"))
ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """``text`` is not clean yet (see `clean`): its format may have a meaning for what that takes
    away. ``guessed`` tells that nothing declared ``encoding``; ``damaged`` counts the places that
    are no text in it and now read U+FFFD."""

    text: str
    encoding: str
    guessed: bool = False
    damaged: int = 0


def clean(text: str) -> str:
    """NFC, ``\\n`` alone for line ends, no invisible marks inside words, no lone surrogates.

    Soft hyphens, zero-width spaces and direction marks split words that look whole. Character
    references are what copying from a page's source leaves («&quot;»).

    >>> clean("ра\\u00adкета\\r\\nи\\u0306 &quot;1&quot;")
    'ракета\\nй "1"'
    """
    if "&" in text:
        text = ENTITY.sub(lambda m: html.unescape(m.group()), text)
    text = with_line_ends(text).translate(HIDDEN)
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)


def with_line_ends(text: str) -> str:
    """``\\n`` for every sign that ends a line or a page."""
    return LINE_END.sub("\n", text)


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of a file. ``declared`` is what the format itself says, if it does.

    Raises UnreadableArticle: ``binary`` where the bytes are no text, ``encoding`` where they are
    in no encoding that can be told, ``empty`` where there is nothing.
    """
    if not data.strip():
        raise UnreadableArticle("the file is empty", code="empty", hint="leave it out")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise UnreadableArticle(
                f"{kind}, not text",
                code="binary",
                hint=HINTS.get(kind, "save the article as text or HTML"),
            )
    if b"\x00" in data:
        return _with_nulls(data)
    if len(data.translate(None, delete=CONTROL)) < len(data) * (1 - MAX_CONTROL_SHARE):
        raise _binary()
    # Before what is declared: pages in UTF-8 often still claim to be in cp1251, where nearly any
    # bytes are text; the other way round does not happen by chance.
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (text := _declared(data, declared)) is not None:
        return Decoded(text=text, encoding=declared)
    return _damaged_utf8(data) or _guess(data)


def _binary() -> UnreadableArticle:
    return UnreadableArticle(
        "binary data, not text", code="binary", hint="save the article as text or HTML"
    )


def _unknown() -> UnreadableArticle:
    return UnreadableArticle(
        "broken text: it is in no encoding that can be told",
        code="encoding",
        hint="save it again as UTF-8",
    )


def _marked(data: bytes, encoding: str) -> Decoded:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        text, damaged = data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        damaged = text.count("\ufffd")
        if damaged * SOUND_PER_BAD > len(text):
            raise _unknown() from None
    if encoding == "utf-16" and b"\x00" not in data and _ascii_share(data[2:]) > MAX_ASCII:
        raise _unknown()
    if not text.strip():
        raise UnreadableArticle("the file is empty", code="empty", hint="leave it out")
    return Decoded(text=text, encoding=name, damaged=damaged)


def _ascii_share(data: bytes) -> float:
    if not data:
        return 0.0
    return sum(byte == 0x20 or 0x41 <= byte <= 0x7A for byte in data[:SAMPLE]) / len(data[:SAMPLE])


def _with_nulls(data: bytes) -> Decoded:
    """UTF-16 without a mark has its zero bytes on one side of every space and full stop."""
    sides = [data[0::2].count(0), data[1::2].count(0)]
    name = "utf-16-be" if sides[0] > sides[1] else "utf-16-le"
    if min(sides) * 20 > max(sides) or max(sides) * 50 < len(data):
        raise _binary()
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise _binary() from None
    wordlike = sum(c.isalnum() or c.isspace() for c in text[:SAMPLE])
    if wordlike < 0.7 * len(text[:SAMPLE]) or "\x00" in text:
        raise _binary()
    return Decoded(text=text, encoding=name, guessed=True)


def _declared(data: bytes, declared: str) -> str | None:
    """The text in the declared encoding, or None where that is a lie or no encoding at all."""
    try:
        return data.decode(declared)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """The text of damaged UTF-8, None where it is something else.

    Raises UnreadableArticle where too much is lost.
    """
    sound = sum(map(len, UTF8.findall(data)))
    high = sum(map(data.count, range(0x80, 0x100)))
    if sound < high * UTF8_SHARE:
        return None
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if sound < 2 * bad * SOUND_PER_BAD:
        raise _unknown()
    return Decoded(text=text, encoding="utf-8", damaged=bad)


def _guess(data: bytes) -> Decoded:
    sample = data[:SAMPLE]
    # Accents stand inside words of ASCII letters; Cyrillic words have no such letters.
    words = WORD.findall(sample)
    whole = sum(len(word) for word in words if min(word) >= (0x80 if len(word) > 1 else 0xC0))
    mixed = sum(byte >= 0x80 for word in words if min(word) < 0x80 for byte in word)
    if whole > mixed:
        scored = [(score, name) for name in CYRILLIC if (score := _mean(sample, name)) is not None]
        # The first of equals: `max` keeps it.
        best = max(scored, key=lambda pair: pair[0], default=(-math.inf, ""))
        if best[0] >= MIN_MEAN and (text := _declared(data, best[1])) is not None:
            return Decoded(text=text, encoding=best[1], guessed=True)
    return _guess_by_library(data)


def _mean(sample: bytes, encoding: str) -> float | None:
    """Mean log-frequency of the signs beyond ASCII, None where the encoding does not fit."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    total, count, capitals, before = 0.0, 0, 0, ""
    for char in text:
        if char >= "\x80":
            lower = char.lower()
            if char in TYPOGRAPHIC:
                score = math.log(0.01)
            elif not char.isalpha():
                score = SYMBOL
            else:
                score = LETTER.get(lower, OTHER_LETTER)
                if char != lower:
                    capitals += 1
                    score += CAPITAL_INSIDE if before.islower() else 0.0
            total, count = total + score, count + 1
        before = char
    if not count:
        return None
    return total / count + (ALL_CAPITALS if capitals > 20 and capitals * 10 > count * 9 else 0.0)


def _guess_by_library(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    sample = data[: 25 * SAMPLE]
    # UTF-16 and UTF-32 without a mark were looked for before; here they only fit by chance.
    wide = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
    found = from_bytes(sample, cp_exclusion=wide).best()
    # A Western text with a few dashes and quotes: cp1252 before its rarer look-alikes.
    name = "cp1252" if _is_western(data) else found.encoding if found is not None else ""
    text = _declared(data, name)
    if text is None or not _is_text(text[:SAMPLE]):
        raise _unknown()
    return Decoded(text=text, encoding=name.replace("_", "-"), guessed=True)


def _is_western(data: bytes) -> bool:
    """Whether all bytes beyond ASCII are typographic signs in cp1252 (0x82–0x97, 0xA0, « »)."""
    high = {byte for byte in data[: 25 * SAMPLE] if byte >= 0x80}
    return high <= {*range(0x82, 0x98), 0x99, 0xA0, 0xAB, 0xBB, 0xA3, 0xA9, 0xAE, 0xB0, 0xE9}


def _is_text(sample: str) -> bool:
    """Whether a guess reads like writing: hardly any control signs, mostly letters and spaces."""
    odd = sum(
        unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") for c in sample if c not in "\n\t\r"
    )
    wordlike = sum(c.isalpha() or c.isspace() for c in sample)
    return odd * 100 <= len(sample) and wordlike * 10 >= 6 * len(sample)
