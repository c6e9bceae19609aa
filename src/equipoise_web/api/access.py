"""Who may call an operation: the access rule of its page, and the scope that a token needs besides."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja.operation import Operation, PathView

from equipoise_web.core.access import RouteRule, Standing, rule_of
from equipoise_web.core.middleware.tokens import refusal
from equipoise_web.core.scopes import SCOPES

ViewT = TypeVar("ViewT", bound=Callable[..., Any])
SCOPE = "api_scope"


def needs(scope: str, rule: Callable[[ViewT], ViewT]) -> Callable[[ViewT], ViewT]:
    """Declare an operation's scope and its access rule, ``signed_in`` or ``allow(role, …)``."""
    if scope not in SCOPES:
        raise ValueError(f"there is no scope {scope!r}")

    def declare(view: ViewT) -> ViewT:
        setattr(view, SCOPE, scope)
        return rule(view)

    return declare


@dataclass(frozen=True)
class MethodRules(RouteRule):
    """A rule for each method of an address; other methods do nothing, and are said to be unknown."""

    methods: dict[str, RouteRule] = field(default_factory=dict)

    def admits(self, standing: Standing, method: str, *, signed_in: bool) -> bool:
        rule = self.methods.get(method)
        return signed_in if rule is None else rule.admits(standing, method, signed_in=signed_in)


def guarded(pattern: URLPattern) -> URLPattern:
    """An operation's address with its rules; sessions send their CSRF token, as with a page."""
    operations = {method: each for each in _operations(pattern) for method in each.methods}
    view = pattern.callback

    def run(request: HttpRequest, **values: Any) -> HttpResponse:
        operation = operations.get(request.method or "")
        scope = getattr(operation.view_func, SCOPE) if operation else None
        if scope and not _has(request, scope):
            return refusal(403, "token.scope_missing", f"This token was not made for {scope}.", scope=scope)
        answer: HttpResponse = view(request, **values)
        return answer

    rules = {method: _rule(each) for method, each in operations.items()}
    run.access_rule = MethodRules(methods=rules)  # type: ignore[attr-defined]
    return path(str(pattern.pattern), run, name=pattern.name)


def _operations(pattern: URLPattern) -> list[Operation]:
    """The operations behind an address of ninja's, whose view holds them as ``self``."""
    view: PathView = inspect.getclosurevars(pattern.callback).nonlocals["self"]
    return view.operations


def _rule(operation: Operation) -> RouteRule:
    rule = rule_of(operation.view_func)
    if rule is None or not hasattr(operation.view_func, SCOPE):
        raise LookupError(f"{operation.view_func.__name__} declares no access rule and scope")
    return rule


def _has(request: HttpRequest, scope: str) -> bool:
    """Whether the request comes by a session, or by a token with the scope."""
    token = getattr(request, "token", None)
    return token is None or scope in json.loads(token.scopes)
