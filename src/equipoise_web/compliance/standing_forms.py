"""Forms of dispensations: the grounds on which a breach stands, and how its compensation was given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.compliance.actions.dispensations import Grounds
from equipoise_web.compliance.models import NO_CLAUSE, Cause, Finding
from equipoise_web.compliance.queries.rules import in_words
from equipoise_web.core.forms.days import DayField

CLAUSE, EMERGENCY = "clause", "emergency"


class GroundsForm(forms.Form):
    """Why a breach must stand, what allows it, and what is owed for it."""

    cause = forms.ChoiceField(label=_("Kind of reason"), choices=Cause.choices, help_text=_("To count by."))
    reason = forms.CharField(
        label=_("Why it must stand"),
        help_text=_(
            "The representatives and the person concerned read this. Do not say why somebody is absent."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    ground = forms.ChoiceField(
        label=_("What allows it"),
        choices=[
            (CLAUSE, _("An article of law or agreement")),
            (EMERGENCY, _("No article: this is an emergency")),
        ],
        widget=forms.RadioSelect,
    )
    clause = forms.CharField(
        label=_("Which article"),
        help_text=_("Law or agreement, with its number."),
        max_length=300,
        required=False,
    )
    compensation = forms.CharField(
        label=_("Compensation"),
        help_text=_(
            "What the person gets: rest, time or pay. Empty only if the article says that none is owed."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    due_on = DayField(label=_("Given by"), help_text=_("The last day to give it."), required=False)
    also = forms.MultipleChoiceField(
        label=_("On the same grounds, each with a dispensation of its own"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, others: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(each.uuid): each for each in others}
        self.fields["also"].choices = [(key, _named(each)) for key, each in self.others.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An article where one is said to allow it; a day with a compensation, and none without."""
        data = super().clean() or {}
        emergency = data.get("ground") == EMERGENCY
        if data.get("ground") == CLAUSE and not data.get("clause"):
            self.add_error("clause", _("Name the article, or say that this is an emergency."))
        if emergency and not data.get("compensation"):
            self.add_error("compensation", _("Where no article allows the breach, a compensation is owed."))
        if data.get("compensation") and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Name the last day to give the compensation."))
        if data.get("due_on") and not data.get("compensation") and not emergency:
            self.add_error("compensation", _("Say what is given by that day."))
        return data

    def chosen(self) -> list[Finding]:
        """The other findings that a valid form lets stand."""
        return [self.others[key] for key in self.cleaned_data["also"]]

    def grounds(self) -> Grounds:
        """What a valid form says."""
        data = self.cleaned_data
        clause = NO_CLAUSE if data["ground"] == EMERGENCY else data["clause"]
        return Grounds(data["cause"], data["reason"], clause, data["compensation"], data["due_on"])


def _named(finding: Any) -> str:
    return f"{finding.shown_article or finding.shown_rule}: {in_words(finding.message)}"


class SettleForm(forms.Form):
    """When and how a compensation was given."""

    settled_on = DayField(label=_("Given on"))
    how = forms.CharField(
        label=_("How it was given"),
        help_text=_("For example the day off, or the pay slip on which it stands."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
