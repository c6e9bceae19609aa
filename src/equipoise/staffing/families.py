"""The families of reference values that are computed here: inputs and output name -> value."""

from __future__ import annotations

from collections.abc import Callable

from .blend import blend
from .blocking import blocking
from .deferred import constant_agents
from .definitions import service_level
from .families_day import DAY
from .families_shapes import SHAPES
from .named import DEFINITION, Inputs, pick
from .performance import performance, required, required_for_abandonment
from .shrinkage import gross, headcount
from .sojourn import done_within
from .strain import strain


def _erlang_b(i: Inputs, output: str) -> float:
    return pick({"blocking": blocking(i["agents"], i["load_erlangs"])}, output)


def _erlang(i: Inputs, output: str) -> float:
    at = performance(
        i["agents"],
        i["calls_per_hour"],
        i["aht_s"],
        answered_within_s=i["t_s"],
        definition=DEFINITION.get(output, "answered_over_offered"),
        patience_s=i.get("mean_patience_s"),
    )
    values = {
        "p_wait": at.p_wait,
        "service_level": at.service_level,
        "asa_s": at.asa_s,
        "p_abandon": at.p_abandon,
        "mean_wait_all_s": at.mean_wait_s,
        "occupancy": at.occupancy,
        "mean_queue": at.mean_wait_s * i["calls_per_hour"] / 3600.0,
        "abandoned_within_t": at.abandoned_within,
    }
    return pick(values | dict.fromkeys(DEFINITION, at.service_level), output)


def _sojourn(i: Inputs, output: str) -> float:
    done = done_within(i["agents"], i["calls_per_hour"], i["aht_s"], deadline_s=i["deadline_s"])
    return pick({"p_done_by_deadline": done}, output)


def _erlang_c_requirement(i: Inputs, output: str) -> float:
    found = required(
        i["calls_per_hour"],
        i["aht_s"],
        answered_within_s=i["t_s"],
        share=i["sl_target"],
        definition="answered_over_offered",
        max_occupancy=i["max_occupancy"],
    )
    return pick({"min_agents": found}, output)


def _erlang_a_requirement(i: Inputs, output: str) -> float:
    rate, aht, patience = i["calls_per_hour"], i["aht_s"], i["mean_patience_s"]
    if i["measure"] == "p_abandon":
        found = required_for_abandonment(rate, aht, max_abandon=i["target"], patience_s=patience)
    elif i["measure"] in DEFINITION:
        found = required(
            rate,
            aht,
            answered_within_s=i["t_s"],
            share=i["target"],
            definition=DEFINITION[i["measure"]],
            patience_s=patience,
        )
    else:
        raise NotImplementedError(i["measure"])
    return pick({"min_agents": found}, output)


def _chat(i: Inputs, output: str) -> float:
    levels = i["aht_s_at_concurrency"]
    at = performance(
        i["agents"],
        i["chats_per_hour"],
        levels if len(levels) > 1 else levels[0],
        answered_within_s=0.0,
        definition="answered_over_offered",
        patience_s=i["mean_patience_s"],
        concurrency=len(levels),
    )
    values = {
        "p_wait": at.p_wait,
        "p_abandon": at.p_abandon,
        "mean_active_chats": at.in_hand,
        "share_of_agents_with_a_chat": at.busy_agents / i["agents"],
    }
    return pick(values, output)


def _blend(i: Inputs, output: str) -> float:
    at = blend(
        i["agents"],
        i["inbound_per_hour"],
        i["aht_s"],
        reserve=i["idle_agents_reserved"],
        answered_within_s=i["t_s"],
    )
    values = {
        "inbound_service_level": at.service_level,
        "outbound_per_hour": at.outbound_per_h,
        "occupancy": at.occupancy,
    }
    return pick(values, output)


def _shrinkage(i: Inputs, output: str) -> float:
    net, parts = i["net_agents"], i["shrinkage_parts"]
    values = {
        "gross_multiplicative": gross(net, parts, in_turn=True),
        "gross_additive": gross(net, parts, in_turn=False),
        "gross_headcount_multiplicative": headcount(net, parts, in_turn=True),
    }
    return pick(values, output)


def _deferred(i: Inputs, output: str) -> float:
    work = [items * i["aht_s"] / 3600.0 for items in i["items_by_hour"]]
    return pick({"min_constant_agents": constant_agents(work, i["deadline_extra_hours"])}, output)


def _definitions(i: Inputs, output: str) -> float:
    offered, blocked, gone, short = (
        i["offered"],
        i["blocked"],
        i["abandoned_total"],
        i["abandoned_within_t"],
    )
    reached = offered - blocked
    counts = (reached, reached - gone, i["answered_within_t"], short)
    values = {
        "answered_over_offered": service_level(offered, *counts[1:], definition="answered_over_offered"),
        "answered_over_accepted": service_level(*counts, definition="answered_over_offered"),
        "excl_short_abandons": service_level(*counts, definition=DEFINITION["sl_excl_short_abandons"]),
        "abandons_within_t_counted_good": service_level(
            *counts, definition=DEFINITION["sl_abandons_within_t_counted_good"]
        ),
        "answered_over_answered": service_level(*counts, definition="answered_over_answered"),
        "abandon_rate_excl_short": (gone - short) / (reached - short),
    }
    return pick(values, output)


def _strain(i: Inputs, output: str) -> float:
    at = strain(i["agents"], i["calls_per_hour"], i["aht_s"], patience_s=i["mean_patience_s"])
    values = {
        "share_of_contacts_started_with_no_pause": at.no_pause_share,
        "mean_idle_gap_per_contact_s": at.mean_gap_s,
        "occupancy": at.occupancy,
        "share_of_time_all_agents_busy": at.all_busy_share,
    }
    return pick(values, output)


FAMILIES: dict[str, Callable[[Inputs, str], float]] = {
    "erlang_b": _erlang_b,
    "erlang_c": _erlang,
    "erlang_c_sojourn": _sojourn,
    "erlang_c_requirement": _erlang_c_requirement,
    "erlang_a": _erlang,
    "erlang_a_requirement": _erlang_a_requirement,
    "chat_concurrency": _chat,
    "blend_threshold": _blend,
    "shrinkage": _shrinkage,
    "deferred_fluid": _deferred,
    "sl_definitions": _definitions,
    "workload_strain": _strain,
    **SHAPES,
    **DAY,
}
