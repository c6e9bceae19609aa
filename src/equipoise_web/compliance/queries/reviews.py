"""Who went through the packs of a centre and when, and what of them is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.rules.stale import stale_rules
from equipoise_web.compliance.models import PackReview
from equipoise_web.compliance.queries.packs import PackText, RuleText
from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre

MONTHS = 12


@dataclass(frozen=True)
class Reviewed:
    """A pack with its reviews, the latest first; ``months`` since the latest, None where there is none."""

    pack: PackText
    reviews: tuple[PackReview, ...]
    months: int | None

    @property
    def latest(self) -> PackReview | None:
        return self.reviews[0] if self.reviews else None

    @property
    def overdue(self) -> bool:
        return self.months is None or self.months >= MONTHS


@dataclass(frozen=True)
class Overdue:
    """A rule that somebody should look at again, and since when."""

    rule: RuleText
    since: date | None


def reviewed(standing: Standing, centre: Centre, packs: list[PackText], today: date) -> list[Reviewed]:
    """Each pack in force with who reviewed it."""
    rows = PackReview.objects.visible_to(standing).filter(centre=centre, pack__in=[pack.id for pack in packs])
    by_pack: dict[str, list[PackReview]] = {}
    for row in rows.select_related("reviewed_by").order_by("-reviewed_on", "-pk"):
        by_pack.setdefault(row.pack, []).append(row)
    found = []
    for pack in packs:
        reviews = tuple(by_pack.get(pack.id, ()))
        months = months_between(reviews[0].reviewed_on, today) if reviews else None
        found.append(Reviewed(pack, reviews, months))
    return found


def overdue(packs: list[PackText], today: date, why: str) -> list[Overdue]:
    """Rules of the packs that somebody should look at again, for one of the library's reasons."""
    texts = {(pack.id, rule.id): rule for pack in packs for rule in pack.rules}
    folders = [folder for pack in packs if (folder := pack.source.folder)]
    found = (stale for stale in stale_rules(folders, today) if stale.why == why)
    return [Overdue(texts[stale.pack, stale.rule], stale.since) for stale in found]


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
