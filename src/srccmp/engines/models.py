"""Models that the user names: the folder they lie in, what their configuration says, and a digest
of their files. Reads no weights but for the digest, and imports no array library: an answer that
is kept needs the digest alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from srccmp.engines.names import Wanted
from srccmp.errors import BadInput, MissingExtra

HUB_ID: Final = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?", re.ASCII)
GRAPHS: Final = ("model.onnx", "onnx/model.onnx")
POOLING: Final = "1_Pooling/config.json"
PROMPTS: Final = "config_sentence_transformers.json"
# What is fetched from a hub, and hashed; of a folder here as well. No pickles: they are programs.
PATTERNS: Final[Mapping[str, tuple[str, ...]]] = {
    "onnx": ("*.json", "1_Pooling/*.json", *GRAPHS, *(f"{each}_data" for each in GRAPHS)),
    "st": ("*.json", "*.txt", "*.model", "*.safetensors", "[0-9]_*/*"),
    "model2vec": ("*.json", "*.safetensors", "0_StaticEmbedding/*"),
    "nli-onnx": ("*.json", *GRAPHS, *(f"{each}_data" for each in GRAPHS)),
    "nli-hf": ("*.json", "*.txt", "*.model", "*.safetensors"),
}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "st": ("modules.json", "config.json"),
    "model2vec": ("model.safetensors", "0_StaticEmbedding/model.safetensors"),
    "nli-hf": ("model.safetensors", "model.safetensors.index.json"),
}
PARTS: Final[Mapping[str, str]] = {
    "onnx": "tokenizer.json, and model.onnx or onnx/model.onnx",
    "st": "modules.json or config.json",
    "model2vec": "config.json, tokenizer.json and model.safetensors",
    "nli-onnx": "config.json, tokenizer.json, and model.onnx or onnx/model.onnx",
    "nli-hf": "config.json, a tokenizer and model.safetensors",
}
EXTRAS: Final[Mapping[str, tuple[str, ...]]] = {  # the extra's name, then what it brings
    "onnx": ("onnx", "onnxruntime", "tokenizers"),
    "st": ("sentence-transformers", "sentence_transformers"),
    "model2vec": ("model2vec", "model2vec"),
    "nli-onnx": ("nli", "onnxruntime", "tokenizers"),
    "nli-hf": ("nli-torch", "transformers", "torch"),
}
WITH_GRAPH: Final = frozenset({"onnx", "nli-onnx"})
NO_PART: Final = frozenset({".onnx", ".safetensors", ".h5", ".msgpack", ".md"})  # of a graph
REASON: Final = 160  # letters of what the hub's client says: enough for its first sentence


def need(extra: str, *packages: str) -> None:
    """Raises ``MissingExtra`` where one of the packages is not installed."""
    lacking = [name for name in packages if find_spec(name) is None]
    if lacking:
        raise MissingExtra(
            f"this model needs {', '.join(lacking)}, which is not installed",
            hint=f"pip install 'srccmp[{extra}]'",
        )


def versions(*packages: str) -> str:
    """
    >>> versions("no-such-package")
    'no-such-package-unknown'
    """
    from importlib.metadata import PackageNotFoundError, version

    def installed(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:
            return "unknown"

    return "+".join(f"{package}-{installed(package)}" for package in packages)


def find_folder(
    where: str,
    patterns: Sequence[str],
    is_whole: Callable[[Path], bool],
    *,
    parts: str,
    may_fetch: bool = True,
) -> Path:
    """The folder of a model: ``where`` itself (or the folder of the file that it names), else the
    model of this id in the hub's cache, fetched where it is not there yet.

    ``patterns`` tell which of a hub's files are wanted, ``is_whole`` whether a folder has what the
    model needs, which ``parts`` says in words. Raises ``BadInput`` where there is no such model or
    it is not whole, ``MissingExtra`` where the hub's client is needed and not installed.
    """
    if (path := here(where)) is not None:
        folder = path if path.is_dir() else path.parent
        if not is_whole(folder) and path.is_file():  # onnx/model.onnx of a folder
            folder = folder.parent
    elif HUB_ID.fullmatch(where):
        need("onnx", "huggingface_hub")
        folder = _of_hub(where, patterns, is_whole, may_fetch=may_fetch)
    else:
        raise BadInput(f"{where}: no such model folder or file", hint="check the path")
    if not is_whole(folder):
        raise BadInput(f"{folder}: no model of this kind", hint=f"such a folder has {parts}")
    return folder


def here(where: str) -> Path | None:
    """The file or folder of this name; None where there is none."""
    try:
        path = Path(where).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):  # too long, of no such user, with a null in it
        return None


def _of_hub(
    name: str, patterns: Sequence[str], is_whole: Callable[[Path], bool], *, may_fetch: bool
) -> Path:
    """The folder in the hub's cache; what is there is taken without asking the hub."""
    hub = import_module("huggingface_hub")
    errors = import_module("huggingface_hub.errors")
    # Its client's own errors, of no connection among them, have another base in each major version.
    failures = (OSError, ValueError, errors.HfHubHTTPError, *errors.HfHubHTTPError.__mro__[1:2])
    reason = "it is not there"
    for is_local in (True, False) if may_fetch else (True,):
        try:
            told = hub.snapshot_download(
                name, allow_patterns=[*patterns], local_files_only=is_local
            )
        except failures as error:
            reason = str(error).partition("\n")[0][:REASON] or type(error).__name__
            continue
        if is_whole(Path(told)) or not is_local:
            return Path(told)
    raise BadInput(
        f"{name} is no folder here, and no such model is in the hub's cache or can be fetched: "
        f"{reason}",
        hint="check the name, fetch the model where there is a network, or name a local folder",
    )


