"""What ``equipoise check`` is given besides roster and workers: files on people, contacts, the centre."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from equipoise.centre import Centre
    from equipoise.rules.centre_view import Answered, CentreFacts
    from equipoise.rules.model import Absence, ContactEnd, LeaveAccount, WorkerFacts
    from equipoise.timegrid import LocalClock, OpeningHours, Zone


@dataclass(frozen=True)
class Files:
    """The optional files; a rule that needs one that is absent is not judged."""

    facts: Path | None = None
    leave: Path | None = None
    contacts: Path | None = None
    absences: Path | None = None
    service: Path | None = None
    centre: Path | None = None


@dataclass(frozen=True)
class Known:
    """What the files say; ``None`` where one was not given."""

    workers: tuple[WorkerFacts, ...]
    absences: tuple[Absence, ...]
    leave: tuple[LeaveAccount, ...] | None
    contacts: dict[str, tuple[ContactEnd, ...]] | None
    answered: tuple[Answered, ...] | None
    opening: OpeningHours | None

    def of_centre(self, clock: LocalClock, from_s: int, to_s: int) -> CentreFacts:
        """The centre's part of it over a period."""
        from equipoise.rules.centre_view import CentreFacts
        from equipoise.rules.open_hours import open_spans

        hours = None if self.opening is None else open_spans(self.opening, clock, from_s, to_s)
        return CentreFacts(hours, self.answered)


def read_known(
    files: Files, workers: tuple[WorkerFacts, ...], centre: Centre | None, zone: Zone | None
) -> Known:
    """Read the files; times without offset are local to ``zone`` and refused where there is none."""
    from equipoise.io.contacts import read_contacts
    from equipoise.io.service import read_service
    from equipoise.io.workforce import read_absences, read_leave

    hours = {who.worker: who.contract_h_per_week for who in workers}
    return Known(
        _with_facts(files.facts, workers),
        read_absences(files.absences, hours, zone) if files.absences else (),
        read_leave(files.leave, hours) if files.leave else None,
        read_contacts(files.contacts, hours, zone) if files.contacts else None,
        read_service(files.service, zone) if files.service else None,
        centre.opening if centre else None,
    )


def _with_facts(path: Path | None, workers: tuple[WorkerFacts, ...]) -> tuple[WorkerFacts, ...]:
    from equipoise.io.workforce import read_fact_rows, with_facts

    if path is None:
        return workers
    facts = read_fact_rows(path, [who.worker for who in workers])
    return tuple(with_facts(who, facts) for who in workers)
