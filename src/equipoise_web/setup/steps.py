"""The steps to a first plan, and how far a centre is: what stands in the rows says it, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise_web.compliance.queries.in_force import rules_in_force
from equipoise_web.core.access import demand
from equipoise_web.core.actions.gates import STEWARDS
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Person, RoleAssignment
from equipoise_web.core.queries.gates import version_in_force
from equipoise_web.core.queries.people import current
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Roster, ShiftSystem
from equipoise_web.service.models import CentreSettings, HistoryInterval

DONE, NEXT, OPEN = "done", "next", "open"
WIZARDS = (Role.ADMINISTRATOR, Role.PLANNER, Role.HR)


@dataclass(frozen=True)
class Step:
    """One step: its page, whose it is, and the minutes that it takes.

    ``whole`` where the role must reach the whole organisation; ``usual`` is the page for it later on.
    """

    name: str
    title: Promise
    why: Promise
    roles: tuple[Role, ...]
    minutes: int
    usual: str
    whole: bool = False

    @property
    def address(self) -> str:
        return f"setup_{self.name}"


STEPS = (
    Step(
        "place", _("Organisation and centre"), _("Names, time zone, teams, and who plans."),
        (Role.ADMINISTRATOR,), 3, "centre", whole=True,
    ),
    Step(
        "opening", _("Country and opening hours"), _("When contacts are answered, and in which intervals."),
        (Role.PLANNER,), 2, "centre",
    ),
    Step(
        "queues", _("Queues and channels"), _("Where contacts wait, and what customers may expect."),
        (Role.PLANNER,), 3, "demand_queues",
    ),
    Step(
        "history", _("Contact history"), _("What came in before; the forecast is made from it."),
        (Role.PLANNER,), 4, "demand_history",
    ),
    Step(
        "people", _("People"), _("Whom the roster is for, with contracts and skills."),
        (Role.HR,), 4, "people",
    ),
    Step(
        "rules", _("Law"), _("The law that every roster is planned and checked under."),
        STEWARDS, 2, "rules_packs", whole=True,
    ),
    Step(
        "shifts", _("Shifts and breaks"), _("Which may be rostered, after their consultation."),
        STEWARDS, 4, "changes", whole=True,
    ),
    Step(
        "plan", _("First plan"), _("Forecast, requirement and roster, checked."),
        (Role.PLANNER,), 3, "rosters",
    ),
)  # fmt: skip
BY_NAME = {step.name: step for step in STEPS}


@dataclass(frozen=True)
class Stand:
    """A step with where it stands: done, next or open."""

    step: Step
    state: str

    @property
    def is_done(self) -> bool:
        return self.state == DONE


def stands(centre: Centre) -> list[Stand]:
    """All steps in their order; the first that is not done is next."""
    done = [FOUND[step.name](centre) for step in STEPS]
    following = done.index(False) if False in done else len(done)
    return [
        Stand(step, DONE if done[at] else NEXT if at == following else OPEN) for at, step in enumerate(STEPS)
    ]


def is_finished(centre: Centre) -> bool:
    """Whether the centre has a roster: then the usual pages do what these did."""
    return Roster.objects.filter(centre=centre, checks__isnull=False).exists()


def next_of(centre: Centre) -> Step | None:
    """The step that comes next, unless there is a roster already."""
    if is_finished(centre):
        return None
    return next((stand.step for stand in stands(centre) if stand.state == NEXT), None)


def waits_for(centre: Centre, step: Step) -> Step | None:
    """The first step before this one that is not done, or None where this one may be taken."""
    for stand in stands(centre):
        if stand.step == step:
            return None
        if not stand.is_done:
            return stand.step
    return None


def may_take(person: Person | None, centre: Centre, step: Step) -> bool:
    """Whether a person holds a role for the step over the centre, or over all of the organisation."""
    if person is None:
        return False
    try:
        return bool(demand(person, *step.roles, over=centre.organisation if step.whole else centre))
    except PermissionDenied:
        return False


def planners_of(centre: Centre) -> list[Person]:
    """People with a login who plan the whole centre now."""
    over = Q(organisation=centre.organisation_id) | Q(centre=centre)
    held = RoleAssignment.objects.filter(current(timezone.now()), over, role=Role.PLANNER)
    people = Person.objects.filter(pk__in=held.values("person"), user__is_active=True)
    return list(people.select_related("user").order_by("name", "pk"))


def today_at(centre: Centre) -> date:
    """The present day on the centre's clock."""
    return local_date(timezone.now(), centre.timezone)


def _has_shifts(centre: Centre) -> bool:
    system = ShiftSystem.objects.filter(centre=centre).select_related("matter").first()
    return system is not None and version_in_force(system.matter) is not None


FOUND = {
    "place": lambda centre: bool(planners_of(centre)),
    "opening": lambda centre: CentreSettings.objects.filter(centre=centre).exists(),
    "queues": lambda centre: centre.queues.filter(active=True).exists(),
    "history": lambda centre: HistoryInterval.objects.filter(
        queue__centre=centre, queue__active=True
    ).exists(),
    "people": lambda centre: Worker.objects.filter(
        centre=centre, contracts__isnull=False, skills__queue__active=True
    ).exists(),
    "rules": lambda centre: bool(rules_in_force(centre, today_at(centre)).references),
    "shifts": _has_shifts,
    "plan": is_finished,
}
