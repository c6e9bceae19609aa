"""Invite a person: by mail, or by a link that is shown once to the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from equipoise_web.core.accounts.invitation import send_invitation
from equipoise_web.core.accounts.tokens import password_link
from equipoise_web.core.actions import accounts
from equipoise_web.core.models import Person
from equipoise_web.core.views.access.page import LINK


def invite(request: HttpRequest, actor: Person, person: Person) -> None:
    """Send the one-time link; where that is not possible, keep it for the page that comes next."""
    user = accounts.login_to_invite(actor=actor, person=person)
    sent = send_invitation(user)
    accounts.record_invitation(actor=actor, user=user, sent=sent)
    if sent:
        messages.success(request, _("An invitation went to %(address)s.") % {"address": user.email})
    else:
        request.session[LINK] = {"person": str(person.uuid), "link": password_link(user)}
