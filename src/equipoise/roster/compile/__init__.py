"""Rules -> what the optimiser obeys: one module a rule kind, none of them known to the checker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from equipoise.errors import InvalidInput
from equipoise.rules.model import Rule, Scope

from .context import Context
from .limits import Limits

Tightening = Callable[[Limits], Limits]

COMPILED = (
    "average_hours",
    "breaks",
    "breaks_from",
    "daily_rest",
    "free_sundays",
    "night_average",
    "night_count",
    "night_shift_hours",
    "night_worker_hours",
    "night_worker_mean",
    "night_worker_shift",
    "overtime",
    "rest_after_night",
    "rest_after_nights",
    "rest_between",
    "rest_hours_of_day",
    "run_with_night",
    "shift_hours",
    "sunday_rest",
    "week_days",
    "week_hours",
    "week_rest_day",
    "weekly_rest",
    "weekly_rest_sum",
    "work_period",
)
CHECKED_AFTERWARDS = (
    "break_position",
    "change_notice",
    "lunch",
    "night_pause",
    "notice",
    "pause_dodged",
    "screen_break",
    "split_shift",
    "start_notice",
    "sunday_consent",
    "sunday_ground",
    "unbroken_work",
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
    ages = [age for day in context.catalogue.days if (age := context.age_on(day)) is not None]
    if not ages:
        return scope.age_below is None
    old_enough = scope.age_from is None or max(ages) >= scope.age_from
    young_enough = scope.age_below is None or min(ages) < scope.age_below
    return old_enough and young_enough


def _apply(
    tighten: Callable[[Limits, object, Context], Limits], rule: Rule, context: Context, limits: Limits
) -> Limits:
    return tighten(limits, rule.parameters, context)
