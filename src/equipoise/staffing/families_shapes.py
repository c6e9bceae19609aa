"""Families of reference values on patience, lines, redials, large teams and uncertain rates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from equipoise.errors import InvalidInput

from .finite_lines import finite_lines
from .general_patience import performance_with
from .many_servers import (
    agents_for_p_wait,
    beta_for_p_wait,
    p_wait_halfin_whitt,
    p_wait_with_abandonment,
    scaled_p_abandon,
    square_root_agents,
)
from .named import DEFINITION, Inputs, pick
from .patience import (
    Deterministic,
    Exponential,
    Gamma,
    Lognormal,
    Mixture,
    Times,
    Weibull,
    hyperexponential,
)
from .redial import with_redials
from .uncertain_rate import count_probability, with_uncertain_rate

OFFERED = "answered_over_offered"


def _by_cv(shape: type[Lognormal] | type[Gamma], described: Mapping[str, Any]) -> Times:
    return shape(described["mean_s"], described["cv"])


KINDS: dict[str, Callable[[Mapping[str, Any]], Times]] = {
    "exponential": lambda p: Exponential(p["mean_s"]),
    "deterministic": lambda p: Deterministic(p["value_s"]),
    "lognormal": lambda p: Lognormal.of_logarithm(p["mu"], p["sigma"]) if "mu" in p else _by_cv(Lognormal, p),
    "gamma": lambda p: _by_cv(Gamma, p),
    "erlang": lambda p: Gamma(p["mean_s"], p["stages"] ** -0.5),
    "weibull": lambda p: Weibull(p["scale_s"], p["shape"]),
    "hyperexp": lambda p: hyperexponential((p["p"], 1.0 - p["p"]), (p["mean1_s"], p["mean2_s"])),
}


def patience_of(described: Mapping[str, Any]) -> Times:
    """A distribution from its JSON object; ``balk`` in it is the share that never waits."""
    if described.get("kind") not in KINDS:
        raise InvalidInput(f"patience {described.get('kind')!r} is not one of {', '.join(KINDS)}")
    shape = KINDS[described["kind"]](described)
    balk = described.get("balk", 0.0)
    return Mixture((balk, 1.0 - balk), (Deterministic(0.0), shape)) if balk else shape


def _general(i: Inputs, output: str) -> float:
    at = performance_with(
        i["agents"],
        i["calls_per_hour"],
        i["aht_s"],
        answered_within_s=i["t_s"],
        definition=DEFINITION.get(output, OFFERED),
        patience=patience_of(i["patience"]),
    )
    values = {
        "p_wait": at.p_wait,
        "p_abandon": at.p_abandon,
        "mean_wait_all_s": at.mean_wait_s,
        "asa_s": at.asa_s,
        "occupancy": at.occupancy,
        "abandoned_within_t": at.abandoned_within,
        "mean_queue": at.mean_wait_s * i["calls_per_hour"] / 3600.0,
    }
    return pick(values | dict.fromkeys(DEFINITION, at.service_level), output)


def _lines(i: Inputs, output: str) -> float:
    at = finite_lines(
        i["agents"],
        i["lines"],
        i["calls_per_hour"],
        i["aht_s"],
        answered_within_s=i["t_s"],
        definition=DEFINITION.get(output, OFFERED),
        patience_s=i.get("mean_patience_s"),
    )
    values = {
        "p_blocked": at.p_blocked,
        "p_wait_of_offered": at.p_wait,
        "p_abandon_of_offered": at.p_abandon,
        "abandoned_within_t": at.abandoned_within,
        "sl_answered_over_accepted": at.service_level_accepted,
        "occupancy": at.occupancy,
    }
    return pick(values | dict.fromkeys(DEFINITION, at.service_level), output)


def _redials(i: Inputs, output: str) -> float:
    name = output.removesuffix("_per_attempt")
    found = with_redials(
        i["agents"],
        i["fresh_calls_per_hour"],
        i["aht_s"],
        redial_share=i["redial_prob_of_abandoned"],
        patience_s=i["mean_patience_s"],
        answered_within_s=i["t_s"],
        definition=DEFINITION.get(name, OFFERED),
    )
    level = found.attempt.service_level
    values = {
        "total_calls_per_hour": found.attempts_per_h,
        "p_abandon_per_attempt": found.attempt.p_abandon,
        "p_wait_per_attempt": found.attempt.p_wait,
    }
    return pick(values | {f"{one}_per_attempt": level for one in DEFINITION}, output)


def _halfin_whitt(i: Inputs, output: str) -> float:
    return pick({"p_wait": p_wait_halfin_whitt(i["beta"])}, output)


def _garnett(i: Inputs, output: str) -> float:
    at = (i["beta"], i["mu_over_theta"])
    return pick(
        {"p_wait": p_wait_with_abandonment(*at), "sqrt_n_times_p_abandon": scaled_p_abandon(*at)}, output
    )


def _square_root(i: Inputs, output: str) -> float:
    load, ratio, target = i["load_erlangs"], i["mu_over_theta"], i["p_wait_target"]
    beta = beta_for_p_wait(target, ratio)
    values = {
        "beta": beta,
        "agents_rule": square_root_agents(load, beta),
        "agents_exact_erlang_a": agents_for_p_wait(load, ratio, max_p_wait=target),
    }
    return pick(values, output)


def _uncertain(i: Inputs, output: str) -> float:
    if output == "p_count_negative_binomial":
        return float(count_probability(i["count"], i["mean_calls_per_hour"], i["rate_cv"]))
    at = with_uncertain_rate(
        i["agents"],
        i["mean_calls_per_hour"],
        i["aht_s"],
        rate_cv=i["rate_cv"],
        patience_s=i["mean_patience_s"],
        answered_within_s=i["t_s"],
        definition=OFFERED,
    )
    values = {
        "sl_mean_over_rate": at.over_rates,
        "sl_call_weighted": at.over_contacts,
        "p_abandon": at.p_abandon,
    }
    return pick(values, output)


SHAPES = {
    "mmn_g": _general,
    "finite_lines": _lines,
    "retrial_fixed_point": _redials,
    "halfin_whitt": _halfin_whitt,
    "garnett_mandelbaum_reiman": _garnett,
    "square_root_staffing": _square_root,
    "uncertain_rate": _uncertain,
}
