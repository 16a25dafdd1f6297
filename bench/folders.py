"""Folders of as many articles as are asked for, for `growth.py` (a module, not a command).

A folder holds *many* stories or *one*. Its sentences are those of ``seeds/``, of the golden stories
and, where they are there, of the development data. To get to any number, stories are told again
as other events: names in other letters (the same in every grammatical case and in Cyrillic and
Latin), other days and other numbers, all by rules with a seed. An article of a told-again story
keeps about 60 % of the sentences it had and takes the others from the articles beside it, loses
clauses and changes numbers here and there, so that no two are equal and none is a reprint.
Names that many stories share (countries, capitals) stay, as they do in the news.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT.parent / "shared" / "dev"
SEED = 7
LEAST, MOST = 8, 30  # sentences of an article
KEPT = 0.6  # share of its own sentences that a told-again article keeps
COMMON = 4  # stories; a name in as many stays as it is
OUTLETS = 60

# Letters that change places in names. Those of case endings (м х г в с к) are not among them, so
# that all forms of a name stay forms of one name; both rows are one another's transliteration.
CYRILLIC, LATIN = "бдзлнпртф", "bdzlnprtf"
NAME = re.compile(r"(?<![.!?…«\"“\n] )(?<![\n«\"“])(?<!^)\b[^\W\d_a-zа-яіїєґё][^\W\d_]{2,}")
WORD = re.compile(r"[^\W\d_]{3,}")
NUMBER = re.compile(r"(?<![\d.:])\b\d{1,6}\b(?![.:,]?\d)")
DAY = re.compile(r"\b([12]?\d|3[01])(?= (?:[а-яіїє]{3,9}(?:я|а)\b|[A-Z][a-z]{2,8}\b))")
BREAK = re.compile(r"(?<=[.!?…])[»\"”]?\s+(?=[«\"“]?[^\W\d_a-zа-яіїєґё])")
CLAUSE = re.compile(r", [^,.!?«»\"“”]{8,60}(?=[.,])")
ASIDES = {
    "ru": ("по последним данным", "как уточняется", "по его словам", "отметим"),
    "uk": ("за останніми даними", "як уточнюють", "за його словами", "зазначимо"),
    "en": ("according to the latest reports", "it was added", "as reported earlier"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One article: its language and sentences, the first one its headline."""

    language: str
    sentences: tuple[str, ...]


Story = tuple[Told, ...]


def written(kind: str, wanted: int, folder: Path) -> str:
    """Write ``wanted`` articles of a ``kind`` ("many" or "one") and return a line on where their
    sentences come from. A smaller folder of a kind holds what a larger one begins with."""
    stories, origin = base_stories()
    made = many(stories) if kind == "many" else one(stories)
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for at, (when, told) in zip(range(wanted), made, strict=False):
        name = f"{at:05}_outlet{at * 7 % OUTLETS}.example.txt"
        title, *body = told.sentences
        (folder / name).write_text(f"{title}\n\n{_paragraphs(body)}\n", "utf-8")
        listed.append({"file": name, "date": when.isoformat(), "title": title})
    (folder / "manifest.json").write_text(json.dumps({"docs": listed}), "utf-8")
    return origin


def _paragraphs(sentences: Sequence[str]) -> str:
    parts = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    return "\n".join(parts)


def many(stories: Sequence[Story]) -> Iterator[tuple[date, Told]]:
    """Articles of ever more stories without end, story by story."""
    common = common_names(stories)
    for turn in range(1_000_000):
        order = list(range(len(stories)))
        random.Random(f"{SEED} {turn}").shuffle(order)
        for at in order:
            dice = random.Random(f"{SEED} {turn} {at}")
            when = date(2024, 1, 1) + timedelta(days=dice.randrange(600))
            event = Event.of(dice, common) if turn else None
            for told in stories[at]:
                told = varied(told, stories[at], dice)
                yield when, event.retold(told, dice) if event else told


def one(stories: Sequence[Story]) -> Iterator[tuple[date, Told]]:
    """Articles on one event without end: the largest story, told again and again."""
    largest = max(stories, key=len)
    when = date(2024, 5, 20)
    for turn in range(1_000_000):
        for at, told in enumerate(largest):
            dice = random.Random(f"{SEED} {turn} {at}")
            told = reworded(varied(told, largest, dice), dice)
            yield when + timedelta(days=dice.randrange(3)), told


def varied(told: Told, story: Story, dice: random.Random) -> Told:
    """Some sentences of its own and some of the articles beside it, in its language."""
    title, *own = told.sentences
    kept = [sentence for sentence in own if dice.random() < KEPT]
    pool = [s for other in story if other.language == told.language for s in other.sentences[1:]]
    pool = sorted(set(pool) - set(kept))
    wanted = min(MOST, max(LEAST, len(own))) - len(kept)
    for sentence in dice.sample(pool, min(max(wanted, 0), len(pool))):
        kept.insert(dice.randrange(len(kept) + 1), sentence)
    return Told(told.language, (title, *kept[:MOST]))


def reworded(told: Told, dice: random.Random) -> Told:
    """A clause less here, an aside or another number there."""

    def again(sentence: str) -> str:
        roll = dice.random()
        clauses = list(CLAUSE.finditer(sentence))
        if roll < 0.3 and clauses:
            cut = dice.choice(clauses)
            return sentence[: cut.start()] + sentence[cut.end() :]
        if roll < 0.55:
            aside = dice.choice(ASIDES.get(told.language, ASIDES["en"]))
            return re.sub(r"([.!?…]?[»\"”]?)$", rf", {aside}\1", sentence, count=1)
        if roll < 0.65:
            return NUMBER.sub(lambda m: str(int(m[0]) + dice.randrange(3)), sentence)
        return sentence

    return Told(told.language, tuple(again(sentence) for sentence in told.sentences))


