"""Refusals of the scheduling app; the pages say them in the reader's language by their code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
    """A roster cannot be published: ``blocking`` findings must be fixed and have no dispensation."""

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
    """A change is refused: the worker's roster would break rules that it did not break before.

    ``breaches`` names each rule with the beginning of its period, which a dispensation would be of.
    """

    code = "roster.breaks_rule"

    def __init__(self, worker: object, breaches: tuple[tuple[str, datetime], ...]) -> None:
        self.breaches = breaches
        self.rules = tuple(rule for rule, _starts_at in breaches)
        super().__init__(f"refused for {worker}: {', '.join(self.rules)}")


class NotItsRow(EquipoiseError):
    """A change names a stretch that is not a standing one of this roster and worker."""

    code = "roster.not_its_row"


class AlreadyPublished(EquipoiseError):
    """A published roster is amended, not edited."""

    code = "draft.already_published"

    def __init__(self, roster: object) -> None:
        super().__init__(f"{roster} is published: it changes by amendments alone")


class DraftEnded(EquipoiseError):
    """A draft was finished or dropped and takes no edits any more."""

    code = "draft.ended"

    def __init__(self, draft: object) -> None:
        super().__init__(f"{draft} takes no edits any more")


class EditedMeanwhile(EquipoiseError):
    """Somebody else edited the same worker after the rows were shown on which this edit rests."""

    code = "draft.edited_meanwhile"

    def __init__(self, worker: object, edit: Any) -> None:
        super().__init__(f"{worker} was edited meanwhile: {edit}")
        self.worker, self.edit = worker, edit


class NothingToUndo(EquipoiseError):
    """There is no edit of one's own to undo or to repeat."""

    code = "draft.nothing_to_undo"


class Blocked(EquipoiseError):
    """An edit would break rules that must not be broken.

    ``verdict`` tells which for the first worker concerned, ``verdicts`` for all.
    """

    code = "draft.blocked"

    def __init__(self, worker: object, verdict: Any, verdicts: tuple[Any, ...] = ()) -> None:
        super().__init__(f"refused for {worker}")
        self.worker, self.verdict, self.verdicts = worker, verdict, verdicts or (verdict,)
