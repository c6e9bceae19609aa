"""From a day until a last day, both included; open where one is missing."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q


def in_order(name: str) -> models.CheckConstraint:
    """The last day is not before the first."""
    ordered = Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
    return models.CheckConstraint(condition=ordered, name=name)


def holds(first: date | None, last: date | None, day: date) -> bool:
    """Whether a day lies in a period."""
    return (first is None or first <= day) and (last is None or day <= last)


def touching(first: date, last: date) -> Q:
    """Condition on a row with a period: some day of it lies between two days."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=last)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))
