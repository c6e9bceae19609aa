"""Rows of the table ``workers``: who is new, and what changes of name, team, contract and skills."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from equipoise_web.core.models import Membership, Person, Team
from equipoise_web.people.files import values
from equipoise_web.people.files.changes import NEW, Change, Writes
from equipoise_web.people.files.known import Known, name_of
from equipoise_web.people.files.periods import Periods
from equipoise_web.people.files.tables import Line
from equipoise_web.people.models import Contract, ContractType, Skill, Worker

OF_PERSON = ("name", "team", "birth_date")
OF_CONTRACT = ("contract_type", "min_h", "max_h", "night_ok", "from", "to", "agreement")
EITHER_SIDE_H = 8.0  # where least or most is blank for a new contract: one ordinary shift less or more
LOCALES = {"Europe/Amsterdam": "nl"}


class People:
    """Compares rows of ``workers`` with the people of a centre; more rows of one are contracts over time."""

    def __init__(self, known: Known, periods: Periods, writes: Writes) -> None:
        self.known, self.periods, self.writes = known, periods, writes
        self.workers = dict(known.workers)
        self.first: dict[str, Line] = {}

    def row(self, change: Change) -> None:
        """Note what one row would do; Refusal where it cannot be used."""
        line = change.line
        number = change.worker = values.needed(line, "worker", 100)
        born = values.day(line, "birth_date")
        if number not in self.first:
            self._person(change, number, born)
            self.first[number] = line
        else:
            self._same(line, self.first[number])
        worker = self.workers[number]
        self._contract(change, worker, born)
        self._skills(change, worker)

    def _same(self, line: Line, first: Line) -> None:
        for field in OF_PERSON:
            said = line.cells.get(field, "")
            if said and said != first.cells.get(field, ""):
                raise line.refusal("differs", field, earlier=first.number)

    def _person(self, change: Change, number: str, born: date | None) -> None:
        name = values.text(change.line, "name", 200)
        team = self._team(change.line)
        worker = self.workers.get(number)
        if worker is None:
            self._new(change, number, name or number, team, born)
            return
        if name and change.told("name", worker.person.name, name):
            self.writes.change(worker.person, "name", name)
        if born and change.told("birth_date", worker.birth_date, born):
            self.writes.change(worker, "birth_date", born)
        if team is not None and team not in (held := self.known.teams_of.get(number, [])):
            names = [each.name for each in self.known.teams.values()]
            change.told("team", ", ".join(name_of(each, names) for each in held), change.line.cells["team"])
            self.writes.moves.append(lambda: _move(worker.person, held, team))

    def _new(self, change: Change, number: str, name: str, team: Team | None, born: date | None) -> None:
        line, centre = change.line, self.known.centre
        if team is None and len(self.known.teams) == 1:
            team = next(iter(self.known.teams.values()))
        if team is None:
            raise line.refusal("team_needed", "team")
        change.action = NEW
        for field, value in (("name", name), ("team", line.cells.get("team") or team.name)):
            change.told(field, None, value)
        change.told("birth_date", None, born)
        person = Person(
            organisation=centre.organisation, name=name, timezone=centre.timezone,
            locale=LOCALES.get(centre.timezone, "en"),
        )  # fmt: skip
        worker = Worker(person=person, centre=centre, number=number, birth_date=born)
        self.workers[number] = worker
        joined = Membership(person=person, team=team, starts_at=timezone.now())
        self.writes.added += [person, worker, joined]

    def _team(self, line: Line) -> Team | None:
        said = values.text(line, "team", 300)
        if said and said not in self.known.teams:
            raise line.refusal("unknown_team", "team", value=said, known=", ".join(self.known.teams))
        return self.known.teams[said] if said else None

    def _contract(self, change: Change, worker: Worker, born: date | None) -> None:
        line = change.line
        hours = values.number(line, "contract_h_per_week", most=values.HOURS_IN_WEEK)
        if hours is None:
            for field in OF_CONTRACT:
                if line.cells.get(field):
                    raise line.refusal("no_contract", field)
            return
        first, last = values.period(line)
        birth = born or worker.birth_date
        if birth and first and birth >= first:
            raise line.refusal("born_later", "birth_date")
        there = self.periods.find(Contract, worker.number, {}, first)
        given = _terms(line, hours, there.row if there else None)
        self.periods.touch(change, Contract, worker, {}, (first, last), given)

    def _skills(self, change: Change, worker: Worker) -> None:
        for said in values.skills(change.line):
            queue = self.known.queues.get(said.queue)
            if queue is None:
                known = ", ".join(name for name, row in self.known.queues.items() if row.active)
                raise change.line.refusal("unknown_skill", "skills", value=said.queue, known=known)
            self._skill(change, worker, queue, said)

    def _skill(self, change: Change, worker: Worker, queue: Any, said: values.SkillText) -> None:
        there = self.periods.find(Skill, worker.number, {"queue": queue}, said.first)
        new = values.shown_skill(queue.name, said.level, said.first, said.last)
        if there is None:
            row = Skill(worker=worker, queue=queue, level=said.level, starts_on=said.first, ends_on=said.last)
            self.periods.add(change, Skill, worker.number, {"queue": queue}, row)
            change.told("skills", None, new)
            return
        old = values.shown_skill(queue.name, there.row.level, there.first, there.last)
        if there.change not in (None, change) and old != new:
            assert there.change is not None
            raise change.line.refusal("row_twice", "skills", earlier=there.change.line.number)
        there.change = change
        if change.told("skills", old, new):
            for name, value in (("level", said.level), ("ends_on", said.last)):
                self.writes.change(there.row, name, value)
            there.last = said.last


def _terms(line: Line, hours: float, there: Contract | None) -> dict[str, tuple[str, Any]]:
    """Columns of a contract: what the row says, else what stands, else what is usual."""
    said: dict[str, Any] = {
        "hours_per_week": hours,
        "contract_type": values.one_of(line, "contract_type", ContractType.values) or None,
        "min_h": values.number(line, "min_h", most=values.HOURS_IN_WEEK),
        "max_h": values.number(line, "max_h", most=values.HOURS_IN_WEEK),
        "night_ok": values.truth(line, "night_ok"),
        "agreement": values.text(line, "agreement", 120) if "agreement" in line.cells else None,
    }
    usual = {
        "contract_type": ContractType.PERMANENT.value, "min_h": max(hours - EITHER_SIDE_H, 0.0),
        "max_h": hours + EITHER_SIDE_H, "night_ok": True, "agreement": "",
    }  # fmt: skip
    for name, value in said.items():
        if value is None:
            said[name] = getattr(there, name) if there else usual[name]
    _possible(line, said)
    columns = {"hours_per_week": "contract_h_per_week"}
    return {name: (columns.get(name, name), value) for name, value in said.items()}


def _possible(line: Line, said: dict[str, Any]) -> None:
    if said["min_h"] > said["max_h"]:
        raise line.refusal("min_above_max", "min_h")
    flexible = said["contract_type"] == ContractType.ON_CALL
    if not flexible and not said["min_h"] <= said["hours_per_week"] <= said["max_h"]:
        raise line.refusal("contract_outside", "contract_h_per_week")


def _move(person: Person, leaves: list[Team], joins: Team) -> None:
    """Let a person leave the first of his teams, and join another, now."""
    now = timezone.now()
    for team in leaves[:1]:
        Membership.objects.filter(person=person, team=team, ends_at__isnull=True, starts_at__lt=now).update(
            ends_at=now
        )
    Membership.objects.create(person=person, team=joins, starts_at=now)
