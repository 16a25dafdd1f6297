"""What stands in an article without being part of the account: credits, links, calls, datelines.

The rules are data (``furniture.toml``), each with a name that the note on the dropped piece
carries. A piece that may be news is kept: a dropped fact costs more than a line of furniture.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from srccmp.model import Span
from srccmp.words import form

# No furniture is longer; a bound on what the patterns read.
LONGEST = 400

# A connective is no furniture, nor does it make furniture of what follows it.
CONNECTIVE = re.compile(
    r"(?:напомним|отметим|добавим|кстати|нагадаємо|зазначимо|додамо|до речі)\s*[,:]\s*", re.I
)
LEAD = " \t\u00a0-–—•·*▪►●>»|\ufeff\u200b✔✅☑➡👉▶❗‼❌⚡📌🔹🔸🔴🔵📷📸🎥\ufe0f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence with what decides whether it is furniture: ``is_line`` where it is a paragraph of
    its own, ``is_last`` where nothing but furniture follows in the article."""

    text: str
    is_line: bool
    is_last: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``pattern`` is matched at a piece's start; ``most`` is how many words such a piece has;
    ``is_line`` rules look only at paragraphs of one sentence."""

    name: str
    pattern: re.Pattern[str]
    most: int
    is_line: bool
    examples: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the data file, in its order, for all languages at once: pages mix them."""
    data = _data()
    lists = {name: f"(?:{'|'.join(words)})" for name, words in data["lists"].items()}
    found = []
    for rule in data["rules"]:
        pattern = "|".join(f"(?:{one})" for one in rule["any"])
        for name, words in lists.items():
            pattern = pattern.replace(f"{{{name}}}", words)
        found.append(
            Rule(
                name=rule["name"],
                pattern=re.compile(pattern, re.I),
                most=rule.get("most", 40),
                is_line=rule.get("line", False),
                examples=tuple(rule["examples"]),
            )
        )
    return tuple(found)


@cache
def _data() -> dict[str, Any]:
    file = resources.files("srccmp.segment") / "furniture.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def signatures() -> frozenset[str]:
    return frozenset(_data()["signatures"]["names"])


def furniture(piece: Piece) -> str | None:
    """The name of the rule that takes ``piece`` for furniture; None where it may be news.

    >>> furniture(Piece(text="Фото: архів музею", is_line=True, is_last=True, source=""))
    'photo credit'
    >>> furniture(Piece(text="Нагадаємо, міст закрили", is_line=True, is_last=True, source=""))
    """
    bare = piece.text.strip().lstrip(LEAD)
    if not any(char.isalnum() for char in bare):
        return "no words"
    if len(bare) > LONGEST:
        return None
    if bare[0] in "([" and bare.rstrip(".")[-1] in ")]":
        bare = bare.strip("([)]. ")
    if connective := CONNECTIVE.match(bare):
        bare = bare[connective.end() :]
    count = len(bare.split())
    for rule in rules():
        if count <= rule.most and (piece.is_line or not rule.is_line) and rule.pattern.match(bare):
            return rule.name
    return _signature(bare, piece)


def _signature(bare: str, piece: Piece) -> str | None:
    """«РИА Новости.» or an editor's initials after the last sentence."""
    name = bare.strip(' .()[]/«»"“”-–—').lower()
    if name in signatures() or (name and name == piece.source.lower()):
        return "signature"
    if piece.is_last and not piece.is_line and name.isalpha() and len(name) <= 3:
        return "signature"
    return None


def caption(text: str, language: str) -> bool:
    """Whether a piece right before a photo credit is what the picture shows, not what happened."""
    words = text.split()
    if len(words) > 12 or any(char.isdigit() for char in text):
        return False
    if language in ("ru", "uk"):
        return not any(form(word.strip('.,«»"()'), language).is_finite for word in words)
    return len(words) <= 5


# A page's menu, copied with its text: so many paragraphs in a row, each of so few words, without
# a stop and without a figure. Subheads stand between paragraphs, and lists of facts have figures.
MENU_LINES = 5
MENU_WORDS = 4


def menu(pieces: tuple[tuple[str, bool], ...]) -> tuple[int, ...]:
    """Which of the sentences are lines of a menu; each with whether it is a paragraph of its own.

    >>> menu(tuple((word, True) for word in ("Home", "World", "Sport", "About us", "Contact")))
    (0, 1, 2, 3, 4)
    """
    found: list[int] = []
    run: list[int] = []
    for i, (text, is_line) in enumerate(pieces):
        is_short = is_line and len(text) <= 60 and len(text.split()) <= MENU_WORDS
        if is_short and text[-1] not in '.!?…»”:;,"' and not any(c.isdigit() for c in text):
            run.append(i)
            continue
        found += run if len(run) >= MENU_LINES else []
        run = []
    return tuple(found + (run if len(run) >= MENU_LINES else []))


