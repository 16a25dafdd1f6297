"""What the engines share: which texts each thread takes, and what a row of numbers must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from srccmp.errors import BadInput
from srccmp.jobs import cores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

TOKENS_A_SHARE: Final = 4096  # 6 MB of states a thread, with 384 floats a token


def shares(lengths: Sequence[int], workers: int) -> list[list[int]]:
    """The numbers of the texts in shares of about equal length, a multiple of ``workers``; in each
    the longest text is the first.

    >>> shares([9, 5, 6, 8], 2)
    [[0, 1], [3, 2]]
    >>> shares([0], 2)
    [[0]]
    """
    rounds = max(1, -(-sum(lengths) // (workers * TOKENS_A_SHARE)))
    count = min(workers * rounds, len(lengths))
    by_length = sorted(range(len(lengths)), key=lambda row: (-lengths[row], row))
    back_and_forth = [*range(count), *reversed(range(count))]
    found: list[list[int]] = [[] for _ in range(count)]
    for position, row in enumerate(by_length):
        found[back_and_forth[position % len(back_and_forth)]].append(row)
    return found


def spread(
    fill: Callable[[Sequence[int]], None], lengths: Sequence[int], *, workers: int | None = None
) -> None:
    """Call ``fill`` with each share of the texts' numbers on ``workers`` threads, one a core where
    None. Raises what ``fill`` raises."""
    threads = workers or cores()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(fill, shares(lengths, threads)):
            pass


def clean(text: str) -> str:
    """The text as UTF-8 can hold it: half of a surrogate pair becomes a question mark.

    >>> clean("\\ud800 ok")
    '? ok'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def unit_rows(rows: NDArray[Any], told: str) -> Floats:
    """The rows at unit length, shape as given. A row of nought (a text of which a model knows
    nothing) becomes one of equal parts. Raises ``BadInput`` in the name of ``told`` where the model
    gave no finite number."""
    found = np.array(rows, np.float32)
    with np.errstate(over="ignore"):
        lengths = np.sqrt(np.einsum("ij,ij->i", found, found, dtype=np.float64))
    if not np.isfinite(lengths).all():
        raise BadInput(f"{told}: the model gives vectors that are no finite numbers")
    found[lengths == 0] = 1
    lengths[lengths == 0] = np.sqrt(found.shape[1])
    found /= lengths[:, None].astype(np.float32)
    return found


def distribution(logits: NDArray[Any], columns: Sequence[int], told: str) -> NDArray[Any]:
    """The softmax of one text's numbers, their ``columns`` in this order. Raises ``BadInput`` in
    the name of ``told`` where they are not as many, or no finite numbers.

    >>> distribution(np.zeros(3), (2, 1, 0), "m").round(2).tolist()
    [0.33, 0.33, 0.33]
    """
    if logits.shape != (len(columns),):
        raise BadInput(f"{told}: the model gives the shape {logits.shape}, not ({len(columns)},)")
    values = logits.astype(np.float64)
    if not np.isfinite(values).all():
        raise BadInput(f"{told}: the model gives no finite numbers")
    powers = np.exp(values - values.max())
    row: NDArray[Any] = (powers / powers.sum())[[*columns]]
    return row
