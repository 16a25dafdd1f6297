"""The timeline as an SVG: what a strict page and a screen reader ask of it."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree

import pytest

from srccmp.errors import MissingExtra
from srccmp.model import Relation
from srccmp.present.view import Index
from srccmp.report.chart import timeline_svg
from tests.builders import Story
from tests.present.times import Times, crowd, fire, on

SVG = "{http://www.w3.org/2000/svg}"
CLASSES = {"ink", "soft", "grid", "event", "paper", "relation-conflict", "timeline-chart", "mark"}


@cache
def fire_svg() -> str:
    drawn = timeline_svg(Index(fire().comparison()))
    assert drawn is not None
    return drawn


def chart() -> ElementTree.Element:
    return ElementTree.fromstring(fire_svg())


def links(root: ElementTree.Element) -> dict[str, list[str]]:
    """Where the marks lead, each with their titles."""
    found: dict[str, list[str]] = {}
    for link in root.iter(f"{SVG}a"):
        title = link.find(f"{SVG}title")
        assert title is not None
        assert title.text == link.get("aria-label") != ""
        found.setdefault(link.get("href", ""), []).append(title.text or "")
    return found


def test_every_mark_is_a_link_with_a_name() -> None:
    times = fire()
    comparison = times.comparison()
    found = links(chart())
    clash, old, day, law = (claim.id for claim in times.claims)
    papers = {f"#article-{article.id}" for article in comparison.articles}
    assert set(found) == {f"#claim-{claim}" for claim in (clash, old, day, law)} | papers
    assert found[f"#claim-{old}"] == [
        "Aug 2029, 港口日报: When g_old was told by 港口日报.",
        "12 Aug 2029, Herald: When h_old was told by Herald.",
    ]
    assert all("times conflict: others say" in title for title in found[f"#claim-{clash}"])


def test_what_is_in_no_claim_leads_to_its_statement() -> None:
    story = Story()
    story.article("a.txt", "{a|When it was.}", source="A", language="en", published=None)
    story.event(*on("2031-05-03"), None, ["a"])
    drawn = timeline_svg(Index(story.comparison()))
    assert drawn is not None
    assert f'href="#statement-{story.statements["a"].id}"' in drawn


def test_a_strict_page_takes_it() -> None:
    """No style, script, handler, id, reference to elsewhere; colours by class alone."""
    root = chart()
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        assert name in {"svg", "g", "path", "line", "text", "title", "desc", "a"}
        assert not {key for key in element.attrib if key.startswith("on") or ":" in key}
        assert not {"style", "id", "src"} & set(element.attrib)
        assert element.get("href", "#").startswith("#")
        assert set(element.get("class", "ink").split()) <= CLASSES
        for paint in ("fill", "stroke"):
            assert element.get(paint, "none") in ("none", "currentColor")
    text = ElementTree.tostring(root, encoding="unicode")
    assert "url(" not in text
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text)


def test_the_whole_has_a_name_and_keeps_its_size() -> None:
    root = chart()
    assert root.get("role") == "graphics-document"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert desc.text == ("4 events told, 3 publications, by 3 sources; times conflict for 1 event.")
    assert root.get("aria-label") == f"{title.text}. {desc.text}"


def test_the_names_and_the_axis_can_be_read() -> None:
    texts = [text.text for text in chart().iter(f"{SVG}text")]
    for wanted in ("Herald", "Вісник", "港口日报", "Aug 2029", "2030", "May 2031", "12", "3", "4"):
        assert wanted in texts
    for meaning in ("told event", "published", "times conflict", "vague time"):
        assert meaning in texts


def test_no_mark_lies_upon_another_and_all_are_on_the_sheet() -> None:
    drawn = timeline_svg(Index(crowd(30).comparison()))
    assert drawn is not None
    root = ElementTree.fromstring(drawn)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    places = []
    for link in root.iter(f"{SVG}a"):
        found = re.match(r"translate\(([\d.]+),([\d.]+)\)", link[1].get("transform", ""))
        assert found is not None
        places.append((float(found[1]), float(found[2])))
    assert len(places) == len(set(places)) > 80
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places)


EVIL = "</svg><script>alert(1)</script>\x1b[2J\u202e\u2066 & 'quoted' ]]> <!--"


def test_words_of_articles_are_words() -> None:
    story = Story()
    story.article(
        "a.txt", "{a|When " + EVIL + " it was.}", source="A" + EVIL, language="en",
        published="2031-05-03", title=EVIL,
    )  # fmt: skip
    story.told("a", *on("2031-05-02"))
    claim = story.claim(Relation.SINGLE, {"a": ["a"]})
    story.event(*on("2031-05-02"), claim, ["a"])
    drawn = timeline_svg(Index(story.comparison()))
    assert drawn is not None
    assert "<script" not in drawn
    assert not {"\u202e", "\u2066", "\x1b"} & set(drawn)
    root = ElementTree.fromstring(drawn)
    assert any("</svg><script>" in title for titles in links(root).values() for title in titles)


def test_nothing_with_a_date_is_no_chart() -> None:
    times = Times()
    times.paper("A", None, a=None)
    assert timeline_svg(Index(times.comparison())) is None


CODE = """
from tests.present.times import fire
from srccmp.present.view import Index
from srccmp.report.chart import timeline_svg
import sys
sys.stdout.buffer.write(timeline_svg(Index(fire().comparison())).encode())
"""


def test_the_same_bytes_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "11")
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, check=True)
    assert done.stdout.decode() == fire_svg()


def test_a_missing_library_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MissingExtra, match="vl_convert") as error:
        timeline_svg(Index(fire().comparison()))
    assert error.value.hint == "pip install 'srccmp[report]'"
