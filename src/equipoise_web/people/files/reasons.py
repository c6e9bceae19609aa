"""Why a file or a row is refused: a code with values where it is found, a sentence where it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "empty_upload": _("No file was chosen."),
    "too_large": _("The files are larger than %(mb)s MB together."),
    "too_many_rows": _("The files have more than %(most)s rows together."),
    "suffix": _("The name of the file must end in .csv or .xlsx."),
    "encoding": _("The file is not in UTF-8. Save it as “CSV UTF-8” or as XLSX."),
    "damaged": _("The file is damaged or is not what its name says."),
    "no_header": _("The file has no header in its first row."),
    "no_table": _("The columns fit none of the tables. Found: %(found)s."),
    "columns_missing": _("Columns are missing: %(missing)s."),
    "column_unknown": _("Unknown column: %(name)s. Known are: %(known)s."),
    "column_twice": _("The column %(name)s occurs twice."),
    "table_twice": _("The table %(table)s is in the files twice."),
    "fields": _("The row has more fields than the header."),
    "formula": _("The cell holds a formula. Write its value."),
    "error_value": _("The cell holds an error of the spreadsheet."),
    "required": _("A value is required."),
    "not_a_day": _("“%(value)s” is not a day such as 2027-02-03."),
    "not_a_time": _("“%(value)s” is not a time of day such as 07:30."),
    "not_a_number": _("“%(value)s” is not a number. Write a decimal point, not a comma."),
    "out_of_range": _("%(value)s is not between %(least)s and %(most)s."),
    "too_long": _("The text is longer than %(most)s characters."),
    "not_one_of": _("“%(value)s” is not one of %(choices)s."),
    "end_before_start": _("The last day is before the first."),
    "min_above_max": _("The least hours are more than the most."),
    "contract_outside": _("The contract hours are not between the least and the most."),
    "born_later": _("The birth date is not before the first day of the contract."),
    "no_contract": _("Without contract hours the row has no contract: leave this blank."),
    "unknown_skill": _("Unknown skill: %(value)s. Known are: %(known)s."),
    "skill_form": _("“%(value)s” is not a skill such as sales:3 or sales:3@2027-01-01..2027-06-30."),
    "unknown_team": _("Unknown team: %(value)s. Known are: %(known)s."),
    "team_needed": _("A new worker needs a team."),
    "unknown_worker": _("Unknown worker: %(value)s."),
    "row_twice": _("The same is in row %(earlier)s already."),
    "differs": _("This differs from row %(earlier)s of the same worker."),
    "overlaps": _("This overlaps %(first)s to %(last)s of the same worker. Only one holds at a time."),
    "value_needed": _("This fact is a number: a value is required."),
    "value_unwanted": _("This has no value: leave it blank."),
    "opened": _("The account was opened with %(hours)s hours on %(day)s. Write a correction instead."),
}
TABLES = {
    "workers": _("People, contracts and skills"),
    "restrictions": _("Restrictions"),
    "facts": _("Facts on file"),
    "pay_bands": _("Pay bands"),
    "leave": _("Leave"),
    "hours": _("Hours accounts"),
}


class Refusal(Exception):
    """A file, or a row of it, cannot be used; ``field`` names the column."""

    def __init__(
        self, code: str, *, file: str = "", row: int | None = None, field: str = "", **values: Any
    ) -> None:
        super().__init__(f"{file} row {row} {field}: {code} {values}")
        self.code, self.file, self.row, self.field = code, file, row, field
        self.values = {name: str(value) for name, value in values.items()}


def in_words(code: str, values: Mapping[str, str]) -> str:
    """The reason in the reader's language."""
    return str(REASONS[code]) % values


def sentence(refusal: Refusal) -> str:
    """File, row, column and reason of a refusal as one text."""
    where = [refusal.file] if refusal.file else []
    if refusal.row is not None:
        where.append(str(_("row %(n)s") % {"n": refusal.row}))
    if refusal.field:
        where.append(refusal.field)
    said = in_words(refusal.code, refusal.values)
    return f"{', '.join(where)}: {said}" if where else said
