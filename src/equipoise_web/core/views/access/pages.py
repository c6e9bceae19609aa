"""The list of people, a person's page, and the page that adds one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from equipoise.errors import EquipoiseError
from equipoise_web.core.access import allow
from equipoise_web.core.accounts.refusals import sentence
from equipoise_web.core.actions import accounts
from equipoise_web.core.forms.access import PersonForm, SearchForm
from equipoise_web.core.models import Person
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries import people as query
from equipoise_web.core.queries.places import places_reached
from equipoise_web.core.roles import Role
from equipoise_web.core.views.access import page
from equipoise_web.core.views.access.invite import invite

PAGE_SIZE = 50


@allow(*query.READERS)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """People with login and roles; a search that makes no sense shows everybody and says so."""
    standing = page.standing(request)
    reached = page.teams_searched(standing)
    form = SearchForm(request.GET, reached=reached)
    form.full_clean()
    found = query.directory(standing, query.Search(**{**SEARCH_NOTHING, **form.cleaned_data}))
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [_row(person) for person in shown]
    words = {"form": form, "page": shown, "rows": rows, "may_add": standing.holds(Role.ADMINISTRATOR)}
    return render(request, "core/access/people.html", {**words, "kept": page.kept_query(request)})


def _row(person: Person) -> tuple[Person, query.LoginState, list[str]]:
    """A person with the state of the login and each role in force once."""
    held = dict.fromkeys(role.get_role_display() for role in person.roles_now)  # type: ignore[attr-defined]
    return person, query.login_state(getattr(person, "user", None)), list(held)


SEARCH_NOTHING = {"text": "", "team": "", "role": "", "state": ""}


@allow(*query.READERS)
@require_safe
def person_page(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """One person's login, roles and teams, with what may be changed."""
    row = get_object_or_404(query.people_in_charge_of(page.standing(request)), uuid=person)
    return page.show(request, row)


@allow(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Add a person to a team that one administers, with an invitation where there is an address."""
    reached = places_reached(page.standing(request), Role.ADMINISTRATOR)
    actor = actor_of(request)
    initial = {"locale": actor.locale, "timezone": actor.timezone}
    form = PersonForm(request.POST or None, reached=reached, initial=initial)
    if request.method == "POST" and form.is_valid():
        team = next(team for team in reached.teams if str(team.uuid) == form.cleaned_data["team"])
        return _add(request, actor, team, form.cleaned_data)
    return render(request, "core/access/new.html", {"form": form}, status=422 if form.errors else 200)


def _add(request: HttpRequest, actor: Person, team: Any, data: dict[str, Any]) -> HttpResponse:
    person = accounts.create_person(
        actor=actor,
        team=team,
        name=data["name"],
        timezone=data["timezone"],
        locale=data["locale"],
        starts_at=timezone.now(),
    )
    messages.success(request, _("%(name)s is added.") % {"name": person.name})
    if data["email"]:
        try:
            accounts.create_login(actor=actor, person=person, email=data["email"])
        except EquipoiseError as refusal:
            messages.error(request, sentence(refusal))
        else:
            invite(request, actor, person)
    return redirect("access_person", person.uuid)
