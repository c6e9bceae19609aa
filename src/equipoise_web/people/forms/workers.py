"""Forms for a worker as such, and for files of people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.forms.days import DayField
from equipoise_web.core.models import Team

NO_COMPLETION = {"autocomplete": "off"}


class WorkerForm(forms.Form):
    """Name, number and birth date."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(NO_COMPLETION))
    number = forms.CharField(
        label=_("Number"), max_length=100, widget=forms.TextInput(NO_COMPLETION),
        help_text=_("What files call the worker; it is used once in the centre."),
    )  # fmt: skip
    birth_date = DayField(
        label=_("Born on"), required=False,
        help_text=_("Rules differ below 18. It is shown to HR and to the person."),
    )  # fmt: skip


class NewWorkerForm(WorkerForm):
    """A new worker, perhaps with a login."""

    team = forms.ChoiceField(label=_("Team"), widget=forms.Select({"translate": "no"}))
    email = forms.EmailField(
        label=_("E-mail address"), required=False, widget=forms.EmailInput(NO_COMPLETION),
        help_text=_("With an address the person gets a login, to which an administrator invites."),
    )  # fmt: skip

    def __init__(self, *args: Any, teams: Iterable[Team], gives_logins: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(team.uuid), f"{team.site.name} / {team.name}") for team in teams]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]
        if not gives_logins:
            del self.fields["email"]


class SeveralFiles(forms.FileField):
    """One file or several."""

    widget = type("SeveralInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        single = super().clean
        files = data if isinstance(data, list | tuple) else [data]
        return [single(each, initial) for each in files]


class FilesForm(forms.Form):
    """Files about people; whether they can be used shows when they are read."""

    file = SeveralFiles(
        label=_("Files"),
        help_text=_("One XLSX, or one or several CSV in UTF-8; at most 5 MB together."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx"

    def contents(self) -> list[tuple[str, bytes]]:
        """Name and content of each file."""
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        return [(file.name or "", file.read()) for file in files]
