"""The quantities of one sentence each; the cases are in numbers_cases.txt, in their notation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srccmp.annotate.numbers import coarser_units, find_quantities
from srccmp.annotate.numbers.digits import digits_value
from srccmp.annotate.numbers.lexicon import LANGUAGES, lexicon, unit_named
from srccmp.annotate.tokens import tokenize
from srccmp.model import Quantity, Span

CASES = Path(__file__).with_name("numbers_cases.txt")


@dataclass(frozen=True)
class Case:
    language: str
    text: str
    wanted: tuple[str, ...]


def cases() -> Iterator[Case]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            language, text, wanted = (part.strip() for part in line.split("|"))
            yield Case(language, text, tuple(w.strip() for w in wanted.split(";") if w.strip()))


def drawn(found: Quantity) -> str:
    """A quantity in the notation of the case file."""
    low, high = found.low, found.high
    about = "~" if found.approximate else ""
    if low is not None and low == high:
        value = f"={low:.12g}" if low < 0 else f"{about}{round(low, 3):.12g}"
    elif low is not None and high is not None:
        value = f"{low:.12g}..{high:.12g}{about}"
    elif low is not None:
        value = f"{about}{round(low, 3):.12g}+"
    else:
        assert high is not None
        value = f"{about}-{round(high, 3):.12g}"
    return f"{value} {found.unit} {found.role or '-'}"


def found_in(text: str, language: str, times: tuple[Span, ...] = ()) -> list[Quantity]:
    return list(find_quantities(tokenize(text, language), language, times=times))


@pytest.mark.parametrize("case", list(cases()), ids=lambda c: f"{c.language}: {c.text}")
def test_quantities(case: Case) -> None:
    assert tuple(drawn(q) for q in found_in(case.text, case.language)) == case.wanted


def test_there_are_cases_enough_in_each_language() -> None:
    counts = dict.fromkeys(LANGUAGES, 0)
    for case in cases():
        counts[case.language] += 1
    assert min(counts.values()) >= 100


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("uk", "За ніч збито щонайменше 12 дронів.", "щонайменше 12 дронів"),
        ("ru", "Погибли от 15 до 20 мирных жителей.", "от 15 до 20 мирных жителей"),
        ("en", "It cost more than $5 million, he said.", "more than $5 million"),
        ("uk", "Серед них близько 300 «Шахедів».", "близько 300 «Шахедів»"),
    ],
)
def test_the_span_holds_the_bound_the_number_and_its_noun(
    language: str, text: str, words: str
) -> None:
    [quantity] = found_in(text, language)
    assert quantity.span.of(text) == words


def test_spans_count_in_the_article() -> None:
    text = "Двоє загинули."
    [quantity] = find_quantities(tokenize(text, "uk", offset=1000), "uk")
    assert quantity.span == Span(1000, 1004)


def test_a_number_inside_a_time_is_no_count() -> None:
    text = "За последние 24 часа погибли трое."
    time = Span(text.index("последние"), text.index(" погибли"))
    assert [drawn(q) for q in found_in(text, "ru", times=(time,))] == ["3 person killed"]


def test_languages_without_lists_give_nothing() -> None:
    assert found_in("Zginęło 12 osób.", "und") == []


TRIPLES = [
    ("Загинуло 12 людей.", "Погибли 12 человек.", "12 people died."),
    ("Збито 30 дронів.", "Сбиты 30 беспилотников.", "30 drones were shot down."),
    ("Пошкоджено понад 40 будинків.", "Повреждено более 40 домов.", "Over 40 houses were damaged."),
    ("Скасовано два рейси.", "Отменены два рейса.", "Two flights were cancelled."),
    ("Затримали шістьох.", "Задержали шестерых.", "Police detained six people."),
    ("Близько 5 млрд кубометрів.", "Около 5 млрд кубометров.", "About 5 billion cubic metres."),
    ("За 2 км від села.", "В 2 км от села.", "It is 2 km from the village."),
    ("Третина виборців.", "Треть избирателей.", "A third of voters."),
    ("Скоєно 3 правопорушення.", "Совершены 3 правонарушения.", "There were 3 misdemeanours."),
    ("Прибули два посланці.", "Прибыли два посланника.", "Two envoys came."),
    ("Експорт упав на третину.", "Экспорт упал на треть.", "Exports fell by a third."),
    ("Йому було 13, коли пішов.", "Ему было 13, когда ушёл.", "He was 13 when he left."),
    ("Сторічна жінка.", "Столетняя женщина.", "A 100-year-old woman."),
    ("Загинули 5 окупантів.", "Погибли 5 оккупантов.", "5 occupiers died."),
    ("Виробництво подвоїлося.", "Производство удвоилось.", "Output doubled."),
]


@pytest.mark.parametrize(("uk", "ru", "en"), TRIPLES)
def test_the_three_languages_meet(uk: str, ru: str, en: str) -> None:
    left, middle, right = (
        [drawn(q) for q in found_in(text, language)]
        for text, language in ((uk, "uk"), (ru, "ru"), (en, "en"))
    )
    assert left == middle == right != []


def test_cognates_beyond_the_table_meet_in_one_spelling() -> None:
    [uk], [ru] = found_in("Вилучено 5 пасквілів.", "uk"), found_in("Изъято 5 пасквилей.", "ru")
    assert uk.unit == ru.unit == "пасквил"


def test_finer_units_know_what_they_are_part_of() -> None:
    assert coarser_units("senator") == ("lawmaker", "person")
    assert all(unit_named(parent) for parent in coarser_units("minister"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 200", (1200.0, False)),
        ("1\u00a0200\u00a0300", (1200300.0, False)),
        ("1.200", (1200.0, True)),
        ("1,200,300", (1200300.0, False)),
        ("1,234.5", (1234.5, False)),
        ("1'200'300", (1200300.0, False)),
        ("35,5", (35.5, False)),
        ("0,125", (0.125, False)),
        ("12.05.2024", None),
        ("14:30", None),
        ("9" * 30, None),
    ],
)
def test_digits(text: str, value: tuple[float, bool] | None) -> None:
    assert digits_value(text) == value


@given(
    st.text(alphabet="0123456789.,:- тысчлнpeoklmd«»()%$+", max_size=60), st.sampled_from(LANGUAGES)
)
def test_any_text_gives_ordered_spans_inside_it(text: str, language: str) -> None:
    spans = [q.span for q in found_in(text, language)]
    assert spans == sorted(spans)
    assert all(span.stop <= len(text) for span in spans)


@given(st.integers(2, 999_999), st.sampled_from(LANGUAGES))
def test_digits_before_a_known_noun_are_read_as_they_stand(number: int, language: str) -> None:
    noun = {"uk": "дронів", "ru": "беспилотников", "en": "drones"}[language]
    [quantity] = found_in(f"{number} {noun}", language)
    assert (quantity.low, quantity.high, quantity.unit) == (number, number, "drone")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_unit_is_reachable_by_its_word(language: str) -> None:
    """A word of the table that the tokens lemmatise otherwise would be dead weight."""
    lost = []
    for first, entries in lexicon(language).units.by_first.items():
        for tail, unit in entries:
            if tail or not first.isalpha() or len(first) < 5:
                continue
            tokens = tokenize(first, language)
            if not any(unit in lexicon(language).units.match(tokens, 0)[1] for _ in tokens):
                lost.append(first)
    assert lost == []


def test_seeds() -> None:
    seeds = Path(__file__).parents[2] / "seeds"
    if not seeds.is_dir():
        pytest.skip("the seed articles are not in this copy")
    told = {
        "000": [
            "449 target launched",
            "19 missile launched",
            "13 missile launched",
            "430 drone launched",
            "~300 drone launched",
            "9 district hit",
            "35+ person injured",
            "6 person killed",
        ],
        "001": ["3 metre width", "8 metre depth", "50 metre distance"],
        "003": ["2 journalist returned", "11 person detained"],
    }
    for name, wanted in told.items():
        [path] = seeds.glob(f"{name}_*.txt")
        language = "uk" if name == "000" else "ru"
        found: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            for sentence in line.split(". "):
                found += [drawn(q) for q in found_in(sentence, language)]
        assert [f for f in found if f in wanted] == wanted


@pytest.mark.parametrize(
    "piece", ["5 людей і ", "1-2 ", "(3 ", "за 4, ", "$6 ", "сто ", "2 ракети, з них "]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    """A table flattened into one line is one statement of many thousand numbers."""

    def seconds(times: int) -> float:
        tokens = tokenize(piece * times, "uk")
        began = process_time()
        find_quantities(tokens, "uk")
        return process_time() - began

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.01)


@pytest.mark.parametrize("text", ["The bridge was closed on Tuesday.¹", "Note ² says so.", "½ ³"])
def test_a_footnotes_sign_is_no_number(text: str) -> None:
    assert find_quantities(tokenize(text, "en"), "en") == ()
