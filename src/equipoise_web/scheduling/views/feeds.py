"""Addresses for one's own calendar program, and the calendar behind an address."""

from __future__ import annotations

import hashlib
import uuid
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipoise_web.core.access import public, signed_in
from equipoise_web.core.present import actor_of
from equipoise_web.scheduling.actions.feeds import open_feed, revoke_feed
from equipoise_web.scheduling.calendar.feed import calendar_of, feed_behind, note_read
from equipoise_web.scheduling.calendar.own import worker_of
from equipoise_web.scheduling.models import CalendarFeed


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """One's own addresses; a POST makes one, and its secret is on that page alone."""
    address = ""
    if request.method == "POST":
        _feed, secret = open_feed(actor=actor_of(request))
        address = urljoin(settings.PUBLIC_URL.geturl(), reverse("calendar_feed", args=[secret]))
    standing = request.standing  # type: ignore[attr-defined]
    feeds = CalendarFeed.objects.visible_to(standing).filter(revoked_at=None).order_by("-created_at", "-pk")
    shown = {
        "feeds": feeds,
        "address": address,
        "webcal": f"webcal{address[address.index(':') :]}" if address else "",
        "is_rostered": worker_of(standing) is not None,
        "zone": actor_of(request).timezone,
    }
    response = render(request, "scheduling/me/calendar.html", shown)
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_POST
def revoke(request: HttpRequest, feed: uuid.UUID) -> HttpResponse:
    """Close one of one's own addresses for good."""
    found = get_object_or_404(CalendarFeed.objects.visible_to(request.standing), uuid=feed)  # type: ignore[attr-defined]
    revoke_feed(actor=actor_of(request), feed=found)
    messages.success(request, _("The address is closed. Calendars that used it get nothing any more."))
    return redirect("my_calendar")


@public
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The calendar of whoever made the address; the secret is the key, and nothing else opens it."""
    now = timezone.now()
    feed = feed_behind(secret, now)
    if feed is None:
        raise Http404
    note_read(feed, now)
    content = calendar_of(feed.person, now)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, max-age=300",
        "Content-Disposition": 'inline; filename="roster.ics"',
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response
