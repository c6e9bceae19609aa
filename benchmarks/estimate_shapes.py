"""Estimates the shapes of the demonstration centre from published contact data.

``python -m benchmarks.estimate_shapes [DATA]`` reads the folder of contact data (by default
``shared/data/contacts`` beside the repository), prints a table and writes
``src/equipoise/demo/shapes.json``. Nothing is random: the same data gives the same file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from equipoise.demo.dispersion import day_cv, day_effects, interval_cv

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = REPOSITORY.parent / "shared" / "data" / "contacts"
OUT = REPOSITORY / "src" / "equipoise" / "demo" / "shapes.json"
ESTIMATED_ON = "2026-11-24"
ARTEFACT_S = 10  # shorter recorded service is a fault of the recording, not a conversation
KEPT_SHARE = 0.6  # an Israeli working day below this share of its expected total is a holiday
FULL_DAY_CALLS = 300  # days with fewer served calls are half days: their mean says little
KM_AT_S = (10, 20, 30, 60, 120, 180, 240, 300, 600, 900)
TYPES = {
    "regular": "PS",
    "prospect": "NW",
    "stock_exchange": "NE",
    "internet_support": "IN",
    "english": "PE",
}
SOURCES = {
    "retail_bank": "Weinberg, Brown and Stroud (2007), JASA 102:1185-1198: calls handled by the retail line "
    "of a large North American bank in 5-minute intervals, weekdays 07:00-21:05, 3 March to 24 October 2003 "
    "(fpp2::calls, fpp3::bank_calls)",
    "small_bank": "Guedj and Mandelbaum (2000), Technion: calls to an Israeli bank in 6-minute intervals, "
    "January to August 1999 (Rfssa::Callcenter)",
    "calls": "Guedj and Mandelbaum (2000), Technion, analysed in Brown et al. (2005), JASA 100:36-50: calls "
    "to the same bank one by one, January and February 1999",
}
METHODS = {
    "weekday_factor": "median of day totals over a running median of 21 open days, mean 1",
    "profile": "share of a day's calls in each interval, by weekday, summed over days",
    "day_cv": "variance of day total / (weekday factor x level), less Poisson noise; ordinary days only",
    "interval_cv": "squared error round day total x weekday profile, less multinomial noise, over squared "
    "mean",
    "month_turn": "mean day effect of the last open day and the first three of a month; days after a "
    "closure left out",
    "after_closure": "median day effect of the first open day after a weekday closure",
    "handle_time": f"service times of calls served, those under {ARTEFACT_S} s left out",
    "day_mean_cv": "variance of daily mean service time less its sampling variance",
    "patience": "exponential: waiting time of all who queued / number who hung up; Kaplan-Meier beside it",
}


def estimate(data: Path) -> dict[str, Any]:
    """All shapes as a JSON-able dictionary; numbers rounded to four significant digits."""
    calls = _calls(data / "anonymous_bank_calls_1999")
    return {
        "made_by": "benchmarks/estimate_shapes.py",
        "estimated_on": ESTIMATED_ON,
        "sources": SOURCES,
        "methods": METHODS,
        "retail_bank": retail_bank(data / "us_bank_5min_2003" / "bank_calls_5min.csv.gz"),
        "small_bank": small_bank(data / "anonymous_bank_6min_1999" / "calls_6min_jan_aug_1999.csv.gz"),
        "handle_time": handle_times(calls),
        "patience": patience(calls),
        "abandonment": abandonment(calls),
    }


def retail_bank(file: Path) -> dict[str, Any]:
    """Weekdays, profile and dispersion of the large line, 07:00-21:00 in 15 minutes."""
    days, counts = _matrix(file, minutes=15, first=7 * 60, last=21 * 60)
    weekday = np.array([day.weekday() for day in days])
    totals = counts.sum(axis=1)
    effects = day_effects(totals, weekday)
    after = _after_closure(days)
    near = after | np.roll(after, 1)
    turn = _days_round_month_turn(days)
    ordinary = ~near & (turn == 0)
    kept, kinds = counts[~near], weekday[~near]
    return {
        "days": len(days),
        "calls_a_day": _round(totals.mean()),
        "weekday_factor": [_round(effects.weekday_factor[w]) for w in range(5)],
        "profile_from_minute": 420,
        "profile_minutes": 15,
        "profile": [_shares(counts[~near & (weekday == w)]) for w in range(5)],
        "month_turn": {str(at): _round(effects.ratio[(turn == at) & ~near].mean()) for at in (-1, 1, 2, 3)},
        "after_closure": _round(np.median(effects.ratio[after])),
        "after_closure_days": int(after.sum()),
        "day_cv": _round(day_cv(effects.ratio[ordinary], totals[ordinary])),
        "day_cv_without_calendar": _round(day_cv(effects.ratio, totals)),
        "interval_cv": {str(15 * k): _round(interval_cv(_merge(kept, k), kinds)) for k in (1, 2, 4)},
    }


def small_bank(file: Path) -> dict[str, Any]:
    """Working days (Sunday to Thursday, 07:00-24:00) and the short day (Friday, 07:00-14:00)."""
    days, counts = _matrix(file, minutes=6, first=7 * 60, last=24 * 60)
    weekday = np.array([day.weekday() for day in days])
    working = np.isin(weekday, (6, 0, 1, 2, 3))
    full, totals, kinds = counts[working], counts[working].sum(axis=1), weekday[working]
    effects = day_effects(totals, kinds)
    kept = effects.ratio >= KEPT_SHARE
    short = counts[weekday == 4][:, :70]
    short = short[short.sum(axis=1) >= KEPT_SHARE * np.median(short.sum(axis=1))]
    return {
        "days": int(kept.sum()),
        "holidays_left_out": int((~kept).sum()),
        "calls_a_day": _round(totals[kept].mean()),
        "weekday_factor": [_round(effects.weekday_factor[w]) for w in (6, 0, 1, 2, 3)],
        "profile_from_minute": 420,
        "profile_minutes": 30,
        "profile": _shares(_merge(full[kept], 5)),
        "short_day_factor": _round(np.median(short.sum(axis=1)) / np.median(totals[kept])),
        "short_day_from_minute": 420,
        "short_day_profile": _shares(_merge(short, 5)),
        "day_cv": _round(day_cv(effects.ratio[kept], totals[kept])),
        "interval_cv": {
            str(6 * k): _round(interval_cv(_merge(full[kept], k), kinds[kept])) for k in (1, 5, 10)
        },
    }


def handle_times(calls: pl.DataFrame) -> dict[str, Any]:
    """Mean, spread and lognormal parameters by type of call, and how much a day's mean moves."""
    served = calls.filter((pl.col("outcome") == "AGENT") & (pl.col("ser_time") >= ARTEFACT_S))
    by_type = {"all": served} | {n: served.filter(pl.col("type") == t) for n, t in TYPES.items()}
    by_day = served.group_by("date").agg(
        n=pl.len(), mean=pl.col("ser_time").mean(), var=pl.col("ser_time").var()
    )
    full = by_day.filter(pl.col("n") >= FULL_DAY_CALLS).sort("date")
    means = full["mean"].to_numpy()
    sampling = float((full["var"].to_numpy() / full["n"].to_numpy()).mean())
    spread = np.sqrt(max(means.var(ddof=1) - sampling, 0.0)) / means.mean()
    return {
        "by_type": {name: _handle_time(rows["ser_time"].to_numpy()) for name, rows in by_type.items()},
        "day_mean_cv": _round(spread),
        "days": len(full),
    }


