"""The people of a centre and their time as the library's workforce."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Prefetch

from equipoise import centre as library
from equipoise.rules.model import Absence as LibraryAbsence
from equipoise.rules.model import WorkerFacts
from equipoise.timegrid import Stretch, zone
from equipoise_web.core.models import Centre, Membership
from equipoise_web.people.models import Contract, Skill, Worker
from equipoise_web.scheduling import models
from equipoise_web.scheduling.adapters.stretches import as_stretches, instant, seconds

LOOK_BACK = timedelta(weeks=53)  # the longest reference period of a pack is 52 weeks


def planning_workforce(centre: Centre, first: date, last: date) -> library.Workforce:
    """Everybody with a contract between two days, and what is known of their time around them.

    Where the contract changes meanwhile, the one in force on the first of those days counts.
    """
    workers = [found for row in _rows(centre) if (found := _worker(row, first, last))]
    known = {worker.name for worker in workers}
    clock = zone(centre.timezone)
    start_s, end_s = clock.instant_s(first, 0), clock.instant_s(last + timedelta(days=1), 0)
    around = {"ends_at__gt": instant(start_s) - LOOK_BACK, "starts_at__lt": instant(end_s)}
    own = {"worker__centre": centre, "worker__number__in": known}
    return library.Workforce(
        tuple(workers),
        tuple(_availability(row) for row in _of(models.Availability, own, around)),
        tuple(_absence(row) for row in _of(models.Absence, own, around)),
        tuple(_preference(row) for row in _of(models.Preference, own, around)),
        _previous(centre, first, own),
    )


def _rows(centre: Centre) -> list[Worker]:
    contracts = Contract.objects.order_by(F("starts_on").asc(nulls_first=True), "pk")
    skills = Skill.objects.select_related("queue").order_by("queue__position")
    memberships = Membership.objects.select_related("team").order_by("starts_at")
    return list(
        centre.workers.select_related("person")
        .prefetch_related(Prefetch("contracts", contracts))
        .prefetch_related(Prefetch("skills", skills))
        .prefetch_related(Prefetch("person__memberships", memberships))
        .order_by("number")
    )


def _worker(row: Worker, first: date, last: date) -> library.Worker | None:
    contracts = list(row.contracts.all())
    held = [c for c in contracts if _begins(c) <= last and _ends(c) >= first]
    skills = {skill.queue.name: skill.level for skill in row.skills.all() if skill.queue.active}
    if not held or not skills:
        return None
    contract = held[0]
    team = _team(row, first)
    facts = WorkerFacts(row.number, row.birth_date, contract.hours_per_week, contract.contract_type)
    return library.Worker(
        facts, team, contract.min_h, contract.max_h, skills, contract.night_ok,
        contracts[0].starts_on, contracts[-1].ends_on,
    )  # fmt: skip


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
