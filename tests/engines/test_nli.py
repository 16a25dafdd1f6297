"""What every model of inference promises, whatever runs it, and what is said of those that cannot
be used."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fnmatch import fnmatch
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from srccmp.cache import OPINION, Cache, opinions_cached
from srccmp.engines import models, work
from srccmp.engines.nli import LABELS, load_nli, nli_state
from srccmp.engines.protocols import Nli
from srccmp.errors import BadInput, MissingExtra
from tests.engines.made import cached, write_json, write_onnx
from tests.engines.made_nli import (
    NLI_MAKERS,
    lacking_nli,
    write_config,
    write_marked_nli,
    write_onnx_nli,
)

TODAY = date(2026, 1, 1)
PAIRS = [
    ("The ferry sank.", "The ferry did not sink."),
    ("The ferry did not sink.", "The ferry sank."),
    ("Пором затонув.", "Паром затонул."),
    ("a", "b"),
    ("", "c"),
    ("\ud800 half of a pair", "[SEP] </s>\x00"),
    ("北京", "№ 5"),
    ("a" * 700, "b c " * 300),
]
KINDS = [
    pytest.param(kind, marks=pytest.mark.skipif(bool(why), reason=f"{kind}: {why}"))
    for kind in NLI_MAKERS
    for why in [lacking_nli(kind)]
]
needs_onnx = pytest.mark.skipif(bool(lacking_nli("onnx")), reason=lacking_nli("onnx"))
Make = Callable[..., Nli]


def loaded(name: str) -> Nli:
    nli = load_nli(name)
    assert nli is not None
    return nli


@pytest.fixture
def make(tmp_path: Path, kind: str) -> Make:
    """A model of the parametrised kind in a folder of this name."""
    maker, _ = NLI_MAKERS[kind]
    return lambda name, *rest: loaded(f"{kind}:{maker(tmp_path / name, *rest)}")


@pytest.fixture(scope="module", params=KINDS)
def nli(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Nli:
    """One of each kind: their models are loaded once."""
    maker, _ = NLI_MAKERS[request.param]
    return loaded(f"{request.param}:{maker(tmp_path_factory.mktemp(request.param) / 'model')}")


def test_rows_are_probabilities(nli: Nli) -> None:
    rows = nli.probabilities(PAIRS)
    assert rows.shape == (len(PAIRS), 3)
    assert rows.dtype == np.float32
    assert (rows >= 0).all()
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-6)
    assert np.ptp(rows, axis=0).min() > 0.01  # the tests below would see another pair's row


def test_no_pair_gives_no_row(nli: Nli) -> None:
    assert nli.probabilities([]).shape == (0, 3)


def test_the_direction_counts(nli: Nli) -> None:
    there, back = nli.probabilities([("a b", "c"), ("c", "a b")])
    assert np.abs(there - back).max() > 1e-4


def test_a_row_does_not_depend_on_the_pairs_beside_it(nli: Nli) -> None:
    together = nli.probabilities(PAIRS)
    order = random.Random(3).sample(range(len(PAIRS)), len(PAIRS))
    np.testing.assert_array_equal(nli.probabilities([PAIRS[n] for n in order]), together[order])
    for number in order:
        np.testing.assert_array_equal(nli.probabilities([PAIRS[number]])[0], together[number])


def test_a_row_does_not_depend_on_the_threads(nli: Nli, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = nli.probabilities(PAIRS)
    for cores in (1, 3):
        monkeypatch.setattr(work, "cores", lambda cores=cores: cores)
        np.testing.assert_array_equal(nli.probabilities(PAIRS), wanted)


def test_calls_from_several_threads(nli: Nli) -> None:
    wanted = nli.probabilities(PAIRS)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(nli.probabilities, [PAIRS] * 8):
            np.testing.assert_array_equal(rows, wanted)


def test_of_long_texts_the_end_is_not_read(nli: Nli) -> None:
    head = "a bc " * 1000
    # The first is the longer one in all three: which of both is, decides who gives up one piece.
    cut = nli.probabilities([(f"{head}{end}", head) for end in ("z", "z" * 500_000)])
    other = nli.probabilities([(f"z {head}", head)])
    np.testing.assert_array_equal(cut[0], cut[1])
    assert np.abs(cut[0] - other).max() > 1e-5


@pytest.mark.parametrize("kind", KINDS)
def test_labels_may_stand_in_any_order_and_case(make: Make) -> None:
    wanted = make("first", 1).probabilities(PAIRS)
    for number, places in enumerate(permutations(range(3))):
        labels = [LABELS[place].upper() if number % 2 else LABELS[place] for place in places]
        rows = make(f"other{number}", 1, labels).probabilities(PAIRS)
        np.testing.assert_allclose(rows[:, [*places]], wanted, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (("LABEL_0", "LABEL_1", "LABEL_2"), "its labels are 'LABEL_0', 'LABEL_1', 'LABEL_2'"),
        (("entailment", "neutral", "neutral"), "'entailment', 'neutral', 'neutral'"),
        (("entailment", "not_entailment"), "'entailment', 'not_entailment'"),
        ((*LABELS, "other"), "'other', where a model of inference has entailment, neutral"),
    ],
)
def test_other_labels_are_refused_before_anything_is_loaded(
    kind: str, labels: Sequence[str], told: str, tmp_path: Path
) -> None:
    folder = NLI_MAKERS[kind][0](tmp_path / "model")
    write_config(folder, labels)
    with pytest.raises(BadInput) as caught:
        load_nli(f"{kind}:{folder}")
    assert told in caught.value.message
    assert "id2label" in caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_changes_with_the_weights(make: Make, tmp_path: Path, kind: str) -> None:
    first, same, other = make("first", 1), make("same", 1), make("other", 2)
    assert first.name == same.name
    assert first.name != other.name
    np.testing.assert_array_equal(first.probabilities(PAIRS), same.probabilities(PAIRS))
    assert np.abs(first.probabilities(PAIRS) - other.probabilities(PAIRS)).max() > 1e-3
    assert nli_state(f"{kind}:{tmp_path / 'first'}") in first.name


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_of_a_path_tell_its_kind(make: Make, kind: str, tmp_path: Path) -> None:
    assert make("model").name == loaded(str(tmp_path / "model")).name
    assert nli_state(str(tmp_path / "model")) == nli_state(f"{kind}:{tmp_path / 'model'}")


class Counting:
    """Another model, and what it was asked."""

    def __init__(self, inner: Nli) -> None:
        self._inner = inner
        self.name = inner.name
        self.pairs: list[tuple[str, str]] = []

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.pairs += pairs
        return self._inner.probabilities(pairs)


def test_each_pair_is_asked_about_once_and_never_again(nli: Nli, tmp_path: Path) -> None:
    counting = Counting(nli)
    with Cache(tmp_path, today=TODAY) as cache:
        first = opinions_cached(counting, [*PAIRS, *PAIRS[:3]], cache)
        assert sorted(counting.pairs) == sorted(PAIRS)
        assert dict(cache.info().entries) == {OPINION: len(PAIRS)}
        counting.pairs.clear()
        again = opinions_cached(counting, [*PAIRS, ("new", "pair"), *PAIRS[:3]], cache)
        assert counting.pairs == [("new", "pair")]
    np.testing.assert_array_equal(np.delete(again, len(PAIRS), axis=0), first)
    np.testing.assert_array_equal(first[: len(PAIRS)], nli.probabilities(PAIRS))
    np.testing.assert_array_equal(first, opinions_cached(nli, [*PAIRS, *PAIRS[:3]], None))


def test_the_cut_between_the_texts_counts_in_the_cache(nli: Nli) -> None:
    with Cache(None, today=TODAY) as cache:
        pairs = [("a b", "c"), ("a", " bc"), ("c", "a b")]
        np.testing.assert_array_equal(opinions_cached(nli, pairs, cache), nli.probabilities(pairs))
        assert dict(cache.info().entries) == {OPINION: 3}


# What is said of those that cannot be used


def test_none() -> None:
    assert load_nli("none") is None
    assert nli_state("none") == ""


@pytest.mark.parametrize(("kind", "extra"), [("onnx", "nli"), ("hf", "nli-torch")])
def test_a_missing_extra(kind: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match="is not installed") as caught:
        load_nli(f"{kind}:someone/some-model")  # and nothing is fetched
    assert caught.value.hint == f"pip install 'srccmp[{extra}]'"


def test_a_path_that_is_not_there_asks_no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_of_hub", None)  # a call of it would fail
    for name in ("someone/some-model", "./absent", "a\0b", "torch:models/x"):
        with pytest.raises(BadInput, match="no such model folder or file") as caught:
            load_nli(name)
        assert "onnx:MODEL" in caught.value.hint


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_of_the_hubs_cache(kind: str, hub: Path, tmp_path: Path) -> None:
    maker, _ = NLI_MAKERS[kind]
    maker(cached(hub, "made-here/nli"))
    np.testing.assert_array_equal(
        loaded(f"{kind}:made-here/nli").probabilities(PAIRS),
        loaded(f"{kind}:{maker(tmp_path / 'model')}").probabilities(PAIRS),
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("hub")
def test_a_model_that_cannot_be_fetched(kind: str) -> None:
    with pytest.raises(BadInput, match="in the hub's cache or can be fetched") as caught:
        load_nli(f"{kind}:made-here/absent")
    assert "\n" not in str(caught.value)


def test_no_pickle_is_fetched() -> None:
    for kind in ("nli-onnx", "nli-hf"):
        for name in ("pytorch_model.bin", "model.pkl", "model.pt", "modeling_own.py"):
            assert not any(fnmatch(name, pattern) for pattern in models.PATTERNS[kind])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "--nli  names no model"),
        ("onnx:", "--nli onnx: names no model"),
        ("hf: ", "names no model"),
        ("onnx:x?pooling=cls", "onnx has no option 'pooling'"),
        ("hf:x?file=y", "hf has no option 'file'"),
    ],
)
def test_a_wrong_name(name: str, told: str) -> None:
    for load in (load_nli, nli_state):
        with pytest.raises(BadInput) as caught:
            load(name)
        assert told in caught.value.message
        assert caught.value.hint


@needs_onnx
@pytest.mark.parametrize("lacking", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_folder_without_a_part(tmp_path: Path, lacking: str) -> None:
    folder = write_onnx_nli(tmp_path / "model")
    (folder / lacking).unlink()
    with pytest.raises(BadInput) as caught:
        load_nli(f"onnx:{folder}")
    assert "config.json" in caught.value.hint


@needs_onnx
def test_another_graph_of_the_folder(tmp_path: Path) -> None:
    folder, other = write_onnx_nli(tmp_path / "one", 1), write_onnx_nli(tmp_path / "two", 2)
    (folder / "onnx").mkdir()
    (other / "model.onnx").rename(folder / "onnx" / "small.onnx")
    chosen = loaded(f"onnx:{folder}?file=onnx/small.onnx")
    assert chosen.name != loaded(f"onnx:{folder}").name
    rows = chosen.probabilities(PAIRS)
    np.testing.assert_array_equal(
        rows, loaded(str(folder / "onnx" / "small.onnx")).probabilities(PAIRS)
    )
    assert np.abs(rows - loaded(str(folder)).probabilities(PAIRS)).max() > 1e-3


@needs_onnx
def test_a_graph_that_is_no_classifier_of_three(tmp_path: Path) -> None:
    four = write_onnx_nli(tmp_path / "four", width=4)
    with pytest.raises(BadInput, match="shape \\(4,\\)"):
        loaded(str(four)).probabilities(PAIRS)
    encoder = write_onnx(tmp_path / "encoder")
    write_config(encoder)
    with pytest.raises(BadInput, match="for a pair of texts") as caught:
        loaded(str(encoder)).probabilities(PAIRS)
    assert "text classification" in caught.value.hint


@needs_onnx
def test_a_broken_graph(tmp_path: Path) -> None:
    folder = write_onnx_nli(tmp_path / "model")
    (folder / "model.onnx").write_bytes(b"{ no graph")
    with pytest.raises(BadInput, match="onnxruntime cannot load the graph"):
        loaded(str(folder)).probabilities(PAIRS)


@pytest.mark.skipif(bool(lacking_nli("hf")), reason=lacking_nli("hf"))
def test_a_broken_folder_of_transformers(tmp_path: Path) -> None:
    write_config(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(BadInput, match="no model of transformers"):
        loaded(f"hf:{tmp_path}").probabilities(PAIRS)


@needs_onnx
def test_the_marked_model_answers_as_foretold(tmp_path: Path) -> None:
    nli = loaded(str(write_marked_nli(tmp_path / "model", same="ж", against="ф")))
    pairs = [("ab", "cd"), ("жа", "cd"), ("ab", "аж"), ("ab", "аф"), ("жф", "b")]
    assert nli.probabilities(pairs).argmax(axis=1).tolist() == [1, 0, 0, 2, 2]


def test_labels_of_a_config_that_is_no_object(tmp_path: Path) -> None:
    write_json(tmp_path / "config.json", ["entailment"])
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises((BadInput, MissingExtra)):
        load_nli(str(tmp_path))
