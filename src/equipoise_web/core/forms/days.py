"""Days and moments that every database and every time zone can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class DayField(forms.DateField):
    """A day of the calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_validators = [MinValueValidator(FIRST), MaxValueValidator(LAST)]  # noqa: RUF012 - as the base class


class MomentField(forms.DateTimeField):
    """A moment, in the reader's time zone."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    default_validators = [  # noqa: RUF012 - as the base class
        MinValueValidator(datetime.combine(FIRST, time(), UTC)),
        MaxValueValidator(datetime.combine(LAST, time(), UTC)),
    ]
