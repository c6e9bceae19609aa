"""Country, opening hours, interval and shrinkage of a centre."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models import Centre
from equipoise_web.service.forms.centre import DAYS, CentreForm
from equipoise_web.service.forms.centre import NAMES as USUAL_NAMES
from equipoise_web.service.forms.centre import initial_of as known_of
from equipoise_web.service.models import CentreSettings
from equipoise_web.setup.countries import country_choices, country_of

USUAL_HOURS = "09:00-18:00"
WEEKEND = ("sat", "sun")
USUAL_SHRINKAGE = 0.06
# The library's names of fields that are called otherwise here.
NAMES = USUAL_NAMES | {"holidays": "country"}


class OpeningForm(CentreForm):
    """As on the page of the centre, with a country by name in place of a code."""

    country = forms.ChoiceField(
        label=_("Country"), widget=forms.Select({"translate": "no"}),
        help_text=_("Its public holidays count, and its law is proposed later on."),
    )  # fmt: skip
    region = forms.CharField(
        label=_("Part of the country"), required=False, max_length=7,
        help_text=_("Only where it has public holidays of its own: a code such as BY for Bavaria."),
        widget=forms.TextInput({"autocomplete": "off", "translate": "no"}),
    )  # fmt: skip
    holidays = None  # type: ignore[assignment]  # Django takes the field away; country and region say it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *country_choices()]  # type: ignore[attr-defined]
        self.fields["interval_minutes"].help_text = _(
            "That of your history, such as 15 or 30; a multiple of it works as well."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["holidays"] = "-".join(
            part for part in (data.get("country"), data.get("region", "").upper()) if part
        )
        return data


def initial_of(centre: Centre, settings: CentreSettings | None) -> dict[str, Any]:
    """What stands, else what is usual."""
    if settings is not None:
        country, _dash, region = settings.holidays.partition("-")
        return known_of(settings) | {"country": country, "region": region}
    return {
        **{day: "" if day in WEEKEND else USUAL_HOURS for day in DAYS},
        "country": country_of(centre.timezone),
        "closed_on_holidays": True,
        "interval_minutes": 15,
        "unplanned_shrinkage": USUAL_SHRINKAGE,
    }
