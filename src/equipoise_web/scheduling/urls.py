"""Addresses of the scheduling app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.scheduling.views import (
    board,
    day,
    draft_absence,
    draft_alternatives,
    draft_do,
    draft_forms,
    draft_inspector,
    draft_lock,
    draft_solve,
    draft_steps,
    drafts,
    feeds,
    my_roster,
    outputs,
    payroll,
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
    path("roster/<uuid:roster>/wall.xlsx", outputs.roster_wall_xlsx, name="roster_wall_xlsx"),
    path("roster/<uuid:roster>/wall.pdf", outputs.roster_wall_pdf, name="roster_wall_pdf"),
    path("people/payroll", payroll.payroll, name="payroll"),
    path("people/payroll.csv", payroll.payroll_csv, name="payroll_csv"),
    path("people/payroll.json", payroll.payroll_json, name="payroll_json"),
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
    path("roster/<uuid:roster>/edit/lock", draft_lock.roster_edit_lock, name="roster_edit_lock"),
    path("roster/<uuid:roster>/edit/solve", draft_solve.roster_edit_solve, name="roster_edit_solve"),
    path(
        "roster/<uuid:roster>/edit/alternatives",
        draft_alternatives.roster_edit_alternatives,
        name="roster_edit_alternatives",
    ),
    path(
        "roster/<uuid:roster>/edit/alternatives/<uuid:alternative>",
        draft_alternatives.roster_edit_alternative,
        name="roster_edit_alternative",
    ),
    path(
        "roster/<uuid:roster>/edit/day/<str:day>/person/<uuid:worker>/absent",
        draft_absence.roster_edit_absent,
        name="roster_edit_absent",
    ),
    path(
        "roster/<uuid:roster>/edit/day/<str:day>/person/<uuid:worker>/replacements",
        draft_absence.roster_edit_replacements,
        name="roster_edit_replacements",
    ),
    path("roster/<uuid:roster>/edit/undo", draft_steps.roster_edit_undo, name="roster_edit_undo"),
    path("roster/<uuid:roster>/edit/redo", draft_steps.roster_edit_redo, name="roster_edit_redo"),
    path("roster/<uuid:roster>/edit/steps", draft_steps.roster_edit_steps, name="roster_edit_steps"),
    path("roster/<uuid:roster>/edit/drop", draft_steps.roster_edit_drop, name="roster_edit_drop"),
    path("roster/<uuid:roster>/edit/finish", draft_steps.roster_edit_finish, name="roster_edit_finish"),
    path("me/roster", my_roster.roster, name="my_roster"),
    path("me/roster.pdf", outputs.my_roster_pdf, name="my_roster_pdf"),
    path("me/roster/<str:month>", my_roster.month, name="my_roster_month"),
    path("me/calendar", feeds.my_calendar, name="my_calendar"),
    path("me/calendar/<uuid:feed>/revoke", feeds.revoke, name="my_calendar_revoke"),
    path("feeds/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
]
