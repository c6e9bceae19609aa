"""Addresses of the setup app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.setup.views import history, opening, people, place, plan, queues, rules, samples, shifts
from equipoise_web.setup.views.start import setup

urlpatterns: list[URLPattern | URLResolver] = [
    path("setup", setup, name="setup"),
    path("setup/place", place.setup_place, name="setup_place"),
    path("setup/place/planner", place.setup_planner, name="setup_planner"),
    path("setup/opening", opening.setup_opening, name="setup_opening"),
    path("setup/queues", queues.setup_queues, name="setup_queues"),
    path("setup/queues/<uuid:queue>", queues.setup_queue, name="setup_queue"),
    path("setup/history", history.setup_history, name="setup_history"),
    path("setup/history/sample.csv", samples.setup_sample_history, name="setup_sample_history"),
    path("setup/history/<uuid:staged>/apply", history.setup_history_apply, name="setup_history_apply"),
    path("setup/people", people.setup_people, name="setup_people"),
    path("setup/people/sample.csv", samples.setup_sample_people, name="setup_sample_people"),
    path("setup/people/<uuid:incoming>/apply", people.setup_people_apply, name="setup_people_apply"),
    path("setup/rules", rules.setup_rules, name="setup_rules"),
    path("setup/shifts", shifts.setup_shifts, name="setup_shifts"),
    path("setup/shifts/gate", shifts.setup_shifts_gate, name="setup_shifts_gate"),
    path("setup/plan", plan.setup_plan, name="setup_plan"),
]
