"""``put_in_force VERSION --by EMAIL``: a closed version takes effect, in the name of a steward."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction
from django.utils import timezone

from equipoise.errors import EquipoiseError
from equipoise_web.core.actions import gates
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Person, User, Version

REFUSED, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = "Put a closed version in force in somebody's name, with that person's rights; the audit notes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", help="identifier of the version, as in the address of its page")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="login in whose name it happens")
        parser.add_argument("--from", dest="starts_at", metavar="TIME", help="ISO 8601 with offset; else now")

    def handle(self, *_: Any, **options: Any) -> None:
        version, actor = _version(options["version"]), _person(options["by"])
        starts_at = _instant(options["starts_at"]) if options["starts_at"] else timezone.now()
        try:
            with transaction.atomic():
                gates.activate(actor=actor, version=version, starts_at=starts_at)
                record(actor, "version.activated_by_command", version)
        except (EquipoiseError, IntegrityError) as error:
            raise CommandError(f"not put in force: {error}", returncode=REFUSED) from error
        except PermissionDenied as error:
            raise CommandError(
                f"not put in force: {options['by']} may not do that", returncode=REFUSED
            ) from error
        self.stdout.write(f"{version} is in force from {starts_at.isoformat()}")


def _version(text: str) -> Version:
    try:
        found = Version.objects.select_related("matter__organisation").filter(uuid=uuid.UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"there is no version {text}", returncode=BAD_INPUT)
    return found


def _person(email: str) -> Person:
    login = User.objects.get_queryset().filter(email=email.strip().lower(), is_active=True).first()
    if login is None or login.person is None:
        raise CommandError(f"nobody can sign in as {email}", returncode=BAD_INPUT)
    return login.person


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise CommandError(
            f"--from {text}: must be a time with offset, such as 2027-01-04T00:00+01:00", returncode=BAD_INPUT
        )
    return found
