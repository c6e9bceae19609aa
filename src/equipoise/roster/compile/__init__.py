"""Rules -> what the optimiser obeys: one module a rule kind, none of them known to the checker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from equipoise.errors import InvalidInput
from equipoise.rules.model import Rule, Scope

from .context import Context
from .limits import Limits

Tightening = Callable[[Limits], Limits]

COMPILED = (
    "average_hours",
    "average_hours_in_all",
    "breaks",
    "breaks_from",
    "daily_rest",
    "free_sundays",
    "leave_around_birth",
    "night_average",
    "night_consent",
    "night_count",
    "night_shift_hours",
    "night_worker_hours",
    "night_worker_mean",
    "night_worker_shift",
    "no_work_around_birth",
    "overtime",
    "period_average",
    "rest_after_night",
    "rest_after_nights",
    "rest_between",
    "rest_hours_of_day",
    "rest_in_period",
    "run_with_night",
    "running_excess",
    "shift_hours",
    "sunday_rest",
    "week_days",
    "week_hours",
    "week_hours_in_all",
    "week_rest_day",
    "weekly_rest",
    "weekly_rest_sum",
    "work_period",
)
CHECKED_AFTERWARDS = (
    "break_position",
    "change_notice",
    "contact_gap",
    "contract_floor",
    "health_assessment",
    "holiday_substitute",
    "leave_entitlement",
    "leave_lapses",
    "longest_break",
    "lunch",
    "many_sundays_consent",
    "night_hours",
    "night_compensation",
    "night_pause",
    "notice",
    "on_call_free_days",
    "on_call_free_rest",
    "on_call_near_night",
    "on_call_work",
    "pause_dodged",
    "rest_day_notice",
    "presence",
    "screen_break",
    "service_level",
    "split_shift",
    "start_notice",
    "sunday_consent",
    "sunday_ground",
    "unbroken_work",
    "weekend_rest",
)


def tightenings(rules: tuple[Rule, ...], context: Context) -> dict[str, Tightening]:
    """What each rule that concerns this worker does to the limits, by rule id.

    Raises InvalidInput for a kind that is neither compiled nor known to be checked afterwards: a
    rule is never dropped in silence.
    """
    found: dict[str, Tightening] = {}
    for rule in rules:
        if rule.kind in CHECKED_AFTERWARDS or not concerns(rule.scope, context):
            continue
        if rule.kind not in COMPILED:
            raise InvalidInput(f"rule {rule.id}: the optimiser cannot obey kind {rule.kind!r}")
        module = import_module(f"equipoise.roster.compile.{rule.kind}")
        found[rule.id] = partial(_apply, module.tighten, rule, context)
    return found


def concerns(scope: Scope, context: Context) -> bool:
    """Whether a rule holds for the worker on any day of the horizon; an unknown age is taken for
    adult here, and the checker calls it undetermined."""
    if scope.contract_types and context.facts.contract_type not in scope.contract_types:
        return False
    if not _days_held(scope, context).any():
        return False
    ages = [age for day in context.catalogue.days if (age := context.age_on(day)) is not None]
    if not ages:
        return scope.age_below is None
    old_enough = scope.age_from is None or max(ages) >= scope.age_from
    young_enough = scope.age_below is None or min(ages) < scope.age_below
    return old_enough and young_enough


def _apply(
    tighten: Callable[[Limits, object, Context], Limits], rule: Rule, context: Context, limits: Limits
) -> Limits:
    tightened = tighten(limits, rule.parameters, context)
    if rule.scope.fact is None and rule.scope.unless is None:
        return tightened
    holds = _days_held(rule.scope, context)[:, None]
    allowed = np.where(holds, tightened.allowed, limits.allowed)
    return replace(tightened, allowed=allowed, rest_s=np.where(holds, tightened.rest_s, limits.rest_s))


def _days_held(scope: Scope, context: Context) -> NDArray[np.bool_]:
    """Days of the horizon on which facts bring the worker in scope, shape ``(n_days,)``.

    What may be worked on a day, and the rest after it, is bound on these alone; hours of weeks and all
    else on any of them bind the whole horizon.
    """
    has = context.facts.has
    if scope.fact is None and scope.unless is None:
        return np.ones(len(context.catalogue.days), dtype=np.bool_)
    days = [
        (scope.fact is None or has(scope.fact, day, scope.fact_months))
        and (scope.unless is None or not has(scope.unless, day))
        for day in context.catalogue.days
    ]
    return np.array(days, dtype=np.bool_)
