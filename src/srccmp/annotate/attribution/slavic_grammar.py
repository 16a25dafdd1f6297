"""The grammar by which Russian and Ukrainian voices are found: clauses, agreement, cases."""

from __future__ import annotations

from collections.abc import Sequence

from srccmp.annotate.attribution.found import (
    AS,
    DASHES,
    GENITIVE,
    IN,
    LOCATIVE,
    MIN_QUOTED,
    PROMISES,
    REACH,
    RELATIVE,
)
from srccmp.annotate.attribution.quotes import longest_quote
from srccmp.annotate.cues import find_cues, group, words
from srccmp.annotate.tokens import Token, possible_feats
from srccmp.annotate.voices import (
    DROPPED,
    OPENING,
    Voice,
    is_inside,
    is_speaker,
    slavic_key,
    slavic_phrase,
)
from srccmp.words import is_known

PLATFORMS = words("""
telegram телеграм телеграмм телеграме twitter твіттер твиттер твіттері твиттере facebook фейсбук
фейсбуці фейсбуке instagram інстаграм инстаграм інстаграмі инстаграме youtube ютуб ютубі x whatsapp
viber tiktok linkedin
""")
GENDERS = frozenset({"masc", "femn", "neut"})
CONDITIONS = words("если ежели якщо")
MODALS = words("можно нельзя нужно надо необходимо можна треба потрібно необхідно слід варто")
ALSO = words("и і й")


class Grammar:
    """One statement's words, and what stands with what."""

    def __init__(self, tokens: Sequence[Token], language: str, quoted: Sequence[bool]) -> None:
        self.tokens = tokens
        self.language = language
        self.quoted = quoted
        self.matches = find_cues(tokens, language, "attribution")
        self.say = group(language, "say")
        self.relay = group(language, "relay")
        self.after_quote = group(language, "after-quote")

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

    def _is_inner(self, at: int) -> bool:
        """«Если мэр считает», «можно сказать», a relative clause: nobody says it here."""
        for token in reversed(self.tokens[max(0, at - REACH) : at]):
            if token.lower in CONDITIONS:
                return True
            if token.pos == "SIGN" and token.text in ",.;:":
                break
        is_modal = at > 0 and self.tokens[at - 1].lower in MODALS
        return is_modal or self._is_relative(at)

    def _is_as(self, at: int) -> bool:
        """«Как сообщил», «как и обещал мэр»; «как и в 2015 году» only compares."""
        following = self.tokens[at + 1 : at + 3]
        if self.tokens[at].lower not in AS:
            return False
        return not (following and following[0].lower in ALSO and following[-1].pos != "VERB")

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

    def _is_single(self, start: int, stop: int) -> bool:
        head = next((t for t in self.tokens[start:stop] if t.pos == "NOUN"), self.tokens[start])
        return "plur" not in head.feats or self._could_be(head, "sing")

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

    def _author(self, at: int) -> Voice | None:
        """«Сообщили на странице порта»: whose the page or the statement at ``at`` is."""
        tokens = self.tokens
        while at < len(tokens) and tokens[at].pos in ("ADJF", "PRTF"):
            at += 1
        if at >= len(tokens) or not group(self.language, "document").has(tokens[at]):
            return None
        stop = slavic_phrase(tokens, at + 1, self.language, GENITIVE)
        return self._checked(at + 1, stop) if stop is not None else None

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

    def _long_quote(self) -> bool:
        return longest_quote(self.tokens, self.quoted) >= MIN_QUOTED

    def _inside(self, at: int, start: int) -> Voice | None:
        """«В МИД считают»: a verb in the plural without a subject, and a body that it is in."""
        for step in range(start, at):
            if self.tokens[step].lower not in IN or self.quoted[step]:
                continue
            stop = slavic_phrase(self.tokens, step + 1, self.language, LOCATIVE)
            if stop is not None and stop <= at and self._is_body(step + 1, stop):
                return self._voice(step + 1, stop)
        return None

    def _is_aside(self, at: int) -> bool:
        """Whether the verb stands in «как сообщил X, …»."""
        start = next((i for i in range(at, max(-1, at - 6), -1) if self.tokens[i].text == ","), -1)
        start = start if start >= 0 else max(0, at - 6)
        return any(t.lower in AS for t in self.tokens[start : start + 2])
