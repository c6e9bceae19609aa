"""Play a roster against random contacts, over the whole horizon, many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from equipoise.centre import DEFERRED, Centre, Queue, Workforce
from equipoise.errors import InvalidInput
from equipoise.forecast import Forecast
from equipoise.staffing.requirement import handle_time
from equipoise.timegrid import Grid, Stretch
from equipoise.timegrid.stretch import WORK

from .draws import HandleTimes, draw_absences, draw_contacts
from .engine import play
from .model import QueueOutcome, Simulation, WorkerOutcome
from .presence import Changes, changes
from .state import CHAT, OUTBOUND, QUEUE, VOICE, FloatArray, IntArray, Records, new_world
from .state import DEFERRED as LATER
from .tally import Tally, share, tally

KINDS = {"voice": VOICE, "chat": CHAT, "outbound": OUTBOUND} | dict.fromkeys(DEFERRED, LATER)
STRAIN = ("available", "handling", "begun", "no_pause")


def simulate(
    centre: Centre,
    workforce: Workforce,
    forecast: Forecast,
    stretches: Sequence[Stretch],
    runs: int,
    seed: int,
    *,
    handle: HandleTimes = HandleTimes(),
) -> Simulation:
    """Simulate ``runs`` repetitions of the forecast's horizon with everybody at work as rostered.

    Contacts come as the forecast says: Poisson, with its gamma effects of day and interval. Handle times
    are lognormal around the forecast's mean (the queue's where unknown), patience is exponential. Voice
    and chat are cut off when the centre closes. Each shift is missed with probability
    ``centre.unplanned_shrinkage``. Breaks, meals and activities begin after the contact in hand. See
    :mod:`equipoise.simulate.routing` for who takes what. Seconds are Unix seconds throughout.

    Parameters
    ----------
    stretches
        The roster; ``work`` with a queue serves that queue first, without one all the worker's skills.
    runs
        Repetitions, at least 1.
    seed
        Whole number >= 0. The same seed gives the same contacts to every roster.
    handle
        Shape of handle times.

    Raises
    ------
    InvalidInput
        The roster or forecast names a worker or queue that is not known, or ``runs`` or ``seed`` is out
        of range.
    """
    if runs < 1 or seed < 0:
        raise InvalidInput(
            "runs must be at least 1 and seed at least 0", field="runs" if runs < 1 else "seed"
        )
    setting = _Setting.of(centre, workforce, forecast, stretches)
    results = [_repetition(setting, run, seed, handle) for run in range(runs)]
    tallies = [result[0] for result in results]
    total = _sum(tallies)
    backlog = np.mean([result[1] for result in results], axis=0)
    strain = np.sum([result[2] for result in results], axis=0)
    return Simulation(
        grid=forecast.grid,
        runs=runs,
        seed=seed,
        queues=tuple(
            _queue_outcome(queue, q, tallies, total, backlog[q]) for q, queue in enumerate(setting.queues)
        ),
        workers=_worker_outcomes(workforce, stretches, strain, runs),
    )


@dataclass(frozen=True)
class _Setting:
    """What is the same in every repetition."""

    centre: Centre
    workforce: Workforce
    forecast: Forecast
    queues: tuple[Queue, ...]
    rules: Records
    level: IntArray
    aht_s: FloatArray
    closing: FloatArray
    moves: Changes

    @classmethod
    def of(
        cls, centre: Centre, workforce: Workforce, forecast: Forecast, stretches: Sequence[Stretch]
    ) -> _Setting:
        known = {queue.name: queue for queue in centre.queues}
        unknown = [name for name in forecast.queues if name not in known]
        if unknown:
            raise InvalidInput(f"queue {unknown[0]!r} of the forecast is not in the centre", field="queue")
        queues = tuple(known[name] for name in forecast.queues)
        aht = [handle_time(queue, row) for queue, row in zip(queues, forecast.aht_s, strict=True)]
        times = np.array(aht).reshape(forecast.mean.shape)
        closing = _closing(centre, forecast.grid)
        moves = changes(stretches, workforce, centre, forecast.queues, forecast.grid)
        return cls(
            centre,
            workforce,
            forecast,
            queues,
            _rules(queues),
            _levels(queues, workforce),
            times,
            closing,
            moves,
        )


def _repetition(
    setting: _Setting, run: int, seed: int, handle: HandleTimes
) -> tuple[Tally, FloatArray, FloatArray]:
    forecast, grid = setting.forecast, setting.forecast.grid
    contacts = draw_contacts(forecast, setting.queues, setting.aht_s, setting.closing, seed, run, handle)
    moves = setting.moves
    first_day = int(min(moves.day.min(initial=grid.local_day[0]), grid.local_day[0]))
    days = np.arange(first_day, int(grid.local_day[-1]) + 1)
    missing = draw_absences(setting.workforce.workers, days, setting.centre.unplanned_shrinkage, seed, run)
    presence = moves.without(missing, first_day)
    world = new_world(contacts, setting.rules, setting.level, float(grid.start_s))
    backlog = play(world, presence, (grid.starts_s + grid.interval_s).astype(float))
    strain = np.array([world.agents[name] for name in STRAIN], dtype=float)
    return tally(contacts, setting.queues, float(grid.end_s), grid.n), backlog, strain


def _rules(queues: Sequence[Queue]) -> Records:
    rules = np.zeros(len(queues), QUEUE)
    rules["kind"] = [KINDS[queue.channel] for queue in queues]
    rules["weight"] = [1.0 / queue.concurrency if queue.channel == "chat" else 1.0 for queue in queues]
    rules["reserve"] = [queue.reserve for queue in queues]
    return rules


def _levels(queues: Sequence[Queue], workforce: Workforce) -> IntArray:
    level = [[worker.skills.get(queue.name, 0) for queue in queues] for worker in workforce.workers]
    return np.array(level, dtype=np.int64).reshape(len(workforce.workers), len(queues))


def _closing(centre: Centre, grid: Grid) -> FloatArray:
    """When the centre next closes, seen from each open interval; infinite if it does not, or is closed."""
    is_open = centre.opening.mask(grid)
    closes = np.append(is_open[:-1] & ~is_open[1:], False)
    ends = np.where(closes, (grid.starts_s + grid.interval_s).astype(float), np.inf)
    following = np.minimum.accumulate(ends[::-1])[::-1]
    return np.where(is_open, following, np.inf)


def _queue_outcome(
    queue: Queue, q: int, tallies: Sequence[Tally], total: Tally, backlog: FloatArray
) -> QueueOutcome:
    runs = len(tallies)
    resolved = float(total.answered[q].sum() + total.abandoned[q].sum())
    per_run = [float(share(queue, one, q, per_interval=False)) for one in tallies]
    return QueueOutcome(
        queue=queue.name,
        target=queue.share,
        offered=float(total.offered[q].sum()) / runs,
        answered=float(total.answered[q].sum()) / runs,
        abandoned=float(total.abandoned[q].sum()) / runs,
        mean_wait_s=float(total.wait_s[q].sum()) / resolved if resolved else np.nan,
        service_level=np.array(per_run),
        by_interval=share(queue, total, q, per_interval=True),
        backlog=backlog,
    )


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(*(np.sum([getattr(one, f.name) for one in tallies], axis=0) for f in fields(Tally)))


def _worker_outcomes(
    workforce: Workforce, stretches: Sequence[Stretch], strain: FloatArray, runs: int
) -> tuple[WorkerOutcome, ...]:
    """Everybody with work on the roster; 0 where there was no time, or no contact, to divide by."""
    rostered = {stretch.worker for stretch in stretches if stretch.activity == WORK}
    return tuple(
        WorkerOutcome(
            worker.name,
            float(handling / available) if available else 0.0,
            float(no_pause / begun) if begun else 0.0,
            float(begun) / runs,
        )
        for worker, (available, handling, begun, no_pause) in zip(workforce.workers, strain.T, strict=True)
        if worker.name in rostered
    )
