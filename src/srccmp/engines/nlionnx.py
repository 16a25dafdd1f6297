"""A model of inference from an ONNX file, with the tokenizer that lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from srccmp.engines.models import Located, versions
from srccmp.engines.onnxmodel import LETTERS_A_TOKEN, MAX_TOKENS, feed_of, text_graph, tokenizer_of
from srccmp.engines.work import clean, distribution, spread
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from srccmp.engines.runtime import Session

REVISION: Final = 1  # of what is done here: raise it when the answers change
OUTPUT: Final = "logits"
NEUTRAL: Final = (0.0, 1.0, 0.0)  # of two texts without a single piece
HINT: Final = "export the model for text classification"


class OnnxNli:
    """The model is loaded when the first pair is asked about.

    Each pair goes through by itself on one thread, as texts do in ``OnnxEncoder``: in a batch its
    numbers would depend on its neighbours. Of a pair that is too long the longer text is cut.
    Raises ``BadInput`` where the files are no model that can be run.
    """

    def __init__(self, model: Located, columns: tuple[int, int, int]) -> None:
        self._model = model
        self._columns = columns

    @cached_property
    def name(self) -> str:
        return f"{self._model.name}/{versions('onnxruntime', 'tokenizers')}/{REVISION}"

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        rows = np.zeros((len(pairs), 3), np.float32)
        if not pairs:
            return rows
        most = LETTERS_A_TOKEN * MAX_TOKENS
        asked = [(clean(first[:most]), clean(second[:most])) for first, second in pairs]
        encoded = self._tokenizer.encode_batch(asked)
        session, output = self._session, self._output  # before the threads: computed once

        def fill(share: Sequence[int]) -> None:
            for row in share:
                ids, types = encoded[row].ids, encoded[row].type_ids
                rows[row] = self._row(session, output, ids, types) if ids else NEUTRAL

        spread(fill, [len(each.ids) for each in encoded])
        return rows

    def _row(
        self, session: Session, output: str, ids: Sequence[int], types: Sequence[int]
    ) -> NDArray[Any]:
        found = session.run(output, feed_of(session, ids, types))
        if found.ndim != 2 or len(found) != 1:
            raise BadInput(
                f"{self._model.where}: the graph gives the shape {found.shape} for a pair of texts",
                hint=HINT,
            )
        return distribution(found[0], self._columns, self._model.where)

    @cached_property
    def _tokenizer(self) -> Any:
        return tokenizer_of(self._model.folder)

    @cached_property
    def _session(self) -> Session:
        return text_graph(self._model, hint=HINT)

    @cached_property
    def _output(self) -> str:
        names = [*self._session.outputs]
        return OUTPUT if OUTPUT in names else names[0]
