"""Articles → comparison: the stages in their order, and what of them was done before."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from srccmp.errors import BadInput, NothingToCompare
from srccmp.model import (
    Annotated,
    Article,
    Claim,
    Note,
    Reading,
    Statement,
    Story,
    Verdict,
    short_id,
)
from srccmp.options import CompareOptions

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    import numpy as np
    from numpy.typing import NDArray

    from srccmp.annotate.drafts import Draft, Drafted
    from srccmp.cache import Cache
    from srccmp.comparison import Comparison
    from srccmp.engines.centres import Centre
    from srccmp.engines.protocols import Encoder
    from srccmp.judge.opinion import Ask, Reconsidered
    from srccmp.stories import Found

Progress = Callable[[str, int, int], None]
SWITCH: Final = 0.0005  # seconds; a fifth of it costs 0.4 s of processor time a run


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

    ``articles`` may come in any order: the answer is the same; the notes of a `Reading` become
    notes of the comparison. ``options`` None are the defaults. ``cache`` keeps answers, each
    article's annotations and the encoder's vectors between runs; None keeps nothing, and the
    answer is the same. ``progress`` is told (stage, done, total). Raises `NothingToCompare`
    without articles, `MissingExtra` where the encoder or the model of a second opinion that the
    options name is not installed.
    """
    options = options or CompareOptions()
    notes = list(articles.notes) if isinstance(articles, Reading) else []
    ordered = sorted(articles, key=lambda article: (article.path, article.id))
    if not ordered:
        raise NothingToCompare("no article to compare", hint="give files or folders with articles")
    key = _key(ordered, notes, options) if cache is not None else None
    if cache is not None and key and (kept := _kept(cache, key)) is not None:
        return kept
    from srccmp.jobs import rarely_collected

    with rarely_collected():
        found = _compared(ordered, notes, options, cache, progress or _silent)
    if cache is None:
        return found
    if key and not cache.notes and not any(note.code in PASSING for note in found.notes):
        _keep(cache, key, found)
    new = [note for note in cache.notes if note not in found.notes]
    return replace(found, notes=(*found.notes, *new)) if new else found


# Notes on what may be another way the next time, with nothing that the key holds changed.
PASSING = frozenset({"no-encoder", "cache-off"})


def _key(articles: Sequence[Article], notes: Sequence[Note], options: CompareOptions) -> str | None:
    """Of all that the answer depends on; None where the code's state cannot be told."""
    from srccmp.cache import code_version, content_key
    from srccmp.engines import encoder_state
    from srccmp.engines.nli import nli_state

    version = code_version()
    encoder = encoder_state(options.encoder)
    nli = nli_state(options.nli)
    parts = [repr(options), encoder, nli, *map(repr, articles), *map(repr, sorted(notes, key=repr))]
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
    from srccmp.comparison import Comparison
    from srccmp.judge import timeline
    from srccmp.language import article_language
    from srccmp.stories import one_story, split

    ask = _asker(options.nli, cache, told)
    read = [replace(article, language=article_language(article)) for article in ordered]
    # A few articles are likely one story: their vectors are begun before they are annotated. Of
    # many, only what has something to be compared with is worth a vector.
    is_early = 1 < len(read) <= FEW or options.one_story
    with _Vectors(options.encoder, cache, told) as encoded:
        drafted = _drafted(read, cache, told, encoded.start if is_early else _nothing)
        drafts = {key: found.drafts for key, found in drafted.items()}
        notes = [*notes, *(note for article in read for note in drafted[article.id].dropped)]
        told("stories", 0, len(read))
        found = one_story(read, drafts) if options.one_story else split(read, drafts, encoded.of)
        if not is_early:
            encoded.start(_comparable(found.stories, drafts))
        parts = [
            _story(story.id, story.articles, drafts, encoded.of, options, told, ask)
            for story in found.stories
        ]
    if encoded.note:
        notes.append(encoded.note)
    notes += [note for part in parts for note in part.notes]
    notes += _opinions(part.second for part in parts)
    if cache is not None:
        notes += cache.notes
    pairs = sum(part.pairs for part in parts)
    notes.append(
        Note(
            stage="align",
            subject="all",
            code="pairs",
            message=f"{pairs} pairs of statements looked at",
        )
    )
    articles = tuple(article for part in parts for article in part.articles)
    statements = tuple(statement for part in parts for statement in part.statements)
    judged = [each for part in parts for each in part.judged]
    return Comparison(
        options=options,
        articles=articles,
        statements=statements,
        claims=tuple(claim for claim, _ in judged),
        verdicts=tuple(verdict for _, verdict in judged),
        timeline=timeline(judged, statements, articles),
        notes=tuple(notes),
        stories=tuple(
            Story(id=story.id, label=story.label, articles=(), earliest=None, latest=None)
            for story in found.stories
        ),
    )


