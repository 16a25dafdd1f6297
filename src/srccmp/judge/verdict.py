"""A claim's findings → one relation, its positions, and how each source stands to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.credits import Voices, voices
from srccmp.judge.compare import compare_sides
from srccmp.judge.course import course_of
from srccmp.judge.negations import denials
from srccmp.judge.positions import positions_of
from srccmp.judge.sides import Sides
from srccmp.judge.silence import Roster, left_out, roster_of
from srccmp.judge.stances import stances_of
from srccmp.model import (
    Article,
    Claim,
    Facet,
    Finding,
    Link,
    Relation,
    Verdict,
)

# Which facet names a claim where several decide: the more a reader would ask about it, the first.
FACET_ORDER = tuple(Facet)
# Probability from which two statements that nothing holds apart agree: with a facet that says so,
# and by their likeness alone; then with this share of the longer one's words in common, or this
# cosine. On marked pairs and headlines these halve the agreements that are none, and lose one in
# ten that are.
SOME_MATCH, GOOD_MATCH = 0.5, 0.8
COMMON, SENSE = 0.25, 0.5
# Findings with which two statements do not agree: a doubtful difference is no agreement either.
APART = frozenset({Relation.CONFLICT, Relation.UPDATE, Relation.UNCLEAR})
# Facets that say nothing of whether an agreement is exact.
FINER = frozenset({Facet.ATTRIBUTION})


def judge_all(
    claims: Sequence[Claim],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
) -> tuple[tuple[Claim, Verdict], ...]:
    """Every claim with its verdict, in the order given: `Comparison` puts them in its own."""
    of = voices(list(articles.values()))
    roster = roster_of(articles.values())
    return tuple((claim, judge(claim, analyses, articles, of, roster)) for claim in claims)


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
    roster: Roster | None = None,
) -> Verdict:
    """The relation of one claim, the findings that it rests on, its positions and the stances of
    the sources; ``articles`` are all of the claim's story.

    ``voice`` tells where each article's account comes from (`voices`), ``roster`` who could have
    told it (`roster_of`), computed where they are not given. Articles of one text agree like
    others do, and are one origin: so an ``agree`` of reprints alone has ``origins`` 1.
    """
    if voice is None:
        voice = voices(list(articles.values()))
    if roster is None:
        roster = roster_of(articles.values())
    findings: list[Finding] = []
    agreeing: list[tuple[str, str]] = []
    for link in sorted(claim.links, key=lambda link: (link.left_id, link.right_id)):
        left, right = analyses[link.left_id], analyses[link.right_id]
        if not are_independent(left, right):
            continue
        sides = sides_of(link, analyses, articles)
        found = compare_sides(sides)
        findings += found
        if left.article_id != right.article_id and do_agree(found, sides):
            agreeing.append((link.left_id, link.right_id))
    return verdict_of(claim, findings, agreeing, analyses, articles, voice, roster)


def verdict_of(
    claim: Claim,
    findings: Sequence[Finding],
    agreeing: Sequence[tuple[str, str]],
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
    voice: Voices,
    roster: Roster,
) -> Verdict:
    """What the findings and the agreeing pairs of a claim come to."""
    members = {m: analyses[m].annotated for m in claim.members}
    told_in = {each.statement.article_id for each in members.values()}
    sources = len({articles[i].source.key for i in told_in})
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
        stances=stances_of(claim, positions, members, articles, roster),
        left_out=left_out([articles[i] for i in sorted(told_in)], roster),
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


def are_independent(left: Analysis, right: Analysis) -> bool:
    """Two articles, or two speakers in one: a source is not in conflict with itself."""
    return left.article_id != right.article_id or (
        left.speaker is not None and right.speaker is not None and left.speaker != right.speaker
    )


def sides_of(
    link: Link,
    analyses: Mapping[str, Analysis],
    articles: Mapping[str, Article],
) -> Sides:
    """The two statements of a link as the facets see them."""
    left, right = analyses[link.left_id], analyses[link.right_id]
    mine, other = articles[left.article_id], articles[right.article_id]
    return Sides(left, right, mine, other, link)


def do_agree(findings: Sequence[Finding], sides: Sides) -> bool:
    """Whether nothing holds the two apart, and enough says that they tell the same: a facet that
    both tell alike, or else a likeness of words or of sense that is more than a common topic, with
    as much denied by the one as by the other."""
    if any(f.relation in APART for f in findings):
        return False
    if any(f.relation is Relation.AGREE and f.facet is not Facet.TIME for f in findings):
        return sides.is_close(SOME_MATCH)
    if not sides.is_close(GOOD_MATCH) or len(denials(sides.left)) != len(denials(sides.right)):
        return False
    return sides.words.both >= COMMON or (sides.link.features.semantic or 0.0) >= SENSE


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
        and f.facet not in FINER
        and (f.left.statement_id, f.right.statement_id) in agreed
    )
    plain = agreed - {
        (f.left.statement_id, f.right.statement_id)
        for f in findings
        if f.relation is Relation.COMPATIBLE and f.facet not in FINER
    }
    if differing and not plain:
        return Relation.COMPATIBLE, min(
            differing, key=lambda f: (-differing[f], FACET_ORDER.index(f))
        )
    return Relation.AGREE, None
