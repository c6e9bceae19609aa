"""Draws what is on file about people: who gives first aid.

Nobody works at night in the generated centres, so that no night worker's health is to be assessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from numpy.random import Generator

from .people import Person

TRAINED_DAYS = (20, 340)  # before the end of the history


@dataclass(frozen=True)
class FactRow:
    """A row of ``facts.csv``, from a day on."""

    worker: str
    fact: str
    first: date


def draw_first_aiders(
    people: Sequence[Person], count: int, after: date, random: Generator
) -> tuple[FactRow, ...]:
    """``count`` of the adults, in the order of ``people``, trained on some day of the last year."""
    adults = [person for person in people if not person.young]
    chosen = sorted(random.permutation(len(adults))[:count].tolist())
    return tuple(
        FactRow(adults[i].worker, "first_aider", after - timedelta(days=int(random.integers(*TRAINED_DAYS))))
        for i in chosen
    )
