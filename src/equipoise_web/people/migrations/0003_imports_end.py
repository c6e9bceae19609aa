"""Imports that nobody applies or drops are removed each night."""

import datetime

from django.db import migrations

FIRST = datetime.datetime(2026, 1, 1, 3, 20, tzinfo=datetime.UTC)


def fill(apps, schema_editor):
    apps.get_model("core", "Schedule").objects.get_or_create(
        name="people-prune-imports",
        defaults={"kind": "people.prune_imports", "daily_at": datetime.time(3, 20), "next_at": FIRST},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_files_of_people"),
        ("core", "0006_events_notifications_readings"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
