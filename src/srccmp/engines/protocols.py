"""What ``align`` and ``judge`` ask of an engine. An engine knows nothing of articles or claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns texts into vectors that lie near each other when the texts mean the same.

    ``name`` changes whenever the vectors would: it is part of every cache key. ``dim`` is the
    length of a vector.
    """

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length a text, in the order given; shape (0, dim) for no text.

        A text's vector does not depend on the texts beside it.
        """
        ...


class Nli(Protocol):
    """Tells whether a text follows from another, contradicts it, or neither.

    ``name`` changes whenever the answers would: it is part of every cache key.
    """

    @property
    def name(self) -> str: ...

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Shape (pairs, 3), in the order given, each row summing to 1: that the second text of the
        pair follows from the first (entailment), that it does neither, that it contradicts it.

        A pair's row does not depend on the pairs beside it.
        """
        ...
