"""Which values from memory somebody compared with their source in a centre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from equipoise_web.compliance.content import fingerprint
from equipoise_web.compliance.models import Confirmation
from equipoise_web.core.models import Centre
from equipoise_web.core.templatetags.equipoise_times import day

if TYPE_CHECKING:
    from equipoise_web.compliance.queries.in_force import InForce

FROM_MEMORY = "fm"


@dataclass(frozen=True)
class Confirmed:
    """The confirmation that counts for each rule that has one."""

    rules: Mapping[str, Confirmation] = field(default_factory=dict)

    def get(self, rule: str) -> Confirmation | None:
        return self.rules.get(rule)


def confirmed_of(centre: Centre, sources: Iterable[InForce]) -> Confirmed:
    """What counts now: the latest that is not withdrawn, of the rule as the source says it now."""
    standing = {row.rule: row for row in standing_of_centre(centre)}
    if not standing:
        return Confirmed()
    counts = {}
    for rule in (rule for source in sources for rule in rules_of(source)):
        row = standing.get(rule["id"])
        if row is not None and rule["evidence"] == FROM_MEMORY and row.fingerprint == fingerprint(rule):
            counts[rule["id"]] = row
    return Confirmed(counts)


def standing_of_centre(centre: Centre) -> QuerySet[Confirmation]:
    """The confirmations of a centre that nobody withdrew, the latest last."""
    rows = Confirmation.objects.filter(centre=centre, withdrawn__isnull=True)
    return rows.select_related("confirmed_by").order_by("pk")


def rules_of(source: InForce) -> Iterable[dict[str, Any]]:
    """The rules of a pack or overlay with all their dates."""
    folder = source.folder
    return folder.rules if folder else ()


def sureness(evidence: str, confirmation: Confirmation | None) -> str:
    """How sure a value from memory is, in words; nothing for one that was compared with a text."""
    if evidence != FROM_MEMORY:
        return ""
    if confirmation is None:
        return _("from memory, unconfirmed")
    words = {
        "name": confirmation.confirmed_by.name,
        "day": day(confirmation.read_on),
        "source": confirmation.source,
    }
    return _("from memory, confirmed by %(name)s on %(day)s (%(source)s)") % words
