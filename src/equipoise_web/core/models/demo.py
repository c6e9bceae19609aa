"""Logins of the demonstration that its sign-in page opens with one click."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.user import User
from equipoise_web.core.roles import Role


class DemoAccount(PublicModel):
    """Made by the demonstration's loader alone; without such a row no login opens without a secret."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="demo_account")
    role = models.CharField(max_length=20, choices=Role.choices)
    label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.label
