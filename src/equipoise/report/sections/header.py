"""What the plan is of, and what it was made from."""

from __future__ import annotations

from datetime import timedelta

from ..context import Context


def period(context: Context) -> str:
    """First and last day of the plan and its weeks."""
    plan, local = context.plan, context.local
    last = plan.start + timedelta(days=7 * plan.weeks - 1)
    return context.words(
        "header.period",
        first=local.long_day(plan.start),
        last=local.long_day(last),
        weeks=context.words.count("header.weeks", plan.weeks),
    )


def facts(context: Context) -> tuple[tuple[str, str], ...]:
    """Name and value of each fact about the plan."""
    plan, words = context.plan, context.words
    packs = [words("header.pack", id=pack.id.upper(), version=pack.version) for pack in plan.packs]
    people = words.count("header.people_n", len(plan.workforce.workers))
    shifts = words.count("header.shifts_n", len(context.shifts), context.local.number(len(context.shifts)))
    return (
        (words("header.people"), f"{people}, {shifts}"),
        (words("header.zone"), plan.centre.timezone),
        (words("header.packs"), "; ".join(packs) or words("header.no_packs")),
        (words("header.seed"), str(plan.seed)),
        (words("header.hash"), plan.inputs_sha256),
    )
