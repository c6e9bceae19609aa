"""Who sees what is gated, and the steps it took."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core import models
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.roles import Role

# Those who prepare, negotiate or check what is gated see its drafts; everybody sees what has been in force.
SEE_DRAFTS = (Role.PLANNER, Role.HR, Role.REPRESENTATIVE, Role.AUDITOR, Role.ADMINISTRATOR)


@visibility(models.GatedKind, Content.STRUCTURE)
def gated_kinds(standing: Standing) -> Q:
    """Everybody."""
    return Q()


@visibility(models.MinimumStep, Content.STRUCTURE)
def minimum_steps(standing: Standing) -> Q:
    """Everybody."""
    return Q()


@visibility(models.Procedure, Content.STRUCTURE)
def procedures(standing: Standing) -> Q:
    """Everybody of the organisation, and the supplied ones."""
    return _ours("organisation", standing)


@visibility(models.ProcedureStep, Content.STRUCTURE)
def procedure_steps(standing: Standing) -> Q:
    """Everybody of the organisation, and the supplied ones."""
    return _ours("procedure__organisation", standing)


@visibility(models.Matter, Content.STRUCTURE)
def matters(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return _ours("organisation", standing)


@visibility(models.Version, Content.STRUCTURE)
def versions(standing: Standing) -> Q:
    """What has been in force: everybody of the organisation.

    Drafts: planner, HR, representative, auditor and administrator.
    """
    ours = _ours("matter__organisation", standing)
    if standing.holds(*SEE_DRAFTS):
        return ours
    return ours & Q(pk__in=models.Activation.objects.values("closure__version"))


@visibility(models.StepDone, Content.STRUCTURE)
def steps_done(standing: Standing) -> Q:
    """Whoever sees the version."""
    return Q(version__in=models.Version.objects.filter(versions(standing)))


@visibility(models.Closure, Content.STRUCTURE)
def closures(standing: Standing) -> Q:
    """Whoever sees the version."""
    return Q(version__in=models.Version.objects.filter(versions(standing)))


@visibility(models.Activation, Content.STRUCTURE)
def activations(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return _ours("closure__version__matter__organisation", standing)


def _ours(path: str, standing: Standing) -> Q:
    """Of the whole installation, or of the own organisation."""
    return Q(**{f"{path}__isnull": True}) | Q(**{path: standing.organisation_id})
