"""What customers may expect: opening hours of a centre, its queues and their service levels."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models import Centre
from equipoise_web.core.models.base import PublicModel


class Channel(models.TextChoices):
    VOICE = "voice", _("Telephone")
    CHAT = "chat", _("Chat")
    EMAIL = "email", _("E-mail")
    CALLBACK = "callback", _("Callback")
    OUTBOUND = "outbound", _("Outbound")
    BACKOFFICE = "backoffice", _("Back office")


class Definition(models.TextChoices):
    """How a service level counts; abandoned contacts are what the definitions differ about."""

    OFFERED = "answered_over_offered", _("answered in time, of all offered")
    LESS_SHORT = (
        "answered_over_offered_minus_short_abandons",
        _("answered in time, of offered without short abandons"),
    )
    PLUS_SHORT = (
        "answered_plus_short_abandons_over_offered",
        _("answered in time or abandoned in time, of all offered"),
    )
    ANSWERED = "answered_over_answered", _("answered in time, of all answered")


class CentreSettings(PublicModel):
    """How a centre is planned: interval, opening hours, holidays, shrinkage, prices.

    ``opening`` and ``weights`` have the form of the tables of that name in ``centre.toml``.
    """

    centre = models.OneToOneField(Centre, on_delete=models.PROTECT, related_name="settings")
    interval_minutes = models.PositiveSmallIntegerField(default=15)
    opening = models.JSONField(default=dict)
    holidays = models.CharField(max_length=10, blank=True)
    unplanned_shrinkage = models.FloatField(default=0.0)
    weights = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(unplanned_shrinkage__gte=0, unplanned_shrinkage__lte=0.95),
                name="service_settings_shrinkage",
            ),
        )

    def __str__(self) -> str:
        return f"settings of {self.centre}"


class Queue(PublicModel):
    """Where contacts wait, with the service that customers may expect; fields as in ``[[queue]]``."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="queues")
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.VOICE)
    aht_s = models.FloatField(default=300.0)
    answered_within_s = models.FloatField(default=20.0)
    share = models.FloatField(default=0.8)
    definition = models.CharField(max_length=60, choices=Definition.choices, default=Definition.OFFERED)
    floor_share = models.FloatField(default=0.0)
    patience_s = models.FloatField(null=True, blank=True)
    concurrency = models.PositiveSmallIntegerField(default=1)
    deadline_h = models.FloatField(null=True, blank=True)
    reserve = models.PositiveSmallIntegerField(default=0)
    max_occupancy = models.FloatField(default=1.0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("centre", "name"), name="service_queue_name"),)

    def __str__(self) -> str:
        return self.name
