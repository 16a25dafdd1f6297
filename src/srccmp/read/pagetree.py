"""The tree of a web page without what surrounds its article.

trafilatura finds the main text by the density of words. What misleads it is marked by structure,
not by words: other articles of the same page, teasers that are one link, boxes whose class names
them. These go before it looks. Measured on 27 saved pages of as many sites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from srccmp.read.declared import read_date
from srccmp.read.headers import date_line

# Names of boxes that are no part of any article, as sites write them in class and id.
_BOXES = """
related relation by-?lines? authors? author-?(?:box|info|bio|name|card) read-?also also-?read
read-?more read-?next see-?also recommend(?:ed|ations?|s)? popular most-?read most-?viewed trending
newsletters? subscri(?:be|bes|ption|bed) share sharing shares social socials cookies? consent gdpr
banner promo teasers? outbrain taboola breadcrumbs? comments? disclosure correction-?form
telegram-?(?:link|banner) more-?news other-?news last-?news latest-?news news-?feed tags donate
donation advert(?:isement|s)? ads?
"""
BOX = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(_BOXES.split()) + r")(?![a-z0-9])(?![-_]?(?:post|article)\b)",
    re.I,
)
# camelCase and BEM are spelled apart before they are compared.
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|__|_")
PAGE_TAGS = frozenset({"html", "body", "main", "article", "head", "title", "h1"})
UNSEEN = ("script", "style", "template", "svg", "iframe", "button")
HEADINGS = ("h1", "h2", "h3", "h4")
BLOCKS = frozenset(("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "td", "dd"))
# A box with more than this share of the page's running text (pieces of so many code points) is the
# article, whatever its class says.
MAX_BOX_SHARE, MIN_RUNNING = 0.3, 40
# "Read also", «До теми», "MUST READ |": what stands before the one link of a teaser.
MAX_LABEL = 30
MIN_TEASER = 20  # code points of a link that is a headline
# The paragraph between headline and text: code points, letters, and what sites call it.
MAX_LEAD, MIN_LEAD = 800, 40
LEAD = re.compile(
    r"(?<![a-z0-9])(?:lead|lede|intro|standfirst|dek|subtitle|sub-?head(?:line)?|summary|excerpt"
    r"|annotation|announce|anons|perex|preview-?text|description)(?![a-z0-9])",
    re.I,
)
MIN_BODY, MAX_BODY = 300, 300_000  # code points of what is marked as the article's text
MIN_OTHER = 300  # letters of an article that stands beside the page's own
SENTENCE_END = re.compile(r"[.!?…。][»”\"’')\]]*$")
MAX_BLOCKS = 20_000
# How many elements below the headline its date may stand, and how many code points one between a
# date and a headline below it may have.
BESIDE, MAX_BETWEEN = 40, 80
DATED = re.compile(r"(?<![a-z])(?:dates?|time|publish(?:ed)?|pubdate|posted)(?![a-z])", re.I)
CHANGED = re.compile(r"updat|modif|changed|edited", re.I)
# Where text may stand outside of a paragraph, and what stands inside one.
LOOSE = frozenset({"div", "section", "article", "main", "body", "blockquote"})
INLINE = frozenset(
    ("a", "b", "i", "em", "strong", "span", "u", "sup", "sub", "font", "mark", "abbr", "cite")
)


def strip_unseen(tree: Any) -> None:
    """Takes out what no reader sees, and parts the words that only a line break parts."""
    for element in list(tree.iter(*UNSEEN)):
        _drop(element)
    for br in tree.iter("br"):
        br.tail = " " + (br.tail or "")


def heading_of(tree: Any) -> str | None:
    """The page's first main heading that has words."""
    for element in tree.iter("h1"):
        if words := _words(element):
            return words[:500]
    return None


def title_of(tree: Any) -> str | None:
    """The title element of the page; a picture's title is no page's."""
    found = tree.find(".//head/title")
    if found is None:
        found = tree.find(".//title")
    return _words(found)[:500] if found is not None else None


