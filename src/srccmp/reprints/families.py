"""Families of articles that are one text: the first member, and how each of the others was told.

An article joins a family where it is a near-copy or a translation of any member **and** has enough
in common with the first. So text that was rewritten step by step stays in one family, while a
roundup that holds two reports does not tie these together (A ~ B, B ~ C, but A and C apart: B joins
the one it was told after, and the other stays by itself).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.credits import Credits, find_credits
from srccmp.model import Article, Claim, Note
from srccmp.reprints.copies import CLOSE, LOOSE, Copies, Kin
from srccmp.reprints.translations import DOUBTFUL, ORDERED, Parallel, parallels
from srccmp.reprints.translations import LOOSE as LOOSELY_PARALLEL

STAGE = "reprints"
SAME = 0.97  # share of both: only the headline or a credit line differs


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two articles that are one text, and what tells so: ``code`` is near-copy, credited-copy or
    translation; ``share`` is of the shorter one's words."""

    left: str
    right: str
    code: str
    share: float


class Settled(NamedTuple):
    """The articles with ``reprint_of``, and a note on each reprint and each doubt."""

    articles: tuple[Article, ...]
    notes: tuple[Note, ...]


def settle_families(
    articles: Sequence[Article],
    analyses: Sequence[Analysis],
    claims: Sequence[Claim],
    copies: Copies,
) -> Settled:
    """The articles, in their order, each with the id of the article whose text it is."""
    known = {article.id: article for article in articles}
    found = _Kinship(known, copies, parallels(articles, analyses, claims), find_credits(articles))
    first = families(known, found)
    settled = tuple(replace(a, reprint_of=first.get(a.id)) for a in articles)
    notes = [*_told(known, found, first), *_doubts(known, found, first)]
    return Settled(settled, tuple(sorted(notes, key=lambda note: (note.subject, note.code))))


class _Kinship:
    """All that ties articles, looked up by two ids in any order."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        copies: Copies,
        parallel: Mapping[tuple[str, str], Parallel],
        credit: Credits,
    ) -> None:
        self.articles = articles
        self.copies = copies
        self.parallel = parallel
        self.credit = credit
        self.ties: dict[tuple[str, str], Tie] = {}
        for left, right in copies.pairs:
            if tie := self._copy(copies.kin(left, right)):
                self.ties[left, right] = tie
        for (left, right), told in parallel.items():
            if told.is_translation and (left, right) not in self.ties:
                self.ties[left, right] = Tie(
                    left=left, right=right, code="translation", share=told.share
                )

    def _copy(self, kin: Kin) -> Tie | None:
        left, right = sorted((kin.shorter, kin.longer))
        if kin.is_close:
            return Tie(left=left, right=right, code="near-copy", share=kin.share)
        if kin.is_credited_close and (
            self.credit.names(left, right) or self.credit.names(right, left)
        ):
            return Tie(left=left, right=right, code="credited-copy", share=kin.share)
        return None

    def tie(self, left: str, right: str) -> Tie | None:
        return self.ties.get((min(left, right), max(left, right)))

    def is_related(self, left: str, right: str) -> bool:
        """Whether two have enough in common where a third is a near-copy of one of them."""
        if self.tie(left, right) or self.copies.kin(left, right).share >= LOOSE:
            return True
        told = self.parallel.get((min(left, right), max(left, right)))
        return told is not None and told.share >= LOOSELY_PARALLEL and told.ordered >= ORDERED


def families(articles: Mapping[str, Article], kinship: _Kinship) -> dict[str, str]:
    """By the id of each reprint that of its family's first; the first are not in it."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for left, right in kinship.ties:
        beside[left].add(right)
        beside[right].add(left)
    found: dict[str, str] = {}
    waiting = [_component(name, beside, set(beside)) for name in sorted(beside)]
    done: set[str] = set()
    while waiting:
        group = waiting.pop() - done
        if len(group) < 2:
            continue
        root = first_of([articles[name] for name in group], kinship.credit).id
        related = {name for name in group if name == root or kinship.is_related(root, name)}
        family = _component(root, beside, related)
        found |= {name: root for name in family if name != root}
        done |= family
        rest = group - family
        waiting += [_component(name, beside, rest) for name in sorted(rest)]
    return found


def _component(start: str, beside: Mapping[str, set[str]], within: set[str]) -> set[str]:
    """All that can be reached from ``start`` by ties, within a set."""
    found, edge = {start}, [start]
    while edge:
        new = (beside[edge.pop()] & within) - found
        found |= new
        edge += new
    return found


