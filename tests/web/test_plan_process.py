"""A plan asked for once is there once, though the process that makes it is killed or asleep."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from tests.web.small_centre import SmallCentre, make_small_centre
from tests.web.waiting import wait_until
from tests.web.worker_process import SHORT_S, Process
from tests.web.world import make_world

from equipoise_web.core.jobs import queue
from equipoise_web.core.models import Run, RunState
from equipoise_web.scheduling import plan_job
from equipoise_web.scheduling.actions.plans import request_plan
from equipoise_web.scheduling.models import Roster

SEARCH_S = 4.0  # long enough to be met in the middle of it
PATIENCE_S = 240  # a first run compiles its kernels


@pytest.fixture
def small(own_database: str) -> SmallCentre:
    with transaction.atomic():
        return make_small_centre(make_world())


@pytest.fixture
def run(small: SmallCentre) -> Run:
    return request_plan(
        actor=small.planner, centre=small.centre, start=small.monday, weeks=1, seconds=SEARCH_S, key="once"
    )


def searching(run: Run) -> bool:
    """Whether the search has shown a first roster."""
    run.refresh_from_db()
    return "objective" in (json.loads(run.progress) or {})


class Pulse:
    """Nobody looks, and nobody asks to stop."""

    cancelled = lost = False

    def tell(self, progress: object) -> None:
        """Nobody looks."""


def made(small: SmallCentre, run: Run) -> list[Roster]:
    return list(small.centre.rosters.filter(run=run))


def wait_for_the_plan(run: Run) -> None:
    def ended() -> bool:
        run.refresh_from_db()
        return run.state not in (RunState.QUEUED, RunState.RUNNING)

    wait_until(ended, "the plan", PATIENCE_S)
    assert run.state == RunState.DONE, run.error


def test_killed_in_mid_plan_there_is_one_finished_plan(
    small: SmallCentre, run: Run, worker: Callable[..., Process]
) -> None:
    first = worker()
    wait_until(lambda: searching(run), "the search", PATIENCE_S)
    first.send(signal.SIGKILL)
    worker()
    wait_for_the_plan(run)
    (roster,) = made(small, run)
    assert json.loads(run.result) == {"roster": str(roster.uuid)}
    assert (run.attempts, run.fence) == (2, 2)
    assert roster.checks.get().blocking == 0
    assert roster.stretches.exists()


def sleeps(
    small: SmallCentre, run: Run, worker: Callable[..., Process], lease_s: float, asleep_s: float
) -> None:
    """The first worker is stopped in mid-plan, a second finishes it, the first wakes up."""
    first = worker(lease_s)
    wait_until(lambda: searching(run), "the search", PATIENCE_S)
    first.send(signal.SIGSTOP)
    stopped = time.monotonic()
    worker(lease_s)
    wait_for_the_plan(run)
    time.sleep(max(0.0, stopped + asleep_s - time.monotonic()))
    first.send(signal.SIGCONT)
    wait_until(lambda: "fenced off" in first.log.read_text(), "the late plan's refusal", PATIENCE_S)
    assert len(made(small, run)) == 1
    assert run.fence == 2


def test_a_plan_that_slept_through_its_lease_is_fenced_off(
    small: SmallCentre, run: Run, worker: Callable[..., Process]
) -> None:
    sleeps(small, run, worker, SHORT_S, asleep_s=0)


@pytest.mark.soak
def test_a_plan_that_slept_for_two_minutes_is_fenced_off(
    small: SmallCentre, run: Run, worker: Callable[..., Process]
) -> None:
    sleeps(small, run, worker, lease_s=30, asleep_s=120)


def test_asking_twice_with_one_key_plans_once(small: SmallCentre, run: Run) -> None:
    again = request_plan(
        actor=small.planner, centre=small.centre, start=small.monday, weeks=1, seconds=SEARCH_S, key="once"
    )
    assert again == run


def test_a_plan_whose_inputs_changed_meanwhile_is_not_stored(small: SmallCentre, run: Run) -> None:
    claimed = queue.claim("here", timedelta(minutes=10))
    assert claimed is not None
    queue.begin(claimed)
    plan = plan_job.compute(json.loads(run.arguments) | {"seconds": None, "work": 4}, Pulse())
    small.queues[0].aht_s = 400
    small.queues[0].save(update_fields=["aht_s"])
    with pytest.raises(queue.InputChanged):
        queue.commit(claimed, plan)
    run.refresh_from_db()
    assert run.state == RunState.OUTDATED
    assert made(small, run) == []
