"""Articles → comparison: the stages in their order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from srccmp.align import align
from srccmp.annotate.layers import annotate
from srccmp.cache import Cache, encode_cached
from srccmp.comparison import Comparison
from srccmp.engines import load_encoder
from srccmp.errors import NothingToCompare
from srccmp.judge import judge_all, timeline
from srccmp.language import article_language
from srccmp.model import Article, Claim, Note, Reading, short_id
from srccmp.options import CompareOptions
from srccmp.segment import segment

Progress = Callable[[str, int, int], None]


def _silent(_stage: str, _done: int, _total: int) -> None:
    return None


def compare(
    articles: Reading | Sequence[Article],
    options: CompareOptions | None = None,
    *,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Where the accounts agree, where they conflict, and what only one of them says.

    ``articles`` may come in any order: the answer is the same. ``cache`` keeps the encoder's
    vectors between runs; None keeps nothing. ``progress`` is told (stage, done, total). Raises
    `NothingToCompare` without articles, `MissingExtra` where the encoder that the options name is
    not installed.
    """
    options = options or CompareOptions()
    told = progress or _silent
    notes: list[Note] = list(articles.notes) if isinstance(articles, Reading) else []
    ordered = sorted(articles, key=lambda article: (article.path, article.id))
    if not ordered:
        raise NothingToCompare("no article to compare", hint="give files or folders with articles")
    read = [replace(article, language=article_language(article)) for article in ordered]
    parts = {}
    for done, article in enumerate(read):
        told("segment", done, len(read))
        found = segment(article, article.language.code)
        parts[article.id] = found.statements
        notes += found.dropped
    told("annotate", 0, len(read))
    layers = annotate(read, parts)
    encoder, note = load_encoder(options.encoder)
    if note:
        notes.append(note)
    vectors = None
    if encoder is not None and layers.analyses:
        told("encode", 0, len(layers.analyses))
        texts = [a.annotated.statement.text for a in layers.analyses]
        vectors = encode_cached(encoder, texts, cache)
    told("align", 0, len(layers.analyses))
    aligned = align(layers.analyses, vectors, min_link=options.min_link)
    claims = _with_singles(aligned.claims, [a.id for a in layers.analyses])
    told("judge", 0, len(claims))
    judged = judge_all(
        claims, {a.id: a for a in layers.analyses}, {a.id: a for a in layers.articles}
    )
    statements = tuple(a.annotated for a in layers.analyses)
    if cache is not None:
        notes += cache.notes
    notes.append(
        Note(
            stage="align",
            subject="all",
            code="pairs",
            message=f"{aligned.pairs} pairs of statements looked at",
        )
    )
    return Comparison(
        options=options,
        articles=layers.articles,
        statements=statements,
        claims=tuple(claim for claim, _ in judged),
        verdicts=tuple(verdict for _, verdict in judged),
        timeline=timeline(judged, statements, layers.articles),
        notes=tuple(notes),
    )


def _with_singles(claims: Sequence[Claim], statements: Sequence[str]) -> list[Claim]:
    """The claims, and one of its own for each statement that nothing else speaks of."""
    taken = {member for claim in claims for member in claim.members}
    return [
        *claims,
        *(
            Claim(id=short_id("claim", s), members=(s,), links=(), story="s1")
            for s in statements
            if s not in taken
        ),
    ]
