"""``stale_rules``: which rules of the packs somebody should look at again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from equipoise.dates import parse_date
from equipoise.errors import InvalidInput
from equipoise.rules.pack_files import read_pack
from equipoise.rules.packs import known_packs
from equipoise.rules.stale import stale_rules

STALE, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = "List rules not read for twelve months, and pending ones come due; exit 1 when there are any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="day to judge by, YYYY-MM-DD; else today")

    def handle(self, *_: Any, **options: Any) -> None:
        found = stale_rules(map(read_pack, known_packs()), _day(options["on"]))
        for each in found:
            self.stdout.write(str(each))
        urgent = sum(each.is_urgent for each in found)
        if urgent:
            raise CommandError(f"{urgent} to look at again", returncode=STALE)


def _day(text: str | None) -> date:
    try:
        return parse_date(text) if text else timezone.localdate()
    except InvalidInput as error:
        raise CommandError(f"--on: {error.reason}", returncode=BAD_INPUT) from error
