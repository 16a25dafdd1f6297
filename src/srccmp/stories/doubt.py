"""The probabilities of pairs: by words alone where these are sure, else with how the two begin.

An encoder tells two events of the same people and places apart better than words do, and costs a
thousand times as much. It is asked for headlines and first statements, which are texts that the
comparison has vectors of anyway, and only of articles with a pair that the words leave in doubt.
What a pair gets depends on the two articles alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from srccmp.model import Statement
from srccmp.stories.account import Account
from srccmp.stories.score import Beginning, same_story

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


# A row a statement whose products are cosines, unlike texts about 0; None without an encoder.
Encode = Callable[[Sequence[Statement]], "NDArray[np.float32] | None"]
# Probabilities by words between which the encoder is asked.
UNLIKELY, SURE = 0.05, 0.985


class Scores:
    """Called with two places in ``accounts``, the lesser first: the probability 0–1 that both tell
    of one event."""

    def __init__(self, accounts: Sequence[Account], encode: Encode | None) -> None:
        self._accounts = accounts
        self._encode = encode
        self._by_words: dict[tuple[int, int], float] = {}
        self._known: dict[tuple[int, int], float] = {}
        self._begins: dict[int, Beginning | None] = {}

    def __len__(self) -> int:
        """How many pairs were looked at."""
        return len(self._by_words)

    def __call__(self, left: int, right: int) -> float:
        pair = left, right
        if pair not in self._known:
            self._known[pair] = self._found(left, right)
        return self._known[pair]

    def prepare(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Ask the encoder at once for all that these pairs need."""
        if self._encode is not None:
            self._ask(sorted({at for pair in pairs if self._is_in_doubt(*pair) for at in pair}))

    def _found(self, left: int, right: int) -> float:
        if not self._is_in_doubt(left, right):
            return self._words(left, right)
        self._ask([left, right])
        begin, other = self._begins.get(left), self._begins.get(right)
        if begin is None or other is None:
            return self._words(left, right)
        return same_story(self._accounts[left], self._accounts[right], (begin, other))

    def _words(self, left: int, right: int) -> float:
        pair = left, right
        if pair not in self._by_words:
            self._by_words[pair] = same_story(self._accounts[left], self._accounts[right])
        return self._by_words[pair]

    def _is_in_doubt(self, left: int, right: int) -> bool:
        return UNLIKELY <= self._words(left, right) < SURE

    def _ask(self, places: Sequence[int]) -> None:
        new = [at for at in places if at not in self._begins]
        if self._encode is None or not new:
            return
        texts = [s for at in new for s in self._accounts[at].begins]
        rows = self._encode(texts) if texts else None
        done = 0
        for at in new:
            each = self._accounts[at]
            end = done + len(each.begins)
            self._begins[at] = (
                None
                if rows is None or end == done
                else Beginning.of(rows[done:end], headlines=each.headlines)
            )
            done = end
