"""Events and their clock, notifications, readings, the start of a run; what is pruned, and when."""

import datetime
import uuid

import django.db.models.deletion
from django.db import migrations, models

FIRST = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def fill(apps, schema_editor):
    apps.get_model("core", "EventClock").objects.get_or_create(pk=1)
    schedules = apps.get_model("core", "Schedule").objects
    schedules.get_or_create(
        name="events-prune", defaults={"kind": "events.prune", "every_s": 3600, "next_at": FIRST}
    )
    schedules.get_or_create(
        name="jobs-prune",
        defaults={
            "kind": "jobs.prune",
            "daily_at": datetime.time(3, 0),
            "next_at": FIRST + datetime.timedelta(hours=3),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0005_nightly_checkpoint")]

    operations = [
        migrations.AddField(
            model_name="run",
            name="started_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=80)),
                ("kind", models.SlugField(max_length=40)),
                ("data", models.TextField(default="{}")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("position", models.PositiveBigIntegerField(null=True, unique=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("position__isnull", True)),
                        fields=["id"],
                        name="core_event_waiting",
                    ),
                    models.Index(fields=["created_at"], name="core_event_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last", models.PositiveBigIntegerField(default=0)),
                ("pruned", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="core_eventclock_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(max_length=60)),
                ("data", models.TextField(default="{}")),
                ("link", models.CharField(blank=True, max_length=80)),
                ("link_arguments", models.TextField(default="{}")),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="core.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "read_at", "created_at"], name="core_notification_unread")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planner", "Planner"),
                            ("team_leader", "Team leader"),
                            ("agent", "Agent"),
                            ("representative", "Representative"),
                            ("auditor", "Auditor"),
                            ("hr", "HR"),
                            ("evaluator", "Evaluator"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "purpose",
                    models.SlugField(
                        choices=[
                            ("planning", "Planning the roster"),
                            ("day", "Running the day"),
                            ("request", "Answering a request"),
                            ("contract", "Contract and hours"),
                            ("coaching", "Coaching"),
                            ("evaluation", "Evaluation"),
                            ("safety", "Health and safety"),
                            ("representation", "Representing workers"),
                            ("access", "Access and roles"),
                            ("audit", "Audit"),
                        ],
                        max_length=30,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("request_id", models.UUIDField()),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.centre",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.team",
                    ),
                ),
                (
                    "viewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "at"], name="core_reading_person"),
                    models.Index(fields=["team", "at"], name="core_reading_team"),
                    models.Index(fields=["centre", "at"], name="core_reading_centre"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("centre__isnull", True), ("person__isnull", False), ("team__isnull", True)
                            ),
                            models.Q(
                                ("centre__isnull", True), ("person__isnull", True), ("team__isnull", False)
                            ),
                            models.Q(
                                ("centre__isnull", False), ("person__isnull", True), ("team__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="core_reading_one_subject",
                    ),
                    models.UniqueConstraint(
                        fields=("viewer", "purpose", "request_id", "person"), name="core_reading_once_person"
                    ),
                    models.UniqueConstraint(
                        fields=("viewer", "purpose", "request_id", "team"), name="core_reading_once_team"
                    ),
                    models.UniqueConstraint(
                        fields=("viewer", "purpose", "request_id", "centre"), name="core_reading_once_centre"
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
