"""People and teams as SCIM resources, with a weak version that changes when they do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from scim2_models import Meta, Reference

from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import Membership, Person, Team
from equipoise_web.core.queries.people import current
from equipoise_web.provisioning.models import Provisioned
from equipoise_web.provisioning.resources import (
    Email,
    FullUser,
    Group,
    GroupMembership,
    Member,
    User,
)

AREA = "scim/v2"


def address(endpoint: str, identifier: object = "") -> str:
    """The whole address of a resource, such as ``…/scim/v2/Users/<id>``."""
    return urljoin(
        settings.PUBLIC_URL.geturl(), f"/{AREA}/{endpoint}" + (f"/{identifier}" if identifier else "")
    )


def document_of(person: Person) -> User[Any]:
    """What the directory said of a person; of somebody it does not know yet, the name and the address."""
    row: Provisioned | None = getattr(person, "provisioned", None)
    login = getattr(person, "user", None)
    if row is not None:
        user: User[Any] = FullUser.model_validate(json.loads(row.document))
        user.display_name = person.name if user.display_name else None
    else:
        email = login.email if login else ""
        user = FullUser(user_name=email or str(person.uuid), display_name=person.name)
        user.emails = [Email(value=email, type="work", primary=True)] if email else None
    user.active = login.is_active if login else user.active is not False
    return user


def user_of(person: Person) -> User[Any]:
    """The whole resource; ``teams_now`` is at hand where ``with_teams`` found the person."""
    user = document_of(person)
    user.id = str(person.uuid)
    user.groups = [
        GroupMembership(value=str(team.uuid), ref=Reference(address("Groups", team.uuid)), display=team.name)
        for team in {each.team for each in person.teams_now}  # type: ignore[attr-defined]
    ] or None
    row: Provisioned | None = getattr(person, "provisioned", None)
    user.meta = _meta("User", "Users", user, person.created_at, row.changed_at if row else person.created_at)
    return user


def with_teams(people: QuerySet[Person]) -> QuerySet[Person]:
    """The people with login, row and current teams at hand."""
    now = Membership.objects.filter(current(timezone.now())).select_related("team").order_by("team__name")
    return people.select_related("user", "provisioned").prefetch_related(
        Prefetch("memberships", now, to_attr="teams_now")
    )


def group_of(team: Team, people: Sequence[Person]) -> Group:
    """A team with the people who belong to it now."""
    group = Group(id=str(team.uuid), display_name=team.name)
    group.members = [
        Member(value=str(each.uuid), ref=Reference(address("Users", each.uuid)), display=each.name)
        for each in people
    ] or None
    group.meta = _meta("Group", "Groups", group, team.created_at, team.created_at)
    return group


def _meta(
    kind: str, endpoint: str, resource: User[Any] | Group, created: datetime, changed: datetime
) -> Meta:
    digest = hashlib.sha256(canonical(resource.model_dump()).encode()).hexdigest()[:32]
    return Meta(
        resource_type=kind, created=created, last_modified=changed, version=f'W/"{digest}"',
        location=address(endpoint, resource.id),
    )  # fmt: skip
