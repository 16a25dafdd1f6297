"""Invented stories of which only the times matter, for the tests of the timeline."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.builders import Story

from srccmp.comparison import Comparison
from srccmp.judge.timeline import timeline
from srccmp.model import Claim, Facet, Grain, Relation

Span = tuple[datetime, datetime, Grain]


def on(words: str) -> Span:
    """
    >>> on("2031-05-03")[1], on("2031-05-03 04:10")[2], on("2031")[2]
    (datetime.datetime(2031, 5, 3, 23, 59), <Grain.MINUTE: 'minute'>, <Grain.YEAR: 'year'>)
    """
    end = timedelta(hours=23, minutes=59)
    if " " in words:
        moment = datetime.fromisoformat(words)
        return moment, moment, Grain.MINUTE
    if "/" in words:
        first, last = map(datetime.fromisoformat, words.split("/"))
        return first, last + end, Grain.WEEK
    if len(words) == 4:
        return datetime(int(words), 1, 1), datetime(int(words), 12, 31, 23, 59), Grain.YEAR
    if len(words) == 7:
        first = datetime.fromisoformat(f"{words}-01")
        after = (first + timedelta(days=31)).replace(day=1)
        return first, after - timedelta(minutes=1), Grain.MONTH
    day = datetime.fromisoformat(words)
    return day, day + end, Grain.DAY


def night_to(words: str) -> Span:
    day = datetime.fromisoformat(words)
    return day - timedelta(hours=2), day + timedelta(hours=5, minutes=59), Grain.DAYPART


class Times:
    """``paper`` adds a source with its statements, each a name and the time that its first word
    tells; ``claim`` groups them. `comparison` has the timeline that the judge makes of them."""

    def __init__(self) -> None:
        self.story = Story()
        self.claims: list[Claim] = []

    def paper(self, source: str, published: str | None, **times: Span | None) -> Times:
        drawn = " ".join(f"{{{name}|[[When]] {name} was told by {source}.}}" for name in times)
        self.story.article(
            f"{source}.txt", drawn, source=source, language="en", published=published
        )
        for name, span in times.items():
            if span is not None:
                self.story.told(name, *span)
        return self

    def claim(self, *positions: list[str], relation: Relation = Relation.AGREE) -> Claim:
        sides = {f"side {rank}": names for rank, names in enumerate(positions)}
        facet = Facet.TIME if relation is Relation.CONFLICT else None
        claim = self.story.claim(relation, sides, facet=facet)
        self.claims.append(claim)
        return claim

    def comparison(self) -> Comparison:
        judged = list(zip(self.story.claims, self.story.verdicts, strict=True))
        self.story.timeline = list(timeline(judged, list(self.story.statements.values()), []))
        return self.story.comparison()


def fire() -> Times:
    """A fire that two papers date in two ways, with what had happened years before."""
    times = Times()
    times.paper(
        "Herald", "2031-05-03", h_fire=on("2031-05-03 03:40"), h_old=on("2029-08-12"), h_none=None
    )
    times.paper("Вісник", "2031-05-03", v_fire=on("2031-05-03 04:10"), v_law=on("2030"))
    times.paper("港口日报", "2031-05-04", g_fire=on("2031-05-03"), g_old=on("2029-08"))
    times.claim(["h_fire"], ["v_fire"], relation=Relation.CONFLICT)
    times.claim(["h_old", "g_old"])
    times.claim(["g_fire"], relation=Relation.SINGLE)
    times.claim(["v_law"], relation=Relation.SINGLE)
    return times


def crowd(papers: int = 100, first: date = date(2031, 5, 1)) -> Times:
    """Many papers, each with an event of its own day and one that all of them tell."""
    times = Times()
    for number in range(papers):
        day = (first + timedelta(days=number % 20)).isoformat()
        told = {f"own{number}": on(day), f"all{number}": on("2031-05-02")}
        times.paper(f"Paper {number:03}", day, **told)
        times.claim([f"own{number}"], relation=Relation.SINGLE)
    times.claim([f"all{number}" for number in range(papers)])
    return times
