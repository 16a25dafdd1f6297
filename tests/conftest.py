"""No test hangs on the settings of who runs it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

KEPT = ("SRCCMP_STATE_DIR", "SRCCMP_CACHE_DIR", "SRCCMP_JOBS")


@pytest.fixture(scope="session", autouse=True)
def _no_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith("SRCCMP_") and name not in KEPT:
                patch.delenv(name)
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        yield
