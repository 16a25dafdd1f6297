"""Invented statements, read as the judge gets them."""

from __future__ import annotations

import hashlib

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.layers import annotate
from srccmp.judge.sides import Sides
from srccmp.model import Article, LanguageGuess, Link, Score, Source, Span, short_id
from srccmp.segment import segment


def article_of(language: str, text: str, name: str = "paper") -> Article:
    return Article(
        id=short_id(name, text),
        path=name,
        source=Source(key=name, name=name, decided_by="test"),
        title=None,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        language=LanguageGuess(code=language, confidence=None, decided_by="test"),
        published=None,
        body=Span(0, len(text)),
    )


def read(language: str, text: str) -> Analysis:
    """The first statement of a text."""
    article = article_of(language, text)
    return annotate([article], {article.id: segment(article, language).statements}).analyses[0]


def matched(left: tuple[str, str], right: tuple[str, str], **link: object) -> Sides:
    """Two statements (language, text) as a match; ``link`` overrides what is known of it."""
    mine, other = article_of(*left, "left"), article_of(*right, "right")
    first, second = (
        annotate([each], {each.id: segment(each, each.language.code).statements}).analyses[0]
        for each in (mine, other)
    )
    known = {"score": 0.9, "mutual": True, "features": Score(coverage=0.5)} | link
    made = Link(left_id=first.id, right_id=second.id, found_by="lexical", **known)  # type: ignore[arg-type]
    return Sides(first, second, mine, other, made)
