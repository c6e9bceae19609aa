"""``audit_verify EXPORT``: exit 0 when the export is whole, 1 when it is not, 2 when it cannot be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from equipoise.errors import InvalidInput
from equipoise_web.core.audit.files import verify_file
from equipoise_web.core.canonical import canonical


class Command(BaseCommand):
    help = "Verify an exported audit, offline."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("export", type=Path)
        parser.add_argument(
            "--key", action="append", default=[], help="public key, hexadecimal, from elsewhere"
        )
        parser.add_argument("--checkpoint", type=Path, help="checkpoint that a witness kept")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            found = verify_file(options["export"], keys=options["key"], checkpoint=options["checkpoint"])
        except InvalidInput as problem:
            raise CommandError(str(problem), returncode=2) from None
        if options["json"]:
            self.stdout.write(canonical(vars(found)))
        else:
            for line in found.sentences():
                self.stdout.write(line)
        if not found.valid:
            sys.exit(1)
