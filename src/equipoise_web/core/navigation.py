"""The rail: what each role finds at the left on a desk and at the bottom of a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.roles import Role

Count = Callable[[HttpRequest], int]
AT_MOST = 9
TABS = 5


@dataclass(frozen=True)
class Place:
    """Somewhere to go: the name and picture it carries, and the name of its address."""

    name: Promise
    icon: str
    url_name: str


@dataclass(frozen=True)
class Entry:
    """A place as shown on one page."""

    name: Promise
    icon: str
    address: str
    current: bool
    count: int


TODAY = Place(_("Today"), "house", "today")
DEMAND = Place(_("Demand"), "graph-up", "demand_forecast")
STAFFING = Place(_("Staffing"), "sliders", "staffing_requirement")
ROSTERS = Place(_("Roster"), "calendar-week", "rosters")
PEOPLE = Place(_("People"), "people", "people")
TEAM = Place(_("Team"), "people", "people")
RULES = Place(_("Rules"), "shield-check", "rules_findings")
CHANGES = Place(_("Changes"), "clock-history", "changes")
DOSSIERS = Place(_("Dossiers"), "file-earmark-text", "changes")
MONITORING = Place(_("Monitoring"), "eye", "monitoring_register")
MY_ROSTER = Place(_("My roster"), "calendar3", "my_roster")
NOTICES = Place(_("Notices"), "chat-left-text", "my_notices")
MY_RIGHTS = Place(_("My rights"), "shield-check", "my_rights")
ACCESS = Place(_("Access"), "key", "access_people")
JOBS = Place(_("Jobs"), "cpu", "jobs")
AUDIT = Place(_("Audit log"), "journal-check", "audit_log")
CENTRE = Place(_("Centre"), "building", "centre")

OWN = (MY_ROSTER, NOTICES, MY_RIGHTS)
RAIL: dict[Role | None, tuple[Place, ...]] = {
    Role.PLANNER: (TODAY, DEMAND, STAFFING, ROSTERS, PEOPLE, RULES, CHANGES, MONITORING, CENTRE),
    Role.TEAM_LEADER: (TODAY, ROSTERS, TEAM, RULES, CHANGES, MONITORING),
    Role.AGENT: OWN,
    Role.REPRESENTATIVE: (TODAY, DOSSIERS, ROSTERS, DEMAND, STAFFING, MONITORING, RULES, CENTRE),
    Role.AUDITOR: (TODAY, AUDIT, RULES, CHANGES, MONITORING),
    Role.HR: (TODAY, PEOPLE, CHANGES, RULES, MONITORING),
    Role.EVALUATOR: (TODAY, *OWN),
    Role.ADMINISTRATOR: (TODAY, JOBS, ACCESS, CENTRE, MONITORING),
    None: OWN,
}
_counts: dict[str, Count] = {}


def count_beside(url_name: str) -> Callable[[Count], Count]:
    """Register what counts the things that wait at a place; called once per page that shows the place."""

    def register(count: Count) -> Count:
        _counts[url_name] = count
        return count

    return register


def address_of(url_name: str) -> str | None:
    """The address of a page, or None while the installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def rail(request: HttpRequest, role: Role | None) -> list[Entry]:
    """The places of a role that exist, at most nine; one of them is the current one, or none."""
    found = [(place, address) for place in RAIL[role] if (address := address_of(place.url_name)) is not None][
        :AT_MOST
    ]
    current = _current(request.path, [address for _place, address in found])
    return [
        Entry(place.name, place.icon, address, address == current, _count(request, place))
        for place, address in found
    ]


def _count(request: HttpRequest, place: Place) -> int:
    count = _counts.get(place.url_name)
    return count(request) if count else 0


def _current(path: str, addresses: list[str]) -> str | None:
    """The address that shares most leading parts with the path, at least one beside ``/me``."""
    here = path.strip("/").split("/")
    shared = {address: _shared(here, address.strip("/").split("/")) for address in addresses}
    best = max(shared, key=lambda address: shared[address], default=None)
    least = 2 if here[0] == "me" else 1
    return best if best is not None and shared[best] >= least else None


def _shared(left: list[str], right: list[str]) -> int:
    same = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        same += 1
    return same
