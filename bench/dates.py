"""Accuracy and speed of the times in text: ``uv run python bench/dates.py [-v]``.

Accuracy is counted on the project's own cases and, where ``../shared/dev`` lies beside the
checkout, on the rows there; speed on the event articles there, else on the cases. A row is right
when the expected time and ours are equal at the coarser of the two grains ("two years ago" is a
year here, a month there) and, for a range, both ends are; "the last two days" may run up to the
day of writing, as news has it, where the row ends them with the day before. The first figure is
over all rows but those marked ``future-default``, which follow a convention of dialogues.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from srccmp.annotate.dates import Anchor, find_mentions, find_times, resolve_all
from srccmp.annotate.dates.calendar_units import containing
from srccmp.model import Grain, Published, TimeRef

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "annotate"
DEV = ROOT.parent / "shared" / "dev"

MINUTE = timedelta(minutes=1)
UNIT = {Grain.WEEK: "week", Grain.MONTH: "month", Grain.QUARTER: "quarter", Grain.YEAR: "year"}


def published_on(day: date) -> Published:
    return Published(earliest=day, latest=day, grain=Grain.DAY, decided_by="case")


def own_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(CASES.glob("dates_cases*.toml")):
        cases = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in cases["case"]:
            yield path.stem[-2:], {"ref": cases["ref"], **case}


def own_is_right(language: str, case: dict[str, Any]) -> bool:
    published = published_on(date.fromisoformat(case["ref"])) if case.get("ref") else None
    found = find_times(case["text"], language, published=published)
    return bool([row(ref, case["text"]) for ref in found] == case["times"])


def row(ref: TimeRef, text: str) -> str:
    """A time as the case files write it: words | first | last | grain."""
    first = ref.edtf if ref.earliest is None else moment(ref.earliest)
    last = ref.edtf if ref.latest is None else moment(ref.latest)
    zone = "" if ref.offset is None else f" | {ref.offset:+}"
    ends = first if first == last else f"{first} .. {last}"
    if ref.earliest is not None and ref.latest is not None and is_days(ref):
        days = (ref.earliest.date().isoformat(), ref.latest.date().isoformat())
        ends = days[0] if days[0] == days[1] else f"{days[0]} .. {days[1]}"
    bound = " | since" * ref.edtf.endswith("/..") + " | until" * ref.edtf.startswith("../")
    return f"{ref.span.of(text)} | {ends} | {ref.grain.value}{zone}{bound}"


def is_days(ref: TimeRef) -> bool:
    ends = (ref.earliest, ref.latest)
    return [(end.hour, end.minute) for end in ends if end] == [(0, 0), (23, 59)]


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M")


def dev_rows(language: str) -> list[dict[str, Any]]:
    path = DEV / f"dates_{language}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# What is still answered otherwise, on purpose; each is counted in the total and told apart.
REASONS = {
    "a weekend from Friday evening": r"выходные|вихідні",
    "an hour of the afternoon without its part of day": r"^після 2 годин",
}


def reason(row: dict[str, Any]) -> str:
    """Why the row may be answered otherwise, ``"plain"`` where it may not."""
    text = row["text"].lower()
    return next((name for name, pattern in REASONS.items() if re.search(pattern, text)), "plain")


def dev_is_right(row: dict[str, Any]) -> tuple[bool, str]:
    text = row.get("context", row["text"])
    at = None if row["ref"] == "see context" else datetime.fromisoformat(row["ref"])
    if "context" in row and at and at.year == 2000:
        at = datetime(2001, 3, 19)  # the date that the context opens with
    published = published_on(at.date()) if at else None
    mentions = find_mentions(text, row["lang"])
    found = list(resolve_all(mentions, Anchor(published=published, at=at)))
    start = text.find(row["text"])
    stop = start + len(row["text"])
    inside = [ref for ref in found if ref.span.start < stop and ref.span.stop > start]
    told = ", ".join(f"{ref.edtf} ({ref.grain})" for ref in inside) or "nothing"
    return (len(inside) == 1 and is_same(inside[0], row)), told


def is_same(ref: TimeRef, row: dict[str, Any]) -> bool:
    if ref.earliest is None or ref.latest is None:
        return False
    expected = partial(row["expected"])
    if "context" in row and ref.edtf.endswith(f"/{row['expected']}"):
        return True  # the second end of a range
    if "open" in row and ref.edtf.startswith("../") and ref.latest + MINUTE == expected:
        return True
    if ref.offset is not None:
        # The rows' zone is two hours east of UTC (Duckling's test context is UTC-2).
        expected += timedelta(hours=2, minutes=ref.offset)
    if floor(expected, ref.grain) != floor(ref.earliest, ref.grain):
        return False
    if "expected_end" not in row:
        return True
    step = timedelta(seconds=1) if row["grain"] == "second" else MINUTE
    end = partial(row["expected_end"]) - step
    if end == ref.latest or floor(end, ref.grain) == floor(ref.latest, ref.grain):
        return True
    up_to_now = floor(datetime.fromisoformat(row["ref"]), Grain.DAY)
    return ref.rule == "last-few" and end < ref.latest and floor(ref.latest, Grain.DAY) == up_to_now


def partial(text: str) -> datetime:
    if len(text) == 13:
        text += ":00"
    for count in (10, 7, 4):
        if len(text) == count:
            text += "-01" * ((10 - count) // 3)
    return datetime.fromisoformat(text)


def floor(moment: datetime, grain: Grain) -> datetime:
    if grain is Grain.MINUTE:
        return moment.replace(second=0)
    if grain is Grain.HOUR:
        return moment.replace(minute=0, second=0)
    if grain is Grain.DAYPART:
        return moment.replace(minute=0, second=0)
    day = containing(UNIT.get(grain, "day"), moment.date())[0]
    return datetime(day.year, day.month, day.day)


def accuracy(verbose: bool) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for language, case in own_cases():
        total[language] += 1
        if own_is_right(language, case):
            right[language] += 1
        elif verbose:
            print(f"  own {language}: {case['text']}")
    for language in sorted(total):
        print(f"own cases {language}: {right[language]} of {total[language]}")
    for language in ("ru", "uk"):
        counts: Counter[tuple[str, bool]] = Counter()
        for one in dev_rows(language):
            kind = one.get("direction") or reason(one)
            is_right, told = dev_is_right(one)
            counts[kind, is_right] += 1
            if kind != "future-default":
                counts["all but future-default", is_right] += 1
            if not is_right and verbose:
                wanted = "..".join(filter(None, (one["expected"], one.get("expected_end"))))
                at = f"{one['text']!r} at {one['ref']}"
                print(f"  {language} {kind}: {at}: {told}, not {wanted}")
        kinds = dict.fromkeys(kind for kind, _ in counts)
        for kind in sorted(kinds, key=lambda kind: (kind != "all but future-default", kind)):
            both = counts[kind, True] + counts[kind, False]
            print(f"dev rows {language}, {kind}: {counts[kind, True]} of {both}")


def sentences() -> list[tuple[str, str]]:
    """Running text to be timed, in pieces of a sentence."""
    found = []
    for path in sorted(DEV.glob("events_ru_uk/*/*.txt")):
        language = path.name[:2]
        for sentence in path.read_text(encoding="utf-8").replace("\n", ". ").split(". "):
            if sentence.strip():
                found.append((sentence, language))
    return found or [(case["text"], language) for language, case in own_cases()]


def speed() -> None:
    texts = sentences()
    published = published_on(date(2019, 1, 1))
    for warm in (True, False):
        start = time.process_time()
        times = sum(len(find_times(text, lang, published=published)) for text, lang in texts)
        seconds = time.process_time() - start
        name = "first run" if warm else "again"
        rate = f"{len(texts) / seconds:,.0f} statements a second of CPU"
        print(f"speed, {name}: {rate} ({times} times found)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every wrong row")
    verbose = parser.parse_args().verbose
    accuracy(verbose)
    speed()


if __name__ == "__main__":
    main()
