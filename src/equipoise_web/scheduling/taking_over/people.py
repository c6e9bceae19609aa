"""Workers of a folder as people, with team, contract and skills."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from equipoise import centre as library
from equipoise_web.core.models import Centre, Membership, Person, Site, Team
from equipoise_web.people.models import Contract, Skill, Worker
from equipoise_web.scheduling.taking_over.files import take_over_files
from equipoise_web.service.models import Queue


def take_over_people(
    centre: Centre, site: Site, workforce: library.Workforce, queues: Mapping[str, Queue]
) -> dict[str, Worker]:
    """Everybody by the name that the files use; who has no team stays without one."""
    teams = {name: Team.objects.get_or_create(site=site, name=name)[0] for name in _teams(workforce)}
    workers = {each.name: _worker(centre, each) for each in workforce.workers}
    now = timezone.now()
    Membership.objects.bulk_create(
        Membership(person=workers[each.name].person, team=teams[each.team], starts_at=now)
        for each in workforce.workers
        if each.team
    )
    Contract.objects.bulk_create(_contract(workers[each.name], each) for each in workforce.workers)
    Skill.objects.bulk_create(
        Skill(worker=workers[each.name], queue=queues[queue], level=level)
        for each in workforce.workers
        for queue, level in each.skills.items()
    )
    take_over_files(workforce, workers)
    return workers


def _teams(workforce: library.Workforce) -> list[str]:
    return list(dict.fromkeys(each.team for each in workforce.workers if each.team))


def _worker(centre: Centre, each: library.Worker) -> Worker:
    person = Person.objects.create(
        organisation=centre.organisation, name=each.name, timezone=centre.timezone, locale=_locale(centre)
    )
    return Worker.objects.create(
        person=person, centre=centre, number=each.name, birth_date=each.facts.birth_date
    )


def _locale(centre: Centre) -> str:
    """Dutch where the clock is that of Amsterdam; everybody may choose another language."""
    return "nl" if centre.timezone == "Europe/Amsterdam" else "en"


def _contract(worker: Worker, each: library.Worker) -> Contract:
    return Contract(
        worker=worker,
        contract_type=each.facts.contract_type,
        hours_per_week=each.contract_h,
        min_h=each.min_h,
        max_h=each.max_h,
        night_ok=each.night_ok,
        starts_on=each.from_date,
        ends_on=each.to_date,
    )
