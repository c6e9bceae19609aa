"""Every page: its address, and who asks for it. The one place that says how an address is built.

Routes come from the URL resolver, values of their parameters from ``matrix.objects``. A page that looks
different for a query (a filter, another period, an error) is listed in ``STATES``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.web import matrix
from tests.web.world import World

# Query strings of further states of a route, for instance {"roster/<uuid:roster>": ("?view=week",)}.
STATES: dict[str, tuple[str, ...]] = {}
# Addresses outside every route: what a reader gets for them is a page too.
NOWHERE = ("/nothing-is-here",)
# One's own objects show a page in full; those of a teammate or a stranger show less of it, or refuse.
RELATIONS = frozenset({"-", "own", "team"})


@dataclass(frozen=True)
class Page:
    """An address that a persona asks for."""

    persona: str
    route: str
    address: str


def pages(world: World, personas: Sequence[str] = matrix.PERSONAS) -> Iterator[Page]:
    """All pages of these personas in this world, those that refuse them included."""
    for case, address in matrix.cases(world).items():
        if case.method == "GET" and case.persona in personas and case.relation in RELATIONS:
            for state in ("", *STATES.get(case.route, ())):
                yield Page(case.persona, case.route, address + state)
    for persona in personas:
        for address in NOWHERE:
            yield Page(persona, "", address)
