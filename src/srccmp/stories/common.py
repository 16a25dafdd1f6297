"""How rare a term is in news at large, whatever the folder holds.

Counted in the folder, the main words of one big story would be common and tell nothing, and every
article added would change what the others share. So rarity comes from a fixed list, made by
``bench/train_stories.py``: half the natural logarithm's steps from 0 (in 5 % of sentences or more)
up to 5; what the list lacks is rarer.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

STEP = 0.5
RAREST = 5.5


@cache
def _listed() -> dict[str, float]:
    """Terms by their rarity; a line of the list holds a number of steps and its terms."""
    found = {}
    for line in files("srccmp.stories").joinpath("common.txt").read_text("utf-8").splitlines():
        steps, *terms = line.split()
        found.update(dict.fromkeys(terms, int(steps) * STEP))
    return found


def rarity(term: str) -> float:
    """0 for what stands in every twentieth sentence, ``RAREST`` for a name nobody heard before.

    >>> rarity("c:kill") < rarity("e:kyiv") < rarity("e:solianka")
    True
    """
    return _listed().get(term, RAREST)
