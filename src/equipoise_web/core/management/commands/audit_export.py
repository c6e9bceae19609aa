"""``audit_export FILE``: write the audit as JSON lines, and the checkpoint beside it for a witness."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from equipoise.errors import InvalidInput
from equipoise_web.core.audit.export import export_lines


class Command(BaseCommand):
    help = "Seal the audit and export it; --checkpoint writes what a witness outside keeps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--checkpoint", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            lines = export_lines()
            head = next(lines, None)
        except InvalidInput as problem:
            raise CommandError(str(problem), returncode=2) from None
        if head is None:
            raise CommandError("nothing was recorded yet", returncode=1)
        with options["file"].open("w", encoding="utf-8", newline="") as file:
            file.write(head)
            file.writelines(lines)
        point = json.loads(head)["checkpoint"]
        if options["checkpoint"]:
            options["checkpoint"].write_text(json.dumps(point, sort_keys=True) + "\n", encoding="utf-8")
        self.stdout.write(f"{point['size']} entries, key {point['key']}")
