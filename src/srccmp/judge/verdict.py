"""A claim's findings → one relation, and its members grouped by what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.credits import Voices, voices
from srccmp.judge.compare import compare_sides
from srccmp.judge.course import course_of
from srccmp.judge.sides import Row, Sides
from srccmp.model import (
    Article,
    Certainty,
    Claim,
    Evidence,
    Facet,
    Finding,
    Link,
    Position,
    Relation,
    Verdict,
)

# Which facet names a claim where several decide: the more a reader would ask about it, the first.
FACET_ORDER = tuple(Facet)
# Probability from which two statements that nothing holds apart agree: with a facet that says so,
# and by their likeness alone.
SOME_MATCH = 0.4
GOOD_MATCH = 0.75


def judge_all(
    claims: Sequence[Claim],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
) -> tuple[tuple[Claim, Verdict], ...]:
    """Every claim with its verdict, in the order given: `Comparison` puts them in its own."""
    of = voices(list(articles.values()))
    return tuple((claim, judge(claim, analyses, articles, of)) for claim in claims)


ORDER = (
    Relation.CONFLICT,
    Relation.UPDATE,
    Relation.AGREE,
    Relation.COMPATIBLE,
    Relation.UNCLEAR,
    Relation.SINGLE,
)


def judge(
    claim: Claim,
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
    voice: Voices | None = None,
) -> Verdict:
    """The relation of one claim, the findings that it rests on, and its positions.

    ``voice`` tells where each article's account comes from (`voices`), computed where it is not
    given. Articles of one text agree like others do, and are one origin: so an ``agree`` of
    reprints alone has ``origins`` 1.
    """
    if voice is None:
        voice = voices(list(articles.values()))
    findings: list[Finding] = []
    agreeing: list[tuple[str, str]] = []
    rows: dict[str, Row] = {}
    for link in sorted(claim.links, key=lambda link: (link.left_id, link.right_id)):
        left_id, right_id = link.left_id, link.right_id
        left, right = analyses[left_id], analyses[right_id]
        if not _are_independent(left, right):
            continue
        sides = Sides(
            left,
            right,
            articles[left.article_id],
            articles[right.article_id],
            link,
            rows,
        )
        found = compare_sides(sides)
        findings += found
        if left.article_id != right.article_id and _do_agree(found, link):
            agreeing.append((left_id, right_id))
    sources = len({articles[analyses[m].article_id].source.key for m in claim.members})
    relation, facet = _relation(findings, agreeing, sources)
    positions = positions_of(claim, relation, facet, findings, agreeing, analyses, articles, voice)
    return Verdict(
        claim_id=claim.id,
        relation=relation,
        facet=facet,
        positions=positions,
        findings=tuple(sorted(findings, key=_finding_key)),
        sources=sources,
        origins=len({origin for p in positions for origin in p.origins}),
        course=course_of(claim.members, findings, analyses, articles),
    )


def _finding_key(finding: Finding) -> tuple[object, ...]:
    return (
        ORDER.index(finding.relation),
        FACET_ORDER.index(finding.facet),
        finding.left.statement_id,
        finding.right.statement_id,
        finding.left.span,
        finding.right.span,
    )


def _are_independent(left: Analysis, right: Analysis) -> bool:
    """Two articles, or two speakers in one: a source is not in conflict with itself."""
    return left.article_id != right.article_id or (
        left.speaker is not None and right.speaker is not None and left.speaker != right.speaker
    )


def _do_agree(findings: Sequence[Finding], link: Link) -> bool:
    """Whether nothing holds the two apart, and enough says that they tell the same."""
    if any(f.relation in (Relation.CONFLICT, Relation.UPDATE) for f in findings):
        return False
    if any(f.relation is Relation.AGREE and f.facet is not Facet.TIME for f in findings):
        return link.score >= SOME_MATCH
    return link.score >= GOOD_MATCH


def _relation(
    findings: Sequence[Finding], agreeing: Sequence[tuple[str, str]], sources: int
) -> tuple[Relation, Facet | None]:
    for relation in (Relation.CONFLICT, Relation.UPDATE):
        decisive = Counter(f.facet for f in findings if f.relation is relation)
        if decisive:
            facet = min(decisive, key=lambda f: (-decisive[f], FACET_ORDER.index(f)))
            return relation, facet
    if sources < 2:
        return Relation.SINGLE, None
    if not agreeing:
        return Relation.UNCLEAR, None
    agreed = set(agreeing)
    differing = Counter(
        f.facet
        for f in findings
        if f.relation is Relation.COMPATIBLE
        and (f.left.statement_id, f.right.statement_id) in agreed
    )
    plain = agreed - {
        (f.left.statement_id, f.right.statement_id)
        for f in findings
        if f.relation is Relation.COMPATIBLE
    }
    if differing and not plain:
        return Relation.COMPATIBLE, min(
            differing, key=lambda f: (-differing[f], FACET_ORDER.index(f))
        )
    return Relation.AGREE, None


# --- positions ---------------------------------------------------------------------------------


class _Groups:
    """Members joined step by step, with who is apart from whom; the smallest member stands for
    its group."""

    def __init__(self, members: Sequence[str], apart: Iterable[tuple[str, str]]) -> None:
        self._root = {member: member for member in members}
        self._members = {member: [member] for member in members}
        self._apart: dict[str, set[str]] = {member: set() for member in members}
        for left, right in apart:
            self._apart[left].add(right)
            self._apart[right].add(left)

    def opponents(self, member: str) -> set[str]:
        """Those that stand for the groups that the member's group is apart from."""
        return self._apart[self._root[member]]

    def join_if_free(self, left: str, right: str) -> None:
        """Join two members' groups unless some of the two groups are apart."""
        first, second = sorted((self._root[left], self._root[right]))
        if first == second or second in self._apart[first]:
            return
        joined = self._members.pop(second)
        for member in joined:
            self._root[member] = first
        self._members[first] += joined
        for opponent in self._apart.pop(second):
            self._apart[opponent].remove(second)
            self._apart[opponent].add(first)
            self._apart[first].add(opponent)

    def all(self) -> list[tuple[str, ...]]:
        return [tuple(sorted(group)) for _, group in sorted(self._members.items())]


