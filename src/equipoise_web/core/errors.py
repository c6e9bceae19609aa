"""Refusals that a caller can act on; the pages say them in the reader's language by their code."""

from __future__ import annotations

from equipoise.errors import EquipoiseError


class StepsMissing(EquipoiseError):
    """A version cannot be closed: steps of its procedure are not done."""

    code = "gate.steps_missing"

    def __init__(self, version: object, steps: tuple[str, ...]) -> None:
        super().__init__(f"{version} cannot be closed: not done: {', '.join(steps)}")
        self.steps = steps


class StepOutOfOrder(EquipoiseError):
    """A step cannot be done: it is not the next one of the version's procedure."""

    code = "gate.step_out_of_order"

    def __init__(self, version: object, step: str, following: str | None) -> None:
        super().__init__(f"{step!r} is not the next step of {version}; that is {following or 'none'}")
        self.following = following


class NotClosed(EquipoiseError):
    """A version cannot be put in force: it is not closed."""

    code = "gate.not_closed"

    def __init__(self, version: object) -> None:
        super().__init__(f"{version} is not closed")