def visible_date(tree: Any, headline: str | None) -> str | None:
    """The date that stands beside the headline, as the page writes it; None where none does.

    One below comes before one above: there sites also write today's date.
    """
    wanted = _key(headline or "")
    above: str | None = None
    below = -1  # elements since the headline
    for element in tree.iter("time", "h1", "h2", "p", "span", "div", "li", "td"):
        words = _words(element) if _is_leaf(element) else ""
        if below < 0 and wanted and element.tag in ("h1", "h2") and _key(words) == wanted:
            below = 0
        elif below >= BESIDE:
            break
        elif day := _date_of(element, words):
            if below >= 0:
                return day
            above = day
        elif below >= 0:
            below += 1
        elif len(words) > MAX_BETWEEN:
            above = None  # a date above another text is that text's
    return above if below >= 0 else None


def _date_of(element: Any, words: str) -> str | None:
    named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    if CHANGED.search(named):
        return None
    if element.tag == "time" and read_date(element.get("datetime") or ""):
        return str(element.get("datetime"))
    if day := date_line(words):
        return day
    is_dated = len(words) <= 60 and DATED.search(CAMEL.sub("-", named)) and read_date(words)
    return words if is_dated else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """How many pieces were taken out, and how many of them were headlines that lead to other
    pages; ``cards`` are the paragraphs under such headlines, ``body`` is what the page marks as
    the article (None where it marks nothing, or several things), both by their letters."""

    dropped: int
    teasers: int
    cards: frozenset[str]
    body: str | None

    def is_outside(self, line: str) -> bool:
        return self.body is not None and _key(line) not in self.body

    def is_card(self, line: str) -> bool:
        return _key(line) in self.cards


def prune(tree: Any, headlines: tuple[str, ...]) -> Surroundings:
    """Takes out of ``tree`` what surrounds the article.

    ``headlines`` are the ways in which the page writes its own.
    """
    own = frozenset(filter(None, map(_key, headlines)))
    dropped = _other_articles(tree, own)
    teasers = 0
    cards: set[str] = set()
    _paragraphs_of_breaks(tree)
    total = _running(tree)
    for element in [e for e in tree.iter() if isinstance(e.tag, str)]:
        if element.getparent() is None or element.tag in PAGE_TAGS:
            continue
        if element.tag == "figcaption" or _is_box(element, total):
            _drop(element)
            dropped += 1
        elif _is_teaser(element) and _key(_words(element)) not in own:
            if element.tag in HEADINGS:
                cards |= _card_of(element)
            _drop(element)
            teasers += 1
    return Surroundings(
        dropped=dropped + teasers, teasers=teasers, cards=frozenset(cards), body=_marked_body(tree)
    )


def _marked_body(tree: Any) -> str | None:
    found = tree.xpath("//*[@itemprop='articleBody']")
    if len(found) != 1 or _running(found[0]) < MIN_BODY:
        return None
    return _key(_words(found[0]))[:MAX_BODY]


def _card_of(heading: Any) -> set[str]:
    """The paragraphs of the teaser that a heading begins: those of the nearest box around it that
    has any, if no other heading is in that box."""
    box = heading.getparent()
    for _ in range(3):
        if box is None or sum(1 for _ in box.iter(*HEADINGS)) > 1:
            return set()
        texts = {_key(_words(p)) for p in box.iter("p", "div") if p.find(".//p") is None}
        texts -= {"", _key(_words(heading)), _key(_words(box))}
        if texts:
            return texts
        box = box.getparent()
    return set()


def _other_articles(tree: Any, headlines: frozenset[str]) -> int:
    """Takes out the other articles of a page that scrolls on: those with a heading of their own,
    where one has the page's. Where none has it, they are the entries of one account, as in a live
    blog, and become sections of it: of several articles trafilatura may leave out some."""
    articles = [
        e for e in tree.iter("article") if not any(True for _ in e.iterancestors("article"))
    ]
    own = [e for e in articles if _heads(e) & headlines]
    if not own:
        for element in articles if len(articles) > 1 else ():
            element.tag = "section"
        return 0
    others = [e for e in articles if e not in own and _heads(e) and len(_words(e)) >= MIN_OTHER]
    for element in others:
        _drop(element)
    return len(others)


