"""What stands above the account in a pasted article: a date, ``Key: value`` lines, front matter.

The text keeps all of it; the body begins behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from srccmp.read.declared import Declared, field_of, read_date
from srccmp.read.naming import is_shared

# " date 2025-11-14 The president said …": one declared date before the first sentence.
INLINE_DATE = re.compile(
    r"(?P<key>[^\W\d_]{3,20})[ \t]{0,4}[:=]?[ \t]{1,4}"
    r"(?P<value>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,2}\.\d{1,2}\.\d{4}(?:,?[ \t]\d{1,2}:\d{2})?)(?=\s|$)"
)
# "14.11.2025 12:30 : Title" or a line that is nothing but a date: when the page was put up. A bare
# date before words may be that of the event («14.11.2025 войска нанесли удар»), so there the
# clock is needed.
DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|\d{1,2}\s[^\W\d_]{3,12}\.?,?\s\d{4}(?:\s?(?:г\.|р\.|года|року))?"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2},\s\d{4})"
)
ZONE = (
    r"(?:(?:GMT|UTC|Z|E[ES]?[SD]?T|CE?[SD]?T|[PM][SD]T|BST|MSK|МСК|IST)\b"
    r"(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})"
)
CLOCK = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[ap]\.?m\.?)?(?:\s?{ZONE})?"
JOINT = r"(?:\s{0,3}[,|•·/—–-]?\s{0,3}|\s(?:о|об|в|at)\s)"
STAMP = re.compile(
    rf"(?:{DAY}{JOINT}{CLOCK}|{CLOCK}{JOINT}{DAY})(?:\s{{0,3}}[:|—–-])?(?=\s|$)", re.IGNORECASE
)
# «КИЇВ. 14 листопада 2025 року. …»: the day of an agency's report; the words stay in the body.
DATELINE = re.compile(rf"[A-ZА-ЯЁІЇЄҐ][\w'’ -]{{2,24}}[.,]\s(?P<day>{DAY})\s?[.,/—–-]")
STAMP_LINE = re.compile(
    rf"\s*(?:(?P<key>[^\W\d_]{{4,14}}\b)[ \t]{{0,3}}:?[ \t]{{0,3}})?"
    rf"(?:[^\W\d_]{{3,12}},[ \t])?(?:{DAY}(?:{JOINT}{CLOCK})?|{CLOCK}{JOINT}{DAY})[ \t.]*",
    re.IGNORECASE,
)
STAMP_LINES = 5  # how far down a page prints its date
KEY_VALUE = re.compile(r"[ \t]*(?P<key>[^\W\d_][\w \t-]{0,28}?)[ \t]*:[ \t]*(?P<value>.*)")
MAX_ADDRESS = 2000
ADDRESS_LINE = re.compile(
    r"(?:(?:[Дд]жерело|[Ии]сточник|[Сс]силка|[Пп]осилання|[Сс]сылка|[Ss]ource|[Ll]ink|URL)"
    r"[ \t]{0,3}[:—–-][ \t]{0,3})?(?P<url>https?://[^\s<>\"]{4,2000})[ \t]{0,20}(?=\n|$)"
)
MAX_HEADER_LINES = 40
MAX_FRONT_MATTER = 65_536
SPACE = re.compile(r"\s*")
FENCE = re.compile(r"\s*---[ \t]*\n")
LETTERS = re.compile(r"[^\W\d_]{3}")
MAPPING = re.compile(r"^[\w\"'][\w \"'-]{0,40}:(?:\s|$)", re.MULTILINE)
FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """``start`` is where the body begins, ``end`` where it ends, None for the end of the text.
    ``trouble`` tells what could not be read, or is empty."""

    start: int
    declared: Declared
    trouble: str = ""
    end: int | None = None


def read_header(text: str) -> Header:
    """The header of a text, whichever form it has; an empty one where it has none."""
    start = _skip_space(text, 0)
    header = Header(start=start, declared=Declared(by="header"))
    for rule in (front_matter, inline_date, key_lines, first_address, stamp):
        if (found := rule(text)) is not None:
            header = found
            break
    return _with_last_address(text, header)


def front_matter(text: str) -> Header | None:
    """YAML between two lines of "---".

    >>> front_matter("---\\ntitle: A\\n---\\nBody").declared.title
    'A'
    """
    opening = FENCE.match(text)
    if opening is None:
        return None
    closing = FENCE_END.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER)
    if closing is None:
        return None
    source = text[opening.end() : closing.start()]
    if not MAPPING.search(source):
        return None  # a page that only begins with a rule
    values, trouble = yaml_fields(source)
    return Header(
        start=_skip_space(text, closing.end()),
        declared=Declared.of(values, "header"),
        trouble=trouble,
    )


def yaml_fields(source: str) -> tuple[dict[str, str], str]:
    """The plain values at the top of a YAML mapping, and what was wrong with it.

    Only the nodes are composed and no value is built, so that aliases that multiply, merge keys
    and dates that do not exist stay the few letters that they are.
    """
    import yaml

    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = getattr(error, "problem", None) or type(error).__name__
        return {}, " ".join(str(problem).split())
    if root is None:
        return {}, ""
    if not isinstance(root, yaml.MappingNode):
        return {}, "not a mapping of names to values"
    values: dict[str, str] = {}
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            values.setdefault(key.value, value.value)
    return values, ""


def key_lines(text: str) -> Header | None:
    """Lines of ``Key: value`` at the very start; the first line that is none ends them.

    >>> key_lines("Title: A\\nДата: 14.11.2025\\n\\nBody.").start
    27
    """
    values: dict[str, str] = {}
    at = start = _skip_space(text, 0)
    for _ in range(MAX_HEADER_LINES):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at : min(stop, at + 2000)]
        if line.strip():
            m = KEY_VALUE.fullmatch(line)
            if m is None or not _is_header(m["key"], m["value"]):
                break
            values.setdefault(m["key"], m["value"])
            start = stop
        if stop >= len(text):
            break
        at = stop + 1
    if not values:
        return None
    return Header(start=_skip_space(text, start), declared=Declared.of(values, "header"))


def _is_header(key: str, value: str) -> bool:
    """«Дата: …» must hold a date, or it is a sentence with a colon."""
    field = field_of(key)
    if field is None:
        return False
    return field != "published" or read_date(value) is not None


def first_address(text: str) -> Header | None:
    """The address of the page, pasted above the article.

    >>> first_address("https://herald.example/a\\nFire in port").declared.url
    'https://herald.example/a'
    """
    start = _skip_space(text, 0)
    m = ADDRESS_LINE.match(text, start)
    if m is None:
        return None
    declared = Declared(by="header", url=m["url"])
    return Header(start=_skip_space(text, m.end()), declared=declared)


def _with_last_address(text: str, header: Header) -> Header:
    """The address of the page, pasted below the article; not one of a network's posts, which
    articles also end with."""
    end = len(text.rstrip())
    line = text.rfind("\n", header.start, end) + 1
    if header.declared.url or line <= header.start or end - line > MAX_ADDRESS:
        return header
    m = ADDRESS_LINE.match(text, line)
    if m is None or m.end() < end or is_shared(m["url"]):
        return header
    declared = replace(header.declared, url=m["url"])
    return replace(header, declared=declared, end=len(text[:line].rstrip()))


def inline_date(text: str) -> Header | None:
    """A date with its name before the first words, in one line with them.

    >>> inline_date(" date 2025-11-14 Rain fell.").start
    17
    """
    m = INLINE_DATE.match(text, _skip_space(text, 0))
    if m is None or field_of(m["key"]) != "published":
        return None
    # With nothing else in the line it is one of the other forms.
    rest = text[m.end() : m.end() + 200].partition("\n")[0]
    if not LETTERS.search(rest):
        return None
    declared = Declared(by="header", published=m["value"])
    return Header(start=_skip_space(text, m.end()), declared=declared)


def stamp(text: str) -> Header | None:
    """Date and clock before the first words, or a line of the first few that is only a date."""
    first = _skip_space(text, 0)
    if (m := STAMP.match(text, first)) and read_date(m.group()):
        declared = Declared(by="header", published=m.group().strip(" :|—–-\n"))
        return Header(start=_skip_space(text, m.end()), declared=declared)
    if (m := DATELINE.match(text, first)) and read_date(m["day"]):
        return Header(start=first, declared=Declared(by="header", published=m["day"]))
    at = 0
    for _ in range(STAMP_LINES):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at : min(stop, at + 80)]
        if date_line(line):
            if not has_clock(line) and _is_chronicle(text, stop, line):
                return None
            # Under the title the line stays in the body: a body is one piece.
            start = _skip_space(text, stop) if at <= first else first
            return Header(start=start, declared=Declared(by="header", published=line.strip()))
        if stop >= len(text):
            break
        at = stop + 1
    return None


def date_line(line: str) -> str | None:
    """A line that is nothing but the date of publication; None for others.

    >>> date_line("Опубліковано: 14 листопада 2025, 10:30")
    'Опубліковано: 14 листопада 2025, 10:30'
    >>> date_line("Updated: 14.11.2025") is None
    True
    """
    line = line.strip()
    m = STAMP_LINE.fullmatch(line) if len(line) <= 80 else None
    if m is None or (m["key"] and field_of(m["key"]) != "published") or not read_date(line):
        return None
    return line


def has_clock(line: str) -> bool:
    return re.search(CLOCK, line) is not None


def _is_chronicle(text: str, at: int, line: str) -> bool:
    """Whether more lines are dates: then they head the parts of the account."""
    for other in text[at : at + 20_000].split("\n"):
        if len(other) <= 80 and STAMP_LINE.fullmatch(other) and read_date(other) != read_date(line):
            return True
    return False


def _skip_space(text: str, at: int) -> int:
    return SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string
