"""Form of a key for programs."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.days import DayField
from equipoise_web.core.scopes import FOR_ADMINISTRATORS, PROVISIONING, SCOPES

# A year, less the day that a zone far ahead of UTC may already have begun.
LONGEST = timedelta(days=364)


class TokenForm(forms.Form):
    """What a key is for, what it opens, and until when."""

    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=200,
        help_text=_("Such as the program's name. You recognise the key by it."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it opens"),
        choices=tuple(SCOPES.items()),
        help_text=_("Never more than you may see and do yourself."),
        widget=forms.CheckboxSelectMultiple,
    )
    last_day = DayField(label=_("Last day"), help_text=_("Within a year, in your time zone."))

    def __init__(self, *args: Any, administers_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if administers_all:
            field: Any = self.fields["scopes"]
            field.choices = (*SCOPES.items(), *FOR_ADMINISTRATORS.items())

    def clean_scopes(self) -> Any:
        """What a directory is given stands alone."""
        scopes = self.cleaned_data["scopes"]
        if PROVISIONING in scopes and len(scopes) > 1:
            raise forms.ValidationError(
                _("A key for a directory opens nothing else: make another key for the rest."), code="alone"
            )
        return scopes

    def clean_last_day(self) -> Any:
        """A day from today to a year ahead."""
        day, today = self.cleaned_data["last_day"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today to a year from now."), code="range")
        return day

    def values(self) -> dict[str, Any]:
        """What the action is given: the key ends with the last day."""
        day = self.cleaned_data["last_day"] + timedelta(days=1)
        ends = datetime.combine(day, time(), timezone.get_current_timezone())
        kept = ("purpose", "scopes")
        return {**{name: self.cleaned_data[name] for name in kept}, "expires_at": ends}
