"""Indices of a plan are sums and shares of its rows."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from equipoise.balance import balance_indices, worker_rows
from equipoise.rules.model import Absence
from equipoise.simulate import WorkerOutcome
from equipoise.timegrid import Stretch

from ..report.factory import make_plan, with_stretches

H = 3600


@pytest.fixture(scope="module")
def plan():
    return make_plan()


def test_paid_hours_are_the_hours_of_all_rows_but_meals(plan):
    money = balance_indices(plan).money
    paid = sum(row.seconds for row in plan.result.stretches if row.activity != "meal") / H
    assert money.paid_h == pytest.approx(paid)
    assert money.paid_h == pytest.approx(sum(row.paid_h for row in worker_rows(plan)))


def test_over_and_under_differ_by_the_sum_of_the_differences(plan):
    money = balance_indices(plan).money
    assert money.over_h - money.under_h == pytest.approx(money.paid_h + money.absence_h - money.contract_h)
    assert money.over_h > 0
    assert money.under_h > 0


def test_a_leave_row_in_the_roster_is_not_paid_twice(plan):
    day = plan.problem.grid.start_s
    leave = Stretch(plan.workforce.workers[3].name, day, day + 8 * H, "leave")
    with_leave = with_stretches(plan, (*plan.result.stretches, leave))
    assert balance_indices(with_leave).money == balance_indices(plan).money


def test_an_absence_that_begins_before_the_horizon_counts_in_part(plan):
    start = plan.problem.grid.start_s
    absence = Absence(plan.workforce.workers[0].name, start - 3 * 86_400, start + 86_400, "leave", 32.0)
    one = replace(plan, workforce=replace(plan.workforce, absences=(absence,)))
    assert worker_rows(one)[0].absence_h == pytest.approx(8.0)


def test_contract_hours_leave_out_days_before_and_after_employment(plan):
    first, *rest = plan.workforce.workers
    joined = replace(first, from_date=date(2026, 3, 30), to_date=date(2026, 4, 2))
    one = replace(plan, workforce=replace(plan.workforce, workers=(joined, *rest)))
    assert worker_rows(one)[0].contract_h == pytest.approx(first.contract_h * 4 / 7)


def test_a_shift_on_friday_night_takes_the_weekend(plan):
    name, clock = plan.workforce.workers[0].name, plan.problem.grid.clock
    friday = date(2026, 3, 27)
    late = Stretch(name, clock.instant_s(friday, 18 * 60), clock.instant_s(friday, 25 * 60), queue="Service")
    ended = Stretch(name, clock.instant_s(friday, 18 * 60), clock.instant_s(friday, 24 * 60), queue="Service")
    assert worker_rows(with_stretches(plan, (late,)))[0].free_weekends == 1
    assert worker_rows(with_stretches(plan, (ended,)))[0].free_weekends == 2


def test_service_has_mean_and_the_middle_nine_tenths_by_queue(plan):
    (service, *_) = balance_indices(plan).customers.queues
    shares = plan.simulation.queues[0].service_level
    assert service.mean == pytest.approx(shares.mean())
    assert (service.low, service.high) == pytest.approx(tuple(np.quantile(shares, [0.05, 0.95])))
    assert service.runs == 200


def test_a_queue_without_contacts_has_no_service_level(plan):
    silent = replace(plan.simulation.queues[0], service_level=np.full(200, np.nan))
    simulation = replace(plan.simulation, queues=(silent, *plan.simulation.queues[1:]))
    (service, *_) = balance_indices(replace(plan, simulation=simulation)).customers.queues
    assert np.isnan([service.mean, service.low, service.high]).all()


def test_occupancy_leaves_out_people_who_handled_nothing(plan):
    workers = (
        WorkerOutcome("a", 0.8, 0.1, 10),
        WorkerOutcome("b", 0.6, 0.3, 10),
        WorkerOutcome("c", np.nan, np.nan, 0),
    )
    one = replace(plan, simulation=replace(plan.simulation, workers=workers))
    strain = balance_indices(one).people.strain
    assert (strain.occupancy_mean, strain.occupancy_max, strain.people) == pytest.approx((0.7, 0.8, 2))
    assert (strain.no_pause_mean, strain.no_pause_max) == pytest.approx((0.2, 0.3))


def test_unsocial_hours_by_kind_add_up_and_lie_between_the_extremes(plan):
    unsocial = balance_indices(plan).people.unsocial
    assert sum(unsocial.hours.values()) == pytest.approx(unsocial.total_h)
    assert unsocial.min_share <= unsocial.share <= unsocial.max_share
    assert 0 < unsocial.gini < 1


def test_an_empty_roster_has_no_hours_and_free_weekends(plan):
    balance = balance_indices(with_stretches(plan, ()))
    assert balance.money.paid_h == 0
    assert balance.people.unsocial.people == 0
    assert balance.people.weekends.min_free == balance.people.weekends.weekends == 2
