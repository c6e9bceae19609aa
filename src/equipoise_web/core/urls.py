"""Addresses of the core app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from equipoise_web.core.views.access import changes
from equipoise_web.core.views.access.pages import new_person, people, person_page
from equipoise_web.core.views.acting import act_as, choose_centre, choose_language
from equipoise_web.core.views.audit import log
from equipoise_web.core.views.changes.pages import dossier, register
from equipoise_web.core.views.changes.steps import activate, close, record_step
from equipoise_web.core.views.events import events
from equipoise_web.core.views.health import health
from equipoise_web.core.views.jobs import cancel, job, jobs, retry
from equipoise_web.core.views.notifications import count, notices
from equipoise_web.core.views.settings import end_sessions, settings_page
from equipoise_web.core.views.today import start, today
from equipoise_web.core.views.tokens import my_tokens, revoke_token

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("today", today, name="today"),
    path("healthz", health, name="health"),
    path("events", events, name="events"),
    path("jobs", jobs, name="jobs"),
    path("jobs/<uuid:run>", job, name="job"),
    path("jobs/<uuid:run>/cancel", cancel, name="job_cancel"),
    path("jobs/<uuid:run>/retry", retry, name="job_retry"),
    path("me/notices", notices, name="my_notices"),
    path("me/notices/count", count, name="my_notices_count"),
    path("account/", include("equipoise_web.core.accounts.urls")),
    path("me/settings", settings_page, name="settings"),
    path("me/settings/sessions", end_sessions, name="settings_end_sessions"),
    path("me/tokens", my_tokens, name="my_tokens"),
    path("me/tokens/<uuid:token>/revoke", revoke_token, name="my_token_revoke"),
    path("access", people, name="access_people"),
    path("access/new", new_person, name="access_new"),
    path("access/people/<uuid:person>", person_page, name="access_person"),
    path("access/people/<uuid:person>/login", changes.give_login, name="access_login"),
    path("access/people/<uuid:person>/invite", changes.invite_again, name="access_invite"),
    path("access/people/<uuid:person>/deactivate", changes.deactivate_login, name="access_deactivate"),
    path("access/people/<uuid:person>/reactivate", changes.reactivate_login, name="access_reactivate"),
    path("access/people/<uuid:person>/roles", changes.grant, name="access_grant"),
    path("access/people/<uuid:person>/roles/end", changes.end, name="access_end_role"),
    path("access/people/<uuid:person>/team", changes.change_team, name="access_move"),
    path("audit", log, name="audit_log"),
    path("changes", register, name="changes"),
    path("changes/<uuid:version>", dossier, name="change"),
    path("changes/<uuid:version>/step", record_step, name="change_step"),
    path("changes/<uuid:version>/close", close, name="change_close"),
    path("changes/<uuid:version>/activate", activate, name="change_activate"),
    path("account/role", act_as, name="act_as"),
    path("account/centre", choose_centre, name="choose_centre"),
    path("account/language", choose_language, name="choose_language"),
]
