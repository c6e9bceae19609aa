"""The packs of a centre become versions of its rules, in force from now on, and the evidence says how.

Packs of law hold whatever is agreed, so their gate asks for the basis and that representatives were told.
A centre of an organisation without people keeps its packs as proposals: nobody could have put them in force.
"""

import hashlib
import json

from django.db import migrations
from django.utils import timezone

LAW = frozenset({"at", "be", "de", "es", "eu", "fr", "ie", "it", "nl", "pl", "pt", "se", "uk"})
STEPS = ("basis_recorded", "informed")
KIND, GATED = "law_pack", "rule_overlay"
EVIDENCE = (
    "Carried over when rules became gated: the centre worked under this pack before. "
    "Nobody recorded then who was told or asked, and this entry does not say that anybody was."
)
ROLES = ("planner", "hr", "administrator")


def fill(apps, schema_editor):
    _kind(apps)
    for pack in apps.get_model("compliance", "CentrePack").objects.select_related("centre").order_by("pk"):
        _carry_over(apps, pack)


def _kind(apps):
    Kind, Minimum, Procedure, Step = (
        apps.get_model("core", name) for name in ("GatedKind", "MinimumStep", "Procedure", "ProcedureStep")
    )
    kind, new = Kind.objects.get_or_create(code=KIND)
    if not new:
        return
    procedure = Procedure.objects.create(kind=kind, name="Standard")
    for position, step in enumerate(STEPS, start=1):
        Minimum.objects.create(kind=kind, code=step)
        Step.objects.create(procedure=procedure, position=position, code=step)


def _carry_over(apps, pack):
    name, pinned, _day = pack.reference.partition("@")
    source = _source(apps, pack.centre, name, by_law=name in LAW and not pinned)
    Version = apps.get_model("core", "Version")
    content = json.dumps({"pack": pack.reference}, separators=(",", ":"), ensure_ascii=False)
    earlier = Version.objects.filter(matter=source.matter).count()
    version = Version.objects.create(
        matter=source.matter,
        number=earlier + 1,
        procedure=apps.get_model("core", "Procedure").objects.get(
            kind=source.matter.kind, organisation=None, name="Standard"
        ),
        content=content,
        content_hash=hashlib.sha256(content.encode()).hexdigest(),
    )
    person = _steward(apps, pack.centre.organisation_id)
    if person is not None and not earlier:  # the same pack held at two days was never one of them
        _put_in_force(apps, version, person)


def _source(apps, centre, name, *, by_law):
    Source = apps.get_model("compliance", "RuleSource")
    if found := Source.objects.filter(centre=centre, name=name, by_law=by_law).first():
        return found
    kind = apps.get_model("core", "GatedKind").objects.get(code=KIND if by_law else GATED)
    matter = apps.get_model("core", "Matter").objects.create(
        kind=kind, organisation_id=centre.organisation_id, name=f"{centre.name} · {name}"
    )
    return Source.objects.create(centre=centre, matter=matter, name=name, by_law=by_law)


def _put_in_force(apps, version, person):
    now = timezone.now()
    Done, Closure, Activation = (
        apps.get_model("core", name) for name in ("StepDone", "Closure", "Activation")
    )
    for step in version.procedure.steps.order_by("position"):
        Done.objects.create(version=version, step=step, done_at=now, done_by=person, evidence=EVIDENCE)
    closure = Closure.objects.create(version=version, closed_at=now, closed_by=person)
    Activation.objects.create(closure=closure, starts_at=now, activated_by=person)


def _steward(apps, organisation):
    """Somebody of the organisation, one who could have done it before others; None where nobody is."""
    people = apps.get_model("core", "Person").objects.filter(organisation=organisation).order_by("pk")
    for role in ROLES:
        if found := people.filter(roles__role=role).first():
            return found
    return people.first()


class Migration(migrations.Migration):
    dependencies = [("compliance", "0002_rules_as_gated_versions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
