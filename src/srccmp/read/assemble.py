"""From a text and what is declared about it to an Article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from srccmp.errors import UnreadableArticle
from srccmp.model import Article, Grain, Published, Source, Span, short_id
from srccmp.read.declared import (
    UNDECLARED,
    Declared,
    Interval,
    date_in_name,
    date_in_url,
    published,
    read_date,
    read_language,
)
from srccmp.read.decoding import clean
from srccmp.read.headers import read_header
from srccmp.read.naming import (
    host_in_file_name,
    host_of,
    is_same_outlet,
    name_behind_title,
    name_from_file,
    name_key,
    stem_of,
)
from srccmp.read.outlets import RULES, Naming, named_outlets

# Longer first lines are paragraphs: of 118 news headlines the longest has 167 code points.
MAX_TITLE = 200
# A headline ends with a word, a closing mark, "?", "!" or "…"; these end a sentence or lead on.
NO_TITLE_END = frozenset(".;:,")
INITIALS_END = re.compile(r"(?:\b[^\W\d_]\.|\.\.\.)$")  # "S.A.", "…": full stops that end nothing
# What stands before a person's name in a byline, in the languages of the saved pages and ours.
BY = re.compile(r"(?:by|par|von|por|authors?|автор(?:и|ы)?|редактор|text|текст)\s*:?\s+", re.I)
CREDIT = re.compile(r"(?:фото|світлина|photos?|images?|pictures?)\b", re.I)  # names no writer
# An agency counts as the outlet only where the text is said to be its own.
QUOTING_RULES = frozenset({"earlier-report", "relay", "chain"})
WIRE_RULES = frozenset({"relay", "chain", "dateline", "source-line"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An account on its way: clean ``text``, the ``path`` as it is shown, the file's hash.

    ``declared`` holds what the format and the files beside it say, the strongest first; ``title``
    is a heading that the format marks as one.
    """

    path: str
    text: str
    sha256: str
    declared: tuple[Declared, ...] = ()
    title: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """``trouble`` is what the header could not be read for, ``doubt`` how two dates of publication
    differ; both are empty where all is well."""

    article: Article
    trouble: str
    doubt: str


def assemble(draft: Draft) -> Assembled:
    """Raises UnreadableArticle (``empty``) where no letter is left to compare."""
    if not any(map(str.isalpha, draft.text)):
        raise UnreadableArticle("no text in it", code="empty", hint="leave it out")
    header = read_header(draft.text)
    start, end = header.start, len(draft.text.rstrip()) if header.end is None else header.end
    if not any(map(str.isalpha, draft.text[start:end])):
        start, end = 0, len(draft.text.rstrip())
    sides = tuple(d for d in draft.declared if d.by == "metadata")
    declared = (*sides, header.declared, *(d for d in draft.declared if d.by != "metadata"))
    url = next((d.url for d in declared if d.url), None)
    path = draft.path if draft.record is None else f"{draft.path}#{draft.record}"
    title = _title(draft, declared, start)
    source = _outlet(draft, declared, url, start, title)
    if wire := next((d.wire for d in declared if d.wire), None):
        source = replace(source, wire=wire)
    day, doubt = _published(draft, declared, url)
    article = Article(
        id=short_id(draft.text),
        path=path,
        source=source,
        title=title,
        text=draft.text,
        sha256=draft.sha256,
        language=next(
            (
                guess
                for d in declared
                if d.language and (guess := read_language(d.language, d.by)) is not UNDECLARED
            ),
            UNDECLARED,
        ),
        published=day,
        body=Span(start, end),
        url=url,
        author=_author(declared, source),
    )
    return Assembled(article=article, trouble=header.trouble, doubt=doubt)


def _title(draft: Draft, declared: tuple[Declared, ...], start: int) -> str | None:
    named = next((d.title for d in declared if d.title), None)
    if named:  # «&quot;Вантаж&quot; причалив»: manifests keep what pages are written in
        named = " ".join(clean(named).split())
    return named or draft.title or headline(draft.text[start:])


