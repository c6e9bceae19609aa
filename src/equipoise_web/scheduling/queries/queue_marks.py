"""Two letters for each queue, for cells that have no room for its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre
from equipoise_web.service.models import Queue


@dataclass(frozen=True)
class QueueMark:
    """A queue with its two letters and its target: the share to answer within so many seconds."""

    pk: int
    uuid: UUID
    name: str
    letters: str
    share: float
    within_s: float

    @property
    def title(self) -> str:
        """The name as it is shown, beginning with a capital."""
        return self.name[:1].upper() + self.name[1:]


def queue_marks(standing: Standing, centre: Centre) -> dict[int, QueueMark]:
    """The queues of a centre in their order, by number of the row."""
    queues = list(Queue.objects.visible_to(standing).filter(centre=centre))
    marks = letters_of([queue.name for queue in queues])
    return {
        queue.pk: QueueMark(queue.pk, queue.uuid, queue.name, letters, queue.share, queue.answered_within_s)
        for queue, letters in zip(queues, marks, strict=True)
    }


def letters_of(names: Iterable[str]) -> list[str]:
    """Two capitals a name, none twice: its first letter and the first later one that is still free."""
    taken: list[str] = []
    for name in names:
        taken.append(next(mark for mark in _candidates(name) if mark not in taken))
    return taken


def _candidates(name: str) -> Iterable[str]:
    letters = [letter for letter in name.upper() if letter.isalnum()] or ["Q"]
    for later in letters[1:]:
        yield letters[0] + later
    number = 1
    while True:
        yield f"{letters[0]}{number}"
        number += 1
