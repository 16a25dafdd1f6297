"""What a statement denies, and what only one of two does: ``denials_cases.txt``,
``unmatched_cases.txt``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.judge.statements import read

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.cues import words
from srccmp.judge.negations import denials, negative_words, unmatched
from srccmp.judge.wordmap import map_words


def cases(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [
        [part.strip() for part in line.split(" | ")] for line in lines if line and line[0] != "#"
    ]


def word(side: Analysis, at: int | None) -> str:
    return "" if at is None else side.tokens[at].text


@pytest.mark.parametrize(("language", "drawn"), cases("denials_cases.txt"))
def test_denials(language: str, drawn: str) -> None:
    side = read(language, re.sub(r"[][{}]", "", drawn))
    found = denials(side)
    assert [word(side, each.at) for each in found] == re.findall(r"\[(.*?)]", drawn)
    assert [word(side, each.target) for each in found] == re.findall(r"{(.*?)}", drawn)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The crew was unable to launch the boat.", {"unable"}),
        ("en", "The council refused to approve the plan.", {"refused"}),
        ("en", "The garden lacks water.", {"lacks"}),
        ("uk", "Пройти стежкою неможливо.", {"неможливо"}),
        ("uk", "Рада відмовилася погодити план.", {"відмовилася"}),
        ("ru", "Пройти тропой невозможно.", {"невозможно"}),
        ("en", "The crew launched the boat.", set()),
        ("ru", "Лодки вернулись на остров.", set()),
    ],
)
def test_words_that_deny_by_what_they_mean(language: str, text: str, wanted: set[str]) -> None:
    side = read(language, text)
    assert {word(side, at) for at in negative_words(side)} == wanted


@pytest.mark.parametrize(
    ("left_language", "left", "right_language", "right", "wanted"), cases("unmatched_cases.txt")
)
def test_unmatched(
    left_language: str, left: str, right_language: str, right: str, wanted: str
) -> None:
    a, b = read(left_language, left), read(right_language, right)
    for mine, other in ((a, b), (b, a)):
        lone = unmatched(mine, other, map_words(mine, other))
        if lone is None:
            assert wanted == "-"
            continue
        denying, telling = (mine, other) if lone.mine else (other, mine)
        denied = f"{word(denying, lone.denial.at)} {word(denying, lone.denial.target)}"
        assert f"{denied} > {word(telling, lone.told)}".strip() == wanted


WORDS = st.lists(
    st.sampled_from(
        sorted(
            words(
                "не нет немає not no never без лодка рынок закрыл закрив closed market the "
                ", и але пока если whether to refused неможливо"
            )
        )
    ),
    min_size=1,
    max_size=9,
).map(lambda drawn: "Лодка " + " ".join(drawn) + ".")


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.sampled_from(["ru", "uk", "en"]), st.sampled_from(["ru", "uk", "en"]))
def test_both_sides_find_the_same_denial(left: str, right: str, one: str, other: str) -> None:
    a, b = read(one, left), read(other, right)
    pairs = map_words(a, b)
    there, back = unmatched(a, b, pairs), unmatched(b, a, pairs.turned())
    assert (there is None) is (back is None)
    if there and back:
        assert (there.denial, there.mine, there.told) == (back.denial, not back.mine, back.told)
    if len(denials(a)) == len(denials(b)):
        assert there is None
