"""Bring the demonstration centre and its plan into an empty database, and publish it."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from equipoise.plan import Plan
from equipoise_web.core.models import Centre, Organisation, Site
from equipoise_web.demonstration.cast import make_cast, open_accounts
from equipoise_web.demonstration.gates import put_in_force, register_equipoise
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.store import store_plan
from equipoise_web.scheduling.taking_over import take_over

ORGANISATION = "Demonstration"


def is_loaded() -> bool:
    """Whether the database holds the demonstration, whole: it is loaded in one transaction."""
    return Organisation.objects.filter(name=ORGANISATION).exists()


@transaction.atomic
def load(folder: Path, plan: Plan, history: Path | None = None) -> Roster:
    """Take over the centre folder, walk its gates, store and publish the plan made from it.

    ``history`` is a file that took the place of the folder's own.
    """
    centre, site = _places(plan)
    cast = make_cast(centre, site)
    for version in take_over(actor=cast.planner, centre=centre, site=site, folder=folder, history=history):
        put_in_force(cast, version)
    open_accounts(cast, centre)
    register_equipoise(cast, centre)
    roster = store_plan(centre, plan, run=None, made_by=cast.planner)
    publish(actor=cast.planner, roster=roster)
    return roster


def _places(plan: Plan) -> tuple[Centre, Site]:
    organisation = Organisation.objects.create(name=ORGANISATION)
    zone = plan.centre.timezone
    centre = Centre.objects.create(organisation=organisation, name=plan.centre.name, timezone=zone)
    return centre, Site.objects.create(centre=centre, name="Rotterdam", timezone=zone)
