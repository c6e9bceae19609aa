"""The main job: history -> forecast -> requirement -> roster -> independent check -> simulation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from equipoise.centre import Centre, Workforce
from equipoise.contacts import History
from equipoise.errors import InvalidInput
from equipoise.forecast import Forecast
from equipoise.forecast.scores import Backtest
from equipoise.plan import Plan
from equipoise.roster import Problem, Progress, Result
from equipoise.roster.stops import Stop
from equipoise.rules.model import Findings, Pack
from equipoise.staffing import Requirement
from equipoise.timegrid import Grid, Stretch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BACKTEST_WEEKS = 4
TELL_EVERY = 100  # tours
Say = Callable[[str], None]


@dataclass(frozen=True)
class Request:
    """What is asked for: ``start`` is the first local day, ``stop`` makes a fresh stop rule for the
    search, ``runs`` is how often the simulation repeats the horizon. ``say`` hears each step's name,
    ``watch`` each improvement of the search; an exception that either raises ends the job. ``given`` are
    the rows of a roster made by hand, judged as they are instead of a search."""

    start: date
    weeks: int
    seed: int
    stop: Callable[[], Stop]
    runs: int = 20
    inputs_sha256: str = ""
    say: Say = lambda step: None
    watch: Callable[[Progress], None] = lambda progress: None
    given: tuple[Stretch, ...] | None = None


@dataclass
class _Clock:
    say: Say
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.say(name)
        began = monotonic()
        yield
        self.seconds[name] = round(monotonic() - began, 3)


def make_plan(
    centre: Centre, workforce: Workforce, history: History, packs: tuple[Pack, ...], request: Request
) -> Plan:
    """Run every step under the packs given; raises InvalidInput or Infeasible as the steps do."""
    clock = _Clock(request.say)
    with clock.step("forecast"):
        forecast = _forecast(centre, history, request)
    with clock.step("backtest"):
        backtests = _backtests(centre, history, request)
    with clock.step("requirement"):
        requirement = _require(forecast, centre)
    problem = pose(centre, workforce, requirement, packs)
    with clock.step("roster"):
        result = _solve(problem, request)
    with clock.step("check"):
        findings = check_roster(problem, packs, result)
    with clock.step("simulation"):
        from equipoise.roster.rows import carried_over
        from equipoise.simulate.run import simulate

        rows = (*carried_over(problem), *result.stretches)
        simulation = simulate(centre, workforce, forecast, rows, request.runs, request.seed)
    return Plan(
        centre, workforce, history, forecast, backtests, requirement, packs, problem, result, findings,
        simulation, request.start, request.weeks, request.seed, request.inputs_sha256, clock.seconds,
    )  # fmt: skip


def pose(centre: Centre, workforce: Workforce, requirement: Requirement, packs: tuple[Pack, ...]) -> Problem:
    """The roster problem of a centre, its people and what it needs."""
    return pose_cover(
        centre, workforce, requirement.grid, requirement.queues, requirement.agents_planned, packs
    )


def pose_cover(
    centre: Centre,
    workforce: Workforce,
    grid: Grid,
    queues: tuple[str, ...],
    required: NDArray[np.float64],
    packs: tuple[Pack, ...],
) -> Problem:
    """The same where only the people planned are known, ``required`` of shape ``(n_queues, grid.n)``."""
    return Problem(
        grid=grid,
        queues=queues,
        required=required,
        opening=centre.opening,
        workforce=workforce,
        shifts=centre.shifts,
        breaks=centre.breaks,
        activities=centre.activities,
        rules=tuple(rule for pack in packs for rule in pack.rules),
        weights=centre.weights,
    )


def check_roster(problem: Problem, packs: tuple[Pack, ...], result: Result) -> Findings:
    """Judge the finished roster by the checker, which shares no code with the optimiser."""
    from equipoise.rules.centre_view import CentreFacts
    from equipoise.rules.checker import check
    from equipoise.rules.open_hours import open_spans
    from equipoise.rules.timelines import build_timelines

    grid, workforce = problem.grid, problem.workforce
    timelines = build_timelines(
        result.stretches,
        tuple(worker.facts for worker in problem.workers),
        grid.clock,
        grid.start_s,
        grid.end_s,
        workforce.previous,
        workforce.absences,
        workforce.leave,
    )
    opening = open_spans(problem.opening, grid.clock, grid.start_s, grid.end_s)
    return check(timelines, packs, CentreFacts(opening))


def _forecast(centre: Centre, history: History, request: Request) -> Forecast:
    from equipoise.forecast.fit import forecast

    made = forecast(history, centre.opening, centre.holidays, request.start, request.weeks)
    return made.with_usual_handle_times(centre)


def _backtests(centre: Centre, history: History, request: Request) -> dict[str, Backtest]:
    """Accuracy a queue over the last weeks before the start; a history too short for it has none."""
    from equipoise.forecast.backtest import backtest

    known = history.before(Grid.over_days(request.start, 1, 60, centre.timezone).start_s)
    levels = (str(centre.interval_minutes), "day")
    tested: dict[str, Backtest] = {}
    for name in known.queues:
        with suppress(InvalidInput):
            tested[name] = backtest(
                known.one(name), centre.opening, centre.holidays, BACKTEST_WEEKS, (0,), levels
            )
    return tested


def _require(forecast: Forecast, centre: Centre) -> Requirement:
    from equipoise.staffing.requirement import require

    return require(forecast, centre)


def _solve(problem: Problem, request: Request) -> Result:
    from equipoise.roster.given import weigh
    from equipoise.roster.solve import solve

    if request.given is not None:
        return weigh(problem, request.given)

    def tell(progress: Progress) -> None:
        request.watch(progress)
        if progress.work // TELL_EVERY != (progress.work - 4) // TELL_EVERY:
            request.say(f"roster: {progress.objective:.1f} agent-hours, at least {progress.bound:.1f}")

    return solve(problem, request.stop(), request.seed, on_progress=tell)
