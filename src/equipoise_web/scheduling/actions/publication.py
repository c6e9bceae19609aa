"""Show a roster to the people whom it names."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from equipoise_web.compliance.models import Check
from equipoise_web.compliance.queries.dispensations import in_the_way
from equipoise_web.core.access import demand
from equipoise_web.core.actions.notifications import Link, notify
from equipoise_web.core.audit.record import record
from equipoise_web.core.events import emit
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.errors import DaysTaken, MustBeFixed, NotChecked
from equipoise_web.scheduling.models import Publication, Roster


@transaction.atomic
def publish(*, actor: Person, roster: Roster) -> Publication:
    """Publish a checked roster; a second time gives the publication that is there.

    Raises
    ------
    NotChecked
        The independent checker has not judged it.
    MustBeFixed
        The independent checker found what must be fixed and has no dispensation.
    DaysTaken
        Another published roster of the centre covers some of the days.
    """
    demand(actor, Role.PLANNER, over=roster.centre)
    Centre.objects.select_for_update().get(pk=roster.centre_id)
    there = Publication.objects.filter(roster=roster).first()
    if there is not None:
        return there
    check = Check.objects.filter(roster=roster, amendment=None).first()
    if check is None:
        raise NotChecked(roster)
    if left := in_the_way(check).count():
        raise MustBeFixed(roster, left)
    _refuse_taken_days(roster)
    publication = Publication.objects.create(roster=roster, published_at=timezone.now(), published_by=actor)
    record(
        actor, "roster.published", roster, organisation=roster.centre.organisation, packs=check.packs,
        passed=check.passed, failed=check.failed, undetermined=check.undetermined,
        dispensations=roster.dispensations.count(),
    )  # fmt: skip
    _tell(roster)
    return publication


def _refuse_taken_days(roster: Roster) -> None:
    other = (
        Roster.objects.filter(
            centre=roster.centre,
            publication__isnull=False,
            starts_on__lte=roster.ends_on,
            ends_on__gte=roster.starts_on,
        )
        .exclude(pk=roster.pk)
        .first()
    )
    if other is not None:
        raise DaysTaken(roster, other)


def _tell(roster: Roster) -> None:
    people = Person.objects.filter(worker__stretches__roster=roster).distinct()
    notify(
        people, "roster.published", link=Link("my_roster"),
        starts_on=roster.starts_on.isoformat(), ends_on=roster.ends_on.isoformat(),
    )  # fmt: skip
    emit(f"roster:{roster.uuid}", "published")
