"""A claim's members grouped by what they say: who says it, when, how surely, and whose account it
is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.credits import Voices, voices
from srccmp.judge.groups import Groups, Pair
from srccmp.judge.labels import Words, common_label, labels_of
from srccmp.judge.stances import state_of
from srccmp.judge.values import (
    AGREES,
    MEETS,
    OPPOSES,
    TWO_SIDED,
    Value,
    Values,
    all_values,
    is_denied,
    may_be_one,
    stands,
    values_of,
)
from srccmp.model import (
    Article,
    Certainty,
    Claim,
    Days,
    Facet,
    Finding,
    Position,
    Relation,
    Speaker,
    Telling,
)

APART = (Relation.CONFLICT, Relation.UPDATE)


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the positions are made of: the statements and articles by id, and whose accounts they
    are."""

    analyses: Mapping[str, Analysis]
    articles: Mapping[str, Article]
    voice: Voices

    def article(self, member: str) -> Article:
        return self.articles[self.analyses[member].article_id]


def positions_of(
    claim: Claim,
    relation: Relation,
    facet: Facet | None,
    findings: Sequence[Finding],
    agreeing: Sequence[Pair],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
    voice: Voices | None = None,
) -> tuple[Position, ...]:
    """Members that say the same, the position with most sources first.

    In a claim in conflict (or updated) only members that take a side on the deciding facet have a
    position; all others tell of the thing without the disputed point. No two that a conflict
    holds apart are in one. ``voice`` tells where each article's account comes from, computed where
    it is not given.
    """
    if voice is None:
        voice = voices(list(articles.values()))
    accounts = Accounts(analyses, articles, voice)
    if relation not in APART or facet is None:
        label = common_label(claim, analyses)
        return (_position(label, claim.members, accounts, is_denial=False),)
    evidence = _by_statement(findings)
    own = {
        member: [words.evidence for words in told if words.facet is facet]
        for member, told in evidence.items()
    }
    values = {m: values_of(facet, analyses[m], of) for m, of in own.items()}
    groups = _grouped(facet, findings, agreeing, values)
    groups = _with_the_uncompared(claim, facet, groups, findings, values, analyses)
    denials = _denials(facet, groups, values)
    labels = labels_of(groups, [evidence_of(g, evidence) for g in groups], denials, facet, analyses)
    found = [
        _position(label, members, accounts, is_denial=denies)
        for label, members, denies in zip(labels, groups, denials, strict=True)
    ]
    return tuple(sorted(found, key=lambda p: (-_sources(p, accounts), p.label, p.members)))


def evidence_of(members: Sequence[str], evidence: Mapping[str, Sequence[Words]]) -> list[Words]:
    return [words for member in members for words in evidence.get(member, ())]


def _by_statement(findings: Sequence[Finding]) -> Mapping[str, Sequence[Words]]:
    found: defaultdict[str, list[Words]] = defaultdict(list)
    for finding in findings:
        for evidence in (finding.left, finding.right):
            words = Words(finding.facet, finding.relation in APART, evidence)
            found[evidence.statement_id].append(words)
    return found


# --- who goes with whom ------------------------------------------------------------------------


def _grouped(
    facet: Facet,
    findings: Sequence[Finding],
    agreeing: Sequence[Pair],
    values: Mapping[str, Values],
) -> list[tuple[str, ...]]:
    """The sides: what one finding says of two members, then what their values say, then whom
    they stand against, then what else they agree on. Each step joins only what none before has
    held apart."""
    deciding = [f for f in findings if f.facet is facet]
    # An update of another facet is no other answer: both may name one cause and two tolls.
    opposed = [f for f in findings if f.relation is Relation.CONFLICT]
    opposed += [f for f in deciding if f.relation is Relation.UPDATE]
    taking = {member for f in deciding if f.relation in APART for member in _pair(f)}
    alike = _counted(f for f in deciding if f.relation is AGREES)
    near = _counted(f for f in deciding if f.relation is MEETS)
    involved = {member for f in opposed for member in _pair(f)}
    sided = involved.union(*alike, *near)
    groups = Groups(sided, sorted({_pair(f) for f in opposed}))
    same, meeting = _by_values(facet, groups, values)
    # Who tells both of two values that exclude each other is on no side.
    torn = groups.join_all(same, is_strict=True)
    if facet in TWO_SIDED:  # an account that names several events may still take a side on one
        torn = set()
    groups.join_all(_without(torn, alike))
    groups.join_all(_without(torn, near | meeting))
    against = sorted({groups.root(member) for member in involved - torn})
    groups.join_all(_with_common_opponents(facet, groups, against, values))
    whole = {
        pair: 1
        for pair in agreeing
        if taking.issuperset(pair)
        and torn.isdisjoint(pair)
        and may_be_one(facet, values.get(pair[0], ()), values.get(pair[1], ()))
    }
    groups.join_all(whole)
    return [tuple(members) for members in groups.all() if not taking.isdisjoint(members)]


