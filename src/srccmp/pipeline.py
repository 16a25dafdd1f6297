"""Articles → comparison: the stages in their order, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from srccmp.errors import BadInput, NothingToCompare
from srccmp.model import Article, Claim, Note, Reading, short_id
from srccmp.options import CompareOptions

if TYPE_CHECKING:
    from srccmp.cache import Cache
    from srccmp.comparison import Comparison

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

    ``articles`` may come in any order: the answer is the same. ``cache`` keeps answers, each
    article's annotations and the encoder's vectors between runs; None keeps nothing, and the
    answer is the same. ``progress`` is told (stage, done, total). Raises `NothingToCompare`
    without articles, `MissingExtra` where the encoder that the options name is not installed.
    """
    options = options or CompareOptions()
    notes = list(articles.notes) if isinstance(articles, Reading) else []
    ordered = sorted(articles, key=lambda article: (article.path, article.id))
    if not ordered:
        raise NothingToCompare("no article to compare", hint="give files or folders with articles")
    if cache is None:
        return _compared(ordered, notes, options, None, progress or _silent)
    key = _key(ordered, notes, options)
    kept = _kept(cache, key) if key else None
    if kept is not None:
        return kept
    found = _compared(ordered, notes, options, cache, progress or _silent)
    if key and not cache.notes and not any(note.code in PASSING for note in found.notes):
        _keep(cache, key, found)
    new = [note for note in cache.notes if note not in found.notes]
    return replace(found, notes=(*found.notes, *new)) if new else found


# Notes on what may be another way the next time, with nothing that the key holds changed.
PASSING = frozenset({"no-encoder", "cache-off"})


def _key(articles: Sequence[Article], notes: Sequence[Note], options: CompareOptions) -> str | None:
    """Of all that the answer depends on; None where the code's state cannot be told."""
    from srccmp.cache import code_version, content_key

    version = code_version()
    parts = [repr(options), *map(repr, articles), *map(repr, sorted(notes, key=repr))]
    return content_key(version, *parts) if version else None


def _kept(cache: Cache, key: str) -> Comparison | None:
    """The answer of an earlier run; None where there is none, or a damaged one."""
    import json

    from srccmp.cache import COMPARISON, unpacked
    from srccmp.comparison import Comparison

    data = unpacked(cache.get_many(COMPARISON, [key]).get(key, b""))
    if data is None:
        return None
    try:
        return Comparison.from_dict(json.loads(data))
    except (BadInput, ValueError):
        return None


def _keep(cache: Cache, key: str, comparison: Comparison) -> None:
    from srccmp.cache import COMPARISON, MAX_COMPARISON, packed

    data = comparison.to_json(indent=None)
    if len(data) <= MAX_COMPARISON:
        cache.put_many(COMPARISON, {key: packed(data)})


def _compared(
    ordered: Sequence[Article],
    notes: list[Note],
    options: CompareOptions,
    cache: Cache | None,
    told: Progress,
) -> Comparison:
    """The stages in their order; ``ordered`` has at least one article."""
    # Not above: an answer that is kept needs none of them, and they take 0.2 s to import.
    from srccmp.align import align
    from srccmp.annotate.layers import annotate
    from srccmp.cache import encode_cached
    from srccmp.comparison import Comparison
    from srccmp.engines import load_encoder
    from srccmp.judge import judge_all, timeline
    from srccmp.language import article_language
    from srccmp.segment import segment

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
