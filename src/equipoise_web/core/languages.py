"""The languages that are offered, and which of them a reader gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


def offered_languages() -> list[tuple[str, _StrOrPromise]]:
    """Code and name of each language whose catalogue is complete."""
    return list(settings.LANGUAGES)


def language_of(user: Any) -> str:
    """The language of the person behind a login; the installation's where it is not offered."""
    locale = getattr(getattr(user, "person", None), "locale", "")
    return locale if locale in settings.OFFERED_LANGUAGES else settings.LANGUAGE_CODE


def language_asked(request: HttpRequest) -> str:
    """The language of somebody who is not signed in: the cookie's, else the first offered one accepted."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    codes = (chosen, *(code.partition("-")[0] for code, quality in accepted if quality > 0))
    return next((code for code in codes if code in settings.OFFERED_LANGUAGES), settings.LANGUAGE_CODE)
