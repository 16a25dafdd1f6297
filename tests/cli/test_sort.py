"""``diff --sort``."""

from __future__ import annotations

import csv
import io
import json

from tests.builders import port_fire
from tests.cli.test_cli import Run
from tests.cli.test_cli import run as run

from srccmp.present.keys import Sort


def test_rows_follow_the_key_and_json_its_own_order(run: Run) -> None:
    text = run("diff", "one.txt", "--sort", "id", "-f", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    single = [row["claim"] for row in rows if row["relation"] == "single"]
    assert single == sorted(single)
    assert rows[0]["relation"] == "conflict"
    lines = run("diff", "one.txt", "--sort", "id", "-f", "jsonl").stdout.splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == list(dict.fromkeys(row["claim"] for row in rows))
    data = json.loads(run("diff", "one.txt", "--sort", "id", "-f", "json").stdout)
    assert [claim["id"] for claim in data["claims"]] == [c.id for c in port_fire().claims]
    assert ids != [claim["id"] for claim in data["claims"]]


def test_a_limit_cuts_the_order_asked_for(run: Run) -> None:
    words = ("diff", "one.txt", "--only", "single", "--limit", "2", "--sort", "id")
    wanted = sorted(c.id for c in port_fire().claims if len(c.members) == 1)[:2]
    data = json.loads(run(*words, "-f", "json").stdout)
    assert sorted(claim["id"] for claim in data["claims"]) == wanted
    lines = run(*words, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted


def test_the_help_says_what_importance_is_and_an_unknown_key_is_refused(run: Run) -> None:
    told = " ".join(run("diff", "--help").stdout.replace("│", " ").split())
    assert "most pairs of sources" in told
    refused = run("diff", "one.txt", "--sort", "colour")
    assert refused.exit_code == 2
    assert all(key in refused.output for key in Sort)
