"""Organisation, centre and teams, and the first planner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.reading import zone_choices
from equipoise_web.core.languages import offered_languages
from equipoise_web.core.models import Centre

NO_COMPLETION = {"autocomplete": "off", "translate": "no"}
LONGEST = 200


class PlaceForm(forms.Form):
    """Names, clock and teams of a centre."""

    organisation = forms.CharField(
        label=_("Organisation"), max_length=LONGEST, widget=forms.TextInput(NO_COMPLETION)
    )
    centre = forms.CharField(
        label=_("Contact centre"), max_length=LONGEST, widget=forms.TextInput(NO_COMPLETION)
    )
    timezone = forms.ChoiceField(
        label=_("Time zone of the centre"), widget=forms.Select({"translate": "no"}),
        help_text=_("Opening hours, history and rosters are on this clock. It stays once history is stored."),
    )  # fmt: skip
    teams = forms.CharField(
        label=_("Teams, one on each line"), widget=forms.Textarea({"rows": 3, "translate": "no"}),
        help_text=_("Teams that are there stay, also when they are taken off this list."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = zone_choices()  # type: ignore[attr-defined]

    def clean_teams(self) -> list[str]:
        """Each name once, in the order in which they stand."""
        names = [line.strip() for line in self.cleaned_data["teams"].splitlines() if line.strip()]
        if any(len(name) > LONGEST for name in names):
            raise forms.ValidationError(
                _("A name has at most %(most)s characters."), params={"most": LONGEST}
            )
        return list(dict.fromkeys(names))


class PlannerForm(forms.Form):
    """Who plans the centre, and signs in with this address."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST, widget=forms.TextInput(NO_COMPLETION))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(NO_COMPLETION))
    locale = forms.ChoiceField(label=_("Language"))
    is_hr = forms.BooleanField(
        label=_("Also brings in people and contracts (role HR)"), required=False, initial=True,
        help_text=_("Without it somebody else who holds the role HR takes that step."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locale"].choices = offered_languages()  # type: ignore[attr-defined]


def initial_of(centre: Centre, teams: list[str]) -> dict[str, Any]:
    """What the form shows at first."""
    return {
        "organisation": centre.organisation.name,
        "centre": centre.name,
        "timezone": centre.timezone,
        "teams": "\n".join(teams),
    }
