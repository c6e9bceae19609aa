"""Take a version of a gated matter from proposal to force, step by step.

The database refuses the same shortcuts by trigger; these actions say why in words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.errors import NotClosed, StepOutOfOrder, StepsMissing
from equipoise_web.core.models import Activation, Closure, Matter, Person, Procedure, StepDone, Version
from equipoise_web.core.queries.gates import steps_to_do
from equipoise_web.core.roles import Role

STEWARDS = (Role.PLANNER, Role.HR)
Objection = Callable[[Version, datetime], None]
_objections: dict[str, list[Objection]] = {}


def before_activation(*kinds: str) -> Callable[[Objection], Objection]:
    """Register what is asked of a closed version of these kinds first; it raises what stands in the way."""

    def register(objection: Objection) -> Objection:
        for kind in kinds:
            _objections.setdefault(kind, []).append(objection)
        return objection

    return register


@transaction.atomic
def propose(*, actor: Person, matter: Matter, procedure: Procedure, content: Any) -> Version:
    """Write the next version of a matter; it has no effect yet."""
    _demand(actor, matter)
    Matter.objects.select_for_update().get(pk=matter.pk)
    last = matter.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        matter=matter, number=last + 1, procedure=procedure, content=canonical(content), author=actor
    )
    record(actor, "version.proposed", version, sha256=version.content_hash, procedure=procedure)
    return version


@transaction.atomic
def complete_step(*, actor: Person, version: Version, code: str, evidence: str) -> StepDone:
    """Record that the next step of a version was done, on what evidence."""
    _demand(actor, version.matter, Role.REPRESENTATIVE)
    Matter.objects.select_for_update().get(pk=version.matter_id)
    following = steps_to_do(version).first()
    if following is None or following.code != code:
        raise StepOutOfOrder(version, code, following.code if following else None)
    done = StepDone.objects.create(
        version=version, step=following, done_at=timezone.now(), done_by=actor, evidence=evidence
    )
    record(actor, "version.step_done", version, step=code)
    return done


@transaction.atomic
def close(*, actor: Person, version: Version) -> Closure:
    """Close a version whose steps are all done."""
    _demand(actor, version.matter)
    missing = tuple(steps_to_do(version).values_list("code", flat=True))
    if missing:
        raise StepsMissing(version, missing)
    closure = Closure.objects.create(version=version, closed_at=timezone.now(), closed_by=actor)
    record(actor, "version.closed", version, sha256=version.content_hash)
    return closure


@transaction.atomic
def activate(
    *, actor: Person, version: Version, starts_at: datetime, ends_at: datetime | None = None
) -> Activation:
    """Put a closed version in force; the one in force at ``starts_at`` ends then.

    Raises
    ------
    NotClosed
        The version has no closure.
    InvalidInput
        The app whose kind it is objects: it does not fit what else is in force.
    IntegrityError
        ``starts_at`` lies before the closure, or a later activation stands in the way.
    """
    _demand(actor, version.matter)
    closure = Closure.objects.filter(version=version).first()
    if closure is None:
        raise NotClosed(version)
    Matter.objects.select_for_update().get(pk=version.matter_id)
    for objection in _objections.get(version.matter.kind.code, ()):
        objection(version, starts_at)
    _end_current(version.matter, starts_at)
    activation = Activation.objects.create(
        closure=closure, starts_at=starts_at, ends_at=ends_at, activated_by=actor
    )
    record(actor, "version.activated", version, starts_at=starts_at, ends_at=ends_at)
    return activation


def _end_current(matter: Matter, at: datetime) -> None:
    Activation.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at), closure__version__matter=matter, starts_at__lt=at
    ).update(ends_at=at)


def _demand(actor: Person, matter: Matter, *more: Role) -> None:
    """A steward of the matter's organisation; of the actor's own for a matter of the whole installation."""
    demand(actor, *STEWARDS, *more, over=matter.organisation or actor.organisation)
