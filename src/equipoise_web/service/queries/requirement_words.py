"""How a requirement was made, in the reader's language.

The kept method is English, one approximation after the other (``equipoise.staffing.names``); a part that is
not known here stays as it was kept.
"""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARTS: tuple[tuple[re.Pattern[str], Promise], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"Erlang A \(patience (?P<s>\S+) s\), steady within an interval",
         _("Erlang A with a patience of %(s)s s, steady within an interval")),
        (r"Erlang C \(patience unknown: nobody abandons\), steady within an interval",
         _("Erlang C (patience unknown: nobody abandons), steady within an interval")),
        (r"chat: birth-death chain with (?P<n>\d+) at once, least-loaded agent first, "
         r"a chat lasting as long at every level",
         _("birth-death chain with %(n)s chats at once, the least busy agent first, each chat lasting "
           "as long at every level")),
        (r"patience (?P<s>[\d.e+]+) s", _("patience %(s)s s")),
        (r"patience unknown: nobody abandons", _("patience unknown: nobody abandons")),
        (r"steady within an interval", _("steady within an interval")),
        (r"occupancy at most (?P<share>\d+)%", _("occupancy at most %(share)s%%")),
        (r"\w+: first-in first-out fluid, levelled over open hours so that everything is done "
         r"within (?P<h>\S+) h on the clock",
         _("in order of arrival, levelled over open hours so that everything is done within %(h)s h on the "
           "clock")),
        (r"no allowance for chance", _("no allowance for chance")),
        (r"outbound: calls made in their own interval with (?P<n>\d+) agents kept idle "
         r"\(load rounded up plus reserve", _("calls made in their own interval with %(n)s agents kept idle "
                                              "(load rounded up plus reserve")),
        (r"inbound calls taken by the reserve are not counted\)",
         _("inbound calls taken by the reserve are not counted)")),
    )
)  # fmt: skip


def requirement_words(method: str) -> str:
    """A kept method for people, part by part."""
    return "; ".join(_part(part) for part in method.split("; ")) if method else ""


def _part(kept: str) -> str:
    for pattern, words in PARTS:
        if found := pattern.fullmatch(kept):
            return str(words) % found.groupdict()
    return kept
