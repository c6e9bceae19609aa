"""Rosters in which something must be fixed, and the grounds on which it may stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests.web.small_centre import SmallCentre, add_day, check_it

from equipoise_web.compliance.actions.dispensations import Grounds, grant
from equipoise_web.compliance.models import Dispensation, Finding
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Roster


def in_days(days: int) -> date:
    """A day from today on."""
    return timezone.now().date() + timedelta(days=days)


def grounds(**changed: Any) -> Grounds:
    """A whole set of grounds, with some of them changed."""
    values = {
        "cause": "failure", "reason": "The second site burnt down.", "clause": "ATW 5:3(2)",
        "compensation": "Eleven hours of rest", "due_on": in_days(14),
    }  # fmt: skip
    return Grounds(**values | changed)


def make_broken(small: SmallCentre, workers: Iterable[Worker], weeks: int = 4) -> Roster:
    """Twice two hours of rest between two shifts of each worker, some weeks later."""
    first, later, workers = small.roster, timedelta(weeks=weeks), list(workers)
    roster = Roster.objects.create(
        centre=small.centre, number=small.centre.rosters.count() + 1, starts_on=first.starts_on + later,
        ends_on=first.ends_on + later, requirement=first.requirement, objective=1.0, bound=1.0,
    )  # fmt: skip
    for worker in workers:
        for day in (0, 3):
            for start in (12, 22):
                add_day(roster, worker, small.queues[0], roster.starts_on + timedelta(days=day), start=start)
    check_it(roster, workers)
    return roster


def must_be_fixed(roster: Roster, worker: Worker | None = None) -> list[Finding]:
    """The blocking findings of a roster, of everybody or of one worker."""
    rows = Finding.objects.filter(check_made__roster=roster, severity="block", result="fail")
    return list((rows.filter(worker=worker) if worker else rows).order_by("pk"))


def let_all_stand(small: SmallCentre, roster: Roster) -> list[Dispensation]:
    """A dispensation for each finding that must be fixed."""
    return [
        grant(actor=small.planner, finding=finding, grounds=grounds()) for finding in must_be_fixed(roster)
    ]
