"""The people of a centre and their time as the library's workforce."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import F, Prefetch

from equipoise import centre as library
from equipoise.rules.model import Absence as LibraryAbsence
from equipoise.rules.model import WorkerFacts
from equipoise.timegrid import Stretch, zone
from equipoise_web.core.models import Centre, Membership
from equipoise_web.people.models import Contract, Skill, Worker
from equipoise_web.scheduling import models
from equipoise_web.scheduling.adapters.files import FactsOnFile, facts_on_file, leave_accounts
from equipoise_web.scheduling.adapters.periods import level_throughout
from equipoise_web.scheduling.adapters.restrictions import restricted
from equipoise_web.scheduling.adapters.stretches import as_stretches, instant, seconds

LOOK_BACK = timedelta(weeks=53)  # the longest reference period of a pack is 52 weeks


def planning_workforce(
    centre: Centre, first: date, last: date, only: Collection[str] | None = None
) -> library.Workforce:
    """Everybody with a contract between two days, and what is known of their time around them.

    Where the contract changes meanwhile, the one in force on the first of those days counts. A skill counts
    that is held on all of those days that the contract covers, at its lowest level on them.
    ``only`` are worker numbers, where not everybody is asked for.
    """
    rows = _rows(centre, only)
    facts = facts_on_file(centre)
    workers = [found for row in rows if (found := _worker(row, first, last, facts))]
    known = {worker.name for worker in workers}
    clock = zone(centre.timezone)
    start_s, end_s = clock.instant_s(first, 0), clock.instant_s(last + timedelta(days=1), 0)
    around = {"ends_at__gt": instant(start_s) - LOOK_BACK, "starts_at__lt": instant(end_s)}
    own = {"worker__centre": centre, "worker__number__in": known}
    return library.Workforce(
        tuple(workers),
        (
            *(_availability(row) for row in _of(models.Availability, own, around)),
            *restricted(centre, known, first, last),
        ),
        tuple(_absence(row) for row in _of(models.Absence, own, around)),
        tuple(_preference(row) for row in _of(models.Preference, own, around)),
        _previous(centre, first, own),
        leave_accounts(centre, known),
    )


def _rows(centre: Centre, only: Collection[str] | None) -> list[Worker]:
    asked = centre.workers.all() if only is None else centre.workers.filter(number__in=only)
    contracts = Contract.objects.order_by(F("starts_on").asc(nulls_first=True), "pk")
    skills = Skill.objects.select_related("queue").order_by("queue__position")
    memberships = Membership.objects.select_related("team").order_by("starts_at")
    return list(
        asked.select_related("person")
        .prefetch_related(Prefetch("contracts", contracts))
        .prefetch_related(Prefetch("skills", skills))
        .prefetch_related(Prefetch("person__memberships", memberships))
        .order_by("number")
    )


def _worker(row: Worker, first: date, last: date, facts: FactsOnFile) -> library.Worker | None:
    contracts = list(row.contracts.all())
    held = [c for c in contracts if _begins(c) <= last and _ends(c) >= first]
    if not held:
        return None
    contract = held[0]
    skills = _skills(row, max(first, _begins(held[0])), min(last, _ends(held[-1])))
    if not skills:
        return None
    team = _team(row, first)
    known = WorkerFacts(
        row.number, row.birth_date, contract.hours_per_week, contract.contract_type, facts.of(row)
    )
    return library.Worker(
        known, team, contract.min_h, contract.max_h, skills, contract.night_ok,
        contracts[0].starts_on, contracts[-1].ends_on,
    )  # fmt: skip


def _skills(row: Worker, first: date, last: date) -> dict[str, int]:
    """Lowest level of each skill that is held on all days from first to last."""
    held: dict[str, list[Skill]] = {}
    for skill in row.skills.all():
        if skill.queue.active:
            held.setdefault(skill.queue.name, []).append(skill)
    levels = {name: level_throughout(skills, first, last) for name, skills in held.items()}
    return {name: level for name, level in levels.items() if level is not None}


def _team(row: Worker, on: date) -> str:
    held = [m for m in row.person.memberships.all() if m.ends_at is None or m.ends_at.date() > on]
    return held[0].team.name if held else ""


def _begins(contract: Contract) -> date:
    return contract.starts_on or date.min


def _ends(contract: Contract) -> date:
    return contract.ends_on or date.max


def _of(model: type, own: dict, around: dict) -> list:  # type: ignore[type-arg]
    return list(
        model.objects.filter(**own, **around)  # type: ignore[attr-defined]
        .select_related("worker")
        .order_by("worker__number", "starts_at", "pk")
    )


def _availability(row: models.Availability) -> library.Availability:
    return library.Availability(row.worker.number, seconds(row.starts_at), seconds(row.ends_at), row.kind)


def _absence(row: models.Absence) -> LibraryAbsence:
    return LibraryAbsence(
        row.worker.number, seconds(row.starts_at), seconds(row.ends_at), row.kind, row.counted_h
    )


def _preference(row: models.Preference) -> library.Preference:
    return library.Preference(
        row.worker.number, seconds(row.starts_at), seconds(row.ends_at), row.kind, row.shift, row.weight
    )


def _previous(centre: Centre, first: date, own: dict) -> tuple[Stretch, ...]:  # type: ignore[type-arg]
    """Rows before the first day: published rosters as they stand, and what was taken over."""
    start = instant(zone(centre.timezone).instant_s(first, 0))
    before = {"starts_at__lt": start, "ends_at__gt": start - LOOK_BACK}
    standing = models.Stretch.objects.filter(
        **own, **before, roster__publication__isnull=False, removed_by__isnull=True
    )
    taken_over = models.PreviousStretch.objects.filter(**own, **before)
    published = as_stretches(standing)
    covered = {row.worker: row.start_s for row in reversed(published)}
    earlier = [row for row in as_stretches(taken_over) if row.start_s < covered.get(row.worker, row.end_s)]
    return tuple(sorted([*published, *earlier]))
