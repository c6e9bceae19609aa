"""Addresses of the people app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.people.views import directory, files, records, workers

urlpatterns: list[URLPattern | URLResolver] = [
    path("people", directory.people, name="people"),
    path("people/new", workers.worker_new, name="worker_new"),
    path("people/files", files.people_files, name="people_files"),
    path("people/import", files.people_import, name="people_import"),
    path("people/import/<uuid:incoming>", files.people_import_draft, name="people_import_draft"),
    path("people/import/<uuid:incoming>/apply", files.people_import_apply, name="people_import_apply"),
    path("people/import/<uuid:incoming>/drop", files.people_import_drop, name="people_import_drop"),
    path("people/export.xlsx", files.people_export_xlsx, name="people_export_xlsx"),
    path("people/export.csv", files.people_export_csv, name="people_export_csv"),
    path("people/<uuid:worker>", directory.worker, name="worker"),
    path("people/<uuid:worker>/about", workers.worker_about, name="worker_about"),
    path("people/<uuid:worker>/contracts/new", records.adding(records.CONTRACTS), name="contract_new"),
    path("people/<uuid:worker>/skills/new", records.adding(records.SKILLS), name="skill_new"),
    path(
        "people/<uuid:worker>/restrictions/new", records.adding(records.RESTRICTIONS), name="restriction_new"
    ),
    path("people/<uuid:worker>/facts/new", records.adding(records.FACTS), name="fact_new"),
    path("people/<uuid:worker>/health/new", records.adding(records.HEALTH), name="health_new"),
    path("people/<uuid:worker>/leave/new", records.adding(records.LEAVE), name="leave_new"),
    path("people/<uuid:worker>/hours/new", records.adding(records.HOURS), name="hours_new"),
    path("people/contracts/<uuid:contract>", records.changing(records.CONTRACTS), name="contract"),
    path("people/skills/<uuid:skill>", records.changing(records.SKILLS), name="skill"),
    path(
        "people/restrictions/<uuid:restriction>", records.changing(records.RESTRICTIONS), name="restriction"
    ),
    path("people/facts/<uuid:fact>", records.changing(records.FACTS), name="fact"),
    path("people/health/<uuid:health>", records.changing(records.HEALTH), name="health"),
    path("people/leave/<uuid:leave>", records.changing(records.LEAVE), name="leave"),
]
