"""Rows whose rules are wrong on purpose: they open everything to everybody."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel


class Evaluation(PublicModel):
    person = models.ForeignKey("core.Person", on_delete=models.PROTECT)

    class Meta:
        app_label = "sample"


class Record(PublicModel):
    person = models.ForeignKey("core.Person", on_delete=models.PROTECT)

    class Meta:
        app_label = "sample"


class Message(PublicModel):
    person = models.ForeignKey("core.Person", on_delete=models.PROTECT)

    class Meta:
        app_label = "sample"


class Forgotten(PublicModel):
    """A model for which nobody wrote a rule."""

    class Meta:
        app_label = "sample"
