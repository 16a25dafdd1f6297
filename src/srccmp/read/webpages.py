"""Saved web pages: the article without its surroundings, and what the page says about it.

trafilatura finds the main text, htmldate gives a second opinion on the date.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from srccmp.errors import UnreadableArticle
from srccmp.read.assemble import Draft
from srccmp.read.declared import Declared, date_in_url, read_date
from srccmp.read.decoding import clean, decode
from srccmp.read.formats import Doubt, Drafts, Raw, doubts_of, extra, no_text, with_title
from srccmp.read.headers import STAMP_LINES, date_line
from srccmp.read.naming import host_of
from srccmp.read.pagefacts import PageFacts, facts_of, headline_of, outlet_of
from srccmp.read.pagetext import (
    article_lines,
    is_account,
    is_consent,
    is_same_line,
    not_an_article,
)
from srccmp.read.pagetree import (
    Surroundings,
    heading_of,
    lead,
    prune,
    strip_unseen,
    title_of,
    visible_date,
)
from srccmp.read.records import plain

CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})"""
    rb"""|^\s{0,20}<\?xml[^>]{0,60}encoding=["']([\w.:-]{2,40})""",
    re.I,
)
OWN_REPORT = re.compile(rb"""<meta\sname=["']?generator["']?\scontent=["']?srccmp""", re.I)
# What pages call Latin-1 is cp1252, as browsers read it.
LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
# By itself htmldate takes no date after today: the answer would depend on the clock. Its extensive
# search reads any text by dateparser, clock and all: 24 of 27 pages right in 3.3 s where the plain
# one has 22 in 0.1 s; the two, and one more, are found beside the headline (`visible_date`).
DATE_SEARCH = {
    "original_date": True,
    "extensive_search": False,
    "outputformat": "%Y-%m-%d",
    "max_date": "2100-01-01",
}
JANUARY_FIRST = "-01-01"  # htmldate's way of saying that it knows the year only
# Below this much the library takes the whole page instead; a report of three sentences is whole.
MIN_EXTRACTED = "100"
# The text that a page hands to search engines replaces what was found where that is far less.
FAR_LESS = 0.6


# Some sites give their front page as the address of every article; that one has teasers, too.
MIN_TEASERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    draft: Draft
    doubts: tuple[Doubt, ...]


def read_html(raw: Raw) -> Drafts:
    page = read_page(raw)
    return Drafts(drafts=(page.draft,), doubts=page.doubts)


def read_page(
    raw: Raw, *, charset: str | None = None, url: str | None = None, record: str | None = None
) -> Page:
    """One page. ``charset`` and ``url`` are what the archive around it says.

    Raises UnreadableArticle: ``no-text`` where the page holds no article, ``needs-extra``.
    """
    if OWN_REPORT.search(raw.data, 0, 4096):
        raise UnreadableArticle(
            "a report made by srccmp, not an article", code="own-output", hint="keep it elsewhere"
        )
    extra("trafilatura", extra="html", what="reading web pages")
    from trafilatura.metadata import extract_metadata
    from trafilatura.utils import load_html

    decoded = decode(raw.data, declared=_charset(raw.data, charset))
    tree = load_html(decoded.text)
    if tree is None:
        raise no_text("it is no HTML page")
    facts = facts_of(decoded.text, tree)
    found = extract_metadata(deepcopy(tree), facts.url or url, dict(DATE_SEARCH))
    address = found.url or facts.url or url
    host = host_of(address or "")
    strip_unseen(tree)
    heading, title_element = heading_of(tree), title_of(tree)
    title = headline_of(found.title, title_element, heading, facts, host)
    seen = visible_date(tree, title)
    around = prune(tree, tuple(filter(None, (title, heading, facts.headline))))
    lines, dropped = _lines(tree, title, facts, around, address)
    if stamp := next(filter(date_line, lines[:STAMP_LINES]), None):
        lines.remove(stamp)
    day, by, doubts = _published(facts, stamp or seen, found.date, address)
    declared = Declared(
        by="metadata",
        title=title,
        source=outlet_of(title_element, title, facts),
        host=host,
        url=address,
        author=facts.author or found.author,
        # Not the language: 3 of 23 pages declare one that is not theirs.
    )
    draft = raw.draft(
        "\n".join(lines), declared=(declared, Declared(by=by, published=day)), record=record
    )
    if not facts.is_open:
        message = "the page says that its text has to be paid for; what was saved may be a part"
        doubts.append(Doubt(code="paywall", message=message))
    if dropped:
        pieces = "one piece" if dropped == 1 else f"{dropped} pieces"
        message = f"{pieces} of menus, captions and links to other pages were left out"
        doubts.append(Doubt(code="boilerplate", message=message))
    return Page(draft=with_title(draft, title), doubts=(*doubts_of(decoded), *doubts))


