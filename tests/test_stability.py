"""What one more article changes: the claims that it comes into, and next to nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from srccmp import CompareOptions, compare, read_articles
from srccmp.comparison import Comparison

STORIES = Path(__file__).parent / "golden"
# A claim may lose a member to one that the new article comes into, and then hold no longer.
OTHERS_CHANGED = 0.05


def meetings(comparison: Comparison) -> dict[frozenset[str], set[tuple[str, str, str]]]:
    """The findings of each claim of two or more statements, by its members."""
    verdicts = dict(zip((c.id for c in comparison.claims), comparison.verdicts, strict=True))
    return {
        frozenset(claim.members): {
            (str(f.facet), str(f.relation), f.reason) for f in verdicts[claim.id].findings
        }
        for claim in comparison.claims
        if len(claim.members) > 1
    }


@pytest.mark.parametrize("story", ["factory-fire", "mayor-removed"])
def test_another_article_leaves_the_other_claims_as_they_were(story: str) -> None:
    articles = list(read_articles([STORIES / story / "articles"]))
    options = CompareOptions(encoder="none", one_story=True)
    whole = compare(articles, options)
    owner = {s.id: s.statement.article_id for s in whole.statements}
    after = meetings(whole)
    untouched = changed = 0
    for new in articles:
        before = meetings(compare([a for a in articles if a.id != new.id], options))
        touched = {
            member
            for members in after
            if any(owner[m] == new.id for m in members)
            for member in members
        }
        for members, findings in before.items():
            if members & touched:
                continue
            untouched += 1
            changed += after.get(members) != findings
    assert untouched >= 20
    assert changed <= OTHERS_CHANGED * untouched
