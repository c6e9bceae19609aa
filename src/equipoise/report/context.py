"""What every part of a report needs: the plan, its indices, and how to write them down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from equipoise.balance import Balance, Shift, WorkerRow, balance_indices, shifts_of, worker_rows
from equipoise.plan import Plan

from .local import Local
from .words import Words, load_words


@dataclass(frozen=True)
class Context:
    """A plan with the words and local formats of one language."""

    plan: Plan
    words: Words
    local: Local

    @classmethod
    def of(cls, plan: Plan, language: str) -> Context:
        return cls(plan, load_words(language), Local(language, plan.centre.timezone))

    @cached_property
    def balance(self) -> Balance:
        return balance_indices(self.plan)

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        return shifts_of(self.plan.result.stretches)

    @cached_property
    def workers(self) -> tuple[WorkerRow, ...]:
        """By team and name: an order that ranks nobody."""
        return tuple(sorted(worker_rows(self.plan), key=lambda row: (row.team, row.worker)))
