"""A job's result comes in once, whatever happens to its worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.web.world import World

from equipoise_web.core.jobs import queue
from equipoise_web.core.jobs.keeper import Lease
from equipoise_web.core.jobs.schedule import following, tick
from equipoise_web.core.jobs.worker import Worker
from equipoise_web.core.models import AuditEntry, CatchUp, Organisation, Run, RunState, Schedule

LEASE = timedelta(seconds=30)


def stored() -> int:
    return AuditEntry.objects.filter(action="sample.stored").count()


def state(run: Run) -> str:
    return Run.objects.get(pk=run.pk).state


def claimed(key: str = "one", **arguments: Any) -> Run:
    queue.enqueue("sample.wait", arguments, key=key)
    run = queue.claim("me", LEASE)
    assert run is not None
    queue.begin(run)
    return run


def expire(run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_asking_twice_with_one_key_runs_once(database: str) -> None:
    first = queue.enqueue("sample.wait", {"n": 1}, key="same")
    assert queue.enqueue("sample.wait", {"n": 2}, key="same") == first
    assert Run.objects.count() == 1


def test_a_late_result_is_refused_after_another_claim(database: str) -> None:
    late = claimed()
    expire(late)
    current = queue.claim("other", LEASE)
    assert current is not None
    assert current.fence == late.fence + 1
    queue.begin(current)
    for attempt in (
        lambda: queue.commit(late, {}),
        lambda: queue.begin(late),
        lambda: queue.beat(late, LEASE),
        lambda: queue.show(late, "1"),
    ):
        with pytest.raises(queue.Fenced):
            attempt()
    queue.fail(late, "late failure")
    queue.end_cancelled(late)
    assert state(current) == RunState.RUNNING
    queue.commit(current, {})
    with pytest.raises(queue.Fenced):
        queue.commit(current, {})
    assert stored() == 1


def test_a_run_with_a_lease_is_not_claimed(database: str) -> None:
    claimed()
    assert queue.claim("other", LEASE) is None


def test_a_result_from_inputs_that_changed_is_not_stored(world: World) -> None:
    run = claimed()
    Organisation.objects.filter(pk=world.organisation.pk).update(name="Renamed")
    with pytest.raises(queue.InputChanged):
        queue.commit(run, {})
    assert (state(run), stored()) == (RunState.OUTDATED, 0)


def test_a_result_whose_storing_fails_leaves_the_run_unfinished(database: str) -> None:
    run = claimed()
    with pytest.raises(TypeError, match="multiple values"), transaction.atomic():
        queue.commit(run, {"action": "a name that the audit takes itself"})
    assert (state(run), stored()) == (RunState.RUNNING, 0)


def test_a_failing_run_is_tried_again_later_and_given_up_at_last(database: str) -> None:
    run = queue.enqueue("sample.wait", {"fails": True}, key="bad")
    worker = Worker(lease=LEASE)
    for attempt in (1, 2, 3):
        assert worker.work_once()
        run.refresh_from_db()
        assert (run.attempts, run.error) == (attempt, "ZeroDivisionError: as asked")
        assert not worker.work_once()
        Run.objects.filter(pk=run.pk).update(due_at=timezone.now())
    assert run.state == RunState.FAILED


def test_a_run_that_kills_its_workers_is_given_up(database: str) -> None:
    run = claimed()
    for _ in range(2):
        expire(run)
        again = queue.claim("next", LEASE)
        assert again is not None
    expire(run)
    assert queue.claim("next", LEASE) is None
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.FAILED, "job.gave_up: no worker finished it in 3 attempts")


def test_a_lost_lease_is_told_to_the_computation(database: str) -> None:
    run = claimed()
    lease = Lease(run, LEASE)
    lease.renew()
    assert not lease.lost
    expire(run)
    queue.claim("other", LEASE)
    lease.renew()
    assert lease.lost


def test_a_waiting_run_is_cancelled_at_once(database: str) -> None:
    run = queue.enqueue("sample.wait", {}, key="x")
    queue.cancel(run)
    assert state(run) == RunState.CANCELLED
    assert queue.claim("me", LEASE) is None


def test_a_kind_that_does_not_exist_cannot_be_enqueued(database: str) -> None:
    with pytest.raises(LookupError, match="nothing_such"):
        queue.enqueue("nothing_such", {}, key="x")


def at_once(count: int, work: Callable[[], Any]) -> list[Any]:
    """Call ``work`` in threads that begin together, each with its own connection."""
    barrier, results = threading.Barrier(count), []

    def one() -> None:
        barrier.wait()
        try:
            results.append(work())
        except Exception as problem:
            results.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_one_key_asked_by_many_at_once_makes_one_run(own_database: str) -> None:
    runs = at_once(6, lambda: queue.enqueue("sample.wait", {}, key="same"))
    assert {getattr(run, "pk", run) for run in runs} == {Run.objects.get().pk}


def test_one_run_claimed_by_many_at_once_goes_to_one(own_database: str) -> None:
    queue.enqueue("sample.wait", {}, key="x")
    assert [run.fence for run in at_once(6, lambda: queue.claim("me", LEASE)) if run is not None] == [1]


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def schedule(own_database: str) -> Schedule:
    Schedule.objects.all().delete()
    return Schedule.objects.create(
        name="hourly", kind="sample.wait", every_s=3600, catch_up=CatchUp.EACH, next_at=NOON
    )


def test_every_missed_time_is_caught_up_once_by_many_at_once(schedule: Schedule) -> None:
    made = at_once(5, lambda: len(tick(NOON + timedelta(hours=9, minutes=59))))
    assert sorted(made) == [0, 0, 0, 0, 10]
    assert Run.objects.count() == 10
    assert tick(NOON + timedelta(hours=9, minutes=59)) == []
    assert len(tick(NOON + timedelta(hours=10))) == 1


def test_a_clock_set_back_repeats_nothing(schedule: Schedule) -> None:
    tick(NOON + timedelta(hours=2))
    Schedule.objects.update(next_at=NOON)
    tick(NOON + timedelta(hours=2))
    assert Run.objects.count() == 3


def test_only_the_latest_is_caught_up_where_that_is_enough(schedule: Schedule) -> None:
    Schedule.objects.update(catch_up=CatchUp.LATEST)
    (run,) = tick(NOON + timedelta(hours=9, minutes=59))
    assert run.key.endswith("20260301T210000000000")
    assert tick(NOON + timedelta(hours=9, minutes=59)) == []


def test_nothing_is_due_before_its_time_or_when_switched_off(schedule: Schedule) -> None:
    assert tick(NOON - timedelta(seconds=1)) == []
    Schedule.objects.update(enabled=False)
    assert tick(NOON) == []


@pytest.mark.parametrize(
    ("at", "days"),
    [
        (clock(2, 30), ["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"]),
        (clock(6, 0), ["2026-03-28T05:00", "2026-03-29T04:00", "2026-03-30T04:00"]),
        (clock(2, 30), ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"]),
    ],
)
def test_a_daily_time_keeps_its_local_hour_across_a_clock_change(at: clock, days: list[str]) -> None:
    schedule = Schedule(daily_at=at, timezone="Europe/Amsterdam")
    slots = [datetime.fromisoformat(f"{day}:00+00:00") for day in days]
    assert [following(schedule, slot) for slot in slots[:-1]] == slots[1:]


def test_a_schedule_has_one_rhythm(database: str) -> None:
    for rhythm in ({}, {"every_s": 5, "daily_at": clock(1)}, {"every_s": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Schedule.objects.create(name="x", kind="sample.wait", next_at=NOON, **rhythm)
