"""Nothing that an article says is markup: read by a parser of CommonMark and of GitHub's kind."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.builders import Story, port_fire
from tests.present.test_pictures import hostile

from srccmp.comparison import Comparison
from srccmp.model import Facet, Relation
from srccmp.present import diff
from srccmp.present.filter import EVERYTHING, Filter, chosen, entries
from srccmp.present.markdown import (
    JOINER,
    diff_markdown,
    escaped,
    sources_markdown,
    strong,
    table_markdown,
)
from srccmp.present.plain import timeline_rows
from srccmp.present.safe import safe
from srccmp.present.view import Index

PARSERS = {
    "commonmark": MarkdownIt("commonmark").enable("table"),
    "gfm": MarkdownIt("gfm-like"),
}
# Names of hosts without more ("fuzzy") are no links to GitHub, and outlets are called so.
PARSERS["gfm"].linkify.set({"fuzzy_link": False})  # type: ignore[union-attr]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- gone --> &lt;b&gt; &copy; &#60;",
    "[a link](https://evil.example) ![image](x.png)",
    "[a]: https://evil.example 'title'",
    "<https://evil.example> https://evil.example www.evil.example",
    "ftp://evil.example mailto:a@evil.example //evil.example a@evil.example xmpp:a@b.example",
    "*x* **x** _x_ __x__ ~~x~~ ~x~ ***x***",
    "`code` ``code`` ```",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "> quote",
    "---",
    "===",
    "=",
    "***",
    "| a | b |",
    "    code",
    "[^1] [[wiki]] ![[embed]] [x] [ ]",
    "\\",
    "\\*x\\*",
    "$x$ $$y$$",
]


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inline(token.children or [])


def words(tokens: list[Token]) -> str:
    return "".join(t.content for t in inline(tokens) if t.type in ("text", "text_special"))


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("told", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "- {}", "> {}", "### {}", "x {} y"])
def test_hostile_words_are_words(told: str, frame: str, parser: str) -> None:
    framed = frame.format(escaped(told))
    tokens = PARSERS[parser].parse(framed)
    plain = {t.type for t in PARSERS[parser].parse(frame.format("word"))}
    assert {t.type for t in tokens} == plain
    assert {t.type for t in inline(tokens)} <= plain | {"text", "text_special"}
    expected = " ".join(frame.lstrip("->#").format(safe(told)).split())
    assert " ".join(words(tokens).replace(JOINER, "").split()) == expected


SIGNS = "ab1 2.)(*_`~[]<>#+-=|\\!&;:/@$^%{}\"'\n—«»дї\u2060www.http://x"


@settings(deadline=None, max_examples=400)
@given(st.text(alphabet=SIGNS, max_size=40) | st.text(max_size=30))
def test_any_words_come_back(told: str) -> None:
    bare = safe(told)
    for parser in PARSERS.values():
        tokens = parser.parse(f"- {escaped(told)}")
        found = " ".join(words(tokens).replace(JOINER, "").split())
        assert found == " ".join(bare.split())
        types = {t.type for t in inline(tokens)}
        assert types <= {
            "bullet_list_open", "list_item_open", "paragraph_open", "inline", "text",
            "text_special", "paragraph_close", "list_item_close", "bullet_list_close",
        }  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(
    st.text(alphabet=SIGNS, max_size=12),
    st.text(alphabet=SIGNS, max_size=12),
    st.text(alphabet=SIGNS, max_size=12),
)
def test_marked_words_are_bold_wherever_they_stand(before: str, marked: str, after: str) -> None:
    inner = safe(marked).strip()
    line = f"x{escaped(before)}{strong(safe(marked))}{escaped(after)}x"
    tokens = list(inline(PARSERS["commonmark"].parse(line)))
    types = [t.type for t in tokens]
    assert types.count("strong_open") == types.count("strong_close") == (1 if inner else 0)
    assert "em_open" not in types
    if inner:
        opened, closed = types.index("strong_open"), types.index("strong_close")
        found = "".join(t.content for t in tokens[opened:closed] if t.type.startswith("text"))
        assert found.replace(JOINER, "") == inner


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("@desk", "@+desk"),
        ("a@b.example a@.c", "a@+b.example a@+.c"),
        ("#12 and GH-7", "\\#+12 and GH-+7"),
        ("https://x.example", "https:/+/x.example"),
        ("www.x.example", "www+.x.example"),
        (":warning: :+1:", ":+warning: :++1:"),
        ("a ==x== %%y%%", "a =+=x=+= %+%y%+%"),
        ("mailto:x", "mailto:+x"),
        ("at 14:30:15", "at 14:30:15"),
        ("5 %, a - b, R&D (1:0)", "5 %, a - b, R&D (1:0)"),
    ],
)
def test_what_github_looks_for_is_kept_apart(told: str, kept: str) -> None:
    assert escaped(told).replace(JOINER, "+") == kept


def everything(comparison: Comparison) -> list[str]:
    index = Index(comparison)
    rows = timeline_rows(index, entries(index, EVERYTHING))
    columns = ["when", "kind", "source", "published", "text", "disputed"]
    return [
        diff_markdown(index, chosen(index, EVERYTHING), diff.Listing(all=True)),
        sources_markdown(index),
        table_markdown(rows, columns),
    ]


def worse() -> Comparison:
    """A story whose every word is hostile."""
    story = Story()
    for number, told in enumerate(HOSTILE):
        drawn = told.replace("[[", "[ [").replace("]]", "] ]").replace("|", "¦").replace("}", ")")
        story.article(
            f"{told}/{number}.txt",
            "{s" + str(number) + f"|The dam [[{drawn}]]{drawn} fell.}}",
            source=f"{told}{number}",
            language="en",
            published="2031-05-03",
            title=told,
            origins=(told,),
        )
        story.said(f"s{number}", speaker=told, key=told)
    half = len(HOSTILE) // 2
    names = [f"s{number}" for number in range(len(HOSTILE))]
    story.claim(
        Relation.CONFLICT, {HOSTILE[0]: names[:half], HOSTILE[1]: names[half:]}, facet=Facet.STATUS
    )
    story.claim(Relation.AGREE, {HOSTILE[7]: names})
    return story.comparison()


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("make", [port_fire, hostile, worse])
def test_a_whole_page_has_our_markup_alone(make: Callable[[], Comparison], parser: str) -> None:
    for text in everything(make()):
        tokens = list(inline(PARSERS[parser].parse(text)))
        types = {t.type for t in tokens}
        assert not [t for t in types if t.startswith(("html", "link", "image", "em_", "s_"))]
        assert not types & {"fence", "code_block", "hr", "ordered_list_open"}
        assert all(t.markup != "=" for t in tokens if t.type == "heading_open")
        assert "**" not in words(tokens).replace("\\*", "").replace("***", "").replace("**x**", "")
    assert "strong_open" in {
        t.type for t in inline(PARSERS[parser].parse(everything(port_fire())[0]))
    }


@pytest.mark.parametrize("make", [port_fire, hostile, worse])
def test_a_table_has_as_many_cells_in_each_row(make: Callable[[], Comparison]) -> None:
    for text in everything(make())[1:]:
        tokens = PARSERS["commonmark"].parse(text)
        assert tokens[0].type == "table_open"
        rows = text.strip().count("\n") + 1
        assert sum(t.type == "tr_open" for t in tokens) == rows - 1
        columns = sum(t.type == "th_open" for t in tokens)
        assert sum(t.type == "td_open" for t in tokens) == columns * (rows - 2)


def test_a_reprint_stands_below_its_first_and_says_why() -> None:
    comparison = port_fire()
    (reprint,) = (article for article in comparison.articles if article.reprint_of)
    lines = sources_markdown(Index(comparison)).splitlines()
    assert lines[0].endswith("| repeats | reprint |")
    place = next(i for i, line in enumerate(lines) if "Солянський вісник (its text)" in line)
    assert f"| {reprint.id[:4]} | ↳ Хвиля (its text)" in lines[place + 1]
    assert "of Солянський вісник" in lines[place + 1]
    without = sources_markdown(Index(comparison), Filter(languages=("en", "ru")))
    assert "reprint" not in without.splitlines()[0]


def test_reprints_give_their_words_once_after_the_first() -> None:
    story = Story()
    first = story.article(
        "z.txt", "{z|The dam [[fell]].}", source="First", language="en", published="2031-05-04"
    )
    for name in ("Second", "Third"):
        story.article(
            f"{name}.txt", "{" + name + "|The dam [[fell]].}", source=name, language="en",
            published="2031-05-03", reprint_of=first.id,
        )  # fmt: skip
    story.article("a.txt", "{a|It [[stands]].}", source="Last", language="en", published=None)
    story.claim(
        Relation.CONFLICT, {"fell": ["z", "Second", "Third"], "stands": ["a"]}, facet=Facet.STATUS
    )
    index = Index(story.comparison())
    text = diff_markdown(index, chosen(index, EVERYTHING), diff.Listing())
    assert text.count("The dam **fell**.") == 1
    (line,) = (line for line in text.splitlines() if line.startswith("> First"))
    assert line == (
        "> First (en, 4 May 2031) and in the same words Second (en, 3 May 2031, reprint of First),"
        " Third (en, 3 May 2031, reprint of First): The dam **fell**."
    )


def test_the_page_rendered_shows_the_words() -> None:
    index = Index(port_fire())
    text = diff_markdown(index, chosen(index, EVERYTHING), diff.Listing())
    page = html.unescape(PARSERS["commonmark"].render(text))
    assert "<strong>коротке замикання</strong>" in page
    assert page.count("<blockquote>") == 4
