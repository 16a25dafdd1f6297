"""Models of natural language inference: does a text follow from another, or contradict it? Which
one is asked for, and what its labels mean. Importing this loads no model."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from srccmp.engines.models import GRAPHS, Located, here, locate, settings
from srccmp.engines.names import NLI, NLI_FORMS, NONE, Wanted, parse_nli
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from srccmp.engines.protocols import Nli

ONNX: Final = f"{NLI}-onnx"
HF: Final = f"{NLI}-hf"
LABELS: Final = ("entailment", "neutral", "contradiction")  # the columns of ``Nli.probabilities``
LISTED: Final = 160  # letters of a model's labels that are told
HINT: Final = f"give its config.json an id2label with {', '.join(LABELS)}, or use another model"


def load_nli(name: str) -> Nli | None:
    """The model of this name (see ``names.parse_nli``), None for ``none``. Its weights are loaded
    when it is asked for the first time.

    Raises ``MissingExtra`` where what it needs is not installed, ``BadInput`` where there is no
    such model, a broken one, or one with other labels.

    >>> load_nli("none")
    """
    wanted = _known(parse_nli(name))
    if wanted.kind == NONE:
        return None
    return _of(wanted.kind, locate(wanted))


@lru_cache(1)
def _of(kind: str, model: Located) -> Nli:
    """The last one stays: a set of stories would load gigabytes again for each. A model whose files
    changed is another one, by its digest."""
    columns = columns_of(model)
    if kind == ONNX:
        from srccmp.engines.nlionnx import OnnxNli

        return OnnxNli(model, columns)
    from srccmp.engines.nlitorch import TorchNli

    return TorchNli(model, columns)


def nli_state(name: str) -> str:
    """What an answer with this model depends on besides its name and the installed packages: its
    files. Loads nothing; raises as ``load_nli`` does where there is no such model.

    >>> nli_state("none")
    ''
    """
    wanted = _known(parse_nli(name))
    return "" if wanted.kind == NONE else locate(wanted).name


def _known(wanted: Wanted) -> Wanted:
    """With the kind of what lies at a path that was given alone. A hub's id needs its kind before
    it, so that a slip in a path never asks a hub."""
    if wanted.kind != NLI:
        return wanted
    path = here(wanted.where)
    if path is None:
        raise BadInput(
            f"{wanted.where}: no such model folder or file",
            hint=f"check the path; for a model of a hub use {NLI_FORMS}",
        )
    has_graph = path.is_file() or any((path / each).is_file() for each in GRAPHS)
    return replace(wanted, kind=ONNX if has_graph else HF)


def columns_of(model: Located) -> tuple[int, int, int]:
    """Where in the model's answer entailment, neutral and contradiction stand, by its
    configuration. Raises ``BadInput`` where it does not tell, or has other labels."""
    told = settings(model.folder / "config.json").get("id2label")
    names = {key: str(label) for key, label in told.items()} if isinstance(told, dict) else {}
    places = {label.strip().lower(): key for key, label in names.items()}
    try:
        found = tuple(int(places[label]) for label in LABELS)
    except (KeyError, ValueError):
        found = ()
    if len(names) != len(LABELS) or sorted(found) != [0, 1, 2]:
        listed = ", ".join(repr(label) for label in names.values())[:LISTED]
        raise BadInput(
            f"{model.where}: its labels are {listed or 'not told'}, where a model of inference has "
            f"{', '.join(LABELS)}",
            hint=HINT,
        )
    entailment, neutral, contradiction = found
    return entailment, neutral, contradiction
