"""Statements → statements with all their layers: the one place that calls the annotators.

What one article does not tell, the others may: the year of «14 листопада», the kind of a bare
name. So the layers of all articles are made together, each article's own part first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.attribution import Speaking
from srccmp.annotate.credits import find_credits
from srccmp.annotate.dates import Anchor, resolve_all
from srccmp.annotate.drafts import Draft, draft_article
from srccmp.annotate.frames import (
    Context,
    Cued,
    Frame,
    context_of,
    find_causes,
    find_events,
    find_intents,
    find_scopes,
)
from srccmp.annotate.names import settle
from srccmp.annotate.published import settle_published
from srccmp.annotate.shown import spoken_name
from srccmp.annotate.speakers import Spoken, settle_speakers
from srccmp.model import (
    Annotated,
    Article,
    Attribution,
    Entity,
    Grain,
    Published,
    Slot,
    Statement,
    TimeRef,
)

Days = tuple[date, date]  # first and last, both inclusive
DAYS = frozenset({Grain.MINUTE, Grain.HOUR, Grain.DAYPART, Grain.DAY})
RECENT = 7  # days before publication within which news tells its main event


@dataclass(frozen=True, slots=True)
class Layers:
    """Articles with publication and origins settled, and every statement analysed, in order."""

    articles: tuple[Article, ...]
    analyses: tuple[Analysis, ...]


def annotate(articles: Sequence[Article], statements: Mapping[str, Sequence[Statement]]) -> Layers:
    """Layers for the statements of each article (by article id); languages are known already."""
    return settle_drafts(articles, {a.id: draft_article(a, statements[a.id]) for a in articles})


def settle_drafts(articles: Sequence[Article], drafts: Mapping[str, Sequence[Draft]]) -> Layers:
    """The drafts of each article (by its id) with what all articles tell together."""
    ordered = [draft for article in articles for draft in drafts[article.id]]
    common = settle([draft.entities for draft in ordered])
    entities = {d.statement.id: found for d, found in zip(ordered, common, strict=True)}
    published = settle_published(articles, {a.id: a.language.code for a in articles})
    years = _story_year(published.values())
    spoken = settle_speakers([_spoken(a, drafts[a.id], entities) for a in articles])
    analyses: list[Analysis] = []
    settled: list[Article] = []
    for article, speaking in zip(articles, spoken, strict=True):
        when = published[article.id]
        found = _analyses(article, drafts[article.id], speaking, entities, when, years)
        origins = Counter(a.speaker for a in found if a.speaker)
        told = tuple(sorted(origins, key=lambda o: (-origins[o], o)))
        settled.append(replace(article, published=when, origins=told))
        analyses += found
    return Layers(_with_credits(settled), tuple(analyses))


def _with_credits(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The same with the outlets that an article names as its source behind its speakers."""
    heads = find_credits(articles).heads
    return tuple(
        replace(a, origins=tuple(dict.fromkeys((*a.origins, *heads[a.id])))) for a in articles
    )


def _story_year(published: Iterable[Published | None]) -> int | None:
    """The year that most publications lie in, None where none is known."""
    years = Counter(p.earliest.year for p in published if p is not None)
    return min(years, key=lambda y: (-years[y], y)) if years else None


def _spoken(
    article: Article, drafts: Sequence[Draft], entities: Mapping[str, tuple[Entity, ...]]
) -> Spoken:
    return Spoken(
        language=article.language.code,
        tokens=tuple(draft.tokens for draft in drafts),
        entities=tuple(entities[draft.statement.id] for draft in drafts),
        speaking=tuple(draft.speaking for draft in drafts),
        source=article.source,
        text=article.text,
    )


def _analyses(
    article: Article,
    drafts: Sequence[Draft],
    speaking: Sequence[Speaking | None],
    entities: Mapping[str, tuple[Entity, ...]],
    published: Published | None,
    story_year: int | None,
) -> list[Analysis]:
    times = _times(drafts, published, story_year)
    scenes = _scenes(article, drafts, times, _main_event(times, published))
    context = Context()
    analyses = []
    for draft, said, told, (scene, dated) in zip(drafts, speaking, times, scenes, strict=True):
        names = entities[draft.statement.id]
        tokens, language = draft.tokens, draft.statement.language
        words = Cued(tokens, language)
        frames = (
            *find_causes(words, names, context),
            *find_intents(words, names),
            *find_scopes(words, names),
        )
        context = context_of(words, names, context)
        analyses.append(
            Analysis(
                annotated=Annotated(
                    statement=draft.statement,
                    times=told,
                    quantities=draft.quantities,
                    entities=names,
                    attribution=_named(said.attribution, language) if said else None,
                    modality=draft.modality,
                    slots=tuple(map(_slot, frames)),
                ),
                tokens=tokens,
                events=find_events(words, names),
                frames=frames,
                scene=scene,
                dated=dated,
                speaker=said.attribution.key if said else None,
                is_headline=_is_headline(draft.statement, article),
            )
        )
    return analyses


