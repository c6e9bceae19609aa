from __future__ import annotations

from datetime import timedelta

import numpy as np

from equipoise.demo.recipe import LAST_DAY
from equipoise.forecast import Forecast
from equipoise.staffing.requirement import require
from equipoise.timegrid import Grid

WEEKS = 4


def mean_of_last_weeks(centre) -> Forecast:
    """The plainest forecast: for each weekday and time of day the mean of the last four weeks."""
    history, weeks = centre.history, WEEKS
    start = LAST_DAY + timedelta(days=1)
    grid = Grid.over_days(start, 7 * weeks, centre.centre.interval_minutes, centre.centre.timezone)
    recent = history.grid.local_day >= grid.local_day[0] - 7 * weeks
    slot = history.grid.weekday * 1440 + history.grid.local_minute
    mean = np.zeros((len(history.queues), grid.n))
    for at, wanted in enumerate(grid.weekday * 1440 + grid.local_minute):
        same = history.offered[:, recent & (slot == wanted)]
        mean[:, at] = np.nan_to_num(same).sum(axis=1) / max(1, same.shape[1])
    unknown = np.full_like(mean, np.nan)
    some = np.full(len(history.queues), 0.1)
    return Forecast(grid, history.queues, mean, np.repeat(mean[:, None], 7, axis=1), unknown, some, some)


def test_requirement_takes_about_nine_tenths_of_the_hours_left_for_contacts(centre):
    requirement = require(mean_of_last_weeks(centre), centre.centre)
    grid, workers = requirement.grid, centre.workforce.workers
    needed_h = requirement.agents_planned.sum() * grid.interval_s / 3600
    leave_h = sum(
        absence.counted_h
        * max(0, min(absence.end_s, grid.end_s) - max(absence.start_s, grid.start_s))
        / (absence.end_s - absence.start_s)
        for absence in centre.workforce.absences
    )
    planned_h = WEEKS * sum(
        activity.per_week * activity.minutes / 60
        for activity in centre.centre.activities
        for worker in workers
        if activity.group in ("", worker.team)
    )
    paid_break_share = 0.5 / 8.0
    contracts_h = WEEKS * sum(worker.contract_h for worker in workers)
    left_h = (contracts_h - leave_h) * (1 - paid_break_share) - planned_h
    assert 0.85 < needed_h / left_h < 0.95
