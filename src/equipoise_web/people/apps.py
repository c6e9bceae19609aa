"""The people app: workers, their contracts, skills and memberships."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "equipoise_web.people"
    label = "people"
