"""Addresses of teams: /Groups and /Groups/<id>, to read. Teams are changed in the pages of access."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from scim2_models import Context, NotFoundException, NotImplementedException

from equipoise_web.api.asking import standing_of
from equipoise_web.provisioning.answers import answer, resource_answer
from equipoise_web.provisioning.asked import parameters_of, search_of
from equipoise_web.provisioning.queries import groups_found, groups_of, listing, teams_listed
from equipoise_web.provisioning.resources import Group
from equipoise_web.provisioning.views.guarded import provisioning

READ = frozenset({"GET", "HEAD"})


@provisioning("GET", "HEAD", "POST")
def groups(request: HttpRequest) -> HttpResponse:
    """The teams of the organisation."""
    if request.method not in READ:
        raise NotImplementedException(detail="Teams are made in the pages of access.")
    return search_groups(request)


@provisioning("GET", "HEAD", "PUT", "PATCH", "DELETE")
def one_group(request: HttpRequest, team: UUID) -> HttpResponse:
    """One team with its people."""
    if request.method not in READ:
        raise NotImplementedException(detail="Teams are changed in the pages of access.")
    asked, standing = parameters_of(request), standing_of(request)
    found = groups_of(standing, teams_listed(standing).filter(uuid=team))
    if not found:
        raise NotFoundException(detail=f"There is no group {team}.")
    return resource_answer(request, found[0], asked, Context.RESOURCE_QUERY_RESPONSE)


def search_groups(request: HttpRequest) -> HttpResponse:
    """The teams that a query finds."""
    search = search_of(request, Group)
    total, found = groups_found(standing_of(request), search)
    body = listing(search, total, found)
    return answer(body.model_dump_json(scim_ctx=Context.SEARCH_RESPONSE, response_parameters=search))
