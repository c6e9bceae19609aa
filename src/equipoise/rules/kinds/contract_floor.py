"""Contracts of too few hours a week."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..outcome import FAIL, PASS, UNDETERMINED, Outcome, number, sentence
from ..parameters import ContractFloor


def check(timeline: Timeline, p: ContractFloor) -> Iterator[Outcome]:
    """One outcome a worker: the contract hours on file."""
    found, span = timeline.facts.contract_h_per_week, (timeline.from_s, timeline.to_s)
    if found is None:
        message = sentence(
            "Cannot be determined: contract hours are missing.",
            "Niet vast te stellen: de contracturen ontbreken.",
        )
        yield Outcome(UNDETERMINED, *span, None, p.min_hours, "h/week", message)
    elif found >= p.min_hours:
        yield Outcome(PASS, *span)
    else:
        message = sentence(
            f"The contract is for {number(found)} h a week; {number(p.min_hours)} h is the least.",
            f"Het contract is voor {number(found, 'nl')} uur per week; {number(p.min_hours, 'nl')} uur is "
            "het minimum.",
        )
        yield Outcome(FAIL, *span, found, p.min_hours, "h/week", message)
