"""The period of payroll hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.days import DayField
from equipoise_web.core.local_days import DAY

LONGEST = 100  # days: a quarter, with room


class PeriodForm(forms.Form):
    """First and last day, both included."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), help_text=_("At most 100 days, both days included."))

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and not first <= last < first + timedelta(days=LONGEST):
            self.add_error(
                "last",
                forms.ValidationError(_("Choose a day within 100 days from the first day."), code="range"),
            )
        return found


def month_before(today: date) -> dict[str, date]:
    """First and last day of the month before, which is usually asked for."""
    last = today.replace(day=1) - DAY
    return {"first": last.replace(day=1), "last": last}
