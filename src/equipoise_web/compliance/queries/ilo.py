"""The self-check of an organisation by year: what holds, what it amounts to, and what came before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise_web.compliance.models import Answer, Category, SelfCheck, SelfCheckRemark
from equipoise_web.core.access import Standing

# The conventions of each category, as the Declaration of 1998, amended in 2022, names them.
CONVENTIONS: dict[str, str] = {
    Category.ASSOCIATION: "C87, C98",
    Category.FORCED_LABOUR: "C29, P29, C105",
    Category.CHILD_LABOUR: "C138, C182",
    Category.DISCRIMINATION: "C100, C111",
    Category.SAFETY: "C155, C187",
}
EVIDENCED, NOT_MET, UNDETERMINED = "evidenced", "not_met", "undetermined"
WORDS: dict[str, Promise] = {
    EVIDENCED: _("evidenced"),
    NOT_MET: _("not respected"),
    UNDETERMINED: _("undetermined"),
}


@dataclass(frozen=True)
class Part:
    """One category in one year; ``current`` is None where nothing was recorded."""

    category: Category
    conventions: str
    current: SelfCheck | None
    earlier: tuple[SelfCheck, ...]
    remarks: tuple[SelfCheckRemark, ...]

    @property
    def result(self) -> str:
        """Evidenced, not met, or undetermined: nothing recorded, not known, or without evidence."""
        if self.current is None or not self.current.evidence.strip():
            return UNDETERMINED
        return {Answer.YES.value: EVIDENCED, Answer.NO.value: NOT_MET}.get(self.current.answer, UNDETERMINED)

    @property
    def word(self) -> Promise:
        return WORDS[self.result]


@dataclass(frozen=True)
class Year:
    """The five categories in a year."""

    year: int
    parts: tuple[Part, ...]

    @property
    def evidenced(self) -> int:
        return sum(part.result == EVIDENCED for part in self.parts)

    @property
    def result(self) -> str:
        """Evidenced if all five are; not met if one is not; else undetermined."""
        results = {part.result for part in self.parts}
        if NOT_MET in results:
            return NOT_MET
        return EVIDENCED if results == {EVIDENCED} else UNDETERMINED

    @property
    def word(self) -> Promise:
        return WORDS[self.result]


def self_checks_of(standing: Standing, current_year: int) -> list[Year]:
    """Every year from the first one recorded to the current one, the latest first, also those missed."""
    rows: dict[tuple[int, str], list[SelfCheck]] = defaultdict(list)
    for row in SelfCheck.objects.visible_to(standing).select_related("recorded_by").order_by("pk"):
        rows[row.year, row.category].append(row)
    said: dict[tuple[int, str], list[SelfCheckRemark]] = defaultdict(list)
    for remark in SelfCheckRemark.objects.visible_to(standing).select_related("made_by").order_by("pk"):
        said[remark.year, remark.category].append(remark)
    first = min([current_year, *(year for year, _category in (*rows, *said))])
    return [
        Year(year, tuple(_part(rows[year, each], said[year, each], each) for each in Category))
        for year in range(current_year, first - 1, -1)
    ]


def _part(rows: list[SelfCheck], said: list[SelfCheckRemark], category: Category) -> Part:
    current = rows[-1] if rows else None
    return Part(category, CONVENTIONS[category], current, tuple(reversed(rows[:-1])), tuple(said))
