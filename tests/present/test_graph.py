"""Who repeats whom, read back by networkx."""

from __future__ import annotations

import importlib.util
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import Story, port_fire
from tests.present.test_pictures import hostile

from srccmp.comparison import Comparison
from srccmp.errors import MissingExtra
from srccmp.model import Facet, Note, Relation
from srccmp.present.filter import Filter, narrowed
from srccmp.present.graph import graphml
from srccmp.present.view import Index

DOCUMENT = Path(__file__).parents[2] / "docs" / "exports.md"


def read(comparison: Comparison) -> networkx.DiGraph:
    return networkx.read_graphml(io.BytesIO(graphml(Index(comparison))))


def test_nodes_and_edges_are_those_of_the_comparison() -> None:
    comparison = port_fire()
    net = read(comparison)
    assert net.is_directed()
    by_path = {article.path: f"article:{article.id}" for article in comparison.articles}
    reprint, first = by_path["accounts/04_khvylia.txt"], by_path["accounts/01_visnyk.txt"]
    assert net.edges[reprint, first]["kind"] == "reprint_of"
    assert net.edges[first, "source:visnyk.example"] == {"kind": "published_by", "weight": 1}
    bereg = by_path["accounts/03_bereg.txt"]
    assert net.edges[bereg, "origin:governor"] == {
        "kind": "repeats", "weight": 1, "statements": 1,
    }  # fmt: skip
    assert net.nodes["origin:governor"] == {"kind": "origin", "label": "Губернатор"}
    assert net.nodes["source:bereg.example"]["label"] == "Берег"
    assert net.nodes[first]["label"] == "У Солянці горів елеватор"
    assert net.nodes[first]["published"] == "2031-05-03"
    assert {d["kind"] for _, _, d in net.edges(data=True)} == {
        "published_by", "repeats", "reprint_of", "compared",
    }  # fmt: skip


def test_two_sources_by_what_both_tell() -> None:
    edge = read(port_fire()).edges["source:portdaily.example", "source:visnyk.example"]
    assert edge == {
        "kind": "compared", "weight": 3, "claims": 3, "agreements": 1, "conflicts": 1, "updates": 1,
    }  # fmt: skip


def test_how_a_reprint_was_told() -> None:
    comparison = port_fire()
    (reprint,) = (article for article in comparison.articles if article.reprint_of)
    note = Note(stage="reprints", subject=reprint.id, code="near-copy", message="98% of it")
    net = read(replace(comparison, notes=(note,)))
    edge = net.edges[f"article:{reprint.id}", f"article:{reprint.reprint_of}"]
    assert (edge["by"], edge["how"]) == ("near-copy", "near-copy: 98% of it")


def test_an_outlet_that_others_repeat_is_one_node() -> None:
    story = Story()
    story.article("a.txt", "{a|It fell.}", source="One", language="en", published=None)
    two = story.article(
        "b.txt", "{b|One says it fell.}", source="Two", language="en", published=None,
        origins=("one", "two"),
    )  # fmt: skip
    net = read(story.comparison())
    assert net.edges[f"article:{two.id}", "source:one"]["kind"] == "repeats"
    assert net.edges[f"article:{two.id}", "source:two"]["kind"] == "published_by"
    assert not [name for name in net if name.startswith("origin:")]


def test_a_filter_narrows_what_is_compared_alone() -> None:
    whole, part = (
        read(each)
        for each in (port_fire(), narrowed(port_fire(), Filter(facets=(Facet.QUANTITY,))))
    )
    assert set(part.nodes) == set(whole.nodes)
    edge = part.edges["source:portdaily.example", "source:visnyk.example"]
    assert (edge["claims"], edge["updates"]) == (1, 1)
    assert not part.has_edge("source:khvylia.example", "source:visnyk.example")


def test_the_same_bytes() -> None:
    assert graphml(Index(port_fire())) == graphml(Index(port_fire()))
    turned = replace(port_fire(), articles=port_fire().articles[::-1])
    assert graphml(Index(turned)) == graphml(Index(port_fire()))


@settings(deadline=None, max_examples=60)
@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_no_sign_of_an_article_breaks_the_file(title: str, name: str, other: str) -> None:
    story = Story()
    story.article(
        f"{name}.txt", "{a|It fell.}", source=name, key=name, language="en", published=None,
        title=title, origins=(other, other + "\x00", "\ufffe"),
    )  # fmt: skip
    net = read(story.comparison())
    origins = {other, other + "\x00", "\ufffe"} - {name}
    assert sum(data["kind"] == "origin" for _, data in net.nodes(data=True)) == len(origins)


def test_a_hostile_story_is_a_graph() -> None:
    data = graphml(Index(hostile()))
    assert ET.fromstring(data) is not None
    assert b"<script>" not in data
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data)


def test_a_conflict_of_a_source_that_tells_both_is_none() -> None:
    story = Story()
    for name in ("One", "Two"):
        story.article(
            f"{name}.txt", f"{{{name}a|It fell.}} {{{name}b|It stands.}}", source=name,
            language="en", published=None,
        )  # fmt: skip
    story.claim(
        Relation.CONFLICT, {"fell": ["Onea"], "stands": ["Oneb", "Twob"]}, facet=Facet.STATUS
    )
    edge = read(story.comparison()).edges["source:one", "source:two"]
    assert (edge["agreements"], edge["conflicts"]) == (1, 0)


def test_without_networkx_a_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srccmp.present.graph.find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match=r"srccmp\[graph\]"):
        graphml(Index(port_fire()))
    assert importlib.util.find_spec("networkx")


def test_the_documents_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(
        r"```python\n(import networkx\n.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL
    )
    monkeypatch.chdir(tmp_path)
    Path("net.graphml").write_bytes(graphml(Index(port_fire())))
    exec(compile(example, "exports.md", "exec"), {})
    told = capsys.readouterr().out
    assert "('Рятувальники', 1)" in told
    assert "('Губернатор', 1)" in told
