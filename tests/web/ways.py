"""Every way to write a row past an action: a new one, or another one that is changed into it."""

from __future__ import annotations

import copy
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


def by_sql_upsert(row: models.Model) -> None:
    """Both databases fire the guards of an insertion first, and those of an update where the row exists."""
    names = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names)
    _insert(row, "INSERT", f"ON CONFLICT (id) DO UPDATE SET {changes}")


def _insert(row: models.Model, verb: str, more: str = "") -> None:
    """The row's own values, as the database takes them, in plain SQL."""
    fields = [field for field in row._meta.concrete_fields if not (field.primary_key and row.pk is None)]
    values: list[Any] = []
    for field in fields:
        value = field.pre_save(row, True)
        values.append(field.get_db_prep_save(value, connection=connection))
    columns = ", ".join(field.column for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO {row._meta.db_table} ({columns}) VALUES ({marks}) {more}", values)


WRITES: dict[str, Callable[[Any], None]] = {
    "save": by_save,
    "bulk_create": by_bulk_create,
    "sql": by_sql,
    "sql_replace": by_sql_replace,
    "sql_upsert": by_sql_upsert,
}


def _other(row: models.Model, values: dict[str, Any]) -> models.Model:
    """The same row with other values, not written yet."""
    other = copy.copy(row)
    other._state = copy.copy(row._state)
    other._state.fields_cache = {}  # type: ignore[attr-defined]
    for name, value in values.items():
        setattr(other, name, value)
    return other


def _update(row: models.Model, values: dict[str, Any]) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def _update_by_sql(row: models.Model, values: dict[str, Any]) -> None:
    other, fields = _other(row, values), [row._meta.get_field(name) for name in values]
    assignments = ", ".join(f"{field.column} = %s" for field in fields)  # type: ignore[union-attr]
    prepared = [
        field.get_db_prep_save(getattr(other, field.attname), connection=connection)  # type: ignore[union-attr]
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {assignments} WHERE id = %s", [*prepared, row.pk])


# Ways to turn a row that is there into another one.
CHANGES: dict[str, Callable[[models.Model, dict[str, Any]], None]] = {
    "update": _update,
    "save": lambda row, values: _other(row, values).save(),
    "bulk_update": lambda row, values: type(row)._default_manager.bulk_update(
        [_other(row, values)], list(values)
    ),
    "sql": _update_by_sql,
    "sql_replace": lambda row, values: by_sql_replace(_other(row, values)),
    "sql_upsert": lambda row, values: by_sql_upsert(_other(row, values)),
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
