"""How fast a day with skill groups is simulated, and what pairing the contacts is worth.

``python -m benchmarks.simulation INSTANCE [--days 400] [--out FILE]``

CPU time in one thread, drawing of contacts and strain of every agent included, compilation apart. Where
SimPy is installed, its event loop (one process a call, drawing not counted) plays some of the same days
in the same run, and must count the same contacts as answered and abandoned. The variance of the
difference that four more agents make is compared between days with the same contacts and independent
days.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
from collections import deque
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy as np  # noqa: E402  (after the number of threads)

from equipoise.simulate.days import difference, simulate_days  # noqa: E402
from equipoise.simulate.groups import ABANDONED, ANSWERED  # noqa: E402
from equipoise.simulate.instance import Instance  # noqa: E402
from equipoise.simulate.instance_draws import draw_day  # noqa: E402
from equipoise.simulate.instance_file import read_instance  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "simulation.jsonl"
MEASURE = "sl_excl_short_abandons"
PEER_DAYS = 3
SEED = 1


def main() -> None:
    """Measure speed and pairing on one instance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    instance = read_instance(asked.instance)
    parts = (speed(instance, asked.days), pairing(instance, asked.days))
    lines = [json.dumps({"instance": asked.instance.name, **part}) for part in parts]
    print("\n".join(lines), flush=True)
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def speed(instance: Instance, days: int) -> dict[str, Any]:
    """CPU time a day, contacts a second, and SimPy's loop on the same days where it is installed."""
    began = perf_counter()
    simulate_days(instance, 1, SEED)
    first = perf_counter() - began
    began = process_time()
    found = simulate_days(instance, days, SEED)
    seconds = (process_time() - began) / days
    contacts = float(found.counts[..., (ANSWERED, ABANDONED)].sum()) / days
    return {
        "part": "speed",
        "days": days,
        "ms_per_day": round(1e3 * seconds, 3),
        "events_per_cpu_s": round(2.0 * contacts / seconds),
        "first_day_s": round(first, 3),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "python": platform.python_version(),
        "peer": peer(instance, seconds),
    }


def pairing(instance: Instance, days: int) -> dict[str, Any]:
    """Variance of the difference that one more agent in each of the first four groups makes."""
    more = replace(instance, agents=tuple(n + (g < 4) for g, n in enumerate(instance.agents)))
    base, changed = (simulate_days(team, days, SEED) for team in (instance, more))
    apart = simulate_days(more, days, SEED + 1)
    paired = difference(changed, base, MEASURE)
    independent = np.hypot(apart.ratio(MEASURE).half_width, base.ratio(MEASURE).half_width)
    return {
        "part": "pairing",
        "days": days,
        "measure": MEASURE,
        "difference": round(paired.mean, 5),
        "half_width": round(paired.half_width, 5),
        "variance_ratio": round(float(independent / paired.half_width) ** 2, 1),
    }


def peer(instance: Instance, seconds: float) -> dict[str, Any] | None:
    """SimPy on the same contacts; ``None`` where it is not installed, an error where it counts otherwise."""
    if importlib.util.find_spec("simpy") is None:
        return None
    ours, spent = simulate_days(instance, PEER_DAYS, SEED).counts, 0.0
    for day in range(PEER_DAYS):
        counts, took = simpy_day(instance, day)
        spent += took
        if not np.array_equal(counts, ours[day][:, (ANSWERED, ABANDONED)]):
            raise RuntimeError(f"SimPy counts day {day} differently")
    return {
        "name": "simpy",
        "ms_per_day": round(1e3 * spent / PEER_DAYS, 1),
        "ratio": round(spent / PEER_DAYS / seconds, 1),
    }


def simpy_day(instance: Instance, day: int) -> tuple[Any, float]:
    """Answered and abandoned by skill, ``(n_skills, 2)``, and CPU seconds of the loop alone."""
    import simpy

    drawn = draw_day(instance, SEED, day)
    skills = np.repeat(np.arange(len(instance.aht_s)), np.diff(drawn.first)).tolist()
    handle, patience, at = drawn.handle_s.tolist(), drawn.patience_s.tolist(), drawn.at.tolist()
    counts = np.zeros((len(instance.aht_s), 2))
    idle, gone = list(instance.agents), set[int]()
    queues: list[deque[tuple[int, Any]]] = [deque() for _ in instance.groups_of]
    env = simpy.Environment()

    def call(contact: int) -> Any:
        skill = skills[contact]
        group = next((g for g in instance.groups_of[skill] if idle[g]), None)
        if group is None:
            turn = env.event()
            queues[skill].append((contact, turn))
            yield (turn if np.isinf(patience[contact]) else turn | env.timeout(patience[contact]))
            if not turn.triggered:
                gone.add(contact)
                counts[skill, 1] += 1
                return
            group = turn.value
        else:
            idle[group] -= 1
        counts[skill, 0] += 1
        yield env.timeout(handle[contact])
        following = next_turn(group)
        if following is None:
            idle[group] += 1
        else:
            following.succeed(group)

    def next_turn(group: int) -> Any:
        for skill in instance.skills_of[group]:
            while queues[skill]:
                contact, turn = queues[skill].popleft()
                if contact not in gone:
                    return turn
        return None

    def arrivals() -> Any:
        for contact in np.argsort(drawn.at, kind="stable").tolist():
            yield env.timeout(at[contact] - env.now)
            env.process(call(contact))

    env.process(arrivals())
    began = process_time()
    env.run()
    return counts, process_time() - began


if __name__ == "__main__":
    main()
