"""Who says it: the voice that a statement's words come from, and whether they are quoted.

No parser: cue verbs and set phrases find the place, the cases and capitals around them find the
name (``voices``). Where several voices stand in one sentence, the innermost counts: a minister on
Telegram by way of an agency is the minister. A cue whose voice cannot be told gives a speaker
None, and a sentence without a cue gives no attribution at all: precision first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from srccmp.annotate.cues import Match, find_cues, group, words
from srccmp.annotate.names import find_entities
from srccmp.annotate.tokens import Token, possible_feats
from srccmp.annotate.voices import (
    CASES,
    CLOSING,
    DROPPED,
    NOBODY,
    OPENING,
    PERSONAL,
    SLAVIC,
    Voice,
    english_key,
    english_left,
    english_right,
    is_english_speaker,
    is_inside,
    is_known,
    is_preposition,
    is_speaker,
    quoted_name,
    slavic_key,
    slavic_phrase,
)
from srccmp.model import Attribution, EntityKind, Manner, Span, Statement

NOMINATIVE = frozenset({"nomn"})
GENITIVE = frozenset({"gent", "gen2"})
DATIVE = frozenset({"datv"})
LOCATIVE = frozenset({"loct", "loc2"})
INSTRUMENTAL = frozenset({"ablt"})
OBLIQUE = frozenset({"gent", "datv", "accs", "ablt", "loct"})
ACCUSATIVE = frozenset({"accs"})
IN = frozenset({"в", "во", "у"})
ON = IN | {"на"}
SUBORDINATE = words("что що если якщо когда коли хотя хоча чи ли поскольку оскільки чтобы щоб")
WHOSE = words("его её ее их його її їх")
PROMISES = words("обещать пообещать обіцяти пообіцяти")
# Adverbs of time that the dictionaries take for adjectives.
WHEN = words("позднее позже ранее раньше пізніше раніше")
PLATFORMS = words("""
telegram телеграм телеграмм телеграме twitter твіттер твиттер твіттері твиттере facebook фейсбук
фейсбуці фейсбуке instagram інстаграм инстаграм інстаграмі инстаграме youtube ютуб ютубі x whatsapp
viber tiktok linkedin
""")
DASHES = frozenset("-–—")
ABOUT = words("более свыше около почти порядка понад майже близько")
RELATIVE = frozenset({"который", "який", "котрий", "чей", "чий"})
AS = frozenset({"как", "як", "as"})
NAMING = frozenset({"назвать", "называть", "назвати", "називати"})
PRONOUNS = {
    **dict.fromkeys(("он", "его", "він", "його", "he", "his", "him"), "masc"),
    **dict.fromkeys(("она", "её", "ее", "вона", "її", "she", "her"), "femn"),
    "it": "neut",
    **dict.fromkeys(("они", "их", "вони", "їх", "they", "their", "them"), "plur"),
}
WE = words("""
    мы нас нам нами наш наша наше наши нашей нашего нашу ми нас нам нами наше наші нашу нашої нашого
    we us our ours
""")
ENGLISH_BE = words("is are was were be been being 's")
ENGLISH_AUXILIARY = words("had has have was were is are would will could can did does do may might")
ENGLISH_HAVE = words("has have had both all also later previously earlier repeatedly then since")
ENGLISH_ADVERBS = words("just already still again now first")
ENGLISH_NEGATIONS = words("not never didn't doesn't don't hasn't haven't hadn't wouldn't won't")
ENGLISH_ATTRIBUTIVE = words("the a an this that his her its their our to of")

ENGLISH_ADDRESSED = words("the a an his her its their him us me them this that it you")
HANGING = tuple([word] for word in ("of", "to", "for", "in", "at", "from", "with", "on", "about"))
ENGLISH_WHICH = words("that which who whom whose to")
CLAUSE_REACH = 9  # tokens after a verb of saying within which the verb of its clause stands
OFFICIAL = 2  # words before a colon without capitals: "Port officials: …"
MAX_HEADER = 3  # words of what names nobody before a colon ("Media reports: …")
TRAILER_MARKS = frozenset(":-–—")

# How far from its verb a subject may stand, in tokens; further off is another clause.
REACH = 14
GENDERS = frozenset({"masc", "femn", "neut"})
AND = words("и і й та and")
# No sentence is longer: what goes on is a table or a text without signs, and is not searched, so
# that one huge line takes no longer than its share.
MAX_TOKENS = 600
LOOK_BACK = 120
# «Об этом сообщил X» speaks for so many sentences before it at most.
BACK = 4
MAX_APPOSITION = 4  # words of a name behind a title and a comma
NEXT_PARAGRAPH = 2  # line breaks: one, or an empty line between
# So many quoted words are speech; one or two are a name or a distance kept from a word.
MIN_QUOTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """An attribution with the place of the speaker's words in the article.

    ``span`` is None where no words name the speaker, or where they stand in another article; it
    may lie in an earlier statement, whose speaker goes on. ``is_about_before`` tells that the
    statement says whose words the sentence before it were ("Об этом сообщил …"). ``pronoun`` is
    the gender (masc, femn, neut, or plur) that a pronoun or the verb shows of a speaker taken from
    before.
    """

    attribution: Attribution
    span: Span | None
    is_about_before: bool = False
    pronoun: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A cue with its voice: the lower the rank, the nearer to whose words they are."""

    rank: int
    at: int
    cue: tuple[int, int]
    voice: Voice


def find_speaking(
    tokens: Sequence[Token],
    text: str,
    language: str,
    *,
    context: Speaking | None = None,
    is_open: bool = False,
) -> Speaking | None:
    """Who says one statement; None where nobody is told of.

    ``text`` is the statement's text and begins where the first token does. ``context`` is the
    speaker before, whom a pronoun or a missing subject stands for; ``is_open`` tells that the
    statement begins inside quotation marks.

    >>> from srccmp.annotate.tokens import tokenize
    >>> said = "По словам мэра, мост закрыт."
    >>> find_speaking(tokenize(said, "ru"), said, "ru").attribution.speaker
    'мэра'
    """
    if not tokens:
        return None
    tokens = tokens[:MAX_TOKENS]
    marked, _ = quotation(tokens, is_open=is_open)
    quoted = _without_inserted(tokens, marked, language)
    reader = (
        _Slavic(tokens, language, quoted)
        if language in SLAVIC
        else _English(tokens, quoted)
        if language == "en"
        else None
    )
    if reader is None:
        return None
    found = list(reader.found())
    if not found:
        return None
    best = min(found, key=lambda f: (f.rank, f.at))
    offset = tokens[0].span.start - _leading(text)
    cue = text[tokens[best.cue[0]].span.start - offset : tokens[best.cue[1] - 1].span.stop - offset]
    manner = _manner(tokens, quoted, best)
    is_known = best.voice.kind == "described" and context is not None
    if best.voice.kind in ("pronoun", "dropped") or is_known:
        if context is None:
            if best.voice.kind == "dropped" and manner is not Manner.QUOTED:
                return None
            return Speaking(
                attribution=Attribution(speaker=None, key=None, cue=cue, manner=manner),
                span=None,
                is_about_before=reader.is_about_before(),
                pronoun=_gender(tokens, best) if best.voice.kind == "pronoun" else None,
            )
        known = replace(context.attribution, cue=cue, manner=manner)
        return Speaking(
            attribution=known,
            span=context.span,
            is_about_before=reader.is_about_before(),
            pronoun=_gender(tokens, best),
        )
    span = best.voice.span(tokens)
    speaker = text[span.start - offset : span.stop - offset] if span else None
    return Speaking(
        attribution=Attribution(speaker=speaker, key=best.voice.key, cue=cue, manner=manner),
        span=span,
        is_about_before=reader.is_about_before(),
    )


def find_attribution(
    tokens: Sequence[Token], text: str, language: str, *, context: Attribution | None = None
) -> Attribution | None:
    """``find_speaking`` without the place of the speaker's words.

    >>> from srccmp.annotate.tokens import tokenize
    >>> said = "The bridge is closed, the mayor said."
    >>> find_attribution(tokenize(said, "en"), said, "en").key
    'mayor'
    """
    before = Speaking(attribution=context, span=None) if context else None
    speaking = find_speaking(tokens, text, language, context=before)
    return speaking.attribution if speaking else None


def _gender(tokens: Sequence[Token], found: _Found) -> str | None:
    """The gender of whom a pronoun near the cue, or the verb, stands for."""
    start, stop = found.cue
    if found.voice.kind == "pronoun":
        near = sorted(range(max(0, start - REACH), min(len(tokens), stop + 3)), key=_near(start))
        for at in near:
            if gender := PRONOUNS.get(tokens[at].lower):
                return gender
    feats = tokens[start].feats
    return next((g for g in ("masc", "femn") if g in feats and "past" in feats), None)


def _near(at: int) -> Callable[[int], tuple[int, int]]:
    return lambda other: (abs(other - at), other)


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def quotation(tokens: Sequence[Token], *, is_open: bool = False) -> tuple[tuple[bool, ...], bool]:
    """For each token whether it stands in quotation marks, and whether they are open at the end.

    Straight marks open where they stand before a word and after a gap; a name in marks («Искандер»)
    counts as quoted too, its length tells it from speech. Speech between dashes counts as quoted.
    """
    depth = 1 if is_open else 0
    found = []
    for at, token in enumerate(tokens):
        sign = token.text
        is_mark = len(sign) == 1 and sign in '«»“”„"'
        if (is_mark and _opens(tokens, at, depth)) or (not depth and _opens_single(tokens, at)):
            found.append(True)
            depth += 1
            continue
        found.append(depth > 0)
        if is_mark or (depth == 1 and _closes_single(tokens, at)):
            # One mark may close a name and the speech that ends with it.
            depth = 0 if _ends_speech(tokens, at) else max(0, depth - 1)
    if not any(found):
        found = _dash_speech(tokens)
    return tuple(found), depth > 0


def _strict_depth(tokens: Sequence[Token], *, is_open: bool) -> bool:
    """Whether marks are open at the end where each closing mark closes one."""
    depth = 1 if is_open else 0
    for at, token in enumerate(tokens):
        if len(token.text) == 1 and token.text in '«»“”„"':
            depth = depth + 1 if _opens(tokens, at, depth) else max(0, depth - 1)
    return depth > 0


def _closes_later(rest: Sequence[tuple[Statement, Sequence[Token]]]) -> bool:
    """Whether the next mark is a closing one: then the quotation goes on until there."""
    for _, tokens in rest:
        for at, token in enumerate(tokens):
            if len(token.text) == 1 and token.text in '«»“”„"':
                return not _opens(tokens, at, 1)
    return False


def _ends_speech(tokens: Sequence[Token], at: int) -> bool:
    """Whether the closing mark at ``at`` stands where a sentence or its quoted half ends."""
    following = tokens[at + 1 : at + 6]
    if not following or (at and tokens[at - 1].text in ".!?…"):
        return True
    is_end = at + 6 >= len(tokens) and not any(t.is_word for t in following)
    if following[0].text in ".!?…" and is_end:
        return True
    return following[0].text == "," and len(following) > 1 and following[1].text in DASHES


def _opens(tokens: Sequence[Token], at: int, depth: int) -> bool:
    sign = tokens[at].text
    if sign in "«„":
        return True
    if sign == "»":
        return False
    if sign == "“" and any(token.text == "„" for token in tokens[max(0, at - LOOK_BACK) : at]):
        return depth == 0  # opens in English, closes after „
    if sign == "”":
        return False
    start, stop = tokens[at].span.start, tokens[at].span.stop
    touches_left = at > 0 and tokens[at - 1].span.stop == start
    touches_right = at + 1 < len(tokens) and tokens[at + 1].span.start == stop
    if touches_left and tokens[at - 1].text in '(«“„"[':
        return touches_right
    if touches_left != touches_right:
        return touches_right
    return depth == 0


