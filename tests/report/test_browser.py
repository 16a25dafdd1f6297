"""The report in a real browser: what it does, what it cannot do, and who can read it."""

from __future__ import annotations

from typing import Any

import pytest

from srccmp.comparison import Comparison
from srccmp.model import Facet, Relation
from tests.builders import Story
from tests.report.conftest import Open, View
from tests.report.stories import hostile, port_fire, two_stories

pytestmark = pytest.mark.usefixtures("without_picture")

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
MADE = {"fire": port_fire, "stories": two_stories, "hostile": hostile}


def claims(comparison: Comparison, relation: Relation) -> list[str]:
    return [
        f"claim-{verdict.claim_id}"
        for verdict in comparison.verdicts
        if verdict.relation is relation
    ]


# What it asks for ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_in_silence(opened: Open, name: str, scheme: str) -> None:
    with opened(MADE[name](), color_scheme=scheme) as view:
        for anchor in ("#texts", "#words", "#f:q=dam"):
            view.page.goto(view.url + anchor)
        view.page.wait_for_timeout(100)
        assert view.troubles == []
        assert {url.split("#")[0] for url in view.requests} == {view.url}
        assert view.page.evaluate("window.hacked") is None


VIOLATIONS = """() => {
  window.violations = [];
  addEventListener("securitypolicyviolation", (event) => {
    window.violations.push(event.effectiveDirective);
  });
}"""


@pytest.mark.parametrize(
    ("code", "barred"),
    [
        ("const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
         "document.body.append(s)", "script-src-elem"),
        ("const s = document.createElement('script'); s.src = 'https://x.example/a.js';"
         "document.body.append(s)", "script-src-elem"),
        ("const b = document.createElement('b'); b.setAttribute('onclick', 'window.hacked = 1');"
         "document.body.append(b); b.click()", "script-src-attr"),
        ("const b = document.createElement('b'); b.setAttribute('style', 'color: red');"
         "document.body.append(b)", "style-src-attr"),
        ("const i = new Image(); i.src = 'https://x.example/a.png'; document.body.append(i)",
         "img-src"),
        ("fetch('https://x.example/a').catch(() => 0)", "connect-src"),
        ("const f = document.createElement('iframe'); f.src = 'https://x.example/';"
         "document.body.append(f)", "frame-src"),
        ("const f = document.createElement('form'); f.action = 'https://x.example/';"
         "document.body.append(f); f.submit()", "form-action"),
        ("const b = document.createElement('base'); b.href = 'https://x.example/';"
         "document.head.append(b)", "base-uri"),
    ],
)  # fmt: skip
def test_the_policy_bars_what_is_not_ours(opened: Open, code: str, barred: str) -> None:
    with opened(port_fire()) as view:
        view.page.evaluate(VIOLATIONS)
        view.page.evaluate(f"() => {{ {code} }}")
        view.page.wait_for_function("() => window.violations.length > 0")
        assert set(view.page.evaluate("window.violations")) == {barred}
        assert view.page.evaluate("window.hacked") is None
        assert {url.split("#")[0] for url in view.requests} == {view.url}


# Filters -------------------------------------------------------------------------------------


def test_filters_narrow_the_claims_and_tell_how_many(opened: Open) -> None:
    comparison = port_fire()
    total = len(comparison.claims)
    with opened(comparison) as view:
        assert view.count == f"{total} claims"
        view.page.check("[name=relation][value=conflict]")
        view.wait_count(f"1 of {total} claims")
        assert view.shown() == claims(comparison, Relation.CONFLICT)
        assert view.page.locator(".matrix tbody tr:visible").count() == 1
        view.page.check("[name=relation][value=update]")
        view.wait_count(f"2 of {total} claims")
        assert view.page.is_hidden("text=told by one source only >> nth=1")
        view.page.select_option("#f-facet", "cause")
        view.wait_count(f"1 of {total} claims")
        view.page.click("#clear")
        view.wait_count(f"{total} claims")
        assert len(view.shown()) == total
        assert not view.page.is_checked("[name=relation][value=conflict]")