def patience(calls: pl.DataFrame) -> dict[str, Any]:
    """Mean patience by type; for all calls the Kaplan-Meier curve beside the exponential one."""
    queued = calls.filter((pl.col("q_time") > 0) & pl.col("outcome").is_in(["AGENT", "HANG"]))
    by_type = {"all": queued} | {n: queued.filter(pl.col("type") == t) for n, t in TYPES.items()}
    means = {name: _patience(rows) for name, rows in by_type.items()}
    waited = queued["q_time"].to_numpy().astype(float)
    left = (queued["outcome"] == "HANG").to_numpy()
    mean = float(waited.sum() / left.sum())
    times, survival = kaplan_meier(waited, left)
    still = [float(survival[np.searchsorted(times, at, side="right") - 1]) for at in KM_AT_S]
    return {
        "by_type": means,
        "after_s": list(KM_AT_S),
        "kaplan_meier": [_round(value) for value in still],
        "exponential": [_round(np.exp(-at / mean)) for at in KM_AT_S],
        "kaplan_meier_median_s": int(times[np.argmax(survival <= 0.5)]),
    }


def abandonment(calls: pl.DataFrame) -> dict[str, Any]:
    """Share of calls that hung up, of all and of those that queued."""
    real = calls.filter(pl.col("outcome").is_in(["AGENT", "HANG"]))
    queued = real.filter(pl.col("q_time") > 0)
    return {
        "calls": len(real),
        "of_all": _round((real["outcome"] == "HANG").to_numpy().mean()),
        "of_queued": _round((queued["outcome"] == "HANG").to_numpy().mean()),
        "queued": _round(len(queued) / len(real)),
    }


