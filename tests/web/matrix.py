"""The permission matrix: every route x method x persona x whose object, asked through a real request.

The routes come from the URL resolver, the expected answers from a table that people read and review.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from django.test import Client
from django.urls import get_resolver
from tests.web.world import World

from equipoise_web.core.access import rule_of
from equipoise_web.core.checks import patterns
from equipoise_web.core.roles import Role

PERSONAS = ("anonymous", *(role.value for role in Role))
METHODS = ("GET", "POST")
REFUSED = frozenset({401, 403, 404})
FIELDS = ("route", "method", "persona", "object", "allowed")


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
    raise LookupError(
        f"the matrix knows no objects for the route parameter {parameter!r}: add them to objects()"
    )


def cases(world: World) -> dict[Case, str]:
    """Every case of the current URL resolver, with the address to ask."""
    found = {}
    for route, pattern in patterns(get_resolver()):
        parameters = sorted(pattern.pattern.converters)
        for persona in PERSONAS:
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
            start = address.index("<")
            end = address.index(f"{parameter}>") + len(parameter) + 1
            address = address[:start] + values[parameter][relation] + address[end:]
        found[relation] = address
    return found


def answers(world: World) -> dict[Case, bool]:
    """Ask every case. A method that a view does not have (405) counts as refused."""
    found = {}
    for case, address in cases(world).items():
        client = Client(raise_request_exception=True)
        if case.persona != "anonymous":
            client.force_login(world.users[case.persona])
        response = client.generic(case.method, address)
        found[case] = response.status_code not in REFUSED | {405}
    return found


def read(path: Path) -> dict[Case, bool]:
    """The table: columns route, method, persona, object, allowed (yes or no)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        Case(*(row[field] for field in FIELDS[:4])): {"yes": True, "no": False}[row["allowed"]]
        for row in rows
    }


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
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        for case, allowed in sorted(got.items(), key=lambda item: list(vars(item[0]).values())):
            writer.writerow(
                [case.route, case.method, case.persona, case.relation, "yes" if allowed else "no"]
            )
