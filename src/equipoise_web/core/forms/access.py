"""Forms of the access pages. Their choices come from the view, which knows what the reader reaches."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.days import DayField
from equipoise_web.core.forms.reading import ReadingFields
from equipoise_web.core.queries.people import LoginState
from equipoise_web.core.queries.places import Reached
from equipoise_web.core.roles import Role

Choices = list[tuple[str, str]]
# Nobody gives a role, or gives it over everything, because a list happened to begin with it.
UNCHOSEN = ("", "–")
# Names of teams, which no browser should translate.
DATA = {"translate": "no"}


def beginning(day: date) -> datetime:
    """The instant at which a day begins for the reader; for today the present one."""
    now = timezone.localtime()
    return now if day == now.date() else timezone.make_aware(datetime.combine(day, time()))


def end_of(day: date | None) -> datetime | None:
    """The instant at which a day is over for the reader."""
    return None if day is None else timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def team_choices(reached: Reached) -> Choices:
    """Teams as choices, each with its site."""
    return [(str(team.uuid), f"{team.site.name} / {team.name}") for team in reached.teams]


class SearchForm(forms.Form):
    """What the list of people is narrowed to."""

    text = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=200)
    team = forms.ChoiceField(label=_("Team"), required=False, widget=forms.Select(DATA))
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *Role.choices])
    state = forms.ChoiceField(label=_("Login"), required=False, choices=[("", _("All")), *LoginState.choices])

    def __init__(self, *args: Any, reached: Reached, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("All")), *team_choices(reached)]  # type: ignore[attr-defined]


class PersonForm(ReadingFields):
    """A new person, perhaps with a login."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    team = forms.ChoiceField(label=_("Team"), widget=forms.Select(DATA))
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("With an address the person gets a login and an invitation to choose a password."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    field_order = ("name", "team", "email", "locale", "timezone")

    def __init__(self, *args: Any, reached: Reached, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = team_choices(reached)  # type: ignore[attr-defined]


class LoginForm(forms.Form):
    """The address of a new login."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))


class GrantForm(forms.Form):
    """A role over a place, with its days."""

    role = forms.ChoiceField(label=_("Role"), choices=[UNCHOSEN, *Role.choices])
    place = forms.ChoiceField(label=_("Over"))
    first = DayField(label=_("From"))
    last = DayField(
        label=_("Until and including"),
        required=False,
        help_text=_("A representative or auditor holds a mandate, which needs a last day."),
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [UNCHOSEN, *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return data


class EndForm(forms.Form):
    """Which role ends."""

    role = forms.UUIDField()


class MoveForm(forms.Form):
    """A change of team on a day."""

    leaves = forms.ChoiceField(label=_("Leaves"), required=False, widget=forms.Select(DATA))
    joins = forms.ChoiceField(label=_("Joins"), required=False, widget=forms.Select(DATA))
    day = DayField(label=_("From"))

    def __init__(self, *args: Any, current: Choices, reached: Reached, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaves"].choices = [("", _("No team")), *current]  # type: ignore[attr-defined]
        self.fields["joins"].choices = [("", _("No team")), *team_choices(reached)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("leaves") or data.get("joins")):
            raise forms.ValidationError(_("Choose the team that is left, the team that is joined, or both."))
        return data
