"""An encoder from any ONNX file of a sentence model, with the tokenizer that lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from srccmp.engines.models import POOLING, Located, settings, versions
from srccmp.engines.names import POOLINGS
from srccmp.engines.runtime import Session
from srccmp.engines.work import clean, spread, unit_rows
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

REVISION: Final = 1  # of what is done here: raise it when the vectors change
MAX_TOKENS: Final = 512  # no statement is longer; some models would read 8,192
LETTERS_A_TOKEN: Final = 100  # more of a text is never looked at
# Positions are counted from 2 in these families, so two of them are lost.
OFFSET_TYPES: Final = frozenset({"camembert", "longformer", "mpnet", "roberta", "xlm-roberta"})
DTYPES: Final = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
POOLED: Final = "sentence_embedding"  # the output of a graph that pools by itself
STEPS: Final = ("Transformer", "Pooling", "Normalize")  # what this encoder does, of modules.json


class OnnxEncoder:
    """The model is loaded when the first text is encoded or ``dim`` is asked for.

    Texts longer than the model reads are cut. Raises ``BadInput`` where the files are no model that
    can be run.
    """

    def __init__(self, model: Located) -> None:
        self._model = model
        self._pooling = pooling_of(model)

    @cached_property
    def name(self) -> str:
        return f"{self._model.name}/{versions('onnxruntime', 'tokenizers')}/{REVISION}"

    @cached_property
    def dim(self) -> int:
        *_, size = (None, *self._session.outputs[self._output])  # a graph need not tell the shape
        return size if isinstance(size, int) else len(self._vector([0]))

    def encode(self, texts: Sequence[str]) -> Floats:
        rows = np.zeros((len(texts), self.dim), np.float32)
        most = LETTERS_A_TOKEN * MAX_TOKENS
        prepared = [self._model.prompt + clean(text[:most]) for text in texts]
        ids = [each.ids for each in self._tokenizer.encode_batch(prepared)]

        def fill(share: Sequence[int]) -> None:
            for row in share:
                if ids[row]:
                    rows[row] = self._sized(self._vector(ids[row]))

        spread(fill, [len(each) for each in ids])
        return unit_rows(rows, self._model.where)

    @cached_property
    def _tokenizer(self) -> Any:
        return tokenizer_of(self._model.folder)

    @cached_property
    def _session(self) -> Session:
        return text_graph(self._model, hint="export the model for feature extraction")

    @cached_property
    def _output(self) -> str:
        shapes = self._session.outputs
        if POOLED in shapes:
            return POOLED
        if lacking := steps_beyond(self._model.folder):
            raise BadInput(
                f"{self._model.where}: the model has a step that its graph lacks: {lacking}",
                hint=f"export it with the output {POOLED}, or use st:{self._model.where}",
            )
        return next((name for name, shape in shapes.items() if len(shape) == 3), next(iter(shapes)))

    def _sized(self, vector: Floats) -> Floats:
        if vector.shape != (self.dim,):
            raise BadInput(
                f"{self._model.where}: the graph gives vectors of shape {vector.shape}, not "
                f"{(self.dim,)}",
                hint="export the model for feature extraction",
            )
        return vector

    def _vector(self, ids: Sequence[int]) -> Floats:
        found = self._session.run(self._output, feed_of(self._session, ids))
        if found.ndim not in (2, 3) or len(found) != 1:
            raise BadInput(
                f"{self._model.where}: the graph gives the shape {found.shape} for one text",
                hint="export the model for feature extraction",
            )
        return found[0] if found.ndim == 2 else pooled(found[0], self._pooling)


def tokenizer_of(folder: Path) -> Any:
    """The tokenizer of a model's folder, which pads nothing and cuts at what the model reads.
    Raises ``BadInput`` where the file is none."""
    path = folder / "tokenizer.json"
    try:
        tokenizer = import_module("tokenizers").Tokenizer.from_file(str(path))
    except Exception as error:  # its own errors have no other base
        raise BadInput(f"{path}: no tokenizer ({error})", hint="fetch the model again") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(limit_of(folder))
    return tokenizer


def text_graph(model: Located, *, hint: str) -> Session:
    """The graph, loaded. Raises ``BadInput``, with what to do about it in ``hint``, where it wants
    more than pieces of text."""
    session = Session(model.graph, model.where)
    for name, kind in session.inputs.items():
        if name not in ("input_ids", "attention_mask", "token_type_ids") or kind not in DTYPES:
            raise BadInput(
                f"{model.where}: the graph wants {name} as {kind}, which no model of texts needs",
                hint=hint,
            )
    return session


def feed_of(
    session: Session, ids: Sequence[int], types: Sequence[int] = ()
) -> dict[str, NDArray[Any]]:
    """What a graph is given for one text, each of shape (1, pieces); ``types`` tells of each piece
    which of two texts it is of, 0 for all where it is left out."""
    row = np.asarray(ids)[None]
    told = np.asarray(types)[None] if types else np.zeros_like(row)
    values = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": told}
    return {name: values[name].astype(DTYPES[kind]) for name, kind in session.inputs.items()}


def pooled(tokens: Floats, pooling: str) -> Floats:
    """One vector from those of the tokens, shape (tokens, dim).

    >>> pooled(np.array([[0, 4], [2, 0]], np.float32), "mean").tolist()
    [1.0, 2.0]
    """
    match pooling:
        case "cls":
            found = tokens[0]
        case "lasttoken":
            found = tokens[-1]
        case "max":
            found = tokens.max(axis=0)
        case _:
            found = tokens.mean(axis=0)
    vector: Floats = found
    return vector


def pooling_of(model: Located) -> str:
    """As asked for, else as the model's configuration says, else the mean. Raises ``BadInput`` for
    one that is not known here."""
    if model.pooling:
        return model.pooling
    told = settings(model.folder / POOLING)
    named = told.get("pooling_mode")
    modes = [named] if isinstance(named, str) else _switched_on(told)
    if not modes:
        return "mean"
    if len(modes) > 1 or modes[0] not in POOLINGS:
        raise BadInput(
            f"{model.where}: pooling by {' and '.join(modes)} is not known here",
            hint=f"choose one with ?pooling={'|'.join(POOLINGS)}, or use st:{model.where}",
        )
    return modes[0]


def _switched_on(told: dict[str, Any]) -> list[str]:
    """
    >>> _switched_on({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False})
    ['cls']
    """
    head = "pooling_mode_"
    modes = [key.removeprefix(head) for key, value in told.items() if value is True]
    return [mode.removesuffix("_token").removesuffix("_tokens") for mode in modes if mode in MODES]


MODES: Final = (
    "cls_token",
    "mean_tokens",
    "max_tokens",
    "mean_sqrt_len_tokens",
    "weightedmean_tokens",
    "lasttoken",
)


def steps_beyond(folder: Path) -> str:
    """The first step of the model that is more than a transformer, pooling and unit length; "" if
    there is none or the folder does not tell."""
    path = folder / "modules.json"
    if not path.is_file():
        return ""
    import json

    try:
        kinds = [str(each["type"]).rpartition(".")[2] for each in json.loads(path.read_bytes())]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BadInput(f"{path}: no list of modules", hint="fetch the model again") from error
    return next((kind for kind in kinds if kind not in STEPS), "")


def limit_of(folder: Path) -> int:
    """How many tokens of a text the model reads, by its configuration; 512 at the most."""
    model = settings(folder / "config.json")
    positions = model.get("max_position_embeddings")
    if isinstance(positions, int) and model.get("model_type") in OFFSET_TYPES:
        positions -= 2
    told = (
        settings(folder / "sentence_bert_config.json").get("max_seq_length"),
        settings(folder / "tokenizer_config.json").get("model_max_length"),
        positions,
    )
    return min(int(each) for each in (*told, MAX_TOKENS) if isinstance(each, int | float) and each)