def _is_headline(statement: Statement, article: Article) -> bool:
    """Whether the statement is the title or a clause of it, with a full stop or without."""
    return statement.text.rstrip(".…") in (article.title or "")


def _named(attribution: Attribution, language: str) -> Attribution:
    if attribution.speaker is None:
        return attribution
    return replace(attribution, name=spoken_name(attribution, language))


def _slot(frame: Frame) -> Slot:
    return Slot(facet=frame.facet, span=frame.span, value=frame.value, polarity=frame.polarity)


# --- times -------------------------------------------------------------------------------------


def _times(
    drafts: Sequence[Draft], published: Published | None, story_year: int | None
) -> list[tuple[TimeRef, ...]]:
    """Each statement's times, resolved in the article's order: "that day" counts from before."""
    mentions = tuple(mention for draft in drafts for mention in draft.mentions)
    anchor = Anchor(published=published, year=story_year, year_from="story")
    found = tuple(resolve_all(mentions, anchor))
    return [
        tuple(time for time in found if draft.statement.span.covers(time.span)) for draft in drafts
    ]


def _scenes(
    article: Article,
    drafts: Sequence[Draft],
    times: Sequence[Sequence[TimeRef]],
    main: Days | None,
) -> list[tuple[Days | None, bool]]:
    """For each statement the days that it tells of, and whether these are more than a guess: its
    own, or those of the background that its paragraph has turned to."""
    found: list[tuple[Days | None, bool]] = []
    background: Days | None = None
    before: Statement | None = None
    for draft, told in zip(drafts, times, strict=True):
        own = _days(told)
        if own or (_begins_paragraph(article, draft.statement, before) and not _is_then(draft)):
            background = None
        scene = _scene(own or background, main)
        found.append((scene, own is not None or background is not None))
        if own and main and own[1] < main[0] - timedelta(days=RECENT):
            background = own
        before = draft.statement
    return found


THEN = frozenset(["тогда", "тоді", "then", "той", "тот"])


def _is_then(draft: Draft) -> bool:
    """Whether the statement begins with "then", "at that time": it goes on with what was told."""
    return any(token.lemma in THEN for token in draft.tokens[:2])


def _scene(own: Days | None, main: Days | None) -> Days | None:
    """The days that a statement tells of. A date within the article's main event is that event's,
    the whole of it: news tells on the 21st of what came of the 14th in one sentence."""
    if own is None or main is None:
        return own or main
    if own[0] <= main[1] and main[0] <= own[1]:
        return min(own[0], main[0]), max(own[1], main[1])
    return own


def _begins_paragraph(article: Article, statement: Statement, before: Statement | None) -> bool:
    """Whether a line break stands before the statement: what went before is left behind."""
    if before is None:
        return True
    return "\n" in article.text[before.span.stop : statement.span.start]


def _days(times: Sequence[TimeRef]) -> Days | None:
    """First and last day told, by the finest times that there are; None without a time of a year
    or finer."""
    for grains in (DAYS | {Grain.MONTH}, LONG):
        told = [
            (t.earliest.date(), t.latest.date())
            for t in times
            if t.earliest and t.latest and t.grain in grains
        ]
        if told:
            return min(first for first, _ in told), max(last for _, last in told)
    return None


LONG = frozenset({Grain.QUARTER, Grain.SEASON, Grain.YEAR})


def _main_event(times: Sequence[Sequence[TimeRef]], published: Published | None) -> Days | None:
    """The days of what the article is about: those it tells shortly before its publication, else
    the latest; statements without a time of their own tell of them."""
    days = [
        (t.earliest.date(), t.latest.date())
        for row in times
        for t in row
        if t.earliest and t.latest and t.grain in DAYS
    ]
    if published:
        since = published.earliest - timedelta(days=RECENT)
        recent = [d for d in days if since <= d[0] <= published.latest]
        if recent:
            return min(d[0] for d in recent), max(published.latest, max(d[1] for d in recent))
        if published.grain in DAYS:
            return since, published.latest
    if not days:
        return None
    counts = Counter(days)
    return min(counts, key=lambda d: (-counts[d], -d[0].toordinal()))
