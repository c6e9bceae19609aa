"""Words of findings where no mark can stand: ``{% load compliance %}``."""

from __future__ import annotations

from typing import Any

from django import template

from equipoise_web.compliance.models import Dispensation
from equipoise_web.core import marks
from equipoise_web.scheduling.models import Roster

register = template.Library()


@register.simple_tag
def severity_words(name: str, count: int) -> str:
    """``3 must be fixed``, without a picture: for the choices of a field."""
    return str(marks.SEVERITIES[name].counted % {"n": count})


@register.simple_tag(takes_context=True)
def dispensations_of(context: dict[str, Any], roster: Roster) -> int:
    """How many dispensations of a roster the reader sees: ``{% dispensations_of roster as n %}``."""
    return Dispensation.objects.visible_to(context["request"].standing).filter(roster=roster).count()
