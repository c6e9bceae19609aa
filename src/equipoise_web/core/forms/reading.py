"""How a person reads: language, time zone and theme."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.languages import offered_languages
from equipoise_web.core.models import Theme

# Old names that IANA keeps for compatibility stay valid, and are not offered.
AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_choices() -> list[tuple[str, str]]:
    """Time zones as choices, by name."""
    zones = sorted(zone for zone in available_timezones() if zone.partition("/")[0] in AREAS)
    return [(zone, zone.replace("_", " ")) for zone in ("UTC", *zones)]


class ReadingFields(forms.Form):
    """Language and time zone of a person."""

    locale = forms.ChoiceField(label=_("Language"))
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Times on your pages and in your mails are in this zone."),
        widget=forms.Select({"translate": "no"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].choices = offered_languages()  # type: ignore[attr-defined]
        self.fields["timezone"].choices = zone_choices()  # type: ignore[attr-defined]


class ReadingForm(ReadingFields):
    """One's own settings."""

    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)
