"""What the reader sees of reprints, on the screen and in the JSON."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest
from tests.reprints.test_copies import Run
from tests.reprints.test_copies import run as run
from tests.reprints.texts import PARAGRAPHS, TITLE, article

from srccmp.annotate.credits import listed_outlet
from srccmp.comparison import Comparison
from srccmp.model import Relation
from srccmp.present import detail, diff
from srccmp.present.look import Look, rendered
from srccmp.present.sources import sources
from srccmp.present.view import Index
from srccmp.read.naming import is_host

WIDE = Look(width=140)


@pytest.fixture
def told(run: Run) -> Comparison:
    head = "Source: {}\nDate: 2031-03-0{}"
    return run(
        a=article(TITLE, *PARAGRAPHS, header=head.format("Гавань [b]", 4)),
        b=article("Кран", *PARAGRAPHS[:5], header=head.format("Утро", 5)),
    )


def screen(comparison: Comparison) -> str:
    drawn = rendered(diff.diff(Index(comparison), diff.Listing(all=True), WIDE), WIDE)
    return " ".join(drawn.split())


def test_the_sources_show_the_family_and_how_it_was_told(told: Comparison) -> None:
    drawn = " ".join(rendered(sources(Index(told), WIDE), WIDE).split())
    assert "1 text and 1 reprint" in drawn
    assert "reprint of Гавань [b]" in drawn
    assert "near-copy: one text with Гавань [b]" in drawn
    assert "100% of the shorter one's" in drawn


def test_show_tells_the_same_of_the_article(told: Comparison) -> None:
    index = Index(told)
    reprint = next(a for a in told.articles if a.reprint_of)
    drawn = rendered(detail.show(index, detail.find(index, reprint.id), WIDE), WIDE)
    assert "reprint of Гавань [b]" in drawn
    assert "near-copy: one text with" in drawn


def test_an_agreement_of_reprints_says_so(told: Comparison) -> None:
    rows = [v for v in told.verdicts if v.relation is Relation.AGREE]
    assert rows
    assert screen(told).count("reprints of one text: one origin") == len(rows)


def test_an_agreement_of_two_texts_does_not(run: Run) -> None:
    fact = "Во вторник в Линдхавне рухнул портальный кран, пострадали двое рабочих."
    drawn = screen(run(a=article("Кран рухнул", fact), b=article("На верфи беда", fact)))
    assert "agreement" in drawn
    assert "one text" not in drawn


def test_the_json_has_the_family_and_the_counts(told: Comparison) -> None:
    data = told.to_dict()
    first, second = data["articles"]
    assert (first["reprint_of"], second["reprint_of"]) == (None, first["id"])
    counts = {(c["sources"], c["origins"]) for c in data["claims"] if c["relation"] == "agree"}
    assert counts == {(2, 1)}
    assert [n["code"] for n in data["notes"] if n["stage"] == "reprints"] == ["near-copy"]


def test_no_address_and_no_name_is_of_two_outlets() -> None:
    text = files("srccmp.annotate.lexicon").joinpath("outlets.toml").read_text("utf-8")
    outlets = tomllib.loads(text)
    hosts = Counter(host for entry in outlets.values() for host in entry["hosts"].split())
    assert max(hosts.values()) == 1
    assert [host for host in hosts if not is_host(host)] == []
    for key, entry in outlets.items():
        for name in (*entry["hosts"].split(), *entry["names"].split("|")):
            assert listed_outlet(name.strip()) == key, name