def test_filter_by_source_and_language(opened: Open) -> None:
    comparison = port_fire()
    with opened(comparison) as view:
        view.page.select_option("#f-source", label="Port Daily (4)")
        view.wait_count(f"4 of {len(comparison.claims)} claims")
        view.page.select_option("#f-language", "uk")
        view.wait_count(f"3 of {len(comparison.claims)} claims")


def test_free_text_in_any_order_and_case_also_within_what_is_folded(opened: Open) -> None:
    comparison = port_fire()
    single = next(
        c
        for c in comparison.claims
        if "тонн" in next(a for a in comparison.statements if a.id in c.members).statement.text
    )
    with opened(comparison) as view:
        locator = view.page.locator(f"#claim-{single.id}")
        assert not locator.is_visible()
        view.page.fill("#f-q", "ТОНН пшениці")
        view.wait_count(f"1 of {len(comparison.claims)} claims")
        assert locator.is_visible()
        view.page.fill("#f-q", "")
        view.wait_count(f"{len(comparison.claims)} claims")
        assert not locator.is_visible()  # folded again as it was
        for words in ("no such word anywhere", "in the text", "findings"):
            view.page.fill("#f-q", words)
            view.wait_count(f"0 of {len(comparison.claims)} claims")
        assert view.page.locator(".kind:visible").count() == 0


def test_the_address_keeps_the_filters(opened: Open) -> None:
    comparison = port_fire()
    with opened(comparison) as view:
        view.page.check("[name=relation][value=agree]")
        view.page.fill("#f-q", "елеватор & порт")
        view.page.wait_for_function("() => location.hash.includes('q=')")
        address, shown, count = view.page.url, view.shown(), view.count
        view.page.goto("about:blank")
        view.page.goto(address)
        assert (view.shown(), view.count) == (shown, count)
        assert view.page.is_checked("[name=relation][value=agree]")
        assert view.page.input_value("#f-q") == "елеватор & порт"
        view.page.click("#clear")
        assert view.page.url == view.url


def test_an_address_with_what_is_not_there_harms_nothing(opened: Open) -> None:
    comparison = port_fire()
    for address in ("#f:source=nobody&relation=%22", "#%E0%A4%A", "#f:", "#claim-none"):
        with opened(comparison, hash=address) as view:
            assert view.troubles == []
            assert len(view.shown()) in (0, len(comparison.claims))


def test_back_from_the_words_to_the_filtered_claims(opened: Open) -> None:
    comparison = port_fire()
    with opened(comparison, hash="#f:relation=conflict") as view:
        view.page.locator(".claim .voice a").first.click()
        assert "#statement-" in view.page.url
        assert len(view.shown()) == 1
        view.page.go_back()
        assert view.page.url.endswith("#f:relation=conflict")
        assert view.shown() == claims(comparison, Relation.CONFLICT)


# From a finding to its words -----------------------------------------------------------------


def focused(view: View) -> str:
    told: str = view.page.evaluate("document.activeElement.id")
    return told


def test_a_finding_leads_to_its_words_and_these_lead_back(opened: Open) -> None:
    comparison = port_fire()
    finding = comparison.verdicts[0].findings[0]
    left = f"statement-{finding.left.statement_id}"
    with opened(comparison) as view:
        claim = view.page.locator(f"#claim-{comparison.claims[0].id}")
        claim.locator(".findings > summary").click()
        claim.locator(f".quotes a[href='#{left}']").first.click()
        assert focused(view) == left
        target = view.page.locator(f"#{left}")
        assert target.evaluate("e => e.matches(':target')")
        assert view.page.evaluate(
            "id => { const r = document.getElementById(id).getBoundingClientRect();"
            "return r.top >= 0 && r.bottom <= innerHeight; }",
            left,
        )
        words = comparison.articles[0].text[finding.left.span.start : finding.left.span.stop]
        assert words in target.locator("mark").all_inner_texts()
        view.page.locator(f"#{left} + a.ref").click()
        assert focused(view) == f"claim-{comparison.claims[0].id}"


