"""Tagged PDF (PDF/UA-1): a roster for the wall, and one's own month."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from equipoise_web.core.apart import run_apart
from equipoise_web.core.marks import ACTIVITIES
from equipoise_web.core.templatetags.equipoise_figures import duration
from equipoise_web.core.templatetags.equipoise_times import clock, day, short_day
from equipoise_web.scheduling.calendar.shifts import PAUSES, Shift
from equipoise_web.scheduling.outputs.wall import Wall
from equipoise_web.scheduling.queries.my_roster import OwnRoster
from equipoise_web.scheduling.queries.own_days import OwnDay

TYPESETTER = "equipoise_web.scheduling.outputs.typesetter"


def wall_pdf(wall: Wall, paper: str) -> bytes:
    """A page or more a week: people by days."""
    sections = [
        {
            "title": f"{name}: {short_day(days[0])} – {day(days[-1])}",
            "head": [_("Person"), *wall.heads(days)],
            "rows": [[line.member.name, *wall.cells(line, days)] for line in wall.lines],
        }
        for name, days in wall.weeks()
    ]
    notes = [wall.state, wall.where, wall.legend]
    return _typeset(wall.title, notes, sections, paper=paper, wide=True)


def own_pdf(own: OwnRoster, name: str) -> bytes:
    """One's own month, day by day."""
    zone = own.centre.timezone
    days = [each for week in own.weeks for each in week if each.date.month == own.month.month]
    month = f"{str(MONTHS[own.month.month]).capitalize()} {own.month.year}"
    head = [_("Day"), _("Time"), _("Paid"), _("Breaks")]
    rows = [_own_day(each, zone) for each in days]
    taken = timezone.now()
    notes = [
        _("Taken %(at)s. Published days may change by amendments; your page has them at once.")
        % {"at": f"{day(taken, zone)} {clock(taken, zone)}"},
        _("%(centre)s. Days and times are those of the centre (%(zone)s).")
        % {"centre": own.centre.name, "zone": zone},
    ]
    title = _("Roster of %(name)s, %(month)s") % {"name": name, "month": month}
    return _typeset(title, notes, [{"title": month, "head": head, "rows": rows}], paper="a4", wide=False)


def _own_day(each: OwnDay, zone: str) -> list[str]:
    spans = [f"{clock(spell.starts_at, zone)} – {clock(spell.ends_at, zone)}" for spell in each.shifts]
    spans += [
        f"{ACTIVITIES['on_call'].word} {clock(duty.starts_at, zone)} – {clock(duty.ends_at, zone)}"
        for duty in each.duties
    ]
    said = " / ".join(spans) or str(_nothing(each.kind))
    if each.changed_at:
        said += f" ({_('changed')})"
    pauses = [text for spell in each.shifts for text in _pauses(spell, zone)]
    return [short_day(each.date), said, duration(each.paid) if each.shifts else "", ", ".join(pauses)]


def _nothing(kind: str) -> str:
    return {"leave": _("Leave"), "off": _("Day off")}.get(kind, _("Not published yet"))


def _pauses(shift: Shift, zone: str) -> list[str]:
    return [
        f"{ACTIVITIES[part.activity].word} {clock(part.starts_at, zone)}–{clock(part.ends_at, zone)}"
        for part in shift.parts
        if part.activity in PAUSES
    ]


def _typeset(
    title: str, notes: list[str], sections: list[dict[str, Any]], *, paper: str, wide: bool
) -> bytes:
    data = {
        "title": title, "language": (get_language() or "en").split("-")[0], "paper": paper, "wide": wide,
        "notes": [note for note in notes if note], "sections": sections,
        "nobody": _("Nobody is on this roster."),
    }  # fmt: skip
    return run_apart(TYPESETTER, json.dumps(data).encode())
