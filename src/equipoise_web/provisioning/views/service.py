"""What the service says of itself, searches by POST, and what it does not offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from scim2_models import (
    Context,
    ForbiddenException,
    ListResponse,
    NotFoundException,
    NotImplementedException,
    Resource,
    ResourceType,
    ResponseParameters,
    Schema,
)

from equipoise_web.api.asking import standing_of
from equipoise_web.provisioning import description
from equipoise_web.provisioning.answers import answer, resource_answer
from equipoise_web.provisioning.asked import search_of
from equipoise_web.provisioning.queries import all_found, listing
from equipoise_web.provisioning.resources import FullUser, Group
from equipoise_web.provisioning.views.groups import search_groups
from equipoise_web.provisioning.views.guarded import provisioning
from equipoise_web.provisioning.views.users import search_users

R = TypeVar("R", bound=Resource[Any])
NOTHING: ResponseParameters[Any] = ResponseParameters()


@provisioning("GET", "HEAD")
def config(request: HttpRequest) -> HttpResponse:
    """The capabilities."""
    return _one(request, description.config())


@provisioning("GET", "HEAD")
def resource_types(request: HttpRequest) -> HttpResponse:
    """The kinds of resources."""
    return _all(request, ListResponse[ResourceType], description.resource_types())


@provisioning("GET", "HEAD")
def resource_type(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind of resource."""
    return _one(request, _named(description.resource_types(), kind))


@provisioning("GET", "HEAD")
def schemas(request: HttpRequest) -> HttpResponse:
    """The schemas."""
    return _all(request, ListResponse[Schema], description.schemas())


@provisioning("GET", "HEAD")
def schema(request: HttpRequest, kind: str) -> HttpResponse:
    """One schema by its URI."""
    return _one(request, _named(description.schemas(), kind))


@provisioning("POST")
def user_search(request: HttpRequest) -> HttpResponse:
    """People, by a query in the body."""
    return search_users(request)


@provisioning("POST")
def group_search(request: HttpRequest) -> HttpResponse:
    """Teams, by a query in the body."""
    return search_groups(request)


@provisioning("POST")
def search(request: HttpRequest) -> HttpResponse:
    """People and teams, by a query in the body."""
    asked = search_of(request, FullUser | Group)
    body = listing(asked, *all_found(standing_of(request), asked))
    return answer(body.model_dump_json(scim_ctx=Context.SEARCH_RESPONSE, response_parameters=asked))


@provisioning("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
def not_offered(request: HttpRequest) -> HttpResponse:
    """/Bulk and /Me: a directory sends its changes one by one, and is nobody itself."""
    raise NotImplementedException(detail="That is not offered: see /ServiceProviderConfig.")


def _one(request: HttpRequest, resource: Resource[Any]) -> HttpResponse:
    return resource_answer(request, resource, NOTHING, Context.RESOURCE_QUERY_RESPONSE)


def _all(request: HttpRequest, kind: Any, found: Mapping[str, Resource[Any]]) -> HttpResponse:
    """The whole list, which RFC 7644 (4) lets nobody filter."""
    if "filter" in request.GET:
        raise ForbiddenException(detail="This list has no filter.")
    rows = list(found.values())
    body = kind(total_results=len(rows), start_index=1, items_per_page=len(rows), resources=rows)
    return answer(body.model_dump_json(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))


def _named(found: Mapping[str, R], name: str) -> R:
    wanted = next((each for key, each in found.items() if key.lower() == name.lower()), None)
    if wanted is None:
        raise NotFoundException(detail="There is no such thing.")
    return wanted
