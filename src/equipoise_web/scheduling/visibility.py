"""Who sees rosters, whose stretches, and whose time."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.roles import Role
from equipoise_web.scheduling import models
from equipoise_web.service.visibility import of_centre

SEE_DRAFTS = (Role.PLANNER, Role.AUDITOR)
SEE_PUBLISHED = (*SEE_DRAFTS, Role.TEAM_LEADER, Role.HR, Role.REPRESENTATIVE)
CHECKED = Q(checks__isnull=False)  # nobody sees a roster before the independent checker did


@visibility(models.ShiftSystem, Content.STRUCTURE)
def shift_systems(standing: Standing) -> Q:
    """Everybody of the centre."""
    return of_centre("centre", standing, *Role, home=True)


@visibility(models.Roster, Content.STRUCTURE)
def rosters(standing: Standing) -> Q:
    """Drafts for those who make or audit them; a published roster for the roles and people of its centre."""
    published = of_centre("centre", standing, *SEE_PUBLISHED, home=True) & Q(publication__isnull=False)
    seen = of_centre("centre", standing, *SEE_DRAFTS) | published
    return Q(pk__in=models.Roster.objects.filter(CHECKED).values("pk")) & seen


@visibility(models.Publication, Content.STRUCTURE)
def publications(standing: Standing) -> Q:
    """Everybody of the centre."""
    return of_centre("roster__centre", standing, *SEE_PUBLISHED, home=True)


@visibility(models.Stretch, Content.RECORD)
def stretches(standing: Standing) -> Q:
    """One's own once published; of the people in one's scope as far as the roster is visible."""
    drafts = own_or_scope(standing, *SEE_DRAFTS) & Q(roster__checks__isnull=False)
    published = own_or(standing, "worker__person", *SEE_PUBLISHED) & Q(roster__publication__isnull=False)
    return Q(pk__in=models.Stretch.objects.filter(drafts | published).values("pk"))


@visibility(models.Amendment, Content.RECORD)
def amendments(standing: Standing) -> Q:
    """One's own; planner, auditor, team leader, HR and representative those of the people in their scope."""
    return own_or(standing, "worker__person", *SEE_PUBLISHED)


@visibility(models.Availability, Content.RECORD)
def availability(standing: Standing) -> Q:
    """One's own; planner and team leader those of the people in their scope."""
    return own_or(standing, "worker__person", Role.PLANNER, Role.TEAM_LEADER)


@visibility(models.Absence, Content.RECORD)
def absences(standing: Standing) -> Q:
    """One's own; planner, team leader and HR those of the people in their scope."""
    return own_or(standing, "worker__person", Role.PLANNER, Role.TEAM_LEADER, Role.HR)


@visibility(models.Preference, Content.RECORD)
def preferences(standing: Standing) -> Q:
    """One's own; a planner those of the people in his scope."""
    return own_or(standing, "worker__person", Role.PLANNER)


@visibility(models.CalendarFeed, Content.RECORD)
def feeds(standing: Standing) -> Q:
    """One's own and nobody else's."""
    return Q(person=standing.person_id)


def own_or_scope(standing: Standing, *roles: Role) -> Q:
    """Condition on stretches of the people in the scope of one of the roles, oneself not counted."""
    from equipoise_web.core.models import Person

    return Q(worker__person__in=Person.objects.filter(standing.members(*roles)).values("pk"))


@visibility(models.Draft, Content.STRUCTURE)
def drafts(standing: Standing) -> Q:
    """Those who make or audit rosters."""
    return of_centre("base__centre", standing, *SEE_DRAFTS)


@visibility(models.Edit, Content.STRUCTURE)
def edits(standing: Standing) -> Q:
    """Those who make or audit rosters."""
    return of_centre("draft__base__centre", standing, *SEE_DRAFTS)


@visibility(models.DraftWorker, Content.RECORD)
def draft_workers(standing: Standing) -> Q:
    """Those of the people in the scope of who makes or audits rosters."""
    return own_or_scope(standing, *SEE_DRAFTS)


@visibility(models.DraftStretch, Content.RECORD)
def draft_stretches(standing: Standing) -> Q:
    """Those of the people in the scope of who makes or audits rosters."""
    return own_or_scope(standing, *SEE_DRAFTS)


@visibility(models.DraftLock, Content.RECORD)
def draft_locks(standing: Standing) -> Q:
    """Those of the people in the scope of who makes or audits rosters."""
    return own_or_scope(standing, *SEE_DRAFTS)


@visibility(models.Alternative, Content.STRUCTURE)
def alternatives(standing: Standing) -> Q:
    """Those who make or audit rosters."""
    return of_centre("draft__base__centre", standing, *SEE_DRAFTS)


@visibility(models.AlternativeDay, Content.RECORD)
def alternative_days(standing: Standing) -> Q:
    """Those of the people in the scope of who makes or audits rosters."""
    return own_or_scope(standing, *SEE_DRAFTS)


@visibility(models.AlternativeStretch, Content.RECORD)
def alternative_stretches(standing: Standing) -> Q:
    """Those of the people in the scope of who makes or audits rosters."""
    from equipoise_web.core.models import Person

    return Q(of__worker__person__in=Person.objects.filter(standing.members(*SEE_DRAFTS)).values("pk"))


@visibility(models.DraftAbsence, Content.RECORD)
def draft_absences(standing: Standing) -> Q:
    """Those of the people in a planner's scope."""
    return own_or_scope(standing, Role.PLANNER)
