"""Who went through the rules of a centre, and what of them is overdue."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from equipoise.errors import InvalidInput
from equipoise.rules.stale import DUE, OLD
from equipoise_web.compliance.actions.reviews import REVIEW, review
from equipoise_web.compliance.queries.packs import packs_in_words
from equipoise_web.compliance.queries.reviews import overdue, reviewed
from equipoise_web.compliance.rule_forms import ReviewForm
from equipoise_web.compliance.views.shared import about_rules, asked_of, refusal
from equipoise_web.core.access import Standing, allow, demand
from equipoise_web.core.present import actor_of
from equipoise_web.scheduling.views.asked import SEE_BOARD


@allow(*SEE_BOARD)
@require_safe
def rules_reviews(request: HttpRequest) -> HttpResponse:
    """Each pack with its reviews, values that were not compared for a year, and rules whose day has come."""
    return _page(request)


@allow(*REVIEW)
@require_POST
def rules_review(request: HttpRequest, pack: str) -> HttpResponse:
    """Keep that the actor went through a pack."""
    asked, actor = asked_of(request), actor_of(request)
    if asked.centre is None:
        raise Http404
    demand(actor, *REVIEW, over=asked.centre)
    form = ReviewForm(request.POST, prefix=pack)
    if form.is_valid():
        try:
            review(actor=actor, centre=asked.centre, pack=pack, **form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field if error.field in form.fields else None, refusal(error))
        else:
            messages.success(request, _("Your review is kept."))
            return redirect("rules_reviews")
    return _page(request, pack, form)


def _page(request: HttpRequest, pack: str = "", refused: ReviewForm | None = None) -> HttpResponse:
    asked = asked_of(request)
    standing: Standing = request.standing  # type: ignore[attr-defined]
    packs = packs_in_words(asked.rules, asked.today)
    each = reviewed(standing, asked.centre, packs, asked.today) if asked.centre else []
    context = about_rules(request, asked, "reviews") | {
        "packs": [(one, _form(one.pack.id, pack, refused, asked.today)) for one in each],
        "refused": refused,
        "unchecked": overdue(packs, asked.today, OLD),
        "begun": overdue(packs, asked.today, DUE),
    }
    return render(request, "compliance/reviews.html", context, status=422 if refused else 200)


def _form(name: str, pack: str, refused: ReviewForm | None, today: object) -> ReviewForm:
    if refused is not None and name == pack:
        return refused
    return ReviewForm(prefix=name, initial={"reviewed_on": today})
