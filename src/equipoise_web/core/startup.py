"""What server and worker ask before they begin."""

from __future__ import annotations

from django.core.checks import Error, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def refuse_unless_sound() -> None:
    """Stop with every reason named where a migration, a trigger or an access rule is missing.

    Raises
    ------
    ImproperlyConfigured
        The database is behind the code, or a check with the level of an error failed.
    """
    executor = MigrationExecutor(connections["default"])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        names = ", ".join(f"{migration.app_label} {migration.name}" for migration, _ in waiting)
        raise ImproperlyConfigured(f"the database lacks migrations ({names}). Run: equipoise manage migrate")
    found = run_checks(databases=["default"], include_deployment_checks=True)
    errors = [message for message in found if isinstance(message, Error)]
    if errors:
        hints = {f"{message.hint}" for message in errors if message.hint}
        lines = [f"{message.msg} ({message.id})" for message in errors]
        raise ImproperlyConfigured("not started:\n" + "\n".join([*lines, *sorted(hints)]))
