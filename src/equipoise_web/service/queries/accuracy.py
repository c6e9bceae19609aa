"""How far a forecast was off in its backtest, beside what even a perfect one would miss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from equipoise_web.core.templatetags.equipoise_figures import percent

METHODS: dict[str, Promise] = {
    "mean4": gettext_lazy("mean of the last 4 weeks"),
    "mean8": gettext_lazy("mean of the last 8 weeks"),
    "calendar": gettext_lazy("calendar, slow to change"),
    "calendar_agile": gettext_lazy("calendar, quick to change"),
}


@dataclass(frozen=True)
class Score:
    """The chosen method at one level and lead; fractions. ``coverage`` is of the 80 % range."""

    level: str
    level_words: str
    lead_words: str
    method: str
    method_words: str
    wape: float | None
    floor: float | None
    bias: float | None
    coverage: float | None
    n: int

    @property
    def finding(self) -> str:
        """How far off it was, beside the floor, as sentences."""
        words = {"missed": percent(self.wape, 1), "floor": percent(self.floor, 1), "n": self.level}
        missed = (
            _("Tried on the last weeks of history, it missed by %(missed)s in a day's total.")
            if self.level == "day"
            else _(
                "Tried on the last weeks of history, it missed by %(missed)s in intervals of %(n)s minutes."
            )
        )
        if self.floor is None:
            return missed % words
        floor = _("Even a perfect forecast would miss by %(floor)s.")
        return f"{missed} {floor}" % words

    @property
    def size_of_bias(self) -> float:
        return abs(self.bias or 0.0)

    @property
    def missed_width(self) -> str:
        return _width(self.wape)

    @property
    def floor_width(self) -> str:
        return _width(self.floor)


def scores_of(document: Mapping[str, Any]) -> list[Score]:
    """A queue's scores, days first, then the finest intervals."""
    found = [
        _score(document, level, lead, method)
        for level, leads in document.get("chosen", {}).items()
        for lead, method in leads.items()
    ]
    return sorted(found, key=lambda score: (score.level != "day", score.level, score.lead_words))


def method_words(method: str) -> str:
    """A method's name for people; its own where it has none."""
    return str(METHODS.get(method, method))


def _width(share: float | None) -> str:
    """Length of a bar on which half of all contacts is the whole length, as SVG writes it."""
    return f"{min(100.0, 200 * (share or 0.0)):.1f}"


def _score(document: Mapping[str, Any], level: str, lead: str, method: str) -> Score:
    score = document["results"][level][lead][method]
    return Score(
        level=level,
        level_words=_level(level),
        lead_words=_lead(lead),
        method=method,
        method_words=method_words(method),
        wape=score["wape"],
        floor=document.get("floor", {}).get(level),
        bias=score["bias"],
        coverage=score["coverage80"],
        n=score["n"],
    )


def _level(level: str) -> str:
    return _("Day") if level == "day" else _("%(n)s minutes") % {"n": level}


def _lead(lead: str) -> str:
    if lead == "0":
        return _("the week that follows")
    return ngettext("%(n)s week ahead", "%(n)s weeks ahead", int(lead)) % {"n": lead}
