"""Comparisons made by hand, for tests of what comes after the judging.

Texts are drawn: ``{name|…}`` is a statement, ``[[…]]`` inside it the words that a finding rests
on. `port_fire` is one invented event in three languages, with every relation in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import combinations

from srccmp.comparison import Comparison
from srccmp.judge.silence import left_out, roster_of
from srccmp.judge.stances import stances_of, state_of
from srccmp.model import (
    Annotated,
    Article,
    Attribution,
    Certainty,
    Claim,
    Days,
    Entity,
    EntityKind,
    Evidence,
    Facet,
    Finding,
    Grain,
    LanguageGuess,
    Link,
    Manner,
    Modality,
    Note,
    Polarity,
    Position,
    Published,
    Quantity,
    Relation,
    Score,
    Slot,
    Source,
    Span,
    Speaker,
    Statement,
    Telling,
    TimelineEntry,
    TimeRef,
    Verdict,
    short_id,
)
from srccmp.options import CompareOptions

MARK = re.compile(r"\{(?P<name>\w+)\||(?P<end>\})|(?P<open>\[\[)|(?P<close>\]\])")


@dataclass
class Story:
    """Gathers articles, claims and times; `comparison` gives the whole."""

    articles: list[Article] = field(default_factory=list)
    statements: dict[str, Annotated] = field(default_factory=dict)
    evidence: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    timeline: list[TimelineEntry] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def article(
        self,
        path: str,
        drawn: str,
        *,
        source: str,
        language: str,
        published: str | None,
        key: str | None = None,
        title: str | None = None,
        origins: tuple[str, ...] = (),
        reprint_of: str | None = None,
        wire: str | None = None,
    ) -> Article:
        """``published`` is a day or a year: "2031-05-03", "2031"."""
        text, spans, evidence = _read_drawing(drawn)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        article = Article(
            id=short_id("article", path),
            path=path,
            source=Source(key=key or source.casefold(), name=source, decided_by="text", wire=wire),
            title=title,
            text=text,
            sha256=sha256,
            language=LanguageGuess(code=language, confidence=0.99, decided_by="letters"),
            published=_published(published),
            body=Span(0, len(text)),
            origins=origins,
            reprint_of=reprint_of,
        )
        self.articles.append(article)
        for number, (name, span) in enumerate(spans.items()):
            self.statements[name] = Annotated(
                statement=Statement(
                    id=short_id(article.id, str(span.start), str(span.stop)),
                    article_id=article.id,
                    span=span,
                    text=span.of(text),
                    sentence=number,
                    language=language,
                ),
                times=(),
                quantities=(),
                entities=(),
                attribution=None,
                modality=Modality(polarity=Polarity.AFFIRMED, certainty=Certainty.ASSERTED),
            )
            self.evidence[name] = evidence[name]
        return article

    def said(
        self,
        name: str,
        *,
        speaker: str | None = None,
        key: str | None = None,
        certainty: Certainty = Certainty.ASSERTED,
        polarity: Polarity = Polarity.AFFIRMED,
        manner: Manner = Manner.REPORTED,
    ) -> None:
        """Who says the statement, and how surely."""
        self.statements[name] = replace(
            self.statements[name],
            attribution=Attribution(speaker=speaker, key=key, cue="says", manner=manner)
            if speaker
            else None,
            modality=Modality(polarity=polarity, certainty=certainty),
        )

    def told(
        self, name: str, first: datetime, last: datetime, grain: Grain, *, edtf: str = ""
    ) -> None:
        """When the statement's event was."""
        told = TimeRef(
            span=self._first_word(name),
            earliest=first,
            latest=last,
            grain=grain,
            anchor="text",
            rule="test",
            edtf=edtf or first.date().isoformat(),
        )
        annotated = self.statements[name]
        self.statements[name] = replace(annotated, times=(*annotated.times, told))

    def counted(self, name: str, low: float, unit: str, role: str | None = None) -> None:
        """How many of what, at the statement's first evidence."""
        quantity = Quantity(
            span=self.evidence[name][0], low=low, high=low, unit=unit, role=role, approximate=False
        )
        self.statements[name] = replace(self.statements[name], quantities=(quantity,))

    def named(self, name: str, word: str, key: str, kind: EntityKind) -> None:
        statement = self.statements[name].statement
        start = statement.span.start + statement.text.index(word)
        entity = Entity(span=Span(start, start + len(word)), surface=word, key=key, kind=kind)
        annotated = self.statements[name]
        self.statements[name] = replace(annotated, entities=(*annotated.entities, entity))

    def slot(self, name: str, facet: Facet, value: str) -> None:
        found = Slot(facet=facet, span=self.evidence[name][0], value=value)
        self.statements[name] = replace(self.statements[name], slots=(found,))

    def claim(
        self,
        relation: Relation,
        positions: Mapping[str, Sequence[str]],
        *,
        facet: Facet | None = None,
        origins: int | None = None,
        level: str = "values differ",
        reason: str = "",
        denials: Sequence[str] = (),
    ) -> Claim:
        """All pairs across positions are findings, all pairs of members are links; ``denials``
        are the labels of the positions that deny."""
        names = [name for members in positions.values() for name in members]
        ids = [self.statements[name].id for name in names]
        links = tuple(
            Link(
                left_id=left,
                right_id=right,
                score=0.9 - 0.03 * rank,
                found_by="lexical",
                features=Score(lexical=0.61 - 0.02 * rank, concepts=0.8, semantic=0.93),
            )
            for rank, (left, right) in enumerate(combinations(ids, 2))
        )
        claim = Claim(
            id=short_id("claim", relation, *sorted(ids)),
            members=tuple(ids),
            links=links,
            story="s1",
        )
        findings = tuple(
            Finding(
                facet=facet,
                relation=relation,
                level=level,
                left=Evidence(statement_id=self.statements[a].id, span=self.evidence[a][0]),
                right=Evidence(statement_id=self.statements[b].id, span=self.evidence[b][0]),
                reason=reason or f"{first} / {second}",
            )
            for (first, lefts), (second, rights) in combinations(positions.items(), 2)
            for a in lefts
            for b in rights
            if facet is not None and self.evidence[a] and self.evidence[b]
        )
        keys = {name: self._source(name) for name in names}
        articles = {article.id: article for article in self.articles}
        sides = tuple(
            self._position(label, members, is_denial=label in denials)
            for label, members in positions.items()
        )
        roster = roster_of(self.articles)
        told_in = {self.statements[name].statement.article_id for name in names}
        said = {name: self._origin(name) for name in names}
        self.claims.append(claim)
        self.verdicts.append(
            Verdict(
                claim_id=claim.id,
                relation=relation,
                facet=facet,
                positions=sides,
                findings=findings,
                sources=len(set(keys.values())),
                origins=origins if origins is not None else len(set(said.values())),
                stances=stances_of(
                    claim,
                    sides,
                    {each.id: each for each in self.statements.values()},
                    articles,
                    roster,
                ),
                left_out=left_out([articles[i] for i in sorted(told_in)], roster),
            )
        )
        return claim

    def _position(self, label: str, names: Sequence[str], *, is_denial: bool) -> Position:
        tellings = []
        speakers: dict[str, tuple[str, list[str]]] = {}
        for name in names:
            annotated = self.statements[name]
            article = self._article(name)
            day = article.published
            tellings.append(
                Telling(
                    statement=annotated.id,
                    state=state_of(annotated, article, is_denial=is_denial),
                    certainty=annotated.modality.certainty,
                    published=Days(earliest=day.earliest, latest=day.latest) if day else None,
                )
            )
            by = annotated.attribution
            if by and by.key and by.speaker:
                speakers.setdefault(by.key, (by.speaker, []))[1].append(annotated.id)
        known = [each.published for each in tellings if each.published]
        return Position(
            label=label,
            members=tuple(self.statements[name].id for name in names),
            origins=tuple(sorted({self._origin(name) for name in names})),
            certainty=self.statements[names[0]].modality.certainty,
            is_denial=is_denial,
            published=Days(
                earliest=min(day.earliest for day in known),
                latest=max(day.latest for day in known),
            )
            if known
            else None,
            speakers=tuple(
                Speaker(key=key, name=name, statements=tuple(said))
                for key, (name, said) in speakers.items()
            ),
            tellings=tuple(tellings),
        )

    def event(
        self,
        first: datetime,
        last: datetime,
        grain: Grain,
        claim: Claim | None,
        names: Sequence[str],
        *,
        disputed: bool = False,
    ) -> None:
        self.timeline.append(
            TimelineEntry(
                earliest=first,
                latest=last,
                grain=grain,
                claim=claim.id if claim else None,
                statements=tuple(self.statements[name].id for name in names),
                disputed=disputed,
            )
        )

    def comparison(self) -> Comparison:
        publications = [
            TimelineEntry(
                earliest=datetime.combine(day.earliest, datetime.min.time()),
                latest=datetime.combine(day.latest, datetime.min.time()),
                grain=day.grain,
                claim=None,
                statements=(),
                article=article.id,
            )
            for article in self.articles
            if (day := article.published)
        ]
        return Comparison(
            options=CompareOptions(encoder="none"),
            articles=tuple(self.articles),
            statements=tuple(self.statements.values()),
            claims=tuple(self.claims),
            verdicts=tuple(self.verdicts),
            timeline=(*self.timeline, *publications),
            notes=tuple(self.notes),
        )

    def _source(self, name: str) -> str:
        return self._article(name).source.key

    def _article(self, name: str) -> Article:
        article_id = self.statements[name].statement.article_id
        return next(a for a in self.articles if a.id == article_id)

    def _origin(self, name: str) -> str:
        attribution = self.statements[name].attribution
        article_id = self.statements[name].statement.article_id
        article = next(a for a in self.articles if a.id == article_id)
        family = next((a for a in self.articles if a.id == article.reprint_of), article)
        return attribution.key if attribution and attribution.key else family.source.key

    def _first_word(self, name: str) -> Span:
        statement = self.statements[name].statement
        length = len(statement.text.split()[0])
        return Span(statement.span.start, statement.span.start + length)


