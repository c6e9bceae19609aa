"""Forms of the gates."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.days import MomentField

MINUTE = timedelta(minutes=1)


class StepForm(forms.Form):
    """What shows that a step was done."""

    code = forms.SlugField(label=_("Step"), widget=forms.HiddenInput)
    evidence = forms.CharField(
        label=_("What shows it"),
        help_text=_("For example the date of the meeting and where its minutes are kept."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class ActivateForm(forms.Form):
    """From when a closed version is in force."""

    starts_at = MomentField(
        label=_("In force from"), help_text=_("In your time zone. Not before the version was closed.")
    )

    def clean_starts_at(self) -> datetime:
        """The present minute means now: a field of minutes cannot name the seconds since the closure."""
        chosen: datetime = self.cleaned_data["starts_at"]
        now = timezone.now()
        return now if chosen <= now < chosen + MINUTE else chosen


def coming_minute() -> datetime:
    """The first whole minute that is still to come, in the reader's zone."""
    return timezone.localtime().replace(second=0, microsecond=0) + MINUTE
