"""What the user types and sees: output, notes, exit codes. The comparing itself is replaced by a
story made by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from tests.builders import port_fire
from typer.testing import CliRunner, Result

from srccmp.cli.app import app
from srccmp.comparison import Comparison
from srccmp.model import Article, Note, Reading
from srccmp.options import CompareOptions
from srccmp.report.page import Narrowing
from srccmp.schema import schema

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program in an empty folder of its own, on the story of the port."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SRCCMP_STATE_DIR", str(tmp_path / ".state"))
    monkeypatch.setenv("SRCCMP_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "one.txt").write_text("У порту Солянка спалахнув елеватор.", encoding="utf-8")

    def compare(
        articles: Reading | Sequence[Article], options: CompareOptions, **_: object
    ) -> Comparison:
        assert len(articles) == 1
        return replace(port_fire(), options=options)

    pipeline = types.ModuleType("srccmp.pipeline")
    vars(pipeline)["compare"] = compare
    monkeypatch.setitem(sys.modules, "srccmp.pipeline", pipeline)

    def invoke(*words: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=stdin)

    return invoke


def test_diff_prints_the_tables_and_ends_with_0(run: Run) -> None:
    result = run("diff", "one.txt")
    assert result.exit_code == 0
    assert "✗ CONFLICT · cause" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("command", ["diff", "timeline", "sources"])
def test_a_report_tells_what_it_was_narrowed_by(run: Run, command: str) -> None:
    told = "A part of the comparison only:"
    asked = (command, "one.txt", "-f", "html")
    assert told not in run(*asked).stdout
    narrowed = run(*asked, "--source", "port daily").stdout
    assert f"<b>{told}</b> source port daily." in narrowed
    assert "--source &#39;port daily&#39;</code>" in narrowed


@pytest.mark.parametrize("command", ["diff", "timeline", "sources"])
def test_json_meets_the_schema_for_every_command(run: Run, command: str) -> None:
    result = run(command, "one.txt", "--format", "json", "--encoder", "none")
    data = json.loads(result.stdout)
    jsonschema.validate(data, schema())
    assert data["options"]["encoder"] == "none"
    assert Comparison.from_dict(data).claims == port_fire().claims


@pytest.mark.parametrize("kind", ["claims", "statements", "articles", "stories"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_every_form_of_show(run: Run, kind: str, form: str) -> None:
    thing = port_fire().to_dict()[kind][0]["id"]
    shown = run("show", thing, "one.txt", "--format", form)
    assert shown.exit_code == 0
    assert "Солянський вісник" in " ".join(shown.stdout.split()).replace("\\", "")
    name = f"out.{form if form != 'table' else 'txt'}"
    assert run("show", thing, "one.txt", "-o", name, "--width", "80").exit_code == 0
    assert Path(name).read_bytes() == shown.stdout_bytes


def test_rows_of_show_point_into_the_articles(run: Run) -> None:
    comparison = port_fire()
    texts = {article.id: article.text for article in comparison.articles}
    claim = comparison.claims[0]
    rows = run("show", claim.id, "one.txt", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(row)["statement"] for row in rows] == list(claim.members)
    for row in map(json.loads, rows):
        words = texts[row["article"]][row["start"] : row["end"]]
        assert " ".join(words.split()) == row["text"]
        assert row["evidence"]
        assert all(part in row["text"] for part in row["evidence"].split(" … "))
    article = comparison.articles[0]
    rows = run("show", article.id, "one.txt", "-f", "jsonl").stdout.splitlines()
    told = [json.loads(row)["statement"] for row in rows]
    own = [a.id for a in comparison.statements if a.statement.article_id == article.id]
    assert list(dict.fromkeys(told)) == own


def test_show_as_a_report_hands_on_its_claims_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Comparison] = []
    by: list[Narrowing] = []

    def export(comparison: Comparison, _: object, *, narrowing: Narrowing) -> None:
        seen.append(comparison)
        by.append(narrowing)

    monkeypatch.setattr("srccmp.cli.run.export", export)
    claim = port_fire().claims[0]
    assert run("show", claim.id, "one.txt", "-f", "html").exit_code == 0
    assert by[0].words == (f"claim {claim.id[: len(by[0].words[0]) - 6]}",)
    assert by[0].command.startswith("show ")
    assert [found.id for found in seen[0].claims] == [claim.id]
    assert len(seen[0].articles) == len(port_fire().articles)


@pytest.mark.parametrize("command", ["diff", "timeline", "sources"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_every_form_of_every_command(run: Run, command: str, form: str) -> None:
    shown = run(command, "one.txt", "--format", form)
    assert shown.exit_code == 0
    assert "Портовое обозрение" in " ".join(shown.stdout.split())
    written = run(command, "one.txt", "-o", f"out.{form if form != 'table' else 'txt'}")
    assert written.exit_code == 0
    assert not written.stdout
    name = "out.txt" if form == "table" else f"out.{form}"
    assert "Портовое" in Path(name).read_text(encoding="utf-8")
    if form != "table":  # the width of a file's table is its own
        assert Path(name).read_bytes() == shown.stdout_bytes


def test_csv_has_a_row_a_statement(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("diff", "one.txt", "-f", "csv").stdout)))
    assert len(rows) == sum(len(claim.members) for claim in port_fire().claims)
    assert rows[0]["relation"] == "conflict"
    assert rows[0]["evidence"] == "коротке замикання"
    assert rows[0]["published"] == "2031-05-03"


def test_json_lines_are_one_claim_each_with_its_statements(run: Run) -> None:
    lines = run("diff", "one.txt", "-f", "jsonl").stdout.splitlines()
    claims = [json.loads(line) for line in lines]
    assert [claim["id"] for claim in claims] == [claim.id for claim in port_fire().claims]
    assert [s["id"] for s in claims[0]["statements"]] == claims[0]["members"]
    assert claims[0]["statements"][0]["source"] == "Солянський вісник"


def test_filters_and_limit(run: Run) -> None:
    only = json.loads(run("diff", "one.txt", "--only", "update,agree", "-f", "json").stdout)
    assert {claim["relation"] for claim in only["claims"]} == {"update", "agree"}
    table = run("diff", "one.txt", "--only", "single").stdout
    assert "SINGLE" in table
    assert "CONFLICT" not in table
    limited = run("diff", "one.txt", "--limit", "1").stdout
    assert "UPDATE" not in limited
    assert "2 more claims; --limit" in limited
    listed = run("diff", "one.txt", "--all").stdout
    assert "loaded by hand" in " ".join(listed.split())


def test_days(run: Run) -> None:
    def rows(*words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(run(*words, "-f", "csv").stdout)))

    happened = {r["when"] for r in rows("timeline", "one.txt", "--until", "2031-05-03")}
    assert happened == {"12 Aug 2029", "night to 3 May 2031", "3 May 2031", "2031"}
    assert {r["when"] for r in rows("timeline", "one.txt", "--since", "2032")} == {"2032"}
    papers = {r["source"] for r in rows("sources", "one.txt", "--until", "2031-05-03")}
    assert papers == {"Солянський вісник", "Хвиля", "Портовое обозрение"}  # 2031: it may be
    assert not rows("diff", "one.txt", "--since", "2032")
    assert len({r["claim"] for r in rows("diff", "one.txt", "--until", "2031-05")}) == 8


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("diff", "one.txt", "--only", "quarrel"), "none of: conflict"),
        (("diff", "one.txt", "--facet", "mood"), "none of: cause"),
        (("diff", "one.txt", "--source", "nobody"), "there are: Port Daily"),
        (("diff", "one.txt", "--lang", "fr"), "there are: en, ru, uk"),
        (("sources", "one.txt", "--lang", "fr"), "there are: en, ru, uk"),
        (("diff", "one.txt", "--format", "pdf"), "pdf"),
        (("diff", "one.txt", "--sort", "beauty"), "'--sort': 'beauty' is not one of 'importance'"),
        (("diff", "one.txt", "--since", "yesterday"), "is no date"),
        (("diff", "one.txt", "--until", "2031-02-30"), "is no date"),
        (("diff", "one.txt", "--until", "2031-13"), "is no date"),
        (("diff", "nowhere.txt"), "nowhere.txt"),
        (("diff", "one.txt", "-o", "no/such/folder.csv"), "cannot write"),
        (("show", "abcd"), "no comparison is kept yet"),
        (("show", "zzzz", "one.txt"), "no claim, statement or article has the id"),
        (("nonsense",), "nonsense"),
    ],
)
def test_trouble_is_told_and_ends_with_2(run: Run, words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_an_empty_folder_is_nothing_to_compare(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("diff", "empty")
    assert result.exit_code == 2
    assert "no article was found in empty" in result.stderr


def test_what_failed_is_told_and_the_others_are_compared(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_bytes(bytes(range(256)) * 40)
    result = run("diff", "one.txt", "broken.txt", "gone.txt")
    assert result.exit_code == 0
    told = [line for line in result.stderr.splitlines() if line]
    assert all(line.startswith("srccmp: ") for line in told)
    assert sum("broken.txt" in line for line in told) == 1
    assert sum("gone.txt" in line for line in told) == 1
    assert "CONFLICT" in result.stdout
    assert not run("diff", "-q", "one.txt", "gone.txt").stderr


def test_notes_of_doubt_are_told_with_v_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    doubt = Note(stage="language", subject="a1", code="unsure", message="uk or ru?\x1b[2J")

    def compare(*_: object, **__: object) -> Comparison:
        return replace(port_fire(), notes=(doubt,))

    monkeypatch.setattr(sys.modules["srccmp.pipeline"], "compare", compare)
    assert "uk or ru?" not in run("diff", "one.txt").stderr
    assert run("diff", "-v", "one.txt").stderr == "srccmp: uk or ru? [language: unsure]\n"


def test_exit_code_1_only_when_asked_and_in_conflict(run: Run) -> None:
    assert run("diff", "one.txt", "--exit-code").exit_code == 1
    assert run("diff", "one.txt", "--exit-code", "--only", "agree").exit_code == 0
    assert run("diff", "one.txt").exit_code == 0
    # What is shown changes nothing of what there is.
    assert run("diff", "one.txt", "--exit-code", "--limit", "1").exit_code == 1
    assert "✗ times conflict" in run("timeline", "one.txt").stdout
    assert run("timeline", "one.txt", "--exit-code", "--limit", "1").exit_code == 1
    assert run("timeline", "one.txt", "--exit-code", "--since", "2032").exit_code == 0
    assert run("timeline", "one.txt").exit_code == 0


def test_show_reads_the_last_comparison(run: Run, tmp_path: Path) -> None:
    run("diff", "one.txt")
    (tmp_path / "one.txt").unlink()
    claim = port_fire().claims[0]
    result = run("show", claim.id[:6].upper())
    assert result.exit_code == 0
    assert "different causes" in result.stdout
    data = json.loads(run("show", claim.id, "-f", "json").stdout)
    assert (data["kind"], [c["id"] for c in data["claims"]]) == ("claim", [claim.id])
    assert {s["id"] for s in data["statements"]} == set(claim.members)
    for kind in ("statements", "articles"):
        thing = data[kind][0]["id"]
        assert run("show", thing).exit_code == 0
        assert json.loads(run("show", thing, "-f", "json").stdout)["id"] == thing


def test_show_lists_what_a_short_id_may_mean(run: Run) -> None:
    ids = [claim.id for claim in port_fire().claims] + [s.id for s in port_fire().statements]
    first = next(i[0] for i in ids if sum(j.startswith(i[0]) for j in ids) > 1)
    result = run("show", first, "one.txt")
    assert result.exit_code == 2
    head, *listed = result.stderr.splitlines()
    assert re.fullmatch(
        rf"srccmp: (\d+) ids begin with '{first}' \(give more of its digits\):", head
    )
    assert len(listed) == int(head.split()[1])
    assert all(re.match(rf"  {first}\w+ +(claim|statement|article) +\S", row) for row in listed)


def test_show_guesses_what_was_meant(run: Run) -> None:
    full = port_fire().claims[0].id
    wrong = full[:4] + ("0" if full[4] != "0" else "1") + full[5]
    result = run("show", wrong, "one.txt")
    assert result.exit_code == 2
    head, first, *_ = result.stderr.splitlines()
    assert head == f"srccmp: no claim, statement or article has the id '{wrong}'; did you mean:"
    assert re.match(rf"  {full[:4]}  claim +conflict · cause: ", first)


def test_show_guesses_from_words_in_any_script(run: Run) -> None:
    result = run("show", "Khvilia", "one.txt")  # the source «Хвиля»
    assert result.exit_code == 2
    assert re.search(r"^  \w{4}  article +Хвиля, 2031", result.stderr, re.MULTILINE)
    assert result.stdout == ""


def test_links_are_for_terminals(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = port_fire().statements[0].id
    article = port_fire().articles[0]
    Path(article.path).parent.mkdir()
    Path(article.path).write_text(article.text, encoding="utf-8")
    assert "\x1b" not in run("show", statement, "one.txt").stdout
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    linked = run("show", statement, "one.txt").stdout
    assert re.search(
        r"\x1b\]8;id=s1;file://\S+01_visnyk\.txt\x1b\\accounts/01_visnyk\.txt:1", linked
    )
    assert "\x1b" not in re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", linked)  # and no colour
    run("show", statement, "one.txt", "-o", "out.txt")
    assert "\x1b" not in Path("out.txt").read_text(encoding="utf-8")
    monkeypatch.setenv("FORCE_HYPERLINK", "0")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b]" not in run("show", statement, "one.txt").stdout


def test_a_damaged_store_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".state").mkdir()
    (tmp_path / ".state" / "last.json").write_text("{", encoding="utf-8")
    result = run("show", "abcd")
    assert result.exit_code == 2
    assert "is damaged" in result.stderr


def test_a_store_that_cannot_be_written_does_not_spoil_the_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".state").write_text("in the way", encoding="utf-8")
    result = run("diff", "one.txt")
    assert result.exit_code == 0
    assert "CONFLICT" in result.stdout
    assert "cannot keep the comparison" in result.stderr


def test_no_paths_mean_the_seeds_folder_or_this_one(run: Run, tmp_path: Path) -> None:
    assert run("diff").exit_code == 0  # one.txt in the current folder
    (tmp_path / "seeds").mkdir()
    assert run("diff").exit_code == 2  # the seeds are empty
    (tmp_path / "one.txt").rename(tmp_path / "seeds" / "one.txt")
    assert run("diff").exit_code == 0


def test_standard_input(run: Run) -> None:
    assert run("diff", "-", stdin="Горить елеватор у порту.".encode()).exit_code == 0


def test_an_empty_standard_input_is_told_by_its_name(run: Run) -> None:
    told = run("diff", "-", stdin=b"")
    assert told.exit_code == 2
    assert told.stderr.splitlines() == [
        "srccmp: standard input: nothing came in",
        "srccmp: no article was found in standard input (see above)",
    ]


def test_ctrl_c_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def compare(*_: object, **__: object) -> Comparison:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["srccmp.pipeline"], "compare", compare)
    result = run("diff", "one.txt")
    assert result.exit_code == 130
    assert result.stderr == "srccmp: interrupted\n"


def test_colour_is_asked_for_and_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("diff", "one.txt").stdout
    assert "\x1b" not in run("diff", "one.txt", "--no-color").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("diff", "one.txt").stdout


def test_the_width_is_kept(run: Run) -> None:
    for width in (60, 120):
        shown = run("diff", "one.txt", "--width", str(width)).stdout
        assert max(map(len, shown.splitlines())) <= width
    assert run("diff", "one.txt", "--width", "9").exit_code == 2


def test_schema_prints_the_schema(run: Run) -> None:
    assert json.loads(run("schema").stdout) == schema()


def test_cache_info_and_clear(run: Run, tmp_path: Path) -> None:
    run("diff", "one.txt")
    told = run("cache", "info").stdout
    assert str(tmp_path / ".cache") in told
    assert "last.json" in told
    assert "0 entries dropped" in run("cache", "clear").stdout
    assert run("show", port_fire().claims[0].id).exit_code == 0


def test_version(run: Run) -> None:
    assert re.fullmatch(r"srccmp \d+\.\d+\.\d+\S*\n", run("--version").stdout)


# In a process of its own -----------------------------------------------------------------------

KEPT = ("PATH", "HOME", "SYSTEMROOT")
PROGRAM = """
import sys, types
from tests.builders import port_fire
pipeline = types.ModuleType("srccmp.pipeline")
pipeline.compare = lambda articles, options, **_: port_fire()
sys.modules["srccmp.pipeline"] = pipeline
from srccmp.cli.app import main
sys.argv = ["srccmp", *sys.argv[1:]]
main()
"""


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    (tmp_path / "one.txt").write_text("У порту Солянка спалахнув елеватор.", encoding="utf-8")
    root = Path(__file__).parents[2]

    def start(*words: str, **environment: str) -> subprocess.Popen[bytes]:
        env = {
            **{
                name: os.environ[name]
                for name in ("PATH", "HOME", "SYSTEMROOT")
                if name in os.environ
            },
            "PYTHONPATH": str(root),
            "SRCCMP_STATE_DIR": str(tmp_path / ".state"),
            "SRCCMP_CACHE_DIR": str(tmp_path / ".cache"),
            **environment,
        }
        command = [sys.executable, "-c", PROGRAM, *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=tmp_path, env=env, stdout=pipe, stderr=pipe)

    return start


def test_a_reader_that_goes_away_makes_no_noise(
    process: Callable[..., subprocess.Popen[bytes]],
) -> None:
    running = process("diff", "one.txt", "-f", "json")
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 141


def test_the_bytes_do_not_hang_on_the_hash_seed(
    process: Callable[..., subprocess.Popen[bytes]],
) -> None:
    outs = {
        process("diff", "one.txt", "--all", PYTHONHASHSEED=seed).communicate()[0]
        for seed in ("0", "1", "77")
    }
    assert len(outs) == 1
    assert b"CONFLICT" in outs.pop()


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom srccmp.cli.app import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted(set(sys.modules) & {'numpy', 'rapidfuzz', 'pymorphy3', 'langdetect',"
        " 'onnxruntime', 'rich', 'pydantic', 'sqlite3', 'srccmp.model', 'typer.rich_utils'}),"
        " file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr.decode().strip() == "[]"


# The matrix ------------------------------------------------------------------------------------


def test_the_matrix_has_a_column_for_each_source(run: Run) -> None:
    table = run("diff", "one.txt", "--matrix")
    assert table.exit_code == 0
    assert "● asserts" in table.stdout
    sheet = list(
        csv.DictReader(io.StringIO(run("diff", "one.txt", "--matrix", "-f", "csv").stdout))
    )
    disputed = next(row for row in sheet if row["relation"] == "conflict")
    assert disputed["bereg.example"] == "reports A; reports B"
    lines = run("diff", "one.txt", "--matrix", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["claim"] for line in lines] == [row["claim"] for row in sheet]
    assert "| reports A; reports B |" in run("diff", "one.txt", "--matrix", "-f", "md").stdout
    only = run("diff", "one.txt", "--matrix", "-f", "csv", "--only", "update").stdout
    assert [row["relation"] for row in csv.DictReader(io.StringIO(only))] == ["update"]


def test_json_tells_the_stances(run: Run) -> None:
    data = json.loads(run("diff", "one.txt", "-f", "json").stdout)
    jsonschema.validate(data, schema())
    disputed = next(c for c in data["claims"] if c["relation"] == "conflict")
    states = {stance["source"]: stance["state"] for stance in disputed["stances"]}
    assert states["bereg.example"] == "reports"
    assert states["review.example"] == "asserts"
    for position in disputed["positions"]:
        assert [t["statement"] for t in position["tellings"]] == position["members"]


def test_too_little_memory_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("srccmp.read.read_articles", exhaust)
    result = run("diff", "one.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("srccmp: there is not enough memory")


def test_a_word_that_is_none_of_a_choice(run: Run) -> None:
    told = run("diff", "one.txt", "-f", "cvs").stderr
    assert "Invalid value for '--format' / '-f': 'cvs' is not one of" in told
