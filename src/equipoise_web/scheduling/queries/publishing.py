"""What publishing a roster would mean: who is told, by when it had to be, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise_web.compliance.models import Check
from equipoise_web.compliance.queries.dispensations import in_the_way
from equipoise_web.compliance.queries.findings import Group, Report
from equipoise_web.compliance.queries.rules import NoticeClock, notice_clocks, rules_checked
from equipoise_web.core.models import Person
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.roster_findings import UNDETERMINED


@dataclass(frozen=True)
class Before:
    """What a planner looks at before publication; ``taken`` is the roster that has some of the days.

    ``left`` counts what must be fixed and has no dispensation.
    """

    check: Check
    left: int
    clocks: tuple[NoticeClock, ...]
    late: bool
    people: int
    taken: Roster | None
    unknown: tuple[Group, ...]

    @property
    def undetermined(self) -> int:
        """How many findings that the viewer sees could not be decided."""
        return sum(group.count for group in self.unknown)

    @property
    def refused(self) -> bool:
        return bool(self.left or self.taken)


def before_publication(roster: Roster, report: Report, today: date) -> Before:
    """Everything that the page says, for a roster that the viewer may see."""
    clocks = tuple(notice_clocks(rules_checked(report.check.packs), roster.starts_on))
    unknown: list[Group] = []
    for section in report.sections:
        unknown += section.groups if section.severity == UNDETERMINED else ()
    return Before(
        report.check,
        in_the_way(report.check).count(),
        clocks,
        any(clock.until < today for clock in clocks),
        people_of(roster),
        taken_by(roster),
        tuple(unknown),
    )


def people_of(roster: Roster) -> int:
    """How many people the roster names: those who are told of it."""
    return Person.objects.filter(worker__stretches__roster=roster).distinct().count()


def taken_by(roster: Roster) -> Roster | None:
    """Another published roster of the centre that covers some of the days."""
    published = Roster.objects.filter(
        centre=roster.centre,
        publication__isnull=False,
        starts_on__lte=roster.ends_on,
        ends_on__gte=roster.starts_on,
    )
    return published.exclude(pk=roster.pk).first()