def test_a_link_opens_what_is_folded_or_filtered_away(opened: Open) -> None:
    comparison = port_fire()
    single = claims(comparison, Relation.SINGLE)[0]
    with opened(comparison, hash="#f:relation=conflict") as view:
        view.page.evaluate("id => { location.hash = id; }", single)
        view.page.wait_for_function("id => document.activeElement.id === id", arg=single)
        assert view.page.locator(f"#{single}").is_visible()
        assert len(view.shown()) == len(comparison.claims)


# Keys ----------------------------------------------------------------------------------------


def test_keys(opened: Open) -> None:
    comparison = port_fire()
    ids = [f"claim-{claim.id}" for claim in comparison.claims]
    with opened(comparison) as view:
        keyboard = view.page.keyboard
        keyboard.press("j")
        assert focused(view) == ids[0]
        keyboard.press("j")
        assert focused(view) == ids[1]
        keyboard.press("k")
        assert focused(view) == ids[0]
        keyboard.press("/")
        assert focused(view) == "f-q"
        keyboard.type("j/k")
        assert view.page.input_value("#f-q") == "j/k"
        keyboard.press("Escape")
        view.page.click("#clear")
        view.page.uncheck("#keys")
        keyboard.press("j")
        assert focused(view) == "keys"


def test_the_first_tab_skips_to_the_claims(opened: Open) -> None:
    with opened(port_fire()) as view:
        view.page.keyboard.press("Tab")
        skip = view.page.locator(".skip")
        assert skip.evaluate("e => e === document.activeElement")
        box = skip.bounding_box()
        assert box
        assert box["width"] > 50
        view.page.keyboard.press("Enter")
        assert focused(view) == "claims"


def test_focus_is_seen(opened: Open) -> None:
    with opened(port_fire()) as view:
        for _ in range(12):
            view.page.keyboard.press("Tab")
            outline = view.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"


# Without scripts, on a phone, in print -------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_without_scripts_all_can_be_read(opened: Open, name: str) -> None:
    comparison = MADE[name]()
    with opened(comparison, java_script_enabled=False) as view:
        assert not view.page.locator("#filters").is_visible()
        for claim in claims(comparison, Relation.CONFLICT):
            assert view.page.locator(f"#{claim}").is_visible()
        for article in comparison.articles:
            assert view.page.locator(f"#article-{article.id}").is_visible()
        if claims(comparison, Relation.SINGLE):
            view.page.locator(".alone > summary").first.click()
            assert view.page.locator(".alone .claim").first.is_visible()


@pytest.mark.parametrize("name", MADE)
def test_the_page_never_scrolls_sideways(opened: Open, name: str) -> None:
    with opened(MADE[name]()) as view:
        view.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        for width in (320, 360, 768, 1280):
            view.page.set_viewport_size({"width": width, "height": 740})
            assert view.page.evaluate("document.documentElement.scrollWidth") <= width


def test_positions_stand_side_by_side_and_are_stacked_on_a_phone(opened: Open) -> None:
    def lefts(view: View) -> list[float]:
        boxes: list[float] = view.page.eval_on_selector_all(
            "article.r-conflict .stand", "all => all.map(e => e.getBoundingClientRect().left)"
        )
        return boxes

    with opened(port_fire(), viewport={"width": 1280, "height": 900}) as view:
        assert len(set(lefts(view))) == 2
    with opened(port_fire(), **PHONE) as view:
        assert len(set(lefts(view))) == 1


def test_the_matrix_scrolls_in_its_own_box(opened: Open) -> None:
    with opened(port_fire(), **PHONE) as view:
        box = view.page.locator(".scroll:has(.matrix)")
        assert box.evaluate("e => e.scrollWidth > e.clientWidth")
        box.focus()
        view.page.keyboard.press("ArrowRight")
        view.page.wait_for_function(
            "() => document.querySelector('.scroll:has(.matrix)').scrollLeft > 0"
        )


