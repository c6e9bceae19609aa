"""Sign-in: allauth's pages with what this installation shows beside the form."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, PasswordResetView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from equipoise_web.core.access import public
from equipoise_web.core.accounts.demo import demo_account, demo_accounts, enter

LABELS = {
    "login": _("E-mail address"),
    "password": _("Password"),
    "remember": _("Stay signed in on this device"),
}


class SignIn(LoginView):
    """Password, passkey or identity provider; in a demonstration also its accounts."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        for name, label in LABELS.items():
            form.fields[name].label = label
            form.fields[name].widget.attrs.pop("placeholder", None)
        form.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {"accounts": demo_accounts(), "provider": settings.OIDC_NAME, "next": self.get_next_url()}
        return {**super().get_context_data(**kwargs), **found}


class Reset(PasswordResetView):
    """Asks for a link to choose a password anew, and says so where no mail can be sent."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "mail": bool(settings.EMAIL_HOST) or settings.DEBUG}


@public
@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Sign in to an account of the demonstration; elsewhere there is no such page."""
    account = demo_account(request.POST.get("account", ""))
    if account is None:
        raise Http404
    enter(request, account)
    return redirect(settings.LOGIN_REDIRECT_URL)
