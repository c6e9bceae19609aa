"""The yearly self-check by the five categories of the ILO Declaration."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from equipoise_web.compliance.actions.ilo import RECORDERS, record_self_check, remark, this_year
from equipoise_web.compliance.ilo_forms import RemarkForm, SaidForm
from equipoise_web.compliance.models import Category
from equipoise_web.compliance.models.ilo import FIRST_YEAR
from equipoise_web.compliance.queries.ilo import CONVENTIONS, Part, self_checks_of
from equipoise_web.core.access import Standing, allow, signed_in
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.core.small_groups import Cell, Shown, shown
from equipoise_web.scheduling.views.asked import SEE_BOARD, standing_of_request

# Who complained is easily guessed from a small number, by those who have nothing to do with it.
SEE_COMPLAINTS = (*RECORDERS, Role.REPRESENTATIVE, Role.AUDITOR)


@signed_in
@require_safe
def rules_ilo(request: HttpRequest) -> HttpResponse:
    """The five categories in a year, and every year beside each other; open to everybody."""
    standing = standing_of_request(request)
    years = self_checks_of(standing, this_year())
    asked = request.GET.get("year", "")
    year = next((each for each in years if str(each.year) == asked), years[0])
    exact = standing.holds(*SEE_COMPLAINTS)
    context = {
        "years": years,
        "year": year,
        "parts": [(part, _complaints(part, exact)) for part in year.parts],
        "categories": list(Category),
        "zone": actor_of(request).timezone,
        "may_record": may_record(standing),
        "may_remark": standing.holds(Role.REPRESENTATIVE),
        "sees_findings": standing.holds(*SEE_BOARD),
    }
    return render(request, "compliance/ilo.html", context)


@allow(*RECORDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def rules_ilo_record(request: HttpRequest, year: int, category: str) -> HttpResponse:
    """Record what the organisation says of a category; the form begins with what holds."""
    standing, chosen = standing_of_request(request), _known(year, category)
    if not may_record(standing):
        raise PermissionDenied
    form = SaidForm(request.POST or None, initial=_initial(standing, year, chosen))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, year, chosen, is_remark=False)
    actor = actor_of(request)
    record_self_check(
        actor=actor, organisation=actor.organisation, year=year, category=chosen, said=form.said()
    )
    messages.success(request, _("It is recorded. What was recorded before stays readable."))
    return redirect(f"{reverse('rules_ilo')}?year={year}")


@allow(Role.REPRESENTATIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def rules_ilo_remark(request: HttpRequest, year: int, category: str) -> HttpResponse:
    """Add what the representatives say of a category."""
    chosen = _known(year, category)
    form = RemarkForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, year, chosen, is_remark=True)
    actor = actor_of(request)
    text = form.cleaned_data["text"]
    remark(actor=actor, organisation=actor.organisation, year=year, category=chosen, text=text)
    messages.success(request, _("Your remark stands beside what the organisation says."))
    return redirect(f"{reverse('rules_ilo')}?year={year}")


def may_record(standing: Standing) -> bool:
    """Whether the self-check of the whole organisation is in the scope."""
    return any(grant.role in RECORDERS and grant.scope == "organisation" for grant in standing.grants)


def _complaints(part: Part, exact: bool) -> Cell | None:
    """How many complaints, None where it is not known; a small number only to those who deal with them."""
    number = part.current.complaints if part.current else None
    if number is None:
        return None
    return Shown(number, number) if exact or number == 0 else shown(number, number)


def _known(year: int, category: str) -> Category:
    if category not in Category.values or not FIRST_YEAR <= year <= this_year():
        raise Http404(f"{year} {category}")
    return Category(category)


def _initial(standing: Standing, year: int, category: Category) -> dict[str, object]:
    found = next((each for each in self_checks_of(standing, this_year()) if each.year == year), None)
    part = next((each for each in found.parts if each.category == category), None) if found else None
    if part is None or part.current is None:
        return {}
    return {name: getattr(part.current, name) for name in SaidForm.base_fields}


def _form(
    request: HttpRequest, form: SaidForm | RemarkForm, year: int, category: Category, *, is_remark: bool
) -> HttpResponse:
    context = {
        "form": form,
        "year": year,
        "category": category,
        "conventions": CONVENTIONS[category],
        "is_remark": is_remark,
        "sees_findings": standing_of_request(request).holds(*SEE_BOARD),
    }
    return render(request, "compliance/ilo_form.html", context, status=422 if form.errors else 200)
