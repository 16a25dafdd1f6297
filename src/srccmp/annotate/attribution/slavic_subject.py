"""Whose a Russian or Ukrainian verb of saying is."""

from __future__ import annotations

from dataclasses import replace

from srccmp.annotate.attribution.found import AS, LOCATIVE, NOMINATIVE, ON, REACH, RELATIVE
from srccmp.annotate.attribution.quotes import quoted_end
from srccmp.annotate.attribution.slavic_grammar import Grammar
from srccmp.annotate.cues import group, words
from srccmp.annotate.tokens import possible_feats
from srccmp.annotate.voices import (
    CASES,
    CLOSING,
    DROPPED,
    NOBODY,
    OPENING,
    PERSONAL,
    Voice,
    is_preposition,
    is_speaker,
    quoted_name,
    slavic_phrase,
)
from srccmp.words import is_known

OBLIQUE = frozenset({"gent", "datv", "accs", "ablt", "loct"})
SUBORDINATE = words("что що если якщо когда коли хотя хоча чи ли поскольку оскільки чтобы щоб")
# Adverbs of time that the dictionaries take for adjectives.
WHEN = words("позднее позже ранее раньше пізніше раніше")
ABOUT = words("более свыше около почти порядка понад майже близько")
AND = words("и і й та and")


class Subjects(Grammar):
    """The subjects of a statement's verbs."""

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
            step = quoted_end(tokens, after)  # «министр по делам "союза" Анна Орлова»
            if step + 1 < limit and tokens[step].lower in AND:  # «по бюджету и кадрам»
                step = slavic_phrase(tokens, step + 1, self.language, OBLIQUE) or step
        if step == stop or step >= limit or not tokens[step].is_capital:
            return stop
        if not possible_feats(tokens[step], self.language) & {"Name", "Surn"}:
            return stop
        after = slavic_phrase(tokens, step, self.language, NOMINATIVE)
        return after if after is not None and after <= limit else stop

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