def _with_the_uncompared(
    claim: Claim,
    facet: Facet,
    groups: Sequence[tuple[str, ...]],
    findings: Sequence[Finding],
    values: Mapping[str, Values],
    analyses: Mapping[str, Analysis],
) -> list[tuple[str, ...]]:
    """The groups with members that no finding places, but that tell the very thing that one group
    tells and no other does: not every two members are compared."""
    if facet not in TELLING:
        return list(groups)
    own = [_unique(v for m in group for v in values.get(m, ())) for group in groups]
    placed = {member for group in groups for member in group}
    rivals: defaultdict[str, set[str]] = defaultdict(set)
    for left, right in (_pair(f) for f in findings if f.relation in APART):
        rivals[left].add(right)
        rivals[right].add(left)
    added: dict[int, list[str]] = {}
    for member in sorted(set(claim.members) - placed):
        told = _unique(all_values(facet, analyses[member]))
        meant = [rank for rank, of in enumerate(own) if stands(facet, told, of) is AGREES]
        if len(meant) != 1:
            continue
        with_them = (*groups[meant[0]], *added.get(meant[0], ()))
        if not rivals[member].isdisjoint(with_them):
            continue
        if {value.key for value in told} & {value.key for value in own[meant[0]]}:
            added.setdefault(meant[0], []).append(member)
    return [(*group, *added.get(rank, ())) for rank, group in enumerate(groups)]


def _unique(values: Iterable[Value]) -> Values:
    return tuple({value.key: value for value in values}.values())


# Where the same value tells the same: a date or a name in a sentence may be another thing's.
TELLING = frozenset(
    {Facet.QUANTITY, Facet.CAUSE, Facet.INTENT, Facet.SCOPE, Facet.POLARITY, Facet.STATUS}
)


def _by_values(
    facet: Facet, groups: Groups, values: Mapping[str, Values]
) -> tuple[dict[Pair, int], dict[Pair, int]]:
    """Join who tells the very same, hold apart whose values exclude each other, and return the
    pairs that agree and those that only meet."""
    telling: dict[tuple[object, ...], list[str]] = {}
    for member in groups.roots():
        if told := values.get(member, ()):
            telling.setdefault(tuple(value.key for value in told), []).append(member)
    for alike in telling.values():
        for left, right in pairwise(alike):
            groups.join_if_free(left, right)
    same: dict[Pair, int] = {}
    meeting: dict[Pair, int] = {}
    for mine, other in combinations(telling.values(), 2):
        told, others = values[mine[0]], values[other[0]]
        relation = stands(facet, told, others)
        signs = {is_denied(facet, told), is_denied(facet, others)}
        pairs = {(groups.root(a), groups.root(b)) for a in mine for b in other}
        for pair in pairs:
            # Who denies is never on the side of who tells.
            if relation is OPPOSES or (signs == {True, False} and facet is Facet.POLARITY):
                groups.hold_apart(*pair)
            elif relation is AGREES:
                same[pair] = 0
            elif relation is MEETS:
                meeting[pair] = 0
    return same, meeting


