"""An encoder from any model of sentence-transformers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from srccmp.engines.models import Located, versions
from srccmp.engines.work import clean, spread, unit_rows
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

REVISION: Final = 1  # of what is done here: raise it when the vectors change
LETTERS: Final = 51_200  # more of a text is never looked at
ENCODING: Final = Lock()


class SentenceTransformersEncoder:
    """The model is loaded when the first text is encoded or ``dim`` is asked for, from the files of
    ``model`` alone and without code of theirs.

    Each text goes through by itself on one thread of torch, and the threads of the machine take
    different texts: in a batch it would be padded to the longest, and the last bits of its vector
    would depend on that. Raises ``BadInput`` where the folder is no model.
    """

    def __init__(self, model: Located) -> None:
        self._where = model

    @cached_property
    def name(self) -> str:
        packages = versions("sentence-transformers", "transformers", "torch")
        return f"{self._where.name}/{packages}/{REVISION}"

    @cached_property
    def dim(self) -> int:
        model = self._model
        ask = getattr(model, "get_embedding_dimension", None)  # its name since version 6
        size = ask() if ask else model.get_sentence_embedding_dimension()
        return int(size) if size else int(self._rows([""]).shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        out = np.zeros((len(texts), self.dim), np.float32)
        if not texts:
            return out
        prepared = [clean(text[:LETTERS]) for text in texts]

        def fill(share: Sequence[int]) -> None:
            out[share] = self._rows([prepared[row] for row in share])

        # The number of torch's threads belongs to the process: one call at a time may change it.
        with ENCODING, single_threaded():
            # The first call sets the tokenizer; while others use it that would be an error.
            self._rows(prepared[:1])
            spread(fill, [len(text) for text in prepared])
        return unit_rows(out, self._where.where)

    def _rows(self, texts: Sequence[str]) -> NDArray[Any]:
        rows: NDArray[Any] = self._model.encode(
            [*texts],
            prompt=self._where.prompt,
            batch_size=1,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return rows

    @cached_property
    def _model(self) -> Any:
        kind = import_module("sentence_transformers").SentenceTransformer
        import_module("transformers.utils.logging").disable_progress_bar()  # stderr is not its own
        try:
            return kind(
                str(self._where.folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
            )
        except Exception as error:  # of torch, transformers, safetensors and others
            told = " ".join(str(error).split())[:200]
            raise BadInput(
                f"{self._where.where}: no model of sentence-transformers ({told})",
                hint="fetch the model again, or use another model",
            ) from error


@contextmanager
def single_threaded() -> Iterator[None]:
    """One thread of torch a call meanwhile."""
    torch: Any = import_module("torch")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
