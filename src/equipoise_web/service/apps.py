"""The service app: queues, their history, forecasts and requirements."""

from __future__ import annotations

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "equipoise_web.service"
    label = "service"
