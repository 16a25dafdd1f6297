"""Outcomes made by hand, and a small set in a folder."""

from __future__ import annotations

import json
from pathlib import Path

from srccmp.bench.outcomes import Outcome, Said, Side
from srccmp.bench.sets import Row


def outcome(
    relation: str,
    *said: str,
    kind: str = "number",
    languages: str = "ru-uk",
    soft: bool = False,
    is_aligned: bool = True,
    is_together: bool = False,
    inside: bool = True,
) -> Outcome:
    """An outcome with findings given as ``facet relation``."""
    found = []
    for words in said:
        facet, told = words.split()
        found.append(
            Said(facet=facet, relation=told, words=("t", "u"), inside=inside, reason="t / u")
        )
    return Outcome(
        row=Row(
            a="a.txt",
            a_quote="t",
            b="b.txt",
            b_quote="u",
            relation=relation,
            kind=kind,
            soft=soft,
            place="x/labels.jsonl, line 1",
        ),
        left=Side(ids=frozenset({"s"}), texts=("t",)),
        right=Side(ids=frozenset({"r"}), texts=("u",)),
        claims=("conflict",) if is_aligned else (),
        said=tuple(found),
        is_together=is_together,
        languages=languages,
    )


UK = """Маяк
2031-05-03

У місті Солянка згорів елеватор. Унаслідок пожежі загинули 12 людей.

Причиною пожежі стало коротке замикання.
"""
EN = """Harbour Post
2031-05-03

A grain elevator burned down in Solianka. The fire killed 21 people.

The mayor opened a new school on Monday.
"""
PAIRS = (
    ("загинули 12 людей", "killed 21 people", "conflict", "number"),
    ("згорів елеватор", "A grain elevator burned down", "agree", "none"),
    ("коротке замикання", "opened a new school", "unrelated", "none"),
)


def pair(a_quote: str, b_quote: str, relation: str, kind: str, **more: object) -> str:
    row = {"a": "uk.txt", "a_quote": a_quote, "b": "en.txt", "b_quote": b_quote}
    row |= {"relation": relation, "kind": kind}
    return json.dumps(row | more, ensure_ascii=False)


def write_story(folder: Path, *more: str) -> Path:
    """A story of two articles and three marked pairs, with more lines below."""
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "uk.txt").write_text(UK, encoding="utf-8")
    (folder / "articles" / "en.txt").write_text(EN, encoding="utf-8")
    lines = [*(pair(*each) for each in PAIRS), *more]
    (folder / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
