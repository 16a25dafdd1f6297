# Recipes of the project: `python3 dev.py RECIPE` sets up first; `uv run just RECIPE` works as well.

set windows-shell := ["cmd.exe", "/c"]

# Compare the five articles of seeds/
demo *OPTIONS:
    srccmp diff seeds {{ OPTIONS }}

# All tests, or those that the arguments of pytest choose
test *ARGUMENTS:
    python -m pytest {{ ARGUMENTS }}

# Style of the code and its format
lint:
    ruff check .
    ruff format --check .

# Types, strict
types:
    mypy

# All that must hold before a change is handed in
check: lint types test

# Put the code into the project's format
format *PATHS=".":
    ruff check --fix {{ PATHS }}
    ruff format {{ PATHS }}

# Work done and time taken
bench *ARGUMENTS:
    python -m pytest --benchmark-only {{ ARGUMENTS }} bench

# How many marked pairs are aligned and judged right: `just quality --errors`
quality *OPTIONS:
    python bench/quality.py {{ OPTIONS }}

# Take the present quality as the floor of the tests and into the documents; refuses where it fell
floors *OPTIONS:
    python bench/quality.py --encoder none --write-floors --write-documents {{ OPTIONS }}
    python bench/quality.py --gold seeds --gold golden --encoder auto --write-floors {{ OPTIONS }}

# Rewrite the snapshots; read their diff before you commit it
snap *ARGUMENTS:
    python -m pytest --snapshot-update {{ ARGUMENTS }} tests

# Write the man page and the list of all options from the commands themselves
manual:
    srccmp man -o man/srccmp.1
    srccmp man -o docs/options.md

# Put what the commands print now into the documents; `just screens --check` only compares
screens *OPTIONS:
    python -P bench/screens.py {{ OPTIONS }}

# The documents as pages in build/docs; every warning is an error
docs *OPTIONS:
    python -m sphinx -c docs -b html -W --keep-going --quiet {{ OPTIONS }} . build/docs

# Every extra but sentence-transformers and nli-torch: they bring torch, which is gigabytes.
# Renew constraints.txt: versions and hashes, no addresses (uv and what follows it set the project up)
pins *OPTIONS:
    printf '%s\n' uv 'hatchling>=1.27' editables setuptools | uv pip compile pyproject.toml - --extra report --extra browse --extra graph --extra html --extra docs --extra warc --extra onnx --extra model2vec --extra nli --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file constraints.txt {{ OPTIONS }}
    ! grep -n '://' constraints.txt
