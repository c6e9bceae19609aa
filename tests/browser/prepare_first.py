"""``python -m tests.browser.prepare_first``: first centres as ``equipoise init`` leaves them.

The data folder holds a migrated database. The administrators have the tests' password.
"""

from __future__ import annotations

import django

ADMINISTRATORS = ("ada@first.example", "ada@second.example")


def prepare_first(email: str) -> None:
    """Organisation, centre, site and team, and an administrator of them with a login."""
    from tests.browser.prepare import PASSWORD
    from tests.web.world import give, make_person, make_team

    from equipoise_web.core.models import Organisation, User
    from equipoise_web.core.roles import Role

    organisation = Organisation.objects.create(name=email.partition("@")[2])
    person = make_person(make_team(organisation, "Desk", "Day"), "Ada")
    give(person, Role.ADMINISTRATOR, organisation=organisation)
    User.objects.create_user(email, PASSWORD, person=person)


if __name__ == "__main__":
    django.setup()
    for email in ADMINISTRATORS:
        prepare_first(email)
