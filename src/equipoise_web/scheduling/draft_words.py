"""Why an edit of a draft was refused, in the reader's language."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipoise.errors import InvalidInput
from equipoise_web.scheduling.models import Edit
from equipoise_web.service.reasons import reason_in_words

SENTENCES: list[tuple[str, Promise]] = [
    (r"nothing changes", gettext_lazy("This changes nothing.")),
    (r"the end is not after the start", gettext_lazy("The end is not after the start.")),
    (r"a piece lies outside the span that is replaced", gettext_lazy("A stretch lies outside the day.")),
    (r"the activity is missing", gettext_lazy("A stretch has no activity.")),
    (r"two pieces overlap", gettext_lazy("Two stretches overlap.")),
    (
        r"'(?P<who>.*)' has not learnt '(?P<queue>.*)'",
        gettext_lazy("%(who)s has not learnt %(queue)s."),
    ),
    (r"another shift is in the way", gettext_lazy("Another shift of this person is in the way.")),
    (
        r".* reaches over the span that is replaced",
        gettext_lazy("Another shift of this person is in the way."),
    ),
    (r"the roster does not have this day", gettext_lazy("The roster does not have this day.")),
    (
        r"this shift is not there any more",
        gettext_lazy("This shift is not there any more: somebody has changed it."),
    ),
    (r"there is no shift on this day", gettext_lazy("There is no shift on this day.")),
    (r"there is a shift on that day already", gettext_lazy("There is a shift on that day already.")),
    (r"nothing of the shift is left", gettext_lazy("Nothing of the shift would be left.")),
    (
        r"the clock skips (?P<time>\S+) on (?P<day>\S+)",
        gettext_lazy("The clock skips %(time)s on %(day)s: that time does not exist."),
    ),
    (r"the key belongs to another edit", gettext_lazy("This form was used before. Load the page again.")),
    (
        r"a later edit changed what it did",
        gettext_lazy("Somebody has changed since what this edit did: it cannot be taken back as a whole."),
    ),
    (r"no day is ticked", gettext_lazy("No day is ticked.")),
    (
        r"a locked day is among them",
        gettext_lazy("A locked day is among them: unlock it, or leave it out."),
    ),
    (r"nobody is chosen", gettext_lazy("Nobody is chosen.")),
    (r"nothing was edited", gettext_lazy("Nothing was edited yet.")),
    (
        r"no break of these shifts can be placed better",
        gettext_lazy("The breaks stand where they cost customers least already."),
    ),
    (
        r"nothing is known of worker '(?P<who>.*)'",
        gettext_lazy("%(who)s has no contract and skill in these days."),
    ),
]
_PATTERNS = [(re.compile(pattern, re.DOTALL), sentence) for pattern, sentence in SENTENCES]


def reason_of(refused: InvalidInput) -> str:
    """The reader's sentence for what is no edit."""
    for pattern, sentence in _PATTERNS:
        if match := pattern.fullmatch(refused.reason):
            return str(sentence) % match.groupdict()
    return str(reason_in_words(refused.reason))


def meanwhile(worker: object, edit: Edit) -> str:
    """Who was first."""
    return _("%(who)s changed %(person)s meanwhile.") % {"who": edit.made_by.name, "person": worker}