@dataclass(frozen=True, slots=True)
class Event:
    """How one story becomes another: which letters its names have, what its numbers are."""

    letters: dict[int, int]
    days: int
    factor: float
    kept: frozenset[str]

    @classmethod
    def of(cls, dice: random.Random, common: frozenset[str]) -> Event:
        order = list(range(len(CYRILLIC)))
        dice.shuffle(order)
        letters: dict[int, int] = {}
        for row in (CYRILLIC, LATIN, CYRILLIC.upper(), LATIN.upper()):
            letters |= {ord(row[at]): ord(row[to]) for at, to in enumerate(order)}
        return cls(letters, dice.randrange(1, 27), dice.choice((0.6, 0.8, 1.3, 1.7)), common)

    def retold(self, told: Told, dice: random.Random) -> Told:
        names = {m[0] for sentence in told.sentences for m in NAME.finditer(sentence)}
        names = {name for name in names if stem(name) not in self.kept}
        factor = self.factor * (1.1 if dice.random() < 0.1 else 1.0)

        def number(match: re.Match[str]) -> str:
            value = int(match[0])
            if value < 3 or 1900 <= value <= 2100:
                return match[0]
            return str(max(3, round(value * factor)))

        def again(sentence: str) -> str:
            days = [m.span() for m in DAY.finditer(sentence)]
            parts, last = [], 0
            for start, stop in days:
                day = (int(sentence[start:stop]) + self.days - 1) % 28 + 1
                parts += [NUMBER.sub(number, sentence[last:start]), str(day)]
                last = stop
            parts.append(NUMBER.sub(number, sentence[last:]))
            return WORD.sub(
                lambda m: m[0].translate(self.letters) if m[0] in names else m[0], "".join(parts)
            )

        return Told(told.language, tuple(map(again, told.sentences)))


def stem(word: str) -> str:
    return word.lower()[:5]


def common_names(stories: Iterable[Story]) -> frozenset[str]:
    """Stems of names that at least ``COMMON`` stories share."""
    counts: Counter[str] = Counter()
    for story in stories:
        text = "\n".join(s for told in story for s in told.sentences)
        counts.update({stem(m[0]) for m in NAME.finditer(text)})
    return frozenset(name for name, count in counts.items() if count >= COMMON)


# --- where the sentences come from -----------------------------------------------------------


def base_stories() -> tuple[list[Story], str]:
    """Each story's articles, and a line on where they come from."""
    folders = [ROOT / "seeds", *sorted(ROOT.glob("tests/golden/*/articles"))]
    where = "seeds/ and tests/golden (the development data is not there)"
    if DEV.is_dir():
        folders += sorted(path for path in (DEV / "events_ru_uk").iterdir() if path.is_dir())
        where = "seeds/, tests/golden and the development data"
    stories = [_story(path.read_text("utf-8") for path in sorted(f.glob("*.txt"))) for f in folders]
    if DEV.is_dir():
        for row in _rows("events_ru_pairs.jsonl"):
            texts = [f"{row[side]['title']}\n\n{row[side]['text']}" for side in ("a", "b")]
            parts = [texts] if row["label"] == "same" else [[text] for text in texts]
            stories += [_story(part) for part in parts]
        stories += [*_translated(), *_english()]
    stories = [story for story in stories if story]
    count = sum(map(len, stories))
    return stories, f"{count} articles of {len(stories)} stories, of {where}"


def _story(texts: Iterable[str]) -> Story:
    found = []
    for text in texts:
        title, _, body = text.partition("\n")
        sentences = [s.strip() for line in body.split("\n") for s in BREAK.split(line)]
        sentences = [s for s in sentences if len(s) > 20]
        if len(sentences) > 1:
            found.append(Told(_language(text), (title.strip(), *sentences)))
    return tuple(found)


def _language(text: str) -> str:
    if re.search("[іїєґ]", text):
        return "uk"
    return "ru" if re.search("[а-я]", text) else "en"


def _translated() -> Iterator[Story]:
    """Each document of the aligned news in its three languages: a story of three articles."""
    documents: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name in ("align_ru_uk", "align_en_ru"):
        for row in _rows(f"{name}.jsonl"):
            for side in ("a", "b"):
                sentences = documents[row["doc"]][row[f"{side}_lang"]]
                if row[side] not in sentences:
                    sentences.append(row[side])
    for versions in documents.values():
        yield tuple(Told(language, tuple(rows)) for language, rows in sorted(versions.items()))


def _english() -> Iterator[Story]:
    """The sentences of each English topic, dealt to articles of ten."""
    topics: defaultdict[tuple[int, bool], set[str]] = defaultdict(set)
    for row in _rows("events_en.jsonl"):
        for side in ("a", "b"):
            topics[row["topic"], "plus" in row[f"{side}_doc"]].add(row[side])
    for _, found in sorted(topics.items()):
        sentences = sorted(found)
        random.Random(SEED).shuffle(sentences)
        parts = [sentences[at : at + 10] for at in range(0, len(sentences), 10)]
        yield tuple(Told("en", tuple(part)) for part in parts if len(part) > LEAST)


def _rows(name: str) -> list[dict[str, Any]]:
    with (DEV / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
