"""Which other outlets an article names as where it has its story from, and whose account it is.

"… сообщает Reuters", «со ссылкой на DW», «за даними Укрінформу», "according to the Herald": only
names that can be told to be an outlet's count, of an article at hand or of the list
(``lexicon/outlets.toml``); a ministry that is named the same way is a speaker, not an outlet.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from srccmp.model import Article, Source
from srccmp.read.naming import HOST, UK_SECOND, name_key
from srccmp.read.outlets import AGENCY, BARE, REFERENCE, TELLS

TOLD = (
    r"(?:передал[аои]?|сообщил[аои]?|написал[аои]?|повідоми(?:в|л[аои])|переда(?:в|л[аои])"
    r"|написа(?:в|л[аои])|wrote|reported|told)"
)
DATA = r"(?:данным|даними|информации|інформацією|сообщению|повідомленням|материалам|матеріалами)"
PAGE = r"(?:сайт[еі]|страниц\w{1,2}|сторін\w{2,3})"
# What stands before an outlet's name, in small letters; ``verb`` may stand behind it as well.
LEADS = re.compile(
    rf"\b(?:(?P<verb>{TELLS}|{TOLD})|{REFERENCE}|[пз][оа]\s{DATA}|according\sto|reported\sby"
    rf"|(?:на|в|у)\s{PAGE})\b"
)
NAME = re.compile(rf"\s{AGENCY}{BARE}")
NAME_BEFORE = re.compile(rf"\b{BARE}\s$")
BEFORE = 80  # code points of a name and its kind
# Who is named here tells of the whole; further in, of what stands beside.
HEAD, TAIL = 600, 250  # code points of the account
REACH = 20_000
# «Материалы, опубликованные со ссылкой на …, не подлежат перепечатке»: conditions, no credit.
REUSE = re.compile(
    r"(?:опублик|опублік|размещ|розміщ|перепечат|передрук|копир|копію|использован|використан"
    r"|republi|reproduc|copyright)"
)
REUSE_REACH = 60  # code points before
FOLLOWING = re.compile(r"\s[^\W\d_]+")
MIN_STEM = 5  # letters of a name left without its case ending
ENDINGS = 2  # letters of a case ending: «Укрінформу», «Вестником»


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of the list: ``key`` as the lists of names have it."""

    key: str
    hosts: tuple[str, ...]
    names: tuple[str, ...]


@cache
def _listed() -> tuple[Outlet, ...]:
    text = files("srccmp.annotate.lexicon").joinpath("outlets.toml").read_text("utf-8")
    return tuple(
        Outlet(
            key=key,
            hosts=tuple(entry["hosts"].split()),
            names=tuple(name.strip() for name in entry["names"].split("|")),
        )
        for key, entry in tomllib.loads(text).items()
    )


@cache
def _listed_by_key() -> Mapping[str, str]:
    return {
        _folded(name): outlet.key
        for outlet in _listed()
        for name in (outlet.key, *outlet.hosts, *outlet.names)
    }


def _folded(name: str) -> str:
    """One key for the spellings of a name: transliterations differ in "c" and "k", "y" and "i"."""
    return name_key(name).replace("-", "").replace("c", "k").replace("y", "i")


def listed_outlet(name: str) -> str | None:
    """The key of the outlet that the name or the address is of; None where no list has it.

    >>> listed_outlet("economics.unian.ua"), listed_outlet("Немецкая волна"), listed_outlet("Мост")
    ('unian', 'deutsche-welle', None)
    """
    host = name.lower().partition("/")[0].removeprefix("www.")
    if HOST.fullmatch(host):
        labels = host.split(".")
        for start in range(len(labels) - 1):
            if found := _listed_by_key().get(_folded(".".join(labels[start:]))):
                return found
        return None
    return _listed_by_key().get(_folded(name))


def site_label(key: str) -> str | None:
    """What a site is called by; None where the key is no address.

    >>> site_label("news.herald.com.ua"), site_label("herald")
    ('herald', None)
    """
    labels = _own_labels(key)
    return labels[-1] if labels else None


def _own_labels(key: str) -> list[str]:
    """The parts of an address before its ending ("com", "com.ua")."""
    if not HOST.fullmatch(key):
        return []
    labels = key.split(".")
    ending = 2 if len(labels) > 2 and labels[-2] in (*UK_SECOND, "com") else 1
    return labels[:-ending]


def names_of(source: Source) -> frozenset[str]:
    """Folded names that an article may credit the source by: its name and key, its site with and
    without what stands before it and behind, and that of the list."""
    found = {_folded(source.key), _folded(source.name)}
    if own := _own_labels(source.key):
        found |= {_folded(own[-1]), _folded(".".join(source.key.split(".")[len(own) - 1 :]))}
    if listed := listed_outlet(source.key) or listed_outlet(source.name):
        found |= {_folded(listed)}
    return frozenset(name for name in found if len(name) > 1)


