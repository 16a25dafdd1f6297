#!/usr/bin/env python3
"""Set up the project and run one of its recipes: ``python3 dev.py RECIPE [ARGUMENT]…``.

It needs Python 3.11 or newer with ``venv``, and nothing else: uv goes into ``.uv/``, the pins of
``constraints.txt`` and the project itself go into ``.venv/``, and the recipes are in ``justfile``.
A second run installs nothing, unless the pins, ``pyproject.toml`` or what stands in ``.venv/``
changed. ``.venv/`` is the one that ``uv run`` uses.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
CONSTRAINTS = ROOT / "constraints.txt"
TOOLS = ROOT / ".uv"
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "srccmp-pins.sha256"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"
EXE = ".exe" if WINDOWS else ""

# uv does not read pip's configuration. Where a machine reaches its package index through that
# configuration alone, uv is told the same, unless its own variable is set already.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
# An older name of the same variable counts as set, too.
OLDER_NAME = {"UV_DEFAULT_INDEX": "UV_INDEX_URL"}


class SetupError(Exception):
    """The project cannot be set up here; the message says what to do."""


def run(command: Sequence[str | Path], environment: dict[str, str]) -> None:
    """Run one step of the set-up; what it prints goes to stderr, as it is no recipe's output."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, stdout=2)
    if done.returncode:
        step = " ".join(Path(str(word)).name for word in command[:3])
        raise SetupError(f"setting up failed at `{step} …` (its messages stand above)")


def tell(what: str) -> None:
    print(f"dev.py: {what}", file=sys.stderr, flush=True)


def python_of(folder: Path) -> Path:
    return folder / BIN / f"python{EXE}"


def works(folder: Path) -> bool:
    """Whether ``folder`` is an environment whose Python starts and is new enough."""
    if not python_of(folder).exists():
        return False
    asked = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([python_of(folder), "-c", asked], capture_output=True).returncode == 0
    except OSError:
        return False


def pinned(name: str) -> str:
    """The lines of ``constraints.txt`` that pin one package: its version and its hashes."""
    text = CONSTRAINTS.read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}==.*(?:\n[ \t].*)*", text, re.MULTILINE)
    if not found:
        raise SetupError(f"{CONSTRAINTS.name} does not pin {name}: renew it with `just pins`")
    return found[0] + "\n"


def pip_settings(pip: Sequence[str | Path]) -> dict[str, str]:
    """What pip is configured with here, by option name; empty where pip does not tell."""
    listed = subprocess.run(
        [str(word) for word in (*pip, "config", "list")], capture_output=True, text=True
    )
    pairs = (line.partition("=") for line in listed.stdout.splitlines())
    # A line is `global.index-url='…'`, or `:env:.index-url='…'` for a PIP_… variable.
    return {key.rpartition(".")[2]: value.strip("'\"") for key, _, value in pairs}


def environment_for_uv() -> dict[str, str]:
    """The environment in which uv reaches the same index as pip."""
    environment = {**os.environ}
    environment.pop("VIRTUAL_ENV", None)  # uv warns when it names another folder than .venv
    environment.pop("PYTHONHOME", None)
    for option, value in pip_settings([python_of(TOOLS), "-m", "pip"]).items():
        variable = PIP_TO_UV.get(option, "")
        is_usable = value and (option != "cert" or Path(value).is_file())
        if variable and is_usable and OLDER_NAME.get(variable, "") not in environment:
            environment.setdefault(variable, value)
    return environment


def uv_ready() -> Path:
    """uv in ``.uv/``, of the pinned version and checked against the pinned hashes."""
    uv = TOOLS / BIN / f"uv{EXE}"
    wanted = pinned("uv")
    noted = TOOLS / "requirements.txt"
    if works(TOOLS) and uv.exists() and noted.exists():
        if noted.read_text(encoding="utf-8") == wanted:
            return uv
        noted.unlink()
    tell("installing uv into .uv/")
    if not works(TOOLS):
        try:
            venv.create(TOOLS, clear=True, with_pip=True)
        except (subprocess.CalledProcessError, OSError) as error:
            raise SetupError(
                f"`venv` made no environment in {TOOLS.name}/ ({error}): it needs ensurepip, "
                "which Debian and Ubuntu keep in the package python3-venv"
            ) from error
    fresh = TOOLS / "requirements.new"
    fresh.write_text(wanted, encoding="utf-8")
    pip: list[str | Path] = [
        python_of(TOOLS),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
    ]
    run([*pip, "--require-hashes", "--no-deps", "-r", fresh], {**os.environ})
    fresh.replace(noted)  # last, so that a broken-off run is taken up again
    return uv


def state() -> str:
    """A digest of what was asked for and of what is installed in ``.venv/``."""
    digest = hashlib.sha256()
    for asked in (CONSTRAINTS, ROOT / "pyproject.toml", Path(__file__)):
        digest.update(asked.read_bytes() + b"\0")
    folders = ("lib/python*/site-packages", "Lib/site-packages")  # the latter on Windows
    found = {path.name for each in folders for path in ENVIRONMENT.glob(f"{each}/*.dist-info")}
    digest.update("\n".join(sorted(found)).encode())
    return digest.hexdigest()


def environment_ready() -> None:
    """``.venv/`` with the pins and the project, installed only where something changed."""
    fresh = not works(ENVIRONMENT)
    if not fresh and STAMP.exists() and STAMP.read_text(encoding="utf-8") == state():
        return
    uv = uv_ready()
    environment = environment_for_uv()
    if fresh:
        # A folder that is no environment is replaced; one that `uv run` made is kept.
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        run([uv, "venv", "--quiet", "--python", sys.executable, ENVIRONMENT], environment)
    tell("installing the pins of constraints.txt into .venv/")
    install: list[str | Path] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        python_of(ENVIRONMENT),
    ]
    # What comes as source alone is built with pinned tools as well.
    pins: list[str | Path] = [
        "--require-hashes",
        "-r",
        CONSTRAINTS,
        "--build-constraints",
        CONSTRAINTS,
    ]
    run([*install, *pins], environment)
    run([*install, "--no-deps", "--no-build-isolation", "-e", ROOT], environment)
    STAMP.write_text(state(), encoding="utf-8")


def recipe(arguments: Sequence[str]) -> int:
    """Run ``just`` with the tools of both environments on the path; its exit code."""
    environment = {**os.environ, "VIRTUAL_ENV": str(ENVIRONMENT)}
    environment.pop("PYTHONHOME", None)
    folders = [str(ENVIRONMENT / BIN), str(TOOLS / BIN)]
    environment["PATH"] = os.pathsep.join([*folders, environment.get("PATH", "")])
    just = ENVIRONMENT / BIN / f"just{EXE}"
    command = [str(just), "--justfile", str(ROOT / "justfile"), *(arguments or ["--list"])]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < OLDEST:
        oldest, this = (".".join(map(str, v[:3])) for v in (OLDEST, sys.version_info))
        tell(f"srccmp needs Python {oldest} or newer; this is {this}")
        return 2
    try:
        environment_ready()
    except SetupError as error:
        tell(str(error))
        return 2
    return recipe(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
