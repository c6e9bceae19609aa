"""How the plan was made: models, the optimiser's bound, time per step, and the limits."""

from __future__ import annotations

import math

from equipoise.centre import Queue

from ..charts.service import timing
from ..context import Context
from ..labels import rule_source, rules_by_id
from ..view import Table

CLOSED = 5e-4  # a gap that shows as 0.0 %


def models(context: Context) -> Table:
    """Which model made each queue's forecast and requirement, approximations included."""
    plan, words = context.plan, context.words
    requirement = dict(zip(plan.requirement.queues, plan.requirement.models, strict=True))
    forecast = dict(zip(plan.forecast.queues, plan.forecast.methods, strict=False))
    shared = "; ".join(plan.forecast.methods) if len(plan.forecast.methods) != len(forecast) else ""
    rows = tuple(
        (
            queue.name,
            words(f"channel.{queue.channel}"),
            shared or forecast.get(queue.name, words("page.none")),
            requirement.get(queue.name, words("page.none")),
        )
        for queue in plan.centre.queues
    )
    head = tuple(words(f"method.{name}") for name in ("queue", "channel", "forecast", "requirement"))
    english = frozenset({2, 3})
    return Table(words("method.models_caption"), head, rows, text_columns=english | {1}, english=english)


def gap(context: Context) -> str:
    """How far the roster can be from the best one, in words."""
    result, local = context.plan.result, context.local
    objective = local.number(result.objective, 1)
    if not math.isfinite(result.bound) or result.bound <= 0 < result.objective:
        return context.words("method.gap_unknown", objective=objective)
    share = (result.objective - result.bound) / result.objective if result.objective else 0.0
    if share < CLOSED:
        return context.words("method.gap_closed", objective=objective)
    return context.words(
        "method.gap",
        objective=objective,
        bound=local.number(result.bound, 1),
        gap=local.percent(share, 1),
    )


def relaxed(context: Context) -> tuple[str, tuple[str, ...]]:
    """Guidance that could not be kept: a sentence and one line a worker and rule."""
    found, rules = context.plan.result.relaxed, rules_by_id(context.plan)
    if not found:
        return "", ()
    lines = tuple(
        context.words(
            "method.relaxed_one",
            worker=worker,
            rule=rule_source(rules[rule], context.words).text if rule in rules else rule,
        )
        for worker, rule in sorted(found)
    )
    return context.words.count("method.relaxed", len(found)), lines


def seconds(context: Context) -> Table | None:
    """Time per step; ``None`` when no step was timed."""
    words = context.words
    if not context.plan.seconds:
        return None
    rows = tuple(
        (
            words(f"method.steps.{step}") if words.has(f"method.steps.{step}") else step,
            context.local.number(seconds, 1),
        )
        for step, seconds in context.plan.seconds.items()
    )
    return Table(words("method.seconds_caption"), (words("method.step"), words("method.seconds")), rows)


def limits(context: Context) -> tuple[str, ...]:
    """What the reader has to know of the report's limits."""
    words = context.words
    return (
        words("limits.advice"),
        _unchecked(context),
        words("limits.undetermined"),
        words("limits.floor"),
        words("limits.erlang", definitions=_definitions(context)),
        words("limits.occupancy"),
        words("limits.choices"),
        words("limits.ai"),
    )


def _unchecked(context: Context) -> str:
    rules = rules_by_id(context.plan).values()
    unchecked = [rule for rule in rules if rule.evidence not in ("P", "S")]
    if unchecked:
        named = sorted({rule_source(rule, context.words).text for rule in unchecked})
        return context.words("limits.unchecked", rules="; ".join(named))
    return context.words("limits.all_checked", n=sum(rule.evidence == "S" for rule in rules))


def _definitions(context: Context) -> str:
    words = context.words
    return "; ".join(
        words(
            "limits.definition",
            queue=queue.name,
            definition=words(f"limits.definitions.{_definition(queue)}"),
        )
        for queue in context.plan.centre.queues
    )


def _definition(queue: Queue) -> str:
    kind = timing(queue)
    return queue.definition if kind == "answered" else kind.removesuffix("_today")
