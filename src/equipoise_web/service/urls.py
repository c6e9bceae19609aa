"""Addresses of the service app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.service.views import centre, forecast, history, queues, requirement

urlpatterns: list[URLPattern | URLResolver] = [
    path("centre", centre.centre_page, name="centre"),
    path("centre/edit", centre.centre_edit, name="centre_edit"),
    path("demand/queues", queues.queues, name="demand_queues"),
    path("demand/queues/new", queues.queue_new, name="demand_queue_new"),
    path("demand/queues/<uuid:queue>", queues.queue_edit, name="demand_queue"),
    path("demand/queues/<uuid:queue>/active", queues.queue_active, name="demand_queue_active"),
    path("demand/history", history.history, name="demand_history"),
    path("demand/history/upload", history.upload, name="demand_history_upload"),
    path("demand/history/sample.csv", history.history_sample, name="demand_history_sample"),
    path("demand/history/<uuid:staged>", history.history_import, name="history_import"),
    path("demand/history/<uuid:staged>/apply", history.history_apply, name="history_apply"),
    path("demand/history/<uuid:staged>/compare", history.history_compare, name="history_compare"),
    path("demand/forecast", forecast.forecast, name="demand_forecast"),
    path("demand/forecast.csv", forecast.forecast_csv, name="demand_forecast_csv"),
    path("staffing/requirement", requirement.requirement, name="staffing_requirement"),
    path("staffing/requirement.csv", requirement.requirement_csv, name="staffing_requirement_csv"),
]