FEW: Final = 12  # articles


def _nothing(_texts: Sequence[str]) -> None:
    return None


def _comparable(stories: Sequence[Found], drafts: Mapping[str, Sequence[Draft]]) -> list[str]:
    """The texts of all statements that another article may speak of, too."""
    return [
        draft.statement.text
        for story in stories
        if len(story.articles) > 1
        for article in story.articles
        for draft in drafts[article.id]
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    """What came of one story."""

    articles: tuple[Article, ...]
    statements: tuple[Annotated, ...]
    judged: list[tuple[Claim, Verdict]]
    pairs: int
    notes: tuple[Note, ...]
    second: Reconsidered | None


def _story(
    key: str,
    read: Sequence[Article],
    drafts: Mapping[str, Sequence[Draft]],
    vectors_of: Callable[[Sequence[Statement]], NDArray[np.float32] | None],
    options: CompareOptions,
    told: Progress,
    ask: Ask | None,
) -> _Part:
    """One story by itself: what its articles tell together, what of it is one thing, and how the
    accounts of that stand to each other; ``ask`` gives a second opinion on that."""
    from srccmp.align.claims import align
    from srccmp.annotate.layers import settle_drafts
    from srccmp.judge import judge_all, sum_notes
    from srccmp.reprints import near_copies, settle_families

    layers = settle_drafts(read, {article.id: drafts[article.id] for article in read})
    analyses = layers.analyses
    is_alone = len(read) == 1
    vectors = None if is_alone else vectors_of([a.annotated.statement for a in analyses])
    told("align", 0, len(analyses))
    aligned = align(analyses, vectors, min_link=options.min_link, story=key)
    claims = _with_singles(aligned.claims, [a.id for a in analyses], key)
    told("judge", 0, len(claims))
    copies = near_copies(layers.articles, analyses)
    families, notes = settle_families(layers.articles, analyses, claims, copies)
    articles = tuple(replace(article, story=key) for article in families)
    by_id, owners = {a.id: a for a in analyses}, {a.id: a for a in articles}
    judged = judge_all(claims, by_id, owners)
    second = None
    if ask is not None:
        from srccmp.judge.opinion import reconsider

        second = reconsider(judged, by_id, owners, ask)
        judged = second.judged
    statements = tuple(a.annotated for a in analyses)
    return _Part(
        articles, statements, list(judged), aligned.pairs, (*notes, *sum_notes(analyses)), second
    )


def _asker(name: str, cache: Cache | None, told: Progress) -> Ask | None:
    """What the model of a second opinion says of pairs of texts; None where none is asked for.
    Raises as `load_nli` does."""
    from srccmp.cache import opinions_cached
    from srccmp.engines.nli import load_nli

    if (nli := load_nli(name)) is None:
        return None
    return lambda pairs: opinions_cached(nli, pairs, cache, told=partial(told, "second opinion"))


def _opinions(parts: Iterable[Reconsidered | None]) -> list[Note]:
    """What second opinions changed, and how many were asked for."""
    given = [part for part in parts if part is not None]
    if not given:
        return []
    from srccmp.judge.opinion import summary

    return [*(note for part in given for note in part.notes), summary(given)]


def _drafted(
    articles: Sequence[Article],
    cache: Cache | None,
    told: Progress,
    cut: Callable[[Sequence[str]], None],
) -> dict[str, Drafted]:
    """By article id what each article tells by itself, computed where it is not kept; ``cut`` is
    given the texts of all statements as soon as they are known."""
    from srccmp.annotate.drafts import from_bytes
    from srccmp.cache import ANNOTATION, code_version, content_key, packed, unpacked
    from srccmp.jobs import job_count, run

    keys = {}
    if cache is not None and (version := code_version()):
        # All of the article but where it lies: a copy of the file has the same annotations.
        bare = {a.id: replace(a, path="", also=()) for a in articles}
        keys = {name: content_key(version, repr(article)) for name, article in bare.items()}
    kept = cache.get_many(ANNOTATION, list(keys.values())) if cache is not None else {}
    found: dict[str, Drafted] = {}
    for name, key in keys.items():
        data = unpacked(kept.get(key, b""))
        if data is not None and (drafted := from_bytes(data)) is not None:
            found[name] = drafted
    new = [article for article in articles if article.id not in found]
    if job_count(len(new), WORTH) > 1:
        # Several processes cut and annotate in one go: the encoder, which begins when all is cut,
        # takes far longer for so many articles than it could have been ahead.
        made = run(_drafted_bytes, new, worth=WORTH, told=partial(told, "annotate"))
        by_id = dict(zip((article.id for article in new), made, strict=True))
        found |= {name: _read_drafted(data) for name, data in by_id.items()}
        cut([d.statement.text for drafted in found.values() for d in drafted.drafts])
        items = {keys[name]: packed(data) for name, data in by_id.items() if name in keys}
    else:
        items = _drafted_here(new, found, keys, told, cut)
    if cache is not None:
        cache.put_many(ANNOTATION, items)
    return found


# New articles that pay for one more process, with its start and its dictionaries.
WORTH: Final = 75


def _drafted_bytes(article: Article) -> bytes:
    """What one article tells by itself, for another process."""
    from srccmp.annotate.drafts import Drafted, draft_article, to_bytes
    from srccmp.segment import segment

    part = segment(article, article.language.code)
    return to_bytes(Drafted(drafts=draft_article(article, part.statements), dropped=part.dropped))


def _read_drafted(data: bytes) -> Drafted:
    from srccmp.annotate.drafts import from_bytes

    found = from_bytes(data)
    assert found is not None, "another process of this program wrote it"
    return found


def _drafted_here(
    new: Sequence[Article],
    found: dict[str, Drafted],
    keys: Mapping[str, str],
    told: Progress,
    cut: Callable[[Sequence[str]], None],
) -> dict[str, bytes]:
    """Add what the new articles tell to ``found``; what is to be kept of it, by the cache's key."""
    from srccmp.annotate.drafts import Drafted, draft_article, to_bytes
    from srccmp.cache import packed
    from srccmp.segment import segment

    parts = {}
    for done, article in enumerate(new):
        told("segment", done, len(new))
        parts[article.id] = segment(article, article.language.code)
    cut(
        [draft.statement.text for drafted in found.values() for draft in drafted.drafts]
        + [statement.text for part in parts.values() for statement in part.statements]
    )
    items = {}
    for done, article in enumerate(new):
        told("annotate", done, len(new))
        part = parts[article.id]
        drafted = Drafted(drafts=draft_article(article, part.statements), dropped=part.dropped)
        found[article.id] = drafted
        if article.id in keys:
            items[keys[article.id]] = packed(to_bytes(drafted))
    return items


class _Vectors:
    """The statements' vectors, computed on a thread of their own while the rest is annotated: the
    encoder's arithmetic leaves the interpreter to others. A text's vector depends on nothing but
    the text, so they are the same as if they were computed later."""

    def __init__(self, encoder: str, cache: Cache | None, told: Progress) -> None:
        self._name = encoder
        self._cache = cache
        self._told = told
        self._is_awaited = False
        self._is_left = False
        self._done = 0, 0  # of how many
        self._interval = sys.getswitchinterval()
        self._pool: ThreadPoolExecutor | None = None
        self._rows: Future[tuple[NDArray[np.float32], Centre]] | None = None
        self._place: dict[str, int] = {}
        self._is_loaded = False
        self._encoder: Encoder | None = None
        self._asked: dict[str, NDArray[np.float32]] = {}
        self._centre: Centre | None = None
        self.note: Note | None = None  # where the comparison loses something by its encoder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_left = True
        sys.setswitchinterval(self._interval)
        if self._pool is not None:
            self._pool.shutdown()

    def start(self, texts: Sequence[str]) -> None:
        """Begin with these texts. Raises as `load_encoder` does."""
        encoder = self._loaded()
        if encoder is None or not texts:
            return
        from concurrent.futures import ThreadPoolExecutor

        # The encoder wants the interpreter for a moment after every bit of arithmetic; with the
        # usual 5 ms it would stand in line most of the time.
        sys.setswitchinterval(SWITCH)
        self._place = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        self._pool = ThreadPoolExecutor(1)
        self._rows = self._pool.submit(self._encoded, encoder, list(self._place))

    def _loaded(self) -> Encoder | None:
        """The encoder, loaded at the first call."""
        from srccmp.engines import load_encoder

        if not self._is_loaded:
            self._encoder, self.note = load_encoder(self._name)
            self._is_loaded = True
        return self._encoder

    def _encoded(
        self, encoder: Encoder, texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], Centre]:
        import numpy as np

        from srccmp.cache import encode_cached
        from srccmp.engines.centres import centre_of

        # Where nothing is kept, what the stories asked for would be encoded again.
        new = [text for text in texts if text not in self._asked]
        self._asked |= dict(
            zip(new, encode_cached(encoder, new, self._cache, told=self._tell), strict=True)
        )
        rows = np.stack([self._asked[text] for text in texts])
        if self._centre is None:
            self._centre = centre_of(
                encoder, lambda bank: encode_cached(encoder, bank, self._cache)
            )
        return rows, self._centre

    def of(self, statements: Sequence[Statement]) -> NDArray[np.float32] | None:
        """One row a statement, less what the encoder gives any sentence of the language; None
        without an encoder or a statement. Where it did not begin yet, they are computed here and
        now. Raises as `load_encoder` does."""
        self._is_awaited = True
        sys.setswitchinterval(self._interval)
        if self._rows is None:
            encoder = self._loaded()
            if encoder is None or not statements:
                return None
            rows, centre = self._encoded(encoder, [statement.text for statement in statements])
            return centre.apply(rows, [statement.language for statement in statements])
        if not self._rows.done():
            self._told("encode", *self._done)
        rows, centre = self._rows.result()
        taken = rows[[self._place[statement.text] for statement in statements]]
        return centre.apply(taken, [statement.language for statement in statements])

    def _tell(self, done: int, total: int) -> None:
        if self._is_left:
            raise InterruptedError("nobody waits for the vectors")
        self._done = done, total
        if self._is_awaited:  # before, the reader is told of the annotation
            self._told("encode", done, total)


def _with_singles(claims: Sequence[Claim], statements: Sequence[str], story: str) -> list[Claim]:
    """The claims, and one of its own for each statement that nothing else speaks of."""
    taken = {member for claim in claims for member in claim.members}
    return [
        *claims,
        *(
            Claim(id=short_id("claim", s), members=(s,), links=(), story=story)
            for s in statements
            if s not in taken
        ),
    ]
