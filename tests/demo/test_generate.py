from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from equipoise.demo.examples import EXAMPLES, SEED
from equipoise.demo.generate import write_centre, write_demonstration
from equipoise.demo.recipe import LAST_DAY

REPOSITORY = Path(__file__).resolve().parents[2]
FILES = {
    "absences.csv",
    "availability.csv",
    "centre.toml",
    "history.csv",
    "preferences.csv",
    "previous.csv",
    "workers.csv",
}
WHIT_MONDAY = date(2026, 5, 25)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in (".csv", ".toml")}


def test_same_seed_gives_the_same_bytes(demonstration, tmp_path):
    write_demonstration(tmp_path, 1)
    assert contents(tmp_path) == contents(demonstration.folder)


def test_another_seed_gives_other_people_and_contacts(demonstration, tmp_path):
    write_demonstration(tmp_path, 2)
    first, second = contents(demonstration.folder), contents(tmp_path)
    assert {name for name in first if first[name] == second[name]} == {"centre.toml"}
    assert set(second) == FILES | {"facts.csv"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_committed_example_is_a_fresh_run(name, tmp_path):
    write_centre(tmp_path, EXAMPLES[name], SEED)
    assert contents(REPOSITORY / "examples" / name) == contents(tmp_path)


def test_every_file_is_there(centre):
    facts = {"facts.csv"} if centre.folder.name == "demonstration" else set()
    assert set(contents(centre.folder)) == FILES | facts


def test_history_holds_whole_weeks_up_to_the_last_day(centre, written):
    weeks = 26 if centre is written["demonstration"] else 8
    first = LAST_DAY - timedelta(days=7 * weeks - 1)
    days = [first + timedelta(days=n) for n in range(7 * weeks)]
    assert first.weekday() == 0
    assert list(daily_totals(centre.folder)) == [day for day in days if centre.centre.opening.ranges(day)]


def test_history_has_no_gap_and_nothing_while_closed(centre):
    assert centre.history.gaps == ()
    is_open = centre.centre.opening.mask(centre.history.grid)
    assert (np.isfinite(centre.history.offered) == is_open).all()


def test_counts_are_consistent(centre):
    history = centre.history
    recorded = np.isfinite(history.answered)
    assert (history.offered == history.answered + history.abandoned)[recorded].all()
    talked = recorded & (history.answered > 0)
    assert (history.aht_s[talked] > 0).all()
    assert np.isnan(history.aht_s[recorded & (history.answered == 0)]).all()


def test_some_but_not_most_people_abandon_where_somebody_waits(centre):
    for queue, offered, abandoned in zip(
        centre.history.queues, centre.history.offered, centre.history.abandoned, strict=True
    ):
        if centre.centre.queue(queue).channel in ("voice", "chat"):
            assert 0.01 < np.nansum(abandoned) / np.nansum(offered) < 0.12


def test_mean_handle_time_is_that_of_the_centre(demonstration):
    history = demonstration.history
    for q, queue in enumerate(history.queues):
        answered = np.nan_to_num(history.answered[q])
        mean = np.nansum(answered * np.nan_to_num(history.aht_s[q])) / answered.sum()
        assert mean == pytest.approx(demonstration.centre.queue(queue).aht_s, rel=0.04)


def test_public_holiday_is_short_and_the_day_after_busy(demonstration):
    totals = daily_totals(demonstration.folder)
    tuesdays = [total for day, total in totals.items() if day.weekday() == 1]
    assert totals[WHIT_MONDAY] < 0.5 * np.median(tuesdays)
    assert totals[date(2026, 5, 26)] > 1.05 * np.median(tuesdays[1:4])


def test_offsets_follow_the_clock_change(demonstration):
    with (demonstration.folder / "history.csv").open(encoding="utf-8") as file:
        starts = {row["start"] for row in csv.DictReader(file)}
    assert "2026-10-24T09:00:00+02:00" in starts
    assert "2026-10-26T09:00:00+01:00" in starts


def daily_totals(folder: Path) -> dict[date, int]:
    totals: dict[date, int] = {}
    with (folder / "history.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = datetime.fromisoformat(row["start"]).date()
            totals[day] = totals.get(day, 0) + int(row["offered"])
    return dict(sorted(totals.items()))