def headline(body: str) -> str | None:
    """The first line where it is a headline: short, with no full stop, and text follows it.

    >>> headline("Warehouse burns in Kyiv\\n\\nFire broke out at night in a warehouse.")
    'Warehouse burns in Kyiv'
    >>> headline("Fire broke out at night.\\nNobody was hurt.") is None
    True
    """
    head, _, rest = body.partition("\n")
    line = " ".join(head[: MAX_TITLE + 1].split())
    rest = rest.lstrip()[: 2 * MAX_TITLE + 1]
    if (
        not 1 < len(line) <= MAX_TITLE
        or len(head) > MAX_TITLE
        or len(rest.rstrip()) < len(line) / 2
    ):
        return None
    if line[-1] in NO_TITLE_END and not INITIALS_END.search(line):
        return None
    # One word is a site's name or a section's, and a dash begins what somebody says.
    if " " not in line or line.startswith(("—", "–", "- ")) or not any(map(str.isalpha, line)):
        return None
    return line


def _published(
    draft: Draft, declared: tuple[Declared, ...], url: str | None
) -> tuple[Published | None, str]:
    """The date of publication, and how the address tells another, if it does."""
    in_url = date_in_url(url or "")
    for d in declared:
        if d.published and (found := published(read_date(d.published), d.by)):
            return found, "" if d.is_beside else _differ(found, in_url)
    if found := published(in_url, "url"):
        return found, ""
    return published(date_in_name(stem_of(draft.path)), "file-name"), ""


def _differ(found: Published, in_url: Interval | None) -> str:
    """Days of difference are told of from two on: sites put the day of another zone in one."""
    if in_url is None or found.grain is not Grain.DAY or in_url[2] is not Grain.DAY:
        return ""
    if abs((found.earliest - in_url[0]).days) < 2:
        return ""
    return f"published {found.earliest} by its {found.decided_by}, {in_url[0]} by its address"


def _author(declared: tuple[Declared, ...], source: Source) -> str | None:
    """Who wrote it; not the outlet's own name, which many sites put there."""
    name = next((d.author for d in declared if d.author), "")
    name = BY.sub("", name, count=1) if BY.match(name) else name
    if not name or CREDIT.match(name) or name_key(name) in (source.key, name_key(source.name)):
        return None
    return " ".join(name.split())[:MAX_TITLE]


def _outlet(
    draft: Draft,
    declared: tuple[Declared, ...],
    url: str | None,
    start: int,
    title: str | None,
) -> Source:
    names = tuple(named_outlets(draft.text[start:]))
    for d in declared:
        if d.source or d.host:
            site = host_of(d.host or "") or host_of(d.source or "") or host_of(d.url or "")
            name = d.source or site or d.host or ""
            if host_of(name):
                name = site or name
            return _with_wire(names, key=site or name_key(name), name=name, by=d.by)
    if url and (site := host_of(url)):
        return _with_wire(names, key=site, name=site, by="url")
    stem = stem_of(draft.path)
    if site := host_in_file_name(stem):
        return _with_wire(names, key=site, name=site, by="file-name")
    if behind := name_behind_title(stem, title):
        return _with_wire(names, key=name_key(behind), name=behind, by="file-name")
    own = min(
        (n for n in names if not (n.is_agency and n.rule in QUOTING_RULES)),
        key=lambda n: (RULES.index(n.rule), n.start),
        default=None,
    )
    if own is not None:
        name = (host_of(own.name) or own.name) if "/" in own.name else own.name
        return _with_wire(names, key=name_key(name), name=name, by="self-named")
    name = "stdin" if draft.path == "-" else name_from_file(stem)
    key = name_key(stem)
    if draft.record is not None:
        name, key = f"{name}#{draft.record}", f"{key}-{draft.record}"
    return _with_wire(names, key=key, name=name, by="file-name")


def _with_wire(names: tuple[Naming, ...], *, key: str, name: str, by: str) -> Source:
    """``wire`` is who else the text says it comes through: the last hand before this outlet."""
    wire = next(
        (
            n.name
            for n in names
            if n.rule in WIRE_RULES
            and name_key(n.name) not in (key, name_key(name))
            and not is_same_outlet(n.name, key)
        ),
        None,
    )
    return Source(key=key, name=name, decided_by=by, wire=wire)
