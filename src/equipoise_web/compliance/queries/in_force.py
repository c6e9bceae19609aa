"""Which rules a centre works under at an instant or on a day: a question to the activations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise.rules.loading import load_packs
from equipoise.rules.model import Pack
from equipoise.rules.pack_files import PackFolder
from equipoise_web.compliance.content import Said, pack_content, said
from equipoise_web.compliance.models import RuleSource
from equipoise_web.compliance.queries.confirmed import Confirmed, confirmed_of
from equipoise_web.core.canonical import canonical
from equipoise_web.core.local_days import local_date, midnight
from equipoise_web.core.models import Activation, Centre, Version

DAY, LEAST = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True)
class InForce:
    """A pack or overlay as a version says it; ``since`` is None where it is not in force yet."""

    name: str
    content: str
    by_law: bool = False
    version: Version | None = None
    since: datetime | None = None

    @property
    def said(self) -> Said:
        return said(self.content)

    @property
    def folder(self) -> PackFolder | None:
        """The pack with all its dates; InvalidInput where it is not known any more."""
        return self.said.folder


@dataclass(frozen=True)
class Rules:
    """The packs and overlays of a centre, with what somebody confirmed of their values from memory."""

    sources: tuple[InForce, ...] = ()
    confirmed: Confirmed = field(default_factory=Confirmed)

    @property
    def references(self) -> list[str]:
        return [each.said.reference for each in self.sources if each.said.reference]

    def packs(self, on: date) -> tuple[Pack, ...]:
        """The packs as they stand on a day.

        Raises
        ------
        InvalidInput
            A pack is unknown or begins later, or an overlay does not fit the law that it is for.
        """
        contents = tuple(each.content for each in self.sources)
        return _loaded(contents, on, frozenset(self.confirmed.rules))

    def with_source(self, source: InForce) -> Rules:
        """As if this one were in force: in the place of the one of its name, or after the others."""
        kept = [source if each.name == source.name else each for each in self.sources]
        if source.name not in {each.name for each in self.sources}:
            kept.append(source)
        return replace(self, sources=tuple(each for each in kept if not each.said.is_removed))


def rules_in_force(centre: Centre, on: date) -> Rules:
    """The rules that are in force in a centre at the end of a local day. The one question for all pages."""
    return rules_at(centre, midnight(on + DAY, centre.timezone) - LEAST)


def rules_for(centre: Centre, first_day: date) -> Rules:
    """The rules by which a roster from ``first_day`` is judged: of that day, or of today where it has passed.

    Nothing is in force before its gate, so a roster that began earlier is judged by what holds now.
    """
    return rules_in_force(centre, max(first_day, local_date(timezone.now(), centre.timezone)))


def packs_for(centre: Centre, first_day: date) -> tuple[Pack, ...]:
    """The packs by which a roster from ``first_day`` is planned and judged, as they stand on that day."""
    return rules_for(centre, first_day).packs(first_day)


def rules_at(centre: Centre, at: datetime) -> Rules:
    """The rules in force at an instant: what was agreed about a pack goes before that it holds by law."""
    rows = Activation.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at),
        starts_at__lte=at,
        closure__version__matter__rule_source__centre=centre,
    ).select_related("closure__version__matter__rule_source")
    ordered = rows.order_by("closure__version__matter__rule_source__pk")
    return of_sources(centre, (source_of(row.closure.version, row.starts_at) for row in ordered))


def rules_expected(centre: Centre, at: datetime, but: str = "") -> Rules:
    """As ``rules_at``, and what is proposed beside it: what a proposal has to fit, without its own name."""
    rules = rules_at(centre, at)
    for source in proposed(centre):
        if source.name not in {but, *(each.name for each in rules.sources)}:
            rules = rules.with_source(source)
    return rules


def proposed(centre: Centre) -> list[InForce]:
    """The latest version of each source where it was never put in force."""
    versions = Version.objects.filter(
        matter__rule_source__centre=centre, closure__activations__isnull=True
    ).select_related("matter__rule_source")
    latest = {
        version.matter_id: version for version in versions.order_by("matter__rule_source__pk", "number")
    }
    return [source_of(version) for version in latest.values()]


def of_sources(centre: Centre, sources: Iterable[InForce]) -> Rules:
    """The sources that hold, with what was confirmed of their rules in the centre."""
    held: dict[str, InForce] = {}
    for source in sources:
        if source.name not in held or held[source.name].by_law:
            held[source.name] = source
    kept = tuple(source for source in held.values() if not source.said.is_removed)
    return Rules(kept, confirmed_of(centre, kept))


def source_of(version: Version, since: datetime | None = None) -> InForce:
    """What a version of a centre's rules says."""
    row: RuleSource = version.matter.rule_source
    return InForce(row.name, version.content, row.by_law, version, since)


def library_rules(references: Iterable[str]) -> Rules:
    """Packs that the library brings along, whichever centre works under them."""
    names = ((each.partition("@")[0], canonical(pack_content(each))) for each in references)
    return Rules(tuple(InForce(name, content) for name, content in names))


@lru_cache(maxsize=128)
def _loaded(contents: tuple[str, ...], on: date, confirmed: frozenset[str]) -> tuple[Pack, ...]:
    each = [said(content) for content in contents]
    references = [one.reference for one in each if one.reference]
    overlays = [one.overlay for one in each if one.overlay]
    return load_packs(references, on, confirmed=confirmed, overlays=overlays)


def packs_or_none(rules: Rules, on: date) -> tuple[Pack, ...]:
    """The packs as they stand on a day, or none where they cannot be read together."""
    try:
        return rules.packs(on)
    except InvalidInput:
        return ()
