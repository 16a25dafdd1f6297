"""Metadata that stands beside the articles: ``manifest.json`` and ``NAME.meta.json|yaml|toml``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from srccmp.model import Note
from srccmp.read.declared import Declared
from srccmp.read.headers import yaml_fields
from srccmp.read.paths import shown_path

MANIFEST = "manifest.json"
ENDINGS = (".meta.json", ".meta.yaml", ".meta.yml", ".meta.toml")
LISTS = ("docs", "articles", "files", "items", "documents")
FILE_KEYS = ("file", "path", "filename", "file_name", "name")
MAX_BYTES = 5_000_000
MAX_FOLDERS = 3  # a manifest may stand two folders above the files that it names


def is_sidecar(name: str) -> bool:
    """Whether a file's name says that it describes articles and is none.

    >>> is_sidecar("manifest.json"), is_sidecar("a.meta.toml"), is_sidecar("a.json")
    (True, True, False)
    """
    lower = name.lower()
    return lower == MANIFEST or lower.endswith(ENDINGS)


@dataclass(slots=True)
class Sidecars:
    """What the files beside the articles declare. Each is read once; ``notes`` tells which could
    not be."""

    notes: list[Note] = field(default_factory=list)
    _listed: dict[Path, frozenset[str]] = field(default_factory=dict)
    _manifests: dict[Path, Mapping[str, Declared]] = field(default_factory=dict)

    def of(self, path: Path) -> Declared:
        """What is declared about one file; its own sidecar before the folder's manifest."""
        own: dict[str, str] = {}
        names = self._names(path.parent)
        for stem in (path.name, path.stem):
            for ending in ENDINGS:
                if stem + ending in names:
                    for key, value in self._fields(path.with_name(stem + ending)).items():
                        own.setdefault(key, value)
        return merged(Declared.of(own, "metadata"), self._listed_as(path))

    def _listed_as(self, path: Path) -> Declared:
        """What the manifest beside a file says of it, else that of the folder above, which names
        it with its folder."""
        name = path.name
        for folder in list(path.parents)[:MAX_FOLDERS]:
            if found := self._manifest(folder).get(name):
                return found
            name = f"{folder.name}/{name}"
        return Declared(by="metadata")

    def _names(self, folder: Path) -> frozenset[str]:
        """The sidecars of a folder; none where it cannot be listed, as that of /dev/fd."""
        if folder not in self._listed:
            try:
                with os.scandir(folder) as entries:
                    names = frozenset(e.name for e in entries if is_sidecar(e.name) and e.is_file())
            except OSError:
                names = frozenset()
            self._listed[folder] = names
        return self._listed[folder]

    def _manifest(self, folder: Path) -> Mapping[str, Declared]:
        if folder not in self._manifests:
            path = folder / MANIFEST
            self._manifests[folder] = self._entries(path) if _is_file(path) else {}
        return self._manifests[folder]

    def _entries(self, path: Path) -> Mapping[str, Declared]:
        data = self._load(path, _json)
        if isinstance(data, dict):
            lists = [data[key] for key in LISTS if isinstance(data.get(key), list)]
            # {"a.txt": {...}} is a manifest too.
            data = (
                lists[0]
                if lists
                else [
                    {"file": name, **entry}
                    for name, entry in data.items()
                    if isinstance(entry, dict)
                ]
            )
        entries: dict[str, Declared] = {}
        for entry in data if isinstance(data, list) else ():
            if not isinstance(entry, dict):
                continue
            values = plain_values(entry)
            name = next((values.pop(key) for key in FILE_KEYS if key in values), "")
            if name:
                entries.setdefault(_key(path.parent, name), Declared.of(values, "metadata"))
        return entries

    def _fields(self, path: Path) -> dict[str, str]:
        if path.suffix.lower() == ".json":
            data = self._load(path, _json)
        elif path.suffix.lower() == ".toml":
            data = self._load(path, _toml)
        else:
            data = self._load(path, _yaml)
        return plain_values(data) if isinstance(data, dict) else {}

    def _load(self, path: Path, parse: Any) -> Any:
        """The parsed file, or None and a note."""
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise ValueError(f"larger than {MAX_BYTES:,} bytes")
            return parse(data.decode("utf-8-sig"))
        except (OSError, ValueError, RecursionError) as error:
            # The errors of json, tomllib and UnicodeDecodeError are ValueErrors.
            reason = " ".join(str(error).split())[:120]
            subject = shown_path(str(path))
            message = f"{subject}: metadata not read: {reason}; correct the file or remove it"
            self.notes.append(
                Note(stage="read", subject=subject, code="bad-sidecar", message=shown_path(message))
            )
            return None


def _key(folder: Path, name: str) -> str:
    """Under which an entry is kept: the path below the manifest's folder where there is such a
    file, else the bare name. Nothing outside of the folder is looked at."""
    steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".")]
    if ".." in steps or len(steps) > MAX_FOLDERS or not steps:
        return steps[-1] if steps else ""
    return "/".join(steps) if _is_file(folder.joinpath(*steps)) else steps[-1]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _json(source: str) -> Any:
    import json

    return json.loads(source)


def _toml(source: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(source)


def _yaml(source: str) -> dict[str, str]:
    values, trouble = yaml_fields(source)
    if trouble:
        raise ValueError(trouble)
    return values


def plain_values(entry: Mapping[str, Any]) -> dict[str, str]:
    """The values of a record that are text, numbers or dates, as text."""
    return {
        str(key): str(value)
        for key, value in entry.items()
        if value is not None and not isinstance(value, (dict, list, bool, float))
    }


def merged(*declared: Declared) -> Declared:
    """Field by field the first that is declared; ``by`` is the first one's."""
    names = ("title", "published", "source", "host", "url", "author", "language", "wire")
    values = {
        name: next((v for d in declared if (v := getattr(d, name)) is not None), None)
        for name in names
    }
    return Declared(by=declared[0].by, is_beside=True, **values)
