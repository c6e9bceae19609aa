"""Outgoing e-mail: through a server, to the terminal while developing, or nowhere, and then it is said."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


def backend(host: str, *, debug: bool) -> str:
    """The backend's dotted name; never the terminal in production, whose logs would hold the messages."""
    if host:
        return "django.core.mail.backends.smtp.EmailBackend"
    return "django.core.mail.backends.console.EmailBackend" if debug else f"{__name__}.NoServer"


def encryption(port: int, starttls: bool, tls: bool) -> tuple[bool, bool]:
    """Whether the connection is encrypted after a greeting (STARTTLS), or from the first byte (TLS)."""
    if starttls and tls:
        raise ImproperlyConfigured(
            f"EQUIPOISE_EMAIL_STARTTLS and EQUIPOISE_EMAIL_TLS are both on, for port {port}: keep one"
        )
    return starttls, tls


class NoServer(BaseEmailBackend):
    """Sends nothing and logs that, without the content: it may open an account."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            logger.warning("not sent, no e-mail server is configured: %r", message.subject)
        return 0
