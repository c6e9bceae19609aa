"""Who asks, and the rows that he may see; what he may not see is not there."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre
from equipoise_web.core.present import centre_of

M = TypeVar("M", bound=Model)


def standing_of(request: HttpRequest) -> Standing:
    """What the caller may be at this moment."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found


def one(rows: QuerySet[M], identifier: UUID) -> M:
    """The row among those that the caller sees; Http404 where it is not."""
    found = rows.filter(uuid=identifier).first()
    if found is None:
        raise Http404(str(identifier))
    return found


def centre_asked(request: HttpRequest, centre: UUID | None) -> Centre:
    """A centre that the caller sees; the one with which the pages begin where none is asked for."""
    if centre is None and (first := centre_of(request)) is not None:
        return first
    if centre is None:
        raise Http404
    return one(Centre.objects.visible_to(standing_of(request)).select_related("organisation"), centre)


def of(rows: QuerySet[M], **wanted: object) -> QuerySet[M]:
    """Rows narrowed by what was asked for; None leaves a way open."""
    return rows.filter(**{way: value for way, value in wanted.items() if value is not None})
