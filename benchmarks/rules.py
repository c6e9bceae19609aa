"""Check a year of a large centre by Dutch and European law, and one changed shift; one JSON line.

``python -m benchmarks.rules [--workers 1000] [--weeks 52] [--out FILE]``
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from equipoise.rules.checker import check, check_worker
from equipoise.rules.model import Timeline, WorkerFacts
from equipoise.rules.packs import load_packs
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch, Zone

RESULTS = Path(__file__).parent / "results" / "rules.jsonl"
PACKS = ("nl@2026-03-01", "eu@2026-03-01")
START = date(2026, 1, 5)
ZONE = Zone("Europe/Amsterdam")
MINUTE = 60
STARTS = (7 * 60, 9 * 60, 12 * 60, 14 * 60, 22 * 60)  # early, day, late, evening, night
PARTS = (
    (120, "work"),
    (15, "break"),
    (120, "work"),
    (30, "meal"),
    (120, "work"),
    (15, "break"),
    (90, "work"),
)


def main() -> None:
    """Measure and keep the line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    line = json.dumps(measure(asked.workers, asked.weeks))
    print(line)
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text(line + "\n", encoding="utf-8")


def measure(workers: int, weeks: int) -> dict[str, Any]:
    """Seconds of a whole check and of a re-check after one shift moved, and the memory held."""
    packs = load_packs(PACKS, START)
    began = perf_counter()
    timelines = year(workers, weeks)
    built = perf_counter()
    found = check(timelines, packs)
    checked = perf_counter()
    moments = sorted(recheck_s(timelines[place], packs) for place in range(0, workers, max(1, workers // 50)))
    return {
        "workers": workers,
        "weeks": weeks,
        "rows": sum(len(timeline.stretches) for timeline in timelines),
        "rules": sum(len(pack.rules) for pack in packs),
        "build_s": round(built - began, 2),
        "check_s": round(checked - built, 2),
        "one_shift_ms": round(1000 * median(moments), 1),
        "one_shift_worst_ms": round(1000 * moments[-1], 1),
        "failed": found.failed,
        "undetermined": found.undetermined,
        "passed": found.passed,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def year(workers: int, weeks: int) -> tuple[Timeline, ...]:
    """Workers on rotating shifts of eight hours, five days a week, weekends and nights among them."""
    rows = [row for worker in range(workers) for row in tours(worker, weeks)]
    facts = [WorkerFacts(name(worker), date(1990, 1, 1), 36.0) for worker in range(workers)]
    ends = START + timedelta(weeks=weeks)
    return build_timelines(rows, facts, ZONE, ZONE.instant_s(START, 0), ZONE.instant_s(ends, 0))


def tours(worker: int, weeks: int) -> list[Stretch]:
    """One worker's rows: two days off in a row, and a start that is drawn for each week."""
    random, rows = Random(worker), []
    off = random.randrange(7)
    for week in range(weeks):
        minute = random.choice(STARTS)
        for day in sorted({(off + after) % 7 for after in range(2, 7)}):
            rows += shift(name(worker), START + timedelta(days=7 * week + day), minute)
    return rows


def shift(worker: str, day: date, minute: int) -> list[Stretch]:
    """Seven stretches from a local start on."""
    cursor, rows = ZONE.instant_s(day, minute), []
    for length, activity in PARTS:
        rows.append(Stretch(worker, cursor, cursor + length * MINUTE, activity))
        cursor += length * MINUTE
    return rows


def recheck_s(timeline: Timeline, packs: Sequence[Any]) -> float:
    """Seconds to judge one worker's whole year again after a shift in the middle moved by an hour."""
    middle = len(timeline.stretches) // 2 // len(PARTS) * len(PARTS)
    moved = [
        replace(row, start_s=row.start_s + 60 * MINUTE, end_s=row.end_s + 60 * MINUTE)
        if middle <= place < middle + len(PARTS)
        else row
        for place, row in enumerate(timeline.stretches)
    ]
    changed = replace(timeline, stretches=tuple(moved))
    began = perf_counter()
    check_worker(changed, packs)
    return perf_counter() - began


def name(worker: int) -> str:
    return f"w{worker:04d}"


if __name__ == "__main__":
    main()
