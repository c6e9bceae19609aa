"""What only shows when people, packs and the plan's first day are known together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.errors import InvalidInput

if TYPE_CHECKING:
    from equipoise.centre import Centre, Workforce
    from equipoise.rules.model import Pack


def refuse_unfit(folder: Path, centre: Centre, workforce: Workforce, start: date) -> None:
    """InvalidInput for somebody not born yet, or for earlier rows in the plan's own time."""
    for worker in workforce.workers:
        born = worker.facts.birth_date
        if born is not None and born >= start:
            reason = f"{worker.name} is born on {born}, not before the plan's first day {start}"
            raise InvalidInput(reason, file=str(folder / "workers.csv"), field="birth_date")
    _refuse_rows_within(folder, centre, workforce, start)


def too_young(workforce: Workforce, packs: tuple[Pack, ...], start: date) -> list[str]:
    """A sentence for everybody younger than any rule speaks of: nothing was checked for that age."""
    youngest = max((_youngest(pack) for pack in packs), default=0)
    found = []
    for worker in workforce.workers:
        born = worker.facts.birth_date
        if born is not None:
            age = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
            if age < youngest:
                found.append(
                    f"{worker.name} is {age} on {start}: no rule for anyone under {youngest} is held, "
                    "so nothing was checked for that age"
                )
    return found


def _youngest(pack: Pack) -> int:
    """The age from which a pack's rules for the young begin; 0 when it has none."""
    ages = [r.scope.age_from for r in pack.rules if r.scope.age_below is not None and r.scope.age_from]
    return min(ages, default=0)


def _refuse_rows_within(folder: Path, centre: Centre, workforce: Workforce, start: date) -> None:
    from equipoise.roster.compile.context import begun_before
    from equipoise.timegrid import by_worker, format_instant, zone

    clock = zone(centre.timezone)
    first_s = clock.instant_s(start, 0)
    for worker, rows in by_worker(workforce.previous).items():
        within = set(rows) - set(begun_before(rows, first_s))
        if within:
            at = format_instant(min(row.start_s for row in within), clock)
            raise InvalidInput(
                f"{worker} has a shift at {at}, in the plan's own period: leave rows before {start} only",
                file=str(folder / "previous.csv"),
                field="start",
            )
