"""Who may listen to what happens to a roster or a draft of one."""

from __future__ import annotations

import uuid

from equipoise_web.core.access import Standing
from equipoise_web.core.events import register_topic
from equipoise_web.scheduling.models import Draft, Roster


def _may_see(standing: Standing, roster: uuid.UUID) -> bool:
    return Roster.objects.visible_to(standing).filter(uuid=roster).exists()


def _may_see_draft(standing: Standing, draft: uuid.UUID) -> bool:
    return Draft.objects.visible_to(standing).filter(uuid=draft).exists()


register_topic("roster", _may_see)
register_topic("draft", _may_see_draft)
