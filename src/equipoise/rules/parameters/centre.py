"""The centre as a whole, and contacts one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .base import Parameters


@dataclass(frozen=True)
class Presence(Parameters):
    """Fewest people with a fact on file at work at every moment of the opening hours."""

    needs: ClassVar[str] = "open_hours facts"
    of_centre: ClassVar[bool] = True
    workers: int
    fact: str


@dataclass(frozen=True)
class ServiceLevel(Parameters):
    """Smallest share of a queue's contacts answered within ``within_s`` seconds.

    With ``otherwise`` set to ``called_back`` a contact called back in time counts as answered.
    """

    needs: ClassVar[str] = "answered"
    of_centre: ClassVar[bool] = True
    share: float
    within_s: float
    otherwise: str = ""


@dataclass(frozen=True)
class ContactGap(Parameters):
    """Fewest seconds from the end of wrap-up to the next contact, by the contact that ended."""

    needs: ClassVar[str] = "contacts"
    incoming_s: float
    outgoing_s: float
    complex_incoming_s: float
    complex_outgoing_s: float


KINDS: dict[str, type[Parameters]] = {
    "presence": Presence,
    "service_level": ServiceLevel,
    "contact_gap": ContactGap,
}
