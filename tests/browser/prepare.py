"""``python -m tests.browser.prepare FOLDER``: the data folder that browser tests copy.

A process of its own, because the tests' own settings and database are others.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import django

PASSWORD = "a long enough sentence"
DESCRIPTION = "prepared.json"


def prepare(folder: Path) -> None:
    """Migrate, fill, and describe what is there for the tests."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    world = fill()
    description = {"accounts": accounts(world), "pages": readable_pages(world)}
    (folder / DESCRIPTION).write_text(json.dumps(description, indent=1), encoding="utf-8")


def fill() -> Any:
    """The rows: a person of each role; gives the world that ``tests.web.pages`` takes addresses from."""
    from tests.web.rich_world import make_rich_world

    return make_rich_world()


def accounts(world: Any) -> dict[str, str]:
    """E-mail address of each persona; the password of all is ``PASSWORD``."""
    from django.contrib.auth.hashers import make_password

    hashed = make_password(PASSWORD)
    for user in world.users.values():
        user.password = hashed
        user.save(update_fields=["password"])
    return {persona: user.email for persona, user in world.users.items()}


def readable_pages(world: Any) -> list[dict[str, str]]:
    """One page of each route that a persona gets to read, as persona, route and address."""
    from tests.web.matrix import PERSONAS
    from tests.web.pages import pages

    found: dict[tuple[str, str], dict[str, str]] = {}
    for persona in PERSONAS:
        client = _client(world.users.get(persona))
        for page in pages(world, [persona]):
            state = page.address.partition("?")[2]
            if (persona, page.route + state) not in found and _is_page(client, page.address):
                found[persona, page.route + state] = vars(page)
    return list(found.values())


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    if user is not None:
        client.force_login(user)
    return client


def _is_page(client: Any, address: str) -> bool:
    """Whether the address answers with a page, not a part of one; that it was read is forgotten."""
    from django.db import transaction

    with transaction.atomic():
        response = client.get(address)
        whole = response.status_code == 200 and not response.streaming and b"<html" in response.content
        transaction.set_rollback(True)
    return whole


if __name__ == "__main__":
    django.setup()
    logging.disable(logging.WARNING)  # refusals are answers here
    prepare(Path(sys.argv[1]))
