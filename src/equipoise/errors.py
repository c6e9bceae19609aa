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

    @property
    def what(self) -> str:
        """The rules and the days, without the worker."""
        days = self.first_day if self.first_day == self.last_day else f"{self.first_day} to {self.last_day}"
        return f"{', '.join(self.rules)} ({days})"


@dataclass(eq=False)
class Infeasible(EquipoiseError):
    """No roster satisfies the hard rules; names the smallest clashing sets found."""

    clashes: tuple[Clash, ...]

    code = "roster.infeasible"

    def __str__(self) -> str:
        people: dict[str, list[str]] = {}
        for clash in self.clashes:
            people.setdefault(clash.what, []).append(clash.worker)
        lines = [f"  {what}: {', '.join(names)}" for what, names in people.items()]
        return "these rules cannot all hold for these workers:\n" + "\n".join(lines)
