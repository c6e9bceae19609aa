"""Fields of the service app's forms, and where the library's refusals are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from equipoise.errors import InvalidInput
from equipoise_web.service.reasons import reason_in_words

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


class PlainFloatField(forms.FloatField):
    """A number without decimals that say nothing: 300, not 300.0."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.NumberInput({"step": "any", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.12g}" if isinstance(value, float) else value


class HoursField(forms.CharField):
    """Time spans of a day; nothing is an answer too, so the field is not called optional."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "translate": "no", "placeholder": "–"}
        super().__init__(max_length=200, widget=forms.TextInput(attrs), **kwargs)

    def validate(self, value: Any) -> None:
        """Take an empty answer."""


class PercentField(forms.FloatField):
    """A fraction, written and read as percent."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.NumberInput({"step": "any", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> float | None:
        percent = super().clean(value)
        return None if percent is None else round(percent / 100, 6)

    def prepare_value(self, value: Any) -> Any:
        """What the library calls 0.8 is shown as 80; what somebody typed stays as it was typed."""
        return f"{100 * value:.6g}" if isinstance(value, float) else value


def show_refusal(form: forms.Form, error: InvalidInput, names: Mapping[str, str] | None = None) -> None:
    """Put a refusal at the field that it is about; ``names`` gives the form's name where it differs."""
    name = (names or {}).get(error.field or "", error.field)
    field = form.fields.get(name or "")
    reason = _in_percent(error.reason) if isinstance(field, PercentField) else error.reason
    form.add_error(name if field else None, forms.ValidationError(reason_in_words(reason)))


def _in_percent(reason: str) -> str:
    return NUMBER.sub(lambda found: f"{100 * float(found[0]):g}%", reason)
