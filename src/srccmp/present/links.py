"""Links of a terminal (OSC 8) as rich writes them, made the same each time."""

from __future__ import annotations

import re

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LINK = re.compile(r"\x1b\]8;id=([0-9-]+);")


def settled(text: str, *, has_colour: bool) -> str:
    """The links numbered in their order, in place of rich's random numbers (the parts of one link
    keep one number); without ``has_colour`` nothing but links is left of the escapes."""
    numbers: dict[str, int] = {}
    bare = text if has_colour else COLOUR.sub("", text)
    return LINK.sub(
        lambda found: f"\x1b]8;id=s{numbers.setdefault(found[1], len(numbers) + 1)};", bare
    )
