"""The file itself: what it holds, what it may do, and that no article can change either."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib.machinery import ModuleSpec
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srccmp import CompareOptions, compare, read_articles
from srccmp.comparison import Comparison
from srccmp.model import Relation
from srccmp.present.filter import Filter, narrowed
from srccmp.present.safe import UNSEEN
from srccmp.present.view import Index
from srccmp.report import report
from srccmp.report.page import Narrowing
from srccmp.report.picture import ATTRIBUTES, ELEMENTS
from tests.builders import port_fire_story
from tests.report.reading import Element, Reading, read
from tests.report.stories import EVIL, hostile, port_fire, two_stories

pytestmark = pytest.mark.usefixtures("without_picture")

GOLDEN = Path(__file__).parent.parent / "golden"
BARE = (  # no attributes but those of any element
    *("head", "title", "style", "script", "body", "header", "footer", "main", "nav", "section"),
    *("article", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "b", "br", "ul", "ol"),
    *("li", "dl", "dt", "dd", "pre", "code", "kbd", "bdi", "blockquote", "q", "mark", "details"),
    *("summary", "table", "thead", "tbody", "fieldset", "legend", "html"),
)
ALLOWED: dict[str, set[str]] = {
    **{name: set() for name in BARE},
    "meta": {"charset", "http-equiv", "name", "content"},
    "tr": {"data-claim"},
    "td": {"colspan"},
    "meter": {"value", "max"},
    "th": {"scope"},
    "a": {"href", "rel"},
    "form": {"hidden"},
    "label": {"for"},
    "input": {"type", "name", "value", "checked", "autocomplete", "spellcheck"},
    "select": {"name"},
    "option": {"value"},
    "button": {"type"},
}
ANYWHERE = {
    *("id", "class", "lang", "dir", "role", "tabindex", "aria-label", "aria-labelledby"),
    *("aria-hidden", "data-relation", "data-facets", "data-sources", "data-languages"),
}


def golden() -> Comparison:
    return compare(read_articles([str(GOLDEN)]), CompareOptions(encoder="none"))


def empty() -> Comparison:
    return replace(
        port_fire(),
        articles=(),
        statements=(),
        claims=(),
        verdicts=(),
        timeline=(),
        notes=(),
        stories=(),
    )


MADE: dict[str, Callable[[], Comparison]] = {
    "fire": port_fire,
    "stories": two_stories,
    "hostile": hostile,
    "golden": golden,
    "empty": empty,
}


@pytest.fixture(scope="module", params=MADE)
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return MADE[request.param]()


@pytest.fixture(scope="module")
def html(comparison: Comparison, without_picture: None) -> str:  # noqa: ARG001
    return report(Index(comparison))


@pytest.fixture(scope="module")
def page(html: str) -> Reading:
    return read(html)


def fire() -> Reading:
    return read(report(Index(port_fire())))


def policy_of(page: Reading) -> dict[str, str]:
    told = next(
        e for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = (rule.strip().partition(" ") for rule in told.attributes["content"].split(";"))
    return {name: value for name, _, value in rules}


# What it may do ------------------------------------------------------------------------------


def test_only_our_script_and_style_may_be_used(page: Reading) -> None:
    policy = policy_of(page)
    for name in ("default-src", "base-uri", "form-action"):
        assert policy[name] == "'none'"
    assert set(policy) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    for name, rule in (("script", "script-src"), ("style", "style-src")):
        contents = [element.text for element in page.all(name)]
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in contents]
        assert len(contents) == 1
        assert policy[rule] == f"'sha256-{hashes[0].decode()}'"


def test_the_policy_stands_before_what_it_governs(page: Reading) -> None:
    names = [element.name for element in page.elements]
    head = [e.attributes.get("http-equiv", "") for e in page.elements[: names.index("style")]]
    assert "Content-Security-Policy" in head
    assert "title" not in names[: head.index("Content-Security-Policy")]


def test_nothing_is_fetched(page: Reading) -> None:
    for element in page.elements:
        assert not {"src", "srcset", "data", "action", "poster", "ping"} & set(element.attributes)
        target = element.attributes.get("href", "#")
        if not target.startswith("#"):
            assert re.match(r"https?://\w", target)
            assert element.name == "a"
            assert element.attributes["rel"] == "noopener noreferrer nofollow"
    style = next(page.all("style")).text
    assert not re.search(r"url\(|@import|image-set|expression", style)
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|WebSocket|import|eval|innerHTML|Function)\b",
        next(page.all("script")).text,
    )
    referrer = [e for e in page.all("meta") if e.attributes.get("name") == "referrer"]
    assert [e.attributes["content"] for e in referrer] == ["no-referrer"]


def test_only_elements_and_attributes_of_ours(page: Reading) -> None:
    for element in page.elements:
        assert element.name in ALLOWED
        assert set(element.attributes) <= ALLOWED[element.name] | ANYWHERE
    assert not page.comments
    assert not page.repeated


def test_every_link_has_a_target_and_no_id_stands_twice(page: Reading) -> None:
    ids = Counter(e.attributes["id"] for e in page.elements if "id" in e.attributes)
    assert [each for each, number in ids.items() if number > 1] == []
    names = ("href", "for", "aria-labelledby")
    told = [e.attributes[name] for e in page.elements for name in names if name in e.attributes]
    each = {name for names in told if not names.startswith("http") for name in names.split()}
    assert {name.removeprefix("#") for name in each} <= set(ids)


def test_headings_are_in_order(page: Reading) -> None:
    levels = [int(e.name[1]) for e in page.elements if re.fullmatch("h[1-6]", e.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_scrolls_can_be_reached_by_the_keyboard(page: Reading) -> None:
    for element in page.of_class("scroll"):
        assert element.attributes["tabindex"] == "0"
        assert element.attributes["role"] == "region"
        assert {"aria-label", "aria-labelledby"} & set(element.attributes)


def test_nothing_invisible_reaches_the_file(html: str) -> None:
    assert not UNSEEN.search(html.replace("\n", ""))


# What it holds -------------------------------------------------------------------------------


def test_everything_of_the_comparison_has_its_anchor(page: Reading, comparison: Comparison) -> None:
    ids = {element.attributes.get("id") for element in page.elements}
    assert {f"claim-{claim.id}" for claim in comparison.claims} <= ids
    assert {f"statement-{each.id}" for each in comparison.statements} <= ids
    assert {f"article-{article.id}" for article in comparison.articles} <= ids


def test_each_claim_leads_to_the_words_and_back(page: Reading, comparison: Comparison) -> None:
    targets = {e.attributes["href"][1:] for e in page.all("a") if "href" in e.attributes}
    assert {f"claim-{claim.id}" for claim in comparison.claims} <= targets
    members = {member for claim in comparison.claims for member in claim.members}
    assert {f"statement-{member}" for member in members} <= targets
    assert {f"article-{article.id}" for article in comparison.articles} <= targets


def test_the_whole_of_each_text_is_there(page: Reading, comparison: Comparison) -> None:
    def bare(words: str) -> str:
        return "".join(filter(str.isalnum, UNSEEN.sub("", words)))

    for article in comparison.articles:
        if EVIL in article.text:
            continue  # escape sequences are left out as a whole
        told = page.by_id(f"article-{article.id}").text
        for reference in {element.text for element in page.of_class("ref")}:
            told = told.replace(reference, "")
        for line in filter(str.strip, article.text.splitlines()):
            assert bare(line) in bare(told)


def text_of(element: Element) -> str:
    return " ".join(element.text.split())


def test_the_first_claim_shows_who_says_what_how_surely_and_since_when() -> None:
    page = fire()
    claim = next(page.of_class("claim"))
    told = text_of(claim)
    for words in (
        "conflict · cause",
        "5 sources · 5 origins",
        "A коротке замикання / замыкание проводки",
        "B a drone / обломки беспилотника",
        "since 3 May 2031",
        "Солянський вісник Ukrainian 3 May 2031 ~ hedged per рятувальники",
        "Port Daily English 4 May 2031 ? alleged per Two dockers",
        "reprint of Солянський вісник",
        "9 findings",
        "different causes",
        "against",
    ):
        assert words in told
    assert claim.attributes["data-languages"] == "en ru uk"
    marked = [text_of(e) for e in page.all("mark") if "blockquote" in e.inside]
    assert {"коротке замикання", "a drone", "осколки дрона"} <= set(marked)


def test_it_begins_with_the_headline_and_a_sentence_to_quote() -> None:
    page = read(report(Index(port_fire())))
    head = text_of(next(page.all("header"))).partition("told by one source only")[0]
    assert head.count("У Солянці горів елеватор") == 1
    assert head.count("articles by") == 1
    assert head.index("articles by") < head.index("In short: Most disputed is the cause")
    assert "✗ 1 conflict ↻" not in head.partition("In short")[0]


def test_a_count_that_changed_is_a_course() -> None:
    course = text_of(next(fire().of_class("course")))
    assert course == "injured 4 3 May 2031 Солянський вісник 6 4 May 2031 Port Daily, Берег"


def test_words_of_an_article_have_its_language() -> None:
    page = fire()
    quotes = [*page.all("blockquote"), *page.all("q")]
    assert Counter(e.attributes["lang"] for e in quotes).keys() == {"uk", "ru", "en"}
    bodies = [e.attributes["lang"] for e in page.of_class("body")]
    assert bodies == ["uk", "en", "ru", "uk", "ru"]


def test_the_matrix_has_heads_and_words() -> None:
    page = fire()
    table = next(page.of_class("matrix"))
    assert text_of(table).startswith(
        "claim Port Daily Берег Портовое обозрение Солянський вісник Хвиля"
    )
    assert "≠ denies" not in text_of(table)
    for words in ("~ hedges A", "○ reports A; ○ reports B", "● asserts B", "· silent"):
        assert words in text_of(table)
    scopes = Counter(e.attributes["scope"] for e in page.all("th") if "data-claim" not in e.inside)
    assert scopes["row"] >= len(list(page.of_class("matrix")))


def test_the_timeline_stands_as_a_table() -> None:
    told = text_of(next(fire().of_class("timeline")))
    for words in (
        "night to 3 May 2031",
        "≠ the times conflict: night to 3 May 2031",
        "○ Port Daily published Elevator burns in Solianka",
    ):
        assert words in told


def test_a_part_says_that_it_is_one_and_by_what() -> None:
    by = Narrowing(words=("relation agree", "source Port"), options=("--only agree",))
    page = read(report(Index(port_fire()), narrowing=by))
    told = text_of(next(page.of_class("narrowed")))
    assert told.startswith("A part of the comparison only: relation agree · source Port.")
    assert next(page.all("code")).text.endswith("--encoder none --only agree")
    assert not list(fire().of_class("narrowed"))


def test_each_label_has_its_language() -> None:
    told = [(e.text, e.attributes["lang"]) for e in fire().all("bdi")]
    assert ("a drone / обломки беспилотника", "") in told  # of two languages
    assert ("4 injured", "uk") in told or ("4 injured", "") in told


def test_the_sources_tell_how_each_was_decided() -> None:
    told = text_of(next(fire().of_class("sources")))
    assert "Port Daily (its text) Elevator burns in Solianka English 0.99 (letters)" in told
    assert "4 May 2031 (header)" in told
    page = fire()
    assert "Солянський вісник" in text_of(next(page.of_class("families")))
    addresses = [e.attributes["href"] for e in page.all("a") if "rel" in e.attributes]
    assert "https://portdaily.example/fire?a=1&b=1" in addresses


def test_it_can_be_run_again() -> None:
    page = fire()
    told = text_of(next(e for e in page.all("dl") if "SHA-256" in e.text))
    for name in ("encoder none", "min_link 0.6", "one_story False", "srccmp.comparison/1"):
        assert name in told
    for article in port_fire().articles:
        assert any(article.sha256 == e.text for e in page.all("dd"))


def test_notes_lead_to_what_they_are_about() -> None:
    page = fire()
    told = [e.attributes["href"] for e in page.all("a") if "facts" in e.attributes.get("class", "")]
    assert f"#claim-{port_fire().claims[0].id}" in told


def test_several_stories_have_a_list_of_contents() -> None:
    page = read(report(Index(two_stories())))
    assert text_of(next(page.all("h1"))) == "5 articles in 2 stories and 1 alone"
    contents = text_of(next(page.of_class("stories")))
    assert "2 articles · 1 conflict" in contents
    assert [e.attributes["id"] for e in page.of_class("story")] == ["s1", "s2", "alone"]
    parts = [text_of(e) for e in page.of_class("parts")]
    assert parts == ["Who says what Timeline Sources"] * 2 + ["Timeline Sources"]


def test_the_filters_offer_what_there_is() -> None:
    page = fire()
    options = [text_of(e) for e in page.all("option")]
    assert {"cause (1)", "quantity (1)", "Берег (4)", "Ukrainian (5)"} <= set(options)
    ticks = [text_of(e) for e in page.of_class("tick")]
    assert "✗ conflict (1)" in ticks
    assert "hidden" in next(page.all("form")).attributes  # without scripts


def test_of_chosen_claims_it_does_not_say_that_there_is_no_conflict() -> None:
    chosen = narrowed(port_fire(), Filter(relations=(Relation.AGREE,)))
    page = read(report(Index(chosen)))
    assert text_of(next(page.of_class("dispute"))) == "No conflict among the claims here."
    assert len(list(page.of_class("text"))) == 5


def test_headlines_have_their_language() -> None:
    page = read(report(Index(two_stories())))
    heads = {text_of(e): e.attributes["lang"] for e in page.all("h2") if "lang" in e.attributes}
    assert heads["Title of museum1"] == "uk"


def test_a_missing_picture_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "pip install 'srccmp[report]'"
    monkeypatch.setitem(sys.modules, "altair", None)
    assert told in text_of(next(fire().all("main")))
    for name in ("altair", "vl_convert"):
        module = ModuleType(name)
        module.__spec__ = ModuleSpec(name, None)
        monkeypatch.setitem(sys.modules, name, module)
    assert told not in text_of(next(fire().all("main")))


def test_who_repeats_one_text_is_told() -> None:
    comparison = port_fire()
    verdicts = [replace(v, left_out=("bereg.example",)) for v in comparison.verdicts]
    page = read(report(Index(replace(comparison, verdicts=tuple(verdicts)))))
    assert "left out by: Берег" in text_of(next(page.of_class("claim")))


# Hostile articles ----------------------------------------------------------------------------


def test_hostile_words_are_words() -> None:
    html = report(Index(hostile()))
    page = read(html)
    assert html.count("<script>") == 1
    assert "javascript:" not in {e.attributes.get("href", "")[:11] for e in page.elements}
    assert not [e for e in page.all("a") if e.attributes.get("href", "#")[0] != "#"]
    assert "<script>window.hacked=1</script>" in next(page.all("h1")).text
    assert "javascript:alert(1)" in page.by_id("texts").text + next(page.all("main")).text
    assert {e.attributes.get("lang", "") for e in page.elements} <= {"", "en"}


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=words, source=words, label=words, speaker=words, url=words, path=words, note=words)
def test_no_words_change_the_document(
    title: str, source: str, label: str, speaker: str, url: str, path: str, note: str
) -> None:
    def page(*, mark: str) -> Reading:
        story = port_fire_story()
        story.said("en_cause", speaker=speaker + mark, key="dockers")
        story.notes[0] = replace(story.notes[0], message=note + mark, code=note + mark)
        comparison = story.comparison()
        first, *others = comparison.articles
        changed = replace(
            first,
            title=title + mark,
            source=replace(first.source, name=source + mark),
            url="x:" + url + mark,
            path=path + mark,
        )
        head, *tail = comparison.verdicts
        position, *positions = head.positions
        renamed = replace(position, label=label + mark)
        verdicts = (replace(head, positions=(renamed, *positions)), *tail)
        made = replace(comparison, articles=(changed, *others), verdicts=verdicts)
        return read(report(Index(made)))

    plain, evil = page(mark="a"), page(mark=EVIL)
    for each in (plain, evil):
        for element in each.elements:
            assert set(element.attributes) <= ALLOWED[element.name] | ANYWHERE
    count = Counter(e.name for e in evil.elements)
    assert count["script"] == count["style"] == count["form"] == 1
    assert not evil.comments


# With the picture ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["fire", "stories", "hostile"])
def test_the_picture_adds_nothing_but_itself(name: str, request: pytest.FixtureRequest) -> None:
    index = Index(MADE[name]())
    plain = report(index)
    request.getfixturevalue("with_picture")
    drawn = report(index)
    assert drawn != plain
    assert report(index) == drawn
    assert re.sub(r'<div class="scroll picture".*?</div>\n', "", drawn, flags=re.S) == plain
    page = read(drawn)
    ids = {element.attributes.get("id") for element in page.elements}
    for element in page.elements:
        if "svg" in element.inside:
            assert element.name in {each.lower() for each in ELEMENTS}
            names = set(element.attributes) - {"href", "tabindex"}
            assert names <= {each.lower() for each in ATTRIBUTES}
            if element.name == "a":
                assert element.attributes["href"][1:] in ids
    assert any("svg" in e.inside and e.name == "a" for e in page.elements)


# Always the same -----------------------------------------------------------------------------


def test_the_same_twice_and_in_any_order(comparison: Comparison, html: str) -> None:
    turned = replace(
        comparison,
        articles=comparison.articles[::-1],
        statements=comparison.statements[::-1],
        claims=comparison.claims[::-1],
        verdicts=comparison.verdicts[::-1],
        timeline=comparison.timeline[::-1],
        notes=comparison.notes[::-1],
    )
    assert report(Index(comparison)) == html
    assert report(Index(turned)) == html


def test_the_same_in_another_process() -> None:
    code = (
        "import hashlib\n"
        "from tests.report.stories import two_stories\n"
        "from srccmp.present.view import Index\n"
        "from srccmp.report import report\n"
        "print(hashlib.sha256(report(Index(two_stories())).encode()).hexdigest())\n"
    )
    root = Path(__file__).parent.parent.parent
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'src'}", "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Baku"))
    }
    assert len(told) == 1


def test_relations_have_their_sign_in_every_place() -> None:
    """Colour is never alone: whatever has a relation's colour has its sign or word."""
    for element in fire().elements:
        classes = element.attributes.get("class", "").split()
        for relation in Relation:
            if f"r-{relation.value}" in classes and "claim" not in classes:
                told = element.text + element.attributes.get("aria-label", "")
                assert re.search(r"[✗↻✓≈?·≠]", told)
