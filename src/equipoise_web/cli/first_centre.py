"""The first rows: organisation, centre, site, team, and an administrator with a login."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from equipoise import __version__
from equipoise.errors import InvalidInput
from equipoise_web.cli.answers import Answers
from equipoise_web.cli.application import refusals
from equipoise_web.cli.installed import Installed
from equipoise_web.core.accounts.tokens import password_link
from equipoise_web.core.audit.keys import load_key, public_hex
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import (
    AuditEntry,
    Centre,
    Organisation,
    Person,
    RoleAssignment,
    Site,
    Team,
    User,
)
from equipoise_web.core.roles import Role

MADE = "installation.made"


def make_first_centre(folder: Path, answers: Answers) -> Installed:
    """Bring the database up to date and write the first rows, all or none.

    Raises
    ------
    InvalidInput
        The database is out of reach, or holds the rows of another installation.
    """
    with refusals():
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            if not Organisation.objects.exists():
                _write(answers)
            elif not _made_with(audit_key()):
                raise InvalidInput("the database holds an installation already", field="database.url")
        installed = first_login(folder, resumed=False)
    connections.close_all()
    return installed


def audit_key() -> str:
    """Public half of this installation's audit key."""
    return public_hex(load_key(Path(settings.AUDIT_KEY_FILE)))


def first_login(folder: Path, *, resumed: bool) -> Installed:
    """What to tell about the installation in the database."""
    user = User.objects.select_related("person__organisation").order_by("pk")[0]
    assert user.person is not None
    return Installed(
        data=folder,
        organisation=user.person.organisation.name,
        administrator=f"{user.person.name} <{user.email}>",
        set_password_url=password_link(user),
        audit_key=audit_key(),
        database=connection.vendor,
        resumed=resumed,
    )


def _made_with(key: str) -> bool:
    """Whether the rows were written by a run of ``init`` that had this key and did not finish."""
    wanted = canonical({"audit_key": key})[1:-1]
    return AuditEntry.objects.filter(action=MADE, details__contains=wanted).exists()


def _write(answers: Answers) -> None:
    organisation = Organisation.objects.create(name=answers["organisation"])
    zone = answers["timezone"]
    centre = Centre.objects.create(organisation=organisation, name=answers["centre"], timezone=zone)
    site = Site.objects.create(centre=centre, name=answers["site"], timezone=zone)
    Team.objects.create(site=site, name=answers["team"])
    record(None, MADE, organisation, organisation=organisation, audit_key=audit_key(), version=__version__)
    _administrator(organisation, answers)


def _administrator(organisation: Organisation, answers: Answers) -> None:
    person = Person.objects.create(
        organisation=organisation,
        name=answers["administrator.name"],
        timezone=answers["timezone"],
        locale=answers["language"],
    )
    User.objects.create_user(answers["administrator.email"], person=person)
    given = RoleAssignment.objects.create(
        person=person, role=Role.ADMINISTRATOR, organisation=organisation, starts_at=timezone.now()
    )
    record(None, "role.given", given, organisation=organisation, person=person, role=Role.ADMINISTRATOR.value)
