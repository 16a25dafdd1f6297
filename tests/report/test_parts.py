"""What the report is put together from: texts, findings, addresses, the picture, the package."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.align.score import log_odds_of
from srccmp.errors import MissingExtra
from srccmp.model import Evidence, Facet, Finding, Relation, Span
from srccmp.present.view import Index
from srccmp.report import report
from srccmp.report.claims import shown
from srccmp.report.findings import PAIRS_SHOWN, findings_of
from srccmp.report.matched import matched_of
from srccmp.report.picture import cleaned
from srccmp.report.tables import moments_of, web_link
from srccmp.report.texts import lines_of, pieces_of
from tests.builders import Story, port_fire_story
from tests.report.reading import read
from tests.report.stories import port_fire

ROOT = Path(__file__).parent.parent.parent


# Texts ---------------------------------------------------------------------------------------


@given(
    text=st.text(st.sampled_from("ab .\n\r\u2028"), min_size=4, max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=6),
    marks=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=6),
)
def test_no_letter_is_lost_and_every_statement_is_there(
    text: str, cuts: list[tuple[int, int]], marks: list[tuple[int, int]]
) -> None:
    """Also where statements lie over each other or over the end of a line."""
    story = Story()
    story.article("a.txt", "{a|One.}", source="A", language="en", published=None)
    made = story.comparison()
    annotated, article = made.statements[0], replace(made.articles[0], text=text)
    article = replace(article, body=Span(0, len(text)))
    statements = [
        replace(
            annotated,
            statement=replace(
                annotated.statement, id=f"s{rank}", span=Span(start, start + length), text=""
            ),
        )
        for rank, (start, length) in enumerate(cuts)
        if start + length <= len(text) and text[start : start + length].strip()
    ]
    spans = {s.id: [Span(a, a + n) for a, n in marks if a + n <= len(text)] for s in statements}
    lines = lines_of(article, statements, spans, {})
    chunks = [chunk for line in lines for chunk in line.chunks]
    told = "".join(piece.words for chunk in chunks for piece in chunk.pieces)
    assert told == "".join(line for line in text.splitlines(keepends=True) if line.strip())
    seen = [chunk.anchor for chunk in chunks if chunk.anchor]
    assert len(seen) == len(set(seen))
    for each in statements:
        first = text[each.statement.span.start :].splitlines(keepends=True)[0]
        if first.strip():
            assert each.id in seen


def test_marks_lie_within_their_words() -> None:
    pieces = pieces_of("The old dam broke", Span(4, 11), [Span(0, 7), Span(8, 17)])
    assert [(piece.words, piece.is_marked) for piece in pieces] == [
        ("old", True),
        (" ", False),
        ("dam", True),
    ]


# The timeline --------------------------------------------------------------------------------


def test_what_rests_on_the_same_words_is_one_row() -> None:
    story = port_fire_story()
    claims = story.comparison().claims
    fire, other = (next(c for c in claims if len(c.members) == n) for n in (5, 6))
    night = next(e for e in story.timeline if e.claim == fire.id)
    story.timeline.append(replace(night, claim=other.id))
    index = Index(story.comparison())
    rows = [row for row in moments_of(index) if row.when == "night to 3 May 2031"]
    assert [{each.claim for each in row.references} for row in rows] == [{fire.id, other.id}]
    (row,) = rows
    assert [(t.when, t.words) for t in row.opposed] == [
        ("night to 3 May 2031", "У"),
        ("4 May 2031", "Пожар"),
    ]
    assert [name for _, name, _ in row.opposed[1].tellers] == ["Портовое обозрение"]


# Positions and matches -----------------------------------------------------------------------


def test_a_position_without_a_label_shows_its_words() -> None:
    made = port_fire()
    first, *others = made.verdicts
    bare = replace(first, positions=(replace(first.positions[0], label=""), *first.positions[1:]))
    index = Index(replace(made, verdicts=(bare, *others)))
    told = shown(index, index.told(made.claims[0])).stands[0]
    assert (told.label, told.tag) == ("коротке замикання", "uk")


def test_the_shares_of_the_surest_pair_add_up_to_its_score() -> None:
    index = Index(port_fire())
    claim = index.comparison.claims[0]
    matched = matched_of(index, claim)
    assert matched is not None
    surest = max(link.score for link in claim.links)
    assert matched.pair.score == f"{surest:.2f}"
    adds = sum(float(share.adds.replace("−", "-")) for share in matched.shares)
    assert adds == pytest.approx(log_odds_of(surest), abs=0.06 * len(matched.shares))
    assert max(float(share.size) for share in matched.shares) == 1.0
    assert len(matched.others) + matched.left == len(claim.links) - 1


def test_one_statement_was_matched_with_nothing() -> None:
    index = Index(port_fire())
    single = next(c for c in index.comparison.claims if len(c.members) == 1)
    assert matched_of(index, single) is None


# Findings ------------------------------------------------------------------------------------


def grown(number: int, relation: Relation) -> Index:
    """A claim with ``number`` members on each of two sides, and all pairs as findings."""
    story = Story()
    sides: dict[str, list[str]] = {"shut": [], "open": []}
    for label, names in sides.items():
        for rank in range(number):
            name = f"{label}{rank}"
            drawn = f"{{{name}|Gate {rank} was [[{label}]].}}"
            story.article(name, drawn, source=name, language="en", published=None)
            names.append(name)
    story.claim(relation, sides, facet=Facet.STATUS)
    return Index(story.comparison())


def test_all_pairs_of_a_finding_are_told_by_their_sides() -> None:
    index = grown(4, Relation.CONFLICT)
    verdict = index.comparison.verdicts[0]
    (group,) = findings_of(index, verdict)
    pairs = {
        (left.statement, right.statement)
        for facing in group.facing
        for left in facing.quotes
        for right in facing.others
    }
    assert pairs == {(f.left.statement_id, f.right.statement_id) for f in verdict.findings}
    assert group.left == 0
    assert len(group.facing) == 1


def test_of_too_many_pairs_the_rest_is_counted() -> None:
    index = grown(9, Relation.CONFLICT)
    (group,) = findings_of(index, index.comparison.verdicts[0])
    listed = sum(len(each.quotes) * len(each.others) for each in group.facing)
    assert (listed, group.left) == (PAIRS_SHOWN, 81 - PAIRS_SHOWN)
    assert f"and {81 - PAIRS_SHOWN} pairs more" in report(index)


def test_agreeing_sides_are_told_once() -> None:
    index = grown(9, Relation.AGREE)
    (group,) = findings_of(index, index.comparison.verdicts[0])
    (facing,) = group.facing
    assert len(facing.quotes) == len({quote.statement for quote in facing.quotes}) == 18
    assert (facing.others, group.left) == ((), 0)


def test_hedged_against_asserted_is_one_kind_whichever_stands_left() -> None:
    index = grown(2, Relation.COMPATIBLE)
    verdict = index.comparison.verdicts[0]
    levels = ("hedged against asserted", "asserted against hedged")
    findings = tuple(
        replace(each, facet=Facet.CERTAINTY, level=level, reason=level)
        for each, level in zip(verdict.findings, levels, strict=False)
    )
    (group,) = findings_of(index, replace(verdict, findings=findings))
    assert (group.level, group.facts) == ("asserted against hedged", ("2 pairs",))


def test_evidence_beyond_its_statement_is_shown_itself() -> None:
    comparison = port_fire()
    verdict = comparison.verdicts[0]
    statement = verdict.findings[0].left.statement_id
    outside = Evidence(statement_id=statement, span=Span(0, 6))
    finding: Finding = replace(verdict.findings[0], left=outside)
    (group,) = findings_of(Index(comparison), replace(verdict, findings=(finding,)))
    assert [(p.words, p.is_marked) for p in group.facing[0].quotes[0].pieces] == [("У ніч ", True)]


# Addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", "\x01javascript:alert(1)", "vbscript:x"),
        *("data:text/html,x", "file:///etc/passwd", "//x.example/a", "x.example", "https://"),
        *("http:///a", "https://a.example@b.example/", "https://a.example\\@b.example/"),
        *("https://[", ""),
        *("https://a.example/\u202egnp.exe", "https://a.example/a b", "ht\ttps://a.example"),
    ],
)  # fmt: skip
def test_no_link_to_what_is_no_visible_address_of_the_web(url: str) -> None:
    assert web_link(url) == ""


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=d&e=%20#f", "http://приклад.example/стаття", "https://a.example"]
)
def test_a_link_to_the_web(url: str) -> None:
    assert web_link(url) == url


# The picture ---------------------------------------------------------------------------------

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  viewBox="0 0 9 9" onload="window.hacked=1" style="color: red">
<style>* { background: url(https://x.example/) }</style><script>window.hacked=1</script>
<defs><clipPath id="clip0"><rect width="9" height="9"/></clipPath></defs>
<g clip-path="url(#clip0)" fill="url(https://x.example/a)" class="ink">
<a xlink:href="#claim-1"><path d="M0 0" onclick="window.hacked=1"/></a>
<a href="https://x.example/"><text>\u202eabc &lt;b&gt;</text></a>
<a href="#claim-2"><circle r="1" class="relation-conflict"/></a>
<foreignObject><b>x</b></foreignObject><image href="https://x.example/a.png"/>
</g></svg>"""


