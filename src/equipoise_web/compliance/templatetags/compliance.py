"""Words of findings where no mark can stand: ``{% load compliance %}``."""

from __future__ import annotations

from django import template

from equipoise_web.core import marks

register = template.Library()


@register.simple_tag
def severity_words(name: str, count: int) -> str:
    """``3 must be fixed``, without a picture: for the choices of a field."""
    return str(marks.SEVERITIES[name].counted % {"n": count})
