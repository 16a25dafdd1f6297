"""An encoder from a static model of model2vec: the mean of its pieces' vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from srccmp.engines.models import Located, versions
from srccmp.engines.work import clean, unit_rows
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

REVISION: Final = 1  # of what is done here: raise it when the vectors change
MAX_TOKENS: Final = 512
ENCODING: Final = Lock()  # its tokenizer is set anew by every call


class StaticEncoder:
    """The model is loaded when the first text is encoded or ``dim`` is asked for.

    Raises ``BadInput`` where the folder is no model.
    """

    def __init__(self, model: Located) -> None:
        self._where = model

    @cached_property
    def name(self) -> str:
        return f"{self._where.name}/{versions('model2vec', 'tokenizers')}/{REVISION}"

    @cached_property
    def dim(self) -> int:
        return int(self._model.dim)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        with ENCODING:
            rows: NDArray[Any] = self._model.encode(
                [self._where.prompt + clean(text) for text in texts],
                max_length=MAX_TOKENS,
                use_multiprocessing=False,  # else from 10,000 texts on, in processes of its own
                show_progress_bar=False,
            )
        return unit_rows(rows, self._where.where)

    @cached_property
    def _model(self) -> Any:
        try:
            return import_module("model2vec").StaticModel.from_pretrained(self._where.folder)
        except Exception as error:  # those of safetensors and tokenizers have no other base
            told = " ".join(str(error).split())[:200]
            raise BadInput(
                f"{self._where.where}: no model of model2vec ({told})",
                hint="fetch the model again, or use another model",
            ) from error
