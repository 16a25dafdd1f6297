"""The pictures themselves: one file a picture beside this one, read in review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import RenderableType
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from tests.builders import Story, port_fire, port_fire_story

from srccmp.comparison import Comparison
from srccmp.model import Attribution, Facet, Manner, Polarity, Relation, Span
from srccmp.present import detail, diff, matrix, plain
from srccmp.present.filter import EVERYTHING, Filter, chosen, entries
from srccmp.present.look import Look, encoded, look_for, rendered
from srccmp.present.sources import sources
from srccmp.present.timeline import timeline
from srccmp.present.view import Index

Draw = Callable[[Index, Look], RenderableType]


class Picture(SingleFileSnapshotExtension):
    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


def shown(kind: str) -> Draw:
    """``show`` on the first claim, its first statement, or the first article."""

    def draw(index: Index, look: Look) -> RenderableType:
        claim = index.comparison.claims[0]
        full = {
            "claim": claim.id,
            "statement": claim.members[0],
            "article": index.comparison.articles[0].id,
        }[kind]
        return detail.show(index, detail.find(index, full), look)

    return draw


PICTURES: dict[str, Draw] = {
    "diff": lambda index, look: diff.diff(index, diff.Listing(), look),
    "diff-all": lambda index, look: diff.diff(index, diff.Listing(all=True), look),
    "matrix": lambda index, look: matrix.matrix(index, diff.Listing(), look),
    "timeline": lambda index, look: timeline(index, entries(index, EVERYTHING), look),
    "sources": sources,
    "show-claim": shown("claim"),
    "show-statement": shown("statement"),
    "show-article": shown("article"),
}


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, width: int, picture: SnapshotAssertion) -> None:
    drawn = rendered(PICTURES[name](Index(port_fire()), Look(width=width)), Look(width=width))
    assert drawn == picture


@pytest.mark.parametrize("width", [40, 60, 72, 80, 99, 100, 140, 200])
@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_wider_than_the_screen_or_clipped(name: str, width: int) -> None:
    drawn = rendered(PICTURES[name](Index(port_fire()), Look(width=width)), Look(width=width))
    assert max(cell_len(line) for line in drawn.splitlines()) <= width
    if name.startswith("diff"):  # every source of the dispute, whole
        bare = " ".join(drawn.replace("│", " ").split())
        for source in ("Солянський вісник", "Хвиля", "Port Daily", "Берег", "Портовое обозрение"):
            assert source in bare


@pytest.mark.parametrize("name", PICTURES)
def test_without_unicode_all_our_signs_are_ascii(name: str) -> None:
    look = Look(width=80, is_unicode=False)
    drawn = rendered(PICTURES[name](Index(port_fire()), look), look)
    assert encoded(drawn, "ascii").isascii()
    # What is left beyond ASCII are the articles' letters and the mark of a cut.
    assert {c for c in drawn if not c.isascii() and not c.isalpha()} <= {"…", "–", "—"}


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("name", PICTURES)
def test_words_that_get_longer_when_spelt_stay_within_the_width(name: str, encoding: str) -> None:
    index = Index(port_fire())
    for width in (60, 80):
        look = look_for(width, has_colour=False, encoding=encoding)
        drawn = rendered(PICTURES[name](index, look), look)
        sent = encoded(drawn, encoding).decode(encoding)
        assert [line for line in sent.splitlines() if len(line) > width] == []
        assert [line for line in drawn.splitlines() if len(line) > width] == []


def test_a_table_of_ascii_has_its_corners() -> None:
    look = look_for(80, has_colour=False, encoding="ascii")
    drawn = rendered(PICTURES["diff"](Index(port_fire()), look), look)
    edges = [line for line in drawn.splitlines() if set(line) <= set("+-|") and len(line) > 40]
    assert len({tuple(n for n, c in enumerate(line) if c in "+|") for line in edges}) == 1


@pytest.mark.parametrize("name", PICTURES)
def test_colour_is_never_alone(name: str) -> None:
    index = Index(port_fire())
    plain_look, colour_look = Look(width=80), Look(width=80, has_colour=True)
    coloured = rendered(PICTURES[name](index, colour_look), colour_look)
    from srccmp.present.safe import ESCAPES

    bare = "\n".join(line.rstrip() for line in ESCAPES.sub("", coloured).split("\n"))
    assert "\x1b[" in coloured
    assert bare == rendered(PICTURES[name](index, plain_look), plain_look)


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_twice(name: str) -> None:
    look = Look(width=80)
    twice = [rendered(PICTURES[name](Index(port_fire()), look), look) for _ in range(2)]
    assert twice[0] == twice[1]


def test_three_seconds_are_enough() -> None:
    """What is disputed, who says what, how surely, since when, and how many voices."""
    look = Look(width=80)
    first = rendered(PICTURES["diff"](Index(port_fire()), look), look).splitlines()[:20]
    # Of the panels the left one: the words of one position.
    left = (line.split("│")[1] if line.startswith("│") else line for line in first)
    head = " ".join(" ".join(left).split())
    for wanted in (
        "CONFLICT · cause",
        "5 sources · 5 origins",
        "коротке замикання",
        "⟦коротке замикання⟧",
        "Солянський вісник",
        "3 May 2031",
        "~ hedged",
        "since 3 May 2031",
    ):
        assert wanted in head


def hostile() -> Comparison:
    """A story whose source, title, label, speaker and text all try to break the screen."""
    story = Story()
    evil = "\x1b[2J\x1b]0;owned\x07[bold red]=cmd|' /C calc'!A0\u202e<script>alert(1)</script>|"
    story.article(
        "evil\n.txt",
        "{a|" + evil + " the [[dam [/b] fell]] at noon}",
        source=evil + "One",
        language="en",
        published="2031-05-03",
        title=evil,
    )
    story.article(
        "two.txt", "{b|The [[dam]] did not fall}", source="Two", language="en", published=None
    )
    story.said("a", speaker=evil, key=evil)
    story.claim(Relation.CONFLICT, {evil: ["a"], "=2+5": ["b"]}, facet=Facet.STATUS, reason=evil)
    return story.comparison()


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("name", PICTURES)
def test_a_hostile_article_reaches_no_terminal(name: str, width: int) -> None:
    look = Look(width=width)
    drawn = rendered(PICTURES[name](Index(hostile()), look), look)
    assert not {c for c in drawn if c < " " and c != "\n"}
    assert "\u202e" not in drawn
    assert "[/b]" in drawn.replace("\n", "") or name in ("sources", "timeline", "matrix")
    assert max(cell_len(line) for line in drawn.splitlines()) <= width


def test_a_sheet_runs_no_formula_and_markdown_no_markup() -> None:
    index = Index(hostile())
    told = chosen(index, EVERYTHING)
    sheet = plain.sheet(plain.claim_rows(index, told), plain.CLAIM_COLUMNS)
    assert ",=2+5," not in sheet
    assert ",'=2+5," in sheet
    text = plain.diff_markdown(index, told, diff.Listing())
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    table = plain.table_markdown(plain.source_rows(index), ["source", "title"])
    assert all(line.replace("\\|", "").count("|") == 3 for line in table.splitlines())


def test_markdown(picture: SnapshotAssertion) -> None:
    index = Index(port_fire())
    assert plain.diff_markdown(index, chosen(index, EVERYTHING), diff.Listing()) == picture


def test_an_empty_comparison_can_be_shown() -> None:
    comparison = replace(
        port_fire(), articles=(), statements=(), claims=(), verdicts=(), timeline=(), notes=()
    )
    for name in ("diff", "diff-all", "timeline", "sources"):
        assert rendered(PICTURES[name](Index(comparison), Look(width=80)), Look(width=80)).strip()


def test_the_reader_sees_five_papers_as_two_voices() -> None:
    """A reprint gives its text once, and says whose it is."""
    story = Story()
    first = story.article(
        "a.txt", "{a|The bridge [[fell]].}", source="First", language="en", published="2031-05-03"
    )
    for name in ("Second", "Third"):
        story.article(
            f"{name}.txt",
            "{" + name + "|The bridge [[fell]].}",
            source=name,
            language="en",
            published="2031-05-04",
            reprint_of=first.id,
        )
    story.article(
        "z.txt", "{z|The bridge [[stands]].}", source="Last", language="en", published="2031-05-05"
    )
    story.claim(
        Relation.CONFLICT,
        {"fell": ["a", "Second", "Third"], "stands": ["z"]},
        facet=Facet.STATUS,
    )
    drawn = rendered(PICTURES["diff"](Index(story.comparison()), Look(width=75)), Look(width=75))
    assert "4 sources · 2 origins" in drawn
    assert drawn.count("The bridge ⟦fell⟧.") == 1
    assert drawn.count("reprint of First") == 2
    rows = [line.split()[1] for line in drawn.splitlines() if line.startswith("  │")]
    assert rows[:4] == ["First", "Second", "Third", "The"]  # who, then the words of all three


def test_several_statements_of_a_source_in_one_position_are_one_row() -> None:
    story = port_fire_story()
    story.article(
        "accounts/06_more.txt",
        "{m1|Сталося [[замикання]].} {m2|Причина: [[замикання]].}",
        source="Досвід",
        language="uk",
        published="2031-05-06",
    )
    story.claim(
        Relation.CONFLICT, {"замикання": ["m1", "m2"], "дрон": ["rv_cause"]}, facet=Facet.CAUSE
    )
    told = Index(story.comparison()).told(story.comparison().claims[1])
    assert [(m.article.source.name, m.more) for m in told.sides[0].members] == [("Досвід", 1)]


def test_marks_fall_back_to_the_layer_of_the_facet() -> None:
    story = port_fire_story()
    story.verdicts = [replace(verdict, findings=()) for verdict in story.verdicts]
    index = Index(story.comparison())
    cause = index.verdicts[index.comparison.claims[0].id]
    marks = index.marks(story.statements["uk_cause"].id, cause)
    article = index.article_of(story.statements["uk_cause"].id)
    assert [mark.of(article.text) for mark in marks] == ["коротке замикання"]
    assert all(isinstance(mark, Span) for mark in marks)


def test_a_filter_that_nothing_can_pass_is_an_error() -> None:
    from srccmp.errors import BadInput

    index = Index(port_fire())
    with pytest.raises(BadInput, match="no source is called"):
        chosen(index, Filter(sources=("nobody",)))
    with pytest.raises(BadInput, match="nothing is in the language"):
        chosen(index, Filter(languages=("fr",)))


def test_filters() -> None:
    index = Index(port_fire())

    def relations(wanted: Filter) -> set[str]:
        return {each.verdict.relation.value for each in chosen(index, wanted)}

    assert relations(Filter(relations=(Relation.UPDATE,))) == {"update"}
    assert relations(Filter(facets=(Facet.QUANTITY,))) == {"update"}
    assert relations(Filter(sources=("хвиля",))) == {"conflict", "agree"}
    assert relations(Filter(languages=("en",))) == {"conflict", "update", "agree", "single"}
    told = entries(index, Filter(sources=("обозрение",)))
    assert len(told) == 3  # its own date of the fire, the opening, its publication


def test_evidence_beside_the_statement_breaks_nothing() -> None:
    """A finding may rest on words just before a clause; what lies within is marked."""
    story = port_fire_story()
    story.evidence["uk_hurt"] = (Span(0, 4), Span(0, 4))
    story.evidence["en_hurt"] = (Span(0, 4),)
    story.claim(
        Relation.CONFLICT, {"чотири": ["uk_hurt"], "six": ["en_hurt"]}, facet=Facet.QUANTITY
    )
    index = Index(story.comparison())
    for name in PICTURES:
        assert rendered(PICTURES[name](index, Look(width=80)), Look(width=80))
    for claim in index.comparison.claims:
        assert rendered(detail.claim_detail(index, claim, Look(width=80)), Look(width=80))


def test_two_groups_that_agree_within_are_not_one() -> None:
    """Two papers tell one cause, two the other: "the same cause" holds in each pair alone."""
    story = port_fire_story()
    story.claim(
        Relation.AGREE,
        {"замикання": ["uk_cause"], "замыкание": ["ru_cause_ministry"]},
        facet=Facet.CAUSE,
        level="the same cause",
    )
    second = story.claim(
        Relation.AGREE,
        {"drone": ["en_cause"], "дрон": ["rv_cause"]},
        facet=Facet.CAUSE,
        level="the same cause",
    )
    both = (*story.verdicts[-2].findings, *story.verdicts[-1].findings)
    story.verdicts[-1] = replace(story.verdicts[-1], findings=both)
    index = Index(story.comparison())
    drawn = rendered(detail.show(index, detail.find(index, second.id), Look()), Look())
    between = drawn.index("and, apart from these,")
    assert drawn.index("⟦коротке замикання⟧") < between < drawn.rindex("⟦a drone⟧")


def test_a_long_position_names_all_its_sources() -> None:
    story = Story()
    for number in range(9):
        story.article(
            f"{number}.txt",
            "{s" + str(number) + f"|Bridge {number} [[fell]].}}",
            source=f"Paper {number}",
            language="en",
            published="2031-05-03",
        )
    story.article("z.txt", "{z|It [[stands]].}", source="Last", language="en", published=None)
    names = [f"s{number}" for number in range(9)]
    story.claim(Relation.CONFLICT, {"fell": names, "stands": ["z"]}, facet=Facet.STATUS)
    drawn = rendered(PICTURES["diff"](Index(story.comparison()), Look(width=80)), Look(width=80))
    assert "also: Paper 6, Paper 7, Paper 8" in drawn
    assert "Bridge 6" not in drawn


def test_the_side_that_denies_is_told_apart() -> None:
    story = Story()
    story.article("a.txt", "{a|It [[fell]].}", source="One", language="en", published="2031-05-03")
    story.article("b.txt", "{b|It [[fell]].}", source="Two", language="en", published="2031-05-04")
    story.said("b", polarity=Polarity.DENIED)
    sides = {"fell": ["a"], "fell ": ["b"]}
    story.claim(Relation.CONFLICT, sides, facet=Facet.POLARITY, denials=["fell "])
    drawn = rendered(PICTURES["diff"](Index(story.comparison()), Look(width=75)), Look(width=75))
    assert "“fell” (One) against “fell” (a denial: Two)" in " ".join(drawn.split())
    assert "B  fell   ≠ denied · 1 source" in drawn


def test_no_conflict_is_said_only_where_conflicts_were_looked_for() -> None:
    index = Index(port_fire())

    def drawn(wanted: Filter) -> str:
        look = Look(width=80)
        return rendered(diff.diff(index, diff.Listing(filter=wanted), look), look)

    assert "No conflict" not in drawn(Filter(relations=(Relation.AGREE,)))
    assert "No conflict was found among these." in drawn(Filter(facets=(Facet.QUANTITY,)))
    assert "No conflict" not in drawn(EVERYTHING)


def test_an_article_in_full_names_its_author() -> None:
    comparison = port_fire()
    first = replace(comparison.articles[0], author="Ада Чайка")
    index = Index(replace(comparison, articles=(first, *comparison.articles[1:])))
    drawn = detail.show(index, detail.find(index, first.id), Look(width=80))
    assert "by Ада Чайка" in rendered(drawn, Look(width=80)).splitlines()[0]


def test_a_speaker_in_full_is_named_in_the_nominative() -> None:
    comparison = port_fire()
    said = Attribution(
        speaker="мэра Орлова", key="orlov", cue="по словам", manner=Manner.REPORTED,
        name="мэр Орлов",
    )  # fmt: skip
    first = replace(comparison.statements[0], attribution=said)
    index = Index(replace(comparison, statements=(first, *comparison.statements[1:])))
    drawn = detail.show(index, detail.find(index, first.id), Look(width=80))
    assert "speaker: мэр Орлов (reported, по словам)" in rendered(drawn, Look(width=80))