def first_of(members: Sequence[Article], credit: Credits) -> Article:
    """The earliest: nobody surely published before it, and it names no member as its source unless
    that one is surely later. Of several such the one that most members name, then the one of the
    earliest day that it can be of, then the first in canonical order."""
    candidates = _candidates(members, credit)
    return min(
        candidates,
        key=lambda a: (-_naming(a, members, credit), _day(a), a.path, a.id),
    )


def _naming(article: Article, members: Sequence[Article], credit: Credits) -> int:
    """How many members name the article's outlet as their source."""
    return sum(credit.names(member.id, article.id) for member in members)


def _day(article: Article) -> date:
    """The first day that it can be of; the last of all where none is known."""
    return article.published.earliest if article.published else date.max


def _candidates(members: Sequence[Article], credit: Credits) -> list[Article]:
    """Those of whom nothing says that another member was before them."""
    named = [
        a
        for a in members
        if not any(credit.names(a.id, b.id) and not _is_before(a, b) for b in members if b is not a)
    ]
    left = named or list(members)
    return [a for a in left if not any(_is_before(b, a) for b in left)]


def _why_first(first: Article, members: Sequence[Article], credit: Credits) -> str:
    """What tells which member is the first."""
    if all(_is_before(first, other) for other in members if other is not first):
        return "published first"
    rivals = [a for a in _candidates(members, credit) if a is not first]
    most = max((_naming(a, members, credit) for a in rivals), default=0)
    if _naming(first, members, credit) > most:
        return "named as the source"
    if any(_day(a) <= _day(first) for a in rivals):
        return "by its path alone, as no date and no credit tells"
    return "of the earliest day that is known" if rivals else "as the others name their sources"


def _is_before(left: Article, right: Article) -> bool:
    """Whether the left one was surely published on an earlier day."""
    if left.published is None or right.published is None:
        return False
    return left.published.latest < right.published.earliest


# --- notes -------------------------------------------------------------------------------------


def _told(
    articles: Mapping[str, Article], kinship: _Kinship, first: Mapping[str, str]
) -> Iterable[Note]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name, root in sorted(first.items()):
        members[root].append(name)
    for root, names in sorted(members.items()):
        family = [articles[name] for name in (root, *names)]
        why = _why_first(articles[root], family, kinship.credit)
        for name in names:
            tie = kinship.tie(name, root) or max(
                (t for other in names if (t := kinship.tie(name, other))),
                key=lambda t: (t.share, t.left, t.right),
            )
            other = tie.left if tie.right == name else tie.right
            message = f"one text with {_name(articles[other])}: {_how(tie, kinship)}"
            which = "that one" if other == root else _name(articles[root])
            message += f"; the first is {which}, {why}"
            yield Note(stage=STAGE, subject=name, code=tie.code, message=message)


def _how(tie: Tie, kinship: _Kinship) -> str:
    if tie.code == "translation":
        told = kinship.parallel[tie.left, tie.right]
        return (
            f"statements with {told.share:.0%} of the words of the one are matched in one order in"
            f" the other language ({told.matches} matches)"
        )
    kin = kinship.copies.kin(tie.left, tie.right)
    if min(kin.share, kin.of_longer) >= SAME:
        return f"nearly all words are the same ({kin.share:.0%})"
    how = f"{kin.share:.0%} of the shorter one's {kin.words} words"
    how += f", {kin.of_longer:.0%} of the other's"
    if tie.code == "credited-copy":
        how += ", and one names the other as its source"
    return how


def _doubts(
    articles: Mapping[str, Article], kinship: _Kinship, first: Mapping[str, str]
) -> Iterable[Note]:
    """The closest doubtful relative of each article that is in no family with it."""
    best: dict[str, tuple[float, str, str]] = {}
    pairs: list[tuple[float, str, str, str]] = []
    for left, right in kinship.copies.pairs:
        kin = kinship.copies.kin(left, right)
        if kin.share >= CLOSE and kin.doubt:
            pairs.append((kin.share, kin.shorter, kin.longer, f"by its words, but {kin.doubt}"))
    for told in kinship.parallel.values():
        if told.share >= DOUBTFUL and told.ordered >= ORDERED:
            why = f"but {told.doubt}" if told.doubt else "but that is not enough to tell"
            pairs.append((told.share, told.part, told.whole, f"in the other language, {why}"))
    for share, name, other, why in pairs:
        is_family = first.get(name, name) == first.get(other, other)
        if not is_family and (share, other) > best.get(name, (0.0, ""))[:2]:
            best[name] = (share, other, why)
    for name, (share, other, why) in sorted(best.items()):
        message = f"{share:.0%} of it may be the text of {_name(articles[other])}, {why}"
        yield Note(stage=STAGE, subject=name, code="maybe-reprint", message=message)


def _name(article: Article) -> str:
    return f"{article.source.name} ({article.path})"
