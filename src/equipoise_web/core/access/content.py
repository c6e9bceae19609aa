"""Kinds of content, and the roles to which a kind stays closed whatever a model's rule says."""

from __future__ import annotations

from enum import Enum

from equipoise_web.core.roles import Role


class Content(Enum):
    """How close to a person a row is."""

    STRUCTURE = "structure"  # organisation, gates, systems
    DIRECTORY = "directory"  # names, roles, logins
    RECORD = "record"  # a worker's contract, roster, hours, observations, notices
    PAY = "pay"  # what somebody is paid by
    HEALTH = "health"  # special categories of personal data: health and birth
    EVALUATION = "evaluation"  # a judgement of one person's work
    CHANNEL = "channel"  # what workers and their representatives say to each other


ALL = frozenset(Role)
NEVER: dict[Content, frozenset[Role]] = {
    Content.STRUCTURE: frozenset(),
    Content.DIRECTORY: frozenset(),
    Content.RECORD: frozenset({Role.ADMINISTRATOR}),
    Content.PAY: ALL - {Role.HR},
    Content.HEALTH: ALL - {Role.HR},
    Content.EVALUATION: frozenset({Role.ADMINISTRATOR, Role.REPRESENTATIVE}),
    Content.CHANNEL: ALL - {Role.AGENT, Role.REPRESENTATIVE},
}