# --- Datelines: «КИЕВ, 3 мая — ТАСС.», "PARIS, May 3 (Reuters) –", «Одеса. 3 травня. УНН.» ---

MONTH = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис"
    r"|гру|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)[^\W\d_]{0,8}\.?"
)
DAY = rf"(?i:\d{{1,2}}\s{MONTH}|{MONTH}\s\d{{1,2}})(?:,?\s\d{{4}}(?:\s?[гр]\.|\sгода|\sроку)?)?"
UPPER = r"[A-ZА-ЯЁІЇЄҐ]"
CITY = rf"{UPPER}[\w'’ʼ-]{{1,20}}(?:[ /-]{UPPER}[\w'’ʼ-]{{1,20}}){{0,2}}"
# "KYIV, Ukraine", "Pune (Maharashtra) [India]"
PLACE = rf"{CITY}(?:,\s{CITY}|\s\({CITY}\)|\s\[{CITY}\]){{0,2}}"
LETTERS = "A-ZА-ЯЁІЇЄҐ'’ʼ"
CAPITAL_CITY = rf"{UPPER}[{LETTERS}-]{{2,20}}(?:[ /-][{LETTERS}.-]{{2,20}}){{0,2}}"
AGENCY = rf"[«\"“]?{UPPER}[\w&'’-]{{1,20}}(?:[./ -]{UPPER}[\w&'’-]{{0,20}}){{0,3}}[»\"”]?"
IN_BRACKETS = r"\([\w.&/ -]{2,30}\)"
DATELINE = re.compile(
    r"[ \t\u00a0]*(?:"
    # КИЇВ. 3 травня. УНН. / МОСКВА, 3 мая - РИА Новости. / ОСЛО, 3 мая ПРАЙМ.
    rf"{CITY}\s?[,.]\s?{DAY}\s?[,.]?\s?[-–—/]{{0,2}}\s?{AGENCY}\s?/?\s?(?:[.:]|[-–—]{{1,2}})"
    # KYIV, May 3 (Reuters) - / Oslo, May 3 (efe).-
    rf"|{PLACE}\s?[,.]\s?{DAY}\s?,?\s?{IN_BRACKETS}\s?(?::|\.?[-–—]{{1,2}}|\.)"
    # WASHINGTON (AP) -, KYIV, Ukraine (AP) -
    rf"|{PLACE}\s?,?\s\({AGENCY}\)\s?[-–—]{{1,2}}"
    # LONDON, May 3 - / МОСКВА, 3 мая.
    rf"|{CAPITAL_CITY}\s?[,.]\s?{DAY}\s?(?:[.:]|[-–—]{{1,2}})"
    # LONDON — / SYDNEY, Australia -: Latin only, as «ЮНЕСКО — …» is a sentence.
    rf"|[A-Z][A-Z'’-]{{3,20}}(?:\s[A-Z.]{{2,20}}){{0,2}}(?:,\s[A-Z][\w ]{{2,20}})?\s[-–—]{{1,2}}"
    # ТАСС, 3 мая.
    rf"|/?{UPPER}{{2,}}/?,\s{DAY}\s?[./]{{1,2}}"
    # 3.05.2024 17:02 : / 15:55
    # 3 травня, 17:02
    rf"|{DAY},?\s(?:(?:в|о|об|at)\s)?\d{{1,2}}:\d{{2}}"
    r"|(?:\d{1,2}[./]\d{1,2}[./]\d{4}\s*,?\s*)?\d{1,2}:\d{2}(?:\s?[:|–—-])?"
    rf")(?=\s+[«\"“„(]?(?:{UPPER}|\d))"
)
# How far in a dateline may stand: after a title and a subtitle.
DATELINE_PARAGRAPHS = 3


def datelines(text: str, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """The datelines at the head of the first paragraphs, as spans into ``text``."""
    found = []
    for paragraph in paragraphs[:DATELINE_PARAGRAPHS]:
        match = DATELINE.match(text, paragraph.start, paragraph.stop)
        if match:
            lead = len(match.group()) - len(match.group().lstrip())
            found.append(Span(match.start() + lead, match.end()))
    return tuple(found)


# --- A headline without a stop, run into the next sentence ---


def headline_end(text: str, language: str) -> int | None:
    """Where the text goes on after «Читайте також: …» whose headline has no stop of its own.

    That is the first capital beyond six words of a word that is no noun, as titles and names are,
    after a small letter or a closing quotation mark; None where there is none, or no dictionary.
    """
    if language not in ("ru", "uk"):
        return None
    for match in RUN_ON.finditer(text):
        word = match.group(1)
        known = form(word, language)
        if not known.is_known or known.is_noun or known.is_name:
            continue
        if len(text[: match.start()].split()) >= 6:
            return match.start(1)
    return None


RUN_ON = re.compile(r"(?<=[a-zа-яёіїєґ»”\"])\s([А-ЯЁІЇЄҐ][а-яёіїєґ'’ʼ]+)(?=[\s,])")