def test_of_a_picture_only_shapes_and_own_links_are_kept() -> None:
    page = read(cleaned(SVG, prefix="s1-picture", anchors={"claim-1"}))
    assert [e.name for e in page.elements] == [
        *("svg", "defs", "clippath", "rect", "g", "a", "path", "a", "text", "a", "circle")
    ]
    attributes = {name: value for e in page.elements for name, value in e.attributes.items()}
    assert {"onload", "onclick", "style", "xlink:href"} & set(attributes) == set()
    assert [e.attributes for e in page.all("a")] == [
        {"href": "#claim-1", "tabindex": "-1"},
        {},
        {},
    ]
    assert [e.attributes for e in page.all("g")] == [
        {"clip-path": "url(#s1-picture-clip0)", "class": "ink"}
    ]
    assert [e.attributes for e in page.all("clippath")] == [{"id": "s1-picture-clip0"}]
    assert [e.text for e in page.all("text")] == ["abc <b>"]
    svg = page.elements[0].attributes
    assert (svg["aria-hidden"], svg["viewbox"]) == ("true", "0 0 9 9")


def chart(monkeypatch: pytest.MonkeyPatch, draw: Callable[[Index], str | None]) -> None:
    module = ModuleType("srccmp.report.chart")
    vars(module)["timeline_svg"] = draw
    monkeypatch.setitem(sys.modules, "srccmp.report.chart", module)


