"""The mail that tells a person, at the address of before, that the login has another one now."""

from __future__ import annotations

import logging
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from equipoise_web.core.models import Person

logger = logging.getLogger(__name__)


def tell_old_address(before: str, person: Person, now: str) -> None:
    """Send it once the change is kept; where mail is not set up or fails, the notice in the pages is left."""
    if settings.EMAIL_HOST:
        transaction.on_commit(partial(_send, before, person.locale, now))


def _send(before: str, locale: str, now: str) -> None:
    language = locale if locale in settings.OFFERED_LANGUAGES else settings.LANGUAGE_CODE
    words = {"address": now, "host": settings.PUBLIC_URL.netloc}
    with translation.override(language):
        subject = _("Your login has another e-mail address")
        text = _(
            "Your organisation's directory changed the e-mail address by which you sign in at %(host)s to "
            "%(address)s. If that is not right, ask an administrator of your organisation at once."
        )
        try:
            send_mail(subject, text % words, None, [before])
        except OSError:  # also what smtplib raises
            logger.exception("a mail about a moved login could not be sent")
