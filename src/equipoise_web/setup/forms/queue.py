"""A queue of a first centre: how its service level counts is chosen, never assumed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from equipoise_web.service.description import values_of
from equipoise_web.service.forms.queue import QueueForm
from equipoise_web.service.models import Queue
from equipoise_web.service.models.queue import Definition

FOLDED = ("floor_share", "max_occupancy", "deadline_h", "concurrency", "reserve")


class FirstQueueForm(QueueForm):
    """As on the page of queues; the definition of the service level has no default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        definition = self.fields["definition"]
        definition.choices = [("", _("Choose how it counts")), *Definition.choices]  # type: ignore[attr-defined]
        definition.help_text = _("Definitions differ in what they do with contacts that are abandoned.")

    @property
    def is_unfolded(self) -> bool:
        """Whether a field out of sight holds an error or says something."""
        return any(name in self.errors or self[name].value() not in SILENT for name in FOLDED)


# Values at which the fields out of sight say nothing, as they are kept and as they are shown.
SILENT = (None, "", 0, 1, "0", "1", "100")


def initial_of(queue: Queue | None) -> dict[str, Any]:
    """What stands, else what is usual; never a definition."""
    known = values_of(queue or Queue())
    return known if queue else known | {"name": "", "definition": ""}
