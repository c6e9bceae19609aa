"""Who may listen to what happens to a roster."""

from __future__ import annotations

import uuid

from equipoise_web.core.access import Standing
from equipoise_web.core.events import register_topic
from equipoise_web.scheduling.models import Roster


def _may_see(standing: Standing, roster: uuid.UUID) -> bool:
    return Roster.objects.visible_to(standing).filter(uuid=roster).exists()


register_topic("roster", _may_see)
