"""Everything that the system keeps about one person, as values to take along."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Membership, Notification, Person, RoleAssignment, User
from equipoise_web.core.queries.readings import who_looked
from equipoise_web.monitoring.models import Notice, Observation, Receipt
from equipoise_web.people.models import (
    Contract,
    Fact,
    HealthFact,
    HoursEntry,
    LeaveAccount,
    PayBand,
    Restriction,
    Skill,
    Worker,
)
from equipoise_web.scheduling.models import (
    Absence,
    Amendment,
    Availability,
    CalendarFeed,
    Preference,
    Stretch,
)

SPAN = ("starts_on", "ends_on")
PERIOD = ("starts_at", "ends_at", "kind")
# Key, model, way to the person, columns. Each row comes through the model's own rule of visibility.
TABLES: tuple[tuple[str, Any, str, tuple[str, ...]], ...] = (
    ("person", Person, "pk", ("uuid", "name", "timezone", "locale", "theme", "created_at")),
    ("login", User, "person", ("email", "is_active", "last_login", "created_at")),
    ("memberships", Membership, "person", ("team__name", "starts_at", "ends_at")),
    (
        *("roles", RoleAssignment, "person"),
        ("role", "organisation__name", "centre__name", "site__name", "team__name", "starts_at", "ends_at"),
    ),
    ("worker", Worker, "person", ("number", "centre__name", "birth_date")),
    (
        *("contracts", Contract, "worker__person"),
        ("contract_type", "hours_per_week", "min_h", "max_h", "night_ok", "agreement", *SPAN),
    ),
    ("skills", Skill, "worker__person", ("queue__name", "level", *SPAN)),
    ("restrictions", Restriction, "worker__person", ("kind", "at", "weekday", *SPAN)),
    ("facts", Fact, "worker__person", ("name", "value", *SPAN)),
    ("health_facts", HealthFact, "worker__person", ("name", *SPAN)),
    ("pay_bands", PayBand, "worker__person", ("band", *SPAN)),
    ("hours_account", HoursEntry, "worker__person", ("kind", "hours", "day", "note", "by__name")),
    (
        *("leave", LeaveAccount, "worker__person"),
        ("year", "kind", "entitled_h", "taken_h", "lapses_on", "reminded_on"),
    ),
    (
        *("amendments", Amendment, "worker__person"),
        ("publication__roster__number", "number", "kind", "consent", "compensation_h", "made_at"),
    ),
    ("availability", Availability, "worker__person", PERIOD),
    ("absences", Absence, "worker__person", (*PERIOD, "counted_h")),
    ("preferences", Preference, "worker__person", (*PERIOD, "shift", "weight")),
    ("calendar_addresses", CalendarFeed, "person", ("created_at", "last_read_on", "revoked_at")),
    ("notifications", Notification, "person", ("kind", "data", "created_at", "read_at")),
    ("notices", Notice, "worker", ("uuid", "system__code", "version__number", "channel", "delivered_at")),
    ("receipts", Receipt, "notice__worker", ("notice__uuid", "received_at")),
    ("observations", Observation, "worker", ("system__code", "observed_at", "kind", "value")),
)
STRETCH = ("starts_at", "ends_at", "activity", "queue__name", "added_by__number", "removed_by__number")


def own_data(standing: Standing, person: Person) -> dict[str, Any]:
    """All of a person's rows by kind; instants are UTC. Drafts of rosters are not published and not in it."""
    found = {name: _rows(standing, *table) for name, *table in TABLES}
    published = Stretch.objects.visible_to(standing).filter(
        worker__person=person, roster__publication__isnull=False
    )
    found["shifts"] = _plain(published.order_by("starts_at", "pk"), ("roster__number", *STRETCH))
    looked = who_looked(person, datetime.min.replace(tzinfo=standing.at.tzinfo) + timedelta(days=1))
    found["readings"] = _plain(looked, ("at", "viewer__name", "role", "purpose"))
    return {"made_at": timezone.now(), "about": str(person.uuid), **found}


def _rows(standing: Standing, model: type[Model], way: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    seen = model._default_manager.visible_to(standing)  # type: ignore[attr-defined]
    return _plain(seen.filter(**{way: standing.person_id}).order_by("pk"), columns)


def _plain(rows: QuerySet[Any], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {name.replace("__", "_"): _value(name, value) for name, value in row.items()}
        for row in rows.values(*columns)
    ]


def _value(name: str, value: Any) -> Any:
    """Stored JSON as values, all else as it is."""
    return json.loads(value) if name in {"data", "value"} and isinstance(value, str) else value
