"""Every way to write a row past an action: save, bulk_create, raw SQL, and an update of another row."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection, models
from django.utils import timezone


def by_save(row: models.Model) -> None:
    row.save(force_insert=True)


def by_bulk_create(row: models.Model) -> None:
    type(row)._default_manager.bulk_create([row])


def by_sql(row: models.Model) -> None:
    _insert(row, "INSERT")


def by_sql_replace(row: models.Model) -> None:
    _insert(row, "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT")


def _insert(row: models.Model, verb: str) -> None:
    """The row's own values, as the database takes them, in plain SQL."""
    fields = [field for field in row._meta.concrete_fields if not (field.primary_key and row.pk is None)]
    values: list[Any] = []
    for field in fields:
        value = field.pre_save(row, True)
        values.append(field.get_db_prep_save(value, connection=connection))
    columns = ", ".join(field.column for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO {row._meta.db_table} ({columns}) VALUES ({marks})", values)


WRITES: dict[str, Callable[[Any], None]] = {
    "save": by_save,
    "bulk_create": by_bulk_create,
    "sql": by_sql,
    "sql_replace": by_sql_replace,
}


def raw(statement: str, *values: Any) -> None:
    """Run SQL."""
    prepared = [
        value.hex if isinstance(value, uuid.UUID) and connection.vendor == "sqlite" else value
        for value in values
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, prepared)


def now() -> Any:
    return timezone.now()
