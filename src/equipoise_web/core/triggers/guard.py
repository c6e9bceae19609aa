"""A guard: a condition under which the database itself refuses a change, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

PREFIX = "guard_"


@dataclass(frozen=True)
class Guard:
    """Refuse ``events`` on ``table`` when a condition over NEW and OLD holds.

    ``refuse_when`` is SQL that both databases read alike. It must never be NULL where the change is to be
    refused: NULL counts as "do not refuse", so write ``NOT EXISTS (…)`` rather than a comparison.
    ``lock`` is a PostgreSQL query run first, which makes competing changes wait for each other;
    SQLite has one writer at a time anyway.
    """

    name: str
    table: str
    events: tuple[str, ...]
    refuse_when: str
    because: str
    lock: str = ""


_guards: dict[str, Guard] = {}


def register(*guards: Guard) -> None:
    """Add guards; the names must be new."""
    for guard in guards:
        if guard.name in _guards:
            raise ValueError(f"guard {guard.name} exists already")
        _guards[guard.name] = guard


def registered() -> tuple[Guard, ...]:
    """All guards, by name."""
    return tuple(_guards[name] for name in sorted(_guards))


def append_only(model: type[models.Model]) -> Guard:
    """Rows can be added and never be changed, removed or truncated."""
    table = model._meta.db_table
    return Guard(
        f"{table}_append_only", table, ("UPDATE", "DELETE", "TRUNCATE"), "TRUE", f"{table} is append-only"
    )


def unchanging(model: type[models.Model]) -> Guard:
    """Rows never change, and are not truncated."""
    table = model._meta.db_table
    return Guard(f"{table}_unchanging", table, ("UPDATE", "TRUNCATE"), "TRUE", f"{table}: rows never change")


def fixed(model: type[models.Model], *columns: str) -> Guard:
    """These columns never change once a row exists."""
    table = model._meta.db_table
    condition = " OR ".join(changed(column) for column in columns)
    return Guard(
        f"{table}_fixed", table, ("UPDATE",), condition, f"{table}: {', '.join(columns)} never change"
    )


def kept(model: type[models.Model]) -> Guard:
    """Rows are never removed."""
    table = model._meta.db_table
    return Guard(f"{table}_kept", table, ("DELETE", "TRUNCATE"), "TRUE", f"{table}: rows are never removed")


def changed(column: str) -> str:
    """SQL: the column differs between OLD and NEW, NULL included; read alike by both databases."""
    return f"(OLD.{column} <> NEW.{column} OR (OLD.{column} IS NULL) <> (NEW.{column} IS NULL))"
