"""The set that comes with srccmp is compared once a session: it takes seconds."""

from __future__ import annotations

import pytest

from srccmp.bench.report import Report, measured
from srccmp.bench.sets import SHIPPED, Gold, read_gold
from srccmp.options import CompareOptions


@pytest.fixture(scope="session")
def shipped_gold() -> Gold:
    if not any(SHIPPED.glob("*/labels.jsonl")):
        pytest.skip("no story is in the folder of the set yet")
    return read_gold(SHIPPED)


@pytest.fixture(scope="session")
def shipped_report(shipped_gold: Gold) -> Report:
    options = CompareOptions(encoder="none")
    stories = measured(shipped_gold.stories, options)
    return Report(options=options, stories=stories, unread=shipped_gold.problems)
