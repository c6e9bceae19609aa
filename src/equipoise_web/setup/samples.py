"""Sample files that fit a centre as it is described: its queues, hours, teams and interval. Invented."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from equipoise_web.core.local_days import monday_of
from equipoise_web.core.models import Centre, Team
from equipoise_web.service.forms.centre import DAYS
from equipoise_web.service.models import CentreSettings, Queue
from equipoise_web.service.promises import DEFERRED
from equipoise_web.setup.shifts import open_spans

WEEKS, PEOPLE = 8, 12
SEED = 1
# Contacts a week on the first queue, the second, and so on: work for twelve people.
VOLUMES = (1000, 400, 200, 100)
HISTORY = ("queue", "start", "offered", "answered", "abandoned", "aht_s")
WORKERS = (
    "worker", "name", "team", "birth_date", "contract_type", "contract_h_per_week",
    "min_h", "max_h", "skills", "night_ok",
)  # fmt: skip
NAMES = (
    "Amira Haddad", "Bas Kuiper", "Chantal Vos", "Deniz Aydin", "Eva Smit", "Femi Adeyemi", "Guus de Boer",
    "Hilde Maas", "Imran Khan", "Jasmijn Postma", "Koen Willems", "Lotte Jacobs",
)  # fmt: skip
HOURS = (36, 36, 36, 32, 32, 32, 28, 28, 24, 24, 20, 16)
Row = tuple[Any, ...]


def sample_history(centre: Centre, today: date) -> Iterator[Row]:
    """Header and rows: eight weeks up to last Sunday, in each open interval of every queue in use."""
    settings = CentreSettings.objects.get(centre=centre)
    queues = list(centre.queues.filter(active=True))
    chance = random.Random(SEED)
    yield HISTORY
    first = monday_of(today) - timedelta(weeks=WEEKS)
    for place, queue in enumerate(queues):
        volume = VOLUMES[min(place, len(VOLUMES) - 1)]
        # Where the clock skips an hour, two of its times are one instant.
        starts = {_start(centre, *each): each for each in reversed(list(_open_starts(settings, first)))}
        for start, (day, minutes) in sorted(starts.items(), key=lambda item: item[1]):
            yield _interval(chance, queue, start, volume * _share(settings, day, minutes))


def sample_people(centre: Centre) -> Iterator[Row]:
    """Header and twelve people over the teams, with a skill for each queue in use or all but one."""
    teams = list(Team.objects.filter(site__centre=centre).order_by("pk").values_list("name", flat=True))
    queues = list(centre.queues.filter(active=True).values_list("name", flat=True))
    yield WORKERS
    for place, (name, hours) in enumerate(zip(NAMES, HOURS, strict=True)):
        known = [queue for at, queue in enumerate(queues) if at == 0 or (place + at) % 3]
        skills = ";".join(f"{queue}:{2 + (place + at) % 3}" for at, queue in enumerate(known))
        team = teams[place % len(teams)] if teams else ""
        born = date(1968 + 3 * place, 1 + place, 5 + 2 * place)
        row = (f"{1001 + place}", name, team, born.isoformat(), "permanent", hours)
        yield (*row, max(hours - 4, 0), hours + 4, skills, "yes")


def _open_starts(settings: CentreSettings, first: date) -> Iterator[tuple[date, int]]:
    """Days and minutes of all open intervals of the weeks from a Monday."""
    closed = {str(day) for day in settings.opening.get("closed", ())}
    for day in (first + timedelta(days=n) for n in range(7 * WEEKS)):
        if day.isoformat() in closed:
            continue
        for start, end in open_spans(settings.opening, DAYS[day.weekday()]):
            for minutes in range(start, end, settings.interval_minutes):
                yield day, minutes


def _share(settings: CentreSettings, day: date, minutes: int) -> float:
    """How much of a week's contacts falls in an interval: two busy hours a day, quieter at its ends."""
    shape = 0.4 + math.exp(-(((minutes - 630) / 120) ** 2)) + 0.7 * math.exp(-(((minutes - 870) / 120) ** 2))
    total = 0.0
    for name in DAYS:
        for start, end in open_spans(settings.opening, name):
            total += len(range(start, end, settings.interval_minutes))
    busy = (1.2, 1.05, 1.0, 1.0, 0.95, 0.7, 0.6)[day.weekday()]
    return busy * shape / max(total, 1.0)


def _interval(chance: random.Random, queue: Queue, start: str, mean: float) -> Row:
    offered = _poisson(chance, mean)
    aht = f"{queue.aht_s * chance.uniform(0.85, 1.15):.0f}" if offered else ""
    if queue.channel in DEFERRED:
        return (queue.name, start, offered, "", "", aht)
    abandoned = sum(chance.random() < 0.04 for _ in range(offered))
    return (queue.name, start, offered, offered - abandoned, abandoned, aht if offered > abandoned else "")


def _poisson(chance: random.Random, mean: float) -> int:
    """A count of independent arrivals, by Knuth's product of uniforms."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def _start(centre: Centre, day: date, minutes: int) -> str:
    """A time of the centre's clock with its offset; minutes count from midnight as the clock shows them."""
    over, minutes = divmod(minutes, 1440)
    zone = ZoneInfo(centre.timezone)
    at = datetime.combine(day + timedelta(days=over), datetime.min.time(), zone).replace(
        hour=minutes // 60, minute=minutes % 60
    )
    return at.astimezone(UTC).astimezone(zone).isoformat(timespec="minutes")
