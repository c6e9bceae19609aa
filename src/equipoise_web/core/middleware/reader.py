"""A page in its reader's language and time zone; the theme is left on the request for the template."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from equipoise_web.core.languages import language_asked, language_of
from equipoise_web.core.models import Theme


class Reader:
    """Language, zone and theme of the person who is signed in; else those that the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = getattr(request.user, "person", None)
        language = language_of(request.user) if person else language_asked(request)
        request.theme = person.theme if person else Theme.AUTO.value  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language
        zone = ZoneInfo(person.timezone) if person else None
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not person:
            patch_vary_headers(response, ("Accept-Language",))
        return response
