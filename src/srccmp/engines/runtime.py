"""Graphs run by onnxruntime: each run on one thread, as the threads of the machine take different
texts. No text is padded or joined with another, so its vector does not depend on them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srccmp.engines.models import need
from srccmp.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "onnxruntime"
ERRORS_ONLY = 3


class Session:
    """A loaded graph. Raises ``MissingExtra`` without onnxruntime, ``BadInput`` where ``source``
    (a file, or its bytes) is no graph that can be run here; ``told`` names it to the reader."""

    def __init__(self, source: Path | bytes, told: str) -> None:
        need("onnx", PACKAGE)
        self._told = told
        runtime: Any = import_module(PACKAGE)
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # else it keeps one plan for every length of text
        options.log_severity_level = ERRORS_ONLY + 1  # what is wrong comes as an exception, too
        given = source if isinstance(source, bytes) else str(source)
        try:
            self._session = runtime.InferenceSession(
                given, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # its own errors have no other base
            raise BadInput(
                f"{told}: onnxruntime cannot load the graph ({_line(error)})",
                hint="fetch the model again, or use another model",
            ) from error
        self.inputs: dict[str, str] = {each.name: each.type for each in self._session.get_inputs()}
        self.outputs: dict[str, list[int | str | None]] = {
            each.name: each.shape for each in self._session.get_outputs()
        }

    def run(self, output: str, feed: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
        """Raises ``BadInput`` where the graph cannot run on this input."""
        try:
            (found,) = self._session.run([output], dict(feed))
        except Exception as error:  # its own errors have no other base
            raise BadInput(f"{self._told}: the graph cannot be run ({_line(error)})") from error
        rows: NDArray[np.float32] = found
        return rows


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