def positions_of(
    claim: Claim,
    relation: Relation,
    facet: Facet | None,
    findings: Sequence[Finding],
    agreeing: Sequence[tuple[str, str]],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
    voice: Voices | None = None,
) -> tuple[Position, ...]:
    """Members that say the same, the position with most sources first.

    In a claim in conflict (or updated) only members that take a side have a position; all others
    tell of the thing without the disputed point. ``voice`` as in `judge`.
    """
    if voice is None:
        voice = voices(list(articles.values()))
    if relation not in (Relation.CONFLICT, Relation.UPDATE) or facet is None:
        label = _common_label(claim, analyses)
        return (_position(label, claim.members, analyses, voice),)
    apart = {_pair(f) for f in findings if f.relation is relation}
    alike = [
        _pair(f)
        for f in findings
        if f.facet is facet and f.relation in (Relation.AGREE, Relation.COMPATIBLE)
    ]
    involved = sorted({member for pair in apart for member in pair})
    sided = sorted(set(involved) | {member for pair in alike for member in pair})
    evidence = _by_statement(findings)
    if facet is Facet.POLARITY:  # who denies is never on the side of who tells
        stances = {m: _stances(_evidence((m,), evidence, facet), analyses[m]) for m in involved}
        apart |= {
            (left, right)
            for left, right in combinations(involved, 2)
            if stances[left] and stances[right] and not stances[left] & stances[right]
        }
    groups = _Groups(sided, apart)
    for left, right in sorted(alike):
        groups.join_if_free(left, right)
    # Two groups that are both apart from the same others, and not from each other, are one side.
    for left, right in combinations(involved, 2):
        if not groups.opponents(left).isdisjoint(groups.opponents(right)):
            groups.join_if_free(left, right)
    taking = set(involved)
    for left, right in sorted(agreeing):
        if left in taking and right in taking:
            groups.join_if_free(left, right)
    positions = []
    for members in groups.all():
        if taking.isdisjoint(members):
            continue
        label = _label(members, _evidence(members, evidence, facet), analyses)
        positions.append(_position(label, members, analyses, voice))
    return tuple(
        sorted(positions, key=lambda p: (-_sources(p, analyses, articles), p.label, p.members))
    )


