"""Where a board's rows come from: a roster as it is stored, or another version of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from equipoise_web.core.access import Standing
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries import shifts
from equipoise_web.scheduling.queries.coverage import Coverage, coverage_of
from equipoise_web.scheduling.queries.roster_findings import Mark, findings_of
from equipoise_web.scheduling.queries.shifts import Row


class Source(Protocol):
    """Rows of people, coverage by everybody, and findings by worker, of one version of a roster."""

    @property
    def roster(self) -> Roster: ...

    @property
    def published(self) -> bool: ...

    def rows(self, standing: Standing, since: datetime, until: datetime) -> list[Row]:
        """Rows that the viewer may see, also removed ones, by worker and time."""

    def coverage(self, since: datetime, until: datetime) -> Coverage:
        """Counts of people, so of everybody and not by scope."""

    def findings(self, standing: Standing) -> dict[int, list[Mark]]:
        """Findings of each worker that the viewer may see, the gravest first."""


@dataclass(frozen=True)
class Stored:
    """A roster as it was published, or as it stands after all amendments."""

    roster: Roster
    published: bool

    def rows(self, standing: Standing, since: datetime, until: datetime) -> list[Row]:
        return shifts.rows_of(standing, self.roster, since, until)

    def coverage(self, since: datetime, until: datetime) -> Coverage:
        return coverage_of(self.roster, since, until, published=self.published)

    def findings(self, standing: Standing) -> dict[int, list[Mark]]:
        return findings_of(standing, self.roster, published=self.published)
