"""Whether a statement affirms or denies, and how sure it is.

No parser: a statement is cut into clauses at its signs and conjunctions, and each negation is read
with the words that it stands before. Only what is done to the main predicate makes a statement
denied; a negation in a relative clause, a condition or a contrast is kept as a detail, with its
scope, because the judge needs to know which words are denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from srccmp.annotate.cues import LANGUAGES, Match, find_cues, group, words
from srccmp.annotate.tokens import Token, parse
from srccmp.annotate.voices import OPENING, is_preposition, quoted_name
from srccmp.model import Certainty, Cue, Modality, Polarity, Span

ClauseKind = Literal["main", "content", "local", "condition"]

FINITE = frozenset({"VERB", "PRTS", "PRED"})
# Short adjectives are predicates, but Ukrainian dictionaries give the mark to few words.
PREDICATES = FINITE | {"INFN", "ADJS"}
SIGNS_THAT_CUT = frozenset(',;:()—–-«»“”"…!?.')

# Verbs that take the predicate proper with them: "не мог прийти", "не був пошкоджений".
AUXILIARIES = words("""
    быть стать мочь смочь хотеть захотеть удаться успеть намереваться собираться пытаться
    бути стати могти змогти хотіти захотіти вдатися встигнути збиратися намагатися""")
# Adjectives that are predicates with an infinitive; Ukrainian dictionaries mark no short forms.
PREDICATIVE = words("""
    должен должна должно должны обязан обязана обязаны готов готова готовы намерен намерена
    намерены способен способна способны вправе
    повинен повинна повинно повинні готовий готова готові здатен здатний здатна здатні
    зобов'язаний зобов'язана зобов'язані певен певна певні згоден згодна згодні
    впевнений впевнена впевнені
""")
COPULAS = words(
    "быть стать являться оказаться бути стати являтися виявитися be become prove remain"
)

# What a clause begins with tells what it is to the clause before it.
AS = frozenset({"как", "як"})
RELATIVE = frozenset({"который", "чей", "який", "котрий", "чий"})
CONTENT = frozenset({"что", "что-то", "що", "будто", "якобы", "нібито", "мовляв", "that"})
CONDITION = frozenset({"если", "якщо", "якби", "if", "unless"})
SUBORDINATE = words("""
    чтобы чтоб щоб хотя хоча потому поскольку оскільки бо когда коли пока поки доки прежде перш
    где де куда куди откуда звідки после після несмотря попри кто хто
    because although though while when after before since until as so whereas""")
UNTIL = frozenset({"пока", "поки", "доки", "допоки"})
ENGLISH_RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})
ENGLISH_CUTS = (
    ENGLISH_RELATIVE
    | CONDITION
    | words("that because although though while when until and but so after before since")
)
ENGLISH_AUXILIARIES = words("""
    is are was were am be been being has have had do does did will would can could may might shall
    should must 's""")
ENGLISH_DETERMINERS = words("the a an any his her its their our my your this these")
ENGLISH_PREPOSITIONS = words("with in at of for by on from to under amid despite")
ENGLISH_MERELY = words("just all only pure mere simply total complete another old new internet")
NOUN_BEFORE_SUSPECT = ENGLISH_DETERMINERS | words(
    "another that main prime murder second first 's of and one two three four five other"
)

ENGLISH_ASKING = words("ask wonder see know check unclear doubt decide question test say")
# Words of a question that takes its matter for known.
WH_WORDS = words("""
    кто что где куда откуда когда почему зачем как сколько какой чей который
    хто що де куди звідки коли чому навіщо як скільки який чий котрий
    who what where when why how which whose whom
""")
MIN_QUESTION = 2  # words
OPENING_MARKS = frozenset('«“„"')
MAX_KEPT_AWAY = 2  # words in marks; more are somebody's

