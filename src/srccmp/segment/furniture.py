"""What stands in an article without being part of the account: credits, links, calls, datelines.

The rules are data (``furniture.toml``), each with a name that the note on the dropped piece
carries. A piece that may be news is kept: a dropped fact costs more than a line of furniture.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from srccmp.segment.datelines import DAY
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
def labels() -> dict[str, str]:
    """Lines of a page that are nothing but this, as ``_words`` of them, each with its rule."""
    table = _data()["labels"]
    return {_words(line): name for name, lines in table.items() for line in lines}


def _words(text: str) -> str:
    return " ".join(word for word in WORD.findall(text.lower()) if not word.isdigit())


WORD = re.compile(r"\w+")
LISTED = re.compile(r"\d{1,2}[.)]\s")
# No label has more letters.
LONGEST_LABEL = 60


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
    if piece.is_line and (label := _label(bare)):
        return label
    count = len(bare.split())
    for rule in rules():
        if count <= rule.most and (piece.is_line or not rule.is_line) and rule.pattern.match(bare):
            return rule.name
    if not any(char.isalpha() for char in bare):
        return "no words"  # «16+», «110 0.»
    return _signature(bare, piece)


def _label(bare: str) -> str | None:
    """The rule of a line that is a label; «Нет.» with its stop is an answer."""
    if (
        len(bare) > LONGEST_LABEL
        or LISTED.match(bare)
        or (bare.endswith(".") and " " not in bare and bare[-2:] != "..")
    ):
        return None
    return labels().get(_words(bare))


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


# What is short, has no stop and stands twice in an article is a byline, a button or the title.
REPEATED_WORDS = 6


def repeated(pieces: tuple[str, ...], *, title: str | None) -> tuple[int, ...]:
    """Which of the sentences are short, without a stop, and stand there more than once; the title,
    where it stands first, is none.

    >>> repeated(("Storm", "Ann Lee", "It rained.", "Ann Lee"), title="Storm")
    (1, 3)
    """
    counted = Counter(pieces)
    found = []
    for i, text in enumerate(pieces):
        if counted[text] < 2 or text[-1] in '.!?…»”:;,"':
            continue
        is_title = text == title and text not in pieces[:i]
        if len(text.split()) <= REPEATED_WORDS and not is_title:
            found.append(i)
    return tuple(found)


# What calls to report an error or tells of rights stands at an article's end: in a pasted page the
# lines of the site follow. So much of the page at most, or the call stood in its midst.
TAIL_REASONS = frozenset({"call to report errors", "rights"})
MAX_TAIL = 0.34


def tail(reasons: Sequence[str | None], sizes: Sequence[int]) -> range:
    """The sentences behind an article's end, by why each is dropped and how long it is."""
    total, behind = sum(sizes), 0
    found = range(len(reasons), len(reasons))
    for i in range(len(reasons) - 1, -1, -1):
        if reasons[i] in TAIL_REASONS:
            found = range(i + 1, len(reasons))
        behind += sizes[i]
        if behind > MAX_TAIL * total:
            break
    return found


# --- A headline without a stop, run into the next sentence ---


def headline_end(text: str, language: str) -> int | None:
    """Where the text goes on after «Читайте також: …» whose headline has no stop of its own.

    That is the first capital beyond six words of a word that is no noun, as titles and names are,
    after a small letter or a closing quotation mark; None where there is none, or no dictionary.
    """
    if language not in ("ru", "uk"):
        return None
    if twice := TWO_DATES.search(text):
        return twice.start(1)
    for match in RUN_ON.finditer(text):
        word = match.group(1)
        known = form(word, language)
        if not known.is_known or known.is_noun or known.is_name:
            continue
        if len(text[: match.start()].split()) >= 6:
            return match.start(1)
    return None


# «…мер приїде 20 травня 15 травня порт закрили…»
TWO_DATES = re.compile(rf"{DAY}\s({DAY})\s")
RUN_ON = re.compile(
    r"(?:(?<=[a-zа-яёіїєґ»”\"])|(?<=[A-ZА-ЯЁІЇЄҐ]{2}))\s([А-ЯЁІЇЄҐ][а-яёіїєґ'’ʼ]+)(?=[\s,])"
)
