"""The mail that invites a person to choose a password."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from equipoise_web.core.accounts.tokens import password_link
from equipoise_web.core.languages import language_of
from equipoise_web.core.models import User

logger = logging.getLogger(__name__)
DAY_S = 86_400


def send_invitation(user: User) -> bool:
    """Send the one-time link in the person's language; False where mail is not set up or fails."""
    if not settings.EMAIL_HOST:
        return False
    days = settings.PASSWORD_RESET_TIMEOUT // DAY_S
    about = {
        "person": user.person,
        "link": password_link(user),
        "days": days,
        "host": settings.PUBLIC_URL.netloc,
    }
    with translation.override(language_of(user)):
        mail = EmailMultiAlternatives(
            _("Choose a password for Equipoise within %(days)s days") % {"days": days},
            render_to_string("core/access/invitation.txt", about),
            to=[user.email],
        )
        mail.attach_alternative(render_to_string("core/access/invitation.html", about), "text/html")
    return _sent(mail)


def _sent(mail: EmailMultiAlternatives) -> bool:
    try:
        return mail.send() == 1
    except OSError:  # also what smtplib raises
        logger.exception("an invitation could not be sent")
        return False
