"""A system by which work is observed, and the notice of it to a worker."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models import Matter, Person, Version
from equipoise_web.core.models.base import PublicModel


class System(PublicModel):
    """A registered system; its description is a version of a gated matter, changed only through the gate."""

    code = models.SlugField(max_length=60, unique=True)
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="system")

    def __str__(self) -> str:
        return self.code


class Channel(models.TextChoices):
    APPLICATION = "application", _("In the application")
    EMAIL = "email", _("By e-mail")
    LETTER = "letter", _("On paper")
    MEETING = "meeting", _("In a meeting")


class Notice(PublicModel):
    """The delivery of one description of a system to one worker. A receipt is asked, never required."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="notices")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    delivered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("worker", "version", "channel"), name="monitoring_notice_once"),
        )

    def __str__(self) -> str:
        return f"{self.system} to {self.worker}"


class Receipt(PublicModel):
    """A worker confirms that a notice arrived."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="receipt")
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.notice}, received"
