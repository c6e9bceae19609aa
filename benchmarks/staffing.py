"""How many cells a second the fewest agents are found for, in one thread; one JSON line a model.

``python -m benchmarks.staffing [--cells 100000] [--out FILE]``

CPU time of the best of three calls. ``first_call_s`` is the wall time of a fresh process's first call,
imports and compilation (or its cache) included. Where pyworkforce is installed, it answers some of the
same cells in the same run; ``ratio`` is how many times as many cells a second there are here, ``agree``
the share of answers that are the same as its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy as np  # noqa: E402  (after the number of threads)
from numpy.typing import NDArray  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "staffing.jsonl"
DEFINITION = "answered_over_offered"
PEER_CELLS = 2000
FIRST = (
    "from time import perf_counter as now; began = now();"
    "from equipoise.staffing.performance import required;"
    "required([240.0], [300.0], answered_within_s=20, share=0.8, definition='answered_over_offered',"
    " patience_s={patience}); print(now() - began)"
)


@dataclass(frozen=True)
class Cells:
    """Loads of 0.3 to 824 erlangs, log-uniform, with usual handle times and targets; arrays ``(n,)``."""

    rate_per_h: NDArray[np.float64]
    aht_s: NDArray[np.float64]
    patience_s: NDArray[np.float64]
    within_s: NDArray[np.float64]
    share: NDArray[np.float64]

    @classmethod
    def draw(cls, n: int, seed: int = 1) -> Cells:
        random = np.random.default_rng(seed)
        load = np.exp(random.uniform(np.log(0.3), np.log(824.0), n))
        aht = random.choice([120.0, 180.0, 240.0, 300.0, 480.0], n)
        patience = random.choice([60.0, 120.0, 180.0, 300.0, 600.0], n)
        within = random.choice([10.0, 20.0, 30.0, 60.0, 120.0], n)
        return cls(load * 3600.0 / aht, aht, patience, within, random.choice([0.5, 0.7, 0.8, 0.9, 0.95], n))

    def first(self, n: int) -> Cells:
        return Cells(*(getattr(self, name)[:n] for name in self.__dataclass_fields__))


def main() -> None:
    """Measure Erlang C and A, with and without an occupancy ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=100_000)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    cells = Cells.draw(asked.cells)
    peer = measure_peer(cells.first(PEER_CELLS))
    lines = []
    for model in ("Erlang C", "Erlang A"):
        for ceiling in (1.0, 0.85):
            lines.append(json.dumps(measure(model, cells, ceiling, peer)))
            print(lines[-1], flush=True)
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(model: str, cells: Cells, ceiling: float, peer: dict[str, Any] | None) -> dict[str, Any]:
    """One model's speed, and against the peer's Erlang C."""
    found = answer(model, cells, ceiling)
    seconds = min(timed(lambda: answer(model, cells, ceiling)) for _ in range(3))
    speed = len(cells.aht_s) / seconds
    row: dict[str, Any] = {
        "model": model,
        "max_occupancy": ceiling,
        "cells": len(cells.aht_s),
        "cells_per_cpu_s": round(speed),
        "us_per_cell": round(1e6 / speed, 3),
        "first_call_s": first_call(model),
        "agents": int(found.sum()),
        "python": platform.python_version(),
        "peer": None,
    }
    if peer is not None:
        same = None
        if model == "Erlang C" and ceiling == 1.0:
            same = float(np.mean(answer(model, cells.first(PEER_CELLS), ceiling) == peer["agents"]))
        row["peer"] = {
            "name": peer["name"],
            "model": "Erlang C",
            "cells_per_cpu_s": round(peer["speed"]),
            "ratio": round(speed / peer["speed"], 1),
            "agree": same,
        }
    return row


def answer(model: str, cells: Cells, ceiling: float) -> NDArray[np.int64]:
    """The fewest agents of every cell."""
    from equipoise.staffing.performance import required

    return required(
        cells.rate_per_h,
        cells.aht_s,
        answered_within_s=cells.within_s,
        share=cells.share,
        definition=DEFINITION,
        patience_s=cells.patience_s if model == "Erlang A" else None,
        max_occupancy=ceiling,
    )


def measure_peer(cells: Cells) -> dict[str, Any] | None:
    """pyworkforce's Erlang C on the same cells, one by one; ``None`` where it is not installed."""
    if importlib.util.find_spec("pyworkforce") is None:
        return None
    from pyworkforce.queuing import ErlangC

    rows = list(
        zip(
            *(getattr(cells, name).tolist() for name in ("rate_per_h", "aht_s", "within_s", "share")),
            strict=True,
        )
    )

    def all_of_them() -> list[int]:
        return [
            ErlangC(
                transactions=rate, asa=within / 60, aht=aht / 60, interval=60, shrinkage=0.0
            ).required_positions(service_level=share, max_occupancy=1.0)["raw_positions"]
            for rate, aht, within, share in rows
        ]

    agents = np.array(all_of_them())
    seconds = min(timed(all_of_them) for _ in range(2))
    return {"name": "pyworkforce", "agents": agents, "speed": len(rows) / seconds}


def timed(work: Callable[[], object]) -> float:
    """CPU seconds."""
    began = process_time()
    work()
    return process_time() - began


def first_call(model: str) -> float:
    """Wall seconds of importing and one call in a fresh process."""
    patience = "[180.0]" if model == "Erlang A" else "None"
    done = subprocess.run(
        [sys.executable, "-c", FIRST.format(patience=patience)], check=True, capture_output=True, text=True
    )
    return round(float(done.stdout), 3)


if __name__ == "__main__":
    main()
