"""The balance in one strip: customers, people, money, then what stands before publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from equipoise.balance import QueueService
from equipoise.rules.parameters import Notice

from ..charts.service import in_time, verdict
from ..context import Context
from ..labels import rule_source

GROUP_LIMIT = 10  # fewest people for which a rate is shown: a local choice


@dataclass(frozen=True)
class QueueLine:
    """One queue: its figure, what it means, target and range, and the verdict with its kind."""

    name: str
    figure: str
    means: str
    target: str
    span: str
    verdict: str
    kind: str


@dataclass(frozen=True)
class Side:
    """One side of the balance: a figure with its meaning, and further lines."""

    title: str
    figure: str
    means: str
    lines: tuple[str, ...]


def customers(context: Context) -> tuple[QueueLine, ...]:
    """A line a queue, in the centre's order."""
    return tuple(_queue(context, service) for service in context.balance.customers.queues)


def people(context: Context) -> Side:
    """Wishes of the worst-off tenth, then unsocial hours, weekends, occupancy."""
    words, local, people = context.words, context.local, context.balance.people
    wishes, weekends = people.preferences, people.weekends
    lines = (
        _unsocial(context),
        words(
            "balance.weekends",
            weekends=weekends.weekends,
            min=weekends.min_free,
            median=local.number(weekends.median_free, 0 if weekends.median_free % 1 == 0 else 1),
            people=words.count("header.people_n", weekends.people),
        ),
        _occupancy(context),
    )
    if not wishes.wishes:
        return Side(words("balance.people"), words("page.none"), words("balance.no_wishes"), lines)
    if wishes.people < GROUP_LIMIT:
        hidden = words("page.too_few", n=wishes.people, limit=GROUP_LIMIT)
        return Side(words("balance.people"), words("page.unknown"), hidden, lines)
    tenth = words.count("balance.tenth_n", wishes.worst_off_people)
    overall = words(
        "balance.wishes_of",
        granted=wishes.granted,
        wishes=wishes.wishes,
        people=words.count("header.people_n", wishes.people),
        share=local.percent(wishes.share),
    )
    figure = local.percent(wishes.worst_off_share)
    return Side(words("balance.people"), figure, words("balance.wishes", tenth=tenth), (overall, *lines))


def money(context: Context) -> Side:
    """Paid hours against contract; premiums are said to be missing."""
    words, local, money = context.words, context.local, context.balance.money
    contract = words(
        "balance.contract",
        contract=local.number(money.contract_h, 1),
        absence=local.number(money.absence_h, 1),
    )
    beside = words(
        "balance.over_under", over=local.number(money.over_h, 1), under=local.number(money.under_h, 1)
    )
    return Side(
        words("balance.money"),
        words("balance.paid_h", n=local.number(money.paid_h, 1)),
        words("balance.paid"),
        (contract, beside, words("balance.premiums")),
    )


def publish(context: Context) -> tuple[str, ...]:
    """By when the roster must be made known, a line a rule of notice."""
    plan, local, words = context.plan, context.local, context.words
    lines = []
    for rule in (rule for pack in plan.packs for rule in pack.rules):
        if isinstance(rule.parameters, Notice):
            day = local.day(plan.start - timedelta(days=rule.parameters.days))
            label = rule_source(rule, words).text
            lines.append(words("balance.publish", day=day, rule=label, days=rule.parameters.days))
    return tuple(lines)


def detail(context: Context) -> tuple[str, ...]:
    """How the figures are made: definitions that are choices, and what is not measured."""
    words = context.words
    hours = {kind: context.local.number(h, 1) for kind, h in context.balance.people.unsocial.hours.items()}
    return (
        words("balance.range_of", runs=context.local.number(context.plan.simulation.runs)),
        words("balance.wish_means"),
        words("balance.tenth_means"),
        words("balance.unsocial_means", **hours),
        words("balance.contract_means"),
        words("balance.not_measured"),
    )


def _queue(context: Context, service: QueueService) -> QueueLine:
    words, local = context.words, context.local
    kind = verdict(service)
    return QueueLine(
        name=service.queue,
        figure=local.percent(service.mean),
        means=in_time(context, context.plan.centre.queue(service.queue)),
        target=words("balance.target", target=local.percent(service.target)),
        span=words("balance.range", low=local.points(service.low), high=local.percent(service.high)),
        verdict=words("balance.no_contacts" if kind == "nothing" else f"balance.{kind}"),
        kind=kind,
    )


def _unsocial(context: Context) -> str:
    unsocial, local = context.balance.people.unsocial, context.local
    if not unsocial.people:
        return context.words("balance.no_unsocial")
    return context.words(
        "balance.unsocial",
        share=local.percent(unsocial.share),
        low=local.percent(unsocial.min_share),
        high=local.percent(unsocial.max_share),
        gini=local.number(unsocial.gini, 2),
    )


def _occupancy(context: Context) -> str:
    strain, local = context.balance.people.strain, context.local
    if not strain.people:
        return context.words("balance.no_occupancy")
    return context.words(
        "balance.occupancy",
        mean=local.percent(strain.occupancy_mean),
        max=local.percent(strain.occupancy_max),
        pauseless=local.percent(strain.no_pause_mean),
        people=context.words.count("header.people_n", strain.people),
    )
