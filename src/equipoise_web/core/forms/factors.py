"""allauth's forms of keys, in our words."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddKeyForm(AddWebAuthnForm):
    """A new passkey or security key."""

    name = forms.CharField(label=_("Name"), required=False)
    credential = forms.JSONField(label=_("Key"), widget=forms.HiddenInput)
    passwordless = forms.BooleanField(
        label=_("Use it instead of a password"),
        required=False,
        help_text=_("The key then asks for a fingerprint, face or code. Otherwise it is a second step."),
    )


class EditKeyForm(EditWebAuthnForm):
    """Another name for a key."""

    name = forms.CharField(label=_("Name"))
