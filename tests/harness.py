"""The script that keeps the floors of quality, for the tests of several folders."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import quality
else:
    # A script, not a module of a package; its folder stays off the path, where the name of a
    # benchmark could hide a module of the standard library.
    HARNESS = Path(__file__).parent.parent / "bench" / "quality.py"
    spec = importlib.util.spec_from_file_location("quality", HARNESS)
    quality = sys.modules["quality"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(quality)

__all__ = ["quality"]
