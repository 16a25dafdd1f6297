"""The lists of this layer, read once a language: number words, units, roles.

The words are data (``words.<language>.toml``, ``units.toml``, ``roles.toml``); what is here turns
them into tables that answer in one look-up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from srccmp.annotate.tokens import Token, common_spelling

LANGUAGES = ("uk", "ru", "en")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a word can do in a number.

    ``kind``: cardinal, one, collective, both, scale, whole, half, fraction, share, fold, each,
    several, about_two, or compound, which brings its ``unit`` («двухдневный»: 2, day). A scale is
    one of it in the singular and vague in the plural; some forms are both. ``high`` is the end of a
    range in one word («два-три»).
    """

    kind: str
    value: float
    high: float | None = None
    unit: str | None = None
    singular: bool = False
    plural: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A counted thing: ``name`` is compared, ``factor`` turns the number into that unit."""

    name: str
    kind: str
    parent: str | None = None
    factor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One way to say that something happened. ``slot``: subject, object or noun (roles.toml);
    ``rank`` is its place in the list: the first that fits the unit wins."""

    name: str
    slot: str
    kinds: frozenset[str]
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand before or after a number, and what they do to it."""

    words: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True)
class Table(Generic[Value]):
    """Terms of one or more words."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Value], ...]]

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[Value, ...]]:
        """Where the longest term at ``at`` stops, and all that it can mean; (at, ()) if none."""
        token = tokens[at]
        options = self.by_first.get(token.key, ())
        if not options and token.pos == "" and len(token.lower) > 4 and token.lower[-1] == "s":
            # "Ukrainians", "hryvnias": plurals that the lemmatiser does not know
            options = self.by_first.get(token.lower[:-1], ())
        if token.key != token.lower and token.lower in self.by_first:
            options += self.by_first[token.lower]
        best, found = at, []
        for tail, value in options:
            stop = tail_stops(tokens, at + 1, tail) if tail else at + 1
            if stop > best:
                best, found = stop, [value]
            elif stop == best and stop > at:
                found.append(value)
        return best, tuple(dict.fromkeys(found))


def tail_stops(tokens: Sequence[Token], at: int, words: Sequence[str]) -> int:
    """Where ``words`` end if they stand at ``at``; 0 if they do not. A full stop of an abbreviation
    («куб. м») or one adjective («покинул свой пост») may stand before each."""
    for word in words:
        if at < len(tokens) and tokens[at].text == ".":
            at += 1
        if (
            at + 1 < len(tokens)
            and tokens[at].pos in ("ADJF", "NPRO")
            and word not in (tokens[at].key, tokens[at].lower)
        ):
            at += 1
        if at >= len(tokens):
            return 0
        token = tokens[at]
        if word not in (token.key, token.lower) and f"{word}s" != token.lower:
            return 0  # "North Koreans": a plural that the lemmatiser does not know
        at += 1
    return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All lists of one language. ``sets`` holds the small ones by name; ``phrases`` those of
    several words, longest first."""

    language: str
    words: Mapping[str, Word]
    ordinals: Mapping[str, float]
    prefixes: Sequence[tuple[str, float]]
    suffixes: Sequence[tuple[str, str]]
    vague: Mapping[float, tuple[float, float]]
    units: Table[Unit]
    signs: Mapping[str, Unit]
    letters: Mapping[str, Unit]  # of currencies that a letter before the figure names: "R5m"
    models: Mapping[str, Unit]  # by the letters of a designation
    roles: Table[Role]
    before: Mapping[str, Sequence[Phrase]]  # by their last word
    after: Mapping[str, Sequence[Phrase]]  # these by their first
    subset: Mapping[str, Sequence[Phrase]]
    votes: Mapping[str, Sequence[Phrase]]
    half_tails: Sequence[Sequence[str]]
    sets: Mapping[str, frozenset[str]]


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("srccmp.annotate.numbers").joinpath(name).read_text("utf-8"))


def _unit_groups() -> dict[str, Any]:
    return _load("units.toml")


@cache
def unit_named(name: str) -> Unit | None:
    """The unit of this name; None where the table has none."""
    for group in _unit_groups().values():
        if name in group["units"]:
            return _unit(name, group["units"][name], group["kind"])
    return None


def _unit(name: str, entry: Mapping[str, Any], kind: str) -> Unit:
    return Unit(
        name=entry.get("base", name),
        kind=kind,
        parent=entry.get("parent"),
        factor=float(entry.get("factor", 1)),
    )


def coarser_units(unit: str) -> tuple[str, ...]:
    """What the unit is a part of, nearest first; () for most.

    Seven ministers are among the nine officials: the two numbers can both hold.

    >>> coarser_units("minister"), coarser_units("missile")
    (('official', 'person'), ())
    """
    found: list[str] = []
    at = unit_named(unit)
    while at is not None and at.parent is not None:
        found.append(at.parent)
        at = unit_named(at.parent)
    return tuple(found)


def kind_of_unit(unit: str) -> str:
    """What sort of thing the unit is (`units.toml`): person, measure, money, duration, share …;
    ``unknown`` for a noun that the table does not have.

    >>> kind_of_unit("minister"), kind_of_unit("metre"), kind_of_unit("gizmo")
    ('person', 'measure', 'unknown')
    """
    found = unit_named(unit)
    return "unknown" if found is None else found.kind


@cache
def kinds_of(unit: Unit) -> frozenset[str]:
    """What a role's ``kinds`` may name for this unit: itself, its kind, what it is part of."""
    return frozenset((unit.name, unit.kind, *coarser_units(unit.name)))


