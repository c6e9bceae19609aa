"""``password_link EMAIL``: a one-time address to set a password, where no e-mail can bring one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from equipoise_web.core.accounts.tokens import password_link
from equipoise_web.core.accounts.trail import record_login
from equipoise_web.core.models import User


class Command(BaseCommand):
    help = "Print a one-time address at which the login's owner sets a password; the audit notes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *_: Any, **options: Any) -> None:
        user = User.objects.get_queryset().filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"there is no login {options['email']}", returncode=2)
        if not user.is_active:
            raise CommandError(f"the login {user.email} is deactivated", returncode=2)
        record_login("login.link_printed", user, by_owner=False)
        self.stdout.write(password_link(user))
