"""Addresses of the scheduling app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.scheduling.views import board, day, feeds, my_roster, plans, publication, rosters

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
    path("me/roster", my_roster.roster, name="my_roster"),
    path("me/roster/<str:month>", my_roster.month, name="my_roster_month"),
    path("me/calendar", feeds.my_calendar, name="my_calendar"),
    path("me/calendar/<uuid:feed>/revoke", feeds.revoke, name="my_calendar_revoke"),
    path("feeds/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
]
