"""Two centres made from public contact histories: a day-time bank and a round-the-clock one.

The histories lie in a folder ``shared`` beside the repository and are read there, never copied.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "contacts"
TARGET = "share = 0.8\ndefinition = 'answered_over_offered'"
PACKS = ("eu@2026-03-01", "nl@2026-03-01")
WORKER_COLUMNS = (
    "worker", "team", "birth_date", "contract_type", "contract_h_per_week", "min_h", "max_h", "skills",
    "night_ok", "from", "to",
)  # fmt: skip
BREAKS = """
[[break]]
after_h = 4
minutes = 15
paid = true
earliest_h = 1.5
latest_h = 3.5
[[break]]
after_h = 5.5
minutes = 30
paid = false
earliest_h = 3.5
latest_h = 5.5
"""


@dataclass(frozen=True)
class PublicCentre:
    """How to make a centre folder: ``source`` below the shared folder, ``share`` of its counts."""

    name: str
    source: str
    timezone: str
    interval_minutes: int
    opening: dict[str, str]
    queue: str
    shifts: str
    workers: int
    night_workers: int
    share: float
    start: str

    @property
    def path(self) -> Path:
        """The history, which may be absent."""
        return SHARED / self.source


US_BANK = PublicCentre(
    name="US bank, 2003",
    source="us_bank_5min_2003/bank_calls_5min.csv.gz",
    timezone="America/New_York",
    interval_minutes=15,
    opening=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "07:00-21:00"),
    queue="aht_s = 180\npatience_s = 240\nanswered_within_s = 20",
    shifts='starts = "07:00-12:30/30"\nlengths_h = [8.5, 9]',
    workers=52,
    night_workers=0,
    share=0.15,
    start="2003-09-29",
)
ROUND_THE_CLOCK = PublicCentre(
    name="Israeli bank, 1999, round the clock",
    source="anonymous_bank_6min_1999/calls_6min_jan_aug_1999.csv.gz",
    timezone="Etc/GMT-2",
    interval_minutes=30,
    opening=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00"),
    queue="aht_s = 240\npatience_s = 350\nanswered_within_s = 30",
    shifts='starts = ["06:00-16:00/60", "22:00", "23:00", "00:00"]\nlengths_h = [8, 8.5]',
    workers=40,
    night_workers=30,
    share=1.0,
    start="1999-09-06",
)


def write_centre(centre: PublicCentre, folder: Path) -> Path:
    """Write a centre folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    opening = "\n".join(f'{day} = ["{hours}"]' for day, hours in centre.opening.items())
    (folder / "centre.toml").write_text(
        f'name = "{centre.name}"\ntimezone = "{centre.timezone}"\n'
        f"interval_minutes = {centre.interval_minutes}\npacks = {list(PACKS)}\n[opening]\n{opening}\n"
        f'[[queue]]\nname = "calls"\nchannel = "voice"\n{TARGET}\n{centre.queue}\n'
        f"[shrinkage]\nunplanned = 0.05\n[[shift]]\n{centre.shifts}\n{BREAKS}",
        encoding="utf-8",
    )
    with (folder / "workers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(WORKER_COLUMNS)
        for i in range(centre.workers):
            night = "yes" if i < centre.night_workers else "no"
            born = f"1965-04-{i % 28 + 1:02d}"
            writer.writerow((f"a{i:02d}", "a", born, "permanent", 36, "", "", "calls:3", night, "", ""))
    with (folder / "history.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("queue", "start", "offered"))
        writer.writerows(_history(centre))
    return folder


def _history(centre: PublicCentre) -> Iterator[tuple[str, str, int]]:
    first, last = next(iter(centre.opening.values())).split("-")
    with gzip.open(centre.path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if first <= row["start_local"][11:16] < last:
                yield "calls", row["start_local"], round(int(row["calls"]) * centre.share)
