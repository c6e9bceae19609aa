"""Who may call a view: each view carries its rule, and a view without one is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from equipoise_web.core.access.standing import Standing
from equipoise_web.core.roles import READ_ONLY, Role

ViewT = TypeVar("ViewT", bound=Callable[..., Any])
ATTRIBUTE = "access_rule"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class RouteRule:
    """Open to all (``public``), to anyone signed in (``roles`` None), or to holders of a role."""

    public: bool = False
    own: bool = False
    roles: frozenset[Role] | None = None

    def admits(self, standing: Standing, method: str, *, signed_in: bool) -> bool:
        """Whether this standing may use the method; a read-only role admits to safe methods alone."""
        if self.public:
            return True
        if not signed_in:
            return False
        if self.own:
            return True
        if method not in SAFE and standing.reading_only():
            return False
        if self.roles is None:
            return True
        held = standing if method in SAFE else standing.without(READ_ONLY)
        return held.holds(*self.roles)


def _declare(view: ViewT, rule: RouteRule) -> ViewT:
    setattr(view, ATTRIBUTE, rule)
    return view


def public(view: ViewT) -> ViewT:
    """Declare that anybody may call the view, signed in or not."""
    return _declare(view, RouteRule(public=True))


def signed_in(view: ViewT) -> ViewT:
    """Declare that every signed-in user may call the view; its rows still come through ``visible_to``."""
    return _declare(view, RouteRule())


def own_login(view: ViewT) -> ViewT:
    """Declare that everybody signed in may call the view, also a reader: it changes only his login."""
    return _declare(view, RouteRule(own=True))


def allow(*roles: Role) -> Callable[[ViewT], ViewT]:
    """Declare that holders of one of the roles may call the view."""
    if not roles:
        raise ValueError("allow() needs at least one role; use signed_in or public")
    return lambda view: _declare(view, RouteRule(roles=frozenset(roles)))


def rule_of(view: Callable[..., Any]) -> RouteRule | None:
    """The rule of a view function, or of the class behind it."""
    rule = getattr(view, ATTRIBUTE, None) or getattr(getattr(view, "view_class", None), ATTRIBUTE, None)
    return rule if isinstance(rule, RouteRule) else None
