"""The last comparison, kept in one versioned JSON file, so that ``show`` needs no second run.

The file lies in the user's state folder, or in ``SRCCMP_STATE_DIR``. It holds the articles' texts
and is readable by its owner only. It is written beside its place and then moved into it, so two
processes at once leave one of the two answers, never a mixture.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from srccmp.comparison import Comparison, json_bytes
from srccmp.errors import BadInput, NotFound

VERSION = "srccmp.store/1"
NAME = "last.json"
STATE_DIR = "SRCCMP_STATE_DIR"


def state_dir() -> Path:
    """``SRCCMP_STATE_DIR``, or the place that this system has for the state of programs."""
    if given := os.environ.get(STATE_DIR):
        return Path(given)
    from platformdirs import user_state_path

    return user_state_path("srccmp", appauthor=False)


def save(comparison: Comparison, folder: Path | None = None) -> Path:
    """Keep ``comparison`` as the last one and return its file; raises `BadInput` where the folder
    cannot be written."""
    folder = folder or state_dir()
    data = json_bytes({"store": VERSION, "comparison": comparison.to_dict()})
    target = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".last-", suffix=".json")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput(
            f"cannot keep the comparison in {folder}: {error.strerror or error}",
            hint=f"set {STATE_DIR} to a folder that can be written",
        ) from error
    return target


def load(folder: Path | None = None) -> Comparison:
    """The last comparison; raises `NotFound` where none is kept, `BadInput` where the file is
    damaged or not ours."""
    path = (folder or state_dir()) / NAME
    again = "run `srccmp diff` again"
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise NotFound(
            "no comparison is kept yet", hint="run `srccmp diff PATHS` first, or give PATHS here"
        ) from error
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror or error}", hint=again) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path} is damaged: {error}", hint=again) from error
    if not isinstance(data, dict) or data.get("store") != VERSION:
        raise BadInput(f"{path} is not a comparison kept by this version", hint=again)
    if not isinstance(data.get("comparison"), dict):
        raise BadInput(f"{path} is damaged: no comparison in it", hint=again)
    try:
        return Comparison.from_dict(data["comparison"])
    except BadInput as error:
        raise BadInput(f"{path}: {error.message}", hint=again) from error
