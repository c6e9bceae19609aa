"""Addresses of the scheduling app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.scheduling.views import (
    board,
    day,
    draft_do,
    draft_forms,
    draft_inspector,
    draft_steps,
    drafts,
    feeds,
    my_roster,
    plans,
    publication,
    rosters,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("roster", rosters.rosters, name="rosters"),
    path("roster/new", plans.plan_new, name="plan_new"),
    path("roster/<uuid:roster>", board.roster_board, name="roster_board"),
    path("roster/<uuid:roster>/day/<str:day>", day.roster_day, name="roster_day"),
    path(
        "roster/<uuid:roster>/day/<str:day>/coverage.csv",
        day.roster_coverage_csv,
        name="roster_coverage_csv",
    ),
    path("roster/<uuid:roster>/publish", publication.roster_publish, name="roster_publish"),
    path("roster/<uuid:roster>/edit", drafts.roster_edit, name="roster_edit"),
    path("roster/<uuid:roster>/edit/day/<str:day>", drafts.roster_edit_day, name="roster_edit_day"),
    path(
        "roster/<uuid:roster>/edit/day/<str:day>/person/<uuid:worker>",
        draft_inspector.roster_edit_person,
        name="roster_edit_person",
    ),
    path("roster/<uuid:roster>/edit/rows", drafts.roster_edit_rows, name="roster_edit_rows"),
    path("roster/<uuid:roster>/edit/do", draft_do.roster_edit_do, name="roster_edit_do"),
    path("roster/<uuid:roster>/edit/week", draft_forms.roster_edit_week, name="roster_edit_week"),
    path("roster/<uuid:roster>/edit/paste", draft_forms.roster_edit_paste, name="roster_edit_paste"),
    path("roster/<uuid:roster>/edit/breaks", draft_forms.roster_edit_breaks, name="roster_edit_breaks"),
    path("roster/<uuid:roster>/edit/undo", draft_steps.roster_edit_undo, name="roster_edit_undo"),
    path("roster/<uuid:roster>/edit/redo", draft_steps.roster_edit_redo, name="roster_edit_redo"),
    path("roster/<uuid:roster>/edit/steps", draft_steps.roster_edit_steps, name="roster_edit_steps"),
    path("roster/<uuid:roster>/edit/drop", draft_steps.roster_edit_drop, name="roster_edit_drop"),
    path("roster/<uuid:roster>/edit/finish", draft_steps.roster_edit_finish, name="roster_edit_finish"),
    path("me/roster", my_roster.roster, name="my_roster"),
    path("me/roster/<str:month>", my_roster.month, name="my_roster_month"),
    path("me/calendar", feeds.my_calendar, name="my_calendar"),
    path("me/calendar/<uuid:feed>/revoke", feeds.revoke, name="my_calendar_revoke"),
    path("feeds/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
]