def digest(folder: Path, files: Iterable[Path]) -> str:
    """16 hexadecimal digits of the names and contents of the files, in any order. Raises
    ``BadInput`` where one cannot be read."""
    found = hashlib.sha256()
    for path in sorted(set(files)):
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        try:
            with path.open("rb") as opened:
                found.update(
                    f"{name}\0{hashlib.file_digest(opened, 'sha256').hexdigest()}".encode()
                )
        except OSError as error:
            raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    return found.hexdigest()[:16]


def files_of(folder: Path, patterns: Iterable[str]) -> list[Path]:
    """The files below ``folder`` whose path fits one of the patterns."""
    wanted = [*patterns]
    return [
        path
        for path in sorted(folder.rglob("*"))
        if any(fnmatch(path.relative_to(folder).as_posix(), each) for each in wanted)
        and path.is_file()
    ]


def settings(path: Path) -> dict[str, Any]:
    """A JSON object; empty where there is no such file. Raises ``BadInput`` where it is broken."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: no JSON ({error})", hint="fetch the model again") from error
    if not isinstance(found, dict):
        raise BadInput(f"{path}: no JSON object", hint="fetch the model again")
    return found


def prompt_of(folder: Path) -> str:
    """What the model wants before every text, by its own default; "" where it names none."""
    told = settings(folder / PROMPTS)
    prompts, name = told.get("prompts"), told.get("default_prompt_name")
    found = prompts.get(name) if isinstance(prompts, dict) and isinstance(name, str) else None
    return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A model that is on this machine. ``where`` is as it was asked for, ``graph`` the ONNX file of
    one that has it; ``name`` changes whenever a file or an option does."""

    where: str
    folder: Path
    graph: Path
    prompt: str
    pooling: str
    name: str


def locate(wanted: Wanted, *, may_fetch: bool = True) -> Located:
    """Find the model and tell it from all others. Raises ``MissingExtra`` before anything is
    fetched where what runs it is not installed, else as ``find_folder``, and ``BadInput`` where its
    configuration is broken."""
    need(*EXTRAS[wanted.kind])
    chosen = wanted.options.get("file", "")
    patterns = [*PATTERNS[wanted.kind], *([chosen, f"{chosen}_data"] if chosen else [])]

    def is_whole(folder: Path) -> bool:
        if wanted.kind in WITH_GRAPH:
            return (folder / "tokenizer.json").is_file() and (
                _graph(folder, wanted.where, chosen).is_file()
            )
        return any((folder / each).is_file() for each in NEEDED[wanted.kind])

    folder = find_folder(
        wanted.where,
        patterns,
        is_whole,
        parts=PARTS[wanted.kind] if not chosen else f"tokenizer.json and {chosen}",
        may_fetch=may_fetch,
    )
    graph = _graph(folder, wanted.where, chosen)
    files = files_of(folder, patterns)
    if wanted.kind in WITH_GRAPH:
        # What a graph keeps outside of itself lies beside it, under any name.
        beside = (path for path in graph.parent.iterdir() if path.suffix not in NO_PART)
        files = [path for path in files if path.suffix == ".json"]
        files += [graph, *(path for path in beside if path.is_file())]
    prompt = wanted.options.get("prompt", prompt_of(folder))
    pooling = wanted.options.get("pooling", "")
    told = f"{digest(folder, files)}/{prompt!r}"
    return Located(
        where=wanted.where,
        folder=folder,
        graph=graph,
        prompt=prompt,
        pooling=pooling,
        name=f"{wanted.kind}/{told}" + (f"/{pooling}" if pooling else ""),
    )


def _graph(folder: Path, where: str, chosen: str) -> Path:
    """The ONNX file: the one chosen or named, else one of the usual places; it may not exist."""
    if chosen:
        return folder / chosen
    path = here(where)
    if path is not None and path.is_file():
        return path
    return next((folder / each for each in GRAPHS if (folder / each).is_file()), folder / GRAPHS[0])
