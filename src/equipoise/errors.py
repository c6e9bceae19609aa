"""Errors that a caller can act on; each has a stable ``code``."""

from __future__ import annotations

from dataclasses import dataclass


class EquipoiseError(Exception):
    """Base of all errors raised on purpose."""

    code = "equipoise.error"


@dataclass(eq=False)
class InvalidInput(EquipoiseError, ValueError):
    """Input that cannot be used: says in which file, row and field, and why."""

    reason: str
    file: str | None = None
    row: int | None = None
    field: str | None = None

    code = "input.invalid"

    def __str__(self) -> str:
        where = [self.file] if self.file else []
        where += [f"row {self.row}"] if self.row is not None else []
        where += [f"field {self.field}"] if self.field else []
        return f"{', '.join(where)}: {self.reason}" if where else self.reason


@dataclass
class Clash:
    """Rules that cannot all hold for one worker in one period."""

    worker: str
    rules: tuple[str, ...]
    first_day: str
    last_day: str

    def __str__(self) -> str:
        days = self.first_day if self.first_day == self.last_day else f"{self.first_day} to {self.last_day}"
        return f"worker {self.worker}, {days}: {', '.join(self.rules)}"


@dataclass(eq=False)
class Infeasible(EquipoiseError):
    """No roster satisfies the hard rules; names the smallest clashing sets found."""

    clashes: tuple[Clash, ...]

    code = "roster.infeasible"

    def __str__(self) -> str:
        return "these rules cannot all hold: " + "; ".join(map(str, self.clashes))
