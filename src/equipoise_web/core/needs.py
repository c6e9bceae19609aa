"""What needs somebody now: each app says it for its part, the home shows at most seven by clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from equipoise_web.core.roles import Role

AT_MOST = 7


@dataclass(frozen=True)
class Source:
    """Where a clock or a duty comes from, as ``source_label`` shows it."""

    kind: str
    reference: str = ""


@dataclass(frozen=True)
class Need:
    """One thing that waits: what, why, until when, and the one thing to do about it.

    ``until`` is the legal or agreed clock; without one it stands after those that have one.
    """

    what: str
    why: str
    address: str
    action: str
    until: datetime | None = None
    source: Source | None = None

    @property
    def is_late(self) -> bool:
        return self.until is not None and self.until < timezone.now()


@dataclass(frozen=True)
class Fact:
    """One line of today's state: a name, a value in words, and a page that says more."""

    name: str
    value: str
    address: str = ""


Finder = Callable[[HttpRequest], Iterable[Need]]
Stater = Callable[[HttpRequest], Iterable[Fact]]
_finders: list[tuple[frozenset[Role], Finder]] = []
_staters: list[tuple[frozenset[Role], Stater]] = []


def needs_of(*roles: Role) -> Callable[[Finder], Finder]:
    """Register a function that finds what waits for the roles."""

    def register(finder: Finder) -> Finder:
        _finders.append((frozenset(roles), finder))
        return finder

    return register


def state_of(*roles: Role) -> Callable[[Stater], Stater]:
    """Register a function that states what is going on for the roles."""

    def register(stater: Stater) -> Stater:
        _staters.append((frozenset(roles), stater))
        return stater

    return register


def needs(request: HttpRequest, role: Role | None) -> Sequence[Need]:
    """What waits for the role: by clock, then in the order in which the parts say it; all of it."""
    found = [need for roles, finder in _finders if role in roles for need in finder(request)]
    return sorted(found, key=lambda need: (need.until is None, need.until or timezone.now()))


def state(request: HttpRequest, role: Role | None) -> Sequence[Fact]:
    """What is going on, part by part."""
    return [fact for roles, stater in _staters if role in roles for fact in stater(request)]
