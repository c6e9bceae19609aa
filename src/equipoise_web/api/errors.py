"""Refusals as JSON: ``code``, ``detail`` in technical English, and ``fields`` with the facts."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from equipoise.errors import EquipoiseError, InvalidInput
from equipoise_web.core.middleware.tokens import REFUSALS, refusal


class Problem(Schema):
    """Why a request was refused. ``code`` is stable; ``fields`` names what is at fault."""

    code: str
    detail: str
    fields: dict[str, Any]


class KeyReused(EquipoiseError):
    """An idempotency key was sent before, with another request."""

    code = "request.key_reused"


def install(api: NinjaAPI) -> None:
    """Let the interface answer with these refusals."""
    api.add_exception_handler(EquipoiseError, refused)
    api.add_exception_handler(IntegrityError, refused_by_database)
    api.add_exception_handler(ValidationError, not_understood)
    api.add_exception_handler(PermissionDenied, lambda request, error: _plain(403))
    api.add_exception_handler(Http404, lambda request, error: _plain(404))
    api.add_exception_handler(RequestDataTooBig, lambda request, error: _plain(413))
    api.add_exception_handler(HttpError, _as_ninja_says)
    api.add_exception_handler(Exception, _raise)


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """An action said no: 400 for what cannot be used, 409 for what the state of things forbids."""
    status = 400 if isinstance(error, InvalidInput) else 409
    return refusal(status, error.code, str(error), **_facts(error))


def refused_by_database(request: HttpRequest, error: Any) -> HttpResponse:
    """A guard or a constraint said no; only its own sentence is passed on, without values of rows."""
    return refusal(409, "database.refused", str(error).partition("\n")[0])


def not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    """The request is not as the operation describes it; names each place."""
    places = {".".join(map(str, each["loc"])): each["msg"] for each in error.errors}
    return refusal(422, "request.invalid", "The request is not as described.", **places)


def _plain(status: int) -> HttpResponse:
    return refusal(status, *REFUSALS.get(status, REFUSALS[400]))


def _as_ninja_says(request: HttpRequest, error: Any) -> HttpResponse:
    return _plain(error.status_code)


def _raise(request: HttpRequest, error: Any) -> HttpResponse:
    raise error


def _facts(error: EquipoiseError) -> dict[str, Any]:
    """What the error knows besides its sentence, as far as it is plain; rows by their identifier."""
    facts = {name: _fact(value) for name, value in vars(error).items() if name != "reason"}
    return {name: value for name, value in facts.items() if value is not None}


def _fact(value: Any) -> Any:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [str(each) for each in value]
    identifier = getattr(value, "uuid", None)
    return str(identifier) if isinstance(identifier, uuid.UUID) else None
