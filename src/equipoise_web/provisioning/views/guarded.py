"""What every view of SCIM shares: who may call it, and how what goes wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError
from scim2_models import SCIMException

from equipoise.errors import EquipoiseError
from equipoise_web.core.access import allow
from equipoise_web.core.errors import AddressTaken
from equipoise_web.core.roles import Role
from equipoise_web.provisioning.answers import REFUSALS, error_answer, invalid, refusal

View = Callable[..., HttpResponse]


def provisioning(*methods: str) -> Callable[[View], View]:
    """Declare a view of SCIM with its methods; the key's person administers."""

    def declare(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, **values: object) -> HttpResponse:
            if request.method not in methods:
                response = refusal(405, REFUSALS[405])
                response["Allow"] = ", ".join(methods)
                return response
            return _said(view, request, values)

        return allow(Role.ADMINISTRATOR)(run)

    return declare


def _said(view: View, request: HttpRequest, values: dict[str, object]) -> HttpResponse:
    try:
        return view(request, **values)
    except SCIMException as problem:
        return error_answer(problem.to_error())
    except ValidationError as problem:
        return invalid(problem)
    except RecursionError:
        return refusal(400, "The request is nested too deeply.", "invalidSyntax")
    except RequestDataTooBig:
        return refusal(413, REFUSALS[413])
    except AddressTaken:
        return refusal(409, "emails: the address belongs to another login", "uniqueness")
    except EquipoiseError as problem:
        return refusal(409, f"{problem.code}: {problem}")
    except IntegrityError:
        return refusal(409, "The database refused the change.", "uniqueness")
