"""What rosters ask of planners, and what of the day planners and team leaders look at first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from equipoise_web.compliance.queries.in_force import Rules, rules_in_force
from equipoise_web.compliance.queries.rules import NoticeClock, notice_clocks
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Purpose, Team
from equipoise_web.core.needs import Fact, Need, Source, needs_of, state_of
from equipoise_web.core.present import centre_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.core.templatetags.equipoise_times import clock, day, short_day
from equipoise_web.scheduling.description import missing_parts
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.ahead import (
    FORTNIGHT,
    AtWork,
    Draft,
    Short,
    at_work,
    drafts_ahead,
    local_end,
    published_between,
    short_intervals,
)
from equipoise_web.scheduling.queries.next_plan import first_day, lacking, published_until

NAMES = 12
# Days ahead of the last moment at which a plan is asked for where no rule of notice says one.
USUAL_NOTICE = 14


@needs_of(Role.PLANNER)
def plans(request: HttpRequest) -> Iterator[Need]:
    """What the centre lacks; else drafts to publish, and days that have no roster."""
    centre = centre_of(request)
    if centre is None:
        return
    if missing := missing_parts(centre, timezone.now()):
        yield _not_ready(centre, missing)
        return
    standing, today = _standing(request), _today(centre)
    drafts = drafts_ahead(standing, centre, today)
    rules = rules_in_force(centre, today)
    for draft in drafts:
        yield _draft(draft, centre, next(iter(notice_clocks(rules, draft.roster.starts_on)), None))
    if not drafts:
        yield from _nothing_after(centre, today, rules)


@needs_of(Role.PLANNER)
def shortages(request: HttpRequest) -> Iterator[Need]:
    """Where people are missing in the next fortnight of published rosters."""
    centre = centre_of(request)
    if centre is None:
        return
    today = _today(centre)
    short = short_intervals(_standing(request), centre, today, today + timedelta(days=FORTNIGHT - 1))
    if short:
        yield _shortage(short, centre)


@state_of(Role.PLANNER)
def day_of_centre(request: HttpRequest) -> Iterator[Fact]:
    """How many people work now and later, and how far they cover today."""
    centre = centre_of(request)
    if centre is None:
        return
    today, standing = _today(centre), _standing(request)
    rosters = published_between(standing, centre, today, today)
    if not rosters:
        yield Fact(_("At work today"), _("no published roster for today"), reverse("rosters"))
        return
    address = _day_address(rosters[0], today)
    now, later = _now_and_later(at_work(standing, centre, today), standing.at)
    yield Fact(
        _("At work"),
        _("%(now)s now, %(later)s later today") % {"now": len(now), "later": len(later)},
        address,
    )
    short = short_intervals(standing, centre, today, today)
    yield Fact(_("Coverage, rest of today"), _covered(short, centre), address)


@state_of(Role.TEAM_LEADER)
def day_of_team(request: HttpRequest) -> Iterator[Fact]:
    """Who of the team works now and later today; looking is noted."""
    centre = centre_of(request)
    if centre is None:
        return
    today, standing = _today(centre), _standing(request)
    rosters = published_between(standing, centre, today, today)
    if not rosters:
        yield Fact(_("At work today"), _("no published roster for today"), reverse("rosters"))
        return
    _note(request, standing, centre)
    now, later = _now_and_later(at_work(standing, centre, today), standing.at)
    address = _day_address(rosters[0], today)
    yield Fact(_("At work now"), _named(now, centre, starts=False), address)
    yield Fact(_("Later today"), _named(later, centre, starts=True), address)


def _not_ready(centre: Centre, missing: tuple[str, ...]) -> Need:
    """The parts that are missing; before the first roster the steps that lead to it."""
    names = ", ".join(part.name for part in lacking(missing))
    first = not Roster.objects.filter(centre=centre).exists()
    return Need(
        what=_("The centre cannot be planned yet"),
        why=_("Missing: %(parts)s.") % {"parts": names},
        address=reverse("setup" if first else "plan_new"),
        action=_("Set it up step by step") if first else _("See what is missing"),
    )


def _draft(draft: Draft, centre: Centre, notice: NoticeClock | None) -> Need:
    roster, blocking = draft.roster, draft.left
    words = {"number": roster.number, "first": short_day(roster.starts_on), "last": short_day(roster.ends_on)}
    until = local_end(notice.until, centre.timezone) if notice else None
    source = Source(notice.source, notice.reference) if notice else None
    if blocking:
        why = ngettext(
            "%(n)s finding must be fixed before it can be published.",
            "%(n)s findings must be fixed before it can be published.",
            blocking,
        ) % {"n": blocking}
        address, action = f"{reverse('roster_findings', args=[roster.uuid])}?severity=block", _("See them")
    elif draft.check.blocking:
        why = ngettext(
            "%(n)s finding stands by dispensation. People see the roster when it is published.",
            "%(n)s findings stand by dispensation. People see the roster when it is published.",
            draft.check.blocking,
        ) % {"n": draft.check.blocking}
        address, action = reverse("roster_publish", args=[roster.uuid]), _("Publish")
    else:
        why = _("Checked, and nothing must be fixed. People see it when it is published.")
        address, action = reverse("roster_publish", args=[roster.uuid]), _("Publish")
    what = _("Draft %(number)s, %(first)s – %(last)s") % words
    return Need(what, why, address, action, until, source)


def _nothing_after(centre: Centre, today: date, rules: Rules) -> Iterator[Need]:
    """No roster after what is published, and the time to make one known comes near or has passed."""
    last, start = published_until(centre), first_day(centre, today)
    notice = next(iter(notice_clocks(rules, start)), None)
    due = notice.until if notice else start - timedelta(days=USUAL_NOTICE)
    if last and due - timedelta(days=USUAL_NOTICE) > today:
        return
    yield Need(
        what=_("No roster after %(day)s") % {"day": day(last)} if last else _("No roster is published yet"),
        why=_("The next one would begin on %(day)s.") % {"day": day(start)},
        address=reverse("plan_new"),
        action=_("Make a plan"),
        until=local_end(due, centre.timezone),
        source=Source(notice.source, notice.reference) if notice else None,
    )


def _shortage(short: Short, centre: Centre) -> Need:
    worst, zone = short.worst, centre.timezone
    what = ngettext(
        "%(n)s interval is short of people in the next 14 days",
        "%(n)s intervals are short of people in the next 14 days",
        short.count,
    )
    why = ngettext(
        "The worst is %(day)s %(time)s: %(missing)s person short on one queue.",
        "The worst is %(day)s %(time)s: %(missing)s people short on one queue.",
        short.missing,
    )
    words = {"day": short_day(worst.starts_at, zone), "time": clock(worst.starts_at, zone)}
    return Need(
        what=what % {"n": short.count},
        why=why % {**words, "missing": short.missing},
        address=_day_address(short.roster, local_date(worst.starts_at, zone)),
        action=_("Open that day"),
    )


def _covered(short: Short | None, centre: Centre) -> str:
    if short is None:
        return _("no interval is short")
    words = {"n": short.count, "of": short.of, "time": clock(short.worst.starts_at, centre.timezone)}
    return _("%(n)s of %(of)s intervals of a queue are short, most at %(time)s") % words


def _now_and_later(people: Iterable[AtWork], at: datetime) -> tuple[list[AtWork], list[AtWork]]:
    rows = list(people)
    return [each for each in rows if each.starts_at <= at < each.ends_at], [
        each for each in rows if each.starts_at > at
    ]


def _named(people: list[AtWork], centre: Centre, *, starts: bool) -> str:
    """Names with the time until which, or also from which, each works."""
    if not people:
        return _("nobody")
    shown = [f"{each.name} {_hours(each, centre.timezone, starts=starts)}" for each in people[:NAMES]]
    if more := len(people) - len(shown):
        shown.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": more})
    return ", ".join(shown)


def _hours(each: AtWork, zone: str, *, starts: bool) -> str:
    return f"{clock(each.starts_at, zone) if starts else ''}–{clock(each.ends_at, zone)}"


def _note(request: HttpRequest, standing: Standing, centre: Centre) -> None:
    """Those who are shown can see that somebody looked: by team where the role is over teams."""
    grants = [grant for grant in standing.grants if grant.role == Role.TEAM_LEADER]
    if all(grant.scope == "team" for grant in grants):
        for team in Team.objects.filter(pk__in=[grant.place for grant in grants]):
            readings.note(request, Purpose.DAY, team=team)
    else:
        readings.note(request, Purpose.DAY, centre=centre)


def _day_address(roster: Roster, on: date) -> str:
    return reverse("roster_day", args=[roster.uuid, on.isoformat()])


def _today(centre: Centre) -> date:
    return local_date(timezone.now(), centre.timezone)


def _standing(request: HttpRequest) -> Standing:
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found
