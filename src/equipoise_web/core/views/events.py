"""Live pages listen here."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.http import Http404, HttpRequest, HttpResponseBadRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from equipoise_web.core.access import signed_in, standing_of
from equipoise_web.core.events.stream import stream
from equipoise_web.core.events.topics import resolve

MOST_TOPICS = 20


@signed_in
@require_GET
async def events(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events of ``?topic=…&topic=…``; a topic that is not open to the reader is not found."""
    asked = tuple(dict.fromkeys(request.GET.getlist("topic")))
    if not 0 < len(asked) <= MOST_TOPICS:
        return HttpResponseBadRequest(f"ask for 1 to {MOST_TOPICS} topics", content_type="text/plain")
    topics = await sync_to_async(resolve)(request.standing, asked)  # type: ignore[attr-defined]
    if topics is None:
        raise Http404
    key = request.session.session_key
    frames = stream(topics, _last(request), lambda: _is_admitted(key, asked))
    response = StreamingHttpResponse(frames, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _last(request: HttpRequest) -> int | None:
    value = request.headers.get("Last-Event-ID", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def _is_admitted(session_key: str | None, asked: Iterable[str]) -> bool:
    """Whether the login still lives and every topic is still open, asked of the database as it is now."""
    current = HttpRequest()
    current.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return resolve(standing_of(get_user(current)), asked) is not None