def _charset(data: bytes, given: str | None) -> str | None:
    named = CHARSET.search(data, 0, 4096)
    declared = given or ((named[1] or named[2]).decode("ascii", "replace") if named else None)
    return "cp1252" if declared and declared.lower() in LATIN else declared


def _lines(
    tree: Any,
    title: str | None,
    facts: PageFacts,
    around: Surroundings,
    address: str | None,
) -> tuple[list[str], int]:
    """The lines of the article and how many pieces were left out.

    Raises UnreadableArticle (``no-text``) where the page holds none.
    """
    found = _main_text(tree)
    lines = article_lines(found)
    if title and lines and is_same_line(lines[0], title):
        lines = lines[1:]
    cards = [line for line in lines if around.is_card(line)]
    is_front = not facts.is_article and (
        (_is_front(address) and around.teasers >= MIN_TEASERS)
        or 2 * sum(map(len, cards)) > sum(map(len, lines))
    )
    if cards and 2 * sum(map(len, cards)) <= sum(map(len, lines)):
        lines = [line for line in lines if line not in cards]
    inside = [line for line in lines if not around.is_outside(line)]
    if 2 * sum(map(len, inside)) > sum(map(len, lines)):
        lines = inside
    told = _told(facts)
    if told and sum(map(len, lines)) < FAR_LESS * sum(map(len, told)):
        lines = told
    elif (
        lines
        and (above := lead(tree, lines[0], facts.description))
        and not any(is_same_line(line, above) for line in lines[:3])
    ):
        lines = [above, *lines]
    if is_front or not is_account(lines) or is_consent(lines):
        text = " ".join(tree.text_content().split())[:20_000]
        raise not_an_article(text, is_open=facts.is_open, is_front=is_front)
    return lines, around.dropped + max(0, len(found) - len(lines))


def _main_text(tree: Any) -> list[str]:
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config
    from trafilatura.utils import line_processing, trim

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", MIN_EXTRACTED)
    found = bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        include_images=False,
        include_links=False,
        config=config,
    )
    # Both remember their last 1,024 strings, whole pages among them.
    line_processing.cache_clear()
    trim.cache_clear()
    text = getattr(found, "text", None) or ""
    return [line for each in text.split("\n") if (line := clean(each).strip())]


def _told(facts: PageFacts) -> list[str]:
    """The lines of the text in the page's JSON-LD, empty where it is none."""
    text = clean(plain(facts.body or ""))
    lines = article_lines(" ".join(line.split()) for line in text.split("\n"))
    return lines if is_account(lines) else []


def _is_front(address: str | None) -> bool:
    """Whether an address is that of a site as a whole."""
    return address is not None and re.fullmatch(r"https?://[^/?#]{3,200}/?", address) is not None


def _published(
    facts: PageFacts, seen: str | None, found: str | None, address: str | None
) -> tuple[str | None, str, list[Doubt]]:
    """The date as the page's metadata declares it, else as it stands beside the headline
    (``seen``), else in the address, else as htmldate ``found`` it somewhere on the page."""
    if facts.published is None:
        if seen is None and date_in_url(address or ""):
            return None, "page", []
        return seen or (found and found.removesuffix(JANUARY_FIRST)), "page", []
    day, second = read_date(facts.published), read_date(found) if found else None
    doubts = []
    if second == date_in_url(address or ""):
        second = None  # that is told of where addresses are compared
    if day and second and abs((second[0] - day[0]).days) > 1:
        message = f"published {day[0]} by its metadata, {second[0]} by the page itself"
        doubts.append(Doubt(code="date-doubt", message=message))
    return facts.published, "metadata", doubts
