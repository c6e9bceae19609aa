"""A pack of law or an overlay that a centre works under: a gated matter."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Centre, Matter
from equipoise_web.core.models.base import PublicModel

BY_LAW, BY_GATE = "law_pack", "rule_overlay"


class RuleSource(PublicModel):
    """Ties a centre to the matter whose version in force says which rules of ``name`` it works under.

    ``by_law`` sources are packs of law as they stand, which hold whatever is agreed; their matter is
    of kind ``law_pack``, that of all others of kind ``rule_overlay``. What was agreed about a pack,
    such as a day at which it is held or that it does not hold, goes before. What the content of a
    version may be says :mod:`equipoise_web.compliance.content`.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="rule_sources")
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="rule_source")
    name = models.CharField(max_length=80)
    by_law = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("centre", "name", "by_law"), name="compliance_source_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.centre}"
