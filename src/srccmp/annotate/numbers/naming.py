"""Numbers that are parts of names or places in a row: «Північний потік 2», "iOS 17", «7 место»."""

from __future__ import annotations

from srccmp.annotate.numbers.nouns import ARTICLES, QUOTES
from srccmp.annotate.numbers.number import DASHES, touches
from srccmp.annotate.numbers.place import Place
from srccmp.annotate.tokens import Token, possible_feats

SMALL = 10  # «Северного потока 2»; larger ones after a genitive are told, not named


def is_designator(p: Place) -> bool:
    """«поток 2», «позиция 12»: digits right after a noun, with nothing counted after them, name
    one of many. A toll stands after a dash or a verb («раненых — 12»)."""
    before = p.before()
    if before is None or p.noun is not None or not p.found.number.digits:
        return False
    if p.found.start != p.start or p.found.low != p.found.high or p.found.number.scale != 1:
        return False
    following, then = p.after(), p.after(1)
    if (
        following is not None
        and then is not None
        and then.pos == "NUM"
        and (following.text == "," or following.lower in p.lex.sets["and"])
    ):
        return False  # «17, 18 и 20 домов»: the noun is to come
    # «потока 2» is of a name, «раненых 12» of a count; «температура воздуха 20» is neither
    names = "gent" not in before.feats or ("sing" in before.feats and _is_small(p))
    return before.pos == "NOUN" and names and p.start > 1


def _is_small(p: Place) -> bool:
    return p.found.number.base < SMALL


def is_numbered(p: Place) -> bool:
    """«на 14 минуте», «7 место»: the noun after it is in the singular, so it is not counted."""
    following = p.after()
    if following is None or p.noun is not None or p.lex.language == "en":
        return False
    if not p.found.number.digits or p.found.number.scale != 1 or following.pos != "NOUN":
        return False
    if p.found.low is None or p.found.high is None:
        return False
    if len(following.lower) < 4 or following.is_capital:
        return False
    return not possible_feats(following, p.lex.language) & {"gent", "plur", "Fixd", "Abbr"}


def is_in_name(p: Place) -> bool:
    """The end of a name: «"Північний потік - 2"», "Nord Stream 2 will", "Group of 7"."""
    number = p.found.number
    if number.scale != 1 or number.kind not in ("cardinal", "one") or p.found.start != p.start:
        return False
    following, before = p.after(), p.before()
    if before is None or before.lower in ARTICLES:
        return False  # "2009: A 7.6 magnitude quake"
    last = p.tokens[p.noun.stop] if p.noun is not None and p.noun.stop < len(p.tokens) else None
    if before.text in QUOTES and last is not None and last.text in QUOTES and number.digits:
        # "60 Minutes", «60 минут»
        spans = p.noun is not None and p.noun.unit.kind == "duration"
        return p.tokens[p.start + 1].is_capital or spans
    quoted = following is not None and following.text in "»\"”“'"
    if quoted and before.text not in QUOTES and number.digits and p.noun is None:
        return True
    if before.text in DASHES and number.digits:
        earlier = p.before(2)
        named = earlier is not None and (earlier.is_capital or earlier.text in '»"”')
        name_like = named or _after_capital(p, 3)
        if name_like and p.noun is None and number.base < 100 and not _ends_clause(p):
            return True
        if earlier is not None and touches(before, p.first) and touches(earlier, before):
            return True
    if before.lower == "of" and p.lex.language == "en":
        earlier = p.before(2)
        return earlier is not None and earlier.is_capital and p.noun is None
    if p.known and p.noun is not None and not _is_name_modifier(p):
        return False
    has_capital = any(letter.isupper() for letter in before.text)  # "iOS 17"
    if p.start < 1 or not has_capital or not before.is_word or _tells(p, before):
        return False
    starts_sentence = p.start == 1
    if starts_sentence:
        # "NH 44 is closed"
        return number.digits and p.noun is None and before.text.isupper() and len(before.text) > 1
    if p.lex.language == "en":
        return not number.digits or number.base < 10 or p.noun is None
    return number.digits and p.noun is None and before.pos != "PREP"


def _tells(p: Place, before: Token) -> bool:
    """Whether the capital is a headline's: "Gunman Kills 5", "Toll Rises to 14"."""
    sets = p.lex.sets
    changes = {before.lemma, before.lower} & (sets["change_verbs"] | sets["copulas"])
    if p.lex.language != "en" or before.lower in sets["prepositions"]:
        return p.lex.language == "en"
    following = p.tokens[p.found.stop] if p.found.stop < len(p.tokens) else None
    shouted = following is None or following.text.isupper()
    if before.text.isupper() and not shouted:
        return False  # "AM 570", in a text of small letters
    return bool(changes) or bool(p.lex.roles.match(p.tokens, p.start - 1)[1])


def _after_capital(p: Place, by: int) -> bool:
    token = p.before(by)
    return token is not None and token.is_capital and p.start - by > 0


def _ends_clause(p: Place) -> bool:
    """«раненых — 240.»: what stands after a dash at the end is told, not named."""
    following = p.after()
    before = p.before()
    spaced = before is not None and not touches(before, p.first)
    return spaced and (following is None or following.text in ".,;!?)")


def _is_name_modifier(p: Place) -> bool:
    """ "Nord Stream 2 pipeline": the noun after it is singular, so it is not counted."""
    if p.lex.language != "en" or p.noun is None or p.found.number.base == 1:
        return False
    before = p.before()
    if before is None or not before.is_capital or p.start < 2:
        return False
    noun = p.tokens[p.noun.stop - 1]
    return (
        p.found.number.base < 10
        and not noun.lower.endswith("s")
        and (noun.lower not in p.lex.sets["plurals"])
    )