@dataclass(slots=True)
class Credits:
    """By article id the ids of the articles at hand whose outlets it names (``told``), and the
    keys of all outlets that it names where that is said of the whole (``heads``)."""

    told: dict[str, frozenset[str]] = field(default_factory=dict)
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self, article: str, other: str) -> bool:
        """Whether the first article names the other's outlet as its source."""
        return other in self.told.get(article, ())


def find_credits(articles: Sequence[Article]) -> Credits:
    """Whom each article names; an outlet of an article at hand has its source's key."""
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for name in names_of(article.source):
            by_name[name].add(article.id)
    sources = {article.id: article.source.key for article in articles}
    known = {
        name: min(sources[article] for article in ids) for name, ids in sorted(by_name.items())
    }
    found = Credits()
    for article in articles:
        own = names_of(article.source)
        told: set[str] = set()
        heads: list[str] = []
        for names, is_of_whole in _named(article):
            key = next((k for name in names if (k := _resolved(name, known))), None)
            if key is None or key in own:
                continue
            told |= {a for a in by_name.get(key, ()) if sources[a] != article.source.key}
            outlet = known.get(key, key)
            if is_of_whole and outlet not in heads:
                heads.append(outlet)
        found.told[article.id] = frozenset(told - {article.id})
        found.heads[article.id] = tuple(heads)
    return found


def _resolved(name: str, known: Mapping[str, str]) -> str | None:
    """The folded name that an outlet at hand is known by, else the key of the list; None for what
    is neither."""
    listed = listed_outlet(name)
    if listed is not None:
        return _folded(listed) if _folded(listed) in known else listed
    return _match(name, known)


def _match(name: str, known: Mapping[str, str]) -> str | None:
    """The name among the known ones, also in another case («Укрінформу»)."""
    folded = _folded(name)
    for cut in range(ENDINGS + 1):
        stem = folded[: len(folded) - cut]
        if stem in known and (not cut or len(stem) >= MIN_STEM):
            return stem
    return None


def _named(article: Article) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Names that stand where an outlet is credited, the longest reading first, and whether that is
    said of the whole text."""
    if article.source.wire:
        yield (article.source.wire,), True
    body = article.body
    yield from _credited(article.text[body.start : min(body.stop, body.start + REACH)])


@lru_cache(maxsize=4096)  # each article is asked for three times
def _credited(text: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two in lower case
        lower = text
    found = []
    for lead in LEADS.finditer(lower):
        if REUSE.search(lower, max(0, lead.start() - REUSE_REACH), lead.start()):
            continue
        names = [NAME.match(text, lead.end())]
        if lead["verb"]:
            before = max(0, lead.start() - BEFORE)
            names.append(NAME_BEFORE.search(text[before : lead.start()]))
        is_of_whole = lead.start() < HEAD or lead.end() > len(text) - TAIL
        found += [(_readings(match), is_of_whole) for match in names if match]
    return tuple(found)


def _readings(match: re.Match[str]) -> tuple[str, ...]:
    """The name, the longest reading first: «Немецкая волна» goes on with a small word."""
    name, after = match["name"], FOLLOWING.match(match.string, match.end("name"))
    read = [name + after[0], name] if after else [name]
    return tuple(re.sub(r"[«»“”„\"]", "", each).strip(" '.,;:") for each in read)


@dataclass(frozen=True, slots=True)
class Voices:
    """Where accounts come from: by article id, for what is told without naming a speaker
    (``articles``); and by the key of an outlet at hand, all of whose articles have their account
    from one other, that one's (``outlets``)."""

    articles: Mapping[str, str]
    outlets: Mapping[str, str]

    def of_speaker(self, key: str) -> str:
        """The origin of what a speaker says: for an outlet that repeats another, that one."""
        return self.outlets.get(key, key)


def voices(articles: Sequence[Article]) -> Voices:
    """An account comes from its outlet; from the one outlet that it names as the source of the
    whole; for a reprint, from where its first has it.

    Two unknown outlets have two keys, and an outlet with several addresses has one.
    """
    credit = find_credits(articles)
    by_id = {article.id: article for article in articles}
    alike: dict[str, str] = {}
    for key in sorted({article.source.key for article in articles}):
        alike.setdefault(listed_outlet(key) or key, key)

    def voice(article: Article) -> str:
        first = by_id.get(article.reprint_of or "", article)
        heads = credit.heads[first.id]
        key = heads[0] if len(heads) == 1 else first.source.key
        return alike.get(listed_outlet(key) or key, key)

    found = {article.id: voice(article) for article in articles}
    told: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        told[article.source.key].add(found[article.id])
    outlets = {key: min(of) for key, of in sorted(told.items()) if len(of) == 1 and of != {key}}
    return Voices(found, outlets)
