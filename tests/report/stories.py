"""Comparisons that the report is tested on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from srccmp.comparison import Comparison
from srccmp.model import CourseStep, Facet, Grain, Note, Relation
from tests.builders import Story, port_fire_story

EVIL = (
    "</title></script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    '"\'><b id="notes" style="color:red" onclick=window.hacked=1>-->\x00\x1b[31m\u202e\u200b'
)


def port_fire() -> Comparison:
    """The invented fire, with a count that changed and articles at web addresses."""
    comparison = port_fire_story().comparison()
    first = comparison.claims[0]
    update = next(v for v in comparison.verdicts if v.relation is Relation.UPDATE)
    steps = tuple(
        CourseStep(
            low=low,
            high=low,
            approximate=False,
            unit="person",
            role="injured",
            day=day,
            statements=position.members,
        )
        for low, day, position in zip(
            (4, 6), (date(2031, 5, 3), date(2031, 5, 4)), update.positions, strict=True
        )
    )
    notes = (Note(stage="align", subject=first.id, code="doubt", message="one pair was close"),)
    return replace(
        comparison,
        articles=tuple(
            replace(article, url=f"https://{article.source.key}/fire?a=1&b={rank}")
            for rank, article in enumerate(comparison.articles)
        ),
        verdicts=tuple(
            replace(verdict, course=steps) if verdict is update else verdict
            for verdict in comparison.verdicts
        ),
        notes=(*comparison.notes, *notes),
    )


def two_stories() -> Comparison:
    """Two papers on a bridge, two on a museum, and one article that stands alone."""
    story = Story()
    for rank, (name, drawn) in enumerate(
        {
            "bridge1": "{a|The old bridge over the Tirva was closed by [[the city]] on Monday.}",
            "bridge2": "{b|Мост через Тирву закрыли [[пограничники]] в понедельник.}",
            "museum1": "{c|Музей солі відкрив нову залу з [[двадцятьма]] картинами.}",
            "museum2": "{d|The salt museum opened a new hall with [[twenty]] paintings.}",
            "alone": "{e|The price of apples rose in autumn.}",
        }.items()
    ):
        article = story.article(
            f"{name}.txt",
            drawn,
            source=f"Paper {rank}",
            language={"bridge2": "ru", "museum1": "uk"}.get(name, "en"),
            published=f"2031-06-0{rank + 1}",
            title=f"Title of {name}",
        )
        number = {"bridge": "s1", "museum": "s2"}.get(name[:6], "s3")
        story.articles[-1] = replace(article, story=number)
    story.claim(Relation.CONFLICT, {"the city": ["a"], "пограничники": ["b"]}, facet=Facet.WHO)
    museum = story.claim(Relation.AGREE, {"twenty": ["c", "d"]}, facet=Facet.QUANTITY)
    alone = story.claim(Relation.SINGLE, {"apples": ["e"]})
    story.claims[1:] = [replace(museum, story="s2"), replace(alone, story="s3")]
    return story.comparison()


def hostile() -> Comparison:
    """All that an article can bring into the report tries to break it."""
    story = Story()
    one = story.article(
        f"{EVIL}.txt",
        f"{{a|{EVIL} the [[dam]] fell at noon, {EVIL}}}",
        source=EVIL,
        language='en"><i>',
        published="2031-05-03",
        title=EVIL,
        origins=(EVIL,),
        wire=EVIL,
    )
    story.article(
        "two.txt",
        "{b|The [[dam]] did not fall} {c|Nothing else.}",
        source="javascript:alert(1)",
        language="en",
        published=None,
        title="a\u202eb\x00c",
        reprint_of=one.id,
    )
    story.said("a", speaker=EVIL, key=EVIL)
    claim = story.claim(
        Relation.CONFLICT, {EVIL: ["a"], "=2+5": ["b"]}, facet=Facet.STATUS, level=EVIL, reason=EVIL
    )
    noon = datetime(2031, 5, 3, 12)
    story.told("a", noon, noon, Grain.MINUTE)
    story.event(noon, noon, Grain.MINUTE, claim, ["a"], disputed=True)
    for subject in (one.id, EVIL):
        story.notes.append(Note(stage="reprints", subject=subject, code=EVIL, message=EVIL))
    comparison = story.comparison()
    first, *others = comparison.articles
    return replace(
        comparison,
        articles=(
            replace(first, url="javascript:alert(1)", author=EVIL, also=(EVIL,)),
            *(replace(other, url=f'https://x.example/"{EVIL}') for other in others),
        ),
    )
