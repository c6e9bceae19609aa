"""A contact centre as the planner describes it: queues, hours, shifts, people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from equipoise.rules.model import Absence, LeaveAccount, WorkerFacts
from equipoise.timegrid import HolidayCalendar, OpeningHours, Stretch

CHANNELS = ("voice", "chat", "email", "callback", "outbound", "backoffice")
IMMEDIATE = frozenset({"voice", "chat"})  # a customer waits now
DEFERRED = frozenset({"email", "callback", "backoffice"})  # work with a deadline

DEFINITIONS = (
    "answered_over_offered",
    "answered_over_offered_minus_short_abandons",
    "answered_plus_short_abandons_over_offered",
    "answered_over_answered",
)


@dataclass(frozen=True)
class Queue:
    """Where contacts wait, with its target.

    ``share`` of contacts answered within ``answered_within_s`` by ``definition``; ``floor_share``
    in every interval. ``patience_s`` is mean patience (``None``: nobody abandons).
    ``concurrency`` is chats at once. ``deadline_h`` is for deferred channels, ``reserve`` the idle
    agents kept before an outbound contact starts. ``max_occupancy`` caps handling/available time.
    """

    name: str
    channel: str = "voice"
    aht_s: float = 300.0
    answered_within_s: float = 20.0
    share: float = 0.8
    definition: str = "answered_over_offered"
    floor_share: float = 0.0
    patience_s: float | None = None
    concurrency: int = 1
    deadline_h: float | None = None
    reserve: int = 0
    max_occupancy: float = 1.0


@dataclass(frozen=True)
class ShiftPattern:
    """Shifts that may be rostered: each start (minutes from midnight) with each length (hours).

    A length runs from first to last minute at work, breaks included.
    """

    starts_minute: tuple[int, ...]
    lengths_h: tuple[float, ...]


@dataclass(frozen=True)
class BreakRule:
    """A break in every shift longer than ``after_h``.

    It starts ``earliest_h`` to ``latest_h`` hours after the shift does. A paid one is a break, an
    unpaid one a meal.
    """

    after_h: float
    minutes: int
    paid: bool
    earliest_h: float
    latest_h: float


@dataclass(frozen=True)
class Activity:
    """Planned work off the queues: ``per_week`` times ``minutes`` for each worker.

    ``window`` is the local time of day in which it may be placed; ``group`` names a team, or is
    empty for everybody.
    """

    name: str
    minutes: int
    per_week: int
    window: tuple[int, int]
    group: str = ""


@dataclass(frozen=True)
class Weights:
    """Prices in the roster's objective, in agent-hours.

    ``under`` and ``over`` of an agent-hour short or too many, ``preference`` of a wish not met,
    ``hours`` of a contract hour unused, ``day`` of each day worked, ``start`` of each hour by which
    a start differs from the week's usual one, ``weekend`` of weekend days (by the square of each
    person's number, halved).
    """

    under: float = 1.0
    over: float = 0.05
    preference: float = 1.0
    hours: float = 0.25
    day: float = 0.5
    start: float = 0.15
    weekend: float = 0.5


@dataclass(frozen=True)
class Centre:
    """The contents of ``centre.toml``; ``confirmed`` are rules from memory that a person checked."""

    name: str
    timezone: str
    interval_minutes: int
    packs: tuple[str, ...]
    opening: OpeningHours
    queues: tuple[Queue, ...]
    shifts: tuple[ShiftPattern, ...]
    breaks: tuple[BreakRule, ...] = ()
    activities: tuple[Activity, ...] = ()
    unplanned_shrinkage: float = 0.0
    weights: Weights = field(default_factory=Weights)
    holidays: HolidayCalendar = field(default_factory=HolidayCalendar)
    confirmed: tuple[str, ...] = ()

    def queue(self, name: str) -> Queue:
        """The queue of that name; ``KeyError`` when there is none."""
        return {queue.name: queue for queue in self.queues}[name]


@dataclass(frozen=True)
class Worker:
    """A row of ``workers.csv``; hours are paid hours a week, ``skills`` maps queue to level 1-5."""

    facts: WorkerFacts
    team: str
    min_h: float
    max_h: float
    skills: dict[str, int]
    night_ok: bool = True
    from_date: date | None = None
    to_date: date | None = None

    @property
    def name(self) -> str:
        return self.facts.worker

    @property
    def contract_h(self) -> float:
        return self.facts.contract_h_per_week or 0.0


@dataclass(frozen=True)
class Availability:
    """When a worker can be asked (``available``) or not (``unavailable``)."""

    worker: str
    start_s: int
    end_s: int
    kind: str


@dataclass(frozen=True)
class Preference:
    """A wish: ``prefer`` or ``avoid`` work, or a shift by start time, with a weight."""

    worker: str
    start_s: int
    end_s: int
    kind: str
    shift: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Workforce:
    """Everybody who can be rostered and what is known of their time.

    ``leave`` is ``None`` where no accounts are on file.
    """

    workers: tuple[Worker, ...]
    availability: tuple[Availability, ...] = ()
    absences: tuple[Absence, ...] = ()
    preferences: tuple[Preference, ...] = ()
    previous: tuple[Stretch, ...] = ()
    leave: tuple[LeaveAccount, ...] | None = None
