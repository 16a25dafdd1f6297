"""One dispute or update as it is drawn: positions side by side, courses, marks, languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len
from tests.builders import Story, port_fire

from srccmp.comparison import Comparison
from srccmp.model import Certainty, CourseStep, Facet, Relation, Span
from srccmp.present import diff
from srccmp.present.block import tidy
from srccmp.present.diff import Listing
from srccmp.present.filter import Filter, passing
from srccmp.present.look import Look, encoded, look_for, rendered
from srccmp.present.view import Index

LONG = "the crane was brought down by a gust that no forecast for the whole coast had foretold"


def drawn(comparison: Comparison, width: int) -> str:
    look = Look(width=width)
    return rendered(diff.diff(Index(comparison), Listing(), look), look)


def crane(*labels: str, language: str = "en", origin: str = "") -> Comparison:
    """A crane that fell, told in so many versions, each by a paper of its own."""
    story = Story()
    for number, _ in enumerate(labels):
        name = f"v{number}"
        story.article(
            f"{name}.txt",
            f"{{{name}|The crane fell because of [[cause {number}]] at noon.}}",
            source=f"Paper {number}",
            language=language,
            published="2031-05-03",
        )
        if origin:
            story.said(name, speaker=f"{origin} {number}", key=f"origin{number}")
    sides = {label: [f"v{number}"] for number, label in enumerate(labels)}
    story.claim(Relation.CONFLICT, sides, facet=Facet.CAUSE)
    return story.comparison()


def test_heads_begin_at_the_top_and_go_on_under_the_label() -> None:
    lines = drawn(crane(LONG, "wind"), 100).splitlines()
    (head,) = (n for n, line in enumerate(lines) if "│ A  the crane" in line)
    assert "│ B  wind" in lines[head]
    assert lines[head + 1].startswith("│    ")  # under the label, not under its letter
    assert lines[head + 1].split("│")[2].strip().startswith("1 source · 1 origin")


def test_a_fact_of_a_head_is_never_broken() -> None:
    for width in range(40, 130):
        text = drawn(crane(LONG, "wind"), width)
        assert text.count("since 3 May 2031") == 2


@pytest.mark.parametrize(
    ("versions", "width", "rows"),
    [
        (2, 75, [1, 1]),  # one above the other
        (2, 76, [2]),
        (3, 80, [2, 1]),
        (2, 100, [2]),
        (3, 100, [2, 1]),
        (3, 150, [3]),
        (4, 150, [2, 2]),  # not three and one
        (5, 150, [3, 2]),
        (4, 200, [4]),
        (7, 200, [4, 3]),
    ],
)
def test_as_many_abreast_as_have_room(versions: int, width: int, rows: list[int]) -> None:
    letters = "ABCDEFG"[:versions]
    text = drawn(crane(*(f"version{letter}" for letter in letters)), width)
    found = []
    for line in text.splitlines():
        heads = [letter for letter in letters if f"{letter}  version{letter}" in line]
        found += [len(heads)] if heads else []
    assert found == rows


def test_panels_are_of_one_width_and_no_wider_than_the_eye_can_follow() -> None:
    for width in (100, 101, 150, 200, 300):
        text = drawn(crane(*(f"version{n}" for n in range(5))), width)
        panels = {
            len(part) for line in text.splitlines() if "╭" in line for part in line[1:-1].split("┬")
        }
        assert len(panels) == 1
        assert max(panels) <= 92  # 90 and a space on either side


def test_a_position_without_a_label_has_the_words_it_rests_on() -> None:
    story = Story()
    story.article("a.txt", "{a|It [[fell]] at noon.}", source="One", language="en", published=None)
    story.article("b.txt", "{b|It [[stands]] there.}", source="Two", language="en", published=None)
    story.claim(Relation.CONFLICT, {"": ["a"], " ": ["b"]}, facet=Facet.STATUS)
    text = drawn(story.comparison(), 80)
    assert "A  fell" in text
    assert "B  stands" in text


def test_names_that_are_long_or_wide_stay_whole_and_lined_up() -> None:
    long = "The Very Long and Venerable Courier of the Northern Harbour and Its Islands"
    story = Story()
    for name, source in (("a", "東京新聞"), ("b", "Два"), ("c", long), ("d", "Бе\u0301рег")):
        story.article(
            f"{name}.txt",
            f"{{{name}|It [[{name}fell]].}}",
            source=source,
            language="en",
            published="2031-05-03",
        )
    story.claim(Relation.CONFLICT, {"x": ["a", "b", "d"], "y": ["c"]}, facet=Facet.CAUSE)
    text = drawn(story.comparison(), 75)
    rows = [line for line in text.splitlines() if line.endswith("en  3 May 2031") and "│" in line]
    assert {cell_len(row) for row in rows[:3]} == {cell_len(rows[0])}
    assert long in " ".join(text.replace("│", " ").split())
    narrow = drawn(story.comparison(), 40)
    assert long in " ".join(narrow.replace("│", " ").replace("·", " ").split())


def test_boxes_are_straight_where_letters_must_be_spelt() -> None:
    look = look_for(100, has_colour=False, encoding="ascii")
    text = encoded(rendered(diff.diff(Index(port_fire()), Listing(), look), look), "ascii")
    boxed = [line for line in text.decode("ascii").splitlines() if line.startswith(("|", "+"))]
    assert len(boxed) > 10
    assert {len(line) for line in boxed} == {99}
    middles = {line.index("|", 1) for line in boxed if line.startswith("| ")}
    assert len(middles) == 1
    assert any("[[korotke" in line for line in boxed)


def test_cp1252_keeps_what_it_has() -> None:
    look = look_for(80, has_colour=False, encoding="cp1252")
    text = rendered(diff.diff(Index(crane("Côte d’Azur – 5 €", "vent")), Listing(), look), look)
    assert "Côte d’Azur – 5 €" in text
    assert encoded(text, "cp1252").decode("cp1252") == text


def test_languages_stand_beside_texts_where_there_are_several() -> None:
    one = drawn(crane("wind", "rust"), 80)
    assert "(en" not in one.partition("CONFLICT")[2]
    many = drawn(port_fire(), 60)
    assert "(Солянський вісник, uk)" in " ".join(many.split())
    assert "Солянський вісник uk, Хвиля uk, Port Daily en" in " ".join(many.split())
    story = Story()
    story.article("a.txt", "{a|Впав [[кран]].}", source="A", language="uk", published=None)
    story.article("b.txt", "{b|The [[tower]] fell.}", source="B", language="en", published=None)
    story.claim(Relation.CONFLICT, {"кран": ["a"], "tower": ["b"]}, facet=Facet.WHO)
    text = drawn(story.comparison(), 80)
    assert "A  кран (uk)" in text
    assert "B  tower (en)" in text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a short circuit», —", "a short circuit"),
        ("«Patriot»", "«Patriot»"),
        ("«Patriot", "Patriot"),
        ("(two, maybe three) workers.", "(two, maybe three) workers"),
        (" — ", " — "),  # nothing would be left
        ("- 5", "5"),
    ],
)
def test_marks_end_at_words(text: str, wanted: str) -> None:
    assert tidy(Span(0, len(text)), text).of(text) == wanted


def course(*values: tuple[int, date | None, str], comparison: Comparison) -> Comparison:
    """The comparison with a course for its update."""
    verdicts = []
    for verdict in comparison.verdicts:
        if verdict.relation is Relation.UPDATE:
            members = [m for position in verdict.positions for m in position.members]
            names = {
                a.source.name: m
                for m in members
                for a in comparison.articles
                if a.id == Index(comparison).article_of(m).id
            }
            steps = tuple(
                CourseStep(
                    low=value,
                    high=value,
                    approximate=False,
                    unit="person",
                    role="injured",
                    day=day,
                    statements=(names[source],),
                )
                for value, day, source in values
            )
            verdict = replace(verdict, course=steps)
        verdicts.append(verdict)
    return replace(comparison, verdicts=tuple(verdicts))


def test_an_update_is_a_course_of_values_with_who_tells_each() -> None:
    told = course(
        (4, date(2031, 5, 3), "Солянський вісник"),
        (6, date(2031, 5, 4), "Берег"),
        (7, None, "Port Daily"),
        comparison=port_fire(),
    )
    wide = [" ".join(line.split()) for line in drawn(told, 100).splitlines()]
    start = wide.index("injured 4 3 May 2031 Солянський вісник")
    assert wide[start + 1 : start + 3] == ["→ 6 4 May 2031 Берег", "→ 7 4 May 2031 Port Daily"]
    narrow = " ".join(drawn(told, 60).split())
    assert "injured: 4 (3 May 2031) → 6 (4 May 2031) → 7 (4 May 2031)" in narrow


def test_the_summary_can_be_quoted_by_itself() -> None:
    text = " ".join(drawn(port_fire(), 200).split())
    assert (
        "In short: Most disputed is the cause (5 sources, 5 origins): “коротке замикання / "
        "замыкание проводки” (hedged: Солянський вісник and Хвиля) "
        "against “a drone / обломки беспилотника” (Port Daily and Портовое обозрение). Берег "
        "tells both."
    ) in text


def test_the_headline_stands_above_the_numbers_with_the_source_it_is_of() -> None:
    for width in (60, 200):
        first, second = drawn(port_fire(), width).splitlines()[:2]
        assert first == "“У Солянці горів елеватор” (Солянський вісник)"
        assert second.startswith("5 articles by 5 sources")


def test_a_filter_that_nothing_passes_tells_what_there_would_be() -> None:
    look = Look(width=80)
    listing = Listing(filter=Filter(relations=(Relation.UNCLEAR,)))
    picture = rendered(diff.diff(Index(port_fire()), listing, look), look)
    assert "Without the filter: 1 conflict, 1 update, 1 agreement, 5 told by one source" in picture


def test_one_article_has_nothing_to_be_compared_with() -> None:
    story = Story()
    story.article("a.txt", "{s1|It fell.}", source="Alone", language="en", published=None)
    story.claim(Relation.SINGLE, {"": ["s1"]})
    text = drawn(story.comparison(), 80)
    assert "In short: There is nothing to compare this one article with." in text


def test_a_summary_quotes_the_longest_course_of_a_count() -> None:
    short = course((4, date(2031, 5, 3), "Солянський вісник"), comparison=port_fire())
    longer = course(
        (4, date(2031, 5, 3), "Солянський вісник"),
        (6, date(2031, 5, 4), "Берег"),
        comparison=port_fire(),
    )
    look = Look(width=200)
    wanted = Filter(relations=(Relation.UPDATE,))
    told = [*passing(Index(short), wanted), *passing(Index(longer), wanted)]
    lines = diff.summary(Index(short), told, look, wanted)
    assert "injured: 4 (3 May 2031) → 6 (4 May 2031)." in lines[-1].plain


def test_a_second_article_of_an_outlet_is_no_reprint_of_the_outlet() -> None:
    story = Story()
    first = story.article(
        "a.txt", "{a|The crane fell because of [[wind]].}", source="Herald", key="herald",
        language="en", published="2031-05-03",
    )  # fmt: skip
    for name, source in (("b", "Herald"), ("c", "Gazette")):
        story.article(
            f"{name}.txt", f"{{{name}|The crane fell because of [[wind]] then.}}", source=source,
            key=source.lower(), language="en", published="2031-05-04", reprint_of=first.id,
        )  # fmt: skip
    story.article(
        "d.txt", "{d|The crane fell because of [[rust]].}", source="Post",
        language="en", published="2031-05-04",
    )  # fmt: skip
    story.claim(Relation.CONFLICT, {"wind": ["b", "c"], "rust": ["d"]}, facet=Facet.CAUSE)
    text = drawn(story.comparison(), 100)
    assert text.count("reprint of Herald") == 1
    assert "Gazette  en  4 May 2031  reprint of Herald" in text


def test_a_summary_of_many_versions_names_the_loudest() -> None:
    comparison = crane("one", "two", "three", "four", "five")
    text = " ".join(drawn(comparison, 200).split())
    assert "“one” (Paper 0); “two” (Paper 1); “three” (Paper 2); 2 more versions." in text


def test_a_summary_without_a_conflict_says_so() -> None:
    comparison = port_fire()
    ids = {v.claim_id for v in comparison.verdicts if v.relation is not Relation.CONFLICT}
    calm = course(
        (4, date(2031, 5, 3), "Солянський вісник"),
        (6, date(2031, 5, 4), "Берег"),
        comparison=replace(
            comparison,
            claims=tuple(c for c in comparison.claims if c.id in ids),
            verdicts=tuple(v for v in comparison.verdicts if v.claim_id in ids),
            timeline=(),
        ),
    )
    assert (
        "In short: No conflict was found in 5 sources: 1 update and 1 agreement. "
        "Counts changed: injured: 4 (3 May 2031) → 6 (4 May 2031)."
    ) in " ".join(drawn(calm, 200).split())


def test_a_summary_of_a_part_does_not_speak_for_the_whole() -> None:
    told = course(
        (4, date(2031, 5, 3), "Солянський вісник"),
        (6, date(2031, 5, 4), "Берег"),
        comparison=port_fire(),
    )

    def summary_of(wanted: Filter) -> str:
        look = Look(width=200)
        listing = Listing(filter=wanted)
        lines = rendered(diff.diff(Index(told), listing, look), look).splitlines()
        return " ".join(line for line in lines if line.startswith("In short"))

    assert "Most disputed among these is the cause" in summary_of(Filter(facets=(Facet.CAUSE,)))
    assert summary_of(Filter(relations=(Relation.UPDATE,))) == (
        "In short: Counts changed: injured: 4 (3 May 2031) → 6 (4 May 2031)."
    )
    assert summary_of(Filter(relations=(Relation.AGREE,))) == ""


def test_hedged_only_where_every_source_hedges() -> None:
    story = Story()
    for name in ("a", "b"):
        story.article(
            f"{name}.txt", f"{{{name}|It [[fell]].}}", source=name, language="en", published=None
        )
    story.article("c.txt", "{c|It [[stands]].}", source="c", language="en", published=None)
    story.said("a", speaker="x", key="x", certainty=Certainty.HEDGED)
    story.claim(Relation.CONFLICT, {"fell": ["a", "b"], "stands": ["c"]}, facet=Facet.STATUS)
    assert "“fell” (a and b) against “stands” (c)" in drawn(story.comparison(), 120)
    story.said("b", speaker="x", key="x", certainty=Certainty.ALLEGED)
    assert "“fell” (hedged: a and b)" in drawn(story.comparison(), 120)


def test_the_words_of_an_agreement_are_those_of_its_first_source() -> None:
    comparison = port_fire()
    index = Index(comparison)
    told = next(
        index.told(c) for c in comparison.claims if index.verdicts[c.id].relation is Relation.AGREE
    )
    text = " ".join(drawn(comparison, 200).partition("AGREE")[2].split())
    name = told.central.article.source.name
    assert f"{told.central.annotated.statement.text} {name}" in text
