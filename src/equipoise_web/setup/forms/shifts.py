"""Shifts and breaks as rows of a form, and the tables that a shift system holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.changes import step_word
from equipoise_web.service.forms.fields import PlainFloatField

SHIFT_ROWS, BREAK_ROWS = 4, 3
SHIFT_FIELDS = ("first", "last", "step", "length")
BREAK_FIELDS = ("minutes", "paid", "after_h", "earliest_h", "latest_h")
GATE = ("informed", "consulted", "answered")
# Usual breaks by the length of the shift.
USUAL_BREAKS: tuple[dict[str, Any], ...] = (
    {"minutes": 15, "paid": True, "after_h": 3.5, "earliest_h": 1.0, "latest_h": 2.75},
    {"minutes": 30, "paid": False, "after_h": 5.5, "earliest_h": 3.0, "latest_h": 4.75},
    {"minutes": 15, "paid": True, "after_h": 7.0, "earliest_h": 5.5, "latest_h": 7.0},
)


class ShiftsForm(forms.Form):
    """Rows of shifts and breaks; an empty row says nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, SHIFT_ROWS + 1):
            self.fields |= {f"{name}_{row}": field for name, field in _shift_fields(row)}
        for row in range(1, BREAK_ROWS + 1):
            self.fields |= {f"{name}_{row}": field for name, field in _break_fields(row)}
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label  # in a table the label is a heading and a row

    def shift_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{row}"] for name in SHIFT_FIELDS] for row in range(1, SHIFT_ROWS + 1)]

    def break_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{row}"] for name in BREAK_FIELDS] for row in range(1, BREAK_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for row in self._begun(SHIFT_ROWS, ("first", "length")):
            for name in ("first", "length"):
                if f"{name}_{row}" not in self.errors and data.get(f"{name}_{row}") is None:
                    self.add_error(f"{name}_{row}", _("A value is required."))
        for row in self._begun(BREAK_ROWS, ("minutes", "after_h")):
            for name in ("minutes", "after_h", "earliest_h", "latest_h"):
                if f"{name}_{row}" not in self.errors and data.get(f"{name}_{row}") is None:
                    self.add_error(f"{name}_{row}", _("A value is required."))
        if not self.errors and not list(self._begun(SHIFT_ROWS, ("first", "length"))):
            self.add_error("first_1", _("A centre needs at least one shift."))
        return data

    def content(self) -> dict[str, Any]:
        """The tables ``shift`` and ``break`` as in ``centre.toml``."""
        data = self.cleaned_data
        shifts = [_shift(data, row) for row in self._begun(SHIFT_ROWS, ("first", "length"))]
        breaks = [
            {name: data[f"{name}_{row}"] for name in BREAK_FIELDS}
            for row in self._begun(BREAK_ROWS, ("minutes", "after_h"))
        ]
        return {"shift": shifts, **({"break": breaks} if breaks else {})}

    def _begun(self, rows: int, names: tuple[str, ...]) -> Iterator[int]:
        """Numbers of the rows in which something stands."""
        for row in range(1, rows + 1):
            keys = [f"{name}_{row}" for name in names]
            if any(self.cleaned_data.get(key) is not None or key in self.errors for key in keys):
                yield row


class GateForm(forms.Form):
    """What shows the steps of the gate of a shift system."""

    def __init__(self, *args: Any, codes: tuple[str, ...] = GATE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in codes:
            self.fields[code] = forms.CharField(
                label=step_word(code), max_length=2000, widget=forms.Textarea({"rows": 2})
            )


def usual_shifts(earliest: int, latest: int) -> dict[str, Any]:
    """Shifts within opening hours, which are minutes since midnight, and usual breaks."""
    found: dict[str, Any] = {}
    lengths = [length for length in (8.5, 8.0, 6.0, 4.0) if length * 60 <= latest - earliest] or [
        (latest - earliest) / 60
    ]
    for row, length in enumerate(lengths, start=1):
        room = (latest - earliest - int(length * 60)) // 30 * 30
        found |= {
            f"first_{row}": _clock(earliest), f"last_{row}": _clock(earliest + room),
            f"step_{row}": 30, f"length_{row}": length,
        }  # fmt: skip
    for row, usual in enumerate(USUAL_BREAKS, start=1):
        found |= {f"{name}_{row}": value for name, value in usual.items()}
    return found


def _shift(data: dict[str, Any], row: int) -> dict[str, Any]:
    first, last, step = (data.get(f"{name}_{row}") for name in ("first", "last", "step"))
    start = f"{first:%H:%M}"
    if last is not None and last != first:
        start += f"-{last:%H:%M}/{step or 30}"
    return {"starts": start, "lengths_h": [data[f"length_{row}"]]}


def _shift_fields(row: int) -> Iterator[tuple[str, forms.Field]]:
    said = {"n": row}
    yield "first", _time(_("Shift %(n)s, first start") % said)
    yield "last", _time(_("Shift %(n)s, last start") % said)
    yield (
        "step",
        forms.IntegerField(
            label=_("Shift %(n)s, a start every … minutes") % said, required=False, min_value=5, max_value=240
        ),
    )
    yield "length", _hours(_("Shift %(n)s, length in hours") % said, least=0.5)


def _break_fields(row: int) -> Iterator[tuple[str, forms.Field]]:
    said = {"n": row}
    yield (
        "minutes",
        forms.IntegerField(
            label=_("Break %(n)s, minutes") % said, required=False, min_value=1, max_value=120
        ),
    )
    yield "paid", forms.BooleanField(label=_("Break %(n)s is paid") % said, required=False)
    yield "after_h", _hours(_("Break %(n)s, in shifts longer than … hours") % said)
    yield "earliest_h", _hours(_("Break %(n)s, at the earliest … hours after the start") % said)
    yield "latest_h", _hours(_("Break %(n)s, at the latest … hours after the start") % said)


def _time(label: str) -> forms.Field:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )


def _hours(label: str, least: float = 0.0) -> forms.Field:
    return PlainFloatField(label=label, required=False, min_value=least, max_value=24)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
