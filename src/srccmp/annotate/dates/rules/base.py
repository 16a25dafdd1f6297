"""The rules: each is a pattern over classes of words and a function that reads the values.

At every place the longest rule that accepts its words wins; a rule that finds them unfit ("14
November 2000 people") gives None and leaves the place to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from srccmp.annotate.dates.lexer import ALIASES, LETTER, Lexed
from srccmp.annotate.dates.said import Point

# A named time, the two ends of a range, or several times with the tokens that tell each.
Reading = Point | tuple[Point, Point] | list[tuple[Point, int, int]] | None


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens [start, stop) that a pattern has matched."""

    lexed: Lexed
    start: int
    stop: int
    language: str

    def has(self, *names: str) -> bool:
        letters = self.lexed.letters[self.start : self.stop]
        return any(LETTER[name] in letters for name in names)

    def values(self, *names: str) -> list[Any]:
        """The values of the tokens of these classes, in their order."""
        wanted = {LETTER[name] for name in names}
        letters, values = self.lexed.letters, self.lexed.values
        return [values[i] for i in range(self.start, self.stop) if letters[i] in wanted]

    def value(self, *names: str) -> Any:
        found = self.values(*names)
        return found[0] if found else None

    def form(self, *names: str) -> str:
        """The lower-case form of the first token of these classes."""
        for i in range(self.start, self.stop):
            if self.lexed.name(i) in names:
                return self.lexed.form(i).lower()
        return ""

    @property
    def before(self) -> str:
        """The class of the token in front."""
        return self.lexed.name(self.start - 1)

    @property
    def after(self) -> str:
        return self.lexed.name(self.stop)

    @property
    def next_form(self) -> str:
        return self.lexed.form(self.stop) if self.stop < len(self.lexed.letters) else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """``expression`` is compiled when a text first needs it: all at once cost 0.1 s of start."""

    name: str
    expression: str
    firsts: str
    read: Callable[[Found], Reading]


RULES: list[Rule] = []

pattern_of = cache(re.compile)

# Parts of patterns. The year may stand behind a comma or "в": «14 декабря в 1989 году».
MACROS = {
    "_TAIL": "(YEARW|YEARP|YEARG DOT?)",
    "_REL": "((LAST|THIS|NEXT|PREVLAST|FOLLOW) YEARW|THAT SAME YEARW|YEARREL)",
    "_YEAR": "((COMMA|IN|OF|THIS|LAST|NEXT)? (YG DOT?|(Y|YO) _TAIL?)|OF? _REL)",
    "_DAY": "(DAYN|CARD DASH? ORD|ORD)",
    "_RANGE": "(DASH DASH?|TO|AND|OR)",
    "_MONTH": "(MON|MONA DOT?)",
    "_FEAST": "(FAITH FEAST|FEAST)",
}


def compiled(pattern: str) -> str:
    """A pattern over class names as a regular expression over class letters."""
    for _ in range(3):
        for macro, text in MACROS.items():
            pattern = re.sub(rf"{macro}\b", text, pattern)

    def letters(match: re.Match[str]) -> str:
        name = match.group()
        members = ALIASES.get(name, name).split()
        joined = "".join(LETTER[member] for member in members)
        return joined if len(members) == 1 else f"[{joined}]"

    return re.sub(r"[A-Z][A-Z0-9]*", letters, pattern).replace(" ", "")


def rule(name: str, *patterns: str) -> Callable[[Callable[[Found], Reading]], Any]:
    """Registers a reader for patterns. Every pattern begins with a class that must be there."""

    def register(read: Callable[[Found], Reading]) -> Callable[[Found], Reading]:
        for pattern in patterns:
            expression = compiled(pattern)
            first = re.match(r"\(*(?:\[(.*?)\]|(.))", expression)
            firsts = (first[1] or first[2]) if first else ""
            if expression.startswith("("):
                firsts = first_letters(expression)
            RULES.append(Rule(name, expression, firsts, read))
        return read

    return register


def first_letters(expression: str) -> str:
    """The letters that a pattern with an alternation in front can begin with."""
    depth, end = 0, 0
    for index, sign in enumerate(expression):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            end = index
            break
    found = []
    for branch in expression[1:end].split("|"):
        head = re.match(r"\(*(?:\[(.*?)\]|(.))", branch)
        if head:
            found.append(head[1] or head[2])
    return "".join(found)
