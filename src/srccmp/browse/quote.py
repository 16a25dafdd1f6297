"""What can be pasted into a text: who says what, since when, and how surely."""

from __future__ import annotations

from srccmp.browse.pictures import line_of
from srccmp.model import Annotated, Certainty, Claim
from srccmp.present.safe import safe
from srccmp.present.summary import voices
from srccmp.present.view import Index, Side
from srccmp.present.words import published


def claim(index: Index, wanted: Claim) -> str:
    """The relation, then each position with the words of its sources."""
    told = index.told(wanted)
    verdict = told.verdict
    facet = f" ({verdict.facet.value})" if verdict.facet else ""
    blocks = [f"{verdict.relation.value.capitalize()}{facet}: {voices(told, ', ')} [{told.short}]"]
    blocks += ["\n".join(_side(index, side, len(told.sides) > 1)) for side in told.sides]
    return "\n\n".join(blocks) + "\n"


def _side(index: Index, side: Side, is_one_of_several: bool) -> list[str]:
    lines = []
    if is_one_of_several:
        gloss = f" ({side.gloss})" if side.gloss else ""
        denied = ", denied" if side.is_denied else ""
        lines.append(f"{side.letter}. {side.label}{gloss}{denied}")
    return lines + [f"- {statement(index, member.annotated)}" for member in side.members]


def statement(index: Index, annotated: Annotated) -> str:
    """One line: the source, its language and day, whose words, how surely, and the words."""
    article = index.article_of(annotated.id)
    facts = [annotated.statement.language, published(article.published)]
    by = annotated.attribution
    if by and by.speaker:
        facts.append(f"per {safe(by.name or by.speaker)}")
    if annotated.modality.certainty is not Certainty.ASSERTED:
        facts.append(annotated.modality.certainty.value)
    where = safe(article.url or f"{article.path}:{line_of(article, annotated)}")
    words = safe(annotated.statement.text).strip()
    return f"{safe(article.source.name)} ({', '.join(facts)}): “{words}” <{where}>"
