"""Forms of the register: a description in every language that is offered, and who was told how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.languages import offered_languages
from equipoise_web.core.models import Procedure
from equipoise_web.monitoring.description import Description
from equipoise_web.monitoring.models import Channel
from equipoise_web.monitoring.queries.register import is_taken

FIRST = "en"  # a description without it cannot be shown to everybody
TEXTS: dict[str, tuple[Promise, Promise | str]] = {
    "title": (_("Name of the system"), ""),
    "purpose": (_("Purpose"), _("Why work is observed, in a sentence that the people concerned understand.")),
    "recorded": (_("What is recorded"), _("Every kind of data, also what is kept only for a short time.")),
    "legal_basis": (_("Legal basis"), _("Article of law or agreement.")),
    "read_by": (_("Who sees it"), ""),
    "consequences": (
        _("What follows for people"),
        _("What is done with it, and what is never done with it."),
    ),
}


class DescriptionForm(forms.Form):
    """The texts of a description, each in English and, where given, in the other languages."""

    retention_days = forms.IntegerField(label=_("Kept for, in days"), min_value=1, max_value=36_500)
    procedure = forms.ChoiceField(label=_("Procedure"))

    def __init__(self, *args: Any, procedures: Iterable[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.procedures = {str(each.uuid): each for each in procedures}
        self.fields["procedure"].choices = [(key, each.name) for key, each in self.procedures.items()]  # type: ignore[attr-defined]
        for name, (label, help_text) in TEXTS.items():
            for code, language in offered_languages():
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=format_lazy("{} ({})", label, language),
                    help_text=help_text if code == FIRST else "",  # type: ignore[arg-type]
                    required=code == FIRST,
                    max_length=200 if name == "title" else 2000,
                    widget=forms.TextInput() if name == "title" else forms.Textarea({"rows": 3}),
                )

    @property
    def pairs(self) -> Iterator[list[BoundField]]:
        """The fields of each text, language beside language."""
        for name in TEXTS:
            yield [self[f"{name}_{code}"] for code, _language in offered_languages()]

    def description(self) -> Description:
        """The description that a valid form holds."""
        data = self.cleaned_data
        texts = {
            name: {code: data[f"{name}_{code}"] for code, _l in offered_languages() if data[f"{name}_{code}"]}
            for name in TEXTS
        }
        return Description(**texts, retention_days=data["retention_days"])

    def procedure_chosen(self) -> Procedure:
        """The procedure that a valid form names."""
        return self.procedures[self.cleaned_data["procedure"]]

    @staticmethod
    def initial_of(description: dict[str, Any]) -> dict[str, Any]:
        """What the form shows of a description that is there."""
        texts = {f"{name}_{code}": text for name in TEXTS for code, text in description[name].items()}
        return {**texts, "retention_days": description["retention_days"]}


class SystemForm(DescriptionForm):
    """A system that the register does not have yet."""

    code = forms.SlugField(
        label=_("Short code"),
        max_length=60,
        help_text=_("Letters, digits and hyphens; programs use it, and it never changes."),
    )
    field_order = ("code",)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if is_taken(code):
            raise forms.ValidationError(_("Another system has this code."))
        return code


class NoticeForm(forms.Form):
    """How people were told. In the application they are told by reading it there, by nobody else's word."""

    channel = forms.ChoiceField(
        label=_("How they were told"),
        choices=[(each.value, each.label) for each in Channel if each is not Channel.APPLICATION],
    )
