"""A roster being edited: begun from a checked roster, kept as numbered edits, finished as a new roster."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.access.visibility import VisibleQuerySet
from equipoise_web.core.models import Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models.roster import Roster
from equipoise_web.service.models import Queue


class EditKind(models.TextChoices):
    CHANGE = "change", _("Change")
    MOVE = "move", _("Move")
    RESIZE = "resize", _("Longer or shorter")
    ADD = "add", _("Add")
    REMOVE = "remove", _("Remove")
    SPLIT = "split", _("Split")
    COPY = "copy", _("Copy")
    PASTE = "paste", _("Paste")
    BREAKS = "breaks", _("Breaks rearranged")
    SOLVE = "solve", _("Solved again")
    ABSENT = "absent", _("Absent")
    REPLACE = "replace", _("Replacement")
    UNDO = "undo", _("Undo")
    REDO = "redo", _("Redo")


class Draft(PublicModel):
    """Edits on top of a roster that is not published; it ends as a new roster or is dropped."""

    base = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="drafts")
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_as = models.OneToOneField(
        Roster, on_delete=models.PROTECT, null=True, blank=True, related_name="begun_as"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.base}, draft of {self.begun_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.ended_as_id is None and self.dropped_at is None


class Edit(PublicModel):
    """One step, numbered from 1 within its draft; an undo is a step of its own that names what it undoes.

    ``reason`` says why it stands though a rule that must not be broken is.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EditKind.choices)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="scheduling_edit_number"),)

    def __str__(self) -> str:
        return f"{self.draft}: {self.number}"


class DraftWorker(models.Model):
    """A worker whose rows the draft holds itself; ``number`` is the last edit that touched them.

    Everybody else's rows are those of the base.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="touched")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draft", "worker"), name="scheduling_draftworker_once"),
        )

    def __str__(self) -> str:
        return f"{self.draft}: {self.worker} {self.number}"


class DraftStretch(models.Model):
    """A row of a touched worker; rows without a removal are the draft as it stands.

    Rows without ``added_by`` were copied from the base at the first touch.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="stretches")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    activity = models.CharField(max_length=60)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(Edit, on_delete=models.PROTECT, null=True, blank=True, related_name="added")
    removed_by = models.ForeignKey(
        Edit, on_delete=models.PROTECT, null=True, blank=True, related_name="removed"
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "draft stretches"
        indexes = (models.Index(fields=("draft", "worker", "starts_at"), name="scheduling_draft_row"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="scheduling_draft_order"),
        )

    def __str__(self) -> str:
        return f"{self.worker} {self.starts_at:%Y-%m-%d %H:%M} {self.activity}"
