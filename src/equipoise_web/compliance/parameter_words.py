"""What the parameters of a rule are called, and their values in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from equipoise_web.core.templatetags.equipoise_figures import number

HOURS, MINUTES, SECONDS, DAYS, WEEKS, MONTHS, CLOCK, COUNT, SHARE = (
    "hours", "minutes", "seconds", "days", "weeks", "months", "clock", "count", "share",
)  # fmt: skip
NAMES: dict[str, tuple[Promise, str]] = {
    "hours": (gettext_lazy("Hours"), HOURS),
    "short_hours": (gettext_lazy("Shortened now and then to"), HOURS),
    "short_per_days": (gettext_lazy("Shortened once in"), DAYS),
    "window_days": (gettext_lazy("In every"), DAYS),
    "max_hours": (gettext_lazy("At most"), HOURS),
    "min_hours": (gettext_lazy("At least"), HOURS),
    "max_hours_per_day": (gettext_lazy("At most in 24 hours"), HOURS),
    "weeks": (gettext_lazy("Weeks that count together"), WEEKS),
    "week_hours": (gettext_lazy("Beyond, in a week"), HOURS),
    "absences": (gettext_lazy("Absence"), ""),
    "over_hours": (gettext_lazy("From more than"), HOURS),
    "part_minutes": (gettext_lazy("In parts of at least"), MINUTES),
    "part_hours": (gettext_lazy("In parts of at least"), HOURS),
    "daily_hours": (gettext_lazy("Beside a daily rest of"), HOURS),
    "minutes": (gettext_lazy("Minutes"), MINUTES),
    "drift_minutes": (gettext_lazy("Later by at most"), MINUTES),
    "pause_minutes": (gettext_lazy("A pause of"), MINUTES),
    "per_hours": (gettext_lazy("For every"), HOURS),
    "or_hours": (gettext_lazy("Or up to"), HOURS),
    "or_minutes": (gettext_lazy("With pauses of"), MINUTES),
    "latest_hours": (gettext_lazy("Begun within"), HOURS),
    "ends_after": (gettext_lazy("Of shifts that end after"), CLOCK),
    "from_minute": (gettext_lazy("From"), CLOCK),
    "to_minute": (gettext_lazy("To"), CLOCK),
    "night_from": (gettext_lazy("The night begins at"), CLOCK),
    "night_to": (gettext_lazy("The night ends at"), CLOCK),
    "night_hours": (gettext_lazy("Work in the night of at least"), HOURS),
    "nights": (gettext_lazy("Night shifts"), COUNT),
    "nights_weeks": (gettext_lazy("Night shifts counted over"), WEEKS),
    "max_nights": (gettext_lazy("Night shifts at most"), COUNT),
    "hours_weeks": (gettext_lazy("Hours at night counted over"), WEEKS),
    "share": (gettext_lazy("Share of work at night"), SHARE),
    "share_weeks": (gettext_lazy("Share counted over"), WEEKS),
    "max_shifts": (gettext_lazy("Shifts in a row at most"), COUNT),
    "reset_hours": (gettext_lazy("A row ends with a rest of"), HOURS),
    "min_free": (gettext_lazy("Free at least"), COUNT),
    "within_days": (gettext_lazy("Made up for within"), DAYS),
    "days": (gettext_lazy("Ahead"), DAYS),
    "max_days": (gettext_lazy("Days with work at most"), COUNT),
    "max_gaps": (gettext_lazy("Interruptions at most"), COUNT),
    "max_gap_hours": (gettext_lazy("Each at most"), HOURS),
    "agreed": (gettext_lazy("Or sooner with"), ""),
    "after_days": (gettext_lazy("After the birth"), DAYS),
    "before_days": (gettext_lazy("Before the birth"), DAYS),
    "call_hours": (gettext_lazy("A call on standby counts at least"), HOURS),
    "change_hours": (gettext_lazy("When the shift changes"), HOURS),
    "incoming_s": (gettext_lazy("After an incoming contact"), SECONDS),
    "outgoing_s": (gettext_lazy("After an outgoing contact"), SECONDS),
    "complex_incoming_s": (gettext_lazy("After a complex incoming contact"), SECONDS),
    "complex_outgoing_s": (gettext_lazy("After a complex outgoing contact"), SECONDS),
    "fact": (gettext_lazy("Somebody who is"), ""),
    "holidays": (gettext_lazy("Public holidays of"), ""),
    "hours_after": (gettext_lazy("After the night"), HOURS),
    "hours_before": (gettext_lazy("Before the night"), HOURS),
    "least_hours": (gettext_lazy("From night work of"), HOURS),
    "long_hours": (gettext_lazy("Now and then at most"), HOURS),
    "long_days": (gettext_lazy("Counted over"), DAYS),
    "long_nights": (gettext_lazy("Long nights at most"), COUNT),
    "long_nights_of_weeks": (gettext_lazy("Long nights of all weeks at most"), COUNT),
    "long_rest_hours": (gettext_lazy("With a rest afterwards of"), HOURS),
    "long_weeks": (gettext_lazy("Weeks over which long nights count"), WEEKS),
    "min_days": (gettext_lazy("Days at least"), COUNT),
    "month_hours": (gettext_lazy("Beyond, in a month"), HOURS),
    "months": (gettext_lazy("Months that count together"), MONTHS),
    "older_from": (gettext_lazy("Older from age"), COUNT),
    "older_months": (gettext_lazy("For those who are older, every"), MONTHS),
    "on_call_hours": (gettext_lazy("On standby at most"), HOURS),
    "otherwise": (gettext_lazy("Or instead"), ""),
    "sunday_from": (gettext_lazy("The Sunday begins at"), CLOCK),
    "sundays": (gettext_lazy("Sundays"), COUNT),
    "times": (gettext_lazy("Times"), COUNT),
    "times_days": (gettext_lazy("Days ahead for each"), DAYS),
    "within_months": (gettext_lazy("Within"), MONTHS),
    "within_s": (gettext_lazy("Answered within"), SECONDS),
    "workers": (gettext_lazy("People at least"), COUNT),
}
VALUES = {
    "counted": gettext_lazy("counts as worked"),
    "neutral": gettext_lazy("left out of the mean"),
    "calendar": gettext_lazy("calendar days"),
    "working": gettext_lazy("working days"),
    "called_back": gettext_lazy("called back"),
    "notice_agreed": gettext_lazy("the worker's consent on file"),
    "first_aider": gettext_lazy("a first-aider"),
}


def named_values(parameters: Any) -> list[tuple[str, str]]:
    """Each parameter that is set, by its name, with its value in words."""
    return list(_values(parameters))


def _values(parameters: Any) -> Iterator[tuple[str, str]]:
    for field in fields(parameters):
        value = getattr(parameters, field.name)
        if is_dataclass(value):
            yield from _values(value)
        elif field.name == "tiers":
            yield from _tiers(value)
        elif field.name == "count":
            yield _("Counted in"), str(VALUES[value])
        elif value is not None and value != "" and (value != 0 or field.name.startswith(("night_", "from_"))):
            name, unit = NAMES.get(field.name, (field.name, ""))
            yield str(name), _worded(value, unit)


def _tiers(tiers: tuple[tuple[float, float], ...]) -> Iterator[tuple[str, str]]:
    for over, minutes in tiers:
        name = _("From %(hours)s hours of work") % {"hours": _amount(over)}
        yield name, _worded(minutes, MINUTES) if minutes else _("some break")


def _worded(value: Any, unit: str) -> str:
    if unit == CLOCK:
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
    if unit == HOURS:
        return _("%(n)s h") % {"n": _amount(value)}
    if unit == MINUTES:
        return _("%(n)s min") % {"n": _amount(value)}
    if isinstance(value, str):
        return str(VALUES.get(value, value))
    if unit == SECONDS:
        return _("%(n)s s") % {"n": _amount(value)}
    if unit == MONTHS:
        return ngettext("%(n)s month", "%(n)s months", int(value)) % {"n": _amount(value)}
    if unit == DAYS:
        return ngettext("%(n)s day", "%(n)s days", int(value)) % {"n": _amount(value)}
    if unit == WEEKS:
        return ngettext("%(n)s week", "%(n)s weeks", int(value)) % {"n": _amount(value)}
    if unit == SHARE:
        return f"{_amount(100 * value)} %"
    return _amount(value)


def _amount(value: float) -> str:
    for digits in (0, 1, 2):
        if round(value, digits) == value:
            return number(value, digits)
    return number(value, 2)
