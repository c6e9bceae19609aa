"""Which file of history is brought in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One file; whether it can be used shows when it is read."""

    file = forms.FileField(
        label=_("File of history"),
        help_text=_("CSV, also compressed (.csv.gz), or Parquet; at most 64 MB."),
        widget=forms.ClearableFileInput({"accept": ".csv,.gz,.parquet"}),
    )
