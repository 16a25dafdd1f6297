"""What a web page says about itself: JSON-LD, meta elements, its title, the comment of whoever
saved it. Nothing here is believed that the page does not write in full."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from srccmp.read.declared import read_date
from srccmp.read.decoding import clean
from srccmp.read.naming import host_of, is_same_outlet

PUBLISHED_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
)
# schema.org's names for one account: NewsArticle, ReportageNewsArticle, BlogPosting, Report …
ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
LINKED_DATA = re.compile(
    r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>(.{2,400000}?)</script", re.I | re.S
)
MAX_SCRIPTS = 40
MAX_NODES = 5_000
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>)\s*$"
)
# Browsers write the address in front of a page that they save; the Wayback Machine hands it to
# its own script.
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,5}\)(https?://[^\s<>]{4,2000}) -->")
WAYBACK = re.compile(r"__wm\.wombat\(\s{0,5}[\"'](https?://[^\"'\s<>]{4,2000})[\"']")
HEAD = 20_000  # code points in which both stand
SEPARATOR = re.compile(r"\s+[|—–•·»-]\s+|\s*[|•·»]\s+|\s+::\s+")
MAX_SITE_NAME = 50
MAX_AUTHOR = 100
NO_NAME = re.compile(r"[©®™]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """As the page writes them, None where it is silent. ``body`` is the text of the article,
    ``is_open`` False where the page says that the text has to be paid for; ``is_article`` tells
    that it calls itself one."""

    headline: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    description: str | None = None
    body: str | None = None
    is_open: bool = True
    is_article: bool = False


def facts_of(page: str, tree: Any) -> PageFacts:
    """What the page declares. ``tree`` is the page, parsed.

    JSON-LD is before meta elements: those are often the same for all pages of a site.
    """
    meta = _meta(tree)
    linked = _linked(page)
    saved = SAVED_FROM.search(page, 0, HEAD) or WAYBACK.search(page, 0, HEAD)
    published = next(
        (v for v in (linked.published, *map(meta.get, PUBLISHED_META)) if v and read_date(v)), None
    )
    return replace(
        linked,
        headline=linked.headline or _line(meta.get("og:title")),
        published=published,
        outlet=_name(meta.get("og:site_name"))
        or linked.outlet
        or _name(meta.get("application-name")),
        author=linked.author or _author(meta.get("author")),
        description=_line(meta.get("og:description") or meta.get("description")),
        url=(saved[1].replace(":80/", "/") if saved else None) or linked.url,
        is_article=linked.is_article or meta.get("og:type") == "article",
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content[:2000])
    return found


def _linked(page: str) -> PageFacts:
    """The page's own article in its JSON-LD; an empty value where it has none."""
    nodes: list[Mapping[str, Any]] = []
    for number, script in enumerate(LINKED_DATA.finditer(page)):
        if number == MAX_SCRIPTS:
            break
        try:
            nodes += _nodes(json.loads(WRAPPING.sub("", script[1]), strict=False))
        except (ValueError, RecursionError):
            continue  # half of a page's scripts may be cut; the others still speak
    by_id = {str(node["@id"]): node for node in reversed(nodes) if "name" in node and "@id" in node}
    for node in nodes:
        if not any(ARTICLE_TYPE.search(str(kind)) for kind in _listed(node.get("@type"))):
            continue
        body = node.get("articleBody")
        return PageFacts(
            headline=_line(node.get("headline") or node.get("name")),
            published=_line(node.get("datePublished")),
            outlet=_name(_named(node.get("publisher"), by_id)),
            author=_authors(node.get("author"), by_id),
            url=next(
                filter(None, map(_address, (node.get("mainEntityOfPage"), node.get("url")))), None
            ),
            body=body if isinstance(body, str) else None,
            is_open=str(node.get("isAccessibleForFree", "true")).lower() != "false",
            is_article=True,
        )
    return PageFacts()


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of JSON-LD, those inside ``@graph`` and ``mainEntity`` included."""
    waiting = [data]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        here = waiting.pop(0)
        if isinstance(here, list):
            waiting = here + waiting
        elif isinstance(here, dict):
            yield here
            waiting += [here[key] for key in ("@graph", "mainEntity") if key in here]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _named(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The name of an organisation or a person: a string, an object, or a reference to one."""
    for one in _listed(value):
        if isinstance(one, dict):
            one = one.get("name") or by_id.get(str(one.get("@id")), {}).get("name")
        for name in _listed(one):
            if isinstance(name, str) and name.strip():
                return name
    return None


def _authors(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> str | None:
    names = dict.fromkeys(filter(None, (_author(_named(one, by_id)) for one in _listed(value))))
    return ", ".join(list(names)[:4]) or None


def _author(name: str | None) -> str | None:
    """A person's name; None for an address, for nothing and for a paragraph about somebody."""
    line = _line(name)
    if line is None or len(line) > MAX_AUTHOR or "/" in line or not any(map(str.isalpha, line)):
        return None
    return line


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and "//" in value and host_of(value) else None


def _line(value: Any) -> str | None:
    """A value as one line of clean text; None where it is no text."""
    if not isinstance(value, str):
        return None
    return " ".join(clean(value).split()) or None


def _name(name: str | None) -> str | None:
    """An outlet's name; None for a path through the site, a handle or a sentence."""
    line = _line(NO_NAME.sub("", name or ""))
    if line is None or len(line) > MAX_SITE_NAME or "|" in line or line.startswith("@"):
        return None
    return line


def headline_of(
    found: str | None,
    title: str | None,
    heading: str | None,
    facts: PageFacts,
    host: str | None,
) -> str | None:
    """The page's headline without the site's name behind it.

    ``found`` is what trafilatura takes for it, ``title`` the title element, ``heading`` the main
    heading; the heading is right where any of the others begins with it.

    >>> headline_of("Fire in the port - Herald", None, "Fire in the port", PageFacts(), None)
    'Fire in the port'
    >>> headline_of("Fire in the port | Herald", None, None, PageFacts(outlet="Herald"), None)
    'Fire in the port'
    """
    heading, lines = _line(heading), (_line(found), _line(title), facts.headline)
    if heading and len(heading) > 10:
        for line in filter(None, lines):
            if _letters(line).startswith(_letters(heading)):
                return heading
    whole = next(filter(None, lines), None) or ""
    for cut in SEPARATOR.finditer(whole):
        before, behind = whole[: cut.start()], whole[cut.end() :]
        is_outlet = facts.outlet is not None and _letters(behind) == _letters(facts.outlet)
        if is_outlet or (host and len(behind) <= MAX_SITE_NAME and is_same_outlet(behind, host)):
            return before
    return whole or heading


def outlet_of(title: str | None, headline: str | None, facts: PageFacts) -> str | None:
    """The outlet's name: as the page declares it, else what stands behind the headline in the
    title element.

    >>> outlet_of("Fire in the port - Herald", "Fire in the port", PageFacts())
    'Herald'
    """
    if facts.outlet and _letters(facts.outlet) not in _letters(headline or ""):
        return facts.outlet
    line = _line(title) or ""
    for cut in SEPARATOR.finditer(line):
        if headline and _letters(line[: cut.start()]) == _letters(headline):
            return _name(SEPARATOR.split(line[cut.end() :])[-1])
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
