"""The interface as a whole, and its description in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from equipoise_web.api import (
    demand,
    dispensations,
    errors,
    gates,
    history,
    mine,
    monitoring,
    outputs,
    people,
    plans,
    rosters,
)
from equipoise_web.api.access import SCOPE
from equipoise_web.api.shapes import Renderer

DESCRIPTION = (
    "The actions and queries of the pages, for programs. A token acts for its person and opens no more than "
    "he may see and do; each operation names the scope that the token needs. Identifiers are UUIDs, shares "
    "are fractions, instants are ISO 8601 with offset."
)
TOKEN = {"type": "http", "scheme": "bearer", "description": "A token made at /me/tokens."}
SESSION = {
    "type": "apiKey",
    "in": "cookie",
    "name": "sessionid",
    "description": "A browser's session; changes need its CSRF token in the header X-CSRFToken.",
}
REFUSED = {"$ref": "#/components/schemas/Problem"}
PARTS = (demand, history, plans, rosters, outputs, dispensations, mine, people, gates, monitoring)


class Interface(NinjaAPI):
    """Ninja's interface with our names of operations, scopes and refusals in its description."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        scopes = {op.view_func.__name__: getattr(op.view_func, SCOPE) for op in self._operations()}
        for methods in schema["paths"].values():
            for details in methods.values():
                scope = scopes[details["operationId"]]
                details["security"] = [{"token": [scope]}, {"session": []}]
                details["responses"]["default"] = _refusal()
        schema["components"]["schemas"]["Problem"] = errors.Problem.json_schema()
        schema["components"]["securitySchemes"] = {"token": TOKEN, "session": SESSION}
        return schema

    def _operations(self) -> list[Operation]:
        return [
            operation
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
        ]


def _refusal() -> dict[str, Any]:
    return {"description": "Refused", "content": {"application/json": {"schema": REFUSED}}}


def _built() -> Interface:
    api = Interface(
        title="Equipoise", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api",
        renderer=Renderer(),
    )  # fmt: skip
    errors.install(api)
    for part in PARTS:
        api.add_router("", part.router)
    return api


api = _built()