Told = tuple[Facet, Evidence]  # a finding's facet, and its words on one side


def _by_statement(findings: Sequence[Finding]) -> Mapping[str, Sequence[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for finding in findings:
        for evidence in (finding.left, finding.right):
            found[evidence.statement_id].append((finding.facet, evidence))
    return found


def _evidence(
    members: Sequence[str], evidence: Mapping[str, Sequence[Told]], facet: Facet
) -> list[Evidence]:
    """The words that the members' findings rest on: those of the deciding facet, else of any."""
    own = [told for member in members for told in evidence.get(member, ())]
    return [e for of, e in own if of is facet] or [e for _, e in own]


def _stances(evidence: Sequence[Evidence], analysis: Analysis) -> frozenset[bool]:
    """Whether the events that the findings rest on are denied; both where one is and one is not."""
    return frozenset(
        event.negated
        for event in analysis.events
        if any(event.span.meets(each.span) for each in evidence)
    )


def _pair(finding: Finding) -> tuple[str, str]:
    left, right = sorted((finding.left.statement_id, finding.right.statement_id))
    return left, right


def _sources(
    position: Position, analyses: Mapping[str, Analysis], articles: Mapping[str, Article]
) -> int:
    return len({articles[analyses[m].article_id].source.key for m in position.members})


def _position(
    label: str,
    members: Sequence[str],
    analyses: Mapping[str, Analysis],
    voice: Voices,
) -> Position:
    """A position with where it comes from.

    Who is named as saying it is its origin. What a source tells without naming anyone adds no
    voice where others name theirs: independence is never invented. Where nobody is named, the
    accounts' own origins count: a reprint has its first's.
    """
    known = {voice.of_speaker(key) for m in members if (key := analyses[m].speaker) is not None}
    keys = known or {voice.articles[analyses[m].article_id] for m in members}
    certainties = [analyses[m].annotated.modality.certainty for m in members]
    surest = min(certainties, key=list(Certainty).index)
    return Position(
        label=label,
        members=tuple(sorted(members)),
        origins=tuple(sorted(keys)),
        certainty=surest,
    )


LABEL = 60  # code points of a position's label


def _label(
    members: Sequence[str], spans: Sequence[Evidence], analyses: Mapping[str, Analysis]
) -> str:
    """The position's own words: those that most of its findings rest on."""
    votes: Counter[str] = Counter()
    for evidence in spans:
        votes[_words(analyses[evidence.statement_id], evidence)] += 1
    if not votes:
        return _cut(analyses[members[0]].annotated.statement.text)
    return _cut(min(votes, key=lambda words: (-votes[words], len(words), words)))


def _words(analysis: Analysis, evidence: Evidence) -> str:
    statement = analysis.annotated.statement
    start = statement.span.start
    return statement.text[evidence.span.start - start : evidence.span.stop - start]


def _common_label(claim: Claim, analyses: Mapping[str, Analysis]) -> str:
    """The member that the others are most like, in its own words."""
    nearness: Counter[str] = Counter()
    for link in claim.links:
        nearness[link.left_id] += 1
        nearness[link.right_id] += 1
    central = min(
        claim.members,
        key=lambda m: (-nearness[m], len(analyses[m].annotated.statement.text), m),
    )
    return _cut(analyses[central].annotated.statement.text)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= LABEL:
        return words
    return words[: words.rfind(" ", 0, LABEL)] + "…"
