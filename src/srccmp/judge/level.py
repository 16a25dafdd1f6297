"""The levels of agreement for each facet: the first that holds wins, "cannot tell" among them.

Every ladder (``facets/``) is symmetric in its two sides; order in time enters only where a level
says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from srccmp.model import Relation


@dataclass(frozen=True, slots=True)
class Level:
    """A rung: its name, and the relation that it stands for (None: nothing to report)."""

    name: str
    relation: Relation | None


NOTHING = Level("nothing to compare", None)
