"""Rows on the files of people, for routes that are about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from equipoise_web.core.models import Person
from equipoise_web.people.models import (
    Fact,
    HealthFact,
    HoursEntry,
    ImportDraft,
    LeaveAccount,
    PayBand,
    Restriction,
    Worker,
)

Three = dict[str, str]
PLANTED = "Scale-Zq7"


def file_objects(
    workers: Mapping[str, Worker], mate: Worker, other: Worker, by: Person
) -> dict[str, dict[str, Three]]:
    """For each parameter and persona: a row of one's own, a teammate's, and a stranger's."""
    rows = {worker.pk: _on_file(worker, by) for worker in {*workers.values(), mate, other}}
    found: dict[str, dict[str, Three]] = {
        name: {
            persona: {"own": rows[own.pk][name], "team": rows[mate.pk][name], "other": rows[other.pk][name]}
            for persona, own in workers.items()
        }
        for name in rows[mate.pk]
    }
    drafts = [_draft(worker, by) for worker in (mate, mate, other)]
    return found | {"incoming": {"": dict(zip(("own", "team", "other"), drafts, strict=True))}}


def put_on_file(worker: Worker, by: Person) -> None:
    """A row of each kind about a worker; the pay band can be looked for in a text."""
    PayBand.objects.create(worker=worker, band=PLANTED)
    HealthFact.objects.create(worker=worker, name="pregnant")
    Fact.objects.create(worker=worker, name="first_aider")
    Restriction.objects.create(worker=worker, kind="no_nights")
    HoursEntry.objects.create(worker=worker, kind="opening", hours="1", day=date(2026, 1, 1), by=by)
    LeaveAccount.objects.create(worker=worker, year=2026, kind="statutory", entitled_h=100)


def _on_file(worker: Worker, by: Person) -> Three:
    contract, skill = worker.contracts.first(), worker.skills.first()
    assert contract is not None
    assert skill is not None
    HoursEntry.objects.create(worker=worker, kind="opening", hours="4.5", day=date(2026, 1, 1), by=by)
    PayBand.objects.create(worker=worker, band="Scale 7")
    kept = {
        "contract": contract,
        "skill": skill,
        "restriction": Restriction.objects.create(worker=worker, kind="no_weekend"),
        "fact": Fact.objects.create(worker=worker, name="first_aider"),
        "health": HealthFact.objects.create(worker=worker, name="health_assessed"),
        "leave": LeaveAccount.objects.create(worker=worker, year=2026, kind="statutory", entitled_h=160),
    }
    return {name: str(row.uuid) for name, row in kept.items()}


def _draft(worker: Worker, by: Person) -> str:
    """A comparison in the centre of a worker, with a row that is refused."""
    row = {
        "table": "workers", "file": "workers.csv", "row": 2, "worker": "n1", "action": "refused",
        "fields": [], "refusal": {"field": "team", "code": "team_needed", "values": {}},
    }  # fmt: skip
    draft = ImportDraft.objects.create(
        centre=worker.centre, made_by=by, sha256="0" * 64, counts={"refused": 1}, difference=[row],
        files=[{"name": "workers.csv", "sha256": "0" * 64, "bytes": 1}],
    )  # fmt: skip
    return str(draft.uuid)