def test_what_is_open_is_printed_and_no_filter_stands(opened: Open) -> None:
    comparison = port_fire()
    single = claims(comparison, Relation.SINGLE)[0]
    for settings in ({}, {"java_script_enabled": False}):
        with opened(comparison, **settings) as view:
            view.page.emulate_media(media="print")
            for folded in (f"#{single}", ".findings", ".matched", ".body"):
                assert not view.page.locator(folded).first.is_visible()
            assert view.page.locator(".alone > summary").first.is_visible()
            view.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert not view.page.locator("#filters").is_visible()
            assert not view.page.locator(".contents").is_visible()
            for selector in (f"#{single}", ".findings .quotes", ".shares", ".body"):
                box = view.page.locator(selector).first.bounding_box()
                assert box
                assert box["height"] > 10
            assert view.page.pdf()[:5] == b"%PDF-"


# For everybody -------------------------------------------------------------------------------


def serious(view: View) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = Axe().run(view.page).response
    return [
        f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical", "moderate")
        for node in each["nodes"][:3]
    ]


# Of each kind of page in both schemes, and on a phone, as many as tell something new.
@pytest.mark.parametrize(
    ("name", "scheme", "device"),
    [
        ("fire", "light", {}),
        ("fire", "dark", {}),
        ("fire", "dark", PHONE),
        ("stories", "light", PHONE),
        ("stories", "dark", {}),
        ("hostile", "light", {}),
    ],
)
def test_axe_finds_nothing(opened: Open, name: str, scheme: str, device: dict[str, Any]) -> None:
    with opened(MADE[name](), color_scheme=scheme, **device) as view:
        view.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        view.page.evaluate("location.hash = document.querySelector('.st').id")
        assert serious(view) == []


def test_axe_would_find_it(opened: Open) -> None:
    with opened(port_fire()) as view:
        view.page.evaluate(
            "document.body.append(document.createElement('button')), "
            "document.documentElement.removeAttribute('lang')"
        )
        assert {each.split(":")[0] for each in serious(view)} >= {"button-name", "html-has-lang"}


@pytest.mark.usefixtures("with_picture")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_of_the_timeline(opened: Open, scheme: str) -> None:
    comparison = port_fire()
    with opened(comparison, color_scheme=scheme, **PHONE) as view:
        assert view.troubles == []
        assert {url.split("#")[0] for url in view.requests} == {view.url}
        assert serious(view) == []
        assert view.page.evaluate("document.documentElement.scrollWidth") <= 360
        marks = view.page.locator(".picture svg a:has(path)")  # no line: it has no height
        assert marks.count() > 2
        target = marks.first.get_attribute("href") or ""
        marks.first.click()
        assert focused(view) == target[1:]


def test_light_and_dark_differ(opened: Open) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        with opened(port_fire(), color_scheme=scheme) as view:
            grounds.add(view.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


# Many claims ---------------------------------------------------------------------------------


def many(number: int) -> Comparison:
    story = Story()
    for source in ("First", "Second"):
        drawn = " ".join(f"{{{source}{i}|The gate {i} was [[{source}]].}}" for i in range(number))
        story.article(f"{source}.txt", drawn, source=source, language="en", published="2031-05-03")
    for i in range(number):
        sides = {"First": [f"First{i}"], "Second": [f"Second{i}"]}
        story.claim(Relation.CONFLICT, sides, facet=Facet.STATUS)
    return story.comparison()


def test_two_thousand_claims_are_filtered_without_a_wait(opened: Open) -> None:
    with opened(many(2000)) as view:
        view.page.fill("#f-q", "gate 1999")
        view.wait_count("1 of 2000 claims")
        took = view.page.evaluate(
            """() => {
              const field = document.getElementById("f-facet"), times = [];
              for (const value of ["", "status", "", "status", ""]) {
                const start = performance.now();
                field.value = value;
                location.hash = "#f:" + (value ? "facet=" + value : "q=gate+7");
                dispatchEvent(new HashChangeEvent("hashchange"));
                document.body.offsetHeight;
                times.push(performance.now() - start);
              }
              return Math.min(...times);
            }"""
        )
        assert took < 1000  # about 60 ms at a desk; a machine of ours may be loaded
