"""Families of reference values on loads that change during the day."""

from __future__ import annotations

from .daily import daily_agents
from .named import Inputs, pick
from .offered_load import Sinusoid, agents_for_delay
from .performance import HOUR_S, required
from .transient import transient

OFFERED = "answered_over_offered"
HALF_HOUR_S = 1800.0
FLOOR = "agents_sum_daily_target_floor_"


def _sinusoid(i: Inputs) -> Sinusoid:
    return Sinusoid(i["mean_rate_per_h"], i["amplitude_per_h"], i["freq_rad_per_h"])


def _modified_load(i: Inputs, output: str) -> float:
    rate, service = _sinusoid(i), i["service_rate_per_h"]
    load = rate.load(i["t_h"], service)
    if output.startswith("agents_min_s"):
        if not i["patience_rate_equals_service_rate"]:
            raise NotImplementedError(output)
        return float(agents_for_delay(load, max_delay=i["delay_prob_target"]))
    return pick({"m_t": load, "psa_load": rate.stationary_load(i["t_h"], service)}, output)


def _sipp(i: Inputs, output: str) -> float:
    rate, length = _sinusoid(i), i["interval_h"]
    start = i["interval"] * length
    values = {
        "sipp_mean_rate": rate.mean_rate(start, length),
        "lag_sipp_mean_rate": rate.mean_rate(start - 1.0 / i["service_rate_per_h"], length),
    }
    return pick(values, output)


def _transient(i: Inputs, output: str) -> float:
    patience = i.get("patience_rate_per_h")
    if i["start"] != "empty":
        raise NotImplementedError(i["start"])
    at = transient(
        i["agents_by_interval"],
        i["rate_per_h_by_interval"],
        HOUR_S / i["service_rate_per_h"],
        interval_s=i["interval_h"] * HOUR_S,
        patience_s=HOUR_S / patience if patience else None,
    )
    values = {
        "arrival_averaged_p_wait": at.p_wait,
        "p_abandon_rate_share": at.p_abandon,
        "busy_share": at.occupancy,
    }
    return pick({name: row[i["interval"]] for name, row in values.items()}, output)


def _daily(i: Inputs, output: str) -> float:
    calls, aht, patience = i["calls_by_half_hour"], i["aht_s"], i.get("mean_patience_s")
    if i["model"] not in ("erlang_c", "erlang_a"):
        raise NotImplementedError(i["model"])
    if output == "agents_sum_each_interval":
        rates = [count * HOUR_S / HALF_HOUR_S for count in calls]
        target = {"answered_within_s": i["t_s"], "share": i["sl_target"], "definition": OFFERED}
        return float(required(rates, aht, patience_s=patience, **target).sum())
    if output != "agents_sum_daily_weighted_target" and not output.startswith(FLOOR):
        raise NotImplementedError(output)
    plan = daily_agents(
        calls,
        aht,
        interval_s=HALF_HOUR_S,
        answered_within_s=i["t_s"],
        share=i["sl_target"],
        definition=OFFERED,
        floor_share=float(output.removeprefix(FLOOR)) if output.startswith(FLOOR) else 0.0,
        patience_s=patience,
    )
    return float(plan.agents.sum())


DAY = {
    "modified_offered_load": _modified_load,
    "sipp": _sipp,
    "transient_mtmsm": _transient,
    "daily_vs_interval": _daily,
}
