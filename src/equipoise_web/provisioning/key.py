"""On whose behalf a directory acts: the key, and the administrator who made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import ApiToken, Organisation, Person
from equipoise_web.core.roles import Role


@dataclass(frozen=True)
class Key:
    """A key that was made for provisioning. It opens what its administrator may do, and no more."""

    token: ApiToken
    actor: Person

    @property
    def organisation(self) -> Organisation:
        """The one organisation that the key reaches."""
        return self.actor.organisation

    def demand(self) -> None:
        """Refuse the key of somebody who does not administer the whole organisation any more, and wait.

        Two changes of one organisation never run at once: what one of them looked up stays true.

        Raises
        ------
        PermissionDenied
            The role is gone, or reaches less than the organisation.
        """
        demand(self.actor, Role.ADMINISTRATOR, over=self.organisation)
        Organisation.objects.select_for_update(no_key=True).get(pk=self.organisation.pk)

    def record(self, action: str, person: Person, **details: Any) -> None:
        """Write down what the key did to a person, in the transaction of the change."""
        record(self.actor, action, person, key=self.token, **details)
