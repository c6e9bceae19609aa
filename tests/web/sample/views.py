"""Views for the tests: one of each rule, one without a rule, one that looks up a person."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View

from equipoise_web.core.access import allow, public, signed_in
from equipoise_web.core.models import Person
from equipoise_web.core.roles import Role


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


@public
def anybody(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


@signed_in
def person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(Person.objects.visible_to(request.standing), uuid=person)  # type: ignore[attr-defined]
    return HttpResponse(row.name)


@allow(Role.PLANNER, Role.AUDITOR)
class Plans(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("seen")

    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("changed")
