"""Addresses of people: /Users, /Users/<id> and /Users/.search."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from scim2_models import Context, NotFoundException, PatchOp

from equipoise_web.api.asking import standing_of
from equipoise_web.core.models import Person
from equipoise_web.provisioning.actions import people as actions
from equipoise_web.provisioning.answers import answer, refuse_changed_meanwhile, resource_answer
from equipoise_web.provisioning.asked import body_of, key_of, parameters_of, search_of
from equipoise_web.provisioning.queries import listing, people_listed, users_found
from equipoise_web.provisioning.represent import user_of
from equipoise_web.provisioning.resources import POLICY, FullUser, User
from equipoise_web.provisioning.values import without_stale_name
from equipoise_web.provisioning.views.guarded import provisioning


@provisioning("GET", "HEAD", "POST")
def users(request: HttpRequest) -> HttpResponse:
    """The people of the list, or one more."""
    return _add(request) if request.method == "POST" else search_users(request)


@provisioning("GET", "HEAD", "PUT", "PATCH", "DELETE")
def one_user(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person: as he is, replaced, changed, or taken off the list."""
    if request.method not in {"GET", "HEAD"}:
        return _change(request, person)
    found = user_of(_found(request, person))
    return resource_answer(request, found, parameters_of(request), Context.RESOURCE_QUERY_RESPONSE)


@transaction.atomic
def _change(request: HttpRequest, person: UUID) -> HttpResponse:
    """Nobody else changes the person between what is read here and what is written."""
    by, asked = key_of(request), parameters_of(request)
    by.demand()
    found = _found(request, person)
    before = user_of(found)
    refuse_changed_meanwhile(request, str(before.meta.version if before.meta else ""))
    if request.method == "DELETE":
        actions.remove(by=by, person=found)
        return HttpResponse(status=204)
    replaces = request.method == "PUT"
    wanted = _replaced(request, before) if replaces else _patched(request, before)
    actions.change(by=by, person=found, wanted=wanted)
    context = Context.RESOURCE_REPLACEMENT_RESPONSE if replaces else Context.RESOURCE_PATCH_RESPONSE
    return resource_answer(request, user_of(_found(request, person)), asked, context)


def search_users(request: HttpRequest) -> HttpResponse:
    """The people whom a query finds."""
    search = search_of(request, FullUser)
    total, found = users_found(standing_of(request), search)
    body = listing(search, total, found)
    return answer(body.model_dump_json(scim_ctx=Context.SEARCH_RESPONSE, response_parameters=search))


def _add(request: HttpRequest) -> HttpResponse:
    asked = parameters_of(request)
    wanted: User[Any] = FullUser.model_validate(
        body_of(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST, scim_policy=POLICY
    )
    person = actions.provision(by=key_of(request), wanted=wanted)
    user = user_of(_found(request, person.uuid))
    return resource_answer(request, user, asked, Context.RESOURCE_CREATION_RESPONSE, 201)


def _found(request: HttpRequest, person: UUID) -> Person:
    found = people_listed(standing_of(request)).filter(uuid=person).first()
    if found is None:
        raise NotFoundException(detail=f"There is no user {person}.")
    return found


def _replaced(request: HttpRequest, before: User[Any]) -> User[Any]:
    wanted: User[Any] = FullUser.model_validate(
        body_of(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST, scim_policy=POLICY
    )
    with POLICY:
        wanted.replace(before)
    if wanted.active is None:
        wanted.active = before.active
    return wanted


def _patched(request: HttpRequest, before: User[Any]) -> User[Any]:
    patch: Any = PatchOp[FullUser].model_validate(
        body_of(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST, scim_policy=POLICY
    )
    after = before.model_copy(deep=True)
    patch.patch(after, scim_policy=POLICY)
    return without_stale_name(before, after)
