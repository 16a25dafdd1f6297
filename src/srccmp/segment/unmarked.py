"""Sentence ends that have no sign of their own: line breaks that a copied page lost.

Such a place is where a word with a capital follows a small letter and cannot be a name, where a
colon leads to a dash, or where a reply in a thread begins with the name of whom it answers.
"""

from __future__ import annotations

import re
from itertools import islice

from srccmp.segment.rules import EMOJI, LETTERED, Decision, abbreviations
from srccmp.words import form, names_nothing

# «передає агентство За графіком роботи триватимуть»: a word with a capital between small letters
# begins a sentence when it can be no name. On 2,900 translated news sentences: no false cut.
LOST = (
    r"(?P<lost>(?<=[\da-zа-яёіїєґ])[»”\"]?[ \u00a0]+"
    r"(?=(?P<capital>[A-ZА-ЯЁІЇЄҐ](?:[a-zа-яёіїєґ'’ʼ-]*[a-zа-яёіїєґ])?)"
    r"(?:,[ ]|[ ](?P<next>[a-zа-яёіїєґ'’ʼ-]+))))"
)
# The linked name of an outlet is lost as well: «передає "Роботи на мосту триватимуть до…"». What
# is as long as a clause is no outlet's name.
UNLINKED = (
    r"(?:(?<=передает)|(?<=передаёт)|(?<=сообщает)|(?<=передає)|(?<=повідомляє))"
    r"(?P<unlinked>[ \u00a0]+)"
    r"(?=[«\"“][A-ZА-ЯЁІЇЄҐ][^«»\"“”]{40})"
)
# «И она произнесла: — Пора»: the dash of direct speech stands at a line's beginning.
SPEECH = r"(?P<speech>:[ \u00a0])(?=(?:--|[-–—])[ \u00a0][«\"]?[A-ZА-ЯЁІЇЄҐ])"
# "nobody knows @ann we do": in a chat, a reply to ann.
REPLY = r"(?P<reply>(?<=[^\W_])[ ]|(?<=\))[ ])(?=@\w[\w.-]*[ ,]+[^\W_])"
# «✅ Порт открыт ✅ Мост открыт»: signs that open an item more often than they end one.
BULLETS = "✔✅☑➡👉▶❗‼❌⚡📌🔹🔸🔴🔵▪▫◾◽"
BULLET = rf"(?P<bullet>(?<=[^\W_])[ \u00a0]+)(?=[{BULLETS}]\ufe0f?[ \u00a0]?[A-ZА-ЯЁІЇЄҐ\d])"
PATTERN = f"{LOST}|{UNLINKED}|{SPEECH}|{REPLY}|{BULLET}"

# Two of these in one paragraph, and it is a chat: people who write without stops and capitals.
CHAT = re.compile(rf"{EMOJI.pattern}|\){{2,}}|(?:^|\s)@\w")
MIN_CHAT = 2
# Capitals of courtesy, and words that names begin with.
NEVER_LOST = frozenset(
    {
        *("я", "ты", "ти", "вы", "ви", "ваш", "наш", "мой", "мій", "i", "you"),
        *("one", "от", "from", "сегодня", "сьогодні", "уже", "все", "всі"),
    }
)
# Prepositions of one letter; the same letters tell things apart: «крива В показує».
SINGLE = frozenset("вкосуз")
NAMED_THING = re.compile(
    r"(?:парти|парті|рух|движ|блок|фил|філ|газет|канал|журнал|пес|піс|груп|серіал|сериал|програм"
    r"|проект|проєкт|роман|книг|сайт|кампан|акци|акці|сервис|сервіс|приложени|застосун|фонд|портал"
    r"|film|movie|song|band|party|show|book)[^\W\d_]*[»”\"]?$",
    re.I,
)


def is_chat(line: str) -> bool:
    """Whether ``line`` is written as people write to each other: emoji, smiles, mentions."""
    return sum(1 for _ in islice(CHAT.finditer(line), MIN_CHAT)) == MIN_CHAT


def decide_unmarked(
    match: re.Match[str], behind: str, language: str, *, opening: str, chat: bool
) -> tuple[Decision, str]:
    """Whether a sentence ends at ``match`` of PATTERN, and the name of the rule; ``behind`` is the
    text before it, ``opening`` the paragraph's first character."""
    if match["speech"]:
        return "split", "speech_after_colon"
    if match["bullet"]:
        return ("split" if opening in BULLETS else "join"), "bullet"
    if match["reply"]:
        word = _last_word(behind)
        # «об этом написал @port», «на @port», «Лосев @losev в порту»
        is_part = (
            word.lower() in abbreviations(language).starters
            or word[:1].isupper()
            or form(word, language).is_finite
        )
        is_held = not chat or is_part
        return ("join" if is_held else "split"), "reply"
    begins = not match["capital"] or _begins(
        match["capital"], match["next"] or "", behind, language
    )
    # Asked last, as it costs most.
    return ("split" if begins and not NAMED_THING.search(behind) else "join"), "lost_break"


def _begins(capital: str, following: str, behind: str, language: str) -> bool:
    """Whether a word with a capital after a small letter can only be a sentence's first."""
    word = capital.lower()
    code = language.partition("-")[0]
    if word in NEVER_LOST:
        return False
    if len(word) == 1:
        return word in SINGLE and _can_be_governed(following, code) and not LETTERED.search(behind)
    if word in abbreviations(language).starters:
        return True
    # «Хорхе Видела»: a surname may be spelled as a verb.
    return names_nothing(word, code) and not _last_word(behind)[:1].isupper()


def _last_word(text: str) -> str:
    words = text.rsplit(None, 1)
    return words[-1].lstrip('«"“„(') if words else ""


def _can_be_governed(word: str, language: str) -> bool:
    """Whether a preposition can stand before ``word``."""
    found = form(word, language)
    return found.is_known and not found.is_finite and not names_nothing(word, language)
