"""Answers and refusals in SCIM's media type."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from pydantic import ValidationError
from scim2_models import Context, Error, PreconditionFailedException, Resource, ResponseParameters

TYPE = "application/scim+json"
# What answers before a view, such as the access layer, leaves as a page.
REFUSALS = {
    400: "The request cannot be read.",
    401: "No key for provisioning that is in force.",
    403: "The key may not do that.",
    404: "There is nothing here.",
    405: "This address does not know the method.",
    413: "The request is too large.",
    500: "Something failed here. It is in the server's log.",
}


def answer(body: str, status: int = 200) -> HttpResponse:
    """An answer in SCIM's media type; none is kept on the way."""
    return HttpResponse(body, status=status, content_type=TYPE, headers={"Cache-Control": "no-store"})


def refusal(status: int, detail: str, scim_type: str | None = None) -> HttpResponse:
    """An error as RFC 7644 (3.12) writes it."""
    return error_answer(Error(status=status, detail=detail, scim_type=scim_type))


def error_answer(error: Error) -> HttpResponse:
    """The answer that an error stands for."""
    response = answer(error.model_dump_json(), error.status or 400)
    if response.status_code == 401:
        response["WWW-Authenticate"] = 'Bearer realm="equipoise"'
    return response


def invalid(problem: ValidationError) -> HttpResponse:
    """The first thing that does not fit the schema; a value that was sent is never repeated."""
    first = problem.errors(include_url=False, include_context=True, include_input=False)[0]
    return error_answer(Error.from_validation_error(first))


def resource_answer(
    request: HttpRequest,
    resource: Resource[Any],
    asked: ResponseParameters[Any],
    context: Context,
    status: int = 200,
) -> HttpResponse:
    """A resource with its version and place; a GET by somebody who has this version gets none."""
    version, place = (resource.meta.version, resource.meta.location) if resource.meta else (None, None)
    if request.method in {"GET", "HEAD"} and version and _names(request, "If-None-Match", version):
        response = HttpResponse(status=304)
    else:
        response = answer(resource.model_dump_json(scim_ctx=context, response_parameters=asked), status)
    if version:
        response["ETag"] = version
    if place:
        response["Location" if status == 201 else "Content-Location"] = place
    return response


def refuse_changed_meanwhile(request: HttpRequest, version: str) -> None:
    """Refuse to change a resource that is not what the caller saw, where he said what that was."""
    if "If-Match" in request.headers and not _names(request, "If-Match", version):
        raise PreconditionFailedException(detail="The resource changed since that version.")


def _names(request: HttpRequest, header: str, version: str) -> bool:
    """Whether the header names this version, by weak comparison: all versions here are weak."""
    named = parse_etags(request.headers.get(header, ""))
    return "*" in named or version.removeprefix("W/") in {each.removeprefix("W/") for each in named}
