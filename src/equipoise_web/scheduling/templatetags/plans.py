"""How far a plan is, and why one was refused: ``{% load plans %}``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template

from equipoise_web.core.models import Run
from equipoise_web.scheduling.queries.plan_progress import Shown, progress_of
from equipoise_web.scheduling.queries.plan_refusals import Refused, refusal_of

register = template.Library()


@register.simple_tag
def plan_progress(progress: Mapping[str, Any] | None, run: Run) -> Shown:
    """The steps of a plan with the one at hand, and what the search has found."""
    return progress_of(progress or {}, json.loads(run.arguments), run.state)


@register.simple_tag(takes_context=True)
def plan_refusal(context: template.Context, run: Run) -> Refused | None:
    """Why a plan was refused, as far as the reader may know; None for any other end."""
    return refusal_of(context["request"].standing, run)
