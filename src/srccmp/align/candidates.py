"""Pairs worth a look because the encoder holds them for near; `srccmp.align.reach` has those that
share words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEIGHBOURS: Final = 40  # of one statement in the encoder's space
NEAR: Final = 0.2  # cosine less the centre; of unlike sentences 98 of 100 are below


def by_encoder(
    vectors: NDArray[np.float32], owner: NDArray[np.int64], first: int, last: int
) -> list[tuple[int, int]]:
    """Pairs (left < right) of the statements ``first`` to ``last`` (excluded) with their nearest
    neighbours in other articles. ``vectors`` has one row of unit length for each statement."""
    import numpy as np

    cosine = vectors[first:last] @ vectors.T
    cosine[owner[first:last, None] == owner[None, :]] = -1.0
    most = min(NEIGHBOURS, cosine.shape[1] - 1)
    nearest = np.argpartition(-cosine, most, axis=1)[:, :most]
    near = np.take_along_axis(cosine, nearest, axis=1) >= NEAR
    rows, columns = np.nonzero(near)
    return [
        (min(at, other), max(at, other))
        for at, other in zip((rows + first).tolist(), nearest[rows, columns].tolist(), strict=True)
    ]
