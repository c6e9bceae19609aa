"""Forms of the self-check: what the organisation says of a category, and what its representatives say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.compliance.actions.ilo import Said
from equipoise_web.compliance.models import Answer

MOST = 1_000_000


class SaidForm(forms.Form):
    """What an organisation says of one category in one year."""

    answer = forms.ChoiceField(
        label=_("Were these norms respected?"), choices=Answer.choices, widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=_("What shows it"),
        help_text=_("Without evidence a category stays undetermined."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    link = forms.URLField(label=_("Where it is kept"), max_length=500, required=False, assume_scheme="https")
    complaints = forms.IntegerField(
        label=_("Complaints"), help_text=_("Empty: not known."), min_value=0, max_value=MOST, required=False
    )
    contractors_covered = forms.IntegerField(
        label=_("Contractors covered"),
        help_text=_("Empty: not known."),
        min_value=0,
        max_value=MOST,
        required=False,
    )
    contractors = forms.IntegerField(label=_("All contractors"), min_value=0, max_value=MOST, required=False)

    def clean_link(self) -> str:
        """An address of the web, or none."""
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Give an address that begins with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        """Evidence for a yes or a no; no more contractors covered than there are."""
        data = super().clean() or {}
        if data.get("answer") in {Answer.YES, Answer.NO} and not data.get("evidence"):
            self.add_error("evidence", _("Say what shows it, or answer that it is not known."))
        covered, all_of_them = data.get("contractors_covered"), data.get("contractors")
        if covered is not None and (all_of_them is None or covered > all_of_them):
            self.add_error("contractors", _("Give the number of all contractors, covered or not."))
        return data

    def said(self) -> Said:
        """What a valid form says."""
        return Said(**self.cleaned_data)


class RemarkForm(forms.Form):
    """What the representatives say of one category in one year."""

    text = forms.CharField(
        label=_("Your remark"),
        help_text=_("It stays beside what the organisation says, for everybody to read."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )
