"""The permission matrix: every route x method x persona x whose object, asked through a real request.

The routes come from the URL resolver, the expected answers from a table that people read and review.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.web.rich_world import RELATIONS, RichWorld
from tests.web.world import World

from equipoise_web.core.access import rule_of
from equipoise_web.core.checks import patterns
from equipoise_web.core.roles import Role

PERSONAS = ("anonymous", *(role.value for role in Role))
METHODS = ("GET", "POST")
REFUSED = frozenset({401, 403, 404})
FIELDS = ("route", "method", *PERSONAS)


@dataclass(frozen=True)
class Case:
    """One question: may this persona call this route with this method for an object of that relation?"""

    route: str
    method: str
    persona: str
    relation: str


def objects(parameter: str, world: World, persona: str) -> dict[str, str]:
    """For a route's parameter: the value that is one's own, a teammate's, and that of someone elsewhere."""
    if parameter == "person":
        own = world.south if persona == "anonymous" else world.person(persona)
        return {"own": str(own.uuid), "team": str(world.mate.uuid), "other": str(world.elsewhere.uuid)}
    if parameter in {"pk", "uidb36", "key"}:
        # Numbers and tokens of allauth that exist nowhere.
        return dict.fromkeys(("own", "team", "other"), "0")
    if parameter == "kind":
        # Of the directory's service: the name of a resource type, which is no schema.
        return dict.fromkeys(("own", "team", "other"), "User")
    if parameter == "team":
        elsewhere = world.elsewhere.memberships.get().team
        return {"own": str(world.north.uuid), "team": str(world.north.uuid), "other": str(elsewhere.uuid)}
    if isinstance(world, RichWorld):
        found = {relation: world.object(parameter, persona, relation) for relation in RELATIONS}
        if None not in found.values():
            return {relation: str(value) for relation, value in found.items()}
    raise LookupError(
        f"the matrix knows no objects for the route parameter {parameter!r}: add them to objects()"
    )


def cases(world: World, personas: Sequence[str] = PERSONAS) -> dict[Case, str]:
    """Every case of the current URL resolver, with the address to ask."""
    found = {}
    for route, pattern in patterns(get_resolver()):
        parameters = sorted(pattern.pattern.converters)
        for persona in personas:
            for method in METHODS:
                for relation, address in _addresses(route, parameters, world, persona).items():
                    found[Case(route, method, persona, relation)] = address
        assert rule_of(pattern.callback) is not None, route
    return found


def _addresses(route: str, parameters: list[str], world: World, persona: str) -> dict[str, str]:
    if not parameters:
        return {"-": f"/{route}"}
    values = {parameter: objects(parameter, world, persona) for parameter in parameters}
    found = {}
    for relation in ("own", "team", "other"):
        address = f"/{route}"
        for parameter in parameters:
            end = address.index(f"{parameter}>") + len(parameter) + 1
            start = address.rindex("<", 0, end)
            address = address[:start] + values[parameter][relation] + address[end:]
        found[relation] = address
    return found


def answers(world: World, personas: Sequence[str] = PERSONAS) -> dict[Case, bool]:
    """Ask every case, each in the same world. A method that a view does not have (405) counts as refused."""
    found = {}
    for case, address in cases(world, personas).items():
        with transaction.atomic():
            response = _asked(case, address, world)
            transaction.set_rollback(True)
        found[case] = response.status_code not in REFUSED | {405} and not _leads_to_sign_in(response)
    return found


def _asked(case: Case, address: str, world: World) -> HttpResponse:
    client = Client(raise_request_exception=True)
    if case.persona != "anonymous":
        client.force_login(world.users[case.persona])
    body = body_of(case, world)
    if body is None:
        return client.generic(case.method, address)
    return client.generic(case.method, address, json.dumps(body), content_type="application/json")


def body_of(case: Case, world: World) -> dict[str, Any] | None:
    """What a program sends along; an empty body would be refused before anybody looks at the object."""
    if case.method != "POST" or not case.route.startswith("api/"):
        return None
    later = "2099-01-01T00:00:00+00:00"
    mate, today = str(world.mate.uuid), timezone.now().date().isoformat()
    bodies: dict[str, dict[str, Any]] = {
        "steps": {"code": "informed", "evidence": "minutes"},
        "activate": {"starts_at": later},
        "dispensation": {"cause": "other", "reason": "Why.", "clause": "An article"},
        "settlement": {"settled_on": today, "how": "A day off"},
        "notices": {"people": [mate], "channel": "meeting"},
        "observations": {"person": mate, "observed_at": later, "kind": "state", "value": 1},
    }
    return bodies.get(case.route.rpartition("/")[2])


def _leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether a visitor is asked to sign in first, to come back afterwards: that is a refusal."""
    return response.status_code == 302 and response["Location"].startswith(f"{settings.LOGIN_URL}?next=")


def read(path: Path) -> dict[Case, bool]:
    """The table: a row for each route and method, a column for each persona.

    A cell says ``yes`` or ``no``; for a route with an object it lists for whose: ``own team other``.
    """
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for persona in PERSONAS:
                found |= _cell(row["route"], row["method"], persona, row[persona])
    return found


def _cell(route: str, method: str, persona: str, text: str) -> dict[Case, bool]:
    if "<" not in route:
        return {Case(route, method, persona, "-"): {"yes": True, "no": False}[text]}
    admitted = set() if text == "no" else set(text.split())
    if unknown := admitted - set(RELATIONS):
        raise ValueError(f"{route} {method} {persona}: {unknown}")
    return {Case(route, method, persona, each): each in admitted for each in RELATIONS}


def differences(expected: dict[Case, bool], got: dict[Case, bool]) -> list[str]:
    """What table and application disagree on, in sentences."""
    said = [f"no row for {case}" for case in got.keys() - expected.keys()]
    said += [f"row without a route: {case}" for case in expected.keys() - got.keys()]
    for case in got.keys() & expected.keys():
        if got[case] != expected[case]:
            said.append(f"{case}: table says {expected[case]}, application {got[case]}")
    return sorted(said)


def write(path: Path, got: dict[Case, bool]) -> None:
    """Write the table anew, to be reviewed line by line before it is committed."""
    rows = dict.fromkeys(sorted({(case.route, case.method) for case in got}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        for route, method in rows:
            writer.writerow([route, method, *(_text(got, route, method, persona) for persona in PERSONAS)])


def _text(got: dict[Case, bool], route: str, method: str, persona: str) -> str:
    if "<" not in route:
        return "yes" if got[Case(route, method, persona, "-")] else "no"
    return " ".join(each for each in RELATIONS if got[Case(route, method, persona, each)]) or "no"
