"""Refusals of the scheduling app; the pages say them in the reader's language by their code."""

from __future__ import annotations

from equipoise.errors import EquipoiseError


class NotReady(EquipoiseError):
    """A centre cannot be planned yet: parts of its description are missing."""

    code = "centre.not_ready"

    def __init__(self, centre: object, missing: tuple[str, ...]) -> None:
        super().__init__(f"{centre} cannot be planned yet: missing {', '.join(missing)}")
        self.missing = missing


class NotChecked(EquipoiseError):
    """A roster cannot be published: the independent checker has not judged it."""

    code = "roster.not_checked"

    def __init__(self, roster: object) -> None:
        super().__init__(f"{roster} cannot be published: it is not checked")


class MustBeFixed(EquipoiseError):
    """A roster cannot be published: the independent checker found what must be fixed."""

    code = "roster.must_be_fixed"

    def __init__(self, roster: object, blocking: int) -> None:
        super().__init__(f"{roster} cannot be published: {blocking} findings must be fixed")
        self.blocking = blocking


class DaysTaken(EquipoiseError):
    """A roster cannot be published: another published one of the centre covers some of its days."""

    code = "roster.days_taken"

    def __init__(self, roster: object, other: object) -> None:
        super().__init__(f"{roster} cannot be published: {other} covers some of its days")
        self.other = other


class BreaksRule(EquipoiseError):
    """A change is refused: the worker's roster would break rules that it did not break before."""

    code = "roster.breaks_rule"

    def __init__(self, worker: object, rules: tuple[str, ...]) -> None:
        super().__init__(f"refused for {worker}: {', '.join(rules)}")
        self.rules = rules


class NotItsRow(EquipoiseError):
    """A change names a stretch that is not a standing one of this roster and worker."""

    code = "roster.not_its_row"
