"""Which law holds for a centre, and on what evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise.rules.pack_files import known_packs, read_pack
from equipoise_web.compliance.content import is_law
from equipoise_web.compliance.queries.rules import in_words
from equipoise_web.core.changes import step_word

LONGEST = 2000


class LawForm(forms.Form):
    """Packs of law as they stand, and what shows the steps of their gate."""

    packs = forms.MultipleChoiceField(
        label=_("Law that holds here"), widget=forms.CheckboxSelectMultiple({"translate": "no"})
    )
    basis_recorded = forms.CharField(
        max_length=LONGEST, widget=forms.Textarea({"rows": 2}),
        help_text=_("Such as: the centre lies in this country."),
    )  # fmt: skip
    informed = forms.CharField(
        max_length=LONGEST, widget=forms.Textarea({"rows": 2}),
        help_text=_("When and how they were told, or that there are none."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["packs"].choices = law_choices()  # type: ignore[attr-defined]
        for code in ("basis_recorded", "informed"):
            self.fields[code].label = step_word(code)

    def evidence(self) -> dict[str, str]:
        """By the code of the step."""
        return {code: self.cleaned_data[code] for code in ("basis_recorded", "informed")}


def law_choices() -> list[tuple[str, str]]:
    """Packs of law as they stand, the union's first, then by name."""
    found = [(name, in_words(read_pack(name).name)) for name in known_packs() if is_law(name)]
    return sorted(found, key=lambda choice: (choice[0] != "eu", choice[1]))
