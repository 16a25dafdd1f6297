"""Stories: how well a mixed folder is split, and how the work grows.

::

    python bench/stories.py                  # the invented stories of tests/golden and the seeds
    python bench/stories.py --growth 3000    # made-up articles: seconds and pairs

With ``shared/dev`` beside the checkout also the real events there: all in one folder, drawn mixes
of two to eight of them, each alone, and the marked pairs of articles. B-cubed precision, recall and
F1 (Bagga & Baldwin 1998); every event by itself should come out whole.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from labelled import DEV, ROOT, rows
from srccmp.annotate.drafts import Draft
from srccmp.model import Article
from srccmp.read import read_articles
from srccmp.stories import split
from srccmp.stories.doubt import Encode
from train_stories import GOLDEN, article_of, drafted, encoding

Drafted = tuple[Article, Sequence[Draft]]
SEED = 3
MIXES = 60
WORDS = 4000  # of the made-up language
PER_STORY = 6


def folders() -> dict[str, list[Drafted]]:
    """The articles of each event."""
    found = {name: ROOT / "tests" / "golden" / name / "articles" for name in GOLDEN}
    found["seeds"] = ROOT / "seeds"
    if DEV.is_dir():
        found |= {folder.name: folder for folder in sorted((DEV / "events_ru_uk").iterdir())}
    return {
        name: [
            drafted(article)
            for article in read_articles([str(folder)])
            if not article.path.endswith("manifest.json")
        ]
        for name, folder in found.items()
    }


def stories_of(
    articles: Sequence[Drafted], encode: Encode | None = None
) -> tuple[list[list[str]], int]:
    """The ids of each story found, and how many pairs were looked at."""
    found = split([a for a, _ in articles], {a.id: drafts for a, drafts in articles}, encode)
    return [[article.id for article in story.articles] for story in found.stories], found.pairs


def b_cubed(stories: Sequence[Sequence[str]], event: Mapping[str, str]) -> tuple[float, ...]:
    """Precision, recall and F1 over the articles."""
    sizes = Counter(event.values())
    precision = recall = 0.0
    for story in stories:
        held = Counter(event[article] for article in story)
        precision += sum(n * n for n in held.values()) / len(story)
        recall += sum(n * n / sizes[name] for name, n in held.items())
    precision, recall = precision / len(event), recall / len(event)
    return precision, recall, 2 * precision * recall / (precision + recall)


def mixed(events: Mapping[str, Sequence[Drafted]], encode: Encode | None) -> tuple[float, ...]:
    event = {article.id: name for name, told in events.items() for article, _ in told}
    return b_cubed(
        stories_of([each for told in events.values() for each in told], encode)[0], event
    )


def made_up(count: int) -> list[Drafted]:
    """``count`` articles, six a story, of words that follow Zipf's law; each story has a few rare
    names and words of its own."""
    rng = random.Random(SEED)
    letters = "абвгдежзиклмнопрстуфхцчш"
    words = ["".join(rng.choices(letters, k=rng.randint(5, 9))) for _ in range(WORDS)]
    weights = [1 / (rank + 1) for rank in range(WORDS)]
    found = []
    for story in range(-(-count // PER_STORY)):
        own = ["".join(rng.choices(letters, k=8)) for _ in range(12)]
        names = [word.capitalize() for word in own[:4]]
        for _ in range(min(PER_STORY, count - story * PER_STORY)):
            lines = []
            for _ in range(12):
                line = rng.choices(words, weights, k=6) + rng.sample(own + names, 6)
                rng.shuffle(line)
                lines.append(" ".join(line).capitalize() + ".")
            found.append(drafted(article_of(lines[0][:-1], " ".join(lines[1:]))))
    return found


def growth(most: int) -> None:
    articles = made_up(most)
    count = most
    sizes = []
    while count >= 50:
        sizes.append(count)
        count //= 4
    for size in reversed(sizes):
        start = time.perf_counter()
        stories, pairs = stories_of(articles[:size])
        seconds = time.perf_counter() - start
        whole = size * (size - 1) // 2
        print(
            f"{size:6} articles  {len(stories):5} stories  {seconds:7.2f} s  {pairs:8} pairs of "
            f"{whole:9}, {pairs / size:.1f} an article"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--growth", type=int, metavar="N", help="grow to N made-up articles")
    options = parser.parse_args()
    if options.growth:
        growth(options.growth)
        return 0
    events = folders()
    pairs = [
        (
            row["label"] == "same",
            [drafted(article_of(row[s]["title"], row[s]["text"])) for s in "ab"],
        )
        for row in (rows(DEV / "events_ru_pairs.jsonl") if DEV.is_dir() else ())
    ]
    for name, encode in (("by words alone", None), ("with the encoder", encoding())):
        print(f"{name}:")
        report(events, pairs, encode)
    return 0


def report(
    events: Mapping[str, Sequence[Drafted]],
    pairs: Sequence[tuple[bool, Sequence[Drafted]]],
    encode: Encode | None,
) -> None:
    print(
        "  all events in one folder: precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(
            *mixed(events, encode)
        )
    )
    rng = random.Random(SEED)
    total = 0.0
    for _ in range(MIXES):
        names = rng.sample(sorted(events), min(len(events), rng.choice([2, 3, 5, 8])))
        drawn = {
            name: rng.sample(events[name], min(len(events[name]), rng.choice([1, 2, 4, 6, 8])))
            for name in names
        }
        total += mixed(drawn, encode)[2]
    print(f"  {MIXES} drawn mixes: F1 {total / MIXES:.3f}")
    torn = {name: len(stories_of(told, encode)[0]) for name, told in events.items()}
    print("  events that alone are several stories:", {n: k for n, k in torn.items() if k > 1} or 0)
    if pairs:
        counts = Counter((same, len(stories_of(two, encode)[0]) == 1) for same, two in pairs)
        hits, lumped, torn_apart = counts[True, True], counts[False, True], counts[True, False]
        f1 = 2 * hits / (2 * hits + lumped + torn_apart)
        print(
            f"  marked pairs: F1 {f1:.3f} ({lumped} lumped, {torn_apart} torn apart of "
            f"{len(pairs)})"
        )


if __name__ == "__main__":
    raise SystemExit(main())
