"""A result comes in once, though its worker process is killed, stopped or asleep."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.web.waiting import wait_until
from tests.web.worker_process import SHORT_S, Process

from equipoise_web.core.jobs import queue
from equipoise_web.core.models import AuditEntry, Run, RunState


def stored() -> int:
    return AuditEntry.objects.filter(action="sample.stored").count()


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
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
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


def sleeps_through_its_lease(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process], lease_s: float
) -> None:
    run, gate, log = slow
    first = worker(lease_s)
    wait_until(lambda: len(log.read_text().split()) == 1, "the first worker's start")
    first.send(signal.SIGSTOP)
    second = worker(lease_s)
    wait_until(lambda: len(log.read_text().split()) == 2, "the second worker's start", 60 + lease_s)
    gate.touch()
    wait_until(lambda: state(run) == RunState.DONE, "the result")
    first.send(signal.SIGCONT)
    wait_until(lambda: "fenced off" in first.log.read_text(), "the late result's refusal")
    run.refresh_from_db()
    assert json.loads(run.result) == {"pid": second.pid}
    assert (run.attempts, run.fence, stored()) == (2, 2, 1)


def test_a_worker_that_slept_through_its_lease_is_fenced_off(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
) -> None:
    sleeps_through_its_lease(slow, worker, SHORT_S)


@pytest.mark.soak
def test_a_worker_that_slept_through_a_lease_of_two_minutes_is_fenced_off(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
) -> None:
    sleeps_through_its_lease(slow, worker, 120.0)


def test_a_lease_is_kept_while_the_work_lasts_longer_than_it(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
) -> None:
    run, gate, log = slow
    worker(), worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    time.sleep(2 * SHORT_S)
    gate.touch()
    wait_until(lambda: state(run) == RunState.DONE, "the result")
    run.refresh_from_db()
    assert (run.attempts, stored(), json.loads(run.progress)) == (1, 1, {"waits": str(gate)})


def test_three_workers_do_each_of_thirty_runs_once(own_database: str, worker: Callable[..., Process]) -> None:
    for number in range(30):
        queue.enqueue("sample.wait", {}, key=str(number))
    for _ in range(3):
        worker()
    runs = Run.objects.filter(kind="sample.wait")
    wait_until(lambda: not runs.exclude(state=RunState.DONE).exists(), "thirty results")
    assert stored() == 30
    assert set(runs.values_list("attempts", flat=True)) == {1}


def test_a_cancel_reaches_the_computation_within_two_seconds_and_nothing_is_stored(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
) -> None:
    run, _, log = slow
    worker(60.0)  # a heartbeat each 15 s would be too slow to carry it
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    asked = time.monotonic()
    assert queue.cancel(run)
    wait_until(lambda: state(run) == RunState.CANCELLED, "the cancellation")
    assert time.monotonic() - asked < 2.5
    assert stored() == 0


def test_progress_is_in_the_database_within_two_seconds_whatever_the_lease(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
) -> None:
    run, gate, log = slow
    worker(60.0)
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    told = time.monotonic()
    wait_until(lambda: Run.objects.get(pk=run.pk).progress != "null", "the progress")
    assert time.monotonic() - told < 2.5
    assert json.loads(Run.objects.get(pk=run.pk).progress) == {"waits": str(gate)}
    gate.touch()
    wait_until(lambda: state(run) == RunState.DONE, "the result")


def test_a_worker_told_to_stop_finishes_the_run_at_hand(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
) -> None:
    run, gate, log = slow
    process = worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    process.send(signal.SIGTERM)
    gate.touch()
    assert process.process.wait(30) == 0
    assert state(run) == RunState.DONE


def test_the_worker_seals_the_audit_and_follows_the_schedule_beside_its_work(
    slow: tuple[Run, Path, Path], worker: Callable[..., Process]
) -> None:
    _, _, log = slow
    process = worker()
    wait_until(lambda: len(log.read_text().split()) == 1, "the start")
    wait_until(lambda: Run.objects.filter(kind="audit.checkpoint").exists(), "the schedule's run")
    wait_until(lambda: "audit failed" in process.log.read_text(), "the complaint about the missing key")
