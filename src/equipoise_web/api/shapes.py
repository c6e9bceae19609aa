"""What requests and answers have in common: lists in parts, references, instants, words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.renderers import BaseRenderer
from pydantic import AfterValidator, AwareDatetime, StringConstraints

T = TypeVar("T")
M = TypeVar("M", bound=Model)
DayT = TypeVar("DayT", bound=date)
MOST, FARTHEST = 500, 1_000_000


def _in_reach(value: DayT) -> DayT:
    """Days that every database and time zone can hold."""
    if not 1900 <= value.year < 2200:
        raise ValueError("must lie between the years 1900 and 2200")
    return value


Day = Annotated[date, AfterValidator(_in_reach)]
Instant = Annotated[AwareDatetime, AfterValidator(_in_reach)]
# PostgreSQL keeps no NUL, and no other control character is part of a word.
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Prose = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]


class Named(Schema):
    """A row by its identifier and name."""

    id: UUID
    name: str


class Part(Schema):
    """Which part of a list is asked for."""

    limit: int = Field(100, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FARTHEST)


class Page(Schema, Generic[T]):
    """A part of a list, and how many rows the whole of it has."""

    items: list[T]
    count: int
    limit: int
    offset: int


def page(rows: QuerySet[M] | list[Any], part: Part, show: Callable[[Any], Any]) -> dict[str, Any]:
    """The part that was asked for; ``show`` makes the answer of each row."""
    count = len(rows) if isinstance(rows, list) else rows.count()
    shown: Iterable[Any] = rows[part.offset : part.offset + part.limit]
    return {"items": [show(row) for row in shown], "count": count, "limit": part.limit, "offset": part.offset}


class Renderer(BaseRenderer):
    """JSON with instants in ISO 8601 with offset, to the microsecond."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, default=_written, ensure_ascii=False, allow_nan=False)


def _written(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