def _read_drawing(drawn: str) -> tuple[str, dict[str, Span], dict[str, tuple[Span, ...]]]:
    """The bare text, the statements and their evidence."""
    text, last = "", 0
    spans: dict[str, Span] = {}
    evidence: dict[str, tuple[Span, ...]] = {}
    name, start, opened = "", 0, 0
    for match in MARK.finditer(drawn):
        text += drawn[last : match.start()]
        last = match.end()
        if match["name"]:
            name, start = match["name"], len(text)
            evidence[name] = ()
        elif match["end"]:
            spans[name] = Span(start, len(text))
        elif match["open"]:
            opened = len(text)
        else:
            evidence[name] = (*evidence[name], Span(opened, len(text)))
    return text + drawn[last:], spans, evidence


def _published(day: str | None) -> Published | None:
    if day is None:
        return None
    if len(day) == len("2031-05-03"):
        first = last = date.fromisoformat(day)
        grain = Grain.DAY
    else:
        year = int(day)
        first, last, grain = date(year, 1, 1), date(year, 12, 31), Grain.YEAR
    return Published(earliest=first, latest=last, grain=grain, decided_by="header")


def port_fire() -> Comparison:
    """A fire in the invented port of Solianka, told by five papers in three languages."""
    return port_fire_story().comparison()


