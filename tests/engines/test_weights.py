"""The model file: what is read is what was written; what is no model file is an error."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from srccmp.engines.weights import ModelFile
from srccmp.errors import BadInput
from tests.engines.tiny_model import DIM, INNER, NORMAL, PIECES, SCORES, Tiny, write_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return write_tiny(tmp_path / "tiny.bin")


def test_every_tensor_comes_back(tiny: Tiny) -> None:
    file = ModelFile(tiny.path)
    for name, wanted in tiny.tensors.items():
        if wanted.ndim == 2:
            np.testing.assert_allclose(file.matrix(name, wanted.shape[1]), wanted, rtol=1e-6)
        else:
            np.testing.assert_array_equal(file.floats(name), wanted.astype(np.float32))


def test_sizes(tiny: Tiny) -> None:
    file = ModelFile(tiny.path)
    assert (file.dim, file.inner, file.layers, file.heads, file.positions) == (DIM, INNER, 2, 2, 16)


def test_vocabulary(tiny: Tiny) -> None:
    vocabulary = ModelFile(tiny.path).vocabulary()
    assert tuple(vocabulary.pieces) == PIECES
    assert vocabulary.scores == pytest.approx(SCORES)
    assert vocabulary.normal == NORMAL
    assert (vocabulary.begin, vocabulary.padding, vocabulary.end, vocabulary.unknown) == (
        0,
        1,
        2,
        3,
    )


@pytest.mark.parametrize("size", [0, 3, 40, 60, 300, 5000])
def test_a_file_cut_short(tiny: Tiny, size: int) -> None:
    whole = tiny.path.read_bytes()
    assert size < len(whole)
    tiny.path.write_bytes(whole[:size])
    with pytest.raises(BadInput, match=r"tiny\.bin: no model file"):
        ModelFile(tiny.path)


def test_another_format(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF" + bytes(5000))
    with pytest.raises(BadInput, match="another format"):
        ModelFile(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        ModelFile(tmp_path / "missing.bin")
