"""The voices of a Russian or Ukrainian statement."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.annotate.attribution.found import (
    DASHES,
    GENITIVE,
    IN,
    NOMINATIVE,
    ON,
    PROMISES,
    REACH,
    Found,
    is_topic,
)
from srccmp.annotate.attribution.slavic_subject import Subjects
from srccmp.annotate.cues import group, places, words
from srccmp.annotate.tokens import Token, possible_feats
from srccmp.annotate.voices import (
    DROPPED,
    NOBODY,
    OPENING,
    PERSONAL,
    Voice,
    is_speaker,
    slavic_phrase,
)
from srccmp.words import is_known

DATIVE = frozenset({"datv"})
INSTRUMENTAL = frozenset({"ablt"})
CITING = frozenset({"цитировать", "процитировать", "цитувати", "процитувати"})
ACCUSATIVE = frozenset({"accs"})
WHOSE = words("его её ее их його її їх")
NAMING = frozenset({"назвать", "называть", "назвати", "називати"})


class Slavic(Subjects):
    """Everything that tells a voice: set phrases, verbs, acts, documents, headlines."""

    def found(self) -> Iterator[Found]:
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

    def _phrases(self) -> Iterator[Found]:
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
                yield Found(rank=0, at=match.start, cue=cue, voice=voice)
            elif match.group == "by-pronoun":
                voice = Voice(start=0, stop=0, kind="pronoun", key=None)
                yield Found(rank=0, at=match.start, cue=cue, voice=voice)
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
                yield Found(rank=rank, at=match.start, cue=cue, voice=voice_found)

    def _verbs(self) -> Iterator[Found]:
        own = [m for m in self.matches if m.group == "own"]
        for at in places(self.tokens, self.language, "say", "relay", "after-quote"):
            token = self.tokens[at]
            is_relay = self.relay.has(token)
            is_after = self.after_quote.has(token) and self._long_quote()
            if not (self.say.has(token) or is_relay or is_after) or self.quoted[at]:
                continue
            if not self._is_finite(token) or self._is_negated(at) or self._is_inner(at):
                continue
            if any(match.start <= at < match.stop for match in own):
                continue
            voice = self._cited(at) or self._subject(at)
            if voice is None or not self._brings_words(at, voice, is_relay=is_relay or is_after):
                continue
            rank = 0
            is_relay = is_relay and self._cited(at) is None
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
            yield Found(rank=rank, at=at, cue=(at, at + 1), voice=voice)
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
                yield Found(rank=3, at=at, cue=(at, at + 1), voice=NOBODY)

    def _cited(self, at: int) -> Voice | None:
        """«…», цитирует мэра агентство: whom it cites."""
        if self.tokens[at].lemma not in CITING:
            return None
        stop = slavic_phrase(self.tokens, at + 1, self.language, ACCUSATIVE)
        if stop is None:
            return None
        nouns = [t for t in self.tokens[at + 1 : stop] if t.pos == "NOUN"]
        is_object = any("anim" in t.feats and "nomn" not in t.feats for t in nouns)
        return self._checked(at + 1, stop) if is_object else None

    def _acts(self) -> Iterator[Found]:
        """What is said by doing: «выразил сожаление», «отвергла версию», «заявлен протест»."""
        acts, nouns = group(self.language, "act"), group(self.language, "act-noun")
        claims = group(self.language, "claim-noun")
        for at in places(self.tokens, self.language, "act", "answer"):
            token = self.tokens[at]
            is_act = acts.has(token)
            if self.quoted[at]:
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
            if self._is_negated(at) or self._is_inner(at):
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
            yield Found(rank=1, at=at, cue=(at, at + 1), voice=voice)

    def _addresses(self) -> Iterator[Found]:
        """«Порт обвинил союз в задержке»: what is told is the subject's word."""
        for at in places(self.tokens, self.language, "address"):
            if self.quoted[at] or not self._is_finite(self.tokens[at]):
                continue
            if self._is_negated(at) or self._is_inner(at):
                continue
            voice = self._subject_left(at)
            if voice is None and self._pronoun_before(at):
                voice = Voice(start=0, stop=0, kind="pronoun", key=None)
            if voice is None or self.tokens[voice.start].text in OPENING:
                continue
            yield Found(rank=2, at=at, cue=(at, at + 1), voice=voice)

    def _is_impersonal(self, at: int) -> bool:
        """«Отмечено, что», «как сообщается»: no subject of its own."""
        if self.tokens[at].pos == "VERB":
            return True
        return self._brings_clause(at)

    def _brings_words(self, at: int, voice: Voice, *, is_relay: bool) -> bool:
        """Whether the verb brings in words, and is not "отметить праздник"."""
        tokens = self.tokens
        strong = group(self.language, "strong")
        before = tokens[at - 1] if at else None
        is_beside_quote = any(self.quoted) and self._long_quote()
        is_after_sign = before is not None and before.pos == "SIGN" and at > 2
        starts = any(map(self._is_as, (self._clause_start(at), *range(max(0, at - 6), at))))
        about = any(
            m.group == "about-this" and m.start < 3 and m.stop > m.start + 1 for m in self.matches
        )
        brings = self._brings_clause(at) or is_beside_quote or is_after_sign or starts or about
        if voice.kind == "dropped" or (voice.kind == "unnamed" and voice.start == voice.stop):
            is_alone = is_after_sign and (at + 1 == len(tokens) or tokens[at + 1].pos == "SIGN")
            return self._brings_clause(at) or is_beside_quote or is_alone
        return brings or (strong.has(tokens[at]) and not is_relay)

    def _documents(self) -> Iterator[Found]:
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
                yield Found(rank=0, at=at, cue=(at, at + 1), voice=voice or DROPPED)
                break

    def _header(self) -> Iterator[Found]:
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
        yield Found(rank=0, at=0, cue=(colon, colon + 1), voice=self._voice(0, colon))

    def _trailer(self) -> Iterator[Found]:
        """«Пакет готов - Шольц»: a headline that ends with its speaker."""
        tokens = self.tokens
        dash = next((i for i in range(len(tokens) - 2, 4, -1) if tokens[i].text in DASHES), None)
        if dash is None or len(tokens) - dash > 8 or any(self.quoted[dash:]):
            return
        is_apart = (
            tokens[dash - 1].span.stop < tokens[dash].span.start
            and tokens[dash].span.stop < tokens[dash + 1].span.start
        )
        is_said = tokens[dash - 1].text == "," or any(self._is_predicate(t) for t in tokens[:dash])
        if not is_apart or not is_said:
            return
        start = dash + 1
        if slavic_phrase(tokens, start, self.language, NOMINATIVE) != len(tokens):
            return
        last = tokens[-1]
        feats = possible_feats(last, self.language) | last.feats
        bodies = group(self.language, "organisation")
        is_body = last.is_capital and (bodies.has(last) or bodies.has(tokens[start]))
        is_body = is_body or (last.text.isupper() and len(last.text) > 1 and "Geox" not in feats)
        is_person = (
            last.is_capital
            and not feats & {"Geox", "Orgn"}
            and (bool(feats & PERSONAL) or not is_known(last.lower, self.language))
        )
        if is_body or is_person:
            yield Found(
                rank=0, at=dash, cue=(dash, dash + 1), voice=self._voice(start, len(tokens))
            )

    def _is_predicate(self, token: Token) -> bool:
        return token.pos in ("VERB", "PRTS", "PRED")
