"""Models that the user names: where they are found, what their files say, and what is said of those
that cannot be used."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from srccmp import engines
from srccmp.engines import encoder_state, load_encoder, models
from srccmp.engines.graph import Graph
from srccmp.engines.models import locate, prompt_of
from srccmp.engines.names import parse
from srccmp.errors import BadInput, MissingExtra
from tests.engines.made import (
    DIM,
    cached,
    named,
    tokenizer,
    write_json,
    write_onnx,
    write_static,
)

TEXTS = ["cab", "the mill burned", "млин"]


def needs(*packages: str) -> pytest.MarkDecorator:
    missing = [name for name in packages if find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} is not installed")


needs_onnx = needs("onnxruntime", "tokenizers")
needs_static = needs("model2vec")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_onnx(tmp_path / "model")


# Extras


@pytest.mark.parametrize(
    ("kind", "extra"),
    [("onnx", "onnx"), ("st", "sentence-transformers"), ("model2vec", "model2vec")],
)
def test_a_missing_extra(kind: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match="is not installed") as caught:
        load_encoder(f"{kind}:someone/some-model")  # and nothing is fetched
    assert caught.value.hint == f"pip install 'srccmp[{extra}]'"


# Folders


@needs_onnx
def test_a_model_may_be_named_by_its_folder_or_its_file(folder: Path) -> None:
    wanted = named(f"onnx:{folder}")
    assert named(f"onnx:{folder / 'model.onnx'}").name == wanted.name
    shutil.copytree(folder, folder.parent / "nested")
    nested = folder.parent / "nested"
    (nested / "onnx").mkdir()
    (nested / "model.onnx").rename(nested / "onnx" / "model.onnx")
    rows = wanted.encode(TEXTS)
    for name in (
        f"{nested}",
        f"{nested / 'onnx' / 'model.onnx'}",
        f"{nested}?file=onnx/model.onnx",
    ):
        np.testing.assert_array_equal(named(f"onnx:{name}").encode(TEXTS), rows)


@needs_onnx
@pytest.mark.parametrize("lacking", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_a_part(folder: Path, lacking: str) -> None:
    (folder / lacking).unlink()
    with pytest.raises(BadInput, match="no model of this kind") as caught:
        load_encoder(f"onnx:{folder}")
    assert lacking in caught.value.hint
    with pytest.raises(BadInput) as caught:
        load_encoder(f"onnx:{folder}?file=other.onnx")
    assert "other.onnx" in caught.value.hint


@needs_onnx
@pytest.mark.parametrize(
    "path",
    [
        *("/no/such/folder", "./absent", "~/absent", "a/b/c", "ab cd", "~no-such-user/x", "a\0b"),
        pytest.param("x/" + "y" * 300, id="too-long"),
    ],
)
@pytest.mark.usefixtures("hub")
def test_no_such_folder(path: str) -> None:
    with pytest.raises(BadInput, match="no such model") as caught:
        load_encoder(f"onnx:{path}")
    assert path in caught.value.message
    assert caught.value.hint


@needs_onnx
@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("model.onnx", "onnxruntime cannot load the graph"),
        ("tokenizer.json", "no tokenizer"),
        ("config.json", "no JSON"),
    ],
)
def test_a_broken_part(folder: Path, part: str, told: str) -> None:
    (folder / part).write_bytes(b"{ no part of a model")
    with pytest.raises(BadInput, match=told) as caught:
        named(f"onnx:{folder}").encode(TEXTS)
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)


@needs_static
def test_a_broken_static_model(tmp_path: Path) -> None:
    folder = write_static(tmp_path / "static")
    (folder / "model.safetensors").write_bytes(b"{ no weights")
    with pytest.raises(BadInput, match="no model of model2vec"):
        named(f"model2vec:{folder}").encode(TEXTS)


@needs("sentence_transformers")
def test_a_broken_folder_of_sentence_transformers(tmp_path: Path) -> None:
    write_json(tmp_path / "config.json", {"model_type": "bert"})
    with pytest.raises(BadInput, match="no model of sentence-transformers"):
        named(f"st:{tmp_path}").encode(TEXTS)


# What the name changes with


@needs_onnx
def test_the_name_changes_with_every_file_and_option(folder: Path) -> None:
    names = [named(f"onnx:{folder}").name]
    for option in ("prompt=query:+", "prompt=", "pooling=cls", "pooling=max"):
        names.append(named(f"onnx:{folder}?{option}").name)
    assert names[2] == names[0]  # no prompt is the default
    del names[2]
    write_json(folder / "config.json", {"max_position_embeddings": 8})
    names.append(named(f"onnx:{folder}").name)
    (folder / "weights.bin").write_bytes(b"what a graph may keep outside of itself")
    names.append(named(f"onnx:{folder}").name)
    assert len(set(names)) == len(names)
    (folder / "README.md").write_text("no part of the model")
    assert named(f"onnx:{folder}").name == names[-1]


@needs_onnx
def test_the_state_of_an_answer_changes_with_the_weights(folder: Path) -> None:
    before = encoder_state(f"onnx:{folder}")
    assert before == encoder_state(f"onnx:{folder}")
    write_onnx(folder, seed=2)
    assert encoder_state(f"onnx:{folder}") != before


# Configuration


def prompts(folder: Path, default: object) -> Path:
    told = {"prompts": {"query": "query: ", "passage": "passage: "}, "default_prompt_name": default}
    write_json(folder / "config_sentence_transformers.json", told)
    return folder


@pytest.mark.parametrize(
    ("default", "wanted"), [("query", "query: "), (None, ""), ("absent", ""), (3, "")]
)
def test_the_models_own_prompt(tmp_path: Path, default: object, wanted: str) -> None:
    assert prompt_of(prompts(tmp_path, default)) == wanted


@needs_onnx
def test_the_prompt_stands_before_every_text(folder: Path) -> None:
    plain = named(f"onnx:{folder}")
    wanted = plain.encode([f"query: {text}" for text in TEXTS])
    np.testing.assert_array_equal(named(f"onnx:{folder}?prompt=query:%20").encode(TEXTS), wanted)
    bare = plain.encode(TEXTS)
    prompts(folder, "query")
    np.testing.assert_array_equal(named(f"onnx:{folder}").encode(TEXTS), wanted)
    np.testing.assert_array_equal(named(f"onnx:{folder}?prompt=").encode(TEXTS), bare)


@needs_onnx
@pytest.mark.parametrize(
    ("told", "option"),
    [
        ({}, "mean"),
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}, "mean"),
        ({"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}, "cls"),
        ({"pooling_mode": "lasttoken"}, "lasttoken"),
        ({"pooling_mode_max_tokens": True}, "max"),
    ],
)
def test_pooling_by_the_models_configuration(folder: Path, told: object, option: str) -> None:
    wanted = named(f"onnx:{folder}?pooling={option}").encode(TEXTS)
    others = [
        named(f"onnx:{folder}?pooling={other}").encode(TEXTS)
        for other in ("mean", "cls", "max", "lasttoken")
        if other != option
    ]
    write_json(folder / "1_Pooling" / "config.json", told)
    found = named(f"onnx:{folder}").encode(TEXTS)
    np.testing.assert_array_equal(found, wanted)
    assert all(np.abs(found - other).max() > 1e-3 for other in others)


@needs_onnx
@pytest.mark.parametrize(
    "told",
    [
        {"pooling_mode_weightedmean_tokens": True},
        {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True},
        {"pooling_mode": "attention"},
    ],
)
def test_a_pooling_that_is_not_known(folder: Path, told: object) -> None:
    write_json(folder / "1_Pooling" / "config.json", told)
    with pytest.raises(BadInput, match="is not known here") as caught:
        load_encoder(f"onnx:{folder}")
    assert "pooling=" in caught.value.hint


@needs_onnx
def test_a_graph_that_pools_by_itself(tmp_path: Path) -> None:
    plain = named(f"onnx:{write_onnx(tmp_path / 'plain')}")
    pooling = named(f"onnx:{write_onnx(tmp_path / 'pooling', pools=True)}")
    # The made graph gives the negative of the mean, so that its own output is told from ours.
    np.testing.assert_allclose(pooling.encode(TEXTS), -plain.encode(TEXTS), atol=1e-6)


@needs_onnx
def test_a_model_with_a_step_that_its_graph_lacks(folder: Path) -> None:
    kinds = ("Transformer", "Pooling", "Dense", "Normalize")
    steps = [{"type": f"sentence_transformers.models.{kind}"} for kind in kinds]
    write_json(folder / "modules.json", steps)
    with pytest.raises(BadInput, match="lacks: Dense"):
        named(f"onnx:{folder}").encode(TEXTS)


@needs_onnx
@pytest.mark.parametrize(
    ("config", "limit"),
    [
        ({"max_position_embeddings": 12, "model_type": "bert"}, 12),
        ({"max_position_embeddings": 14, "model_type": "xlm-roberta"}, 12),
        ({}, 512),
        ({"max_position_embeddings": 8194, "model_type": "bert"}, 512),
    ],
)
def test_texts_are_cut_at_what_the_model_reads(folder: Path, config: object, limit: int) -> None:
    write_json(folder / "config.json", config)
    inner = limit - 2  # begin and end are pieces, too
    encoder = named(f"onnx:{folder}")
    rows = encoder.encode(["a " * inner, "a " * inner + "b", "a " * (inner - 1) + "b"])
    np.testing.assert_array_equal(rows[0], rows[1])
    assert np.abs(rows[0] - rows[2]).max() > 1e-5


@needs_onnx
def test_a_graph_that_wants_something_else(folder: Path) -> None:
    graph = Graph("picture")
    graph.node("Identity", graph.input("pixels", "float32", ("n", 3)), to="out")
    graph.output("out", "float32", ("n", 3))
    (folder / "model.onnx").write_bytes(graph.bytes())
    with pytest.raises(BadInput, match="wants pixels"):
        named(f"onnx:{folder}").encode(TEXTS)


@needs_onnx
@pytest.mark.parametrize(
    ("axis", "told"), [(2, "no finite numbers"), (0, r"of shape \(3,\), not \(1,\)")]
)
def test_a_graph_that_gives_no_vectors(folder: Path, axis: int, told: str) -> None:
    graph = Graph("broken")
    ids = graph.node("Cast", graph.input("input_ids", "int64", ("b", "n")), attributes={"to": 1})
    where = graph.constant(np.array([axis], np.int64))
    graph.node("Unsqueeze", graph.node("Log", graph.node("Neg", ids)), where, to="out")
    graph.output("out", "float32", ("b", "n", "d"))
    (folder / "model.onnx").write_bytes(graph.bytes())
    with pytest.raises(BadInput, match=told):
        named(f"onnx:{folder}").encode(["a"])


# The hub


@needs_onnx
def test_a_model_of_the_hubs_cache(hub: Path, folder: Path) -> None:
    write_onnx(cached(hub, "made-here/tiny"))
    np.testing.assert_array_equal(
        named("onnx:made-here/tiny").encode(TEXTS), named(f"onnx:{folder}").encode(TEXTS)
    )


@needs_static
def test_a_static_model_of_the_hubs_cache(hub: Path) -> None:
    write_static(cached(hub, "made-here/static"))
    assert named("model2vec:made-here/static").encode(TEXTS).shape == (3, DIM)


@needs_onnx
@pytest.mark.usefixtures("hub")
def test_a_model_that_cannot_be_fetched() -> None:
    with pytest.raises(BadInput, match="in the hub's cache or can be fetched") as caught:
        load_encoder("onnx:made-here/absent")
    assert "made-here/absent" in caught.value.message
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@needs_onnx
def test_half_a_model_in_the_hubs_cache(hub: Path) -> None:
    write_json(cached(hub, "made-here/half") / "tokenizer.json", tokenizer())
    with pytest.raises(BadInput, match=r"in the hub's cache|no model of this kind"):
        load_encoder("onnx:made-here/half")


@needs_onnx
def test_auto_takes_the_same_model_where_the_bundled_one_is_not(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _name: None)
    assert encoder_state("auto") == ""
    encoder, note = load_encoder("auto")
    assert encoder is None
    assert note is not None
    assert note.code == "no-encoder"
    write_onnx(cached(hub, "intfloat/multilingual-e5-small"))
    encoder, note = load_encoder("auto")
    assert encoder is not None
    assert note is not None
    assert (note.stage, note.code) == ("align", "encoder")
    assert "onnx:intfloat/multilingual-e5-small" in note.message
    assert encoder.encode(TEXTS).shape == (3, DIM)
    assert (
        encoder_state("auto")
        == locate(parse("onnx:intfloat/multilingual-e5-small?prompt=query:+")).name
    )
