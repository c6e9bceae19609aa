"""The pages of allauth that exist here, each with its rule; there is none to sign up.

Changes of a password or a factor share a transaction with their audit entry.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.db.transaction import atomic
from django.urls import path

from equipoise_web.core.access import own_login, public
from equipoise_web.core.views import provider, sign_in

urlpatterns = [
    path("sign-in", public(sign_in.SignIn.as_view()), name="account_login"),
    path("sign-in/demo", sign_in.enter_demo, name="demo_sign_in"),
    path("sign-in/provider", provider.to_provider, name="provider_sign_in"),
    path("sign-in/provider/back", provider.from_provider, name="provider_callback"),
    path("sign-in/passkey", public(keys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-factor", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-out", public(account.logout), name="account_logout"),
    path("inactive", public(account.account_inactive), name="account_inactive"),
    path("password/reset", public(sign_in.Reset.as_view()), name="account_reset_password"),
    path("password/reset/sent", public(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/reset/done",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path(
        "password/reset/<str:uidb36>/<str:key>",
        public(atomic(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path("password", own_login(atomic(account.password_change)), name="account_change_password"),
    path("password/set", own_login(atomic(account.password_set)), name="account_set_password"),
    path("confirm", own_login(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code", own_login(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("confirm/passkey", own_login(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("factors", own_login(mfa.index), name="mfa_index"),
    path("factors/app", own_login(atomic(totp.activate_totp)), name="mfa_activate_totp"),
    path("factors/app/remove", own_login(atomic(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("factors/codes", own_login(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "factors/codes/new",
        own_login(atomic(codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path("factors/codes/file", own_login(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("factors/keys", own_login(keys.list_webauthn), name="mfa_list_webauthn"),
    path("factors/keys/add", own_login(atomic(keys.add_webauthn)), name="mfa_add_webauthn"),
    path("factors/keys/<int:pk>", own_login(atomic(keys.edit_webauthn)), name="mfa_edit_webauthn"),
    path("factors/keys/<int:pk>/remove", own_login(atomic(keys.remove_webauthn)), name="mfa_remove_webauthn"),
]