def _spelled(word: str, language: str) -> str:
    return word if language == "en" else common_spelling(word)


def _terms(text: str, language: str) -> list[tuple[str, ...]]:
    """Each term in the common spelling, which lemmas are met in, and as written, for forms that
    the dictionaries lemmatise wrongly («уражено»)."""
    found = []
    for term in text.split():
        words = tuple(term.split("_"))
        found += [tuple(_spelled(w, language) for w in words), words]
    return list(dict.fromkeys(found))


def _table(pairs: Iterable[tuple[tuple[str, ...], Value]]) -> Table[Value]:
    found: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
    for words, value in pairs:
        found.setdefault(words[0], []).append((words[1:], value))
    return Table({first: tuple(entries) for first, entries in found.items()})


def _units(
    language: str,
) -> tuple[Table[Unit], dict[str, Unit], dict[str, Unit], dict[str, Unit]]:
    terms: list[tuple[tuple[str, ...], Unit]] = []
    signs: dict[str, Unit] = {}
    letters: dict[str, Unit] = {}
    models: dict[str, Unit] = {}
    for group in _unit_groups().values():
        for name, entry in group["units"].items():
            unit = _unit(name, entry, group["kind"])
            terms.extend((term, unit) for term in _terms(entry.get(language, ""), language))
            if "sign" in entry:
                signs[entry["sign"]] = unit
            if "letter" in entry:
                letters[entry["letter"]] = unit
            models.update(dict.fromkeys(entry.get("model", "").split(), unit))
    return _table(terms), signs, letters, models


def _roles(language: str) -> Table[Role]:
    terms: list[tuple[tuple[str, ...], Role]] = []
    for rank, (name, entry) in enumerate(_load("roles.toml").items()):
        kinds = frozenset(entry["kinds"].split())
        for slot in ("subject", "object", "noun"):
            role = Role(name=entry.get("as", name), slot=slot, kinds=kinds, rank=rank)
            terms.extend((term, role) for term in _terms(entry[slot].get(language, ""), language))
    return _table(terms)


@cache
def role_kinds(name: str) -> frozenset[str]:
    """The kinds of unit that this role can happen to."""
    return frozenset(_load("roles.toml")[name]["kinds"].split())


def _forms(text: str) -> list[str]:
    return [form for word in text.split() for form in dict.fromkeys((word, word.replace("ё", "е")))]