def test_the_picture_stands_above_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = port_fire()
    claim = f"claim-{comparison.claims[0].id}"
    chart(monkeypatch, lambda _: SVG.replace("claim-1", claim))
    page = read(report(Index(comparison)))
    names = [e.name for e in page.elements]
    assert "svg" in names
    assert names.index("svg") < page.elements.index(next(page.of_class("timeline")))
    assert claim in {e.attributes.get("href", "")[1:] for e in page.all("a") if "svg" in e.inside}


def test_without_the_extra_the_table_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Index) -> str:
        raise MissingExtra("the picture needs altair", hint="pip install 'srccmp[report]'")

    def nothing(_: Index) -> None:
        return None

    for draw in (missing, nothing):
        chart(monkeypatch, draw)
        page = read(report(Index(port_fire())))
        assert not list(page.all("svg"))
        assert list(page.of_class("timeline"))


# The package ---------------------------------------------------------------------------------


def test_the_wheel_holds_the_templates(tmp_path: Path) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel")
    built = next(
        wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    )
    with ZipFile(built) as archive:
        names = set(archive.namelist())
    templates = {p.name for p in (ROOT / "src/srccmp/report/templates").iterdir() if p.is_file()}
    assert {"report.html.jinja", "report.css", "report.js"} <= templates
    assert {f"srccmp/report/templates/{name}" for name in templates} <= names
