"""Country, opening hours, interval and shrinkage."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.service.actions.settings import describe_centre
from equipoise_web.service.errors import IntervalFixed
from equipoise_web.service.forms.fields import show_refusal
from equipoise_web.service.queries.centre import settings_of
from equipoise_web.service.views.shared import standing
from equipoise_web.setup.checks import opening as check
from equipoise_web.setup.forms.opening import NAMES, OpeningForm, initial_of
from equipoise_web.setup.views.shared import METHODS, of_step, page


@allow(Role.PLANNER)
@require_http_methods(METHODS)
@of_step("opening")
def setup_opening(request: HttpRequest, centre: Centre) -> HttpResponse:
    """One form; saved, the page shows what it makes."""
    settings = settings_of(standing(request), centre)
    form = OpeningForm(request.POST or None, initial=initial_of(centre, settings))
    if request.method == "POST" and form.is_valid() and _save(request, centre, form):
        messages.success(request, _("Saved."))
        return redirect("setup_opening")
    words = {"form": form, "check": check(centre) if settings else ""}
    return page(request, centre, "opening", words, refused=bool(form.errors))


def _save(request: HttpRequest, centre: Centre, form: OpeningForm) -> bool:
    try:
        describe_centre(actor=actor_of(request), centre=centre, values=form.values())
    except InvalidInput as error:
        show_refusal(form, error, NAMES)
    except IntervalFixed:
        form.add_error("interval_minutes", _("The interval stays: history is stored in it."))
    else:
        return True
    return False
