"""Versions of a centre's rules that are on their way."""

from __future__ import annotations

from equipoise_web.compliance.models import RuleSource
from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre
from equipoise_web.core.queries.changes import Change, changes

AHEAD = ("draft", "closed", "coming")


def coming(standing: Standing, centre: Centre) -> list[Change]:
    """Those that the viewer may see and that are not in force yet, the newest first."""
    sources = RuleSource.objects.visible_to(standing).filter(centre=centre)
    matters = set(sources.values_list("matter", flat=True))
    return [each for each in changes(standing) if each.version.matter_id in matters and each.state in AHEAD]
