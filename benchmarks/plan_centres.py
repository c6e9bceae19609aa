"""Plan the public centres and measure what came out; one JSON line a centre.

``python -m benchmarks.plan_centres [--seconds 300] [--out FILE]``
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

from .public_centres import PACKS, ROUND_THE_CLOCK, US_BANK, PublicCentre, write_centre

RESULTS = Path(__file__).parent / "results" / "plan_centres.jsonl"


def main() -> None:
    """Run every centre whose history is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--weeks", type=int, default=4)
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    lines = []
    for centre in (US_BANK, ROUND_THE_CLOCK):
        if not centre.path.exists():
            print(f"skipped {centre.name}: {centre.source} is not there", file=sys.stderr)
            continue
        lines.append(json.dumps(measure(centre, asked.weeks, asked.seconds)))
        print(lines[-1], flush=True)
    if lines:
        asked.out.parent.mkdir(exist_ok=True)
        asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(centre: PublicCentre, weeks: int, seconds: float) -> dict[str, Any]:
    """Plan, check and read the figures off the files."""
    with tempfile.TemporaryDirectory() as place:
        folder, out = write_centre(centre, Path(place) / "centre"), Path(place) / "out"
        began = monotonic()
        options = ["--start", centre.start, "--weeks", str(weeks), "--seconds", str(seconds)]
        plan = run("plan", str(folder), *options, "--out", str(out), "--json")
        took = monotonic() - began
        checked = check(folder, out)
        return {
            "centre": centre.name,
            "weeks": weeks,
            "workers": centre.workers,
            "wall_s": round(took, 1),
            "search_s": seconds,
            "objective": round(plan["objective"], 2),
            "bound": round(plan["bound"], 2),
            "covered": round(covered(out / "coverage.csv"), 4),
            "service_level": plan["service_level"],
            "check": checked["counts"],
            "python": platform.python_version(),
        }


def check(folder: Path, out: Path) -> dict[str, Any]:
    """The independent check of a planned roster."""
    packs = [word for pack in PACKS for word in ("--pack", pack)]
    return run("check", str(out / "roster.csv"), "--workers", str(folder / "workers.csv"), *packs, "--json")


def covered(coverage: Path) -> float:
    """Share of required agent-intervals that are covered."""
    with coverage.open(encoding="utf-8") as file:
        rows = [(float(row["required"]), float(row["scheduled"])) for row in csv.DictReader(file)]
    return sum(min(row) for row in rows) / sum(required for required, _ in rows)


def run(*arguments: str) -> dict[str, Any]:
    """A command's last line as JSON; raises CalledProcessError when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "equipoise", *arguments], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
