"""Refusals of the actions on people, logins and roles in the reader's language, by their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from equipoise.errors import EquipoiseError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[str, _StrPromise] = {
    "role.self_grant": _("Nobody gives himself a role. Ask another administrator to do it."),
    "role.mandate_without_end": _("Representatives and auditors hold a mandate: give its last day."),
    "role.mandate_by_manager": _(
        "You plan or lead workers, so you do not choose who represents them. Another administrator can."
    ),
    "role.last_administrator": _(
        "This is the last administrator who can sign in. Make somebody else administrator first."
    ),
    "role.ended": _("This role ends no later than that already."),
    "login.address_taken": _("Another login has this e-mail address."),
    "login.exists": _("This person has a login already."),
    "login.in_use": _(
        "This person uses the login. A forgotten password is set anew from the sign-in page, by the person."
    ),
    "login.missing": _("This person has no login for which that can be done."),
    "team.not_a_member": _(
        "The person does not belong to that team then, or already belongs to the other one."
    ),
}


def sentence(refusal: EquipoiseError) -> str:
    """What to say; a refusal that has no sentence here is an error of the program and is raised on."""
    if refusal.code not in SENTENCES:
        raise refusal
    return str(SENTENCES[refusal.code])
