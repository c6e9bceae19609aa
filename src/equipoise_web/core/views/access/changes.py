"""What an administrator changes on a person's page; each leads back to it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from equipoise.errors import EquipoiseError
from equipoise_web.core.access import allow
from equipoise_web.core.accounts.refusals import sentence
from equipoise_web.core.actions import accounts, places, roles
from equipoise_web.core.forms.access import EndForm, GrantForm, LoginForm, MoveForm, beginning, end_of
from equipoise_web.core.models import Person
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries import people as query
from equipoise_web.core.queries.places import places_reached
from equipoise_web.core.roles import Role
from equipoise_web.core.views.access import page
from equipoise_web.core.views.access.invite import invite

administrator_only = allow(Role.ADMINISTRATOR)


@administrator_only
@require_POST
def give_login(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Make a login and invite the person."""
    row, form = _person(request, person), LoginForm(request.POST)
    if not form.is_valid():
        return page.show(request, row, login_form=form)

    def change() -> None:
        accounts.create_login(actor=actor_of(request), person=row, email=form.cleaned_data["email"])
        invite(request, actor_of(request), row)

    return _attempt(request, row, change, "", login_form=form)


@administrator_only
@require_POST
def invite_again(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Give out a fresh one-time link to an open login."""
    row = _person(request, person)
    return _attempt(request, row, lambda: invite(request, actor_of(request), row), "")


@administrator_only
@require_POST
def deactivate_login(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Close the login and end its sessions."""
    row = _person(request, person)
    done = _("The login is closed and its sessions have ended.")
    return _attempt(request, row, lambda: accounts.deactivate(actor=actor_of(request), person=row), done)


@administrator_only
@require_POST
def reactivate_login(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Open the login again."""
    row = _person(request, person)
    done = _("The login is open again.")
    return _attempt(request, row, lambda: accounts.reactivate(actor=actor_of(request), person=row), done)


@administrator_only
@require_POST
def grant(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Give the person a role."""
    row = _person(request, person)
    reached = places_reached(page.standing(request), Role.ADMINISTRATOR)
    form = GrantForm(request.POST, places=page.place_choices(reached))
    if not form.is_valid():
        return page.show(request, row, grant_form=form)
    data = form.cleaned_data

    def change() -> None:
        roles.grant_role(
            actor=actor_of(request),
            person=row,
            role=Role(data["role"]),
            place=next(place for place in reached.all() if str(place.uuid) == data["place"]),
            starts_at=beginning(data["first"]),
            ends_at=end_of(data["last"]),
        )

    return _attempt(request, row, change, _("The role is given."), grant_form=form)


@administrator_only
@require_POST
def end(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Let one of the person's roles end now."""
    row, form = _person(request, person), EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the role that ends."))
        return redirect("access_person", row.uuid)
    held = get_object_or_404(query.roles_of(page.standing(request), row), uuid=form.cleaned_data["role"])
    now = timezone.now()
    change = lambda: roles.end_role(actor=actor_of(request), assignment=held, ends_at=now)  # noqa: E731
    return _attempt(request, row, change, _("The role has ended."))


@administrator_only
@require_POST
def change_team(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Move the person between teams."""
    row = _person(request, person)
    reached = places_reached(page.standing(request), Role.ADMINISTRATOR)
    memberships = list(query.memberships_of(page.standing(request), row))
    form = MoveForm(request.POST, current=page.team_choices_of(memberships), reached=reached)
    if not form.is_valid():
        return page.show(request, row, move_form=form)
    data = form.cleaned_data
    left = {str(member.team.uuid): member.team for member in memberships}
    joined = {str(team.uuid): team for team in reached.teams}

    def change() -> None:
        places.move(
            actor=actor_of(request),
            person=row,
            leaves=left.get(data["leaves"]),
            joins=joined.get(data["joins"]),
            at=beginning(data["day"]),
        )

    return _attempt(request, row, change, _("The change of team is kept."), move_form=form)


def _person(request: HttpRequest, identifier: uuid.UUID) -> Person:
    return get_object_or_404(query.people_in_charge_of(page.standing(request)), uuid=identifier)


def _attempt(
    request: HttpRequest, person: Person, change: Callable[[], Any], done: str, **form: forms.Form
) -> HttpResponse:
    """Do it and go back to the page; a refusal is said there, beside what was typed where there is a form."""
    try:
        change()
    except EquipoiseError as refusal:
        said = sentence(refusal)
        for name, typed in form.items():
            typed.add_error(None, said)
            return page.show(request, person, **{name: typed})
        messages.error(request, said)
    else:
        if done:
            messages.success(request, done)
    return redirect("access_person", person.uuid)
