"""The people of a centre, and one of them."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.local_days import local_date, monday_of
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.present import centre_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.people.models import ContractType, Worker
from equipoise_web.people.queries.directory import CONTRACTS, ENDS, NONE, Search, listed, teams_of, workers_of
from equipoise_web.people.queries.on_file import on_file
from equipoise_web.people.queries.one import known_of, reaches
from equipoise_web.people.visibility import KNOW_CONTRACTS, KNOW_SKILLS
from equipoise_web.scheduling.queries.worker_time import planned_week, time_of
from equipoise_web.scheduling.views.asked import SEE_BOARD, purpose_of, query_of, standing_of_request
from equipoise_web.service.models import Queue

A_PAGE = 50
LOOKED_BACK = timedelta(days=90)
FURTHER = ((NONE, _("None today")), (ENDS, _("Ends within six weeks")))


@allow(*SEE_BOARD)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The workers in the viewer's scope."""
    centre = centre_of(request)
    if centre is None:
        return render(request, "service/no_centre.html")
    readings.note(request, purpose_of(request), centre=centre)
    return render(request, "people/list.html", _page(request, centre))


@signed_in
@require_safe
def worker(request: HttpRequest, worker: uuid.UUID) -> HttpResponse:
    """One worker, as far as the viewer may know; oneself in full, with who looked."""
    standing = standing_of_request(request)
    found = get_object_or_404(Worker.objects.visible_to(standing), uuid=worker)
    today = local_date(timezone.now(), found.centre.timezone)
    readings.note(request, purpose_of(request), person=found.person)
    known = known_of(standing, found, today)
    context = {
        "known": known,
        "file": on_file(standing, found),
        "time": time_of(standing, found, sees_kind=_sees_kind(request, found)),
        "today": today,
        "zone": found.centre.timezone,
        "looked": _looked(found.person) if known.is_own else None,
    }
    return render(request, "people/worker.html", context)


def _page(request: HttpRequest, centre: Centre) -> dict[str, Any]:
    standing = standing_of_request(request)
    today = local_date(timezone.now(), centre.timezone)
    search = _search(request, today)
    page = Paginator(workers_of(standing, centre, search), A_PAGE).get_page(request.GET.get("page"))
    rows = listed(standing, page.object_list, today)
    planned = planned_week(standing, [row.worker for row in rows], today, centre.timezone)
    for row in rows:
        row.planned = planned.get(row.worker.pk, timedelta())
    return {
        "centre": centre,
        "rows": rows,
        "page": page,
        "search": search,
        "teams": teams_of(standing, centre),
        "queues": Queue.objects.visible_to(standing).filter(centre=centre, active=True),
        "monday": monday_of(today),
        "contract_choices": (*ContractType.choices, *FURTHER),
        "may_add": standing.holds(Role.HR),
        "may_files": standing.holds(Role.HR, Role.PLANNER),
        "may_payroll": standing.holds(Role.HR),
        "sees_contracts": standing.holds(*KNOW_CONTRACTS),
        "sees_skills": standing.holds(*KNOW_SKILLS),
        "before": query_of(request, page=str(page.number - 1)) if page.has_previous() else "",
        "after": query_of(request, page=str(page.number + 1)) if page.has_next() else "",
    }


def _search(request: HttpRequest, today: date) -> Search:
    text, team, queue, contract = (
        request.GET.get(name, "").strip() for name in ("q", "team", "queue", "contract")
    )
    return Search(text, _uuid(team), _uuid(queue), contract if contract in CONTRACTS else "", today)


def _uuid(text: str) -> str:
    """The text where it is an identifier, else nothing: another filter than one that was offered."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _sees_kind(request: HttpRequest, worker: Worker) -> bool:
    """Why somebody is away is known to the person, to planning and to HR."""
    standing = standing_of_request(request)
    own = worker.person_id == standing.person_id
    return own or reaches(standing, worker, Role.PLANNER, Role.HR)


def _looked(person: Person) -> Any:
    return readings.who_looked(person, timezone.now() - LOOKED_BACK)[:20]
