"""The people of a centre as tables: what the reader may see, in the form in which it is brought in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.people.files.known import known_of, name_of
from equipoise_web.people.files.on_file import WEEKDAYS
from equipoise_web.people.files.tables import FACTS, HOURS, LEAVE, PAY_BANDS, RESTRICTIONS, TABLES, WORKERS
from equipoise_web.people.files.values import shown, shown_skill
from equipoise_web.people.files.writing import Value
from equipoise_web.people.models import (
    Contract,
    Fact,
    HealthFact,
    HoursEntry,
    HoursKind,
    LeaveAccount,
    PayBand,
    Restriction,
    Skill,
    Worker,
)

Row = Sequence[Value]
OF_HR = ("birth_date",)
BY_WORKER = ("worker__number", F("starts_on").asc(nulls_first=True), "pk")


@dataclass(frozen=True)
class Exported:
    """A table as it leaves."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def exported(standing: Standing, centre: Centre) -> list[Exported]:
    """The tables that the reader may take out, with the rows that he sees; pay and health leave with HR."""
    worker = {"worker__centre": centre, "worker__in": Worker.objects.visible_to(standing).values("pk")}

    def seen(model: Any, *order: Any, **narrowed: Any) -> Any:
        rows = model.objects.visible_to(standing).filter(**worker, **narrowed).select_related("worker")
        return rows.order_by(*order)

    # What is one's own is in one's own data; files are for work, so pay and health leave with HR alone.
    of_hr = standing.holds(Role.HR)
    facts = [*seen(Fact, *BY_WORKER), *(seen(HealthFact, *BY_WORKER) if of_hr else ())]
    bands = seen(PayBand, *BY_WORKER) if of_hr else ()
    leave, hours = (
        seen(LeaveAccount, "worker__number", "year", "kind"),
        seen(HoursEntry, "worker__number", kind=HoursKind.OPENING),
    )
    tables = [
        _workers(standing, centre),
        Exported(
            "restrictions",
            RESTRICTIONS.columns,
            tuple(_restriction(r) for r in seen(Restriction, *BY_WORKER)),
        ),
        Exported("facts", FACTS.columns, tuple(_fact(row) for row in facts)),
        Exported("pay_bands", PAY_BANDS.columns, tuple(_band(row) for row in bands)),
        Exported("leave", LEAVE.columns, tuple(_leave(row) for row in leave)),
        Exported("hours", HOURS.columns, tuple(_hours(row) for row in hours)),
    ]
    named = exported_names(standing)
    return [table for table in tables if table.name in named]


def exported_names(standing: Standing) -> list[str]:
    """Names of the tables that the reader may take out."""
    return [table.name for table in TABLES if table is not PAY_BANDS or standing.holds(Role.HR)]


def _workers(standing: Standing, centre: Centre) -> Exported:
    columns = tuple(name for name in WORKERS.columns if standing.holds(Role.HR) or name not in OF_HR)
    rows = _people(standing, centre)
    return Exported("workers", columns, tuple(tuple(row[name] for name in columns) for row in rows))


def _people(standing: Standing, centre: Centre) -> Iterator[dict[str, Value]]:
    """Rows of ``workers``: one a contract, with the skills in the first row of each worker."""
    known = known_of(centre)
    names = [team.name for team in known.teams.values()]
    contracts = _by_worker(Contract.objects.visible_to(standing).filter(worker__centre=centre))
    skills = _by_worker(
        Skill.objects.visible_to(standing).filter(worker__centre=centre).select_related("queue")
    )
    born = set(Person.objects.filter(standing.members(Role.HR)).values_list("pk", flat=True))
    workers = Worker.objects.visible_to(standing).filter(centre=centre).select_related("person")
    for worker in workers.order_by("number"):
        teams = known.teams_of.get(worker.number, [])
        whose = {
            "worker": worker.number,
            "name": worker.person.name,
            "team": name_of(teams[0], names) if teams else "",
            "birth_date": shown(worker.birth_date) if worker.person_id in born else "",
        }
        held = sorted(contracts[worker.pk], key=lambda row: shown(row.starts_on))
        for place, contract in enumerate(held or [None]):
            told = _skills(skills[worker.pk]) if not place else ""
            yield {**whose, **_contract(contract), "skills": told}


def _contract(row: Contract | None) -> dict[str, Value]:
    if row is None:
        blank = (*WORKERS.required, *WORKERS.optional)
        return {name: "" for name in blank if name not in {"worker", "name", "team", "birth_date", "skills"}}
    return {
        "contract_h_per_week": row.hours_per_week, "contract_type": row.contract_type, "min_h": row.min_h,
        "max_h": row.max_h, "night_ok": shown(row.night_ok), "from": shown(row.starts_on),
        "to": shown(row.ends_on), "agreement": row.agreement,
    }  # fmt: skip


def _skills(rows: Iterable[Skill]) -> str:
    ordered = sorted(rows, key=lambda row: (row.queue.position, shown(row.starts_on)))
    return ";".join(shown_skill(row.queue.name, row.level, row.starts_on, row.ends_on) for row in ordered)


def _by_worker(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.worker_id].append(row)
    return found


def _restriction(row: Restriction) -> Row:
    weekday = "" if row.weekday is None else WEEKDAYS[row.weekday]
    return (row.worker.number, row.kind, shown(row.at), weekday, shown(row.starts_on), shown(row.ends_on))


def _fact(row: Fact | HealthFact) -> Row:
    value = row.value if isinstance(row, Fact) else None
    return (row.worker.number, row.name, shown(row.starts_on), shown(row.ends_on), value)


def _band(row: PayBand) -> Row:
    return (row.worker.number, row.band, shown(row.starts_on), shown(row.ends_on))


def _leave(row: LeaveAccount) -> Row:
    return (
        row.worker.number, row.year, row.kind, row.entitled_h, row.taken_h, shown(row.lapses_on),
        shown(row.reminded_on),
    )  # fmt: skip


def _hours(row: HoursEntry) -> Row:
    return (row.worker.number, float(row.hours), shown(row.day), row.note)
