"""One's own settings: how pages read, and the ways to sign in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipoise_web.core import present
from equipoise_web.core.access import own_login
from equipoise_web.core.actions import accounts
from equipoise_web.core.forms.reading import ReadingForm
from equipoise_web.core.languages import language_of


@own_login
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """Language, time zone and theme; a login without a person has only its ways to sign in."""
    person = present.person_of(request)
    if person is None:
        return render(request, "core/settings/settings.html", {"form": None})
    now = {"locale": language_of(request.user), "timezone": person.timezone, "theme": person.theme}
    form = ReadingForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        accounts.change_settings(person, **form.cleaned_data)
        with translation.override(person.locale):
            messages.success(request, _("Your settings are kept."))
        return redirect("settings")
    status = 422 if form.errors else 200
    return render(request, "core/settings/settings.html", {"form": form}, status=status)


@own_login
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here as well."""
    accounts.end_own_sessions(request.user)  # type: ignore[arg-type]  # admitted only when signed in
    return redirect("account_login")
