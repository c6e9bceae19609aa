"""Rules as agreements and centres make them: of kinds that no pack holds, or with values that none has."""

from __future__ import annotations

from typing import Any

from equipoise.rules.loading import parameters
from equipoise.rules.model import Rule, Scope

NIGHT = {"night_from": 0, "night_to": 360, "over_hours": 1}
VALUES: dict[str, tuple[str, dict[str, Any]]] = {
    "night_hours": ("5:8", {"max_hours": 38, "weeks": 2, "night": NIGHT}),
    "many_sundays_consent": ("5:6", {"sundays": 40, "weeks": 52}),
    "rest_day_notice": ("4:2", {"days": 28, "times_days": 4}),
    "breaks_from": ("5:4", {"tiers": [[6, 30]], "part_minutes": 15}),
    "service_level": ("7", {"share": 0.955, "within_s": 20}),
    "presence": ("15", {"workers": 2, "fact": "first_aider"}),
    "presence.health_assessed": ("15", {"workers": 1, "fact": "health_assessed"}),
    "night_shift_hours": ("5:8", {"max_hours": 10, "night": NIGHT}),
    "night_worker_shift": (
        "5:8",
        {
            "max_hours": 8,
            "worker": {"night": NIGHT, "nights": 3, "nights_weeks": 4, "hours": 40, "hours_weeks": 1},
        },
    ),
    "holiday_substitute": ("11", {"hours": 35, "within_days": 1, "holidays": "DE"}),
    "weekend_rest": ("3", {"hours": 60, "from_minute": 780}),
}


def agreed_rules() -> dict[str, Rule]:
    """By identifier: the kind, such as ``agreed.night_hours``, and a second name where it has two."""
    return {
        f"agreed.{name}": Rule(
            id=f"agreed.{name}",
            kind=name.partition(".")[0],
            parameters=parameters(name.partition(".")[0], values),
            jurisdiction="NL",
            instrument="Agreement",
            article=article,
            severity="block",
            scope=Scope(),
        )
        for name, (article, values) in VALUES.items()
    }
