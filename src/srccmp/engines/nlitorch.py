"""A model of inference from a folder of transformers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from srccmp.engines.models import Located, versions
from srccmp.engines.onnxmodel import LETTERS_A_TOKEN, MAX_TOKENS, limit_of
from srccmp.engines.st import ENCODING, single_threaded
from srccmp.engines.work import clean, distribution, spread
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

REVISION: Final = 1  # of what is done here: raise it when the answers change


class TorchNli:
    """The model is loaded when the first pair is asked about, from the files of ``model`` alone and
    without code of theirs; no pickles.

    Each pair goes through by itself on one thread of torch, and the threads of the machine take
    different pairs. Of a pair that is too long the longer text is cut. Raises ``BadInput`` where
    the folder is no model.
    """

    def __init__(self, model: Located, columns: tuple[int, int, int]) -> None:
        self._where = model
        self._columns = columns

    @cached_property
    def name(self) -> str:
        packages = versions("transformers", "tokenizers", "torch")
        return f"{self._where.name}/{packages}/{REVISION}"

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        rows = np.zeros((len(pairs), 3), np.float32)
        if not pairs:
            return rows
        torch: Any = import_module("torch")
        with ENCODING, single_threaded():
            model = self._model
            # All before the threads: a tokenizer is set anew by every call.
            encoded = [self._encoded(*pair) for pair in pairs]

            def fill(share: Sequence[int]) -> None:
                with torch.inference_mode():
                    for row in share:
                        logits = model(**encoded[row]).logits[0].float().numpy()
                        rows[row] = distribution(logits, self._columns, self._where.where)

            spread(fill, [each["input_ids"].shape[1] for each in encoded])
        return rows

    def _encoded(self, first: str, second: str) -> Any:
        most = LETTERS_A_TOKEN * MAX_TOKENS
        return self._tokenizer(
            clean(first[:most]),
            clean(second[:most]),
            truncation="longest_first",
            max_length=limit_of(self._where.folder),
            return_tensors="pt",
        )

    @cached_property
    def _tokenizer(self) -> Any:
        return self._loaded("AutoTokenizer")

    @cached_property
    def _model(self) -> Any:
        return self._loaded("AutoModelForSequenceClassification", use_safetensors=True).eval()

    def _loaded(self, kind: str, **options: bool) -> Any:
        import_module("transformers.utils.logging").disable_progress_bar()  # stderr is not its own
        try:
            return getattr(import_module("transformers"), kind).from_pretrained(
                str(self._where.folder), local_files_only=True, trust_remote_code=False, **options
            )
        except Exception as error:  # of torch, transformers, safetensors and others
            told = " ".join(str(error).split())[:200]
            raise BadInput(
                f"{self._where.where}: no model of transformers ({told})",
                hint="fetch the model again, or use another model",
            ) from error
