"""Small models of every kind, made here from a seed: a test of an encoder needs no network."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from srccmp.engines import Encoder
from srccmp.engines.bundled import BundledEncoder
from srccmp.engines.graph import Graph
from tests.engines.tiny_model import write_tiny

DIM: Final = 16
LIMIT: Final = 24
SPECIAL: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
LETTERS: Final = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ0123456789?:"
VOCABULARY: Final = (*SPECIAL, *LETTERS, *(f"##{letter}" for letter in LETTERS))


def tokenizer() -> dict[str, Any]:
    """A letter is a piece; begin and end stand around them."""
    specials = [
        {"id": number, "content": name, "special": True, **dict.fromkeys(FLAGS, False)}
        for number, name in enumerate(SPECIAL)
    ]
    return {
        "version": "1.0",
        "added_tokens": specials,
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "BertProcessing",
            "sep": ["[SEP]", 3],
            "cls": ["[CLS]", 2],
        },
        # A folder's own padding and cutting must not matter.
        "padding": {
            "strategy": {"Fixed": 40},
            "direction": "Right",
            "pad_to_multiple_of": None,
            "pad_id": 0,
            "pad_type_id": 0,
            "pad_token": "[PAD]",
        },
        "truncation": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 1000,
            "vocab": {piece: number for number, piece in enumerate(VOCABULARY)},
        },
    }


FLAGS: Final = ("single_word", "lstrip", "rstrip", "normalized")


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")


def write_onnx(folder: Path, seed: int = 1, *, has_types: bool = True, pools: bool = False) -> Path:
    """Each token's vector, shape (1, tokens, DIM), with a share of all tokens' mean in it, so that
    a text's order and every pooling can be told; with ``pools`` the graph gives their mean."""
    chance = np.random.default_rng(seed)
    graph = Graph("tiny")
    ids = graph.input("input_ids", "int64", ("batch", "tokens"))
    mask = graph.input("attention_mask", "int64", ("batch", "tokens"))

    def table(rows: int) -> str:
        return graph.constant(chance.normal(0, 1, (rows, DIM)).astype(np.float32))

    tokens = graph.node("Gather", table(len(VOCABULARY)), ids)
    if has_types:
        types = graph.input("token_type_ids", "int64", ("batch", "tokens"))
        tokens = graph.node("Add", tokens, graph.node("Gather", table(2), types))
    axis = graph.constant(np.array([2], np.int64))
    seen = graph.node("Unsqueeze", graph.node("Cast", mask, attributes={"to": 1}), axis)
    tokens = graph.node("Tanh", graph.node("Mul", tokens, seen))
    mean = graph.node("ReduceMean", tokens, attributes={"axes": [1], "keepdims": 1})
    graph.node("Add", tokens, mean, to="last_hidden_state")
    graph.output("last_hidden_state", "float32", ("batch", "tokens", DIM))
    if pools:
        graph.node(
            "Neg",
            graph.node("Squeeze", mean, graph.constant(np.array([1], np.int64))),
            to="sentence_embedding",
        )
        graph.output("sentence_embedding", "float32", ("batch", DIM))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(graph.bytes())
    write_json(folder / "tokenizer.json", tokenizer())
    write_json(folder / "config.json", {"max_position_embeddings": LIMIT, "model_type": "bert"})
    return folder


def write_static(folder: Path, seed: int = 1) -> Path:
    tokens = import_module("tokenizers").Tokenizer.from_str(json.dumps(tokenizer()))
    tokens.no_padding()
    rows = np.random.default_rng(seed).normal(0, 1, (len(VOCABULARY), DIM)).astype(np.float32)
    model = import_module("model2vec").StaticModel(rows, tokens, config={"normalize": True})
    model.save_pretrained(folder)
    return folder


def write_st(folder: Path, seed: int = 1) -> Path:
    torch, transformers = import_module("torch"), import_module("transformers")
    torch.manual_seed(seed)
    config = transformers.BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=DIM,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=LIMIT,
    )
    transformers.BertModel(config).save_pretrained(folder)
    write_json(folder / "own.json", tokenizer())
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), SPECIAL, strict=True))
    transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "own.json"), model_max_length=LIMIT, **names
    ).save_pretrained(folder)
    (folder / "own.json").unlink()
    kinds = {"Transformer": "", "Pooling": "1_Pooling"}
    steps = [
        {"idx": idx, "name": str(idx), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for idx, (kind, path) in enumerate(kinds.items())
    ]
    write_json(folder / "modules.json", steps)
    write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": DIM, "pooling_mode_mean_tokens": True},
    )
    return folder


def cached(hub: Path, name: str) -> Path:
    """The folder that a model of this name has in the client's cache."""
    commit = "0123456789abcdef0123456789abcdef01234567"
    kept = hub / f"models--{name.replace('/', '--')}"
    (kept / "refs").mkdir(parents=True)
    (kept / "refs" / "main").write_text(commit)
    return kept / "snapshots" / commit


def named(name: str) -> Encoder:
    from srccmp.engines import load_encoder

    encoder, _ = load_encoder(name)
    assert encoder is not None
    return encoder


def tiny_bundled(folder: Path, seed: int) -> Encoder:
    folder.mkdir()
    return BundledEncoder(write_tiny(folder / "tiny.bin", seed).path)


def tiny_int8(folder: Path, seed: int) -> Encoder:
    from srccmp.engines.int8 import Int8Encoder

    folder.mkdir()
    return Int8Encoder(write_tiny(folder / "tiny.bin", seed).path)


def tiny_onnx(folder: Path, seed: int) -> Encoder:
    return named(f"onnx:{write_onnx(folder, seed)}")


def tiny_onnx_cls(folder: Path, seed: int) -> Encoder:
    return named(f"onnx:{write_onnx(folder, seed, has_types=False)}?pooling=cls&prompt=query:+")


def tiny_static(folder: Path, seed: int) -> Encoder:
    return named(f"model2vec:{write_static(folder, seed)}")


def tiny_st(folder: Path, seed: int) -> Encoder:
    return named(f"st:{write_st(folder, seed)}")


# Each maker, and the packages without which it cannot be tested.
MAKERS: Final[dict[str, tuple[Callable[[Path, int], Encoder], tuple[str, ...]]]] = {
    "bundled": (tiny_bundled, ()),
    "bundled-int8": (tiny_int8, ("onnxruntime",)),
    "onnx": (tiny_onnx, ("onnxruntime", "tokenizers")),
    "onnx-cls": (tiny_onnx_cls, ("onnxruntime", "tokenizers")),
    "model2vec": (tiny_static, ("model2vec",)),
    "st": (tiny_st, ("sentence_transformers",)),
}


def lacking(kind: str) -> str:
    """Why this kind cannot be tested here; "" where it can."""
    missing = [package for package in MAKERS[kind][1] if find_spec(package) is None]
    return f"{', '.join(missing)} is not installed" if missing else ""
