"""The report: one HTML file that needs neither network nor script."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import equipoise
from equipoise.plan import Plan

from .charts.accuracy import accuracy_chart
from .charts.backlog import backlog_chart
from .charts.coverage import all_days_table, coverage_chart
from .charts.fan import fan_chart
from .charts.service import service_chart
from .charts.totals import totals_chart
from .context import Context
from .sections import balance, findings, header, method, roster
from .view import Chart

CONTENTS = ("balance", "findings", "demand", "coverage", "service", "backlog", "roster", "method", "limits")
TERMS = (
    "service_level",
    "requirement",
    "shrinkage",
    "agent_interval",
    "occupancy",
    "prediction_range",
    "gini",
    "must_be_fixed",
)


def write_report(path: Path, plan: Plan, language: str = "en") -> None:
    """Write the report of a finished plan, in English (``en``) or Dutch (``nl``).

    The same plan gives the same bytes. Raises :class:`InvalidInput` for another language.
    """
    path.write_text(render_report(plan, language), encoding="utf-8", newline="\n")


def render_report(plan: Plan, language: str = "en") -> str:
    """The report as a string of HTML."""
    context = Context.of(plan, language)
    values = {**_facts(context), **_charts(context), **_sections(context)}
    return _environment().get_template("report.html.j2").render(words=context.words, **values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("equipoise.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _facts(context: Context) -> dict[str, Any]:
    plan = context.plan
    css = files("equipoise.report").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return {
        "css": Markup(css),
        "centre": plan.centre.name,
        "period": header.period(context),
        "facts": header.facts(context),
        "version": equipoise.__version__,
        "hash": plan.inputs_sha256,
        "seed": plan.seed,
        "passed": context.local.number(plan.findings.passed),
        "terms": TERMS,
    }


def _charts(context: Context) -> dict[str, Any]:
    plan, words = context.plan, context.words
    untested = [queue for queue in plan.forecast.queues if queue not in plan.backtests]
    gaps = len(plan.history.gaps)
    backlogs = _each(context, backlog_chart, "backlog", plan.requirement.queues)
    return {
        "contents": [(id_, f"{id_}.heading") for id_ in CONTENTS if backlogs or id_ != "backlog"],
        "totals": _each(context, totals_chart, "day", plan.forecast.queues),
        "fans": _each(context, fan_chart, "fan", plan.forecast.queues),
        "accuracy": accuracy_chart(context, "accuracy-1"),
        "untested": words("accuracy.missing", queues=", ".join(untested))
        if untested and plan.backtests
        else "",
        "gaps": words.count("demand.gap", gaps) if gaps else "",
        "coverage": _each(context, coverage_chart, "cover", plan.problem.queues),
        "all_days": all_days_table(context),
        "service": service_chart(context, "service-1"),
        "backlogs": backlogs,
    }


def _each(
    context: Context, make: Callable[[Context, str, str], Chart | None], name: str, queues: tuple[str, ...]
) -> list[Chart]:
    """One chart a queue, without those that have nothing to show."""
    made = [make(context, queue, f"{name}-{n}") for n, queue in enumerate(queues, start=1)]
    return [chart for chart in made if chart is not None]


def _sections(context: Context) -> dict[str, Any]:
    plan, words, local = context.plan, context.words, context.local
    hours = plan.requirement.grid.interval_s / 3600
    net, planned = (
        local.number(agents.sum() * hours, 1)
        for agents in (plan.requirement.agents_net, plan.requirement.agents_planned)
    )
    difference = plan.result.coverage - plan.problem.required
    over, short = (local.number(side.clip(min=0).sum() * hours, 1) for side in (difference, -difference))
    return {
        "customers": balance.customers(context),
        "people": balance.people(context),
        "money": balance.money(context),
        "publish": balance.publish(context),
        "balance_detail": balance.detail(context),
        "groups": findings.groups(context),
        "findings_lead": findings.lead(context),
        "not_judged": findings.not_judged(context),
        "coverage_lead": words("coverage.lead", net=net, planned=planned, over=over, short=short),
        "service_lead": words("service.lead", runs=local.number(plan.simulation.runs)),
        "pooled": len(plan.problem.queues) > 1,
        "weeks": roster.weeks(context),
        "legend": roster.legend(context),
        "people_table": roster.person_table(context),
        "gap": method.gap(context),
        "relaxed": method.relaxed(context),
        "models": method.models(context),
        "seconds": method.seconds(context),
        "limits": method.limits(context),
    }
