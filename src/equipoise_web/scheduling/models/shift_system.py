"""The shifts and breaks that may be rostered in a centre: a gated matter."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Centre, Matter
from equipoise_web.core.models.base import PublicModel


class ShiftSystem(PublicModel):
    """Ties a centre to the matter whose version in force says which shifts may be rostered.

    The content of a version has the keys ``shift``, ``break`` and ``activity`` with tables as in
    ``centre.toml``.
    """

    centre = models.OneToOneField(Centre, on_delete=models.PROTECT, related_name="shift_system")
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="shift_system")

    def __str__(self) -> str:
        return f"shift system of {self.centre}"
