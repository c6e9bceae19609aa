"""Forms for what is on file about a worker. The same form adds a row and changes one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.days import DayField
from equipoise_web.people.models import (
    Contract,
    ContractType,
    Fact,
    HealthFact,
    HoursEntry,
    HoursKind,
    LeaveAccount,
    Restriction,
    Skill,
    Worker,
)
from equipoise_web.people.models.fact import WITH_VALUE
from equipoise_web.people.models.restriction import AT_A_TIME, ON_A_DAY
from equipoise_web.people.queries.one import queues_to_learn

HOURS = {"step": "any", "min": "0", "max": "168", "inputmode": "decimal"}
LEVELS = [(1, _("1, new")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, expert"))]


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A row of one worker; the last day lies not before the first."""

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worker = self.instance.worker = worker

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data

    def validate_constraints(self) -> None:
        """Left to the database: each form says what it refuses at the field that it is about."""


class Spanned(RecordForm):
    """A row with a period."""

    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("Until and including"), required=False)


class ContractForm(Spanned):
    """Hours a week and their bounds."""

    contract_type = forms.ChoiceField(label=_("Contract"), choices=ContractType.choices)
    hours_per_week = forms.FloatField(
        label=_("Hours a week"), min_value=0, max_value=168, widget=forms.NumberInput(HOURS)
    )
    min_h = forms.FloatField(
        label=_("Least hours a week"), min_value=0, max_value=168, widget=forms.NumberInput(HOURS)
    )
    max_h = forms.FloatField(
        label=_("Most hours a week"), min_value=0, max_value=168, widget=forms.NumberInput(HOURS)
    )
    night_ok = forms.BooleanField(label=_("Nights are agreed"), required=False)
    agreement = forms.CharField(
        label=_("Collective agreement or rule pack"), required=False, max_length=120,
        help_text=_("The name by which the contract refers to it. It changes no rule by itself."),
    )  # fmt: skip

    class Meta:
        model = Contract
        fields = (
            "starts_on", "ends_on", "contract_type", "hours_per_week", "min_h", "max_h", "night_ok",
            "agreement",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        least, hours, most = (data.get(name) for name in ("min_h", "hours_per_week", "max_h"))
        if least is not None and most is not None and least > most:
            self.add_error("min_h", _("The least hours are more than the most."))
        elif data.get("contract_type") != ContractType.ON_CALL and not _within(least, hours, most):
            self.add_error("hours_per_week", _("These hours lie outside the least and the most."))
        return data


class SkillForm(Spanned):
    """A queue with a level."""

    queue: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Queue"), queryset=None, to_field_name="uuid",
        widget=forms.Select({"translate": "no"}),
    )  # fmt: skip
    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int, initial=3)

    class Meta:
        model = Skill
        fields = ("queue", "level", "starts_on", "ends_on")

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, worker=worker, **kwargs)
        field: Any = self.fields["queue"]
        field.queryset = queues_to_learn(self.instance)
        if self.instance.queue_id:
            self.initial["queue"] = self.instance.queue.uuid


class RestrictionForm(Spanned):
    """A limit of the worker's own; there is no field for a reason."""

    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text=_("For “not before” and “not after”."),
    )  # fmt: skip

    class Meta:
        model = Restriction
        fields = ("kind", "at", "weekday", "starts_on", "ends_on")
        labels = {"kind": _("Restriction"), "weekday": _("Weekday")}  # noqa: RUF012 - as the base class
        help_texts = {"weekday": _("For a free weekday.")}  # noqa: RUF012 - as the base class

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind = data.get("kind")
        if kind in AT_A_TIME and data.get("at") is None and "at" not in self.errors:
            self.add_error("at", _("This restriction needs a time."))
        if kind in ON_A_DAY and data.get("weekday") is None:
            self.add_error("weekday", _("This restriction needs a weekday."))
        data["at"] = data.get("at") if kind in AT_A_TIME else None
        data["weekday"] = data.get("weekday") if kind in ON_A_DAY else None
        return data


class FactForm(Spanned):
    """Something on file that is not about health."""

    value = forms.FloatField(
        label=_("Number"), required=False, min_value=0, max_value=1000,
        help_text=_("For days of notice, and for hours with another employer."),
        widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
    )  # fmt: skip

    class Meta:
        model = Fact
        fields = ("name", "value", "starts_on", "ends_on")
        labels = {"name": _("Fact")}  # noqa: RUF012 - as the base class

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("name") in WITH_VALUE:
            if data.get("value") is None and "value" not in self.errors:
                self.add_error("value", _("This fact is a number."))
        else:
            data["value"] = None
        return data


class HealthFactForm(Spanned):
    """Something on file about health or birth, because a rule protects the worker by it."""

    class Meta:
        model = HealthFact
        fields = ("name", "starts_on", "ends_on")
        labels = {"name": _("Fact")}  # noqa: RUF012 - as the base class


class LeaveForm(RecordForm):
    """Leave of one year and kind."""

    year = forms.IntegerField(label=_("Year"), min_value=1970, max_value=2199)
    kind = forms.SlugField(
        label=_("Kind"), max_length=40, help_text=_("One word, such as statutory or extra.")
    )
    entitled_h = forms.FloatField(label=_("Entitled, hours"), min_value=0, max_value=9999)
    taken_h = forms.FloatField(label=_("Taken, hours"), min_value=0, max_value=9999)
    lapses_on = DayField(label=_("Lapses on"), required=False)
    reminded_on = DayField(label=_("Reminded on"), required=False)

    class Meta:
        model = LeaveAccount
        fields = ("year", "kind", "entitled_h", "taken_h", "lapses_on", "reminded_on")


class HoursForm(RecordForm):
    """A further row of the hours account."""

    kind = forms.ChoiceField(label=_("Kind"), choices=HoursKind.choices, initial=HoursKind.CORRECTION)
    hours = forms.DecimalField(
        label=_("Hours"), max_digits=7, decimal_places=2,
        help_text=_("What is owed to the worker is above 0, what was taken or paid below."),
    )  # fmt: skip
    day = DayField(label=_("Day"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    class Meta:
        model = HoursEntry
        fields = ("kind", "hours", "day", "note")


def _within(least: float | None, hours: float | None, most: float | None) -> bool:
    """Whether hours lie between bounds, as far as all three are known."""
    if least is None or hours is None or most is None:
        return True
    return least <= hours <= most
