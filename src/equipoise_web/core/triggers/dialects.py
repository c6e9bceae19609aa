"""How each database is told of a guard, and what it remembers of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from equipoise_web.core.triggers.guard import PREFIX, Guard

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

ROW_EVENTS = ("INSERT", "UPDATE", "DELETE")


class Sqlite:
    """One trigger for each event; SQLite keeps their text word for word."""

    def definitions(self, guard: Guard) -> dict[str, str]:
        """Name and text of each trigger of the guard."""
        return {
            f"{PREFIX}{guard.name}_{event.lower()}": (
                f"CREATE TRIGGER {PREFIX}{guard.name}_{event.lower()} BEFORE {event} ON {guard.table} "
                f"FOR EACH ROW WHEN {guard.refuse_when} "
                f"BEGIN SELECT RAISE(ABORT, '{_quoted(guard.because)}'); END"
            )
            for event in guard.events
            if event in ROW_EVENTS
        }

    def create(self, guard: Guard) -> list[str]:
        statements = []
        for name, text in self.definitions(guard).items():
            statements += [f"DROP TRIGGER IF EXISTS {name}", text]
        return statements

    def installed(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Name and text of the triggers that the database has."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {name: sql for name, sql in cursor.fetchall() if name.startswith(PREFIX)}


class Postgresql:
    """One function for a guard, called by a row trigger and, for TRUNCATE, by a statement trigger."""

    def definitions(self, guard: Guard) -> dict[str, str]:
        """Name and function body of each trigger of the guard."""
        rows, whole = f"{PREFIX}{guard.name}", f"{PREFIX}{guard.name}_truncate"
        found = {rows: self._body(guard)} if set(guard.events) & set(ROW_EVENTS) else {}
        return found | ({whole: self._refusal(guard)} if "TRUNCATE" in guard.events else {})

    def create(self, guard: Guard) -> list[str]:
        statements = []
        for name, body in self.definitions(guard).items():
            whole = name.endswith("_truncate")
            events = (
                "TRUNCATE" if whole else " OR ".join(event for event in guard.events if event in ROW_EVENTS)
            )
            statements += [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger "
                f"LANGUAGE plpgsql AS $guard${body}$guard$",
                f"DROP TRIGGER IF EXISTS {name} ON {guard.table}",
                f"CREATE TRIGGER {name} BEFORE {events} ON {guard.table} "
                f"FOR EACH {'STATEMENT' if whole else 'ROW'} EXECUTE FUNCTION {name}()",
            ]
        return statements

    def installed(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Name and function body of the triggers that are enabled on their table."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
                "AND t.tgrelid IN (SELECT oid FROM pg_class WHERE pg_table_is_visible(oid))"
            )
            return {name: body for name, body in cursor.fetchall() if name.startswith(PREFIX)}

    def _body(self, guard: Guard) -> str:
        lock = f"{guard.lock.replace('SELECT', 'PERFORM', 1)}; " if guard.lock else ""
        return (
            f" BEGIN {lock}IF {guard.refuse_when} THEN {self._raise(guard)} END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END "
        )

    def _refusal(self, guard: Guard) -> str:
        return f" BEGIN {self._raise(guard)} END "

    @staticmethod
    def _raise(guard: Guard) -> str:
        return f"RAISE EXCEPTION '{_quoted(guard.because)}' USING ERRCODE = 'integrity_constraint_violation';"


def _quoted(text: str) -> str:
    return text.replace("'", "''").replace("%", "%%")


def dialect(connection: BaseDatabaseWrapper) -> Sqlite | Postgresql:
    """The dialect of a connection; other databases are refused."""
    if connection.vendor == "sqlite":
        return Sqlite()
    if connection.vendor == "postgresql":
        return Postgresql()
    raise NotImplementedError(f"{connection.vendor} is not supported: use SQLite or PostgreSQL")
