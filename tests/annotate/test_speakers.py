from __future__ import annotations

from srccmp.annotate.attribution import attribute_article
from srccmp.annotate.names import find_entities, settle
from srccmp.annotate.speakers import Spoken, settle_speakers, state_of_bodies
from srccmp.annotate.tokens import tokenize
from srccmp.model import Span, Statement


def spoken(*articles: tuple[str, str]) -> list[Spoken]:
    """Articles drawn as (language, text), the statements with | between them."""
    drafts = []
    for language, text in articles:
        rows, start = [], 0
        for number, part in enumerate(text.split("|")):
            span = Span(start, start + len(part))
            statement = Statement(
                id=str(number),
                article_id="a",
                span=span,
                text=part,
                sentence=number,
                language=language,
            )
            rows.append((statement, tokenize(part, language, offset=start)))
            start = span.stop + 1
        drafts.append((language, text, rows))
    entities = iter(
        settle(
            [find_entities(tokens, language) for language, _, rows in drafts for _, tokens in rows]
        )
    )
    return [
        Spoken(
            language=language,
            tokens=[tokens for _, tokens in rows],
            entities=[next(entities) for _ in rows],
            speaking=attribute_article(rows, language, text=text),
        )
        for language, text, rows in drafts
    ]


def keys(*articles: tuple[str, str]) -> list[list[str | None]]:
    return [
        [said.attribution.key if said else None for said in row]
        for row in settle_speakers(spoken(*articles))
    ]


def test_a_bare_ministry_is_of_the_state_that_the_article_names() -> None:
    (article,) = spoken(("ru", "МИД Казахстана вызвал посла.|«Нота вручена», - заявили в МИД."))
    assert state_of_bodies(article.entities) == {"foreign-ministry": "kazakhstan"}
    assert settle_speakers([article])[0][1].attribution.key == "kazakhstan"


def test_a_person_has_one_key_in_three_languages() -> None:
    assert keys(
        ("ru", "«Мост закрыт», - заявил президент Казахстана Касым-Жомарт Токаев."),
        ("uk", "«Міст закрито», - заявив президент Казахстану Касим-Жомарт Токаєв."),
        ("en", '"The bridge is closed," said President Kassym-Jomart Tokayev.'),
    ) == [["tokaev"], ["tokaev"], ["tokaev"]]
