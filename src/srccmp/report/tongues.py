"""Languages by name, and as attributes that a screen reader can follow."""

from __future__ import annotations

import re

# Those of news about the same events; any other is shown by its code.
NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "und": "language unknown", "uz": "Uzbek",
    "zh": "Chinese",
}  # fmt: skip
TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)


def name_of(code: str) -> str:
    """
    >>> name_of("uk"), name_of("pt-BR"), name_of("gsw")
    ('Ukrainian', 'Portuguese', 'gsw')
    """
    return NAMES.get(code) or NAMES.get(code.partition("-")[0].lower()) or code


def tag_of(code: str) -> str:
    """The value of a ``lang`` attribute; "" (unknown, in HTML's words) for what is none.

    >>> tag_of("uk"), tag_of("und"), tag_of('"><b>')
    ('uk', '', '')
    """
    return code if TAG.fullmatch(code) and code != "und" else ""
