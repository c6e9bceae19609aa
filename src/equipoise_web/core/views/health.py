"""Whether the installation answers; for load balancers and supervisors."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from equipoise_web.core.access import public


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer ``ok`` when the database answers; for load balancers and supervisors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
