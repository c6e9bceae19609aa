"""What a planner says about a search on a draft: which days, whose, towards what, and how long."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.scheduling.actions.alternatives import LONGEST_S, Aims

EVERYBODY, CHOSEN, TEAM = "everybody", "chosen", "team:"
USUAL_S = 20
WEIGHTS = (("1", _("As usual")), ("2", _("Twice as much")), ("4", _("Four times as much")))
CHANGES = (("0", _("Free")), ("0.5", _("Few changes")), ("2", _("As few as possible")))


class SolveForm(forms.Form):
    """``days`` is two dates joined by a slash."""

    days = forms.ChoiceField(label=_("Days"))
    who = forms.ChoiceField(label=_("People"))
    people = forms.MultipleChoiceField(
        label=_("Those chosen"),
        required=False,
        widget=forms.SelectMultiple({"translate": "no", "size": "8"}),
    )
    customers = forms.ChoiceField(label=_("Customers"), choices=WEIGHTS)
    staff = forms.ChoiceField(label=_("People"), choices=WEIGHTS)
    money = forms.ChoiceField(label=_("Money"), choices=WEIGHTS)
    change = forms.ChoiceField(label=_("Changes to the draft"), choices=CHANGES)
    seconds = forms.FloatField(
        label=_("Time for the search, in seconds"),
        min_value=1,
        max_value=LONGEST_S,
        widget=forms.NumberInput({"step": "any", "inputmode": "numeric"}),
    )
    key = forms.UUIDField(label=_("Key"), widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        days: list[tuple[str, Any]],
        teams: list[str],
        people: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        who = [(EVERYBODY, _("Everybody")), *((f"{TEAM}{team}", team) for team in teams)]
        self.fields["days"].choices = days  # type: ignore[attr-defined]
        self.fields["who"].choices = [*who, (CHOSEN, _("Those chosen below"))]  # type: ignore[attr-defined]
        self.fields["people"].choices = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("who") == CHOSEN and not data.get("people") and "people" not in self.errors:
            self.add_error("people", _("Nobody is chosen."))
        return data

    @property
    def span(self) -> tuple[date, date]:
        first, _slash, last = self.cleaned_data["days"].partition("/")
        return date.fromisoformat(first), date.fromisoformat(last)

    @property
    def aims(self) -> Aims:
        said = self.cleaned_data
        return Aims(*(float(said[name]) for name in ("customers", "staff", "money", "change")))
