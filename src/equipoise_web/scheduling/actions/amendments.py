"""Change a published roster: rows are marked as removed and added, never edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from equipoise.timegrid import Stretch as LibraryStretch
from equipoise_web.compliance.actions.checks import record_check
from equipoise_web.compliance.actions.dispensations import Grounds, grant
from equipoise_web.compliance.models import Check
from equipoise_web.compliance.queries.dispensations import in_the_way
from equipoise_web.compliance.standing_errors import NothingToStand
from equipoise_web.core.access import demand
from equipoise_web.core.actions.notifications import Link, notify
from equipoise_web.core.audit.record import record
from equipoise_web.core.events import emit
from equipoise_web.core.models import Person
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.adapters import instant
from equipoise_web.scheduling.checking import Before, check_worker_rows
from equipoise_web.scheduling.errors import BreaksRule, NotItsRow
from equipoise_web.scheduling.models import Amendment, AmendmentKind, Consent, Publication, Stretch

Breach = tuple[str, datetime]


@transaction.atomic
def amend(
    *,
    actor: Person,
    publication: Publication,
    worker: Worker,
    kind: AmendmentKind,
    asked_by: Person,
    consent: Consent,
    remove: Iterable[Stretch],
    add: Iterable[LibraryStretch],
    compensation_h: float = 0.0,
    dispensations: Mapping[Breach, Grounds] | None = None,
) -> Amendment:
    """Replace rows of one worker; the checker judges the result before anybody sees it.

    Parameters
    ----------
    dispensations
        For what must be fixed and was not there before: the rule with the beginning of its period, and on
        what grounds it stands.

    Raises
    ------
    NotItsRow
        A row to remove is not a standing one of this roster and worker.
    BreaksRule
        A rule that must not be broken would be, was not before, and has no dispensation.
    """
    roster = publication.roster
    demand(actor, Role.PLANNER, over=roster.centre)
    Publication.objects.select_for_update().get(pk=publication.pk)
    standing = {row.pk: row for row in _standing(publication, worker)}
    gone = {row.pk for row in remove}
    rows = tuple(add)
    if not (gone or rows):
        raise NotItsRow(f"nothing of {worker} changes in {roster}")
    if not gone <= standing.keys():
        raise NotItsRow(f"not standing rows of {worker} in {roster}: {sorted(gone - standing.keys())}")
    kept = [row for pk, row in standing.items() if pk not in gone]
    found = check_worker_rows(roster, worker, kept, rows)
    before = Before(check_worker_rows(roster, worker, list(standing.values()), ()))
    amendment = _amendment(actor, publication, worker, kind, asked_by, consent, compensation_h)
    check = record_check(roster, found, {worker.number: worker}, amendment, before.held)
    _let_stand(actor, check, dispensations or {})
    if left := tuple(in_the_way(check).order_by("starts_at").values_list("rule", "starts_at")):
        raise BreaksRule(worker, left)
    Stretch.objects.filter(pk__in=gone).update(removed_by=amendment)
    _add(amendment, worker, rows)
    record(
        actor, "roster.amended", roster, organisation=roster.centre.organisation, number=amendment.number,
        worker=worker, kind=kind.value, consent=consent.value, asked_by=asked_by,
    )  # fmt: skip
    changed = [standing[pk].starts_at for pk in gone] + [instant(row.start_s) for row in rows]
    day = min(changed).astimezone(ZoneInfo(roster.centre.timezone)).date().isoformat()
    notify(worker.person, "roster.amended", link=Link("my_roster"), day_on=day)
    emit(f"roster:{roster.uuid}", "amended", number=amendment.number)
    return amendment


def _let_stand(actor: Person, check: Check, dispensations: Mapping[Breach, Grounds]) -> None:
    found = {(row.rule, row.starts_at): row for row in in_the_way(check)}
    for breach, grounds in dispensations.items():
        if breach not in found:
            raise NothingToStand(f"{breach[0]} at {breach[1]} is not what the change breaks")
        grant(actor=actor, finding=found[breach], grounds=grounds)


def _standing(publication: Publication, worker: Worker) -> Iterable[Stretch]:
    return Stretch.objects.filter(
        roster=publication.roster, worker=worker, removed_by__isnull=True
    ).select_related("queue", "worker")


def _amendment(
    actor: Person,
    publication: Publication,
    worker: Worker,
    kind: AmendmentKind,
    asked_by: Person,
    consent: Consent,
    compensation_h: float,
) -> Amendment:
    last = publication.amendments.aggregate(last=Max("number"))["last"] or 0
    return Amendment.objects.create(
        publication=publication,
        number=last + 1,
        worker=worker,
        kind=kind,
        asked_by=asked_by,
        consent=consent,
        compensation_h=compensation_h,
        made_at=timezone.now(),
        made_by=actor,
    )


def _add(amendment: Amendment, worker: Worker, rows: tuple[LibraryStretch, ...]) -> None:
    roster = amendment.publication.roster
    queues = {queue.name: queue for queue in roster.centre.queues.all()}
    Stretch.objects.bulk_create(
        Stretch(
            roster=roster,
            worker=worker,
            starts_at=instant(row.start_s),
            ends_at=instant(row.end_s),
            activity=row.activity,
            queue=queues[row.queue] if row.queue else None,
            added_by=amendment,
        )
        for row in rows
    )