def _number_words(data: Mapping[str, Any], language: str) -> dict[str, Word]:
    found: dict[str, Word] = {}
    for kind, section in (
        ("cardinal", "cardinals"),
        ("collective", "collectives"),
        ("both", "both"),
        ("whole", "whole"),
        ("half", "halves"),
        ("fraction", "fractions"),
        ("fold", "folds"),
        ("times", "times"),
    ):
        for key, forms in data[section].items():
            value = float(key)
            for form in _forms(forms):
                is_one = kind == "cardinal" and value == 1
                found.setdefault(form, Word(kind="one" if is_one else kind, value=value))
    for key, scale in data["scales"].items():
        either, short = _forms(scale["either"]), _forms(scale.get("short", ""))
        singular = frozenset((*_forms(scale["singular"]), *either))
        plural = frozenset((*_forms(scale["plural"]), *either))
        for form in (*sorted(singular | plural), *short):
            found[form] = Word(
                kind="scale",
                value=float(key),
                singular=form in singular,
                plural=form in plural,
                short=form in short,
            )
    for kind in ("each", "several", "about_two"):
        for form in _forms(data[kind]["words"]):
            found.setdefault(form, Word(kind=kind, value=2.0))
    if language == "en":
        found.update(_hyphenated_english(data))
    return found


def _hyphenated_english(data: Mapping[str, Any]) -> dict[str, Word]:
    """ "twenty-five" and "two-thirds", which are one token each."""
    numbers = {w: float(v) for v, forms in data["cardinals"].items() for w in forms.split()}
    found: dict[str, Word] = {}
    for small, value in numbers.items():
        if value >= 10:
            continue
        for ten, tens in numbers.items():
            if 20 <= tens <= 90:
                found[f"{ten}-{small}"] = Word(kind="cardinal", value=tens + value)
        for part, forms in data["fractions"].items():
            for word in forms.split():
                if value < float(part):
                    found[f"{small}-{word}"] = Word(kind="share", value=value / float(part))
    return found


def _prefixes(data: Mapping[str, str]) -> dict[str, float]:
    """The first parts of compounds, those of tens and ones put together («тридцатипяти»)."""
    single = {p: float(v) for v, ps in data.items() for p in ps.split()}
    tens = [(p, v) for p, v in single.items() if v >= 20 and v % 10 == 0 and v < 100]
    ones = [(p, v) for p, v in single.items() if 1 <= v <= 9 and v.is_integer()]
    both = {ten + one: high + low for ten, high in tens for one, low in ones}
    return {**single, **both}


def _phrases(rows: Iterable[tuple[str, Iterable[str]]]) -> tuple[Phrase, ...]:
    found = [
        Phrase(words=tuple(phrase.split()), effect=effect)
        for effect, phrases in rows
        for phrase in phrases
    ]
    return tuple(sorted(found, key=lambda p: -len(p.words)))


