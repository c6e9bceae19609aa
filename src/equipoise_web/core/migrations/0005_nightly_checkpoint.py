"""A checkpoint of the audit each night."""

import datetime

from django.db import migrations


def plan(apps, schema_editor):
    first = datetime.datetime(2026, 1, 1, 2, 30, tzinfo=datetime.UTC)
    apps.get_model("core", "Schedule").objects.get_or_create(
        name="audit-checkpoint",
        defaults={"kind": "audit.checkpoint", "daily_at": datetime.time(2, 30), "next_at": first},
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0004_jobs")]
    operations = [migrations.RunPython(plan, migrations.RunPython.noop)]
