"""What a planner says when editing a draft: stretches of a day, where a day goes, and what goes along."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.days import DayField

MOST_STRETCHES, LONGEST_REASON, LONGEST_PASTE = 40, 2000, 20_000
# A text, not a time control: that one shows some readers twelve hours.
TIME = forms.TimeInput(
    format="%H:%M",
    attrs={
        "size": "5",
        "maxlength": "5",
        "inputmode": "numeric",
        "placeholder": "09:00",
        "autocomplete": "off",
    },
)
WRITTEN = ["%H:%M", "%H.%M", "%H%M"]


class AskedForm(forms.Form):
    """What goes along with every edit: the last edit that was on screen, a key, and perhaps a reason."""

    seen = forms.IntegerField(min_value=0, max_value=10**9)
    key = forms.UUIDField()
    reason = forms.CharField(required=False, max_length=LONGEST_REASON)


class StretchForm(forms.Form):
    """One stretch of a day; ``was`` is the instants that were on screen, to tell what stays as it is."""

    start = forms.TimeField(label=_("From"), widget=TIME, input_formats=WRITTEN)
    end = forms.TimeField(label=_("Until"), widget=TIME, input_formats=WRITTEN)
    activity = forms.ChoiceField(label=_("Activity"))
    queue = forms.ChoiceField(label=_("Queue"), required=False, widget=forms.Select({"translate": "no"}))
    was = forms.RegexField(r"\d{1,12}-\d{1,12}", required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, activities: list[tuple[str, Any]], queues: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = activities  # type: ignore[attr-defined]
        self.fields["queue"].choices = [("", "–"), *queues]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("activity") == "work" and "queue" not in self.errors and not data.get("queue"):
            self.add_error("queue", _("Work is on a queue: choose one."))
        if data.get("activity") not in (None, "work") and data.get("queue"):
            data["queue"] = ""  # a pause is on no queue
        return data


Stretches = forms.formset_factory(
    StretchForm, extra=0, max_num=MOST_STRETCHES, absolute_max=MOST_STRETCHES, validate_max=True
)


class PlaceForm(forms.Form):
    """Where the shifts of a day go."""

    to_day = DayField(label=_("Day"))
    to_person = forms.ChoiceField(label=_("Person"), widget=forms.Select({"translate": "no"}))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_person"].choices = people  # type: ignore[attr-defined]


class PeopleForm(forms.Form):
    """Some people of the roster."""

    people = forms.MultipleChoiceField(
        label=_("People"), widget=forms.SelectMultiple({"translate": "no", "size": "10"})
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people  # type: ignore[attr-defined]


class WeekForm(PeopleForm):
    """Which week goes where, for whom."""

    monday = forms.ChoiceField(label=_("Week of"))
    to = forms.ChoiceField(label=_("To the week of"))
    field_order = ("monday", "to", "people")

    def __init__(self, *args: Any, weeks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monday"].choices = weeks  # type: ignore[attr-defined]
        self.fields["to"].choices = weeks  # type: ignore[attr-defined]


class PasteForm(PeopleForm):
    """Cells of a spreadsheet, a line a person and a column a day."""

    first = DayField(label=_("First day"))
    cells = forms.CharField(
        label=_("Cells"),
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "translate": "no"}),
        help_text=_(
            "One line a person, in the order chosen; one column a day, parted by tabs or semicolons. "
            "09:00-17:00, or with a queue SV 09:00-17:00; an empty cell is a day off."
        ),
    )
    field_order = ("people", "first", "cells")


class BreaksForm(PeopleForm):
    """Whose breaks of which day are placed again."""

    day = DayField(label=_("Day"))
    field_order = ("day", "people")


def new_key() -> str:
    """What makes an edit that is sent twice one edit."""
    return str(uuid.uuid4())
