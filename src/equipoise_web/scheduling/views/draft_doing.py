"""An edit asked by a page: done with what the checker and the requirement say, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from equipoise.errors import InvalidInput
from equipoise_web.core.present import actor_of
from equipoise_web.scheduling.actions.drafts import edit, try_edit
from equipoise_web.scheduling.draft_words import meanwhile, reason_of
from equipoise_web.scheduling.drafting.changing import Change, replacements
from equipoise_web.scheduling.drafting.shortage import Shortage, shortages
from equipoise_web.scheduling.drafting.verdict import Verdict
from equipoise_web.scheduling.errors import Blocked, DraftEnded, EditedMeanwhile, NothingToUndo
from equipoise_web.scheduling.forms.draft import AskedForm
from equipoise_web.scheduling.models import Draft, Edit, EditKind

# Names that a repeated request brings along anew.
OWN = frozenset({"csrfmiddlewaretoken", "seen", "reason", "key"})
Work = Callable[[], Sequence[Change]]


@dataclass(frozen=True)
class Done:
    """The edit, what the checker says of its people, and what it makes short."""

    edit: Edit | None
    verdicts: tuple[Verdict, ...]
    short: tuple[Shortage, ...]

    @property
    def blocked(self) -> bool:
        return any(verdict.blocked for verdict in self.verdicts)


@dataclass(frozen=True)
class Refusal:
    """Nothing was kept: ``why`` is blocked, meanwhile, invalid or ended.

    ``edit`` is what somebody else did meanwhile, ``seen`` the last edit to build on when asked again.
    """

    why: str
    words: str = ""
    verdicts: tuple[Verdict, ...] = ()
    edit: Edit | None = None
    field: str = ""
    seen: int = 0
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def of_law(self) -> bool:
        """Whether what blocks is more than what was agreed with somebody."""
        return any(verdict.of_law for verdict in self.verdicts)

    @property
    def status(self) -> int:
        return 422 if self.why == "invalid" else 409


def attempt(request: HttpRequest, draft: Draft, kind: EditKind, work: Work) -> Done | Refusal:
    """Work the changes out and make them one edit."""
    form = AskedForm(request.POST)
    if not form.is_valid():
        words = _("The page that this was sent from is too old or broken. Load it again.")
        return Refusal("invalid", words, asked=asked_of(request))
    said = form.cleaned_data

    def made() -> Done:
        changes = work()
        short = shortages(draft, changes)
        step, verdicts = edit(
            actor=actor_of(request), draft=draft, kind=kind, replacements=replacements(draft, changes),
            seen=said["seen"], reason=said["reason"].strip(), key=said["key"],
        )  # fmt: skip
        return Done(step, verdicts, short)

    # The same form again: its rows have moved, and the edit is there.
    there = draft.edits.filter(uuid=said["key"], made_by=actor_of(request)).first()
    return Done(there, (), ()) if there else answered(request, draft, made)


def tried(request: HttpRequest, draft: Draft, seen: int, work: Work) -> Done | Refusal:
    """What :func:`attempt` would say, with nothing kept."""

    def judged() -> Done:
        changes = work()
        verdicts = try_edit(
            actor=actor_of(request), draft=draft, replacements=replacements(draft, changes), seen=seen
        )
        return Done(None, verdicts, shortages(draft, changes))

    return answered(request, draft, judged)


def answered(request: HttpRequest, draft: Draft, make: Callable[[], Done]) -> Done | Refusal:
    """What came of it; refusals in words."""
    asked = asked_of(request)
    try:
        return make()
    except Blocked as refused:
        return Refusal("blocked", verdicts=refused.verdicts, seen=_seen(request), asked=asked)
    except EditedMeanwhile as refused:
        words = meanwhile(refused.worker, refused.edit)
        return Refusal("meanwhile", words, edit=refused.edit, seen=draft.edits.count(), asked=asked)
    except InvalidInput as refused:
        return Refusal("invalid", reason_of(refused), field=refused.field or "", asked=asked)
    except NothingToUndo:
        return Refusal("invalid", _("There is nothing of yours to take back or to make again."), asked=asked)
    except DraftEnded:
        return Refusal("ended", _("This draft was finished or dropped meanwhile."), asked=asked)


def asked_of(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What was sent, to be sent again as it is."""
    return tuple(
        (name, value) for name in request.POST if name not in OWN for value in request.POST.getlist(name)
    )


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