def _heads(article: Any) -> set[str]:
    return {key for tag in ("h1", "h2") for e in article.iter(tag) if (key := _key(_words(e)))}


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _is_box(element: Any, total: int) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    if len(named) < 3 or not BOX.search(CAMEL.sub("-", named)):
        return False
    if element.find(".//h1") is not None:
        return False
    return _running(element) <= MAX_BOX_SHARE * total


def _running(element: Any) -> int:
    """The code points of running text below an element, in whatever blocks a site writes it: long
    pieces of text that are no link's."""
    pieces = [e.text for e in element.iter("*") if e.tag != "a"]
    pieces += [e.tail for e in element.iter("*") if e is not element]
    return sum(len(piece) for piece in pieces if piece and len(piece.strip()) >= MIN_RUNNING)


def _is_teaser(element: Any) -> bool:
    """Whether a paragraph is a headline that leads elsewhere, with or without a label before it.

    "Про це <a>повідомила поліція Києва</a>." goes on after a label, too: a headline begins with a
    capital, and a sentence ends with a full stop.
    """
    if element.tag not in BLOCKS:
        return False
    links = element.findall(".//a")
    if len(links) != 1 or element.find(".//p") is not None:
        return False
    target = links[0].get("href") or ""
    link = _words(links[0])
    if len(link) < MIN_TEASER or len(link.split()) < 4 or target.startswith("#"):
        return False
    whole = _words(element)
    at = whole.find(link)
    if at < 0 or at > MAX_LABEL or len(whole) - at - len(link) > 3:
        return False
    first = next(filter(str.isalnum, link), "")
    return not SENTENCE_END.search(whole) and (first.isupper() or first.isdigit())


def _paragraphs_of_breaks(tree: Any) -> None:
    """Makes paragraphs of loose text that is only parted by ``<br>``: it would run into one."""
    parents = dict.fromkeys(
        parent
        for br in tree.iter("br")
        if (parent := br.getparent()) is not None and parent.tag in LOOSE
    )
    for parent in parents:
        children = list(parent)
        current = parent.makeelement("p")
        current.text, parent.text = parent.text, None
        parent.insert(0, current)
        for child in children:
            tail, child.tail = child.tail, None
            if child.tag in INLINE:
                current.append(child)
                child.tail = tail
                continue
            if child.tag == "br":
                parent.remove(child)
            current = _paragraph_after(current if child.tag == "br" else child, tail)
        for paragraph in list(parent.iterchildren("p")):
            if not len(paragraph) and not (paragraph.text or "").strip():
                parent.remove(paragraph)


def _paragraph_after(element: Any, text: str | None) -> Any:
    paragraph = element.makeelement("p")
    paragraph.text = text
    element.addnext(paragraph)
    return paragraph


def lead(tree: Any, first: str, description: str | None) -> str | None:
    """The paragraph that sites keep apart above the text, where it is marked as such or is what
    the page gives for its ``description``; None where there is none. ``first`` is the first line
    of the text that was found."""
    begin, described = _key(first)[:60], _key(description or "")
    for number, element in enumerate(tree.iter("p", "div", "h2", "section", "span")):
        if number > MAX_BLOCKS:
            break
        words = _words(element) if _is_leaf(element) else ""
        key = _key(words)
        if begin and key.startswith(begin):
            return None
        if len(words) > MAX_LEAD or sum(map(str.isalpha, words)) < MIN_LEAD:
            continue
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        is_marked = LEAD.search(CAMEL.sub("-", named)) is not None
        if (is_marked or (len(described) >= MIN_LEAD and key.startswith(described[:150]))) and (
            SENTENCE_END.search(words) and begin not in key
        ):
            return words
    return None


def _is_leaf(element: Any) -> bool:
    """Whether no block of text is right below an element."""
    return not any(child.tag in BLOCKS for child in element)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext("*")).split())


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + " " + element.tail
        else:
            parent.text = (parent.text or "") + " " + element.tail
    parent.remove(element)
