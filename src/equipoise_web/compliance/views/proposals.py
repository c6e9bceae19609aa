"""Propose other rules for a centre; a proposal has no effect before its gate."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from equipoise.errors import InvalidInput
from equipoise_web.compliance.actions import rule_versions as actions
from equipoise_web.compliance.content import overlay_content
from equipoise_web.compliance.overlay_file import read_overlay
from equipoise_web.compliance.queries.dry_run import dry_run
from equipoise_web.compliance.queries.in_force import InForce, rules_expected, source_of
from equipoise_web.compliance.rule_forms import OverlayForm, PackForm, RemovalForm
from equipoise_web.compliance.views.shared import Asked, about_rules, asked_of, may, refusal
from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.actions.gates import STEWARDS
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import Centre, Version
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.changes import change

METHODS = ("GET", "HEAD", "POST")


@allow(*STEWARDS)
@require_http_methods(METHODS)
def rules_propose(request: HttpRequest) -> HttpResponse:
    """Another pack, one held at a day, or one less."""
    asked = _steward(request)
    removing = request.POST.get("what") == "removal"
    add = PackForm(None if removing else request.POST or None)
    remove = RemovalForm(request.POST if removing else None, rules=asked.rules)
    form: PackForm | RemovalForm = remove if removing else add
    if request.method == "POST" and form.is_valid():
        try:
            return _proposed(request, _propose(request, asked.centre, form))
        except InvalidInput as error:
            form.add_error(None, refusal(error))
    context = about_rules(request, asked, "packs") | {"add": add, "remove": remove, "form": form}
    return render(request, "compliance/propose.html", context, status=422 if form.errors else 200)


@allow(*STEWARDS)
@require_http_methods(METHODS)
def rules_overlay(request: HttpRequest) -> HttpResponse:
    """An agreement as a file: first what it would change, then the proposal."""
    asked = _steward(request)
    form = OverlayForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("propose") and form.cleaned_data["text"]:
                about, rules, _text = _read(form)
                version = actions.propose_overlay(
                    actor=actor_of(request), centre=asked.centre, about=about, rules=rules
                )
                return _proposed(request, version)
            shown = _dry_run(asked, form)
        except InvalidInput as error:
            form.add_error("file", forms.ValidationError(refusal(error)))
    context = about_rules(request, asked, "packs") | {"form": form, **shown}
    return render(request, "compliance/overlay.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def rules_version(request: HttpRequest, rules: uuid.UUID) -> HttpResponse:
    """One proposed or activated version of the rules: what it changes, or what it says."""
    found = change(request.standing, rules)  # type: ignore[attr-defined]
    source = getattr(found.version.matter, "rule_source", None) if found else None
    if found is None or source is None:
        raise Http404
    asked = asked_of(request)
    said, difference, refused = source_of(found.version), None, None
    if found.state in ("draft", "closed", "coming"):
        try:
            others = rules_expected(source.centre, timezone.now(), but=source.name)
            difference = dry_run(others, said, asked.today)
        except InvalidInput as error:
            refused = refusal(error)
    context = about_rules(request, asked, "packs") | {
        "change": found, "source": source, "said": said.said, "run": difference, "refused": refused,
    }  # fmt: skip
    return render(request, "compliance/version.html", context)


@dataclass(frozen=True)
class Steward(Asked):
    """As ``Asked``, with a centre that is there."""

    centre: Centre


def _steward(request: HttpRequest) -> Steward:
    """The centre, if its whole organisation is in the actor's scope: a gate is not a team's affair."""
    asked = asked_of(request)
    if asked.centre is None or not may(request, asked.centre, *STEWARDS, whole=True):
        raise PermissionDenied
    return Steward(asked.centre, asked.rules, asked.today)


def _propose(request: HttpRequest, centre: Centre, form: PackForm | RemovalForm) -> Version:
    actor = actor_of(request)
    if isinstance(form, RemovalForm):
        return actions.propose_removal(actor=actor, centre=centre, name=form.cleaned_data["name"])
    return actions.propose_pack(actor=actor, centre=centre, reference=form.reference())


def _proposed(request: HttpRequest, version: Version) -> HttpResponse:
    messages.success(request, _("Proposed. Nothing changes before its gate is passed."))
    return redirect("rules_version", rules=version.uuid)


def _read(form: OverlayForm) -> tuple[Any, Any, str]:
    """``about``, ``rules`` and the text of the file that was handed in."""
    handed_in = form.content()
    if handed_in is None:
        raise InvalidInput("no file was handed in")
    content, name = handed_in
    about, rules = read_overlay(content, name)
    return about, rules, content.decode("utf-8-sig")


def _dry_run(asked: Steward, form: OverlayForm) -> dict[str, Any]:
    about, rules, text = _read(form)
    actions.refuse_own_name(about["id"])
    source = InForce(about["id"], canonical(overlay_content(about, rules)))
    difference = dry_run(rules_expected(asked.centre, timezone.now(), but=source.name), source, asked.today)
    return {"run": difference, "folder": source.folder, "again": OverlayForm(initial={"text": text})}
