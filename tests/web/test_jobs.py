"""A job's result comes in once, whatever happens to its worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
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
SHORT_S = 2.0


def wait_until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for: {what}"
        time.sleep(0.05)


def stored() -> int:
    return AuditEntry.objects.filter(action="sample.stored").count()


class Process:
    """A real worker process on the test's database."""

    def __init__(self, url: str, folder: Path, repository: Path) -> None:
        self.log = folder / f"worker{len(list(folder.glob('worker*')))}.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "django", "work", "--lease", str(SHORT_S)],
            cwd=repository,
            env={**os.environ, "EQUIPOISE_DATABASE_URL": url, "PYTHONPATH": str(repository)},
            stdout=subprocess.DEVNULL,
            stderr=self.log.open("w"),
        )
        self.pid = self.process.pid

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> None:
        if self.process.poll() is None:
            self.send(signal.SIGCONT)
            self.process.kill()
        self.process.wait(10)


@pytest.fixture
def worker(own_database: str, tmp_path: Path, repository: Path) -> Iterator[Callable[[], Process]]:
    started: list[Process] = []

    def start() -> Process:
        started.append(Process(own_database, tmp_path, repository))
        return started[-1]

    yield start
    for process in started:
        process.end()


@pytest.fixture
def slow(own_database: str, tmp_path: Path) -> tuple[Run, Path, Path]:
    """A run that waits for a gate, the gate, and the log of its starts."""
    gate, log = tmp_path / "gate", tmp_path / "starts"
    log.touch()
    run = queue.enqueue("sample.wait", {"gate": str(gate), "log": str(log)}, key="one")
    return run, gate, log


def state(run: Run) -> str:
    return Run.objects.get(pk=run.pk).state


def test_after_sigkill_of_the_worker_another_finishes_and_there_is_one_result(
    slow: tuple[Run, Path, Path], worker: Callable[[], Process]
) -> None:
    run, gate, log = slow
    first = worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the first worker's start")
    first.send(signal.SIGKILL)
    second = worker()
    wait_until(lambda: len(log.read_text().split()) == 2, "the second worker's start")
    gate.touch()
    wait_until(lambda: state(run) == RunState.DONE, "the result")
    run.refresh_from_db()
    assert json.loads(run.result) == {"pid": second.pid}
    assert (run.attempts, run.fence, stored()) == (2, 2, 1)


def test_a_worker_that_slept_through_its_lease_is_fenced_off(
    slow: tuple[Run, Path, Path], worker: Callable[[], Process]
) -> None:
    run, gate, log = slow
    first = worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the first worker's start")
    first.send(signal.SIGSTOP)
    second = worker()
    wait_until(lambda: len(log.read_text().split()) == 2, "the second worker's start")
    gate.touch()
    wait_until(lambda: state(run) == RunState.DONE, "the result")
    first.send(signal.SIGCONT)
    wait_until(lambda: "fenced off" in first.log.read_text(), "the late result's refusal")
    run.refresh_from_db()
    assert json.loads(run.result) == {"pid": second.pid}
    assert (run.attempts, run.fence, stored()) == (2, 2, 1)


def test_a_lease_is_kept_while_the_work_lasts_longer_than_it(
    slow: tuple[Run, Path, Path], worker: Callable[[], Process]
) -> None:
    run, gate, log = slow
    worker(), worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    time.sleep(2 * SHORT_S)
    gate.touch()
    wait_until(lambda: state(run) == RunState.DONE, "the result")
    run.refresh_from_db()
    assert (run.attempts, stored(), json.loads(run.progress)) == (1, 1, {"waits": str(gate)})


def test_three_workers_do_each_of_thirty_runs_once(own_database: str, worker: Callable[[], Process]) -> None:
    for number in range(30):
        queue.enqueue("sample.wait", {}, key=str(number))
    for _ in range(3):
        worker()
    wait_until(lambda: Run.objects.filter(state=RunState.DONE).count() >= 30, "thirty results")
    assert stored() == 30
    assert set(Run.objects.exclude(kind="audit.checkpoint").values_list("attempts", flat=True)) == {1}


def test_a_cancelled_run_stops_and_stores_nothing(
    slow: tuple[Run, Path, Path], worker: Callable[[], Process]
) -> None:
    run, _, log = slow
    worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    queue.cancel(run)
    wait_until(lambda: state(run) == RunState.CANCELLED, "the cancellation")
    assert stored() == 0


def test_a_worker_told_to_stop_finishes_the_run_at_hand(
    slow: tuple[Run, Path, Path], worker: Callable[[], Process]
) -> None:
    run, gate, log = slow
    process = worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    process.send(signal.SIGTERM)
    gate.touch()
    assert process.process.wait(30) == 0
    assert state(run) == RunState.DONE


def test_the_worker_seals_the_audit_and_follows_the_schedule_beside_its_work(
    slow: tuple[Run, Path, Path], worker: Callable[[], Process]
) -> None:
    _, _, log = slow
    process = worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    wait_until(lambda: Run.objects.filter(kind="audit.checkpoint").exists(), "the schedule's run")
    wait_until(lambda: "audit failed" in process.log.read_text(), "the complaint about the missing key")


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
        lambda: queue.beat(late, LEASE, "1"),
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
    assert (run.state, run.error) == (RunState.FAILED, "gave up after 3 attempts")


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
