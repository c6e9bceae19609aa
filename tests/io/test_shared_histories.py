"""Real histories are read whole; they lie in a folder beside the repository and are skipped without it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from equipoise.contacts import History
from equipoise.errors import InvalidInput
from equipoise.io.history import read_history
from equipoise.timegrid import OpeningHours

CONTACTS = Path(__file__).resolve().parents[2] / "../shared/data/contacts"
US_BANK = CONTACTS / "us_bank_5min_2003/bank_calls_5min.csv.gz"
ANONYMOUS = CONTACTS / "anonymous_bank_6min_1999/calls_6min_jan_aug_1999.csv.gz"
WEEKDAYS = OpeningHours((((420, 1260),),) * 5 + ((), ()))


def read(path: Path, timezone: str, minutes: int, opening: OpeningHours | None) -> History:
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    columns = {"start": "start_local", "offered": "calls"}
    return read_history(
        path, timezone=timezone, interval_minutes=minutes, queues=None, opening=opening, columns=columns
    )


@pytest.mark.parametrize("minutes", [5, 15, 30])
@pytest.mark.parametrize("opening", [WEEKDAYS, None])
def test_the_us_bank_is_read_whole_with_its_six_closed_days(
    minutes: int, opening: OpeningHours | None
) -> None:
    history = read(US_BANK, "America/New_York", minutes, opening)
    assert np.nansum(history.offered) == 5_323_661
    assert {gap.filled_with for gap in history.gaps} == {"left open: whole day missing"}
    days = {int(day) for day in history.grid.local_day[~np.isnan(history.offered[0])]}
    assert len(days) == 164


def test_the_anonymous_bank_has_no_gap_on_a_clock_without_changes() -> None:
    history = read(ANONYMOUS, "Etc/GMT-2", 30, None)
    assert history.gaps == ()
    assert history.offered.shape == (1, 243 * 48)
    assert not np.isnan(history.offered).any()


def test_the_anonymous_bank_counts_an_hour_that_its_own_clock_skipped() -> None:
    with pytest.raises(
        InvalidInput, match=r"row 21862, field start_local: '1999-04-02 02:00:00' does not exist"
    ):
        read(ANONYMOUS, "Asia/Jerusalem", 30, None)
