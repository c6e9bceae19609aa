"""What the shell of every page shows: the person, the roles, the rail, the centre, the notifications."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from equipoise_web.core import navigation, present
from equipoise_web.core.queries.notifications import unread_count

LINKS = {
    "home": "today",
    "sign_in": "account_login",
    "sign_out": "account_logout",
    "settings": "settings",
    "notifications": "my_notices",
    "count": "my_notices_count",
    "search": "search",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Adds ``shell``, a mapping worked out only where a template reads it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> dict[str, Any]:
    person = present.person_of(request)
    links = {name: navigation.address_of(url_name) for name, url_name in LINKS.items()}
    if person is None:
        return {"person": None, "links": links, "theme": "auto"}
    role = present.acting_role(request)
    entries = navigation.rail(request, role)
    tabs = navigation.TABS if len(entries) <= navigation.TABS else navigation.TABS - 1
    return {
        "person": person,
        "initials": initials(person.name),
        "theme": person.theme,
        "links": links,
        "role": role,
        "roles": present.roles_of(request),
        "rail": entries,
        "tabs": entries[:tabs],
        "more": entries[tabs:],
        "centre": present.centre_of(request),
        "centres": present.centres_of(request),
        "unread": SimpleLazyObject(lambda: unread_count(person)),
    }


def initials(name: str) -> str:
    """First letters of the first and the last word of a name, at most two."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys(words[:1] + words[-1:])).upper()
