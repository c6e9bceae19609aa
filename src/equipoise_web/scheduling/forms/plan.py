"""What a planner says about a plan: which days, and how long the search goes on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.canonical import canonical, sha256_hex
from equipoise_web.core.forms.days import DayField
from equipoise_web.scheduling.actions.plans import LARGEST, LONGEST_S, MOST_WEEKS

USUAL_WEEKS, USUAL_S, USUAL_SEED = 2, 60, 1


class PlanForm(forms.Form):
    """Seconds are used unless a number of tours is given; ``key`` makes the same values count once."""

    start = DayField(label=_("First day"))
    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, max_value=MOST_WEEKS)
    seconds = forms.FloatField(
        label=_("Time for the search, in seconds"),
        min_value=1,
        max_value=LONGEST_S,
        help_text=_("Counted from the first roster found. Longer finds a better one, ever more slowly."),
        widget=forms.NumberInput({"step": "any", "inputmode": "numeric"}),
    )
    work = forms.IntegerField(
        label=_("Tours to compute instead"),
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text=_("A number of tours instead of seconds gives the same roster every time."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=LARGEST,
        help_text=_("Another number may find another roster as good."),
    )
    key = forms.UUIDField(label=_("Key"), widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        values = {
            "start": said["start"],
            "weeks": said["weeks"],
            "seconds": None if said["work"] else said["seconds"],
            "work": said["work"],
            "seed": said["seed"],
        }
        # Sent again with other values, from the page before, it is another request.
        made_of = [str(value) for value in (said["key"], *values.values())]
        return {**values, "key": sha256_hex(canonical(made_of).encode())}
