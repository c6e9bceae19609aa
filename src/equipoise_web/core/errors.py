"""Refusals that a caller can act on; the pages say them in the reader's language by their code."""

from __future__ import annotations

from equipoise.errors import EquipoiseError


class StepsMissing(EquipoiseError):
    """A version cannot be closed: steps of its procedure are not done."""

    code = "gate.steps_missing"

    def __init__(self, version: object, steps: tuple[str, ...]) -> None:
        super().__init__(f"{version} cannot be closed: not done: {', '.join(steps)}")
        self.steps = steps


class StepOutOfOrder(EquipoiseError):
    """A step cannot be done: it is not the next one of the version's procedure."""

    code = "gate.step_out_of_order"

    def __init__(self, version: object, step: str, following: str | None) -> None:
        super().__init__(f"{step!r} is not the next step of {version}; that is {following or 'none'}")
        self.following = following


class NotClosed(EquipoiseError):
    """A version cannot be put in force: it is not closed."""

    code = "gate.not_closed"

    def __init__(self, version: object) -> None:
        super().__init__(f"{version} is not closed")


class SelfGrant(EquipoiseError):
    """Nobody gives himself a role: a second pair of eyes is asked."""

    code = "role.self_grant"


class MandateWithoutEnd(EquipoiseError):
    """A mandate is given for a term."""

    code = "role.mandate_without_end"


class MandateByManager(EquipoiseError):
    """Who plans or leads workers neither appoints nor removes those who represent them."""

    code = "role.mandate_by_manager"


class MandateKeepsAddress(EquipoiseError):
    """No program moves the login of somebody with a mandate: whoever has the address has the login."""

    code = "login.mandate_keeps_address"


class LastAdministrator(EquipoiseError):
    """The organisation would be left without an administrator who can sign in."""

    code = "role.last_administrator"


class RoleEnded(EquipoiseError):
    """The role ends no later than this already."""

    code = "role.ended"


class AddressTaken(EquipoiseError):
    """Another login has this e-mail address."""

    code = "login.address_taken"


class LoginExists(EquipoiseError):
    """The person has a login already."""

    code = "login.exists"


class LoginInUse(EquipoiseError):
    """No one-time link is handed out for a login that its person uses."""

    code = "login.in_use"


class NoLogin(EquipoiseError):
    """The person has no login, or not one in the state that was asked for."""

    code = "login.missing"


class NotAMember(EquipoiseError):
    """The person does not belong to that team at that moment, or already belongs to the new one."""

    code = "team.not_a_member"
