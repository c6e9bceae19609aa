"""What is expected: a distribution of contacts for each queue and interval."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Centre, Run
from equipoise_web.core.models.base import PublicModel
from equipoise_web.service.models.queue import Queue


class Forecast(PublicModel):
    """One forecast over whole weeks.

    ``methods`` names each queue's method; ``accuracy`` holds each queue's backtest as
    ``equipoise backtest --json`` gives it.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="forecasts")
    starts_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    history_until = models.DateTimeField()
    methods = models.JSONField(default=dict)
    accuracy = models.JSONField(default=dict)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.centre} from {self.starts_on}"


class ForecastInterval(models.Model):
    """Contacts expected in one interval, with quantiles, and the handle time expected."""

    forecast = models.ForeignKey(Forecast, on_delete=models.CASCADE, related_name="intervals")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    mean = models.FloatField()
    q05 = models.FloatField()
    q10 = models.FloatField()
    q25 = models.FloatField()
    q50 = models.FloatField()
    q75 = models.FloatField()
    q90 = models.FloatField()
    q95 = models.FloatField()
    aht_s = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("forecast", "queue", "starts_at"), name="service_forecast_once"),
        )

    def __str__(self) -> str:
        return f"{self.queue} {self.starts_at:%Y-%m-%d %H:%M}"
