"""Forms of rules: what is proposed, which source was read, who went through a pack."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise.rules.pack_files import known_packs, read_pack
from equipoise_web.compliance.queries.in_force import Rules
from equipoise_web.compliance.queries.rules import in_words
from equipoise_web.core.forms.days import DayField


class PackForm(forms.Form):
    """A pack that Equipoise brings along, as it stands or held at a day."""

    pack = forms.ChoiceField(label=_("Rule pack"))
    held_at = DayField(
        label=_("Held at the day"),
        required=False,
        help_text=_(
            "Leave it empty, and new values of the law hold from their day. "
            "A pack that is held does not follow the law."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pack"].choices = [  # type: ignore[attr-defined]
            (name, f"{in_words(read_pack(name).name)} ({name})") for name in known_packs()
        ]

    def reference(self) -> str:
        """The pack as the library names it."""
        day: date | None = self.cleaned_data["held_at"]
        name: str = self.cleaned_data["pack"]
        return f"{name}@{day.isoformat()}" if day else name


class RemovalForm(forms.Form):
    """A pack or overlay that is no longer to hold."""

    name = forms.ChoiceField(label=_("Rule pack"))

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [  # type: ignore[attr-defined]
            (source.name, source.said.reference or source.name) for source in rules.sources
        ]


class OverlayForm(forms.Form):
    """An agreement as a file; ``text`` is the file that was shown in a dry run and is now proposed."""

    file = forms.FileField(
        label=_("File of the agreement"),
        help_text=_("YAML with “about” and “rules”, as a rule pack has them; at most 200 kB."),
        widget=forms.FileInput({"accept": ".yaml,.yml"}),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("text")

    def content(self) -> tuple[bytes, str] | None:
        """What was handed in, and the name under which a refusal speaks of it."""
        if file := self.cleaned_data.get("file"):
            return file.read(), file.name or "overlay.yaml"
        text = self.cleaned_data.get("text")
        return (text.encode(), "overlay.yaml") if text else None


class ConfirmForm(forms.Form):
    """Which source was read, and when."""

    read_on = DayField(label=_("Read on"))
    source = forms.CharField(
        label=_("Source that was read"),
        max_length=500,
        help_text=_("The text of the law or agreement, with its version and where it is found."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class WithdrawForm(forms.Form):
    """Why a confirmation no longer counts."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2}))


class ReviewForm(forms.Form):
    """Who went through a pack says when, and what there is to say."""

    reviewed_on = DayField(label=_("Reviewed on"))
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
