from __future__ import annotations

import pytest

from srccmp.annotate.cues import LANGUAGES, Group, find_cues, groups
from srccmp.annotate.tokens import tokenize

ALL = [(code, found) for code in LANGUAGES for found in groups(code).values()]


@pytest.mark.parametrize(("code", "found"), ALL, ids=lambda x: getattr(x, "name", x))
def test_each_group_has_a_reason_and_occurs_in_its_example(code: str, found: Group) -> None:
    assert found.reason
    tokens = tokenize(found.example, code)
    in_layer = {match.group for match in find_cues(tokens, code, found.layer)}
    assert found.name in in_layer or any(found.has(token) for token in tokens)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_longest_cue_wins(code: str) -> None:
    text = {"ru": "не только", "uk": "не тільки", "en": "not only"}[code]
    (match,) = find_cues(tokenize(text, code), code, "modality")
    assert match.group == "affirming"


def test_a_language_without_a_file_has_no_cues() -> None:
    assert groups("ka") == {}
    assert find_cues(tokenize("слово", "ka"), "ka", "modality") == ()
