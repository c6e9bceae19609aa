"""One's own keys for programs: made here, shown once, revoked here."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipoise_web.core.access import own_login, standing_of
from equipoise_web.core.actions import tokens
from equipoise_web.core.forms.tokens import TokenForm
from equipoise_web.core.models import ApiToken, Person
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.core.scopes import FOR_ADMINISTRATORS, SCOPES

USUAL = timedelta(days=90)


@own_login
@require_http_methods(["GET", "HEAD", "POST"])
def my_tokens(request: HttpRequest) -> HttpResponse:
    """The keys that one has; a POST makes one, and its secret is on that page alone."""
    person, secret = actor_of(request), ""
    form = _form(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _token, secret = tokens.create(actor=person, **form.values())
        form = _form(request, None)
    shown = {"form": form, "secret": secret, "keys": _keys(request, person), "zone": person.timezone}
    response = render(request, "core/tokens/tokens.html", shown, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@own_login
@require_POST
def revoke_token(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """End one of one's own keys at once."""
    person = actor_of(request)
    seen = ApiToken.objects.visible_to(standing_of(request.user))
    tokens.revoke(actor=person, token=get_object_or_404(seen.filter(person=person), uuid=token))
    messages.success(request, _("The key is revoked and opens nothing any more."))
    return redirect("my_tokens")


def _form(request: HttpRequest, sent: Any) -> TokenForm:
    """The form; an administrator of the whole organisation may make a key for a directory too."""
    grants = standing_of(request.user).grants
    whole = any((each.role, each.scope) == (Role.ADMINISTRATOR, "organisation") for each in grants)
    initial = {"last_day": timezone.localdate() + USUAL}
    return TokenForm(sent, initial=initial, administers_all=whole)


def _keys(request: HttpRequest, person: Person) -> list[tuple[ApiToken, list[Any], str]]:
    """The keys, the newest first, with what each opens in words and how it stands."""
    own = ApiToken.objects.visible_to(standing_of(request.user)).filter(person=person)
    rows = own.order_by("-created_at", "-pk")
    words = SCOPES | FOR_ADMINISTRATORS
    return [(row, [words.get(each, each) for each in json.loads(row.scopes)], _state(row)) for row in rows]


def _state(row: ApiToken) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "live" if row.expires_at > timezone.now() else "ended"
