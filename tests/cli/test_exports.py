"""The forms as a user asks for them: by the ending of the file, on a terminal, of each command."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import networkx
import pytest
from tests.present.test_database import DOCUMENT

PROGRAM = [sys.executable, "-c", "from srccmp.cli.app import main; main()"]
REPORTS = {
    "post.txt": "Source: Harbour Post\nDate: 2031-05-03\nThe bridge over the Lisna fell\n\n"
    "The bridge over the Lisna fell at noon on 3 May. Five people were killed. "
    "The bridge fell because of a flood, the mayor said.\n",
    "rope.txt": "Source: Evening Rope\nDate: 2031-05-03\nThe Lisna bridge\n\n"
    "The bridge over the Lisna fell at noon on 3 May. Nine people were killed. "
    "The road was closed.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in REPORTS.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "SRCCMP_STATE_DIR": str(folder / ".state"),
        "SRCCMP_CACHE_DIR": str(folder / ".cache"),
        "COLUMNS": "80",
        "PYTHONIOENCODING": "utf-8",
    }


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *words],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        check=False,
    )


def claims_of(folder: Path, *words: str) -> dict[str, set[str]]:
    """The claims that each form has, by one command."""
    found: dict[str, set[str]] = {}
    for ending in ("json", "jsonl", "csv", "db"):
        done = run(folder, *words, "--encoder", "none", "-o", f"out.{ending}")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        data = (folder / f"out.{ending}").read_bytes()
        if ending == "json":
            found[ending] = {claim["id"] for claim in json.loads(data)["claims"]}
        elif ending == "jsonl":
            found[ending] = {json.loads(line)["id"] for line in data.splitlines()}
        elif ending == "csv":
            found[ending] = {r["claim"] for r in csv.DictReader(io.StringIO(data.decode()))}
        else:
            file = sqlite3.connect(folder / f"out.{ending}")
            found[ending] = {row[0] for row in file.execute("SELECT id FROM claims")}
    return found


def test_each_ending_gives_its_form_of_one_answer(folder: Path) -> None:
    whole = claims_of(folder, "diff", "in")
    some = claims_of(folder, "diff", "in", "--only", "conflict", "--limit", "1")
    for found in (whole, some):
        assert all(claims == found["json"] for claims in found.values())
    assert len(some["json"]) == 1 < len(whole["json"])
    done = run(folder, "sources", "in", "--encoder", "none", "-o", "net.graphml")
    assert done.returncode == 0
    net = networkx.read_graphml(folder / "net.graphml")
    assert {"source:harbour-post", "source:evening-rope"} <= set(net)


def test_a_file_may_go_through_a_pipe_but_not_to_a_terminal(folder: Path) -> None:
    piped = run(folder, "diff", "in", "--encoder", "none", "-f", "sqlite")
    assert piped.stdout.startswith(b"SQLite format 3\0")
    assert piped.stderr == b""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    done = subprocess.run(
        [*PROGRAM, "diff", "in", "-f", "sqlite"],
        cwd=folder,
        env=environment(folder),
        stdin=follower,
        stdout=follower,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(follower)
    os.close(leader)
    assert done.returncode == 2
    assert done.stderr == (
        b"srccmp: an SQLite file is binary data, not for a terminal (add -o story.db)\n"
    )


@pytest.mark.parametrize("form", ["html", "graphml", "sqlite"])
def test_figures_have_no_such_form(folder: Path, form: str) -> None:
    done = run(folder, "bench", "--encoder", "none", "-f", form)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode() == (
        f"srccmp: bench writes figures, and {form} shows a comparison"
        " (use table, json, jsonl, csv or md)\n"
    )


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_documents_line_of_jq(folder: Path) -> None:
    (line,) = re.findall(r"```sh\n(jq .*)\n```", DOCUMENT.read_text(encoding="utf-8"))
    from tests.builders import port_fire

    from srccmp.present.plain import claim_lines

    (folder / "claims.jsonl").write_bytes(claim_lines(port_fire()))
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, check=True)
    rows = [row.split("\t") for row in done.stdout.decode().splitlines()]
    assert len(rows) == 6
    assert ["Port Daily", "en"] in [row[:2] for row in rows]


def test_the_documents_lines_of_python(folder: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(import (?:re|csv)\n.*?)```", text, re.DOTALL)
    assert len(snippets) == 2
    done = run(folder, "diff", "in", "--encoder", "none", "-o", "claims.csv")
    assert done.returncode == 0
    told = [
        subprocess.run(
            [sys.executable, "-c", snippet],
            cwd=folder,
            env=environment(folder),
            capture_output=True,
            check=True,
        )
        for snippet in snippets
    ]
    assert "Evening Rope" in told[1].stdout.decode()
