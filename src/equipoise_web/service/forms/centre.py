"""Opening hours, interval and shrinkage as a planner writes them down."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.service.forms.fields import HoursField, PercentField
from equipoise_web.service.models import CentreSettings

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The library's names of fields that are called otherwise here.
NAMES = {"unplanned": "unplanned_shrinkage", "opening": "mon"}


class CentreForm(forms.Form):
    """How a centre is planned."""

    use_required_attribute = False

    mon = HoursField(
        label=_("Monday"), help_text=_("Such as 08:00-20:00; several parted by commas; empty when closed.")
    )
    tue = HoursField(label=_("Tuesday"))
    wed = HoursField(label=_("Wednesday"))
    thu = HoursField(label=_("Thursday"))
    fri = HoursField(label=_("Friday"))
    sat = HoursField(label=_("Saturday"))
    sun = HoursField(label=_("Sunday"))
    holidays = forms.CharField(
        label=_("Public holidays of"),
        required=False,
        max_length=10,
        help_text=_("Code of a country, such as NL, or of a part of it, such as DE-BY. Empty for none."),
        widget=forms.TextInput({"autocomplete": "off", "translate": "no"}),
    )
    holiday = HoursField(
        label=_("Hours on public holidays"), help_text=_("Empty: as on the day of the week.")
    )
    closed_on_holidays = forms.BooleanField(label=_("Closed on public holidays"), required=False)
    closed = forms.CharField(
        label=_("Days on which the centre is closed"),
        required=False,
        help_text=_("Dates such as 2026-12-25, parted by commas."),
        widget=forms.Textarea({"rows": 2, "translate": "no"}),
    )
    interval_minutes = forms.IntegerField(label=_("Interval, in minutes"), min_value=1)
    unplanned_shrinkage = PercentField(
        label=_("Unplanned shrinkage, in percent"),
        help_text=_(
            "Paid time that is lost unforeseen, such as illness. What is rostered does not belong here."
        ),
    )

    def values(self) -> dict[str, Any]:
        """What the form says, by the names of the model's fields."""
        data = self.cleaned_data
        opening: dict[str, Any] = {day: parted(data[day]) for day in DAYS}
        if data["closed_on_holidays"]:
            opening["holiday"] = []
        elif data["holiday"]:
            opening["holiday"] = parted(data["holiday"])
        if closed := parted(data["closed"]):
            opening["closed"] = closed
        kept = ("interval_minutes", "holidays", "unplanned_shrinkage")
        return {"opening": opening, **{key: data[key] for key in kept}}


def initial_of(settings: CentreSettings) -> dict[str, Any]:
    """What the form shows at first."""
    opening = settings.opening
    return {
        **{day: ", ".join(opening.get(day, ())) for day in (*DAYS, "holiday")},
        "closed": ", ".join(map(str, opening.get("closed", ()))),
        "closed_on_holidays": opening.get("holiday") == [],
        "holidays": settings.holidays,
        "interval_minutes": settings.interval_minutes,
        "unplanned_shrinkage": settings.unplanned_shrinkage,
    }


def parted(text: str) -> list[str]:
    """Values parted by commas, semicolons or line breaks."""
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