def _opens_single(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single mark opens speech: an apostrophe stands inside a word or behind one."""
    if tokens[at].text not in ("'", "‘") or at + 1 == len(tokens):
        return False
    is_start = at == 0 or (tokens[at - 1].text in ",:" and not _touches(tokens, at - 1))
    return is_start and tokens[at + 1].is_capital and _touches(tokens, at)


def _closes_single(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single mark closes speech, and is not the apostrophe of "the workers' bus"."""
    if tokens[at].text not in ("'", "’") or at == 0:
        return False
    is_last = at + 1 == len(tokens)
    if not is_last and _touches(tokens, at):
        return tokens[at + 1].pos == "SIGN"
    return is_last or tokens[at - 1].pos == "SIGN" or not tokens[at - 1].lower.endswith("s")


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether no gap stands between the token and the next."""
    return tokens[at].span.stop == tokens[at + 1].span.start


def _without_inserted(
    tokens: Sequence[Token], quoted: Sequence[bool], language: str
) -> tuple[bool, ...]:
    """«Бюджет исполнен, - сказал он. - Дефицит …»: a speaker named inside the marks."""
    say = group(language, "say")
    found = list(quoted)
    at = 2
    while at + 1 < len(tokens):
        is_cut = (
            quoted[at]
            and tokens[at].text in DASHES
            and tokens[at - 1].text in ",!?…"
            and say.has(tokens[at + 1])
        )
        if is_cut:
            stop = next(
                (i for i in range(at + 2, len(tokens)) if tokens[i].text in DASHES), len(tokens)
            )
            found[at:stop] = [False] * (stop - at)
            at = stop
        at += 1
    return tuple(found)


def _dash_speech(tokens: Sequence[Token]) -> list[bool]:
    """«— Мы не знаем, — сказал он»: what stands between the first dash and the next."""
    is_speech = len(tokens) > 2 and tokens[0].text in DASHES and tokens[1].is_capital
    if not is_speech:
        return [False] * len(tokens)
    found = []
    for at, token in enumerate(tokens):
        if at and token.text in DASHES and tokens[at - 1].text in ",.!?…":
            is_speech = not is_speech
        found.append(is_speech)
    return found


def _manner(tokens: Sequence[Token], quoted: Sequence[bool], found: _Found) -> Manner:
    """Quoted where most words are in marks, those that only name the speaker left out."""
    if found.voice.kind == "own":
        return Manner.OWN
    start, stop = found.cue
    while start > 0 and not (tokens[start - 1].pos == "SIGN" and tokens[start - 1].text != "."):
        start -= 1
    while stop < len(tokens) and tokens[stop].pos != "SIGN":
        stop += 1
    is_first = _begins_with_speech(tokens, quoted, found.cue[0])
    spoken = [
        inside
        for at, (token, inside) in enumerate(zip(tokens, quoted, strict=True))
        if token.pos != "SIGN"
        and not start <= at < stop
        and not found.voice.start <= at < found.voice.stop
        and (inside or not (is_first and at > found.cue[0]))
    ]
    is_whole = (
        is_first or longest_quote(tokens, quoted) >= MIN_QUOTED or _opens_whole(tokens, quoted)
    )
    return Manner.QUOTED if is_whole and sum(spoken) * 2 > len(spoken) else Manner.REPORTED


def _opens_whole(tokens: Sequence[Token], quoted: Sequence[bool]) -> bool:
    """Whether a quotation of few words is all that is said: «Нет», said X; X said: «Нет»."""
    at = next((i for i, inside in enumerate(quoted) if inside), len(tokens))
    return not any(t.is_word for t in tokens[:at]) or tokens[at - 1].text == ":"


def _begins_with_speech(tokens: Sequence[Token], quoted: Sequence[bool], stop: int) -> bool:
    """«…», сказала она, качая ребёнка: what stands behind the cue tells how it was said."""
    words = [inside for token, inside in zip(tokens[:stop], quoted, strict=False) if token.is_word]
    return len(words) >= MIN_QUOTED and all(words[:MIN_QUOTED])


def longest_quote(tokens: Sequence[Token], quoted: Sequence[bool]) -> int:
    """How many words in a row stand in quotation marks, at the most."""
    best = run = 0
    for token, inside in zip(tokens, quoted, strict=True):
        run = run + (token.pos != "SIGN") if inside else 0
        best = max(best, run)
    return best


def is_topic(tokens: Sequence[Token], colon: int, quoted: Sequence[bool], language: str) -> bool:
    """Whether a place before a colon only tells where: «Франция: паром сел на мель».

    It speaks where it says "we", or where its words stand in marks.
    """
    places = [e for e in find_entities(tokens[:colon], language) if e.kind is EntityKind.PLACE]
    if not all(any(e.span.covers(t.span) for e in places) for t in tokens[:colon] if t.is_word):
        return False
    rest = tokens[colon + 1 :]
    return not any(t.lower in WE for t in rest) and sum(quoted[colon:]) < MIN_QUOTED


class _Slavic:
    """Russian and Ukrainian."""

    def __init__(self, tokens: Sequence[Token], language: str, quoted: Sequence[bool]) -> None:
        self.tokens = tokens
        self.language = language
        self.quoted = quoted
        self.matches = find_cues(tokens, language, "attribution")
        self.say = group(language, "say")
        self.relay = group(language, "relay")
        self.after_quote = group(language, "after-quote")

    def found(self) -> Iterator[_Found]:
        yield from self._phrases()
        yield from self._verbs()
        yield from self._documents()
        yield from self._header()
        yield from self._trailer()

    def is_about_before(self) -> bool:
        """«Об этом сообщил …», at the beginning."""
        return any(
            match.group == "about-this" and match.start < 2 and match.stop - match.start > 1
            for match in self.matches
        ) or (self.tokens[0].lower in ("так",) and self.tokens[1:2] != () and self._is_so())

    def _is_so(self) -> bool:
        """«Так в министерстве сообщили»: not "so, in March …"."""
        return self.tokens[1].lower in IN | {"сообщили", "повідомили", "считают", "вважають"}

    # Voices

    def _voice(self, start: int, stop: int) -> Voice:
        tokens = self.tokens
        phrase = tokens[start:stop]
        if any(group(self.language, "unnamed").has(token) for token in phrase):
            return Voice(start=start, stop=stop, kind="unnamed", key=None)
        key = slavic_key(tokens, start, stop, self.language)
        outlet = group(self.language, "outlet")
        is_outlet = any(outlet.has(token) for token in phrase) or any(
            is_inside(tokens, at) for at in range(start + 1, stop - 1)
        )  # a site: «ONLINE.UA»
        is_outlet = is_outlet and not any(
            group(self.language, "spokes").has(token) for token in phrase
        )
        return Voice(
            start=start, stop=stop, kind="outlet" if is_outlet else "named", key=key or None
        )

    def _phrase_voice(self, at: int, cases: frozenset[str]) -> Voice | None:
        """The voice at ``at``, past what it speaks by: "сообщение МИД" is the ministry."""
        tokens = self.tokens
        if at >= len(tokens):
            return None
        document = group(self.language, "document")
        step = at
        while step < len(tokens) and tokens[step].pos in ("ADJF", "PRTF"):
            step += 1
        if step < len(tokens) and document.has(tokens[step]) and not tokens[step].is_capital:
            stop = slavic_phrase(tokens, step + 1, self.language, GENITIVE)
            if stop is not None:
                return self._checked(step + 1, stop)
            return DROPPED
        if tokens[at].pos == "NPRO" or tokens[at].lower in ("его", "её", "ее", "их", "його", "їх"):
            return None
        stop = slavic_phrase(tokens, at, self.language, cases)
        return self._checked(at, stop) if stop is not None else None

    def _checked(self, start: int, stop: int) -> Voice | None:
        if not is_speaker(self.tokens, start, stop, self.language):
            return None
        return self._voice(start, stop)

    # Set phrases

    def _phrases(self) -> Iterator[_Found]:
        cases = {
            "by-words": GENITIVE,
            "by-adverb": GENITIVE,
            "by-dative": DATIVE | INSTRUMENTAL | GENITIVE,
            "link": ACCUSATIVE | GENITIVE,
        }
        for match in self.matches:
            if self.quoted[match.start]:
                continue
            cue = (match.start, match.stop)
            if match.group == "own":
                voice = Voice(start=0, stop=0, kind="own", key=None)
                yield _Found(rank=0, at=match.start, cue=cue, voice=voice)
            elif match.group == "by-pronoun":
                voice = Voice(start=0, stop=0, kind="pronoun", key=None)
                yield _Found(rank=0, at=match.start, cue=cue, voice=voice)
            elif match.group in cases:
                voice_found = self._phrase_voice(match.stop, cases[match.group])
                if voice_found is None:
                    continue
                if voice_found.kind == "dropped" and match.group != "by-dative":
                    continue
                rank = 1 if match.group == "link" else 0
                if voice_found.kind == "outlet" and match.group != "link":
                    rank = 2
                elif voice_found.kind == "unnamed":
                    rank = 1
                yield _Found(rank=rank, at=match.start, cue=cue, voice=voice_found)

    # Verbs

    def _verbs(self) -> Iterator[_Found]:
        own = [m for m in self.matches if m.group == "own"]
        for at, token in enumerate(self.tokens):
            is_relay = self.relay.has(token)
            is_after = self.after_quote.has(token) and self._long_quote()
            if not (self.say.has(token) or is_relay or is_after) or self.quoted[at]:
                continue
            if not self._is_finite(token) or self._is_negated(at) or self._is_relative(at):
                continue
            if any(match.start <= at < match.stop for match in own):
                continue
            voice = self._subject(at)
            if voice is None or not self._brings_words(at, voice, is_relay=is_relay or is_after):
                continue
            rank = 0
            is_promise = token.lemma in PROMISES and at + 1 < len(self.tokens)
            is_promise = is_promise and self._is_infinitive(at + 1)
            if is_promise and voice.kind == "unnamed":
                continue
            if voice.kind == "outlet" or (is_relay and voice.kind != "named") or is_promise:
                rank = 2
            elif voice.kind in ("unnamed", "dropped"):
                rank = 3 if voice.start == voice.stop else 1
            elif is_relay and not self._brings_clause(at):
                rank = 2
            if self._is_aside(at):
                rank = max(rank, 1)  # «как сообщил X, Y заявил»: whoever speaks in the sentence
            yield _Found(rank=rank, at=at, cue=(at, at + 1), voice=voice)
        yield from self._acts()
        yield from self._addresses()
        passive = group(self.language, "passive")
        documents = group(self.language, "document")
        for at, token in enumerate(self.tokens):
            if token.lower in passive.forms and not self.quoted[at] and not self._is_negated(at):
                is_document = any(
                    documents.has(t) and self.tokens[i].lower in ON
                    for i, t in enumerate(self.tokens[1:])
                )
                if is_document or not self._is_impersonal(at):
                    continue
                yield _Found(rank=3, at=at, cue=(at, at + 1), voice=NOBODY)

    def _acts(self) -> Iterator[_Found]:
        """What is said by doing: «выразил сожаление», «отвергла версию», «заявлен протест»."""
        acts, nouns = group(self.language, "act"), group(self.language, "act-noun")
        answers, claims = group(self.language, "answer"), group(self.language, "claim-noun")
        for at, token in enumerate(self.tokens):
            is_act, is_answer = acts.has(token), answers.has(token)
            if not (is_act or is_answer) or self.quoted[at]:
                continue
            start = self._clause_start(at)
            near = self.tokens[max(start, at - 4) : at + 6]
            if is_act and not any(nouns.has(t) for t in near):
                continue
            said = any(
                claims.has(t)
                or t.lemma == "причина"
                or (t.pos in ("ADJF", "PRTF") and "ablt" in t.feats)
                for t in near
            ) or any(self.quoted[at + 1 : at + 8])
            if token.lemma in NAMING and not said:
                continue
            if self._is_negated(at) or self._is_relative(at):
                continue
            voice: Voice | None
            if token.pos in ("PRTS", "PRTF") or token.lower.endswith(("но", "то")):
                voice = self._inside(at, start)
            elif self._is_finite(token):
                voice = self._subject(at)
            else:
                continue
            if voice is None or voice.kind in ("dropped", "unnamed"):
                continue
            yield _Found(rank=1, at=at, cue=(at, at + 1), voice=voice)

    def _addresses(self) -> Iterator[_Found]:
        """«Порт обвинил союз в задержке»: what is told is the subject's word."""
        verbs = group(self.language, "address")
        for at, token in enumerate(self.tokens):
            if not verbs.has(token) or self.quoted[at] or not self._is_finite(token):
                continue
            if self._is_negated(at) or self._is_relative(at):
                continue
            voice = self._subject_left(at)
            if voice is None and self._pronoun_before(at):
                voice = Voice(start=0, stop=0, kind="pronoun", key=None)
            if voice is None or self.tokens[voice.start].text in OPENING:
                continue
            yield _Found(rank=2, at=at, cue=(at, at + 1), voice=voice)

    def _is_impersonal(self, at: int) -> bool:
        """«Отмечено, что», «как сообщается»: no subject of its own."""
        if self.tokens[at].pos == "VERB":
            return True
        return self._brings_clause(at)

    def _is_finite(self, token: Token) -> bool:
        if token.pos != "VERB" or token.feats & {"futr", "impr", "excl", "1per"}:
            return False
        # Ukrainian infinitives and impersonal forms are marked as verbs, too.
        return not (self.language == "uk" and token.lower.endswith(("ти", "тися", "но", "то")))

    def _is_negated(self, at: int) -> bool:
        return at > 0 and self.tokens[at - 1].lower in group(self.language, "negation").forms

    def _clause_start(self, at: int) -> int:
        """The word after the last sign that a subject cannot stand across."""
        step = at
        while step > 0:
            sign = self.tokens[step - 1].text
            if sign in ";:!?…":
                break
            if (
                self.tokens[step - 1].pos == "SIGN"
                and self.quoted[step - 1]
                and self._speech_ends(step - 1)
            ):
                break
            if sign in DASHES and sign != "-":
                break
            step -= 1
        return step

    def _speech_ends(self, at: int) -> bool:
        """Whether the mark at ``at`` ends speech, not a name in marks."""
        start = at
        while start > 0 and self.quoted[start - 1]:
            start -= 1
        return sum(t.is_word for t in self.tokens[start:at]) >= MIN_QUOTED

    def _is_relative(self, at: int) -> bool:
        """«Удар, о котором сообщил мэр»: a detail of another statement."""
        for token in reversed(self.tokens[max(0, at - 6) : at]):
            if token.lemma in RELATIVE:
                return not self._is_letter(at)
            if token.pos == "SIGN" and token.text in ",.;:":
                return False
        return False

    def _is_letter(self, at: int) -> bool:
        """«Орлов направил письмо, в котором сообщил»: he says it in the letter."""
        comma = next((i for i in range(at, max(0, at - 6), -1) if self.tokens[i].text == ","), 0)
        return (
            comma > 0
            and self.tokens[comma + 1].lower in IN
            and self.tokens[comma + 2].lemma in RELATIVE
            and any(
                group(self.language, "document").has(token)
                for token in self.tokens[max(0, comma - 3) : comma]
            )
        )

    def _subject(self, at: int) -> Voice | None:
        """Who the verb at ``at`` belongs to."""
        start = self._clause_start(at)
        is_after_sign = at > 0 and self.tokens[at - 1].pos == "SIGN"
        sides = (self._subject_right, self._subject_left)
        for side in sides if is_after_sign else reversed(sides):
            # «Пострадали двое, сообщил мэр»: after a sign the subject follows.
            voice = side(at)
            if voice is not None:
                return voice
        if self._pronoun_before(at):
            return Voice(start=0, stop=0, kind="pronoun", key=None)
        if self._agrees_plural(at):
            inside = self._inside(at, start)
            if inside is not None:
                return inside
            return None if self._has_finite(start, at) or self._has_subject(at) else NOBODY
        return None if self._has_subject(at) else DROPPED

    def _pronoun_before(self, at: int) -> bool:
        """«Вона назвала рішення незаконним і заявила»: a pronoun is the subject."""
        start = self._clause_start(at)
        pronoun = group(self.language, "pronoun").forms
        content = group(self.language, "content").forms
        for step in range(at - 1, start - 1, -1):
            token = self.tokens[step]
            if token.lower in content and self.tokens[step - 1].text == ",":
                return False
            if token.lower in pronoun and not self.quoted[step]:
                return True
        return False

    def _has_subject(self, at: int) -> bool:
        """Whether a noun that cannot speak is the subject: then nobody is quoted."""
        return not (at > 0 and self.tokens[at - 1].pos == "SIGN") and bool(
            self._nominatives(self._clause_start(at), at, is_any=True)
        )

    def _has_finite(self, start: int, stop: int) -> bool:
        return any(self._is_finite(token) for token in self.tokens[start:stop])

    def _agrees_plural(self, at: int) -> bool:
        return "plur" in self.tokens[at].feats

    def _agrees(self, verb: Token, start: int, stop: int) -> bool:
        """The number of the subject; unknown words and names in marks agree with any verb."""
        head = next(
            (t for t in self.tokens[start:stop] if t.pos == "NOUN" or t.is_capital),
            self.tokens[start],
        )
        if head.text.isupper() or "Abbr" in head.feats:
            return True
        if "plur" in verb.feats:
            return (
                not head.feats
                or "plur" in head.feats
                or (head.pos == "" or self.tokens[start].text in OPENING)
                or self._could_be(head, "plur")
            )
        if not ("plur" not in head.feats or self._could_be(head, "sing")):
            return False
        return self._agrees_in_gender(verb, head)

    def _agrees_in_gender(self, verb: Token, head: Token) -> bool:
        """«Рішення … заявила»: not its subject. People's titles agree with either."""
        genders = verb.feats & GENDERS
        if not genders or head.pos != "NOUN" or not is_known(head.lower, self.language):
            return True
        feats = possible_feats(head, self.language) | head.feats
        if "anim" in feats or head.is_capital or not feats & GENDERS:
            return True
        return bool(feats & genders)

    def _could_be(self, token: Token, feat: str) -> bool:
        if token.is_capital and not is_known(token.lower, self.language):
            return True
        return feat in possible_feats(token, self.language)

    def _subject_right(self, at: int) -> Voice | None:
        tokens = self.tokens
        pronoun = group(self.language, "pronoun").forms
        step = at + 1
        limit = min(len(tokens), at + REACH)
        while step < limit:
            token = tokens[step]
            if token.lower in pronoun:
                return Voice(start=0, stop=0, kind="pronoun", key=None)
            if token.lower in ON and self._agrees_plural(at):
                author = self._author(step + 1)
                if author is not None:
                    return author
                stop = slavic_phrase(tokens, step + 1, self.language, LOCATIVE)
                if stop is not None and self._is_body(step + 1, stop):
                    return self._voice(step + 1, stop)
            if token.pos == "SIGN" and token.text not in OPENING:
                return None
            if token.lower in group(self.language, "content").forms or token.pos in (
                "VERB",
                "INFN",
            ):
                return None
            if is_preposition(token):
                stop = slavic_phrase(
                    tokens,
                    step + 1,
                    self.language,
                    OBLIQUE,
                )
                step = stop if stop is not None else step + 1
                continue
            if token.pos in ("ADVB", "PRCL", "CONJ", "PRED", "GRND"):
                step += 1
                continue
            stop = slavic_phrase(tokens, step, self.language, NOMINATIVE)
            if stop is not None and is_speaker(tokens, step, stop, self.language):
                both = self._joined(step, stop, limit, at)
                if both is not None:
                    return self._first_of(step, both)
            if (
                stop is not None
                and self._agrees(tokens[at], step, stop)
                and is_speaker(tokens, step, stop, self.language)
            ):
                return self._voice(step, self._with_name(step, stop, limit))
            other = slavic_phrase(
                tokens,
                step,
                self.language,
                OBLIQUE | NOMINATIVE,
            )
            step = other if other is not None else step + 1
        return None

    def _author(self, at: int) -> Voice | None:
        """«Сообщили на странице порта»: whose the page or the statement at ``at`` is."""
        tokens = self.tokens
        while at < len(tokens) and tokens[at].pos in ("ADJF", "PRTF"):
            at += 1
        if at >= len(tokens) or not group(self.language, "document").has(tokens[at]):
            return None
        stop = slavic_phrase(tokens, at + 1, self.language, GENITIVE)
        return self._checked(at + 1, stop) if stop is not None else None

    def _joined(self, start: int, stop: int, limit: int, verb: int) -> int | None:
        """«Мэр Орлов и губернатор Иванов заявили»: the end of the second of two who speak; None
        where there is no second one."""
        tokens = self.tokens
        if not self._agrees_plural(verb) or stop + 1 >= limit or tokens[stop].lower not in AND:
            return None
        end = slavic_phrase(tokens, stop + 1, self.language, NOMINATIVE)
        if end is None or end > limit:
            return None
        if not is_speaker(tokens, stop + 1, end, self.language):
            return None
        is_one = self._is_single(start, stop) and self._is_single(stop + 1, end)
        return end if is_one else None

    def _first_of(self, start: int, stop: int) -> Voice:
        """Two who speak have the words of both and the key of the first."""
        end = slavic_phrase(self.tokens, start, self.language, NOMINATIVE)
        if end is None or end >= stop or self.tokens[end].lower not in AND:
            return self._voice(start, stop)
        return replace(self._voice(start, end), stop=stop)

    def _is_single(self, start: int, stop: int) -> bool:
        head = next((t for t in self.tokens[start:stop] if t.pos == "NOUN"), self.tokens[start])
        return "plur" not in head.feats or self._could_be(head, "sing")

    def _with_name(self, start: int, stop: int, limit: int) -> int:
        """«представитель на переговорах по торговле Иван Орлов»: on to the name, if one follows."""
        tokens = self.tokens
        if (
            tokens[stop - 1].is_capital
            and "Geox" not in tokens[stop - 1].feats
            and stop - start > 1
        ):
            personal = possible_feats(tokens[stop - 1], self.language) & PERSONAL
            if personal:
                return stop
        step = stop
        for _ in range(3):
            if step >= limit or not is_preposition(tokens[step]):
                break
            after = slavic_phrase(tokens, step + 1, self.language, OBLIQUE)
            if after is None:
                return stop
            step = after
            if step + 1 < limit and tokens[step].lower in AND:  # «по бюджету и кадрам»
                step = slavic_phrase(tokens, step + 1, self.language, OBLIQUE) or step
        if step == stop or step >= limit or not tokens[step].is_capital:
            return stop
        if not possible_feats(tokens[step], self.language) & {"Name", "Surn"}:
            return stop
        after = slavic_phrase(tokens, step, self.language, NOMINATIVE)
        return after if after is not None and after <= limit else stop

    def _is_body(self, start: int, stop: int) -> bool:
        """«в МИД», «у поліції»: a place that can speak."""
        bodies = group(self.language, "organisation")
        phrase = self.tokens[start:stop]
        first = phrase[0]
        if any(t.lower in PLATFORMS for t in phrase[:2]):
            return False  # «повідомили у Twitter»: a place, nobody's voice
        return (
            any(bodies.has(t) for t in phrase[:3])
            or bool(first.feats & {"Orgn"})
            or first.text in OPENING
            or (first.text.isupper() and len(first.text) > 1)
            or any(t.is_capital and t.pos == "" for t in phrase[:2])
            or (first.is_capital and not first.feats & {"anim"})
        )

    def _subject_left(self, at: int) -> Voice | None:
        found = self._nominatives(self._clause_start(at), at, is_any=False)
        is_certain = group(self.language, "strong").has(self.tokens[at]) and (
            self.tokens[at - 1].pos != "SIGN" and self._brings_clause(at)
        )
        if not found and is_certain and not self._pronoun_before(at):
            # Only a voice can "сообщить, что": the grammar tells what the dictionary does not.
            found = self._nominatives(self._clause_start(at), at, is_any=True)
        # An apposition follows the name: the first of the subjects is the speaker's name.
        return self._first_of(*found[0]) if found else None

    def _nominatives(self, start: int, at: int, *, is_any: bool) -> list[tuple[int, int]]:
        """Phrases before the verb that can be its subject; those of voices, unless ``is_any``."""
        tokens = self.tokens
        found: list[tuple[int, int]] = []
        inner: list[tuple[int, int]] = []  # in a clause that begins with "if", "whether", "when"
        is_inner = False
        is_relative = False
        # «Полиция установила и сообщила»: one subject for both verbs.
        is_joined = at > 0 and tokens[at - 1].lower in ("и", "а", "та", "й", "і", "но", "але")
        is_joined = is_joined or self._is_letter(at)
        bare: tuple[int, int] | None = None
        step = start
        while step < at:
            token = tokens[step]
            if self.quoted[step] and token.text not in OPENING:
                step += 1
                continue
            is_relative = is_relative or token.lemma in RELATIVE
            after = self._past_aside(step, at)
            if after > step:
                step = after
                continue
            is_ending = len(token.text) == 1 and step > 0 and tokens[step - 1].text == "-"
            if token.lower in WHEN or is_ending:  # «в 20-х числах»
                step += 1
                continue
            if token.pos == "PRTF" and step > start and tokens[step - 1].text == ",":
                step = next((i for i in range(step, at) if tokens[i].text == ","), at)
                continue
            if is_preposition(token):
                if token.lower in ABOUT and tokens[step + 1].pos in ("NUM", "NUMR"):
                    step += 1
                    continue
                stop = slavic_phrase(tokens, step + 1, self.language, OBLIQUE)
                step = min(stop, at) if stop is not None else step + 1
                if step == at and self._is_nominative_name(at - 1):
                    bare = (at - 1, at)  # «перед прессой Мей заявила»
                elif step == at and tokens[at - 1].text in CLOSING + '"':
                    bare = self._quoted_behind(at) or bare  # «на тлі програшу «Прилив» заявив»
                continue
            if self._is_finite(token) and not is_relative:
                if not self.say.has(token) and not is_joined:
                    found.clear()
                step += 1
                continue
            if token.lower in SUBORDINATE:
                found.clear()
                is_inner = True
                step += 1
                continue
            if token.pos == "SIGN" and token.text not in OPENING:
                is_inner = is_inner and token.text != ","
                step += 1
                continue
            stop = slavic_phrase(tokens, step, self.language, NOMINATIVE)
            if stop is not None and stop <= at:
                is_voice = is_any or is_speaker(tokens, step, stop, self.language)
                both = self._joined(step, stop, at, at) if is_voice else None
                if both is not None:
                    found.append((step, both))
                    step = both
                    continue
                if is_voice and self._agrees(tokens[at], step, stop):
                    stop = self._with_name(step, stop, at)
                    (inner if is_inner else found).append((step, stop))
                step = stop
                continue
            other = slavic_phrase(tokens, step, self.language, OBLIQUE)
            step = min(other, at) if other is not None else step + 1
        return found or inner or ([bare] if bare else [])

    def _past_aside(self, start: int, at: int) -> int:
        """«Как сообщал «Маяк», порт …»: past the comma that ends whose words it is; ``start``
        where none begins there."""
        tokens = self.tokens
        if tokens[start].lower not in AS or (start and tokens[start - 1].pos != "SIGN"):
            return start
        comma = next((i for i in range(start, at) if tokens[i].text == ","), start)
        inside = tokens[start:comma]
        is_said = any(self.say.has(t) or self.relay.has(t) for t in inside if self._is_finite(t))
        return comma + 1 if is_said else start

    def _is_aside(self, at: int) -> bool:
        """Whether the verb stands in «как сообщил X, …»."""
        start = next((i for i in range(at, max(-1, at - 6), -1) if self.tokens[i].text == ","), -1)
        start = start if start >= 0 else max(0, at - 6)
        return any(t.lower in AS for t in self.tokens[start : start + 2])

    def _quoted_behind(self, at: int) -> tuple[int, int] | None:
        """The name in marks that ends at ``at``, unless the word before it is what it names."""
        for start in range(at - 2, max(0, at - 8), -1):
            if quoted_name(self.tokens, start) == at:
                before = self.tokens[start - 1]
                is_named = before.text.isupper() or group(self.language, "organisation").has(before)
                return None if is_named or is_preposition(before) else (start, at)
        return None

    def _is_nominative_name(self, at: int) -> bool:
        token = self.tokens[at]
        feats = possible_feats(token, self.language)
        is_name = bool(feats & PERSONAL) or not is_known(token.lower, self.language)
        return (
            token.is_capital
            and not token.text.isupper()
            and is_name
            and ("nomn" in feats or not feats & CASES)
            and not is_preposition(self.tokens[at - 1])
        )

    def _inside(self, at: int, start: int) -> Voice | None:
        """«В МИД считают»: a verb in the plural without a subject, and a body that it is in."""
        for step in range(start, at):
            if self.tokens[step].lower not in IN or self.quoted[step]:
                continue
            stop = slavic_phrase(self.tokens, step + 1, self.language, LOCATIVE)
            if stop is not None and stop <= at and self._is_body(step + 1, stop):
                return self._voice(step + 1, stop)
        return None

    def _brings_clause(self, at: int) -> bool:
        """Whether "that" and a clause, a colon or a quotation follow the verb."""
        content = group(self.language, "content").forms
        tokens = self.tokens
        if tokens[at].lemma in PROMISES and at + 1 < len(tokens) and self._is_infinitive(at + 1):
            return True  # «обещает выплатить»
        for step in range(at + 1, min(len(tokens), at + REACH + 6)):
            token = tokens[step]
            if token.text == ":":
                return True
            if token.lower in content and (
                tokens[step - 1].text == "," or token.pos in ("PREP",) or step - at < 3
            ):
                return True
            if token.text in ".;!?":
                return False
        return False

    def _is_infinitive(self, at: int) -> bool:
        token = self.tokens[at]
        return token.pos == "INFN" or (
            self.language == "uk" and token.pos == "VERB" and token.lower.endswith(("ти", "тися"))
        )

    def _brings_words(self, at: int, voice: Voice, *, is_relay: bool) -> bool:
        """Whether the verb brings in words, and is not "отметить праздник"."""
        tokens = self.tokens
        strong = group(self.language, "strong")
        before = tokens[at - 1] if at else None
        is_beside_quote = any(self.quoted) and self._long_quote()
        is_after_sign = before is not None and before.pos == "SIGN" and at > 2
        starts = tokens[self._clause_start(at)].lower in AS or any(
            t.lower in AS for t in tokens[max(0, at - 6) : at]
        )
        about = any(
            m.group == "about-this" and m.start < 3 and m.stop > m.start + 1 for m in self.matches
        )
        brings = self._brings_clause(at) or is_beside_quote or is_after_sign or starts or about
        if voice.kind == "dropped" or (voice.kind == "unnamed" and voice.start == voice.stop):
            is_alone = is_after_sign and (at + 1 == len(tokens) or tokens[at + 1].pos == "SIGN")
            return self._brings_clause(at) or is_beside_quote or is_alone
        return brings or (strong.has(tokens[at]) and not is_relay)

    def _long_quote(self) -> bool:
        return longest_quote(self.tokens, self.quoted) >= MIN_QUOTED

    # Documents and headlines

    def _documents(self) -> Iterator[_Found]:
        verbs = group(self.language, "document-verb").forms
        document = group(self.language, "document")
        tokens = self.tokens
        for at, token in enumerate(tokens):
            if token.lower not in verbs or self.quoted[at] or self._is_negated(at):
                continue
            for step, other in enumerate(tokens):
                if not document.has(other) or self.quoted[step] or abs(step - at) > REACH:
                    continue
                first = step
                while first > 0 and (
                    tokens[first - 1].pos in ("ADJF", "PRTF") or tokens[first - 1].lower in WHOSE
                ):
                    first -= 1
                if first == 0 or tokens[first - 1].lower not in ON:
                    continue
                stop = slavic_phrase(tokens, step + 1, self.language, GENITIVE)
                voice = self._checked(step + 1, stop) if stop is not None else DROPPED
                yield _Found(rank=0, at=at, cue=(at, at + 1), voice=voice or DROPPED)
                break

    def _header(self) -> Iterator[_Found]:
        """«Шольц: …»: a headline that begins with its speaker."""
        tokens = self.tokens
        colon = next((i for i, t in enumerate(tokens[:9]) if t.text == ":"), None)
        if colon is None or colon == 0 or len(tokens) - colon < 4 or any(self.quoted[:colon]):
            return
        stop = slavic_phrase(tokens, 0, self.language, NOMINATIVE)
        if stop != colon or not tokens[0].is_capital:
            return
        if any(group(self.language, "no-voice").has(t) for t in tokens[:colon]):
            return
        if not is_speaker(tokens, 0, colon, self.language):
            return
        if is_topic(tokens, colon, self.quoted, self.language):
            return
        yield _Found(rank=0, at=0, cue=(colon, colon + 1), voice=self._voice(0, colon))

    def _trailer(self) -> Iterator[_Found]:
        """«Пакет готов - Шольц»: a headline that ends with its speaker."""
        tokens = self.tokens
        dash = next((i for i in range(len(tokens) - 2, 4, -1) if tokens[i].text in DASHES), None)
        if dash is None or len(tokens) - dash > 8 or any(self.quoted[dash:]):
            return
        is_apart = (
            tokens[dash - 1].span.stop < tokens[dash].span.start
            and tokens[dash].span.stop < tokens[dash + 1].span.start
        )
        if not is_apart or not any(self._is_predicate(t) for t in tokens[:dash]):
            return
        start = dash + 1
        if slavic_phrase(tokens, start, self.language, NOMINATIVE) != len(tokens):
            return
        last = tokens[-1]
        feats = possible_feats(last, self.language) | last.feats
        is_body = last.is_capital and group(self.language, "organisation").has(last)
        is_body = is_body or (last.text.isupper() and len(last.text) > 1 and "Geox" not in feats)
        is_person = (
            last.is_capital
            and not feats & {"Geox", "Orgn"}
            and (bool(feats & PERSONAL) or not is_known(last.lower, self.language))
        )
        if is_body or is_person:
            yield _Found(
                rank=0, at=dash, cue=(dash, dash + 1), voice=self._voice(start, len(tokens))
            )

    def _is_predicate(self, token: Token) -> bool:
        return token.pos in ("VERB", "PRTS", "PRED")


class _English:
    def __init__(self, tokens: Sequence[Token], quoted: Sequence[bool]) -> None:
        self.tokens = tokens
        self.quoted = quoted
        self.has_speech = longest_quote(tokens, quoted) >= MIN_QUOTED
        self.lower = [token.lower for token in tokens]
        self.matches = find_cues(tokens, "en", "attribution")

    def found(self) -> Iterator[_Found]:
        yield from self._phrases()
        yield from self._verbs()
        yield from self._acts()
        yield from self._statements()
        yield from self._participles()
        yield from self._header()
        yield from self._trailer()

    def is_about_before(self) -> bool:
        return self.lower[0] in ("this", "that") and any(
            match.group in ("announced-by", "say") for match in self.matches
        )

    def _voice(self, start: int, stop: int) -> Voice:
        phrase = self.tokens[start:stop]
        if any(group("en", "unnamed").has(token) for token in phrase):
            return Voice(start=start, stop=stop, kind="unnamed", key=None)
        outlet = group("en", "outlet")
        is_person = any(group("en", n).has(t) for t in phrase for n in ("person", "spokes"))
        last = phrase[-1]
        kind = "outlet" if outlet.has(last) and not is_person else "named"
        key = english_key(self.tokens, start, stop) or None
        return Voice(
            start=start, stop=stop, kind="outlet" if kind == "outlet" else "named", key=key
        )

    def _checked(self, start: int, stop: int) -> Voice | None:
        if start >= stop or not is_english_speaker(self.tokens, start, stop):
            return None
        return self._voice(start, stop)

    def _phrases(self) -> Iterator[_Found]:
        for match in self.matches:
            if self.quoted[match.start]:
                continue
            cue = (match.start, match.stop)
            if match.group == "own":
                voice = Voice(start=0, stop=0, kind="own", key=None)
                yield _Found(rank=0, at=match.start, cue=cue, voice=voice)
            elif match.group == "passive":
                yield _Found(rank=3, at=match.start, cue=cue, voice=NOBODY)
            elif match.group in ("by-words", "by-adverb", "link", "announced-by"):
                if self.lower[match.stop : match.stop + 1] in (["him"], ["her"], ["them"]):
                    voice = Voice(start=0, stop=0, kind="pronoun", key=None)
                    yield _Found(rank=0, at=match.start, cue=cue, voice=voice)
                    continue
                stop = english_right(self.tokens, match.stop)
                checked = self._checked(match.stop, stop)
                if checked is None and match.group == "by-words" and stop > match.stop:
                    checked = self._untold(match.stop, stop)
                if checked is None or self._is_rate(match, checked):
                    continue
                rank = {"outlet": 2, "unnamed": 1}.get(checked.kind, 0)
                yield _Found(
                    rank=1 if match.group == "link" else rank,
                    at=match.start,
                    cue=cue,
                    voice=checked,
                )

    def _untold(self, start: int, stop: int) -> Voice | None:
        """«According to the report»: a text whose author is not told."""
        is_text = group("en", "document").has(self.tokens[stop - 1])
        is_text = is_text or group("en", "told").has(self.tokens[stop - 1])
        return Voice(start=start, stop=stop, kind="unnamed", key=None) if is_text else None

    def _is_rate(self, match: Match, voice: Voice) -> bool:
        """«15 per month» against «per Reuters»."""
        if self.lower[match.stop - 1] != "per":
            return False
        before = self.tokens[match.start - 1] if match.start else None
        is_number = before is not None and before.pos == "NUM"
        return is_number or not self._is_known_voice(self.tokens[voice.stop - 1])

    def _is_known_voice(self, token: Token) -> bool:
        kinds = ("person", "organisation", "outlet", "spokes", "unnamed")
        return any(group("en", kind).has(token) for kind in kinds)

    def _verbs(self) -> Iterator[_Found]:
        own = [m for m in self.matches if m.group == "own"]
        for at, token in enumerate(self.tokens):
            is_say = group("en", "say").has(token)
            is_relay = group("en", "relay").has(token)
            is_after = group("en", "after-quote").has(token) and (
                self.has_speech or self.lower[at + 1 : at + 2] == ["that"]
            )
            if not (is_say or is_relay or is_after) or self.quoted[at]:
                continue
            if any(match.start <= at < match.stop for match in own) or not self._is_finite(at):
                continue
            voice = self._subject(at)
            if voice is None:
                continue
            is_exempt = voice.kind == "pronoun" and token.lemma != "add"  # "she added two stops"
            if not is_exempt and not self._brings_words(at):
                continue
            rank = {"outlet": 2, "unnamed": 1}.get(voice.kind, 0)
            yield _Found(rank=rank, at=at, cue=(at, at + 1), voice=voice)

    def _is_finite(self, at: int) -> bool:
        lower = self.lower[at]
        before = self.lower[at - 1] if at else ""
        if self._is_told_of(at) or self._is_object(at):
            return False
        if lower.endswith("ing") or before in ENGLISH_NEGATIONS or before in ENGLISH_BE:
            return False
        if before in ENGLISH_ATTRIBUTIVE or (before == "be"):
            return False
        if any(word in ENGLISH_NEGATIONS for word in self.lower[max(0, at - 2) : at]):
            return False
        if group("en", "ambiguous").has(self.tokens[at]) and not lower.endswith("ed"):
            is_last = not any(token.is_word for token in self.tokens[at + 1 :])
            following = self.lower[at + 1 : at + 2]
            is_verb = following[:1] not in HANGING and self._has_clause(at) and at > 0
            is_verb = is_verb and self._is_known_voice(self.tokens[at - 1])
            return (
                following == ["that"]
                or is_verb
                or self._is_inverted(at)
                or (is_last and any(t.text == "," for t in self.tokens[max(0, at - 8) : at]))
            )
        return before not in ("will", "would", "may", "might", "should", "must", "can", "could")

    def _is_told_of(self, at: int) -> bool:
        """«Google said to buy offices», «new attacks reported»: the subject does not speak."""
        following = self.lower[at + 1 : at + 3]
        if following[:1] == ["not"]:
            following = self.lower[at + 2 : at + 4]
        if following[:1] == ["to"] and self.lower[at] in ("said", "reported"):
            addressed = self.tokens[at + 2 : at + 3]
            is_addressed = not addressed or self._is_known_voice(addressed[0])
            return not is_addressed and following[1] not in ENGLISH_ADDRESSED
        is_last = not any(t.is_word for t in self.tokens[at + 1 :])
        if not is_last or self.lower[at] != "reported" or at == 0:
            return False
        is_thing = not (self.tokens[at - 1].is_capital or self._is_known_voice(self.tokens[at - 1]))
        return is_thing and not self._has_auxiliary(at)

    def _has_auxiliary(self, at: int) -> bool:
        return self.lower[at - 1] in ENGLISH_HAVE or self.lower[at - 1] in ENGLISH_AUXILIARY

    def _is_inverted(self, at: int) -> bool:
        """«Ferry will sail claims port official»: the voice behind the verb ends the headline."""
        rest = self.tokens[at + 1 :]
        is_short = 0 < len(rest) <= MAX_HEADER and all(t.is_word for t in rest)
        is_verb = self.lower[at].endswith("s") and at > MAX_HEADER
        return is_short and is_verb and self._is_known_voice(rest[-1])

    def _is_object(self, at: int) -> bool:
        """«Officials dismissed reports that …»: the noun, not the verb."""
        if not group("en", "ambiguous").has(self.tokens[at]):
            return False
        denials = [group("en", name) for name in ("answer", "denial", "denial-of-claim")]
        for token in reversed(self.tokens[max(0, at - 5) : at]):
            if token.pos == "SIGN":
                return False
            if any(denial.has(token) for denial in denials):
                return True
        return False

    def _subject(self, at: int) -> Voice | None:
        voice = self._any_subject(at)
        is_compared = voice is not None and self.lower[voice.start - 1 : voice.start] == ["than"]
        return None if is_compared else voice  # "it got further than police said"

    def _any_subject(self, at: int) -> Voice | None:
        tokens = self.tokens
        edge = at
        while edge > 0 and (
            self.lower[edge - 1] in ENGLISH_HAVE
            or (self._is_adverb(edge - 1) and not tokens[edge - 1].is_capital)
        ):
            edge -= 1
        if edge > 1 and tokens[edge - 1].text == ")":  # "Ann Smith (47) said"
            edge = next((i for i in range(edge - 1, 0, -1) if tokens[i].text == "("), edge)
        before = tokens[edge - 1] if edge else None
        is_after_speech = before is not None and (
            (before.text in CLOSING + "\"'" and self.quoted[edge - 1])
            or (before.text in ",-–—" and edge > 1 and self.quoted[edge - 2])
        )
        is_after = before is not None and before.text == ","
        if is_after_speech or is_after or self._is_inverted(at):
            stop = english_right(tokens, at + 1)
            if self.lower[at + 1 : at + 2] in (["he"], ["she"], ["they"]):
                return Voice(start=0, stop=0, kind="pronoun", key=None)
            voice = self._checked(at + 1, self._with_name(stop))
            # "Ann Smith, who leads it, said inspectors had come": theirs is another verb.
            has_verb = self.lower[stop : stop + 1] and self.lower[stop] in ENGLISH_AUXILIARY
            if voice is not None and not has_verb:
                return voice
        if self.lower[edge - 1 : edge] in (["he"], ["she"], ["they"]):
            return Voice(start=0, stop=0, kind="pronoun", key=None)
        if edge == 1 and self.lower[0] == "it":
            return Voice(start=0, stop=0, kind="pronoun", key=None)  # "It said": the body before
        if before is not None and before.lower in ("who", "which", "that"):
            if before.text == "WHO":
                return self._voice(edge - 1, edge)  # the World Health Organization
            return None
        if before is not None and before.text == "," and edge > 2:
            comma = next(
                (i for i in range(edge - 2, max(0, edge - REACH), -1) if tokens[i].text == ","),
                None,
            )
            if comma is not None:
                inner = tokens[comma + 1 : edge - 1]
                if inner and all(token.is_capital for token in inner):
                    return self._checked(comma + 1, edge - 1)  # "the operator, Seacom, said"
                bodies = group("en", "organisation")
                is_body = bool(inner) and inner[0].lower in ("the", "a") and bodies.has(inner[-1])
                if is_body and any(token.is_capital for token in inner):
                    return self._checked(comma + 1, edge - 1)  # "the owner, the Sea group, said"
                voice = self._checked(english_left(tokens, comma), comma)
                if voice is not None and tokens[voice.start].is_capital:
                    return voice
            return None
        start = self._past_speech(english_left(tokens, edge), edge)
        if start > 1 and self.lower[start - 1] in ("in", "at", "from", "with"):
            whole = self._checked(
                self._past_speech(english_left(tokens, start - 1), edge), start - 1
            )
            if whole is not None and not tokens[start - 2].is_capital:
                return replace(whole, stop=edge)  # "police in Leeds said"
        voice = self._checked(start, edge) or self._described(start, edge, at)
        first = start - 1
        while first > 0 and tokens[first - 1].is_capital and tokens[first - 1].is_word:
            first -= 1
        is_joint = start > 1 and self.lower[start - 1] == "and" and first < start - 1
        if voice is not None and is_joint and tokens[voice.start].is_capital:
            both = self._checked(first, start - 1)  # "Orlov and Smith said": the first one's key
            if both is not None:
                return replace(both, stop=edge)
        return voice

    def _is_adverb(self, at: int) -> bool:
        return self.lower[at].endswith("ly") or self.lower[at] in ENGLISH_ADVERBS

    def _described(self, start: int, stop: int, verb: int) -> Voice | None:
        """«The champion said»: whatever the noun is, it speaks."""
        is_said = self.tokens[verb].lemma == "say" and stop - start > 1
        is_said = is_said and self.lower[start - 1 : start] not in HANGING  # "close to the talks"
        is_age = stop > start and self.lower[stop - 1] == "old"  # "the 24-year-old said"
        is_noun = self.lower[start] in ("the", "a", "an", "his", "her") and (
            is_age or not any(t.pos in ("SIGN", "NUM") for t in self.tokens[start:stop])
        )
        if not (is_said and is_noun):
            return None
        voice = self._voice(start, stop)
        is_new = self.lower[start] in ("a", "an")
        return voice if is_new else replace(voice, kind="described")

    def _with_name(self, stop: int) -> int:
        """«said its spokeswoman, Ann Smith»: on to the name where one follows the title."""
        tokens = self.tokens
        if stop >= len(tokens) or tokens[stop].text != "," or tokens[stop - 1].is_capital:
            return stop
        end = stop + 1
        while end < len(tokens) and tokens[end].is_capital and tokens[end].is_word:
            end += 1
        is_name = 2 <= end - stop - 1 <= MAX_APPOSITION
        is_end = end == len(tokens) or tokens[end].pos == "SIGN"
        return end if is_name and is_end else stop

    def _acts(self) -> Iterator[_Found]:
        """What is said by doing or by denying: "expressed regret", "denied the charge"."""
        acts, nouns = group("en", "act"), group("en", "act-noun")
        answers, addresses = group("en", "answer"), group("en", "address")
        for at, token in enumerate(self.tokens):
            is_act = acts.has(token) and any(nouns.has(t) for t in self.tokens[at + 1 : at + 5])
            is_told = addresses.has(token) and "of" in self.lower[at + 2 : at + CLAUSE_REACH]
            if (
                not (is_act or is_told or answers.has(token))
                or self.quoted[at]
                or not self._is_finite(at)
            ):
                continue
            if at + 1 == len(self.tokens) or self.lower[at + 1] in ("by", ".", "for", "of"):
                continue
            voice = self._subject(at)
            if voice is not None and voice.kind != "unnamed":
                yield _Found(rank=2, at=at, cue=(at, at + 1), voice=voice)

    def _past_speech(self, start: int, stop: int) -> int:
        while start < stop and self.quoted[start] and self.tokens[start].pos == "SIGN":
            start += 1
        return start

    def _brings_words(self, at: int) -> bool:
        """Whether the verb brings in words, and is not "told the truth" or "added two stops"."""
        lemma = self.tokens[at].lemma
        if lemma in ("say", "tell"):
            return True
        following = self.lower[at + 1 : at + 3]
        is_last = not any(t.is_word for t in self.tokens[at + 1 :])
        return (
            "that" in following
            or any(t.text == ":" for t in self.tokens[at + 1 : at + 6])
            or sum(self.quoted) >= MIN_QUOTED
            or is_last
            or any(self.lower[i] in AS for i in range(max(0, at - 6), at))
            or (bool(following) and following[0] in (",", ".", "the", "it", "its", "on"))
            or (bool(following) and following[0].endswith("ing"))
            or self._has_clause(at)
            or self._is_inverted(at)
        )

    def _has_clause(self, at: int) -> bool:
        """«She believes films may help»: a verb of its own follows, in no relative clause."""
        irregular = group("en", "irregular").forms
        for step in range(at + 2, min(len(self.tokens), at + CLAUSE_REACH)):
            if self.tokens[step].pos == "SIGN" or self.lower[step] in ENGLISH_WHICH:
                return False
            if self.lower[step] in ENGLISH_AUXILIARY or self.lower[step] in irregular:
                return True
        return False

    def _participles(self) -> Iterator[_Found]:
        """«She was there, telling reporters: "…"»."""
        for at, word in enumerate(self.lower):
            is_told = word in ("telling", "saying", "adding") and at > 1
            if not is_told or self.quoted[at] or self.tokens[at - 1].text != ",":
                continue
            following = self.tokens[at + 1 : at + 4]
            if not any(t.text in ":«“\"'‘" for t in following) or not self.has_speech:
                continue
            if self.lower[0] in ("he", "she", "they"):
                voice: Voice | None = Voice(start=0, stop=0, kind="pronoun", key=None)
            else:
                stop = english_right(self.tokens, 0)
                voice = self._checked(0, stop)
            if voice is not None:
                yield _Found(rank=2, at=at, cue=(at, at + 1), voice=voice)

    def _statements(self) -> Iterator[_Found]:
        """«A statement by the ministry said …», "…," read a statement by the ministry."""
        document = group("en", "document")
        for at, token in enumerate(self.tokens[:-2]):
            if not document.has(token) or self.quoted[at]:
                continue
            if self.lower[at + 1] not in group("en", "document-of").forms:
                continue
            stop = english_right(self.tokens, at + 2)
            says = self.lower[stop : stop + 1]
            is_read = any(
                self.lower[i] in ("read", "said", "says") and self.tokens[i - 1].pos == "SIGN"
                for i in range(max(1, at - 3), at)
            )
            if says not in (["said"], ["says"], ["read"]) and not is_read:
                continue
            voice = self._checked(at + 2, stop)
            if voice is not None:
                yield _Found(rank=-1, at=at, cue=(at, at + 1), voice=voice)

    def _header(self) -> Iterator[_Found]:
        tokens = self.tokens
        colon = next((i for i, t in enumerate(tokens[:7]) if t.text == ":"), None)
        if colon is None or colon == 0 or len(tokens) - colon < 4 or any(self.quoted[:colon]):
            return
        name = tokens[:colon]
        if self._is_unnamed_header(name):
            voice = Voice(start=0, stop=colon, kind="unnamed", key=None)
            yield _Found(rank=1, at=0, cue=(colon, colon + 1), voice=voice)
            return
        if not tokens[0].is_capital or any(group("en", "no-voice").has(t) for t in name):
            return
        if any(t.lower in group("en", "boundary").forms for t in name):
            return
        is_named = all(t.is_capital for t in name)
        if not is_named and (len(name) > OFFICIAL or not self._is_known_voice(name[-1])):
            return
        if not self._is_known_voice(name[-1]):
            # Where every word has a capital, a capital tells nothing.
            if self._is_title_case(colon + 1) or not self._could_be_name(name):
                return
            if is_topic(tokens, colon, self.quoted, "en"):
                return
        yield _Found(rank=0, at=0, cue=(colon, colon + 1), voice=self._voice(0, colon))

    def _is_title_case(self, start: int) -> bool:
        rest = [t for t in self.tokens[start:] if t.is_word]
        return sum(t.is_capital for t in rest) * 5 > len(rest) * 3

    def _is_unnamed_header(self, name: Sequence[Token]) -> bool:
        """«Report: ferry sold», «Sources: …»; "Source: Reuters" is a credit line."""
        told = group("en", "told")
        return told.has(name[-1]) and name[-1].lower != "source" and len(name) <= MAX_HEADER

    def _could_be_name(self, name: Sequence[Token]) -> bool:
        """Whether the words before a colon can be a person's or a body's name."""
        last = name[-1]
        is_common = last.lemma != last.lower or last.lower.endswith(("ed", "ing", "s"))
        return last.is_word and not is_common and self.tokens[len(name) + 1].text not in "@/#"

    def _trailer(self) -> Iterator[_Found]:
        """«Ferry sold: report», «Ferry sold - officials», «No talks this week: Kremlin»."""
        tokens = self.tokens
        stop = len(tokens)
        marks = [i for i in range(max(3, stop - 6), stop - 1) if tokens[i].text in TRAILER_MARKS]
        if not marks or any(self.quoted[marks[-1] :]):
            return
        at = marks[-1]
        is_inner = _touches(tokens, at) or _touches(tokens, at - 1 - (marks[-2:-1] == [at - 1]))
        if tokens[at].text != ":" and is_inner:
            return  # a hyphen
        name = tokens[at + 1 :]
        if not all(t.is_word for t in name) or not self._says_something(at):
            return
        if group("en", "told").has(name[-1]):
            voice: Voice | None = Voice(start=at + 1, stop=stop, kind="unnamed", key=None)
        elif not self._is_known_voice(name[-1]) or self._is_site(at, name[-1]):
            return
        else:
            voice = self._checked(at + 1, stop)
        if voice is not None:
            yield _Found(rank=1, at=at, cue=(at, at + 1), voice=voice)

    def _says_something(self, stop: int) -> bool:
        return sum(t.is_word for t in self.tokens[:stop]) > MAX_HEADER

    def _is_site(self, at: int, last: Token) -> bool:
        """«Ferry sold - Harbour Times»: whose page it is."""
        return self.tokens[at].text != ":" and group("en", "outlet").has(last)


# The whole article


def attribute_article(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    language: str,
    *,
    text: str | None = None,
    outlet: str | None = None,
) -> tuple[Speaking | None, ...]:
    """Who says each statement of one article, in its order; a speaker goes on where the words do.

    A quotation over several sentences has one speaker, "he said" and a sentence that only says
    "said in the statement" have the one before, "Об этом сообщил X" speaks for the sentence
    before it, and a short name ("МИД", "президент") gets the key of the full one that the article
    gave earlier. ``outlet`` is the article's own paper: what it says itself has manner ``own``.
    ``text`` is the article's, so that no quotation is carried over the end of a paragraph: marks
    that are never closed are common. ``language`` is the article's; a statement is read in its own.
    """
    names = _Names()
    found: list[Speaking | None] = []
    context: Speaking | None = None
    is_open = False
    spoken: list[bool] = []  # whether the statement begins inside marks that were opened before
    stop = 0
    for index, (statement, tokens) in enumerate(statements):
        if text is not None and "\n" in text[stop : statement.span.start]:
            is_open = False
        stop = statement.span.stop
        code = statement.language if statement.language in (*SLAVIC, "en") else language
        speaking = find_speaking(tokens, statement.text, code, context=context, is_open=is_open)
        spoken.append(is_open)
        was_open = is_open
        _, is_open = quotation(tokens, is_open=was_open)
        if not is_open and _strict_depth(tokens, is_open=was_open):
            # One mark for a name and the speech around it, or a name inside speech that goes on.
            is_open = _closes_later(_paragraph(statements[index + 1 :], text, stop))
        if speaking is not None:
            speaking = _own(names.resolved(speaking, tokens), outlet)
            if speaking.attribution.speaker and speaking.attribution.manner is not Manner.OWN:
                context = speaking
        found.append(speaking)
    _spread_quotes(statements, spoken, found)
    _spread_sentences(statements, found)
    _spread_speech(statements, spoken, found, text)
    _spread_back(statements, found, text)
    return tuple(found)


def _breaks_off(said: tuple[Statement, Sequence[Token]]) -> bool:
    """«Напомним, …»: what stands before it is another matter."""
    statement, tokens = said
    cues = find_cues(tokens[:5], statement.language, "continuing")
    return bool(cues) and cues[0].start == 0 and cues[0].group == "breaks-off"


def _paragraph(
    rest: Sequence[tuple[Statement, Sequence[Token]]], text: str | None, stop: int
) -> Sequence[tuple[Statement, Sequence[Token]]]:
    """Those of the statements that stand in the same paragraph as what ends at ``stop``."""
    for index, (statement, _) in enumerate(rest[:8]):
        if text is not None and "\n" in text[stop : statement.span.start]:
            return rest[:index]
        stop = statement.span.stop
    return rest[:8]


def _own(speaking: Speaking, outlet: str | None) -> Speaking:
    speaker = speaking.attribution.speaker
    if outlet is None or speaker is None:
        return speaking
    if speaker.strip('«»“”"').casefold() != outlet.strip('«»“”"').casefold():
        return speaking
    return replace(speaking, attribution=replace(speaking.attribution, manner=Manner.OWN))


class _Names:
    """Full names of an article's speakers: "МИД" after "МИД России" is the same ministry."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.titles: dict[str, set[str]] = {}

    def resolved(self, speaking: Speaking, tokens: Sequence[Token]) -> Speaking:
        """The same with the full key, where the article has given exactly one."""
        key = speaking.attribution.key
        if key is None:
            return speaking
        span = speaking.span
        title = next((t.key for t in tokens if span and t.span.start == span.start), None)
        if title is not None and title != key and " " not in key:
            self.titles.setdefault(title, set()).add(key)  # «министр … Шольц» introduces him
        elif title == key and len(self.titles.get(key, ())) == 1:
            (name,) = self.titles[key]
            return replace(speaking, attribution=replace(speaking.attribution, key=name))
        parts = key.split()
        fuller = [known for known in self.keys if len(known.split()) > len(parts)]
        fuller = [known for known in fuller if known.split()[: len(parts)] == parts]
        if key not in self.keys:
            self.keys.append(key)
        if len(set(fuller)) != 1:
            return speaking
        return replace(speaking, attribution=replace(speaking.attribution, key=fuller[0]))


def carried(speaking: Speaking, manner: Manner, *, cue: str | None = None) -> Speaking:
    """The same speaker for another statement, with its own cue where it has one."""
    own = replace(speaking.attribution, manner=manner, cue=cue or speaking.attribution.cue)
    return Speaking(attribution=own, span=speaking.span)


def _spread_quotes(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    spoken: Sequence[bool],
    found: list[Speaking | None],
) -> None:
    """One quotation over several statements has one speaker, named before or after it."""
    start = 0
    while start < len(found):
        stop = start + 1
        while stop < len(found) and spoken[stop]:
            stop += 1
        known = next((found[i] for i in range(start, stop) if found[i] is not None), None)
        if stop - start > 1 and known is not None:
            for at in range(start, stop):
                if found[at] is None and (spoken[at] or _begins_quote(statements[at][1])):
                    found[at] = carried(known, Manner.QUOTED)
        start = stop


def _begins_quote(tokens: Sequence[Token]) -> bool:
    quoted, is_open = quotation(tokens)
    return is_open and sum(quoted) * 2 > len(quoted)


def _spread_sentences(
    statements: Sequence[tuple[Statement, Sequence[Token]]], found: list[Speaking | None]
) -> None:
    """The clauses of one sentence are one voice's where one of them says whose."""
    for at, (statement, tokens) in enumerate(statements):
        if found[at] is not None:
            continue
        near = [i for i in (at - 1, at + 1, at - 2, at + 2) if 0 <= i < len(found)]
        known = next(
            (
                found[i]
                for i in near
                if found[i] is not None and statements[i][0].sentence == statement.sentence
            ),
            None,
        )
        if known is not None:
            quoted, _ = quotation(tokens)
            share = sum(quoted) * 2 > len(quoted)
            found[at] = carried(known, Manner.QUOTED if share else Manner.REPORTED)


def _spread_speech(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    spoken: Sequence[bool],
    found: list[Speaking | None],
    text: str | None,
) -> None:
    """Speech that names nobody goes on with the speech before it, or comes before the named one.

    Only what stands in marks from end to end, as in: «…», said X. «…». The speech before may end
    its paragraph, what is named later stands in the same one.
    """
    said = [_is_speech(t, is_open=o) for (_, t), o in zip(statements, spoken, strict=True)]
    breaks = [
        0 if text is None else text[one.span.stop : other.span.start].count("\n")
        for (one, _), (other, _) in pairwise(statements)
    ]

    def spread(at: int, known: int, manner: Manner, *, far: int) -> None:
        speaking = found[known]
        if found[at] is not None or not said[at] or speaking is None:
            return
        by = speaking.attribution
        if by.speaker and by.manner is manner and breaks[min(at, known)] <= far:
            found[at] = carried(speaking, Manner.QUOTED)

    for at in range(1, len(found)):
        spread(at, at - 1, Manner.QUOTED, far=NEXT_PARAGRAPH)
    for at in range(len(found) - 2, -1, -1):
        spread(at, at + 1, Manner.QUOTED, far=0)
    for at in range(1, len(found)):
        # What follows the first of them has become speech of a named one itself.
        spread(at, at - 1, Manner.REPORTED, far=0)
        spread(at, at - 1, Manner.QUOTED, far=0)


def _is_speech(tokens: Sequence[Token], *, is_open: bool) -> bool:
    """Whether the statement stands in quotation marks from end to end, and is no mere name."""
    quoted, _ = quotation(tokens[:MAX_TOKENS], is_open=is_open)
    inside = [q for t, q in zip(tokens, quoted, strict=False) if t.is_word]
    return len(inside) >= MIN_QUOTED and all(inside)


def _spread_back(
    statements: Sequence[tuple[Statement, Sequence[Token]]],
    found: list[Speaking | None],
    text: str | None,
) -> None:
    """«Об этом сообщил X» gives X the sentence before, and those before it in its paragraph."""
    for at in range(1, len(found)):
        speaking = found[at]
        if speaking is None or not speaking.is_about_before:
            continue
        own = statements[at][0].sentence
        last = at
        while last > 0 and statements[last - 1][0].sentence == own:
            last -= 1
        for step in range(last - 1, -1, -1):
            back = own - statements[step][0].sentence
            after = statements[step + 1][0] if step + 1 < len(found) else None
            is_apart = after is not None and (
                text is None or "\n" in text[statements[step][0].span.stop : after.span.start]
            )
            if back > BACK or (is_apart and back > 1) or found[step] is not None:
                break
            if back > 1 and _breaks_off(statements[step + 1]):
                break
            found[step] = carried(speaking, Manner.REPORTED)
