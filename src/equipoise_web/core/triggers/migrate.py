"""Guards are made again after every ``migrate``, and stand aside on SQLite while it runs.

SQLite cannot alter a column: Django copies the table, drops the old one with its triggers and renames the
copy, and the rename fails while a trigger of *another* table names the dropped one.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from equipoise_web.core.triggers.dialects import dialect
from equipoise_web.core.triggers.guard import registered


def drop_before(*, using: str, plan: list[Any], **_: Any) -> None:
    """Before migrations run on SQLite, drop every guard."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        for name in dialect(connection).installed(connection):
            cursor.execute(f"DROP TRIGGER {name}")


def create_after(*, using: str, **_: Any) -> None:
    """After migrations, make the guards of all tables that exist."""
    create(connections[using])


def create(connection: BaseDatabaseWrapper) -> None:
    """Make every guard, whether it existed or not."""
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for guard in registered():
            if guard.table in tables:
                for statement in dialect(connection).create(guard):
                    cursor.execute(statement)


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are missing, disabled or not as they should be."""
    there = dialect(connection).installed(connection)
    wanted = {
        name: text for guard in registered() for name, text in dialect(connection).definitions(guard).items()
    }
    return sorted(name for name, text in wanted.items() if there.get(name) != text)
