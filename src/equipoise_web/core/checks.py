"""System checks: every view has an access rule, every guard is in the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from equipoise_web.core.access.routes import rule_of
from equipoise_web.core.triggers.migrate import faults


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route below a resolver, with its whole address pattern."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, route)
        else:
            yield route, pattern


@register(Tags.security)
def every_view_declares_who_may_use_it(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """E001 for each route whose view has no rule; the middleware would refuse it to everybody."""
    return [
        Error(f"the view of /{route} declares no access rule", id="equipoise.E001")
        for route, pattern in patterns(get_resolver())
        if rule_of(pattern.callback) is None
    ]


# Not asked by ``migrate``, which is what brings the guards; asked before anything is served.
@register(Tags.database, deploy=True)
def every_guard_is_in_place(
    app_configs: Any, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """E002 for each missing trigger, E003 for a connection that would let one be passed by."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        hint = "Run: equipoise manage migrate"
        found += [
            Error(
                f"database {alias}: the trigger {name} is missing or altered", hint=hint, id="equipoise.E002"
            )
            for name in faults(connection)
        ]
        if connection.vendor == "sqlite":
            found += _sqlite_pragmas(alias)
    return found


def _sqlite_pragmas(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("recursive_triggers", "foreign_keys")
        }
    return [
        Error(f"database {alias}: PRAGMA {name} is off", id="equipoise.E003")
        for name, on in values.items()
        if not on
    ]