def port_fire_story() -> Story:
    story = Story()
    visnyk = story.article(
        "accounts/01_visnyk.txt",
        "{uk_fire|У ніч на 3 травня в порту Солянка спалахнув найбільший зерновий елеватор "
        "області.} {uk_cause|За попередніми даними рятувальників, пожежа почалася через "
        "[[коротке замикання]] на підстанції, яку не ремонтували від часу попередньої пожежі.} "
        "{uk_hurt|Постраждали [[четверо]] робітників нічної зміни.} "
        "{uk_past|12 серпня 2029 року на тому самому елеваторі вже горіла сушарка.} "
        "{uk_grain|Згоріло близько 30 тисяч тонн пшениці.}",
        source="Солянський вісник",
        key="visnyk.example",
        language="uk",
        published="2031-05-03",
        title="У Солянці горів елеватор",
        origins=("rescue service",),
    )
    story.article(
        "accounts/02_daily.txt",
        "{en_fire|The largest grain elevator of the region caught fire in the port of Solianka "
        "overnight into 3 May.} {en_cause|Two dockers told Port Daily that they had seen "
        "[[a drone]] fall on the roof minutes before the first flames.} "
        "{en_hurt|[[Six]] workers were taken to hospital, one of them with severe burns.} "
        "{en_port|The harbour master said that ships would be loaded by hand until autumn.}",
        source="Port Daily",
        key="portdaily.example",
        language="en",
        published="2031-05-04",
        title="Elevator burns in Solianka",
    )
    story.article(
        "accounts/03_bereg.txt",
        "{ru_fire|Крупнейший элеватор области загорелся в порту Солянка в ночь на 3 мая.} "
        "{ru_cause_ministry|В министерстве транспорта настаивают, что причиной стало "
        "[[замыкание проводки]].} {ru_cause_governor|Губернатор же заявил, что на крышу упали "
        "[[обломки беспилотника]].} {ru_hurt|По словам врачей, пострадали [[шесть]] человек.} "
        "{ru_denied|Капитан порта опроверг сообщения о взрыве.}",
        source="Берег",
        key="bereg.example",
        language="ru",
        published="2031-05-04",
        origins=("transport ministry", "governor"),
    )
    story.article(
        "accounts/04_khvylia.txt",
        "{re_fire|У ніч на 3 травня в порту Солянка спалахнув найбільший зерновий елеватор "
        "області.} {re_cause|За попередніми даними рятувальників, пожежа почалася через "
        "[[коротке замикання]] на підстанції.}",
        source="Хвиля",
        key="khvylia.example",
        language="uk",
        published="2031-05-03",
        reprint_of=visnyk.id,
        wire="Солянський вісник",
    )
    story.article(
        "accounts/05_review.txt",
        "{rv_fire|Пожар на элеваторе в порту Солянка начался 4 мая.} "
        "{rv_cause|Следствие установило: элеватор подожгли [[осколки дрона]], упавшие на крышу "
        "весовой, а вовсе не замыкание.} {rv_open|Новый элеватор обещают открыть в 2032 году.}",
        source="Портовое обозрение",
        key="review.example",
        language="ru",
        published="2031",
        title="Год после пожара: что показало следствие [полный текст]",
    )
    for name in ("uk_cause", "re_cause"):
        story.said(name, speaker="рятувальники", key="rescue service", certainty=Certainty.HEDGED)
    story.said("en_cause", speaker="Two dockers", key="dockers", certainty=Certainty.ALLEGED)
    story.said("ru_cause_ministry", speaker="министерство транспорта", key="transport ministry")
    story.said("ru_cause_governor", speaker="Губернатор", key="governor")
    story.said("ru_hurt", speaker="врачи", key="doctors")
    story.said("ru_denied", speaker="Капитан порта", key="captain", polarity=Polarity.DENIED)
    story.counted("uk_hurt", 4, "person", "injured")
    story.counted("en_hurt", 6, "person", "injured")
    story.counted("ru_hurt", 6, "person", "injured")
    story.slot("uk_cause", Facet.CAUSE, "short circuit")
    for name in ("uk_fire", "uk_cause"):
        story.named(
            name, "пожежа" if name == "uk_cause" else "Солянка", "solianka", EntityKind.PLACE
        )
    night = (datetime(2031, 5, 2, 22), datetime(2031, 5, 3, 6), Grain.DAYPART)
    story.told("uk_fire", *night)
    story.told("rv_fire", datetime(2031, 5, 4), datetime(2031, 5, 4), Grain.DAY)
    story.told("uk_past", datetime(2029, 8, 12), datetime(2029, 8, 12), Grain.DAY)
    story.claim(
        Relation.CONFLICT,
        {
            "коротке замикання / замыкание проводки": ["uk_cause", "re_cause", "ru_cause_ministry"],
            "a drone / обломки беспилотника": ["en_cause", "ru_cause_governor", "rv_cause"],
        },
        facet=Facet.CAUSE,
        level="different causes",
        reason="a short circuit is no drone",
    )
    story.claim(
        Relation.UPDATE,
        {"4 injured": ["uk_hurt"], "6 injured": ["en_hurt", "ru_hurt"]},
        facet=Facet.QUANTITY,
        level="a later, higher count",
    )
    fire = story.claim(
        Relation.AGREE, {"елеватор": ["uk_fire", "re_fire", "en_fire", "ru_fire", "rv_fire"]}
    )
    past = story.claim(Relation.SINGLE, {"сушарка": ["uk_past"]})
    for name in ("uk_grain", "en_port", "ru_denied", "rv_open"):
        story.claim(Relation.SINGLE, {name: [name]})
    story.event(*night, fire, ["uk_fire", "en_fire", "ru_fire", "re_fire"])
    story.event(
        datetime(2031, 5, 4), datetime(2031, 5, 4), Grain.DAY, fire, ["rv_fire"], disputed=True
    )
    story.event(datetime(2029, 8, 12), datetime(2029, 8, 12), Grain.DAY, past, ["uk_past"])
    story.event(datetime(2032, 1, 1), datetime(2032, 12, 31), Grain.YEAR, None, ["rv_open"])
    story.notes.append(
        Note(
            stage="language",
            subject=visnyk.id,
            code="mixed",
            message="accounts/01_visnyk.txt: one sentence may be Russian",
        )
    )
    return story
