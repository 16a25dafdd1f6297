"""Markdown for pasting: CommonMark with the tables of GitHub's, read by Obsidian and most chat
applications, too.

No word of an article becomes markup, HTML, a link, a mention, a tag or an emoji (`escaped`). As
little as possible is escaped, because it is read as it is, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from srccmp.model import Article, Certainty, Relation
from srccmp.present.course import course_rows
from srccmp.present.diff import Listing, summary
from srccmp.present.filter import EVERYTHING, Filter
from srccmp.present.look import Look
from srccmp.present.safe import Piece, excerpt, safe, trimmed
from srccmp.present.sources import articles_of, families
from srccmp.present.stories import title_of, told_stories
from srccmp.present.summary import voices
from srccmp.present.view import Index, Member, Told
from srccmp.present.words import HEADINGS, count, decided, language, published

ROOM = 240  # letters of an excerpt
TITLE = 100  # of a heading

# A letter without width or meaning that keeps two others apart. A backslash would not do: GitHub
# looks for mentions, issues, links and emoji in the text that is left when escapes are gone.
# `safe` takes it out of all that articles bring, so the only ones are ours.
JOINER = "\u2060"
# Where a link, mention, tag, issue, emoji, highlight (==) or comment (%%) would begin.
BEGUN = re.compile(
    r"(?:@(?=\S)|#(?=\w)|/(?=/)|\bwww(?=\.)|\bGH-(?=\d)|mailto:|xmpp:|=(?==)|%(?=%)"
    r"|(?<!\d):(?=[a-z_+-][\w+-]*:)|:(?=[+-]1:))",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"[\\`*{}\[\]#|~^$]|(?<![^\W_])_|_(?![^\W_])"  # inside a word "_" is a letter like others
)
# What would begin a list, a rule or an underlined heading if it came first in a line.
FIRST = re.compile(r"^(\s*)(?:([-+=])|(\d{1,9})([.)])(?=\s|$))")
HTML = str.maketrans({"<": "&lt;", ">": "&gt;"})
ENTITY = re.compile(r"&(?=#?\w+;)")
NAME = re.compile(r"\w+", re.ASCII)  # a column of ours; a source's key may be anything

Row = dict[str, object]


def escaped(words: str) -> str:
    r"""Words that Markdown shows as they are, anywhere in a line or table.

    >>> escaped("<b>[sic]</b> | *x* (1 – 2) &amp; 5 + 5 - R&D")
    '&lt;b&gt;\\[sic\\]&lt;/b&gt; \\| \\*x\\* (1 – 2) &amp;amp; 5 + 5 - R&D'
    >>> escaped("- 1"), escaped("2031. A year")
    ('\\- 1', '2031\\. A year')
    >>> escaped("@desk https://x.example").replace(JOINER, "+")
    '@+desk https:/+/x.example'
    """
    apart = BEGUN.sub(lambda begun: begun[0] + JOINER, safe(words))
    bare = MARKUP.sub(r"\\\g<0>", ENTITY.sub("&amp;", apart)).translate(HTML)
    return FIRST.sub(_kept_first, bare)


def _kept_first(found: re.Match[str]) -> str:
    margin, sign, number, stop = found.groups()
    return f"{margin}\\{sign}" if sign else f"{margin}{number}\\{stop}"


def strong(words: str) -> str:
    r"""Words in bold, whatever they begin and end with and stand beside.

    >>> strong("six "), strong("5 %").replace(JOINER, "+")
    ('**six** ', '**5 %+**')
    """
    bare = words.strip()
    inner = escaped(bare)
    if not inner:
        return words
    # "**" opens before a sign only where a space or sign stands before it, and closes likewise:
    # in "3**%**" it would be shown.
    left = "" if inner[0].isalnum() else JOINER
    right = "" if inner[-1].isalnum() else JOINER
    start = len(words) - len(words.lstrip())
    return f"{words[:start]}**{left}{inner}{right}**{words[start + len(bare) :]}"


def bold(pieces: Sequence[Piece]) -> str:
    """An excerpt with its marked words in bold."""
    return "".join(strong(p.words) if p.is_marked else escaped(p.words) for p in pieces)


def table_markdown(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """A Markdown table of these columns."""
    names = [name if NAME.fullmatch(name) else escaped(name) for name in columns]
    head = f"| {' | '.join(names)} |\n|{'|'.join(' --- ' for _ in names)}|"
    body = [
        "| " + " | ".join(escaped(_words(row.get(name))) for name in columns) + " |" for row in rows
    ]
    return "\n".join([head, *body]) + "\n"


def _words(value: object) -> str:
    """
    >>> _words(["a", "b"]), _words(None), _words(True), _words(3)
    ('a, b', '', 'yes', '3')
    """
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    if value is None or value is False:
        return ""
    return "yes" if value is True else str(value)


# The claims ------------------------------------------------------------------------------------


def diff_markdown(index: Index, told: Sequence[Told], listing: Listing) -> str:
    """The claims: a heading a relation, a block with its quotes a dispute, a line an agreement;
    where there are several stories, one after the other under a heading each."""
    if not index.has_stories:
        return "\n\n".join(_diff_parts(index, told, listing)) + "\n"
    parts = [escaped(told_stories(index))]
    by_story: dict[str, list[Told]] = {}
    for each in told:
        by_story.setdefault(each.claim.story, []).append(each)
    for story, part in index.each_story():
        own = by_story.get(story.id, [])
        if own or listing.filter == EVERYTHING:
            parts.append(f"# {story.id}: {escaped(title_of(story, part, ROOM))}")
            parts += _diff_parts(part, own, listing)
    if alone := index.alone():
        parts.append("# Of no story that another article here tells")
        parts.append("\n".join(_lone(article, index) for article in alone))
    return "\n\n".join(parts) + "\n"


def title_or_beginning(article: Article) -> str:
    """The headline; where there is none, how the text begins."""
    if article.title:
        return safe(article.title)
    return trimmed(article.body.of(article.text), TITLE)


def _lone(article: Article, index: Index) -> str:
    facts = f"{escaped(article.source.name)}, {published(article.published)}"
    title = escaped(title_or_beginning(article))
    return f"- {title} ({facts}) `{index.short(article.id)}`, {article.story}"


def _diff_parts(index: Index, told: Sequence[Told], listing: Listing) -> list[str]:
    look = Look(width=ROOM // 2)
    parts = [escaped(line.plain) for line in summary(index, told, look, listing.filter)]
    told = listing.shown(told, index)
    for relation in Relation:
        of_relation = [each for each in told if each.verdict.relation is relation]
        if not of_relation:
            continue
        parts.append(f"## {HEADINGS[relation][1].capitalize()} ({len(of_relation)})")
        if relation in (Relation.CONFLICT, Relation.UPDATE):
            parts += [_dispute(index, each) for each in of_relation]
        else:
            parts.append("\n".join(_bullet(each) for each in of_relation))
    return parts


def _dispute(index: Index, told: Told) -> str:
    verdict = told.verdict
    facet = f"{verdict.facet.value}: " if verdict.facet else ""
    title = escaped(trimmed(told.central.annotated.statement.text, TITLE))
    parts = [f"### {facet}{title}", f"{voices(told, ', ')}, `{told.short}`"]
    if verdict.relation is Relation.UPDATE:
        parts += [escaped(row) for row in course_rows(index, verdict.course)]
    for side in told.sides:
        facts = [count(side.sources, "source")]
        if side.is_denied:
            facts.append("denied")
        if side.origins:
            facts.append("origins: " + ", ".join(map(escaped, side.origins)))
        label = f"{side.label} ({side.gloss})" if side.gloss else side.label
        parts.append(f"{strong(f'{side.letter}. {label}')} ({'; '.join(facts)})")
        parts.append("\n>\n".join(_quotes(side.members)))
    if told.left_out:
        parts.append(f"left out by: {', '.join(map(escaped, told.left_out))}")
    return "\n\n".join(parts)


def _quotes(members: Sequence[Member]) -> list[str]:
    """A paragraph of a quote for each source: who says it, and the words. Those who say it with
    the very same words, as reprints do, stand together, the reprints last."""
    quotes: dict[str, list[Member]] = {}
    for member in members:
        text = member.annotated.statement.text
        words = bold(excerpt(text, member.text_marks, ROOM))
        quotes.setdefault(words, []).append(member)
    found = []
    for words, tellers in quotes.items():
        first, *others = map(_who, sorted(tellers, key=lambda each: each.reprint_of is not None))
        also = f" and in the same words {', '.join(others)}" if others else ""
        found.append(f"> {first}{also}: {words}")
    return found


def _who(member: Member) -> str:
    """The outlet, in which language, when, how surely and after whom it says it."""
    facts = [member.annotated.statement.language, published(member.article.published)]
    if member.certainty is not Certainty.ASSERTED:
        facts.append(member.certainty.value)
    facts += ["denied"] if member.is_denied else []
    facts += [f"per {escaped(member.speaker)}"] if member.speaker else []
    facts += [f"reprint of {escaped(member.reprint_of)}"] if member.reprint_of else []
    facts += [f"also in {', '.join(member.also)}"] if member.also else []
    facts += [f"and {member.more} more of its statements"] if member.more else []
    return f"{escaped(member.article.source.name)} ({', '.join(facts)})"


def _bullet(told: Told) -> str:
    """A line: the words, whose they are, and who else tells it."""
    central = told.central
    words = bold(excerpt(central.annotated.statement.text, central.text_marks, ROOM))
    facts = f"{central.annotated.statement.language}, {published(central.article.published)}"
    line = f"- {words} — {escaped(central.article.source.name)} ({facts})"
    key = central.article.source.key
    others = [m.article.source.name for m in told.members if m.article.source.key != key]
    if others:
        line += f"; also {', '.join(map(escaped, others))}"
    if told.is_one_text:
        line += "; all one text"
    if told.left_out:
        line += f"; left out by: {', '.join(map(escaped, told.left_out))}"
    return f"{line} `{told.short}`"


# The articles ----------------------------------------------------------------------------------

SOURCE_HEADS = ("article", "source", "language", "published", "title", "repeats", "reprint")


def sources_markdown(index: Index, wanted: Filter = EVERYTHING) -> str:
    """A table of the articles, a reprint below the one whose text it is; what told a fact stands
    in brackets behind it. Where there are several stories, a column tells which."""
    heads = ["story", *SOURCE_HEADS] if index.has_stories else list(SOURCE_HEADS)
    shown = families(articles_of(index, wanted))
    if not any(article.reprint_of for f in shown for article in (f.first, *f.reprints)):
        heads.remove("reprint")
    # Origins have the names that their own story gives them.
    parts = {story.id: part for story, part in index.each_story()} if index.has_stories else {}
    rows = []
    for family in shown:
        part = parts.get(family.first.story, index)
        rows.append(_source_row(family.first, part))
        rows += [_source_row(article, part, is_under=True) for article in family.reprints]
    return table_markdown(rows, heads)


def _source_row(article: Article, index: Index, *, is_under: bool = False) -> Row:
    day = article.published
    first = index.articles.get(article.reprint_of or "")
    whose = [f"of {first.source.name} {index.short(first.id)}"] if first else []
    title = title_or_beginning(article)
    author = f" (by {article.author})" if article.author else ""
    return {
        "story": article.story,
        "article": index.short(article.id),
        "source": ("↳ " if is_under else "")
        + f"{article.source.name} ({decided(article.source.decided_by)})",
        "language": f"{language(article.language)} ({decided(article.language.decided_by)})",
        "published": f"{published(day)} ({decided(day.decided_by)})" if day else published(day),
        "title": title + author,
        "repeats": (f"after {article.source.wire}; " if article.source.wire else "")
        + ", ".join(map(index.origin, article.origins)),
        "reprint": "; ".join([*whose, *index.kinship(article.id)]),
    }
