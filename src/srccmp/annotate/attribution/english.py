"""The voices of an English statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from srccmp.annotate.attribution.found import AS, MIN_QUOTED, WE, Found, is_shouted, is_topic
from srccmp.annotate.attribution.quotes import longest_quote, touches
from srccmp.annotate.cues import Match, find_cues, group, places, words
from srccmp.annotate.names import find_entities
from srccmp.annotate.tokens import Token
from srccmp.annotate.voices import (
    CLOSING,
    NOBODY,
    Voice,
    english_key,
    english_left,
    english_right,
    is_english_speaker,
)
from srccmp.model import EntityKind

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
SELF = WE | words("i my me myself i'm i've")
CONDITIONS = words("if unless whether")
OFFICIAL = 2  # words before a colon without capitals: "Port officials: …"
ASIDE = 22  # tokens of an apposition with its commas
MAX_HEADER = 3  # words of what names nobody before a colon ("Media reports: …")
PREFIX = 2  # letters of what is no word for itself before a dash
TRAILER_MARKS = frozenset(":-–—")
MAX_APPOSITION = 4  # words of a name behind a title and a comma


class English:
    """Everything that tells a voice in an English statement: set phrases, verbs, headlines."""

    def __init__(self, tokens: Sequence[Token], quoted: Sequence[bool]) -> None:
        self.tokens = tokens
        self.quoted = quoted
        self.has_speech = longest_quote(tokens, quoted) >= MIN_QUOTED
        self.lower = [token.lower for token in tokens]
        self.matches = find_cues(tokens, "en", "attribution")

    def found(self) -> Iterator[Found]:
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

    def _phrases(self) -> Iterator[Found]:
        for match in self.matches:
            if self.quoted[match.start]:
                continue
            cue = (match.start, match.stop)
            if match.group == "own":
                voice = Voice(start=0, stop=0, kind="own", key=None)
                yield Found(rank=0, at=match.start, cue=cue, voice=voice)
            elif match.group == "passive":
                yield Found(rank=3, at=match.start, cue=cue, voice=NOBODY)
            elif match.group in ("by-words", "by-adverb", "link", "announced-by"):
                if self.lower[match.stop : match.stop + 1] in (["him"], ["her"], ["them"]):
                    voice = Voice(start=0, stop=0, kind="pronoun", key=None)
                    yield Found(rank=0, at=match.start, cue=cue, voice=voice)
                    continue
                stop = english_right(self.tokens, match.stop)
                checked = self._checked(match.stop, stop)
                if checked is None and match.group == "by-words" and stop > match.stop:
                    checked = self._untold(match.stop, stop)
                if checked is None or self._is_rate(match, checked):
                    continue
                rank = {"outlet": 2, "unnamed": 1}.get(checked.kind, 0)
                yield Found(
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

    def _verbs(self) -> Iterator[Found]:
        own = [m for m in self.matches if m.group == "own"]
        say, relay, after_quote = (
            group("en", "say"),
            group("en", "relay"),
            group("en", "after-quote"),
        )
        for at in places(self.tokens, "en", "say", "relay", "after-quote"):
            token = self.tokens[at]
            is_say = say.has(token)
            is_relay = relay.has(token)
            is_after = after_quote.has(token) and (
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
            yield Found(rank=rank, at=at, cue=(at, at + 1), voice=voice)

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
        if voice is None or voice.kind == "pronoun":
            return voice
        before = self.lower[voice.start - 1] if voice.start else ""
        following = self.lower[at + 1] if at + 1 < len(self.lower) else ""
        is_inner = before == "than"  # "it got further than police said"
        is_inner = is_inner or (before in CONDITIONS and voice.stop <= at)  # "if Labour thinks"
        # "What research tells us", but: "in what police said was an accident".
        is_inner = is_inner or (before == "what" and following not in ENGLISH_BE)
        is_taught = self.tokens[at].lemma == "tell" and following in ("us", "you")
        if is_inner or (is_taught and not self._is_somebody(voice.start, voice.stop)):
            return None
        return None if self._is_doing(voice.start, voice.stop) else voice

    def _is_somebody(self, start: int, stop: int) -> bool:
        """Whether the words have a name or a role in them: «oceanography tells us» has none."""
        phrase = self.tokens[start:stop]
        return any(map(self._is_known_voice, phrase)) or bool(find_entities(phrase, "en"))

    def _is_doing(self, start: int, stop: int) -> bool:
        """«About calling someone up IRL suggest …»: what is done does not speak."""
        first = self.tokens[start:stop][:1]
        is_gerund = any(t.lower.endswith("ing") and not t.is_capital for t in first)
        return is_gerund and not any(map(self._is_known_voice, self.tokens[start:stop]))

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
            is_pronoun = self.lower[at + 1 : at + 2] in (["he"], ["she"], ["they"])
            # "Ann Smith, a nurse, says she supports it": the pronoun begins what is said.
            is_said = not is_after_speech and any(t.is_word for t in tokens[at + 2 : at + 3])
            if is_pronoun and not is_said:
                return Voice(start=0, stop=0, kind="pronoun", key=None)
            voice = None if is_pronoun else self._checked(at + 1, self._with_name(stop))
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
                (i for i in range(edge - 2, max(0, edge - ASIDE), -1) if tokens[i].text == ","),
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
                if voice is None:
                    return None
                is_role = voice.start == 0 or tokens[voice.start - 1].pos == "SIGN"
                is_role = is_role and self._is_known_voice(tokens[comma - 1])
                if tokens[voice.start].is_capital or is_role:
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
        is_age = stop > start and self.lower[stop - 1].endswith("old")  # "the 24-year-old said"
        is_noun = self.lower[start] in ("the", "a", "an", "his", "her") and (
            is_age or not any(t.pos in ("SIGN", "NUM") for t in self.tokens[start:stop])
        )
        if not (is_said and is_noun):
            return None
        voice = self._voice(start, stop)
        if is_age:
            return replace(voice, key=None)  # of whom, only the story tells
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

    def _acts(self) -> Iterator[Found]:
        """What is said by doing or by denying: "expressed regret", "denied the charge"."""
        acts, nouns = group("en", "act"), group("en", "act-noun")
        answers, addresses = group("en", "answer"), group("en", "address")
        for at in places(self.tokens, "en", "act", "answer", "address"):
            token = self.tokens[at]
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
                yield Found(rank=2, at=at, cue=(at, at + 1), voice=voice)

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

    def _participles(self) -> Iterator[Found]:
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
                yield Found(rank=2, at=at, cue=(at, at + 1), voice=voice)

    def _statements(self) -> Iterator[Found]:
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
                yield Found(rank=-1, at=at, cue=(at, at + 1), voice=voice)

    def _header(self) -> Iterator[Found]:
        tokens = self.tokens
        colon = next((i for i, t in enumerate(tokens[:7]) if t.text == ":"), None)
        if colon is None or colon == 0 or len(tokens) - colon < 4 or any(self.quoted[:colon]):
            return
        name = tokens[:colon]
        if self._is_unnamed_header(name):
            voice = Voice(start=0, stop=colon, kind="unnamed", key=None)
            yield Found(rank=1, at=0, cue=(colon, colon + 1), voice=voice)
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
            if is_topic(tokens, colon, self.quoted, "en") or self._is_dateline(colon):
                return
        yield Found(rank=0, at=0, cue=(colon, colon + 1), voice=self._voice(0, colon))

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
        # "Background: …"; a surname that is a word as well ("Fox: we will sail") speaks of itself.
        is_common = is_common or not (find_entities(name, "en") or self._is_own_word(len(name)))
        return last.is_word and not is_common and self.tokens[len(name) + 1].text not in "@/#"

    def _is_dateline(self, colon: int) -> bool:
        """«LEEDS: two ferries sank»: a long name in capitals tells where it was written, unless
        whoever has it speaks of themselves."""
        name = self.tokens[:colon]
        if not is_shouted(name):
            return False
        is_person = any(e.kind is EntityKind.PERSON for e in find_entities(name, "en"))
        return not (is_person or self._is_own_word(colon))

    def _is_own_word(self, colon: int) -> bool:
        """Whether what stands behind the colon is said by somebody of themselves, or in marks."""
        is_self = any(t.lower in SELF for t in self.tokens[colon + 1 :])
        return is_self or sum(self.quoted[colon:]) >= MIN_QUOTED

    def _trailer(self) -> Iterator[Found]:
        """«Ferry sold: report», «Ferry sold - officials», «No talks this week: Kremlin»."""
        tokens = self.tokens
        stop = len(tokens)
        marks = [i for i in range(max(3, stop - 6), stop - 1) if tokens[i].text in TRAILER_MARKS]
        if not marks or any(self.quoted[marks[-1] :]):
            return
        at = marks[-1]
        is_inner = touches(tokens, at) or touches(tokens, at - 1 - (marks[-2:-1] == [at - 1]))
        if tokens[at].text != ":" and is_inner:
            return  # a hyphen
        if tokens[at].text != ":" and len(tokens[at - 1].text) <= PREFIX:
            return  # "three co - workers"
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
            yield Found(rank=1, at=at, cue=(at, at + 1), voice=voice)

    def _says_something(self, stop: int) -> bool:
        return sum(t.is_word for t in self.tokens[:stop]) > MAX_HEADER

    def _is_site(self, at: int, last: Token) -> bool:
        """«Ferry sold - Harbour Times»: whose page it is."""
        return self.tokens[at].text != ":" and group("en", "outlet").has(last)
