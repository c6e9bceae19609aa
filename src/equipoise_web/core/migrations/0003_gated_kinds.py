"""The kinds that the charter gates, the steps without which no gate will do, and a procedure for each.

Steps: representatives are informed in writing, with reasons and consequences; they are consulted while the
matter can still change; they are answered with reasons. A monitoring system is assessed for its risks to
people first. At a launch the people affected are named, and offered retraining before go-live.
"""

from django.db import migrations

GATE = ("informed", "consulted", "answered")
KINDS = {
    "rule_overlay": GATE,
    "target_policy": GATE,
    "shift_system": GATE,
    "monitoring_system": ("impact_assessed", *GATE),
    "attendance_norm": GATE,
    "technology": GATE,
    "launch": ("affected_named", *GATE, "retraining_offered"),
}


def fill(apps, schema_editor):
    Kind, Minimum, Procedure, Step = (
        apps.get_model("core", name) for name in ("GatedKind", "MinimumStep", "Procedure", "ProcedureStep")
    )
    for code, steps in KINDS.items():
        kind, new = Kind.objects.get_or_create(code=code)
        if not new:
            continue
        procedure = Procedure.objects.create(kind=kind, name="Standard")
        for position, step in enumerate(steps, start=1):
            Minimum.objects.create(kind=kind, code=step)
            Step.objects.create(procedure=procedure, position=position, code=step)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_gates_and_audit")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
