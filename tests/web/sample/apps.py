"""The sample app."""

from __future__ import annotations

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.web.sample"
    label = "sample"