def _without(members: set[str], pairs: Mapping[Pair, int]) -> dict[Pair, int]:
    return {pair: weight for pair, weight in pairs.items() if members.isdisjoint(pair)}


def _with_common_opponents(
    facet: Facet, groups: Groups, against: Sequence[str], values: Mapping[str, Values]
) -> dict[Pair, int]:
    """Pairs of groups that are apart from the same others, by how many these are."""
    found = {}
    for left, right in combinations(against, 2):
        common = groups.opponents(left) & groups.opponents(right)
        if common and may_be_one(
            facet, _values(groups, left, values), _values(groups, right, values)
        ):
            found[left, right] = len(common)
    return found


def _values(groups: Groups, root: str, values: Mapping[str, Values]) -> Values:
    return tuple(v for member in groups.members(root) for v in values.get(member, ()))


def _denials(
    facet: Facet, groups: Sequence[Sequence[str]], values: Mapping[str, Values]
) -> list[bool]:
    """Which groups deny what another one tells: most of their members do. None does where all do:
    then there is nothing told that they deny."""
    found = []
    for members in groups:
        signs = [is_denied(facet, values.get(member, ())) for member in members]
        found.append(signs.count(True) > signs.count(False))
    return found if not all(found) else [False] * len(found)


def _counted(findings: Iterable[Finding]) -> Counter[Pair]:
    return Counter(map(_pair, findings))


def _pair(finding: Finding) -> Pair:
    left, right = sorted((finding.left.statement_id, finding.right.statement_id))
    return left, right


# --- one position ------------------------------------------------------------------------------


def _sources(position: Position, accounts: Accounts) -> int:
    return len({accounts.article(m).source.key for m in position.members})


def _position(
    label: str, members: Sequence[str], accounts: Accounts, *, is_denial: bool
) -> Position:
    """A position with where it comes from.

    Who is named as saying it is its origin. What a source tells without naming anyone adds no
    voice where others name theirs: independence is never invented. Where nobody is named, the
    accounts' own origins count: a reprint has its first's.
    """
    analyses, voice = accounts.analyses, accounts.voice
    members = tuple(sorted(members))
    known = {voice.of_speaker(key) for m in members if (key := analyses[m].speaker) is not None}
    tellings = tuple(_telling(m, accounts, is_denial=is_denial) for m in members)
    return Position(
        label=label,
        members=members,
        origins=tuple(sorted(known or {voice.articles[analyses[m].article_id] for m in members})),
        certainty=min((t.certainty for t in tellings), key=list(Certainty).index),
        is_denial=is_denial,
        published=_span([t.published for t in tellings if t.published]),
        speakers=_speakers(members, analyses),
        tellings=tellings,
    )


def _telling(member: str, accounts: Accounts, *, is_denial: bool) -> Telling:
    annotated, article = accounts.analyses[member].annotated, accounts.article(member)
    return Telling(
        statement=member,
        state=state_of(annotated, article, is_denial=is_denial),
        certainty=annotated.modality.certainty,
        published=_days(article),
    )


def _days(article: Article) -> Days | None:
    day = article.published
    return None if day is None else Days(earliest=day.earliest, latest=day.latest)


def _span(days: Sequence[Days]) -> Days | None:
    if not days:
        return None
    return Days(earliest=min(d.earliest for d in days), latest=max(d.latest for d in days))


def _speakers(members: Sequence[str], analyses: Mapping[str, Analysis]) -> tuple[Speaker, ...]:
    """Who is named as saying it, by key; of several names of one the commonest, then the shortest,
    then the first."""
    names: dict[str, Counter[str]] = {}
    said: dict[str, list[str]] = {}
    for member in members:
        attribution = analyses[member].annotated.attribution
        if attribution is None or attribution.key is None:
            continue
        name = attribution.name or attribution.speaker or attribution.key
        names.setdefault(attribution.key, Counter())[name] += 1
        said.setdefault(attribution.key, []).append(member)
    return tuple(
        Speaker(
            key=key,
            name=min(names[key], key=lambda name: (-names[key][name], len(name), name)),
            statements=tuple(said[key]),
        )
        for key in sorted(said)
    )
