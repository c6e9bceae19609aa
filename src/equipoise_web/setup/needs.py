"""The next step of a first centre, on the home of whoever may take it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from equipoise_web.core.needs import Need, needs_of
from equipoise_web.core.present import acting_role, centre_of, person_of
from equipoise_web.core.roles import Role
from equipoise_web.setup.steps import STEPS, may_take, next_of


@needs_of(Role.ADMINISTRATOR, Role.HR)
def first_centre(request: HttpRequest) -> Iterator[Need]:
    """A step that waits for this role; a planner's home says what the centre lacks by itself."""
    centre = centre_of(request)
    step = next_of(centre) if centre else None
    if centre is None or step is None or acting_role(request) not in step.roles:
        return
    if may_take(person_of(request), centre, step):
        yield Need(
            what=_("Set up the first centre: %(step)s") % {"step": step.title},
            why=_("Step %(n)s of %(all)s. %(why)s")
            % {"n": STEPS.index(step) + 1, "all": len(STEPS), "why": step.why},
            address=reverse("setup"),
            action=_("Go on"),
        )
