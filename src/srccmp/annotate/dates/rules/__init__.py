"""The rules, by the class of words that they begin with.

Their order matters only between rules that read equally many words: the first one wins.
"""

from __future__ import annotations

from srccmp.annotate.dates.lexer import CLASSES, LETTER
from srccmp.annotate.dates.rules import amounts, clocks, days, feasts, months, relative, years
from srccmp.annotate.dates.rules.base import RULES, Rule

__all__ = ["BY_FIRST", "amounts", "clocks", "days", "feasts", "months", "relative", "years"]

BY_FIRST: dict[str, tuple[Rule, ...]] = {
    LETTER[name]: tuple(rule for rule in RULES if LETTER[name] in rule.firsts) for name in CLASSES
}