def kaplan_meier(waited: NDArray[np.float64], left: NDArray[np.bool_]) -> tuple[Any, Any]:
    """Times at which somebody left and the share still waiting after each (product limit)."""
    times, leavers = np.unique(waited[left], return_counts=True)
    at_risk = len(waited) - np.searchsorted(np.sort(waited), times, side="left")
    return times, np.cumprod(1.0 - leavers / at_risk)


def _handle_time(seconds: NDArray[np.int64]) -> dict[str, Any]:
    logs = np.log(seconds)
    return {
        "calls": len(seconds),
        "mean_s": _round(seconds.mean()),
        "median_s": _round(np.median(seconds)),
        "cv": _round(seconds.std() / seconds.mean()),
        "log_mean": _round(logs.mean()),
        "log_sd": _round(logs.std()),
    }


def _patience(queued: pl.DataFrame) -> dict[str, Any]:
    left = int((queued["outcome"] == "HANG").sum())
    mean_s = float(queued["q_time"].sum()) / left
    return {"queued": len(queued), "hung_up": left, "mean_s": _round(mean_s)}


def _calls(folder: Path) -> pl.DataFrame:
    files = [folder / f"{month}_1999.csv.gz" for month in ("january", "february")]
    text = pl.concat([pl.read_csv(file, infer_schema_length=0) for file in files])
    return text.with_columns(pl.col("ser_time").cast(pl.Int64), pl.col("q_time").cast(pl.Int64))


def _matrix(file: Path, minutes: int, first: int, last: int) -> tuple[list[date], NDArray[np.float64]]:
    start = pl.col("start_local")
    minute = start.dt.hour().cast(pl.Int64) * 60 + start.dt.minute().cast(pl.Int64)
    rows = pl.read_csv(file, try_parse_dates=True).with_columns(day=start.dt.date(), minute=minute)
    rows = rows.filter((pl.col("minute") >= first) & (pl.col("minute") < last))
    summed = rows.group_by("day", pl.col("minute") // minutes).agg(pl.col("calls").sum())
    summed = summed.sort("day", "minute")
    days = summed["day"].unique().sort().to_list()
    return days, summed["calls"].to_numpy().astype(float).reshape(len(days), (last - first) // minutes)


def _merge(counts: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    merged: NDArray[np.float64] = counts.reshape(len(counts), -1, k).sum(axis=2)
    return merged


def _after_closure(days: Sequence[date]) -> NDArray[np.bool_]:
    """Days before which at least one weekday is absent."""
    usual = {0: 3}
    later = [(day - before).days > usual.get(day.weekday(), 1) for before, day in pairwise(days)]
    return np.array([False, *later])


def _days_round_month_turn(days: Sequence[date]) -> NDArray[np.int64]:
    """1, 2, 3 for the first open days of a month, -1 for the last, 0 for the others."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in days:
        months.setdefault((day.year, day.month), []).append(day)
    mark = {open_days[-1]: -1 for open_days in months.values()}
    for open_days in months.values():
        mark |= {day: at for at, day in enumerate(open_days[:3], start=1)}
    return np.array([mark.get(day, 0) for day in days])


def _shares(counts: NDArray[np.float64]) -> list[float]:
    return [_round(share) for share in counts.sum(axis=0) / counts.sum()]


def _round(value: float | np.floating[Any]) -> float:
    return float(f"{float(value):.4g}")


def _table(shapes: dict[str, Any], prefix: str = "") -> list[str]:
    lines: list[str] = []
    for key, value in shapes.items():
        if isinstance(value, dict):
            lines += _table(value, f"{prefix}{key}.")
        elif key not in ("profile", "short_day_profile"):
            lines.append(f"{prefix + key:48} {value}")
    return lines


def main(arguments: Sequence[str]) -> None:
    shapes = estimate(Path(arguments[0]) if arguments else DATA)
    numbers = {key: value for key, value in shapes.items() if key not in ("sources", "methods")}
    print("\n".join(_table(numbers)))
    OUT.write_text(json.dumps(shapes, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
