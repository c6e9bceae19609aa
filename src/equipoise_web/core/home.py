"""What the core finds for the homes: gates, jobs, mandates, the seal of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from equipoise_web.core.models import AuditCheckpoint, AuditEntry, AuditSeal, Run, RunState
from equipoise_web.core.needs import Fact, Need, Source, needs_of, state_of
from equipoise_web.core.queries.changes import changes
from equipoise_web.core.queries.people import mandates_ending
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_times import clock, day

SOON = timedelta(days=30)
RECENT = timedelta(days=7)
# Who takes the next step of a gate.
CONSULTED, ASKS_REPRESENTATIVE = "consulted", (Role.REPRESENTATIVE,)
ASKS_EMPLOYER = (Role.HR, Role.PLANNER)


@needs_of(Role.REPRESENTATIVE)
def opinions(request: HttpRequest) -> Iterator[Need]:
    """Versions on which the representatives are to be consulted now."""
    for change in changes(request.standing):  # type: ignore[attr-defined]
        if change.state == "draft" and change.next_step and change.next_step.code == CONSULTED:
            yield Need(
                what=_("Your opinion: %(name)s") % {"name": change.version.matter.name},
                why=_("%(kind)s, version %(n)s, waits for consultation.")
                % {"kind": change.kind, "n": change.version.number},
                address=reverse("change", args=[change.version.uuid]),
                action=_("Open the dossier"),
                source=Source("charter", "P8"),
            )


@needs_of(*ASKS_EMPLOYER)
def gates(request: HttpRequest) -> Iterator[Need]:
    """Versions whose next step is the employer's, and closed ones that wait to be put in force."""
    for change in changes(request.standing):  # type: ignore[attr-defined]
        following = change.next_step
        if change.state == "closed":
            what, action = _("Ready to be put in force: %(name)s"), _("Put in force")
        elif change.state == "draft" and following is None:
            what, action = _("All steps are done: %(name)s"), _("Close")
        elif change.state == "draft" and following is not None and following.code != CONSULTED:
            what, action = _("Next step: %(name)s"), _("Open the dossier")
        else:
            continue
        yield Need(
            what=what % {"name": change.version.matter.name},
            why=f"{change.kind}: {following.word}" if following else change.kind,
            address=reverse("change", args=[change.version.uuid]),
            action=action,
            source=Source("charter", "P7"),
        )


@needs_of(Role.ADMINISTRATOR, Role.PLANNER)
def failed_jobs(request: HttpRequest) -> Iterator[Need]:
    """Jobs that failed in the last week."""
    runs = Run.objects.visible_to(request.standing).filter(  # type: ignore[attr-defined]
        state=RunState.FAILED, finished_at__gte=timezone.now() - RECENT
    )
    for run in runs.order_by("-finished_at")[:3]:
        yield Need(
            what=_("A job failed"),
            why=_("It gave up after %(n)s attempts.") % {"n": run.attempts},
            address=reverse("job", args=[run.uuid]),
            action=_("See why"),
        )


@needs_of(Role.ADMINISTRATOR)
def mandates(request: HttpRequest) -> Iterator[Need]:
    """Mandates that end within a month: without them nobody represents or audits."""
    for held in mandates_ending(request.standing, timezone.now() + SOON):  # type: ignore[attr-defined]
        yield Need(
            what=_("A mandate ends: %(name)s") % {"name": held.person.name},
            why=held.get_role_display(),
            address=reverse("access_person", args=[held.person.uuid]),
            action=_("Open"),
            until=held.ends_at,
        )


@state_of(Role.ADMINISTRATOR, Role.AUDITOR)
def audit_state(request: HttpRequest) -> Iterator[Fact]:
    """How far the audit is sealed, and when the last checkpoint was made."""
    organisation = request.standing.organisation_id  # type: ignore[attr-defined]
    if not organisation:
        return
    last = AuditSeal.objects.order_by("-position").select_related("batch").first()
    sealed = last.position + 1 if last else 0
    unsealed = AuditEntry.objects.filter(seal__isnull=True).count()
    yield Fact(
        _("Audit log"),
        _("%(sealed)s entries sealed, %(open)s waiting")
        % {"sealed": localize(sealed), "open": localize(unsealed)},
        reverse("audit_log") if request.standing.holds(Role.AUDITOR) else "",  # type: ignore[attr-defined]
    )
    point = AuditCheckpoint.objects.order_by("-size").first()
    yield Fact(_("Last checkpoint"), _moment(point.made_at) if point else _("none yet"))


def _moment(written: str) -> str:
    """A written instant as day and time, in the reader's zone and language."""
    at, zone = datetime.fromisoformat(written), timezone.get_current_timezone_name()
    return f"{day(at, zone)} {clock(at, zone)}"


@state_of(Role.ADMINISTRATOR, Role.PLANNER)
def jobs_state(request: HttpRequest) -> Iterator[Fact]:
    """What the worker does now."""
    active = Run.objects.visible_to(request.standing).filter(  # type: ignore[attr-defined]
        state__in=(RunState.QUEUED, RunState.RUNNING)
    )
    running = active.filter(state=RunState.RUNNING).order_by("heartbeat_at").last()
    said = _("%(n)s at work or waiting") % {"n": localize(active.count())}
    if running and running.heartbeat_at:
        said += _(", last sign of life %(ago)s ago") % {"ago": timesince(running.heartbeat_at)}
    yield Fact(_("Jobs"), said, reverse("jobs"))
