"""A whole centre as rules see it, where one worker's timeline does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Timeline

if TYPE_CHECKING:
    from equipoise.timegrid import LocalClock


@dataclass(frozen=True)
class Answered:
    """One queue in one interval: contacts offered, and those answered ``within`` ``within_s`` seconds.

    ``called_back`` are others that were called back in time; ``None`` where nobody counted them.
    """

    queue: str
    start_s: int
    end_s: int
    offered: int
    within: int
    within_s: float
    called_back: int | None = None


@dataclass(frozen=True)
class CentreFacts:
    """What is on file of the centre; ``None`` where it was not handed over.

    ``open_hours`` are the spans ``[start_s, end_s)`` in which customers can reach somebody.
    """

    open_hours: tuple[tuple[int, int], ...] | None = None
    answered: tuple[Answered, ...] | None = None


NOTHING = CentreFacts()


@dataclass(frozen=True)
class CentreView:
    """All timelines and the centre's own facts over ``[from_s, to_s)``."""

    timelines: Sequence[Timeline]
    facts: CentreFacts
    clock: LocalClock
    from_s: int
    to_s: int


def view_of(timelines: Sequence[Timeline], facts: CentreFacts) -> CentreView | None:
    """The centre over the period of its timelines; ``None`` where there are none."""
    if not timelines:
        return None
    first = timelines[0]
    return CentreView(timelines, facts, first.clock, first.from_s, first.to_s)