# No sentence is longer: what goes on is a table or a text without signs, and is not searched.
MAX_TOKENS = 600
CLAIM_REACH = 4  # tokens behind a verb of denial within which what it denies is named
MAX_SCOPE = 8  # tokens; what is denied is a phrase, not a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """Words that deny (``span``) and the words that they deny (``scope``), both in the article.

    ``kind`` is ``predicate``, ``phrase`` (a noun phrase or an adverb), ``existence`` (нет, немає,
    no), ``without``, ``denial`` (a verb or noun that denies), ``false`` (a predicate that calls the
    subject untrue), ``prefix`` (a participle with не-) or ``affirming`` (it denies nothing: "not
    only", "не вперше"). ``is_main`` tells that the statement as a whole is denied by it.
    """

    span: Span
    scope: Span
    kind: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    stop: int
    kind: ClauseKind
    is_contrast: bool = False  # begins with "a", "но", "but": the second half of a pair


def negations(tokens: Sequence[Token], language: str) -> tuple[Negation, ...]:
    """Every negation of a statement with its scope, from left to right.

    >>> from srccmp.annotate.tokens import tokenize
    >>> text = "Мост не выдержал нагрузки"
    >>> [(n.kind, n.scope.of(text)) for n in negations(tokenize(text, "ru"), "ru")]
    [('predicate', 'выдержал')]
    """
    return _Reader(tokens, language).negations()


def find_modality(tokens: Sequence[Token], language: str) -> Modality:
    """Polarity and certainty of a statement, with the words that they rest on.

    >>> from srccmp.annotate.tokens import tokenize
    >>> found = find_modality(tokenize("The bridge probably did not hold", "en"), "en")
    >>> found.polarity.value, found.certainty.value
    ('denied', 'hedged')
    """
    reader = _Reader(tokens, language)
    denials = reader.negations()
    cues = [
        Cue(
            span=found.span,
            kind="affirming"
            if found.kind == "affirming"
            else "negation"
            if found.is_main
            else "negation-local",
        )
        for found in denials
    ]
    soft = reader.certainty_cues()
    kinds = {cue.kind for cue in soft}
    certainty = Certainty.ASSERTED
    if "alleged" in kinds:
        certainty = Certainty.ALLEGED
    elif "hedge" in kinds:
        certainty = Certainty.HEDGED
    is_denied = any(found.is_main for found in denials)
    return Modality(
        polarity=Polarity.DENIED if is_denied else Polarity.AFFIRMED,
        certainty=certainty,
        cues=tuple(sorted((*cues, *soft), key=lambda cue: (cue.span, cue.kind))),
    )


class _Reader:
    """One statement's tokens with their clauses and cues; read once for all questions."""

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self.tokens = tokens[:MAX_TOKENS]
        tokens = self.tokens
        self.language = language
        self.matches = find_cues(tokens, language, "modality")
        self.denials = {m.start for m in self.matches if m.group in ("denial", "denial-of-claim")}
        self.clauses = self._cut()
        self.main = self._main_clause()

    # Clauses

    def _cut(self) -> tuple[_Clause, ...]:
        starts = [0]
        name_stop = 0
        for at, token in enumerate(self.tokens):
            if token.text in OPENING:
                name_stop = max(name_stop, quoted_name(self.tokens, at))
            if token.text in SIGNS_THAT_CUT and at >= name_stop:
                starts.append(at + 1)
            elif self.language == "en" and token.lower in ENGLISH_CUTS and at > 0:
                starts.append(at)
        stops = [*starts[1:], len(self.tokens)]
        found: list[_Clause] = []
        for start, stop in zip(starts, stops, strict=True):
            end = (
                stop - 1 if stop > start and self.tokens[stop - 1].text in SIGNS_THAT_CUT else stop
            )
            if end > start:
                found.append(self._clause(start, end, found))
        return tuple(found)

    def _clause(self, start: int, stop: int, before: Sequence[_Clause]) -> _Clause:
        opening = self.tokens[start : min(stop, start + 3)]
        first = opening[0]
        last = before[-1] if before else None
        is_contrast = first.lower in ("а", "но", "але", "проте", "однако", "but")
        if any(word.lemma in RELATIVE for word in opening[:2]):
            return _Clause(start, stop, "local")
        if self.language == "en" and first.lower in ENGLISH_RELATIVE:
            return _Clause(start, stop, "local")
        if self.language == "en" and last is not None and first.lower.endswith(("ed", "ing")):
            return _Clause(start, stop, "local")  # "the details, announced in May, were not …"
        if first.lower in CONDITION:
            return _Clause(start, stop, "condition")
        if first.lower in CONTENT:
            return _Clause(start, stop, "content" if self._expects_content(last) else "local")
        if first.lower in UNTIL and self._is_so_far(start, stop):
            return _Clause(start, stop, "main")
        if first.lower in SUBORDINATE and not (first.lower == "so" and last is None):
            return _Clause(start, stop, "local")
        if first.lower in AS and self._only_says(start, stop):
            return _Clause(start, stop, "local")  # «Мост, как сообщается, не открыт»
        if self._is_participial(opening, start, stop, is_first=last is None):
            return _Clause(start, stop, "local")
        if is_contrast:
            return _Clause(start, stop, "main", is_contrast=True)
        if last is not None and not self._predicates(start, stop) and last.kind != "condition":
            return _Clause(start, stop, last.kind, is_contrast=last.is_contrast)
        return _Clause(start, stop, "main")

    def _only_says(self, start: int, stop: int) -> bool:
        """Whether all verbs of the clause tell that something is said."""
        say = group(self.language, "say").lemmas | group(self.language, "relay").lemmas
        passive = group(self.language, "passive").forms
        predicates = self._predicates(start, stop)
        return bool(predicates) and all(
            self.tokens[at].lemma in say or self.tokens[at].lower in passive for at in predicates
        )

    def _is_so_far(self, start: int, stop: int) -> bool:
        """«…, пока не сообщается» is "not yet"; before a perfective verb it is "until"."""
        verb = next((t for t in self.tokens[start:stop] if t.pos in FINITE), None)
        is_negated = any(t.lower == "не" for t in self.tokens[start : min(stop, start + 2)])
        return is_negated and verb is not None and not (verb.pos == "VERB" and "perf" in verb.feats)

    def _is_participial(
        self, opening: Sequence[Token], start: int, stop: int, *, is_first: bool
    ) -> bool:
        first = opening[1] if opening[0].lower == "не" and len(opening) > 1 else opening[0]
        if first.pos == "GRND":
            return first.lemma not in ("судить", "судити")  # "судя по всему" hedges
        # "Пострадавшие не обращались": a subject, not a phrase that hangs on one.
        return first.pos == "PRTF" and not is_first and not self._predicates(start, stop)

    def _expects_content(self, clause: _Clause | None) -> bool:
        """Whether a verb of saying, knowing or denying stands in the clause before "that"."""
        if clause is None:
            return True
        say = group(self.language, "say").lemmas | group(self.language, "denial").lemmas
        passive = group(self.language, "passive").forms | group(self.language, "alleged").forms
        thinking = {"знать", "знати", "известно", "відомо", "know", "clear", "понятно", "зрозуміло"}
        return self.language != "en" or any(
            token.lemma in say or token.lower in passive or token.lemma in thinking
            for token in self.tokens[max(clause.start, clause.stop - 3) : clause.stop]
        )

    def _predicates(self, start: int, stop: int) -> list[int]:
        """Indexes of the words that can be the predicate of [start, stop)."""
        if self.language == "en":
            irregular = group("en", "irregular").forms
            say = group("en", "say").lemmas
            return [
                at
                for at in range(start, stop)
                if self.tokens[at].lower in ENGLISH_AUXILIARIES
                or self.tokens[at].lower.endswith("n't")
                or (self.tokens[at].lower.endswith("ed") and not self._is_attribute(at))
                or self.tokens[at].lower in irregular
                or self.tokens[at].lower in ("cannot", "nobody", "none", "never")
                or (self.tokens[at].lower == "no" and not self._is_answer(at))
                or (self.tokens[at].lemma in say and self.tokens[at].lower.endswith("s"))
                or at in self.denials
            ]
        return [
            at
            for at in range(start, stop)
            if self.tokens[at].pos in FINITE
            or self.tokens[at].pos == "ADJS"
            or self.tokens[at].lower in PREDICATIVE
            or self.tokens[at].lower in ("нет", "немає", "нема")
        ]

    def _is_answer(self, at: int) -> bool:
        """«No, the ferry has not sunk»: a word for itself."""
        return at == 0 and self.tokens[1:2] != () and self.tokens[1].text == ","

    def _is_attribute(self, at: int) -> bool:
        """Whether an English participle stands before its noun ("the wounded man")."""
        return at > 0 and self.tokens[at - 1].lower in ENGLISH_DETERMINERS

    def _main_clause(self) -> _Clause | None:
        """The first clause that says something of its own: not "X said", but what X said."""
        for index, clause in enumerate(self.clauses):
            if clause.kind in ("local", "condition"):
                continue
            predicates = self._predicates(clause.start, clause.stop)
            if not predicates and not self._has_negation(clause):
                continue
            later = self.clauses[index + 1 :]
            if clause.kind == "content" and self._hangs_on_noun(index, later):
                continue
            if predicates and self._is_matrix(clause, predicates, later, is_first=index == 0):
                continue
            return clause
        return None

    def _is_matrix(
        self,
        clause: _Clause,
        predicates: Sequence[int],
        later: Sequence[_Clause],
        *,
        is_first: bool,
    ) -> bool:
        """«X сказал» before or between the words of X, «известно» before "that"."""
        if any(self._is_negated(at) for at in predicates):
            return False
        say = group(self.language, "say").lemmas | group(self.language, "relay").lemmas
        passive = group(self.language, "passive").forms
        says = all(
            self.tokens[at].lemma in say or self.tokens[at].lower in passive for at in predicates
        )
        if says and any(c.kind == "content" for c in later):
            return True
        if says and not is_first and predicates[0] == clause.start:
            return any(c.kind == "main" and self._predicates(c.start, c.stop) for c in later)
        denial = group(self.language, "denial").lemmas
        last = self.tokens[predicates[-1]]
        is_close = predicates[-1] >= clause.stop - 2 and bool(later) and later[0].kind == "content"
        if self.language == "en":
            return is_close and last.lemma in say  # "took the stand and testified that"
        return is_close and last.lemma not in denial

    def _hangs_on_noun(self, index: int, later: Sequence[_Clause]) -> bool:
        """«Слух о том, что мост закрыт, не подтвердился»: the main verb comes after the clause."""
        if any(self._predicates(c.start, c.stop) for c in self.clauses[:index]):
            return False
        say = group(self.language, "say").lemmas
        return any(
            clause.kind == "main"
            and any(
                self.tokens[i].lemma not in say or self._is_negated(i)
                for i in self._predicates(*_ends(clause))
            )
            for clause in later
        )

    def _has_negation(self, clause: _Clause) -> bool:
        return any(
            match.group in ("negation", "no-such", "false")
            and not self._is_answer(match.start)
            and clause.start <= match.start
            and match.stop <= clause.stop
            for match in self.matches
        )

    def _is_negated(self, at: int) -> bool:
        return at > 0 and self.tokens[at - 1].lower in group(self.language, "negation").forms

    def _clause_of(self, at: int) -> _Clause:
        return next(
            (clause for clause in self.clauses if clause.start <= at < clause.stop),
            _Clause(0, len(self.tokens), "main"),
        )

    # Negations

    def negations(self) -> tuple[Negation, ...]:
        found = []
        for match in self.matches:
            reader = {
                "negation": self._negated,
                "no-such": self._no_such,
                "without": self._without,
                "affirming": self._affirming,
                "denial": self._denial,
                "denial-of-claim": self._denial,
                "denial-noun": self._denial_noun,
                "false": self._false,
            }.get(match.group)
            negation = reader(match) if reader else None
            if negation is not None:
                found.append(negation)
        found.extend(self._prefixed())
        return tuple(sorted(found, key=lambda negation: negation.span))

    def _make(
        self, match: Match, scope: tuple[int, int], kind: str, *, is_main: bool
    ) -> Negation | None:
        start, stop = scope
        if start >= stop:
            start, stop = match.start, match.stop
        return Negation(
            span=_span(self.tokens, match.start, match.stop),
            scope=_span(self.tokens, start, stop),
            kind=kind,
            is_main=is_main,
        )

    def _negated(self, match: Match) -> Negation | None:
        clause = self._clause_of(match.start)
        at = match.stop
        is_last = not any(t.is_word for t in self.tokens[at : clause.stop])
        if is_last and self.language == "en" and match.start > clause.start + 1:
            # "The bridge held and the road did not": what did not is told before.
            is_only = len(self._predicates(clause.start, match.start)) <= 1
            is_main = is_only and clause is self.main and not self._is_joined(match.start, clause)
            return self._make(match, (clause.start, match.start), "predicate", is_main=is_main)
        if at >= clause.stop:
            return None
        if self._is_pleonastic(match.start, clause):
            return self._make(match, (match.start, match.stop), "affirming", is_main=False)
        if self.language == "en":
            return self._negated_english(match, clause)
        while at < clause.stop - 1 and self.tokens[at].pos == "ADVB":
            at += 1
        token = self.tokens[at]
        if token.pos in PREDICATES or token.lower in PREDICATIVE:
            scope = (at, self._predicate_stop(at, clause.stop))
            return self._make(match, scope, "predicate", is_main=self._is_main(match.start, clause))
        at = match.stop
        scope = (at, self._phrase_stop(at, clause.stop))
        if self.tokens[at].pos in ("GRND", "PRTF"):
            return self._make(match, (at, at + 1), "predicate", is_main=False)
        others = [
            i
            for i in self._predicates(clause.start, clause.stop)
            if self.tokens[i].lemma not in COPULAS
        ]
        is_nominal = not others and clause is self.main and not self._goes_on_in_contrast(clause)
        # A nominal sentence has its subject before the negation: «Причина не в погоде».
        subject = self.tokens[clause.start + clause.is_contrast : match.start]
        is_nominal = is_nominal and any(t.pos in ("NOUN", "NPRO", "PRCL", "ADJF") for t in subject)
        return self._make(match, scope, "phrase", is_main=is_nominal)

    def _is_joined(self, at: int, clause: _Clause) -> bool:
        """Whether "and" or "but" begins the half of the clause that ends in the negation."""
        first = max(1, clause.start)
        return any(t.lower in ("and", "but", "while") for t in self.tokens[first:at])

    def _is_pleonastic(self, at: int, clause: _Clause) -> bool:
        if self.language == "en":
            return False
        return (
            at > clause.start
            and self.tokens[clause.start].lower in UNTIL
            and not self._is_so_far(clause.start, clause.stop)
        )

    def _goes_on_in_contrast(self, clause: _Clause) -> bool:
        index = self.clauses.index(clause)
        return any(
            later.is_contrast and self.tokens[later.start].lower in ("а", "но", "але", "but")
            for later in self.clauses[index + 1 : index + 2]
        )

    def _is_main(self, at: int, clause: _Clause) -> bool:
        """Whether the negation at ``at`` denies the predicate of the main clause."""
        if clause is not self.main:
            return False
        say = group(self.language, "say").lemmas
        before = [
            i
            for i in self._predicates(clause.start, at)
            if self.tokens[i].lemma not in COPULAS and self.tokens[i].lemma not in say
        ]
        return not before

    def _predicate_stop(self, at: int, limit: int) -> int:
        stop = at + 1
        while (
            stop < limit
            and (
                self.tokens[stop - 1].lemma in AUXILIARIES
                or self.tokens[stop - 1].lower in PREDICATIVE
            )
            and (
                self.tokens[stop].pos in ("PRTS", "INFN", "ADJS")
                or "pssv" in self.tokens[stop].feats
                or "Impe" in self.tokens[stop].feats
                or _is_infinitive(self.tokens[stop])
            )
        ):
            stop += 1
        return stop

    def _phrase_stop(self, at: int, limit: int) -> int:
        """The end of the noun phrase that begins at ``at``: its head and what hangs on it."""
        stop = at
        has_head = False
        while stop < min(limit, at + MAX_SCOPE):
            token = self.tokens[stop]
            after = quoted_name(self.tokens, stop)
            if stop < after <= limit:
                has_head = True
                stop = after
                continue
            if not has_head and token.pos == "CONJ":
                break
            if not has_head:
                has_head = token.pos in ("NOUN", "NPRO", "ADVB", "INFN", "") and token.pos != "SIGN"
            elif not (
                (token.pos in ("NOUN", "ADJF", "PRTF") and token.feats & {"gent", "Fixd", "Abbr"})
                or (token.is_capital and token.is_word)
            ):
                break
            stop += 1
        return stop

    def _negated_english(self, match: Match, clause: _Clause) -> Negation | None:
        at = match.stop
        limit = clause.stop
        lower = [token.lower for token in self.tokens]
        while at < limit - 1 and (
            (lower[at].endswith("ly") and lower[at] not in ("only", "family"))
            or lower[at] in ("yet", "even", "ever", "also", "actually", "have")
        ):
            at += 1
        stop = at + 1
        if lower[at] in ("be", "been", "being"):
            stop = min(limit, stop + 1)
        elif lower[at] in ENGLISH_DETERMINERS:
            stop = min(limit, stop + 1)
            while stop < limit and self.tokens[stop].is_capital:
                stop += 1
        before = lower[match.start - 1] if match.start else ""
        # "the pilot, not the navigator"; "said not to know": no verb of its own before it.
        is_predicate = match.start > clause.start or lower[match.start] != "not"
        is_predicate = is_predicate and lower[at] != "to" and before not in ("and", "but", "or")
        is_main = is_predicate and self._is_main_english(match.start, clause)
        return self._make(
            match, (at, stop), "predicate" if is_predicate else "phrase", is_main=is_main
        )

    def _is_main_english(self, at: int, clause: _Clause) -> bool:
        if clause is not self.main:
            return False
        say = group("en", "say").lemmas
        passives = group("en", "passive").forms
        before = [
            i
            for i in self._predicates(clause.start, at)
            if self.tokens[i].lower not in ENGLISH_AUXILIARIES
            and self.tokens[i].lemma not in say
            and self.tokens[i].lower not in passives
        ]
        return not before

    def _no_such(self, match: Match) -> Negation | None:
        clause = self._clause_of(match.start)
        at = match.stop
        if self.language == "en":
            before = self.tokens[match.start - 1].lower if match.start else ""
            if self.tokens[match.start].text == "No" and at < len(self.tokens):
                following = self.tokens[at]
                if following.pos == "NUM" or following.text == "." or self._is_answer(match.start):
                    return None
            stop = min(clause.stop, at + 1)
            is_main = clause is self.main and before not in ENGLISH_PREPOSITIONS
            return self._make(match, (at, stop), "existence", is_main=is_main)
        stop = self._phrase_stop(at, clause.stop)
        if stop == at or not self.tokens[at].feats & {"gent"}:
            scope = (clause.start, match.start)  # «Жертв нет»: what is not there stands before
        else:
            scope = (at, stop)
        return self._make(match, scope, "existence", is_main=clause is self.main)

    def _without(self, match: Match) -> Negation | None:
        clause = self._clause_of(match.start)
        stop = self._phrase_stop(match.stop, clause.stop)
        if self.language == "en":
            stop = min(clause.stop, match.stop + 1)
        return self._make(match, (match.stop, stop), "without", is_main=False)

    def _affirming(self, match: Match) -> Negation | None:
        clause = self._clause_of(match.start)
        start = min(match.start + 1, match.stop - 1)
        return self._make(match, (start, min(match.stop, clause.stop)), "affirming", is_main=False)

    def _denial(self, match: Match) -> Negation | None:
        clause = self._clause_of(match.start)
        token = self.tokens[match.start]
        if token.pos in ("PRTF", "NOUN", "ADJF"):
            return None
        if self.language == "en":
            before = self.tokens[match.start - 1].lower if match.start else ""
            is_by = match.stop < len(self.tokens) and self.tokens[match.stop].lower == "by"
            is_passive = before in ("was", "were", "been", "be", "being", "is", "are")
            if is_passive or (is_by and token.lower.endswith("ed")):
                return self._passive_denial(match, clause)  # "was denied bail" denies nothing
        index = self.clauses.index(clause) if clause in self.clauses else -1
        following = self.clauses[index + 1 : index + 2]
        if following and following[0].kind == "content" and match.stop >= clause.stop - 4:
            start, stop = following[0].start + 1, following[0].stop
        else:
            start, stop = match.stop, min(clause.stop, match.stop + MAX_SCOPE)
        has_object = any(
            t.pos not in ("SIGN", "ADVB") for t in self.tokens[match.stop : clause.stop][:2]
        )
        has_clause = index >= 0 and bool(following) and following[0].kind == "content"
        is_before = self.language != "en" and not has_object and not has_clause
        if is_before:  # «Версію про підпал поліція відкинула»: what is denied stands before
            start, stop = clause.start, match.start
        if match.group == "denial-of-claim":
            claims = group(self.language, "claim-noun").lemmas
            near = self.tokens[start:stop] if is_before else self.tokens[match.stop :][:CLAIM_REACH]
            if not any(t.lemma in claims for t in near):
                return None
        is_main = clause is self.main and not self._is_negated(match.start)
        return self._make(match, (start, stop), "denial", is_main=is_main)

    def _passive_denial(self, match: Match, clause: _Clause) -> Negation | None:
        """«Claims of a leak were rejected», «Allegations retracted by the port»."""
        claims = group("en", "claim-noun")
        if not any(claims.has(token) for token in self.tokens[clause.start : match.start]):
            return None
        is_be = self.tokens[match.start - 1].lower in ENGLISH_AUXILIARIES
        scope = (clause.start, match.start - is_be)
        return self._make(match, scope, "denial", is_main=clause is self.main)

    def _denial_noun(self, match: Match) -> Negation | None:
        clause = self._clause_of(match.start)
        at = match.stop
        if self.language == "en" and at < clause.stop and self.tokens[at].lower == "of":
            at += 1
        stop = (
            min(clause.stop, at + 3)
            if self.language == "en"
            else self._phrase_stop(at, clause.stop)
        )
        return self._make(match, (at, stop), "denial", is_main=False)

    def _false(self, match: Match) -> Negation | None:
        clause = self._clause_of(match.start)
        stop: int | None = match.start
        if self.language == "en":
            stop = self._called(match)
        else:
            predicates = self._predicates(clause.start, clause.stop)
            is_predicate = all(self.tokens[at].lemma in COPULAS for at in predicates) and bool(
                self.tokens[match.stop - 1].feats & {"nomn", "ablt"}
            )
            stop = match.start if is_predicate else None
        if stop is None or self._is_negated(match.start):
            return None
        scope = (clause.start, stop)
        return self._make(match, scope, "false", is_main=clause is self.main)

    def _called(self, match: Match) -> int | None:
        """Where what is called untrue ends: «The report is just a hoax», at the end of a headline
        «Reports of a leak untrue»; None where nothing is."""
        at = match.start - 1
        while at > 0 and (
            self.tokens[at].lower in ENGLISH_DETERMINERS | ENGLISH_MERELY
            or self.tokens[at].lower.endswith("ly")
        ):
            at -= 1
        if at > 0 and self.tokens[at - 1].lower in ("a", "an", "the"):
            at -= 2  # "an elaborate hoax"
        if at >= 0 and self.tokens[at].lemma in COPULAS:
            return at
        is_last = not any(token.is_word for token in self.tokens[match.stop :])
        claims = group("en", "claim-noun")
        is_short = (
            is_last
            and group("en", "false-adjective").has(self.tokens[match.start])
            and any(claims.has(token) for token in self.tokens[: match.start])
        )
        return match.start if is_short else None

    def _prefixed(self) -> list[Negation]:
        """Participles with не- ("неразорвавшийся"): a detail in one word."""
        if self.language not in ("ru", "uk"):
            return []
        return [
            Negation(span=token.span, scope=token.span, kind="prefix", is_main=False)
            for token in self.tokens
            if token.lower.startswith("не")
            and token.pos in ("ADJF", "PRTF", "ADJS", "PRTS")
            and len(token.lower) > 7
            and parse(token.lower[2:], self.language).pos in ("PRTF", "PRTS")
        ]

    # Certainty

    def certainty_cues(self) -> list[Cue]:
        found = []
        for match in self.matches:
            if kind := self._certainty_kind(match):
                found.append(Cue(span=_span(self.tokens, match.start, match.stop), kind=kind))
        taken = {cue.span for cue in found}
        found.extend(
            Cue(span=token.span, kind="plan")
            for at, token in enumerate(self.tokens)
            if "futr" in token.feats
            and token.pos == "VERB"
            and token.span not in taken
            and not self._is_editorial(at)
        )
        if self.language == "en":
            found.extend(self._headline_infinitives())
        if self.language in LANGUAGES:
            found.extend(self._questions())
            found.extend(self._kept_away())
        return found

    def _headline_infinitives(self) -> list[Cue]:
        """«Port to close in May», «The minister is to visit Oslo»: no other verb before."""
        verbs = group("en", "to-come").forms
        found: list[Cue] = []
        for at in range(1, len(self.tokens) - 1):
            if self.tokens[at].lower != "to" or self.tokens[at + 1].lower not in verbs:
                continue
            clause = self._clause_of(at)
            start = at - (self.tokens[at - 1].lower == "not")
            before = self.tokens[start - 1]
            is_be = before.lower in ("is", "are")
            is_name = before.is_capital or any(
                group("en", name).has(before) for name in ("person", "organisation")
            )
            is_only = clause.start < start and not self._predicates(clause.start, start)
            if is_be or (is_name and is_only):
                found.append(Cue(span=_span(self.tokens, at, at + 2), kind="plan"))
        return found

    def _is_editorial(self, at: int) -> bool:
        """«Напомним, …», «Нагадаємо, що …»: the paper's own word, nothing that is to come."""
        token = self.tokens[at]
        is_own = {"1per", "plur"} <= token.feats and group(self.language, "say").has(token)
        return is_own and (at == 0 or self.tokens[at - 1].pos == "SIGN")

    def _questions(self) -> list[Cue]:
        """A question that asks whether: nothing is claimed. Who or why asks on what is known."""
        found: list[Cue] = []
        if not any(token.text == "?" for token in self.tokens):
            return found
        start = 0
        for at, token in enumerate(self.tokens):
            if token.text not in ("?", ":"):
                continue
            asked = self.tokens[start:at]
            start = at + 1
            is_whether = sum(t.is_word for t in asked) >= MIN_QUESTION and not any(
                t.lower in WH_WORDS or t.lemma in WH_WORDS for t in asked
            )
            if token.text == "?" and is_whether:
                found.append(Cue(span=token.span, kind="hedge"))
        return found

    def _kept_away(self) -> list[Cue]:
        """«"Выборы" прошли»: one or two common words in marks that nobody is quoted with."""
        found: list[Cue] = []
        speech = ("say", "relay", "answer", "document-verb")
        for at, token in enumerate(self.tokens):
            stop = quoted_words(self.tokens, at) if token.text in OPENING_MARKS else at
            if stop == at:
                continue
            inside = self.tokens[at + 1 : stop - 1]
            near = (*self.tokens[max(0, at - 6) : at], *self.tokens[stop : stop + 4])
            is_said = any(group(self.language, name).has(t) for t in near for name in speech)
            if not is_said and not any(t.is_capital or t.pos == "NUM" for t in inside):
                found.append(Cue(span=_span(self.tokens, at, stop), kind="scare-quotes"))
        return found

    def _certainty_kind(self, match: Match) -> str | None:
        token = self.tokens[match.start]
        name = match.group
        if name == "hedge-modal":
            if self._is_negated(match.start) or not self._is_possibility(match):
                return None
            name = "hedge"
        elif name == "hedge-adjective":
            name = "hedge" if self._is_of_cause(match) else "hedge-local"
        elif name == "hedge" and not self._is_doubt(match):
            return None
        elif name == "conditional" and token.text == "Б":
            return None  # an initial
        elif name == "conditional" and token.lower == "would":
            is_condition = any(clause.kind == "condition" for clause in self.clauses)
            if self._clause_of(match.start).kind == "local":
                return None
            return "conditional" if is_condition else "plan"
        elif name == "conditional" and token.lower == "if" and self._is_whether(match.start):
            return None
        elif name == "affirming" and token.lower == "if":
            return "conditional"
        if name not in ("hedge", "hedge-local", "alleged", "conditional", "plan"):
            return None
        is_in_phrase = match.start > 0 and is_preposition(self.tokens[match.start - 1])
        if name == "alleged" and match.stop - match.start > 1 and is_in_phrase:
            return "alleged-local"  # «о так называемом мягком плане»
        if name in ("hedge", "alleged") and self._is_detail(match):
            return f"{name}-local"
        return name

    def _is_of_cause(self, match: Match) -> bool:
        """«Названа вероятная причина», «The probable cause is fog»; a probable strike is only
        talked of."""
        if self.language == "en":
            return True
        token = self.tokens[match.start]
        near = self.tokens[match.stop : match.stop + 2]
        if any(group(self.language, "doubted").has(t) for t in near):
            return True
        clause = self._clause_of(match.start)
        is_subject = "nomn" in token.feats and not self._predicates(clause.start, match.start)
        is_predicate = not any(t.pos == "NOUN" for t in near)
        return is_subject or (is_predicate and "nomn" in token.feats)

    def _is_whether(self, at: int) -> bool:
        """«Asked if the bridge held»: no condition."""
        return any(t.lemma in ENGLISH_ASKING for t in self.tokens[max(0, at - 2) : at])

    def _is_detail(self, match: Match) -> bool:
        """In a relative clause, unless the whole statement is nothing else."""
        clause = self._clause_of(match.start)
        return clause.kind == "local" and self.main is not None

    def _is_possibility(self, match: Match) -> bool:
        if self.language != "en":
            return True
        token = self.tokens[match.start]
        following = self.tokens[match.stop] if match.stop < len(self.tokens) else None
        if following is None or following.pos == "NUM":
            return False
        if following.lower == "not":
            return token.lower == "might"  # "could not" is no doubt, "may not" mostly a ban
        return not (token.lower == "may" and token.is_capital and match.start > 0)

    def _is_doubt(self, match: Match) -> bool:
        token = self.tokens[match.start]
        before = self.tokens[match.start - 1].lower if match.start else ""
        following = self.tokens[match.stop].lower if match.stop < len(self.tokens) else ""
        if token.lower in ("возможно", "можливо"):
            is_predicate = before in (
                "это",
                "стало",
                "было",
                "вполне",
                "как",
                "це",
                "стало",
                "було",
            )
            after = self.tokens[match.stop] if match.stop < len(self.tokens) else None
            return not (is_predicate or (after is not None and _is_infinitive(after)))
        if token.lemma in ("предполагать", "передбачати"):
            # «План предполагает создание» entails; «предполагают, что» supposes.
            following_two = self.tokens[match.stop : match.stop + 2]
            return any(t.lower in ("что", "що") for t in following_two)
        if token.lower in ("похоже", "схоже"):
            return following not in ("на",)
        if token.lower in ("rumored", "rumoured"):
            return before in ENGLISH_AUXILIARIES or token.is_capital
        if token.lower == "said" and before not in ENGLISH_AUXILIARIES:
            return following in group("en", "to-come").forms  # "Northline said to buy two ferries"
        if before == "what":
            return False  # "what is said to be the oldest ferry": a name for a thing
        if token.lemma == "suspect" and token.lower in ("suspect", "suspects"):
            is_noun = before in NOUN_BEFORE_SUSPECT or before.isdigit()
            return not (is_noun or following in ENGLISH_AUXILIARIES or following in ("", ".", ","))
        return True


def quoted_words(tokens: Sequence[Token], at: int) -> int:
    """Where one or two words in quotation marks that begin at ``at`` end; ``at`` if none do."""
    if tokens[at].text not in OPENING_MARKS:
        return at
    is_open = at + 1 < len(tokens) and tokens[at].span.stop == tokens[at + 1].span.start
    for stop in range(at + 2, min(len(tokens), at + MAX_KEPT_AWAY + 2)):
        is_closed = tokens[stop].text in tuple('»”“"') and tokens[stop - 1].is_word
        if is_open and is_closed and tokens[stop - 1].span.stop == tokens[stop].span.start:
            return stop + 1 if all(t.is_word for t in tokens[at + 1 : stop]) else at
    return at


def _is_infinitive(token: Token) -> bool:
    """Ukrainian dictionaries mark infinitives as verbs."""
    return token.pos == "INFN" or (token.pos == "VERB" and token.lower.endswith(("ти", "тися")))


def _ends(clause: _Clause) -> tuple[int, int]:
    return clause.start, clause.stop


def _span(tokens: Sequence[Token], start: int, stop: int) -> Span:
    return Span(tokens[start].span.start, tokens[stop - 1].span.stop)
