"""Words and their lemmas: what the dictionaries are asked, and what they cannot answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srccmp.annotate.tokens import possible_feats, possible_lemmas, tokenize
from srccmp.words import is_known

# Cyrillic and Latin letters, letters of scripts without names in Unicode, marks and digits.
ALPHABET = "абїґєqz𗀀𘠀漢ב0129 ,.-'’ʼ\u0301"


@pytest.mark.parametrize("language", ["uk", "ru", "en", "und"])
@settings(deadline=None)  # the dictionaries are loaded by the first text
@given(text=st.text(ALPHABET, max_size=20))
def test_tokens_slice_back_and_nothing_raises(language: str, text: str) -> None:
    for token in tokenize(text, language, offset=7):
        assert text[token.span.start - 7 : token.span.stop - 7] == token.text
        assert possible_feats(token, language) >= token.feats - {"Abbr"}
        assert isinstance(is_known(token.lower, language), bool)
        for lemma, feats in possible_lemmas(token, language):
            assert lemma
            assert feats <= possible_feats(token, language)


def test_a_word_beside_a_letter_without_a_name_is_left_as_it_is() -> None:
    for language in ("uk", "ru"):
        (token,) = tokenize("слово𗀀", language)
        assert (token.lemma, token.pos) == ("слово𗀀", "")


def test_every_parse_has_its_lemma() -> None:
    (token,) = tokenize("стали", "ru")
    assert [lemma for lemma, _ in possible_lemmas(token, "ru")][:1] == [token.lemma]
    assert {"стать", "сталь"} <= {lemma for lemma, _ in possible_lemmas(token, "ru")}
