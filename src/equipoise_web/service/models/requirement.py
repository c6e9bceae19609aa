"""How many people each interval needs on contacts."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel
from equipoise_web.service.models.forecast import Forecast
from equipoise_web.service.models.queue import Queue


class Requirement(PublicModel):
    """What a forecast asks under the service levels of its moment.

    ``methods`` says for each queue how the numbers were made; ``targets`` keeps the queues' service
    levels as they stood.
    """

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="requirements")
    methods = models.JSONField(default=dict)
    targets = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"requirement of {self.forecast}"


class RequirementInterval(models.Model):
    """Agents needed in one interval; service level and occupancy are those expected with ``agents_net``."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="intervals")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    load_erl = models.FloatField()
    agents_net = models.FloatField()
    agents_planned = models.FloatField()
    service_level = models.FloatField(null=True)
    occupancy = models.FloatField(null=True)
    backlog = models.FloatField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("requirement", "queue", "starts_at"), name="service_requirement_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.queue} {self.starts_at:%Y-%m-%d %H:%M}"