def _by_word(phrases: Sequence[Phrase], at: int) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase.words[at], []).append(phrase)
    return {word: tuple(entries) for word, entries in found.items()}


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of ``uk``, ``ru`` or ``en``."""
    data = _load(f"words.{language}.toml")
    units, signs, letters, models = _units(language)
    bounds = data["bounds"]
    before = _phrases((e, bounds[e]) for e in ("floor", "ceiling", "about", "up_to", "exact"))
    grammar, hints = data["grammar"], data["not_counts"]
    sets: dict[str, frozenset[str]] = {}
    for name, entry in {**grammar, **hints}.items():
        words = entry.split() if isinstance(entry, str) else entry
        sets[name] = frozenset(form for w in words for form in (w, _spelled(w, language)))
    prefixes = _prefixes(data["prefixes"])
    suffixes = {s: unit for unit, ss in data["suffixes"].items() for s in ss.split()}
    ordinals = {w: float(v) for v, ws in data["ordinals"].items() for w in ws.split()}
    return Lexicon(
        language=language,
        words=_number_words(data, language),
        ordinals={_spelled(w, language): v for w, v in ordinals.items()},
        prefixes=tuple(sorted(prefixes.items(), key=lambda p: (-len(p[0]), p[0]))),
        suffixes=tuple(sorted(suffixes.items(), key=lambda s: (-len(s[0]), s[0]))),
        vague={
            float(v): (float(s["vague"][0]), float(s["vague"][1]))
            for v, s in data["scales"].items()
        },
        units=units,
        signs=signs,
        letters=letters,
        models=models,
        roles=_roles(language),
        before=_by_word(before, -1),
        after=_by_word(
            _phrases((("floor", bounds["after_floor"]), ("ceiling", bounds["after_ceiling"]))), 0
        ),
        subset=_by_word(_phrases([("subset", hints["subset"])]), 0),
        votes=_by_word(
            _phrases(
                (("voted-for", hints["votes_for"]), ("voted-against", hints["votes_against"]))
            ),
            0,
        ),
        half_tails=tuple(tuple(tail.split()) for tail in grammar["half_tail"]),
        sets=sets,
    )


@lru_cache(maxsize=1 << 16)
def number_word(language: str, lower: str) -> Word | None:
    """What this lower-case word can do in a number; None for nearly every word."""
    lex = lexicon(language)
    found = lex.words.get(_folded(lower))
    if found is not None or len(lower) < 5:
        return found
    return _compound(lower, lex) or _pair(lower, lex)


@lru_cache(maxsize=4096)
def suffix_unit(language: str, word: str) -> str | None:
    """The unit of the second part of a compound: "летний" in «35-летний», "day" in "two-day",
    "store" in "a 281-store chain"."""
    word, lex = _folded(word), lexicon(language)
    for stem, unit in lex.suffixes:
        if word == stem if language == "en" else word.startswith(stem):
            return unit
    if language != "en":
        return None
    units = (unit for tail, unit in lex.units.by_first.get(word, ()) if not tail)
    return next((unit.name for unit in units if unit.kind in COMPOUNDED), None)


COMPOUNDED = frozenset({"person", "weapon", "object", "money", "event"})


def _is_counted_one(rest: str, lex: Lexicon) -> bool:
    """ "one-man show": no count, as "one-day trip" is."""
    return rest not in dict(lex.suffixes)


def _folded(lower: str) -> str:
    return lower.replace("ё", "е")


def _compound(lower: str, lex: Lexicon) -> Word | None:
    """«двухдневный», "two-day": a number and its unit in one word."""
    if lex.language == "en":
        number, _, rest = lower.partition("-")
        first = lex.words.get(number)
        if first is None or first.kind not in ("cardinal", "one") or not rest:
            return None
        value = first.value
        size, _, more = rest.partition("-")
        scale = lex.words.get(size)
        if scale is not None and scale.kind == "scale":
            value, rest = value * scale.value, more  # "two-million-euro"
        unit = suffix_unit("en", rest)
        known = unit is not None and (value > 1 or not _is_counted_one(rest, lex))
        return Word(kind="compound", value=value, unit=unit) if known else None
    folded = _folded(lower)
    for prefix, value in _by_letter(lex.language).get(folded[0], ()):
        if folded.startswith(prefix):
            unit = suffix_unit(lex.language, folded[len(prefix) :].lstrip("-"))
            if unit is not None and ADJECTIVE.search(folded):
                return Word(kind="compound", value=value, unit=unit)
    return None


@cache
def _by_letter(language: str) -> dict[str, list[tuple[str, float]]]:
    """The prefixes by their first letter, each list in the lexicon's order."""
    found: dict[str, list[tuple[str, float]]] = {}
    for prefix, value in lexicon(language).prefixes:
        found.setdefault(prefix[0], []).append((prefix, value))
    return found


ADJECTIVE = re.compile(
    r"(?:ый|ий|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ой|ей|ую|юю|ое|ее|ые|ие|ых|их|ыми|ими"
    r"|ої|ій|ою|а|у|е|і)$"
)


def _pair(lower: str, lex: Lexicon) -> Word | None:
    """«два-три»: a range in one word."""
    left, dash, right = lower.partition("-")
    if not dash:
        return None
    low, high = lex.words.get(left), lex.words.get(right)
    if low is None or high is None or low.kind not in ("cardinal", "one", "collective"):
        return None
    if high.kind in ("cardinal", "collective") and low.value < high.value:
        return Word(kind=high.kind, value=low.value, high=high.value)
    return None
