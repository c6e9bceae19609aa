"""One person on one day of a draft: the stretches as a form, and where the day can go."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.queries import readings
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.changing import Change
from equipoise_web.scheduling.drafting.commands import Bench, day_becomes, place_day
from equipoise_web.scheduling.drafting.lost import lost_shifts
from equipoise_web.scheduling.drafting.replacement import Piece
from equipoise_web.scheduling.drafting.wall import after_wall, at_wall
from equipoise_web.scheduling.forms.draft import PlaceForm, Stretches, StretchForm
from equipoise_web.scheduling.models import Draft, EditKind
from equipoise_web.scheduling.queries.draft_choices import activities_of, activity_word, workers_queues
from equipoise_web.scheduling.queries.draft_source import Drafted
from equipoise_web.scheduling.queries.inspector import details_of
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.queries.roster_people import members_of
from equipoise_web.scheduling.views.asked import purpose_of, standing_of_request
from equipoise_web.scheduling.views.draft_answers import answer, refusal_context
from equipoise_web.scheduling.views.draft_asked import (
    SEE_DRAFT,
    Place,
    back_of,
    day_asked,
    draft_asked,
    people_choices,
    place_of,
    worker_asked,
)
from equipoise_web.scheduling.views.draft_board import common
from equipoise_web.scheduling.views.draft_doing import Refusal, attempt
from equipoise_web.scheduling.views.draft_rows import arranged, initial_of
from equipoise_web.service.models import Queue

PLACES = {"move": EditKind.MOVE, "copy": EditKind.COPY}


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_person(request: HttpRequest, roster: uuid.UUID, day: str, worker: uuid.UUID) -> HttpResponse:
    """The inspector; a POST saves the form, arranges its lines, moves, copies or removes the day."""
    found, draft = draft_asked(request, roster)
    on, who = day_asked(found, day), worker_asked(request, found, worker)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    inspector = Inspector(request, draft, who, on)
    return inspector.post() if request.method == "POST" else inspector.page()


class Inspector:
    """The page of one person and day."""

    def __init__(self, request: HttpRequest, draft: Draft, worker: Worker, day: date) -> None:
        self.request, self.draft, self.worker, self.day = request, draft, worker, day
        self.zone = draft.base.centre.timezone
        self.rows = Bench(draft, [worker], day, day).of_day(worker, day)
        self.queues = workers_queues(worker, self.rows)
        self.choices: dict[str, Any] = {
            "activities": activities_of(draft.base.centre, self.rows),
            "queues": [(str(queue.uuid), queue.name) for queue in self.queues.values()],
        }

    def post(self) -> HttpResponse:
        """What the button asks for."""
        do = self.request.POST.get("do", "save")
        if do in PLACES:
            return self._placed(do)
        if do == "remove":
            outcome = attempt(self.request, self.draft, EditKind.REMOVE, lambda: self._becomes(()))
            return answer(self.request, self.draft, outcome, lambda refusal: self.page(refusal=refusal))
        if do != "save":
            rows = arranged(self.request.POST, do, self.zone)
            return self.page(Stretches(initial=rows, prefix="s", form_kwargs=self.choices))
        return self._saved()

    def _saved(self) -> HttpResponse:
        lines = Stretches(self.request.POST, prefix="s", form_kwargs=self.choices)
        if not lines.is_valid():
            return self.page(lines, status=422)
        kind = EditKind.CHANGE if self.rows else EditKind.ADD
        outcome = attempt(self.request, self.draft, kind, lambda: self._becomes(self._pieces(lines.forms)))
        return answer(self.request, self.draft, outcome, lambda refusal: self.page(lines, refusal=refusal))

    def _becomes(self, pieces: Sequence[Piece]) -> list[Change]:
        changes = day_becomes(self.draft, self.worker, self.day, pieces)
        if not any(change.gone or change.pieces for change in changes):
            raise InvalidInput("nothing changes", field="pieces")
        return changes

    def _placed(self, do: str) -> HttpResponse:
        form = self._place_form(self.request.POST)
        if not form.is_valid():
            return self.page(place=form, status=422)
        to = worker_asked(self.request, self.draft.base, uuid.UUID(form.cleaned_data["to_person"]))
        outcome = attempt(
            self.request, self.draft, PLACES[do],
            lambda: place_day(
                self.draft, self.worker, self.day, to, form.cleaned_data["to_day"], keep=do == "copy"
            ),
        )  # fmt: skip
        return answer(
            self.request, self.draft, outcome, lambda refusal: self.page(place=form, refusal=refusal)
        )

    def _place_form(self, data: Any = None) -> PlaceForm:
        people = people_choices(self.request, self.draft.base)
        initial = {"to_day": self.day, "to_person": str(self.worker.uuid)}
        return PlaceForm(data, initial=initial, people=people)

    def _pieces(self, lines: Sequence[StretchForm]) -> list[Piece]:
        said = [line.cleaned_data for line in lines if line.cleaned_data]
        first: time | None = None
        pieces = []
        for data in said:
            first = first or data["start"]
            pieces.append(self._piece(data, first))
        return sorted(pieces, key=lambda piece: piece.starts_at)

    def _piece(self, data: dict[str, Any], first: time) -> Piece:
        """Times before that of the first line are those of the next day; what was not changed stays."""
        was = (
            [datetime.fromtimestamp(int(part), UTC) for part in data["was"].split("-")] if data["was"] else []
        )
        if was and self._shows(was[0], data["start"]):
            starts_at = was[0]
        else:
            later = data["start"] < first
            day = date.fromordinal(self.day.toordinal() + later)
            starts_at = at_wall(day, data["start"], self.zone)
        if was and self._shows(was[1], data["end"]) and was[1] > starts_at and starts_at == was[0]:
            ends_at = was[1]
        else:
            ends_at = after_wall(starts_at, data["end"], self.zone)
        return Piece(starts_at, ends_at, data["activity"], self._queue(data["queue"]))

    def _shows(self, instant: datetime, at: time) -> bool:
        return instant.astimezone(ZoneInfo(self.zone)).time() == at

    def _queue(self, name: str) -> Queue | None:
        return next((queue for queue in self.queues.values() if str(queue.uuid) == name), None)

    def _in_words(self, lines: Any) -> list[str]:
        """What was asked for, where it was stretches."""
        said = [line.cleaned_data for line in lines if line.is_bound and line.is_valid()]
        return [
            f"{each['start']:%H:%M} – {each['end']:%H:%M} {activity_word(each['activity'])}"
            + (f" {queue.name}" if (queue := self._queue(each["queue"])) else "")
            for each in said
        ]

    def page(
        self,
        lines: Any = None,
        place: PlaceForm | None = None,
        refusal: Refusal | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The form as it is, or as it was sent, with what the checker says of the day."""
        request, draft, standing = self.request, self.draft, standing_of_request(self.request)
        back = place_of(draft.base, back_of(request, draft.base))
        if lines is None:
            initial = initial_of(self.rows, self.queues, self.zone)
            lines = Stretches(initial=initial, prefix="s", form_kwargs=self.choices)
        member = next(each for each in members_of(standing, draft.base) if each.pk == self.worker.pk)
        queues = queue_marks(standing, draft.base.centre)
        details = details_of(standing, Drafted(draft), self.day, member, queues)
        readings.note(request, purpose_of(request), person=self.worker.person)
        context = {
            **common(request, draft, back if back.day else Place(None, back.query)),
            "worker": self.worker,
            "day": self.day,
            "lines": lines,
            "place": place or self._place_form(),
            "details": details,
            "has_shift": bool(self.rows),
            "is_locked": draft.locks.filter(worker=self.worker, day=self.day).exists(),
            "lost": [one for one in lost_shifts(draft, self.worker) if one.day == self.day],
        }
        if refusal is not None:
            context |= refusal_context(request, draft, refusal)
            context["asked_lines"] = self._in_words(lines) if refusal.why == "meanwhile" else []
        name = "_draft_inspector" if "X-Fragment" in request.headers else "draft_inspector"
        response = render(
            request, f"scheduling/{name}.html", context, status=refusal.status if refusal else status
        )
        patch_vary_headers(response, ["X-Fragment"])
        return response
