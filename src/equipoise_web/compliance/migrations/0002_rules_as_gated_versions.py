"""Packs and overlays become gated versions; confirmations, reviews, and what a check did not judge."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def public(*fields):
    """The columns of every row with these after them."""
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        ("created_at", models.DateTimeField(auto_now_add=True)),
        *fields,
    ]


def one(to, name="+", kind=models.ForeignKey):
    return kind(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0009_unique_names_on_both_databases"),
        ("compliance", "0001_packs_checks_findings"),
    ]

    operations = [
        migrations.AddField("check", "not_judged", models.JSONField(default=list)),
        migrations.CreateModel(
            name="RuleSource",
            fields=public(
                ("name", models.CharField(max_length=80)),
                ("by_law", models.BooleanField(default=False)),
                ("centre", one("core.centre", "rule_sources")),
                ("matter", one("core.matter", "rule_source", models.OneToOneField)),
            ),
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("centre", "name", "by_law"), name="compliance_source_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=public(
                ("pack", models.CharField(max_length=80)),
                ("rule", models.CharField(max_length=120)),
                ("fingerprint", models.CharField(max_length=64)),
                ("read_on", models.DateField()),
                ("source", models.CharField(max_length=500)),
                ("note", models.TextField(blank=True)),
                ("centre", one("core.centre", "confirmations")),
                ("confirmed_by", one("core.person")),
            ),
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(source=""), name="compliance_confirmation_source"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationWithdrawn",
            fields=public(
                ("reason", models.TextField()),
                ("confirmation", one("compliance.confirmation", "withdrawn", models.OneToOneField)),
                ("withdrawn_by", one("core.person")),
            ),
            options={
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(reason=""), name="compliance_withdrawn_reason")
                ],
            },
        ),
        migrations.CreateModel(
            name="PackReview",
            fields=public(
                ("pack", models.CharField(max_length=80)),
                ("reviewed_on", models.DateField()),
                ("remark", models.TextField(blank=True)),
                ("centre", one("core.centre", "pack_reviews")),
                ("reviewed_by", one("core.person")),
            ),
        ),
    ]
