"""Small models of natural language inference, made here: of chance for what every one promises, and
one whose answers can be foretold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from srccmp.engines.graph import Graph
from srccmp.engines.nli import LABELS
from tests.engines.made import DIM, LIMIT, SPECIAL, VOCABULARY, tokenizer, write_json

Labels = Sequence[str]


def write_config(folder: Path, labels: Labels = LABELS) -> None:
    write_json(
        folder / "config.json",
        {
            "max_position_embeddings": LIMIT,
            "model_type": "bert",
            "id2label": {str(place): label for place, label in enumerate(labels)},
        },
    )


def _finish(folder: Path, graph: Graph, labels: Labels) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(graph.bytes())
    write_json(folder / "tokenizer.json", tokenizer())
    write_config(folder, labels)
    return folder


def write_onnx_nli(folder: Path, seed: int = 1, labels: Labels = LABELS, width: int = 3) -> Path:
    """Logits of chance, which depend on the pieces and on which of both texts each is of."""
    chance = np.random.default_rng(seed)
    graph = Graph("tiny-nli")

    def table(rows: int, columns: int) -> str:
        return graph.constant(chance.normal(0, 1, (rows, columns)).astype(np.float32))

    ids = graph.input("input_ids", "int64", ("batch", "tokens"))
    graph.input("attention_mask", "int64", ("batch", "tokens"))
    types = graph.input("token_type_ids", "int64", ("batch", "tokens"))
    tokens = graph.node("Gather", table(len(VOCABULARY), DIM), ids)
    tokens = graph.node("Mul", tokens, graph.node("Gather", table(2, DIM), types))
    mean = graph.node(
        "ReduceMean", graph.node("Tanh", tokens), attributes={"axes": [1], "keepdims": 0}
    )
    graph.node("MatMul", mean, table(DIM, width), to="logits")
    graph.output("logits", "float32", ("batch", width))
    return _finish(folder, graph, labels)


def write_marked_nli(folder: Path, *, same: str, against: str) -> Path:
    """Entailment for a pair with one of the letters of ``same`` in it, contradiction with one of
    ``against``, else neutral."""
    weights: NDArray[np.float32] = np.zeros((len(VOCABULARY), 3), np.float32)
    for number, piece in enumerate(VOCABULARY[len(SPECIAL) :], len(SPECIAL)):
        weights[number] = (40 * (piece[-1] in same), 0, 80 * (piece[-1] in against))
    weights[SPECIAL.index("[CLS]"), 1] = 20
    graph = Graph("marked-nli")
    ids = graph.input("input_ids", "int64", ("batch", "tokens"))
    rows = graph.node("Gather", graph.constant(weights), ids)
    graph.node("ReduceMax", rows, to="logits", attributes={"axes": [1], "keepdims": 0})
    graph.output("logits", "float32", ("batch", 3))
    _finish(folder, graph, LABELS)
    write_json(
        folder / "config.json", {"id2label": {str(n): label for n, label in enumerate(LABELS)}}
    )
    return folder


def write_hf_nli(folder: Path, seed: int = 1, labels: Labels = LABELS) -> Path:
    torch, transformers = import_module("torch"), import_module("transformers")
    torch.manual_seed(seed)
    config = transformers.BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=DIM,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=LIMIT,
        initializer_range=0.5,  # with the usual .02 every answer is about a third
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
    )
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    write_json(folder / "own.json", tokenizer())
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), SPECIAL, strict=True))
    transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "own.json"),
        model_max_length=LIMIT,
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
        **names,
    ).save_pretrained(folder)
    (folder / "own.json").unlink()
    return folder


Writer = Callable[..., Path]
# Each kind: its maker, and the packages without which it cannot be tested.
NLI_MAKERS: Final[dict[str, tuple[Writer, tuple[str, ...]]]] = {
    "onnx": (write_onnx_nli, ("onnxruntime", "tokenizers")),
    "hf": (write_hf_nli, ("transformers", "torch")),
}


def lacking_nli(kind: str) -> str:
    """Why this kind cannot be tested here; "" where it can."""
    missing = [package for package in NLI_MAKERS[kind][1] if find_spec(package) is None]
    return f"{', '.join(missing)} is not installed" if missing else ""
