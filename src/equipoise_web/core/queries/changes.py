"""Gated versions as people see them: where each stands, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from equipoise_web.core.access import Standing
from equipoise_web.core.changes import kind_word, step_word
from equipoise_web.core.models import Activation, StepDone, Version


@dataclass(frozen=True)
class Step:
    """A step of a version's procedure; ``done`` is None while it is to be done."""

    code: str
    word: str
    done: StepDone | None


@dataclass(frozen=True)
class Change:
    """A version with the steps of its gate and its time in force."""

    version: Version
    kind: str
    steps: tuple[Step, ...]
    closed_at: datetime | None
    activation: Activation | None
    is_superseded: bool

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.done is None), None)

    @property
    def missing(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.done is None)

    @property
    def waits_for(self) -> tuple[Step, ...]:
        """What is still to be done, unless nobody will do it any more."""
        return () if self.state == "superseded" else self.missing

    @property
    def state(self) -> str:
        """``draft``, ``superseded``, ``closed``, ``coming``, ``in_force`` or ``ended``."""
        if self.activation is None and self.is_superseded:
            return "superseded"
        if self.activation is None:
            return "draft" if self.closed_at is None else "closed"
        now = timezone.now()
        if self.activation.starts_at > now:
            return "coming"
        ended = self.activation.ends_at is not None and self.activation.ends_at <= now
        return "ended" if ended else "in_force"


def changes(standing: Standing) -> list[Change]:
    """Every version that the viewer may see, the newest first."""
    return [_change(version) for version in _versions(standing).order_by("-created_at", "-pk")]


def change(standing: Standing, uuid: UUID) -> Change | None:
    """One version, if it may be seen."""
    version = _versions(standing).filter(uuid=uuid).first()
    return _change(version) if version else None


def _versions(standing: Standing) -> QuerySet[Version]:
    done = StepDone.objects.select_related("done_by")
    return (
        Version.objects.visible_to(standing)
        .select_related("matter__kind", "matter__organisation", "procedure", "closure", "author")
        .prefetch_related("procedure__steps", "closure__activations")
        .prefetch_related(Prefetch("steps_done", done))
        .annotate(later=Exists(_later()))
    )


def _later() -> QuerySet[Activation]:
    """Activations of later versions of the same matter: a draft before them is past."""
    return Activation.objects.filter(
        closure__version__matter=OuterRef("matter"), closure__version__number__gt=OuterRef("number")
    )


def _change(version: Version) -> Change:
    done = {row.step_id: row for row in version.steps_done.all()}
    closure = getattr(version, "closure", None)
    activations = sorted(closure.activations.all(), key=lambda row: row.starts_at) if closure else []
    return Change(
        version,
        kind_word(version.matter.kind.code),
        tuple(Step(s.code, step_word(s.code), done.get(s.pk)) for s in version.procedure.steps.all()),
        closure.closed_at if closure else None,
        activations[-1] if activations else None,
        version.later,  # type: ignore[attr-defined]
    )
