"""A queue as a planner writes it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.service.description import QUEUE_FIELDS, SILENT
from equipoise_web.service.forms.fields import PercentField, PlainFloatField
from equipoise_web.service.models.queue import Channel, Definition


class QueueForm(forms.Form):
    """All that is said about a queue; which fields make sense for a channel is for the library to say."""

    name = forms.CharField(
        label=_("Name"), max_length=100, widget=forms.TextInput({"autocomplete": "off", "translate": "no"})
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    aht_s = PlainFloatField(
        label=_("Handle time, in seconds"), help_text=_("Used where the history does not say.")
    )
    share = PercentField(label=_("Share answered in time, in percent"))
    answered_within_s = PlainFloatField(label=_("Answered within, in seconds"))
    definition = forms.ChoiceField(label=_("Counted as"), choices=Definition.choices)
    floor_share = PercentField(
        label=_("Never below, in percent"),
        required=False,
        help_text=_("The least share in each interval, however the day goes. Leave empty for none."),
    )
    patience_s = PlainFloatField(
        label=_("Patience, in seconds"),
        required=False,
        help_text=_("How long customers wait on average before they leave. Leave empty if nobody leaves."),
    )
    max_occupancy = PercentField(
        label=_("Occupancy at most, in percent"),
        help_text=_("Handling time within time available. 100 % sets no ceiling."),
    )
    concurrency = forms.IntegerField(
        label=_("Chats at once"), required=False, min_value=1, help_text=_("Only for chat.")
    )
    deadline_h = PlainFloatField(
        label=_("Deadline, in hours"),
        required=False,
        help_text=_("Only for e-mail, callback and back office, which need one."),
    )
    reserve = forms.IntegerField(
        label=_("People kept free"),
        required=False,
        min_value=0,
        help_text=_("Only for outbound: so many stay free for incoming contacts before a call is made."),
    )

    def values(self) -> dict[str, Any]:
        """What the form says, by the names of the model's fields."""
        said = {key: self.cleaned_data.get(key) for key in QUEUE_FIELDS}
        for key, silent in {**SILENT, "floor_share": 0.0}.items():
            said[key] = silent if said[key] is None else said[key]
        return said
